"""What a template may name of the year before, and of what became of what it promised."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from branchreport.compare.changes import State
from branchreport.compare.promises import Judge, Judgement, shown_by
from branchreport.compare.shortcomings import states_of
from branchreport.compose.values import Telling, Value
from branchreport.document import Run
from branchreport.language import _
from branchreport.places import Location
from branchreport.records.walks import record_at
from branchreport.records.year import Plan, Shortcoming
from branchreport.vocabulary import FactView, RecordView, Vocabulary
from branchreport.vocabulary.verdicts import PLANS, STATES, called

_KINDS: Final = {"plan": "计划", "shortcoming": "问题"}


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
        self,
        words: Vocabulary,
        earlier: Vocabulary,
        judgements: "_Judgements",
        kind: str,
        location: Location,
    ) -> None:
        self._words = words
        self._judgements = judgements
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
        """What became of it, by the answer and by what was counted or listed."""
        if self._judged:
            return called(PLANS, self._judged.verdict, chinese=self._words.chinese)
        state = self._judgements.states[self._index]
        return called(STATES, state, chinese=self._words.chinese)

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
            for result in (self._judged.targets if self._judged else ())
        ]

    @cached_property
    def evidence(self) -> list[RecordView]:
        """The records that show it."""
        if self._answer is None:
            return []
        places = shown_by(self._words.year.followups[self._answer], self._words.recorded)
        year = self._words.year
        return [RecordView(self._words, record_at(year, place), place, None) for place in places]

    @cached_property
    def _promise(self) -> Plan | Shortcoming:
        found = record_at(self._earlier.year, self._location)
        assert isinstance(found, Plan | Shortcoming), "nothing else is promised"
        return found

    @property
    def _index(self) -> int:
        return int(self._location[-1])

    @property
    def _answer(self) -> int | None:
        return self._judgements.judge.answers.get(self._promise.id)

    @cached_property
    def _judged(self) -> Judgement | None:
        """What is known of a plan."""
        promise = self._promise
        return self._judgements.judge.judged(promise) if isinstance(promise, Plan) else None

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


class _Judgements:
    """What became of all that the year before promised, found when it is asked for."""

    def __init__(self, words: Vocabulary, earlier: Vocabulary) -> None:
        self._words = words
        self._earlier = earlier

    @cached_property
    def judge(self) -> Judge:
        """Who judges its plans, and knows the answers."""
        return Judge(self._earlier.recorded, self._words.recorded, self._words.today)

    @cached_property
    def states(self) -> tuple[State, ...]:
        """The state of each of its shortcomings."""
        return states_of(self._earlier.recorded, self._words.recorded)


def promised(words: Vocabulary, earlier: Vocabulary) -> list[PromiseView]:
    """The plans of the year before, then its shortcomings, each with what became of it."""
    judgements = _Judgements(words, earlier)
    return [
        PromiseView(words, earlier, judgements, kind, (field, index))
        for kind, field in (("plan", "plans"), ("shortcoming", "shortcomings"))
        for index in range(len(getattr(earlier.year, field)))
    ]
