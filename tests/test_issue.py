"""``issue`` as a user runs it: what is recorded, what is refused, and what follows from it."""

import io
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchreport.cli import main
from branchreport.cli.checking import check_year
from branchreport.loading.years import years
from branchreport.writers.docx.package import content_digest
from conftest import EXAMPLES, Completed

Run = Callable[..., Completed]

HEAD = "报告: {年度: 2021, 支部: 甲}\n"
YEAR = f"{HEAD}活动:\n  - {{日期: 2021-04-07, 类别: 党课}}  # 上半年\n"
MORE = "  - {日期: 2021-09-06, 类别: 党课}\n"
ENGLISH = "report: {year: 2021, branch: A}\nactivities:\n  - {date: 2021-04-07, kind: ride}\n"
TODAY = {"SOURCE_DATE_EPOCH": "1641600000"}  # 2022-01-08
DAY = ("--date", "2021-12-20")


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A year in a folder, beside the document that was made of it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY["SOURCE_DATE_EPOCH"])
    folder = tmp_path / "2021"
    folder.mkdir()
    (folder / "报告.yaml").write_text(HEAD, "utf-8", newline="\n")
    (folder / "记录.yaml").write_text(YEAR.removeprefix(HEAD), "utf-8", newline="\n")
    assert main(["render", str(folder), "-o", str(tmp_path / "总结.docx")]) == 0
    return folder


@pytest.fixture
def said(check: Run, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, str]]:
    """The exit code of a command, and all that it says."""

    def call(*arguments: str | Path, **environ: str) -> tuple[int, str]:
        capfdbinary.readouterr()
        done = check(*arguments, **{**TODAY, **environ})
        text = (done.stdout + done.stderr).decode().replace("\r\n", "\n").replace("\\", "/")
        return done.returncode, text

    return call


def change(year: Path) -> None:
    file = year / "记录.yaml"
    file.write_text(file.read_text("utf-8") + MORE, "utf-8", newline="\n")


def write_more(year: Path) -> None:
    """Give ``year`` a section that its document is to say."""
    (year / "工作.yaml").write_text("工作: [{标题: 学习, 正文: 学得更多。}]\n", "utf-8")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def codes(year: Path) -> list[str]:
    return [found.code for found in check_year(year).diagnostics]


# What is recorded


def test_the_life_of_a_year(year: Path, said: Callable[..., tuple[int, str]]) -> None:
    assert said("issue", "2021", "总结.docx", *DAY) == (
        0,
        "2021/印发.yaml: recorded that “总结.docx” was issued on 2021-12-20\n",
    )
    data = (year.parent / "总结.docx").read_bytes()
    (digest,) = re.findall("记录摘要: ([0-9a-f]{64})\n", (year / "印发.yaml").read_text("utf-8"))
    assert (year / "印发.yaml").read_text("utf-8") == (
        f"""# 印发和重述的登记，由 branchreport issue 写入；日期登错的，直接改；摘要不要手改。
印发:
  - 日期: 2021-12-20
    文件: 总结.docx
    文件摘要: {content_digest(data)}
    记录摘要: {digest}
"""
    )
    assert said("validate", "2021") == (0, "all is well: 3 files, 2 records\n")
    assert said("render", "2021", "-o", "总结.docx") == (
        0,
        """总结.docx
note: the records have not changed since “总结.docx” was issued on 2021-12-20
""",
    )
    change(year)
    wrong = """error BR481 changed-after-issue: \
the records have changed since “总结.docx” was issued on 2021-12-20
 --> 2021/印发.yaml:3:5   issue “总结.docx” (2021-12-20)
3 |   - 日期: 2021-12-20
  |     ^^^^^^^^^^^^^^^^
  = help: undo the change, or give the reason: branchreport issue 2021/ --restate "reason"

checked 3 files, 3 records: 1 error
"""
    before = snapshot(year.parent)
    for command in (
        ["validate", "2021"],
        ["render", "2021", "-o", "新.docx"],
        ["issue", "2021", "总结.docx"],
    ):
        assert said(*command) == (1, wrong)
    assert snapshot(year.parent) == before
    assert said("issue", "2021", "--restate", "漏记9月的党课") == (
        0,
        "2021/印发.yaml: recorded a restatement of 2022-01-08, “漏记9月的党课”\n",
    )
    code, warned = said("validate", "2021")
    assert code == 0
    assert warned.splitlines()[0] == (
        "warning BR482 restated-not-reissued: “总结.docx” was issued on 2021-12-20, "
        "before the records were restated on 2022-01-08"
    )
    assert said("render", "2021", "-o", "更正.docx")[0] == 0
    assert said("issue", "2021", "更正.docx")[0] == 0
    assert said("validate", "2021") == (0, "all is well: 3 files, 5 records\n")


def test_reason_and_document_are_recorded_together(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    said("issue", "2021", "总结.docx", *DAY)
    change(year)
    (year.parent / "更正.pdf").write_bytes(b"%PDF-1.7")
    assert said("issue", "2021", "更正.pdf", "--restate", "漏记: 一次", "--date", "2022-01-07") == (
        0,
        """2021/印发.yaml: recorded a restatement of 2022-01-07, “漏记: 一次”
2021/印发.yaml: recorded that “更正.pdf” was issued on 2022-01-07
""",
    )
    assert codes(year) == []
    recorded = check_year(year).loaded.value
    assert recorded is not None
    assert [each.reason for each in recorded.restatements] == ["漏记: 一次"]
    assert [each.document for each in recorded.issues] == ["总结.docx", "更正.pdf"]


def test_a_year_in_one_file_and_in_english(
    tmp_path: Path, said: Callable[..., tuple[int, str]]
) -> None:
    year = tmp_path / "year.yaml"
    year.write_bytes(ENGLISH.replace("\n", "\r\n").encode("utf-8-sig"))
    (tmp_path / "report.txt").write_bytes(b"report")
    assert said("issue", "year.yaml", "report.txt") == (
        0,
        "year.yaml: recorded that “report.txt” was issued on 2022-01-08\n",
    )
    raw = year.read_bytes()
    assert raw.startswith(ENGLISH.replace("\n", "\r\n").encode("utf-8-sig"))
    assert raw[len(ENGLISH.replace("\n", "\r\n").encode("utf-8-sig")) :].startswith(
        b"\r\nissues:\r\n  - date: 2022-01-08\r\n    document: report.txt\r\n"
    )
    assert codes(year) == []


def test_a_folder_in_english_has_a_file_in_english(
    tmp_path: Path, said: Callable[..., tuple[int, str]]
) -> None:
    """And a file of it that is named stands for the folder, as for ``validate``."""
    (tmp_path / "2021").mkdir()
    (tmp_path / "2021" / "records.yaml").write_text(ENGLISH, "utf-8")
    (tmp_path / "2021" / "counts.yaml").write_text("counts: [{name: a, value: 1}]\n", "utf-8")
    (tmp_path / "report.txt").write_bytes(b"report")
    assert said("issue", "2021/records.yaml", "report.txt")[0] == 0
    text = (tmp_path / "2021" / "issued.yaml").read_text("utf-8")
    assert text.startswith(
        "# What was issued and restated, as branchreport issue records it; correct a"
    )
    assert "issues:\n  - date: 2022-01-08\n    document: report.txt\n" in text


def test_a_folder_of_one_file_has_it_there(
    tmp_path: Path, said: Callable[..., tuple[int, str]]
) -> None:
    """Else the file, rendered by its own name, would know nothing of it."""
    (tmp_path / "2021").mkdir()
    (tmp_path / "2021" / "year.yaml").write_text(YEAR, "utf-8")
    (tmp_path / "a.txt").write_bytes(b"a")
    assert said("issue", "2021", "a.txt")[0] == 0
    assert [file.name for file in (tmp_path / "2021").iterdir()] == ["year.yaml"]
    assert said("render", "2021/year.yaml")[1].splitlines()[-1].startswith("note: ")


def test_it_is_recorded_where_something_is_already(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    said("issue", "2021", "总结.docx", *DAY)
    (year / "印发.yaml").rename(year / "其他.yaml")
    change(year)
    assert said("issue", "2021", "--restate", "漏记")[1].startswith("2021/其他.yaml: ")
    assert sorted(file.name for file in year.iterdir()) == ["其他.yaml", "报告.yaml", "记录.yaml"]
    assert codes(year) == ["BR482"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_was_there_stays_to_the_byte(
    encoding: str, end: str, tmp_path: Path, said: Callable[..., tuple[int, str]]
) -> None:
    year = tmp_path / "year.yaml"
    raw = f"# 说明\n{YEAR}# 完\n".replace("\n", end).encode(encoding)
    year.write_bytes(raw)
    (tmp_path / "a.txt").write_bytes(b"a")
    assert said("issue", "year.yaml", "a.txt")[0] == 0
    assert year.read_bytes().startswith(raw)
    assert set(codes(year)) <= {"BR003"}
    text = year.read_bytes().decode(encoding)
    assert text.count("\n") == text.count(end) == 11
    year.write_bytes(text.replace("上半年", "补记").encode("utf-8"))
    assert codes(year) == [], "neither the encoding nor a comment is a change"


def test_twice_is_once(year: Path, said: Callable[..., tuple[int, str]]) -> None:
    said("issue", "2021", "总结.docx", *DAY)
    change(year)
    said("issue", "2021", "--restate", "漏记")
    said("render", "2021", "-o", "更正.docx")
    said("issue", "2021", "更正.docx")
    before = snapshot(year)
    assert said("issue", "2021", "--restate", "漏记") == (
        0,
        "the restatement is recorded already, on 2022-01-08\n",
    )
    shutil.copy(year.parent / "更正.docx", year.parent / "副本.docx")
    assert said("issue", "2021", "副本.docx", *DAY) == (
        0,
        "“更正.docx” is recorded already, as issued on 2022-01-08\n",
    )
    assert snapshot(year) == before


def test_a_year_that_went_back_to_what_it_was_is_issued_again(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    """The document of the first issue shows the records once more, and is recorded once more."""
    said("issue", "2021", "总结.docx", *DAY)
    old = (year / "记录.yaml").read_bytes()
    change(year)
    said("issue", "2021", "--restate", "漏记", "--date", "2021-12-28")
    (year.parent / "更正.txt").write_bytes(b"1")
    said("issue", "2021", "更正.txt", "--date", "2021-12-29")
    (year / "记录.yaml").write_bytes(old)
    assert codes(year) == ["BR481"]
    said("issue", "2021", "--restate", "记重了")
    assert codes(year) == ["BR482"]
    assert said("issue", "2021", "总结.docx")[0] == 0
    assert codes(year) == []


def test_to_undo_what_was_restated_is_a_change(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    said("issue", "2021", "总结.docx", *DAY)
    old = (year / "记录.yaml").read_bytes()
    change(year)
    said("issue", "2021", "--restate", "漏记")
    (year / "记录.yaml").write_bytes(old)
    (found,) = check_year(year).diagnostics
    assert (found.code, [label.text for label in found.labels]) == ("BR481", ["last restated here"])


OLD = """error: “总结.docx” is the file that was issued on 2021-12-20; the records changed since
 = help: name one that was rendered since, or, where none is issued, set BR482 to off
"""


def test_the_old_file_is_no_issue_of_new_records(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    said("issue", "2021", "总结.docx", *DAY)
    change(year)
    before = snapshot(year)
    assert said("issue", "2021", "总结.docx", "--restate", "漏记") == (2, OLD)
    assert snapshot(year) == before
    said("issue", "2021", "--restate", "漏记")
    before = snapshot(year)
    assert said("issue", "2021", "总结.docx") == (2, OLD)
    assert snapshot(year) == before
    assert codes(year) == ["BR482"]


def test_a_file_that_says_what_new_records_say_may_stay(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    """Not every record is told in the document."""
    said("issue", "2021", "总结.docx", *DAY)
    (year / "记录.yaml").write_text(
        YEAR.removeprefix(HEAD).replace("党课}", "党课, 记录人: 某某}"), "utf-8"
    )
    said("issue", "2021", "--restate", "补记记录人")
    assert codes(year) == ["BR482"]
    assert said("issue", "2021", "总结.docx")[0] == 0
    assert codes(year) == []


def repacked(file: Path, *, without: str = "", **parts: bytes) -> bytes:
    """``file`` with other document parts, and without the part ``without``."""
    written = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            if name != without:
                new.writestr(name, parts.get(Path(name).stem, old.read(name)))
    return written.getvalue()


def worded(file: Path, old: str, new: str) -> bytes:
    """``file`` with other words in its text."""
    with zipfile.ZipFile(file) as package:
        text = package.read("word/document.xml").decode()
    assert text.count(old) == 1
    return repacked(file, document=text.replace(old, new).encode())


BEHIND = (
    "warning: {0} does not say what the records say: branchreport diff 2021 {0} lists where (1)\n"
)


def test_a_document_that_says_other_numbers_is_recorded_with_a_warning(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    """Words of others are theirs; numbers are those of the records."""
    folder = year.parent
    (folder / "词.docx").write_bytes(worded(folder / "总结.docx", "全年开展", "全年共开展"))
    code, text = said("issue", "2021", "词.docx")
    assert (code, "warning" in text) == (0, False)
    (folder / "数.docx").write_bytes(worded(folder / "总结.docx", "1次", "9次"))
    code, text = said("issue", "2021", "数.docx")
    assert code == 0
    assert text.endswith(BEHIND.format("数.docx"))
    (year / "印发.yaml").unlink()
    change(year)
    code, text = said("issue", "2021", "总结.docx")
    assert code == 0
    assert text.endswith(BEHIND.format("总结.docx"))


def test_what_cannot_be_compared_is_recorded_all_the_same(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    (year.parent / "报送.txt").write_text("报送", "utf-8")
    code, text = said("issue", "2021", "报送.txt")
    assert (code, "warning" in text) == (0, False)


def test_a_document_of_another_year_is_refused(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    """Even where it says little but the year."""
    after = follow(year)
    code, text = said("issue", "2022", "总结.docx")
    assert (code, text.splitlines()[0]) == (
        2,
        "error: 总结.docx is no document of the records in 2022",
    )
    other = docx.Document()
    other.add_paragraph("关于做好防汛值班工作的通知，请各单位遵照执行，并及时报告。")
    other.save(str(year.parent / "通知.docx"))
    code, text = said("issue", "2022", "通知.docx")
    assert (code, text.splitlines()[0]) == (
        2,
        "error: 通知.docx is no document of the records in 2022",
    )
    assert [file.name for file in after.iterdir()] == ["年度.yaml"]


def test_a_review_copy_is_refused(year: Path, said: Callable[..., tuple[int, str]]) -> None:
    said("render", "2021", "--annotate", "-o", "审.docx")
    assert said("issue", "2021", "审.docx") == (
        2,
        """error: 审.docx is a review copy: its comments say where the numbers come from
 = help: name the document itself, rendered without --annotate
""",
    )
    assert not (year / "印发.yaml").exists()


def test_a_wrong_date_is_corrected_where_it_is_recorded(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    """The record is no part of the records' digest, so its date may be mended by hand."""
    said("issue", "2021", "总结.docx", "--date", "2021-12-02")
    file = year / "印发.yaml"
    file.write_text(file.read_text("utf-8").replace("2021-12-02", "2021-12-20"), "utf-8")
    assert codes(year) == []
    assert said("render", "2021", "-o", "总结.docx")[1].endswith("was issued on 2021-12-20\n")


def test_what_lies_beside_the_records_is_no_part_of_them(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    """As the manual says: a photograph, and the style that is named, may change on their own."""
    log = YEAR.removeprefix(HEAD).replace("党课}", "党课, 佐证: [照片.png]}")
    (year / "记录.yaml").write_text(log, "utf-8")
    (year / "照片.png").write_bytes(b"1")
    assert said("issue", "2021", "总结.docx")[0] == 0
    (year / "照片.png").write_bytes(b"2")
    assert codes(year) == []
    (year / "记录.yaml").write_text(log.replace("照片.png", "相片.png"), "utf-8")
    (year / "照片.png").rename(year / "相片.png")
    assert codes(year) == ["BR481"]


def test_options_of_render_are_no_change(year: Path, said: Callable[..., tuple[int, str]]) -> None:
    said("issue", "2021", "总结.docx", *DAY)
    code, text = said("render", "2021", "-o", "稿.docx", "--title-note", "送审稿", "--contents")
    assert (code, text.splitlines()[1][:5]) == (0, "note:")


def test_what_only_weighs_findings_is_no_change(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    said("issue", "2021", "总结.docx", *DAY)
    (year / "规则.yaml").write_text("规则: {no-place: 关闭}\n", "utf-8")
    assert codes(year) == []
    (year / "规则.yaml").write_text("规则: {changed-after-issue: 关闭}\n", "utf-8")
    assert codes(year) == ["BR452"]


def test_no_reissue_may_be_silenced(year: Path, said: Callable[..., tuple[int, str]]) -> None:
    said("issue", "2021", "总结.docx", *DAY)
    change(year)
    said("issue", "2021", "--restate", "漏记")
    assert codes(year) == ["BR482"]
    (year / "规则.yaml").write_text("规则: {BR482: 关闭}\n", "utf-8")
    assert codes(year) == []


# The document that was issued


KEPT = "总结.issued-2021-12-20.docx"
KEEPS = f"note: “总结.docx” is the document that was issued on 2021-12-20; it is kept as {KEPT}\n"


@pytest.mark.parametrize("more", [[], ["--merge"], ["--force"]])
def test_the_document_that_was_issued_is_never_lost(
    more: list[str], year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    """By its default name, too, a new rendering leaves what others have been given."""
    issued = (year.parent / "总结.docx").read_bytes()
    said("issue", "2021", "总结.docx", *DAY)
    assert KEEPS not in said("render", "2021", "-o", "总结.docx", *more)[1]
    change(year)
    write_more(year)
    said("issue", "2021", "--restate", "漏记")
    assert not (year.parent / KEPT).exists(), "nothing was written over yet"
    code, text = said("render", "2021", "-o", "总结.docx", *more)
    assert (code, text.count(KEEPS)) == (0, 1)
    assert (year.parent / KEPT).read_bytes() == issued
    assert (year.parent / "总结.docx").read_bytes() != issued
    assert KEEPS not in said("render", "2021", "-o", "总结.docx", *more)[1], "it is no issue now"


def test_a_copy_of_it_takes_the_name_of_no_other_file(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    said("issue", "2021", "总结.docx", *DAY)
    issued = (year.parent / "总结.docx").read_bytes()
    (year.parent / KEPT).write_bytes(b"theirs")
    write_more(year)
    said("issue", "2021", "--restate", "漏记")
    assert said("render", "2021", "-o", "总结.docx")[0] == 0
    assert (year.parent / KEPT).read_bytes() == b"theirs"
    assert (year.parent / "总结.issued-2021-12-20-2.docx").read_bytes() == issued


def test_what_leads_to_no_writing_keeps_no_copy(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    said("issue", "2021", "总结.docx", *DAY)
    write_more(year)
    said("issue", "2021", "--restate", "漏记")
    assert said("render", "2021", "-o", "总结.docx", "--merge", "--diff")[0] == 1
    assert not (year.parent / KEPT).exists()


# The year after it


def follow(year: Path) -> Path:
    """A year after ``year``, whose prose compares with it."""
    after = year.with_name("2022")
    after.mkdir()
    (after / "年度.yaml").write_text(
        "报告: {年度: 2022, 支部: 甲}\n活动:\n  - {日期: 2022-01-05, 类别: 党课}\n", "utf-8"
    )
    return after


BEFORE = """error BR483 previous-changed-after-issue: \
the records of 2021 have changed since “总结.docx” was issued on 2021-12-20
 --> 2022/年度.yaml:1:1   report
1 | 报告: {年度: 2022, 支部: 甲}
  | ^^^^
 ::: 2021/印发.yaml:3:9   issued here
3 |   - 日期: 2021-12-20
  |     \u3000\u3000  ----------
  = help: what this year says against it has changed, too; undo the change, or give the reason: \
branchreport issue 2021/ --restate "reason"

checked 1 file, 1 record: 1 error
"""


def test_the_year_after_does_not_change_in_silence(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    """Growth is reckoned against what was issued, or against what was restated with a reason."""
    after = follow(year)
    said("issue", "2021", "总结.docx", *DAY)
    assert codes(after) == []
    change(year)
    before = snapshot(year.parent)
    assert said("validate", "2022") == (1, BEFORE)
    assert said("render", "2022", "-o", "新.docx") == (1, BEFORE)
    assert snapshot(year.parent) == before
    (after / "规则.yaml").write_text("规则: {previous-changed-after-issue: 关闭}\n", "utf-8")
    assert codes(after) == ["BR483", "BR452"]
    (after / "规则.yaml").unlink()
    said("issue", "2021", "--restate", "漏记")
    assert codes(after) == []
    (year / "记录.yaml").write_text(YEAR.removeprefix(HEAD), "utf-8")
    (after / "年度.yaml").rename(year.parent / "今年.yaml")
    later = year.parent / "今年.yaml"
    later.write_text(later.read_text("utf-8").replace("甲}", "甲, 上年记录: 2021}"), "utf-8")
    (found,) = check_year(later).diagnostics
    assert (found.code, found.span.line, found.span.column) == ("BR483", 1, 29)


def test_a_year_that_was_restated_alone_is_watched_as_well(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    after = follow(year)
    digest = "0" * 64
    (year / "印发.yaml").write_text(
        f"重述: [{{日期: 2021-12-20, 原因: 漏记, 记录摘要: {digest}}}]\n", "utf-8"
    )
    (found,) = check_year(after).diagnostics
    assert (found.message, found.labels[0].text) == (
        "the records of 2021 have changed since they were restated on 2021-12-20",
        "last restated here",
    )


# What is refused


NOTHING = {
    "nothing issued": "nothing of this year was issued, so there is nothing to restate",
    "nothing changed": "the records have not changed since 2021-12-20, "
    "so there is nothing to restate",
}


@pytest.mark.parametrize("case", NOTHING)
def test_there_is_nothing_to_restate(
    case: str, year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    if case == "nothing changed":
        said("issue", "2021", "总结.docx", *DAY)
    (year.parent / "b.txt").write_bytes(b"b")
    before = snapshot(year)
    for more in ([], ["b.txt"]):
        code, text = said("issue", "2021", *more, "--restate", "无")
        assert (code, text.splitlines()[0]) == (1, f"error: {NOTHING[case]}")
    assert snapshot(year) == before


MISUSES: dict[str, tuple[list[str], str]] = {
    "nothing named": ([], "neither a document nor a reason is named"),
    "not there": (["无.docx"], "there is no file 无.docx"),
    "a folder": (["2021"], "2021 is no document"),
    "records": (["2021/记录.yaml"], "2021/记录.yaml is no document"),
    "empty": (["空.txt"], "空.txt is empty"),
    "to come": (["总结.docx", "--date", "2031-01-01"], "2031-01-01 has not come yet"),
    "no date": (["总结.docx", "--date", "昨天"], "--date: write the date as 2021-03-05"),
    "no reason": (["--restate", "。"], "--restate: write one line of text"),
    "damaged": (["坏.docx"], "坏.docx: the file is no Word file, or it is damaged"),
    "cut off": (["半.docx"], "半.docx: the file is no Word file, or it is damaged"),
    "an old kind": (["旧.docx"], "旧.docx: the file is of an older kind (.doc, .wps)"),
    "a bomb": (["弹.docx"], "弹.docx: the file is far larger than a document of an office"),
    "no kinds": (["类.docx"], "类.docx: the file is no Word file, or it is damaged"),
    "no text": (["文.docx"], "文.docx: the file is no Word file, or it is damaged"),
    "text cut off": (["截.docx"], "截.docx: the file is no Word file, or it is damaged"),
    "entities": (["体.docx"], "体.docx: the file is no Word file, or it is damaged"),
    "too early": (
        ["总结.docx", "--date", "2020-12-31"],
        "2020-12-31 is before 2021-01-01, the first day of the report",
    ),
    "too long": (["长" * 300 + ".docx"], "{} cannot be read: "),
    "before it": (
        ["--restate", "漏记", "--date", "2021-12-01"],
        "2021-12-01 is before 2021-12-20, the day of what was recorded last",
    ),
}


def bomb() -> bytes:
    """A package of some hundred kilobytes that would fill three hundred megabytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for at in range(3):
            package.writestr(f"{at}.xml", bytes(100 * 1024 * 1024))
    return written.getvalue()


@pytest.mark.parametrize("case", MISUSES)
def test_what_cannot_be_recorded_ends_in_one_line(
    case: str, year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    folder = year.parent
    (folder / "空.txt").write_bytes(b"")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 nothing")
    whole = (folder / "总结.docx").read_bytes()
    (folder / "半.docx").write_bytes(whole[: len(whole) // 2])
    (folder / "旧.docx").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600))
    sound = folder / "总结.docx"
    (folder / "类.docx").write_bytes(repacked(sound, without="[Content_Types].xml"))
    (folder / "文.docx").write_bytes(repacked(sound, without="word/document.xml"))
    (folder / "截.docx").write_bytes(repacked(sound, document=b"<w:document"))
    laughs = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    (folder / "体.docx").write_bytes(repacked(sound, document=laughs))
    if case == "a bomb":
        (folder / "弹.docx").write_bytes(bomb())
    if case == "before it":
        said("issue", "2021", "总结.docx", *DAY)
        change(year)
    arguments, message = MISUSES[case]
    before = snapshot(year)
    code, text = said("issue", "2021", *arguments)
    first, *rest = text.splitlines()
    assert (code, len(rest)) == (2, 1)
    assert first.startswith(f"error: {message.format(*arguments)}")
    assert rest[0].startswith(" = help: ")
    assert snapshot(year) == before


def test_a_word_file_of_the_strict_kind_or_with_anything_in_it_can_be_issued(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    """It is recorded, not opened: a broken workbook in it counts by its bytes."""
    data = (year.parent / "总结.docx").read_bytes()
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            new.writestr(name, part)
        new.writestr("word/embeddings/x.xlsx", b"no package")
    (year.parent / "严.docx").write_bytes(written.getvalue())
    code, text = said("issue", "2021", "严.docx")
    assert (code, text.splitlines()[-1].partition(": the file")[0]) == (
        0,
        "warning: the document was not compared with the records: 严.docx cannot be used",
    )


def test_a_year_with_errors_is_not_recorded(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    (year / "坏.yaml").write_text("活动:\n  - {日期: 2021-13-05, 类别: 党课}\n", "utf-8")
    before = snapshot(year)
    code, text = said("issue", "2021", "总结.docx")
    assert (code, text.splitlines()[0]) == (
        1,
        "error BR204 invalid-value: there is no such day: “2021-13-05”",
    )
    assert said("issue", "2021", "--restate", "漏记")[0] == 1
    assert said("issue", "没有", "总结.docx")[0] == 2
    assert snapshot(year) == before


def test_other_errors_are_against_a_restatement(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    said("issue", "2021", "总结.docx", *DAY)
    counts = "数字: [{名称: 党课, 数值: 3次, 取自: {类别: 党课}}]\n"
    (year / "记录.yaml").write_text(YEAR.removeprefix(HEAD) + counts, "utf-8")
    before = snapshot(year)
    code, text = said("issue", "2021", "--restate", "漏记")
    assert (code, re.findall("^error (BR...)", text, re.MULTILINE)) == (1, ["BR301"])
    assert snapshot(year) == before


def test_a_list_in_an_odd_form_is_left_to_its_user(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    one = year.parent / "year.yaml"
    one.write_text("{报告: {年度: 2021, 支部: 甲}}\n", "utf-8")
    code, text = said("issue", "year.yaml", "总结.docx")
    assert (code, text.splitlines()[:4]) == (
        2,
        [
            "error: year.yaml leaves no sure place for another record",
            " = help: write it there yourself:",
            "印发:",
            "  - 日期: 2022-01-08",
        ],
    )
    assert one.read_text("utf-8") == "{报告: {年度: 2021, 支部: 甲}}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_out_of_the_folder_is_left_alone(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    (year.parent / "links").mkdir()
    (year.parent / "whole.yaml").write_text(YEAR, "utf-8")
    (year.parent / "links" / "one.yaml").symlink_to(year.parent / "whole.yaml")
    before = snapshot(year.parent)
    code, text = said("issue", "links/one.yaml", "总结.docx")
    assert (code, text.splitlines()[0]) == (
        2,
        "error: links/one.yaml is a link to a file outside of its folder, and is left alone",
    )
    assert snapshot(year.parent) == before


def test_a_file_that_may_not_be_written_is_left_alone(
    year: Path, said: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As who may do everything, nobody is refused by the file itself."""
    said("issue", "2021", "总结.docx", *DAY)
    change(year)
    (year / "印发.yaml").chmod(0o444)
    if os.access(year / "印发.yaml", os.W_OK):
        able = os.access
        monkeypatch.setattr(
            os, "access", lambda path, mode: Path(path).name != "印发.yaml" and able(path, mode)
        )
    before = snapshot(year)
    code, text = said("issue", "2021", "--restate", "漏记")
    assert (code, text.splitlines()[0]) == (
        2,
        "error: 2021/印发.yaml may not be written, and is left alone",
    )
    assert snapshot(year) == before


def test_a_file_that_somebody_else_makes_meanwhile_is_left_alone(
    year: Path, said: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from branchreport.cli import issue

    def meanwhile(*arguments: object, **options: object) -> bytes:
        (year / "印发.yaml").write_bytes(b"# theirs\n")
        return b"ours"

    monkeypatch.setattr(issue, "appended", meanwhile)
    code, text = said("issue", "2021", "总结.docx")
    assert (code, text.splitlines()[0]) == (
        2,
        "error: 2021/印发.yaml has changed meanwhile, and is left alone",
    )
    assert (year / "印发.yaml").read_bytes() == b"# theirs\n"


@given(st.binary(max_size=300), st.integers(0, 2000), st.integers(0, 40))
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_document_whatsoever_is_a_fault_of_ours(
    year: Path, splinter: bytes, at: int, cut: int
) -> None:
    whole = (year.parent / "总结.docx").read_bytes()
    at = at * len(whole) // 2000
    (year.parent / "x.docx").write_bytes(whole[:at] + splinter + whole[at + cut :])
    assert main(["issue", str(year), str(year.parent / "x.docx")]) in (0, 2)
    (year / "印发.yaml").unlink(missing_ok=True)


LONG = "长" * 100
"""More bytes than a name may have."""


@pytest.mark.parametrize("named", [LONG, f"2021/{LONG}.yaml"], ids=["folder", "file"])
def test_a_path_that_cannot_be_asked_about_is_the_year_not_the_output(
    named: str, year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    for command in (["validate", named], ["issue", named, "总结.docx"]):
        code, text = said(*command)
        assert (code, text.partition(" unreadable: ")[0]) == (2, "error BR001")


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")
def test_a_folder_that_may_not_be_entered_is_the_year_not_the_output(
    year: Path, said: Callable[..., tuple[int, str]]
) -> None:
    """Who may do everything becomes somebody who may not, for the time of it."""
    said("validate", "2021")
    user = os.geteuid()
    year.chmod(0)
    year.parent.chmod(0o755)
    try:
        if user == 0:
            os.seteuid(65534)
        found = years([year / "记录.yaml"])
    finally:
        os.seteuid(user)
        year.chmod(0o755)
    assert found == [year / "记录.yaml"]


# What it does to the examples


def test_an_example_lives_through_it(tmp_path: Path, said: Callable[..., tuple[int, str]]) -> None:
    for name in ("2021", "2022"):
        shutil.copytree(EXAMPLES[name], tmp_path / name)
    before = snapshot(tmp_path / "2021")
    assert said("render", "2021", "-o", "总结.docx")[0] == 0
    assert said("issue", "2021", "总结.docx", *DAY)[0] == 0
    after = snapshot(tmp_path / "2021")
    assert after.pop("印发.yaml")
    assert after == before
    assert codes(tmp_path / "2022") == [], "and the year after does not mind"
