"""Marks by which a finding is known again after the lines around it have moved."""

import hashlib
from collections import Counter

from branchreport.show.paths import relative
from branchreport.show.report import Report


def fingerprints(report: Report) -> list[str]:
    """A mark for each finding, in their order, all different.

    Made of what was found and in which record, not of lines; findings that are alike in all of it
    are numbered.
    """
    times: Counter[tuple[str, ...]] = Counter()
    marks = []
    for found in report.diagnostics:
        file = relative(found.span.file, report.root)
        alike = (file, found.code, found.record, found.message)
        times[alike] += 1
        whole = "\0".join((*alike, str(times[alike])))
        marks.append(hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest())
    return marks
