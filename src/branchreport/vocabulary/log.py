"""The log as a template sees it: by date, by month, and its photographs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from branchreport.compose.values import Telling, Value
from branchreport.facts import Month, by_month
from branchreport.pictures import photographs, picture

if TYPE_CHECKING:  # which makes these
    from branchreport.vocabulary import RecordView, Vocabulary

_MOST_KINDS: Final = 7
"""Kinds of events that a table or a chart of months tells apart; more cannot be told apart."""


class LogView(Telling):
    """The log as a template sees it: by date, by month, and its photographs."""

    def __init__(self, words: "Vocabulary") -> None:
        self._words = words

    @cached_property
    def activities(self) -> "list[RecordView]":
        """Every event in the order of the days, those of one day in that of the records."""
        found = list(enumerate(self._words.year.activities))
        found.sort(key=lambda each: each[1].date)
        return [self._words.view(event, ("activities", index)) for index, event in found]

    def tells(self, *fields: str) -> bool:
        """Whether any event says something under one of ``fields``, as ``place``."""
        events = self._words.year.activities
        return any(getattr(event, field, None) for event in events for field in fields)

    @cached_property
    def kinds(self) -> list[Value]:
        """The kinds that the months tell apart, the most frequent first."""
        events = self._words.year.activities
        return [
            self._words.view(kind, ("activities", first, "kind"), events[first])
            for kind, first in self._kinds.items()
        ]

    @cached_property
    def months(self) -> "list[MonthView]":
        """The months of the period, with how often each of the `kinds` took place."""
        words = self._words
        found = by_month(words.log, words.year.report.period, list(self._kinds))
        return [MonthView(words, month, list(self._kinds)) for month in found]

    @cached_property
    def has_others(self) -> bool:
        """Whether there are more kinds than those."""
        return any(month.others.raw for month in self.months)

    @property
    def photographs(self) -> "Iterator[PhotographView]":
        """The pictures among the evidence of the events, in their order, each once an event."""
        for activity in self.activities:
            for file, name in photographs(self._words.folder, activity.evidence):
                yield PhotographView(file, name, activity)

    @cached_property
    def _kinds(self) -> dict[str, int]:
        """The most frequent kinds, each with the index of its first event."""
        kinds = [activity.kind for activity in self._words.year.activities]
        return {kind: kinds.index(kind) for kind, _ in Counter(kinds).most_common(_MOST_KINDS)}


class MonthView(Telling):
    """A month as a template sees it."""

    def __init__(self, words: "Vocabulary", month: Month, kinds: Sequence[str]) -> None:
        first = month.first
        name = f"{first.year}年{first.month}月" if words.chinese else f"{first:%Y-%m}"
        others = "其他类别" if words.chinese else "other kinds"
        self.first = Value.plain(month.first)
        self.year = Value.plain(month.first.year)
        self.month = Value.plain(month.first.month)
        self.held = [
            words.number_of(events, f"{name} {kind}")
            for kind, events in zip(kinds, month.held, strict=True)
        ]
        self.others = words.number_of(month.others, f"{name} {others}")
        self.total = words.number_of(month.events, name)


class PhotographView(Telling):
    """A photograph as a template sees it: the picture itself, and the event that it shows."""

    def __init__(self, file: Path, name: Value, activity: "RecordView") -> None:
        self._file = file
        self._name = name
        self.activity = activity

    @cached_property
    def image(self) -> Value:
        """The picture, to be printed in ``::: picture``."""
        return Value(picture(self._file), self._name.runs)
