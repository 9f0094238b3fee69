"""Numbers that are typed into prose: where they stand, and what they count.

What is counted stands beside its number, before it (主题党日12次) or after it (12次主题党日). The
number is surely of the whole year only where nothing else stands in its clause but words for the
year, the branch, and doing it (全年支部共开展…): 书记讲党课2次 tells of some lessons, not of all.
"""

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from branchreport.places import Location
from branchreport.quantity import PREFIXES, NotAQuantityError, Quantity
from branchreport.quoting import cover
from branchreport.records.walks import sections_of
from branchreport.records.year import BranchYear, Period

_DIGITS: Final = frozenset("0123456789")
_NUMBER: Final = (
    r"(?<![0-9.,第A-Za-z—–～~-])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.[0-9]{1,9})?[余多来]? ?"
)
_CLAUSE: Final = "[，。；：、！？…,;:!?]"
_SENTENCE: Final = "[。！？；!?;]"
_QUOTATION: Final = {ord(mark): None for mark in "“”‘’《》〈〉「」 "}
_BETWEEN: Final = (
    "(?:全年|先后|共计?|累计|合计|总计|开展|召开|举办|举行|组织|进行|完成|达到?|了|为)*$"
)
_DOING: Final = (
    "^(?:全年|年内|今年以来|今年|本年度|一年来|我?[党团]?总?支部|工会|我们|先后|共计?|累计|合计|总计"
    "|已|认真|扎实|深入|定期|按时|按期|积极|坚持|严格|持续|精心|广泛|相继|陆续|有序|集中"
    "|开展|召开|举办|举行|组织(?:(?:全体|广大)?(?:党员干部|党员|团员|会员|干部职工|职工))?|进行"
    "|完成|实施|落实|安排|参加|参与|观看|收看|签订|讲授|学习|讲|上|征求|征集|收集|完善|修订|制定|建立"
    "|出台|发放|配发|配齐|购置|慰问|走访|办理|解决|了)*"
)
_OF_A_PART: Final = (
    "每|各[党团]?支部|各[党团]?小组|平均|其中|分别|计划|力争|不少于|不低于|至少|增加|减少"
    "|去年|上年|往年|同比|月"
)
_OF_A_TIME: Final = "[上下前后]半年|季度|[0-9一二三四五六七八九十]月|[0-9]{4}年"
_FAR: Final = 200
_NEAR: Final = 60
"""The characters beside a number that are looked at: for the time it is of, and for its name."""


class Typed(NamedTuple):
    """A number in prose with its measure word; ``headings`` are those that it stands under."""

    location: Location
    text: str
    """The prose with its quotes blanked out."""
    start: int
    end: int
    quantity: Quantity
    headings: str

    @property
    def written(self) -> str:
        """The number as it was typed, with its measure word."""
        return self.text[self.start : self.end]

    @property
    def nth(self) -> int:
        """Which of its like in the prose it is."""
        return self.text.count(self.written, 0, self.start)

    @property
    def before(self) -> str:
        """What leads to it, without quotation marks, and without words such as 共 in between."""
        near = self.text[max(0, self.start - _NEAR) : self.start]
        return re.sub(_BETWEEN, "", bare(near))

    @property
    def after(self) -> str:
        """What follows it, without quotation marks."""
        return bare(self.text[self.end : self.end + _NEAR])

    @property
    def thing(self) -> str:
        """All that its clause says beside that it was done, which is what it counts."""
        thing = without_doing(self.before) or re.split(f"{_CLAUSE}|[的和与及]", self.after)[0]
        return thing.removesuffix("活动")

    def of_the_whole(self, period: Period) -> bool:
        """Whether neither it nor what leads to it speaks of a part of ``period``, or of a plan."""
        paragraph = self.text[max(0, self.start - _FAR) : self.end]
        sentence = re.split(_SENTENCE, paragraph)[-1]
        *listed, _clause = re.split(_CLAUSE.replace("、", ""), sentence)[-1].split("、")
        if not all(re.search("[0-9\0]", item) for item in listed):
            return False  # 支委会、党小组会24次 is of both
        _before, whole, since = sentence.rpartition("全年")
        above = self.headings + paragraph
        for year in {period.first.year, period.last.year}:
            above = above.replace(f"{year}年", "")
        return not re.search(_OF_A_PART, since) and (
            whole != "" or not re.search(_OF_A_TIME, above)
        )


def bare(text: str) -> str:
    """``text`` without quotation marks and blanks."""
    return text.translate(_QUOTATION)


def last_clause(text: str) -> str:
    """What ``text`` says after its last mark of punctuation."""
    return re.split(_CLAUSE, text)[-1]


def without_doing(text: str) -> str:
    """The last clause of ``text`` without the words for the year, the branch, and doing it."""
    return re.sub(_DOING, "", last_clause(text))


def of_a_part(text: str) -> bool:
    """Whether the last clause of ``text`` speaks of a part of the year, or of what is planned."""
    return re.search(_OF_A_PART, last_clause(text)) is not None


def typed_numbers(year: BranchYear, units: Collection[str]) -> Iterator[Typed]:
    """Every number with one of ``units`` in the prose that tells what was done."""
    lengths = sorted({len(unit) for unit in units}, reverse=True)
    for location, prose, headings in _told(year):
        if _DIGITS.isdisjoint(prose):
            continue
        text = cover(prose, "\0")
        for match in re.finditer(_NUMBER, text):
            measures = (text[match.end() : match.end() + length] for length in lengths)
            if unit := next((measure for measure in measures if measure in units), None):
                end = match.end() + len(unit)
                start, quantity = _quantity(text, match.start(), end)
                if quantity and not _goes_on(text, end):
                    yield Typed(location, text, start, end, quantity, headings)


def _told(year: BranchYear) -> Iterator[tuple[Location, str, str]]:
    """The prose that tells what was done: where, what, and the headings above it."""
    for key in ("opening", "closing"):
        for index, prose in enumerate(getattr(year.report, key)):
            yield ("report", key, index), prose, ""
    for location, section, above in sections_of(year):
        leading = "".join(each.heading for each in above)
        yield (*location, "heading"), section.heading, leading
        headings = leading + section.heading
        for key in ("text", "points"):
            for index, prose in enumerate(getattr(section, key)):
                yield (*location, key, index), prose, headings


def _quantity(text: str, start: int, end: int) -> tuple[int, Quantity | None]:
    """The quantity that ends at ``end``, and where it begins: 约 and the like belong to it."""
    near = text[max(0, start - 16) : start].lower()
    bare = near.rstrip(" ")
    said = [word for word in PREFIXES if word != "上" and bare.endswith(word)]  # 会上12次
    start -= max(map(len, said)) + len(near) - len(bare) if said else 0
    try:
        return start, Quantity.parse(text[start:end])
    except NotAQuantityError:
        return start, None


def _goes_on(text: str, end: int) -> bool:
    """Whether what ends at ``end`` is only the beginning of a measure word, or of 次以上."""
    following = text[end : end + 1]
    if text[end - 1].isascii():
        return following.isascii() and (following.isalnum() or following == "-")
    return following == "次" or text.startswith(("以上", "以下", "以内", "左右", "上下"), end)
