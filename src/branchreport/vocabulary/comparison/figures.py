"""What a comparison tells over all of its years: figures, months, attendance, restatements."""

from collections.abc import Sequence
from functools import cached_property

from branchreport.compare.changes import (
    Comparison,
    CountChange,
    RateChange,
    Reason,
    RestatementChange,
)
from branchreport.compare.counts import total
from branchreport.compare.labels import days_of
from branchreport.compare.sentences import is_quotable, joint, told
from branchreport.compose.values import Telling, Value
from branchreport.document import Run
from branchreport.facts import Fact
from branchreport.growth import (
    Growth,
    Turn,
    difference_in_column,
    in_words,
    rate_in_column,
)
from branchreport.vocabulary.comparison.sources import Sources


class YearView(Telling):
    """A year: what it is called, whose it is, where it is kept, and which days are looked at."""

    def __init__(self, sources: Sources, at: int, label: str) -> None:
        report = sources.comparison.years[at].year.report
        period = sources.comparison.basis.periods[at]
        self.label = Value.plain(label)
        self.branch = sources.years[at].view(report.branch, ("report", "branch"), report)
        self.file = Value.plain(sources.kept_in(at))
        self.days = Value.plain(days_of(period, chinese=sources.chinese))


class BasisView(Telling):
    """Which part of the years is compared, and why.

    ``is_cut`` if it is less than was reported, ``is_uneven`` if it is not the same part.
    """

    def __init__(self, comparison: Comparison) -> None:
        self.partial = comparison.basis.partial
        self.asked = comparison.basis.asked
        self.is_cut = self.partial and comparison.basis.reason is not Reason.PARTS
        self.is_uneven = comparison.basis.reason in (Reason.UNEQUAL, Reason.DIFFERENT)
        self.reason = Value.plain(comparison.basis.reason.value)


class TotalView(Telling):
    """How many events the last year had in all, and how that changed."""

    def __init__(self, comparison: Comparison, *, chinese: bool) -> None:
        unit = "次" if chinese else ""  # in English the noun would have to be bent
        change = total(comparison.years, comparison.basis, unit)
        self.events = _figure_of(change.facts[-1], chinese=chinese)
        self.words = Value.plain(in_words(change.growths[-1], chinese=chinese))


def _figure_of(fact: Fact | None, *, chinese: bool) -> Value | None:
    """How many events ``fact`` counts; None where there was no log."""
    if fact is None:
        return None
    return Value.plain(str(fact.exact) if chinese else _events(len(fact.activities)))


class ChangeView(Telling):
    """How a figure changed in one step, for the columns of a table.

    For a single column ``told`` is the difference, or why there is none, and ``both`` has the
    percentage beside it.
    """

    def __init__(self, change: Growth, *, chinese: bool) -> None:
        self.difference = Value.plain(difference_in_column(change, chinese=chinese))
        self.rate = Value.plain(rate_in_column(change, chinese=chinese))
        moved = change.turn in (Turn.RISEN, Turn.FALLEN)
        self.told = self.difference if moved else self.rate
        both = _together(self.difference, self.rate, chinese=chinese)
        self.both = Value.plain(both) if moved and change.rate is not None else self.told


def _together(difference: str, rate: str, *, chinese: bool) -> str:
    """Both in one cell: ``+1（33.3%，基数小）``, ``+1 (33.3%, of few)``."""
    if chinese:
        return f"{difference}（{rate.replace('（', '，').replace('）', '')}）"
    return f"{difference} ({rate.replace(' (', ', ').replace(')', '')})"


class CountView(Telling):
    """A figure of several years, from the number ``first`` on, and how it changed at each step."""

    def __init__(self, sources: Sources, change: CountChange, first: int) -> None:
        self._sources = sources
        self._change = change
        self._first = first

    @cached_property
    def name(self) -> Value:
        """Its name."""
        return Value.plain(self._change.name)

    @cached_property
    def joint(self) -> Value:
        """What stands between its name and its figure."""
        return Value.plain(joint(self._change.name, chinese=self._sources.chinese))

    @cached_property
    def figures(self) -> list[Value | None]:
        """Its figure in each year, as that year's document has it; None: not counted.

        A dash where only the whole year has one.
        """
        facts = enumerate(self._change.facts)
        return [self._figure(year, fact) for year, fact in facts if year >= self._first]

    def _figure(self, year: int, fact: Fact | None) -> Value | None:
        if fact is not None:
            return self._sources.figure(year, fact)
        undivided = self._sources.comparison.years[year].is_undivided(self._change.name)
        return Value.plain("—") if undivided else None

    @property
    def rounded(self) -> "list[RoundedView]":
        """The figures that are written as ``30余次``, and reckoned with as counted."""
        facts = enumerate(self._change.facts[self._first :])
        return [RoundedView(at, fact) for at, fact in facts if fact and fact.exact != fact.quantity]

    @cached_property
    def changes(self) -> list[ChangeView]:
        """How it changed at each step."""
        return [ChangeView(each, chinese=self._sources.chinese) for each in self._growths]

    @property
    def _growths(self) -> tuple[Growth, ...]:
        return self._change.growths[self._first :]

    @property
    def is_equal(self) -> bool:
        """Whether it is known to be equal in all years."""
        return all(each.turn is Turn.EQUAL for each in self._growths)

    @property
    def is_counted(self) -> bool:
        """Whether any of the years counts it."""
        return any(self._change.facts[self._first :])

    @property
    def is_quotable(self) -> bool:
        """Whether there is a sentence to say of it."""
        return is_quotable(self._change)

    @property
    def redefined(self) -> bool:
        """Whether the years count it in different ways."""
        return self._change.redefined

    @property
    def sentence(self) -> Value:
        """What can be said of it in a report: ``主题党日12次，比上年增加8次，同比增长200.0%``."""
        text = told(self._change, chinese=self._sources.chinese)
        last = self.figures[-1]
        source = last.runs[0].source if last else None
        return Value(text, (Run(text, source and source._replace(figure="")),))

    @property
    def places(self) -> Value:
        """Where it stands in each year, and how many events it counts, the last year first."""
        facts = [each for each in enumerate(self._change.facts) if each[0] >= self._first]
        found = [self._place(year, fact) for year, fact in reversed(facts) if fact]
        between = "；" if self._sources.chinese else "; "
        return Value.plain(between.join(filter(None, found)))

    def _place(self, year: int, fact: Fact) -> str:
        source = next(self._sources.behind(year, fact), None)
        if source is None:
            return ""
        events = len(fact.activities)
        counted = f"，活动{events}条" if self._sources.chinese else f", {_events(events)}"
        return self._sources.place(source) + (counted if events else "")


class RoundedView(Telling):
    """A figure that is not exact as it is written: its year, by number, and what was counted."""

    def __init__(self, year: int, fact: Fact) -> None:
        self.year = year
        self.exact = Value.plain(fact.exact)


def _events(number: int) -> str:
    return "1 event" if number == 1 else f"{number} events"


class MonthView(Telling):
    """A month, and how many events there were in it in each of the years numbered ``logged``."""

    def __init__(self, sources: Sources, at: int, logged: Sequence[int]) -> None:
        self._sources = sources
        self._at = at
        self._logged = logged

    @cached_property
    def events(self) -> list[Value]:
        """How many events there were in each year."""
        found = self._sources.comparison.months[self._at]
        name = str(self.month)
        return [
            self._sources.years[year].number_of(found[year] or (), name) for year in self._logged
        ]

    @property
    def month(self) -> Value:
        """The number of the month, from 1 for January."""
        first = self._sources.comparison.basis.periods[-1].first
        return Value.plain((first.month - 1 + self._at) % 12 + 1)


class RateView(Telling):
    """The attendance rate of a kind of event (an empty name: of all) in each year."""

    def __init__(self, sources: Sources, change: RateChange, first: int) -> None:
        self.name = Value.plain(change.name)
        self.rates = [
            None if rate is None else sources.years[year].rate_of(rate, change.name)
            for year, rate in enumerate(change.rates)
        ][first:]
        self.people = [
            "" if rate is None else f"{rate.present}/{rate.due}" for rate in change.rates[first:]
        ]
        self.changes = [
            ChangeView(each, chinese=sources.chinese) for each in change.growths[first:]
        ]


class RestatementView(Telling):
    """That a year was restated: when and why, and which document had been issued by then."""

    def __init__(self, sources: Sources, change: RestatementChange, year: YearView) -> None:
        restated = sources.at(change.year, ("restatements", change.restatement))
        self.year = year.label
        self.date = restated.date
        self.reason = restated.reason
        self.issue = (
            None if change.issue is None else sources.at(change.year, ("issues", change.issue))
        )
