"""How much was checked and how much was found, in one line."""

from collections.abc import Iterator, Sequence

from branchreport.diagnostics import Diagnostic, Severity
from branchreport.language import _, plural
from branchreport.show.report import Report
from branchreport.show.text import FIXABLE, Line


def numbers(diagnostics: Sequence[Diagnostic]) -> dict[Severity, int]:
    """How many findings there are of each severity."""
    number = dict.fromkeys(Severity, 0)
    for diagnostic in diagnostics:
        number[diagnostic.severity] += 1
    return number


def fixable(diagnostics: Sequence[Diagnostic]) -> int:
    """How many of the findings can be corrected without asking."""
    return sum(found.fix is not None for found in diagnostics)


def counts(diagnostics: Sequence[Diagnostic]) -> str:
    """``1 error, 2 warnings``; empty where there is nothing to count."""
    number = numbers(diagnostics)
    words = [
        plural("{number} error", "{number} errors", number[Severity.ERROR]),
        plural("{number} warning", "{number} warnings", number[Severity.WARNING]),
        plural("{number} note", "{number} notes", number[Severity.NOTE]),
    ]
    said = [words for words, severity in zip(words, Severity, strict=True) if number[severity]]
    return _(", ").join(said)


def summary(files: int, records: int, diagnostics: Sequence[Diagnostic]) -> Line:
    """One line that says how much was checked, how much was found, and how much can be fixed."""
    checked = _("{files}, {records}").format(
        files=plural("{number} file", "{number} files", files),
        records=plural("{number} record", "{number} records", records),
    )
    found = counts(diagnostics)
    if not found:
        return [("bold green", _("all is well: {checked}").format(checked=checked))]
    if number := fixable(diagnostics):
        found = _("{found} ({mark} {number} fixable by validate --fix)").format(
            found=found, mark=FIXABLE, number=number
        )
    return [("bold", _("checked {checked}: {found}").format(checked=checked, found=found))]


def last_lines(report: Report) -> Iterator[Line]:
    """What stands under the findings: how many are left out, and the summary."""
    if left := len(report.diagnostics) - len(report.shown):
        more = plural(
            "{number} more finding is not shown", "{number} more findings are not shown", left
        )
        yield [("", more)]
        yield []
    yield summary(len(report.lines), report.records, report.diagnostics)
