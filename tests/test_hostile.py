"""What is no ordinary file, and what holds more than anybody writes: said, and said soon enough."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from branchreport.collecting import MOST, MOST_OF_A_CODE
from branchreport.diagnostics import Diagnostic, Severity
from branchreport.loading import load_year
from conftest import Completed

Run = Callable[..., Completed]
HEAD = "报告: {年度: 2021, 支部: 示例支部}\n"


def findings(folder: Path, content: str | bytes) -> list[Diagnostic]:
    file = folder / "year.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    loaded = load_year(file)
    assert loaded.value is None
    return list(loaded.diagnostics)


def codes(found: list[Diagnostic]) -> set[str]:
    return {finding.code for finding in found}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("\t" + "a\n\t" * 5000, "BR112"),
        (HEAD + "活动:\n" + "- 日期：x\n" * 5000, "BR113"),
        (HEAD + "活动:\n" + "- 日期:x\n" * 5000, "BR114"),
        (HEAD + "活动:\n" + "- *a\n" * 5000, "BR115"),
        (HEAD + "".join(f"k{number}: &a{number} {{}}\n" for number in range(5000)), "BR103"),
        (HEAD + "活动:\n" + "- !a {}\n" * 5000, "BR105"),
        (HEAD + "活动:\n" + "- x\n" * 5000, "BR204"),
        (HEAD + "活动:\n" + "- {日期: x}\n" * 5000, "BR203"),
        (HEAD + "".join(f"k{number}: 1\n" for number in range(5000)), "BR201"),
        (HEAD + "年: 1\n" * 5000, "BR102"),
        ("%TAG !a b\n" * 5000, "BR105"),
        (HEAD + "a: \x01\n" * 5000, "BR004"),
    ],
)
def test_the_rest_of_too_many_findings_is_left_out(
    content: str, expected: str, tmp_path: Path
) -> None:
    found = findings(tmp_path, content)
    assert sum(finding.code == expected for finding in found) == MOST_OF_A_CODE
    assert len(found) <= MOST + 2
    left_out = [finding for finding in found if finding.code == "BR006"]
    assert left_out
    assert {finding.severity for finding in left_out} == {Severity.NOTE}


def test_what_is_left_out_begins_where_it_is_said(tmp_path: Path) -> None:
    found = findings(tmp_path, HEAD + "活动:\n" + "- {日期: 2021/3/5, 类别: 党课}\n" * 250)
    (left_out,) = (finding for finding in found if finding.code == "BR006")
    assert left_out.span.line == 2 + MOST_OF_A_CODE + 1


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"[" * 100_000, {"BR109"}),
        (b"{a: " * 100_000, {"BR109"}),
        (b"- " * 100_000, {"BR109"}),
        (b"a: [" + b"a," * 200_000, {"BR110"}),
        (b"\xff" * 1000, {"BR002"}),
        (b"\0" * 1000, {"BR002"}),
        ("报告: {year: 2021}\n".encode("utf-16-le"), {"BR002"}),
        (b"report: {year: 2021, branch: \0}", {"BR004"}),
        (b"a: \xed\xa0\x80", {"BR002"}),
        ("a: b".encode("utf-16")[:-1], {"BR002"}),
        ("报告: 1".encode("utf-32")[:-1], {"BR002"}),
        (b"a: &a [*a]\n" + HEAD.encode(), {"BR104", "BR201"}),
        (b"\xef\xbb\xbf", {"BR005"}),
        (b"", {"BR005"}),
        (b"---\n---\n", {"BR005", "BR108"}),
        (b"...\n", {"BR101"}),
        (b"%YAML 9.9\n---\na: b\n", {"BR101"}),
        (b"\\" * 1000, {"BR005"}),
        (HEAD.encode() + "活动: [{编号: ".encode() + b"9" * 5000 + b"}]", {"BR111", "BR203"}),
    ],
)
def test_hostile_content_is_said_to_be_what_it_is(
    content: bytes, expected: set[str], tmp_path: Path
) -> None:
    assert codes(findings(tmp_path, content)) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_slips_are_found_and_placed_alike_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    found = findings(tmp_path, "报告：\n  年度: 2021\n  支部:示例支部\n".encode(encoding))
    places = [(finding.code, finding.span.line, finding.span.column) for finding in found]
    assert [place for place in places if place[0] != "BR003"] == [("BR113", 1, 3), ("BR114", 3, 5)]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_slips_are_placed_alike_with_every_line_end(ends: str, tmp_path: Path) -> None:
    found = findings(tmp_path, "报告:\n  年度: 2021\n\n  支部:示例支部\n".replace("\n", ends))
    assert [(finding.code, finding.span.line) for finding in found] == [("BR114", 4)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without them")
def test_a_pipe_is_not_waited_for(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "year.yaml")
    done = run("validate", tmp_path / "year.yaml")
    assert (done.returncode, b"this is not a file" in done.stdout) == (2, True)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a system without it")
def test_a_device_is_not_read(run: Run) -> None:
    done = run("validate", "/dev/zero")
    assert (done.returncode, b"this is not a file" in done.stdout) == (2, True)


def test_a_link_to_itself_is_said_to_be_one(run: Run, tmp_path: Path) -> None:
    loop = tmp_path / "year.yaml"
    loop.symlink_to(loop)
    done = run("validate", loop)
    assert (done.returncode, b"the link leads back to itself" in done.stdout) == (2, True)


def test_a_link_to_nothing_in_a_year_is_said_to_be_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "nothing")
    (tmp_path / "b.yaml").write_text(HEAD, "utf-8")
    done = run("validate", tmp_path)
    assert (done.returncode, b"there is no such file" in done.stdout) == (2, True)


def test_a_file_that_vanishes_meanwhile_is_said_to_be_gone(tmp_path: Path) -> None:
    file = tmp_path / "year.yaml"
    file.write_text(HEAD, "utf-8")

    def read(path: Path) -> bytes:
        path.unlink()
        return path.read_bytes()

    (found,) = load_year(file, read).diagnostics
    assert (found.code, found.message) == ("BR001", "there is no such file or folder")


def test_a_name_that_is_no_text_is_shown_all_the_same(run: Run, tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml"))
    try:
        file.write_text("a", "utf-8")
    except OSError:
        pytest.skip("a file system that has no such names")
    assert run("validate", tmp_path).returncode == 1
