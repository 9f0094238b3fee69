"""What a well-shaped year may still get wrong: a generator a rule, and one table of them.

A rule yields `Finding` objects, which say where and what; the engine adds the severity and the
places, and leaves out what the year exempts. To add a rule, write its generator in the module of
its theme, give it a line in `RULES`, its code one in `branchreport.diagnostics.CODES`, and its code
a page in each language under `branchreport/explanations`.
"""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, TypeAlias

from branchreport.diagnostics import CODES, Diagnostic, Edit, Fix, Label, Severity
from branchreport.places import Atlas, Location
from branchreport.records.record import Record, describe
from branchreport.records.year import BranchYear
from branchreport.rules import choices, counts, levels, quotes, sections, wording
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding

Rule: TypeAlias = Callable[[Case], Iterator[Finding]]


class Entry(NamedTuple):
    """A line of the table of rules."""

    code: str
    rule: Rule


RULES: Final = (
    Entry("BR301", counts.contradicted),
    Entry("BR303", quotes.faulty),
    Entry("BR304", counts.mixed_units),
    Entry("BR304", counts.two_units),
    Entry("BR305", counts.given_twice),
    Entry("BR306", counts.inexact_tally),
    Entry("BR308", counts.nothing_counted),
    Entry("BR309", sections.too_deep),
    Entry("BR451", levels.unknown),
    Entry("BR452", levels.fixed),
    Entry("BR502", choices.unknown_template),
    Entry("BR503", choices.unknown_style),
    Entry("BR601", wording.slips),
)


def check(case: Case, places: Atlas) -> list[Diagnostic]:
    """Everything that the rules have to say about a year, but for what it exempts itself from."""
    weights = levels.Weights(case.year)
    found = []
    for entry in RULES:
        for finding in entry.rule(case):
            code = finding.code or entry.code
            severity = weights.of(code, finding.severity or CODES[code].severity)
            records = list(_records(case.year, finding.location))
            if severity and not weights.exempts(code, records):
                found.append(_diagnostic(finding, code, severity, records, case.year, places))
    for finding in weights.needless():
        severity = weights.of("BR453", CODES["BR453"].severity)
        records = list(_records(case.year, finding.location))
        if severity:
            found.append(_diagnostic(finding, "BR453", severity, records, case.year, places))
    return found


def _diagnostic(
    finding: Finding,
    code: str,
    severity: Severity,
    records: list[tuple[Location, Record]],
    year: BranchYear,
    places: Atlas,
) -> Diagnostic:
    where = finding.location
    span = places.key(where) if finding.key else places.value(where)
    exact = False
    if finding.words:
        nth = finding.nth + _before(year, places, finding)
        span, exact = places.words(where, finding.words, nth)
    return Diagnostic(
        code,
        severity,
        finding.message,
        span,
        _name(records),
        tuple(Label(places.value(place), text) for place, text in finding.labels),
        finding.help,
        Fix((Edit(span, finding.put),)) if exact and finding.put is not None else None,
    )


def _before(year: BranchYear, places: Atlas, finding: Finding) -> int:
    """How often the words of ``finding`` stand in paragraphs before, where one text holds them."""
    *above, last = finding.location
    if not isinstance(last, int) or not places.is_text(above):
        return 0
    paragraphs: object = year
    for step in above:
        if isinstance(paragraphs, Record):
            paragraphs = getattr(paragraphs, str(step))
        elif isinstance(paragraphs, tuple) and isinstance(step, int):
            paragraphs = paragraphs[step]
    assert isinstance(paragraphs, tuple), "only paragraphs share one text"
    return sum(str(text).count(finding.words) for text in paragraphs[:last])


def _records(year: BranchYear, location: Location) -> Iterator[tuple[Location, Record]]:
    """The records on the way to ``location``, the outermost first."""
    value: object = year
    for depth, step in enumerate(location):
        match value:
            case Record():
                value = getattr(value, _field(type(value), str(step)), None)
            case tuple() if isinstance(step, int):
                value = value[step]
            case _:
                return
        if isinstance(value, Record):
            yield location[: depth + 1], value


def _field(model: type[Record], key: str) -> str:
    """The field that is written as ``key``: some have another name in Python."""
    if key in model.model_fields:
        return key
    return next((name for name, info in model.model_fields.items() if info.alias == key), key)


def _name(records: list[tuple[Location, Record]]) -> str:
    """The name of the innermost record that has one."""
    named = [record for _, record in records if record.named_by] or [r for _, r in records[:1]]
    return describe(type(named[-1]), named[-1].__dict__) if named else ""
