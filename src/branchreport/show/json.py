"""Findings as one JSON object."""

import json

from branchreport.show import objects
from branchreport.show.report import Report


def write(report: Report) -> str:
    """``report`` as ``schemas/validate-output.schema.json`` has it."""
    whole = {
        **objects.head(report),
        "summary": objects.totals(report),
        "findings": [objects.finding(found) for found in report.diagnostics],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
