"""What is no file, or may not be written, is refused in our words, and never waited for."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from branchreport import language
from branchreport.reasons import in_words
from conftest import EXAMPLES, Completed

Run = Callable[..., Completed]
YEAR = EXAMPLES["2021"]
NAMED = " = help: take the protection off, or choose another name with -o"


@pytest.fixture
def out(check: Run, tmp_path: Path) -> Path:
    assert check("render", YEAR, "-o", "out.docx").returncode == 0
    return tmp_path / "out.docx"


def said(done: Completed) -> list[str]:
    assert done.returncode == 2
    return done.stderr.decode().splitlines()


@pytest.mark.parametrize("more", [[], ["--force"], ["--merge"]])
def test_what_is_write_protected_is_not_replaced(out: Path, check: Run, more: list[str]) -> None:
    """Offices protect so what was issued, and renaming needs the rights of the folder alone."""
    before = out.read_bytes()
    out.chmod(0o444)
    there = sorted(each.name for each in out.parent.rglob("*"))
    done = check("render", YEAR, "-o", "out.docx", "--title-note", "送审稿", *more)
    assert said(done)[-2:] == ["error: out.docx is write-protected, and is not replaced", NAMED]
    assert out.read_bytes() == before
    assert sorted(each.name for each in out.parent.rglob("*")) == there
    assert check("render", YEAR, "-o", "out.docx").returncode == 0, "nothing is to be written"


def test_another_form_is_protected_alike(check: Run, tmp_path: Path) -> None:
    assert check("render", YEAR, "-o", "out.html").returncode == 0
    (tmp_path / "out.html").chmod(0o444)
    done = check("render", YEAR, "-o", "out.html", "--title-note", "送审稿")
    assert said(done) == ["error: out.html is write-protected, and is not replaced", NAMED]


@pytest.mark.parametrize("more", [[], ["--force"]])
def test_a_pipe_is_not_written_over(check: Run, tmp_path: Path, more: list[str]) -> None:
    os.mkfifo(tmp_path / "out.docx")
    assert said(check("render", YEAR, "-o", "out.docx", *more)) == [
        "error: out.docx is a pipe or a device, and is left alone",
        " = help: choose another name with -o",
    ]
    assert (tmp_path / "out.docx").is_fifo()


def test_a_pipe_is_not_read(out: Path, check: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    for command in (
        ("render", YEAR, "-o", out, "--merge-from", "pipe.docx"),
        ("render", YEAR, "-o", "pipe.docx", "--merge"),
        ("diff", YEAR, "pipe.docx"),
    ):
        first = said(check(*command))[0]
        assert "pipe.docx" in first
        refusals = ("it is no ordinary file", "is left alone", "neither a year nor a Word file")
        assert first.endswith(refusals), first


def test_a_name_that_is_too_long_is_said_to_be(check: Run) -> None:
    name = "长" * 100 + ".docx"
    for command in (("render", YEAR, "-o", name), ("diff", YEAR, name)):
        first, help_text = said(check(*command, BRANCHREPORT_LANG="en"))
        assert name in first
        assert "too long" in first
        assert "output" not in first
        assert help_text.startswith(" = help: ")


def test_reasons_are_in_our_own_words() -> None:
    """By their number, or by their class where they have none."""
    for number in (errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOSPC, errno.ENAMETOOLONG):
        assert in_words(OSError(number, os.strerror(number))) != os.strerror(number)
    assert in_words(PermissionError()) == "permission is missing"
    assert in_words(OSError(errno.ENOSPC, "x")) == "the disk is full"
    assert in_words(OSError("something else")) == "something else"
    assert language.spoken() == "en"
