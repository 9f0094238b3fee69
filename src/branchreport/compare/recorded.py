"""A year that can be compared: its records, the numbers that follow, and where all was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from branchreport.facts import Fact, Log, gather
from branchreport.places import Atlas, Location
from branchreport.quoting import Compare, may_quote, quote
from branchreport.records.references import Promise, promises, referents
from branchreport.records.year import BranchYear, Period


@dataclass(frozen=True)
class Recorded:
    """A year with its numbers and places; ``within`` where only a part of it is looked at.

    ``before`` is the year before it, with which its prose may compare.

    In a part of the year a figure that was only declared is not known, for nobody said of which
    days it is, and what was counted is what the log gives for these days.
    """

    year: BranchYear
    places: Atlas
    within: Period | None = None
    before: "Recorded | None" = None

    @cached_property
    def log(self) -> Log:
        """The events that are looked at, found by kind."""
        return Log(self.year.activities, self.within)

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every number, by its name."""
        facts = gather(self.year, self.log)
        if self.within is None:
            return facts
        return {
            name: replace(fact, declared=None)
            for name, fact in facts.items()
            if fact.counted is not None
        }

    @cached_property
    def asked(self) -> Mapping[str, int]:
        """The index of the count that asks for a number, by its name; of two the first."""
        found: dict[str, int] = {}
        for index, count in enumerate(self.year.counts):
            found.setdefault(count.name, index)
        return found

    @cached_property
    def whole(self) -> "Recorded":
        """The same year, all of it."""
        return self if self.within is None else replace(self, within=None)

    @property
    def quoted(self) -> Mapping[str, Fact]:
        """Every number as the document of the whole year quotes it."""
        return self.whole.facts

    def is_undivided(self, name: str) -> bool:
        """Whether the figure ``name`` is declared for the whole year, and a part is looked at."""
        index = self.asked.get(name)
        declared = index is not None and self.year.counts[index].value is not None
        return self.within is not None and declared and name not in self.facts

    def told(self, prose: str) -> str:
        """``prose`` as the document has it, with the figures that it quotes."""
        if not may_quote(prose):
            return prose
        return "".join(
            stretch.text for stretch in quote(prose, self.quoted, None, self._compare)[0]
        )

    @cached_property
    def _compare(self) -> Compare | None:
        """What prose asks how a figure changed against the year before."""
        if self.before is None:
            return None
        from branchreport.compare.beside import Beside  # which leans on this

        return Beside(self.before, self.whole).compared

    @property
    def period(self) -> Period:
        """The days that are looked at."""
        return self.within or self.year.report.period

    @cached_property
    def referents(self) -> Mapping[str, Sequence[Location]]:
        """Where the records stand that a name means."""
        return referents(self.year)

    @cached_property
    def promises(self) -> Mapping[str, Promise]:
        """The shortcomings and plans by their ids, of two the first."""
        found: dict[str, Promise] = {}
        for promise in promises(self.year):
            found.setdefault(promise.record.id, promise)
        return found

    @property
    def label(self) -> str:
        """What the year is called: ``2021``, or its first and its last, where it has two."""
        first, last = self.year.report.period.first.year, self.year.report.period.last.year
        return str(self.year.report.year or (first if first == last else f"{first}–{last}"))

    def through(self, within: Period) -> "Recorded":
        """The same year, of which no more than ``within`` is looked at."""
        return self if within == self.year.report.period else replace(self, within=within)
