"""Bookmarks around the pieces of a document, and the ledger of what they say.

A bookmark is what every office program keeps; the ledger is a part of the file that most keep
(ECMA-376-1, 15.2.4, custom XML), and its digest a property of the document (15.2.12.2).
"""

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape
from typing import Final

from branchreport.document import (
    Attachments,
    Block,
    Chart,
    Contents,
    Document,
    List,
    Picture,
    Runs,
    Signature,
    runs_of,
    text_of,
)
from branchreport.ledger import Ledger, Looks, Names, Piece, chart_digest, picture_digest
from branchreport.writers.docx.markup import element, xml
from branchreport.writers.docx.package import Part
from branchreport.writers.docx.relations import Relation, relationships

LEDGER: Final = "urn:branchreport:ledger"
"""The namespace of the part that holds a ledger."""
PROPERTY: Final = "branchreport-ledger"
"""The property of a document that holds the digest of its ledger."""

PROPERTIES: Final = "docProps/custom.xml"
_IDENTIFIER: Final = "{6D5A1C0E-8C1B-4B52-9E0B-2B1D1A5C7F21}"
"""What tells our part from those of others."""
_USER_DEFINED: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that users define ([MS-OLEPS], 2.18)."""


def item(number: int) -> str:
    """The part of a ledger that is the custom XML with ``number``."""
    return f"customXml/item{number}.xml"


def item_properties(number: int) -> str:
    """The part that tells what that is."""
    return f"customXml/itemProps{number}.xml"


ITEM: Final = item(1)
KINDS: Final = {item_properties(1): "customXmlProperties", PROPERTIES: "custom"}
"""What the parts beside the ledger itself are, by their names."""
RELATION: Final = Relation("rIdLedger", "customXml", f"../{ITEM}")
"""From the document to its ledger."""
PACKAGE_RELATION: Final = Relation("rIdCustom", "custom-properties", PROPERTIES)

_PIECES: Final = re.compile(r"<w:tbl>.*?</w:tbl>|<w:p>.*?</w:p>", re.DOTALL)
"""What stands in a body as we write it: tables hold no tables, and paragraphs no paragraphs."""
_SAID: Final = re.compile(
    r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab/|br/|drawing)>|(</w:tc>)|(</w:tr>)"
)
_MARKS: Final = {"tab/": "\t", "br/": "\n", "drawing": "￼"}
"""How what is no letter is read (U+FFFC stands for a picture)."""
_START: Final = re.compile(r"<w:p>(?:<w:pPr>.*?</w:pPr>|<w:pPr/>)?", re.DOTALL)


class Marks:
    """Gives each piece of one document its bookmark, and remembers what it says."""

    def __init__(self, first: int) -> None:
        """Give bookmarks the numbers from ``first``."""
        self.pieces: list[Piece] = []
        self._names = Names()
        self._first = first

    def mark(self, block: Block, written: str) -> str:
        """``written``, which is ``block`` in markup, with a bookmark in each of its pieces."""
        said = iter(_said_by(block))
        most = 1 if isinstance(block, Contents) else 0  # Word makes its lines anew, marks and all
        return _PIECES.sub(lambda piece: self._marked(block, piece[0], said), written, most)

    def _marked(self, block: Block, written: str, said: Iterator[Runs]) -> str:
        words = text_of_markup(written)
        if not words.strip():
            return written
        runs = next(said, ())
        record = next((run.source.identity for run in runs if run.source), "")
        kind = type(block).__name__.lower()
        name = self._names.name(kind, record, words)
        shown = _shown_by(block) if "<w:drawing>" in written else ""
        self.pieces.append(Piece(name, kind, record, words, look_of_markup(written), shown))
        number = self._first + len(self.pieces)
        start = element("bookmarkStart", id=number, name=name)
        opened = _START.sub(lambda head: head[0] + start, written, count=1)
        before, end, after = opened.partition("</w:p>")
        return before + element("bookmarkEnd", id=number) + end + after

    def ledger(self, document: Document, around: Sequence[str]) -> Ledger:
        """What was written, with ``around`` in headers and footers."""
        told = tuple(filter(None, around))
        return Ledger(tuple(self.pieces), told, document.asked)


def _said_by(block: Block) -> Iterator[Runs]:
    """Who speaks in each piece of ``block``: in each line of a list, or in all of it."""
    match block:
        case List():
            yield from block.items
        case Attachments():
            yield from block.items
        case Signature():
            yield from block.lines
        case _:
            runs = tuple(runs_of(block))
            while True:
                yield runs


def text_of_markup(written: str) -> str:
    """What a reader finds in ``written``, markup of ours (`word_files.words` for others')."""
    said = []
    for match in _SAID.finditer(written):
        words, mark, cell, row = match.groups()
        said.append("\t" if cell else "\n" if row else _MARKS[mark] if mark else unescape(words))
    return "".join(said)


_LOOKS: Final = re.compile(
    r"<w:(p|r)>|<w:jc w:val=\"(\w+)\"/>|<w:rPr>(.*?)</w:rPr>|<w:t(?: [^>]*)?>([^<]*)</w:t>"
)
_PROPERTY: Final = re.compile(r"<w:(\w+)([^>]*)/>")
_ATTRIBUTE: Final = re.compile(r'w:(\w+)="([^"]*)"')


def look_of_markup(written: str) -> str:
    """How the words of ``written``, markup of ours, are formatted besides their styles."""
    if "<w:rPr>" not in written and "<w:jc " not in written:
        return ""
    looks, properties = Looks(), ""
    for match in _LOOKS.finditer(written):
        begun, alignment, said, words = match.groups()
        if begun == "p":
            looks.align("")
        elif alignment:
            looks.align(alignment)
        elif begun or said:
            properties = said or ""
        elif words:
            looks.run(len(unescape(words)), _properties(properties))
    return str(looks)


def _properties(said: str) -> Iterator[tuple[str, dict[str, str]]]:
    for name, attributes in _PROPERTY.findall(said):
        yield name, dict(_ATTRIBUTE.findall(attributes))


def _shown_by(block: Block) -> str:
    """What is drawn in ``block`` (`ledger.picture_digest`, `ledger.chart_digest`)."""
    match block:
        case Picture():
            return picture_digest(block.image.data)
        case Chart():
            header, rows = block.table.header, block.table.rows
            names = [text_of(row[0]) for row in rows]
            return chart_digest(
                (text_of(name), names, [text_of(row[index]) for row in rows])
                for index, name in enumerate(header[1:], start=1)
            )
        case _:
            return ""


def ledger_parts(ledger: Ledger, number: int = 1) -> dict[str, Part]:
    """The parts that hold ``ledger``, as the custom XML with ``number``, and its digest."""
    names = 'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
    custom = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    data = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    return {
        item(number): xml(
            f'<ledger xmlns="{LEDGER}">{escape(ledger.to_json(), quote=False)}</ledger>'
        ),
        item_properties(number): xml(
            f'<ds:datastoreItem xmlns:ds="{data}" ds:itemID="{_IDENTIFIER}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{LEDGER}"/></ds:schemaRefs></ds:datastoreItem>'
        ),
        f"customXml/_rels/item{number}.xml.rels": relationships(
            [Relation("rId1", "customXmlProps", f"itemProps{number}.xml")]
        ),
        PROPERTIES: xml(
            f'<Properties xmlns="{custom}" {names}><property fmtid="{_USER_DEFINED}" pid="2" '
            f'name="{PROPERTY}"><vt:lpwstr>{ledger.digest()}</vt:lpwstr></property></Properties>'
        ),
    }
