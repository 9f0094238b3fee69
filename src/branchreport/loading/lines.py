"""The slips at the beginning of a line, where marks of lists and keys stand."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final

from branchreport.language import _
from branchreport.loading.draft import Change
from branchreport.loading.reading import BLANKS
from branchreport.loading.slips import (
    KEY,
    START,
    Slip,
    missing_blank,
    odd_blank,
    odd_indentation,
)
from branchreport.loading.values import of_braces, of_value

_DASHES: Final = "－—–‐‑−·•●○■◆▪➢➤"
"""What people begin an item of a list with, in place of a ``-``."""

_INDENTATION: Final = rf"^ *(?P<slip>[{BLANKS}][{BLANKS} ]*)"
_LIST_MARK: Final = (
    rf"{START}(?P<slip>(?P<mark>[{_DASHES}]|[*+](?= ))(?!(?P=mark))[ {BLANKS}]*)(?=\S)"
)
_AFTER_DASH: Final = rf"{START}-(?P<slip> *[{BLANKS}][{BLANKS} ]*)"
_NO_BLANK_AFTER_DASH: Final = rf"{START}(?P<slip>-)(?![\s\-]|[\d.,]+%?\s*$|$)"
_WIDE_COLON: Final = rf"{START}{KEY} *(?P<slip>：[ {BLANKS}]*)"
_AFTER_COLON: Final = rf"{START}{KEY} *:(?P<slip> *[{BLANKS}][{BLANKS} ]*)"
_NO_BLANK_AFTER_COLON: Final = rf"{START}{KEY}(?P<slip>:)(?=[^\s:/\\])"


def of_line(line: str, known: Collection[str] | None = None) -> Slip | None:
    """The slip in ``line``, which YAML cannot read; a key of it is to be ``known``, where given."""
    return next(_found(_OF_ANY_LINE, line, known), None) or of_value(line, known)


def of_text(lines: Sequence[str], *, keys: bool, items: bool) -> Iterator[tuple[int, Slip]]:
    """The slips that made a text of ``lines``, where keys or items of a list belong.

    Each with the number of its line in ``lines``.
    """
    finders = [*(_OF_ITEMS if items else ()), *(_OF_KEYS if keys else ())]
    for number, line in enumerate(lines):
        if slip := next(_found(finders, line, None), None):
            yield number, slip


def of_key(line: str, start: int, known: Collection[str] | None) -> Slip | None:
    """The slip that made a key of what stands at ``start`` in ``line``; ``known`` keys, if any."""
    if not line[:start].strip(" -"):
        return next(_found(_OF_ANY_LINE, line, known), None)
    opening = line.rfind("{", 0, start + 1)
    return of_braces(line, opening, known) if opening >= 0 else None


def is_marked(text: str) -> bool:
    """Whether ``text`` begins with what was meant to mark an item of a list."""
    return text[:1] in (*_DASHES, "-") and text[:2] != "——"


def _found(
    finders: Iterable["_Finder"], line: str, known: Collection[str] | None
) -> Iterator[Slip]:
    for find in finders:
        if slip := find(line, known):
            yield slip


def _indentation(line: str, known: Collection[str] | None) -> Slip | None:
    match = re.match(_INDENTATION, line)
    return match and odd_indentation(*match.span("slip"), put=" " * match["slip"].count(" "))


def _list_mark(line: str, known: Collection[str] | None) -> Slip | None:
    match = re.match(_LIST_MARK, line)
    return match and Slip(
        "BR113",
        *match.span("mark"),
        _("{mark} does not begin an item of a list").format(mark=match["mark"]),
        _("begin an item of a list with a half-width - and a blank"),
        (Change(*match.span("slip"), "- "),),
    )


def _after_dash(line: str, known: Collection[str] | None) -> Slip | None:
    match = re.match(_AFTER_DASH, line)
    return match and odd_blank(*match.span("slip"), put=" ")


def _no_blank_after_dash(line: str, known: Collection[str] | None) -> Slip | None:
    match = re.match(_NO_BLANK_AFTER_DASH, line)
    return match and Slip(
        "BR114",
        *match.span("slip"),
        _("no blank stands after the - of a list"),
        _("begin an item of a list with a half-width - and a blank"),
        (Change(match.end("slip"), match.end("slip"), " "),),
    )


def _wide_colon(line: str, known: Collection[str] | None) -> Slip | None:
    match = re.match(_WIDE_COLON, line)
    if not match or not (known is None or match["key"] in known):
        return None
    last = match.end("slip") == len(line)
    return Slip(
        "BR113",
        match.start("slip"),
        match.start("slip") + 1,
        _("a full-width colon (：) stands after “{key}”").format(key=match["key"]),
        _("write a half-width colon and a blank: “{key}: ”").format(key=match["key"]),
        (Change(*match.span("slip"), ":" if last else ": "),),
    )


def _after_colon(line: str, known: Collection[str] | None) -> Slip | None:
    match = re.match(_AFTER_COLON, line)
    put = "" if match and match.end("slip") == len(line) else " "
    return match and odd_blank(*match.span("slip"), put=put)


def _no_blank_after_colon(line: str, known: Collection[str] | None) -> Slip | None:
    match = re.match(_NO_BLANK_AFTER_COLON, line)
    if not match or match["key"].isdigit() or not (known is None or match["key"] in known):
        return None
    return missing_blank(match["key"], match.start("slip"))


_Finder = Callable[[str, Collection[str] | None], Slip | None]
_OF_ITEMS: Final = (_list_mark, _after_dash, _no_blank_after_dash)
_OF_KEYS: Final = (_wide_colon, _after_colon, _no_blank_after_colon)
_OF_ANY_LINE: Final = (_indentation, *_OF_ITEMS, *_OF_KEYS)
