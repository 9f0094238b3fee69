"""Findings as a table in Markdown (GFM), for the summary of a step or a comment."""

from collections.abc import Iterable
from html import escape
from typing import Final

from branchreport.diagnostics import Diagnostic
from branchreport.language import _
from branchreport.show.report import Report
from branchreport.show.summary import last_lines
from branchreport.show.text import FIXABLE, one_line, plain, severity_word

_MARKS: Final = {ord(mark): f"&#{ord(mark)};" for mark in "\\`*_[]|~$"}
"""What means something in Markdown even inside a line, as references, which never do."""


def write(report: Report) -> str:
    """A table with a row for each finding, and a summary; only what is quoted needs escapes."""
    last = plain(last_lines(report))
    if not report.shown:
        return last
    head = (_("finding"), _("place"), _("message"), _("record"), _("help"))
    rows = [_row(head), _row(["---"] * len(head)), *(_row(_cells(found)) for found in report.shown)]
    return f"{''.join(rows)}\n{last}"


def _cells(found: Diagnostic) -> Iterable[str]:
    mark = f" {FIXABLE}" if found.fix else ""
    kind = f"{severity_word(found.severity)} {found.code} {found.name}{mark}"
    return kind, *map(_cell, (str(found.span), found.message, found.record, found.help))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    return escape(one_line(text), quote=False).translate(_MARKS)
