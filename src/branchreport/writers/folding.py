"""Texts in columns that are narrower than they are, and how wide such columns are to be."""

from collections.abc import Iterator, Sequence
from typing import Final

from branchreport.typography import cells
from branchreport.writers.lengths import columns_of

_NOT_FIRST: Final = frozenset("，。；：、！？）》〉】〕”’%,.;:!?)]}")
"""Marks that begin no line (GB/T 15834-2011, 5.1.1, 5.1.4)."""

_NOT_LAST: Final = frozenset("（《〈【〔“‘([{")
"""Marks that end no line (as above)."""

_JOINER: Final = "\u200d"
"""What makes one emoji of two (Unicode Technical Standard #51, 2.3)."""

_SKINS: Final = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
"""What gives the emoji before it a tone (as above, 2.4)."""

_LEAST: Final = 8
"""Columns that a cell has at the least."""


def fold(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, broken at blanks or beside Chinese.

    A mark that may begin no line takes the character before it along, one that may end none goes
    to the next; a word that is longer than a line is broken anywhere.
    """
    text = text.rstrip()
    if columns_of(text) <= width:  # as nearly all are
        return [text]
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
    piece: list[str] = []
    for letter in _letters(text):
        joined = letter[0] in _NOT_FIRST or _belongs(piece, letter)
        if piece and (not joined or columns_of("".join([*piece, letter])) > width):
            yield "".join(piece)
            piece = []
        piece.append(letter)
    if piece:
        yield "".join(piece)


def _letters(text: str) -> Iterator[str]:
    """The characters of ``text``, each with those that are drawn upon it or joined to it."""
    letter = ""
    for character in text:
        joined = letter[-1:] == _JOINER or character in _SKINS or not cells(character)
        if letter and not joined:
            yield letter
            letter = ""
        letter += character
    if letter:
        yield letter


def _belongs(piece: Sequence[str], letter: str) -> bool:
    """Whether no line may end between the two: within a word, or after an opening mark.

    A path may be broken behind a slash within it, a fraction may not.
    """
    before, last = "".join(piece[-2:-1]), "".join(piece[-1:])
    word = all(columns_of(each) == 1 and not each.isspace() for each in (last, letter))
    in_path = last == "/" and before.isalpha()
    return (word and not in_path) or last in _NOT_LAST


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
