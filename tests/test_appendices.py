"""What the built-in templates make of the records on pages of their own."""

import os
from pathlib import Path

import pytest
from PIL.PngImagePlugin import PngImageFile

from branchreport.cli.checking import check_year
from branchreport.document import Appendix, Chart, Picture, Table, text_of
from making import document_of, picture

HEAD = "报告: {%s, 支部: 示例支部, 附件: %s}\n"
YEAR = "年度: 2021"
TWO_YEARS = "起始日期: 2023-07-01, 截止日期: 2024-06-30"


def appendix(folder: Path, kind: str, records: str, period: str = YEAR) -> Appendix:
    """The one appendix of ``kind`` that the document of ``records`` has."""
    (folder / "year.yaml").write_text(HEAD % (period, kind) + records, "utf-8")
    (found,) = [each for each in document_of(folder).blocks if isinstance(each, Appendix)]
    return found


def cells(found: Appendix) -> list[list[str]]:
    """The rows of its table, the header first."""
    (table,) = [
        block.table if isinstance(block, Chart) else block
        for block in found.blocks
        if isinstance(block, Table | Chart)
    ]
    return [[text_of(cell) for cell in row] for row in (table.header, *table.rows)]


def test_the_ledger_tells_the_events_by_date(tmp_path: Path) -> None:
    records = (
        "活动:\n  - {日期: 2021-11-30, 结束日期: 2021-12-01, 类别: 调研, 地点: 白塘村}\n"
        "  - {日期: 2021-03-05, 类别: 党课, 计入: [主题党日], 出席: {实到: 0}}\n"
    )
    assert cells(appendix(tmp_path, "活动台账", records)) == [
        ["序号", "日期", "类别", "地点", "应到", "实到"],
        ["1", "3月5日", "党课、主题党日", "", "", "0"],
        ["2", "11月30日至12月1日", "调研", "白塘村", "", ""],
    ]


SCHOOL_YEAR = "起始日期: 2020-09-01, 截止日期: 2021-08-31"


@pytest.mark.parametrize(
    ("period", "dates", "days"),
    [
        (YEAR, "日期: 2021-12-05", "12月5日"),
        (YEAR, "日期: 2021-12-31, 结束日期: 2022-01-01", "2021年12月31日至2022年1月1日"),
        (YEAR, "日期: 2020-12-05", "2020年12月5日"),
        (YEAR, "日期: 2022-01-05", "2022年1月5日"),
        (SCHOOL_YEAR, "日期: 2020-12-05", "2020年12月5日"),
        (SCHOOL_YEAR, "日期: 2021-01-05, 结束日期: 2021-01-08", "2021年1月5日至2021年1月8日"),
    ],
)
def test_a_day_of_the_ledger_has_its_year_unless_there_is_but_one(
    tmp_path: Path, period: str, dates: str, days: str
) -> None:
    records = f"活动: [{{{dates}, 类别: 调研}}]\n"
    _header, row = cells(appendix(tmp_path, "活动台账", records, period))
    assert row == ["1", days, "调研"]


def test_a_day_of_the_english_ledger_has_its_year_as_well(tmp_path: Path) -> None:
    (tmp_path / "year.yaml").write_text(
        "report: {year: 2024, branch: Branch A, appendices: activities}\nactivities:\n"
        "  - {date: 2024-12-30, until: 2025-01-02, kind: ride}\n"
        "  - {date: 2024-03-05, kind: ride}\n",
        "utf-8",
    )
    (found,) = [each for each in document_of(tmp_path).blocks if isinstance(each, Appendix)]
    assert [row[1] for row in cells(found)[1:]] == ["5 Mar", "30 Dec 2024 to 2 Jan 2025"]


def test_the_chart_tells_seven_kinds_apart(tmp_path: Path) -> None:
    kinds = "甲乙丙丁戊己庚辛壬"
    events = "".join(f"  - {{日期: 2021-03-05, 类别: {kind}}}\n" for kind in kinds + kinds[:8])
    header, *rows = cells(appendix(tmp_path, "活动统计图", f"活动:\n{events}"))
    assert header == ["月份", *kinds[:7], "其他"]
    assert rows[2] == ["3月", *"2222222", "3"]
    assert [row[0] for row in rows] == [f"{month}月" for month in range(1, 13)]


def test_months_of_several_years_tell_the_year(tmp_path: Path) -> None:
    records = "活动: [{日期: 2023-07-05, 类别: 党课}]\n"
    _header, *rows = cells(appendix(tmp_path, "活动统计图", records, TWO_YEARS))
    assert [row[0] for row in rows][:2] == ["2023年7月", "2023年8月"]
    assert rows[-1][0] == "2024年6月"


def test_every_count_tells_what_it_rests_on(tmp_path: Path) -> None:
    records = (
        "活动: [{日期: 2021-07-05, 类别: 党课, 统计: {意见: 32条}}]\n"
        "数字:\n  - {名称: 党课, 取自: {类别: 党课}}\n  - {名称: 党员, 数值: 18名}\n"
        "  - {名称: 意见, 数值: 30余条, 取自: {统计: 意见}}\n"
    )
    assert cells(appendix(tmp_path, "数字一览表", records)) == [
        ["序号", "名称", "数值", "依据"],
        ["1", "党课", "1次", "活动记录1条"],
        ["2", "党员", "18名", "填报"],
        ["3", "意见", "30余条", "活动记录1条，与填报数核对相符"],
    ]


def test_the_rectification_ledger_numbers_several_measures(tmp_path: Path) -> None:
    records = (
        "不足:\n  - {编号: S1, 问题: 学习不够, 来源: 自查, 措施: [多学], 期限: 长期坚持}\n"
        "  - {编号: S2, 问题: 台账不全, 措施: [补记, 检查], 期限: 2022-06-30,\n"
        "     进展: [{日期: 2021-10-01, 内容: 已补记}]}\n"
    )
    _header, first, second = cells(appendix(tmp_path, "整改台账", records))
    assert first == ["1", "学习不够（自查）", "", "多学。", "", "长期坚持", "", ""]
    assert second == [
        "2", "台账不全", "", "1.补记；2.检查。", "", "2022年6月30日", "2021年10月1日，已补记。", "",
    ]  # fmt: skip


def test_photographs_stand_by_date_with_their_events(tmp_path: Path) -> None:
    (tmp_path / "照片").mkdir()
    for name in ("b.jpg", "a.png", "名单.docx"):
        (tmp_path / "照片" / name).write_bytes(picture("PNG" if name == "a.png" else "JPEG"))
    (tmp_path / "c.jpg").write_bytes(picture(size=(60, 20)))
    records = (
        "活动:\n  - {日期: 2021-05-05, 类别: 党课, 名称: 学党史, 佐证: 照片}\n"
        "  - {日期: 2021-03-05, 类别: 调研, 佐证: [c.jpg, 照片/名单.docx]}\n"
    )
    found = appendix(tmp_path, "活动照片", records)
    shown = [each for each in found.blocks if isinstance(each, Picture)]
    assert [(each.image.form, each.image.width, text_of(each.caption)) for each in shown] == [
        ("jpeg", 60, "2021年3月5日，调研"),
        ("png", 40, "2021年5月5日，党课：学党史"),
        ("jpeg", 40, "2021年5月5日，党课：学党史"),
    ]


@pytest.mark.parametrize("content", [None, b"", b"no picture"])
def test_a_photograph_that_cannot_be_shown_is_an_error_of_the_records(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "a.jpg").write_bytes(content)
    records = "活动: [{日期: 2021-03-05, 类别: 党课, 佐证: a.jpg}]\n"
    (tmp_path / "year.yaml").write_text(HEAD % (YEAR, "活动照片") + records, "utf-8")
    checked = check_year(tmp_path)
    found = [(each.code, each.span.line) for each in checked.diagnostics]
    assert ("BR435", 2) in found
    assert not checked.sound


def codes(folder: Path, evidence: str, head: str = HEAD % (YEAR, "活动照片")) -> list[str]:
    """What is found in a year with one event that has ``evidence``."""
    records = f"活动: [{{日期: 2021-03-05, 类别: 党课, 佐证: {evidence}}}]\n"
    (folder / "year.yaml").write_text(head + records, "utf-8")
    return sorted(found.code for found in check_year(folder).diagnostics)


def shown(folder: Path) -> list[Picture]:
    """The pictures in the appendix of the year in ``folder``."""
    (found,) = [each for each in document_of(folder).blocks if isinstance(each, Appendix)]
    return [each for each in found.blocks if isinstance(each, Picture)]


def test_an_address_is_no_photograph_and_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture())
    assert codes(tmp_path, "[https://example.org/a.jpg, a.jpg]") == []
    assert len(shown(tmp_path)) == 1
    assert codes(tmp_path, "https://example.org/a.jpg") == ["BR427"]
    assert shown(tmp_path) == []


def test_a_photograph_elsewhere_is_left_out_even_where_that_is_no_finding(tmp_path: Path) -> None:
    (tmp_path / "junk.jpg").write_bytes(b"junk")
    year = tmp_path / "year"
    year.mkdir()
    assert codes(year, "../junk.jpg", HEAD % (YEAR, "活动照片") + "规则: {BR432: 关闭}\n") == [
        "BR427"
    ]
    assert shown(year) == []


def test_a_photograph_is_shown_once_an_event(tmp_path: Path) -> None:
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "a.jpg").write_bytes(picture())
    assert codes(tmp_path, "[pics, pics/a.jpg]") == []
    assert len(shown(tmp_path)) == 1


def test_a_link_in_a_folder_that_leads_out_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(picture())
    pics = tmp_path / "year" / "pics"
    pics.mkdir(parents=True)
    (pics / "a.jpg").write_bytes(picture())
    try:
        (pics / "out.jpg").symlink_to(tmp_path / "secret.jpg")
    except OSError:
        pytest.skip("no links here")
    assert codes(tmp_path / "year", "pics") == ["BR432"]
    assert len(shown(tmp_path / "year")) == 1


def test_a_link_is_taken_for_a_picture_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "kept.dat").write_bytes(b"no picture")
    try:
        (tmp_path / "a.jpg").symlink_to(tmp_path / "kept.dat")
    except OSError:
        pytest.skip("no links here")
    assert codes(tmp_path, "a.jpg") == ["BR435"]


def test_photographs_of_steps_are_shown_nowhere(tmp_path: Path) -> None:
    (tmp_path / "bad.jpg").write_bytes(b"no picture")
    records = (
        "不足:\n  - {编号: S1, 问题: 学习不够, 措施: [多学], 责任人: 书记, 期限: 长期坚持,\n"
        "     进展: [{日期: 2021-10-01, 内容: 学了, 佐证: bad.jpg}]}\n"
    )
    (tmp_path / "year.yaml").write_text(HEAD % (YEAR, "活动照片") + records, "utf-8")
    assert [found.code for found in check_year(tmp_path).diagnostics] == ["BR427"]
    assert shown(tmp_path) == []


def test_an_appendix_of_photographs_without_any_has_nothing_to_show(tmp_path: Path) -> None:
    (tmp_path / "list.docx").write_bytes(b"1")
    assert codes(tmp_path, "list.docx") == ["BR427"]


def test_a_form_that_offices_cannot_show_is_an_error_whatever_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.HEIC").write_bytes(picture())
    assert codes(tmp_path, "a.HEIC") == ["BR435"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_with_the_ending_of_a_picture_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert codes(tmp_path, "pipe.jpg") == ["BR427", "BR433", "BR435"]


def test_a_photograph_is_decoded_once_to_check_it_and_once_to_show_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pics").mkdir()
    for number in range(70):  # more than are kept
        (tmp_path / "pics" / f"{number}.png").write_bytes(picture("PNG"))
    decoded: list[PngImageFile] = []
    prepare = PngImageFile.load_prepare

    def counted(picture: PngImageFile) -> None:
        decoded.append(picture)
        prepare(picture)

    monkeypatch.setattr(PngImageFile, "load_prepare", counted)
    assert codes(tmp_path, "[pics, pics/0.png]") == []
    assert len(decoded) == 70
    decoded.clear()
    assert len(shown(tmp_path)) == 70
    assert len(decoded) == 140, "checked, and shown"
