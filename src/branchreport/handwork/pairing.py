"""Which piece of one rendering is which piece of another: by who says it, then by its words.

The name of a piece counts the pieces of its record, so one that comes in before others of the same
record takes their names. Names of two renderings are therefore never held against each other.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from branchreport.ledger import Piece

_ALIKE: Final = 50
"""The least likeness, of 100, of two pieces of a record that says several things."""


def paired(before: Sequence[Piece], after: Sequence[Piece]) -> Mapping[str, str]:
    """For the names of pieces ``after`` those that the same had ``before``; new ones have none."""
    known: defaultdict[tuple[str, str], list[Piece]] = defaultdict(list)
    for piece in before:
        known[_said_by(piece)].append(piece)
    now: defaultdict[tuple[str, str], list[Piece]] = defaultdict(list)
    for piece in after:
        now[_said_by(piece)].append(piece)
    return {
        new.name: old.name
        for speaker, pieces in now.items()
        for old, new in _pairs(known.get(speaker, []), pieces)
    }


def _said_by(piece: Piece) -> tuple[str, str]:
    """Who says ``piece``; where no record does, that is its words."""
    return piece.kind, piece.record or f"\0{piece.text}"


def _pairs(before: list[Piece], after: list[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Pairs of pieces of one speaker: the only ones, those that say the same, then like ones."""
    if len(before) == len(after) == 1:
        yield before[0], after[0]
        return
    rest = list(after)
    changed = []
    for old in before:
        same = next((new for new in rest if new.text == old.text), None)
        if same is None:
            changed.append(old)
        else:
            rest.remove(same)
            yield old, same
    yield from _alike(changed, rest)


def _alike(before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """The likest pairs first; of those that are as like, the ones whose order is the same."""
    if not before or not after:
        return
    from rapidfuzz import fuzz  # few renderings need it

    scored = sorted(
        (-fuzz.ratio(old.text, new.text), abs(i - j), i, j)
        for i, old in enumerate(before)
        for j, new in enumerate(after)
    )
    olds: set[int] = set()
    news: set[int] = set()
    for score, _apart, i, j in scored:
        if -score >= _ALIKE and i not in olds and j not in news:
            olds.add(i)
            news.add(j)
            yield before[i], after[j]
