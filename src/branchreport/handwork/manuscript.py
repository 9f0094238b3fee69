"""A Word file as passages: what stands for a piece of ours, and what somebody else wrote.

Nothing is known here of what the pieces said before; `matching` finds which passage is which.
"""

from collections.abc import Iterator
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
_START: Final = f"{WORD}bookmarkStart"
_END: Final = f"{WORD}bookmarkEnd"
_MARKS: Final = (_START, _END)
_TELLING: Final = frozenset(
    f"{WORD}{name}" for name in ("t", "tab", "br", "cr", "drawing", "pict", "object", "sym")
)
"""What a reader sees of a run."""
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
        """What a reader finds in it, as if tracked changes were accepted; not empty paragraphs."""
        said = [words(element) for element in self.elements]
        return joined([each for each in said if each.strip()] or said[:1])

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
    passages = () if body is None else tuple(_Reading(body).passages())
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


def _children(element: Any) -> Iterator[Any]:
    """Paragraphs, tables, and bookmarks between them, in content controls as well."""
    for each in element:
        if each.tag in _BLOCKS or each.tag in _MARKS:
            yield each
        elif each.tag in _WRAPPERS:
            yield from _children(each)


class _Reading:
    """Puts blocks together where one of our bookmarks, or a field of contents, reaches over."""

    def __init__(self, body: Any) -> None:
        self._body = body
        self._marks = _Bookmarks(body)
        self._contents = _Contents()
        self._names: list[str] = []
        self._elements: list[Any] = []
        self._tail: list[Any] = []
        self._in_contents = False

    def passages(self) -> Iterator[Passage]:
        """All that stands in the body."""
        for each in _children(self._body):
            if each.tag == _START:
                self._marks.begin(each)
            elif each.tag == _END:
                self._marks.end(each)
            else:
                yield from self._block(each)
        yield from self._finished()

    def _block(self, block: Any) -> Iterator[Passage]:
        self._marks.end_before_words(block)
        spanned = self._marks.are_open
        begun = self._marks.begin_in(block)
        if begun:  # no piece of ours stands in a table of contents, also where that has no end
            self._contents.close()
        continued = spanned or (self._in_contents and self._contents.is_open)
        entering = not continued and self._contents.begins_in(block)
        if continued:
            self._elements += [*self._tail, block]
            self._names += begun
            self._tail = []
        elif self._elements and not begun and not entering and not words(block).strip():
            self._tail.append(block)
        else:
            yield from self._finished()
            self._names, self._elements, self._tail = begun, [block], []
            self._in_contents = entering
        self._contents.pass_over(block)
        self._marks.end_in(block)

    def _finished(self) -> Iterator[Passage]:
        if self._elements:
            yield Passage(
                tuple(self._names), tuple(self._elements), tuple(self._tail), self._in_contents
            )


class _Bookmarks:
    """Follows our bookmarks.

    Of those with one name only the first counts; of one without an end only the beginning.
    """

    def __init__(self, body: Any) -> None:
        self._seen: set[str] = set()
        self._open: set[str] = set()
        self._waiting: list[str] = []
        self._ending = _ending(body)

    @property
    def are_open(self) -> bool:
        """Whether one has begun, in a block that was read, and not ended."""
        return bool(self._open) and not self._waiting

    def begin(self, mark: Any) -> None:
        """Take note of ``mark``, which begins where the next block does."""
        name = mark.get(f"{WORD}name", "")
        if name.startswith(MARK) and name not in self._seen:
            self._seen.add(name)
            self._waiting.append(name)
            if (identifier := mark.get(f"{WORD}id", "")) in self._ending.get(name, ()):
                self._open.add(identifier)

    def begin_in(self, block: Any) -> list[str]:
        """The names of those that begin in ``block``, or where it does."""
        for mark in block.iter(_START):
            self.begin(mark)
        begun, self._waiting = self._waiting, []
        return begun

    def end(self, mark: Any) -> None:
        """Take note of the end that ``mark`` is."""
        self._open.discard(mark.get(f"{WORD}id", ""))

    def end_before_words(self, block: Any) -> None:
        """Take note of the ends at the beginning of ``block``: of what ended with the last one."""
        for each in block.iter():
            if each.tag == _END:
                self.end(each)
            elif each.tag in _TELLING:
                return

    def end_in(self, block: Any) -> None:
        """Take note of all ends in ``block``; out of a table no bookmark of ours reaches."""
        if block.tag == f"{WORD}tbl":
            self._open.clear()
        for mark in block.iter(_END):
            self.end(mark)


def _ending(body: Any) -> dict[str, set[str]]:
    """The numbers of the bookmarks with one of our names that end somewhere after they begin."""
    ends: set[str] = set()
    ending: dict[str, set[str]] = {}
    for mark in reversed(list(body.iter(*_MARKS))):
        identifier = mark.get(f"{WORD}id", "")
        if mark.tag == _END:
            ends.add(identifier)
        elif identifier in ends:
            ending.setdefault(mark.get(f"{WORD}name", ""), set()).add(identifier)
    return ending


class _Contents:
    """Follows the field of a table of contents over paragraphs (ECMA-376-1, 17.16.5.68)."""

    def __init__(self) -> None:
        self._depth = 0
        self.is_open = False

    def close(self) -> None:
        """Take the field for ended."""
        self._depth, self.is_open = 0, False

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
