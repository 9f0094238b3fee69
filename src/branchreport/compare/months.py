"""What took place in each month of several years, counted from the first day of each."""

from collections.abc import Sequence

from branchreport.compare.basis import month_of
from branchreport.compare.changes import Basis, Reason
from branchreport.compare.recorded import Recorded


def months_of(
    years: Sequence[Recorded], basis: Basis
) -> tuple[tuple[tuple[int, ...] | None, ...], ...]:
    """For each month the indices of the events of each year that began in it.

    None for a year that kept no log: nobody knows what took place in it. An event outside the
    period of its year is in no month of it. Where years do not lie alike there are no months.
    """
    if basis.reason is Reason.DIFFERENT:
        return ()
    found: list[list[list[int]]] = [[[] for _ in years] for _ in range(basis.months)]
    for place, (year, period) in enumerate(zip(years, basis.periods, strict=True)):
        for index in year.log.indices:
            day = year.log.activities[index].date
            if period.first <= day <= period.last:
                found[month_of(period.first, day)][place].append(index)
    kept = [bool(year.year.activities) for year in years]
    return tuple(
        tuple(tuple(each) if log else None for each, log in zip(month, kept, strict=True))
        for month in found
    )
