"""Which findings a check is to report, by code, by name, or by the beginning of a code."""

from collections.abc import Iterable
from typing import Final

from branchreport.cli.misuse import Misuse
from branchreport.diagnostics import CODES
from branchreport.rules.levels import code_of, nothing_called

_ALWAYS: Final = frozenset({"BR001"})
"""What could not be read was not checked, whatever is selected."""


def wanted(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """The codes of ``select``, or all where it names none, but for those of ``ignore``.

    Each of both may name several, separated by commas.

    Raises:
        Misuse: where a word names no code.

    """
    chosen = _codes(select) or frozenset(CODES)
    return chosen - _codes(ignore) | _ALWAYS


def _codes(words: Iterable[str]) -> frozenset[str]:
    names = (name.strip() for word in words for name in word.split(","))
    return frozenset(code for name in names if name for code in _named(name))


def _named(name: str) -> list[str]:
    if code := code_of(name):
        return [code]
    if codes := [code for code in CODES if code.startswith(name.upper())]:
        return codes
    raise Misuse(*nothing_called(name))
