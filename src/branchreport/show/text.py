"""What text for people is made of: lines of stretches with looks, and the words in them."""

from collections.abc import Iterable
from typing import Final, TypeAlias

from branchreport.diagnostics import Severity
from branchreport.language import _

Line: TypeAlias = list[tuple[str, str]]
"""Stretches of text, each after its looks: a style of Rich, or nothing."""

LOOKS: Final = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.NOTE: "bold cyan",
}
FIXABLE: Final = "[*]"
"""The mark of a finding that ``--fix`` can correct."""


def plain(lines: Iterable[Line]) -> str:
    """``lines`` without their looks."""
    return "".join("".join(text for _look, text in line) + "\n" for line in lines)


def severity_word(severity: Severity) -> str:
    """``severity`` in the language in use."""
    words = {
        Severity.ERROR: _("error"),
        Severity.WARNING: _("warning"),
        Severity.NOTE: _("note"),
    }
    return words[severity]


def one_line(text: str) -> str:
    """``text`` as a terminal may show it: nothing of the input can move the cursor."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " for char in text)
