"""The filters of templates, in one table: numbering, joining, dates."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from branchreport.compose.effort import PRINTING, effort
from branchreport.compose.values import STRAY, Unprintable, Value, as_value
from branchreport.diagnostics import shortened
from branchreport.language import _
from branchreport.quantity import Quantity

_HAN: Final = "零一二三四五六七八九"
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def ordinal(number: int, like: str) -> str:
    """``number`` written as ``like`` writes one: ``一、`` ``（一）`` ``1.`` ``（1）`` ``一是``.

    Raises:
        ValueError: when ``like`` holds neither ``一`` nor ``1``, or ``number`` is no ordinal.

    """
    if "一" in like:
        return like.replace("一", han(number), 1)
    if "1" in like:
        return like.replace("1", str(number), 1)
    raise ValueError(like)


def han(number: int) -> str:
    """``number`` in Han numerals as ordinals have them: ten is ``十``.

    Raises:
        ValueError: when ``number`` is less than 1.

    """
    if number < 1:
        raise ValueError(number)
    if number > 99:
        from cn2an import an2cn  # takes longer to import than most documents take to make

        return str(an2cn(number, "low"))
    tens, ones = divmod(number, 10)
    return f"{_HAN[tens] if tens > 1 else ''}{'十' if tens else ''}{_HAN[ones] if ones else ''}"


@pass_context  # so that Jinja does not call it at compile time, where nothing is remembered
def series(context: Context, items: Iterable[Any], like: str = "") -> Markup:
    """Join ``items`` to a sentence: ``…；…。``, numbered as ``like`` says: ``一是…；二是…。``.

    Where one of them holds a full stop itself, all are parted by full stops, for what is parted
    by a semicolon may hold none (GB/T 15834-2011, 4.6.3.3 and A.5).
    """
    bare = [_value(item).without_end() for item in items]
    effort().spend(PRINTING * 2 * len(bare))
    mark = "。" if any("。" in str(item) for item in bare) else "；"
    numbers = [ordinal(index, like) if like else "" for index in range(1, len(bare) + 1)]
    clauses = [
        escape(Value.plain(number)) + escape(item) if number else escape(item)
        for number, item in zip(numbers, bare, strict=True)
    ]
    return escape(mark).join(clauses) + escape("。" if clauses else "")


@pass_context
def join(context: Context, items: Iterable[Any], between: Any = "") -> Markup:
    """Print ``items`` in a row, with ``between`` parting them."""
    return Markup("").join(chain.from_iterable(_parted(items, between)))


def _parted(items: Iterable[Any], between: Any) -> Iterator[tuple[Any, ...]]:
    for index, item in enumerate(items):
        effort().spend(PRINTING * 2)
        effort().text(len(str(item)) + len(str(between)))
        yield (as_value(between), as_value(item)) if index and between else (as_value(item),)


def replace(value: Any, old: str, new: str) -> Value:
    """``value`` with ``new`` wherever it says ``old``."""
    effort().text(len(str(value)) + (str(value).count(old) + 1) * len(new))
    return _value(value).with_text(lambda text: text.replace(old, new))


def number(value: Any) -> int | Decimal:
    """The number of ``value``, to add and compare; of ``30余次`` it is 30.

    Raises:
        TypeError: when it is no number.

    """
    raw = value.raw if isinstance(value, Value) else value
    if isinstance(raw, Quantity):
        raw = raw.number
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        raise TypeError(_("“{value}” is no number").format(value=shortened(str(value))))
    return raw


def bare(value: Any) -> Value:
    """``value`` without the mark at its end."""
    return _value(value).without_end()


def sentence(value: Any, mark: str = "。") -> Value:
    """``value`` with the mark at its end that a sentence has."""
    return _value(value).ended_by(mark)


def long_date(value: Any, language: str = "zh") -> Value:
    """A date in words: ``2021年3月5日`` (GB/T 9704-2012, 7.3.5.4) or ``5 March 2021``.

    Raises:
        TypeError: when ``value`` is no date.

    """
    date = _date(value)
    if language == "zh":
        words = f"{date.year}年{date.month}月{date.day}日"
    else:
        words = f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
    return _value(value).in_words(words)


def _date(value: Any) -> datetime.date:
    date = value.raw if isinstance(value, Value) else value
    if date is None:
        raise Unprintable(date)
    if not isinstance(date, datetime.date):
        raise TypeError(_("“{value}” is no date").format(value=shortened(str(value))))
    return date


def day(value: Any, form: str = "short", language: str = "zh") -> Value:
    """A date for a table: ``3月5日`` or ``5 Mar``, with the year where ``form`` is ``"long"``.

    A deadline that is no day (``长期坚持``) stays as it reads.
    """
    date = value.raw if isinstance(value, Value) else value
    if not isinstance(date, datetime.date):
        return _value(value)
    if language == "zh":
        words = f"{date.month}月{date.day}日"
        words = f"{date.year}年{words}" if form == "long" else words
    else:
        words = f"{date.day} {_MONTHS[date.month - 1][:3]}"
        words = f"{words} {date.year}" if form == "long" else words
    return _value(value).in_words(words)


def month_name(value: Any) -> Value:
    """The month of a date, in English.

    Raises:
        TypeError: when ``value`` is no date.

    """
    return _value(value).in_words(_MONTHS[_date(value).month - 1])


def key(value: Any) -> str:
    """The English name of a choice, by which a template tells it from others in any language."""
    return str(_value(value).raw)


def bracketed(value: Any, brackets: str = "（）") -> Value:
    """``value`` between ``brackets``, unless it stands between some already.

    Raises:
        TypeError: when ``brackets`` are not two characters.

    """
    if len(brackets) != 2:  # a left one and a right one
        raise TypeError(_("“{value}” is no pair of brackets").format(value=shortened(brackets)))
    told = _value(value)
    if not str(told) or _stands_in_brackets(str(told)):
        return told
    return told.between(*brackets)


def _stands_in_brackets(text: str) -> bool:
    """Whether the bracket that ``text`` begins with is closed at its very end."""
    depth = 0
    for index, character in enumerate(text):
        depth += (character in "（(") - (character in "）)")
        if depth <= 0:
            return index > 0 and index == len(text) - 1
    return False


def round_(value: Any, digits: int = 0) -> Decimal:
    """The number of ``value`` with ``digits`` after the point, halves rounded up.

    Raises:
        TypeError: when it is no number.

    """
    exact = Decimal(str(value)) if isinstance(value, float) else Decimal(number(value))
    places = max(0, min(int(digits), MOST_DIGITS))
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


MOST_DIGITS: Final = 10
"""After the point of a number that is rounded."""


@pass_context
def safe(context: Context, text: Any) -> Markup:
    """``text`` as Markdown of the template itself; what a record says stays what it is.

    Raises:
        ValueError: when it holds a character that stands for values.

    """
    if not isinstance(text, Value | Markup) and STRAY.search(str(text)):
        raise ValueError(_("it holds a private-use character"))
    return Markup(text)


def _value(thing: object) -> Value:
    """``thing`` as a value; TypeError for what is Markdown of the template itself."""
    value = as_value(thing) or Value("", ())
    if not isinstance(value, Value):
        raise TypeError(_("a filter takes a value, not the text of a macro"))
    return value


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "bare": bare,
    "bracketed": bracketed,
    "day": day,
    "join": join,
    "key": key,
    "long_date": long_date,
    "month_name": month_name,
    "number": number,
    "ordinal": ordinal,
    "replace": replace,
    "round": round_,
    "safe": safe,
    "sentence": sentence,
    "series": series,
}
"""Every filter by the name that templates call it."""
