"""What may be written for each type of field, as JSON Schema says it.

A value keeps the text that was written, so a text may look like a number or like ``true`` to
YAML. Patterns are of the part of regular expressions that ECMA 262 and Python share.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeAlias

from branchreport.diagnostics import CODES
from branchreport.language import N_, _, spoken
from branchreport.quantity import HAN_DIGITS, PREFIXES
from branchreport.records.choices import Choice, Supplement
from branchreport.records.fields import (
    DIGEST_FORM,
    MARKS,
    WHOLE_FORM,
    YEAR_FORM,
    Amount,
    Code,
    Date,
    Digest,
    Line,
    Names,
    Paragraphs,
    Sentence,
    Switch,
    Whole,
    Year,
)
from branchreport.records.year import Deadline, Pace, Supplements

Shape: TypeAlias = dict[str, Any]
"""A schema, or a part of one."""

_SCALARS: Final = ["string", "number", "boolean"]
_BLANKS: Final = MARKS.replace("\n", "")
_SOME_TEXT: Final = f"[^{MARKS}]"
_ONE_LINE: Final = rf"^[{_BLANKS}]*{_SOME_TEXT}[^\n]*\n*$"
_DAY: Final = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"


def or_nothing(shape: Shape) -> Shape:
    """``shape``, or a key without a value, which counts as not given."""
    nothing = {"title": _("not given"), "type": "null"}
    if "anyOf" in shape:
        return {**shape, "anyOf": [*shape["anyOf"], nothing]}
    if "propertyNames" in shape:  # offered only where the type is nothing but an object
        outside = {"defaultSnippets": shape["defaultSnippets"]}
        return {"anyOf": [shape, nothing], **outside}
    kinds = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
    return {**shape, "type": [*kinds, "null"]}


def choice(kinds: type[Choice]) -> Shape:
    """One of the names in the language in use, or, not offered, in the other."""
    return {"anyOf": [*_choices(kinds, N_("choose from: {choices}"))]}


def _choices(kinds: type[Choice], message: str) -> tuple[Shape, Shape]:
    english = [kind.value for kind in kinds]
    chinese = [kind.chinese for kind in kinds]
    own, other = (chinese, english) if spoken() == "zh" else (english, chinese)
    help_text = _(message).format(choices=_(", ").join(own))
    return (
        {"enum": own, "enumDescriptions": other, "errorMessage": help_text},
        {"title": _("in the other language"), "type": "string", "pattern": _one_of(other)},
    )


def _one_of(patterns: Iterable[str]) -> str:
    return f"^(?:{'|'.join(patterns)})$"


def line() -> Shape:
    """One line of text, which is more than blanks and marks."""
    return {"type": _SCALARS, "pattern": _ONE_LINE, "errorMessage": _("write one line of text")}


def sentence() -> Shape:
    """Text that is more than blanks and marks."""
    return {"type": _SCALARS, "pattern": _SOME_TEXT, "errorMessage": _("write one text")}


def names() -> Shape:
    """One line of text, or a list of such."""
    return {
        "type": [*_SCALARS, "array"],
        "pattern": _ONE_LINE,
        "items": line(),
        "errorMessage": _("write one line of text, or several after “- ” each"),
    }


def paragraphs() -> Shape:
    """Prose: one text, which editors offer first, or a list, whose empty items do not count."""
    item = {"type": _SCALARS, "errorMessage": _("write one text")}
    message = _("write a text, or several after “- ” each")
    return {
        "anyOf": [
            {"type": _SCALARS, "pattern": _SOME_TEXT, "errorMessage": message},
            {"title": _("several paragraphs"), "type": "array", "items": item},
        ]
    }


def date() -> Shape:
    """A day, though perhaps one that its month does not have."""
    message = _("write the date as 2021-03-05")
    return {
        "type": "string",
        "pattern": f"^{_DAY}$",
        "errorMessage": message,
        "examples": ["2021-03-05"],
    }


def digest() -> Shape:
    """A digest, which nobody types."""
    message = _("leave it as “branchreport issue” wrote it: 64 digits and letters from a to f")
    return {"type": "string", "pattern": f"^{DIGEST_FORM.pattern}$", "errorMessage": message}


def deadline() -> Shape:
    """A day, or one of the choices."""
    named, other = _choices(Pace, N_("write the date as 2021-03-05, or choose from: {choices}"))
    return {"anyOf": [named, {"type": "string", "pattern": f"^{_DAY}$"}, other]}


def _number(form: re.Pattern[str], least: int, most: int, example: int, message: str) -> Shape:
    """A whole number; YAML reads it as one where nothing stands beside the digits."""
    return {
        "type": ["integer", "string"],
        "minimum": least,
        "maximum": most,
        "pattern": f"^{form.pattern}$",
        "errorMessage": message,
        "examples": [example],
    }


def supplements() -> Shape:
    """One of the choices, or a list of them."""
    one = choice(Supplement)["anyOf"]
    message = one[0]["errorMessage"]
    several = {"type": "array", "items": {"anyOf": one}, "errorMessage": message}
    return {"anyOf": [one[0], {"title": _("several"), **several}, one[1]]}


def switch() -> Shape:
    """Yes or no; YAML itself reads some of these words as ``true`` or ``false``."""
    own, other = ("是", "否"), ("yes", "no")
    if spoken() != "zh":
        own, other = other, own
    pattern = _one_of(
        ["是", "否", *(_in_any_case(word) for word in ("yes", "no", "true", "false"))]
    )
    return {
        "anyOf": [
            {
                "enum": [*own],
                "enumDescriptions": [*other],
                "errorMessage": _("choose from: {choices}").format(choices=_(", ").join(own)),
            },
            {"title": _("in other words"), "type": ["boolean", "string"], "pattern": pattern},
        ]
    }


def _in_any_case(word: str) -> str:
    return "".join(map(_either_case, word))


def whole() -> Shape:
    """A number of people."""
    return _number(WHOLE_FORM, 0, 999_999_999, 18, _("write it in half-width digits, as 18"))


def year() -> Shape:
    """A year."""
    return _number(YEAR_FORM, 1000, 2999, 2021, _("write four digits, as 2021"))


def quantity() -> Shape:
    """A number with what may stand around it; the words after it are not looked at."""
    words = sorted(PREFIXES, key=len, reverse=True)
    prefix = "|".join(re.sub("[a-z]", lambda letter: _either_case(letter[0]), w) for w in words)
    digits = r"(?:0|[1-9][0-9]*(?:,[0-9]{3})*)(?:\.[0-9]+)?"
    han = f"(?![{HAN_DIGITS}]*[一二两三四五六七八九]{{2}})[{HAN_DIGITS}]+"
    return {
        "type": ["string", "number"],
        "minimum": 0,
        "pattern": f"^(?:{prefix})? ?(?:{digits}|{han})[^0-9０-９]*$",
        "errorMessage": _(
            "write a number and its measure word, as 12 rides, over 30, about 300 km"
        ),
        "examples": [_("12 rides"), _("over 30 rides")],
    }


def _either_case(letter: str) -> str:
    return f"[{letter}{letter.upper()}]"


def code() -> Shape:
    """A code, in any case of letters, or a name, of a finding that may be silenced."""
    free = {code: kind.name for code, kind in CODES.items() if kind.free}
    return {
        "anyOf": [
            {
                "enum": [*free.values(), *free],
                "errorMessage": _("“branchreport rules” lists the codes and names"),
            },
            {"pattern": _one_of(f"[Bb][Rr]{code[2:]}" for code in free)},
        ]
    }


SHAPES: Final[dict[Any, Callable[[], Shape]]] = {
    Line: line,
    Sentence: sentence,
    Paragraphs: paragraphs,
    Names: names,
    Date: date,
    Digest: digest,
    Deadline: deadline,
    Supplements: supplements,
    Switch: switch,
    Whole: whole,
    Year: year,
    Amount: quantity,
    Code: code,
}
"""What may be written, by the annotation of a field."""
