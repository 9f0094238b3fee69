"""Which passage of a file is which piece of a ledger: by bookmark, by words, then by likeness."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from branchreport.handwork.manuscript import Passage
from branchreport.ledger import Piece

_ALIKE: Final = 50
"""The least likeness, of 100, of a piece and what stands in its place without a bookmark."""


_NEAR: Final = 4
"""How many passages are looked at before and after the place of a piece; so a file of any length
is soon matched."""
_NEAR_ONE: Final = 200
"""How many are for one piece that is alone in not being found."""


@dataclass(frozen=True)
class Matches:
    """``passages`` gives for each passage the pieces that it stands for, by their indices.

    No piece for one that somebody else wrote; ``lost`` are the pieces that no passage stands for.
    """

    passages: tuple[tuple[int, ...], ...]
    lost: tuple[int, ...]

    def of(self, pieces: Iterable[int]) -> tuple[int, ...]:
        """The passages that stand for one of ``pieces``, in their order."""
        return tuple(sorted({place for piece in pieces for place in self._places.get(piece, ())}))

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for place, pieces in enumerate(self.passages):
            for piece in pieces:
                found.setdefault(piece, []).append(place)
        return found


def match(
    pieces: Sequence[Piece], passages: Sequence[Passage], called: Mapping[str, str] | None = None
) -> Matches:
    """Find the passage of each of ``pieces``.

    Where the passages are of another rendering, ``called`` gives for their bookmarks those that
    the same has among the pieces (`pairing.paired`).

    An empty paragraph with its bookmark stands for a piece that is nowhere else: what is cut out
    and put in again leaves it behind.
    """
    number = {piece.name: index for index, piece in enumerate(pieces)}
    named = [_named(passage, number, called) for passage in passages]
    empty = [place for place, passage in enumerate(passages) if not passage.text.strip()]
    found = list(named)
    for place in empty:
        found[place] = ()
    _match_by_words(pieces, passages, found)
    _match_by_place(pieces, passages, found)
    matched = {index for each in found for index in each}
    for place in empty:
        found[place] = tuple(index for index in named[place] if index not in matched)
        matched.update(found[place])
    return Matches(tuple(found), tuple(i for i in range(len(pieces)) if i not in matched))


def _named(
    passage: Passage, number: Mapping[str, int], called: Mapping[str, str] | None
) -> tuple[int, ...]:
    """The pieces whose bookmarks ``passage`` has."""
    names = passage.names if called is None else [called.get(name, "") for name in passage.names]
    return tuple(number[name] for name in names if name in number)


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
    place_of = {index: place for place, each in enumerate(found) for index in each}
    waiting: list[int] = []
    start = 0
    for index in range(len(pieces) + 1):
        place = len(passages) if index == len(pieces) else place_of.get(index)
        if place is None:
            waiting.append(index)
        elif place >= start:
            free = [each for each in range(start, place) if _is_free(passages[each], found[each])]
            _match_alike(pieces, passages, found, waiting, free)
            waiting, start = [], place + 1


def _is_free(passage: Passage, found: tuple[int, ...]) -> bool:
    return not found and not passage.contents and bool(passage.text.strip())


def _match_alike(
    pieces: Sequence[Piece],
    passages: Sequence[Passage],
    found: list[tuple[int, ...]],
    waiting: Sequence[int],
    free: Sequence[int],
) -> None:
    """Match each piece ``waiting`` with the likest of the passages near it that are ``free``."""
    if not waiting or not free:
        return
    from rapidfuzz import fuzz  # few files need it

    reach = max(_NEAR, _NEAR_ONE // len(waiting))
    for number, index in enumerate(waiting):
        middle = number * len(free) // len(waiting)
        near = [
            place for place in free[max(middle - reach, 0) : middle + reach] if not found[place]
        ]
        likeness = [
            fuzz.ratio(pieces[index].text, passages[place].text, score_cutoff=_ALIKE)
            for place in near
        ]
        if best := max(likeness, default=0):
            found[near[likeness.index(best)]] = (index,)
