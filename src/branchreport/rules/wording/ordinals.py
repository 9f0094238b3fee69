"""Ordinals: the mark after each form of them, and none where the template numbers.

The clauses are those of GB/T 15834-2011.
"""

import re
from collections.abc import Iterator
from typing import Final

from branchreport.language import _
from branchreport.rules.wording.characters import HAN, OPENING, ORDINALS
from branchreport.rules.wording.paragraphs import character, first_characters
from branchreport.rules.wording.slip import Slip, write

_NUMERALS: Final = frozenset(ORDINALS)


def _begins_item(text: str, place: int) -> bool:
    """Whether an item of a list may begin at ``place``: nothing or the end of one is before it."""
    return character(text, place - 1) in "\n。；："


def number(written: str) -> int:
    """The number from 1 to 99 that ``written`` is in Chinese numerals, or 0."""
    tens, ten, ones = written.rpartition("十")
    digits = ORDINALS[:9]
    if len(tens) > 1 or len(ones) > 1 or not {*tens, *ones} <= {*digits}:
        return 0
    value = digits.index(ones) + 1 if ones else 0
    return value + (10 * (digits.index(tens) + 1 if tens else 1) if ten else 0)


def marks_after_brackets(text: str) -> Iterator[Slip]:
    """``（一）、`` at the beginning of an item: the brackets are enough.

    ``（一）、（二）`` lists items, and does not begin one.
    """
    for match in re.finditer(r"[)）] ?(\W)(?![（(])", text):
        if match[1] not in "、，。；：．.":
            continue
        near = max(0, match.start() - 4)
        start = max(text.rfind(mark, near, match.start()) for mark in "(（")
        number = text[start + 1 : match.start()] if start >= 0 else ""
        if _is_number(number) and _begins_item(text, start):
            ordinal = text[start : match.start() + 1]
            what = _("delete it (GB/T 15834-2011, B.3.4)")
            yield Slip(*match.span(1), _after(match[1], ordinal), what, "")


def _is_number(text: str) -> bool:
    return text.isdecimal() or (bool(text) and _NUMERALS.issuperset(text))


def marks_after_han(text: str) -> Iterator[Slip]:
    """``一.`` at the beginning of a paragraph: it is ``一、``."""
    if _NUMERALS.isdisjoint(first_characters(text)):
        return
    for match in re.finditer(rf"(?m)^([{ORDINALS}]{{1,3}})([.．，,])(?={HAN}|[《“])", text):
        if text[match.end()] not in ORDINALS:
            yield _other_mark(match, "、", "B.3.2")


def marks_after_arabic(text: str) -> Iterator[Slip]:
    """``1、`` at the beginning of an item: it is ``1.``; ``1、2号楼`` is none."""
    for match in re.finditer(r"(\d{1,2})([、．])(?!\d)", text):
        if _begins_item(text, match.start()):
            yield _other_mark(match, ".", "B.3.3")


def _other_mark(match: re.Match[str], right: str, clause: str) -> Slip:
    return Slip(
        *match.span(2),
        _after(match[2], match[1]),
        write(match[1] + right, clause),
        right,
    )


def _after(mark: str, ordinal: str) -> str:
    return _("“{mark}” stands after the ordinal “{ordinal}”").format(mark=mark, ordinal=ordinal)


_WORD: Final = r"(?:首先|其次|再次|最后|[其第](\w{1,3}?))、"


def marks_after_words(text: str) -> Iterator[Slip]:
    """``首先、`` and ``第一、`` at the beginning of a clause; ``第一、第二`` lists ordinals."""
    for match in re.finditer(_WORD, text):
        word = match[0][:-1]
        if match[1] and not _NUMERALS.issuperset(match[1]):
            continue
        if match[1] and text[match.end() : match.end() + 1] in {"第", "其", *ORDINALS}:
            continue
        if _begins_item(text, match.start()) or text[match.start() - 1] == "，":
            yield Slip(
                match.end() - 1,
                match.end(),
                _after("、", word),
                write(f"{word}，", "B.3.1"),
                "，",
            )


_TYPED: Final = (
    rf"(?m)^(?:([{ORDINALS}]{{1,3}}|\d{{1,2}})(?:[、.．](?!\d)|是(?![否非]))"
    rf"|[（(](?:[{ORDINALS}]{{1,3}}|\d{{1,2}})[）)][、.．]?|第[{ORDINALS}]{{1,3}}[，、：]|[①-⑩])"
    r" *(?=\S)"
)


def typed_ordinals(text: str) -> Iterator[Slip]:
    """The number of a heading or point, which the template would write a second time.

    ``一、二年级`` begins with no number of its own.
    """
    if first_characters(text).isdisjoint(f"{ORDINALS}0123456789（(第①②③④⑤⑥⑦⑧⑨⑩"):
        return
    for match in re.finditer(_TYPED, text):
        after = text[match.end()]
        if match[1] and after in _NUMERALS:
            continue
        yield Slip(
            *match.span(),
            _("the ordinal “{ordinal}” is typed, though the template numbers").format(
                ordinal=match[0].strip()
            ),
            _("delete it"),
            "" if after.isalnum() or after in OPENING else None,  # else YAML may read it otherwise
        )
