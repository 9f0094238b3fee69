"""Marks in pairs: each has its partner, and one pair within another has the inner form.

The clauses are those of GB/T 15834-2011.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from branchreport.diagnostics import shortened
from branchreport.language import _
from branchreport.rules.wording.characters import CLOSING, OPENING, WIDE
from branchreport.rules.wording.paragraphs import paragraphs
from branchreport.rules.wording.slip import Slip, write

_PARTNERS: Final = dict(zip(OPENING, CLOSING, strict=True))
_MARKS: Final = {
    opening: opening + closing + ("()" if opening == "（" else "")
    for opening, closing in _PARTNERS.items()
}
"""The marks of each kind; half-width brackets are brackets, too."""

_SHORT: Final = 30
"""Characters between two marks up to which the marks and what they hold are shown as one."""

_NEAR: Final = 100
"""Characters before a mark in which a book title may have begun that it belongs to."""


_Pair = tuple[int, int, int]
"""Where a pair opens and closes, and how many of its kind are open around it."""


def _pairs(paragraph: str, opening: str) -> tuple[list[_Pair], list[int]]:
    """The pairs of one kind in a paragraph, and the marks that have no partner."""
    matched, lone, open_ = [], [], list[int]()
    for match in re.finditer(f"[{_MARKS[opening]}]", paragraph):
        place = match.start()
        if match[0] == opening or match[0] == "(":
            open_.append(place)
        elif open_:
            matched.append((open_.pop(), place, len(open_)))
        elif not _belongs_to_word(paragraph, place):
            lone.append(place)
    return sorted(matched), sorted(lone + open_)


def _belongs_to_word(paragraph: str, place: int) -> bool:
    """Whether the mark is an apostrophe, or the bracket after the number of an item: ``1)``."""
    before = paragraph[max(0, place - 3) : place]
    if not (before[-1:].isascii() and before[-1:].isalnum()):
        return False
    ordinal = r"(?:^|[。；：，、\s])[0-9A-Za-z]{1,2}$"
    return paragraph[place] == "’" or bool(re.search(ordinal, before))


def _marks_alone(text: str) -> str:
    """The marks in pairs and the line breaks of ``text``."""
    found = "".join(re.findall(f"[{OPENING}{CLOSING}()\n]", text))
    return found.replace("(", "（").replace(")", "）")


def _is_even(marks: str) -> bool:
    """Whether taking away pairs that hold nothing, again and again, leaves no mark."""
    for _round in range(4):
        for opening, closing in _PARTNERS.items():
            marks = marks.replace(opening + closing, "")
    return not marks.strip("\n")


def lone_marks(text: str) -> Iterator[Slip]:
    """Marks without a partner in their paragraph.

    A quotation of several paragraphs has the opening mark before each, and the closing one after
    the last (4.8.3.5).
    """
    if _is_even(_marks_alone(text)):
        return
    kinds = {opening: marks for opening, marks in _MARKS.items() if not set(marks).isdisjoint(text)}
    lines = [*paragraphs(text), (0, "")]
    for (start, paragraph), (_start, below) in pairwise(lines):
        for opening, marks in kinds.items():
            if any(mark in paragraph for mark in marks):
                _matched, lone = _pairs(_with_straight_end(paragraph), opening)
                if lone != [0] or opening != "“" or below[:1] != "“":
                    yield from _without_partner(start, paragraph, lone)


def _without_partner(start: int, paragraph: str, lone: list[int]) -> Iterator[Slip]:
    """Slips for ``lone``; two of one form in turn were meant to be a pair: ``“党建“``."""
    index = 0
    while index < len(lone):
        place, mark = lone[index], paragraph[lone[index]]
        pair = index + 1 < len(lone) and paragraph[lone[index + 1]] == mark
        if pair and mark in _PARTNERS:
            place = lone[index + 1]
        yield Slip(
            start + place,
            start + place + 1,
            _("the mark {mark} has no partner").format(mark=mark),
            _("perhaps {mark} was meant here").format(mark=_partner(mark))
            if pair
            else _("add the mark that belongs to it, or delete it (GB/T 15834-2011)"),
        )
        index += 1 + pair


def _partner(mark: str) -> str:
    every = f"{OPENING}({CLOSING})"
    return every[(every.index(mark) + len(every) // 2) % len(every)]


_NESTED: Final = {"“": ("‘", "’", "4.8.3.4"), "《": ("〈", "〉", "4.15.3.5")}


def _holds_itself(marks: str, opening: str) -> bool:
    """Whether a pair may be open where another of its kind begins."""
    return any(part.count(opening) > 1 for part in marks.split(_PARTNERS[opening]))


def nested_marks(text: str) -> Iterator[Slip]:
    """A pair within another of its kind, where the standard has another form."""
    marks = _marks_alone(text)
    kinds = [kind for kind in "“《（" if _holds_itself(marks, kind)]
    for start, paragraph in paragraphs(text) if kinds else ():
        for opening in kinds:
            if paragraph.count(opening) > 1:
                matched, lone = _pairs(_with_straight_end(paragraph), opening)
                for first, last, depth in () if lone else matched:
                    if depth % 2 and not _in_title(paragraph, opening, first):
                        yield _nested(start, paragraph, opening, first, last)


def _in_title(paragraph: str, opening: str, place: int) -> bool:
    """Whether the mark belongs to a book title, which keeps its own marks."""
    near = paragraph[max(0, place - _NEAR) : place]
    return opening != "《" and near.rfind("《") > near.rfind("》")


def _nested(start: int, paragraph: str, opening: str, first: int, last: int) -> Slip:
    if opening == "（":
        return Slip(
            start + first,
            start + first + 1,
            _("brackets stand within brackets"),
            _("write it without one of them, or with 〔 〕 (GB/T 15834-2011, 4.9.3.6)"),
        )
    left, right, clause = _NESTED[opening]
    held = paragraph[first + 1 : last]
    whole = len(held) <= _SHORT and held.isalnum()
    end = last if whole else first
    return Slip(
        start + first,
        start + end + 1,
        _("“{mark}” stands within marks of its kind").format(
            mark=shortened(paragraph[first : end + 1])
        ),
        write(f"{left}{shortened(held)}{right}", clause),
        f"{left}{held}{right}" if whole else None,
    )


def _straight_end(paragraph: str) -> int:
    """Where the only straight mark of a paragraph closes what “ has opened, or -1.

    It does where all quotation marks are then in pairs, and none within another.
    """
    place = paragraph.find('"')
    if place < 0 or paragraph.count('"') > 1:
        return -1
    marks = re.sub('[^“”"]', "", paragraph).replace('"', "”")
    return place if marks == "“”" * (len(marks) // 2) and "“" in paragraph[:place] else -1


def _with_straight_end(paragraph: str) -> str:
    """``paragraph`` with ” in place of the straight mark that closes what “ has opened."""
    place = _straight_end(paragraph)
    return paragraph if place < 0 else f"{paragraph[:place]}”{paragraph[place + 1 :]}"


def straight_quotation_marks(text: str) -> Iterator[Slip]:
    """``"`` and ``'`` around Chinese or beside it."""
    for start, paragraph in paragraphs(text):
        places = [match.start() for match in re.finditer(r'(?<![0-9])["＂]', paragraph)]
        if places == [_straight_end(paragraph)]:
            yield Slip(
                start + places[0],
                start + places[0] + 1,
                _("“ is closed by a straight mark here"),
                _("write ” (GB/T 15834-2011, 4.8.2)"),
                "”",
            )
            places = []
        if len(places) % 2:
            yield Slip(
                start + places[-1],
                start + places[-1] + 1,
                _("the mark {mark} has no partner").format(mark=paragraph[places[-1]]),
                _("write “ and ” in pairs (GB/T 15834-2011, 4.8.2)"),
            )
            places = []
        found = list(zip(places[::2], places[1::2], strict=True))
        single = re.finditer(r"(?<![A-Za-z0-9])'[^'\"\n]*'(?![A-Za-z0-9])", paragraph)
        found += [(match.start(), match.end() - 1) for match in single]
        for first, last in found:
            if re.search(WIDE, paragraph[max(0, first - 1) : last + 2]):
                yield from _straight(start, paragraph, first, last)


def _may_be_nested(paragraph: str) -> bool:
    """Whether straight marks stand around the paragraph and within it: which pair, no one knows."""
    ends = paragraph[:1] + paragraph.rstrip("。！？，；")[-1:]
    return ends in ('""', "＂＂") and paragraph.count(ends[0]) > 2


def _straight(start: int, paragraph: str, first: int, last: int) -> Iterator[Slip]:
    """The slips of a straight pair; where the others are no pairs, nothing is sure."""
    sure = paragraph.count("“") == paragraph.count("”") and not _may_be_nested(paragraph)
    inner = sure and paragraph.rfind("“", 0, first) > paragraph.rfind("”", 0, first)
    left, right = ("‘", "’") if inner else ("“", "”")
    held = paragraph[first + 1 : last]
    message = _("“{mark}” stands in straight quotation marks").format(mark=shortened(held))
    what = write(f"{left}{shortened(held)}{right}", "4.8.2")
    if len(held) <= _SHORT and held.isalnum():
        put = f"{left}{held}{right}" if sure else None
        yield Slip(start + first, start + last + 1, message, what, put)
    else:
        yield Slip(start + first, start + first + 1, message, what, left if sure else None)
        yield Slip(start + last, start + last + 1, message, what, right if sure else None)
