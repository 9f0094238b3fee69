"""What a Word file says differently from the records, found piece by piece in its own order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from branchreport.carrying.comments import Remark, remarks
from branchreport.carrying.differences import Difference, Kind, Origin, Reading, Reason
from branchreport.carrying.fields import Fields
from branchreport.carrying.pieces import Comparison, Hand
from branchreport.carrying.speakers import Spoken, Stretch, spoken
from branchreport.carrying.wishes import Wishes
from branchreport.document import Document, Source
from branchreport.grains import hunks
from branchreport.handwork.changes import (
    Around,
    Change,
    Noted,
    Pictured,
    Reformatted,
    changes,
)
from branchreport.handwork.comments import conflicts, on, own_comments
from branchreport.handwork.manuscript import Manuscript, Passage
from branchreport.handwork.matching import match
from branchreport.handwork.order import strays
from branchreport.handwork.pairing import paired
from branchreport.ledger import Ledger

_DRESSING: Final = (Around, Noted, Pictured, Reformatted)
"""Changes that are none of the words of a document."""
_ALIKE: Final = 50
"""The least likeness, of 100, of a piece and its passage for it to count as found."""


def read_differences(
    fields: Fields, document: Document, now: Ledger, manuscript: Manuscript
) -> Reading:
    """What ``manuscript`` says differently from ``document``, whose ledger is ``now``."""
    return _Finder(fields, document, now, manuscript).reading()


class _Finder:
    """Sets the passages of a file beside the pieces of now, and those of when it was written."""

    def __init__(
        self, fields: Fields, document: Document, now: Ledger, manuscript: Manuscript
    ) -> None:
        self._fields = fields
        self._manuscript = manuscript
        self._passages = manuscript.passages
        self._then = manuscript.ledger or (now if manuscript.digest == now.digest() else None)
        self._spoken = spoken(document, now.pieces)
        called = paired(now.pieces, self._then.pieces) if self._then else None
        self._pieces = match(now.pieces, manuscript.passages, called)
        self._written = match(self._then.pieces, manuscript.passages) if self._then else None
        self._remarks = remarks(manuscript)
        self._conflicts = conflicts(manuscript.file)
        self._wishes = Wishes(fields)

    def reading(self) -> Reading:
        """All differences, each with whether and how it can be carried back."""
        found = self._wishes.weighed(list(self._all()))
        origin = Origin.LEDGER if self._then else Origin.LIKENESS
        done = [isinstance(each, _DRESSING) for each in self._changes()]
        dressed, rewritten = any(done), not all(done)
        return Reading(tuple(found), origin, self._share(), rewritten, dressed)

    def _changes(self) -> Sequence[Change]:
        """What somebody changed in the file since it was written, as far as that is known.

        Notes are nobody's work where the comments are ours.
        """
        if self._then is None:
            return ()
        ours = bool(own_comments(self._manuscript.file))
        found = changes(self._manuscript, self._then)
        return [each for each in found if not (ours and isinstance(each, Noted))]

    def _share(self) -> float:
        """How much of the one is found in the other, by characters."""
        from rapidfuzz import fuzz

        found = 0
        for passage, pieces in zip(self._passages, self._pieces.passages, strict=True):
            text = "".join(self._spoken[index].piece.text for index in pieces)
            found += len(text) if fuzz.ratio(text, passage.text) >= _ALIKE else 0
        whole = sum(len(each.piece.text) for each in self._spoken)
        said = sum(len(each.text) for each in self._passages if not each.contents)
        return found / max(min(whole, said), 1)

    def _all(self) -> Iterator[Difference]:
        moved = self._moved()
        lost = sorted(self._pieces.lost, reverse=True)
        heading = ""
        split: set[int] = set()
        for place, pieces in enumerate(self._pieces.passages):
            while pieces and lost and lost[-1] < pieces[0]:
                yield self._lost(lost.pop())
            if pieces:
                heading = self._spoken[pieces[0]].heading
            if place not in split and not self._passages[place].contents:
                yield from self._passage(place, pieces, heading, moved, split)
            yield from self._remarked(place, pieces, heading)
        yield from (self._lost(index) for index in reversed(lost))

    def _passage(
        self,
        place: int,
        pieces: Sequence[int],
        heading: str,
        moved: frozenset[int],
        split: set[int],
    ) -> Iterator[Difference]:
        """What the passage at ``place`` says differently from the ``pieces`` that it stands for."""
        passage = self._passages[place]
        then = self._text_then(place)
        if not pieces:
            yield self._foreign(passage, then, heading)
            return
        said = _together([self._spoken[index] for index in pieces])
        if len(pieces) > 1:
            yield self._whole(said, Kind.JOINED, passage)
        if pieces[0] in moved:
            yield self._whole(said, Kind.MOVED, passage)
        text = _told(passage)
        if part := self._second_part(place, said, text):
            split.add(place + 1)
            text += part
        if part or (said.piece.kind != "table" and "\n" in text and "\n" not in said.piece.text):
            yield self._whole(said, Kind.SPLIT, passage)
            text = text.replace("\n", "")
        whole = len(pieces) == 1 and not part and text == _told(passage)
        hand = Hand(text, then if whole else None, passage.is_tracked, self._then is not None)
        left = Reason.CONFLICT if self._is_conflict(passage) else None if whole else Reason.PIECE
        for each in Comparison(said, hand, self._fields, self._wishes).differences():
            yield replace(each, reason=each.reason or left)

    def _is_conflict(self, passage: Passage) -> bool:
        """Whether a merge told a conflict here that nobody has settled.

        What the records said when the person wrote is not known any more: what is missing in their
        words may be newer than they are.
        """
        return not self._conflicts.isdisjoint(on(passage.elements))

    def _second_part(self, place: int, said: Spoken, text: str) -> str:
        """What stands in the passage after ``place`` where it is the other half of ``said``."""
        after = place + 1
        if after >= len(self._passages) or self._pieces.passages[after]:
            return ""
        other = self._passages[after].text
        return other if other.strip() and text + other == said.piece.text else ""

    def _text_then(self, place: int) -> str | None:
        """What the passage at ``place`` said when it was written; None where that is not known."""
        if self._then is None or self._written is None:
            return None
        indices = self._written.passages[place]
        return "".join(self._then.pieces[index].text for index in indices) if indices else None

    def _foreign(self, passage: Passage, then: str | None, heading: str) -> Difference:
        """What no piece of now stands for: somebody's own, or what the records said then."""
        kind = Kind.ADDED if then is None else Kind.STALE
        reason = Reason.PIECE if then is None else Reason.CHANGED
        stale = then is not None and then != _told(passage)
        return Difference(
            kind,
            heading,
            theirs=passage.text,
            tracked=passage.is_tracked,
            stale=stale,
            reason=reason,
        )

    def _lost(self, index: int) -> Difference:
        """A piece that is not in the file: it was deleted, or is newer than the file."""
        said = self._spoken[index]
        names = {piece.name for piece in self._then.pieces} if self._then else None
        is_new = names is not None and said.piece.name not in names
        return Difference(
            Kind.STALE if is_new else Kind.DELETED,
            said.heading,
            _speaker(said.stretches),
            ours=said.piece.text,
            reason=Reason.CHANGED if is_new else Reason.PIECE,
        )

    def _whole(self, said: Spoken, kind: Kind, passage: Passage) -> Difference:
        return Difference(
            kind,
            said.heading,
            _speaker(said.stretches),
            said.piece.text,
            passage.text,
            tracked=passage.is_tracked,
            reason=Reason.PIECE,
        )

    def _remarked(self, place: int, pieces: Sequence[int], heading: str) -> Iterator[Difference]:
        """The comments of people at a passage, each with the record that says what stands there."""
        said = _together([self._spoken[index] for index in pieces]) if pieces else None
        for remark in self._remarks.get(place, ()):
            stretch = _at(said, self._passages[place].text, remark) if said else None
            yield Difference(
                Kind.COMMENT,
                heading,
                stretch.run.source if stretch else _speaker(said.stretches if said else ()),
                ours=stretch.run.text if stretch else "",
                theirs=remark.text,
                author=remark.author,
                reason=Reason.REMARK,
            )

    def _moved(self) -> frozenset[int]:
        """The pieces that stand elsewhere: all but the most that are in their order."""
        order = [pieces[0] for pieces in self._pieces.passages if pieces]
        return frozenset(order[place] for place in strays(order))


def _told(passage: Passage) -> str:
    """What ``passage`` says, without the line that begins a page after it in some programs."""
    text = passage.text
    return text if text.endswith("\t\n") else text.rstrip("\n")


def _speaker(stretches: Sequence[Stretch]) -> Source | None:
    """The first record that speaks."""
    return next((each.run.source for each in stretches if each.run.source), None)


def _together(several: Sequence[Spoken]) -> Spoken:
    """Pieces that stand in one paragraph, as one."""
    first, *more = several
    if not more:
        return first
    text, stretches = "", []
    for each in several:
        at = len(text)
        stretches += [Stretch(at + start, at + end, run) for start, end, run in each.stretches]
        text += each.piece.text
    return Spoken(first.piece._replace(text=text), tuple(stretches), first.heading)


def _at(said: Spoken, text: str, remark: Remark) -> Stretch | None:
    """The stretch at which ``remark`` stands in ``text``, which is how the file says it."""
    shift = 0
    for start, end, put in hunks(said.piece.text, text):
        if start + shift >= remark.at:
            break
        shift += len(put) - (end - start)
    place = remark.at - shift
    return next((each for each in said.stretches if each.start <= place < each.end), None)
