"""Cadence: what a rule set asks for took place as often as it asks, with as many as it asks."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from branchreport.diagnostics import Severity
from branchreport.language import _
from branchreport.places import Location
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding

if TYPE_CHECKING:  # a year without rule sets does without them
    from branchreport.cadence import Duty
    from branchreport.records.rule_set import Obligation


def unmet(case: Case) -> Iterator[Finding]:
    """Too few events of a kind took place in a stretch of time."""
    named = {name for duty in case.duties for name in duty.obligation.names}
    others = [kind for kind in case.log.by_kind if kind not in named]
    for duty in case.duties:
        if duty.lacking:
            yield Finding(
                ("report", "rule_sets", duty.rule_set),
                _message(case, duty),
                _help(case, duty, others),
                severity=Severity.ERROR if duty.obligation.binding else Severity.WARNING,
            )


def _message(case: Case, duty: "Duty") -> str:
    from branchreport.cadence import words

    obligation = duty.obligation
    message = _("no “{kind}” in {stretches}; {asked}")
    if obligation.at_least > 1:
        message = _("fewer than {number} of “{kind}” in {stretches}; {asked}")
    return message.format(
        number=obligation.at_least,
        kind=obligation.kind,
        stretches=words.lacking(duty, case.year.report.period),
        asked=words.asked(obligation),
    )


def _help(case: Case, duty: "Duty", others: Sequence[str]) -> str:
    """What to do, by which source; what never took place may be one of the ``others``."""
    from branchreport.cadence import words

    kind, cited = duty.obligation.kind, words.cited(duty.obligation)
    if not duty.events and (other := case.guesses.closest(kind, others)):
        return _(
            "if “{other}” is meant by it, write “{kind}” as the kind, or under “counts_as”; {cited}"
        ).format(other=other, kind=kind, cited=cited)
    return _(
        "complete the log, or write under “waivers” why it was not owed; {cited} says “{word}”"
    ).format(cited=cited, word=words.word(duty.obligation))


def too_few(case: Case) -> Iterator[Finding]:
    """Fewer of those due were present than a rule set asks for."""
    told: set[int] = set()
    for duty in case.duties:
        for index in duty.events if duty.obligation.quorum else ():
            finding = _absent(case, index, duty.obligation)
            if finding and index not in told:
                told.add(index)
                yield finding


def _absent(case: Case, index: int, obligation: "Obligation") -> Finding | None:
    attendance, quorum = case.year.activities[index].attendance, obligation.quorum
    if quorum is None or attendance is None:
        return None
    due, present = attendance.due, attendance.present
    if not due or present is None or quorum.reached(present, due):
        return None
    from branchreport.cadence import words

    note = _(" ({note})").format(note=obligation.note) if obligation.note else ""
    return Finding(
        ("activities", index, "attendance"),
        words.missed(quorum, present, due),
        _(
            "correct the figures, or write under “exempt” why fewer are enough; "
            "{cited} asks for more{note}"
        ).format(cited=words.cited(obligation), note=note),
    )


def needless_waiver(case: Case) -> Iterator[Finding]:
    """A waiver is for a kind that no rule set asks for."""
    if any(chosen.rule_set is None for chosen in case.rule_sets):
        return  # what could not be read may ask for it
    asked = [duty.obligation for duty in case.duties if duty.obligation.asks]
    named = dict.fromkeys(name for obligation in asked for name in obligation.names)
    for index, waiver in enumerate(case.year.report.waivers):
        if waiver.kind not in named:
            meant = case.guesses.closest(waiver.kind, named)
            location: Location = ("report", "waivers", index, "kind")
            yield Finding(
                location,
                _("no rule set asks for “{kind}”").format(kind=waiver.kind),
                _("did you mean “{key}”?").format(key=meant) if meant else _("delete the waiver"),
            )
