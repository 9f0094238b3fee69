"""How alike two Chinese or English phrases are, apart from the words that all phrases share.

Only characters are compared: two phrases that say the same with other words are not found to be
alike, and records have to name each other for that.
"""

import re
import unicodedata
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final, NamedTuple

ALIKE: Final = Decimal(62)
"""From this score on, of 100, two phrases are taken for the same."""

DOUBTFUL: Final = Decimal(45)
"""From this score on they may be the same; somebody has to look at them."""

_CHINESE: Final = (
    "还存在", "仍然存在", "存在", "还不够", "不够", "还不", "不足", "有待", "加强", "提高", "增强",
    "进一步", "较为", "比较", "仍然", "仍", "还", "较", "方面", "问题", "现象", "一定", "一些",
    "部分", "不强", "不高", "偏少",
)  # fmt: skip
_ENGLISH: Final = (
    "not enough", "insufficiently", "insufficient", "not yet", "still", "too few", "too little",
    "needs to be", "need to be", "improved", "improve", "more", "some",
    "the", "of", "a", "an", "is", "are",
)  # fmt: skip
_FORMULAIC: Final = re.compile("|".join(
    [*sorted(_CHINESE, key=len, reverse=True), rf"\b(?:{'|'.join(_ENGLISH)})\b"]
))  # fmt: skip
_TENTH: Final = Decimal("0.1")


def words_of(text: str) -> str:
    """The letters and digits of ``text`` in one form: no marks, no blanks, no capitals."""
    return "".join(filter(str.isalnum, _one_form(text)))


class Content(NamedTuple):
    """What a phrase says of its subject, and how often each two characters follow each other."""

    text: str
    pairs: Counter[tuple[str, str]]


def content_of(text: str) -> Content:
    """``text`` without the phrases that say nothing of the subject; with them, if that is all."""
    kept = _FORMULAIC.sub(" ", _one_form(text))
    said = "".join(filter(str.isalnum, kept)) or words_of(text)
    return Content(said, Counter(pairwise(said)))


def _one_form(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def likeness(one: Content, other: Content) -> Decimal:
    """How alike two contents are, from 0 to 100, to one decimal place.

    It is the better of two measures: characters in the same order, and pairs of neighbours, which
    find a phrase again whose halves changed places. Either order of arguments gives the same.
    """
    from rapidfuzz import fuzz

    score = max(fuzz.ratio(one.text, other.text), 100 * _dice(one.pairs, other.pairs))
    return Decimal(repr(score)).quantize(_TENTH, ROUND_HALF_UP)


def _dice(pairs: Counter[tuple[str, str]], others: Counter[tuple[str, str]]) -> float:
    """The share of what two texts have in common of their pairs of characters (Dice, 1945)."""
    common = sum(min(pairs[pair], others[pair]) for pair in pairs.keys() & others.keys())
    whole = pairs.total() + others.total()
    return 2 * common / whole if common else 0.0
