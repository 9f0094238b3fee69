"""A Word file as passages: what stands for a piece of ours, and what somebody else wrote.

Nothing is known here of what the pieces said before; `matching` finds which passage is which.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from branchreport.ledger import MARK, Ledger, LedgerError, joined
from branchreport.word_files import WORD, WordFile, opened
from branchreport.word_files.words import words

LEDGER: Final = "{urn:branchreport:ledger}ledger"
"""The root of the part that holds a ledger (`writers.docx.marks`)."""

PROPERTY: Final = "branchreport-ledger"
"""The property that holds the digest of a ledger (`writers.docx.marks`)."""

_TRACKED: Final = tuple(
    f"{WORD}{name}"
    for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge",
                 "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange")
)  # fmt: skip
_NOTES: Final = tuple(
    f"{WORD}{name}" for name in ("commentReference", "footnoteReference", "endnoteReference")
)
_WRAPPERS: Final = frozenset(f"{WORD}{name}" for name in ("sdt", "sdtContent", "customXml"))
_BLOCKS: Final = frozenset((f"{WORD}p", f"{WORD}tbl"))


@dataclass(frozen=True, slots=True)
class Passage:
    """Elements of a body that belong together.

    ``names`` are our bookmarks that begin in it: one as a rule, none in what somebody wrote,
    several where paragraphs were joined. ``elements`` are paragraphs and tables; ``tail`` are empty
    paragraphs after them. ``contents`` is the table of contents, which office programs make anew.
    """

    names: tuple[str, ...]
    elements: tuple[Any, ...]
    tail: tuple[Any, ...] = ()
    contents: bool = False

    @property
    def text(self) -> str:
        """What a reader finds in it, as if tracked changes were accepted."""
        return joined(words(element) for element in self.elements)

    @property
    def is_tracked(self) -> bool:
        """Whether changes in it are tracked that nobody has accepted or rejected."""
        return any(True for _ in self._tracked())

    @property
    def tracked(self) -> int:
        """How many changes are tracked in it."""
        return sum(1 for _ in self._tracked())

    @property
    def authors(self) -> tuple[str, ...]:
        """Who made them, each once, in the order in which they are read."""
        named = (each.get(f"{WORD}author", "").strip() for each in self._tracked())
        return tuple(dict.fromkeys(filter(None, named)))

    def _tracked(self) -> Iterator[Any]:
        for element in self.elements:
            yield from element.iter(*_TRACKED)

    @property
    def notes(self) -> int:
        """How many comments, footnotes and endnotes it has."""
        return sum(1 for element in self.elements for _ in element.iter(*_NOTES))


@dataclass(frozen=True)
class Manuscript:
    """A Word file, its body as an element tree that may be changed, and its passages.

    ``ledger`` is the one that the file itself holds, if it is sound; ``digest`` is that of the
    ledger that it was written with, which outlives the ledger in some programs.
    """

    file: WordFile
    root: Any
    passages: tuple[Passage, ...]
    ledger: Ledger | None
    digest: str = ""

    @property
    def body(self) -> Any:
        """The element that holds the passages."""
        return self.root.find(f"{WORD}body")


def read(data: bytes) -> Manuscript:
    """The Word file with the bytes ``data``.

    Raises:
        UnusableError: when it is none that can be read.

    """
    file = opened(data)
    root = file.tree(file.main)
    body = root.find(f"{WORD}body")
    passages = () if body is None else tuple(_passages(list(_blocks(body))))
    return Manuscript(file, root, passages, _ledger(file), _digest(file))


def _ledger(file: WordFile) -> Ledger | None:
    """The ledger that ``file`` holds; None where it has none that can be read."""
    for relation in file.relations(file.main):
        if relation.kind == "customXml" and relation.target in file.parts:
            root = file.tree(relation.target)
            if root.tag == LEDGER:
                try:
                    return Ledger.from_json("".join(root.itertext()))
                except LedgerError:
                    return None
    return None


def _digest(file: WordFile) -> str:
    """The digest of a ledger among the properties of ``file``; nothing where there is none."""
    for relation in file.relations(""):
        if relation.kind == "custom-properties" and relation.target in file.parts:
            for each in file.tree(relation.target):
                if each.get("name") == PROPERTY:
                    return "".join(each.itertext()).strip()
    return ""


def _blocks(element: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, those in content controls as well."""
    for each in element:
        if each.tag in _BLOCKS:
            yield each
        elif each.tag in _WRAPPERS:
            yield from _blocks(each)


def _passages(blocks: Sequence[Any]) -> Iterator[Passage]:
    """``blocks`` put together where one of our bookmarks, or a field of contents, reaches over."""
    contents = _Contents()
    seen: set[str] = set()
    open_marks: set[str] = set()
    names: list[str] = []
    elements: list[Any] = []
    tail: list[Any] = []
    in_contents = False
    for block in blocks:
        continued = bool(open_marks) or (in_contents and contents.is_open)
        entering = not continued and contents.begins_in(block)
        begun = _begin(block, seen, open_marks)
        is_empty = not begun and not entering and not continued and not words(block).strip()
        if is_empty and elements:
            tail.append(block)
        elif continued:
            elements += [*tail, block]
            tail = []
            names += begun
        else:
            if elements:
                yield Passage(tuple(names), tuple(elements), tuple(tail), in_contents)
            names, elements, tail, in_contents = begun, [block], [], entering
        contents.pass_over(block)
        _end(block, open_marks)
    if elements:
        yield Passage(tuple(names), tuple(elements), tuple(tail), in_contents)


def _begin(block: Any, seen: set[str], open_marks: set[str]) -> list[str]:
    """Our bookmarks that begin in ``block``; of those with one name only the first counts."""
    begun = []
    for mark in block.iter(f"{WORD}bookmarkStart"):
        name = mark.get(f"{WORD}name", "")
        if name.startswith(MARK) and name not in seen:
            seen.add(name)
            open_marks.add(mark.get(f"{WORD}id", ""))
            begun.append(name)
    return begun


def _end(block: Any, open_marks: set[str]) -> None:
    """Close the bookmarks that end in ``block``; a table's reaches no further than the table."""
    if block.tag == f"{WORD}tbl":
        open_marks.clear()
    for mark in block.iter(f"{WORD}bookmarkEnd"):
        open_marks.discard(mark.get(f"{WORD}id", ""))


class _Contents:
    """Follows the field of a table of contents over paragraphs (ECMA-376-1, 17.16.5.68)."""

    def __init__(self) -> None:
        self._depth = 0
        self.is_open = False

    def begins_in(self, block: Any) -> bool:
        """Whether a table of contents begins in ``block``."""
        return any(
            (each.text or "").split()[:1] == ["TOC"] for each in block.iter(f"{WORD}instrText")
        )

    def pass_over(self, block: Any) -> None:
        """Take note of the fields that begin and end in ``block``."""
        begins = self.begins_in(block)
        for each in block.iter(f"{WORD}fldChar"):
            kind = each.get(f"{WORD}fldCharType")
            self._depth += {"begin": 1, "end": -1}.get(kind, 0)
        self._depth = max(self._depth, 0)
        self.is_open = (self.is_open or begins) and self._depth > 0
