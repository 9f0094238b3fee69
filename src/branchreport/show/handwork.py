"""Changes by hand to a Word file as text for people: where, what it said, what it says now."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, assert_never

from branchreport.handwork.changes import (
    Around,
    Change,
    Deleted,
    Inserted,
    Joined,
    Moved,
    Noted,
    Pictured,
    Reformatted,
    Rewritten,
    Tracked,
)
from branchreport.language import _, plural
from branchreport.ledger import Ledger, Piece, joined
from branchreport.show.text import Line, one_line
from branchreport.word_files.words import PICTURE

_MOST: Final = 20
"""The most lines that are shown."""
_BEGINNING: Final = 24
"""Characters of a piece by which it is known again."""
_WIDEST: Final = 60
"""Characters of a text around what was changed in it."""
_CONTEXT: Final = 12
"""Characters that are shown before the first that was changed."""


def told(changes: Sequence[Change], ledger: Ledger, rest: str = "") -> Iterator[Line]:
    """``changes`` against ``ledger``, the first of them where there are many.

    ``rest`` says how the others can be seen.
    """
    shown, room = 0, _MOST
    for change in changes:
        lines = [*_change(change, ledger.pieces)]
        if len(lines) > room:
            break
        yield from lines
        shown, room = shown + 1, room - len(lines)
    if left := len(changes) - shown:
        said = plural("and {number} more change", "and {number} more changes", left)
        yield [("", f"  {said}{rest}")]


def _change(change: Change, pieces: Sequence[Piece]) -> Iterator[Line]:
    match change:
        case Rewritten(piece, text):
            yield _head(_("changed"), _place(piece, pieces))
            yield from _versions(piece.text, text)
        case Joined(parts, text):
            yield _head(_("joined"), _place(parts[0], pieces))
            yield from _versions(joined(part.text for part in parts), text)
        case Deleted(piece):
            yield _head(_("deleted"), _place(piece, pieces))
        case Inserted(text, after):
            yield _head(_("added"), f"“{_cut(text)}” {_after(after)}")
        case Moved(piece, after):
            yield _head(_("moved"), f"{_place(piece, pieces)} {_after(after)}")
        case Tracked(piece, count, authors):
            number = plural("{number} tracked change", "{number} tracked changes", count)
            by = _(" by {names}").format(names=_(", ").join(authors)) if authors else ""
            yield _head(f"{number}{by}", _place(piece, pieces))
        case Noted(piece):
            yield _head(_("comments or notes"), _place(piece, pieces))
        case Reformatted(piece):
            yield _head(_("formatted by hand"), _place(piece, pieces))
        case Pictured(piece):
            yield _head(_("another picture or chart"), _place(piece, pieces))
        case Around(before, now):
            yield _head(_("header or footer"), "")
            yield from _versions(joined(before), joined(now))
        case _:
            assert_never(change)


def _head(what: str, where: str) -> Line:
    return [("blue", "  * "), ("bold", one_line(what)), ("", f": {where}" if where else "")]


def _versions(before: str, now: str) -> Iterator[Line]:
    """What a text said and what it says, about the first place where they differ."""
    same = sum(1 for _pair in _equal(before, now))
    start = max(same - _CONTEXT, 0)
    if before:
        yield [("red", f"    - {_window(before, start)}")]
    if now:
        yield [("green", f"    + {_window(now, start)}")]


def _equal(before: str, now: str) -> Iterator[str]:
    for one, other in zip(before, now, strict=False):
        if one != other:
            return
        yield one


def _window(text: str, start: int) -> str:
    more = "…" if start + _WIDEST < len(text) else ""
    return f"{'…' if start else ''}{_readable(text[start : start + _WIDEST])}{more}"


def _place(piece: Piece, pieces: Iterable[Piece]) -> str:
    """How ``piece`` begins, and the heading that it stands under."""
    heading = None
    for each in pieces:
        if each is piece or each == piece:
            break
        heading = each if each.kind == "heading" else heading
    begins = f"“{_cut(piece.text)}”"
    if heading is None or piece.kind == "heading":
        return begins
    return _("{piece} under “{heading}”").format(piece=begins, heading=_cut(heading.text))


def _after(piece: Piece | None) -> str:
    if piece is None:
        return _("at the beginning")
    return _("after “{piece}”").format(piece=_cut(piece.text))


def _cut(text: str) -> str:
    shown = _readable("".join(islice(text, _BEGINNING)))
    return shown + ("…" if len(text) > _BEGINNING else "")


def _readable(text: str) -> str:
    """``text`` in one line, with words for what is none."""
    words = text.replace(PICTURE, _("[picture]")).replace("\n", " ¶ ").replace("\t", " | ")
    return one_line(words)
