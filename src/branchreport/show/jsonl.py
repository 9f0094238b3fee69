"""Findings as JSON, an object a line, and a summary in the last one."""

import json

from branchreport.show import objects
from branchreport.show.report import Report


def write(report: Report) -> str:
    """``report`` as ``schemas/validate-output.schema.json`` has its lines."""
    start = objects.head(report)
    lines = [
        {"type": "finding", "version": objects.VERSION, **objects.finding(found)}
        for found in report.diagnostics
    ]
    lines.append({"type": "summary", **start, **objects.totals(report)})
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
