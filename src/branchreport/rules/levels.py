"""Levels: how much a finding weighs in this year, and which records are exempted from it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from branchreport.diagnostics import CODES, Severity
from branchreport.language import _
from branchreport.places import Location
from branchreport.records.record import Record
from branchreport.records.walks import sections_of
from branchreport.records.year import BranchYear, Exemptible, Level
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding
from branchreport.suggest import Guesses

_SEVERITIES: Final = {
    Level.NOTE: Severity.NOTE,
    Level.WARNING: Severity.WARNING,
    Level.ERROR: Severity.ERROR,
}
_CODES: Final = {kind.name: code for code, kind in CODES.items()}


def code_of(written: str) -> str | None:
    """The code that is called ``written``: the code itself, in any case of letters, or its name."""
    upper = written.upper()
    return upper if upper in CODES else _CODES.get(written)


def nothing_called(written: str, guesses: Guesses | None = None) -> tuple[str, str]:
    """What is to be said of a code or name that there is not, and what to do.

    Codes are too much alike to be guessed but for letters that look like digits: ``BR4O2``.
    """
    code = written.upper().translate(str.maketrans("OIL", "011"))
    meant = code if code in CODES else (guesses or Guesses()).closest(written, _CODES)
    return (
        _("there is no finding “{code}”").format(code=written),
        _("did you mean “{key}”?").format(key=meant)
        if meant
        else _("“branchreport rules” lists the codes and names"),
    )


def unknown(case: Case) -> Iterator[Finding]:
    """A level is set, or a record exempted, under a code that there is not."""
    for location, written in _spoken_of(case.year):
        if code_of(written) is None:
            yield Finding(location, *nothing_called(written, case.guesses), key=True)


def fixed(case: Case) -> Iterator[Finding]:
    """A level is set, or a record exempted, for a finding that no document can bear."""
    for location, written in _spoken_of(case.year):
        code = code_of(written)
        if code and not CODES[code].free:
            yield Finding(
                location,
                _("{code} can be neither silenced nor given another level").format(code=code),
                _("take it out, and mend what the finding says"),
                key=True,
            )


def given_twice(case: Case) -> Iterator[Finding]:
    """One finding is given two levels: under its code, and under its name."""
    first: dict[str, str] = {}
    for written in case.year.rules:
        code = code_of(written)
        if code in first:
            yield Finding(
                ("rules", written),
                _("“{name}” and “{other}” are one finding").format(name=written, other=first[code]),
                _("keep one of the two"),
                ((("rules", first[code]), _("first given here")),),
                key=True,
            )
        elif code:
            first[code] = written


def _spoken_of(year: BranchYear) -> Iterator[tuple[Location, str]]:
    """Every code that the year speaks of, with its place."""
    for written in year.rules:
        yield ("rules", written), written
    for location, record in _exemptible(year):
        for written in record.exempt:
            yield (*location, "exempt", written), written


def _exemptible(year: BranchYear) -> Iterator[tuple[Location, Exemptible]]:
    """Every record that may be exempted, with its place."""
    yield ("report",), year.report
    lists: dict[str, Sequence[Exemptible]] = {
        "activities": year.activities,
        "counts": year.counts,
        "shortcomings": year.shortcomings,
        "plans": year.plans,
        "followups": year.followups,
    }
    for key, records in lists.items():
        for index, record in enumerate(records):
            yield (key, index), record
    for location, section, _above in sections_of(year):
        yield location, section


class Weights:
    """What a year itself says of findings, and which of its exemptions were needed."""

    def __init__(self, year: BranchYear) -> None:
        self._year = year
        self._levels = {code_of(written): level for written, level in year.rules.items()}
        self._needed: set[tuple[Location, str]] = set()

    def of(self, code: str, usual: Severity) -> Severity | None:
        """How much a finding of ``code`` weighs; None where it is silenced."""
        level = self._levels.get(code) if CODES[code].free else None
        return _SEVERITIES.get(level) if level else usual

    def exempts(self, code: str, records: Iterable[tuple[Location, Record]]) -> bool:
        """Whether one of ``records``, on the way to a finding of ``code``, is exempted from it."""
        found = False
        for location, record in records if CODES[code].free else ():
            for written in record.exempt if isinstance(record, Exemptible) else ():
                if code_of(written) == code:
                    self._needed.add((location, written))
                    found = True
        return found

    def needless(self) -> Iterator[Finding]:
        """The exemptions of a year in which nothing was found that they exempt from."""
        for location, record in _exemptible(self._year):
            for written in record.exempt:
                code = code_of(written)
                if code and CODES[code].free and (location, written) not in self._needed:
                    yield Finding(
                        (*location, "exempt", written),
                        _("nothing is found here that “{code}” exempts from").format(code=written),
                        _("delete the exemption"),
                        key=True,
                    )
