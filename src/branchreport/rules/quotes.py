"""Quotes in prose: each names a count that there is, and nothing else."""

from collections.abc import Iterator

from branchreport.quoting import may_quote, quote
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding


def faulty(case: Case) -> Iterator[Finding]:
    """Prose quotes a count that is not there (BR302), or something that is no count (BR303)."""
    for location, prose in case.prose:
        for fault in quote(prose, case.facts, case.guesses)[1] if may_quote(prose) else ():
            yield Finding(
                location, fault.message, fault.help, (), fault.quote, fault.nth, fault.code
            )
