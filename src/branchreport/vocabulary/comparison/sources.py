"""What the years of a comparison say at a place, and where the records behind it stand."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from posixpath import commonpath, dirname
from typing import Any, Final

from branchreport.compare.changes import Comparison
from branchreport.compose.values import Value
from branchreport.document import Run, Source
from branchreport.facts import Fact
from branchreport.places import Location
from branchreport.records.walks import record_at, value_at
from branchreport.vocabulary import Vocabulary

_NAMED: Final = 2
"""Records behind a figure that are named; how many more there are is told by number."""


class Sources:
    """The words of all ``years``, by their number in the comparison.

    On paper (``paged``) files are told from the folder on that holds all years.
    """

    def __init__(
        self, comparison: Comparison, years: Sequence[Vocabulary], *, chinese: bool, paged: bool
    ) -> None:
        self.comparison = comparison
        self.years = years
        self.chinese = chinese
        self._paged = paged

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
        source = next(self.behind(year, fact), None)
        if source is not None:
            source = source._replace(figure=self.years[year].source_of(fact).figure)
        return Value(fact.quantity, (Run(str(fact.quantity), source),))

    def behind(self, year: int, fact: Fact) -> Iterator[Source]:
        """The records behind a figure: the one that asks for it, and the events counted."""
        if fact.count is not None:
            yield self.named(year, ("counts", fact.count))
        for index in fact.activities:
            yield self.named(year, ("activities", index))

    def place(self, source: Source) -> str:
        """Where a record stands, as people and editors write it."""
        return f"{self.file(source.file)}:{source.line}"

    def file(self, file: str) -> str:
        """``file`` as it is told, with slashes."""
        told = file.replace("\\", "/")
        return told.removeprefix(self._above) if self._paged else told

    @cached_property
    def _above(self) -> str:
        """The folder that holds all years, with a slash; empty where they have none in common."""
        files = (file for year in self.comparison.years for file in year.places.lines)
        folder = _folder(files)
        return f"{folder}/" if folder else ""

    def kept_in(self, year: int) -> str:
        """The file that holds a year, or the folder of its files."""
        files = list(self.comparison.years[year].places.lines)
        return self.file(files[0] if len(files) == 1 else _folder(files))

    def places(self, sources: Iterable[Source]) -> Value:
        """Where the records behind something stand: the first of them, and how many more."""
        found = list(dict.fromkeys(sources))
        told = found[:_NAMED]
        text = ("、" if self.chinese else ", ").join(map(self.place, told))
        if more := len(found) - len(told):
            text += f"等{len(found)}处" if self.chinese else f" and {more} more"
        return Value(text, (Run(text, found[0]),)) if found else Value.plain("")


def _folder(files: Iterable[str]) -> str:
    """The folder that holds all ``files``; empty where some are told from the root, others not."""
    try:
        return commonpath([dirname(file.replace("\\", "/")) for file in files])
    except ValueError:
        return ""
