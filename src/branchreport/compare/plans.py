"""What became of the plans of a year: each beside what the year after it counts and says."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from branchreport.compare.changes import Match, PlanChange
from branchreport.compare.matching import Item, matches
from branchreport.compare.promises import (
    contradicts,
    evidence_of,
    followup_of,
    targets_of,
    verdict,
)
from branchreport.compare.recorded import Recorded


def plan_steps(
    years: Sequence[Recorded], over: Sequence[bool], *, fuzzy: bool = True
) -> tuple[tuple[PlanChange, ...], ...]:
    """What became of plans from each of ``years`` to the next, which may not be ``over`` yet."""
    lasting = [1] * len(years[0].year.plans)
    steps = []
    for (before, after), ended in zip(pairwise(years), over[1:], strict=True):
        found = matches(items_of(before), items_of(after), fuzzy=fuzzy)
        again = {each.old: each for each in found}
        steps.append(tuple(_changes(before, after, again, lasting, over=ended)))
        years_of = {each.new: lasting[each.old] + 1 for each in found}
        lasting = [years_of.get(index, 1) for index in range(len(after.year.plans))]
    return tuple(steps)


def items_of(year: Recorded) -> tuple[Item, ...]:
    """What the plans of ``year`` are known by."""
    listed = year.year.plans
    return tuple(Item(year.told(each.heading), each.id, each.continues or "") for each in listed)


def _changes(
    before: Recorded,
    after: Recorded,
    again: dict[int, Match],
    lasting: Sequence[int],
    *,
    over: bool,
) -> Iterator[PlanChange]:
    for index, plan in enumerate(before.year.plans):
        targets = targets_of(plan, after, over=over, earlier=before)
        answer = followup_of(plan.id, after)
        followup = None if answer is None else after.year.followups[answer]
        yield PlanChange(
            verdict(followup, targets),
            index,
            targets,
            answer,
            evidence_of(followup, after) if followup else (),
            again.get(index),
            contradicts(followup, targets),
            lasting[index] + (index in again),
        )
