"""The records that a user writes most, as snippets with blanks to be filled in.

A blank is written as editors have it, ``${1:what stands there before}`` or ``${1|a choice,of|}``.
"""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any, Final

from branchreport.language import _
from branchreport.records.record import Record
from branchreport.records.year import (
    Activity,
    Attendance,
    Count,
    Derivation,
    Followup,
    Plan,
    Report,
    Section,
    Shortcoming,
)
from branchreport.schema.shapes import Shape

OFTEN: Final[dict[type[Record], tuple[tuple[str, ...], ...]]] = {
    Report: (("year", "branch", "superior", "signed", "opening"),),
    Activity: (("date", "kind", "title", "place", "attendance", "content"),),
    Attendance: (("due", "present"),),
    Count: (("name", "from"), ("name", "value")),
    Derivation: (("kind",),),
    Section: (("heading", "text"),),
    Shortcoming: (("id", "problem", "cause", "measures", "owner", "deadline"),),
    Plan: (("id", "heading", "text", "targets", "owner", "deadline"),),
    Followup: (("id", "outcome", "records", "note"),),
}
"""The keys of each snippet, by their English names."""


def snippets_of(model: type[Record], names: dict[str, str], properties: Shape) -> Shape:
    """The snippets of ``model``, if it is written often.

    ``names`` are its keys in the language of the schema, by the English ones; ``properties`` are
    the schemas of their values.
    """
    found = []
    for keys in OFTEN.get(model, ()):
        body = {names[key]: _blank(properties[names[key]]) for key in keys}
        label = _("{record}: {keys}").format(
            record=_(model.kind_of_record), keys=_(", ").join(body)
        )
        found.append({"label": label, "body": _numbered(body, count(1))})
    return {"defaultSnippets": found} if found else {}


def entry_of(name: Shape, value: Shape) -> Shape:
    """The snippet of a line of names and values."""
    blank = name["anyOf"][0]["enum"][0] if "anyOf" in name else _("name")
    body = {f"${{0:{blank}}}": _blank({"description": _("value"), **value})}
    return {"defaultSnippets": [{"label": _("name: value"), "body": _numbered(body, count(1))}]}


def _blank(shape: Shape) -> Any:
    """What a snippet has in place of a value: an example, a choice, or what is meant to stand."""
    match shape:
        case {"examples": [example, *_rest]}:
            return f"${{0:{example}}}"
        case {"anyOf": [{"enum": choices}, *_rest]}:
            return f"${{0|{','.join(choices)}|}}"
        case {"defaultSnippets": [{"body": body}, *_rest]}:
            return body
        case {"type": "array" | ["array", *_]}:
            return [_described(shape)]
    return _described(shape)


def _described(shape: Shape) -> str:
    return f"${{0:{shape['description'].rstrip('.。')}}}"


def _numbered(body: Any, numbers: Iterator[int]) -> Any:
    """``body`` with its blanks numbered from the first to the last."""
    if isinstance(body, dict):
        return {_numbered(k, numbers): _numbered(v, numbers) for k, v in body.items()}
    if isinstance(body, list):
        return [_numbered(item, numbers) for item in body]
    return re.sub(r"(?<=\$\{)\d+", lambda _: str(next(numbers)), body)
