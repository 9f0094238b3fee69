"""The series of a chart as lines of block characters, for forms that can draw nothing else."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Final

from branchreport.document import Chart, text_of
from branchreport.writers.characters import in_one_line
from branchreport.writers.lengths import columns_of

_BLOCKS: Final = "▁▂▃▄▅▆▇█"
"""From low to high; as all marks here they are in GBK, and as wide as each other in its fonts."""

_NOUGHT: Final = "·"
_UNKNOWN: Final = "—"
"""What stands for an empty cell."""


def sparklines(chart: Chart) -> list[str]:
    """A line for each series: its name, and a mark for each category, all on one scale.

    Stacked series have none, for they are not to be compared with each other.
    """
    table = chart.table
    if not (chart.grouped and table.rows):
        return []
    names = [in_one_line(text_of(name)) for name in table.header[1:]]
    cells = [[text_of(row[index]) for row in table.rows] for index in range(1, len(table.header))]
    highest = max((Decimal(cell or 0) for column in cells for cell in column), default=Decimal())
    widest = max(map(columns_of, names), default=0)
    return [
        f"{name}{' ' * (widest - columns_of(name))} {_marks(column, highest)}"
        for name, column in zip(names, cells, strict=True)
    ]


def _marks(cells: Sequence[str], highest: Decimal) -> str:
    return "".join(_mark(Decimal(cell), highest) if cell else _UNKNOWN for cell in cells)


def _mark(value: Decimal, highest: Decimal) -> str:
    """The lowest block that reaches ``value``."""
    if not value:
        return _NOUGHT
    height = (value * len(_BLOCKS) / highest).to_integral_value(ROUND_CEILING)
    return _BLOCKS[int(height) - 1]
