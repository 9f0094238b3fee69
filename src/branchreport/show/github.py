"""Findings as workflow commands of GitHub Actions, which become annotations of the changed lines.

The form: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from typing import Final

from branchreport.diagnostics import Diagnostic, Severity
from branchreport.language import _
from branchreport.show.paths import relative
from branchreport.show.report import Report

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def write(report: Report) -> str:
    """A command for each finding, errors first: GitHub shows ten of each kind, drops the rest."""
    weights = list(Severity)
    ordered = sorted(report.diagnostics, key=lambda found: weights.index(found.severity))
    return "".join(_command(found, report.root) for found in ordered)


def _command(found: Diagnostic, root: str) -> str:
    span = found.span
    properties: dict[str, str | int] = {"file": relative(span.file, root)}
    properties |= {"line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:  # GitHub takes columns within one line only
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"{found.code} {found.name}"
    pairs = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items())
    word = _("help")
    words = [found.message, found.record, f"{word}: {found.help}" if found.help else ""]
    data = _escaped("\n".join(filter(None, words)))
    return f"::{_COMMANDS[found.severity]} {pairs}::{data}\n"


def _escaped(text: str, marks: str = "") -> str:
    """``text`` with what would end it written as the runner reads it back."""
    for mark in f"%\r\n{marks}":
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text
