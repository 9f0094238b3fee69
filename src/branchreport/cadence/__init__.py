"""How often what is owed took place: each obligation through its stretches of time.

A stretch is a calendar month, quarter, half-year or year, and is asked for where it lies in the
period as a whole. A period of nine months or more that holds no calendar year, such as one from
September to August, is itself one stretch for what is owed each year.
"""

import datetime
from bisect import bisect_right
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from branchreport.facts import Log
from branchreport.records.rule_set import Condition, Every, Obligation, RuleSet
from branchreport.records.year import BranchYear, Period, Report, Waiver

_LONGEST: Final = 5
"""Years; a period of more is a slip, and nothing is asked of it."""

_NINE_MONTHS: Final = 273
"""Days from January to September; no nine months have fewer."""


class Status(StrEnum):
    """What can be said of a stretch of time."""

    MET = "met"
    MISSING = "missing"
    EXCUSED = "excused"
    TO_COME = "to come"


class Stretch(NamedTuple):
    """The days from ``first`` to ``last``, in which ``held`` events took place."""

    first: datetime.date
    last: datetime.date
    held: int
    status: Status


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation of the set number ``rule_set``, its events by index, and its stretches.

    It ``applies`` unless its condition does not hold; stretches it has where a number is asked for.
    """

    obligation: Obligation
    rule_set: int
    events: tuple[int, ...]
    stretches: tuple[Stretch, ...]
    applies: bool

    @property
    def lacking(self) -> list[Stretch]:
        """The stretches in which too few events took place."""
        return [stretch for stretch in self.stretches if stretch.status is Status.MISSING]


class Row(NamedTuple):
    """A kind of event, month by month: how many took place, and what is to be said of it."""

    kind: str
    counts: tuple[int, ...]
    statuses: tuple[Status | None, ...]
    duty: Duty | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The months of a period and the kinds of events in them, what is owed before what is not."""

    report: Report
    months: tuple[datetime.date, ...]
    rows: tuple[Row, ...]


def duties(
    year: BranchYear, log: Log, rule_sets: Sequence[RuleSet | None], today: datetime.date
) -> tuple[Duty, ...]:
    """What ``rule_sets`` ask of ``year``, as far as it is due on the day ``today``.

    A kind that two sets name is taken from the later one. A set that could not be read is None.
    """
    waivers: dict[str, list[Waiver]] = defaultdict(list)
    for waiver in year.report.waivers:
        waivers[waiver.kind].append(waiver)
    spans = {every: tuple(_spans(every, year.report.period)) for every in Every}
    found = []
    for index, obligation in _in_force(rule_sets):
        kinds = [log.by_kind[name] for name in obligation.names if name in log.by_kind]
        events = tuple(sorted(set().union(*kinds)))
        applies = _applies(obligation, year.report, bool(events))
        stretches: tuple[Stretch, ...] = ()
        if applies and obligation.asks and obligation.every:
            excused = [waiver for name in obligation.names for waiver in waivers.get(name, ())]
            days = [log.activities[event].date for event in events]
            held = _held(spans[obligation.every], days)
            stretches = tuple(_stretches(obligation, held, year.report, excused, today))
        found.append(Duty(obligation, index, events, stretches, applies))
    return tuple(found)


def calendar(year: BranchYear, log: Log, owed: Sequence[Duty]) -> Calendar:
    """The kinds of the log of ``year`` by month: those of ``owed`` first, then the others."""
    period = year.report.period
    months = tuple(_months(period))
    named = {name for duty in owed for name in duty.obligation.names}
    kinds: list[tuple[str, Sequence[int], Duty | None]]
    kinds = [(duty.obligation.kind, duty.events, duty) for duty in owed]
    kinds += [(kind, log.by_kind[kind], None) for kind in log.by_kind if kind not in named]
    rows = (_row(kind, events, duty, len(months), period, log) for kind, events, duty in kinds)
    return Calendar(year.report, months, tuple(rows))


def number_of(condition: Condition, report: Report) -> int | None:
    """How many of what ``condition`` asks for there are; None where ``report`` does not say."""
    return report.committee if condition is Condition.COMMITTEE else report.groups


def _in_force(rule_sets: Sequence[RuleSet | None]) -> Iterator[tuple[int, Obligation]]:
    """Every obligation with the number of its set, but those of kinds that a later set names."""
    later: set[str] = set()
    seen: set[int] = set()
    found: list[list[tuple[int, Obligation]]] = []
    for index in reversed(range(len(rule_sets))):
        rule_set = rule_sets[index]
        if rule_set and id(rule_set) not in seen:
            own = rule_set.obligations
            found.append([(index, each) for each in own if each.kind not in later])
            later.update(each.kind for each in own)
            seen.add(id(rule_set))
    for obligations in reversed(found):
        yield from obligations


def _applies(obligation: Obligation, report: Report, held: bool) -> bool:
    """Whether its condition holds; where the report does not say, events speak for it."""
    if obligation.condition is None:
        return True
    number = number_of(obligation.condition, report)
    return held if number is None else number > 0


def _held(spans: Sequence[Period], days: Sequence[datetime.date]) -> list[tuple[Period, int]]:
    """Each of ``spans``, which follow one another, and how many of ``days`` lie in it."""
    starts = [span.first for span in spans]
    held = [0] * len(spans)
    for day in days:
        nearest = bisect_right(starts, day) - 1
        if nearest >= 0 and day <= spans[nearest].last:
            held[nearest] += 1
    return list(zip(spans, held, strict=True))


def _stretches(
    obligation: Obligation,
    held: Sequence[tuple[Period, int]],
    report: Report,
    waivers: Sequence[Waiver],
    today: datetime.date,
) -> Iterator[Stretch]:
    for span, number in held:
        if number >= obligation.at_least:
            status = Status.MET
        elif any(_touches(waiver, span) for waiver in waivers):
            status = Status.EXCUSED
        else:
            status = Status.MISSING if _is_due(span, report, today) else Status.TO_COME
        yield Stretch(span.first, span.last, number, status)


def _spans(every: Every, period: Period) -> Iterator[Period]:
    """The stretches of ``period`` in which an event is owed."""
    if period.last.year - period.first.year > _LONGEST:
        return
    whole = [
        span
        for span in _of_calendar(every, period)
        if period.first <= span.first and span.last <= period.last
    ]
    yield from whole
    if every is Every.YEAR and not whole and (period.last - period.first).days >= _NINE_MONTHS - 1:
        yield period


def _of_calendar(every: Every, period: Period) -> Iterator[Period]:
    for year in range(period.first.year, period.last.year + 1):
        for month in range(1, 13, every.months):
            end = month + every.months - 1
            last = datetime.date(year, end, monthrange(year, end)[1])
            yield Period(datetime.date(year, month, 1), last)


def _is_due(span: Period, report: Report, today: datetime.date) -> bool:
    """Whether ``span`` may be asked for.

    A report that is signed speaks of everything up to that day; before, what is over is due.
    """
    if report.signed and report.signed <= today:
        return span.first <= report.signed
    return span.last < today


def _touches(waiver: Waiver, span: Period) -> bool:
    starts_in_time = waiver.start is None or waiver.start <= span.last
    return starts_in_time and (waiver.end is None or waiver.end >= span.first)


def _months(period: Period) -> Iterator[datetime.date]:
    """The first days of the months that ``period`` touches."""
    if period.last.year - period.first.year > _LONGEST:
        return
    for month in _of_calendar(Every.MONTH, period):
        if month.first <= period.last and month.last >= period.first:
            yield month.first


def _row(
    kind: str, events: Sequence[int], duty: Duty | None, months: int, period: Period, log: Log
) -> Row:
    """The row of ``kind`` through the ``months`` of ``period``."""
    counts = [0] * months
    statuses: list[Status | None] = [None] * months
    days = [log.activities[event].date for event in events] if months else []
    for day in days:
        if period.first <= day <= period.last:
            counts[_month(day, period)] += 1
    for stretch in duty.stretches if duty else ():
        for month in range(_month(stretch.first, period), _month(stretch.last, period) + 1):
            statuses[month] = stretch.status
    return Row(kind, tuple(counts), tuple(statuses), duty)


def _month(day: datetime.date, period: Period) -> int:
    """The number of the month of ``day`` among those of ``period``, from 0."""
    return (day.year - period.first.year) * 12 + day.month - period.first.month
