"""Shortcomings and plans: each has what makes it possible to ask for it next year."""

from collections.abc import Iterator, Sequence

from branchreport.language import _
from branchreport.places import Location
from branchreport.records.year import Activity, MendingStatus, Plan, Shortcoming
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding


def no_measure(case: Case) -> Iterator[Finding]:
    """A shortcoming says nothing of how it is mended."""
    for index, shortcoming in enumerate(case.year.shortcomings):
        if not shortcoming.measures:
            yield Finding(
                ("shortcomings", index),
                _("no measure says how this is mended"),
                _("write at least one measure"),
            )


def no_owner(case: Case) -> Iterator[Finding]:
    """Nobody is responsible for mending a shortcoming."""
    for index, shortcoming in enumerate(case.year.shortcomings):
        if shortcoming.owner is None:
            yield Finding(
                ("shortcomings", index),
                _("nobody is responsible for mending this"),
                _("write who is responsible"),
            )


def no_deadline(case: Case) -> Iterator[Finding]:
    """Nothing says by when a shortcoming is mended."""
    for index, shortcoming in enumerate(case.year.shortcomings):
        standing = shortcoming.status is MendingStatus.STANDING
        if shortcoming.deadline is None and not standing:
            yield Finding(
                ("shortcomings", index),
                _("nothing says by when this is mended"),
                _("write a day, or how it is to be mended"),
            )


def no_target(case: Case) -> Iterator[Finding]:
    """A plan has no target that can be measured."""
    for index, plan in enumerate(case.year.plans):
        if not plan.targets:
            yield Finding(
                ("plans", index),
                _("the plan has no target that can be measured"),
                _("write a target, the name of a kind or count and how many"),
            )


def id_given_twice(case: Case) -> Iterator[Finding]:
    """Two records have one id, so nothing can point at either of them."""
    first: dict[str, Location] = {}
    lists: tuple[tuple[str, Sequence[Activity | Shortcoming | Plan]], ...] = (
        ("activities", case.year.activities),
        ("shortcomings", case.year.shortcomings),
        ("plans", case.year.plans),
    )
    for key, records in lists:
        for index, record in enumerate(records):
            here: Location = (key, index, "id")
            if record.id is None:
                continue
            if record.id in first:
                yield Finding(
                    here,
                    _("there are two records with the id “{id}”").format(id=record.id),
                    _("give one of them another id"),
                    ((first[record.id], _("first given here")),),
                )
            first.setdefault(record.id, here)


def closed_without_evidence(case: Case) -> Iterator[Finding]:
    """A shortcoming is closed, but no step of its progress shows evidence."""
    for index, shortcoming in enumerate(case.year.shortcomings):
        closed = shortcoming.status is MendingStatus.CLOSED
        if closed and not any(step.evidence for step in shortcoming.progress):
            yield Finding(
                ("shortcomings", index, "status"),
                _("it is closed, but nothing shows that it is mended"),
                _("add the step with its date and evidence, or set another status"),
            )
