"""Figures of one name in several years, and how they changed."""

from collections.abc import Sequence
from itertools import pairwise

from branchreport.compare.changes import Basis, CountChange, KindChange
from branchreport.compare.recorded import Recorded
from branchreport.facts import Fact
from branchreport.growth import Turn, growth, in_words
from branchreport.quantity import Quantity
from branchreport.records.year import Derivation


def count_changes(years: Sequence[Recorded], basis: Basis) -> tuple[CountChange, ...]:
    """Every figure that one of ``years`` asks for, or that its log gives unasked.

    Those of the latest year come first, in its order.
    """
    known = tuple(years)
    names = dict.fromkeys(name for year in reversed(known) for name in _names(year))
    return tuple(_change(name, known, basis) for name in names)


def _names(year: Recorded) -> tuple[str, ...]:
    """What is counted in ``year``; in a part of it as well what was only declared for all of it."""
    return (*year.asked, *year.facts)


def _change(name: str, years: tuple[Recorded, ...], basis: Basis) -> CountChange:
    facts = tuple(figure_of(name, year, years) for year in years)
    figures = [fact.exact if fact else None for fact in facts]
    growths = (growth(*step, same_period=basis.partial) for step in pairwise(figures))
    selected = {_selected(fact.derivation) for fact in facts if fact and fact.derivation}
    return CountChange(name, facts, tuple(growths), redefined=len(selected) > 1)


def _selected(derivation: Derivation) -> tuple[object, ...]:
    """What ``derivation`` counts, however it is written."""
    kinds, themes = frozenset(derivation.kind), frozenset(derivation.theme)
    return kinds, themes, derivation.tally, derivation.attendance


def figure_of(name: str, year: Recorded, others: tuple[Recorded, ...]) -> Fact | None:
    """The figure ``name`` of ``year``; None where it was not counted, which is not nought.

    What ``year`` does not ask for by this name is counted in its log as ``others`` count it: none
    of a kind took place where a log that was kept holds none, but a tally or attendance that
    nobody recorded is not known. What it only declares is not known of a part of it.
    """
    if fact := year.facts.get(name):
        return fact
    if name in year.asked:
        return None
    asked = (other.facts[name].derivation for other in others if name in other.facts)
    derivation = next((each for each in asked if each), None)
    return _counted(name, year, derivation, others) if derivation else None


def _counted(
    name: str, year: Recorded, derivation: Derivation, others: tuple[Recorded, ...]
) -> Fact | None:
    if derivation.tally or derivation.attendance:
        return None  # nobody recorded it under this name
    log = year.year.activities
    if not log or (derivation.theme and not any(activity.theme for activity in log)):
        return None  # nobody recorded events, or what they were about
    activities = year.log.matching(derivation)
    unit = next((other.facts[name].exact.unit for other in others if name in other.facts), "")
    counted = Quantity.counted(len(activities), unit)
    return Fact(name, None, counted, activities, derivation)


def sentence(change: CountChange, *, chinese: bool) -> str:
    """What can be said of the last year: ``主题党日12次，比上年增加8次，同比增长200.0%``."""
    last, words = change.facts[-1], in_words(change.growths[-1], chinese=chinese)
    shown = last is not None and change.growths[-1].turn is not Turn.TO_NOUGHT
    figure = f"{last.quantity}{'，' if chinese else ', '}" if last and shown else ""
    return f"{change.name}{'' if chinese else ': '}{figure}{words}"


def kind_changes(before: Recorded, after: Recorded) -> tuple[KindChange, ...]:
    """The kinds of event that one of two years has and the other does not.

    None where one of them kept no log: nobody knows what took place in it.
    """
    if not (before.year.activities and after.year.activities):
        return ()
    old, new = before.log.by_kind, after.log.by_kind
    added = (KindChange(kind, True, tuple(new[kind])) for kind in new if kind not in old)
    dropped = (KindChange(kind, False, tuple(old[kind])) for kind in old if kind not in new)
    return (*added, *dropped)
