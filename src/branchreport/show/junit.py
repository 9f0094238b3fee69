"""Findings as JUnit XML: a test for each file, failed by what fails the check.

The form is that of Jenkins' and Surefire's readers, which show one failure a test; so a file has
one, which tells all. What does not fail the check stands in the output of the test.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Final

from branchreport.diagnostics import Diagnostic
from branchreport.show.full import findings
from branchreport.show.report import Report
from branchreport.show.summary import counts
from branchreport.show.text import plain

_NOT_IN_XML: Final = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""Characters that no XML 1.0 document holds, escaped or not (production 2, Char)."""


def write(report: Report) -> str:
    """A suite with a test for each file."""
    of_file: dict[str, list[Diagnostic]] = {file: [] for file in report.files}
    for found in report.diagnostics:
        of_file[found.span.file].append(found)
    tests = [_test(file, found, report) for file, found in of_file.items()]
    failures = sum(test.find("failure") is not None for test in tests)
    numbers = {"tests": str(len(tests)), "failures": str(failures), "errors": "0"}
    suites = ET.Element("testsuites", {"name": "branchreport", **numbers})
    suite = ET.SubElement(suites, "testsuite", {"name": "branchreport validate", **numbers})
    suite.extend(tests)
    ET.indent(suites)
    text = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _test(file: str, found: Sequence[Diagnostic], report: Report) -> ET.Element:
    test = ET.Element("testcase", {"classname": "branchreport.validate", "name": _allowed(file)})
    failing = [one for one in found if one.severity in report.failing]
    others = [one for one in found if one.severity not in report.failing]
    if failing:
        said = f"{failing[0].code} {failing[0].message}" if len(failing) == 1 else counts(failing)
        kinds = ", ".join(sorted({one.code for one in failing}))
        failure = ET.SubElement(test, "failure", {"message": _allowed(said), "type": kinds})
        failure.text = _told(failing, report)
    if others:
        ET.SubElement(test, "system-out").text = _told(others, report)
    return test


def _told(found: Sequence[Diagnostic], report: Report) -> str:
    return _allowed("\n" + plain(findings(found, report.known)))


def _allowed(text: str) -> str:
    return re.sub(_NOT_IN_XML, "\ufffd", text)
