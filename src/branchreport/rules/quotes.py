"""Quotes in prose: each names a count that there is, and nothing else."""

from collections.abc import Iterator

from branchreport.compare.previous import Fault, Previous
from branchreport.language import _
from branchreport.places import Location
from branchreport.quoting import may_quote, quote
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding


def faulty(case: Case) -> Iterator[Finding]:
    """Prose quotes a count that is not there (BR302), or something that is no count (BR303).

    BR304 where the log has tallies of that name, but with two measure words, so no sum; BR314 where
    it compares with a year before that does not tell.
    """
    for location, prose in case.prose:
        if not may_quote(prose):
            continue
        for fault in quote(prose, case.facts, case.guesses, case.compared)[1]:
            found = Finding(
                location, fault.message, fault.help, (), fault.quote, fault.nth, fault.code
            )
            match fault.code:
                case "BR302":
                    yield _of_two_units(case, found)
                case "BR314" if case.previous and (wrong := case.previous.fault):
                    yield found._replace(help=_mending(case.previous, wrong))
                case _:
                    yield found


def _mending(previous: Previous, wrong: Fault) -> str:
    """What to do about a year before that is there, or named, but cannot be compared with."""
    told = {
        Fault.MISSING: _("“{path}” is not there: name another folder or file under “previous”"),
        Fault.UNSOUND: _("mend its records: “branchreport validate {path}” says what is wrong"),
        Fault.NOT_BEFORE: _("“{path}” does not end before this year begins: name another one"),
        Fault.NOT_ADJACENT: _("“{path}” is not the year right before this one: name another one"),
    }
    return told[wrong].format(path=previous.path)


def _of_two_units(case: Case, found: Finding) -> Finding:
    """``found``, or the true cause of it: tallies of the name that is quoted have two units."""
    name = found.words.strip("{} ")
    places: dict[str, Location] = {}
    for index in case.log.by_tally.get(name, ()):
        unit = case.year.activities[index].tallies[name].unit
        places.setdefault(unit, ("activities", index, "tallies", name))
    if len(places) < 2:
        return found
    one, other, *_more = places
    message = _("“{name}” has no sum: it is measured in “{unit}” and in “{other}”").format(
        name=name, unit=one, other=other
    )
    labels = [(place, _("“{unit}” here").format(unit=unit)) for unit, place in places.items()]
    return found._replace(
        code="BR304",
        message=message,
        help=_("use one measure word for one count"),
        labels=tuple(labels),
    )
