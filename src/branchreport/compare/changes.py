"""What changed from one year to the next, as typed values; nothing of how it is told.

Records are named by their places (`places.Location`) in the year that holds them: ``old`` ones in
the earlier, ``new`` ones in the later of two years.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Literal, NamedTuple

from branchreport.compare.recorded import Recorded
from branchreport.facts import Fact
from branchreport.growth import Growth, Turn
from branchreport.places import Location
from branchreport.quantity import Quantity
from branchreport.records.year import Period


class Reason(StrEnum):
    """Why just these days are compared."""

    WHOLE = "whole years"
    ASKED = "asked for"
    UNFINISHED = "the latest year is not over"
    SILENT = "the log of the latest year ends early"
    SHORTER = "a report is of less than a year"
    PARTS = "all reports are of the same part of a year"
    UNEQUAL = "whole reports of unequal length are asked for"
    DIFFERENT = "the reports are of different parts of a year"


class Basis(NamedTuple):
    """Which days of each year are compared; ``partial`` if they are less than whole years.

    ``months`` is how many months from the first of each period; ``asked`` if the user said so.
    ``gaps`` tells of each step how many years lie between both: 1 if one follows the other.
    """

    periods: tuple[Period, ...]
    months: int
    partial: bool = False
    asked: bool = False
    reason: Reason = Reason.WHOLE
    gaps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CountChange:
    """A figure in each of the years (None: not counted), and how it changed at each step.

    ``redefined`` if two years let it follow from the log in different ways.
    """

    name: str
    facts: tuple[Fact | None, ...]
    growths: tuple[Growth, ...]
    redefined: bool = False

    @property
    def is_same(self) -> bool:
        """Whether all years tell it alike: equal, of the same few (30余次), or not counted."""
        return all(_is_same(growth) for growth in self.growths)


def _is_same(growth: Growth) -> bool:
    return growth.turn is Turn.EQUAL or growth.old == growth.new


class KindChange(NamedTuple):
    """A kind of event of which there were some in one of two years only, by their indices."""

    name: str
    added: bool
    events: tuple[int, ...]


class RateChange(NamedTuple):
    """The attendance rate of a kind, or (with an empty name) of all events that recorded it.

    Each rate is in per cent; beside it how many were present and due, and at which events.
    """

    name: str
    rates: tuple["Rate | None", ...]
    growths: tuple[Growth, ...]

    @property
    def is_same(self) -> bool:
        """Whether it is equal in all years."""
        return all(_is_same(growth) for growth in self.growths)


class Rate(NamedTuple):
    """How many of those due were present: the share, both numbers, and the events counted."""

    share: Quantity
    present: int
    due: int
    events: tuple[int, ...]


class Link(StrEnum):
    """How it is known that two records are one and the same, the surest first."""

    EXPLICIT = "explicit"
    ID = "id"
    WORDS = "same words"
    TEXT = "text"
    DOUBTFUL = "doubtful"


class Match(NamedTuple):
    """Two records (by index) that are the same; ``score`` is from 0 to 100 for a text match."""

    old: int
    new: int
    link: Link
    score: Decimal | None = None


class SectionChange(NamedTuple):
    """A section that is only in one of two years, or in both.

    In ``match`` sections are numbered as `walks.sections_of` comes to them.
    """

    old: Location | None
    new: Location | None
    match: Match | None = None


class State(StrEnum):
    """What became of a shortcoming."""

    MENDED = "mended"
    CONTINUING = "continuing"
    RECURRING = "recurring"
    NEW = "new"
    DROPPED = "dropped"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class ShortcomingChange:
    """A shortcoming, by its indices, and what the later year says of it.

    ``followup`` is the index of the answer, ``evidence`` are the records that it names; ``years``
    counts for how many years in succession it has been there by now.
    """

    state: State
    old: int | None
    new: int | None
    match: Match | None = None
    followup: int | None = None
    evidence: tuple[Location, ...] = ()
    years: int = 1


class Verdict(StrEnum):
    """What became of a plan."""

    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT = "not fulfilled"
    UNKNOWN = "cannot be judged"


class TargetResult(NamedTuple):
    """A target beside what was counted; ``met`` is None where that cannot be said (yet)."""

    name: str
    promised: Quantity
    actual: Fact | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A plan of the earlier year, by its index, and what the later one shows for it.

    ``again`` is where it stands among the later year's plans, if it does. ``contradicted`` if it
    is said to be done, and the log says otherwise.
    """

    verdict: Verdict
    old: int
    targets: tuple[TargetResult, ...]
    followup: int | None = None
    evidence: tuple[Location, ...] = ()
    again: Match | None = None
    contradicted: bool = False
    years: int = 1


class RestatementChange(NamedTuple):
    """That a year, by its number among those compared, was restated after it was issued.

    ``restatement`` and ``issue`` are indices of its records; the issue is the document that no
    longer showed them, None where none is recorded.
    """

    year: int
    restatement: int
    issue: int | None


class Piece(NamedTuple):
    """A stretch of a text in two versions."""

    text: str
    edit: Literal["", "inserted", "deleted"] = ""


class WordingChange(NamedTuple):
    """A text that two years have in different words, at the grain of characters."""

    old: Location
    new: Location
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What two years in succession say of what counts do not tell."""

    kinds: tuple[KindChange, ...]
    sections: tuple[SectionChange, ...]
    shortcomings: tuple[ShortcomingChange, ...]
    plans: tuple[PlanChange, ...]
    wording: tuple[WordingChange, ...]

    def is_same(self, before: Recorded, after: Recorded) -> bool:
        """Whether the two years say the same: the same records, in the same words and states."""
        if self.kinds or self.wording or len(self.plans) != len(after.year.plans):
            return False
        in_both = all(each.old is not None and each.new is not None for each in self.sections)
        return (
            in_both
            and all(_is_as_before(each, before, after) for each in self.shortcomings)
            and all(_is_planned_again(each, before, after) for each in self.plans)
        )


def _is_as_before(change: ShortcomingChange, before: Recorded, after: Recorded) -> bool:
    if change.old is None or change.new is None:
        return False
    old, new = before.year.shortcomings[change.old], after.year.shortcomings[change.new]
    return old.status is new.status


def _is_planned_again(change: PlanChange, before: Recorded, after: Recorded) -> bool:
    if change.again is None:
        return False
    return before.year.plans[change.old].targets == after.year.plans[change.again.new].targets


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or more years, the earliest first, and everything that changed.

    ``months`` holds, for each month from the first of the periods on, the indices of the events of
    each year, or None for one that kept no log; ``steps`` has one fewer than there are years.
    ``left_out`` are the figures that are known of no part of a year; ``restated`` tells what was
    changed in a year after it was issued.
    """

    years: tuple[Recorded, ...]
    basis: Basis
    counts: tuple[CountChange, ...]
    months: tuple[tuple[tuple[int, ...] | None, ...], ...]
    rates: tuple[RateChange, ...]
    steps: tuple[Step, ...]
    left_out: tuple[str, ...] = ()
    restated: tuple[RestatementChange, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing changed, of all that is compared."""
        steps = zip(self.steps, pairwise(self.years), strict=True)
        return (
            all(count.is_same for count in self.counts)
            and all(rate.is_same for rate in self.rates)
            and all(len({_number(events) for events in month}) == 1 for month in self.months)
            and all(step.is_same(*years) for step, years in steps)
            and all(self._is_declared_alike(name) for name in self.left_out)
            and len({_reasons(year) for year in self.years}) == 1
        )

    def _is_declared_alike(self, name: str) -> bool:
        """Whether all years declare ``name`` with one figure, if it is not compared."""
        asked = ((year, year.asked.get(name)) for year in self.years)
        values = [None if at is None else year.year.counts[at].value for year, at in asked]
        return all(value == values[0] for value in values)


def _reasons(year: Recorded) -> tuple[tuple[datetime.date, str], ...]:
    """When and why a year was restated."""
    return tuple((each.date, each.reason) for each in year.year.restatements)


def _number(events: tuple[int, ...] | None) -> int | None:
    return None if events is None else len(events)
