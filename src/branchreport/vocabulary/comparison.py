"""What the template of a comparison may name: years side by side, as values with their sources."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from posixpath import commonpath, dirname
from typing import Any, Final

from branchreport.compare.changes import (
    Comparison,
    CountChange,
    KindChange,
    Match,
    PlanChange,
    RateChange,
    SectionChange,
    ShortcomingChange,
    Step,
    TargetResult,
    WordingChange,
)
from branchreport.compare.counts import sentence, total
from branchreport.compare.recorded import Recorded
from branchreport.compose.values import Telling, Value
from branchreport.document import Run, Source
from branchreport.facts import Fact
from branchreport.growth import (
    Growth,
    Turn,
    difference_in_column,
    in_words,
    rate_in_column,
)
from branchreport.places import Location
from branchreport.records.choices import Aspect
from branchreport.records.walks import record_at, value_at
from branchreport.vocabulary import Vocabulary

_NAMED: Final = 2
"""Records behind a figure that are named; how many more there are is told by number."""


class ComparisonVocabulary:
    """The names of the template of one comparison; ``shown`` is what of it is asked for.

    ``short`` where only the figures are told, ``paged`` where it is for paper.
    """

    def __init__(
        self,
        comparison: Comparison,
        shown: Collection[Aspect],
        language: str,
        *,
        short: bool = False,
        paged: bool = False,
    ) -> None:
        self.comparison = comparison
        self.chinese = language.startswith("zh")
        self.years = [
            Vocabulary(year.year, year.facts, year.places, language, Path())
            for year in comparison.years
        ]
        self._shown = [str(aspect) for aspect in Aspect if aspect in shown]
        self._flags = {"short": short, "paged": paged}

    def names(self) -> dict[str, Any]:
        """Every name at the top of the template."""
        comparison, unit = self.comparison, "次" if self.chinese else "events"
        years = [YearView(self, index) for index in range(len(self.years))]
        return {
            "years": years,
            "basis": BasisView(comparison),
            "same": comparison.is_same,
            "shown": self._shown,
            **self._flags,
            "total": CountView(self, total(comparison.years, comparison.basis, unit)),
            "counts": [CountView(self, change) for change in comparison.counts],
            "months": [MonthView(self, at) for at in range(len(comparison.months))],
            "rates": [RateView(self, change) for change in comparison.rates],
            "steps": [StepView(self, at, step, years) for at, step in enumerate(comparison.steps)],
        }

    def named(self, year: int, location: Location) -> Source:
        """The record at ``location`` of a year, as the source of what is said."""
        words = self.years[year]
        return words.source(location, record_at(words.year, location))

    def at(self, year: int, location: Location) -> Any:
        """What a year says at ``location``."""
        words = self.years[year]
        owner = record_at(words.year, location[:-1]) if len(location) > 1 else None
        return words.view(value_at(words.year, location), location, owner)

    def figure(self, year: int, fact: Fact) -> Value:
        """A figure of a year as its document has it."""
        source = next(self.sources(year, fact), None)
        return Value(fact.quantity, (Run(str(fact.quantity), source),))

    def sources(self, year: int, fact: Fact) -> Iterator[Source]:
        """The records behind a figure: the one that asks for it, and the events counted."""
        if fact.count is not None:
            yield self.named(year, ("counts", fact.count))
        for index in fact.activities:
            yield self.named(year, ("activities", index))

    def place(self, source: Source) -> str:
        """Where a record stands, as people and editors write it; on paper from the years on."""
        file = source.file.replace("\\", "/")
        if self._flags["paged"]:
            file = file.removeprefix(self._above)
        return f"{file}:{source.line}"

    @cached_property
    def _above(self) -> str:
        """The folder that holds all years, with a slash; empty where they have none in common."""
        files = (file for year in self.comparison.years for file in year.places.lines)
        try:
            folder = commonpath([dirname(file.replace("\\", "/")) for file in files])
        except ValueError:  # some are told from the root, others from here
            return ""
        return f"{folder}/" if folder else ""

    def places(self, sources: Iterable[Source]) -> Value:
        """Where the records behind something stand: the first of them, and how many more."""
        found = list(dict.fromkeys(sources))
        told = found[:_NAMED]
        text = ("、" if self.chinese else ", ").join(map(self.place, told))
        if more := len(found) - len(told):
            text += f"等{len(found)}处" if self.chinese else f" and {more} more"
        return Value(text, (Run(text, found[0]),)) if found else Value.plain("")


class YearView(Telling):
    """A year of a comparison: what it is called, whose it is, and which days are looked at."""

    def __init__(self, words: ComparisonVocabulary, index: int) -> None:
        recorded: Recorded = words.comparison.years[index]
        self.label = Value.plain(recorded.label)
        self.branch = words.years[index].view(
            recorded.year.report.branch, ("report", "branch"), recorded.year.report
        )
        self.first = Value.plain(words.comparison.basis.periods[index].first)
        self.last = Value.plain(words.comparison.basis.periods[index].last)
        self.whole = recorded.year.report.period.is_calendar_year


class BasisView(Telling):
    """Which part of the years is compared."""

    def __init__(self, comparison: Comparison) -> None:
        self.partial = comparison.basis.partial
        self.asked = comparison.basis.asked
        self.months = comparison.basis.months


class ChangeView(Telling):
    """How a figure changed in one step, in words, and for the columns of a table.

    ``told`` is for a single column: the difference, or why there is none.
    """

    def __init__(self, change: Growth, *, chinese: bool) -> None:
        self.difference = Value.plain(difference_in_column(change, chinese=chinese))
        self.rate = Value.plain(rate_in_column(change, chinese=chinese))
        moved = change.turn in (Turn.RISEN, Turn.FALLEN)
        self.told = self.difference if moved else self.rate
        self.words = Value.plain(in_words(change, chinese=chinese))


class CountView(Telling):
    """A figure of several years, and how it changed at each step."""

    def __init__(self, words: ComparisonVocabulary, change: CountChange) -> None:
        self._words = words
        self._change = change

    @cached_property
    def name(self) -> Value:
        """Its name."""
        return Value.plain(self._change.name)

    @cached_property
    def figures(self) -> list[Value | None]:
        """Its figure in each year, as that year's document has it; None: not counted."""
        return [
            None if fact is None else self._words.figure(year, fact)
            for year, fact in enumerate(self._change.facts)
        ]

    @cached_property
    def changes(self) -> list[ChangeView]:
        """How it changed at each step."""
        return [ChangeView(each, chinese=self._words.chinese) for each in self._change.growths]

    @property
    def is_same(self) -> bool:
        """Whether it is known to be equal in all years."""
        return self._change.is_same

    @property
    def is_counted(self) -> bool:
        """Whether any of the years counts it."""
        return any(self._change.facts)

    @property
    def redefined(self) -> bool:
        """Whether the years count it in different ways."""
        return self._change.redefined

    @property
    def sentence(self) -> Value:
        """What can be said of it in a report: ``主题党日12次，比上年增加8次，同比增长200.0%``."""
        text = sentence(self._change, chinese=self._words.chinese)
        last = self.figures[-1]
        return Value(text, (Run(text, last.runs[0].source if last else None),))

    @property
    def places(self) -> Value:
        """Where it stands in each year, and how many events it counts, the last year first."""
        facts = list(enumerate(self._change.facts))[::-1]
        told = [self._place(year, fact) for year, fact in facts if fact]
        between = "；" if self._words.chinese else "; "
        return Value.plain(between.join(filter(None, told)))

    def _place(self, year: int, fact: Fact) -> str:
        source = next(self._words.sources(year, fact), None)
        if source is None:
            return ""
        events = len(fact.activities)
        told = ""
        if events:
            told = f"，活动{events}条" if self._words.chinese else f", {_events(events)}"
        return self._words.place(source) + told


def _events(number: int) -> str:
    return "1 event" if number == 1 else f"{number} events"


class MonthView(Telling):
    """A month of each year: the first day of it in each, and how many events there were."""

    def __init__(self, words: ComparisonVocabulary, at: int) -> None:
        self._words = words
        self._at = at

    @cached_property
    def events(self) -> list[Value]:
        """How many events there were in each year."""
        found = self._words.comparison.months[self._at]
        return [
            Value.plain("") if events is None else words.number_of(events)
            for words, events in zip(self._words.years, found, strict=True)
        ]

    @property
    def month(self) -> Value:
        """The number of the month, from 1 for January."""
        first = self._words.comparison.basis.periods[-1].first
        return Value.plain((first.month - 1 + self._at) % 12 + 1)


class RateView(Telling):
    """The attendance rate of a kind of event (an empty name: of all) in each year."""

    def __init__(self, words: ComparisonVocabulary, change: RateChange) -> None:
        self.name = Value.plain(change.name)
        self.rates = [
            None
            if rate is None
            else Value(
                rate.share,
                (Run(str(rate.share), words.named(year, ("activities", rate.events[0]))),),
            )
            for year, rate in enumerate(change.rates)
        ]
        self.people = [
            "" if rate is None else f"{rate.present}/{rate.due}" for rate in change.rates
        ]
        self.changes = [ChangeView(each, chinese=words.chinese) for each in change.growths]


class StepView(Telling):
    """Two years in succession: kinds, sections, shortcomings, plans and wording."""

    def __init__(
        self, words: ComparisonVocabulary, at: int, step: Step, years: Sequence[YearView]
    ) -> None:
        self._words = words
        self._at = at
        self._step = step
        self.old, self.new = years[at], years[at + 1]

    @cached_property
    def added(self) -> "list[KindView]":
        """The kinds of events that the later year has and the earlier has not."""
        return [KindView(self, kind) for kind in self._step.kinds if kind.added]

    @cached_property
    def dropped(self) -> "list[KindView]":
        """The kinds of events that the earlier year has and the later has not."""
        return [KindView(self, kind) for kind in self._step.kinds if not kind.added]

    @cached_property
    def sections(self) -> "list[SectionView]":
        """The sections of both years."""
        return [SectionView(self, change) for change in self._step.sections]

    @cached_property
    def shortcomings(self) -> "list[ShortcomingView]":
        """The shortcomings of both years."""
        return [ShortcomingView(self, change) for change in self._step.shortcomings]

    @cached_property
    def plans(self) -> "list[PlanView]":
        """The plans of the earlier year."""
        return [PlanView(self, change) for change in self._step.plans]

    @cached_property
    def wording(self) -> "list[WordingView]":
        """What is said in other words."""
        return [WordingView(self, change) for change in self._step.wording]

    def old_at(self, *location: str | int) -> Any:
        """What the earlier year says at ``location``, as a template sees it."""
        return self._words.at(self._at, location)

    def new_at(self, *location: str | int) -> Any:
        """What the later year says at ``location``, as a template sees it."""
        return self._words.at(self._at + 1, location)

    def figure(self, fact: Fact) -> Value:
        """A figure of the later year."""
        return self._words.figure(self._at + 1, fact)

    def places(self, old: Iterable[Location] = (), new: Iterable[Location] = ()) -> Value:
        """Where the records at these locations stand, those of the later year first."""
        later = [self._words.named(self._at + 1, location) for location in new]
        earlier = [self._words.named(self._at, location) for location in old]
        return self._words.places([*later, *earlier])


class KindView(Telling):
    """A kind of event that only one of two years has, and how many events there were."""

    def __init__(self, step: StepView, kind: KindChange) -> None:
        locations = [("activities", index) for index in kind.events]
        first = (*locations[0], "kind")
        self.name = Value.plain(kind.name)
        at = step.new_at(*first) if kind.added else step.old_at(*first)
        self.name = Value(kind.name, (Run(kind.name, at.runs[0].source),))
        self.events = Value.plain(len(locations))


class MatchView(Telling):
    """How it is known that two records are the same, and (by their texts) how alike these are."""

    def __init__(self, match: Match) -> None:
        self.link = Value.plain(str(match.link))
        self.score = None if match.score is None else Value.plain(match.score)


class SectionView(Telling):
    """A section in both years, or in one of them; the other is None."""

    def __init__(self, step: StepView, change: SectionChange) -> None:
        self.old = step.old_at(*change.old).heading if change.old else None
        self.new = step.new_at(*change.new).heading if change.new else None
        self.match = MatchView(change.match) if change.match else None


class AnswerView(Telling):
    """What the later year says of a promise, and where the records stand that show it."""

    def __init__(self, step: StepView, followup: int, evidence: Sequence[Location]) -> None:
        told = step.new_at("followups", followup)
        self.outcome = told.outcome
        self.note = told.note
        self.records = told.records
        self.places = step.places(new=evidence)


class ShortcomingView(Telling):
    """A shortcoming, by what both years say of it, and what became of it."""

    def __init__(self, step: StepView, change: ShortcomingChange) -> None:
        self.state = Value.plain(str(change.state))
        self.old = None if change.old is None else step.old_at("shortcomings", change.old)
        self.new = None if change.new is None else step.new_at("shortcomings", change.new)
        self.match = MatchView(change.match) if change.match else None
        self.years = Value.plain(change.years)
        self.answer = (
            None if change.followup is None else AnswerView(step, change.followup, change.evidence)
        )
        self.places = step.places(
            () if change.old is None else [("shortcomings", change.old)],
            () if change.new is None else [("shortcomings", change.new)],
        )


class PlanView(Telling):
    """A plan of the earlier year, and what became of it in the later one."""

    def __init__(self, step: StepView, change: PlanChange) -> None:
        self.verdict = Value.plain(str(change.verdict))
        self.plan = step.old_at("plans", change.old)
        self.targets = [TargetView(step, change.old, target) for target in change.targets]
        self.contradicted = change.contradicted
        self.again = step.new_at("plans", change.again.new) if change.again else None
        self.match = MatchView(change.again) if change.again else None
        self.years = Value.plain(change.years)
        self.answer = (
            None if change.followup is None else AnswerView(step, change.followup, change.evidence)
        )
        self.places = step.places([("plans", change.old)])


class TargetView(Telling):
    """A target beside what was counted; ``met`` is none where that cannot be said."""

    def __init__(self, step: StepView, plan: int, target: TargetResult) -> None:
        self.name = Value.plain(target.name)
        promised: Location = ("plans", plan, "targets", target.name)
        self.promised = step.old_at(*promised)
        self.actual = step.figure(target.actual) if target.actual else None
        self.met = target.met


class WordingView(Telling):
    """A text in two versions: whose it is, and the words with what went and what came.

    ``alike`` is how much of both is the same, in per cent.
    """

    def __init__(self, step: StepView, change: WordingChange) -> None:
        record = step.new_at(*change.new[:-1])
        self.of = Value.plain(str(change.new[0]))
        self.name = record.heading if change.new[0] == "achievements" else record.id
        self.alike = _alike(change)
        self.text = Value("", tuple(Run(piece.text, edit=piece.edit) for piece in change.pieces))
        self.places = step.places([change.old], [change.new])


def _alike(change: WordingChange) -> int:
    """The share of the characters of both versions that they have in common, in per cent."""
    same = sum(2 * len(piece.text) for piece in change.pieces if not piece.edit)
    edited = sum(len(piece.text) for piece in change.pieces if piece.edit)
    return 100 * same // (same + edited)
