"""What took place in each month of several years, counted from the first day of each."""

from collections.abc import Sequence

from branchreport.compare.basis import month_of
from branchreport.compare.changes import Basis
from branchreport.compare.recorded import Recorded


def months_of(years: Sequence[Recorded], basis: Basis) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """For each month the indices of the events of each year that began in it.

    An event outside the period of its year is in no month of it.
    """
    found: list[list[list[int]]] = [[[] for _ in years] for _ in range(basis.months)]
    for place, (year, period) in enumerate(zip(years, basis.periods, strict=True)):
        for index in year.log.indices:
            day = year.log.activities[index].date
            if period.first <= day <= period.last:
                found[month_of(period.first, day)][place].append(index)
    return tuple(tuple(tuple(events) for events in month) for month in found)
