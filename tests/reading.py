"""What a document says, piece by piece, and what each of its forms says when it is read back."""

import io
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple, assert_never
from xml.etree import ElementTree as ET

import cmarkgfm
import docx
import html5lib
from cmarkgfm.cmark import Options as CmarkOptions
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from markdown_it import MarkdownIt

from branchreport.document import (
    Appendix,
    Attachments,
    Block,
    Chart,
    Contents,
    Document,
    Edit,
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


def drawn(document: Document) -> list[Piece]:
    """What ``document`` says, and what is drawn of its charts where letters draw them."""
    named = names(document.blocks)
    return [piece for block in document.blocks for piece in _pieces(block, named, document, 0)]


def pieces(document: Document) -> list[Piece]:
    """What ``document`` says, in the order in which it is read."""
    return [piece for piece in drawn(document) if piece.kind != "drawn"]


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
            yield from (("drawn", (Run(line),), "") for line in _lines_of(block))
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


def _lines_of(chart: Chart) -> Iterator[str]:
    """The series of ``chart``, if it compares them: a name, and a mark for each number."""
    cells = [[text_of(cell) for cell in row[1:]] for row in chart.table.rows]
    most = max((Fraction(cell or 0) for row in cells for cell in row), default=0)
    for name, column in zip(chart.table.header[1:], zip(*cells, strict=True), strict=False):
        if chart.grouped:
            marks = (_eighths(Fraction(cell), most) if cell else "—" for cell in column)
            yield text_of(name) + "".join(marks)


def _eighths(number: Fraction, most: Fraction | int) -> str:
    return "·▁▂▃▄▅▆▇█"[next(n for n in range(9) if number * 8 <= n * most)]


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


class Traced(NamedTuple):
    """A figure in the list at the end of a page: what it is called, its text, and its records."""

    name: str
    said: str
    rule: str
    records: list[str]


def html_figures(data: bytes) -> dict[str, Traced]:
    """The list of figures at the end of a page, by the names that links lead to."""
    found = {}
    sections = [e for e in page(data).iter("section") if e.get("class") == "figures"]
    for entry in (entry for section in sections for each in section.iter("ol") for entry in each):
        head, rule = entry.findall("p")
        records = ["".join(line.itertext()) for line in entry.iter("li") if line is not entry]
        name, said = head.findtext("b", ""), head.findtext("span", "")
        found[entry.get("id", "")] = Traced(name, said, rule.text or "", records)
    return found


Looks = tuple[bool, Edit]
"""Whether text is strong, and which of two versions has it alone."""

Stretches = tuple[tuple[Looks, str], ...]


def stretches(runs: Runs) -> Stretches:
    """``runs`` with what looks alike in one."""
    told = [run for run in runs if run.text]
    return tuple(
        (looks, "".join(run.text for run in alike))
        for looks, alike in groupby(told, key=lambda run: (run.strong or run.gap, run.edit))
    )


def by_markdown_it(data: bytes) -> str:
    """The HTML that markdown-it makes of a Markdown file."""
    return str(MarkdownIt("commonmark").enable("table").render(data.decode()))


def by_github(data: bytes) -> str:
    """The HTML that GitHub's own parser makes of a Markdown file."""
    unsafe = CmarkOptions.CMARK_OPT_UNSAFE  # GitHub cleans what comes out instead
    html: str = cmarkgfm.github_flavored_markdown_to_html(data.decode(), options=unsafe)
    return html


INLINE = {"a", "strong", "ins", "del"}
"""The elements that may stand in a line of what Markdown has become."""

EDITS: Mapping[str, Edit] = {"ins": "inserted", "del": "deleted"}


def markdown_pieces(html: str) -> list[tuple[str, Stretches]]:
    """The texts of what a Markdown file became, each with its tag; an item has that of its list."""
    found: list[tuple[str, Stretches]] = []

    def look(element: ET.Element, around: tuple[str, ...]) -> None:
        for child in element:
            tag = str(child.tag)
            if tag == "pre":
                lines = "".join(child.itertext()).splitlines()
                found.extend((tag, (((False, ""), line),)) for line in lines)
                continue
            loose = tag == "li" and any(inner.tag == "p" for inner in child)
            if tag in LEAVES and not loose:
                lists = [outer for outer in (*around, tag) if outer in ("ol", "ul")]
                name = lists[-1] if "li" in (*around, tag) else tag
                name = "blockquote" if "blockquote" in around else name
                found.extend((name, _merged(line)) for line in _lines(child))
            else:
                assert tag in OUTER, tag
            look(child, (*around, tag))

    look(html5lib.parseFragment(html, namespaceHTMLElements=False), ())
    return [(tag, told) for tag, told in found if told]


OUTER = {"ol", "ul", "li", "blockquote", "table", "thead", "tbody", "tr", "hr", "br", *INLINE}


def _lines(leaf: ET.Element) -> list[list[tuple[Looks, str]]]:
    """The stretches of each line of a paragraph, without the line ends of the HTML."""
    lines: list[list[tuple[Looks, str]]] = [[((False, ""), leaf.text or "")]]

    def look(element: ET.Element, looks: Looks) -> None:
        for child in element:
            tail = child.tail or ""
            match child.tag:
                case "br":
                    lines.append([])
                    tail = tail.removeprefix("\n")
                case "ol" | "ul":
                    tail = ""
                    looks_last, last = lines[-1][-1]
                    lines[-1][-1] = (looks_last, last.removesuffix("\n"))
                case _:
                    inner = (looks[0] or child.tag == "strong", EDITS.get(child.tag, looks[1]))
                    assert child.tag in INLINE, child.tag
                    assert (child.get("href") or "#").startswith(("#", "mailto:"))
                    lines[-1].append((inner, child.text or ""))
                    look(child, inner)
            lines[-1].append((looks, tail))

    look(leaf, (False, ""))
    return lines


def _merged(line: list[tuple[Looks, str]]) -> Stretches:
    told = [(looks, text) for looks, text in line if text]
    return tuple(
        (looks, "".join(text for _, text in alike))
        for looks, alike in groupby(told, key=lambda stretch: stretch[0])
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
