"""Corrections: what they change, and that nothing else is touched."""

import codecs
import os
import shutil
import stat
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchreport.cli import correcting
from branchreport.cli.checking import Checked, check_year
from branchreport.diagnostics import Edit, Fix, Severity, Span
from branchreport.edits import corrected
from conftest import Completed
from test_faults import FAULTS

Run = Callable[..., Completed]

YEAR = """\
报告: {年度: 2021, 支部: 示例支部}   # 一行说明
活动:
  - 日期: 2021年3月5日  # 周五
    类别: 党课
"""
DIFF = """\
--- year.yaml
+++ year.yaml
@@ -1,4 +1,4 @@
 报告: {年度: 2021, 支部: 示例支部}   # 一行说明
 活动:
-  - 日期: 2021年3月5日  # 周五
+  - 日期: 2021-03-05  # 周五
     类别: 党课
"""
MENDED = YEAR.replace("2021年3月5日", "2021-03-05")


def edit(line: int, start: int, end: int, text: str) -> Edit:
    return Edit(Span("", line, start, line, end), text)


def test_edits_are_made_at_their_places() -> None:
    fixes = [Fix((edit(1, 2, 3, "X"), edit(2, 1, 1, ">"))), Fix((edit(1, 4, 4, "end"),))]
    assert corrected(b"abc\r\ndef", fixes) == (b"aXcend\r\n>def", 2)


def test_of_two_that_overlap_one_is_made() -> None:
    fixes = [Fix((edit(1, 1, 3, "X"),)), Fix((edit(1, 2, 4, "Y"), edit(1, 4, 5, "Z")))]
    assert corrected(b"abcd", fixes) == (b"Xcd", 1)


def test_a_place_that_is_not_there_is_left_alone() -> None:
    assert corrected(b"ab", [Fix((edit(9, 1, 9, "X"),))]) == (b"ab", 0)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "gb18030"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_stay(mark: bytes, encoding: str, end: str) -> None:
    raw = mark + f"日期: 甲{end}类别: 党课{end}".encode(encoding)
    expected = mark + f"日期: 甲{end}类别: 党会{end}".encode(encoding)
    assert corrected(raw, [Fix((edit(2, 6, 7, "会"),))]) == (expected, 1)


def test_the_encoding_is_changed_where_it_is_the_fault() -> None:
    assert corrected("党课".encode("gb18030"), [Fix((), "utf-8")]) == ("党课".encode(), 1)


@given(st.text(st.characters(codec="utf-8")), st.text("ab\n"), st.data())
def test_what_no_edit_touches_stays(text: str, put: str, data: st.DataObject) -> None:
    lines = text.replace("\r", "").split("\n")
    row = data.draw(st.integers(0, len(lines) - 1))
    start = data.draw(st.integers(0, len(lines[row])))
    end = data.draw(st.integers(start, len(lines[row])))
    place = Span("", row + 1, start + 1, row + 1, end + 1)
    lines_after = [*lines]
    lines_after[row] = lines[row][:start] + put + lines[row][end:]
    raw, expected = ("\n".join(each).encode() for each in (lines, lines_after))
    if not raw.startswith(codecs.BOM_UTF8):
        assert corrected(raw, [Fix((Edit(place, put),))]) == (expected, 1)


@pytest.fixture
def year(tmp_path: Path) -> Path:
    file = tmp_path / "year.yaml"
    file.write_bytes(YEAR.encode())
    return file


def test_diff_shows_and_writes_nothing(run: Run, year: Path) -> None:
    done = run("validate", "--fix", "--diff", year.name)
    assert (done.returncode, done.stderr.decode()) == (1, "would correct 1 fault in 1 file\n")
    assert done.stdout.decode() == DIFF
    assert year.read_bytes() == YEAR.encode()


def test_diff_is_fix_without_writing(run: Run, year: Path) -> None:
    assert run("validate", "--diff", year.name).stdout.decode() == DIFF
    year.write_bytes(MENDED.encode())
    done = run("validate", "--diff", year.name)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"would correct 0 faults in 0 files\n"


def test_diff_fails_where_validate_would(run: Run, year: Path) -> None:
    year.write_bytes(MENDED.encode() + "    地典: 会议室\n".encode())
    done = run("validate", "--diff", year.name)
    assert (done.returncode, done.stdout) == (1, b"")


def test_diff_says_what_cannot_be_read(run: Run, year: Path) -> None:
    done = run("validate", "--diff", "nothing", year.name)
    assert (done.returncode, done.stdout.decode()) == (2, DIFF)
    assert done.stderr.decode() == (
        "would correct 1 fault in 1 file\n"
        "error BR001 unreadable: there is no such file or folder\n"
        " --> nothing:1:1\n"
        "  = help: look at the path again\n"
        "\n"
    )


@pytest.mark.parametrize(
    "options", [["--output-format", "json"], ["--output-file", "x"], ["--statistics"]]
)
def test_diff_is_no_report(run: Run, year: Path, options: list[str]) -> None:
    done = run("validate", "--diff", year.name, *options)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"error: --diff does not go with {options[0]}\n = help: leave one of the two out\n"
    )


@pytest.mark.parametrize("program", [["git", "apply", "-p0"], ["patch", "-p0", "--binary"]])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("last", ["", "\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["year.yaml", "一年 2021.yaml"])
def test_a_diff_applies(
    run: Run, tmp_path: Path, program: list[str], mark: bytes, last: str, end: str, name: str
) -> None:
    if not shutil.which(program[0]):
        pytest.skip(f"without {program[0]}")
    text = YEAR + "  - {日期: 2021年4月2日, 类别: 党课}" + last
    raw = mark + text.replace("\n", end).encode()
    file = tmp_path / name
    file.write_bytes(raw)
    gbk = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}
    diff = run("validate", "--diff", name, **gbk).stdout
    assert file.read_bytes() == raw
    subprocess.run(program, input=diff, cwd=tmp_path, check=True, capture_output=True)
    assert file.read_bytes() == raw.replace("年3月".encode(), b"-03-").replace(
        "年4月".encode(), b"-04-"
    ).replace("-5日".encode(), b"-05").replace("-2日".encode(), b"-02")


def test_a_diff_cannot_move_the_cursor(
    year: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    year.write_bytes(YEAR.encode() + b"# \x1b[2J\n")
    _checked, desk = correcting.correct([year], frozenset({"BR204"}))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    desk.names = dict.fromkeys(desk.names, Path("year.yaml"))
    assert correcting.show_differences(desk)
    assert capsys.readouterr().out == DIFF.replace("1,4", "1,5") + " #  [2J\n"


def test_a_rule_set_of_ones_own_is_corrected(run: Run, year: Path, tmp_path: Path) -> None:
    folder = tmp_path / "2021"
    folder.mkdir()
    named = MENDED.replace("示例支部}", "示例支部, 规则集: ../own.yaml, 落款日期: 2021-12-20}")
    (folder / "year.yaml").write_bytes(named.encode())
    own = tmp_path / "own.yaml"
    right = (
        "title: Own\nobligations:\n"
        "  - 类别: 支委会\n    every: month\n    word: must\n    source: Own\n"
    )
    own.write_bytes(right.replace("类别: ", "类别： ").encode())
    before = run("validate", folder)
    assert "1 fixable by validate --fix" in before.stdout.decode(), before.stdout.decode()
    run("validate", "--fix", folder)
    assert own.read_bytes() == right.encode()


def test_two_years_may_share_a_file(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (tmp_path / "a" / "year.yaml").write_bytes(YEAR.encode())
    (tmp_path / "b" / "year.yaml").symlink_to("../a/year.yaml")
    done = run("validate", "--fix", "b", "a")
    assert (done.returncode, done.stderr) == (0, b"corrected 1 fault in 1 file\n")
    assert (tmp_path / "a" / "year.yaml").read_bytes() == MENDED.encode()


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_a_file_elsewhere_is_left_alone(run: Run, year: Path, tmp_path: Path, option: str) -> None:
    folder = tmp_path / "2021"
    folder.mkdir()
    (folder / "year.yaml").symlink_to(year)
    other = tmp_path / "other.yaml"
    other.write_bytes(YEAR.encode())
    done = run("validate", option, "2021/year.yaml", "other.yaml")
    verb = "corrected" if option == "--fix" else "would correct"
    assert done.returncode == 2
    assert done.stderr.decode() == (
        f"{verb} 1 fault in 1 file\n"
        f"error: {Path('2021/year.yaml')} is a link to a file outside of its folder, "
        "and is left alone\n"
        " = help: correct the file that it leads to\n"
    )
    assert year.read_bytes() == YEAR.encode()
    assert other.read_bytes() == (MENDED if option == "--fix" else YEAR).encode()


def test_a_file_that_may_not_be_written_is_left_alone(
    year: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    _checked, desk = correcting.correct([year])
    assert not correcting.write(desk)
    assert capsys.readouterr().err == (
        f"error: {year} may not be written, and is left alone\n"
        " = help: ask for permission to write it\n"
    )
    assert year.read_bytes() == YEAR.encode()


def test_fix_writes_and_says_what_is_left(run: Run, year: Path) -> None:
    year.chmod(0o640)
    done = run("validate", "--fix", year)
    assert (done.returncode, done.stderr) == (0, b"corrected 1 fault in 1 file\n")
    assert done.stdout == b"all is well: 1 file, 1 record\n"
    assert year.read_bytes() == MENDED.encode()
    assert os.name == "nt" or stat.S_IMODE(year.stat().st_mode) == 0o640
    assert [file.name for file in year.parent.iterdir()] == [year.name]
    again = run("validate", "--fix", year)
    assert again.stdout == b"all is well: 1 file, 1 record\n"


def test_a_link_stays_one(run: Run, year: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(year)
    assert run("validate", "--fix", link).returncode == 0
    assert link.is_symlink()
    assert year.read_bytes() == MENDED.encode()


def test_a_file_that_changed_meanwhile_is_left_alone(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _checked, desk = correcting.correct([year])
    year.write_text("somebody else's", "utf-8")
    assert not correcting.write(desk)
    assert year.read_text("utf-8") == "somebody else's"
    assert capsys.readouterr().err == (
        f"error: {year} has changed meanwhile, and is left alone\n = help: run the command again\n"
    )


def test_a_file_that_cannot_be_written_is_said_to_be_one(
    year: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_path: Path, _data: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    _checked, desk = correcting.correct([year])
    monkeypatch.setattr(correcting, "save", refuse)
    assert not correcting.write(desk)
    assert "cannot be written: permission is missing" in capsys.readouterr().err
    assert year.read_bytes() == YEAR.encode()


HIDING = {"full-width-colon-after-every-key", "full-width-colon-makes-text"}
"""Files that were no records: what is wrong with these is only seen once they are."""


def errors(checked: Checked) -> Counter[str]:
    """How many errors of each code there are."""
    found = checked.diagnostics
    return Counter(each.code for each in found if each.severity is Severity.ERROR)


@pytest.mark.parametrize("file", FAULTS, ids=lambda file: file.stem)
def test_corrections_mend_and_do_no_harm(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has a correction is not found again, and nothing worse is found in its place."""
    monkeypatch.chdir(tmp_path)
    copy = Path(file.name)
    copy.write_bytes(file.read_bytes())
    before = errors(check_year(copy))
    (checked,), desk = correcting.correct([copy])
    assert not any(found.fix for found in checked.diagnostics)
    assert not desk.made or correcting.write(desk)
    assert not correcting.correct([copy])[1].changed
    assert not errors(checked) - before or file.stem in HIDING
    assert checked.loaded.records >= check_year(file).loaded.records


def test_a_correction_that_mends_nothing_is_taken_back(tmp_path: Path) -> None:
    """Quotation marks put around a text that is no value would be put around it for ever."""
    file = tmp_path / "year.yaml"
    file.write_text(
        "报告 {年度: 2021,3支部: 甲}活动:\n P- 日期: 202名称: 06-18\n    类被: 】甲\n", "utf-8"
    )
    _checked, desk = correcting.correct([file])
    assert len(desk.now[str(file)]) < 2 * len(file.read_bytes())
