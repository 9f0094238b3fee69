"""Every form of a document says the same words in the same order, and nothing is markup."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from branchreport.document import Document, Paragraph, Run, Runs, Table, runs_of
from branchreport.writers import WRITERS
from branchreport.writers.anchors import names
from branchreport.writers.characters import fit
from conftest import EXAMPLES
from making import built_in_style as style
from making import document_of
from reading import (
    Piece,
    Stretches,
    by_github,
    by_markdown_it,
    drawn,
    html_pieces,
    markdown_pieces,
    pieces,
    stretches,
    word_pieces,
)
from sample_documents import EVERY_BLOCK, documents, runs
from test_laws import PRINTABLE

GOLDEN = Path(__file__).parent / "golden" / "forms"
STYLES = {name: style(name) for name in ("gbt9704", "plain")}

HOSTILE = [
    # HTML
    "<script>alert(1)</script>", "</style>", "</title>", "<!-- -->", "<![CDATA[", "]]>", "<br>",
    "&amp;", "&#60;", "&lt", "'", '"',
    # blocks of Markdown
    "# 标题", "## ", "- 一", "+ 一", "* 一", "1. 一", "12) 一", "---", "===", "***", "> 引", "```",
    "~~~", "    四", "\t制", "::: note", "：", "%", "->", "# a\n# b", "a  \nb",
    # within its lines
    "|", "| a | b |", "\\", "\\|", "\\\\|", "`一`", "~~一~~", "[a](b)", "![a](b)", "[^1]", "**",
    "**粗**", "__粗__", "*", "_", "$a$", ":smile:", "<https://a.example>",
    "https://a.example*", "www.a.example*", "a@b.example",
    # templates, blanks, directions, and what is more than one character
    "{{7*7}}", "{% raw %}", "　　全", " ", "\u00a0", "\u3000", "一\n\n二", "\u202eabc", "\u2067אבג",
    "\u200f", "😀", "👩\u200d👧", "e\u0301",
]  # fmt: skip
"""Texts that mean something to HTML, to Markdown, to a template, or to a terminal."""

PLAIN = st.text(PRINTABLE, max_size=12)
TEXT = st.one_of(PLAIN, st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join))
ANY = st.one_of(TEXT, st.text(max_size=8))


def laws(examples: int) -> settings:
    return settings(max_examples=examples, suppress_health_check=[HealthCheck.too_slow])


def hostile_paragraphs() -> Document:
    return Document("", tuple(Paragraph(runs(text)) for text in HOSTILE))


@given(documents(ANY))
@laws(100)
def test_the_pieces_are_all_that_a_document_says(document: Document) -> None:
    """What the laws below compare with holds every run, in the order of the document."""
    said = "".join(run.text for block in document.blocks for run in runs_of(block))
    found = (piece.text for piece in pieces(document) if not piece.kind.startswith("entry"))
    assert "".join(found) == said


@given(documents(ANY), st.sampled_from(sorted(STYLES)))
@example(EVERY_BLOCK, "gbt9704")
@example(hostile_paragraphs(), "plain")
@laws(200)
def test_a_page_says_the_words_of_each_block(document: Document, name: str) -> None:
    data = WRITERS["html"](document, STYLES[name])
    expected = [(piece.block, fit(piece.text)) for piece in pieces(document) if piece.text]
    assert html_pieces(data, [*names(document.blocks)]) == expected


def markdown_tag(piece: Piece) -> str:
    match piece.kind.split():
        case ["heading", level]:
            return f"h{min(int(level) + piece.depth, 6)}"
        case ["entry", _]:
            return "ul"
        case ["item"]:
            return "ul" if piece.number == "•" else "ol"
        case ["attachment"]:
            return "ol" if piece.number else "p"
        case ["header"]:
            return "th"
        case ["cell"]:
            return "td"
        case ["picture"]:
            return "blockquote"
        case ["drawn"]:
            return "pre"
    return "p"


def markdown_expected(document: Document) -> list[tuple[str, Stretches]]:
    """The pieces as Markdown has them: the label of a single attachment stands before it."""
    joined: list[Piece] = []
    for piece in drawn(document):
        alone = piece.kind == "attachment" and not piece.number
        if alone and joined and joined[-1][:2] == (piece.block, "attachments"):
            piece = piece._replace(runs=(*joined.pop().runs, *piece.runs))
        if piece.kind == "issuer":
            piece = piece._replace(runs=tuple(run._replace(strong=True) for run in piece.runs))
        joined.append(piece)
    return [
        (
            markdown_tag(piece),
            stretches(tuple(run._replace(text=fit(run.text)) for run in piece.runs)),
        )
        for piece in joined
        if piece.text
    ]


@given(documents(ANY))
@example(EVERY_BLOCK)
@example(hostile_paragraphs())
@laws(300)
def test_markdown_reads_back_as_the_words_and_structure(document: Document) -> None:
    data = WRITERS["md"](document, STYLES["gbt9704"])
    expected = unspaced(markdown_expected(document))
    assert unspaced(markdown_pieces(by_markdown_it(data))) == expected
    assert unspaced(markdown_pieces(by_github(data))) == expected


def unspaced(found: list[tuple[str, Stretches]]) -> list[tuple[str, Stretches]]:
    """What is ``found``, but for the blanks that put marks below each other."""
    return [
        (tag, tuple((looks, bare(text)) for looks, text in told) if tag == "pre" else told)
        for tag, told in found
    ]


def bare(text: str) -> str:
    """``text`` without blanks and hyphens, of which a text has more between its words."""
    return re.sub(r"[\s\x1c-\x1f-]", "", text)


def text_expected(document: Document) -> list[Piece]:
    """The pieces as a text has them: what runs in stands in one line with its heading."""
    joined: list[Piece] = []
    for piece in drawn(document):
        runs_in = piece.kind == "paragraph" and joined and joined[-1].block == piece.block
        if runs_in:
            piece = joined[-1]._replace(runs=(*joined.pop().runs, *piece.runs))
        joined.append(piece)
    return joined


def in_marks(said: Runs) -> str:
    """``said`` with the marks of a text around what one version has."""
    marks = {"": "{}", "inserted": "{{+{}+}}", "deleted": "[-{}-]"}
    told: list[tuple[str, str]] = []
    for run in said:
        if told and told[-1][0] == run.edit:
            told[-1] = (run.edit, told[-1][1] + run.text)
        elif run.text:
            told.append((run.edit, run.text))
    return "".join(marks[edit].format(text) for edit, text in told)


@given(documents(ANY), st.sampled_from(sorted(STYLES)))
@example(EVERY_BLOCK, "gbt9704")
@example(hostile_paragraphs(), "plain")
@laws(200)
def test_plain_text_says_the_words_in_their_order(document: Document, name: str) -> None:
    text = WRITERS["txt"](document, STYLES[name]).decode()
    expected = (piece.number + fit(in_marks(piece.runs)) for piece in text_expected(document))
    assert bare(text) == bare("".join(expected))


IN_WORD = {"Title", "Heading", "Paragraph", "List", "Table", "Signature"}
"""The blocks that the Word file is compared for."""


@given(documents(PLAIN.filter(str.strip)))
@laws(60)
def test_the_word_file_says_the_same_words(document: Document) -> None:
    blocks = tuple(block for block in document.blocks if type(block).__name__ in IN_WORD)
    data = WRITERS["docx"](Document("", blocks), STYLES["gbt9704"])
    expected = "".join(piece.text for piece in pieces(Document("", blocks)))
    assert "".join(word_pieces(data)) == expected


@pytest.mark.parametrize("form", ["html", "md", "txt"])
@given(documents(ANY))
@laws(30)
def test_the_same_document_gives_the_same_bytes(form: str, document: Document) -> None:
    write = WRITERS[form]
    assert write(document, STYLES["gbt9704"]) == write(document, STYLES["gbt9704"])


@pytest.mark.parametrize("form", ["html", "md", "txt"])
@pytest.mark.parametrize("character", [" ", "*", "\u202e", "云", "\n", "1", "<"])
def test_a_text_of_100_000_characters_is_written_soon(form: str, character: str) -> None:
    """Where the time grew with the square of the length, this would take minutes."""
    text = "一" + character * 100_000 + "二"
    document = Document(text, (Paragraph(runs(text)), Table((runs(text),), (), ("left",))))
    assert WRITERS[form](document, STYLES["gbt9704"])


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_where_the_records_lie_is_not_told(form: str) -> None:
    data = WRITERS[form](EVERY_BLOCK, STYLES["gbt9704"])
    assert b"somebody" not in data


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_a_whole_document(form: str, expect: Callable[[str, Path], None]) -> None:
    expect(WRITERS[form](EVERY_BLOCK, STYLES["gbt9704"]).decode(), GOLDEN / f"every-block.{form}")


@pytest.mark.parametrize("form", ["md", "txt"])
@pytest.mark.parametrize(("name", "chosen"), [("2021", "gbt9704"), ("english", "plain")])
def test_a_whole_example(
    name: str, chosen: str, form: str, expect: Callable[[str, Path], None]
) -> None:
    text = WRITERS[form](document_of(EXAMPLES[name]), STYLES[chosen]).decode()
    expect(text, GOLDEN / f"{name}.{form}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一\x00二", "一\ufffd二"),
        ("\x1b[31m", "\ufffd[31m"),
        ("\x7f\x9f", "\ufffd\ufffd"),
        ("\ud800", "\ufffd"),
        ("\ufffe\U0010ffff\ufdd0", "\ufffd\ufffd\ufffd"),
        ("a\r\nb\rc\x85d", "a\nb\nc\nd"),
        ("\u202e\u200b\ufeff\U000e0041", "\u202e\u200b\ufeff\U000e0041"),
    ],
)
def test_what_no_file_of_text_can_hold_is_seen(text: str, told: str) -> None:
    assert fit(text) == told


def test_a_line_of_a_record_is_no_paragraph_of_a_text() -> None:
    document = Document("", (Paragraph((Run("一\n\n二\u2028三"),)),))
    assert WRITERS["txt"](document, STYLES["gbt9704"]).decode() == "　　一  二 三\n"
