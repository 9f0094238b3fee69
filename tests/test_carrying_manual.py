"""What the manual of carrying back shows is what comes out."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from branchreport import language
from branchreport.carrying.differences import Difference, Kind, Reason
from branchreport.show import carrying
from carried import retyped
from conftest import ROOT, Completed
from making import word_file_of

Run = Callable[..., Completed]

MANUALS = [("docs/carrying-back.md", "en"), ("docs/carrying-back.zh-CN.md", "zh")]


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize(("manual", "lang"), MANUALS)
def test_the_samples_are_what_is_printed(
    manual: str, lang: str, check: Run, tmp_path: Path
) -> None:
    text = page(manual)
    ((name, year),) = re.findall(r"^```yaml (\S+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    (tmp_path / name).write_text(year, "utf-8")
    table = text.partition("|---|---|\n")[2].partition("\n\n")[0]
    changes = [tuple(row[2:-2].split(" | ")) for row in table.splitlines()]
    language.use(lang)
    fresh = word_file_of(tmp_path / name)
    edited = retyped(fresh, *((old, new) for old, new in changes))
    samples = re.findall(r"^```console\n\$ (.*?)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(samples) == 2
    for code, (command, shown) in enumerate(samples):
        program, *arguments = command.split()
        assert program == "branchreport"
        (tmp_path / arguments[2]).write_bytes(edited)
        done = check(*arguments, BRANCHREPORT_LANG=lang)
        assert (done.returncode, done.stderr) == (code, b"")
        assert done.stdout.decode().replace("\r\n", "\n") == shown


@pytest.mark.parametrize(("manual", "lang"), MANUALS)
def test_every_kind_is_told(manual: str, lang: str) -> None:
    language.use(lang)
    text = page(manual)
    missing = [
        words
        for kind in Kind
        if (words := carrying.kind_in_words(Difference(kind, ""))) not in text
    ]
    assert missing == []


@pytest.mark.parametrize("manual", [manual for manual, _lang in MANUALS])
def test_every_reason_has_its_row(manual: str) -> None:
    rows = page(manual).rpartition("|---|---|\n")[2].partition("\n\n")[0].splitlines()
    assert len(rows) == len(set(Reason) - {Reason.REMARK})
