"""A quantity as reports write it: a number, how exact it is, and its measure word.

The sources of the semantics:

* GB/T 15835-2011, 4.1.1 and 4.3, allows Arabic numerals with a measure word, and approximate ones
  such as ``20余次`` and ``约300人`` as well as ``二十余次``.
* ``余`` and ``多`` after a round number stand for what is left below its last counted place
  (现代汉语词典, 余: 整数后面的零头): ``30余`` is more than 30 and less than 40.
* ``以上``, ``以下``, ``不少于`` include the number itself, ``超过`` and ``不足`` do not
  (Civil Code of the PRC, article 1259).
* How far ``约`` and ``近`` may reach is fixed by no standard: here, a tenth (`TOLERANCE`).
"""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple, Self

TOLERANCE: Final = Decimal("0.1")
"""The share of its number by which an ``约`` (about) or ``近`` (nearly) quantity may be off."""

LONGEST: Final = 60
"""The most characters a quantity may have: enough for any, and safe to match and to convert."""


class Exactness(StrEnum):
    """How the number of a quantity relates to what was counted."""

    EXACT = "exact"
    ODD = "odd"
    """A round number and a remainder: 30余, 30多."""
    ABOUT = "about"
    NEARLY = "nearly"
    MORE = "more"
    LESS = "less"
    AT_LEAST = "at least"
    AT_MOST = "at most"


PREFIXES: Final = {
    "约": Exactness.ABOUT,
    "上": Exactness.AT_LEAST,
    "大约": Exactness.ABOUT,
    "近": Exactness.NEARLY,
    "将近": Exactness.NEARLY,
    "超过": Exactness.MORE,
    "多于": Exactness.MORE,
    "不足": Exactness.LESS,
    "不到": Exactness.LESS,
    "少于": Exactness.LESS,
    "不少于": Exactness.AT_LEAST,
    "不低于": Exactness.AT_LEAST,
    "至少": Exactness.AT_LEAST,
    "不超过": Exactness.AT_MOST,
    "不多于": Exactness.AT_MOST,
    "至多": Exactness.AT_MOST,
    "about": Exactness.ABOUT,
    "around": Exactness.ABOUT,
    "roughly": Exactness.ABOUT,
    "approximately": Exactness.ABOUT,
    "some": Exactness.ABOUT,
    "nearly": Exactness.NEARLY,
    "almost": Exactness.NEARLY,
    "over": Exactness.MORE,
    "more than": Exactness.MORE,
    "under": Exactness.LESS,
    "less than": Exactness.LESS,
    "fewer than": Exactness.LESS,
    "at least": Exactness.AT_LEAST,
    "no fewer than": Exactness.AT_LEAST,
    "at most": Exactness.AT_MOST,
    "no more than": Exactness.AT_MOST,
    "up to": Exactness.AT_MOST,
}
_MARKS: Final = {
    "余": Exactness.ODD,
    "多": Exactness.ODD,
    "来": Exactness.ABOUT,
    "-odd": Exactness.ODD,
    "+": Exactness.AT_LEAST,
    " or more": Exactness.AT_LEAST,
    " or less": Exactness.AT_MOST,
    " or fewer": Exactness.AT_MOST,
    " or so": Exactness.ABOUT,
}
_SUFFIXES: Final = {
    "以上": Exactness.AT_LEAST,
    "以下": Exactness.AT_MOST,
    "以内": Exactness.AT_MOST,
    "左右": Exactness.ABOUT,
    "上下": Exactness.ABOUT,
    "不到": Exactness.LESS,
}
_SCALES: Final = {None: 1, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
HAN_DIGITS: Final = "零一二两三四五六七八九十百千万亿"
_UNIT: Final = rf"""
    [%‰㎡] | 个?百分点 | 千(?:米|克|瓦时?)
    | (?:(?!分之|左右|以上|以下|以内|上下|不到)[^\W\d_a-zà-ÿ{HAN_DIGITS}余多来几好至到])+?
    | (?!{{stop}})[a-zà-ÿ]+(?:[ -](?!{{stop}})[a-zà-ÿ]+)*
""".format(stop=r"(?:or|and|odd|plus|to|at|so|more|less|fewer|st|nd|rd|th)\b")
"""Measure words: nothing that would say more of the number than the number does."""

_FORM: Final = re.compile(
    rf"""
    (?P<prefix>{"|".join(map(re.escape, sorted(PREFIXES, key=len, reverse=True)))})?
    \ ?(?:
        (?P<digits>(?:0|[1-9]\d*(?:,\d{{3}})*)(?:\.\d+)?)
        (?P<early_mark>{"|".join(map(re.escape, _MARKS))})?
        (?P<scale>百(?!分)|千(?!米|克|瓦)|[万亿])?
        | (?P<han>[{HAN_DIGITS}]+)
    )
    (?P<mark>{"|".join(map(re.escape, _MARKS))})?
    \ ?(?P<unit>{_UNIT})?
    (?P<suffix>{"|".join(_SUFFIXES)})?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ADJACENT_DIGITS: Final = re.compile("[一二两三四五六七八九]{2}")
"""``三四次`` is an estimate, not 34 (GB/T 15835-2011, 4.2.2); a report has to say which."""


_MOST_DIGITS: Final = 20
"""Characters of a number in digits; more could not be added up exactly."""


class NotAQuantityError(ValueError):
    """The text is no quantity, or says two things of its exactness."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, how exact it is, and its measure word (empty where there is none).

    Two quantities are equal when they mean the same, however they were written.
    """

    number: Decimal
    exactness: Exactness = Exactness.EXACT
    unit: str = ""
    written: str = field(default="", compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2部``, ``30余次``, ``约300人``, ``三十余次``, ``at least 12 rides`` and the like.

        Raises:
            NotAQuantityError: when ``text`` has no such form.

        """
        match = _FORM.fullmatch(text) if len(text) <= LONGEST else None
        if match is None:
            raise NotAQuantityError(text)
        number = _number(match) * _SCALES[match["scale"]]
        exactness = _exactness(match)
        if exactness is Exactness.ODD and _place(number) < 10:
            raise NotAQuantityError(text)
        return cls(number, exactness, match["unit"] or "", text)

    @classmethod
    def counted(cls, number: int | Decimal, unit: str) -> Self:
        """An exact quantity, written as the unit's script asks: ``12次``, ``12 rides``."""
        return cls(Decimal(number), written=plain(number)).measured_in(unit)

    def measured_in(self, unit: str) -> Self:
        """The same number in ``unit``, for a quantity that was written without one."""
        space = " " if unit[:1].isascii() and unit[:1].isalpha() else ""
        return replace(self, unit=unit, written=f"{self.written}{space}{unit}")

    @property
    def value(self) -> int | Decimal:
        """The bare number, an int where it is whole."""
        return int(self.number) if self.number == self.number.to_integral_value() else self.number

    def satisfied_by(self, counted: int | Decimal) -> bool:
        """Whether it is true to write this quantity when ``counted`` were counted."""
        match self.exactness:
            case Exactness.EXACT:
                return counted == self.number
            case Exactness.ODD:
                return self.number < counted < self.number + _place(self.number)
            case Exactness.ABOUT:
                return abs(counted - self.number) <= self.number * TOLERANCE
            case Exactness.NEARLY:
                return self.number * (1 - TOLERANCE) <= counted < self.number
            case Exactness.MORE:
                return counted > self.number
            case Exactness.LESS:
                return counted < self.number
            case Exactness.AT_LEAST:
                return counted >= self.number
            case Exactness.AT_MOST:
                return counted <= self.number

    def met_by(self, other: "Quantity") -> bool | None:
        """Whether this is true of every number that ``other`` may stand for, or of none.

        None where it depends on which of them it is. Measure words are not looked at.
        """
        mine, others = _span_of(self), _span_of(other)
        if others.is_empty:
            return None
        if mine.holds(others):
            return True
        return None if mine.meets(others) else False

    @property
    def least(self) -> Decimal:
        """No number that this may stand for is less."""
        return _span_of(self).low

    def __str__(self) -> str:
        return self.written

    def __lt__(self, other: object) -> bool:
        """Order by the number; quantities of different units have no order."""
        if not isinstance(other, Quantity) or self.unit != other.unit:
            return NotImplemented
        return self.number < other.number


_ENDLESS: Final = Decimal("Infinity")


class _Span(NamedTuple):
    """The numbers from ``low`` to ``high``; only those ``above`` or ``below`` them, if so said."""

    low: Decimal
    high: Decimal
    above: bool = False
    below: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.meets(self)

    def holds(self, other: "_Span") -> bool:
        """Whether all numbers of ``other`` are among these."""
        low = other.low > self.low or (other.low == self.low and other.above >= self.above)
        high = other.high < self.high or (other.high == self.high and other.below >= self.below)
        return low and high

    def meets(self, other: "_Span") -> bool:
        """Whether there is a number in both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low != high:
            return low < high
        ends = {(span.low, span.above) for span in (self, other)}
        ends |= {(span.high, span.below) for span in (self, other)}
        return (low, True) not in ends


def _span_of(quantity: Quantity) -> _Span:
    """The numbers that ``quantity`` may stand for."""
    number = quantity.number
    match quantity.exactness:
        case Exactness.EXACT:
            return _Span(number, number)
        case Exactness.ODD:
            return _Span(number, number + _place(number), above=True, below=True)
        case Exactness.ABOUT:
            return _Span(number * (1 - TOLERANCE), number * (1 + TOLERANCE))
        case Exactness.NEARLY:
            return _Span(number * (1 - TOLERANCE), number, below=True)
        case Exactness.MORE:
            return _Span(number, _ENDLESS, above=True)
        case Exactness.LESS:
            return _Span(Decimal(0), number, below=True)
        case Exactness.AT_LEAST:
            return _Span(number, _ENDLESS)
        case Exactness.AT_MOST:
            return _Span(Decimal(0), number)


def plain(number: int | Decimal) -> str:
    """``number`` in Arabic digits, without an exponent or trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(match: re.Match[str]) -> Decimal:
    if digits := match["digits"]:
        if not digits.isascii() or len(digits) > _MOST_DIGITS:
            raise NotAQuantityError(match[0])
        return Decimal(digits.replace(",", ""))
    if _ADJACENT_DIGITS.search(match["han"]):
        raise NotAQuantityError(match[0])
    from cn2an import cn2an  # slow to import and rarely needed: most numbers are in digits

    han = match["han"]
    try:
        return Decimal(cn2an(f"一{han}" if han[0] in "百千" else han, "normal"))
    except ValueError as error:
        raise NotAQuantityError(match[0]) from error


def _exactness(match: re.Match[str]) -> Exactness:
    said = [
        table.get(word.lower())
        for word, table in (
            (match["prefix"], PREFIXES),
            (match["early_mark"], _MARKS),
            (match["mark"], _MARKS),
            (match["suffix"], _SUFFIXES),
        )
        if word
    ]
    exactness = said[0] if said else Exactness.EXACT
    if exactness is None or len(said) > 1:  # None: ``ſome`` matches ``some`` in any case of letters
        raise NotAQuantityError(match[0])
    return exactness


def _place(number: Decimal) -> Decimal:
    """The value of the last place that is not zero: 30 -> 10, 120 -> 10, 3000 -> 1000."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(10) ** exponent if isinstance(exponent, int) and exponent > 0 else Decimal(1)


def is_exact(quantity: Quantity) -> bool:
    """Whether the number of ``quantity`` is all there is to say."""
    return quantity.exactness is Exactness.EXACT
