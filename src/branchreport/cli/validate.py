"""``branchreport validate``: everything that is wrong with the records, and where."""

import sys
from collections.abc import Sequence
from pathlib import Path

from branchreport.cli.checking import check_year
from branchreport.cli.console import show
from branchreport.diagnostics import Diagnostic, Severity
from branchreport.show.text import full, summary


def validate(paths: Sequence[str | Path], *, strict: bool = False) -> int:
    """Check the years at ``paths``; 0 clean, 1 findings, 2 where something cannot be read."""
    diagnostics: list[Diagnostic] = []
    lines: dict[str, list[str]] = {}
    records, readable = 0, True
    for path in paths:
        checked = check_year(Path(path))
        diagnostics += checked.diagnostics
        lines |= checked.loaded.places.lines
        records += checked.loaded.records
        readable = readable and checked.readable
    show([*full(diagnostics, lines), summary(len(lines), records, diagnostics)], sys.stdout)
    if not readable:
        return 2
    weights = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(found.severity in weights for found in diagnostics))
