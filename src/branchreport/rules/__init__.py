"""What a well-shaped year may still get wrong: a generator a rule, and one table of them.

A rule yields `Finding` objects, which say where and what; the engine adds the severity and the
places, and leaves out what the year exempts. To add a rule, write its generator in the module of
its theme, give it a line in `RULES`, its code one in `branchreport.diagnostics.CODES`, and its code
a page in each language under `branchreport/explanations`.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

from branchreport.collecting import Findings
from branchreport.diagnostics import CODES, Diagnostic, Edit, Fix, Label, Severity, Span
from branchreport.places import Atlas, Location
from branchreport.records.record import Record, describe
from branchreport.records.year import BranchYear
from branchreport.rules import (
    attendance,
    cadence,
    choices,
    counts,
    dates,
    evidence,
    followups,
    issued,
    levels,
    names,
    numbers,
    previous,
    promises,
    quotes,
    repeated,
    sections,
    wording,
)
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding, Mark
from branchreport.rules.pointing import Pointer

Rule: TypeAlias = Callable[[Case], Iterator[Finding]]


class Entry(NamedTuple):
    """A line of the table of rules."""

    code: str
    rule: Rule


RULES: Final = (
    Entry("BR205", names.quoted),
    Entry("BR206", names.joined),
    Entry("BR301", counts.contradicted),
    Entry("BR303", quotes.faulty),
    Entry("BR304", counts.mixed_units),
    Entry("BR304", counts.two_units),
    Entry("BR305", counts.given_twice),
    Entry("BR306", counts.inexact_tally),
    Entry("BR308", counts.nothing_counted),
    Entry("BR309", sections.too_deep),
    Entry("BR310", numbers.never_quoted),
    Entry("BR311", numbers.typed),
    Entry("BR313", numbers.two_numbers),
    Entry("BR401", dates.outside_period),
    Entry("BR402", dates.out_of_order),
    Entry("BR403", dates.in_the_future),
    Entry("BR404", dates.wrong_weekday),
    Entry("BR405", dates.past_deadline),
    Entry("BR411", attendance.more_present_than_due),
    Entry("BR412", cadence.too_few),
    Entry("BR421", promises.no_measure),
    Entry("BR422", promises.no_owner),
    Entry("BR423", promises.no_deadline),
    Entry("BR424", promises.no_target),
    Entry("BR425", promises.id_given_twice),
    Entry("BR426", promises.closed_without_evidence),
    Entry("BR427", sections.nothing_said),
    Entry("BR428", sections.no_place),
    Entry("BR431", evidence.faulty),
    Entry("BR434", evidence.unused),
    Entry("BR435", evidence.no_picture),
    Entry("BR441", cadence.unmet),
    Entry("BR442", choices.unknown_rule_set),
    Entry("BR425", followups.answered_twice),
    Entry("BR461", previous.unanswered),
    Entry("BR462", followups.without_evidence),
    Entry("BR463", previous.carried_again),
    Entry("BR464", repeated.word_for_word),
    Entry("BR465", followups.contradicted),
    Entry("BR466", previous.unknown_promise),
    Entry("BR467", followups.unknown_record),
    Entry("BR468", followups.no_reason),
    Entry("BR469", previous.not_found),
    Entry("BR470", followups.carried_nowhere),
    Entry("BR481", issued.changed),
    Entry("BR482", issued.not_reissued),
    Entry("BR483", issued.changed_before),
    Entry("BR451", levels.unknown),
    Entry("BR452", levels.fixed),
    Entry("BR453", cadence.needless_waiver),
    Entry("BR454", levels.given_twice),
    Entry("BR502", choices.unknown_template),
    Entry("BR503", choices.unknown_style),
    Entry("BR601", wording.slips),
)


_FURTHEST: Final = 5000
"""Findings of one rule that are looked at; far more than are reported, as some are exempted."""


def check(case: Case, places: Atlas) -> list[Diagnostic]:
    """Everything that the rules have to say about a year, but for what it exempts itself from."""
    weights = levels.Weights(case.year)
    pointer = Pointer(case.year, places)
    found = Findings()
    for entry in RULES:
        _collect(found, entry.code, entry.rule(case), case.year, weights, pointer)
    _collect(found, "BR453", weights.needless(), case.year, weights, pointer)
    return found.all()


def _collect(
    found: Findings,
    usual: str,
    findings: Iterable[Finding],
    year: BranchYear,
    weights: levels.Weights,
    pointer: Pointer,
) -> None:
    """Take ``findings`` in, but for those that the year silences, as long as there is room.

    There always is for one error, lest a document be made of a year that has none to show.
    """
    noted: set[str] = set()
    for number, finding in enumerate(islice(findings, _FURTHEST + 1)):
        code = finding.code or usual
        records = list(_records(year, finding.location))
        about = list(_records(year, finding.about)) if finding.about else records
        exempt = weights.exempts(code, about)
        severity = weights.of(code, finding.severity or CODES[code].severity)
        if not severity:
            continue
        unsound = severity is Severity.ERROR and not found.has_error
        full = found.is_full(code) and not unsound and not exempt
        if not (full or exempt):
            found.keep(_diagnostic(finding, code, severity, records, pointer))
        if (full or finding.last or number == _FURTHEST) and code not in noted:
            noted.add(code)  # those that follow are behind it, and finding a place takes time
            found.leave_out(_place(finding, pointer)[0])


def _diagnostic(
    finding: Finding,
    code: str,
    severity: Severity,
    records: list[tuple[Location, Record]],
    pointer: Pointer,
) -> Diagnostic:
    span, exact = _place(finding, pointer)
    marks = [Mark(*label) for label in finding.labels]
    return Diagnostic(
        code,
        severity,
        finding.message,
        span,
        _name(records),
        tuple(Label(_place_of(mark, pointer), mark.text) for mark in marks),
        finding.help,
        _fix(finding, span, pointer) if exact else None,
    )


def _place(finding: Finding, pointer: Pointer) -> tuple[Span, bool]:
    """Where ``finding`` is to be shown, and whether just its words stand there."""
    location, words, nth = finding.location, finding.words, finding.nth
    if finding.start is not None:
        nth = pointer.nth(location, words, finding.start)
    return pointer.place(location, words, nth, key=finding.key)


def _place_of(mark: Mark, pointer: Pointer) -> Span:
    return mark.span or pointer.place(mark.location, mark.words, mark.nth)[0]


def _fix(finding: Finding, span: Span, pointer: Pointer) -> Fix | None:
    """What may safely be put at ``span``."""
    put, location, places = finding.put, finding.location, pointer.places
    if put is None or not (finding.listed or pointer.stays_text(location, span, put)):
        return None
    if finding.listed:
        if span != places.value(location):
            return None  # in quotation marks
        if places.is_text(location[:-1]):
            put = f"[{put}]"
        elif not places.is_bracketed(location[:-1]):
            return None
    return Fix((Edit(span, put),))


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
