"""What a comparison tells of two years in succession: kinds, sections, promises and wording."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, Final

from branchreport.compare.changes import (
    KindChange,
    Match,
    PlanChange,
    SectionChange,
    ShortcomingChange,
    Step,
    TargetResult,
    WordingChange,
)
from branchreport.compare.sentences import joint
from branchreport.compose.values import Telling, Value
from branchreport.document import Run
from branchreport.facts import Fact
from branchreport.places import Location
from branchreport.vocabulary.comparison.figures import YearView
from branchreport.vocabulary.comparison.sources import Sources
from branchreport.vocabulary.verdicts import LINKS, PLANS, STATES, called

_LEAST: Final = 40
"""Per cent of two texts that must be the same, or else marks of what changed tell nothing."""


class StepView(Telling):
    """Two years in succession: kinds, sections, shortcomings, plans and wording."""

    def __init__(self, sources: Sources, at: int, step: Step, years: Sequence[YearView]) -> None:
        self._sources = sources
        self._at = at
        self._step = step
        self.old, self.new = years[at], years[at + 1]
        self.follows = sources.comparison.basis.gaps[at] == 1

    @cached_property
    def added(self) -> "list[KindView]":
        """The kinds of events that the later year has and the earlier has not."""
        return [KindView(self, kind) for kind in self._step.kinds if kind.added]

    @cached_property
    def dropped(self) -> "list[KindView]":
        """The kinds of events that the earlier year has and the later has not."""
        return [KindView(self, kind) for kind in self._step.kinds if not kind.added]

    @cached_property
    def sections(self) -> "list[SectionView]":
        """The sections that only one of the years has, or that have another heading."""
        found = [SectionView(self, change) for change in self._step.sections]
        return [each for each in found if each.is_changed]

    @cached_property
    def shortcomings(self) -> "list[ShortcomingView]":
        """The shortcomings of both years."""
        return [ShortcomingView(self, change) for change in self._step.shortcomings]

    @cached_property
    def plans(self) -> "list[PlanView]":
        """The plans of the earlier year."""
        return [PlanView(self, change) for change in self._step.plans]

    @cached_property
    def wording(self) -> "list[WordingView]":
        """What is said in other words."""
        return [WordingView(self, change) for change in self._step.wording]

    @property
    def is_chinese(self) -> bool:
        """Whether it is told in Chinese."""
        return self._sources.chinese

    def old_at(self, *location: str | int) -> Any:
        """What the earlier year says at ``location``, as a template sees it."""
        return self._sources.at(self._at, location)

    def new_at(self, *location: str | int) -> Any:
        """What the later year says at ``location``, as a template sees it."""
        return self._sources.at(self._at + 1, location)

    def figure(self, fact: Fact) -> Value:
        """A figure of the later year."""
        return self._sources.figure(self._at + 1, fact)

    def places(self, old: Iterable[Location] = (), new: Iterable[Location] = ()) -> Value:
        """Where the records at these locations stand, those of the later year first."""
        later = [self._sources.named(self._at + 1, location) for location in new]
        earlier = [self._sources.named(self._at, location) for location in old]
        return self._sources.places([*later, *earlier])


class KindView(Telling):
    """A kind of event that only one of two years has, and how many events there were."""

    def __init__(self, step: StepView, kind: KindChange) -> None:
        first = ("activities", kind.events[0], "kind")
        at = step.new_at(*first) if kind.added else step.old_at(*first)
        self.name = Value(kind.name, (Run(kind.name, at.runs[0].source),))
        self.joint = Value.plain(joint(kind.name, chinese=step.is_chinese))
        self.events = Value.plain(len(kind.events))


class MatchView(Telling):
    """How it is known that two records are the same, and (by their texts) how alike these are."""

    def __init__(self, match: Match, *, chinese: bool) -> None:
        self.link = called(LINKS, match.link, chinese=chinese)
        self.score = None if match.score is None else Value.plain(match.score)


def _matched(step: StepView, match: Match | None) -> MatchView | None:
    return MatchView(match, chinese=step.is_chinese) if match else None


class SectionView(Telling):
    """A section in both years, or in one of them; the other is None.

    One whose heading quotes another figure in the same words has not changed.
    """

    def __init__(self, step: StepView, change: SectionChange) -> None:
        self.old = step.old_at(*change.old).heading if change.old else None
        self.new = step.new_at(*change.new).heading if change.new else None
        self.match = _matched(step, change.match)
        old, new = (each and each.raw for each in (self.old, self.new))
        self.is_changed = old != new


class AnswerView(Telling):
    """What the later year says of a promise, and where the records stand that show it."""

    def __init__(self, step: StepView, followup: int, evidence: Sequence[Location]) -> None:
        told = step.new_at("followups", followup)
        self.outcome = told.outcome
        self.note = told.note
        self.records = list(dict.fromkeys(told.records))
        self.places = step.places(new=evidence)


def _answered(step: StepView, change: ShortcomingChange | PlanChange) -> AnswerView | None:
    if change.followup is None:
        return None
    return AnswerView(step, change.followup, change.evidence)


class ShortcomingView(Telling):
    """A shortcoming, by what both years say of it, and what became of it.

    ``years`` is for how many years in succession it has been there.
    """

    def __init__(self, step: StepView, change: ShortcomingChange) -> None:
        self.state = called(STATES, change.state, chinese=step.is_chinese)
        self.old = None if change.old is None else step.old_at("shortcomings", change.old)
        self.new = None if change.new is None else step.new_at("shortcomings", change.new)
        self.match = _matched(step, change.match)
        self.years = Value.plain(change.years)
        self.answer = _answered(step, change)


class PlanView(Telling):
    """A plan of the earlier year, and what became of it in the later one.

    ``years`` is for how many years in succession it has been planned.
    """

    def __init__(self, step: StepView, change: PlanChange) -> None:
        self.verdict = called(PLANS, change.verdict, chinese=step.is_chinese)
        self.plan = step.old_at("plans", change.old)
        self.targets = [TargetView(step, change.old, target) for target in change.targets]
        self.contradicted = change.contradicted
        self.again = step.new_at("plans", change.again.new) if change.again else None
        self.match = _matched(step, change.again)
        self.years = Value.plain(change.years)
        self.answer = _answered(step, change)


class TargetView(Telling):
    """A target beside what was counted."""

    def __init__(self, step: StepView, plan: int, target: TargetResult) -> None:
        self.name = Value.plain(target.name)
        self.joint = Value.plain(joint(target.name, chinese=step.is_chinese))
        self.promised = step.old_at("plans", plan, "targets", target.name)
        self.actual = step.figure(target.actual) if target.actual else None


class WordingView(Telling):
    """A text in two versions: whose it is, which of its fields, and the words with the edits.

    ``alike`` is how much of both is the same, in per cent; ``way`` is how it is told: ``marked``
    with what went and came, or only that it was ``rewritten``, ``written`` or ``removed``.
    """

    def __init__(self, step: StepView, change: WordingChange) -> None:
        record = step.new_at(*change.new[:-1])
        self.of = Value.plain(str(change.new[0]))
        self.name = record.heading if change.new[0] == "achievements" else record.id
        self.field = Value.plain(str(change.new[-1]))
        self.alike = _alike(change)
        self.way = _way(change, self.alike)
        self.text = Value("", tuple(Run(piece.text, edit=piece.edit) for piece in change.pieces))
        self.places = step.places([change.old], [change.new])


def _alike(change: WordingChange) -> int:
    """The share of the characters of both versions that they have in common, in per cent."""
    same = sum(2 * len(piece.text) for piece in change.pieces if not piece.edit)
    edited = sum(len(piece.text) for piece in change.pieces if piece.edit)
    return 100 * same // (same + edited)


def _way(change: WordingChange, alike: int) -> str:
    edits = {piece.edit for piece in change.pieces}
    if edits == {"inserted"}:
        return "written"
    if edits == {"deleted"}:
        return "removed"
    return "marked" if alike >= _LEAST else "rewritten"
