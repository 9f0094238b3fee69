"""The figures of a comparison as a table for spreadsheets (CSV)."""

import csv
import io
from itertools import pairwise
from typing import Final

from branchreport.compare.changes import Comparison, CountChange
from branchreport.compare.labels import days_of, labels
from branchreport.growth import rate_in_column
from branchreport.quantity import plain

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection")."""


def as_csv(comparison: Comparison, *, chinese: bool) -> str:
    """A row for each figure: its name and unit, its number in each year, and each change.

    Numbers are bare, so that a spreadsheet can reckon with them; what was not counted is empty.
    """
    output = io.StringIO()
    table = csv.writer(output)  # lines end as RFC 4180 has them
    years = labels(comparison.years)
    steps = [f"{old}→{new}" for old, new in pairwise(years)]
    name, unit, difference, rate, note = _COLUMNS[chinese]
    heads = [head.format(step=step) for step in steps for head in (difference, rate, note)]
    table.writerow([name, unit, *_heads(comparison, chinese=chinese), *heads])
    for change in comparison.counts:
        table.writerow(_row(change, chinese=chinese))
    return output.getvalue()


_COLUMNS: Final = {
    True: ("名称", "单位", "{step}增减", "{step}同比（%）", "{step}说明"),
    False: ("name", "unit", "{step} difference", "{step} change (%)", "{step} note"),
}


_REDEFINED: Final = {True: "（口径不一致）", False: " (counted in different ways)"}


def _heads(comparison: Comparison, *, chinese: bool) -> list[str]:
    """What the columns of the years are called; with the days, where these are a part of it."""
    names = labels(comparison.years)
    if not comparison.basis.partial:
        return list(names)
    opening, closing = ("（", "）") if chinese else (" (", ")")
    return [
        f"{name}{opening}{days_of(period, chinese=chinese)}{closing}"
        for name, period in zip(names, comparison.basis.periods, strict=True)
    ]


def _row(change: CountChange, *, chinese: bool) -> list[str]:
    figures = [plain(fact.exact.number) if fact else "" for fact in change.facts]
    unit = next((fact.exact.unit for fact in reversed(change.facts) if fact), "")
    changes: list[str] = []
    for growth in change.growths:
        difference = "" if growth.difference is None else plain(growth.difference)
        rate = "" if growth.rate is None else str(growth.rate)
        note = rate_in_column(growth, chinese=chinese)
        changes += [difference, rate, note + (_REDEFINED[chinese] if change.redefined else "")]
    return [_inert(change.name), _inert(unit), *figures, *changes]


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
