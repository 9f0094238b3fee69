"""Numerals: their width, years, dates, estimates and ranges.

The clauses are those of GB/T 15835-2011, but where another standard is named. A pattern begins
with what is rare and easy to find; what stands around it is looked at afterwards.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from branchreport.language import _
from branchreport.rules.wording.ordinals import number
from branchreport.rules.wording.paragraphs import character, places
from branchreport.rules.wording.slip import Slip, write

_DIGITS: Final = "一二三四五六七八九"
_ZEROS: Final = "○◯OoＯｏ0０零"
"""What is written where a year in Chinese numerals has ``〇``."""

_OF_HAN_YEARS: Final = frozenset(f"{_DIGITS}〇{_ZEROS}")


def _right(text: str, clause: str) -> str:
    return _("write “{right}” (GB/T 15835-2011, {clause})").format(right=text, clause=clause)


def full_width_digits(text: str) -> Iterator[Slip]:
    """``１２``: Arabic numerals are as wide as half a Chinese character."""
    for match in re.finditer(r"[０-９]+(?:．[０-９]+)*", text):
        right = "".join(chr(ord(sign) - 0xFEE0) for sign in match[0])
        message = _("“{digits}” is written in full-width digits").format(digits=match[0])
        yield Slip(*match.span(), message, _right(right, "5.1.7"), right)


_NO_YEAR_AFTER: Final = frozenset(".．-—–～~/第满近约共达续时过")
_PART_OF_YEAR: Final = (
    r"底(?![气蕴子色线])|末|度(?![假过日])|[上下]半年|年[初中底末]|(?:1[0-2]|[1-9])月"
    r"|第?[一二三四1-4]季度"
)


def short_years(text: str) -> Iterator[Slip]:
    """``21年底``: a year has four digits; ``工作12年`` is no year."""
    for match in re.finditer(r"\d\d年", text):
        before = character(text, match.start() - 1)
        if before.isdigit() or before in _NO_YEAR_AFTER:
            continue
        if re.compile(_PART_OF_YEAR).match(text, match.end()):
            yield Slip(
                *match.span(),
                _("the year “{year}” is cut short").format(year=match[0]),
                _("write all four digits (GB/T 15835-2011, 5.1.4)"),
            )


_NEIGHBOURS: Final = tuple(f"{a}、{b}" for a, b in pairwise(_DIGITS[1:]))
_COUNTED: Final = frozenset("次人个天遍户家件倍")
"""Measure words of quantities; 季度, 年级 and 名 may be those of ordinals."""

_MEETINGS: Final = ("全会", "全体会议", "会议", "代表大会")


def estimates(text: str) -> Iterator[Slip]:
    """``三、四次``: two neighbouring numbers that stand for “about” have no mark between them.

    ``一、二`` is left alone: it mostly is 第一、第二 cut short.
    """
    for start, words in places(text, _NEIGHBOURS):
        before, after = character(text, start - 1), character(text, start + 3)
        if after in "十百千万":
            after += character(text, start + 4)
        if text.startswith(_MEETINGS, start + 3 + len(after)):  # 三、四次全会 are two
            continue
        if after[-1] in _COUNTED and before not in {*_DIGITS, *"十百、第届"}:
            message = _("“、” parts the estimate “{estimate}”").format(estimate=words + after)
            right = words.replace("、", "") + after
            yield Slip(start + 1, start + 2, message, _right(right, "5.2.1"), "")


_OTHER_WORDS: Final = {"千": "米克瓦卡帕伏赫焦牛字", "百": "分货色强日年家姓科"}
"""What makes another word of 千 and 百 after a digit: 5千米, 2百分点."""


def mixed_numerals(text: str) -> Iterator[Slip]:
    """``3千5百``: of the Chinese numerals only 万 and 亿 stand beside Arabic ones."""
    for match in re.finditer(r"\d{1,2}([千百])(\d{1,2}[百十]?)?", text):
        before, after = character(text, match.start() - 1), character(text, match.end(1))
        if before.isdigit() or before in ".第" or after in _OTHER_WORDS[match[1]]:
            continue
        yield Slip(
            *match.span(),
            _("“{number}” mixes Arabic and Chinese numerals").format(number=match[0]),
            _("write it in one of them; only 万 and 亿 may follow digits (GB/T 15835-2011, 5.3)"),
        )


def years_in_numerals(text: str) -> Iterator[Slip]:
    """``二○二一年``, and years in Chinese numerals before an Arabic month."""
    for match in re.finditer("([一二]...)年", text):
        if not _OF_HAN_YEARS.issuperset(match[1]):
            continue
        year = "".join("〇" if sign in _ZEROS else sign for sign in match[1])
        if character(text, match.end()).isdecimal():
            digits = "".join(str(f"〇{_DIGITS}".index(sign)) for sign in year)
            message = _("the date “{date}” mixes numerals").format(date=f"{match[0]}…")
            yield Slip(*match.span(1), message, _right(digits, "4.3"), digits)
        elif year != match[1]:
            message = _("“{year}” is written with a sign that is no “〇”").format(year=match[1])
            yield Slip(*match.span(1), message, _right(year, "5.2.5"), year)


def months_in_numerals(text: str) -> Iterator[Slip]:
    """``2021年三月``: one date has numerals of one form.

    Days of the lunar calendar (``三月三``, ``八月十五``) and 十月革命 keep theirs.
    """
    for match in re.finditer(r"\d年(\w{1,2})月(?:(\w{1,3})日)?", text):
        month, day = number(match[1]), number(match[2] or "")
        end = match.end() if day else match.end(1) + 1
        after = character(text, end)
        lunar = after in {*_DIGITS, *"十初廿"} or text.startswith("革命", end)
        if 1 <= month <= 12 and day <= 31 and not lunar:
            right = f"{month}月" + (f"{day}日" if day else "")
            message = _("the date “{date}” mixes numerals").format(date=f"…{match[0][1:]}")
            yield Slip(match.start(1), end, message, _right(right, "4.3"), right)


_NUMBER: Final = r"\d+(?:\.\d+)?"
_ALONE: Final = r"(?<![A-Za-z0-9_.\-—–～~/:])"
_HALF_RANGE: Final = rf"{_ALONE}({_NUMBER})[～~—–-]({_NUMBER})([%％‰]|[万亿]元?)"
_RANGE: Final = (
    rf"{_ALONE}(\d{{1,4}}) ?([~–-]) ?(\d{{1,4}})(?=[年月日次名人个项件天场篇条户家倍岁])"
)


def half_ranges(text: str) -> Iterator[Slip]:
    """``15～30%``: without its own sign the first number could be meant as it stands."""
    for match in re.finditer(_HALF_RANGE, text):
        first, last, unit = match.groups()
        right = f"{first}{unit}～{last}{unit}"
        message = _("“{unit}” is missing at the beginning of the range “{range}”").format(
            unit=unit, range=match[0]
        )
        yield Slip(*match.span(), message, _right(right, "5.1.3"), right)


def joined_ranges(text: str) -> Iterator[Slip]:
    """``3-5次`` and ``2021~2023年``: the ends of a range are joined by ``～`` or ``—``."""
    for match in re.finditer(_RANGE, text):
        first, mark, last = match.groups()
        dated = text[match.end()] in "年月日"
        right = f"{first}{'—' if dated else '～'}{last}"
        if int(first) < int(last):  # 2021-12月 is none
            yield Slip(*match.span(), _joins(mark), _range(right), right)


def dashed_ranges(text: str) -> Iterator[Slip]:
    """``2020——2021年``: a dash is no sign of a range."""
    for match in re.finditer(r"——(?=\d)", text):
        before = character(text, match.start() - 1)
        if before.isdigit() or before in "年月日":
            yield Slip(*match.span(), _joins("——"), _range("—"), "—")


def _joins(mark: str) -> str:
    return _("“{mark}” joins the ends of a range").format(mark=mark)


def _range(right: str) -> str:
    return write(right, "4.13.3.2")
