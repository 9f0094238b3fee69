"""What the manual of sources shows is what comes out."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from branchreport.writers import WRITERS
from branchreport.writers.proof import FORMS
from conftest import ROOT, Completed

Run = Callable[..., Completed]

MANUALS = [("docs/sources.md", "en"), ("docs/sources.zh-CN.md", "zh")]


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def year_of(manual: str, folder: Path) -> None:
    """Write the year of the page into ``folder``."""
    ((name, text),) = re.findall(
        r"^```yaml (\S+)\n(.*?)^```", page(manual), re.MULTILINE | re.DOTALL
    )
    (folder / name).write_text(text, "utf-8")


@pytest.mark.parametrize(("manual", "lang"), MANUALS)
def test_the_samples_are_what_is_printed(
    manual: str, lang: str, check: Run, tmp_path: Path
) -> None:
    year_of(manual, tmp_path)
    samples = re.findall(r"^```console\n(.*?)^```", page(manual), re.MULTILINE | re.DOTALL)
    assert len(samples) == 3
    for sample in samples:
        command, _, shown = sample.partition("\n")
        done = check(*shlex.split(command)[2:], BRANCHREPORT_LANG=lang)
        assert (done.returncode, done.stdout.decode().replace("\r\n", "\n")) == (0, shown)


def runs_in(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [run for item in value for run in runs_in(item)]
    if isinstance(value, dict):
        held = [run for item in value.values() for run in runs_in(item)]
        return [value, *held] if "gap" in value else held
    return []


@pytest.mark.parametrize(("manual", "lang"), MANUALS)
def test_the_sample_for_programs_is_a_part_of_what_is_written(
    manual: str, lang: str, check: Run, tmp_path: Path
) -> None:
    year_of(manual, tmp_path)
    (sample,) = re.findall(r"^```json\n(.*?)^```", page(manual), re.MULTILINE | re.DOTALL)
    assert check("render", "2024.yaml", "-o", "a.json", BRANCHREPORT_LANG=lang).returncode == 0
    whole = json.loads((tmp_path / "a.json").read_bytes())
    assert json.loads(sample) in runs_in(whole["blocks"])
    figure = next(iter(whole["figures"].values()))
    for key in figure:
        assert f"`{key}`" in page(manual)


@pytest.mark.parametrize(("manual", "lang"), MANUALS)
def test_the_manual_says_which_forms_are_read_back(manual: str, lang: str) -> None:
    text = page(manual)
    section = text.rpartition("\n## ")[2]
    (row,) = re.findall(r"^\| \S+(?: \S+)? \| (`docx`.*?) \|", section, re.MULTILINE)
    assert tuple(re.findall(r"`(\w+)`", row)) == FORMS
    for form in {*WRITERS, "pdf"} - set(FORMS):
        assert f"`{form}`" in section.rpartition("|")[2]
