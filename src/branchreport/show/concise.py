"""Findings in a line each, for searching and for editors that jump to ``file:line:column``."""

from collections.abc import Iterator

from branchreport.show.report import Report
from branchreport.show.summary import last_lines
from branchreport.show.text import FIXABLE, LOOKS, Line, one_line, severity_word


def lines(report: Report) -> Iterator[Line]:
    """Every finding, and a summary."""
    for found in report.shown:
        mark = f" {FIXABLE}" if found.fix else ""
        yield [
            ("", f"{one_line(str(found.span))}: "),
            (LOOKS[found.severity], f"{severity_word(found.severity)} {found.code}{mark}"),
            ("", f" {one_line(found.message)}"),
        ]
    yield from last_lines(report)
