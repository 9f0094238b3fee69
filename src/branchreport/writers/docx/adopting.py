"""Bookmarks and a ledger for a Word file that was not written here: one that a template made.

Imported only where a template is a Word file, as it takes another library.
"""

import copy
import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from branchreport.handwork import manuscript
from branchreport.handwork.manuscript import Manuscript, Passage
from branchreport.ledger import MARK, Ledger, Names, Piece
from branchreport.word_files import WORD, UnusableError, WordFile
from branchreport.word_files.around import around
from branchreport.word_files.looks import look
from branchreport.word_files.shown import Showing
from branchreport.writers.docx import marks
from branchreport.writers.docx.package import as_bytes, pack
from branchreport.writers.docx.relations import (
    CONTENT_TYPES,
    PART_TYPES,
    RELATIONS,
    relationships,
    type_of,
)

_NUMBERS: Final = re.compile(r"\d+")
_TYPES: Final = "[Content_Types].xml"


def adopted(data: bytes, asked: Mapping[str, str]) -> bytes:
    """The Word file with the bytes ``data`` as one of ours, made by the wishes ``asked``.

    One that is larger than any that is looked into stays as it is.
    """
    try:
        read = _unmarked(data)
        return _Adoption(read).packed(asked)
    except UnusableError:
        return data


def _unmarked(data: bytes) -> Manuscript:
    """The file without bookmarks of ours, which a template has that was once rendered."""
    read = manuscript.read(data)
    if not any(passage.names for passage in read.passages):
        return read
    root = copy.deepcopy(read.root)
    starts = [each for each in root.iter(f"{WORD}bookmarkStart") if _is_ours(each)]
    numbers = {each.get(f"{WORD}id") for each in starts}
    ends = [each for each in root.iter(f"{WORD}bookmarkEnd") if each.get(f"{WORD}id") in numbers]
    for each in [*starts, *ends]:
        each.getparent().remove(each)
    parts = {**read.file.parts, read.file.main: _written(root)}
    return manuscript.read(pack(parts))


def _is_ours(mark: Any) -> bool:
    return bool(mark.get(f"{WORD}name", "").startswith(MARK))


class _Adoption:
    """Puts bookmarks into one file, and a ledger beside them."""

    def __init__(self, read: Manuscript) -> None:
        self._read = read
        self._file = read.file
        self._parts: dict[str, str | bytes] = dict(read.file.parts)
        self._names = Names()
        self._next = _next_number(read.root)
        self._showing = Showing(read.file)

    def packed(self, asked: Mapping[str, str]) -> bytes:
        """The file as it is now."""
        pieces = [self._piece(each) for each in self._read.passages if each.text.strip()]
        ledger = Ledger(tuple(pieces), around(self._file), dict(asked))
        self._parts[self._file.main] = _written(self._read.root)
        self._add(ledger)
        return pack(self._parts)

    def _piece(self, passage: Passage) -> Piece:
        """The piece that ``passage`` is, with a bookmark unless it is the table of contents.

        It is known from one rendering to the next by its words without their numbers.
        """
        text = passage.text
        if passage.contents:
            return Piece(self._names.name("contents", "", ""), "contents", "", text)
        kind = "table" if passage.elements[0].tag == f"{WORD}tbl" else "paragraph"
        name = self._names.name(kind, "", _NUMBERS.sub("0", text))
        self._mark(passage, name)
        shown = self._showing.shown(passage.elements)
        return Piece(name, kind, "", text, look(passage.elements), shown)

    def _mark(self, passage: Passage, name: str) -> None:
        paragraph = next(passage.elements[0].iter(f"{WORD}p"))
        start = etree.Element(f"{WORD}bookmarkStart")
        start.set(f"{WORD}id", str(self._next))
        start.set(f"{WORD}name", name)
        end = etree.SubElement(paragraph, f"{WORD}bookmarkEnd")
        end.set(f"{WORD}id", str(self._next))
        properties = paragraph.find(f"{WORD}pPr")
        paragraph.insert(0 if properties is None else 1, start)
        self._next += 1

    def _add(self, ledger: Ledger) -> None:
        """Add the parts that hold ``ledger``, beside those of the same kind that are there."""
        number = self._drop_ledger() or self._free_number()
        parts = marks.ledger_parts(ledger, number)
        properties = self._properties(as_bytes(parts.pop(marks.PROPERTIES)))
        self._parts |= parts | properties
        folder = posixpath.dirname(self._file.main)
        item = posixpath.relpath(marks.item(number), folder or ".")
        if not any(each.target == marks.item(number) for each in self._relations(self._file.main)):
            self._relate(self._file.main, "customXml", item)
        kinds = {marks.item_properties(number): "customXmlProperties"}
        self._declare(kinds | dict.fromkeys(properties, "custom"))

    def _drop_ledger(self) -> int | None:
        """The number of a ledger that is there already, which a new one replaces."""
        for each in self._relations(self._file.main):
            match = re.fullmatch(r"customXml/item(\d+)\.xml", each.target)
            held = self._file.parts.get(each.target, b"")
            if match and marks.LEDGER.encode() in held:
                return int(match[1])
        return None

    def _free_number(self) -> int:
        return next(n for n in range(1, len(self._parts) + 2) if marks.item(n) not in self._parts)

    def _properties(self, ours: bytes) -> dict[str, str | bytes]:
        """The properties of users with the one in ``ours``, in the part where theirs are."""
        relations = self._relations("")
        there = next((each.target for each in relations if each.kind == "custom-properties"), "")
        if there not in self._file.parts:
            if not there:
                self._relate("", "custom-properties", marks.PROPERTIES)
            return {there or marks.PROPERTIES: ours}
        root = self._file.tree(there)
        for each in [each for each in root if each.get("name") == marks.PROPERTY]:
            root.remove(each)
        (added,) = etree.fromstring(ours)
        numbers = (each.get("pid", "") for each in root)
        taken = [int(number) for number in numbers if number.isdecimal()]
        added.set("pid", str(max(taken, default=1) + 1))
        root.append(added)
        return {there: _written(root)}

    def _relations(self, part: str) -> list[Any]:
        return list(WordFile(self._file.parts).relations(part))

    def _relate(self, part: str, kind: str, target: str) -> None:
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        root = etree.fromstring(as_bytes(self._parts.get(listed, relationships([]))))
        taken = {each.get("Id") for each in root}
        added = etree.SubElement(root, f"{{{RELATIONS}}}Relationship")
        added.set("Id", next(_free_names(taken)))
        added.set("Type", type_of(kind))
        added.set("Target", target)
        self._parts[listed] = _written(root)

    def _declare(self, kinds: Mapping[str, str]) -> None:
        """Say of what type the parts ``kinds`` are, and that all other XML is just that."""
        root = self._file.tree(_TYPES)
        said = {each.get("PartName") or each.get("Extension", "").lower() for each in root}
        if "xml" not in said:
            default = etree.Element(f"{{{CONTENT_TYPES}}}Default")
            default.set("Extension", "xml")
            default.set("ContentType", "application/xml")
            root.insert(0, default)
        for name, kind in kinds.items():
            if f"/{name}" not in said:
                override = etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override")
                override.set("PartName", f"/{name}")
                override.set("ContentType", PART_TYPES[kind])
        self._parts[_TYPES] = _written(root)


def _free_names(taken: set[str | None]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if (name := f"rIdLedger{number}") not in taken:
            yield name


def _next_number(root: Any) -> int:
    """The first number above those of all bookmarks."""
    numbers = (each.get(f"{WORD}id", "") for each in root.iter(f"{WORD}bookmarkStart"))
    taken = [int(number) for number in numbers if number.isdecimal() and len(number) < 10]
    return max(taken, default=0) + 1


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))
