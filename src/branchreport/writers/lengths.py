"""How long words are, and how many lines they fill, so far as that can be told without the fonts.

Lengths are in full-width characters of the words' own size.
"""

import re
from itertools import pairwise
from math import ceil
from typing import Final

from branchreport.typography import cells, is_wide

_BOUNDARY: Final = 0.25
"""What Word leaves free between a Chinese character and a letter or digit."""

_OPENING: Final = "“‘（《〈【〔「『"
_HANGING: Final = "，。、；：？！"
"""Marks of which one may stand beyond the end of a line."""
_CLOSING: Final = _HANGING + "”’）》〉】〕」』…·"

_LATIN: Final = "!-~\u00c0-\u024f"
_PIECE: Final = re.compile(rf"[{_OPENING}]*(?:[{_LATIN}]+|\s+|—+|.)[{_CLOSING}]*", re.DOTALL)
"""What stays in a line: a word, or a Chinese character, with the marks that go with it."""

_CAPITAL: Final = 0.7
_WIDTHS: Final = {
    letter: width
    for letters, width in (
        (" ijlt.,;:'|/", 0.27), ("frI()[]-", 0.33), ("acesz", 0.43), ("mwMW@%", 0.8)
    )
    for letter in letters
}  # fmt: skip
"""Letters of proportional type that are narrower or wider than half a character, as in Times."""


def length(text: str, *, proportional: bool = False) -> float:
    """The length of ``text`` in one line."""
    boundaries = sum(_is_boundary(one, other) for one, other in pairwise(text))
    return sum(_advance(letter, proportional) for letter in text) + boundaries * _BOUNDARY


def columns_of(text: str) -> int:
    """The columns that ``text`` takes in a font of one width, where Chinese marks take two."""
    found = ((cells(character), is_wide(character)) for character in text)
    return sum(2 if columns and wide else columns for columns, wide in found)


def longest_word(text: str) -> float:
    """The length of the longest stretch of ``text`` in which no line breaks."""
    return max(map(length, re.findall(rf"[{_LATIN}]+|\S", text)), default=0)


def line_count(
    text: str, room: float, *, indent: float = 0, proportional: bool = False, hangs: bool = True
) -> int:
    """How many lines ``text`` fills that have ``room``; the first one has ``indent`` less.

    A mark ``hangs`` over the edge of the text, but not over that of a cell.
    """
    lines, used, before = 1, indent, ""
    for piece in _PIECE.findall(text):
        own = length(piece, proportional=proportional)
        gap = _BOUNDARY if used and _is_boundary(before, piece[0]) else 0
        hanging = 1 if hangs and piece[-1] in _HANGING else 0
        if piece.isspace() or used + gap + own - hanging <= room:
            used += gap + own
        else:
            lines += 1 if used else 0
            lines += max(ceil((own - hanging) / room) - 1, 0)
            used = own % room if own - hanging > room else own
        before = piece[-1]
    return lines


def _is_boundary(one: str, other: str) -> bool:
    return bool(one) and is_wide(one) != is_wide(other) and (one + other).isalnum()


def _advance(letter: str, proportional: bool) -> float:
    if is_wide(letter):
        return 1
    if proportional and letter in _WIDTHS:
        return _WIDTHS[letter]
    return _CAPITAL if letter.isupper() else 0.5
