"""The year before: it is there, and nothing that was promised in it goes out of sight."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from branchreport.diagnostics import Severity
from branchreport.language import N_, _
from branchreport.places import Location
from branchreport.records.record import describe
from branchreport.records.references import Promise, answers, promises
from branchreport.records.year import MendingStatus, Outcome, Plan, Shortcoming
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding, Mark
from branchreport.rules.levels import Weights

if TYPE_CHECKING:  # a year without one before it does without
    from branchreport.compare.previous import Previous
    from branchreport.compare.recorded import Recorded

_MOST_IDS: Final = 5
"""Ids that are offered where none is like the one that was written."""


def not_found(case: Case) -> Iterator[Finding]:
    """The year before is not there, is not before, or cannot be read."""
    previous = case.previous
    if previous is None:
        if case.year.followups:
            yield Finding(
                ("followups",),
                _("there is no year before that this could answer"),
                _("put its folder beside that of this year, or name it under “previous”"),
                key=True,
                about=("report",),
            )
    elif previous.fault:
        yield _unusable(previous)


def _unusable(previous: "Previous") -> Finding:
    from branchreport.compare.previous import Fault  # only two years need it

    here, as_key = (("report", "previous"), False) if previous.named else (("report",), True)
    severity = Severity.ERROR if previous.named else None
    match previous.fault:
        case Fault.MISSING:
            message = _("there is no file or folder “{path}”")
            help_text = _("write the path as seen from the folder of this year, as “../2021”")
        case Fault.NOT_BEFORE:
            message = _("“{path}” does not end before this year begins")
            help_text = _("look at the period of each, or name the year before under “previous”")
        case Fault.NOT_ADJACENT:
            message = _("“{path}” is not the year right before this one")
            help_text = _("name the year before under “previous”; nothing is compared with this")
        case _:
            message = _("the year before, “{path}”, has errors, so it cannot be compared with")
            help_text = _("run “branchreport validate {path}” on it")
            severity = None
    path = previous.report.previous if previous.fault is Fault.MISSING else previous.path
    return Finding(
        here,
        message.format(path=path),
        help_text.format(path=path),
        tuple(_at_fault(previous)),
        key=as_key,
        severity=severity,
    )


def _at_fault(previous: "Previous") -> Iterator[Mark]:
    """What in the files of the year before stands against it: its period, or its first error."""
    loaded = previous.loaded
    if loaded is None:
        return
    if loaded.value is None:
        errors = (found for found in loaded.diagnostics if found.severity is Severity.ERROR)
        for found in list(errors)[:1]:
            yield Mark((), found.message, span=found.span)
        return
    report = loaded.value.report
    there = ("report", "to" if report.end else "year")
    text = _("it ends on {day}").format(day=report.period.last.isoformat())
    yield Mark(there, text, span=loaded.places.value(there))


def unanswered(case: Case) -> Iterator[Finding]:
    """A shortcoming or plan of the year before has no answer, although it is due.

    Once this year is over, what is due later has to stand in a list of this year: whoever looks at
    the next one sees no further back.
    """
    if case.judge is None:
        return
    meant = {*_meant_and_told(case)}
    for name, promise in case.promised.items():
        if name in case.answers or name in meant or _is_closed(promise):
            continue
        if case.judge.is_due(promise.record.deadline):
            yield _unanswered(case, case.judge.earlier, promise)
        elif case.judge.is_over and name not in case.continuing:
            yield _forgotten(case, case.judge.earlier, promise)


def _meant_and_told(case: Case) -> Iterator[str | None]:
    """What is meant by the answers whose ids are found to be wrong (BR466), if that is told."""
    if not case.misnamed:
        return
    weights = Weights(case.year)
    if weights.of("BR466", Severity.ERROR) is None:
        return
    for name, meant in case.misnamed.items():
        here = ("followups", case.answers[name])
        if not weights.exempts("BR466", [(here, case.year.followups[here[1]])]):
            yield meant


def _unanswered(case: Case, before: "Recorded", promise: Promise) -> Finding:
    return Finding(
        _answering(case),
        _("{record} of {year} is not answered").format(record=_named(promise), year=before.label),
        _(
            "write “id: {id}” under “followups”, and its “outcome”: done, partly,"
            " carried over or dropped"
        ).format(id=promise.record.id),
        (_there(before, promise, _("it was written here")),),
        key=True,
        about=("report",),
    )


def _forgotten(case: Case, before: "Recorded", promise: Promise) -> Finding:
    """What has no answer, and is due when nobody looks at the year before any more."""
    return Finding(
        _answering(case),
        _("{record} of {year} is due after this year, but stands nowhere in it").format(
            record=_named(promise), year=before.label
        ),
        _("list it again with its id, or with “continues: {id}”, or answer it").format(
            id=promise.record.id
        ),
        (_there(before, promise, _("it was written here")),),
        key=True,
        about=("report",),
    )


def _answering(case: Case) -> Location:
    """Where answers stand, or else the report."""
    return ("followups",) if case.year.followups else ("report",)


def _is_closed(promise: Promise) -> bool:
    """Whether it is a shortcoming that was mended in its own year."""
    record = promise.record
    return isinstance(record, Shortcoming) and record.status is MendingStatus.CLOSED


def carried_again(case: Case) -> Iterator[Finding]:
    """A shortcoming or plan goes into its third year, or a later one."""
    for name, promise in case.promised.items():
        here = _carried(case, name)
        if here is None:
            continue
        history = list(_history(case.previous, promise))
        since = _since(history)
        if len(history) > 1 or since != history[0][0].label:
            yield Finding(
                here,
                _("{record} has been carried over since {year}").format(
                    record=_named(promise), year=since
                ),
                _("finish it, or drop it and say why"),
                tuple(
                    _there(year, then, _("in {year}").format(year=year.label))
                    for year, then in history
                ),
            )


def _carried(case: Case, name: str) -> Location | None:
    """Where this year says that the promise ``name`` goes on, if it does."""
    index = case.answers.get(name)
    if index is not None and case.year.followups[index].outcome is Outcome.CARRIED_OVER:
        return ("followups", index, "outcome")
    again = case.continuing.get(name)
    return (*again.location, "id") if again else None


def _history(
    previous: "Previous | None", promise: Promise | None
) -> Iterator[tuple["Recorded", Promise]]:
    """The years before that hold ``promise``, the last first, each with what stands there."""
    while previous and previous.recorded and promise:
        yield previous.recorded, promise
        name = promise.record.continues or promise.record.id
        previous = previous.earlier
        listed = previous.recorded.promises if previous and previous.recorded else {}
        promise = listed.get(name)


def _since(history: Sequence[tuple["Recorded", Promise]]) -> str:
    """The year from which it goes on: that before the first, if that carried it over, too."""
    first, promise = history[-1]
    answer = answers(first.year).get(promise.record.continues or promise.record.id)
    followups = first.year.followups
    carried = answer is not None and followups[answer].outcome is Outcome.CARRIED_OVER
    return str(first.year.report.period.first.year - 1) if carried else first.label


def unknown_promise(case: Case) -> Iterator[Finding]:
    """A follow-up, or the link of a shortcoming or plan, names nothing of the year before."""
    if case.before is None:
        return
    for index, followup in enumerate(case.year.followups):
        if followup.id in case.misnamed:
            yield Finding(
                ("followups", index, "id"),
                _("{year} has neither shortcoming nor plan “{id}”").format(
                    year=case.before.label, id=followup.id
                ),
                _meant(case.before, case.misnamed[followup.id], case.promised),
                words=followup.id,
            )
    yield from _unlinked(case, case.before)


def _unlinked(case: Case, before: "Recorded") -> Iterator[Finding]:
    """The links that lead to nothing, or to what is of another list."""
    lists: dict[type, dict[str, Promise]] = {Shortcoming: {}, Plan: {}}
    for name, past in case.promised.items():
        lists[type(past.record)][name] = past
    for promise in promises(case.year):
        link, kind = promise.record.continues, type(promise.record)
        if link is None or link in lists[kind]:
            continue
        said, help_text = _ELSEWHERE[kind], _("take the link out, or name what it was before")
        if link not in case.promised:
            said = _NOWHERE[kind]
            help_text = _meant(before, case.meant_before(link, lists[kind]), lists[kind])
        yield Finding(
            (*promise.location, "continues"),
            _(said).format(year=before.label, id=link),
            help_text,
            words=link,
        )


_NOWHERE: Final[dict[type, str]] = {
    Shortcoming: N_("{year} has no shortcoming “{id}”"),
    Plan: N_("{year} has no plan “{id}”"),
}
_ELSEWHERE: Final[dict[type, str]] = {
    Shortcoming: N_("“{id}” is a plan of {year}, and no shortcoming"),
    Plan: N_("“{id}” is a shortcoming of {year}, and no plan"),
}


def _meant(before: "Recorded", meant: str | None, known: Collection[str]) -> str:
    """What to do about an id that means nothing: write the one ``meant``, or one ``known``."""
    if meant:
        return _("did you mean “{key}”?").format(key=meant)
    if not known:
        return _("take it out")
    ids = [*islice(known, _MOST_IDS), *(["…"] if len(known) > _MOST_IDS else [])]
    return _("the ids of {year} are: {ids}").format(year=before.label, ids=_(", ").join(ids))


def _named(promise: Promise) -> str:
    return describe(type(promise.record), promise.record.__dict__)


def _there(year: "Recorded", promise: Promise, text: str) -> Mark:
    """The place of ``promise`` in the files of its ``year``: that of its id."""
    location = (*promise.location, "id")
    return Mark(location, text, span=year.places.value(location))
