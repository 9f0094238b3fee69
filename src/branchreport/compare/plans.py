"""What became of the plans of a year, and which of them stand again in the year after."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from branchreport.compare.changes import Match, PlanChange
from branchreport.compare.matching import Item, matches
from branchreport.compare.promises import Judge
from branchreport.compare.recorded import Recorded


def plan_changes(
    years: Sequence[Recorded], today: datetime.date, *, fuzzy: bool = True
) -> tuple[tuple[PlanChange, ...], ...]:
    """What became of plans from each of ``years`` to the next, as of ``today``."""
    return tuple(_steps(years, today, fuzzy=fuzzy))


def _steps(
    years: Sequence[Recorded], today: datetime.date, *, fuzzy: bool
) -> Iterator[tuple[PlanChange, ...]]:
    lasting = [1] * len(years[0].year.plans)
    for before, after in pairwise(years):
        found = matches(items_of(before), items_of(after), fuzzy=fuzzy)
        again = {each.old: each for each in found}
        yield tuple(_changes(Judge(before, after, today), again, lasting))
        years_of = {each.new: lasting[each.old] + 1 for each in found}
        lasting = [years_of.get(index, 1) for index in range(len(after.year.plans))]


def items_of(year: Recorded) -> tuple[Item, ...]:
    """What the plans of ``year`` are known by."""
    listed = year.year.plans
    return tuple(Item(year.told(each.heading), each.id, each.continues or "") for each in listed)


def _changes(
    judge: Judge, again: Mapping[int, Match], lasting: Sequence[int]
) -> Iterator[PlanChange]:
    for index, plan in enumerate(judge.earlier.year.plans):
        judged = judge.judged(plan)
        yield PlanChange(
            judged.verdict,
            index,
            judged.targets,
            judged.followup,
            judged.evidence,
            again.get(index),
            judged.contradicted,
            lasting[index] + (index in again),
        )
