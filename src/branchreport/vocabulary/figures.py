"""The figures of a year's document: the key of each, and what it rests on, told when it is asked.

A count has its name for a key. Keys of all other figures begin with ``@``: the year before names
its label there (``@2020/主题党日``), what no count names says which kind of figure it is
(``@events/2021年3月 主题党日``).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, assert_never

from branchreport.document import Block, Figure, Source, runs_of
from branchreport.facts import Fact, amount_of
from branchreport.places import Location
from branchreport.records.walks import record_at
from branchreport.vocabulary.derivations import (
    CHANGE,
    EVENTS,
    NOTHING,
    WRITTEN,
    count_in_words,
    event_in_words,
    rule_of,
    signed_name,
    sum_in_words,
)

if TYPE_CHECKING:  # which makes these
    from branchreport.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class OfCount:
    """A figure that is one fact."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class OfSum:
    """The values of several facts, each with its sign, added up to ``said``."""

    said: str
    terms: tuple[tuple[int, Fact], ...]


@dataclass(frozen=True, slots=True)
class OfChange:
    """How a fact changed against that of the year before (None: not counted there)."""

    said: str
    fact: Fact
    before: Fact | None


@dataclass(frozen=True, slots=True)
class OfEvents:
    """A figure that the log gives without a name of its own; ``what`` is what is counted.

    ``rule`` is how it follows in words, where it is no number of events.
    """

    said: str
    what: str
    events: tuple[int, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class OfRecord:
    """A quantity that a record says at ``location``, as a target or a tally."""

    said: str
    what: str
    location: Location


Basis: TypeAlias = OfCount | OfSum | OfChange | OfEvents | OfRecord
"""What a figure rests on."""


class Register:
    """The figures of one year by their keys; ``mark`` is what keys begin with in another year."""

    def __init__(self, mark: str = "") -> None:
        self.mark = mark
        self._known: dict[str, Basis] = {}

    def key(self, name: str, basis: Basis) -> str:
        """The key of the figure ``name``; of another of the same name it ends with a number."""
        first = key = f"{self.mark}{name}"
        number = 1
        while self._known.setdefault(key, basis) != basis:
            number += 1
            key = f"{first} ({number})"
        return key

    @property
    def label(self) -> str:
        """What the year is called, where it is another than the document's."""
        return self.mark.strip("@/").rpartition("/")[2]

    def get(self, key: str) -> Basis | None:
        """What the figure of ``key`` rests on, if it is one of these."""
        return self._known.get(key)


def keys_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The keys of the figures that ``blocks`` say, each once, in the order in which it is read."""
    runs = (run for block in blocks for run in runs_of(block))
    said = (run.source.figure for run in runs if run.source and run.source.figure)
    yield from dict.fromkeys(said)


class Teller:
    """Tells of one year's figures what they rest on, in the language of the document."""

    def __init__(self, words: "Vocabulary") -> None:
        self._words = words

    def figure(self, basis: Basis) -> Figure:
        """The figure that rests on ``basis``."""
        chinese = self._words.chinese
        match basis:
            case OfCount(fact):
                return self.of_count(fact)
            case OfSum(said, terms):
                return self._of_sum(said, terms)
            case OfChange():
                return self._of_change(basis)
            case OfEvents(said, what, events, rule):
                records = tuple(self._event(index) for index in events)
                if rule:
                    return Figure(what, said, rule, None, records)
                return Figure(what, said, EVENTS[chinese], None, records, ("1",) * len(records))
            case OfRecord(said, what, location):
                return Figure(what, said, WRITTEN[chinese], None, (self._record(location),))
            case _:
                assert_never(basis)

    def of_count(self, fact: Fact) -> Figure:
        """The figure that is one ``fact``."""
        activities = self._words.year.activities
        return Figure(
            fact.name,
            str(fact.quantity),
            rule_of(fact, chinese=self._words.chinese),
            self._asked(fact),
            tuple(self._event(index) for index in fact.activities),
            tuple(str(amount_of(fact, activities[index])) for index in fact.activities),
        )

    def _of_change(self, basis: OfChange) -> Figure:
        """A change, whose terms are the figures of both years."""
        now = self.of_count(basis.fact)
        earlier = self._words.earlier
        before = Teller(earlier).of_count(basis.before) if earlier and basis.before else None
        records = now.records
        terms: tuple[Figure, ...] = (_labelled(now, self._words),)
        if earlier and before:
            records += (*filter(None, [before.declared]), *before.records)
            terms += (_labelled(before, earlier),)
        beside = self._words.beside
        form = CHANGE[self._words.chinese][beside is not None and beside.same_period]
        then = basis.before.exact if basis.before else NOTHING
        rule = form.format(now=basis.fact.exact, before=then)
        return Figure(now.name, basis.said, rule, now.declared, records, terms=terms)

    def _of_sum(self, said: str, terms: Sequence[tuple[int, Fact]]) -> Figure:
        """A figure of several facts, its terms, with the records behind each of them, once."""
        found = [self.of_count(fact) for _, fact in terms]
        records = [r for each in found for r in (*filter(None, [each.declared]), *each.records)]
        rule = sum_in_words(terms, chinese=self._words.chinese)
        signed = (
            each._replace(name=signed_name(each.name, sign, chinese=self._words.chinese))
            for (sign, _), each in zip(terms, found, strict=True)
        )
        name = " + ".join(each.name for each in found)
        return Figure(name, said, rule, None, tuple(dict.fromkeys(records)), terms=tuple(signed))

    def _asked(self, fact: Fact) -> Source | None:
        """The count that asks for ``fact``, if one does."""
        if fact.count is None:
            return None
        name = count_in_words(fact.name, chinese=self._words.chinese)
        return self._words.source(("counts", fact.count), None)._replace(record=name)

    def _event(self, index: int) -> Source:
        activity = self._words.year.activities[index]
        name = event_in_words(activity, chinese=self._words.chinese)
        return self._words.source(("activities", index), None)._replace(record=name)

    def _record(self, location: Location) -> Source:
        record = record_at(self._words.year, location)
        names = (getattr(record, name, None) for name in record.named_by)
        name = next((name for name in names if isinstance(name, str)), "")
        return self._words.source(location, None)._replace(record=name)


def _labelled(figure: Figure, words: "Vocabulary") -> Figure:
    """``figure`` with the label of the year of ``words`` in its name."""
    return figure._replace(name=f"{words.recorded.label} {figure.name}")
