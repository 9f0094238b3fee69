"""What the manual of ``diff`` shows is what comes out."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from branchreport.cli.delivering import COMPARISON_FORMS
from branchreport.compare.likeness import ALIKE, DOUBTFUL
from branchreport.growth import difference_in_column, growth, in_words, rate_in_column
from branchreport.quantity import Quantity
from branchreport.records.choices import Aspect
from branchreport.show.comparison import VERSION
from conftest import ROOT, Completed

Run = Callable[..., Completed]

MANUALS = [("docs/comparing.md", "en"), ("docs/comparing.zh-CN.md", "zh")]
NOT_COUNTED = {"en": "not counted", "zh": "未统计"}


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def rows(text: str, columns: int) -> list[list[str]]:
    """The cells of the rows of ``text`` with so many columns, but for the lines under heads."""
    found = re.findall(r"^\| (.*) \|$", text, re.MULTILINE)
    return [cells for row in found if len(cells := row.split(" | ")) == columns]


def years_of(manual: str, folder: Path) -> None:
    """Write the two years of the page into ``folder``."""
    found = re.findall(r"^```yaml (\S+)\n(.*?)^```", page(manual), re.MULTILINE | re.DOTALL)
    assert [name for name, _ in found] == ["2023.yaml", "2024.yaml"]
    for name, text in found:
        (folder / name).write_text(text, "utf-8")


@pytest.mark.parametrize(("manual", "lang"), MANUALS)
def test_the_samples_are_what_is_printed(
    manual: str, lang: str, check: Run, tmp_path: Path
) -> None:
    years_of(manual, tmp_path)
    samples = re.findall(r"^```console\n(.*?)^```", page(manual), re.MULTILINE | re.DOTALL)
    assert len(samples) == 2
    for sample in samples:
        command, _, shown = sample.partition("\n")
        assert command.startswith("$ branchreport diff ")
        done = check(*command.split()[2:], BRANCHREPORT_LANG=lang)
        assert (done.returncode, done.stdout.decode().replace("\r\n", "\n")) == (0, shown)


@pytest.mark.parametrize(("manual", "lang"), MANUALS)
def test_the_sample_for_programs_is_a_part_of_what_is_printed(
    manual: str, lang: str, check: Run, tmp_path: Path
) -> None:
    years_of(manual, tmp_path)
    (sample,) = re.findall(r"^```json\n(.*?)^```", page(manual), re.MULTILINE | re.DOTALL)
    done = check("diff", "2023.yaml", "2024.yaml", "--to", "json", BRANCHREPORT_LANG=lang)
    whole = json.loads(done.stdout)
    assert json.loads(sample) in whole["counts"]
    assert (whole["form"], whole["version"]) == ("branchreport-comparison", VERSION)
    for key in {*whole, *whole["steps"][0]} - {"form", "tool"}:
        assert f"`{key}`" in page(manual)


@pytest.mark.parametrize(("manual", "lang"), MANUALS)
def test_every_row_of_the_table_of_changes_is_what_is_said(manual: str, lang: str) -> None:
    chinese = lang == "zh"
    told = rows(page(manual), 5)[1:]
    assert len(told) >= 13
    for old, new, *words in told:
        figures = [None if f == NOT_COUNTED[lang] else Quantity.parse(f) for f in (old, new)]
        change = growth(*figures)
        assert words == [
            difference_in_column(change, chinese=chinese),
            rate_in_column(change, chinese=chinese),
            in_words(change, chinese=chinese),
        ]


@pytest.mark.parametrize(("manual", "lang"), MANUALS)
def test_all_parts_and_forms_are_listed(manual: str, lang: str) -> None:
    text = page(manual)
    first = [cells[0] for cells in rows(text, 2)]
    names = [(each.value, each.chinese) for each in Aspect]
    parts = {" ".join(f"`{name}`" for name in pair[:: -1 if lang == "zh" else 1]) for pair in names}
    assert parts <= set(first)
    assert {f"`{form}`" for form in COMPARISON_FORMS} <= set(first)
    assert all(str(score) in text for score in (ALIKE, DOUBTFUL))


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_headline_of_the_readme_is_that_of_the_examples(readme: str, check: Run) -> None:
    command = "$ branchreport diff examples/2021 examples/2022"
    (shown,) = re.findall(rf"^{re.escape(command)}\n(.*)\n```", page(readme), re.MULTILINE)
    done = check(*command.split()[2:], cwd=ROOT)
    assert done.stdout.decode().splitlines()[0] == shown
