"""Which passage of a file is which piece of a ledger: by bookmark, by words, then by likeness."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from branchreport.handwork.manuscript import Passage
from branchreport.ledger import Piece

_ALIKE: Final = 50
"""The least likeness, of 100, of a piece and what stands in its place without a bookmark."""


@dataclass(frozen=True, slots=True)
class Matches:
    """``passages`` gives for each passage the pieces that it stands for, by their indices.

    No piece for one that somebody else wrote; ``lost`` are the pieces that no passage stands for.
    """

    passages: tuple[tuple[int, ...], ...]
    lost: tuple[int, ...]

    def of(self, piece: int) -> int | None:
        """The passage that stands for ``piece``."""
        return next((i for i, pieces in enumerate(self.passages) if piece in pieces), None)


def match(pieces: Sequence[Piece], passages: Sequence[Passage]) -> Matches:
    """Find the passage of each of ``pieces``."""
    number = {piece.name: index for index, piece in enumerate(pieces)}
    found = [
        tuple(number[name] for name in passage.names if name in number) for passage in passages
    ]
    _match_by_words(pieces, passages, found)
    _match_by_place(pieces, passages, found)
    matched = {index for each in found for index in each}
    return Matches(tuple(found), tuple(i for i in range(len(pieces)) if i not in matched))


def _match_by_words(
    pieces: Sequence[Piece], passages: Sequence[Passage], found: list[tuple[int, ...]]
) -> None:
    """Match what says the same, as in a file from which a program took all bookmarks."""
    matched = {index for each in found for index in each}
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for index, piece in enumerate(pieces):
        if index not in matched:
            waiting[piece.text].append(index)
    if not waiting:
        return
    for place, passage in enumerate(passages):
        if not found[place] and not passage.contents and (same := waiting.get(passage.text)):
            found[place] = (same.popleft(),)


def _match_by_place(
    pieces: Sequence[Piece], passages: Sequence[Passage], found: list[tuple[int, ...]]
) -> None:
    """Match what is alike between the same neighbours: a paragraph that was typed anew."""
    from rapidfuzz import fuzz  # few files need it

    place_of = {index: place for place, each in enumerate(found) for index in each}
    for index, piece in enumerate(pieces):
        if index in place_of:
            continue
        before = max((place_of[i] for i in range(index) if i in place_of), default=-1)
        later = [place_of[i] for i in range(index + 1, len(pieces)) if i in place_of]
        after = min((place for place in later if place > before), default=len(passages))
        for place in range(before + 1, after):
            if found[place] or passages[place].contents:
                continue
            if fuzz.ratio(piece.text, passages[place].text) >= _ALIKE:
                found[place] = (index,)
                place_of[index] = place
                break
