"""The bookmarks of a document that is being changed, found without looking through all of it.

ECMA-376-1, 17.13.6. They share their numbers with tracked changes.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from branchreport.handwork.manuscript import Manuscript
from branchreport.handwork.package import highest
from branchreport.handwork.pairing import paired
from branchreport.ledger import MARK, Ledger
from branchreport.word_files import WORD

START, END = f"{WORD}bookmarkStart", f"{WORD}bookmarkEnd"
NAME, ID = f"{WORD}name", f"{WORD}id"
HEADING: Final = "_Toc"
"""What the names of bookmarks begin with to which a table of contents leads."""
REVISIONS: Final = tuple(
    f"{WORD}{name}"
    for name in ("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveFromRangeEnd",
                 "moveToRangeStart", "moveToRangeEnd", "rPrChange", "pPrChange", "tblPrChange",
                 "trPrChange", "tcPrChange", "sectPrChange", "tblGridChange", "numberingChange",
                 "tblPrExChange", "cellIns", "cellDel", "cellMerge", "permStart", "permEnd")
)  # fmt: skip
"""What has a number of its own in the document besides bookmarks."""

APART: Final = "~"
"""What the names of bookmarks end with that are held against those of an earlier rendering."""


def set_apart(manuscript: Manuscript, base: Ledger) -> tuple[Manuscript, Ledger, dict[str, str]]:
    """Both with names that no rendering has, and the names that the file had before by those.

    What was the first piece of a record may be the second one now, and have the name of another
    (`pairing`); so names of different renderings are never in one document.
    """
    own = manuscript.ledger or base
    same = paired(base.pieces, own.pieces)
    apart = {
        piece.name: f"{same[piece.name]}{APART}"
        if piece.name in same
        else f"{piece.name}{APART}{APART}"
        for piece in own.pieces
    }
    for start in manuscript.root.iter(START):
        start.set(NAME, apart.get(start.get(NAME), start.get(NAME, "")))
    pieces = tuple(piece._replace(name=f"{piece.name}{APART}") for piece in base.pieces)
    before = {name: own_name for own_name, name in apart.items()}
    return called_otherwise(manuscript, apart), replace(base, pieces=pieces), before


def named_as_before(elements: Sequence[Any], before: Mapping[str, str]) -> None:
    """Give bookmarks in ``elements`` that were set apart the names that they had ``before``."""
    for start in (each for one in elements for each in one.iter(START)):
        start.set(NAME, before.get(start.get(NAME), start.get(NAME, "")))


def called_otherwise(manuscript: Manuscript, called: Mapping[str, str]) -> Manuscript:
    """``manuscript`` with other names for the bookmarks of its passages; the file keeps its own."""
    passages = tuple(
        replace(each, names=tuple(called.get(name, name) for name in each.names))
        for each in manuscript.passages
    )
    return replace(manuscript, passages=passages)


class Bookmarks:
    """The bookmarks below ``root``; whoever puts one in or takes one out does so through this.

    Elements may be moved and taken out as they are. Of bookmarks of ours with one name, as where a
    passage was copied, the first stays.
    """

    def __init__(self, root: Any) -> None:
        self._root = root
        self._starts: dict[str, Any] = {}
        self._numbered: defaultdict[str, list[Any]] = defaultdict(list)
        copies = []
        for each in root.iter(START, END):
            self._numbered[each.get(ID, "")].append(each)
            if each.tag == START and self._starts.setdefault(each.get(NAME, ""), each) is not each:
                copies.append(each)
        self._last = highest(each.get(ID) for each in root.iter(START, END, *REVISIONS))
        for each in copies:
            if each.get(NAME, "").startswith(MARK):
                self.drop(each)

    def named(self, name: str) -> Any:
        """Where the bookmark ``name`` begins; None where there is none."""
        start = self._starts.get(name)
        return start if start is not None and self._is_there(start) else None

    def drop(self, start: Any) -> None:
        """Take a bookmark out: its ``start``, and its end.

        That is the next of its number behind it; where paragraphs were put into another order, one
        before it.
        """
        alike = [each for each in self._numbered[start.get(ID, "")] if each.getparent() is not None]
        place = next(index for index, each in enumerate(alike) if each is start)
        turned = (*alike[place:], *alike[:place])
        end: Any = next((each for each in turned if each.tag == END), None)
        name = start.get(NAME, "")
        if self._starts.get(name) is start:
            del self._starts[name]
        for each in (start, end):
            if each is not None:
                each.getparent().remove(each)

    def drop_headings(self, elements: Sequence[Any]) -> None:
        """Take the bookmarks out of ``elements`` to which a table of contents leads."""
        for start in [each for one in elements for each in one.iter(START)]:
            if start.get(NAME, "").startswith(HEADING):
                self.drop(start)

    def give_name(self, start: Any, name: str) -> None:
        """Let the bookmark that begins at ``start`` be called ``name``, which is free."""
        self._starts.pop(start.get(NAME, ""), None)
        start.set(NAME, name)
        self._starts[name] = start

    def put_back(self, before: Mapping[str, str]) -> None:
        """Give what is still set apart the name it had ``before``; where that is taken, it goes."""
        for name, start in list(self._starts.items()):
            if not name.startswith(MARK) or not name.endswith(APART) or not self._is_there(start):
                continue
            wanted = before.get(name, name.rstrip(APART))
            if self.named(wanted) is None:
                self.give_name(start, wanted)
            else:
                self.drop(start)

    def put(self, element: Any, name: str) -> None:
        """Put a bookmark around the first paragraph of ``element``."""
        paragraph = element if element.tag == f"{WORD}p" else next(element.iter(f"{WORD}p"))
        number = self.next_number()
        at = 1 if len(paragraph) and paragraph[0].tag == f"{WORD}pPr" else 0
        start = paragraph.makeelement(START, {ID: number, NAME: name})
        end = paragraph.makeelement(END, {ID: number})
        paragraph.insert(at, start)
        paragraph.append(end)
        self._starts[name] = start
        self._numbered[number] += [start, end]

    def free_heading(self) -> str:
        """A name for a bookmark to which a table of contents may lead."""
        number = 1
        while self.named(f"{HEADING}{number:09}") is not None:
            number += 1
        return f"{HEADING}{number:09}"

    def take(self, copies: Sequence[Any]) -> None:
        """Give the bookmarks in ``copies`` of elements numbers and names that are free.

        One whose name is taken is left out, but for headings; so is a half of one.
        """
        own: set[str] = set()
        starts = {each.get(ID): each for one in copies for each in one.iter(START)}
        ends = {each.get(ID): each for one in copies for each in one.iter(END)}
        for identifier, start in starts.items():
            end, name = ends.pop(identifier, None), start.get(NAME, "")
            if name.startswith(HEADING) and self.named(name) is not None:
                name = self.free_heading()
            if end is None or name in own or self.named(name) is not None:
                _remove(start)
                _remove(end)
                continue
            own.add(name)
            number = self.next_number()
            start.set(NAME, name)
            for each in (start, end):
                each.set(ID, number)
            self._starts[name] = start
            self._numbered[number] += [start, end]
        for end in ends.values():
            _remove(end)

    def next_number(self) -> str:
        """A number above those of all bookmarks and tracked changes."""
        self._last += 1
        return str(self._last)

    def _is_there(self, mark: Any) -> bool:
        """Whether ``mark`` stands below the root still."""
        top = mark
        while (parent := top.getparent()) is not None:
            top = parent
        return top is self._root


def headings(elements: Sequence[Any]) -> list[str]:
    """The names of the bookmarks in ``elements`` to which a table of contents leads."""
    found = (each.get(NAME, "") for one in elements for each in one.iter(START))
    return [name for name in found if name.startswith(HEADING)]


def _remove(element: Any) -> None:
    """Take ``element``, which has no text behind it, out of its place, if it is there."""
    if element is not None and (parent := element.getparent()) is not None:
        parent.remove(element)
