"""Follow-ups: each answer to the year before rests on records, or gives its reason."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from branchreport.diagnostics import Severity
from branchreport.language import _
from branchreport.places import Location
from branchreport.records.record import describe
from branchreport.records.year import Outcome, Plan
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding, Mark
from branchreport.rules.names import split
from branchreport.typography import unquoted

if TYPE_CHECKING:  # a year without one before it does without
    from branchreport.compare.changes import TargetResult
    from branchreport.compare.recorded import Recorded
    from branchreport.records.references import Promise

_SHOWN: Final = frozenset({Outcome.DONE, Outcome.PARTLY})
"""Outcomes that records can show."""


def answered_twice(case: Case) -> Iterator[Finding]:
    """Two follow-ups answer the same shortcoming or plan."""
    for index, followup in enumerate(case.year.followups):
        first = case.answers[followup.id]
        if first != index:
            yield Finding(
                ("followups", index, "id"),
                _("there are two answers to “{id}”").format(id=followup.id),
                _("keep one of them"),
                ((("followups", first, "id"), _("first given here")),),
            )


def without_evidence(case: Case) -> Iterator[Finding]:
    """What is said to be done, or partly so, is shown by no record."""
    for index, followup in enumerate(case.year.followups):
        if followup.outcome in _SHOWN and not followup.records:
            yield Finding(
                ("followups", index, "outcome"),
                _("something was done, but no record shows it"),
                _("write under “records” the activities, kinds or counts that show it"),
            )


def no_reason(case: Case) -> Iterator[Finding]:
    """What is dropped or carried over has no reason."""
    for index, followup in enumerate(case.year.followups):
        if followup.outcome in _SHOWN or followup.note:
            continue
        dropped = followup.outcome is Outcome.DROPPED
        yield Finding(
            ("followups", index, "outcome"),
            _("it is dropped, but nothing says why")
            if dropped
            else _("it is carried over, but nothing says why"),
            _("write the reason under “note”"),
        )


def unknown_record(case: Case) -> Iterator[Finding]:
    """What a follow-up rests on is no record of this year."""
    for index, followup in enumerate(case.year.followups):
        for nth, name in enumerate(followup.records):
            if name in case.referents or _is_marked(name, case):
                continue
            meant = case.guesses.closest(name, case.referents)
            yield Finding(
                ("followups", index, "records", nth),
                _("no record of this year is called “{name}”").format(name=name),
                _("did you mean “{key}”?").format(key=meant)
                if meant
                else _("write the id or title of an activity, a kind, a count, or a heading"),
                words=name,
            )


def _is_marked(name: str, case: Case) -> bool:
    """Whether ``name`` is known but for marks that do not belong there: other rules say so."""
    inside, parts = unquoted(name), split(name)
    several = len(parts) > 1 and all(part in case.referents for part in parts)
    return several or inside in case.referents


def carried_nowhere(case: Case) -> Iterator[Finding]:
    """What is carried over stands in no list of this year."""
    for index, followup in enumerate(case.year.followups):
        known = followup.id in case.continuing or followup.id in case.misnamed
        if followup.outcome is Outcome.CARRIED_OVER and not known:
            yield Finding(
                ("followups", index, "outcome"),
                _("it is carried over, but is neither a shortcoming nor a plan of this year"),
                _("list it there with its id, or with “continues: {id}”").format(id=followup.id),
            )


def contradicted(case: Case) -> Iterator[Finding]:
    """A plan is said to be done, but the log does not show what it promised."""
    if case.judge is None:
        return
    for name, index in case.answers.items():
        promise = case.promised.get(name)
        done = case.year.followups[index].outcome is Outcome.DONE
        if not done or promise is None or not isinstance(promise.record, Plan):
            continue
        for target in case.judge.judged(promise.record).targets:
            if target.met is False or target.actual is None:
                yield _unmet(("followups", index, "outcome"), promise, target, case.judge.earlier)


def _unmet(
    here: Location, promise: "Promise", target: "TargetResult", before: "Recorded"
) -> Finding:
    there = (*promise.location, "targets", target.name)
    named = describe(type(promise.record), promise.record.__dict__)
    actual = target.actual.exact if target.actual else None
    message = (
        _(
            "{record} is said to be done, but of its target “{name}: {promised}”"
            " the year counts {actual}"
        )
        if actual
        else _("{record} is said to be done, but nothing counts its target “{name}: {promised}”")
    )
    return Finding(
        here,
        message.format(record=named, name=target.name, promised=target.promised, actual=actual),
        _("correct the log, or the outcome")
        if actual
        else _("record what shows it, or list a count of this name"),
        (Mark(there, _("the target is given here"), span=before.places.value(there)),),
        severity=None if actual else Severity.WARNING,
    )
