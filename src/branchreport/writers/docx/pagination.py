"""On which page the entries of the contents stand, so far as that can be told without the fonts.

The document is laid out as boxes of lines on the grid. Nothing but the first page on which a box
stands comes of it, so that a line more or less in a paragraph matters only at the end of a page.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, assert_never

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
from branchreport.style import Style
from branchreport.writers.columns import turned_pages
from branchreport.writers.docx.closing import is_sealed
from branchreport.writers.docx.heads import head_height
from branchreport.writers.docx.measures import (
    character,
    sheet,
    twips_of_millimetres,
    twips_of_points,
)
from branchreport.writers.docx.media import chart_size, picture_size
from branchreport.writers.docx.tables import row_height, whole_widths
from branchreport.writers.lengths import line_count
from branchreport.writers.measures import body_size, looks

_DESCENT = 0.25
"""What a line holds under a picture in it, in the size of its type."""


class Box(NamedTuple):
    """Lines that stand under each other; lengths are twips."""

    lines: int
    line: int
    before: int = 0
    after: int = 0
    kept: bool = False
    """Whether it stays with the first line of the next one."""
    block: Block | None = None
    """The block that begins with it."""
    turned: bool = False
    new_page: bool = False
    head: int = 0
    """What is repeated above it where it begins a page: the height of a table's header."""


def pages(document: Document, style: Style, *, kept_whole: bool = False) -> dict[int, int]:
    """The page of each block that begins a box, by its ``id``.

    LibreOffice moves a paragraph that stays with the next one as a ``whole``, Word its last line.
    """
    boxes = list(_Boxes(document, style, kept_whole=kept_whole).all())
    found: dict[int, int] = {}
    place = _Place(style)
    for index, box in enumerate(boxes):
        place.open(box, boxes[index - 1] if index else None)
        place.make_room(boxes, index)
        place.put(box)
        if box.block is not None:
            found[id(box.block)] = place.first_page
    return found


class _Place:
    """Where the next line goes."""

    def __init__(self, style: Style) -> None:
        self.first_page = 1
        self._page = 1
        self._down = 0
        self._free = 0
        self._style = style
        self._height = sheet(style).text_height

    def open(self, box: Box, before: Box | None) -> None:
        """Begin a page where ``box`` does."""
        turns = before is not None and before.turned != box.turned
        if (box.new_page or turns) and before is not None:
            self._turn()
        self._height = sheet(self._style, turned=box.turned).text_height

    def make_room(self, boxes: Sequence[Box], index: int) -> None:
        """Begin a page if the box at ``index`` cannot stay with what it is kept with."""
        needed, free = 0, self._free
        for number in range(index, len(boxes)):
            box = boxes[number]
            needed += max(free, box.before) + box.line * (box.lines if box.kept else 1)
            free = box.after
            if not box.kept:
                break
        if self._down and needed <= self._height < self._down + needed:
            self._turn(boxes[index].head)

    def put(self, box: Box) -> None:
        """Put the lines of ``box`` on this page and the next ones.

        Of what two paragraphs want free between them, Word leaves the larger.
        """
        self._down += max(self._free, box.before)
        for number in range(box.lines):
            if self._down + box.line > self._height and self._down:
                self._turn(box.head)
            if not number:
                self.first_page = self._page
            self._down += box.line
        self._free = box.after

    def _turn(self, head: int = 0) -> None:
        self._page, self._down, self._free = self._page + 1, head, 0


class _Boxes:
    """The boxes of one document."""

    def __init__(self, document: Document, style: Style, *, kept_whole: bool) -> None:
        self._document = document
        self._kept_whole = kept_whole
        self._style = style
        self._grid = twips_of_points(style.grid.line)

    def all(self) -> Iterator[Box]:
        blocks = self._document.blocks
        for block, turned, next_block in zip(
            blocks, turned_pages(blocks, self._style), [*blocks[1:], None], strict=True
        ):
            boxes = list(self._of(block, turned))
            if isinstance(next_block, Attachments | Signature) and boxes:
                whole = (boxes[-1]._replace(kept=True),)
                boxes = [*boxes[:-1], *(whole if self._kept_whole else _bound(boxes[-1]))]
            for box in boxes:
                yield box._replace(turned=turned)

    def _of(self, block: Block, turned: bool) -> Iterable[Box]:
        match block:
            case RedHead():
                under = self._style.red_head.title_before * self._grid
                yield Box(1, head_height(block, self._style), after=round(under))
            case Title():
                yield self._lines("title", block.runs, turned)
            case Contents():
                yield from self._contents(block)
            case Heading() if block.run_in:
                yield self._lines("body", (*block.runs, *block.run_in), turned, block)
            case Heading():
                role = f"heading_{block.level}"
                yield self._lines(role, block.runs, turned, block)._replace(kept=True)
            case Paragraph():
                yield self._lines(block.role, block.runs, turned)
            case List():
                for item in block.items:
                    yield self._lines("list_item", item, turned)
            case Table():
                yield from self._table(block, turned)
            case Chart():
                size = chart_size(self._style, turned=turned)
                yield self._figure(twips_of_millimetres(size[1]))
                yield self._lines("caption", block.caption, turned)._replace(kept=True)
                yield from self._table(block.table, turned)
            case Picture():
                size = picture_size(block.image, self._style, turned=turned)
                yield self._figure(twips_of_millimetres(size[1]))
                yield self._lines("caption", block.caption, turned)
            case Attachments():
                for index, item in enumerate(block.items):
                    box = self._lines("attachments", item, turned)._replace(kept=True)
                    yield box._replace(before=0) if index else box
            case Signature():
                yield self._signature(block)
            case Appendix():
                label = self._lines("appendix_label", block.label, turned, block)
                yield label._replace(kept=True, new_page=True)
                for inner in block.blocks:
                    yield from self._of(inner, turned)
            case _:
                assert_never(block)

    def _lines(self, role: str, runs: Runs, turned: bool, block: Block | None = None) -> Box:
        look = looks(self._style, role)
        width = sheet(self._style, turned=turned).text_width / character(self._style, look)
        lines = line_count(
            text_of(runs),
            max(width - look.left, 1),
            indent=look.first_line - look.hanging,
            proportional=self._is_proportional(),
        )
        return Box(
            lines,
            twips_of_points(look.line or self._style.grid.line),
            round(look.before * self._grid),
            round(look.after * self._grid),
            block=block,
        )

    def _contents(self, block: Contents) -> Iterator[Box]:
        yield self._lines("contents_label", block.label, False)
        for entry in outline(self._document):
            yield self._lines(f"contents_{entry.level}", (Run(entry.text),), False)
        yield self._lines("body", (), False)

    def _table(self, block: Table, turned: bool) -> Iterator[Box]:
        widths = whole_widths(block, self._style, turned=turned)
        rule = twips_of_points(self._style.table.border_width)
        head = rule + row_height(block.header, widths, self._style, "table_header")
        yield Box(1, head, kept=True)
        for row in block.rows:
            yield Box(1, row_height(row, widths, self._style, "table_cell"), head=head)
        yield Box(1, 20, after=twips_of_points(self._style.table.after * self._style.grid.line))

    def _signature(self, block: Signature) -> Box:
        """The signature, of which no line stands alone."""
        place, look = self._style.signature, looks(self._style, "signature")
        before = place.sealed_before if is_sealed(block, self._style) else look.before
        height = len(block.lines) * twips_of_points(look.line or self._style.grid.line)
        return Box(1, height, round(before * self._grid))

    def _figure(self, height: int) -> Box:
        return Box(1, height + twips_of_points(body_size(self._style) * _DESCENT), kept=True)

    def _is_proportional(self) -> bool:
        return not self._style.language.startswith("zh")


def _bound(box: Box) -> tuple[Box, ...]:
    """``box`` whose last line stays with what follows."""
    if box.lines == 1:
        return (box._replace(kept=True),)
    last = Box(1, box.line, after=box.after, kept=True)
    return box._replace(lines=box.lines - 1, after=0), last
