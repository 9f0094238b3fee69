"""The scale of a chart, whatever draws it: how high its columns are, and what stands beside them.

Numbers are decimal, as a table has them, and of any size.
"""

from decimal import ROUND_CEILING, Decimal
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

from branchreport.document import Table, text_of

Rows: TypeAlias = tuple[tuple[Decimal, ...], ...]
"""For each category, the number of each series."""

_PARTS: Final = 4
"""How many steps a scale has, about."""

_LARGE: Final = 9
"""Digits after the first one, beyond which a number of the scale is in powers of ten."""


class Scale(NamedTuple):
    """A scale from 0 to ``highest``, which is a multiple of ``step``."""

    step: Decimal
    highest: Decimal

    def ticks(self) -> list[Decimal]:
        """Every number on the scale, from below."""
        return [self.step * index for index in range(int(self.highest / self.step) + 1)]

    def share(self, value: Decimal) -> float:
        """How much of the whole height ``value`` takes."""
        return float(value / self.highest)


def rows_of(table: Table) -> Rows:
    """The numbers of ``table``; an empty cell is none of anything."""
    return tuple(
        tuple(Decimal(text_of(cell) or 0) for cell in row[1:]) for row in table.rows if row
    )


def totals_of(rows: Rows) -> tuple[Decimal, ...]:
    """The height of each column, in which the series stand upon each other."""
    return tuple(sum(row, Decimal()) for row in rows)


def heights_of(rows: Rows, *, grouped: bool) -> tuple[Decimal, ...]:
    """The height of every column: each series has one of its own where they are ``grouped``."""
    return tuple(chain(*rows)) if grouped else totals_of(rows)


def scale_of(rows: Rows, *, grouped: bool) -> Scale:
    """The scale that holds every column; its steps are 1, 2 or 5 of a power of ten.

    Where all numbers are whole, so are the steps.
    """
    highest = max(heights_of(rows, grouped=grouped), default=Decimal())
    if not highest:
        return Scale(Decimal(1), Decimal(1))
    about = highest / _PARTS
    power = Decimal(1).scaleb(about.adjusted())
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= about)
    if all(value == value.to_integral_value() for row in rows for value in row):
        step = max(step, Decimal(1))
    return Scale(step, (highest / step).to_integral_value(ROUND_CEILING) * step)


def figure(value: Decimal) -> str:
    """``value`` as it is written on the scale, and above a column."""
    if value and abs(value.adjusted()) > _LARGE:
        return f"{value:.1e}"
    return f"{value.normalize():f}"
