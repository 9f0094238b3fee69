"""Counts: a declared figure and the log say the same, and what is added up can be."""

from collections.abc import Collection, Iterator

from branchreport.facts import Fact
from branchreport.language import _, plural
from branchreport.places import Location
from branchreport.quantity import is_exact
from branchreport.records.year import BranchYear
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding
from branchreport.rules.names import is_slip


def contradicted(case: Case) -> Iterator[Finding]:
    """A declared figure is not true of what the log gives."""
    for fact in case.facts.values():
        if fact.count is None or fact.agrees or fact.counted is None:
            continue
        yield Finding(
            ("counts", fact.count, "value"),
            _("{declared} is declared, but the log gives {counted}").format(
                declared=fact.declared, counted=fact.counted
            ),
            _("correct the figure, or complete the log"),
            tuple(behind(fact)),
        )


def behind(fact: Fact) -> Iterator[tuple[Location, str]]:
    """The places that a figure comes from, with the words for them."""
    if fact.count is not None and fact.counted is None:
        yield ("counts", fact.count, "value"), _("{figure} here").format(figure=fact.declared)
    elif fact.count is not None:
        yield ("counts", fact.count, "from"), _("this gives {figure}").format(figure=fact.counted)
    if fact.activities:
        events = plural("{number} event", "{number} events", len(fact.activities))
        last: Location = ("activities", fact.activities[-1])
        yield last, _("the last of {events} that count").format(events=events)


def mixed_units(case: Case) -> Iterator[Finding]:
    """Tallies of one name, or a count and its tally, are measured in different units."""
    for fact in case.facts.values():
        if fact.derivation is None or fact.derivation.tally is None:
            continue
        first = _unit_of(case.year, fact)
        for index in fact.activities:
            unit = case.year.activities[index].tallies[fact.derivation.tally].unit
            here = ("activities", index, "tallies", fact.derivation.tally)
            if first and unit and unit != first[1]:
                yield Finding(
                    here,
                    _("“{name}” is measured in “{unit}” here, and in “{other}” elsewhere").format(
                        name=fact.name, unit=unit, other=first[1]
                    ),
                    _("use one measure word for one count"),
                    ((first[0], _("“{unit}” here").format(unit=first[1])),),
                )
            first = first or ((here, unit) if unit else None)


def _unit_of(year: BranchYear, fact: Fact) -> tuple[Location, str] | None:
    """The measure word that a count itself is given, and where."""
    if fact.count is None:
        return None
    count = year.counts[fact.count]
    if count.unit:
        return ("counts", fact.count, "unit"), count.unit
    if count.value and count.value.unit:
        return ("counts", fact.count, "value"), count.value.unit
    return None


def two_units(case: Case) -> Iterator[Finding]:
    """A count is given one measure word with its value, and another beside it."""
    for index, count in enumerate(case.year.counts):
        if count.unit and count.value and count.value.unit and count.unit != count.value.unit:
            value: Location = ("counts", index, "value")
            yield Finding(
                ("counts", index, "unit"),
                _("“{name}” is measured in “{unit}” here, and in “{other}” elsewhere").format(
                    name=count.name, unit=count.unit, other=count.value.unit
                ),
                _("use one measure word for one count"),
                ((value, _("“{unit}” here").format(unit=count.value.unit)),),
            )


def given_twice(case: Case) -> Iterator[Finding]:
    """Two counts have one name."""
    first: dict[str, int] = {}
    for index, count in enumerate(case.year.counts):
        if count.name in first:
            yield Finding(
                ("counts", index, "name"),
                _("there are two counts “{name}”").format(name=count.name),
                _("give one of them another name, or delete it"),
                ((("counts", first[count.name], "name"), _("first given here")),),
            )
        first.setdefault(count.name, index)


def inexact_tally(case: Case) -> Iterator[Finding]:
    """A tally that is added up is no exact number."""
    added: dict[tuple[int, str], None] = {}
    for fact in case.facts.values():
        if fact.derivation and fact.derivation.tally:
            added |= {(index, fact.derivation.tally): None for index in fact.activities}
    for index, name in added:
        tally = case.year.activities[index].tallies[name]
        if not is_exact(tally):
            yield Finding(
                ("activities", index, "tallies", name),
                _("“{tally}” cannot be added up: it is not exact").format(tally=tally),
                _("write the exact number in the log; the count may still be inexact"),
            )


def nothing_counted(case: Case) -> Iterator[Finding]:
    """A count follows from events of a kind, a theme or a tally that the log does not know."""
    for location, name, known in _not_in_the_log(case):
        meant = case.guesses.closest(name, known)
        yield Finding(
            location,
            _("no event of the log has “{name}”").format(name=name),
            _("did you mean “{key}”?").format(key=meant)
            if meant
            else _("correct the name, or add the events to the log"),
        )


def _not_in_the_log(case: Case) -> Iterator[tuple[Location, str, Collection[str]]]:
    """What counts follow from though the log does not know it: where, which, and what it knows."""
    themes = {activity.theme: None for activity in case.year.activities if activity.theme}
    for index, count in enumerate(case.year.counts):
        if count.derivation is None:
            continue
        tally = (count.derivation.tally,) if count.derivation.tally else ()
        for key, names, known in (
            ("kind", count.derivation.kind, case.log.by_kind),
            ("theme", count.derivation.theme, themes),
            ("tally", tally, case.log.by_tally),
        ):
            for name in names:
                if name not in known and not is_slip(name):
                    yield ("counts", index, "from", key), name, known.keys()
