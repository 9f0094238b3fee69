"""The pages on templates say what there is, and their examples do what they say."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import docx
import pytest

from branchreport.compose import Colophon, compose
from branchreport.compose.blocks import CONTAINERS
from branchreport.compose.effort import LARGEST, MOST, STEPS
from branchreport.compose.filters import FILTERS
from branchreport.compose.sandbox import _TEXT, GLOBALS, OF_JINJA, TESTS
from branchreport.compose.word import fill
from branchreport.document import Paragraph, text_of
from branchreport.records.record import Record
from branchreport.records.year import BranchYear, Section
from branchreport.samples import SAMPLES, annotation_of, fields_of
from branchreport.vocabulary.checking import sample_names
from conftest import ROOT
from test_documentation import fenced

PAGES = {"en": "docs/templates.md", "zh": "docs/templates.zh-CN.md"}


def page(spoken: str) -> str:
    return (ROOT / PAGES[spoken]).read_text("utf-8")


def rows(text: str, heading: int) -> list[list[str]]:
    """The rows of the first table after a heading, by their cells."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    section = re.split(r"^## ", prose, flags=re.MULTILINE)[heading]
    (table, *_) = re.findall(r"^\|---.*\n((?:\|.*\n)+)", section, re.MULTILINE)
    return [
        [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
        for row in table.splitlines()
    ]


NAMES, FILTER, MARKDOWN, CONTAINER = 3, 4, 5, 6
"""The headings of the second level, from 1, that have a table."""


def names(spoken: str) -> dict[str, Any]:
    return dict(sample_names("zh-CN" if spoken == "zh" else "en-GB")["full"])


@pytest.mark.parametrize("spoken", PAGES)
def test_every_filter_is_told_with_an_example(spoken: str, tmp_path: Path) -> None:
    told = rows(page(spoken), FILTER)
    assert [row[0].strip("`") for row in told] == sorted(FILTERS, key=_as_told)
    for _name, _what, example, result in told:
        (tmp_path / "report.md.j2").write_text(example.strip("`"), "utf-8")
        (made,) = compose(tmp_path, names(spoken), Colophon()).blocks
        assert isinstance(made, Paragraph)
        assert text_of(made.runs) == result, example


def _as_told(name: str) -> int:
    told = ["bare", "sentence", "series", "join", "ordinal", "bracketed", "key", "day",
            "month_name", "long_date", "number", "round", "replace", "safe"]  # fmt: skip
    return told.index(name)


@pytest.mark.parametrize("spoken", PAGES)
def test_what_is_left_of_jinja_is_told(spoken: str) -> None:
    text = re.sub(r"\s+", "", page(spoken))
    comma, last = ("、", "、") if spoken == "zh" else (",", "and")
    words = [name for name in TESTS if name.isidentifier()]
    for listed in (OF_JINJA, words, GLOBALS, sorted(_TEXT)):
        *before, end = (f"`{name}`" for name in listed)
        assert f"{comma.join(before)}{last}{end}" in text
    for number in (STEPS, LARGEST, MOST):
        assert (f"{number // 10000}万" if spoken == "zh" else f"{number:,}") in text


@pytest.mark.parametrize("spoken", PAGES)
def test_every_container_is_told_and_shown(spoken: str) -> None:
    assert [row[0].strip("`") for row in rows(page(spoken), CONTAINER)] == sorted(CONTAINERS)
    shown = {name for block in fenced(page(spoken), "jinja")
             for name in re.findall(r"^:::+ ([\w-]+)", block, re.MULTILINE)}  # fmt: skip
    assert shown == set(CONTAINERS)


@pytest.mark.parametrize("spoken", PAGES)
def test_every_name_and_field_is_told(spoken: str) -> None:
    text = page(spoken)
    told = {name for row in rows(text, NAMES) for name in re.findall(r"`(\w+)`", row[0])}
    assert told == set(names(spoken))
    listed = {tuple(re.findall(r"`([^`]+)`", row)) for row in re.findall(r"^\|.*\| (`.*`) \|$",
              text, re.MULTILINE)}  # fmt: skip
    missing = [
        model.__name__
        for model in models(BranchYear)
        if (*(key for key, _info in fields_of(model)), *(["held"] if model is Section else []))
        not in listed
    ]
    assert missing == []


def models(model: type[Record], seen: tuple[type[Record], ...] = ()) -> Iterator[type[Record]]:
    """The records that ``model`` holds, at any depth, each once."""
    for _key, info in fields_of(model):
        for inner in _types(annotation_of(info)):
            if isinstance(inner, type) and issubclass(inner, Record) and inner not in seen:
                seen = (*seen, inner)
                yield inner
                for below in models(inner, seen):
                    seen = (*seen, below)
                    yield below


def _types(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _types(inner)


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("spoken", PAGES)
def test_its_templates_are_sound(spoken: str, sample: str, tmp_path: Path) -> None:
    blocks = fenced(page(spoken), "jinja")
    assert len(blocks) == 4
    for block in blocks:
        (tmp_path / "report.md.j2").write_text(block, "utf-8")
        compose(tmp_path, sample_names("zh-CN")[sample], Colophon())


@pytest.mark.parametrize("spoken", PAGES)
def test_its_tags_are_filled_in(spoken: str, tmp_path: Path) -> None:
    """The tags of the last table, in a Word file."""
    section = page(spoken).partition("BR504")[0].rpartition("\n## ")[2]
    tags = re.findall(r"^\| (`\{.*?) \|", section, re.MULTILINE)
    document = docx.Document()
    for tag in (each for row in tags for each in re.findall(r"`([^`]+)`", row)):
        if "…" not in tag and not tag.startswith("{%tr"):
            document.add_paragraph(tag)
    document.save(str(tmp_path / "mine.docx"))
    filled = fill(tmp_path / "mine.docx", names(spoken), Colophon()).data
    (tmp_path / "out.docx").write_bytes(filled)
    said = [each.text for each in docx.Document(str(tmp_path / "out.docx")).paragraphs]
    assert said == ["branch", "12次"]


def test_both_pages_show_the_same() -> None:
    headings = [re.findall(r"^(#+) ", page(spoken), re.MULTILINE) for spoken in PAGES]
    assert headings[0] == headings[1]
    shown = [fenced(page(spoken), "jinja") for spoken in PAGES]
    containers = [next(each for each in blocks if "::: chart" in each) for blocks in shown]
    assert containers[0].replace("Text.", "正文。") == containers[1]
