"""What one piece of a document says differently in a Word file, by who says it in the records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from branchreport.carrying.differences import Difference, Kind, Reason
from branchreport.carrying.fields import Fields
from branchreport.carrying.fitting import Told, is_unfit
from branchreport.carrying.speakers import Spoken
from branchreport.carrying.versions import Version, version
from branchreport.carrying.wishes import Wishes
from branchreport.document import Source
from branchreport.grains import Hunk

_AROUND = 24
"""Characters that are shown before and after what was changed."""


@dataclass(frozen=True, slots=True)
class Hand:
    """What a Word file says in place of a piece: its ``text``, and ``then`` when it was written.

    ``then`` is None where that is not known; ``known`` whether the file has a ledger at all.
    """

    text: str
    then: str | None
    tracked: bool
    known: bool


class Comparison:
    """A piece beside what a Word file says in its place; ``wishes`` hears of every value."""

    def __init__(self, said: Spoken, hand: Hand, fields: Fields, wishes: Wishes) -> None:
        self._said = said
        self._hand = hand
        self._fields = fields
        self._wishes = wishes
        self._stretches = said.stretches
        self._kinds = [fields.kind_of(stretch.run) for stretch in said.stretches]
        self._ours = tuple(stretch.run.text for stretch in said.stretches)
        self._theirs = self._version(hand.text)
        self._then = None if hand.then is None else self._version(hand.then)

    def _version(self, text: str) -> Version:
        return version(self._said.piece.text, self._stretches, self._kinds, text)

    def differences(self) -> Iterator[Difference]:
        """Where the two differ, in the order of the piece."""
        found = [(hunk.start, self._row(hunk)) for hunk in self._theirs.rows]
        found += [(hunk.start, self._frame(hunk)) for hunk in self._theirs.frame]
        for group in self._groups():
            start = self._stretches[group[0]].start
            if not any(row.start <= start < row.end for row in self._theirs.rows):
                found += [(start, each) for each in self._of(group)]
        yield from (each for _start, each in sorted(found, key=lambda pair: pair[0]))

    def _groups(self) -> list[list[int]]:
        """Stretches that say one value: the words of one text around the figures it quotes."""
        groups: list[list[int]] = []
        text: list[int] = []
        for index, kind in enumerate(self._kinds):
            if kind is Kind.WORDS and text and self._source(text[0]) == self._source(index):
                text.append(index)
                continue
            groups.append([index])
            if kind is not Kind.FIGURE:
                text = groups[-1] if kind is Kind.WORDS else []
        return groups

    def _source(self, index: int) -> Source | None:
        return self._stretches[index].run.source

    def _of(self, group: Sequence[int]) -> Iterator[Difference]:
        """The difference in what ``group`` says, if there is any."""
        first = group[0]
        kind, source = self._kinds[first], self._source(first)
        ours = self._read(group, self._ours)
        theirs = self._read(group, self._theirs.texts)
        then = ours if self._then is None else self._read(group, self._then.texts)
        difference = Difference(
            kind,
            self._said.heading,
            source,
            ours,
            theirs,
            self._around(self._stretches[first].start, self._stretches[group[-1]].end),
            tracked=self._hand.tracked,
            stale=then != ours,
        )
        if theirs == then != ours:
            yield Difference(
                Kind.STALE,
                self._said.heading,
                source,
                ours,
                theirs,
                difference.around,
                reason=Reason.CHANGED,
            )
            return
        known = self._hand.known
        joint = not self._theirs.joint.isdisjoint(group)
        run = self._stretches[first].run
        match kind:
            case Kind.WORDS:
                told = self._told(group)
                wish = self._wishes.words(difference, told, known=known, joint=joint)
            case Kind.FIGURE:
                wish = self._wishes.figure(difference, run, known=known, joint=joint)
            case _:
                wish = self._wishes.other(difference)
        if theirs != ours:
            yield wish

    def _read(self, group: Sequence[int], texts: Sequence[str]) -> str:
        """What ``group`` says in ``texts``, with the figures in it as the records have them."""
        within = range(group[0], group[-1] + 1)
        return "".join(texts[i] if i in group else self._ours[i] for i in within)

    def _told(self, group: Sequence[int]) -> list[Told]:
        """The words of a text between the figures that it quotes."""
        neighbours = groupby(enumerate(group), key=lambda pair: pair[1] - pair[0])
        stretches = ([index for _at, index in alike] for _key, alike in neighbours)
        return [
            Told(
                "".join(self._ours[index] for index in each),
                "".join(self._theirs.texts[index] for index in each),
            )
            for each in stretches
        ]

    def _around(self, start: int, end: int) -> tuple[str, str]:
        """What stands beside it in its paragraph or cell."""
        text = self._said.piece.text
        before = text[max(start - _AROUND, 0) : start].rpartition("\t")[2].rpartition("\n")[2]
        after = text[end : end + _AROUND].partition("\t")[0].partition("\n")[0]
        return before, after

    def _row(self, hunk: Hunk) -> Difference:
        """A row of a table that was taken out or put in."""
        gone = hunk.end > hunk.start
        return Difference(
            Kind.DELETED if gone else Kind.ADDED,
            self._said.heading,
            self._speaker(hunk.start, hunk.end) if gone else None,
            self._said.piece.text[hunk.start : hunk.end],
            hunk.text,
            tracked=self._hand.tracked,
            reason=Reason.PIECE,
        )

    def _frame(self, hunk: Hunk) -> Difference:
        """A change of what no run says, as of an empty cell; the record is that of its row."""
        text = self._said.piece.text
        start = text.rfind("\n", 0, hunk.start) + 1
        end = text.find("\n", hunk.end)
        told = Told(text[hunk.start : hunk.end], hunk.text)
        return Difference(
            Kind.TEMPLATE,
            self._said.heading,
            self._speaker(start, end if end >= 0 else len(text)),
            text[hunk.start : hunk.end],
            hunk.text,
            self._around(hunk.start, hunk.end),
            tracked=self._hand.tracked,
            reason=Reason.UNFIT if is_unfit(told) else Reason.TEMPLATE,
        )

    def _speaker(self, start: int, end: int) -> Source | None:
        """The first record that speaks between ``start`` and ``end``."""
        said = (each.run.source for each in self._stretches if start <= each.start < end)
        return next((source for source in said if source), None)
