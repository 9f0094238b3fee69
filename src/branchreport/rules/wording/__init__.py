"""Wording: punctuation (GB/T 15834-2011), numerals (GB/T 15835-2011), leftovers, consistency.

Only Chinese is looked at. A check is a function from a text, a paragraph a line, to its slips;
`checks.CHECKS` has a line for each. The text of all passages is searched at once, which is many
times faster than one passage after another.
"""

from collections.abc import Iterator

from branchreport.rules.case import Case
from branchreport.rules.finding import Finding
from branchreport.rules.wording.passages import Corpus, passages


def slips(case: Case) -> Iterator[Finding]:
    """Everything that is wrong with the wording of a year."""
    corpus = Corpus(passages(case.year))
    if corpus:
        from branchreport.rules.wording.checks import findings  # only Chinese needs it

        yield from findings(corpus)
