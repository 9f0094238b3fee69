"""What is told of a merge beside each passage: where it stands, and what was done by hand."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from branchreport.handwork.changes import Change, Noted, changes
from branchreport.handwork.comments import on, own_comments
from branchreport.handwork.manuscript import Manuscript, Passage
from branchreport.ledger import MARK, Ledger, Piece

_HEADING, _APPENDIX, _TITLE = "heading", "appendix", "title"
_OF_ITSELF: Final = frozenset(("attachments", "signature", "contents"))
"""Kinds of pieces that stand under no heading, and end what stands under the last one."""


def headings_of(pieces: Iterable[Piece]) -> list[str]:
    """For each piece the heading, or the label of the appendix with its title, that it is under.

    A heading stands under itself, as the text of some goes on behind it.
    """
    return list(_headings((each.kind, each.text) for each in pieces))


def headings_in(passages: Sequence[Passage]) -> list[str]:
    """As `headings_of`, for passages by the kinds that our bookmarks name."""
    return list(_headings((kind := _kind(each), each.text if kind else "") for each in passages))


def _kind(passage: Passage) -> str:
    return next((name.removeprefix(MARK).partition("_")[0] for name in passage.names), "")


def _headings(said: Iterable[tuple[str, str]]) -> Iterator[str]:
    heading, labelled = "", False
    for kind, text in said:
        if kind in (_HEADING, _APPENDIX):
            heading = text
        elif kind == _TITLE:
            heading = f"{heading} {text}" if labelled else ""
        elif kind in _OF_ITSELF:
            heading = ""
        labelled = kind == _APPENDIX
        yield heading


def done_by_hand(manuscript: Manuscript, base: Ledger) -> tuple[Change, ...]:
    """What somebody changed in ``manuscript``; comments of branchreport are nobody's work."""
    own = own_comments(manuscript.file)
    count = Counter(
        name
        for passage in manuscript.passages
        for name in passage.names
        for identifier in on(passage.elements)
        if identifier in own
    )
    return tuple(
        each
        for each in changes(manuscript, base)
        if not (isinstance(each, Noted) and each.count == count[each.piece.name])
    )
