"""A document as plain text, to be pasted into a message or a mail: a line for each paragraph."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import Final, assert_never

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
    Runs,
    Signature,
    Table,
    Title,
)
from branchreport.style import ParagraphStyle, Style
from branchreport.typography import full_width_length
from branchreport.writers.anchors import links
from branchreport.writers.characters import in_one_line
from branchreport.writers.folding import fold, shared
from branchreport.writers.lengths import columns_of
from branchreport.writers.signatures import is_sealed, staggered
from branchreport.writers.sparklines import sparklines
from branchreport.writers.versions import marked

_NOTICED: Final = 0.5
"""Lines that a style leaves free, from which on a line stays empty here."""

_TALL: Final = 3
"""Lines of a cell from which on rules part the rows of its table."""

_POINTS_PER_MILLIMETRE: Final = 72 / 25.4


def write(document: Document, style: Style, width: int | None = None) -> bytes:
    """The text of ``document``, with the indents and empty lines of ``style``.

    With a ``width`` in columns, that of a terminal, cells of tables are broken to have room in it.
    """
    lines = [*_Writer(document, style, width).lines()]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return f"{text}\n".encode()


class _Writer:
    """Writes the blocks of one document; an empty line is asked for wherever one may stand."""

    def __init__(self, document: Document, style: Style, width: int | None) -> None:
        self._document = document
        self._width = width
        self._style = style
        self._chinese = style.language.startswith("zh")

    def lines(self) -> Iterator[str]:
        """The lines of the text."""
        return chain.from_iterable(map(self._block, self._document.blocks))

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case RedHead():
                yield from self._apart(
                    _text(block.issuer), self._side_by_side(block.number, block.signer)
                )
            case Title():
                yield from self._apart(_text(block.runs))
            case Contents():
                entries = (
                    self._blank(2 * entry.level - 2) + in_one_line(entry.text)
                    for entry in links(self._document)
                )
                yield from self._apart(_text(block.label), *entries)
            case Heading():
                role = "body" if block.run_in else f"heading_{block.level}"
                yield from self._paragraph((*block.runs, *block.run_in), role)
            case Paragraph():
                yield from self._paragraph(block.runs, block.role)
            case List():
                yield from self._list(block)
            case Table():
                yield from self._apart(*_table(block, self._width))
            case Chart():
                yield from self._chart(block)
            case Picture():
                yield from self._apart(_text(block.caption))
            case Attachments():
                yield from self._apart(*self._attachments(block))
            case Signature():
                yield from self._apart(*self._signature(block))
            case Appendix():
                yield from self._apart(_text(block.label))
                yield from chain.from_iterable(map(self._block, block.blocks))
            case _:
                assert_never(block)

    def _apart(self, *lines: str) -> Iterator[str]:
        """``lines`` between two empty ones."""
        yield from ("", *filter(None, lines), "")

    def _looks(self, role: str) -> ParagraphStyle:
        found: ParagraphStyle | None = getattr(self._style.paragraphs, role)
        return found or ParagraphStyle()

    def _paragraph(self, runs: Runs, role: str) -> Iterator[str]:
        """A paragraph in one line, indented as its role is."""
        looks = self._looks(role)
        centred = looks.align == "center"
        indent = "" if centred else self._blank(looks.left - looks.hanging + looks.first_line)
        yield from [""] * (looks.before >= _NOTICED)
        yield indent + _text(runs)
        yield from [""] * (looks.after >= _NOTICED)

    def _blank(self, characters: float) -> str:
        """A blank as wide as so many characters: of full width where Chinese is written."""
        halves = max(round(2 * characters), 0)
        return "\u3000" * (halves // 2) + " " * (halves % 2) if self._chinese else " " * halves

    def _side_by_side(self, number: Runs, signer: Runs) -> str:
        return self._blank(2).join(filter(None, (_text(number), _text(signer))))

    def _list(self, block: List) -> Iterator[str]:
        for number, item in enumerate(block.items, 1):
            looks = self._looks("list_item")
            indent = self._blank(looks.left - looks.hanging + looks.first_line)
            yield f"{indent}{f'{number}.' if block.ordered else '•'} {_text(item)}"
        yield from [""] * (self._looks("body").after >= _NOTICED)

    def _chart(self, block: Chart) -> Iterator[str]:
        """The caption, and what can be drawn, from which the table stands apart."""
        lead = [_text(block.caption)]
        if drawn := sparklines(block):
            yield from self._apart(*lead, *drawn)
            lead = []
        yield from self._apart(*lead, *_table(block.table, self._width))

    def _attachments(self, block: Attachments) -> Iterator[str]:
        """The label, and behind it the titles, one below the other."""
        looks = self._looks("attachments")
        indent = self._blank(looks.left - looks.hanging + looks.first_line)
        lead = indent + _text(block.label)
        if len(block.items) < 2:
            yield lead + "".join(map(_text, block.items))
            return
        for number, item in enumerate(block.items, 1):
            yield f"{lead}{number}. {_text(item)}"
            lead = indent + self._blank(full_width_length(_text(block.label)))

    def _signature(self, block: Signature) -> Iterator[str]:
        """Who signs and when, about where the page has it."""
        lines = [*map(_text, block.lines)]
        widths = [full_width_length(line) for line in lines]
        for line, indent in zip(lines, self._signature_indents(widths, block), strict=True):
            yield self._blank(indent) + line

    def _signature_indents(self, widths: Sequence[float], block: Signature) -> list[float]:
        """How far each line is indented, in characters (GB/T 9704-2012, 7.3.5.1 and 7.3.5.2)."""
        place, line = self._style.signature, self._line()
        if place.place == "left" or not widths:
            return [0.0] * len(widths)
        if place.place == "right":
            return [line - place.right - width for width in widths]
        if is_sealed(block, self._style):
            *names, date = widths
            middle = line - max(place.sealed_right + date / 2, max(names) / 2)
            return [middle - width / 2 for width in widths]
        return staggered(widths, place, line)

    def _line(self) -> int:
        """The characters of a line of the body."""
        page, body = self._style.page, self._style.paragraphs.body
        advance = (body.size or 12) + self._style.grid.character
        return int((page.width - page.left - page.right) * _POINTS_PER_MILLIMETRE / advance)


def _text(runs: Runs) -> str:
    return in_one_line(marked(runs))


def _table(table: Table, width: int | None) -> list[str]:
    """The rows of a table, in columns as wide as their longest cells, under a ruled header."""
    rows = [[*map(_text, row)] for row in (table.header, *table.rows)]
    widths = [max(map(columns_of, column)) for column in zip(*rows, strict=True)]
    if width is not None:
        widths = shared(widths, width - 2 * (len(widths) - 1))
        return list(_folded(rows, widths, table.alignment))
    rows.insert(1, ["-" * width for width in widths])
    return [_row(row, widths, table.alignment) for row in rows]


def _folded(
    rows: Sequence[Sequence[str]], widths: Sequence[int], alignment: Sequence[str]
) -> Iterator[str]:
    """The lines of ``rows``, whose cells are broken to ``widths``, with rules between tall ones."""
    rule = _row(["-" * width for width in widths], widths, alignment)
    folded = [[fold(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    tall = any(len(cell) >= _TALL for row in folded[1:] for cell in row)
    for number, row in enumerate(folded):
        if number == 1 or (number > 1 and tall):
            yield rule
        for line in zip_longest(*row, fillvalue=""):
            yield _row(line, widths, alignment)


def _row(row: Sequence[str], widths: Sequence[int], alignment: Sequence[str]) -> str:
    padded = []
    for cell, width, aligned in zip(row, widths, alignment, strict=True):
        free = width - columns_of(cell)
        before = {"left": 0, "center": free // 2, "right": free}[aligned]
        padded.append(" " * before + cell + " " * (free - before))
    return "  ".join(padded).rstrip(" ")
