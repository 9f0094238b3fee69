"""Texts that two years have in different words: what was put in and taken out, by characters."""

from collections.abc import Iterator, Sequence
from typing import Final

from branchreport.compare.changes import (
    Piece,
    PlanChange,
    SectionChange,
    ShortcomingChange,
    WordingChange,
)
from branchreport.compare.recorded import Recorded
from branchreport.grains import hunks
from branchreport.places import Location
from branchreport.records.walks import record_at

_LEAST: Final = 2
"""Characters that two edits must have between them to be told as two."""

_TEXTS: Final = ("heading", "text", "points", "problem", "cause", "measures")
"""The keys of what is compared, in sections, plans and shortcomings."""


def wording_changes(
    before: Recorded,
    after: Recorded,
    sections: Sequence[SectionChange],
    shortcomings: Sequence[ShortcomingChange],
    plans: Sequence[PlanChange],
) -> tuple[WordingChange, ...]:
    """The texts of what both years have that differ, as their documents tell them.

    The paragraphs of a text, and the points of a section, are told as lines.
    """
    found = []
    for old, new in _places(sections, shortcomings, plans):
        one, other = _texts(before, old), _texts(after, new)
        for key in _TEXTS:
            texts = one.get(key, ""), other.get(key, "")
            if texts[0] != texts[1]:
                found.append(WordingChange((*old, key), (*new, key), pieces(*texts)))
    return tuple(found)


def _places(
    sections: Sequence[SectionChange],
    shortcomings: Sequence[ShortcomingChange],
    plans: Sequence[PlanChange],
) -> Iterator[tuple[Location, Location]]:
    for section in sections:
        if section.old is not None and section.new is not None:
            yield section.old, section.new
    for shortcoming in shortcomings:
        if match := shortcoming.match:
            yield ("shortcomings", match.old), ("shortcomings", match.new)
    for plan in plans:
        if match := plan.again:
            yield ("plans", match.old), ("plans", match.new)


def _texts(year: Recorded, place: Location) -> dict[str, str]:
    """What stands at ``place`` in ``year``, each text by its key."""
    held = record_at(year.year, place).__dict__
    texts = {key: held[key] or "" for key in _TEXTS if key in held}
    return {
        key: "\n".join(map(year.told, (text,) if isinstance(text, str) else text))
        for key, text in texts.items()
    }


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """``old`` and ``new`` in stretches: equal, or deleted and then inserted.

    All but the inserted ones make ``old`` again, all but the deleted ones ``new``.
    """
    found: list[Piece] = []
    for kept, deleted, inserted in _merged(_edits(old, new)):
        found += [Piece(kept)] if kept else []
        found += [Piece(deleted, "deleted")] if deleted else []
        found += [Piece(inserted, "inserted")] if inserted else []
    return tuple(found)


def _edits(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Stretches that are kept, with what is deleted and inserted after each."""
    done = 0
    for start, end, text in hunks(old, new):
        yield old[done:start], old[start:end], text
        done = end
    yield old[done:], "", ""


def _merged(edits: Iterator[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """``edits`` without those confetti that a reader would have to put together again.

    What is kept between two edits is told as kept only if it is longer than one of them (as
    diff-match-patch cleans up its results).
    """
    last: tuple[str, str, str] | None = None
    for kept, deleted, inserted in edits:
        size = max(len(deleted), len(inserted))
        if last and size and len(kept) < max(_LEAST, min(size, max(map(len, last[1:]))) + 1):
            last = last[0], last[1] + kept + deleted, last[2] + kept + inserted
            continue
        if last:
            yield last
        last = kept, deleted, inserted
    if last:
        yield last
