"""What became of plans and shortcomings: what the year after says, and what its log shows."""

import datetime
from collections.abc import Sequence

from branchreport.compare.changes import TargetResult, Verdict
from branchreport.compare.counts import figure_of
from branchreport.compare.recorded import Recorded
from branchreport.facts import Fact, held
from branchreport.places import Location
from branchreport.quantity import Exactness, Quantity, is_exact
from branchreport.records.year import Followup, Outcome, Plan

_LIMITS = frozenset({Exactness.AT_MOST, Exactness.LESS})
"""Kinds of targets that more events can only miss."""


def targets_of(
    plan: Plan, later: Recorded, *, over: bool = True, earlier: Recorded | None = None
) -> tuple[TargetResult, ...]:
    """The targets of ``plan`` beside what the ``later`` year counts.

    While that year is not ``over``, a target that it does not meet yet is not missed. What the
    ``earlier`` year counts tells what else can be counted: a kind that no longer took place.
    """
    found = []
    for name, promised in plan.targets.items():
        actual = _actual(name, later, earlier)
        met = _is_met(promised, actual) if actual else None
        if met is False and not over and actual and _is_short_of(promised, actual):
            met = None
        found.append(TargetResult(name, promised, actual, met))
    return tuple(found)


def _is_met(promised: Quantity, actual: Fact) -> bool | None:
    """Whether ``actual`` is what was ``promised``; None where the two cannot be compared."""
    figure = actual.exact
    if not is_exact(figure):
        return None
    units = {promised.unit, figure.unit} - {""}
    if len(units) > 1 and not _counts_events(actual):
        return None
    return promised.satisfied_by(figure.number)


def _is_short_of(promised: Quantity, actual: Fact) -> bool:
    """Whether what is yet to come may still make ``promised`` true."""
    return promised.exactness not in _LIMITS and actual.exact.number <= promised.number


def _counts_events(fact: Fact) -> bool:
    """Whether ``fact`` is a number of events, which is the same in every measure word."""
    derivation = fact.derivation
    return derivation is not None and not derivation.tally and not derivation.attendance


def _actual(name: str, later: Recorded, earlier: Recorded | None) -> Fact | None:
    """What ``later`` counts under ``name``: a count, a tally, or how often a kind took place."""
    fact = figure_of(name, later, (earlier, later) if earlier else (later,))
    return fact or next(iter(held(later.facts, later.log, [name])), None)


def followup_of(promise: str, later: Recorded) -> int | None:
    """The index of the answer to the shortcoming or plan whose id is ``promise``."""
    found = (i for i, each in enumerate(later.year.followups) if each.id == promise)
    return next(found, None)


def evidence_of(followup: Followup, later: Recorded) -> tuple[Location, ...]:
    """Where the records stand that ``followup`` names; a name that means nothing is left out."""
    places = (place for name in followup.records for place in later.referents.get(name, ()))
    return tuple(dict.fromkeys(places))


def contradicts(followup: Followup | None, targets: Sequence[TargetResult]) -> bool:
    """Whether a plan is said to be done, and one of its targets is not met."""
    said = followup is not None and followup.outcome is Outcome.DONE
    return said and any(target.met is False for target in targets)


def verdict(followup: Followup | None, targets: Sequence[TargetResult]) -> Verdict:
    """What became of a plan: as the ``followup`` says it, but what the log shows comes first."""
    met = [target.met for target in targets]
    if contradicts(followup, targets):
        return Verdict.PARTLY if any(met) else Verdict.NOT
    if followup is not None:
        return _SAID[followup.outcome]
    if not met or None in met:
        return Verdict.UNKNOWN
    return Verdict.FULFILLED if all(met) else Verdict.PARTLY if any(met) else Verdict.NOT


_SAID = {
    Outcome.DONE: Verdict.FULFILLED,
    Outcome.PARTLY: Verdict.PARTLY,
    Outcome.CARRIED_OVER: Verdict.NOT,
    Outcome.DROPPED: Verdict.NOT,
}


def is_due(deadline: object, earlier: Recorded, later: Recorded, today: datetime.date) -> bool:
    """Whether what was promised in ``earlier`` is to be answered by now.

    What has no day is due at the end of the year after.
    """
    first, last = earlier.year.report.period
    end = last + (last - first) if not isinstance(deadline, datetime.date) else deadline
    return end <= min(later.year.report.period.last, today)
