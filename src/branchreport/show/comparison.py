"""A comparison of years for programs, as JSON."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final, TypeAlias

from branchreport import __version__
from branchreport.compare.changes import (
    Comparison,
    CountChange,
    Match,
    PlanChange,
    RateChange,
    RestatementChange,
    ShortcomingChange,
    Step,
    WordingChange,
)
from branchreport.compare.labels import labels
from branchreport.compare.recorded import Recorded
from branchreport.compare.sentences import is_quotable, told
from branchreport.facts import Fact
from branchreport.growth import Growth, in_words, signed
from branchreport.language import spoken
from branchreport.places import Location
from branchreport.quantity import plain
from branchreport.records.choices import Aspect
from branchreport.records.record import describe
from branchreport.records.walks import record_at, value_at

Parts: TypeAlias = dict[Aspect, Callable[[], list[dict[str, Any]]]]
"""What makes each part of the form."""

VERSION: Final = 1
"""Of the form of `as_json`: it grows when a key changes its meaning or goes."""


def as_json(comparison: Comparison, shown: Collection[Aspect], *, chinese: bool) -> str:
    """Everything that changed, as ``schemas/diff-output.schema.json`` has it.

    What is not ``shown`` is left out with its key.
    """
    return (
        json.dumps(_Objects(comparison, chinese).whole(shown), ensure_ascii=False, indent=2) + "\n"
    )


class _Objects:
    """The parts of a comparison as plain values."""

    def __init__(self, comparison: Comparison, chinese: bool) -> None:
        self._comparison = comparison
        self._chinese = chinese
        self._labels = labels(comparison.years)

    def whole(self, shown: Collection[Aspect]) -> dict[str, Any]:
        comparison = self._comparison
        parts: Parts = {
            Aspect.COUNTS: lambda: [self._count(change) for change in comparison.counts],
            Aspect.MONTHS: self._months,
            Aspect.ATTENDANCE: lambda: [self._rate(change) for change in comparison.rates],
            Aspect.SENTENCES: lambda: [
                self._sentence(change) for change in comparison.counts if is_quotable(change)
            ],
            Aspect.RESTATEMENTS: lambda: [self._restated(each) for each in comparison.restated],
        }
        return {
            "form": "branchreport-comparison",
            "version": VERSION,
            "tool": {"name": "branchreport", "version": __version__},
            "language": spoken(),
            "same": comparison.is_same,
            "years": [self._year(index) for index in range(len(comparison.years))],
            "basis": {
                "months": comparison.basis.months,
                "partial": comparison.basis.partial,
                "asked": comparison.basis.asked,
                "reason": str(comparison.basis.reason),
            },
            **{str(aspect): part() for aspect, part in parts.items() if aspect in shown},
            "steps": [self._step(at, step, shown) for at, step in enumerate(comparison.steps)],
        }

    def _year(self, index: int) -> dict[str, Any]:
        year, period = self._comparison.years[index], self._comparison.basis.periods[index]
        return {
            "label": self._labels[index],
            "branch": year.year.report.branch,
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "activities": len(year.log.indices),
        }

    def _record(self, year: int, location: Location) -> dict[str, Any]:
        """A record by what its user calls it, and where it stands."""
        recorded: Recorded = self._comparison.years[year]
        record = record_at(recorded.year, location)
        file, line, column = recorded.places.start(location)
        name = recorded.told(describe(type(record), record.__dict__))
        file = file.replace("\\", "/")
        return {"record": name, "file": file, "line": line, "column": column}

    def _records(self, year: int, locations: Iterable[Location]) -> list[dict[str, Any]]:
        return [self._record(year, location) for location in locations]

    def _events(self, year: int, events: Sequence[int]) -> list[dict[str, Any]]:
        return self._records(year, (("activities", index) for index in events))

    def _count(self, change: CountChange) -> dict[str, Any]:
        return {
            "name": change.name,
            "figures": [self._figure(year, fact) for year, fact in enumerate(change.facts)],
            "changes": [self._growth(growth) for growth in change.growths],
            "redefined": change.redefined,
        }

    def _sentence(self, change: CountChange) -> dict[str, Any]:
        """What can be said of a figure, with the records of its last two years, the last first."""
        years = list(enumerate(change.facts))[:-3:-1]
        return {
            "name": change.name,
            "text": told(change, chinese=self._chinese),
            "records": [
                record for year, fact in years if fact for record in self._behind(year, fact)
            ],
        }

    def _figure(self, year: int, fact: Fact | None) -> dict[str, Any] | None:
        if fact is None:
            return None
        return {
            "text": str(fact.quantity),
            "number": plain(fact.exact.number),
            "unit": fact.exact.unit,
            "records": self._behind(year, fact),
        }

    def _behind(self, year: int, fact: Fact) -> list[dict[str, Any]]:
        """The count that asks for a figure, and the events that it counts."""
        asked: list[Location] = [] if fact.count is None else [("counts", fact.count)]
        events: list[Location] = [("activities", index) for index in fact.activities]
        return self._records(year, [*asked, *events])

    def _growth(self, growth: Growth) -> dict[str, Any]:
        return {
            "turn": str(growth.turn),
            "difference": None if growth.difference is None else signed(growth.difference),
            "rate": None if growth.rate is None else str(growth.rate),
            "small_base": growth.has_small_base,
            "words": in_words(growth, chinese=self._chinese),
        }

    def _months(self) -> list[dict[str, Any]]:
        first = self._comparison.basis.periods[-1].first.month
        return [
            {
                "month": (first - 1 + at) % 12 + 1,
                "activities": [None if events is None else len(events) for events in month],
            }
            for at, month in enumerate(self._comparison.months)
        ]

    def _rate(self, change: RateChange) -> dict[str, Any]:
        return {
            "kind": change.name or None,
            "rates": [
                rate
                and {
                    "percent": plain(rate.share.number),
                    "present": rate.present,
                    "due": rate.due,
                    "records": self._events(year, rate.events),
                }
                for year, rate in enumerate(change.rates)
            ],
            "changes": [self._growth(growth) for growth in change.growths],
        }

    def _restated(self, change: RestatementChange) -> dict[str, Any]:
        year = self._comparison.years[change.year].year
        restatement = year.restatements[change.restatement]
        return {
            "year": self._labels[change.year],
            "date": restatement.date.isoformat(),
            "reason": restatement.reason,
            **self._record(change.year, ("restatements", change.restatement)),
            "issue": None if change.issue is None else self._issue(change.year, change.issue),
        }

    def _issue(self, year: int, index: int) -> dict[str, Any]:
        issue = self._comparison.years[year].year.issues[index]
        place = self._record(year, ("issues", index))
        return {"date": issue.date.isoformat(), "document": issue.document, **place}

    def _step(self, at: int, step: Step, shown: Collection[Aspect]) -> dict[str, Any]:
        parts: Parts = {
            Aspect.KINDS: lambda: [
                {
                    "name": kind.name,
                    "change": "added" if kind.added else "dropped",
                    "records": self._events(at + kind.added, kind.events),
                }
                for kind in step.kinds
            ],
            Aspect.SECTIONS: lambda: [
                {
                    "old": change.old and self._said(at, (*change.old, "heading")),
                    "new": change.new and self._said(at + 1, (*change.new, "heading")),
                    "match": _match(change.match),
                }
                for change in step.sections
            ],
            Aspect.SHORTCOMINGS: lambda: [self._mended(at, each) for each in step.shortcomings],
            Aspect.PLANS: lambda: [self._plan(at, each) for each in step.plans],
            Aspect.WORDING: lambda: [self._wording(at, each) for each in step.wording],
        }
        chosen = {str(aspect): part() for aspect, part in parts.items() if aspect in shown}
        return {"years": [*self._labels[at : at + 2]], **chosen}

    def _said(self, year: int, location: Location) -> dict[str, Any]:
        recorded = self._comparison.years[year]
        text = recorded.told(str(value_at(recorded.year, location)))
        return {"text": text, **self._record(year, location)}

    def _mended(self, at: int, change: ShortcomingChange) -> dict[str, Any]:
        return {
            "state": str(change.state),
            "years": change.years,
            "old": self._promise(at, "shortcomings", change.old, "problem"),
            "new": self._promise(at + 1, "shortcomings", change.new, "problem"),
            "match": _match(change.match),
            **self._answer(at + 1, change.followup, change.evidence),
        }

    def _promise(self, year: int, key: str, index: int | None, text: str) -> dict[str, Any] | None:
        if index is None:
            return None
        id_ = value_at(self._comparison.years[year].year, (key, index, "id"))
        return {"id": id_, **self._said(year, (key, index, text))}

    def _plan(self, at: int, change: PlanChange) -> dict[str, Any]:
        again = change.again.new if change.again else None
        return {
            "verdict": str(change.verdict),
            "contradicted": change.contradicted,
            "years": change.years,
            "plan": self._promise(at, "plans", change.old, "heading"),
            "targets": [
                {
                    "name": target.name,
                    "promised": str(target.promised),
                    "actual": self._figure(at + 1, target.actual),
                    "met": target.met,
                }
                for target in change.targets
            ],
            "again": self._promise(at + 1, "plans", again, "heading"),
            "match": _match(change.again),
            **self._answer(at + 1, change.followup, change.evidence),
        }

    def _answer(
        self, year: int, followup: int | None, evidence: Sequence[Location]
    ) -> dict[str, Any]:
        if followup is None:
            return {"followup": None, "evidence": []}
        recorded = self._comparison.years[year]
        answer = recorded.year.followups[followup]
        return {
            "followup": {
                "outcome": answer.outcome.value,
                "note": answer.note and recorded.told(answer.note),
                **self._record(year, ("followups", followup)),
            },
            "evidence": self._records(year, dict.fromkeys(evidence)),
        }

    def _wording(self, at: int, change: WordingChange) -> dict[str, Any]:
        return {
            "old": self._record(at, change.old),
            "new": self._record(at + 1, change.new),
            "pieces": [
                {"text": piece.text, "edit": piece.edit or "equal"} for piece in change.pieces
            ],
        }


def _match(match: Match | None) -> dict[str, Any] | None:
    if match is None:
        return None
    score = None if match.score is None else plain(match.score)
    return {"link": str(match.link), "score": score}
