"""Findings as people and programs read them: a module for each form, and one table of them.

Forms for people are lines with looks (`lines`), those for programs are texts (`write`). A module is
imported when its form is asked for: most checks end with a word to a person.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Final

from branchreport.show.report import Report
from branchreport.show.text import Line

PEOPLE: Final = ("full", "concise", "statistics")
PROGRAMS: Final = ("json", "jsonl", "github", "gitlab", "sarif", "junit", "markdown")
FORMS: Final = PEOPLE + PROGRAMS
"""Every form, by the name of its module."""

__all__ = ["FORMS", "PEOPLE", "PROGRAMS", "Report", "lines", "write"]


def lines(form: str, report: Report) -> Iterator[Line]:
    """``report`` in a form for people."""
    found: Iterator[Line] = import_module(f"branchreport.show.{form}").lines(report)
    return found


def write(form: str, report: Report) -> str:
    """``report`` in a form for programs; it ends in a line break, or is empty."""
    text: str = import_module(f"branchreport.show.{form}").write(report)
    return text
