"""The numbers that follow from the records, each with the records behind it.

A report never counts by itself: it quotes a fact.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from branchreport.quantity import Quantity, is_exact
from branchreport.records.year import Activity, BranchYear, Derivation, People, Period

if TYPE_CHECKING:  # a year without a year before does without
    from branchreport.growth import Growth

TIMES: Final = "次"
"""The measure word for events that were given none, in Chinese."""

_MOST_MONTHS: Final = 60
"""Months of a period that are laid out; a longer one is a slip."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number of the year: what was declared, what the log gives, and where both stand.

    ``count`` is the index of the record in ``counts`` that asks for it, None where the log alone
    gives it; ``activities`` are the indices of the events that were counted or added up.
    """

    name: str
    declared: Quantity | None = None
    counted: Quantity | None = None
    activities: tuple[int, ...] = ()
    derivation: Derivation | None = None
    count: int | None = None

    @property
    def quantity(self) -> Quantity:
        """The figure as the document writes it: as declared, or else as counted."""
        figure = self.declared or self.counted
        assert figure is not None, "a count without a figure is no valid record"
        return figure

    @property
    def exact(self) -> Quantity:
        """The figure to reckon with: as counted, for what is declared may be ``30余次``."""
        return self.counted or self.quantity

    @property
    def agrees(self) -> bool:
        """Whether the declared figure is true of what was counted."""
        if self.declared is None or self.counted is None:
            return True
        return self.declared.satisfied_by(self.counted.number)


class Compared(NamedTuple):
    """A number beside that of the year before (None: not counted), and how it changed."""

    before: Fact | None
    growth: "Growth"


class Log:
    """The activities of a year, found by kind, theme or tally without reading all of them.

    With ``within`` only those that began in it are there to be found; each keeps its index.
    """

    def __init__(self, activities: tuple[Activity, ...], within: Period | None = None) -> None:
        self.activities = activities
        self.indices: Sequence[int] = range(len(activities))
        if within:
            first, last = within
            self.indices = [i for i in self.indices if first <= activities[i].date <= last]

    @cached_property
    def by_kind(self) -> Mapping[str, list[int]]:
        """The indices of the events of each kind, each event once a kind."""
        found: dict[str, list[int]] = defaultdict(list)
        for index in self.indices:
            for kind in self.activities[index].kinds:
                found[kind].append(index)
        return found

    @cached_property
    def by_tally(self) -> Mapping[str, list[int]]:
        """The indices of the events that hold each tally."""
        found: dict[str, list[int]] = defaultdict(list)
        for index in self.indices:
            for tally in self.activities[index].tallies:
                found[tally].append(index)
        return found

    def matching(self, derivation: Derivation) -> tuple[int, ...]:
        """The indices of the events that ``derivation`` selects, in the order of the log.

        What was not recorded does not count as nought: an event without the tally or the
        attendance that is asked for is not among them.
        """
        indices: Iterable[int] = self.indices
        if derivation.tally:
            indices = self.by_tally.get(derivation.tally, ())
        if derivation.kind:
            kinds = {index for kind in derivation.kind for index in self.by_kind.get(kind, ())}
            indices = sorted(kinds) if not derivation.tally else kinds.intersection(indices)
        if derivation.theme:
            indices = [i for i in indices if self.activities[i].theme in derivation.theme]
        if derivation.attendance:
            people = derivation.attendance
            indices = [i for i in indices if number_of(people, self.activities[i]) is not None]
        return tuple(sorted(indices))


def number_of(people: People, activity: Activity) -> int | None:
    """How many of ``people`` were at ``activity``; None where that was not recorded."""
    attendance = activity.attendance
    if attendance is None:
        return None
    return attendance.present if people is People.PRESENT else attendance.due


def amount_of(fact: Fact, activity: Activity) -> Quantity:
    """What ``activity`` contributes to ``fact``, which counts it or adds up what it holds."""
    derivation = fact.derivation
    if derivation and derivation.tally:
        return activity.tallies[derivation.tally]
    if derivation and derivation.attendance:
        return Quantity.counted(number_of(derivation.attendance, activity) or 0, "")
    return Quantity.counted(1, "")


def gather(year: BranchYear, log: Log) -> dict[str, Fact]:
    """Every fact of ``year``, whose log is ``log``, by its name.

    What ``counts`` asks for comes first, then what the log gives unasked. Of two counts of one
    name the first is kept.
    """
    facts: dict[str, Fact] = {}
    for index, count in enumerate(year.counts):
        counted: Quantity | None = None
        activities: tuple[int, ...] = ()
        if count.derivation:
            activities = log.matching(count.derivation)
            unit = count.unit or (count.value.unit if count.value else None)
            counted = _add_up(log, count.derivation, activities, unit)
        declared = count.value
        if declared and count.unit and not declared.unit:
            declared = declared.measured_in(count.unit)
        facts.setdefault(
            count.name, Fact(count.name, declared, counted, activities, count.derivation, index)
        )
    for name, derivation in _unasked(log):
        if name not in facts:
            activities = log.matching(derivation)
            counted = _add_up(log, derivation, activities, None)
            facts[name] = Fact(name, None, counted, activities, derivation)
    return facts


def _unasked(log: Log) -> Iterator[tuple[str, Derivation]]:
    """What the log can be asked for without a count: its kinds, and tallies that add up.

    A name that is both a kind and a tally says nothing, and neither does a tally in two units or
    one that is not exact; a count has to say what is meant.
    """
    for kind in log.by_kind:
        if kind not in log.by_tally:
            yield kind, Derivation(kind=(kind,))
    for tally, indices in log.by_tally.items():
        quantities = [log.activities[index].tallies[tally] for index in indices]
        exact = all(is_exact(quantity) for quantity in quantities)
        one_unit = len({quantity.unit for quantity in quantities}) == 1
        if exact and one_unit and tally not in log.by_kind:
            yield tally, Derivation(tally=tally)


class Month(NamedTuple):
    """What took place in a month, from its ``first`` day: events by their indices in the log.

    ``held`` are those of each kind that was asked for, ``others`` those of all other kinds.
    """

    first: datetime.date
    held: tuple[tuple[int, ...], ...]
    others: tuple[int, ...]

    @property
    def events(self) -> tuple[int, ...]:
        """All of them, in the order of the log."""
        return tuple(sorted(chain(*self.held, self.others)))


def by_month(log: Log, period: Period, kinds: Sequence[str]) -> list[Month]:
    """The months of ``period``, and those outside it that have events, each with its events.

    An event stands once, under its own kind, in the month in which it began.
    """
    place = {kind: index for index, kind in enumerate(kinds)}
    found: dict[datetime.date, dict[int, list[int]]] = {first: {} for first in _months(period)}
    for index in log.indices:
        activity = log.activities[index]
        month = found.setdefault(activity.date.replace(day=1), {})
        month.setdefault(place.get(activity.kind, len(kinds)), []).append(index)
    columns = range(len(kinds) + 1)
    laid_out = {
        first: [tuple(month.get(column, ())) for column in columns]
        for first, month in sorted(found.items())
    }
    return [Month(first, tuple(held), others) for first, (*held, others) in laid_out.items()]


def _months(period: Period) -> Iterator[datetime.date]:
    """The first day of each month of ``period``, of the first `_MOST_MONTHS` at the most."""
    year, month = period.first.year, period.first.month
    for number in range(month - 1, month - 1 + _MOST_MONTHS):
        first = datetime.date(year + number // 12, number % 12 + 1, 1)
        if first > period.last:
            return
        yield first


def held(facts: Mapping[str, Fact], log: Log, kinds: Iterable[str]) -> list[Fact]:
    """How often each of ``kinds`` took place; kinds that did not are left out.

    A fact that was declared under the kind's name counts if it is about that kind and no less.
    """
    found = []
    for kind in kinds:
        whole = Derivation(kind=(kind,))
        fact = facts.get(kind)
        if fact is None or fact.derivation != whole:
            activities = log.matching(whole)
            fact = Fact(kind, None, _add_up(log, whole, activities, None), activities, whole)
        if fact.activities:
            found.append(fact)
    return found


def _add_up(
    log: Log, derivation: Derivation, activities: tuple[int, ...], unit: str | None
) -> Quantity:
    """The number of ``activities``, or the sum of what ``derivation`` names in them."""
    number: int | Decimal = len(activities)
    if derivation.tally:
        tallies = [log.activities[index].tallies[derivation.tally] for index in activities]
        number = sum((tally.number for tally in tallies), Decimal(0))
        unit = unit or next((tally.unit for tally in tallies if tally.unit), "")
    elif derivation.attendance:
        people = derivation.attendance
        number = sum(number_of(people, log.activities[index]) or 0 for index in activities)
        unit = unit or ("人次" if any(not kind.isascii() for kind in derivation.kind) else "")
    elif unit is None:
        names = (*derivation.kind, *derivation.theme)
        unit = TIMES if any(not name.isascii() for name in names) else ""
    return Quantity.counted(number, unit or "")
