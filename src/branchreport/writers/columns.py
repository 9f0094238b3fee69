"""How wide the columns of a table are, and whether it needs a turned page, whatever the form.

Widths are in points.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import Final, NamedTuple

from branchreport.document import Appendix, Block, Chart, Heading, Table, text_of
from branchreport.style import Style
from branchreport.writers.lengths import length, longest_word
from branchreport.writers.measures import POINTS_PER_MILLIMETRE, advance, looks, text_width

_FIGURE: Final = re.compile(r"\W*\d[^至]{0,11}|\d{1,2} \w+ \d{4}|.{0,3}")
"""What stands in a column of dates, numbers, or signs, none of which is broken."""

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

_SHORT: Final = 3
"""Characters of one that always do, for its lines would hold one or two."""

_ROOMY: Final = 2 / 3
"""The part of the type area that columns may ask for with such headers; the rest is for prose."""


class Column(NamedTuple):
    """The widths that a column asks for."""

    firm: bool
    """Whether it holds dates or numbers."""
    core: float
    """So that nothing in its cells is broken badly; in a `firm` one, nothing at all."""
    least: float
    """So that its header is not, either."""
    header: float
    """So that its header stands in one line."""
    most: float
    """So that every cell stands in one line."""


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
    if sum(column.least for column in columns) < available:
        return _filled(_lowest(columns, available), columns, available)
    return _squeezed(columns, available)


def comfortable_width(table: Table, style: Style) -> float:
    """The width in which ``table`` can be read in passing, where there is room to scroll for it."""
    unit = advance(style, looks(style, "table_cell"))
    free = _free(style)
    return sum(min(column.most, _COMFORTABLE * unit + free) for column in _columns(table, style))


def _filled(widths: Sequence[float], columns: Sequence[Column], available: float) -> list[float]:
    """``widths`` with what is left over: for headers first, then for prose, if there is any."""
    filled, spare = list(widths), available - sum(widths)
    needs = [column.header - width for column, width in zip(columns, widths, strict=True)]
    for index in sorted(range(len(needs)), key=needs.__getitem__):
        if 0 < needs[index] <= spare:
            filled[index] += needs[index]
            spare -= needs[index]
    takers = (
        [i for i, column in enumerate(columns) if filled[i] < column.most and not column.firm]
        or [i for i, column in enumerate(columns) if filled[i] >= column.header]
        or range(len(columns))
    )
    for index in takers:
        filled[index] += spare / len(takers)
    return filled


def _squeezed(columns: Sequence[Column], available: float) -> list[float]:
    """The widths of ``columns`` that ask for too much: headers give way, then prose, then all."""
    cores = [column.core for column in columns]
    if sum(cores) < available:
        given = (available - sum(cores)) / sum(c.least - c.core for c in columns)
        return [column.core + given * (column.least - column.core) for column in columns]
    firm = sum(column.core for column in columns if column.firm)
    if firm < available * _ROOMY:
        given = (available - firm) / (sum(cores) - firm)
        return [column.core * (1 if column.firm else given) for column in columns]
    return [core * available / sum(cores) for core in cores]


def _lowest(columns: Sequence[Column], available: float) -> list[float]:
    """The widths by which the highest cell has the fewest lines."""
    fewer, lines = 0, 1
    while sum(_in_lines(columns, lines)) > available:
        fewer, lines = lines, lines * 2
    while lines - fewer > 1:
        middle = (fewer + lines) // 2
        if sum(_in_lines(columns, middle)) > available:
            fewer = middle
        else:
            lines = middle
    return _in_lines(columns, lines)


def _in_lines(columns: Sequence[Column], lines: int) -> list[float]:
    """The widths with which no cell has more than ``lines``."""
    return [max(column.least, column.most / lines) for column in columns]


@lru_cache(maxsize=4)  # each table is asked about several times
def _columns(table: Table, style: Style, *, unfolded: bool = False) -> list[Column]:
    rows = [[text_of(cell) for cell in row] for row in (table.header, *table.rows)]
    return [_column(style, header, cells, unfolded) for header, *cells in zip(*rows, strict=True)]


def _column(style: Style, header: str, cells: Sequence[str], unfolded: bool) -> Column:
    """The needs of a column; its header may stand in two lines, if not ``unfolded``."""
    free = _free(style)
    unit = advance(style, looks(style, "table_cell"))
    head_unit = advance(style, looks(style, "table_header"))
    core, longest = _least(cells, style), max(map(length, cells), default=0)
    head = length(header)
    whole = _UNFOLDED if unfolded else _SHORT
    folded = head if head <= whole else max(ceil(head / 2), longest_word(header))
    firm, least = core * unit, max(core * unit, folded * head_unit)
    most = max(longest * unit, head * head_unit, least)
    needs = (need * _SLACK + free for need in (firm, least, head * head_unit, most))
    return Column(_is_firm(cells), *needs)


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
