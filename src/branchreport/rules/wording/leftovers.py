"""Leftovers: places that were to be filled in, and words that are said twice."""

import re
from collections.abc import Iterator
from typing import Final

from branchreport.diagnostics import shortened
from branchreport.language import _
from branchreport.rules.wording.characters import FIGURE, HAN, POINTS, WORD
from branchreport.rules.wording.paragraphs import character, paragraphs, places
from branchreport.rules.wording.slip import Slip

_STAND_IN: Final = (
    rf"[*＊]{{2,}}|(?<={HAN})[*＊]|[*＊](?={HAN})|×{{2,}}|×(?=[年月日])|[_＿]{{2,}}|□+"
    r"|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|(?<=[为共约有达])[？?](?=[人名次个条项户件份场篇])"
)
_TO_DO: Final = (
    "待补", "待填", "待定", "待核", "待续", "此处", "请填", "请补", "填写", "插入", "某某",
)  # fmt: skip
_ALONE: Final = ("待补", "待填", "待定", "待核")
"""What is no prose where a paragraph says nothing else."""

_EMPTY: Final = ("（）", "【】", "《》", "“”", "〔〕")
_BRACKETS: Final = dict(zip("【（〔[({｛", "】）〕])}｝", strict=True))
_LONGEST_TO_DO: Final = 40


def stand_ins(text: str) -> Iterator[Slip]:
    """``***``, ``××``, ``XX``, ``____``, ``□``, and a question mark for a number."""
    return _placeholders(_STAND_IN, text)


def english_to_dos(text: str) -> Iterator[Slip]:
    """``TODO`` and its like."""
    return _placeholders("(?<![A-Za-z])(?:TODO|FIXME|TBD)(?![A-Za-z])", text)


def empty_marks(text: str) -> Iterator[Slip]:
    """``（ ）``, ``“”`` and the like with nothing in them."""
    for place, marks in places(text, _EMPTY):
        yield _placeholder(text, place, place + len(marks))
    yield from _placeholders(r"（[^\S\n]+）", text)


def to_dos(text: str) -> Iterator[Slip]:
    """``【待补：…】``, ``人数待补`` before a mark, ``某某``; not ``短板有待补齐``."""
    for start, words in places(text, _TO_DO):
        before, end = character(text, start - 1), start + len(words)
        if before in _BRACKETS:
            closing = text.find(_BRACKETS[before], end, end + _LONGEST_TO_DO)
            if closing >= 0 and "\n" not in text[end:closing]:
                yield _placeholder(text, start - 1, closing + 1)
        elif words in _ALONE and _closes(text, start, end):
            yield _placeholder(text, text.rindex("【", 0, start), end + 1)
        elif words in _ALONE and before == "\n" and _is_alone(text, end):
            yield _placeholder(text, start, end + (character(text, end) in "充写"))
        elif words == "某某":
            yield _placeholder(text, start, end)
        elif words in ("待补", "待填") and before not in "有尚亟仍还需":
            end += character(text, end) in "充写"
            if not character(text, end).isalnum():
                yield _placeholder(text, start, end)


def _closes(text: str, start: int, end: int) -> bool:
    """Whether what stands from ``start`` to ``end`` is the end of a note: ``【数据待核】``."""
    opening = text.rfind("【", max(0, start - _LONGEST_TO_DO), start)
    return opening >= 0 and text[end : end + 1] == "】" and "\n" not in text[opening:end]


def _is_alone(text: str, end: int) -> bool:
    """Whether the paragraph has no more words after ``end``."""
    rest = text[end : end + 3].partition("\n")[0]
    return rest.lstrip("充写") in ("", "。")


def _placeholders(pattern: str, text: str) -> Iterator[Slip]:
    return (_placeholder(text, *match.span()) for match in re.finditer(pattern, text))


def _placeholder(text: str, start: int, end: int) -> Slip:
    return Slip(
        start,
        end,
        _("“{words}” was left to be filled in").format(words=shortened(text[start:end])),
        _("put in what belongs there, or delete it"),
    )


_SHORTEST: Final = 12
"""Characters of a phrase, with a mark in it, that nobody says twice in a paragraph by intent."""

_SHORTEST_PLAIN: Final = 16
"""The same of a phrase without a mark; shorter ones are mostly names of things."""

_LONGEST: Final = 20_000
"""Characters of a paragraph that are looked at, some thirty pages; more would cost memory."""

_CURSORY: Final = 1_000
"""Characters of a paragraph that are first looked at in pieces, each sought in all before it."""

_NAMES: Final = rf"[{FIGURE}{WORD}]+|《[^《》\n]*》|“[^“”\n]*”"
_FIXED: Final = (
    r"习近平新时代中国特色社会主义思想|中国共产党第\w{1,15}次(?:全体会议|全国代表大会)"
    r"|全面建设社会主义现代化国家|中华民族伟大复兴的?中国梦"
)
"""Long names that have no short form."""

_MARKS: Final = f"{POINTS}（）“”"
_ORGANISATION: Final = (
    rf"{HAN}{{2,24}}(?:委员会|支部|党委|党组|局|厅|部|处|办公室|中心|公司|学校|学院|大学|医院|协会"
    r"|联合会|政府|集团)"
)


def repeated_phrases(text: str) -> Iterator[Slip]:
    """A long phrase that stands twice in one paragraph, names of documents and things aside."""
    for start, paragraph in paragraphs(text):
        if len(paragraph) >= 2 * _SHORTEST and _may_repeat(paragraph):
            yield from _repeated(paragraph[:_LONGEST], start)


def _may_repeat(paragraph: str) -> bool:
    """Whether it is worth while to look closely: most paragraphs repeat nothing.

    Where a phrase comes again, one of the pieces of half its length was there before.
    """
    half = _SHORTEST // 2
    return len(paragraph) > _CURSORY or any(
        paragraph.find(paragraph[place : place + half], 0, place) >= 0
        for place in range(half, len(paragraph) - half + 1, half)
    )


def _repeated(paragraph: str, start: int) -> Iterator[Slip]:
    seen: dict[str, int] = {}
    after = 0
    for begin, end in _stretches(paragraph):
        for place in range(begin, end - _SHORTEST + 1):
            first = seen.setdefault(paragraph[place : place + _SHORTEST], place)
            if first + _SHORTEST > place or place < after:
                continue
            after = place + _common(paragraph, first, place, end)
            phrase = paragraph[place:after].strip(_MARKS)
            if _is_phrase(phrase):
                place = paragraph.index(phrase, place)
                yield Slip(
                    start + place,
                    start + place + len(phrase),
                    _("“{phrase}” is said twice in this paragraph").format(
                        phrase=shortened(phrase)
                    ),
                    _("say it once, or in other words"),
                )


def _stretches(paragraph: str) -> Iterator[tuple[int, int]]:
    """Where there are words between names."""
    begin = 0
    for match in re.finditer(_NAMES, paragraph):
        yield begin, match.start()
        begin = match.end()
    yield begin, len(paragraph)


def _common(paragraph: str, first: int, second: int, end: int) -> int:
    """How many characters are the same from ``first`` and from ``second`` on, apart."""
    most = min(end - second, second - first)
    pairs = zip(range(first, first + most), range(second, second + most), strict=True)
    return next((a - first for a, b in pairs if paragraph[a] != paragraph[b]), most)


def _is_phrase(words: str) -> bool:
    """Whether ``words`` are more than a name."""
    if len(words) < _SHORTEST or re.fullmatch(_ORGANISATION, words):
        return False
    length = len(re.sub(_FIXED, "", words))
    return length >= (_SHORTEST if set(words) & set("，；：。") else _SHORTEST_PLAIN)
