"""What a well-shaped year may still get wrong: a generator a rule, and one table of them.

A rule yields `Finding` objects, which say where and what; the engine adds the code, the severity
and the places. To add a rule, write its generator in the module of its theme and give it a line in
`RULES`.
"""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, TypeAlias

from branchreport.diagnostics import Diagnostic, Label, Severity
from branchreport.facts import Fact
from branchreport.places import Atlas, Location
from branchreport.records.record import Record, describe
from branchreport.records.year import BranchYear
from branchreport.rules import choices, counts, quotes, sections
from branchreport.rules.finding import Finding

Rule: TypeAlias = Callable[[BranchYear, dict[str, Fact]], Iterator[Finding]]


class Entry(NamedTuple):
    """A line of the table of rules."""

    code: str
    severity: Severity
    rule: Rule


RULES: Final = (
    Entry("BR301", Severity.ERROR, counts.contradicted),
    Entry("BR303", Severity.ERROR, quotes.faulty),
    Entry("BR304", Severity.ERROR, counts.mixed_units),
    Entry("BR304", Severity.ERROR, counts.two_units),
    Entry("BR305", Severity.ERROR, counts.given_twice),
    Entry("BR306", Severity.ERROR, counts.inexact_tally),
    Entry("BR308", Severity.WARNING, counts.nothing_counted),
    Entry("BR309", Severity.ERROR, sections.too_deep),
    Entry("BR502", Severity.ERROR, choices.unknown_template),
    Entry("BR503", Severity.ERROR, choices.unknown_style),
)


def check(year: BranchYear, facts: dict[str, Fact], places: Atlas) -> list[Diagnostic]:
    """Everything that the rules have to say about ``year``."""
    return [
        _diagnostic(entry, finding, year, places)
        for entry in RULES
        for finding in entry.rule(year, facts)
    ]


def _diagnostic(entry: Entry, finding: Finding, year: BranchYear, places: Atlas) -> Diagnostic:
    where = finding.location
    return Diagnostic(
        finding.code or entry.code,
        entry.severity,
        finding.message,
        places.inside(where, finding.words, finding.nth) if finding.words else places.value(where),
        _record(year, where),
        tuple(Label(places.value(place), text) for place, text in finding.labels),
        finding.help,
    )


def _record(year: BranchYear, location: Location) -> str:
    """The name of the innermost record on the way to ``location`` that has one."""
    value: object = year
    named = ""
    for step in location:
        match value:
            case Record():
                value = getattr(value, str(step), None)
            case tuple() if isinstance(step, int):
                value = value[step]
            case _:
                break
        if isinstance(value, Record) and (value.named_by or not named):
            named = describe(type(value), value.__dict__)
    return named
