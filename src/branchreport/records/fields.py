"""The types that record fields have: each is strict about what it means, none guesses.

Every value arrives as the text that was written. A validator that refuses it raises a
`PydanticCustomError` whose type is a stable name; `branchreport.loading.wording` has the words.
"""

import datetime
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, Final, Self

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError, core_schema

from branchreport.quantity import NotAQuantityError, Quantity
from branchreport.typography import unfold

UNPRINTABLE: Final = "[^\t\n\u0020-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
"""What no document can hold: everything outside `Char` of XML 1.0 (section 2.2), and U+FDD0 to
U+FDEF, which Unicode keeps from interchange."""

MARKS: Final = "，。；、：！？,.;:!? \t\n\u3000"
"""Blanks and marks: what holds nothing else says nothing."""

_ISO_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_OTHER_DATE: Final = re.compile(r"(\d{4})[-/.年－．／](\d{1,2})[-/.月－．／](\d{1,2})[日号]?")
_COMPACT_DATE: Final = re.compile(r"([12]\d{3})(\d{2})(\d{2})", re.ASCII)
_TIMES: Final = re.compile(r"([1-9]\d{0,3})次?", re.ASCII)
WHOLE_FORM: Final = re.compile(r"(0|[1-9]\d{0,8})[人名]?", re.ASCII)
YEAR_FORM: Final = re.compile(r"([12]\d{3})年?度?", re.ASCII)


class Prose(str):
    """Text that may quote a count by its name: ``全年开展{{ 主题党日 }}``."""

    __slots__ = ()


class Choice(StrEnum):
    """A value out of a few, each with an English and a Chinese name."""

    chinese: str

    def __new__(cls, english: str, chinese: str) -> Self:
        """Make one choice; its value is the English name."""
        member = str.__new__(cls, english)
        member._value_ = english
        member.chinese = chinese
        return member

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Tell Pydantic that either name is taken."""
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def read(cls, written: object) -> Self:
        """The choice that is called ``written`` in either language."""
        for member in cls:
            if written in (member.value, member.chinese):
                return member
        raise PydanticCustomError(
            "choice",
            "not one of the choices",
            {"choices": [[member.value, member.chinese] for member in cls]},
        )


def _printable(text: str) -> str:
    if not text.isprintable() and (fault := re.search(UNPRINTABLE, text)):
        raise PydanticCustomError(
            "unprintable", "unprintable character", {"codepoint": f"U+{ord(fault[0]):04X}"}
        )
    if not text.strip(MARKS):
        raise PydanticCustomError("blank", "nothing but blanks")
    return text.replace("\t", " ")


def _one_line(text: str) -> str:
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


def _one_or_many(written: object) -> object:
    return [written] if isinstance(written, str) else written


def read_date(written: object) -> datetime.date:
    """The day that ``written`` names as ``2021-03-05``; other forms are refused with this one."""
    text = written if isinstance(written, str) else ""
    match = _ISO_DATE.fullmatch(text) or _OTHER_DATE.fullmatch(text.replace(" ", ""))
    match = match or _COMPACT_DATE.fullmatch(text)
    if match is None:
        raise PydanticCustomError("date_form", "not a date")
    year, month, day = (int(part) for part in match.groups())
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        raise PydanticCustomError("date_absent", "no such day") from None
    if not _ISO_DATE.fullmatch(text):
        raise PydanticCustomError("date_other_form", "another form", {"iso": date.isoformat()})
    return date


def _whole(written: object) -> int:
    match = WHOLE_FORM.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise PydanticCustomError("whole_form", "not a whole number")
    return int(match[1])


def _times(written: object) -> int:
    match = _TIMES.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise PydanticCustomError("times_form", "not a number of times")
    return int(match[1])


def _year(written: object) -> int:
    match = YEAR_FORM.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise PydanticCustomError("year_form", "not a year")
    return int(match[1])


def _quantity(written: object) -> Quantity:
    try:
        return Quantity.parse(written if isinstance(written, str) else "")
    except NotAQuantityError:
        raise PydanticCustomError("quantity_form", "not a quantity") from None


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


Line = Annotated[str, Takes(_one_line, text=True)]
"""Text of one line: a name, a place."""

Sentence = Annotated[str, Takes(_prose, text=True)]
"""Prose within one paragraph."""

Paragraphs = Annotated[tuple[Sentence, ...], BeforeValidator(_paragraphs)]
"""Prose of one or more paragraphs, written as a text (a line each) or as a list."""

Names = Annotated[tuple[Line, ...], BeforeValidator(_one_or_many)]
"""One name or a list of names."""

Date = Annotated[datetime.date, Takes(read_date)]
"""A day of the Gregorian calendar, written as ISO 8601 has it."""

Code = Annotated[str, Takes(_one_line, text=True)]
"""The code of a finding, or its name."""

Whole = Annotated[int, Takes(_whole)]
"""A whole number of people, from 0."""

Times = Annotated[int, Takes(_times)]
"""How many times, from 1."""

Year = Annotated[int, Takes(_year)]
"""A year of four digits."""

Amount = Annotated[Quantity, Takes(_quantity)]
"""A `Quantity`."""
