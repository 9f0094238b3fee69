"""A Word file that people have changed, brought up to date: what they left alone becomes ours.

Three ways: the ledger of what was written, their file, and ours, which is a new rendering, or
another copy that somebody changed. The result is their package.
"""

import copy
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from branchreport.handwork import laying, ledgers
from branchreport.handwork.behind import Behind, Left
from branchreport.handwork.bookmarks import (
    APART,
    called_otherwise,
    headings,
    named_as_before,
    set_apart,
)
from branchreport.handwork.comments import Comments, Remark, page_break, wording, wordings
from branchreport.handwork.deciding import Decision, Decisions, Fate, decide
from branchreport.handwork.importing import Importer
from branchreport.handwork.judging import differs, edited
from branchreport.handwork.lost import lost_file
from branchreport.handwork.manuscript import Manuscript, Passage
from branchreport.handwork.package import Package
from branchreport.handwork.pairing import paired
from branchreport.handwork.tables_of_contents import Contents
from branchreport.handwork.telling import headings_in, headings_of
from branchreport.handwork.turning import Section, sections, turn
from branchreport.handwork.weaving import weave_rows, weave_words
from branchreport.language import _
from branchreport.ledger import Ledger, Piece, joined
from branchreport.word_files import WORD, UnusableError, WordFile, damaged
from branchreport.word_files.around import around
from branchreport.word_files.looks import look
from branchreport.word_files.sheet import Sheet
from branchreport.word_files.shown import Showing
from branchreport.word_files.words import PICTURE

_START, _END = f"{WORD}bookmarkStart", f"{WORD}bookmarkEnd"
_NAME, _ID = f"{WORD}name", f"{WORD}id"
_PARAGRAPH, _TABLE = f"{WORD}p", f"{WORD}tbl"
_COMMON: Final = 0.4
"""The least share of pieces that a document and what it becomes have in common."""
_CELL: Final = "　"
"""What stands between the cells of a table in a comment."""
_CORE: Final = "core-properties"
_CREATED: Final = "{http://purl.org/dc/terms/}created"
_LANGUAGE: Final = "{http://purl.org/dc/elements/1.1/}language"


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
        UnusableError: when a part of one of them is damaged, or a new rendering has another title
            and hardly anything in common with ``base``.

    """
    if theirs.body is None or other.manuscript.body is None:
        raise damaged()
    if not other.name:
        _look_at_title(base, other.manuscript.ledger)
    return _Merger(base, theirs, other).merged()


def _look_at_title(base: Ledger, new: Ledger | None) -> None:
    """Refuse to make one document of another.

    Raises:
        UnusableError: when they have other titles, and few pieces that say the same.

    """
    if new is None or not base.pieces or (old := _title(base)) == (title := _title(new)):
        return
    texts = {piece.text for piece in new.pieces}
    if sum(piece.text in texts for piece in base.pieces) < _COMMON * len(base.pieces):
        message = _(
            "it seems to be the document of another year: it is called “{old}”, not “{new}”"
        )
        help_text = _("name the records of its year, or write to another file with -o")
        raise UnusableError(message.format(old=old, new=title), help_text)


def _title(ledger: Ledger) -> str:
    return next((piece.text for piece in ledger.pieces if piece.kind == "title"), "")


class _Merger:
    """Carries out what was decided, passage by passage; `_last` is the last element of each."""

    def __init__(self, written: Ledger, theirs: Manuscript, other: Other) -> None:
        self._package = Package(theirs.file)
        self._package.adopt(theirs.file.main, theirs.root)  # as it is before names are set apart
        theirs, base, self._names_before = set_apart(theirs, written)
        self._written, self._base, self._pieces = written, base, base.pieces
        called = _called(written, other.manuscript)
        self._theirs, self._ours, self._other = theirs, other.manuscript, other
        self._called: dict[str, str] | None = called
        if other.name:  # its bookmarks are held against those of the ledger, to tell its edits
            self._ours, self._called = called_otherwise(other.manuscript, called), None
        self._comments = Comments(self._package)
        self._behind_ours = Behind(theirs.file, self._ours.file, dressed=bool(other.name))
        self._words = wording(_core(self._ours.file, _LANGUAGE) or _core(theirs.file, _LANGUAGE))
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
        self._tell_of_surroundings()
        if self._contents.renew(self._pieces, self._standing):
            self._outcomes.append(Outcome(Fate.UPDATED, _("Contents"), _("Contents")))
        self._turn()
        laying.end_of_body(self._theirs.body)
        self._bookmarks.put_back(self._names_before)
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
            lambda *passages: bool(self._behind_ours.left(*passages)),
            keeps_deleted=bool(self._other.name),
            called=self._called,
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
            tuple(self._written.pieces[index] for index in decision.pieces),
            self._heading(decision),
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
        if decision.theirs and outcome.fate is not Fate.CONFLICT:
            self._settle_agreed(decision, outcome)
        match decision.fate:
            case Fate.UPDATED:
                self._update(decision)
            case Fate.REMOVED | Fate.LOST:
                self._remove(decision)
            case _ if decision.theirs:
                self._stays(decision.theirs, decision.ours)

    def _settle_agreed(self, decision: Decision, outcome: Outcome) -> None:
        """Take back what we said of a conflict that both have settled; say it anew after a merge.

        A sentence may be in dispute still where others were merged.
        """
        element = self._passages(decision)[0].elements[0]
        ours = [self._ours.passages[index] for index in decision.ours]
        lacking = self._behind_ours.left((), self._passages(decision), ours)
        if outcome.theirs == outcome.ours and not lacking:
            self._settle(decision, element)
        elif (
            outcome.fate is Fate.MERGED and not self._other.name and self._settle(decision, element)
        ):
            self._conflicts.append(decision)

    def _heading(self, decision: Decision) -> str:
        """What it stands under: where it was written, or, of somebody's own, where it is."""
        if decision.pieces:
            return self._places[decision.pieces[0]]
        return self._places_there[decision.theirs[0]] if decision.theirs else ""

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
            return weave_rows(element, piece.text, piece.look, other, brought)
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
        for element in old:
            self._settle(decision, element)
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
        self._comments.anchor(new[0], self._comments.drop_sources(remarks))
        self._keep_page(old, new)
        tail = list(passages[-1].tail) or self._brought_tail(decision.ours[-1])
        laying.replace(old, new)
        for index in decision.ours:
            self._name_all(index)
        if tail and not passages[-1].tail:
            laying.put_after(new[-1], tail, self._theirs.body)
        for index in decision.ours:
            self._last[index] = self._standing[index][-1]
        last = decision.ours[-1]
        self._tails[last] = tuple(tail)
        self._behind[last] = [*tail, *self._followers[decision.theirs[-1]]]
        self._last[last] = [new[-1], *self._behind[last]][-1]

    def _keep_page(self, old: Sequence[Any], new: Sequence[Any]) -> None:
        """Let ``new`` end the page where ``old`` does: what begins a page behind it may not say."""
        last, now = old[-1], new[-1]
        if (last.tag, now.tag) == (_PARAGRAPH, _PARAGRAPH):
            turn = page_break(last)
            if turn is not None and page_break(now) is None:
                now.append(copy.deepcopy(turn))
        before = old[0].getprevious()
        if before is not None and page_break(before) is not None and new[0].tag == _PARAGRAPH:
            for each in new[0].findall(f"{WORD}pPr/{WORD}pageBreakBefore"):
                each.getparent().remove(each)

    def _settle(self, decision: Decision, element: Any) -> bool:
        """Take our own word of a conflict off ``element`` that is no more; whether there was one.

        It must be as we wrote it: what the records said before, or say now.
        """
        known = {
            line
            for said in (
                *(self._pieces[i].text for i in decision.pieces),
                self._said_here(decision),
            )
            for line in self._told(said)
        }
        heads = {
            each[key].format(file=self._other.name)
            for each in wordings()
            for key in (("copy", "deleted copy") if self._other.name else ("records", "deleted"))
        }
        return self._comments.settle(
            element, lambda lines: lines[:1] != () and lines[0] in heads and known >= {*lines[1:]}
        )

    def _name_all(self, index: int) -> None:
        """Let the passage ``index`` of ours, which came in, have what came as half a bookmark."""
        for name in self._ours.passages[index].names:
            if all(self._bookmarks.named(each) is None for each in (name, name.rstrip(APART))):
                self._bookmarks.put(self._standing[index][0], name)

    def _brought_tail(self, index: int) -> list[Any]:
        return self._importer.bring(self._ours.passages[index].tail)

    def _remove(self, decision: Decision) -> None:
        passages = self._passages(decision)
        if decision.fate is Fate.LOST:
            taken = [copy.deepcopy(each) for one in passages for each in one.elements]
            named_as_before(taken, self._names_before)
            self._lost += taken
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
        if element is None:
            return
        if not decision.theirs and self._other.name:
            self._importer.bring_comments(self._elements_of(decision), element)
        remark = Remark(tuple(self._lines(decision)), self._other.date)
        if not self._other.name and not self._comments.says(element, remark):
            self._settle(decision, element)
        self._comments.remark(element, remark)

    def _elements_of(self, decision: Decision) -> list[Any]:
        """The elements of ours."""
        return [each for index in decision.ours for each in self._ours.passages[index].elements]

    def _lines(self, decision: Decision) -> Iterator[str]:
        """What a comment says: the words of ours, and what ours has besides."""
        left = self._left_behind(decision)
        if not (
            left and self._other.name and self._said_there(decision) == self._said_here(decision)
        ):
            yield self._words[self._head(decision)].format(file=self._other.name)
            yield from self._told(self._said_here(decision))
        if left and (self._other.name or any(each.kind != "picture" for each in left)):
            told = self._words["and"].join(map(self._told_of, left))
            key = "left" if self._other.name else "left records"
            yield self._words[key].format(file=self._other.name, left=told)

    def _told(self, said: str) -> Iterator[str]:
        """The lines of ``said`` in a comment."""
        for line in said.replace("\t", _CELL).splitlines():
            yield line.rstrip(_CELL).replace(PICTURE, self._words["picture"])

    def _left_behind(self, decision: Decision) -> tuple[Left, ...]:
        return self._behind_ours.left(
            [self._pieces[index] for index in decision.pieces],
            self._passages(decision),
            [self._ours.passages[index] for index in decision.ours],
        )

    def _told_of(self, left: Left) -> str:
        """What stays behind, in words."""
        kind = left.kind.removeprefix("-").partition(";")[0]
        kind = "drawing" if kind == "picture" else kind
        named = self._words.get(kind, self._words["look"])
        if left.kind.startswith("-"):
            named = self._words["without"].format(kind=named)
        if not left.words or kind == "jc":
            return named
        return self._words["about"].format(kind=named, words=left.words)

    def _head(self, decision: Decision) -> str:
        """What a comment begins with, by its name in `comments.wording`."""
        match bool(decision.theirs), bool(decision.ours), bool(self._other.name):
            case True, True, named:
                return "copy" if named else "records"
            case True, False, _:
                return "gone"
            case _, _, named:
                return "deleted copy" if named else "deleted"

    def _tell_of_surroundings(self) -> None:
        """Tell of headers and footers that another copy has changed: theirs are not touched."""
        if not self._other.name:
            return
        there, here, before = (
            set(said)
            for said in (around(self._theirs.file), around(self._ours.file), self._base.around)
        )
        added, gone = sorted(here - before - there), sorted((before - here) & there)
        if not added and not gone:
            return
        self._outcomes.append(Outcome(Fate.CONFLICT, joined(sorted(there - here)), joined(added)))
        lines = []
        for key, said in (("around", added), ("around gone", gone)):
            lines += [self._words[key].format(file=self._other.name), *said] if said else []
        first = next(self._theirs.body.iter(_PARAGRAPH), None)
        if first is not None:
            self._comments.remark(first, Remark(tuple(lines), self._other.date))


def _called(written: Ledger, ours: Manuscript) -> dict[str, str]:
    """For the bookmarks of ``ours`` those that the same has where it is set apart."""
    now = ours.ledger or written
    return {new: f"{old}{APART}" for new, old in paired(written.pieces, now.pieces).items()}


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
    return _core(file, _CREATED)


def _core(file: WordFile, tag: str) -> str:
    """What ``file`` says of itself under ``tag``; empty where it says nothing."""
    part = next((each.target for each in file.relations("") if each.kind == _CORE), "")
    found = file.tree(part).find(tag) if part in file.parts else None
    return "" if found is None else str(found.text or "")
