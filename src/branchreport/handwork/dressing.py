"""Styles and lists of one Word file by those of another, so that paragraphs can change over.

A style is the same where its name is, as office programs give them identifiers of their own
(ECMA-376-1, 17.7.4.17); one that the other file lacks is added to it.
"""

import copy
from collections.abc import Iterable
from typing import Any, Final

from branchreport.handwork.package import Package, highest
from branchreport.word_files import WORD, WordFile
from branchreport.word_files.sheet import Sheet

_STYLED: Final = {f"{WORD}pStyle": "paragraph", f"{WORD}rStyle": "character",
                  f"{WORD}tblStyle": "table"}  # fmt: skip
_LEANINGS: Final = ("basedOn", "next", "link")
_NUMBERING: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"


class Styles:
    """Gives what comes from ``source`` the styles of ``target``."""

    def __init__(self, source: WordFile, target: Package) -> None:
        self._source = Sheet(source)
        part = target.related("styles")
        self._root: Any = None if part is None else target.tree(part)
        self._sheet = Sheet(WordFile(target.parts()))
        self._taken = self._sheet.identifiers
        self._names: dict[str, str] = {}
        self._kept = {
            each.get(f"{WORD}styleId", ""): each
            for each in ([] if self._source.root is None else self._source.root)
            if each.tag == f"{WORD}style"
        }

    def refer(self, elements: Iterable[Any]) -> None:
        """Let all in ``elements`` refer to their styles as ``target`` calls them."""
        for element in elements:
            for each in element.iter(*_STYLED):
                each.set(f"{WORD}val", self._named(each.get(f"{WORD}val", "")))

    def _named(self, identifier: str) -> str:
        """What the style ``identifier`` of the source is called in the target."""
        style = self._kept.get(identifier)
        if style is None or self._root is None:
            return identifier
        if identifier not in self._names:
            found = self._found(style)
            self._names[identifier] = (
                self._added(style, identifier)
                if found is None
                else found.get(f"{WORD}styleId", identifier)
            )
        return self._names[identifier]

    def _found(self, style: Any) -> Any:
        named = style.find(f"{WORD}name")
        kind = style.get(f"{WORD}type", "paragraph")
        return None if named is None else self._sheet.named(named.get(f"{WORD}val", ""), kind)

    def _added(self, style: Any, identifier: str) -> str:
        """Add ``style`` with all that it leans on; its identifier there."""
        name, number = identifier, 2
        while name in self._taken:
            name, number = f"{identifier}{number}", number + 1
        self._taken.add(name)
        self._names[identifier] = name
        added = copy.deepcopy(style)
        added.set(f"{WORD}styleId", name)
        added.attrib.pop(f"{WORD}default", None)
        for leaning in _LEANINGS:
            for each in added.findall(f"{WORD}{leaning}"):
                each.set(f"{WORD}val", self._named(each.get(f"{WORD}val", "")))
        for each in added.findall(f"{WORD}pPr/{WORD}numPr"):
            each.getparent().remove(each)  # a list of the other file
        self._root.append(added)
        return name


class Lists:
    """Gives what comes from ``source`` lists of ``target``.

    ``alike`` are pairs of paragraphs of both, in which the same items stand: what belongs to the
    same list there goes on in it here.
    """

    def __init__(
        self, source: WordFile, target: Package, alike: Iterable[tuple[Any, Any]] = ()
    ) -> None:
        part = source.related("numbering")
        self._source: Any = None if part is None else source.tree(part)
        self._target = target
        self._numbers: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        for ours, theirs in alike:
            mine, other = number_of(ours), number_of(theirs)
            if mine and other:
                self._numbers.setdefault(mine, other)

    def refer(self, elements: Iterable[Any]) -> None:
        """Let all in ``elements`` be items of lists of the target."""
        for element in elements:
            for each in element.iter(f"{WORD}numId"):
                number = each.get(f"{WORD}val", "")
                if number not in ("", "0"):
                    each.set(f"{WORD}val", self._numbered(number))

    def _numbered(self, number: str) -> str:
        if number not in self._numbers:
            found = _with(self._source, "num", "numId", number)
            self._numbers[number] = number if found is None else self._added(found)
        return self._numbers[number]

    def _added(self, found: Any) -> str:
        """Add the list ``found``, and its kind; its number there."""
        root = self._root()
        number, added = _next(root, "num", "numId"), copy.deepcopy(found)
        added.set(f"{WORD}numId", number)
        kind = added.find(f"{WORD}abstractNumId")
        if kind is not None:
            kind.set(f"{WORD}val", self._kind(root, kind.get(f"{WORD}val", "")))
        root.insert(_place_after(root, "num", "abstractNum", "numPicBullet"), added)
        return number

    def _kind(self, root: Any, identifier: str) -> str:
        if identifier not in self._kinds:
            found = _with(self._source, "abstractNum", "abstractNumId", identifier)
            if found is None:
                return identifier
            added = copy.deepcopy(found)
            self._kinds[identifier] = number = _next(root, "abstractNum", "abstractNumId")
            added.set(f"{WORD}abstractNumId", number)
            for each in list(added.iter(f"{WORD}lvlPicBulletId")):
                each.getparent().remove(each)  # pictures of bullets do not change over
            root.insert(_place_after(root, "abstractNum", "numPicBullet"), added)
        return self._kinds[identifier]

    def _root(self) -> Any:
        part = self._target.related("numbering")
        if part is None:
            empty = f'<w:numbering xmlns:w="{WORD[1:-1]}"/>'.encode()
            part = self._target.add("word/numbering.xml", empty, _NUMBERING)
            self._target.relate(self._target.main, "numbering", part)
        return self._target.tree(part)


def number_of(paragraph: Any) -> str:
    """The list that ``paragraph`` is an item of; empty where it is of none."""
    found = paragraph.find(f"{WORD}pPr/{WORD}numPr/{WORD}numId")
    number = "" if found is None else str(found.get(f"{WORD}val", ""))
    return "" if number == "0" else number


def _with(root: Any, name: str, key: str, value: str) -> Any:
    for each in [] if root is None else root.findall(f"{WORD}{name}"):
        if each.get(f"{WORD}{key}") == value:
            return each
    return None


def _next(root: Any, name: str, key: str) -> str:
    """A number above all that ``name`` elements have under ``key``."""
    found = root.findall(f"{WORD}{name}")
    return str(highest(each.get(f"{WORD}{key}") for each in found) + 1)


def _place_after(root: Any, *names: str) -> int:
    """Behind the last child of ``root`` that is one of ``names``."""
    tags = {f"{WORD}{name}" for name in names}
    return max((index + 1 for index, each in enumerate(root) if each.tag in tags), default=0)
