"""What a document says, piece by piece, and what each of its forms says when it is read back."""

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, assert_never
from xml.etree import ElementTree as ET

import docx
import html5lib
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from markdown_it import MarkdownIt
from markdown_it.token import Token

from branchreport.document import (
    Appendix,
    Attachments,
    Block,
    Chart,
    Contents,
    Document,
    Heading,
    List,
    Paragraph,
    Picture,
    RedHead,
    Run,
    Runs,
    Signature,
    Table,
    Title,
    outline,
    text_of,
)
from branchreport.writers.anchors import names


class Piece(NamedTuple):
    """A stretch of text that stands by itself: a paragraph, an item, a cell."""

    block: str
    """The name of the block that it belongs to."""
    kind: str
    runs: Runs
    number: str = ""
    """The number or mark of an item."""
    depth: int = 0

    @property
    def text(self) -> str:
        return text_of(self.runs)


def pieces(document: Document) -> list[Piece]:
    """What ``document`` says, in the order in which it is read."""
    named = names(document.blocks)
    return [piece for block in document.blocks for piece in _pieces(block, named, document, 0)]


def _pieces(block: Block, named: Iterator[str], document: Document, depth: int) -> Iterator[Piece]:
    name = next(named)
    for kind, runs, number in _parts(block, document):
        yield Piece(name, kind, runs, number, depth)
    if isinstance(block, Appendix):
        for inner in block.blocks:
            yield from _pieces(inner, named, document, depth + 1)


def _parts(block: Block, document: Document) -> Iterator[tuple[str, Runs, str]]:
    match block:
        case RedHead():
            yield "issuer", block.issuer, ""
            yield "number", block.number, ""
            yield "signer", block.signer, ""
        case Title():
            yield "heading 1", block.runs, ""
        case Contents():
            yield "label", block.label, ""
            yield from (
                (f"entry {entry.level}", (Run(entry.text),), "") for entry in outline(document)
            )
        case Heading():
            yield f"heading {block.level + 1}", block.runs, ""
            yield "paragraph", block.run_in, ""
        case Paragraph():
            yield "paragraph", block.runs, ""
        case List():
            for index, item in enumerate(block.items, 1):
                yield "item", item, f"{index}." if block.ordered else "•"
        case Table():
            yield from (("header", cell, "") for cell in block.header)
            yield from (("cell", cell, "") for row in block.rows for cell in row)
        case Chart():
            yield "caption", block.caption, ""
            yield from _parts(block.table, document)
        case Picture():
            yield "picture", block.caption, ""
        case Attachments():
            yield "attachments", block.label, ""
            for index, item in enumerate(block.items, 1):
                yield "attachment", item, f"{index}." if len(block.items) > 1 else ""
        case Signature():
            yield from (("line", line, "") for line in block.lines)
        case Appendix():
            yield "appendix", block.label, ""
        case _:
            assert_never(block)


LEAVES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "th", "td", "figcaption"}
"""The elements of a page that hold text."""


def page(data: bytes) -> ET.Element:
    """The page in ``data``, as a browser reads it; it may have no fault."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: ET.Element = parser.parse(data, transport_encoding="utf-8")
    assert parser.errors == []
    return root


def html_pieces(data: bytes, blocks: Sequence[str]) -> list[tuple[str, str]]:
    """The texts on a page, each with the name of its block, one of ``blocks``."""
    found: list[tuple[str, str]] = []

    def look(element: ET.Element, block: str) -> None:
        block = element.get("id", "") if element.get("id") in blocks else block
        if element.tag in LEAVES:
            found.append((block, "".join(element.itertext())))
            return
        assert not (element.text or "").strip(), "words stand in a leaf"
        for child in element:
            look(child, block)
            assert not (child.tail or "").strip(), "words stand in a leaf"

    (main,) = page(data).iter("main")
    for drawing in list(main.iter("figure")):
        for svg in [child for child in drawing if str(child.tag).endswith("svg")]:
            drawing.remove(svg)
    look(main, "")
    return [(block, text) for block, text in found if text]


Stretches = tuple[tuple[bool, str], ...]
"""Text that is strong, or not."""


def stretches(runs: Runs) -> Stretches:
    """``runs`` with what looks alike in one."""
    told = [run for run in runs if run.text]
    return tuple(
        (strong, "".join(run.text for run in alike))
        for strong, alike in groupby(told, key=lambda run: run.strong or run.gap)
    )


def markdown_pieces(data: bytes) -> list[tuple[str, Stretches]]:
    """The texts of a Markdown file, each with the tag that it would have in HTML."""
    tokens = MarkdownIt("commonmark").enable("table").parse(data.decode())
    found: list[tuple[str, Stretches]] = []
    around: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            around.append(token.tag)
        elif token.nesting == -1:
            around.pop()
        elif token.type == "inline":
            tag = around[-1]
            if tag == "p" and "li" in around:
                tag = next(outer for outer in reversed(around) if outer in ("ol", "ul"))
            if tag == "p" and "blockquote" in around:
                tag = "blockquote"
            found += ((tag, _merged(line)) for line in _lines(token))
        else:
            assert token.type == "hr", token.type
    return [(tag, told) for tag, told in found if told]


def _lines(token: Token) -> list[list[tuple[bool, str]]]:
    """The stretches of each line of a paragraph."""
    lines: list[list[tuple[bool, str]]] = [[]]
    strong = False
    for child in token.children or ():
        match child.type:
            case "text" | "text_special":
                lines[-1].append((strong, child.content))
            case "strong_open" | "strong_close":
                strong = child.type == "strong_open"
            case "html_inline" if child.content in ("<strong>", "</strong>"):
                strong = child.content == "<strong>"
            case "html_inline":
                assert child.content.startswith(("<a id=", "</a>")), child.content
            case "link_open":
                assert str(child.attrs["href"]).startswith("#"), child.attrs
            case "hardbreak":
                lines.append([])
            case _:
                assert child.type == "link_close", child.type
    return lines


def _merged(line: list[tuple[bool, str]]) -> Stretches:
    told = [(strong, text) for strong, text in line if text]
    return tuple(
        (strong, "".join(text for _, text in alike))
        for strong, alike in groupby(told, key=lambda stretch: stretch[0])
    )


def word_pieces(data: bytes) -> list[str]:
    """The texts of a Word file: its paragraphs, and those in the cells of its tables."""
    found = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, WordParagraph):
            found.append(block.text)
        elif isinstance(block, WordTable):
            found += [cell.text for row in block.rows for cell in row.cells]
    return [text for text in found if text]
