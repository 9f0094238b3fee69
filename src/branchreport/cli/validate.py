"""``branchreport validate``: everything that is wrong with the records, and where."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from branchreport.cli.checking import Checked, check_year
from branchreport.cli.console import complain
from branchreport.cli.misuse import Misuse
from branchreport.cli.reporting import Wish, deliver, root
from branchreport.cli.selecting import wanted
from branchreport.diagnostics import Diagnostic, Severity
from branchreport.language import spoken
from branchreport.loading.years import years
from branchreport.show.report import Report


def validate(
    paths: Sequence[str | Path],
    *,
    strict: bool = False,
    fix: bool = False,
    diff: bool = False,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    wish: Wish = Wish(),  # noqa: B008  # it cannot change
    most: int | None = None,
) -> int:
    """Check the years at ``paths``; 0 clean, 1 findings, 2 where something cannot be read.

    With ``fix`` the safe corrections are made first; with ``diff`` they are only shown.
    """
    try:
        codes = wanted(select, ignore)
        wish = wish.settled(os.environ)
    except Misuse as misuse:
        complain(misuse.message, misuse.help)
        return 2
    chosen = years(map(Path, paths))
    written = True
    if fix or diff:
        from branchreport.cli import correcting

        checked, desk = correcting.correct(chosen, codes)
        if diff:
            correcting.show_differences(desk)
            return int(bool(desk.changed))
        written = correcting.write(desk)
    else:
        checked = [check_year(year) for year in chosen]
    report = _report(checked, codes, strict=strict, most=most)
    if not (deliver(report, wish, os.environ) and written):
        return 2
    if any(found.code == "BR001" for found in report.diagnostics):
        return 2
    return int(report.failed)


def _report(
    checked: Iterable[Checked], codes: frozenset[str], *, strict: bool, most: int | None
) -> Report:
    diagnostics: list[Diagnostic] = []
    lines: dict[str, list[str]] = {}
    calendars = []
    records = 0
    for year in checked:
        found = [found for found in year.diagnostics if found.code in codes]
        diagnostics += found
        lines |= year.loaded.places.lines
        records += year.loaded.records
        if year.case and any(each.code == "BR441" for each in found):
            from branchreport.cadence import calendar

            calendars.append(calendar(year.case.year, year.case.log, year.case.duties))
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return Report(
        tuple(diagnostics),
        lines,
        records,
        spoken(),
        root(os.environ),
        frozenset(failing),
        most,
        tuple(calendars),
    )
