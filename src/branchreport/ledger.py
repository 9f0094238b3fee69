"""What a Word file said when it was written: piece by piece, so that edits by hand can be told."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

VERSION: Final = 1
"""Of the form of a ledger; one that is newer is not read."""

MARK: Final = "_br_"
"""What the names of our bookmarks begin with; Word hides those with a line below first."""


class LedgerError(ValueError):
    """What is to be a ledger is none, or one of a newer branchreport."""


class Piece(NamedTuple):
    """A paragraph or table as it was written.

    ``name`` is that of its bookmark, ``kind`` that of its block (``paragraph``, ``table``);
    ``record`` is the identity of the first that speaks in it (`document.Source`), or nothing;
    ``text`` is what a reader finds in it (`word_files.words`).
    """

    name: str
    kind: str
    record: str
    text: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """All pieces of a document in their order, and what was asked for when it was made.

    ``around`` is what stands in its headers and footers. ``asked`` are the wishes beside the
    records (`document.Document.asked`).
    """

    pieces: tuple[Piece, ...]
    around: tuple[str, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """The ledger as JSON, the same for the same ledger."""
        said = {
            "version": VERSION,
            "asked": dict(sorted(self.asked.items())),
            "around": self.around,
            "pieces": [piece._asdict() for piece in self.pieces],
        }
        return json.dumps(said, ensure_ascii=False, indent=0)

    @classmethod
    def from_json(cls, written: str) -> "Ledger":
        """The ledger that `to_json` wrote.

        Raises:
            LedgerError: when it is none.

        """
        try:
            said = json.loads(written)
            if said["version"] != VERSION:
                raise LedgerError
            pieces = tuple(Piece(**_texts(each)) for each in said["pieces"])
            around = tuple(str(each) for each in said["around"])
            return cls(pieces, around, _texts(said["asked"]))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise LedgerError from None

    def digest(self) -> str:
        """The SHA-256 of what it says."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def _texts(said: Mapping[str, object]) -> dict[str, str]:
    """``said`` where it is a mapping of texts.

    Raises:
        LedgerError: where it is not.

    """
    if not all(isinstance(value, str) for value in said.values()):
        raise LedgerError
    return {key: str(value) for key, value in said.items()}


class Names:
    """Gives each piece a name: the same for the same record from one rendering to the next."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], int] = {}

    def name(self, kind: str, record: str, text: str) -> str:
        """The bookmark of the next piece of ``kind`` that ``record``, or else ``text``, says."""
        known_by = (kind, record or text)
        self._given[known_by] = number = self._given.get(known_by, 0) + 1
        digest = hashlib.sha256("\0".join((*known_by, str(number))).encode()).hexdigest()
        return f"{MARK}{kind[:16]}_{digest[:16]}"


def joined(texts: Iterable[str]) -> str:
    """The text of what stands in several paragraphs."""
    return "\n".join(texts)
