"""What became of each passage in a merge, as text for people."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from branchreport.handwork.changes import (
    Around,
    Change,
    Joined,
    Moved,
    Noted,
    Pictured,
    Reformatted,
    Tracked,
)
from branchreport.handwork.deciding import Fate
from branchreport.handwork.merging import Outcome
from branchreport.handwork.telling import headings_of
from branchreport.language import N_, _, plural
from branchreport.ledger import Piece, joined
from branchreport.show.excerpts import excerpt, excerpts, within
from branchreport.show.text import Line, one_line
from branchreport.typography import cells

_LONGEST: Final = 24
"""Characters of a heading that are shown, where it has no sentence that ends before."""

_WORDS: Final = {
    Fate.KEPT: (N_("kept"), ""),
    Fate.THEIRS: (N_("edit kept"), "green"),
    Fate.MERGED: (N_("both kept"), "green"),
    Fate.UPDATED: (N_("updated"), "cyan"),
    Fate.INSERTED: (N_("inserted"), "cyan"),
    Fate.REMOVED: (N_("removed"), "cyan"),
    Fate.MOVED: (N_("moved"), "cyan"),
    Fate.CONFLICT: (N_("conflict"), "bold red"),
    Fate.LOST: (N_("taken out"), "bold red"),
}
"""What each fate is called, and how it looks."""

_BY_HAND: Final = (Fate.THEIRS, Fate.MERGED, Fate.CONFLICT, Fate.LOST)
"""Fates of what was changed by hand: two versions of it are shown one below the other."""


_Kinds: TypeAlias = Mapping[str, Sequence[str]]
"""What was done to pieces beside their words, by their names."""


class Step(NamedTuple):
    """One merge ``into`` a file: of the copy ``name``, or of the records where that is empty.

    ``theirs`` and ``ours`` are what was changed by hand before, on either side; ``pieces`` is what
    was written in the beginning.
    """

    name: str
    outcomes: tuple[Outcome, ...]
    pieces: Sequence[Piece]
    into: str = ""
    theirs: Sequence[Change] = ()
    ours: Sequence[Change] = ()


def told(step: Step) -> Iterator[Line]:
    """The lines for ``step``: each outcome, and how many there are of each kind."""
    if step.name:
        yield [("bold", one_line(step.name))]
    outcomes = (*step.outcomes, *_moved(step))
    around = [each for each in step.theirs if isinstance(each, Around)]
    fates = [*(each.fate for each in outcomes), *(Fate.THEIRS for _each in around)]
    width = max((_width(_(_WORDS[each][0])) for each in fates), default=0)
    theirs, ours = _kinds(step.theirs), _kinds(step.ours)
    labels = (step.into or _("file"), step.name or _("records"))
    for each in outcomes:
        first, *more = _told(each, labels, theirs, ours)
        yield from _lines(each.fate, first, more, width)
    for change in around:
        yield from _lines(Fate.THEIRS, _around(change), (), width)
    numbers = Counter(fates)
    said = _(", ").join(f"{_(_WORDS[fate][0])} {numbers[fate]}" for fate in Fate if numbers[fate])
    yield [("bold", said or _("nothing to merge"))]


def _lines(fate: Fate, first: str, more: Iterable[str], width: int) -> Iterator[Line]:
    word, look = _WORDS[fate]
    gap = " " * (width - _width(_(word)) + 2)
    yield [(look, _(word)), ("", f"{gap}{first}")]
    for each in more:
        yield [("", f"{' ' * (width + 2)}{each}")]


def _around(change: Around) -> str:
    before, now = joined(change.before), joined(change.now)
    said = " → ".join(excerpts(before, now)) if before and now else excerpt(now or before)
    notes = [_("header or footer"), *([] if now else [_("deleted")])]
    return said + _(" ({notes})").format(notes=_("; ").join(notes))


def _width(text: str) -> int:
    """How many columns of a terminal ``text`` takes."""
    return sum(map(cells, text))


def _moved(step: Step) -> Iterator[Outcome]:
    """Passages that were moved by hand, and of which nothing else is told."""
    known = {piece.name for each in step.outcomes for piece in each.pieces}
    place = dict(zip((each.name for each in step.pieces), headings_of(step.pieces), strict=True))
    for change in step.theirs:
        if isinstance(change, Moved) and change.piece.name not in known:
            piece = change.piece
            yield Outcome(Fate.THEIRS, piece.text, piece.text, (piece,), place[piece.name])


def _kinds(changes: Iterable[Change]) -> _Kinds:
    """What was done to pieces beside their words, by their names."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for change in changes:
        match change:
            case Moved(piece, _after):
                found[piece.name].append(_("moved"))
            case Joined(parts, _text):
                for part in parts:
                    found[part.name].append(_("joined"))
            case Reformatted(piece):
                found[piece.name].append(_("formatted by hand"))
            case Noted(piece, _count):
                found[piece.name].append(_("comments or notes"))
            case Pictured(piece):
                found[piece.name].append(_("another picture or chart"))
            case Tracked(piece, count, _authors):
                number = plural("{number} tracked change", "{number} tracked changes", count)
                found[piece.name].append(number)
    return found


def _told(
    outcome: Outcome,
    labels: tuple[str, str],
    theirs: _Kinds,
    ours: _Kinds,
) -> list[str]:
    """An outcome in one line, or in three where two versions are shown one below the other."""
    one, other, fate = outcome.theirs, outcome.ours, outcome.fate
    changed = ours if fate is Fate.UPDATED else theirs
    notes = [kind for piece in outcome.pieces for kind in changed.get(piece.name, ())]
    if fate is Fate.THEIRS and not outcome.pieces:
        notes = [_("added")]
    if outcome.pieces and fate in _BY_HAND and not one.strip():
        notes = [_("deleted"), *notes]
        other = other or joined(piece.text for piece in outcome.pieces)
    if not one.strip() or not other or one == other:
        said = excerpt(one if one.strip() else other)
        return [f"{said}{_noted(notes, outcome, said)}"]
    versions = excerpts(one, other)
    if fate not in _BY_HAND:
        return [f"{' → '.join(versions)}{_noted(notes, outcome, *versions)}"]
    head = _noted(notes, outcome, *versions).strip()
    return [*filter(None, [head]), *_below(labels, versions)]


def _below(labels: Sequence[str], versions: Sequence[str]) -> Iterator[str]:
    """Both ``versions``, each behind its label."""
    width = max(map(_width, labels))
    for label, text in zip(labels, versions, strict=True):
        yield f"{label}{' ' * (width - _width(label))}  {text}"


def _noted(notes: Sequence[str], outcome: Outcome, *shown: str) -> str:
    """What was done by hand, and the heading that it is under unless that is ``shown``."""
    said = [*dict.fromkeys(notes)]
    heading = _short(outcome.heading)
    if heading and not any(each.startswith(f"“{heading.rstrip('…')}") for each in shown):
        said.append(_("in “{heading}”").format(heading=heading))
    return _(" ({notes})").format(notes=_("; ").join(said)) if said else ""


def _short(heading: str) -> str:
    """``heading`` up to the end of its first sentence."""
    first = within(heading.partition("。")[0])
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"
