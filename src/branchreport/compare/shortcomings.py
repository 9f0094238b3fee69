"""What became of the shortcomings of a year: mended, still there, back again, or never answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from branchreport.compare.changes import Link, Match, ShortcomingChange, State
from branchreport.compare.matching import Item, matches
from branchreport.compare.promises import evidence_of, followup_of
from branchreport.compare.recorded import Recorded
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


def _changes(
    before: Recorded, after: Recorded, past: Sequence[_Past], *, fuzzy: bool
) -> Iterator[ShortcomingChange]:
    """Those of the later year in its order, then those that only the earlier one lists."""
    items = items_of(after)
    found = {each.new: each for each in matches(past[-1].items, items, fuzzy=fuzzy)}
    missing = [index for index in range(len(items)) if index not in found]
    earlier = _earlier(past[:-1], items, missing, fuzzy=fuzzy)
    for index in range(len(items)):
        if index in found:
            yield _listed(before, after, found[index], past[-1].years)
        else:
            yield _back_or_new(after, index, earlier)
    listed = {each.old for each in found.values()}
    for index, years in enumerate(past[-1].years):
        if index not in listed:
            yield _gone(before, after, index, years)


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
    closed = _is_closed(after.year.shortcomings[index])
    again = State.CONTINUING if years > 1 else State.RECURRING
    return ShortcomingChange(State.MENDED if closed else again, None, index, years=years)


def _listed(
    before: Recorded, after: Recorded, match: Match, years: Sequence[int]
) -> ShortcomingChange:
    """What became of a shortcoming that both years list."""
    old, new = before.year.shortcomings[match.old], after.year.shortcomings[match.new]
    answer, followup = _answer(old, after)
    done = _is_closed(old) or (followup is not None and followup.outcome is Outcome.DONE)
    state = State.RECURRING if done else State.CONTINUING
    return ShortcomingChange(
        State.MENDED if _is_closed(new) else state,
        match.old,
        match.new,
        match,
        answer,
        evidence_of(followup, after) if followup else (),
        years[match.old] + 1,
    )


def _gone(before: Recorded, after: Recorded, index: int, years: int) -> ShortcomingChange:
    """What became of a shortcoming that the later year does not list."""
    old = before.year.shortcomings[index]
    answer, followup = _answer(old, after)
    if followup is None:
        state = State.MENDED if _is_closed(old) else State.UNANSWERED
        return ShortcomingChange(state, index, None, years=years)
    state = _ANSWERED[followup.outcome]
    evidence = evidence_of(followup, after)
    stays = state is State.CONTINUING
    return ShortcomingChange(state, index, None, None, answer, evidence, years + stays)


_ANSWERED = {
    Outcome.DONE: State.MENDED,
    Outcome.PARTLY: State.CONTINUING,
    Outcome.CARRIED_OVER: State.CONTINUING,
    Outcome.DROPPED: State.DROPPED,
}


def _answer(old: Shortcoming, after: Recorded) -> tuple[int | None, Followup | None]:
    index = followup_of(old.id, after)
    return index, None if index is None else after.year.followups[index]


def _is_closed(shortcoming: Shortcoming) -> bool:
    return shortcoming.status is MendingStatus.CLOSED
