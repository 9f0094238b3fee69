"""Quotes in prose: each names a count that there is, and nothing else."""

from collections.abc import Iterator

from branchreport.facts import Fact
from branchreport.quoting import quote
from branchreport.records.prose import prose_of
from branchreport.records.year import BranchYear
from branchreport.rules.finding import Finding


def unknown(year: BranchYear, facts: dict[str, Fact]) -> Iterator[Finding]:
    """Prose quotes a count that is not there."""
    yield from _faults(year, facts, "BR302")


def invalid(year: BranchYear, facts: dict[str, Fact]) -> Iterator[Finding]:
    """A quote in prose is more, or less, than the name of a count."""
    yield from _faults(year, facts, "BR303")


def _faults(year: BranchYear, facts: dict[str, Fact], code: str) -> Iterator[Finding]:
    for location, prose in prose_of(year):
        for fault in quote(prose, facts)[1]:
            if fault.code == code:
                yield Finding(location, fault.message, fault.help, (), fault.quote, fault.nth)
