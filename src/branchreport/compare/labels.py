"""What the years of a comparison and their days are called, in tables for people and programs."""

from collections import Counter
from collections.abc import Sequence

from branchreport.compare.recorded import Recorded
from branchreport.records.year import Period

_FIRST = ord("①")
_MOST = 20
"""Circled numbers that stand in a row in Unicode."""


def labels(years: Sequence[Recorded]) -> tuple[str, ...]:
    """A label for each of ``years``; two of one label have a number: ``2022①``, ``2022②``.

    A year that is named twice is the same one, and called the same.
    """
    plain = [year.label for year in years]
    if not told_apart(years):
        return tuple(plain)
    several = {label for label, number in Counter(plain).items() if number > 1}
    found, seen = [], Counter[str]()
    for label in plain:
        seen[label] += 1
        found.append(label + _circled(seen[label]) if label in several else label)
    return tuple(found)


def told_apart(years: Sequence[Recorded]) -> bool:
    """Whether two of ``years`` have one label and are kept in other files."""
    known = {(year.label, tuple(sorted(year.places.lines))) for year in years}
    return len(known) > len({year.label for year in years})


def _circled(number: int) -> str:
    return chr(_FIRST + number - 1) if number <= _MOST else f"({number})"


_MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def days_of(period: Period, *, chinese: bool) -> str:
    """The days of ``period``: ``1月1日至9月30日``, ``1 Jan to 30 Sep``; of two years, with them."""
    one_year = period.first.year == period.last.year
    if chinese:
        told = [f"{day.month}月{day.day}日" for day in period]
        years = ["" if one_year else f"{day.year}年" for day in period]
        return "至".join(year + day for year, day in zip(years, told, strict=True))
    told = [f"{day.day} {_MONTHS[day.month - 1]}" for day in period]
    years = ["" if one_year else f" {day.year}" for day in period]
    return " to ".join(day + year for year, day in zip(years, told, strict=True))
