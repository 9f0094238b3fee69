"""How wide the columns of a table are, and whether it needs a page that is turned."""

from typing import Final, NamedTuple

from branchreport.document import Runs, Table, text_of
from branchreport.style import Style
from branchreport.typography import full_width_length

_WIDEST: Final = 30
"""Characters, beyond which a column asks for no more room than others."""

_COMFORTABLE: Final = 9
"""Characters of a column that can be read in passing, where there is room to scroll for it."""

_SPARE: Final = 0.5
"""Characters by which a column is wider than its cells, for rules and rounding."""

_MILLIMETRES_PER_POINT: Final = 25.4 / 72


class Columns(NamedTuple):
    """How the columns of a table are laid out; the ``shares`` of its width are 1 in all."""

    shares: tuple[float, ...]
    turned: bool
    """Whether the table stands on a page that is turned."""
    comfortable: float
    """Characters that it needs to be read in passing."""


class _Need(NamedTuple):
    """Widths of a column in characters, with what stays free on both sides."""

    least: float
    """In which it can still be read."""
    most: float
    """In which its longest cell stands in one line."""


def columns(table: Table, style: Style) -> Columns:
    """The columns of ``table``: each has its least, and its share of the rest by its longest cell.

    They are turned where `branchreport.style.TablePlace.narrowest` asks for it.
    """
    page, character = style.page, _character(style)
    free = 2 * style.table.padding / character + _SPARE
    needs = [_need(column, style, free) for column in zip(table.header, *table.rows, strict=True)]
    least = sum(need.least for need in needs)
    room = (page.width - page.left - page.right) / character
    turned = least > room and page.width < page.height
    if turned:
        room = (page.height - page.top - page.bottom) / character
    comfortable = sum(min(need.most, _COMFORTABLE + free) for need in needs)
    return Columns(_shares(needs, room - least), turned, comfortable)


def _need(column: tuple[Runs, ...], style: Style, free: float) -> _Need:
    longest = max(1, *(full_width_length(text_of(cell)) for cell in column))
    least = max(1, min(longest, style.table.narrowest))
    return _Need(least + free, longest + free)


def _shares(needs: list[_Need], rest: float) -> tuple[float, ...]:
    """The shares where ``rest`` characters are left after each column has its least."""
    more = [max(min(need.most, _WIDEST) - need.least, 0) for need in needs]
    part = max(rest, 0) / (sum(more) or 1)
    widths = [need.least + part * extra for need, extra in zip(needs, more, strict=True)]
    return tuple(width / sum(widths) for width in widths)


def _character(style: Style) -> float:
    """The width of a character in a table's cell, in millimetres."""
    cell, body = style.paragraphs.table_cell, style.paragraphs.body
    size = (cell.size if cell else None) or body.size or 12
    return size * _MILLIMETRES_PER_POINT
