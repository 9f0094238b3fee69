"""How wide the columns of a table are, and whether it needs a turned page, whatever the form.

Widths are in points.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from branchreport.document import Appendix, Block, Chart, Heading, Table, text_of
from branchreport.style import Style
from branchreport.writers.lengths import length, longest_word
from branchreport.writers.measures import POINTS_PER_MILLIMETRE, advance, looks, text_width

_FIGURE: Final = re.compile(r"\W*\d.{0,11}|\d{1,2} \w+ \d{4}|.{0,3}")
"""What stands in a column of dates, numbers, or signs, none of which is broken."""

_HALVINGS: Final = 12
"""How closely the number of lines is searched for."""

_LONGEST_WORD: Final = 12
"""Characters beyond which a word may be broken, for want of room."""

_COMFORTABLE: Final = 9
"""Characters of a column that can be read in passing."""

_SLACK: Final = 1.04
"""Fonts differ a little in the width of digits."""

_EDGE: Final = 2
"""What the rules beside a cell may take from it."""

_UNFOLDED: Final = 4
"""Characters of a header that stay in one line where there is room."""

_ROOMY: Final = 2 / 3
"""The part of the type area that columns may ask for with such headers; the rest is for prose."""


class Column(NamedTuple):
    """What a column needs so that nothing in it is broken badly, and so that nothing breaks.

    In a ``firm`` one, of dates or numbers, nothing ever is broken.
    """

    least: float
    most: float
    firm: bool


def turned_pages(blocks: Sequence[Block], style: Style) -> list[bool]:
    """Which of ``blocks`` stand on turned pages: what is too wide, and headings that lead to it."""
    found = [is_turned(block, style) for block in blocks]
    for index in reversed(range(len(blocks) - 1)):
        block = blocks[index]
        if isinstance(block, Heading) and not block.run_in:
            follower = blocks[index + 1]
            found[index] = found[index + 1] and not isinstance(follower, Appendix)
    return found


def is_turned(block: Block, style: Style) -> bool:
    """Whether ``block`` is a table that is too wide for an upright page, or holds one."""
    match block:
        case Table():
            least = sum(column.least for column in _columns(block, style))
            return least > text_width(style)
        case Chart():
            return is_turned(block.table, style)
        case Appendix():
            return any(is_turned(inner, style) for inner in block.blocks)
        case _:
            return False


def column_widths(table: Table, style: Style, *, turned: bool) -> list[float]:
    """Widths that fill the type area, by which the highest cell is as low as can be."""
    available = text_width(style, turned=turned)
    columns = _columns(table, style, unfolded=True)
    if sum(column.least for column in columns) > available * _ROOMY:
        columns = _columns(table, style)
    least = sum(column.least for column in columns)
    widths = _squeezed(columns, available) if least >= available else _lowest(columns, available)
    share = (available - sum(widths)) / len(columns)
    return [width + share for width in widths]


def comfortable_width(table: Table, style: Style) -> float:
    """The width in which ``table`` can be read in passing, where there is room to scroll for it."""
    unit = advance(style, looks(style, "table_cell"))
    free = _free(style)
    return sum(min(column.most, _COMFORTABLE * unit + free) for column in _columns(table, style))


def _squeezed(columns: Sequence[Column], available: float) -> list[float]:
    """The widths of ``columns`` that ask for too much; those of prose give way first."""
    firm = sum(column.least for column in columns if column.firm)
    soft = sum(column.least for column in columns if not column.firm)
    if firm < available * _ROOMY:
        factors = {True: 1.0, False: (available - firm) / soft}
    else:
        factors = dict.fromkeys((True, False), available / (firm + soft))
    return [column.least * factors[column.firm] for column in columns]


def _lowest(columns: Sequence[Column], available: float) -> list[float]:
    """The widths by which the highest cell has the fewest lines."""
    widths, most = _in_lines(columns, 1), 1.0
    while sum(widths) > available:
        most *= 2
        widths = _in_lines(columns, most)
    fewest = most / 2
    for _ in range(_HALVINGS):
        lines = (fewest + most) / 2
        if sum(_in_lines(columns, lines)) > available:
            fewest = lines
        else:
            most, widths = lines, _in_lines(columns, lines)
    return widths


def _in_lines(columns: Sequence[Column], lines: float) -> list[float]:
    """The widths with which no cell has more than ``lines``."""
    return [max(column.least, column.most / lines) for column in columns]


def _columns(table: Table, style: Style, *, unfolded: bool = False) -> list[Column]:
    rows = [[text_of(cell) for cell in row] for row in (table.header, *table.rows)]
    return [_column(style, header, cells, unfolded) for header, *cells in zip(*rows, strict=True)]


def _column(style: Style, header: str, cells: Sequence[str], unfolded: bool) -> Column:
    """The needs of a column; its header may stand in two lines, if not ``unfolded``."""
    free = _free(style)
    unit = advance(style, looks(style, "table_cell"))
    head_unit = advance(style, looks(style, "table_header"))
    longest, head = max(map(length, cells), default=0), length(header)
    folded = head if unfolded and head <= _UNFOLDED else max(head / 2, longest_word(header))
    least = max(_least(cells, style) * unit, folded * head_unit)
    most = max(longest * unit, head * head_unit, least)
    return Column(least * _SLACK + free, most * _SLACK + free, _is_firm(cells))


def _least(cells: Sequence[str], style: Style) -> float:
    """The least width of ``cells``: nothing breaks in figures, no line of prose is too short."""
    longest = max(map(length, cells), default=0)
    if _is_firm(cells):
        return longest
    words = max(map(longest_word, cells))
    figures = max((length(cell) for cell in cells if _FIGURE.fullmatch(cell)), default=0)
    return max(min(longest, style.table.narrowest), min(words, _LONGEST_WORD), figures)


def _free(style: Style) -> float:
    """What of a cell's width is not for words."""
    return 2 * style.table.padding * POINTS_PER_MILLIMETRE + _EDGE


def _is_firm(cells: Sequence[str]) -> bool:
    return all(_FIGURE.fullmatch(cell) for cell in cells)
