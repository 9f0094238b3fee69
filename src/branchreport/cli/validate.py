"""``branchreport validate``: everything that is wrong with the records, and where."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from branchreport.cli.checking import check_year
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
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    wish: Wish = Wish(),  # noqa: B008  # it cannot change
    most: int | None = None,
) -> int:
    """Check the years at ``paths``; 0 clean, 1 findings, 2 where something cannot be read."""
    try:
        codes = wanted(select, ignore)
        wish = wish.settled(os.environ)
    except Misuse as misuse:
        complain(misuse.message, misuse.help)
        return 2
    report = _check([Path(path) for path in paths], codes, strict=strict, most=most)
    if not deliver(report, wish, os.environ):
        return 2
    if any(found.code == "BR001" for found in report.diagnostics):
        return 2
    return int(report.failed)


def _check(
    paths: Iterable[Path], codes: frozenset[str], *, strict: bool, most: int | None
) -> Report:
    diagnostics: list[Diagnostic] = []
    lines: dict[str, list[str]] = {}
    records = 0
    for path in years(paths):
        checked = check_year(path)
        diagnostics += [found for found in checked.diagnostics if found.code in codes]
        lines |= checked.loaded.places.lines
        records += checked.loaded.records
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return Report(
        tuple(diagnostics), lines, records, spoken(), root(os.environ), frozenset(failing), most
    )
