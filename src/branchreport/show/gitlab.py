"""Findings as a code quality report of GitLab, which shows what a merge request adds and mends.

The form: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

import json
from typing import Any, Final

from branchreport.diagnostics import Diagnostic, Severity
from branchreport.show.fingerprints import fingerprints
from branchreport.show.paths import relative
from branchreport.show.report import Report

_SEVERITIES: Final = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.NOTE: "info",
}


def write(report: Report) -> str:
    """A list of issues, each with a fingerprint that stays while its lines move."""
    marks = fingerprints(report)
    issues = [
        _issue(found, mark, report.root)
        for found, mark in zip(report.diagnostics, marks, strict=True)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(found: Diagnostic, fingerprint: str, root: str) -> dict[str, Any]:
    return {
        "description": f"{found.code} {found.message}",
        "check_name": found.name,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[found.severity],
        "location": {
            "path": relative(found.span.file, root),
            "lines": {"begin": found.span.line, "end": found.span.end_line},
        },
    }
