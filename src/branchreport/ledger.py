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
    ``text`` is what a reader finds in it (`word_files.words`), ``look`` how that is formatted
    besides its styles (`Looks`), and ``shown`` what stands in it beside words (`picture_digest`).
    """

    name: str
    kind: str
    record: str
    text: str
    look: str = ""
    shown: str = ""


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
            "pieces": [_said(piece) for piece in self.pieces],
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
            pieces = tuple(_piece(each) for each in said["pieces"])
            around = tuple(str(each) for each in said["around"])
            ledger = cls(pieces, around, _texts(said["asked"]))
            ledger.to_json().encode()  # half a surrogate pair is no text
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise LedgerError from None
        return ledger

    def digest(self) -> str:
        """The SHA-256 of what it says."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def _said(piece: Piece) -> dict[str, str]:
    """``piece`` without what it has not."""
    return {key: value for key, value in piece._asdict().items() if value or key == "text"}


def _piece(said: Mapping[str, object]) -> Piece:
    return Piece(**{"record": "", **_texts(said)})


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


class Looks:
    """Formatting that was put on words by hand, in one text: ``0-4b 7-9i,u;single jc;center``.

    Stretches are counted in characters of the text without tabs and lines. Each property has its
    name in WordprocessingML, but for those that say the same; the styles are not told.
    """

    def __init__(self) -> None:
        self._said: list[str] = []
        self._length = 0
        self._start = 0
        self._look = ""

    def align(self, value: str) -> None:
        """Begin a paragraph that is aligned by hand to ``value``, one of 17.18.44 (ST_Jc)."""
        self._close()
        if value:
            self._said.append(f"{_SIDE}{_SIDES.get(value, value)}")

    def run(self, length: int, properties: Iterable[tuple[str, Mapping[str, str]]]) -> None:
        """Add ``length`` characters with ``properties``: names and attributes without prefixes."""
        if not length:
            return  # as the marks of a field, which are no part of what is read
        look = ",".join(sorted({*filter(None, (_told(*each) for each in properties))}))
        if look != self._look:
            self._close()
            self._look = look
        self._length += length

    def __str__(self) -> str:
        self._close()
        return " ".join(self._said)

    def _close(self) -> None:
        if self._look and self._length > self._start:
            self._said.append(f"{self._start}-{self._length}{self._look}")
        self._start, self._look = self._length, ""


def unaligned(look: str) -> str:
    """``look`` without how paragraphs are aligned."""
    return " ".join(each for each in look.split() if not each.startswith(_SIDE))


_SIDE: Final = "jc;"
_SIDES: Final = {"start": "left", "end": "right"}
_TOLD: Final = {
    "b": (), "i": (), "strike": (), "dstrike": (), "vanish": (), "caps": (), "smallCaps": (),
    "u": ("val",), "color": ("val",), "sz": ("val",), "highlight": ("val",), "em": ("val",),
    "vertAlign": ("val",), "shd": ("fill",), "rFonts": ("ascii",),
    "hyperlink": (),
}  # fmt: skip
"""Properties of runs that a person sets, and the attributes that tell how; the first are switches
(ECMA-376-1, 17.3.2). LibreOffice leaves out a Chinese font that is the style's, so none is told."""
_OFF: Final = frozenset({"0", "false", "off"})


def _told(name: str, attributes: Mapping[str, str]) -> str:
    if name not in _TOLD:
        return ""
    keys = _TOLD[name]
    if not keys:
        return f"{name}!" if attributes.get("val") in _OFF else name
    values = [attributes.get(key, "") for key in keys]
    return ";".join((name, *values)) if any(values) else ""


def picture_digest(data: bytes) -> str:
    """What tells the picture with the bytes ``data`` from another."""
    return f"picture:{hashlib.sha256(data).hexdigest()[:16]}"


def object_digest(said: str) -> str:
    """What tells a text box, shape, equation or other object that says ``said`` from another."""
    return f"object:{hashlib.sha256(said.encode()).hexdigest()[:16]}" if said else "object"


def chart_digest(series: Iterable[tuple[str, Iterable[str], Iterable[str]]]) -> str:
    """What tells a chart from another: of each of its ``series`` the name, categories, numbers."""
    said = [
        [name, _filled(categories), _filled(map(_number, values))]
        for name, categories, values in series
    ]
    return f"chart:{hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]}"


def _filled(values: Iterable[str]) -> list[str]:
    """``values`` up to the last that says anything."""
    told = list(values)
    while told and not told[-1]:
        told.pop()
    return told


def _number(written: str) -> str:
    """A number as every program writes it: ``30``, ``30.0`` and ``3e1`` are one."""
    try:
        return repr(float(written)) if written else ""
    except ValueError:
        return written


def joined(texts: Iterable[str]) -> str:
    """The text of what stands in several paragraphs."""
    return "\n".join(texts)
