"""Which field of a year, or which of its figures, a run says."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from branchreport.carrying.differences import Kind
from branchreport.document import Run, Source
from branchreport.facts import Fact
from branchreport.places import Atlas, Location
from branchreport.records.record import Record
from branchreport.records.walks import value_at
from branchreport.records.year import BranchYear, Count

MARKS: Final = "。．.；;，,、：:！!？?…"
"""What a template takes from the end of a text, or puts there."""

Place: TypeAlias = tuple[str, int, int]
"""File, line and column."""


class Fields:
    """Every value and every figure of ``year`` by the place where it was written."""

    def __init__(self, year: BranchYear, places: Atlas, facts: Mapping[str, Fact]) -> None:
        self.year = year
        self.places = places
        self._leaves: defaultdict[Place, list[Location]] = defaultdict(list)
        self._figures: defaultdict[Place, list[Fact]] = defaultdict(list)
        for location in _leaves(year, ()):
            if self._is_written(location):
                self._leaves[places.start(location)].append(location)
        for fact in facts.values():
            self._figures[places.start(_declared_at(fact))].append(fact)

    def _is_written(self, location: Location) -> bool:
        """Whether the records have the value at ``location``, and it is not a default."""
        one_of = bool(location) and isinstance(location[-1], int)
        return self.places.is_text(location) or (one_of and self.places.is_text(location[:-1]))

    def kind_of(self, run: Run) -> Kind:
        """What ``run`` says."""
        if run.source is None:
            return Kind.TEMPLATE
        if locations := self.locations(run.source):
            value = value_at(self.year, locations[0])
            return Kind.WORDS if isinstance(value, str) else Kind.VALUE
        if _place(run.source) in self._figures:
            return Kind.FIGURE if run.text.strip(MARKS) else Kind.TEMPLATE
        return Kind.VALUE

    def locations(self, source: Source) -> list[Location]:
        """The fields that are written where ``source`` is: several for paragraphs of one text."""
        return self._leaves.get(_place(source), [])

    def is_own(self, source: Source) -> bool:
        """Whether a file of the year itself says it, and none of another year."""
        return source.file in self.places.lines

    def figure(self, run: Run) -> Fact | None:
        """The figure that ``run`` says.

        Of those that have only an event to stand for them it is the one that reads like it.
        """
        facts = self._figures.get(_place(run.source), []) if run.source else []
        same = (each for each in facts if each.count is not None or str(each.quantity) == run.text)
        return next(same, None)

    def count(self, fact: Fact) -> Count | None:
        """The record that declares ``fact``, or asks for it."""
        return None if fact.count is None else self.year.counts[fact.count]


def _place(source: Source) -> Place:
    return source.file, source.line, source.column


def _declared_at(fact: Fact) -> Location:
    """Where a run says that it has ``fact`` from (`vocabulary.Vocabulary.source_of`)."""
    if fact.count is not None:
        return ("counts", fact.count)
    return ("activities", fact.activities[0]) if fact.activities else ("activities",)


def _leaves(value: object, location: Location) -> Iterator[Location]:
    """Every value below ``value`` that holds no others."""
    match value:
        case Record():
            for name in type(value).model_fields:
                yield from _leaves(getattr(value, name), (*location, name))
        case tuple():
            for index, item in enumerate(value):
                yield from _leaves(item, (*location, index))
        case dict():
            for name, item in value.items():
                yield from _leaves(item, (*location, name))
        case None:
            pass
        case _:
            yield location
