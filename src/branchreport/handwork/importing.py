"""Paragraphs and tables of one Word file into another, with all that they lead to.

Pictures, charts with their workbooks, links, comments, footnotes and endnotes come along; what is
numbered in a file gets numbers that are free there.
"""

import copy
import posixpath
from collections.abc import Iterable, Sequence
from typing import Any, Final

from branchreport.handwork.bookmarks import REVISIONS, Bookmarks
from branchreport.handwork.comments import Comments
from branchreport.handwork.dressing import Lists, Styles
from branchreport.handwork.notes import Notes
from branchreport.handwork.package import Package, highest
from branchreport.word_files import RELATED, WORD, Relation, WordFile

_ID: Final = f"{WORD}id"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_IDENTITIES: Final = ("paraId", "textId")
"""Attributes that tell paragraphs apart ([MS-DOCX], 2.6.2.3): a copy has none."""
_DEEPEST: Final = 8
"""How far parts lead to parts: a picture of a chart of a note."""


class Importer:
    """Brings elements of ``source`` to ``target``; ``alike`` as for `Lists`."""

    def __init__(
        self, source: WordFile, target: Package, alike: Iterable[tuple[Any, Any]] = ()
    ) -> None:
        self._source = source
        self._target = target
        self._styles = Styles(source, target)
        self._lists = Lists(source, target, alike)
        self._parts: dict[str, str] = {}
        self._revisions: dict[str, str] = {}
        self._known: dict[str, dict[str, Relation]] = {}
        root = target.tree(target.main)
        self.bookmarks = Bookmarks(root)
        self._last_drawing = highest(each.get("id") for each in root.iter(_DRAWING))
        self._comments = Comments(target)
        self._notes = [Notes(kind, source, target, self._brought) for kind in ("foot", "end")]

    def bring(self, elements: Sequence[Any]) -> list[Any]:
        """Copies of ``elements`` that may stand in the document of the target."""
        copies = self._brought(elements, self._source.main, self._target.main)
        self.bookmarks.take(copies)
        for each in self._notes:
            each.refer(copies)
        self._comments.take(self._source, copies, self._brought)
        self._number_drawings(copies)
        return copies

    def bring_comments(self, elements: Sequence[Any], element: Any) -> None:
        """Let comments on ``elements`` stand on ``element`` of the target as well."""
        self._comments.bring(self._source, elements, element, self._brought)

    def bring_section(self, properties: Any) -> Any:
        """A copy of the set-up of a section, with its headers and footers."""
        copied = copy.deepcopy(properties)
        self._relate(copied, self._source.main, self._target.main)
        return copied

    def _brought(self, elements: Sequence[Any], part: str, into: str) -> list[Any]:
        """Copies that have styles, lists and relationships of the target."""
        copies = [copy.deepcopy(element) for element in elements]
        for element in copies:
            _strip(element)
        self._styles.refer(copies)
        self._lists.refer(copies)
        for element in copies:
            self._relate(element, part, into)
            self._revise(element)
        return copies

    def _relate(self, element: Any, part: str, into: str) -> None:
        """Let what leads to other parts lead to those of the target."""
        if part not in self._known:
            self._known[part] = {each.identifier: each for each in self._source.relations(part)}
        known = self._known[part]
        for each in element.iter():
            for key, value in each.attrib.items():
                if key.startswith(RELATED) and value in known:
                    relation = known[value]
                    target = relation.target if relation.outside else self._part(relation.target, 0)
                    each.set(
                        key,
                        self._target.relate(into, relation.kind, target, outside=relation.outside),
                    )

    def _part(self, part: str, depth: int) -> str:
        """The part of the target that holds what ``part`` of the source does."""
        if part in self._parts:
            return self._parts[part]
        content = self._source.parts.get(part, b"")
        relations = self._source.relations(part) if depth < _DEEPEST else []
        if not relations and (same := next(self._target.same(content), None)):
            self._parts[part] = same
            return same
        name = self._target.add(part, content, self._source.content_type(part))
        self._parts[part] = name
        self._follow(part, name, depth)
        return name

    def _follow(self, part: str, name: str, depth: int) -> None:
        """Bring what ``part`` leads to, under the identifiers that it has there."""
        listed = "{}/_rels/{}.rels".format(*posixpath.split(part))
        if listed not in self._source.parts:
            return
        root = self._source.tree(listed)
        for each, relation in zip(root, self._source.relations(part), strict=False):
            if not relation.outside and relation.target in self._source.parts:
                target = self._part(relation.target, depth + 1)
                each.set("Target", posixpath.relpath(target, posixpath.dirname(name)))
        self._target.list_relations(name, root)

    def _revise(self, element: Any) -> None:
        """Tracked changes are numbered through the whole document."""
        for each in element.iter(*REVISIONS):
            if (number := each.get(_ID)) is not None:
                if number not in self._revisions:
                    self._revisions[number] = self.bookmarks.next_number()
                each.set(_ID, self._revisions[number])

    def _number_drawings(self, copies: Sequence[Any]) -> None:
        for element in copies:
            for each in element.iter(_DRAWING):
                self._last_drawing += 1
                each.set("id", str(self._last_drawing))


def _strip(element: Any) -> None:
    """Take away what holds for a place in the file alone: sections, and identities."""
    for each in list(element.iter(f"{WORD}sectPr")):
        _remove(each)
    for each in list(element.iter(f"{WORD}sdtPr")):
        for identity in each.findall(f"{WORD}id"):
            each.remove(identity)
    for each in element.iter():
        for key in [key for key in each.attrib if key.rpartition("}")[2] in _IDENTITIES]:
            del each.attrib[key]


def _remove(element: Any) -> None:
    """Take ``element``, which has no text behind it, out of its place."""
    if (parent := element.getparent()) is not None:
        parent.remove(element)
