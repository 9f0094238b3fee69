"""How promises were kept: what the year after says of each, and what its log shows.

A plan is judged here for all who ask: the rules, the comparison, and the summary. It is for the
whole of the year after, whatever part of that is compared.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from branchreport.compare.basis import MONTHS_OF_A_YEAR, whole_months
from branchreport.compare.changes import TargetResult, Verdict
from branchreport.compare.counts import figure_of
from branchreport.compare.recorded import Recorded
from branchreport.facts import Fact, held
from branchreport.places import Location
from branchreport.quantity import Exactness, Quantity
from branchreport.records.references import answers
from branchreport.records.year import Followup, Outcome, Plan

_LIMITS: Final = frozenset({Exactness.AT_MOST, Exactness.LESS})
"""Kinds of targets that more events can only miss."""

_FLOORS: Final = frozenset({Exactness.AT_LEAST, Exactness.MORE})
"""Kinds of targets that more events can only meet."""

_EVENTS: Final = frozenset({"次", "场", "期", "届", "堂", "节"})
"""Measure words of events, any of which may stand for another."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a plan, and what that rests on.

    ``followup`` is the index of the answer, ``evidence`` are the records that it names.
    ``contradicted`` if it says that all is done, and a target is not met.
    """

    verdict: Verdict
    targets: tuple[TargetResult, ...]
    followup: int | None
    evidence: tuple[Location, ...]
    contradicted: bool


@dataclass(frozen=True)
class Judge:
    """Who tells, as of ``today``, how the ``later`` year kept what the ``earlier`` one promised."""

    earlier: Recorded
    later: Recorded
    today: datetime.date

    def judged(self, plan: Plan) -> Judgement:
        """What became of ``plan``: as its answer says, but what the log shows comes first."""
        index = self.answers.get(plan.id)
        followup = None if index is None else self.later.year.followups[index]
        done = followup is not None and followup.outcome is Outcome.DONE
        lasting = not done and not self._is_past(plan.deadline)
        targets = tuple(self._targets(plan, lasting=lasting))
        contradicted = done and any(target.met is False for target in targets)
        evidence = shown_by(followup, self.later) if followup else ()
        found = _shown(targets) if contradicted else _verdict(followup, targets)
        return Judgement(found, targets, index, evidence, contradicted)

    @cached_property
    def is_over(self) -> bool:
        """Whether the later year has ended, and is no part of a year beside a longer one."""
        return self._last < self.today and not self.is_interim

    @cached_property
    def is_interim(self) -> bool:
        """Whether the later year reports on less than the earlier one did, and than a year."""
        before, after = (each.year.report.period for each in (self.earlier, self.later))
        return whole_months(after) < min(whole_months(before), MONTHS_OF_A_YEAR)

    def is_due(self, deadline: object) -> bool:
        """Whether what is to be kept by the ``deadline`` is to be answered by now.

        What has no day is due at the end of the later year; a report on a part of the year is not
        asked for it.
        """
        if isinstance(deadline, datetime.date):
            return deadline <= min(self._last, self.today)
        return self._last <= self.today and not self.is_interim

    @cached_property
    def answers(self) -> Mapping[str, int]:
        """The index of the follow-up that answers each id."""
        return answers(self.later.year)

    @property
    def _last(self) -> datetime.date:
        return self.later.year.report.period.last

    def _is_past(self, deadline: datetime.date | None) -> bool:
        """Whether the later year, which is over, is the last in which it could be kept."""
        return self.is_over and (deadline is None or deadline <= self._last)

    def _targets(self, plan: Plan, *, lasting: bool) -> Iterator[TargetResult]:
        """The targets of ``plan`` beside what was counted.

        While it is ``lasting``, nothing is said of one that what is yet to come may meet or break.
        """
        for name, promised in plan.targets.items():
            actual = self._actual(name)
            met = _is_met(promised, actual.exact) if actual else None
            if lasting and actual and _is_open(promised, actual.exact, met=met):
                met = None
            yield TargetResult(name, promised, actual, met)

    def _actual(self, name: str) -> Fact | None:
        """What is counted under ``name``: a count, a tally, or how often a kind took place.

        Of a kind of the earlier year that did not take place any more, that is nought.
        """
        later = self.later.whole
        fact = figure_of(name, later, (self.earlier.whole, later))
        return fact or next(iter(held(later.facts, later.log, [name])), None)


def _is_met(promised: Quantity, actual: Quantity) -> bool | None:
    """Whether ``actual`` is what was ``promised``; None where that cannot be said."""
    units = {_in_one_form(quantity.unit) for quantity in (promised, actual)} - {""}
    if len(units) > 1 and not units <= _EVENTS:
        return None
    return promised.met_by(actual)


def _in_one_form(unit: str) -> str:
    """``unit`` as it is of one: a ride, rides."""
    return unit.casefold().removesuffix("s")


def _is_open(promised: Quantity, actual: Quantity, *, met: bool | None) -> bool:
    """Whether what is yet to come may still meet ``promised``, or break it."""
    if met:
        return promised.exactness not in _FLOORS
    return promised.exactness not in _LIMITS and actual.least <= promised.number


def shown_by(followup: Followup, later: Recorded) -> tuple[Location, ...]:
    """Where the records stand that ``followup`` names; a name that means nothing is left out."""
    places = (place for name in followup.records for place in later.referents.get(name, ()))
    return tuple(dict.fromkeys(places))


def _verdict(followup: Followup | None, targets: Sequence[TargetResult]) -> Verdict:
    """What became of a plan: as its ``followup`` says, or else as the ``targets`` show."""
    if followup is not None:
        return _SAID[followup.outcome]
    if not targets or any(target.met is None for target in targets):
        return Verdict.UNKNOWN
    return _shown(targets)


def _shown(targets: Sequence[TargetResult]) -> Verdict:
    """How far the ``targets`` were met."""
    met = [target.met for target in targets]
    return Verdict.FULFILLED if all(met) else Verdict.PARTLY if any(met) else Verdict.NOT


_SAID: Final = {
    Outcome.DONE: Verdict.FULFILLED,
    Outcome.PARTLY: Verdict.PARTLY,
    Outcome.CARRIED_OVER: Verdict.NOT,
    Outcome.DROPPED: Verdict.NOT,
}
