"""How often each code was found, the most frequent first."""

from collections import Counter
from collections.abc import Iterator

from branchreport.diagnostics import CODES
from branchreport.show.report import Report
from branchreport.show.summary import summary
from branchreport.show.text import FIXABLE, LOOKS, Line


def lines(report: Report) -> Iterator[Line]:
    """A line for each code: how often, the code, whether ``--fix`` helps, its name; a summary."""
    number = Counter(found.code for found in report.diagnostics)
    fixable = {found.code for found in report.diagnostics if found.fix}
    looks = {found.code: LOOKS[found.severity] for found in report.diagnostics}
    width = len(str(max(number.values(), default=0)))
    for code, times in sorted(number.items(), key=lambda item: (-item[1], item[0])):
        mark = FIXABLE if code in fixable else " " * len(FIXABLE)
        yield [
            ("bold", f"{times:>{width}}"),
            (looks[code], f"  {code}"),
            ("", f"  {mark}  {CODES[code].name}"),
        ]
    if number:
        yield []
    yield summary(len(report.lines), report.records, report.diagnostics)
