"""What one copy of a passage has beside its words and another copy has not: what stays behind."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from branchreport.handwork.manuscript import Passage
from branchreport.ledger import Piece
from branchreport.word_files import WORD, WordFile
from branchreport.word_files.looks import look
from branchreport.word_files.shown import NOTES, Showing
from branchreport.word_files.words import PICTURE

_STRETCH: Final = re.compile(r"(\d+)-(\d+)(.+)")
_SIDE: Final = "jc;"
_UNCOUNTED: Final = str.maketrans("", "", "\t\n\u2011\u00ad" + PICTURE)
"""What the stretches of a look do not count (`ledger.Looks`)."""
_KNOWN: Final = 2
"""Letters at either end by which a stretch is known whose words have changed."""
_NOTES: Final = {f"{WORD}{kind}Reference": kind for kind in ("footnote", "endnote")}


class Left(NamedTuple):
    """Something that stays behind: its ``kind``, and the words that it is about.

    The kind is ``footnote``, ``endnote``, ``picture``, ``chart``, ``tracked``, ``jc`` for an
    alignment, or the property of runs in WordprocessingML; with ``-`` before it where it was taken
    away.
    """

    kind: str
    words: str = ""


class Behind:
    """Finds what passages of ``ours`` have and those of ``theirs`` have not."""

    def __init__(self, theirs: WordFile, ours: WordFile, *, dressed: bool) -> None:
        self._theirs, self._ours = theirs, ours
        self._there, self._here = Showing(theirs), Showing(ours)
        self._dressed = dressed

    def left(
        self, pieces: Sequence[Piece], theirs: Sequence[Passage], ours: Sequence[Passage]
    ) -> tuple[Left, ...]:
        """What somebody did to ``ours`` since ``pieces`` that is not to be found in ``theirs``."""
        there = [each for passage in theirs for each in passage.elements]
        here = [each for passage in ours for each in passage.elements]
        found = [*self._notes(there, here), *self._drawings(pieces, there, here)]
        if self._dressed:
            found += _looks(pieces, (theirs, there), (ours, here))
            tracked = any(each.is_tracked for each in ours)
            found += [Left("tracked")] if tracked and not _tracks(theirs, ours) else []
        return tuple(dict.fromkeys(found))

    def _notes(self, there: Iterable[Any], here: Iterable[Any]) -> Iterator[Left]:
        known = Counter(notes(self._theirs, there))
        for each in notes(self._ours, here):
            if known[each]:
                known[each] -= 1
            else:
                yield each

    def _drawings(
        self, pieces: Sequence[Piece], there: Iterable[Any], here: Iterable[Any]
    ) -> Iterator[Left]:
        before = Counter(each for piece in pieces for each in _drawn(piece.shown))
        now, other = (
            Counter(_drawn(self._here.shown(here))),
            Counter(_drawn(self._there.shown(there))),
        )
        for each in now - before - other:
            yield Left(each.partition(":")[0])
        for each in (before - now) & other if other - now and not now - before else ():
            yield Left(f"-{each.partition(':')[0]}")


def notes(file: WordFile, elements: Iterable[Any]) -> Iterator[Left]:
    """The footnotes and endnotes of ``elements`` of ``file``, with their words."""
    for element in elements:
        for each in element.iter(*_NOTES):
            kind = _NOTES[each.tag]
            yield Left(kind, _note(file, kind, each.get(f"{WORD}id", "")))


def _note(file: WordFile, kind: str, identifier: str) -> str:
    part = file.related(f"{kind}s")
    found = () if part is None else file.tree(part).iter(f"{WORD}{kind}")
    note = next((each for each in found if each.get(f"{WORD}id") == identifier), None)
    return "" if note is None else "".join(t.text or "" for t in note.iter(f"{WORD}t")).strip()


def _drawn(shown: str) -> list[str]:
    return [each for each in shown.split() if each not in NOTES]


def _tracks(theirs: Sequence[Passage], ours: Sequence[Passage]) -> bool:
    """Whether all who tracked changes in ``ours`` did so in ``theirs``."""
    authors = {name for each in theirs for name in each.authors}
    return all(set(each.authors) <= authors for each in ours) and any(
        each.is_tracked for each in theirs
    )


def _looks(
    pieces: Sequence[Piece],
    theirs: tuple[Sequence[Passage], Sequence[Any]],
    ours: tuple[Sequence[Passage], Sequence[Any]],
) -> Iterator[Left]:
    before = {each for piece in pieces for each in dressed(piece.text, piece.look)}
    there = set(_dressed(*theirs))
    here = list(_dressed(*ours))
    for each in here:
        if each not in there and not any(_is_the_same(each, one) for one in before):
            yield each
    said = "".join(passage.text for passage in ours[0]).translate(_UNCOUNTED)
    for each in before & there:
        if each.words in said and not any(_is_the_same(each, one) for one in here):
            yield Left(f"-{each.kind}", each.words)


def _dressed(passages: Sequence[Passage], elements: Sequence[Any]) -> Iterator[Left]:
    return dressed("".join(each.text for each in passages), look(elements))


def _is_the_same(one: Left, other: Left) -> bool:
    """Whether both are one stretch, though its words may have changed in part."""
    if one.kind != other.kind:
        return False
    ends = one.words[:_KNOWN], one.words[-_KNOWN:]
    return one.words == other.words or bool(
        one.words and (other.words.startswith(ends[0]) or other.words.endswith(ends[1]))
    )


def dressed(text: str, written: str) -> Iterator[Left]:
    """The stretches of ``text`` that are formatted as is ``written`` (`ledger.Looks`)."""
    letters = text.translate(_UNCOUNTED)
    for kind, places in properties(written).items():
        for start, end in places:
            yield Left(kind, letters[start:end])
    for each in written.split():
        if each.startswith(_SIDE):
            yield Left("jc", each.removeprefix(_SIDE))


def properties(written: str) -> Mapping[str, list[tuple[int, int]]]:
    """From where to where each property holds in what is ``written``."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for each in written.split():
        if (stretch := _STRETCH.fullmatch(each)) is None:
            continue
        start, end = int(stretch[1]), int(stretch[2])
        for kind in stretch[3].split(","):
            if found[kind] and found[kind][-1][1] == start:
                start_before, _ = found[kind].pop()
                found[kind].append((start_before, end))
            else:
                found[kind].append((start, end))
    return found


def sides(written: str) -> list[str]:
    """How paragraphs are aligned in what is ``written``."""
    return [each for each in written.split() if each.startswith(_SIDE)]


def letters(text: str) -> int:
    """How many characters of ``text`` the stretches of a look count."""
    return len(text.translate(_UNCOUNTED))
