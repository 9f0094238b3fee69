"""The types that record fields have: each is strict about what it means, none guesses.

Every value arrives as the text that was written. A validator that refuses it raises a
`PydanticCustomError` whose type is a stable name; `branchreport.loading.words` has the words.
"""

import datetime
import re
from collections.abc import Callable
from typing import Annotated, Any, Final, NoReturn

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError, core_schema

from branchreport.quantity import NotAQuantityError, Quantity
from branchreport.typography import UNPRINTABLE, unfold

MARKS: Final = "，。；、：！？,.;:!? \t\n\u3000"
"""Blanks and marks: what holds nothing else says nothing."""

_ISO_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_OTHER_DATE: Final = r"(\d{4})[-/.年–—−](\d{1,2})[-/.月–—−](\d{1,2})[日号]?"
_COMPACT_DATE: Final = r"([12]\d{3})(\d{2})(\d{2})"
_HAN_DATE: Final = (
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]+)月([一二三四五六七八九十]+)[日号]?"
)
WHOLE_FORM: Final = re.compile(r"(0|[1-9]\d{0,8})[人名]?", re.ASCII)
_OTHER_WHOLE: Final = (
    r"(?:共计?)?(?:(\d{1,3}(?:,\d{3})+|\d{1,9})|([零一二两三四五六七八九十百千]+))"
    "(?:人次?|[名位个])?"
)
YEAR_FORM: Final = re.compile(r"([12]\d{3})年?度?", re.ASCII)
_OTHER_YEAR: Final = r"(?:([12]\d{3})|([一二][〇○零一二三四五六七八九]{3}))年?度?"
_HAN_DIGITS: Final = {"〇": 0, "○": 0} | {han: at for at, han in enumerate("零一二三四五六七八九")}
_HALF_WIDTH: Final = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
"""The full-width forms of the printable ASCII characters, U+FF01 to U+FF5E in Unicode."""
_SWITCHES: Final = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}
DIGEST_FORM: Final = re.compile(r"[0-9a-f]{64}")
_TIMES: Final = re.compile(r"([1-9]\d{0,3})次?", re.ASCII)


class Prose(str):
    """Text that may quote a count by its name: ``全年开展{{ 主题党日 }}``."""

    __slots__ = ()


def _printable(text: str) -> str:
    if not text.isprintable() and (fault := re.search(UNPRINTABLE, text)):
        raise PydanticCustomError(
            "unprintable", "unprintable character", {"codepoint": f"U+{ord(fault[0]):04X}"}
        )
    if not text.strip(MARKS):
        raise PydanticCustomError("blank", "nothing but blanks")
    return text.replace("\t", " ")


def read_line(text: str) -> str:
    """``text`` if it is one line that a document can hold, and more than blanks and marks."""
    text = _printable(text).rstrip("\n")
    if "\n" in text:
        raise PydanticCustomError("several_lines", "more than one line")
    return text


def _prose(text: str) -> Prose:
    return Prose(unfold(_printable(text).strip(), "\n"))


def _paragraphs(written: object) -> object:
    """One text or a list of them; each line of a text is a paragraph."""
    texts: list[object] = written if isinstance(written, list) else [written]
    lines: list[object] = []
    for text in texts:
        lines += text.split("\n") if isinstance(text, str) and text.strip() else [text]
    return [line for line in lines if not isinstance(line, str) or line.strip() or len(lines) == 1]


def one_or_many(written: object) -> object:
    """A list of what may also be written as one text."""
    return [written] if isinstance(written, str) else written


def read_date(written: object) -> datetime.date:
    """The day that ``written`` names as ``2021-03-05``; other forms are refused with this one."""
    text = written if isinstance(written, str) else ""
    match = _ISO_DATE.fullmatch(text)
    parts = [int(part) for part in match.groups()] if match else _other_date(_half_width(text))
    try:
        date = datetime.date(*parts)
    except ValueError:
        raise PydanticCustomError("date_absent", "no such day") from None
    if not match:
        raise PydanticCustomError("date_other_form", "another form", {"put": date.isoformat()})
    return date


def _other_date(text: str) -> list[int]:
    """Year, month and day of a date in another form: ``2021年3月5日``, ``二〇二一年三月五日``."""
    if match := re.fullmatch(_OTHER_DATE, text, re.ASCII) or re.fullmatch(
        _COMPACT_DATE, text, re.ASCII
    ):
        return [int(part) for part in match.groups()]
    if match := re.fullmatch(_HAN_DATE, text):
        return [_digits(match[1]), _below_hundred(match[2]), _below_hundred(match[3])]
    raise PydanticCustomError("date_form", "not a date")


def _digits(text: str) -> int:
    """The number that Chinese digits make, one after the other: ``二〇二一``."""
    return int("".join(str(_HAN_DIGITS[digit]) for digit in text))


def _below_hundred(text: str) -> int:
    """``三``, ``十二``, ``二十一`` as a number; 0 where it is none of a month or a day."""
    tens, ten, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or (ten and ones == "十"):
        return 0
    return (_HAN_DIGITS.get(tens, 1) * 10 if ten else _HAN_DIGITS[tens]) + _HAN_DIGITS.get(ones, 0)


def _half_width(text: str) -> str:
    """``text`` without blanks, its full-width letters, digits and marks as half-width ones."""
    return "".join(text.translate(_HALF_WIDTH).split())


def _whole(written: object) -> int:
    text = written if isinstance(written, str) else ""
    if match := WHOLE_FORM.fullmatch(text):
        return int(match[1])
    number = None
    if match := re.fullmatch(_OTHER_WHOLE, _half_width(text), re.ASCII):
        number = match[1].replace(",", "") if match[1] else _of_han(match[2])
    if number is None or not WHOLE_FORM.fullmatch(number):
        raise PydanticCustomError("whole_form", "not a whole number")
    raise PydanticCustomError("whole_other_form", "another form", {"put": number})


def _of_han(text: str) -> str | None:
    """A Chinese number in Arabic digits: ``十二``, ``一百零五``."""
    from cn2an import cn2an  # slow to import, and only a fault needs it

    try:
        return str(cn2an(text, "normal"))
    except ValueError:
        return None


def _times(written: object) -> int:
    match = _TIMES.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise PydanticCustomError("times_form", "not a number of times")
    return int(match[1])


def _digest(text: str) -> str:
    if not DIGEST_FORM.fullmatch(text):
        raise PydanticCustomError("digest_form", "not a digest")
    return text


def _switch(written: object) -> bool:
    if isinstance(written, bool):
        return written  # a default
    found = _SWITCHES.get(written.lower()) if isinstance(written, str) else None
    if found is None:
        raise PydanticCustomError("bool_parsing", "neither yes nor no")
    return found


def _year(written: object) -> int:
    text = written if isinstance(written, str) else ""
    if match := YEAR_FORM.fullmatch(text):
        return int(match[1])
    if match := re.fullmatch(_OTHER_YEAR, _half_width(text), re.ASCII):
        put = match[1] or str(_digits(match[2]))
        raise PydanticCustomError("year_other_form", "another form", {"put": put})
    raise PydanticCustomError("year_form", "not a year")


def _quantity(written: object) -> Quantity:
    text = written if isinstance(written, str) else ""
    try:
        return Quantity.parse(text)
    except NotAQuantityError:
        _refuse_quantity(text)


def _refuse_quantity(text: str) -> NoReturn:
    """Refuse what is no quantity, with the form in which it would be one, if there is any."""
    put = text.translate(_HALF_WIDTH).strip()
    try:
        Quantity.parse(put)
    except NotAQuantityError:
        put = ""
    if not put or "," in put:  # a comma would part it in two between brackets
        raise PydanticCustomError("quantity_form", "not a quantity")
    raise PydanticCustomError("quantity_other_form", "another form", {"put": put})


class Takes:
    """What stands beside a field's type: how the written text is taken to a value of it.

    Its schema is ready when a model asks for it; what Pydantic would derive for an ordinary
    validator costs every command more time than reading its records.
    """

    def __init__(self, read: Callable[[Any], Any], *, text: bool = False) -> None:
        self.schema: core_schema.CoreSchema = (
            core_schema.no_info_after_validator_function(read, core_schema.str_schema())
            if text
            else core_schema.no_info_plain_validator_function(read)
        )

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Tell Pydantic the schema."""
        return self.schema


Line = Annotated[str, Takes(read_line, text=True)]
"""Text of one line: a name, a place."""

Sentence = Annotated[str, Takes(_prose, text=True)]
"""Prose within one paragraph."""

Paragraphs = Annotated[tuple[Sentence, ...], BeforeValidator(_paragraphs)]
"""Prose of one or more paragraphs, written as a text (a line each) or as a list."""

Names = Annotated[tuple[Line, ...], BeforeValidator(one_or_many)]
"""One name or a list of names."""

Date = Annotated[datetime.date, Takes(read_date)]
"""A day of the Gregorian calendar, written as ISO 8601 has it."""

Code = Annotated[str, Takes(read_line, text=True)]
"""The code of a finding, or its name."""

Digest = Annotated[str, Takes(_digest, text=True)]
"""A SHA-256 in hexadecimal digits (FIPS 180-4)."""

Whole = Annotated[int, Takes(_whole)]
"""A whole number of people, from 0."""

Times = Annotated[int, Takes(_times)]
"""How many times, from 1."""

Switch = Annotated[bool, Takes(_switch)]
"""Yes or no, in the words that people write."""

Year = Annotated[int, Takes(_year)]
"""A year of four digits."""

Amount = Annotated[Quantity, Takes(_quantity)]
"""A `Quantity`."""
