"""Which pages a document fills, so far as that can be told without the fonts.

The document is laid out as boxes of lines on the grid. Nothing but the first page on which a box
stands comes of it, so that a line more or less in a paragraph matters only at the end of a page.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
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
from branchreport.writers.signatures import is_sealed

_UNSURE = 2
"""Lines by which a page may turn out to be filled otherwise."""

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
    closing: bool = False
    """Whether it is of the attachments or the signature."""


class Pages:
    """The pages that a document fills; laid out when they are asked for.

    LibreOffice moves a paragraph that stays with the next one as a ``whole``, Word its last line.
    """

    def __init__(self, document: Document, style: Style, *, kept_whole: bool = False) -> None:
        self._document = document
        self._style = style
        self._kept_whole = kept_whole

    def of(self, block: Block) -> int:
        """The page on which ``block``, a heading or an appendix, begins."""
        return self._found[id(block)]

    @cached_property
    def closing_is_bound(self) -> bool:
        """Whether what is before the attachments and the signature has to stay with them.

        It has where they may come to stand on a page without text (GB/T 9704-2012, 7.3.5.5).
        Elsewhere it has not, as LibreOffice would move all of a long paragraph, and leave its page
        half empty.
        """
        boxes, first = self._boxes, self._first_of_closing
        if not first:
            return False
        place = _Place(self._style)
        for index in range(first):
            place.lay(boxes, index)
        needed = sum(box.before + box.line * box.lines for box in boxes[first:] if box.closing)
        unsure = _UNSURE * twips_of_points(self._style.grid.line)
        return place.left < needed + unsure or place.down <= unsure

    @cached_property
    def _found(self) -> dict[int, int]:
        """The page of each block that begins a box, by its ``id``."""
        boxes, first = self._boxes, self._first_of_closing
        if first and self.closing_is_bound:
            bind = _whole if self._kept_whole else _bound
            boxes = [*boxes[: first - 1], *bind(boxes[first - 1]), *boxes[first:]]
        found, place = {}, _Place(self._style)
        for index, box in enumerate(boxes):
            place.lay(boxes, index)
            if box.block is not None:
                found[id(box.block)] = place.first_page
        return found

    @cached_property
    def _boxes(self) -> list["Box"]:
        return list(_Boxes(self._document, self._style).all())

    @property
    def _first_of_closing(self) -> int | None:
        return next((index for index, box in enumerate(self._boxes) if box.closing), None)


class _Place:
    """Where the next line goes."""

    def __init__(self, style: Style) -> None:
        self.first_page = 1
        self._page = 1
        self._down = 0
        self._free = 0
        self._style = style
        self._height = sheet(style).text_height

    @property
    def down(self) -> int:
        """How far the page is filled."""
        return self._down

    @property
    def left(self) -> int:
        """What is left free of it."""
        return self._height - self._down - self._free

    def lay(self, boxes: Sequence[Box], index: int) -> None:
        """Put the box at ``index`` where it belongs."""
        self.open(boxes[index], boxes[index - 1] if index else None)
        self.make_room(boxes, index)
        self.put(boxes[index])

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

    def __init__(self, document: Document, style: Style) -> None:
        self._document = document
        self._style = style
        self._grid = twips_of_points(style.grid.line)

    def all(self) -> Iterator[Box]:
        blocks = self._document.blocks
        for block, turned in zip(blocks, turned_pages(blocks, self._style), strict=True):
            closing = isinstance(block, Attachments | Signature)
            for box in self._of(block, turned):
                yield box._replace(turned=turned, closing=closing)

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


def _whole(box: Box) -> tuple[Box, ...]:
    """``box`` that stays with what follows in all of its lines."""
    return (box._replace(kept=True),)


def _bound(box: Box) -> tuple[Box, ...]:
    """``box`` whose last line stays with what follows."""
    if box.lines == 1:
        return (box._replace(kept=True),)
    last = Box(1, box.line, after=box.after, kept=True)
    return box._replace(lines=box.lines - 1, after=0), last
