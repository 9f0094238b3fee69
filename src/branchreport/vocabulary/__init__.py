"""What a template may name: the year and its facts, as values that know where they were said.

Everything is made when a template asks for it, so that a log of thousands costs nothing where only
its counts are told.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from branchreport.compose.values import Telling, Value
from branchreport.document import Document, Figure, Run, Source
from branchreport.facts import Compared, Fact, Log, held
from branchreport.language import _
from branchreport.places import Atlas, Location
from branchreport.quantity import Quantity
from branchreport.quoting import Stretch, in_chinese, quote
from branchreport.records.choices import Choice
from branchreport.records.fields import Prose
from branchreport.records.record import Record, describe
from branchreport.records.year import BranchYear, Period, Section
from branchreport.vocabulary.derivations import ALL, NOTHING, RATE
from branchreport.vocabulary.figures import (
    Basis,
    OfChange,
    OfCount,
    OfEvents,
    OfRecord,
    OfSum,
    Register,
    keys_of,
)
from branchreport.vocabulary.log import LogView

if TYPE_CHECKING:  # a year without a year before does without
    from branchreport.compare.beside import Beside
    from branchreport.compare.changes import Rate
    from branchreport.compare.recorded import Recorded


class Vocabulary:
    """The names of one year's template, and how each of its values becomes a `Value`.

    ``folder`` is what the files of evidence are relative to; ``before`` gives those of the year
    before, if there is one, and is asked once. What was promised is judged as of ``today``. The
    keys of its figures begin with ``mark``, where it is another year than the document's.
    """

    def __init__(
        self,
        year: BranchYear,
        facts: Mapping[str, Fact],
        places: Atlas,
        language: str,
        folder: Path,
        before: "Callable[[], Vocabulary | None] | None" = None,
        today: datetime.date = datetime.date.max,
        mark: str = "",
    ) -> None:
        self.year = year
        self.folder = folder
        self.chinese = language.startswith("zh")
        self.facts = facts
        self.today = today
        self._places = places
        self._before = before
        self._sources: dict[Location, Source] = {}
        self._names: dict[int, str] = {}
        self._register = Register(mark)

    @cached_property
    def log(self) -> Log:
        """The activities, found by kind."""
        return Log(self.year.activities)

    @cached_property
    def earlier(self) -> "Vocabulary | None":
        """The names of the year before."""
        return self._before() if self._before else None

    @cached_property
    def recorded(self) -> "Recorded":
        """The year as it is compared with others."""
        from branchreport.compare.recorded import Recorded

        return Recorded(self.year, self._places)

    @cached_property
    def beside(self) -> "Beside | None":
        """The year and the one before it, if there is one."""
        if self.earlier is None:
            return None
        from branchreport.compare.beside import Beside

        return Beside(self.earlier.recorded, self.recorded)

    def compared(self, name: str) -> Compared | None:
        """The count ``name`` beside that of the year before; None where there is no such."""
        return self.beside.compared(name) if self.beside else None

    def names(self) -> dict[str, Any]:
        """Every name at the top of a template; without a year before, those of it are empty."""
        names = self.own_names()
        if self.earlier is None or self.beside is None:
            return {**names, "previous": None, "promised": [], "same_period": False}
        from branchreport.vocabulary.promised import PreviousView, promised

        previous = PreviousView(self.earlier)
        promises = promised(self, self.earlier)
        same_period = self.beside.same_period
        return {**names, "previous": previous, "promised": promises, "same_period": same_period}

    def own_names(self) -> dict[str, Any]:
        """The names of the year itself."""
        report, period = self.year.report, self.year.report.period
        lists = {name: self.view(value, (name,)) for name, value in self.year if name != "report"}
        return {
            **lists,
            "report": RecordView(self, report, ("report",), None),
            "period": PeriodView(period),
            "year": self.view(report.year or period.last.year, ("report", "year"), report),
            "held": self.views(held(self.facts, self.log, _by_frequency(self.log))),
            "figures": {name: FactView(self, fact) for name, fact in self.facts.items()},
            "log": LogView(self),
        }

    def views(self, facts: Iterable[Fact]) -> "list[FactView]":
        """``facts`` as a template names them."""
        return [FactView(self, fact) for fact in facts]

    def view(self, value: object, location: Location, owner: Record | None = None) -> Any:
        """``value`` of the record ``owner`` as a template prints or loops over it."""
        match value:  # records last: asking whether a value is one takes longest
            case Prose():
                return Value(value, tuple(self._quoted(value, location, owner)))
            case None | bool():
                return value  # to be asked, not printed
            case tuple():
                return [self.view(item, (*location, i), owner) for i, item in enumerate(value)]
            case Choice():
                name = value.chinese if self.chinese else value.value
                return Value(value.value, (Run(name, self.source(location, owner)),))
            case str() | int() | datetime.date():
                return Value(value, (Run(str(value), self.source(location, owner)),))
            case Quantity():
                return Value(value, (Run(str(value), self._quantity(value, location, owner)),))
            case dict():
                return [self.named(name, item, location, owner) for name, item in value.items()]
            case Record():
                return RecordView(self, value, location, owner)
        raise TypeError(type(value))

    def named(
        self, name: str, item: object, location: Location, owner: Record | None
    ) -> dict[str, Value]:
        """What is written under ``name`` at ``location``, with its name."""
        key = self._places.key((*location, name))
        own = self.source(location, owner)._replace(line=key.line, column=key.column)
        return {
            "name": Value(name, (Run(name, own),)),
            "quantity": self.view(item, (*location, name), owner),
        }

    def _quoted(self, prose: Prose, location: Location, owner: Record | None) -> Iterable[Run]:
        for stretch in quote(prose, self.facts, compare=self.compared)[0]:
            if stretch.facts:
                yield Run(stretch.text, self._source_of_quote(stretch))
            else:
                yield Run(stretch.text, self.source(location, owner))

    def _source_of_quote(self, stretch: Stretch) -> Source:
        """The source of what prose quotes: of a figure, a sum of figures, or how one changed."""
        fact, asked = stretch.facts[0], stretch.terms[0].asked
        if len(stretch.facts) > 1:
            return self._source_of_sum(stretch)
        if stretch.earlier and self.earlier:
            return self.earlier.source_of(fact)
        if asked == "unit":
            return self.record_of(fact)
        if asked in ("change", "growth"):
            return self.source_of_change(fact, asked, stretch.text)
        return self.source_of(fact)

    def _source_of_sum(self, stretch: Stretch) -> Source:
        terms = tuple(
            (term.sign, fact) for term, fact in zip(stretch.terms, stretch.facts, strict=True)
        )
        name = "".join(f"{'+' if sign > 0 else '-'}{fact.name}" for sign, fact in terms)
        basis = OfSum(stretch.text, terms)
        return self._keyed(self.record_of(stretch.facts[0]), f"@sum/{name}", basis)

    def _quantity(self, value: Quantity, location: Location, owner: Record | None) -> Source:
        """The source of a quantity that a record says; that of a count is its figure."""
        source = self.source(location, owner)
        if location[0] == "counts" and len(location) == len(("counts", 0, "value")):
            fact = self.facts.get(self.year.counts[int(location[1])].name)
            if fact and fact.count == location[1]:
                return source._replace(figure=self.source_of(fact).figure)
        named = location[-1] not in ("value", "quantity")
        what = str(location[-1]) if named else source.record
        name = "/".join(map(str, location))
        return self._keyed(source, f"@record/{name}", OfRecord(str(value), what, location))

    def _keyed(self, source: Source, name: str, basis: Basis) -> Source:
        """``source`` where it says the figure ``name``, which rests on ``basis``."""
        return source._replace(figure=self._register.key(name, basis))

    def figures(self, document: Document) -> dict[str, Figure]:
        """What each figure that ``document`` says rests on, by its key, in its order."""
        found = ((key, self.figure(key)) for key in keys_of(document.blocks))
        return {key: figure for key, figure in found if figure}

    def figure(self, key: str) -> Figure | None:
        """What the figure of ``key`` rests on, in this year or the ones before it."""
        from branchreport.vocabulary.figures import Teller

        if basis := self._register.get(key):
            figure, label = Teller(self).figure(basis), self._register.label
            mark = "：" if self.chinese else ": "
            return figure._replace(rule=f"{label}{mark}{figure.rule}") if label else figure
        asked = "earlier" in self.__dict__  # or else none of it was said
        return self.earlier.figure(key) if asked and self.earlier else None

    def source(self, location: Location, owner: Record | None) -> Source:
        """The source of what stands at ``location`` in the record ``owner``."""
        if location not in self._sources:
            name = self._name(owner) if owner else ""
            start, identity = self._places.start(location), identity_of(location, owner)
            self._sources[location] = Source(name, *start, identity)
        return self._sources[location]

    def _name(self, record: Record) -> str:
        """The name of ``record``, which is put together once for all that it says."""
        if id(record) not in self._names:
            self._names[id(record)] = describe(type(record), record.__dict__)
        return self._names[id(record)]

    def number_of(self, events: Sequence[int], what: str) -> Value:
        """How many ``events`` there are, with the first of them as the source.

        ``what`` tells them from others: ``2021年3月 主题党日``.
        """
        if not events:
            return Value.plain(0)
        first, said = events[0], str(len(events))
        source = self.source(("activities", first), self.year.activities[first])
        keyed = self._keyed(source, f"@events/{what}", OfEvents(said, what, tuple(events)))
        return Value(len(events), (Run(said, keyed),))

    def rate_of(self, rate: "Rate", what: str) -> Value:
        """The attendance rate of the events that ``what`` tells from others; empty for all."""
        what = what or ALL[self.chinese]
        first, said = rate.events[0], str(rate.share)
        rule = RATE[self.chinese].format(present=rate.present, due=rate.due)
        basis = OfEvents(said, what, rate.events, rule)
        source = self.source(("activities", first), self.year.activities[first])
        return Value(rate.share, (Run(said, self._keyed(source, f"@rate/{what}", basis)),))

    def source_of(self, fact: Fact) -> Source:
        """The source of the figure of a count, where it is said."""
        own = self.facts.get(fact.name) == fact
        name = fact.name if own else f"@log/{fact.name}"
        return self._keyed(self.record_of(fact), name, OfCount(fact))

    def source_of_change(self, fact: Fact, asked: str, said: str) -> Source:
        """The source of how a count changed, told as ``said``; ``asked`` is in which way."""
        found = self.compared(fact.name)
        basis = OfChange(said, fact, found.before if found else None)
        return self._keyed(self.record_of(fact), f"@{asked}/{fact.name}", basis)

    def record_of(self, fact: Fact) -> Source:
        """The record that declares a count, or else the first event it counts.

        Of what did not take place it is the log as a whole.
        """
        if fact.count is not None:
            return self.source(("counts", fact.count), self.year.counts[fact.count])
        if not fact.activities:
            return self.source(("activities",), None)
        first = fact.activities[0]
        return self.source(("activities", first), self.year.activities[first])


def identity_of(location: Location, owner: Record | None) -> str:
    """What the record ``owner`` and its field at ``location`` are known by (`Source.identity`)."""
    names = (getattr(owner, key) for key in owner.named_by) if owner else ()
    own = next((str(name) for name in names if name), "")
    date = str(getattr(owner, "date", ""))
    fields = "/".join(str(step) for step in location if isinstance(step, str))
    return f"{fields} {own} {date}".rstrip()


class RecordView(Telling):
    """A record as a template sees it: its fields by their English keys, and what follows."""

    def __init__(
        self, words: Vocabulary, record: Record, location: Location, owner: Record | None
    ) -> None:
        self._words = words
        self._record = record
        self._location = location
        self._owner = record if record.named_by else owner

    def __getattr__(self, name: str) -> Any:
        """The field whose English key is ``name``, as a value; it is made once."""
        fields = type(self._record).model_fields
        field = name if name in fields else _aliases(type(self._record)).get(name, "")
        if name.startswith("_") or not field:
            raise AttributeError(name)
        value = getattr(self._record, field)
        told = self._words.view(value, (*self._location, field), self._owner or self._record)
        self.__dict__[name] = told
        return told

    def _told(self) -> list[str]:
        fields = type(self._record).model_fields.items()
        more = ["held"] if isinstance(self._record, Section) else []
        return [*(info.alias or name for name, info in fields), *more]

    def _called(self) -> str:
        return _(self._record.kind_of_record)

    @property
    def held(self) -> "list[FactView]":
        """How often each of a section's kinds took place."""
        kinds = self._record.kinds if isinstance(self._record, Section) else ()
        return self._words.views(held(self._words.facts, self._words.log, kinds))


@cache
def _aliases(model: type[Record]) -> Mapping[str, str]:
    """The fields of ``model`` whose English key is another word, as ``from``."""
    return {info.alias: name for name, info in model.model_fields.items() if info.alias}


class FactView(Telling):
    """A fact as a template sees it: its name, its quantity, and what it rests on."""

    def __init__(self, words: Vocabulary, fact: Fact) -> None:
        self._words = words
        self._fact = fact

    @cached_property
    def name(self) -> Value:
        """Its name."""
        name = self._fact.name
        return Value(name, (Run(name, self._words.record_of(self._fact)),))

    @cached_property
    def quantity(self) -> Value:
        """Its figure, as the document writes it."""
        figure = self._fact.quantity
        return Value(figure, (Run(str(figure), self._words.source_of(self._fact)),))

    @property
    def events(self) -> int:
        """How many events of the log it counts or adds up; 0 where it is declared only."""
        return len(self._fact.activities)

    @property
    def is_declared(self) -> bool:
        """Whether a record says the figure itself."""
        return self._fact.declared is not None

    @property
    def is_derived(self) -> bool:
        """Whether it follows from the log."""
        return self._fact.counted is not None

    @cached_property
    def previous(self) -> Value | None:
        """The figure of the year before, as that year's document writes it."""
        found, words = self._compared, self._words.earlier
        if found is None or found.before is None or words is None:
            return None
        figure = found.before.quantity
        return Value(figure, (Run(str(figure), words.source_of(found.before)),))

    @cached_property
    def change(self) -> Value | None:
        """The difference in words, None without a year before."""
        from branchreport.growth import change_in_words

        return self._in_words("change", change_in_words)

    @cached_property
    def growth(self) -> Value | None:
        """The percentage in words, None without a year before."""
        from branchreport.growth import rate_in_words

        return self._in_words("growth", rate_in_words)

    @cached_property
    def difference(self) -> Value | None:
        """The difference for a column, with its sign."""
        from branchreport.growth import difference_in_column

        raw = self._compared.growth.difference if self._compared else None
        return self._in_words("difference", difference_in_column, raw)

    @cached_property
    def rate(self) -> Value | None:
        """The percentage for a column, or why there is none."""
        from branchreport.growth import rate_in_column

        raw = self._compared.growth.rate if self._compared else None
        return self._in_words("rate", rate_in_column, raw)

    @property
    def has_small_base(self) -> bool:
        """Whether the percentage rests on very little."""
        return self._compared is not None and self._compared.growth.has_small_base

    @cached_property
    def _compared(self) -> Compared | None:
        return self._words.compared(self._fact.name)

    def _in_words(self, asked: str, say: Callable[..., str], raw: object = None) -> Value | None:
        """How it changed, as the function ``say`` of `growth` tells it; ``raw`` is its number."""
        if self._compared is None:
            return None
        chinese = self._words.chinese or in_chinese(self._fact)
        told = say(self._compared.growth, chinese=chinese)
        source = self._words.record_of(self._fact)
        if told != NOTHING:
            source = self._words.source_of_change(self._fact, asked, told)
        return Value(told if raw is None else raw, (Run(told, source),))

    def _called(self) -> str:
        return _("a figure")

    def _printed(self) -> Value:
        return self.quantity


class PeriodView(Telling):
    """The reported period as a template sees it."""

    def __init__(self, period: Period) -> None:
        self.first = Value.plain(period.first)
        self.last = Value.plain(period.last)
        self.is_calendar_year = period.is_calendar_year
        self.is_within_a_year = period.first.year == period.last.year

    def _called(self) -> str:
        return _("the period")


def _by_frequency(log: Log) -> list[str]:
    """The kinds of the log, the most frequent first, then in the order of the log."""
    return sorted(log.by_kind, key=lambda kind: -len(log.by_kind[kind]))
