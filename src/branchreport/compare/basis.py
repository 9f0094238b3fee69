"""Which days of each year are compared: all of them, or the same days of each (同期口径).

Years are laid over each other by the calendar: a year is moved by whole years to where it shares
most days with the latest one. What they share then is compared, so that a half-year is set beside
the same half of the year before.
"""

import calendar
import datetime
from collections.abc import Sequence
from itertools import pairwise

from branchreport.compare.changes import Basis, Reason
from branchreport.compare.recorded import Recorded
from branchreport.records.year import Period

MONTHS_OF_A_YEAR = 12

SILENT_MONTHS = 3
"""So many whole months without an event at the end of the latest year, and its log is not at its
end, as it seems; but for a report that says itself on which day it ends."""


def month_of(first: datetime.date, day: datetime.date) -> int:
    """In which month ``day`` lies, from 0, where months begin with the day ``first``."""
    months = (day.year - first.year) * MONTHS_OF_A_YEAR + day.month - first.month
    return months - (day.day < first.day)


def last_of(first: datetime.date, months: int) -> datetime.date:
    """The last day of so many ``months`` from ``first`` on.

    A month ends the day before the same day of the next month; where that month has no such day,
    with its last (Civil Code of the PRC, article 202).
    """
    years, month = divmod(first.month - 1 + months, MONTHS_OF_A_YEAR)
    year = first.year + years
    if year > datetime.MAXYEAR:
        return datetime.date.max
    days = calendar.monthrange(year, month + 1)[1]
    if first.day > days:
        return datetime.date(year, month + 1, days)
    return datetime.date(year, month + 1, first.day) - datetime.timedelta(1)


def whole_months(period: Period) -> int:
    """How many months of ``period`` are whole."""
    months = month_of(*period)
    return months + (last_of(period.first, months + 1) == period.last)


def moved(day: datetime.date, years: int) -> datetime.date:
    """The same day so many ``years`` later; the last of a February stays its last."""
    year = min(max(day.year + years, datetime.MINYEAR), datetime.MAXYEAR)
    days = calendar.monthrange(year, day.month)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return day.replace(year=year, day=days if is_last else min(day.day, days))


def shared(period: Period, other: Period) -> Period | None:
    """The days that both have; None where there are none."""
    first, last = max(period.first, other.first), min(period.last, other.last)
    return Period(first, last) if first <= last else None


def years_between(period: Period, later: Period) -> int:
    """By how many years ``period`` is moved to share most days with ``later``."""
    apart = later.first.year - period.first.year
    return max((apart, apart - 1, apart + 1), key=lambda years: _days(_moved(period, years), later))


def _moved(period: Period, years: int) -> Period:
    return Period(moved(period.first, years), moved(period.last, years))


def _days(period: Period, other: Period) -> int:
    both = shared(period, other)
    return (both.last - both.first).days + 1 if both else 0


def basis_of(
    years: Sequence[Recorded],
    *,
    through: int | None = None,
    full_year: bool = False,
    today: datetime.date,
) -> Basis:
    """The days of each of ``years``, in any order, that are compared.

    They are those that all have in common, up to the end of the month ``through`` (1 for January);
    or else, where the latest year is not over or its log ends early, up to what it tells. With
    ``full_year`` all days of each are compared, and so they are where there are none in common.
    """
    periods = [year.year.report.period for year in years]
    newest = max(periods)
    latest = [year for year in years if year.year.report.period == newest]
    apart = [years_between(period, newest) for period in periods]
    gaps = tuple(one - other for one, other in pairwise(apart))
    common = _in_common(periods, apart)
    if full_year or common is None:
        alike = len({whole_months(period) for period in periods}) == 1
        reason = Reason.UNEQUAL if full_year else Reason.DIFFERENT
        reason = Reason.WHOLE if full_year and alike and common else reason
        return Basis(tuple(periods), _months(periods), False, full_year, reason, gaps)
    end, why = _end(latest, common, through, today)
    window = Period(common.first, min(common.last, end))
    cut = [
        shared(_moved(window, -by), period) or period
        for by, period in zip(apart, periods, strict=True)
    ]
    reason = why if window.last < common.last else _reason(periods, cut)
    partial = cut != periods or reason is Reason.PARTS
    return Basis(tuple(cut), _months(cut), partial, through is not None, reason, gaps)


def _months(periods: Sequence[Period]) -> int:
    return max(month_of(*period) for period in periods) + 1


def _in_common(periods: Sequence[Period], apart: Sequence[int]) -> Period | None:
    """The days that all ``periods`` have, where the latest of them lies; None without any.

    Years that overlap are not laid over each other, unless they begin on one day.
    """
    for one, other in pairwise(sorted(periods)):
        if other.first <= one.last and other.first != one.first:
            return None
    common: Period | None = max(periods)
    for period, years in zip(periods, apart, strict=True):
        common = shared(_moved(period, years), common) if common else None
    return common


def _end(
    latest: Sequence[Recorded], common: Period, through: int | None, today: datetime.date
) -> tuple[datetime.date, Reason]:
    """The last day to compare, and why that is not the last of what is ``common``.

    Of two versions of the ``latest`` year none is cut because the log of the other ends early.
    """
    if through is not None:
        return _end_of_month(common.first, (through - common.first.month) % 12), Reason.ASKED
    report = latest[0].year.report
    period = report.period
    events = (each for year in latest for each in year.year.activities)
    days = [each.date for each in events if period.first <= each.date <= period.last]
    if not days:
        return common.last, Reason.WHOLE
    told = _end_of_month(max(days), 0)
    if period.last >= today:
        over = today.replace(day=1) - datetime.timedelta(1)
        return max(min(told, over), _end_of_month(common.first, 0)), Reason.UNFINISHED
    if report.end is not None or len(latest) > 1 or told >= period.last:
        return common.last, Reason.WHOLE
    silent = whole_months(_after(told, period)) >= SILENT_MONTHS
    return (told, Reason.SILENT) if silent else (common.last, Reason.WHOLE)


def _after(day: datetime.date, period: Period) -> Period:
    return Period(day + datetime.timedelta(1), period.last)


def _end_of_month(day: datetime.date, later: int) -> datetime.date:
    """The last day of the month of ``day``, or of so many months ``later``."""
    return last_of(day.replace(day=1), later + 1)


def _reason(periods: Sequence[Period], cut: Sequence[Period]) -> Reason:
    if list(periods) != list(cut):
        return Reason.SHORTER
    whole = whole_months(periods[0]) >= MONTHS_OF_A_YEAR
    return Reason.WHOLE if whole else Reason.PARTS
