"""What the built-in templates make of the records on pages of their own."""

from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    ("period", "days"),
    [
        (YEAR, ["3月5日", "12月31日至1月1日"]),
        (TWO_YEARS, ["2021年3月5日", "2021年12月31日至2022年1月1日"]),
    ],
)
def test_the_ledger_tells_the_days_by_date(tmp_path: Path, period: str, days: list[str]) -> None:
    records = (
        "活动:\n  - {日期: 2021-12-31, 结束日期: 2022-01-01, 类别: 调研, 地点: 白塘村}\n"
        "  - {日期: 2021-03-05, 类别: 党课, 计入: [主题党日], 出席: {实到: 0}}\n"
    )
    assert cells(appendix(tmp_path, "活动台账", records, period)) == [
        ["序号", "日期", "类别", "地点", "应到", "实到"],
        ["1", days[0], "党课、主题党日", "", "", "0"],
        ["2", days[1], "调研", "白塘村", "", ""],
    ]


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
