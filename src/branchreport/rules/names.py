"""Names: each stands for itself, without quotation marks, and one to an item of a list."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from branchreport.language import _
from branchreport.places import Location
from branchreport.records.walks import evidence_of, sections_of
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding
from branchreport.typography import unquoted

_OPENING: Final = frozenset("（(《〈“‘「『【[〔")
_CLOSING: Final = frozenset("）)》〉”’」』】]〕")
_SEPARATORS: Final = frozenset("，、；;,")
_LIST_BRACKETS: Final = (("【", "】"), ("［", "］"))
_NOT_PLAIN: Final = frozenset(",:#[]{}\"'&*!|>%@`")
"""What a name between brackets had better not hold without quotation marks."""

_SHORT_NAME: Final = "[\u4e00-\u9fff]{2,4}"
"""A guest's name as short as that is no phrase, as 机关工委有关同志 is."""


def quoted(case: Case) -> Iterator[Finding]:
    """A name that other records point to stands in quotation marks of its own."""
    for location, name in (*_identifiers(case), *_kinds(case)):
        inside = unquoted(name)
        if inside:
            yield Finding(
                location,
                _("“{value}” is not to be in quotation marks").format(value=inside),
                _("delete the quotation marks"),
                words=name,
                put=inside,
            )


def joined(case: Case) -> Iterator[Finding]:
    """Several names stand in one item, parted by marks that part no items.

    Titles of events and phrases for guests may hold such marks, so that these are not parted.
    """
    known = {activity.kind for activity in case.year.activities}
    themes = {activity.theme for activity in case.year.activities}
    records = {activity.title for activity in case.year.activities} | case.facts.keys()
    for location, name in (*_kinds(case), *_lists(case)):
        if _SEPARATORS.isdisjoint(name):
            continue
        parts = split(name)
        single = isinstance(location[-1], str)
        if len(parts) < 2 or name in themes or (name in known and not single):
            continue
        if single and not known & {*parts}:
            continue
        if "records" in location and name in records:
            continue
        if "guests" in location and not all(re.fullmatch(_SHORT_NAME, part) for part in parts):
            continue
        if "evidence" in location and not all("." in part for part in parts):
            continue
        unsure = single or "records" in location or "guests" in location
        plain = not any(_NOT_PLAIN & {*part} for part in parts)
        yield Finding(
            location,
            _("“{value}” is read as one name").format(value=name),
            _("write one kind, and the others under “counts_as”")
            if single
            else _("write each in an item of its own, as [{names}]").format(names=", ".join(parts)),
            words=name,
            put=", ".join(parts) if plain and not unsure else None,
            listed=True,
        )


def is_slip(name: str) -> bool:
    """Whether ``name`` is found to be quoted, or to be more names than one."""
    return bool(unquoted(name)) or len(split(name)) > 1


def split(name: str) -> list[str]:
    """The names in ``name``, parted by commas and the like outside quotation marks and brackets.

    A half-width comma parts names only where they are Chinese: ``Smith, John`` is one.
    """
    for opening, closing in _LIST_BRACKETS:
        if name.startswith(opening) and name.endswith(closing):
            name = name[1:-1]
    parts, depth = [""], 0
    for character in name:
        depth += (character in _OPENING) - (character in _CLOSING)
        if character in _SEPARATORS and depth == 0 and not name.isascii():
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


def _identifiers(case: Case) -> Iterator[tuple[Location, str]]:
    """The names by which records are pointed to, but for kinds."""
    year = case.year
    for index, activity in enumerate(year.activities):
        if activity.id:
            yield ("activities", index, "id"), activity.id
    for key, ids in (
        ("shortcomings", [shortcoming.id for shortcoming in year.shortcomings]),
        ("plans", [plan.id for plan in year.plans]),
        ("followups", [followup.id for followup in year.followups]),
    ):
        yield from (((key, index, "id"), name) for index, name in enumerate(ids))
    for index, count in enumerate(year.counts):
        if count.derivation and count.derivation.tally:
            yield ("counts", index, "from", "tally"), count.derivation.tally
    for index, followup in enumerate(year.followups):
        yield from _each(("followups", index, "records"), followup.records)


def _kinds(case: Case) -> Iterator[tuple[Location, str]]:
    """The names of kinds, and of the themes that counts ask for."""
    for index, activity in enumerate(case.year.activities):
        yield ("activities", index, "kind"), activity.kind
        yield from _each(("activities", index, "counts_as"), activity.counts_as)
    for index, count in enumerate(case.year.counts):
        if count.derivation:
            yield from _each(("counts", index, "from", "kind"), count.derivation.kind)
            yield from _each(("counts", index, "from", "theme"), count.derivation.theme)
    for location, section, _above in sections_of(case.year):
        yield from _each((*location, "kinds"), section.kinds)


def _lists(case: Case) -> Iterator[tuple[Location, str]]:
    """The names in other lists: guests, files, and records that show something."""
    yield from _each(("report", "rule_sets"), case.year.report.rule_sets)
    yield from evidence_of(case.year)
    for index, activity in enumerate(case.year.activities):
        if activity.attendance:
            guests = activity.attendance.guests
            yield from _each(("activities", index, "attendance", "guests"), guests)
    for index, followup in enumerate(case.year.followups):
        yield from _each(("followups", index, "records"), followup.records)


def _each(location: Location, names: Sequence[str]) -> Iterator[tuple[Location, str]]:
    for index, name in enumerate(names):
        yield (*location, index), name
