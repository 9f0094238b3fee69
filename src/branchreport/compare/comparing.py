"""Two or more years compared: everything that changed from each of them to the next."""

import datetime
from collections.abc import Sequence
from itertools import pairwise

from branchreport.compare.attendance import rate_changes
from branchreport.compare.basis import basis_of, is_over
from branchreport.compare.changes import Basis, Comparison, Step
from branchreport.compare.counts import count_changes, kind_changes
from branchreport.compare.months import months_of
from branchreport.compare.plans import plan_steps
from branchreport.compare.recorded import Recorded
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
    """What changed in ``years``, of which there are two or more, put in the order of their periods.

    Of each only the first ``through`` months are looked at, or all with ``full_year``, or else
    those that are over in all of them at ``today`` (`basis.basis_of`). Without ``fuzzy`` no records
    are taken for the same because their texts are alike.
    """
    whole = sorted(years, key=lambda year: year.year.report.period.first)
    basis = basis_of(whole, through=through, full_year=full_year, today=today)
    known = tuple(year.through(period) for year, period in zip(whole, basis.periods, strict=True))
    return Comparison(
        known,
        basis,
        count_changes(known, basis),
        months_of(known, basis),
        rate_changes(known, basis),
        _steps(known, *_ends(whole, known, basis, today), fuzzy=fuzzy),
    )


def _ends(
    whole: Sequence[Recorded], known: Sequence[Recorded], basis: Basis, today: datetime.date
) -> tuple[list[Recorded], list[bool]]:
    """The years by which plans are judged, and whether each is over.

    A year that is over is judged as a whole, even if only a part of it is compared because another
    one is not over; but if the user asks for a part, then by that.
    """
    full_year = basis.asked and list(known) == list(whole)
    ended = [is_over(year, whole, today, full_year=full_year) for year in whole]
    if basis.asked:
        uncut = [year.within is None for year in known]
        return list(known), [over and all_ for over, all_ in zip(ended, uncut, strict=True)]
    judged = [year if over else part for year, part, over in zip(whole, known, ended, strict=True)]
    return judged, ended


def _steps(
    years: Sequence[Recorded], judged: Sequence[Recorded], over: Sequence[bool], *, fuzzy: bool
) -> tuple[Step, ...]:
    shortcomings = shortcoming_steps(years, fuzzy=fuzzy)
    plans = plan_steps(judged, over, fuzzy=fuzzy)
    steps = []
    for (before, after), mended, kept in zip(pairwise(years), shortcomings, plans, strict=True):
        sections = section_changes(before, after, fuzzy=fuzzy)
        wording = wording_changes(before, after, sections, mended, kept)
        steps.append(Step(kind_changes(before, after), sections, mended, kept, wording))
    return tuple(steps)
