"""Which days of each year are compared: all of them, or the same months of each (同期口径).

Months are counted from the first day of each period, so that years of schools and years with a 29
February are cut alike. A month ends the day before the same day of the next month; where that
month has no such day, with its last (Civil Code of the PRC, article 202).
"""

import calendar
import datetime
from collections.abc import Sequence

from branchreport.compare.changes import Basis
from branchreport.compare.recorded import Recorded
from branchreport.records.year import Period

MONTHS_OF_A_YEAR = 12

SILENT_MONTHS = 2
"""So many whole months without an event at the end of a year, and its log is not at its end."""


def month_of(first: datetime.date, day: datetime.date) -> int:
    """In which month ``day`` lies, from 0, where months begin with the day ``first``."""
    months = (day.year - first.year) * MONTHS_OF_A_YEAR + day.month - first.month
    return months - (day.day < first.day)


def last_of(first: datetime.date, months: int) -> datetime.date:
    """The last day of so many ``months`` from ``first`` on."""
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


def basis_of(
    years: Sequence[Recorded],
    *,
    through: int | None = None,
    full_year: bool = False,
    today: datetime.date,
) -> Basis:
    """The days of each of ``years`` that are compared.

    They are so many months as ``through`` says, or all with ``full_year``, or else as many as are
    covered by all years. The first month is there even if it is not over: of nothing there would
    be nothing to compare.
    """
    periods = [year.year.report.period for year in years]
    months = None if full_year else through
    if months is None and not full_year:
        months = _in_common(years, today)
    cut = tuple(_cut(period, months) for period in periods)
    return Basis(
        cut,
        max(month_of(*period) for period in cut) + 1,
        partial=list(cut) != periods or _is_part(cut),
        asked=full_year or through is not None,
    )


def _in_common(years: Sequence[Recorded], today: datetime.date) -> int | None:
    """How many months all ``years`` cover; None where no year is to be cut."""
    months = [months_covered(year, today) for year in years]
    whole = [whole_months(year.year.report.period) for year in years]
    least = min(months)
    return None if least == max(whole) else least


def months_covered(year: Recorded, today: datetime.date) -> int:
    """How many months of ``year`` are over, and told by its log.

    They are those of its period; of a year that is not over, or whose log ends early, those up to
    its last event. A year without a log tells nothing of that.
    """
    period = year.year.report.period
    whole = whole_months(period)
    days = [each.date for each in year.year.activities if period.first <= each.date <= period.last]
    if not days:
        return whole
    told = min(whole, month_of(period.first, max(days)) + 1)
    if period.last >= today:
        return max(0, min(told, month_of(period.first, today)))
    return told if whole - told >= SILENT_MONTHS else whole


def _cut(period: Period, months: int | None) -> Period:
    if months is None:
        return period
    return Period(period.first, min(period.last, last_of(period.first, max(months, 1))))


def _is_part(periods: Sequence[Period]) -> bool:
    """Whether all ``periods`` are the same part of a year, and less than a whole one."""
    months = {whole_months(period) for period in periods}
    return len(months) == 1 and months.pop() < MONTHS_OF_A_YEAR


def is_over(
    year: Recorded, years: Sequence[Recorded], today: datetime.date, *, full_year: bool = False
) -> bool:
    """Whether ``year`` is over, so that what it did not do was not done.

    It is not while its period lasts, and if it is only a part of a year beside longer ones among
    ``years``; nor if its log ends early, but for ``full_year``.
    """
    period = year.year.report.period
    longest = max(whole_months(each.year.report.period) for each in years)
    covered = whole_months(period) if full_year else months_covered(year, today)
    return period.last < today and covered == longest
