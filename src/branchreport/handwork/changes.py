"""What was changed by hand in a Word file since it was written, against its ledger.

Told is what somebody did, not how the file is put together: office programs write the same document
in other runs, under other names, and the table of contents anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from branchreport.handwork.comments import own_comments
from branchreport.handwork.manuscript import Manuscript, Passage
from branchreport.handwork.matching import Matches, match
from branchreport.handwork.order import strays
from branchreport.ledger import Ledger, Piece, joined, unaligned
from branchreport.word_files.around import around
from branchreport.word_files.looks import look
from branchreport.word_files.shown import NOTES, Showing
from branchreport.word_files.words import PICTURE

CONTENTS: Final = "contents"
"""The kind of the label of a table of contents; neither is anybody's work."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """``piece`` says ``text`` now; with a line end where it was split."""

    piece: Piece
    text: str


@dataclass(frozen=True, slots=True)
class Joined:
    """``pieces`` are one now, which says ``text``."""

    pieces: tuple[Piece, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """``piece`` is there no more, or is empty."""

    piece: Piece


@dataclass(frozen=True, slots=True)
class Inserted:
    """Somebody wrote ``text`` after the piece ``after``, or before all where that is None."""

    text: str
    after: Piece | None


@dataclass(frozen=True, slots=True)
class Moved:
    """``piece`` stands after the piece ``after`` now, or before all where that is None."""

    piece: Piece
    after: Piece | None


@dataclass(frozen=True, slots=True)
class Tracked:
    """In ``piece`` are ``count`` changes that nobody accepted or rejected, by ``authors``."""

    piece: Piece
    count: int
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """``piece`` has other comments, footnotes or endnotes: ``count`` more, or fewer.

    Comments of our own are none: nobody wrote them, and nobody's work is lost with them.
    """

    piece: Piece
    count: int


@dataclass(frozen=True, slots=True)
class Reformatted:
    """The words of ``piece`` are formatted by hand in another way."""

    piece: Piece


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture, chart or other object of ``piece`` was added, replaced, changed or taken away."""

    piece: Piece


@dataclass(frozen=True, slots=True)
class Around:
    """Headers and footers said ``before``, and say ``now``, where they differ."""

    before: tuple[str, ...]
    now: tuple[str, ...]


Change: TypeAlias = (
    Rewritten
    | Joined
    | Deleted
    | Inserted
    | Moved
    | Tracked
    | Noted
    | Reformatted
    | Pictured
    | Around
)


def changes(manuscript: Manuscript, ledger: Ledger) -> tuple[Change, ...]:
    """What somebody changed in ``manuscript``, in its order; nothing where nobody did."""
    return tuple(_Comparison(manuscript, ledger).changes())


class _Comparison:
    """One file beside one ledger."""

    def __init__(self, manuscript: Manuscript, ledger: Ledger) -> None:
        self._pieces = ledger.pieces
        self._ledger = ledger
        self._file = manuscript.file
        self._passages = manuscript.passages
        self._matches = match(ledger.pieces, manuscript.passages)
        self._showing = Showing(manuscript.file, own_comments(manuscript.file))
        self._moved = _moved(self._matches)
        self._lost = _lost_after(self._matches)

    def changes(self) -> Iterator[Change]:
        yield from self._deleted(None)
        last: int | None = None
        for place, (passage, found) in enumerate(
            zip(self._passages, self._matches.passages, strict=True)
        ):
            after = None if last is None else self._pieces[last]
            if found:
                yield from self._of_pieces(passage, found, after, moved=place in self._moved)
                yield from self._deleted(place)
                last = found[-1]
            elif _is_written(passage) and not self._is_contents(passage):
                yield Inserted(passage.text, after)
        yield from self._around()

    def _is_contents(self, passage: Passage) -> bool:
        """Whether ``passage`` is the table of contents that was asked for."""
        return passage.contents and any(piece.kind == CONTENTS for piece in self._pieces)

    def _deleted(self, place: int | None) -> Iterator[Change]:
        """What is lost of what stood after the passage at ``place``, or before all."""
        for index in self._lost.get(place, ()):
            if self._pieces[index].kind != CONTENTS:
                yield Deleted(self._pieces[index])

    def _of_pieces(
        self, passage: Passage, found: Sequence[int], after: Piece | None, *, moved: bool
    ) -> Iterator[Change]:
        pieces = tuple(self._pieces[index] for index in found)
        if passage.contents or any(piece.kind == CONTENTS for piece in pieces):
            return
        if moved:
            yield Moved(pieces[0], after)
        if passage.text.strip():
            yield from self._said(pieces, passage)
        else:
            yield from map(Deleted, pieces)
        if passage.is_tracked:
            yield Tracked(pieces[0], passage.tracked, passage.authors)

    def _said(self, pieces: tuple[Piece, ...], passage: Passage) -> Iterator[Change]:
        """What is changed in ``passage``, which says something."""
        text, said = passage.text, joined(piece.text for piece in pieces)
        shown = self._showing.shown(passage.elements)
        if text == said:
            yield from self._dressed(pieces, passage)
        elif len(pieces) > 1:
            yield Joined(pieces, text)
        elif _letters(text) != _letters(said):
            yield Rewritten(pieces[0], text)
        yield from _drawn(pieces, shown)
        yield from _noted(pieces, shown)

    def _dressed(self, pieces: Sequence[Piece], passage: Passage) -> Iterator[Change]:
        """Whether a piece is formatted in another way.

        LibreOffice writes out how the last paragraph is aligned, whoever aligned it.
        """
        if len(pieces) > 1:
            return
        before, now = pieces[0].look, look(passage.elements)
        if passage is self._passages[-1]:
            before, now = unaligned(before), unaligned(now)
        if before != now:
            yield Reformatted(pieces[0])

    def _around(self) -> Iterator[Change]:
        now, before = set(around(self._file)), set(self._ledger.around)
        if now != before:
            yield Around(tuple(sorted(before - now)), tuple(sorted(now - before)))


def _is_written(passage: Passage) -> bool:
    """Whether somebody wrote in ``passage``; empty paragraphs are nobody's work."""
    return bool(passage.text.strip())


def _letters(text: str) -> str:
    """``text`` without what stands for pictures, which are looked at by themselves."""
    return text.replace(PICTURE, "")


def _drawn(pieces: Sequence[Piece], shown: str) -> Iterator[Change]:
    before = [each for piece in pieces for each in _drawings(piece.shown)]
    if before != _drawings(shown):
        yield Pictured(pieces[0])


def _noted(pieces: Sequence[Piece], shown: str) -> Iterator[Change]:
    before = sum(len(_notes(piece.shown)) for piece in pieces)
    if count := len(_notes(shown)) - before:
        yield Noted(pieces[0], count)


def _drawings(shown: str) -> list[str]:
    return [each for each in shown.split() if each not in NOTES]


def _notes(shown: str) -> list[str]:
    return [each for each in shown.split() if each in NOTES]


def _moved(matches: Matches) -> frozenset[int]:
    """The passages that left their order, as few as can have done so."""
    ours = [place for place, found in enumerate(matches.passages) if found]
    return frozenset(ours[at] for at in strays([matches.passages[place][0] for place in ours]))


def _lost_after(matches: Matches) -> dict[int | None, list[int]]:
    """The pieces that are lost, by the place of what stood before each."""
    place_of = {index: place for place, found in enumerate(matches.passages) for index in found}
    lost = set(matches.lost)
    gone: dict[int | None, list[int]] = {}
    last: int | None = None
    for index in range(len(place_of) + len(lost)):
        if index in lost:
            gone.setdefault(last, []).append(index)
        else:
            last = place_of[index]
    return gone
