"""Tables: rows that stay whole, a header on every page, rules and padding of the style."""

from collections.abc import Sequence
from itertools import chain, pairwise

from branchreport.document import Runs, Table, text_of
from branchreport.style import Style
from branchreport.writers.columns import column_widths
from branchreport.writers.docx.markup import element, properties
from branchreport.writers.docx.measures import (
    character,
    sheet,
    twips_of_millimetres,
    twips_of_points,
)
from branchreport.writers.docx.paragraphs import Paragraphs
from branchreport.writers.lengths import line_count
from branchreport.writers.measures import looks

_WHOLE = 0.8
"""The part of a page up to which a row is sure to fit on it, under its header."""

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table(block: Table, setter: Paragraphs, *, turned: bool, keep: str = "") -> str:
    """The table, and under it an empty paragraph, without which two tables would be one.

    ``keep`` binds the end of the table to what follows.
    """
    style = setter.style
    widths = whole_widths(block, style, turned=turned)
    head = properties(
        "tblPr",
        element("tblW", w=sum(widths), type="dxa"),
        element("tblBorders", *(_rule(style, side) for side in _SIDES)),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *_padding(style)),
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    last = len(block.rows) - 1
    rows = [_row(block.header, block, widths, setter, turned=turned, keep=element("keepNext"))]
    rows += [
        _row(row, block, widths, setter, turned=turned, keep=keep if index == last else "")
        for index, row in enumerate(block.rows)
    ]
    return element("tbl", head, grid, *rows) + _end(style, keep)


def whole_widths(block: Table, style: Style, *, turned: bool) -> list[int]:
    """The widths of the columns in whole twips, which together are the type area's."""
    widths = column_widths(block, style, turned=turned)
    starts = [round(sum(widths[:index]) * 20) for index in range(len(widths))]
    edges = [*starts, sheet(style, turned=turned).text_width]
    return [after - before for before, after in pairwise(edges)]


def row_height(cells: Sequence[Runs], widths: Sequence[int], style: Style, role: str) -> int:
    """How high a row becomes, in twips, so far as that can be told without the fonts."""
    look = looks(style, role)
    unit = character(style, look)
    padding = 2 * twips_of_millimetres(style.table.padding)
    lines = max(
        line_count(text_of(cell), max((column - padding) / unit, 1), hangs=False)
        for cell, column in zip(cells, widths, strict=True)
    )
    rule = twips_of_points(style.table.border_width)
    return lines * twips_of_points(look.line or style.grid.line) + rule


def _row(
    cells: Sequence[Runs],
    block: Table,
    widths: Sequence[int],
    setter: Paragraphs,
    *,
    turned: bool,
    keep: str,
) -> str:
    """A row, which goes to the next page as a whole unless it is higher than one."""
    header = cells is block.header
    role = "table_header" if header else "table_cell"
    style = setter.style
    fits = row_height(cells, widths, style, role) < sheet(style, turned=turned).text_height * _WHOLE
    written = []
    said = [setter.says_figures(cell) for cell in cells]
    first = said.index(True) if any(said) else -1
    for at, (cell, column, alignment) in enumerate(
        zip(cells, widths, block.alignment, strict=True)
    ):
        about = tuple(chain.from_iterable(cells)) if at == first else ()
        aligned = "" if header else element("jc", val=alignment)
        size = element(
            "tcPr", element("tcW", w=column, type="dxa"), element("vAlign", val="center")
        )
        written.append(element("tc", size, setter.cell(role, cell, about, aligned, keep)))
    kept = element("cantSplit") if fits else "", element("tblHeader") if header else ""
    return element("tr", element("trPr", *kept) if any(kept) else "", *written)


def _rule(style: Style, side: str) -> str:
    place = style.table
    if not place.border_width:
        return element(side, val="nil")
    size = max(round(place.border_width * 8), 2)
    return element(side, val="single", sz=size, space=0, color=place.border_color)


def _padding(style: Style) -> list[str]:
    beside = twips_of_millimetres(style.table.padding)
    sides = {"top": 0, "left": beside, "bottom": 0, "right": beside}
    return [element(side, w=length, type="dxa") for side, length in sides.items()]


def _end(style: Style, keep: str) -> str:
    after = twips_of_points(style.table.after * style.grid.line)
    return element(
        "p",
        properties(
            "pPr",
            element("pStyle", val="Normal"),
            keep,
            element("snapToGrid", val=0),
            element("spacing", before=0, after=after, line=20, lineRule="exact"),
        ),
    )
