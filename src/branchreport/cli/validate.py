"""``branchreport validate``: everything that is wrong with the records, and where."""

import sys
from collections.abc import Sequence
from pathlib import Path

from branchreport.cli.checking import Checked, check_year
from branchreport.cli.console import show
from branchreport.diagnostics import Diagnostic, Severity
from branchreport.show.text import full, summary


def validate(
    paths: Sequence[str | Path], *, strict: bool = False, fix: bool = False, diff: bool = False
) -> int:
    """Check the years at ``paths``; 0 clean, 1 findings, 2 where something cannot be read.

    With ``fix`` the safe corrections are made first; with ``diff`` they are only shown.
    """
    years = [Path(path) for path in paths]
    if fix or diff:
        return _corrected(years, strict=strict, diff=diff)
    return _report([check_year(year) for year in years], strict=strict)


def _corrected(years: Sequence[Path], *, strict: bool, diff: bool) -> int:
    from branchreport.cli import correcting

    checked, desk = correcting.correct(years)
    if diff:
        correcting.show_differences(desk)
        return int(bool(desk.changed))
    whole = correcting.write(desk)
    if desk.changed:
        print(correcting.told(desk))
    return max(_report(checked, strict=strict), 0 if whole else 2)


def _report(years: Sequence[Checked], *, strict: bool) -> int:
    diagnostics: list[Diagnostic] = []
    lines: dict[str, list[str]] = {}
    for checked in years:
        diagnostics += checked.diagnostics
        lines |= checked.loaded.places.lines
    records = sum(checked.loaded.records for checked in years)
    show([*full(diagnostics, lines), summary(len(lines), records, diagnostics)], sys.stdout)
    if not all(checked.readable for checked in years):
        return 2
    weights = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(found.severity in weights for found in diagnostics))
