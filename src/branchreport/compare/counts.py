"""Figures of one name in several years, and how they changed."""

from collections.abc import Sequence
from itertools import pairwise

from branchreport.compare.changes import Basis, CountChange, KindChange
from branchreport.compare.growing import growths
from branchreport.compare.recorded import Recorded
from branchreport.facts import Fact
from branchreport.growth import Turn, in_words, of_whole_years
from branchreport.quantity import Quantity
from branchreport.records.year import Derivation


def count_changes(years: Sequence[Recorded], basis: Basis) -> tuple[CountChange, ...]:
    """Every figure that one of ``years`` asks for, or that its log gives unasked.

    Those of the latest year come first, in its order. What is known of no year is not among them.
    """
    known = tuple(years)
    names = dict.fromkeys(name for year in reversed(known) for name in _names(year))
    changes = (_change(name, known, basis) for name in names)
    return tuple(change for change in changes if any(change.facts))


def total(years: Sequence[Recorded], basis: Basis, unit: str) -> CountChange:
    """How many events there were in all, by the measure word ``unit``; None without a log."""
    facts = tuple(
        Fact("", None, Quantity.counted(len(year.log.indices), unit), tuple(year.log.indices))
        if year.year.activities
        else None
        for year in years
    )
    return CountChange(
        "", facts, growths([fact.exact if fact else None for fact in facts], years, basis)
    )


def undivided(years: Sequence[Recorded]) -> tuple[str, ...]:
    """The figures that are declared for whole years only, where all are looked at in part."""
    asked = dict.fromkeys(name for year in reversed(years) for name in year.asked)
    known = tuple(years)
    return tuple(
        name
        for name in asked
        if not any(figure_of(name, year, known) for year in years)
        and any(year.is_undivided(name) for year in years)
    )


def _names(year: Recorded) -> tuple[str, ...]:
    """What is counted in ``year``; in a part of it as well what was only declared for all of it."""
    return (*year.asked, *year.facts)


def _change(name: str, years: tuple[Recorded, ...], basis: Basis) -> CountChange:
    facts = tuple(figure_of(name, year, years) for year in years)
    found = growths(measured_alike(facts), years, basis)
    told = (
        of_whole_years(growth) if any(year.is_undivided(name) for year in step) else growth
        for growth, step in zip(found, pairwise(years), strict=True)
    )
    selected = {_selected(fact.derivation) for fact in facts if fact and fact.derivation}
    return CountChange(name, facts, tuple(told), redefined=len(selected) > 1)


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


def measured_alike(facts: Sequence[Fact | None]) -> list[Quantity | None]:
    """The exact figures of ``facts``, to be compared.

    What a log gives unasked has no measure word of its own; it takes that of a count which asks for
    the same.
    """
    asked = [fact for fact in facts if fact and fact.count is not None and fact.derivation]
    return [None if fact is None else _measured_as(fact, asked) for fact in facts]


def _measured_as(fact: Fact, asked: Sequence[Fact]) -> Quantity:
    if fact.count is not None or fact.derivation is None:
        return fact.exact
    counted = _selected(fact.derivation)
    alike = (each for each in asked if each.derivation and _selected(each.derivation) == counted)
    unit = next((each.exact.unit for each in alike), fact.exact.unit)
    return Quantity.counted(fact.exact.number, unit)


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
