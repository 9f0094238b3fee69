"""The names by which one record of a year points at others, and what each of them means."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from branchreport.records.walks import sections_of
from branchreport.records.year import BranchYear, Plan, Shortcoming


class Promise(NamedTuple):
    """A shortcoming or plan, which the year after is to answer, and where it stands."""

    location: tuple[str | int, ...]
    record: Shortcoming | Plan


def promises(year: BranchYear) -> Iterator[Promise]:
    """What ``year`` wants to mend, and what it plans, in its order."""
    for index, shortcoming in enumerate(year.shortcomings):
        yield Promise(("shortcomings", index), shortcoming)
    for index, plan in enumerate(year.plans):
        yield Promise(("plans", index), plan)


def answers(year: BranchYear) -> Mapping[str, int]:
    """The index of the follow-up that answers each id of the year before, of two the first."""
    found: dict[str, int] = {}
    for index, followup in enumerate(year.followups):
        found.setdefault(followup.id, index)
    return found


def referents(year: BranchYear) -> Mapping[str, list[tuple[str | int, ...]]]:
    """Where the records stand that each name means: by id, by name, by kind, or by heading."""
    found: dict[str, list[tuple[str | int, ...]]] = defaultdict(list)
    for name, location in _named(year):
        if location not in found[name][-1:]:
            found[name].append(location)
    return found


def _named(year: BranchYear) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    for index, activity in enumerate(year.activities):
        for name in (activity.id, activity.title, *activity.kinds, activity.theme):
            if name:
                yield name, ("activities", index)
        for tally in activity.tallies:
            yield tally, ("activities", index)
    for index, count in enumerate(year.counts):
        yield count.name, ("counts", index)
    for location, section, _above in sections_of(year):
        yield section.heading, location
    for index, shortcoming in enumerate(year.shortcomings):
        yield shortcoming.id, ("shortcomings", index)
    for index, plan in enumerate(year.plans):
        yield plan.id, ("plans", index)
