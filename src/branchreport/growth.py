"""How a figure changed against the year before, and the words that official reports have for it.

同比 sets a figure against that of the same period of the year before: (this − that) / that. It is
not defined from nought, and what was not counted is not nought. Percentages are rounded half up
(四舍五入), as statistical reports have them, to one decimal place.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from typing import Final

from branchreport.quantity import Quantity, is_exact, plain

SMALL_BASE: Final = 5
"""Below this number a figure of the year before is too small for a percentage to tell much."""

_PRECISION: Final = 80
"""Digits to reckon with: more than twice those of the longest quantity."""

_TENTH: Final = Decimal("0.1")
_SHARES: Final = {"%": "个百分点", "‰": "个千分点", "百分点": "个百分点", "个百分点": "个百分点"}
"""Units of shares, and the points in which their change is told."""

_EVENTS: Final = frozenset({"次", "场", "期", "届"})
"""Measure words of events, which take place or do not."""


class Turn(StrEnum):
    """Which way a figure went."""

    RISEN = "risen"
    FALLEN = "fallen"
    EQUAL = "equal"
    FROM_NOUGHT = "from nought"
    TO_NOUGHT = "to nought"
    NOT_BEFORE = "not counted before"
    NOT_NOW = "not counted now"
    NEVER = "not counted"
    APPROXIMATE = "approximate"
    INCOMPARABLE = "not comparable"
    UNDIVIDED = "known of whole years only"


@dataclass(frozen=True, slots=True)
class Growth:
    """How a figure changed: ``difference`` in its unit, ``rate`` in per cent.

    Both are None where there is none to tell; ``rate`` is None for shares, too. ``same_period``
    where only the same part of both years was counted. ``since`` is what the earlier year is called
    where it is not the one right before.
    """

    turn: Turn
    old: Quantity | None = None
    new: Quantity | None = None
    difference: Decimal | None = None
    rate: Decimal | None = None
    same_period: bool = False
    since: str = ""

    @property
    def unit(self) -> str:
        """The measure word."""
        figure = self.new or self.old
        return figure.unit if figure else ""

    @property
    def is_share(self) -> bool:
        """Whether the figure is a share, whose change is told in percentage points."""
        return self.unit in _SHARES

    @property
    def has_small_base(self) -> bool:
        """Whether there is a percentage that rests on very little."""
        return self.rate is not None and self.old is not None and self.old.number < SMALL_BASE


def growth(
    old: Quantity | None, new: Quantity | None, *, same_period: bool = False, since: str = ""
) -> Growth:
    """How a figure changed from ``old`` to ``new``, each None where nobody counted it."""
    difference = rate = None
    if old is None or new is None:
        turn = Turn.NEVER if old is new else Turn.NOT_NOW if new is None else Turn.NOT_BEFORE
    elif old.unit != new.unit:
        turn = Turn.INCOMPARABLE
    elif not (is_exact(old) and is_exact(new)):
        turn = Turn.APPROXIMATE
    else:
        turn, difference = _turn(old, new), new.number - old.number
        if turn in (Turn.RISEN, Turn.FALLEN) and old.unit not in _SHARES:
            rate = _percent(difference, old.number)
    return Growth(turn, old, new, difference, rate, same_period, since)


def of_whole_years(found: Growth) -> Growth:
    """``found`` of a figure that is known of whole years only, where parts of them are compared."""
    return replace(found, turn=Turn.UNDIVIDED)


def share(part: int, whole: int) -> Quantity:
    """``part`` of ``whole`` in per cent, rounded to one decimal place."""
    percent = _percent(Decimal(part), Decimal(whole))
    return Quantity(percent, unit="%", written=f"{percent}%")


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` of ``whole`` in per cent, to one decimal place; just below nought is 0.0."""
    with localcontext(prec=_PRECISION):
        return (part / whole * 100).quantize(_TENTH, ROUND_HALF_UP) + 0


def _turn(old: Quantity, new: Quantity) -> Turn:
    """Which way it went; a share may rise from nought as from any other number."""
    if old.number == new.number:
        return Turn.EQUAL
    if old.number == 0 and old.unit not in _SHARES:
        return Turn.FROM_NOUGHT
    if new.number == 0 and old.unit not in _SHARES:
        return Turn.TO_NOUGHT
    return Turn.RISEN if new.number > old.number else Turn.FALLEN


def change_in_words(growth: Growth, *, chinese: bool) -> str:
    """The difference in words: ``比上年增加8次``, ``8 rides more than the year before``."""
    if growth.turn in (Turn.RISEN, Turn.FALLEN):
        assert growth.difference is not None, "what rose or fell has a difference"
        told = _amount(abs(growth.difference), growth, chinese=chinese)
        return _CHANGES[chinese][growth.turn, growth.is_share].format(
            told=told, before=_before(growth, chinese=chinese)
        )
    return _otherwise(growth, chinese=chinese)


def rate_in_words(growth: Growth, *, chinese: bool) -> str:
    """The percentage in words: ``同比增长200.0%``; that of a share is told in percentage points."""
    if growth.rate is None:
        return change_in_words(growth, chinese=chinese)
    rate = abs(growth.rate)
    words = _RATES[chinese][growth.turn]
    if growth.since:  # 同比 is against the year right before
        words = words.removeprefix("同比")
    told = f"{rate}%" if rate else _LESS[chinese].format(rate=f"{_TENTH}%")
    return words.format(rate=told) + _small(growth, chinese=chinese)


def _small(growth: Growth, *, chinese: bool) -> str:
    """The caveat of a percentage that rests on very little."""
    if not growth.has_small_base:
        return ""
    return _SMALL[chinese].replace("上年", "" if growth.since else "上年")


def in_words(growth: Growth, *, chinese: bool) -> str:
    """Difference and percentage in words: ``比上年增加8次，同比增长200.0%``."""
    change = change_in_words(growth, chinese=chinese)
    if growth.rate is None:
        return change
    return change + ("，" if chinese else ", ") + rate_in_words(growth, chinese=chinese)


def signed(number: Decimal) -> str:
    """``number`` with its sign, as a column of changes has it: ``+8``, ``-6``, ``0``."""
    return f"{'+' if number > 0 else ''}{plain(number)}" if number else "0"


def difference_in_column(growth: Growth, *, chinese: bool) -> str:
    """The difference for a column of a table, with its sign: ``+8``; a dash where there is none."""
    if growth.difference is None:
        return _NONE
    is_share = growth.is_share and growth.difference
    return signed(growth.difference) + (_points(growth, chinese=chinese) if is_share else "")


def rate_in_column(growth: Growth, *, chinese: bool) -> str:
    """The percentage for a column of a table: ``200.0%``, ``-16.7%``, or why there is none."""
    if growth.rate is None:
        return _SHORT[chinese].get(_turn_in_words(growth, chinese=chinese), _NONE)
    told = f"{growth.rate}%" if growth.rate else _LEAST[chinese][growth.turn]
    return told + (_FEW[chinese] if growth.has_small_base else "")


def _before(growth: Growth, *, chinese: bool) -> str:
    """What the earlier year, or the part of it that is compared, is called."""
    if growth.since:
        return _SINCE[chinese][growth.same_period].format(since=growth.since)
    return _BEFORE[chinese][growth.same_period]


def _amount(number: Decimal, growth: Growth, *, chinese: bool) -> str:
    if growth.is_share:
        return plain(number) + _points(growth, chinese=chinese)
    return str(Quantity.counted(number, growth.unit))


def _points(growth: Growth, *, chinese: bool) -> str:
    """The points in which the change of a share is told."""
    if chinese:
        return _SHARES[growth.unit]
    return " points per thousand" if growth.unit == "‰" else " percentage points"


def _otherwise(growth: Growth, *, chinese: bool) -> str:
    """What is said where there is no difference to tell in the usual words."""
    words = _OTHERWISE[chinese][_turn_in_words(growth, chinese=chinese)]
    before, then = (_before(each, chinese=chinese) for each in (growth, _alike(growth)))
    now = "本期" if growth.same_period else "本年"
    return words.format(old=growth.old, new=growth.new, before=before, then=then, now=now)


def _alike(growth: Growth) -> Growth:
    return replace(growth, same_period=True)


def _turn_in_words(growth: Growth, *, chinese: bool) -> str:
    """The turn, told apart where events have words of their own."""
    held = growth.turn is Turn.TO_NOUGHT and chinese and growth.unit in _EVENTS
    return "not held" if held else growth.turn


_BEFORE: Final = {
    True: {False: "上年", True: "上年同期"},
    False: {False: "the year before", True: "the same period of the year before"},
}
_SINCE: Final = {
    True: {False: "{since}年", True: "{since}年同期"},
    False: {False: "{since}", True: "the same period of {since}"},
}
_CHANGES: Final = {
    True: {
        (Turn.RISEN, False): "比{before}增加{told}",
        (Turn.FALLEN, False): "比{before}减少{told}",
        (Turn.RISEN, True): "比{before}提高{told}",
        (Turn.FALLEN, True): "比{before}降低{told}",
    },
    False: {
        (Turn.RISEN, False): "{told} more than {before}",
        (Turn.FALLEN, False): "{told} fewer than {before}",
        (Turn.RISEN, True): "{told} more than {before}",
        (Turn.FALLEN, True): "{told} less than {before}",
    },
}
_RATES: Final = {
    True: {Turn.RISEN: "同比增长{rate}", Turn.FALLEN: "同比下降{rate}"},
    False: {Turn.RISEN: "up {rate}", Turn.FALLEN: "down {rate}"},
}
_LESS: Final = {True: "不足{rate}", False: "less than {rate}"}
_SMALL: Final = {
    True: "（上年基数小，仅供参考）",
    False: " (of a small number, for reference only)",
}
_OTHERWISE: Final[dict[bool, dict[str, str]]] = {
    True: {
        Turn.EQUAL: "与{before}持平",
        Turn.FROM_NOUGHT: "{then}无此项，净增{new}（不计算同比）",
        Turn.TO_NOUGHT: "降为{new}（{before}{old}）",
        "not held": "{now}未开展（{before}{old}）",
        Turn.NOT_BEFORE: "{before}未统计",
        Turn.NOT_NOW: "{now}未统计（{before}{old}）",
        Turn.NEVER: "两年均未统计",
        Turn.APPROXIMATE: "为约数，不计算同比（{before}{old}）",
        Turn.INCOMPARABLE: "口径不一致，不可比（{before}{old}）",
        Turn.UNDIVIDED: "填报数不分月，不作同期比较",
    },
    False: {
        Turn.EQUAL: "as in {before}",
        Turn.FROM_NOUGHT: "{new} more, none in {before}",
        Turn.TO_NOUGHT: "down to {new} from {old} in {before}",
        Turn.NOT_BEFORE: "not counted in {before}",
        Turn.NOT_NOW: "not counted this year ({old} in {before})",
        Turn.NEVER: "not counted in either year",
        Turn.APPROXIMATE: "not exact, so not compared ({old} in {before})",
        Turn.INCOMPARABLE: "measured otherwise, not comparable ({old} in {before})",
        Turn.UNDIVIDED: "declared for whole years, so not compared",
    },
}

_NONE: Final = "—"
"""What stands in a column where there is nothing to tell."""

_FEW: Final = {True: "（基数小）", False: " (of few)"}
_LEAST: Final = {
    True: {Turn.RISEN: "增不足0.1%", Turn.FALLEN: "降不足0.1%"},
    False: {Turn.RISEN: "up less than 0.1%", Turn.FALLEN: "down less than 0.1%"},
}
_SHORT: Final[dict[bool, dict[str, str]]] = {
    True: {
        Turn.EQUAL: "持平",
        Turn.FROM_NOUGHT: "净增",
        Turn.TO_NOUGHT: "降为零",
        "not held": "未开展",
        Turn.NOT_BEFORE: "上年未统计",
        Turn.NOT_NOW: "本年未统计",
        Turn.NEVER: "未统计",
        Turn.APPROXIMATE: "约数不计",
        Turn.INCOMPARABLE: "口径不一致",
        Turn.UNDIVIDED: "不分月",
    },
    False: {
        Turn.EQUAL: "equal",
        Turn.FROM_NOUGHT: "from none",
        Turn.TO_NOUGHT: "to none",
        Turn.NOT_BEFORE: "not counted before",
        Turn.NOT_NOW: "not counted now",
        Turn.NEVER: "not counted",
        Turn.APPROXIMATE: "not exact",
        Turn.INCOMPARABLE: "not comparable",
        Turn.UNDIVIDED: "whole years only",
    },
}
