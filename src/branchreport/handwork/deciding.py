"""What becomes of each passage where two have gone on from the same document.

The one is a file that people have changed (theirs), the other a new rendering, or another copy
(ours); what both began with is known by its ledger. Nothing is changed here.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from branchreport.handwork.manuscript import Passage
from branchreport.handwork.matching import Matches, match
from branchreport.handwork.order import strays
from branchreport.handwork.weaving import rows, sentences, woven
from branchreport.ledger import Piece, joined

_TABLE: Final = "table"
"""The kind of a piece that has rows."""

Edited: TypeAlias = Callable[[Sequence[Piece], Passage], bool]
"""Whether a passage is not as the pieces that stand in it were written."""

Lacks: TypeAlias = Callable[[Sequence[Piece], Sequence[Passage], Sequence[Passage]], bool]
"""Whether passages of theirs lack something that was done to those of ours, beside their words."""


class Fate(StrEnum):
    """What becomes of a passage; ``theirs`` was changed by hand only, ``kept`` by nobody.

    ``merged`` has what both changed, in different places of it.
    """

    KEPT = "kept"
    THEIRS = "theirs"
    MERGED = "merged"
    UPDATED = "updated"
    INSERTED = "inserted"
    REMOVED = "removed"
    MOVED = "moved"
    CONFLICT = "conflict"
    LOST = "lost"


class Decision(NamedTuple):
    """The fate of what ``pieces`` of the ledger became: passages of theirs and ours, by index."""

    fate: Fate
    pieces: tuple[int, ...]
    theirs: tuple[int, ...]
    ours: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions in the order of the ledger.

    ``new`` are passages of ours that are in theirs nowhere; ``adopted`` are pairs of passages, of
    theirs and ours, that say the same though neither is in the ledger; ``moved`` are passages of
    ours whose place is another one now, which nobody has changed by hand.
    """

    all: tuple[Decision, ...]
    new: tuple[int, ...]
    adopted: tuple[tuple[int, int], ...]
    moved: frozenset[int]


def decide(
    pieces: Sequence[Piece],
    theirs: Sequence[Passage],
    ours: Sequence[Passage],
    edited: Edited,
    changed: Edited,
    lacks: Lacks,
    *,
    keeps_deleted: bool,
    called: Mapping[str, str] | None = None,
) -> Decisions:
    """Decide on all of ``pieces``: ``edited`` tells of a passage of theirs, ``changed`` of ours.

    What both say in the same words is agreed unless theirs ``lacks`` something of ours. ``called``
    are the bookmarks of ours as for `match`, where that is another rendering.

    With ``keeps_deleted`` what ours has no more is kept where theirs was edited, and not lost.
    """
    there = _with_halves(pieces, theirs, match(pieces, theirs))
    here = _with_halves(pieces, ours, match(pieces, ours, called))
    groups = _groups(len(pieces), (*there.passages, *here.passages))
    judge = _Judge(pieces, theirs, ours, there, here, edited, changed, lacks, keeps_deleted)
    decisions = tuple(judge.decision(group) for group in groups)
    fresh = [i for i, found in enumerate(here.passages) if not found and not ours[i].contents]
    foreign = [i for i, found in enumerate(there.passages) if not found and not theirs[i].contents]
    alike = list(_alike(foreign, theirs, fresh, ours))
    known = {each for _, each in alike}
    new = tuple(each for each in fresh if each not in known)
    apart = [pair for pair in alike if lacks((), (theirs[pair[0]],), (ours[pair[1]],))]
    disputed = [Decision(Fate.CONFLICT, (), (one,), (other,)) for one, other in apart]
    adopted = tuple(pair for pair in alike if pair not in apart)
    moved = frozenset(_moved(decisions))
    return Decisions((*decisions, *disputed), new, adopted, moved)


class _Judge(NamedTuple):
    pieces: Sequence[Piece]
    theirs: Sequence[Passage]
    ours: Sequence[Passage]
    there: Matches
    here: Matches
    edited: Edited
    changed: Edited
    lacks: Lacks
    keeps_deleted: bool

    def decision(self, group: tuple[int, ...]) -> Decision:
        theirs, ours = self.there.of(group), self.here.of(group)
        return Decision(self._fate(group, theirs, ours), group, theirs, ours)

    def _fate(self, group: tuple[int, ...], theirs: tuple[int, ...], ours: tuple[int, ...]) -> Fate:
        edited = self._is_other(theirs, self.there, self.theirs, self.edited)
        changed = self._is_other(ours, self.here, self.ours, self.changed)
        partly = any(not self.here.of((each,)) for each in group)
        match bool(theirs), bool(ours):
            case False, False:
                return Fate.KEPT
            case False, True:
                return Fate.CONFLICT if changed else Fate.THEIRS
            case True, False if edited:
                return Fate.CONFLICT if self.keeps_deleted else Fate.LOST
            case True, False:
                return Fate.REMOVED
        if edited and (changed or partly):
            return Fate.THEIRS if self._agree(group, theirs, ours) else Fate.CONFLICT
        if edited:
            return Fate.THEIRS
        return Fate.UPDATED if changed or partly else Fate.KEPT

    def _is_other(
        self,
        indices: tuple[int, ...],
        matches: Matches,
        passages: Sequence[Passage],
        judged: Edited,
    ) -> bool:
        return any(
            judged([self.pieces[piece] for piece in matches.passages[index]], passages[index])
            for index in indices
        )

    def _agree(
        self, group: tuple[int, ...], theirs: tuple[int, ...], ours: tuple[int, ...]
    ) -> bool:
        """Whether both say the same by now, with nothing in ours that theirs has not."""
        said, now = _text(theirs, self.theirs), _text(ours, self.ours)
        if said != now and not self._has_all(group, said, now):
            return False
        return not self.lacks(
            [self.pieces[index] for index in group],
            [self.theirs[index] for index in theirs],
            [self.ours[index] for index in ours],
        )

    def _has_all(self, group: tuple[int, ...], said: str, now: str) -> bool:
        """Whether all that ours says ``now`` otherwise than before is ``said`` in theirs."""
        if len(group) != 1:
            return False
        piece = self.pieces[group[0]]
        parts = rows if piece.kind == _TABLE else sentences
        return woven(parts(piece.text), parts(said), parts(now)) == []


def _with_halves(pieces: Sequence[Piece], passages: Sequence[Passage], found: Matches) -> Matches:
    """``found`` with the later parts of a passage that was split, which have no bookmark."""
    owners = list(found.passages)
    said = ""
    for place, passage in enumerate(passages):
        before = owners[place - 1] if place else ()
        if owners[place] or len(before) != 1 or passage.names or passage.contents:
            said = passage.text
        elif _is_part(pieces[before[0]].text, said, passage.text):
            owners[place] = before
            said += passage.text
        else:
            said = passage.text
    return Matches(tuple(owners), found.lost)


def _is_part(written: str, said: str, text: str) -> bool:
    """Whether most of ``text`` is a part of what was ``written`` that is ``said`` no more."""
    if said == written or not text.strip():
        return False
    matcher = SequenceMatcher(None, written, text, autojunk=False)
    start, _there, length = matcher.find_longest_match()
    return length * 2 >= len(text) and written[start : start + length] not in said


def _text(indices: Iterable[int], passages: Sequence[Passage]) -> str:
    return joined(passages[index].text for index in indices)


def _groups(number: int, joins: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The pieces that stand in one passage somewhere, together; each other one by itself."""
    group = {index: {index} for index in range(number)}
    for together in joins:
        for one, other in pairwise(together):
            if group[one] is not group[other]:
                group[one] |= group[other]
                for each in group[other]:
                    group[each] = group[one]
    return sorted({tuple(sorted(each)) for each in group.values()})


def _alike(
    foreign: Sequence[int],
    theirs: Sequence[Passage],
    fresh: Sequence[int],
    ours: Sequence[Passage],
) -> Iterator[tuple[int, int]]:
    """Pairs of passages, of theirs and ours, that both have and that say the same."""
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for index in foreign:
        if not theirs[index].names:
            waiting[theirs[index].text].append(index)
    for index in fresh:
        if found := waiting.get(ours[index].text):
            yield found.popleft(), index


def _moved(decisions: Sequence[Decision]) -> Iterator[int]:
    """Passages that ours has in another order than the ledger, and theirs has not.

    As few as can be are taken to have moved; which, is told by the longest order that they share.
    """
    both = [each for each in decisions if each.theirs and each.ours]
    by_hand = strays([each.theirs[0] for each in both])
    for place in strays([each.ours[0] for each in both]) - by_hand:
        yield both[place].ours[0]
