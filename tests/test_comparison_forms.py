"""Every form of a comparison says the same words, and is what programs that read it take."""

import io
import re
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from branchreport.document import Chart, List, Table, runs_of
from branchreport.writers.anchors import names
from branchreport.writers.characters import fit, in_one_line
from compared import dumped
from reading import (
    by_github,
    by_markdown_it,
    drawn,
    html_pieces,
    markdown_pieces,
    page,
    pieces,
    stretches,
    word_pieces,
)
from side_by_side import PAIRS, telling_of
from test_forms import HOSTILE


def letters(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module", params=PAIRS)
def told(request: pytest.FixtureRequest) -> Any:
    return telling_of(PAIRS[request.param])


def test_there_is_something_of_every_part(told: Any) -> None:
    document = told.document()
    kinds = {type(block) for block in document.blocks}
    assert {Table, Chart, List} <= kinds
    edits = {run.edit for block in document.blocks for run in runs_of(block)}
    assert edits == {"", "inserted", "deleted"}


def test_the_page_says_the_words_of_each_block(told: Any) -> None:
    document = told.document()
    expected = [(piece.block, fit(piece.text)) for piece in pieces(document) if piece.text]
    assert html_pieces(told.bytes("html"), [*names(document.blocks)]) == expected


def test_the_word_file_says_every_paragraph_and_cell(told: Any) -> None:
    found = [text for text in word_pieces(told.bytes("docx")) if text]
    expected = [
        re.sub(r"^[\s\u3000]+", "", piece.text)
        for piece in pieces(told.document())
        if piece.text and piece.kind != "item"
    ]
    said = "\n".join(found)
    assert [text for text in expected if text not in said] == []
    items = [piece.text for piece in pieces(told.document()) if piece.kind == "item"]
    assert [text for text in items if not any(line.endswith(text) for line in found)] == []
    assert len(found) >= len(expected) + len(items)


@pytest.mark.parametrize("read", [by_markdown_it, by_github])
def test_markdown_is_read_as_the_words(told: Any, read: Any) -> None:
    document = told.document(paged=False)
    found = [looks for _, looks in markdown_pieces(read(told.bytes("md")))]
    expected = [stretches(piece.runs) for piece in drawn(document) if piece.text]
    assert [words(each) for each in found if words(each)] == [words(each) for each in expected]


def words(looks: Any) -> list[tuple[str, str]]:
    """The words of a piece, and in which of two versions they are."""
    return [(edit, letters(text)) for (_, edit), text in looks if letters(text)]


def text_of_width(told: Any, columns: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    text: str = told.text()
    return text


def test_the_text_says_the_words_in_their_order(told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text, at = text_of_width(told, 10_000, monkeypatch), 0
    for piece in drawn(told.document(paged=False)):
        if piece.text and piece.kind not in ("drawn", "heading 1"):
            words = marked(piece.runs)
            assert words in text[at:]
            at = text.index(words, at) + (len(words) if piece.kind == "paragraph" else 0)


def marked(runs: Any) -> str:
    marks = {"inserted": "{{+{}+}}", "deleted": "[-{}-]", "": "{}"}
    return in_one_line("".join(marks[run.edit].format(run.text) for run in runs if run.text))


@pytest.mark.parametrize("columns", [100, 60])
def test_a_narrow_terminal_shows_every_letter(
    columns: int, told: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = Counter(letters(text_of_width(told, 10_000, monkeypatch)))
    narrow = Counter(letters(text_of_width(told, columns, monkeypatch)))
    assert narrow["-"] != wide["-"], "rules are as wide as their columns"
    assert {**narrow, "-": 0} == {**wide, "-": 0}


def test_names_that_are_markup_elsewhere_are_words_in_every_form(tmp_path: Path) -> None:
    """Those of kinds, counts, shortcomings and plans, in both years and in one of them."""
    hostile = [text for text in map(one_line, HOSTILE) if text]
    for at, year in enumerate((2021, 2022)):
        (tmp_path / f"{year}.yaml").write_text(dumped(hostile_year(hostile, year, at)), "utf-8")
    told = telling_of([tmp_path / "2021.yaml", tmp_path / "2022.yaml"])
    document = told.document()
    said = [piece.text for piece in pieces(document)]
    for text in hostile:
        assert any(text in piece for piece in said)
    expected = [(piece.block, fit(piece.text)) for piece in pieces(document) if piece.text]
    assert html_pieces(told.bytes("html"), [*names(document.blocks)]) == expected
    assert not list(page(told.bytes("html")).iter("script"))
    for _, part in parts(told.bytes("docx")):
        ET.fromstring(part)
    assert told.text()
    assert told.bytes("json")


def one_line(text: str) -> str:
    """``text`` as one line that a name may be; nothing if none of it can."""
    found = " ".join(text.split())
    seen = not any(unicodedata.category(letter) in ("Cf", "Cc") for letter in found)
    return found if seen and re.search(r"\w", found) and "{" not in found else ""


def hostile_year(names: list[str], year: int, at: int) -> dict[str, Any]:
    day = f"{year}-03-05"
    return {
        "报告": {"年度": str(year), "支部": "示例支部"},
        "活动": [{"日期": day, "类别": name} for name in names[at::2] + names[:6]],
        "数字": [{"名称": f"数{name}", "数值": f"{at + 5}次"} for name in names],
        "工作": [{"标题": f"题{name}{at}"} for name in names],
        "不足": [{"编号": f"S{n}", "问题": f"{name}{at}"} for n, name in enumerate(names[at:])],
        "计划": [{"编号": f"P{n}", "标题": name} for n, name in enumerate(names)],
    }


def parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return [(name, file.read(name)) for name in file.namelist() if name.endswith(".xml")]
