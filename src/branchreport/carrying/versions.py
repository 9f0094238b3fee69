"""What became of each stretch of a piece in another version of it."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from branchreport.carrying.differences import Kind
from branchreport.carrying.speakers import Stretch
from branchreport.grains import Hunk, hunks

_ROW: Final = "\t\n"
"""What ends a row of a table (`word_files.words`)."""
_LEAST: Final = 50
"""The least likeness, of 100, of a row and what it became where others were added or deleted."""
_NEAR: Final = 50
"""How many rows are looked at for one; so a table of any length is soon compared."""
_NUMERIC: Final = re.compile(r"[0-9０-９.．余多]+")
"""What continues a number beside which it was put."""


@dataclass(frozen=True, slots=True)
class Version:
    """Another version of a piece: what each of its stretches says there.

    ``joint`` are the stretches whose change reaches beyond them. ``rows`` are whole rows of a table
    that were taken out or put in, ``frame`` are other changes of what nobody says.
    """

    texts: tuple[str, ...]
    joint: frozenset[int]
    rows: tuple[Hunk, ...]
    frame: tuple[Hunk, ...]


def version(text: str, stretches: Sequence[Stretch], kinds: Sequence[Kind], other: str) -> Version:
    """What became of ``text`` and its ``stretches``, of which each says a kind of thing."""
    edits: defaultdict[int, list[Hunk]] = defaultdict(list)
    joint: set[int] = set()
    rows, frame = [], []
    for hunk in _changes(text, other):
        if _is_row(text, hunk):
            rows.append(hunk)
            continue
        touched = _touched(hunk, stretches, kinds)
        if not touched:
            frame.append(hunk)
            continue
        taker = next((i for i in touched if kinds[i] is Kind.WORDS), touched[0])
        for index in touched:
            start, end = stretches[index].start, stretches[index].end
            put = hunk.text if index == taker else ""
            edits[index].append(Hunk(max(hunk.start, start), min(hunk.end, end), put))
        inside = stretches[touched[0]].start <= hunk.start and hunk.end <= stretches[taker].end
        joint.update(() if len(touched) == 1 and inside else touched)
    texts = (_edited(text, stretch, edits[i]) for i, stretch in enumerate(stretches))
    return Version(tuple(texts), frozenset(joint), tuple(rows), tuple(frame))


def _edited(text: str, stretch: Stretch, edits: Sequence[Hunk]) -> str:
    said, at = "", stretch.start
    for start, end, put in edits:
        said += text[at:start] + put
        at = end
    return said + text[at : stretch.end]


def _touched(hunk: Hunk, stretches: Sequence[Stretch], kinds: Sequence[Kind]) -> list[int]:
    """The stretches that ``hunk`` changes: the one to which it belongs where it only puts in."""
    first = bisect_left(stretches, hunk.start, key=_end)  # they do not overlap
    last = bisect_right(stretches, hunk.end, key=_start)
    if hunk.start < hunk.end:
        near = ((i, stretches[i]) for i in range(first, last))
        return [i for i, each in near if each.start < hunk.end and hunk.start < each.end]
    beside = list(range(first, last))
    inside = [i for i in beside if stretches[i].start < hunk.start < stretches[i].end]
    continues = _NUMERIC.fullmatch(hunk.text) is not None
    taker = Kind.FIGURE if continues else Kind.WORDS
    found = inside or sorted(beside, key=lambda i: kinds[i] is not taker)
    if not inside and found and kinds[found[0]] is Kind.FIGURE and not continues:
        found = [i for i in found if kinds[i] is not Kind.FIGURE]
    return found[:1]


def _start(stretch: Stretch) -> int:
    return stretch.start


def _end(stretch: Stretch) -> int:
    return stretch.end


def _is_row(text: str, hunk: Hunk) -> bool:
    """Whether ``hunk`` takes out whole rows of a table, or puts some in."""
    at_start = hunk.start == 0 or text.endswith(_ROW, 0, hunk.start)
    if hunk.start == hunk.end:
        return at_start and hunk.text.endswith(_ROW)
    return at_start and not hunk.text and text.endswith(_ROW, 0, hunk.end)


def _changes(old: str, new: str) -> Iterator[Hunk]:
    """The changes from ``old`` to ``new``: of a table row by row, and cell by cell."""
    if not (old.endswith(_ROW) and new.endswith(_ROW)):
        yield from hunks(old, new)
        return
    olds, news = (text.split(_ROW)[:-1] for text in (old, new))
    at = 0
    for before, after in _rows(olds, news):
        end = at + (len(before) + len(_ROW) if before is not None else 0)
        if before is None:
            yield Hunk(at, at, f"{after}{_ROW}")
        elif after is None:
            yield Hunk(at, end, "")
        else:
            yield from _in_row(at, before, after)
        at = end


def _rows(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Each row with what became of it; None where it was taken out, or put in."""
    from rapidfuzz.distance import Indel  # takes long to import

    gone: list[str] = []
    put: list[str] = []
    for edit in Indel.opcodes(olds, news):
        if edit.tag == "equal":
            yield from _paired(gone, put)
            gone, put = [], []
            yield from ((row, row) for row in olds[edit.src_start : edit.src_end])
        gone += olds[edit.src_start : edit.src_end] if edit.tag != "equal" else []
        put += news[edit.dest_start : edit.dest_end] if edit.tag != "equal" else []
    yield from _paired(gone, put)


def _paired(gone: Sequence[str], put: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Rows in the same place: as many as there were, or else those that are alike."""
    if len(gone) == len(put):
        yield from zip(gone, put, strict=True)
        return
    from rapidfuzz import fuzz

    done = 0
    for row in gone:
        near = range(done, min(done + _NEAR, len(put)))
        like = (i for i in near if fuzz.ratio(row, put[i]) >= _LEAST)
        if (at := next(like, None)) is None:
            yield row, None
            continue
        yield from ((None, each) for each in put[done:at])
        yield row, put[at]
        done = at + 1
    yield from ((None, each) for each in put[done:])


def _in_row(at: int, before: str, after: str) -> Iterator[Hunk]:
    """The changes from the row ``before``, which begins ``at``, to ``after``."""
    cells = list(zip(before.split("\t"), after.split("\t"), strict=False))
    if before.count("\t") != after.count("\t"):
        cells = [(before, after)]
    for old, new in cells:
        yield from (Hunk(at + s, at + e, text) for s, e, text in hunks(old, new))
        at += len(old) + 1
