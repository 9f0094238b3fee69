"""Attendance rates of several years: how many of those due were present."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from branchreport.compare.changes import Basis, Rate, RateChange
from branchreport.compare.growing import growths
from branchreport.compare.recorded import Recorded
from branchreport.facts import number_of
from branchreport.growth import share
from branchreport.records.year import People

ALL = ""
"""The name of the rate of all events, whatever their kind."""


def rate_changes(years: Sequence[Recorded], basis: Basis) -> tuple[RateChange, ...]:
    """The rate of all events, then that of each kind, those of the latest year first.

    Only events that recorded both numbers are counted; a rate that no year knows is left out.
    """
    known = [_rates(year) for year in years]
    names = dict.fromkeys(name for rates in reversed(known) for name in rates)
    return tuple(
        _change(name, tuple(rates.get(name) for rates in known), years, basis)
        for name in sorted(names, key=lambda name: name != ALL)
    )


def _change(
    name: str, rates: tuple[Rate | None, ...], years: Sequence[Recorded], basis: Basis
) -> RateChange:
    shares = [rate.share if rate else None for rate in rates]
    return RateChange(name, rates, growths(shares, years, basis))


def _rates(year: Recorded) -> Mapping[str, Rate]:
    events: dict[str, list[int]] = defaultdict(list)
    for index in year.log.indices:
        activity = year.log.activities[index]
        if None not in (number_of(People.PRESENT, activity), number_of(People.DUE, activity)):
            for name in (ALL, *activity.kinds):
                events[name].append(index)
    rates = {name: _rate(year, indices) for name, indices in events.items()}
    return {name: rate for name, rate in rates.items() if rate}


def _rate(year: Recorded, indices: Sequence[int]) -> Rate | None:
    """The rate at the events ``indices``; None where nobody was due."""
    activities = [year.log.activities[index] for index in indices]
    present = sum(number_of(People.PRESENT, activity) or 0 for activity in activities)
    due = sum(number_of(People.DUE, activity) or 0 for activity in activities)
    return Rate(share(present, due), present, due, tuple(indices)) if due else None
