"""How a figure grew at each step from one year to the next, on the basis of a comparison."""

from collections.abc import Sequence
from itertools import pairwise

from branchreport.compare.changes import Basis, Reason
from branchreport.compare.recorded import Recorded
from branchreport.growth import Growth, Turn, growth
from branchreport.quantity import Quantity


def growths(
    figures: Sequence[Quantity | None], years: Sequence[Recorded], basis: Basis
) -> tuple[Growth, ...]:
    """How the ``figures`` of ``years`` changed at each step, None where nobody counted."""
    return tuple(
        _growth(*step, basis, "" if gap == 1 else before.label)
        for step, gap, before in zip(pairwise(figures), basis.gaps, years, strict=False)
    )


def _growth(old: Quantity | None, new: Quantity | None, basis: Basis, since: str) -> Growth:
    if old and new and basis.reason is Reason.DIFFERENT:
        return Growth(Turn.INCOMPARABLE, old, new, since=since)
    return growth(old, new, same_period=basis.partial, since=since)
