"""What a template may name of the year before, and of what became of what it promised."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from branchreport.compare.changes import TargetResult, Verdict
from branchreport.compare.promises import evidence_of, followup_of, targets_of, verdict
from branchreport.compose.values import Telling, Value
from branchreport.document import Run
from branchreport.language import _
from branchreport.places import Location
from branchreport.records.record import Record
from branchreport.records.year import BranchYear, Plan, Shortcoming
from branchreport.vocabulary import FactView, RecordView, Vocabulary

_KINDS: Final = {"plan": "计划", "shortcoming": "问题"}

_VERDICTS: Final = {
    "plan": {
        Verdict.FULFILLED: ("fulfilled", "已完成"),
        Verdict.PARTLY: ("partly fulfilled", "部分完成"),
        Verdict.NOT: ("not fulfilled", "未完成"),
        Verdict.UNKNOWN: ("cannot be judged", "无法判断"),
    },
    "shortcoming": {
        Verdict.FULFILLED: ("mended", "已整改"),
        Verdict.PARTLY: ("partly mended", "部分整改"),
        Verdict.NOT: ("not mended", "未整改"),
        Verdict.UNKNOWN: ("cannot be judged", "无法判断"),
    },
}
"""What a verdict is called in English and in Chinese."""


class PreviousView(Telling):
    """The year before as a template sees it: what a year is called at the top of its own."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words

    def __getattr__(self, name: str) -> Any:
        """The name of the year before that is called ``name``."""
        if name.startswith("_") or name not in self._names:
            raise AttributeError(name)
        return self._names[name]

    @cached_property
    def _names(self) -> dict[str, Any]:
        """Its names, without those of a year still earlier, which nobody reads for them."""
        return self._words.own_names()

    def _told(self) -> list[str]:
        return list(self._names)

    def _called(self) -> str:
        return _("the year before")


class PromiseView(Telling):
    """A plan or a shortcoming of the year before, and what became of it."""

    def __init__(
        self, words: Vocabulary, earlier: Vocabulary, kind: str, location: Location
    ) -> None:
        self._words = words
        self._earlier = earlier
        self._kind = kind
        self._location = location

    @cached_property
    def kind(self) -> Value:
        """``plan`` or ``shortcoming``, in the language of the document."""
        return Value(self._kind, (Run(_KINDS[self._kind] if self._words.chinese else self._kind),))

    @cached_property
    def record(self) -> RecordView:
        """The record of the year before."""
        return RecordView(self._earlier, self._promise, self._location, None)

    @cached_property
    def followup(self) -> RecordView | None:
        """The answer to it, if there is one."""
        if self._answer is None:
            return None
        location = ("followups", self._answer)
        return RecordView(self._words, self._words.year.followups[self._answer], location, None)

    @property
    def outcome(self) -> Value | None:
        """What became of it, as the answer has it."""
        told: Value | None = self.followup.outcome if self.followup else None
        return told

    @cached_property
    def verdict(self) -> Value:
        """What became of it, by the answer and by what was counted."""
        followups = self._words.year.followups
        answer = None if self._answer is None else followups[self._answer]
        found = verdict(answer, self._results)
        english, chinese = _VERDICTS[self._kind][found]
        return Value(found.value, (Run(chinese if self._words.chinese else english),))

    @cached_property
    def targets(self) -> "list[TargetView]":
        """What was to be reached, beside what was counted."""
        place = (*self._location, "targets")
        return [
            TargetView(
                self._earlier.named(result.name, result.promised, place, self._promise),
                FactView(self._words, result.actual) if result.actual else None,
                result.met,
            )
            for result in self._results
        ]

    @cached_property
    def evidence(self) -> list[RecordView]:
        """The records that show it."""
        if self._answer is None:
            return []
        places = evidence_of(self._words.year.followups[self._answer], self._words.recorded)
        year = self._words.year
        return [RecordView(self._words, _record_at(year, place), place, None) for place in places]

    @cached_property
    def _promise(self) -> Plan | Shortcoming:
        found = _record_at(self._earlier.year, self._location)
        assert isinstance(found, Plan | Shortcoming), "nothing else is promised"
        return found

    @cached_property
    def _answer(self) -> int | None:
        return followup_of(self._promise.id, self._words.recorded)

    @cached_property
    def _results(self) -> tuple[TargetResult, ...]:
        promise = self._promise
        return targets_of(promise, self._words.recorded) if isinstance(promise, Plan) else ()

    def _called(self) -> str:
        return _("what was promised")


class TargetView(Telling):
    """A target of the year before, beside what was counted."""

    def __init__(
        self, promised: Mapping[str, Value], actual: FactView | None, met: bool | None
    ) -> None:
        self.name = promised["name"]
        self.promised = promised["quantity"]
        self.actual = actual
        self.met = met

    def _called(self) -> str:
        return _("a target")


def promised(words: Vocabulary, earlier: Vocabulary) -> list[PromiseView]:
    """The plans of the year before, then its shortcomings, each with what became of it."""
    return [
        PromiseView(words, earlier, kind, (field, index))
        for kind, field in (("plan", "plans"), ("shortcoming", "shortcomings"))
        for index in range(len(getattr(earlier.year, field)))
    ]


def _record_at(year: BranchYear, location: Location) -> Record:
    """The record that stands at ``location`` in ``year``."""
    value: object = year
    for step in location:
        match value:
            case tuple() if isinstance(step, int):
                value = value[step]
            case _:
                value = getattr(value, str(step))
    assert isinstance(value, Record), "only records have such places"
    return value
