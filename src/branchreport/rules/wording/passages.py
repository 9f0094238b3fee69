"""Passages: the Chinese texts of a year, each field one, with what is no wording masked."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum, auto
from typing import Final, NamedTuple

from branchreport.places import Location
from branchreport.quoting import cover, may_quote
from branchreport.records.walks import sections_of
from branchreport.records.year import BranchYear
from branchreport.rules.wording.characters import FIGURE, HAN, WORD

_ADDRESS: Final = (
    r"(?<![A-Za-z0-9])(?:(?:https?|ftp)://|www\.)[A-Za-z0-9_.~:/?#@!$&*+=%-]+"
    r"|(?<![A-Za-z0-9_.%+-])[A-Za-z0-9_.%+-]+@[A-Za-z0-9_.-]+"
)
_FILE_TYPE: Final = (
    r"\.(?:docx?|xlsx?|pptx?|wps|et|pdf|ofd|txt|csv|md|ya?ml|html?|jpe?g|png|mp[34]|zip|rar)"
    r"(?![A-Za-z0-9])"
)
_FIRST_HAN: Final = "\u3007"
"""〇, the first Chinese character in Unicode's order; other scripts are before it."""

_LONGEST_NAME: Final = 60
"""Characters before the type of a file that may be its name."""


class Role(IntEnum):
    """What a passage is in a document, as far as wording depends on it."""

    TITLE = auto()
    HEADING = auto()
    """Numbered by the template, and alone on its line or before a full stop of the template."""
    POINT = auto()
    """Numbered and ended by the template."""
    CLAUSE = auto()
    """Ended by the template."""
    PARAGRAPH = auto()
    LINE = auto()
    NAME = auto()
    """What other texts refer to: a correction here alone would part them."""


_ELSEWHERE: Final = {
    Role.HEADING: Role.TITLE,
    Role.POINT: Role.PARAGRAPH,
    Role.CLAUSE: Role.PARAGRAPH,
}
"""The roles of the same prose in templates that, unlike ``work-summary``, number and end none."""


class Passage(NamedTuple):
    """The text of one field, and where it stands: a text, or a list of paragraphs."""

    location: Location
    role: Role
    text: str | tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its paragraphs."""
        return (self.text,) if isinstance(self.text, str) else self.text


class Corpus:
    """All passages of a year in one text, the roles in their order.

    A line is a paragraph; before the first, between passages and after the last there is an empty
    one.
    """

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages: list[Passage] = []
        self._starts: list[int] = []
        masked = ["\n"]
        length = 1
        for passage in sorted(passages, key=lambda passage: passage.role):
            text = _masked(passage.text)
            if _is_chinese(text):
                self._passages.append(passage)
                self._starts.append(length)
                masked += [text, "\n\n"]
                length += len(text) + 2
        self.text = "".join(masked)

    def __bool__(self) -> bool:
        return bool(self._passages)

    def part(self, roles: Sequence[Role]) -> tuple[int, str]:
        """The text of neighbouring ``roles``, with its place; it begins and ends with a break."""
        if not roles:
            return 0, self.text
        start, end = self._start(min(roles)), self._start(Role(max(roles) + 1))
        return start - 1, self.text[start - 1 : end]

    def _start(self, role: Role) -> int:
        found = (s for s, p in zip(self._starts, self._passages, strict=True) if p.role >= role)
        return next(found, len(self.text))

    def place(self, offset: int) -> tuple[Passage, Location, str, int]:
        """What stands at ``offset``: its passage, the location and text of its paragraph.

        And where in that text it stands.
        """
        index = bisect_right(self._starts, offset) - 1
        passage, start = self._passages[index], self._starts[index]
        if isinstance(passage.text, str):
            return passage, passage.location, passage.text, offset - start
        number = self.text.count("\n", start, offset)
        begin = self.text.rfind("\n", 0, offset) + 1
        return passage, (*passage.location, number), passage.text[number], offset - begin


def passages(year: BranchYear) -> Iterator[Passage]:
    """Every text of ``year`` that a document or its appendices print."""
    numbered = year.report.template in (None, "work-summary")
    for passage in (*_prose(year), *_lines(year)):
        if passage.text:
            role = passage.role
            yield passage if numbered else passage._replace(role=_ELSEWHERE.get(role, role))


def _prose(year: BranchYear) -> Iterator[Passage]:
    report = year.report
    yield Passage(("report", "title"), Role.TITLE, report.title or "")
    yield Passage(("report", "opening"), Role.PARAGRAPH, report.opening)
    yield Passage(("report", "closing"), Role.PARAGRAPH, report.closing)
    for location, section, _above in sections_of(year):
        yield Passage((*location, "heading"), Role.HEADING, section.heading)
        yield Passage((*location, "text"), Role.PARAGRAPH, section.text)
        yield Passage((*location, "points"), Role.POINT, section.points)
    for index, shortcoming in enumerate(year.shortcomings):
        yield Passage(("shortcomings", index, "problem"), Role.POINT, shortcoming.problem)
        yield Passage(("shortcomings", index, "cause"), Role.CLAUSE, shortcoming.cause or "")
        yield Passage(("shortcomings", index, "measures"), Role.CLAUSE, shortcoming.measures)
    for index, plan in enumerate(year.plans):
        yield Passage(("plans", index, "heading"), Role.HEADING, plan.heading)
        yield Passage(("plans", index, "text"), Role.PARAGRAPH, plan.text)


def _lines(year: BranchYear) -> Iterator[Passage]:
    report = year.report
    yield Passage(("report", "branch"), Role.LINE, report.branch)
    yield Passage(("report", "superior"), Role.LINE, report.superior or "")
    yield Passage(("report", "signature"), Role.LINE, report.signature or "")
    yield Passage(("report", "title_note"), Role.LINE, report.title_note or "")
    if head := report.red_head:
        yield Passage(("report", "red_head", "issuer"), Role.LINE, head.issuer)
        yield Passage(("report", "red_head", "number"), Role.LINE, head.number or "")
        yield Passage(("report", "red_head", "signer"), Role.LINE, head.signer or "")
    for index, count in enumerate(year.counts):
        yield Passage(("counts", index, "name"), Role.NAME, count.name)
    for index, shortcoming in enumerate(year.shortcomings):
        for number, step in enumerate(shortcoming.progress):
            place = ("shortcomings", index, "progress", number, "text")
            yield Passage(place, Role.LINE, step.text)
    named = {name for followup in year.followups for name in followup.records}
    for index, activity in enumerate(year.activities):
        role = Role.NAME if activity.title in named else Role.LINE
        yield Passage(("activities", index, "title"), role, activity.title or "")
        yield Passage(("activities", index, "topics"), Role.LINE, activity.topics)
        yield Passage(("activities", index, "content"), Role.PARAGRAPH, activity.content)
        yield Passage(("activities", index, "decisions"), Role.LINE, activity.decisions)
        for number, action in enumerate(activity.actions):
            place = ("activities", index, "actions", number, "task")
            yield Passage(place, Role.LINE, action.task)


def _is_chinese(text: str) -> bool:
    if text.isascii():
        return False
    found = re.search(HAN, text)
    if found is None:
        return False
    return found[0] >= _FIRST_HAN or max(re.findall(HAN, text)) >= _FIRST_HAN


def _masked(text: str | tuple[str, ...]) -> str:
    if isinstance(text, tuple):
        return "\n".join(map(_masked, text))
    hides = may_quote(text) or "." in text or "@" in text or "://" in text
    return mask(text) if hides else text


def mask(text: str) -> str:
    """``text`` in the same length, with what is no wording in it masked.

    A quoted count becomes `FIGURE`, an address or the name of a file becomes `WORD`.
    """
    text = cover(text, FIGURE)
    if "://" in text or "@" in text or "www." in text:
        text = re.sub(_ADDRESS, lambda match: WORD * len(match[0]), text)
    return _without_files(text) if "." in text else text


def _without_files(text: str) -> str:
    pieces, end = [], 0
    for match in re.finditer(_FILE_TYPE, text):
        dot = match.start()
        name = re.search(r"[\w()（）+-]*$", text[max(end, dot - _LONGEST_NAME) : dot])
        start = dot - (len(name[0]) if name else 0)
        pieces += [text[end:start], WORD * (match.end() - start)]
        end = match.end()
    return "".join((*pieces, text[end:]))
