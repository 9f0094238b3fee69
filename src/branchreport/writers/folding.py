"""Texts in columns that are narrower than they are, and how wide such columns are to be."""

from collections.abc import Iterator, Sequence
from typing import Final

from branchreport.writers.lengths import columns_of

_NOT_FIRST: Final = frozenset("，。；：、！？）》〉】〕”’%,.;:!?)]}")
"""Marks that begin no line (GB/T 15834-2011, 5.1.1, 5.1.4)."""

_NOT_LAST: Final = frozenset("（《〈【〔“‘([{")
"""Marks that end no line (as above)."""

_LEAST: Final = 8
"""Columns that a cell has at the least."""


def fold(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, broken at blanks or beside Chinese.

    A mark that may begin no line takes the character before it along, one that may end none goes
    to the next; a word that is longer than a line is broken anywhere.
    """
    lines = [""]
    for piece in _pieces(text, width):
        if columns_of(lines[-1] + piece.rstrip()) > width and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
            piece = piece.lstrip()
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(text: str, width: int) -> Iterator[str]:
    """What stays in one line: a character of Chinese with the marks after it, a word, a blank."""
    piece = ""
    for character in text:
        joined = character in _NOT_FIRST or (piece and _belongs(piece[-1], character))
        if piece and (not joined or columns_of(piece + character) > max(width, 2)):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _belongs(before: str, character: str) -> bool:
    """Whether no line may end between two characters: within a word, or after an opening mark."""
    pair = before + character
    word = all(columns_of(each) == 1 and not each.isspace() for each in pair)
    return word or before in _NOT_LAST


def shared(widths: Sequence[int], room: int) -> list[int]:
    """How wide columns of these ``widths`` may be to have room: the narrow ones stay as they are.

    What is left is shared among the others in equal parts.
    """
    left, columns = room, len(widths)
    found = list(widths)
    for index in sorted(range(len(widths)), key=lambda at: widths[at]):
        found[index] = min(widths[index], max(left // columns, _LEAST))
        left -= found[index]
        columns -= 1
    return found
