"""Findings as SARIF 2.1.0 (OASIS), for code scanning and for viewers of many tools' results."""

import json
from collections.abc import Iterable
from typing import Any, Final

from branchreport import __version__
from branchreport.diagnostics import CODES, Diagnostic, Fix, Label, Span
from branchreport.explanations import summary
from branchreport.language import _
from branchreport.show.fingerprints import fingerprints
from branchreport.show.paths import uri
from branchreport.show.report import Report

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LANGUAGES: Final = {"zh": "zh-CN", "en": "en-US"}
"""As RFC 5646 has them; SARIF wants the country, too."""


def write(report: Report) -> str:
    """A log of one run."""
    codes = sorted({found.code for found in report.diagnostics})
    marks = fingerprints(report)
    run = {
        "tool": {
            "driver": {
                "name": "branchreport",
                "semanticVersion": __version__,
                "rules": [_rule(code) for code in codes],
            }
        },
        "language": _LANGUAGES[report.language],
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(found, codes, mark, report.root)
            for found, mark in zip(report.diagnostics, marks, strict=True)
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    """What GitHub asks of a rule: its name, two descriptions, and help."""
    name, severity, _free = CODES[code]
    description = {"text": name.replace("-", " ")}
    said = _("“branchreport explain {code}” says more").format(code=code)
    return {
        "id": code,
        "name": name,
        "shortDescription": description,
        "fullDescription": {"text": summary(code)},
        "help": {"text": said},
        "defaultConfiguration": {"level": str(severity)},
    }


def _result(found: Diagnostic, codes: list[str], fingerprint: str, root: str) -> dict[str, Any]:
    place: dict[str, Any] = {"physicalLocation": _physical(found.span, root)}
    if found.record:
        place["logicalLocations"] = [{"name": found.record}]
    word = _("help")
    said = f"{found.message}\n{word}: {found.help}" if found.help else found.message
    result = {
        "ruleId": found.code,
        "ruleIndex": codes.index(found.code),
        "level": str(found.severity),
        "message": {"text": said},
        "locations": [place],
        "partialFingerprints": {"finding/v1": fingerprint},
    }
    if found.labels:
        result["relatedLocations"] = _related(found.labels, root)
    if found.fix and found.fix.edits:  # another encoding is nothing that SARIF could say
        result["fixes"] = [{"artifactChanges": _changes(found.fix, root)}]
    return result


def _related(labels: Iterable[Label], root: str) -> list[dict[str, Any]]:
    return [
        {"id": number, "physicalLocation": _physical(span, root), "message": {"text": text}}
        for number, (span, text) in enumerate(labels, 1)
    ]


def _changes(fix: Fix, root: str) -> list[dict[str, Any]]:
    """The edits of each file."""
    files: dict[str, list[dict[str, Any]]] = {}
    for span, text in fix.edits:
        change = {"deletedRegion": _region(span), "insertedContent": {"text": text}}
        files.setdefault(span.file, []).append(change)
    return [
        {"artifactLocation": _artifact(file, root), "replacements": changes}
        for file, changes in files.items()
    ]


def _physical(span: Span, root: str) -> dict[str, Any]:
    return {"artifactLocation": _artifact(span.file, root), "region": _region(span)}


def _artifact(file: str, root: str) -> dict[str, str]:
    reference = uri(file, root)
    if reference.startswith("file:"):
        return {"uri": reference}
    return {"uri": reference, "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
