"""What the template of a comparison may name: years side by side, as values with their sources."""

from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

from branchreport.compare.changes import Comparison
from branchreport.compare.labels import labels, told_apart
from branchreport.compare.recorded import Recorded
from branchreport.compose.values import Value
from branchreport.document import Document, Figure
from branchreport.records.choices import Aspect
from branchreport.vocabulary import Vocabulary
from branchreport.vocabulary.comparison.figures import (
    BasisView,
    CountView,
    MonthView,
    RateView,
    RestatementView,
    TotalView,
    YearView,
)
from branchreport.vocabulary.comparison.sources import Sources
from branchreport.vocabulary.comparison.steps import StepView
from branchreport.vocabulary.figures import keys_of
from branchreport.vocabulary.verdicts import PLANS, STATES, all_called

_MOST: Final = 5
"""Years that a document tells, the latest: more columns are not to be read on a page."""

_ALL_STEPS: Final = 3
"""So many years have a difference and a change for each step; of more there is the last one."""


class ComparisonVocabulary:
    """The names of the template of one comparison; ``shown`` is what of it is asked for.

    ``paged`` where it is for paper.
    """

    def __init__(
        self,
        comparison: Comparison,
        shown: Collection[Aspect],
        language: str,
        *,
        paged: bool = False,
    ) -> None:
        self._comparison = comparison
        self._chinese = language.startswith("zh")
        self._labels = labels(comparison.years)
        years = [
            _words(year, language, f"@{label}/")
            for year, label in zip(comparison.years, self._labels, strict=True)
        ]
        self._sources = Sources(comparison, years, chinese=self._chinese, paged=paged)
        self._first = max(0, len(years) - _MOST)
        self._shown = [str(aspect) for aspect in Aspect if aspect in shown]
        self._paged = paged

    def names(self) -> dict[str, Any]:
        """Every name at the top of the template; of many years, the latest are told."""
        comparison, sources, first = self._comparison, self._sources, self._first
        years = [YearView(sources, at, label) for at, label in enumerate(self._labels)]
        steps = [StepView(sources, at, step, years) for at, step in enumerate(comparison.steps)]
        return {
            "paged": self._paged,
            "shown": self._shown,
            "same": comparison.is_same,
            "first": years[0],
            "years": years[first:],
            "cut": bool(first),
            "notes": self._notes(years),
            "basis": BasisView(comparison),
            "left_out": [Value.plain(name) for name in comparison.left_out],
            "total": TotalView(comparison, chinese=self._chinese),
            "counts": [CountView(sources, change, first) for change in comparison.counts],
            "logged": [years[at] for at in self._logged()],
            "months": self._months(),
            "rates": [RateView(sources, change, first) for change in comparison.rates],
            "restated": [
                RestatementView(sources, change, years[change.year])
                for change in comparison.restated
                if change.year >= first
            ],
            "steps": steps[first:],
            "columns": steps[first:] if len(years) <= _ALL_STEPS else steps[-1:],
            "verdicts": all_called(PLANS, chinese=self._chinese),
            "states": all_called(STATES, chinese=self._chinese),
        }

    def figures(self, document: Document) -> dict[str, Figure]:
        """What each figure that ``document`` says rests on, by its key, in its order."""
        found = {}
        for key in keys_of(document.blocks):
            known = (words.figure(key) for words in self._sources.years)
            if figure := next(filter(None, known), None):
                found[key] = figure
        return found

    def _logged(self) -> list[int]:
        """Which of the years that are told kept a log."""
        told = range(self._first, len(self._labels))
        return [at for at in told if self._comparison.years[at].year.activities]

    def _months(self) -> list[MonthView]:
        """The months; none where no year that is told has an event in them."""
        months, logged = self._comparison.months, self._logged()
        if not any(events[year] for events in months for year in logged):
            return []
        return [MonthView(self._sources, at, logged) for at in range(len(months))]

    def _notes(self, years: list[YearView]) -> dict[str, list[tuple[Value, Value]]]:
        """What a reader must know of the years: which is which, and whose they are."""
        told = years[self._first :]
        branches = {str(year.branch) for year in told}
        apart = told_apart(self._comparison.years)
        return {
            "files": [(year.label, year.file) for year in told] if apart else [],
            "branches": [(year.label, year.branch) for year in told] if len(branches) > 1 else [],
        }


def _words(year: Recorded, language: str, mark: str) -> Vocabulary:
    """The names of a year, whose prose is told as in its own document.

    The keys of its figures begin with ``mark``.
    """
    before = year.before
    return Vocabulary(
        year.year,
        year.quoted,
        year.places,
        language,
        Path(),
        lambda: _words(before, language, f"{mark}{before.label}/") if before else None,
        mark=mark,
    )
