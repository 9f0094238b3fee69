"""``branchreport validate``: everything that is wrong with the records, and where."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from branchreport.cli.checking import Checked, check_year
from branchreport.cli.console import complain, show
from branchreport.cli.misuse import Misuse
from branchreport.cli.reporting import Wish, deliver, root
from branchreport.cli.selecting import wanted
from branchreport.diagnostics import Diagnostic, Severity
from branchreport.language import _, spoken
from branchreport.loading.years import years
from branchreport.show.full import findings
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

    With ``fix`` the safe corrections are made first; with ``diff`` they are only shown, and 1 also
    says that there are some.
    """
    try:
        codes = wanted(select, ignore)
        if diff:
            _refuse(wish)
        wish = wish.settled(os.environ)
    except Misuse as misuse:
        complain(misuse.message, misuse.help)
        return 2
    chosen = years(map(Path, paths))
    done, differ = True, False
    if fix or diff:
        from branchreport.cli import correcting

        checked, desk = correcting.correct(chosen, codes)
        done = correcting.show_differences(desk) if diff else correcting.write(desk)
        differ = diff and bool(desk.changed)
    else:
        checked = [check_year(year) for year in chosen]
    report = _report(checked, codes, strict=strict, most=most)
    unread = [found for found in report.diagnostics if found.code == "BR001"]
    if diff:
        show(findings(unread, report.known), sys.stderr)
    else:
        done = deliver(report, wish, os.environ) and done
    return 2 if unread or not done else int(differ or report.failed)


def _refuse(wish: Wish) -> None:
    """Let no report be asked for where only differences are shown.

    Raises:
        Misuse: where it is.

    """
    asked = {
        "--output-format": wish.form,
        "--output-file": wish.file,
        "--statistics": wish.statistics,
    }
    if options := [option for option, value in asked.items() if value]:
        raise Misuse(
            _("--diff does not go with {option}").format(option=options[0]),
            _("leave one of the two out"),
        )


def _report(
    checked: Iterable[Checked], codes: frozenset[str], *, strict: bool, most: int | None
) -> Report:
    diagnostics: list[Diagnostic] = []
    lines: dict[str, list[str]] = {}
    beside: dict[str, list[str]] = {}
    calendars = []
    records = 0
    for year in checked:
        found = [found for found in year.diagnostics if found.code in codes]
        diagnostics += found
        lines |= year.loaded.places.lines
        beside |= year.lines
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
        beside,
    )
