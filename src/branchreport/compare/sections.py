"""Sections of two years: those that both have, and those that only one of them has."""

from collections.abc import Sequence

from branchreport.compare.changes import SectionChange
from branchreport.compare.matching import Item, matches
from branchreport.compare.recorded import Recorded
from branchreport.places import Location
from branchreport.records.walks import sections_of


def section_changes(
    before: Recorded, after: Recorded, *, fuzzy: bool = True
) -> tuple[SectionChange, ...]:
    """The sections of the later year in its order, then those that only the earlier one has."""
    olds, news = _sections(before), _sections(after)
    old_places, new_places = [place for place, _ in olds], [place for place, _ in news]
    found = matches([item for _, item in olds], [item for _, item in news], fuzzy=fuzzy)
    both = {each.new: SectionChange(old_places[each.old], new_places[each.new], each)
            for each in found}  # fmt: skip
    listed = {each.old for each in found}
    return (
        *(both.get(i, SectionChange(None, place)) for i, place in enumerate(new_places)),
        *(SectionChange(place, None) for i, place in enumerate(old_places) if i not in listed),
    )


def _sections(year: Recorded) -> Sequence[tuple[Location, Item]]:
    return [
        (
            place,
            Item(
                year.told(section.heading),
                within="\n".join(year.told(outer.heading) for outer in above),
            ),
        )
        for place, section, above in sections_of(year.year)
    ]
