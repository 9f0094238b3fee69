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

_CLOSING: Final = frozenset(("attachments", "signature"))
"""Kinds of pieces behind the last section, which belong to the whole document."""
_LANDMARKS: Final = frozenset(("heading", "appendix", "title"))
"""Kinds by which others are found."""
_INNER: Final = str.maketrans("“”", "‘’")
"""Quotation marks between others (GB/T 15834-2011, 4.8.3.4)."""


def told(changes: Sequence[Change], ledger: Ledger, hint: str = "") -> Iterator[Line]:
    """``changes`` against ``ledger``; of many the first, and ``hint`` at how to see all."""
    shown, room = 0, _MOST
    for change in changes:
        lines = [*_change(change, ledger.pieces)]
        if len(lines) > room:
            break
        yield from lines
        shown, room = shown + 1, room - len(lines)
    if left := len(changes) - shown:
        said = plural("and {number} more change", "and {number} more changes", left)
        yield [("", f"  {said}{hint}")]


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
            yield _head(_("added"), _standing(text, after))
        case Moved(piece, after):
            yield _head(_("moved"), _standing(piece.text, after))
        case Tracked(piece, count, authors):
            number = plural("{number} tracked change", "{number} tracked changes", count)
            by = _(" by {names}").format(names=_(", ").join(authors)) if authors else ""
            yield _head(f"{number}{by}", _place(piece, pieces))
        case Noted(piece):
            yield _head(_("comments or notes"), _place(piece, pieces))
        case Reformatted(piece):
            yield _head(_("formatted by hand"), _place(piece, pieces))
        case Pictured(piece):
            yield _head(_("another picture, chart, text box or equation"), _place(piece, pieces))
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
    """How ``piece`` begins, and the heading or appendix that it stands under."""
    heading = "" if piece.kind in _LANDMARKS else _heading_of(piece, pieces)
    if not heading:
        return f"“{_cut(piece.text)}”"
    return _("{piece} under “{heading}”").format(
        piece=f"“{_cut(piece.text)}”", heading=_cut(heading)
    )


def _heading_of(piece: Piece, pieces: Iterable[Piece]) -> str:
    """What ``piece`` stands under; nothing where that is no section, as for a signature."""
    heading, label = "", ""
    for each in pieces:
        if each == piece:
            break
        match each.kind:
            case "heading":
                heading, label = each.text, ""
            case "appendix":
                heading = label = each.text
            case "title" if label:
                heading, label = f"{label} {each.text}", ""
            case kind if kind in _CLOSING:
                heading, label = "", ""
    return "" if piece.kind in _CLOSING else heading


def _standing(text: str, after: Piece | None) -> str:
    """A ``text``, and what it stands after."""
    begins = _cut(text)
    if after is None:
        return _("“{piece}” at the beginning").format(piece=begins)
    return _("“{piece}” after “{other}”").format(piece=begins, other=_cut(after.text))


def _cut(text: str) -> str:
    """The beginning of ``text``, to be put between quotation marks."""
    shown = _readable("".join(islice(text, _BEGINNING)))
    return shown.translate(_INNER) + ("…" if len(text) > _BEGINNING else "")


def _readable(text: str) -> str:
    """``text`` in one line, with words for what is none."""
    words = text.replace(PICTURE, _("[picture]")).replace("\n", " ¶ ").replace("\t", " | ")
    return one_line(words)
