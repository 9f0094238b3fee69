"""A Word file that people have changed, brought up to date: what they left alone becomes ours.

Three ways: the ledger of what was written, their file, and ours, which is a new rendering, or
another copy that somebody changed. The result is their package.
"""

import copy
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from branchreport.handwork import laying, ledgers
from branchreport.handwork.bookmarks import headings
from branchreport.handwork.comments import Comments, Remark
from branchreport.handwork.deciding import Decision, Decisions, Fate, decide
from branchreport.handwork.importing import Importer
from branchreport.handwork.judging import differs, edited
from branchreport.handwork.lost import lost_file
from branchreport.handwork.manuscript import Manuscript, Passage
from branchreport.handwork.package import Package
from branchreport.handwork.tables_of_contents import Contents
from branchreport.handwork.telling import headings_in, headings_of
from branchreport.handwork.turning import Section, sections, turn
from branchreport.handwork.weaving import weave_rows, weave_words
from branchreport.language import _
from branchreport.ledger import Ledger, Piece, joined
from branchreport.word_files import WORD, WordFile, damaged
from branchreport.word_files.looks import look
from branchreport.word_files.sheet import Sheet
from branchreport.word_files.shown import Showing

_START, _END = f"{WORD}bookmarkStart", f"{WORD}bookmarkEnd"
_NAME, _ID = f"{WORD}name", f"{WORD}id"
_PARAGRAPH, _TABLE = f"{WORD}p", f"{WORD}tbl"
_CELL: Final = "　"
"""What stands between the cells of a table in a comment."""
_CORE: Final = "core-properties"
_CREATED: Final = "{http://purl.org/dc/terms/}created"


class Outcome(NamedTuple):
    """What became of a passage: what stood there, and what ours says (both may be empty).

    ``pieces`` are what was written there in the beginning, ``heading`` is what that stands under.
    """

    fate: Fate
    theirs: str
    ours: str
    pieces: tuple[Piece, ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The parts of the result, what became of each passage, and the file of what was lost."""

    parts: dict[str, bytes]
    outcomes: tuple[Outcome, ...]
    lost: dict[str, bytes] | None = None

    @property
    def conflicts(self) -> int:
        """How many passages somebody has to look at."""
        return sum(each.fate in (Fate.CONFLICT, Fate.LOST) for each in self.outcomes)


@dataclass(frozen=True, slots=True)
class Other:
    """What is merged into a file: a new rendering, or the copy called ``name`` with its own edits.

    ``date`` is that of a comment (``2021-12-20T00:00:00Z``).
    """

    manuscript: Manuscript
    name: str = ""
    date: str = ""


def merge(base: Ledger, theirs: Manuscript, other: Other) -> Merged:
    """``theirs`` with what ``other`` says otherwise than ``base``.

    Where both changed the same, theirs stays, with a comment that has the other words. After a
    rendering the ledger of the result is that of the rendering, so that merging it again changes
    nothing.

    Raises:
        UnusableError: when a part of one of them is damaged.

    """
    if theirs.body is None or other.manuscript.body is None:
        raise damaged()
    return _Merger(base, theirs, other).merged()


class _Merger:
    """Carries out what was decided, passage by passage; `_last` is the last element of each."""

    def __init__(self, base: Ledger, theirs: Manuscript, other: Other) -> None:
        self._base, self._pieces = base, base.pieces
        self._theirs, self._ours, self._other = theirs, other.manuscript, other
        self._package = Package(theirs.file)
        self._package.adopt(theirs.file.main, theirs.root)
        self._comments = Comments(self._package)
        self._decisions = self._decided()
        self._importer = Importer(self._ours.file, self._package, list(self._pairs()))
        self._bookmarks = self._importer.bookmarks
        self._contents = Contents(theirs, self._ours, self._importer, self._decisions)
        self._followers = _followers(
            theirs,
            {i for each in self._decisions.all for i in each.theirs}
            | {there for there, _here in self._decisions.adopted},
        )
        self._last: dict[int, Any] = {}
        self._standing: dict[int, tuple[Any, ...]] = {}
        self._behind: dict[int, list[Any]] = {}
        self._showing = Showing(self._ours.file)
        self._come: set[Any] = set()
        self._tails: dict[int, tuple[Any, ...]] = {}
        self._outcomes: list[Outcome] = []
        self._conflicts: list[Decision] = []
        self._lost: list[Any] = []
        self._places = headings_of(self._pieces)
        self._places_there = headings_in(theirs.passages)
        self._places_here = headings_in(self._ours.passages)

    def merged(self) -> Merged:
        for there, here in self._decisions.adopted:
            self._stays((there,), (here,))
        for decision in self._decisions.all:
            self._carry_out(decision)
        self._tell_of_their_own()
        self._contents.place(self._last)
        for index in range(len(self._ours.passages)):
            self._put_in_order(index)
        for decision in self._conflicts:
            self._remark(decision)
        if self._contents.renew(self._pieces, self._standing):
            self._outcomes.append(Outcome(Fate.UPDATED, _("Contents"), _("Contents")))
        self._turn()
        laying.end_of_body(self._theirs.body)
        if not self._other.name:
            ledgers.keep(self._package, self._ours.file)
        lost = lost_file(self._theirs.file, self._lost) if self._lost else None
        return Merged(self._package.parts(), tuple(self._outcomes), lost)

    def _tell_of_their_own(self) -> None:
        """Tell of passages that people wrote, and that stand for nothing of ours."""
        known = {i for each in self._decisions.all for i in each.theirs}
        known |= {there for there, _here in self._decisions.adopted}
        for index, passage in enumerate(self._theirs.passages):
            if index not in known and not passage.contents and passage.text.strip():
                place = self._places_there[index]
                self._outcomes.append(Outcome(Fate.THEIRS, passage.text, "", (), place))

    def _decided(self) -> Decisions:
        changed = edited(self._ours, self._base) if self._other.name else differs(self._ours)
        return decide(
            self._pieces,
            self._theirs.passages,
            self._ours.passages,
            edited(self._theirs, self._base),
            changed,
            keeps_deleted=bool(self._other.name),
        )

    def _pairs(self) -> Iterator[tuple[Any, Any]]:
        """Paragraphs of ours and theirs in which the same stands."""
        for each in self._decisions.all:
            if each.theirs and each.ours:
                ours, theirs = self._ours.passages[each.ours[0]], self._passages(each)[0]
                yield ours.elements[0], theirs.elements[0]

    def _passages(self, decision: Decision) -> tuple[Passage, ...]:
        return tuple(self._theirs.passages[index] for index in decision.theirs)

    def _carry_out(self, decision: Decision) -> None:
        outcome = Outcome(
            decision.fate,
            self._said_there(decision),
            self._said_here(decision),
            tuple(self._pieces[index] for index in decision.pieces),
            self._places[decision.pieces[0]],
        )
        if decision.fate is Fate.CONFLICT and self._weave(decision):
            outcome = outcome._replace(fate=Fate.MERGED)
        elif decision.fate is Fate.CONFLICT:
            self._conflicts.append(decision)
        if decision.fate in (Fate.CONFLICT, Fate.THEIRS) and self._other.name and decision.theirs:
            ours = [each for i in decision.ours for each in self._ours.passages[i].elements]
            self._importer.bring_comments(ours, self._passages(decision)[0].elements[0])
        if decision.fate is not Fate.KEPT:
            self._outcomes.append(outcome)
        match decision.fate:
            case Fate.UPDATED:
                self._update(decision)
            case Fate.REMOVED | Fate.LOST:
                self._remove(decision)
            case _ if decision.theirs:
                self._stays(decision.theirs, decision.ours)

    def _weave(self, decision: Decision) -> bool:
        """Put both edits into one passage, where they are in different places of it."""
        if any(len(each) != 1 for each in (decision.pieces, decision.theirs, decision.ours)):
            return False
        (theirs,), ours = self._passages(decision), self._ours.passages[decision.ours[0]]
        piece = self._pieces[decision.pieces[0]]
        blocks = [*theirs.elements, *ours.elements]
        if len(blocks) != 2 or theirs.is_tracked or ours.is_tracked:
            return False
        if _lasting(self._showing.shown(ours.elements)) != _lasting(piece.shown):
            return False
        element, other = blocks
        if (element.tag, other.tag) == (_TABLE, _TABLE):
            (brought,) = self._importer.bring([other])
            return weave_rows(element, piece.text, ours.text, theirs.text, brought)
        if (element.tag, other.tag, look([other])) == (_PARAGRAPH, _PARAGRAPH, piece.look):
            return weave_words(element, piece.text, ours.text, theirs.text)
        return False

    def _said_there(self, decision: Decision) -> str:
        return joined(each.text for each in self._passages(decision))

    def _said_here(self, decision: Decision) -> str:
        return joined(self._ours.passages[index].text for index in decision.ours)

    def _stays(self, there: Sequence[int], here: Sequence[int]) -> None:
        """Passages of theirs stand for those of ours: under their names, and in their place."""
        passages = [self._theirs.passages[index] for index in there]
        self._name(passages, [name for i in here for name in self._ours.passages[i].names])
        for index in here:
            self._stand(index, passages, self._followers[there[-1]])

    def _stand(self, index: int, passages: Sequence[Passage], behind: Sequence[Any]) -> None:
        """The passage ``index`` of ours stands where ``passages`` do, and ``behind`` after it."""
        elements = tuple(element for each in passages for element in each.elements)
        self._standing[index] = elements
        self._tails[index] = passages[-1].tail
        self._behind[index] = [*passages[-1].tail, *behind]
        self._last[index] = [elements[-1], *self._behind[index]][-1]

    def _name(self, passages: Sequence[Passage], names: Sequence[str]) -> None:
        """Let the bookmarks ``names`` stand in ``passages``; one that is out of use gives way."""
        there = [name for passage in passages for name in passage.names]
        found = (self._bookmarks.named(name) for name in there if name not in names)
        spare = [each for each in found if each is not None]
        for name in names:
            if name in there:
                continue
            if (elsewhere := self._bookmarks.named(name)) is not None:  # it was cut out there
                self._bookmarks.drop(elsewhere)
            if spare:
                self._bookmarks.give_name(spare.pop(0), name)
            else:
                self._bookmarks.put(passages[0].elements[0], name)

    def _unmark(self, passages: Sequence[Passage]) -> None:
        """Take the bookmarks of ``passages`` out of theirs, wherever they stand."""
        for name in (name for passage in passages for name in passage.names):
            if (start := self._bookmarks.named(name)) is not None:
                self._bookmarks.drop(start)

    def _update(self, decision: Decision) -> None:
        """Put ours in the place of theirs."""
        passages = self._passages(decision)
        old = [element for each in passages for element in each.elements]
        remarks = self._comments.lift(old)
        self._unmark([*passages, *(self._ours.passages[index] for index in decision.ours)])
        is_heading = bool(headings(old))
        new: list[Any] = []
        for index in decision.ours:
            brought = self._importer.bring(self._ours.passages[index].elements)
            self._standing[index] = tuple(brought)
            self._come.update(brought)
            new += brought
        if is_heading:  # the table of contents leads to its bookmark, which is handed on
            self._bookmarks.drop_headings(new)
        self._comments.anchor(new[0], remarks)
        tail = list(passages[-1].tail) or self._brought_tail(decision.ours[-1])
        laying.replace(old, new)
        if tail and not passages[-1].tail:
            laying.put_after(new[-1], tail, self._theirs.body)
        for index in decision.ours:
            self._last[index] = self._standing[index][-1]
        last = decision.ours[-1]
        self._tails[last] = tuple(tail)
        self._behind[last] = [*tail, *self._followers[decision.theirs[-1]]]
        self._last[last] = [new[-1], *self._behind[last]][-1]

    def _brought_tail(self, index: int) -> list[Any]:
        return self._importer.bring(self._ours.passages[index].tail)

    def _remove(self, decision: Decision) -> None:
        passages = self._passages(decision)
        if decision.fate is Fate.LOST:
            self._lost += [copy.deepcopy(each) for one in passages for each in one.elements]
        self._unmark(passages)
        for passage in passages:
            self._contents.remove_with(passage, self._theirs.passages)
            elements = (*passage.elements, *passage.tail)
            self._comments.drop(self._comments.lift(elements))
            laying.take_out(elements)

    def _put_in_order(self, index: int) -> None:
        """Insert the passage ``index`` of ours where it is new, or move it where it has moved."""
        passage = self._ours.passages[index]
        if index in self._decisions.new or index == self._contents.new:
            elements = self._importer.bring((*passage.elements, *passage.tail))
            self._standing[index] = tuple(elements[: len(passage.elements)])
            self._behind[index] = elements[len(passage.elements) :]
            self._tails[index] = tuple(self._behind[index])
            self._come.update(elements)
            self._outcomes.append(
                Outcome(Fate.INSERTED, "", passage.text, (), self._places_here[index])
            )
        elif index in self._decisions.moved and index in self._standing:
            elements = [*self._standing[index], *self._behind.get(index, ())]
            laying.take_out(elements)
            place = self._places_here[index]
            self._outcomes.append(Outcome(Fate.MOVED, passage.text, passage.text, (), place))
        else:
            return
        laying.put_after(self._place_before(index), elements, self._theirs.body)
        self._last[index] = elements[-1]

    def _turn(self) -> None:
        """Give what has come pages of the kind that it has in ours."""
        of = {block: each for each in sections(self._ours.body) for block in each.blocks}
        wanted: dict[Any, Section] = {}
        for index, elements in self._standing.items():
            section = of.get(self._ours.passages[index].elements[-1])
            tail = self._tails.get(index, ())
            wanted |= dict.fromkeys((*elements, *tail), section) if section else {}
        turn(self._theirs.body, wanted, self._come, self._importer.bring_section)

    def _place_before(self, index: int) -> Any:
        """What stands before the passage ``index`` of ours; None at the beginning."""
        before = (self._last[each] for each in range(index - 1, -1, -1) if each in self._last)
        return next(before, None)

    def _remark(self, decision: Decision) -> None:
        """Say in a comment what ours says, on theirs or beside where that was deleted."""
        if decision.theirs:
            element = self._passages(decision)[0].elements[0]
        else:
            near = [i for i in decision.ours for i in (*range(i, -1, -1), *self._standing)]
            found = (self._standing[each][0] for each in near if each in self._standing)
            element = next(found, None)
        if element is not None:
            said = self._said_here(decision).replace("\t", _CELL).splitlines()
            lines = (self._head(decision), *(line.rstrip(_CELL) for line in said))
            self._comments.remark(element, Remark(lines, self._other.date))

    def _head(self, decision: Decision) -> str:
        """What a comment begins with."""
        name = self._other.name
        match bool(decision.theirs), bool(decision.ours), bool(name):
            case True, True, False:
                return _("The records now say here:")
            case True, True, True:
                return _("{file} says here:").format(file=name)
            case True, False, _:
                return _("{file} has this no more.").format(file=name)
            case _, _, False:
                return _("Deleted by hand; the records now say:")
            case _:
                return _("Deleted here; {file} says:").format(file=name)


def _lasting(shown: str) -> list[str]:
    """What is ``shown`` in a passage, but for comments, which can be put on another one."""
    return [each for each in shown.split() if each != "comment"]


def _followers(manuscript: Manuscript, matched: Container[int]) -> list[list[Any]]:
    """For each passage what somebody wrote behind it, up to a heading of theirs."""
    headings = _heading_styles(manuscript)
    found: list[list[Any]] = [[] for _passage in manuscript.passages]
    owner: int | None = None
    for index, passage in enumerate(manuscript.passages):
        if index in matched or passage.contents:
            owner = index
        elif any(_style_of(element) in headings for element in passage.elements):
            owner = None
        elif owner is not None:
            found[owner] += [*passage.elements, *passage.tail]
    return found


def _heading_styles(manuscript: Manuscript) -> set[str]:
    """The styles of headings, as the file calls them."""
    sheet = Sheet(manuscript.file)
    found = (sheet.named(f"heading {level}") for level in range(1, 10))
    return {each.get(f"{WORD}styleId", "") for each in found if each is not None}


def _style_of(element: Any) -> str:
    found = element.find(f"{WORD}pPr/{WORD}pStyle")
    return "" if found is None else str(found.get(f"{WORD}val", ""))


def date_of(file: WordFile) -> str:
    """When ``file`` says that it was made, as a comment says it; empty where it says nothing."""
    part = next((each.target for each in file.relations("") if each.kind == _CORE), "")
    found = file.tree(part).find(_CREATED) if part in file.parts else None
    return "" if found is None else str(found.text or "")
