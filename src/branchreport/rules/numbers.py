"""Numbers: what a count says is not typed by hand, and nothing is given two numbers."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from branchreport import shipped
from branchreport.diagnostics import Severity
from branchreport.facts import Fact
from branchreport.language import _
from branchreport.places import Location
from branchreport.quantity import Quantity, is_exact
from branchreport.quoting import as_quote, names_in
from branchreport.records.walks import sections_of
from branchreport.rules.case import Case
from branchreport.rules.counts import behind
from branchreport.rules.finding import Finding, Mark
from branchreport.rules.typed import (
    Typed,
    bare,
    last_clause,
    of_a_part,
    typed_numbers,
    without_doing,
)

_THINGS: Final = frozenset("次部本条项份篇件场期")
"""Measure words of things and events; people (名, 人) are counted in many ways."""

_VISITED: Final = frozenset({"户", "人次"})
"""Measure words of whom one sees; what was done belongs to what is counted: 走访群众30户."""

_WHOLE_YEAR: Final = "^(?:全年|年内|一年来|支部|先后|共计?|累计|合计|总计)*"

_SHORTEST: Final = 4
"""The characters of a name that is not used of many things, as 培训 and 活动 are."""

_GOES_ON: Final = "[^，。；：、！？…,;:!?的和与及以等并后]"
"""What follows a name that is only the beginning of a longer one."""


def typed(case: Case) -> Iterator[Finding]:
    """A number is typed that a count says as well: BR311, or BR312 where the count says another."""
    counts = _Counts(case.facts)
    for number in typed_numbers(case.year, counts.units):
        fact, lead = counts.of(number)
        if fact is None:
            continue
        quote = as_quote(fact.name)
        if _is_true(number.quantity, fact):
            if not of_a_part(lead + number.written):
                message = _("“{figure}” is typed by hand").format(figure=number.written)
                help_text = _("quote the count: {quote}").format(quote=quote)
                yield _finding(number, message, help_text, tuple(behind(fact))[:1], "BR311")
        elif not without_doing(lead) and number.of_the_whole(case.year.report.period):
            message = _("“{figure}” is typed, but “{name}” is {counted}").format(
                figure=number.written, name=fact.name, counted=fact.quantity
            )
            help_text = _("quote the count: {quote}; or say of which part the number is").format(
                quote=quote
            )
            found = _finding(number, message, help_text, tuple(behind(fact))[:1], "BR312")
            # a log that no count asks to be whole may be without some events
            yield found._replace(severity=Severity.WARNING) if fact.count is None else found


def two_numbers(case: Case) -> Iterator[Finding]:
    """The same thing, which is no count, is given two numbers in prose."""
    counts = _Counts(case.facts)
    first: dict[tuple[str, str], Typed] = {}
    for number in typed_numbers(case.year, _THINGS | _VISITED):
        thing = _thing(number)
        if len(thing) < _SHORTEST or not thing.isalpha() or counts.of(number)[0]:
            continue
        if not number.of_the_whole(case.year.report.period):
            continue
        other = first.setdefault((thing, number.quantity.unit), number)
        if not _agree(number.quantity, other.quantity):
            message = _("“{thing}” is {figure} here, and {other} elsewhere").format(
                thing=thing, figure=number.written, other=other.written
            )
            here = _("{figure} here").format(figure=other.written)
            elsewhere = Mark(other.location, here, other.written, other.nth)
            help_text = _("make it a count, and quote it in both places")
            yield _finding(number, message, help_text, (elsewhere,), "BR313")


def _thing(number: Typed) -> str:
    """What ``number`` counts."""
    if number.quantity.unit in _VISITED:
        return re.sub(_WHOLE_YEAR, "", last_clause(number.before))
    return number.thing


def _finding(
    number: Typed,
    message: str,
    help_text: str,
    labels: tuple[tuple[Location, str] | Mark, ...],
    code: str,
) -> Finding:
    """What is said of ``number``, at its place."""
    return Finding(number.location, message, help_text, labels, number.written, number.nth, code)


def never_quoted(case: Case) -> Iterator[Finding]:
    """A count is kept that nothing quotes: no prose, no target, no follow-up, no section's kinds.

    A year whose sections are not written yet quotes nothing, and neither is it known what a
    template of one's own quotes.
    """
    year = case.year
    if not year.achievements or year.report.template not in (None, *shipped.templates()):
        return
    used: set[str] = set()
    for _location, prose in case.prose:
        used |= names_in(prose)
    for _location, section, _above in sections_of(year):
        used.update(section.kinds)
    for plan in year.plans:
        used.update(plan.targets)
    for followup in year.followups:
        used.update(followup.records)
    for index, count in enumerate(year.counts):
        if count.name not in used:
            yield Finding(
                ("counts", index, "name"),
                _("nothing quotes “{name}”").format(name=count.name),
                _("quote it where the report speaks of it: {quote}").format(
                    quote=as_quote(count.name)
                ),
            )


class _Counts:
    """The counts of a year by what prose calls them.

    A Chinese name stands beside its number. In English the measure says what is counted (3 reading
    evenings), so that a count is known by its whole figure.
    """

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._figures: dict[Quantity, Fact] = {}
        self._named: dict[tuple[str, str], Fact] = {}
        for fact in facts.values():
            unit = fact.quantity.unit
            if unit.isascii() and unit[-1:].isalpha():
                self._figures.setdefault(fact.quantity, fact)
            elif unit and not fact.name.isascii():
                self._named[bare(fact.name), unit] = fact
        for (name, unit), fact in list(self._named.items()):
            stem = name.removesuffix("活动").removesuffix("会议")
            for also in (stem, f"{stem}活动", f"{stem}会议") if len(stem) > 1 else ():
                self._named.setdefault((also, unit), fact)
        self.units = {quantity.unit for quantity in self._figures}
        self.units |= {unit for _name, unit in self._named}
        self._lengths = sorted({len(name) for name, _unit in self._named}, reverse=True)

    def of(self, number: Typed) -> tuple[Fact | None, str]:
        """The count that ``number`` is typed in place of, and what leads to its name."""
        if fact := self._figures.get(number.quantity):
            return fact, ""
        before, after, unit = number.before, number.after, number.quantity.unit
        for length in self._lengths:
            if fact := self._named.get((before[-length:], unit)):
                return fact, before[:-length]
            if fact := self._named.get((after[:length], unit)):
                return (None, "") if re.match(_GOES_ON, after[length:]) else (fact, before)
        return None, ""


def _is_true(typed: Quantity, fact: Fact) -> bool:
    """Whether it would be true to write ``typed`` for ``fact``, as far as that is known."""
    true = fact.counted or fact.quantity
    return typed.satisfied_by(true.number) if is_exact(true) else _agree(typed, true)


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether both can be true of one number."""
    return one == other or one.satisfied_by(other.number) or other.satisfied_by(one.number)
