"""A figure beside that of the year before: what was counted then, and how it changed."""

from branchreport.compare.counts import figure_of, growth_of
from branchreport.compare.recorded import Recorded
from branchreport.facts import Compared


def compared(name: str, before: Recorded, after: Recorded) -> Compared:
    """The figure ``name`` of the year ``before``, and how it changed to the one ``after``."""
    return Compared(figure_of(name, before, (before, after)), growth_of(name, before, after))
