"""The table of contents of a file that is merged: theirs, unless its headings are others now."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final, TypeAlias

from branchreport.handwork import laying
from branchreport.handwork.bookmarks import headings
from branchreport.handwork.deciding import Decisions, Fate
from branchreport.handwork.importing import Importer
from branchreport.handwork.manuscript import Manuscript, Passage
from branchreport.ledger import Piece
from branchreport.word_files import WORD
from branchreport.word_files.words import words

_TEXT, _RUN, _LINK = f"{WORD}t", f"{WORD}r", f"{WORD}hyperlink"
_KINDS: Final = ("heading", "appendix")
"""Kinds of pieces that a table of contents names."""
Places: TypeAlias = Mapping[int, tuple[Any, ...]]
"""The elements in which passages of ours stand now, by their indices."""


class Contents:
    """Brings the table of contents up to date."""

    def __init__(
        self, theirs: Manuscript, ours: Manuscript, importer: Importer, decisions: Decisions
    ) -> None:
        self._ours = ours
        self._importer = importer
        self._decisions = decisions
        self._there = next((each for each in theirs.passages if each.contents), None)
        self._here = next((i for i, each in enumerate(ours.passages) if each.contents), None)

    @property
    def new(self) -> int | None:
        """Our table of contents, by its index, where it is to be inserted with its label."""
        label = None if self._here is None else self._here - 1
        return self._here if self._there is None and label in self._decisions.new else None

    def place(self, last: dict[int, Any]) -> None:
        """Say where our table of contents stands, so that others can stand behind it."""
        if self._here is not None and self._there is not None:
            last[self._here] = (*self._there.elements, *self._there.tail)[-1]

    def remove_with(self, label: Passage, passages: tuple[Passage, ...]) -> None:
        """Take the table of contents out where its ``label`` goes."""
        behind = next((i + 1 for i, each in enumerate(passages) if each is label), len(passages))
        if self._here is None and passages[behind : behind + 1] == (self._there,):
            laying.take_out((*passages[behind].elements, *passages[behind].tail))
            self._there = None

    def renew(self, pieces: tuple[Piece, ...], places: Places) -> bool:
        """Put our lines in the place of theirs where headings have changed; whether they have."""
        if self._here is None or self._there is None or not self._has_changed(pieces):
            return False
        lines = self._importer.bring(self._ours.passages[self._here].elements)
        led_to = {
            name: index
            for index, passage in enumerate(self._ours.passages)
            for name in headings(passage.elements)
        }
        for line in list(lines):
            for link in line.findall(_LINK):
                index = led_to.get(link.get(f"{WORD}anchor", ""))
                if index is None or index not in places:
                    line.remove(link)
                else:
                    self._lead(link, index, places[index])
        if self._there.tail:
            _close_in_last_line(lines)
        laying.replace(self._there.elements, lines)
        _leave_out_empty(lines)
        return True

    def _has_changed(self, pieces: tuple[Piece, ...]) -> bool:
        told = {Fate.UPDATED, Fate.REMOVED, Fate.LOST}
        ours = self._ours.passages
        return any(
            each.fate in told
            and (
                any(headings(ours[i].elements) for i in each.ours)
                if each.ours
                else any(pieces[i].kind in _KINDS for i in each.pieces)
            )
            for each in self._decisions.all
        ) or any(
            headings(ours[index].elements)
            for index in (*self._decisions.new, *self._decisions.moved)
        )

    def _lead(self, link: Any, index: int, elements: tuple[Any, ...]) -> None:
        """Let a line lead to where its heading stands, and say what that says."""
        name = headings(elements) or [self._marked(elements[0])]
        before = link.get(f"{WORD}anchor")
        link.set(f"{WORD}anchor", name[0])
        for each in link.iter(f"{WORD}instrText"):
            each.text = (each.text or "").replace(before, name[0])
        said = "\n".join(words(each) for each in elements)
        if said != self._ours.passages[index].text:
            _reword(link, self._ours.passages[index].text, said)

    def _marked(self, heading: Any) -> str:
        """The name of a new bookmark in ``heading``."""
        bookmarks = self._importer.bookmarks
        name = bookmarks.free_heading()
        bookmarks.put(heading, name)
        return name


def _reword(link: Any, ours: str, said: str) -> None:
    """Let the line say ``said`` where it is all of a heading that ours calls otherwise."""
    runs = []
    for run in link.findall(_RUN):
        if run.find(f"{WORD}tab") is not None:
            break
        runs.append(run)
    texts = [each for run in runs for each in run.iter(_TEXT)]
    if texts and "".join(each.text or "" for each in texts) == ours.rstrip("。"):
        texts[0].text = said.rstrip("。")
        for each in texts[1:]:
            each.text = ""


def _close_in_last_line(lines: list[Any]) -> None:
    """Let the field end in the last line: what stands empty behind it is there already."""
    if len(lines) > 1 and not words(lines[-1]).strip():
        lines[-2].extend(lines.pop().findall(_RUN))


def _leave_out_empty(lines: list[Any]) -> None:
    """Take lines out that lead nowhere; what the field begins with goes to the next one."""
    for line, following in pairwise(lines):
        if line.find(_LINK) is None:
            first = 1 if len(following) and following[0].tag == f"{WORD}pPr" else 0
            following[first:first] = line.findall(_RUN)
            line.getparent().remove(line)
