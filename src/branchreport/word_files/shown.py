"""What stands in a paragraph or table beside its words: pictures, charts, objects, and notes."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from branchreport.ledger import chart_digest, object_digest, picture_digest
from branchreport.word_files import RELATED, WORD, UnusableError, WordFile
from branchreport.word_files.words import EQUATION, words

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_VML: Final = "{urn:schemas-microsoft-com:vml}imagedata"
_PICTURES: Final = (f"{_DRAWING}blip", f"{_CHART}chart", _VML)
_DRAWN: Final = (f"{WORD}drawing", f"{WORD}pict", f"{WORD}object")
_OBJECTS: Final = (*_DRAWN, EQUATION)
"""What holds pictures and charts, and may be a text box, a shape, an equation or the like."""
_TEXT_BOX: Final = f"{WORD}txbxContent"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES: Final = {
    f"{WORD}commentReference": "comment",
    f"{WORD}footnoteReference": "footnote",
    f"{WORD}endnoteReference": "endnote",
}
NOTES: Final = frozenset(_NOTES.values())
"""What notes are called in what is shown; all else is drawn."""


class Showing:
    """Finds what is shown in elements of the document of ``file``, but for comments ``unheard``."""

    def __init__(self, file: WordFile, unheard: Collection[str] = ()) -> None:
        self._file = file
        self._unheard = unheard
        self._targets = {each.identifier: each for each in file.relations(file.main)}

    def shown(self, elements: Iterable[Any]) -> str:
        """What stands in ``elements``, in its order."""
        return " ".join(told for element in elements for told in self._shown(element))

    def _shown(self, element: Any) -> Iterator[str]:
        for each in element.iter(*_PICTURES, *_OBJECTS, *_NOTES):
            if each.tag in _NOTES:
                yield from self._note(each)
            elif any(True for _ in each.iterancestors(_FALLBACK)):
                continue
            elif each.tag in _OBJECTS:
                yield from _object(each)
            elif each.tag == f"{_CHART}chart":
                yield self._chart(each.get(f"{RELATED}id", ""))
            else:
                named = each.get(f"{RELATED}embed") or each.get(f"{RELATED}id") or ""
                yield self._picture(named)

    def _note(self, reference: Any) -> Iterator[str]:
        note = _NOTES[reference.tag]
        if note != "comment" or reference.get(f"{WORD}id", "") not in self._unheard:
            yield note

    def _picture(self, identifier: str) -> str:
        relation = self._targets.get(identifier)
        data = self._file.parts.get(relation.target) if relation else None
        return "picture" if data is None else picture_digest(data)

    def _chart(self, identifier: str) -> str:
        relation = self._targets.get(identifier)
        try:
            root = self._file.tree(relation.target) if relation else None
        except UnusableError:
            root = None
        return "chart" if root is None else chart_digest(_series(root))


def _object(element: Any) -> Iterator[str]:
    """What ``element`` is where it says something, or holds no picture or chart and is not empty.

    Programs make one kind of shape another, so they are told by nothing but their words.
    """
    if any(True for _ in element.iterancestors(*_OBJECTS)):
        return
    said = _said_in(element)
    if said or (len(element) and not any(True for _ in element.iter(*_PICTURES))):
        yield object_digest(said)


def _said_in(element: Any) -> str:
    """The words in the boxes of ``element``, or of an equation, without space."""
    if element.tag == EQUATION:
        namespace = EQUATION.rpartition("}")[0]
        return _closed(each.text or "" for each in element.iter(f"{namespace}}}t"))
    boxes = (
        box
        for box in element.iter(_TEXT_BOX)
        if not any(True for _ in box.iterancestors(_FALLBACK, _TEXT_BOX))
    )
    return _closed(words(box) for box in boxes)


def _closed(said: Iterable[str]) -> str:
    return "".join("".join(said).split())


def _series(root: Any) -> Iterator[tuple[str, list[str], list[str]]]:
    for each in root.iter(f"{_CHART}ser"):
        name = "".join(_points(each.find(f"{_CHART}tx")))
        yield name, _points(each.find(f"{_CHART}cat")), _points(each.find(f"{_CHART}val"))


def _points(element: Any) -> list[str]:
    """The values that a chart remembers, each at its index; nothing where it has none."""
    if element is None:
        return []
    found = {}
    for point in element.iter(f"{_CHART}pt"):
        index = point.get("idx", "")
        if index.isdecimal() and len(index) < 6:
            found[int(index)] = point.findtext(f"{_CHART}v", "")
    return [found.get(index, "") for index in range(max(found, default=-1) + 1)]
