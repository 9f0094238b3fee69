"""How wide characters are, how lines of all scripts are joined, and what quotation marks hold."""

import re
import unicodedata
from typing import Final

_WIDE_MARKS: Final = frozenset("—‘’“”…·")
"""Marks of Chinese text that Unicode counts among the Latin ones."""

_FULL_WIDTH_MARKS: Final = frozenset("，。；：、！？（）《》〈〉【】〔〕")
"""Marks that have room of their own, and no blank beside them."""

GAP: Final = re.compile(
    r"【(?:待[补填定核]|TODO|TBD)[^】\n]{0,100}】|\[(?:TODO|TBD)[^\]\n]{0,100}\]"
)
"""A place that is left to be written: ``【待补：参加人数】``, ``[TBD: attendance]``."""

UNPRINTABLE: Final = "[^\t\n\u0020-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
"""What no document can hold: everything outside `Char` of XML 1.0 (section 2.2), and U+FDD0 to
U+FDEF, which Unicode keeps from interchange."""

_QUOTATION_MARKS: Final = ("“”", "‘’", "「」", "『』", "””", "““", "’’", "‘‘", "＂＂", "＇＇")
"""Pairs of quotation marks that YAML takes to be part of a text, mistyped ones among them."""


def unquoted(text: str) -> str:
    """What the one pair of quotation marks around ``text`` holds; nothing if there is none."""
    inside, marks = text[1:-1], text[:1] + text[-1:]
    if marks not in _QUOTATION_MARKS or any(mark in inside for mark in marks):
        return ""
    return inside


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
