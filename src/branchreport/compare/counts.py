"""Figures of one name in several years, and how they changed."""

from branchreport.compare.recorded import Recorded
from branchreport.facts import Fact
from branchreport.growth import Growth, growth
from branchreport.quantity import Quantity
from branchreport.records.year import Derivation


def figure_of(name: str, year: Recorded, others: tuple[Recorded, ...]) -> Fact | None:
    """The figure ``name`` of ``year``; None where it was not counted, which is not nought.

    What ``year`` does not ask for by this name is counted in its log as ``others`` count it: none
    of a kind took place where a log that was kept holds none, but a tally or attendance that
    nobody recorded is not known.
    """
    if fact := year.facts.get(name):
        return fact
    asked = (other.facts[name].derivation for other in others if name in other.facts)
    derivation = next((each for each in asked if each), None)
    if derivation is None or not year.log.indices:
        return None
    return _counted(name, year, derivation, others)


def _counted(
    name: str, year: Recorded, derivation: Derivation, others: tuple[Recorded, ...]
) -> Fact | None:
    activities = year.log.matching(derivation)
    if derivation.tally or derivation.attendance:
        return None  # nobody recorded it under this name
    unit = next((other.facts[name].exact.unit for other in others if name in other.facts), "")
    counted = Quantity.counted(len(activities), unit)
    return Fact(name, None, counted, activities, derivation)


def growth_of(name: str, before: Recorded, after: Recorded) -> Growth:
    """How the figure ``name`` changed from the year ``before`` to the one ``after``."""
    years = (before, after)
    old, new = (figure_of(name, year, years) for year in years)
    return growth(old.exact if old else None, new.exact if new else None)
