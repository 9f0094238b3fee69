"""How wide characters are, and how lines of Chinese and other scripts are joined."""

import unicodedata
from typing import Final

_WIDE_MARKS: Final = frozenset("—‘’“”…·")
"""Marks of Chinese text that Unicode counts among the Latin ones."""

_FULL_WIDTH_MARKS: Final = frozenset("，。；：、！？（）《》〈〉【】〔〕")
"""Marks that have room of their own, and no blank beside them."""


def is_wide(character: str) -> bool:
    """Whether ``character`` is as wide as a Chinese one where Chinese is set."""
    return character in _WIDE_MARKS or (
        bool(character) and unicodedata.east_asian_width(character) in "WF"
    )


def cells(character: str) -> int:
    """The columns that ``character`` takes on a terminal."""
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def full_width_length(text: str) -> float:
    """The length of ``text`` in full-width characters; letters and digits count half."""
    wide = sum(is_wide(character) for character in text)
    return wide + (len(text) - wide) / 2


def joined(before: str, after: str) -> str:
    """What stands between two lines that become one.

    That is a blank, but nothing between two Chinese characters or beside a full-width mark.
    """
    last, first = before[-1:], after[:1]
    if last in _FULL_WIDTH_MARKS or first in _FULL_WIDTH_MARKS:
        return ""
    return "" if is_wide(last) and is_wide(first) else " "


def unfold(text: str, break_: str = " ") -> str:
    """``text`` in one line, where ``break_`` stands for each line break in it.

    YAML puts a blank for a line break. English words keep it, and so does a word beside a Chinese
    character; between two Chinese characters, and beside a full-width mark, it goes.
    """
    first, *rest = text.split(break_)
    for part in rest:
        first += joined(first, part) + part
    return first
