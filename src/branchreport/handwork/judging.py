"""Whether a passage says something else than its pieces: in a rendering of ours, or by hand."""

from collections.abc import Sequence

from branchreport.handwork.changes import (
    Change,
    Deleted,
    Joined,
    Noted,
    Pictured,
    Reformatted,
    Rewritten,
    Tracked,
    changes,
)
from branchreport.handwork.deciding import Edited
from branchreport.handwork.manuscript import Manuscript, Passage
from branchreport.ledger import Ledger, Piece


def differs(ours: Manuscript) -> Edited:
    """What tells of passages of a rendering whether it says something else than pieces before."""
    written = {} if ours.ledger is None else {piece.name: piece for piece in ours.ledger.pieces}

    def is_other(pieces: Sequence[Piece], passage: Passage) -> bool:
        now = [written[name] for name in passage.names if name in written]
        return [piece[3:] for piece in pieces] != [piece[3:] for piece in now]

    return is_other


def edited(manuscript: Manuscript, base: Ledger) -> Edited:
    """What tells of passages of ``manuscript`` whether somebody has changed them."""
    found = changes(manuscript, base)
    touched = {piece.name for change in found for piece in _touched(change)}

    def is_edited(pieces: Sequence[Piece], _passage: Passage) -> bool:
        return any(piece.name in touched for piece in pieces)

    return is_edited


def _touched(change: Change) -> tuple[Piece, ...]:
    """The pieces that say something else since ``change``, or look so."""
    match change:
        case Rewritten() | Deleted() | Tracked() | Reformatted() | Pictured() | Noted():
            return (change.piece,)
        case Joined():
            return change.pieces
    return ()
