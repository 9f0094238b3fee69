"""As many findings as anybody reads: how many are collected before the rest is left out."""

from collections import Counter
from typing import Final

from branchreport.diagnostics import Diagnostic, Severity, Span
from branchreport.language import _

MOST_OF_A_CODE: Final = 200
MOST: Final = 1000
"""Findings of one file: whoever has more has one cause to find, not a thousand."""


class Findings:
    """What there is to say of a file; it says so itself where something was left out."""

    def __init__(self) -> None:
        self.said: list[Diagnostic] = []
        self._of_code: Counter[str] = Counter()
        self.first_left_out: Span | None = None

    def is_full(self, code: str) -> bool:
        """Whether there is no room for another finding of ``code``."""
        return self._of_code[code] >= MOST_OF_A_CODE or len(self.said) >= MOST

    def full(self, code: str, file: str, line: int, column: int = 0) -> bool:
        """Whether there is no room for a finding of ``code`` that is there, at a place from 0.

        To be asked before the finding is put into words, which takes much longer.
        """
        if not self.is_full(code):
            return False
        self.leave_out(Span(file, line + 1, column + 1, line + 1, column + 2))
        return True

    def add(self, finding: Diagnostic) -> None:
        """Take ``finding`` in, or leave it out where there are too many."""
        span = finding.span
        if not self.full(finding.code, span.file, span.line - 1, span.column - 1):
            self.keep(finding)

    def keep(self, finding: Diagnostic) -> None:
        """Take ``finding`` in, whether there is room for it or not."""
        self._of_code[finding.code] += 1
        self.said.append(finding)

    @property
    def has_error(self) -> bool:
        """Whether one of those that were taken in is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.said)

    def note(self, other: "Findings") -> None:
        """Remember what ``other`` left out."""
        if other.first_left_out:
            self.leave_out(other.first_left_out)

    def all(self) -> list[Diagnostic]:
        """Everything that is to be said."""
        left_out = self.first_left_out
        return [*self.said, _too_many(left_out)] if left_out else self.said

    def leave_out(self, span: Span) -> None:
        """Note that something is left out that is there."""
        first = self.first_left_out
        if first is None or (span.line, span.column) < (first.line, first.column):
            self.first_left_out = span


def _too_many(first: Span) -> Diagnostic:
    return Diagnostic(
        "BR006",
        Severity.NOTE,
        _("more findings are left out, the first of them here"),
        first,
        help=_("correct what is shown, and check again"),
    )
