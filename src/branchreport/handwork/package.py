"""A Word file that is being changed: its parts, how they are related, and of which type they are.

What is not changed keeps its bytes.
"""

import posixpath
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

from branchreport.word_files import KIND, Relation, WordFile

_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_DIGITS: Final = 10
_CONTENT_TYPES: Final = "[Content_Types].xml"


class Package:
    """The parts of one file, to be changed as trees."""

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self._parts = dict(file.parts)
        self._trees: dict[str, tuple[Any, bytes]] = {}

    @property
    def main(self) -> str:
        """The part that is the document itself."""
        return self.file.main

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def tree(self, part: str) -> Any:
        """The root element of ``part``, which may be changed.

        Raises:
            UnusableError: when there is none, or it is no XML.

        """
        if part not in self._trees:
            root = WordFile(self._parts).tree(part)
            self._trees[part] = root, etree.tostring(root)
        return self._trees[part][0]

    def adopt(self, part: str, root: Any) -> None:
        """Let ``root``, which was read elsewhere and not changed yet, be the tree of ``part``."""
        self._trees[part] = root, etree.tostring(root)

    def content(self, part: str) -> bytes:
        """The bytes of ``part`` as it is now."""
        if part in self._trees:
            root, before = self._trees[part]
            if etree.tostring(root) != before:
                return _written(root)
        return self._parts[part]

    def parts(self) -> dict[str, bytes]:
        """All parts as they are now, in the order in which they came."""
        return {part: self.content(part) for part in self._parts}

    def relations(self, part: str) -> list[Relation]:
        """What ``part`` is related to; the package itself for ``""``."""
        listed = _listed(part)
        if listed not in self._parts:
            return []
        written = {listed: self.content(listed)}
        return WordFile(written).relations(part)

    def related(self, kind: str) -> str | None:
        """The part of ``kind`` that belongs to the document."""
        found = (each for each in self.relations(self.main) if each.kind == kind)
        return next((each.target for each in found if each.target in self._parts), None)

    def relate(self, part: str, kind: str, target: str, *, outside: bool = False) -> str:
        """The identifier of the relationship from ``part`` to ``target``, made if there is none."""
        there = self.relations(part)
        for each in there:
            if (each.kind, each.target, each.outside) == (kind, target, outside):
                return each.identifier
        identifier = _free(f"rId{len(there) + 1}", {each.identifier for each in there})
        where = target if outside else posixpath.relpath(target, posixpath.dirname(part) or ".")
        said = {"Id": identifier, "Type": f"{KIND}{kind}", "Target": where}
        if outside:
            said["TargetMode"] = "External"
        etree.SubElement(self._list_of(part), f"{{{_RELATIONS}}}Relationship", said)
        return identifier

    def _list_of(self, part: str) -> Any:
        listed = _listed(part)
        if listed not in self._parts:
            self._parts[listed] = _written(
                etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
            )
        return self.tree(listed)

    def list_relations(self, part: str, root: Any) -> None:
        """Let ``root`` be the list of the relationships of ``part``, which has none yet."""
        self._parts[_listed(part)] = _written(root)

    def add(self, wanted: str, content: bytes, kind: str) -> str:
        """Add a part of the content type ``kind`` named ``wanted``, or the like of it; its name."""
        name = _free(wanted, set(self._parts))
        self._parts[name] = content
        types = self.tree(_CONTENT_TYPES)
        usual = {
            each.get("Extension", "").lower(): each.get("ContentType")
            for each in types.iter(f"{{{_TYPES}}}Default")
        }
        if usual.get(name.rpartition(".")[2].lower()) != kind:
            said = {"PartName": f"/{name}", "ContentType": kind}
            etree.SubElement(types, f"{{{_TYPES}}}Override", said)
        return name

    def replace(self, part: str, content: bytes) -> None:
        """Let ``part``, which is there, hold ``content``."""
        self._trees.pop(part, None)
        self._parts[part] = content

    def same(self, content: bytes) -> Iterator[str]:
        """The parts that hold ``content``."""
        return (name for name, held in self._parts.items() if held == content)


def highest(numbers: Iterable[str | None]) -> int:
    """The highest of ``numbers`` as they are written; 0 where there is none.

    What is no number of at most nine digits is not counted.
    """
    known = (each for each in numbers if each and each.isdecimal() and len(each) < _DIGITS)
    return max(map(int, known), default=0)


def _listed(part: str) -> str:
    """The part with the relationships of ``part``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _free(wanted: str, taken: set[str]) -> str:
    """``wanted``, or the like of it with a number, that is not ``taken``."""
    stem, ending = posixpath.splitext(wanted)
    stem, number = stem.rstrip("0123456789"), 1
    name = wanted
    while name in taken:
        name, number = f"{stem}{number}{ending}", number + 1
    return name


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
