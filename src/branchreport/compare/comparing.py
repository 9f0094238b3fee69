"""Two or more years compared: everything that changed from each of them to the next."""

import datetime
from collections.abc import Sequence
from itertools import pairwise

from branchreport.compare.attendance import rate_changes
from branchreport.compare.basis import basis_of
from branchreport.compare.changes import Basis, Comparison, PlanChange, ShortcomingChange, Step
from branchreport.compare.counts import count_changes, kind_changes, undivided
from branchreport.compare.months import months_of
from branchreport.compare.plans import plan_changes
from branchreport.compare.recorded import Recorded
from branchreport.compare.restated import restatement_changes
from branchreport.compare.sections import section_changes
from branchreport.compare.shortcomings import shortcoming_steps
from branchreport.compare.wording import wording_changes


def compare(
    years: Sequence[Recorded],
    *,
    through: int | None = None,
    full_year: bool = False,
    fuzzy: bool = True,
    today: datetime.date,
) -> Comparison:
    """What changed from each of ``years``, of which there are two or more, to the next.

    Which days of each are looked at is said by `basis.basis_of`; plans are judged by whole years.
    Without ``fuzzy`` no records are taken for the same because their texts are alike.
    """
    whole = list(years)
    basis = basis_of(whole, through=through, full_year=full_year, today=today)
    known = tuple(year.through(period) for year, period in zip(whole, basis.periods, strict=True))
    return Comparison(
        known,
        basis,
        count_changes(known, basis),
        months_of(known, basis),
        rate_changes(known, basis),
        _steps(known, whole, basis, today, fuzzy=fuzzy),
        undivided(known),
        restatement_changes(known),
    )


def _steps(
    years: Sequence[Recorded],
    whole: Sequence[Recorded],
    basis: Basis,
    today: datetime.date,
    *,
    fuzzy: bool,
) -> tuple[Step, ...]:
    """What each step tells; what became of promises is told of years in their order only."""
    shortcomings = shortcoming_steps(years, fuzzy=fuzzy)
    plans = plan_changes(whole, today, fuzzy=fuzzy)
    told = zip(pairwise(years), shortcomings, plans, basis.gaps, strict=True)
    return tuple(
        _step(*step, *((mended, kept) if gap >= 0 else ((), ())), fuzzy=fuzzy)
        for step, mended, kept, gap in told
    )


def _step(
    before: Recorded,
    after: Recorded,
    shortcomings: tuple[ShortcomingChange, ...],
    plans: tuple[PlanChange, ...],
    *,
    fuzzy: bool,
) -> Step:
    sections = section_changes(before, after, fuzzy=fuzzy)
    wording = wording_changes(before, after, sections, shortcomings, plans)
    return Step(kind_changes(before, after), sections, shortcomings, plans, wording)
