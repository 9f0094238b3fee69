"""What became of the shortcomings of a year: mended, still there, back again, or never answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from branchreport.compare.changes import Link, Match, ShortcomingChange, State
from branchreport.compare.matching import Item, matches
from branchreport.compare.promises import shown_by
from branchreport.compare.recorded import Recorded
from branchreport.records.references import answers
from branchreport.records.year import Followup, MendingStatus, Outcome, Shortcoming


@dataclass
class _Past:
    """What is known of the shortcomings of a year: for how many years each is there by then.

    ``gone_on`` are those that the year after lists again, and ``carried`` those that it carries
    over without listing them.
    """

    items: Sequence[Item]
    years: Sequence[int]
    gone_on: set[int] = field(default_factory=set)
    carried: set[int] = field(default_factory=set)


def shortcoming_steps(
    years: Sequence[Recorded], *, fuzzy: bool = True
) -> tuple[tuple[ShortcomingChange, ...], ...]:
    """What became of shortcomings from each of ``years`` to the next."""
    first = items_of(years[0])
    past = [_Past(first, [1] * len(first))]
    steps = []
    for after in years[1:]:
        before = years[len(past) - 1]
        changes = tuple(_changes(before, after, past, fuzzy=fuzzy))
        steps.append(changes)
        past[-1].gone_on = {each.old for each in changes if each.old is not None and each.match}
        past[-1].carried = {
            each.old
            for each in changes
            if each.old is not None and not each.match and each.state is State.CONTINUING
        }
        lasting = {each.new: each.years for each in changes if each.new is not None}
        past.append(_Past(items_of(after), [lasting[index] for index in sorted(lasting)]))
    return tuple(steps)


def items_of(year: Recorded) -> tuple[Item, ...]:
    """What the shortcomings of ``year`` are known by."""
    listed = year.year.shortcomings
    return tuple(Item(year.told(each.problem), each.id, each.continues or "") for each in listed)


def states_of(before: Recorded, after: Recorded) -> tuple[State, ...]:
    """What became of each shortcoming of ``before``; it was mended, if it was closed then."""
    (changes,) = shortcoming_steps((before, after))
    told = {each.old: each.state for each in changes if each.old is not None}
    return tuple(told.get(index, State.MENDED) for index in range(len(before.year.shortcomings)))


@dataclass(frozen=True)
class _Step:
    """Two years in succession."""

    before: Recorded
    after: Recorded

    @cached_property
    def answers(self) -> Mapping[str, int]:
        """The index of the follow-up that answers each id."""
        return answers(self.after.year)

    def answer(self, old: Shortcoming) -> tuple[int | None, Followup | None]:
        """What the later year says of ``old``, and where."""
        index = self.answers.get(old.id)
        return index, None if index is None else self.after.year.followups[index]


def _changes(
    before: Recorded, after: Recorded, past: Sequence[_Past], *, fuzzy: bool
) -> Iterator[ShortcomingChange]:
    """Those of the later year in its order, then those that only the earlier one lists."""
    step = _Step(before, after)
    items = items_of(after)
    found = {each.new: each for each in matches(past[-1].items, items, fuzzy=fuzzy)}
    missing = [index for index in range(len(items)) if index not in found]
    earlier = _earlier(past[:-1], items, missing, fuzzy=fuzzy)
    for index in range(len(items)):
        if index in found:
            yield _listed(step, found[index], past[-1].years)
        else:
            yield _back_or_new(after, index, earlier)
    listed = {each.old for each in found.values()}
    for index, years in enumerate(past[-1].years):
        gone = None if index in listed else _gone(step, index, years)
        if gone:
            yield gone


def _earlier(
    past: Sequence[_Past], items: Sequence[Item], missing: Sequence[int], *, fuzzy: bool
) -> Mapping[int, int]:
    """Those of ``missing`` that years before the last one had, and for how many years by now.

    It is one year where it was away in between. What is doubtful is left for a new one.
    """
    found: dict[int, int] = {}
    for distance, year in enumerate(reversed(past)):
        rest = [index for index in missing if index not in found]
        olds = [index for index in range(len(year.items)) if index not in year.gone_on]
        pairs = matches([year.items[i] for i in olds], [items[i] for i in rest], fuzzy=fuzzy)
        for pair in pairs:
            if pair.link is not Link.DOUBTFUL:
                old = olds[pair.old]
                stayed = distance == 0 and old in year.carried
                found[rest[pair.new]] = year.years[old] + 2 if stayed else 1
    return found


def _back_or_new(after: Recorded, index: int, earlier: Mapping[int, int]) -> ShortcomingChange:
    years = earlier.get(index)
    if years is None:
        return ShortcomingChange(State.NEW, None, index)
    closed = is_closed(after.year.shortcomings[index])
    again = State.CONTINUING if years > 1 else State.RECURRING
    return ShortcomingChange(State.MENDED if closed else again, None, index, years=years)


def _listed(step: _Step, match: Match, years: Sequence[int]) -> ShortcomingChange:
    """What became of a shortcoming that both years list."""
    old = step.before.year.shortcomings[match.old]
    new = step.after.year.shortcomings[match.new]
    answer, followup = step.answer(old)
    done = is_closed(old) or (followup is not None and followup.outcome is Outcome.DONE)
    state = State.RECURRING if done else State.CONTINUING
    return ShortcomingChange(
        State.MENDED if is_closed(new) else state,
        match.old,
        match.new,
        match,
        answer,
        shown_by(followup, step.after) if followup else (),
        years[match.old] + 1,
    )


def _gone(step: _Step, index: int, years: int) -> ShortcomingChange | None:
    """What became of a shortcoming that the later year does not list.

    None if it was mended in its own year already, and does not go on for all that.
    """
    old = step.before.year.shortcomings[index]
    answer, followup = step.answer(old)
    state = _ANSWERED[followup.outcome] if followup else State.UNANSWERED
    stays = state is State.CONTINUING
    if is_closed(old) and not stays:
        return None
    evidence = shown_by(followup, step.after) if followup else ()
    return ShortcomingChange(state, index, None, None, answer, evidence, years + stays)


_ANSWERED = {
    Outcome.DONE: State.MENDED,
    Outcome.PARTLY: State.CONTINUING,
    Outcome.CARRIED_OVER: State.CONTINUING,
    Outcome.DROPPED: State.DROPPED,
}


def is_closed(shortcoming: Shortcoming) -> bool:
    """Whether it was mended in its own year."""
    return shortcoming.status is MendingStatus.CLOSED
