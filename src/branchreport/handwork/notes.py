"""Footnotes and endnotes that come with what is brought from one Word file into another."""

import copy
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from lxml import etree

from branchreport.handwork.package import Package, highest
from branchreport.word_files import WORD, WordFile

Bring: TypeAlias = Callable[[Sequence[Any], str, str], list[Any]]
"""Copies elements of a part of the one file into a part of the other (`importing`)."""

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_ID: Final = f"{WORD}id"


class Notes:
    """The notes of one ``kind``: ``foot`` or ``end``."""

    def __init__(self, kind: str, source: WordFile, target: Package, bring: Bring) -> None:
        self._name = f"{kind}note"
        self._part = source.related(f"{self._name}s")
        self._source = source
        self._target = target
        self._bring = bring

    def refer(self, copies: Sequence[Any]) -> None:
        """Bring the notes of ``copies`` along, and let them lead there."""
        for element in copies:
            for each in element.iter(f"{WORD}{self._name}Reference"):
                each.set(_ID, self._brought(each.get(_ID, "")))

    def _brought(self, identifier: str) -> str:
        note = None if self._part is None else self._note(identifier)
        if note is None or self._part is None:
            return identifier
        part = self._target.related(f"{self._name}s") or self._begun(self._part)
        root = self._target.tree(part)
        (added,) = self._bring([note], self._part, part)
        number = str(highest(each.get(_ID) for each in root) + 1)
        added.set(_ID, number)
        root.append(added)
        return number

    def _note(self, identifier: str) -> Any:
        assert self._part is not None, "notes are looked for where there are some"
        found = self._source.tree(self._part)
        return next((each for each in found if each.get(_ID) == identifier), None)

    def _begun(self, source: str) -> str:
        """A part for notes, with the lines that part them from the text."""
        root = copy.deepcopy(self._source.tree(source))
        for each in list(root):
            if each.get(f"{WORD}type") is None:
                root.remove(each)
        content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        name = f"{self._name}s"
        part = self._target.add(f"word/{name}.xml", content, _TYPE.format(name))
        self._target.relate(self._target.main, name, part)
        return part
