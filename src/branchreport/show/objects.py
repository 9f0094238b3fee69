"""Findings as objects of our own JSON forms, defined in `schemas/validate-output.schema.json`."""

import os
from typing import Any, Final

from branchreport import __version__
from branchreport.diagnostics import Diagnostic, Fix, Severity, Span
from branchreport.show.report import Report
from branchreport.show.summary import fixable, numbers

VERSION: Final = 1
"""Of the forms: it grows when something a program may rely on is taken away or changed."""


def head(report: Report) -> dict[str, Any]:
    """Which form this is, who wrote it, and in which language."""
    return {
        "version": VERSION,
        "tool": {"name": "branchreport", "version": __version__},
        "language": report.language,
    }


def totals(report: Report) -> dict[str, Any]:
    """What was checked, and how much was found."""
    number = numbers(report.diagnostics)
    return {
        "files": report.files,
        "records": report.records,
        "errors": number[Severity.ERROR],
        "warnings": number[Severity.WARNING],
        "notes": number[Severity.NOTE],
        "fixable": fixable(report.diagnostics),
    }


def finding(found: Diagnostic) -> dict[str, Any]:
    """One finding; every key is always there."""
    return {
        "code": found.code,
        "name": found.name,
        "severity": str(found.severity),
        "message": found.message,
        "help": found.help,
        "record": found.record,
        **_place(found.span),
        "labels": [{"message": label.text, **_place(label.span)} for label in found.labels],
        "fix": _fix(found.fix) if found.fix else None,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "edits": [{**_place(edit.span), "text": edit.text} for edit in fix.edits],
        "encoding": fix.encoding or None,
    }


def _place(span: Span) -> dict[str, Any]:
    return {
        "file": span.file.replace(os.sep, "/"),
        "start": {"line": span.line, "column": span.column},
        "end": {"line": span.end_line, "column": span.end_column},
    }
