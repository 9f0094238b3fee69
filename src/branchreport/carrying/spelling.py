"""How a text stands in a file: where each of its characters is spelled (YAML 1.2, 7.3 and 8.1)."""

from collections.abc import Sequence
from typing import Final, NamedTuple

_BLANKS: Final = " \t\r\n"
_ESCAPES: Final = {
    "0": "\0", "a": "\a", "b": "\b", "t": " ", "\t": " ", "n": "\n", "v": "\v", "f": "\f",
    "r": "\r", "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0",
    "L": "\u2028", "P": "\u2029",
}  # fmt: skip
"""What a character after a backslash stands for (5.7); records read a tab as a blank."""
_CODES: Final = {"x": 2, "u": 4, "U": 8}
"""How many digits follow in an escape by its code."""


class Stretch(NamedTuple):
    """Where a character is spelled in a file."""

    start: int
    end: int


def spelled(source: str, texts: Sequence[str]) -> list[list[Stretch]] | None:
    """Where in ``source``, a scalar as it is written, each character of ``texts`` is spelled.

    ``texts`` are what the records have of it: one text, or its paragraphs. None where they are not
    what it says, as far as can be told.
    """
    at = _inside(source)
    found = []
    for text in texts:
        places = []
        for character in text:
            place = _next(source, at, character)
            if place is None:
                return None
            places.append(place)
            at = place.end
        found.append(places)
    return found


def _inside(source: str) -> int:
    """Where what ``source`` says begins, after a quotation mark or the line of a block."""
    if source[:1] in ("'", '"'):
        return 1
    return source.find("\n") + 1 if source[:1] in ("|", ">") else 0


def _next(source: str, at: int, character: str) -> Stretch | None:
    """Where the next ``character`` is spelled from ``at`` on; breaks and indents say nothing."""
    end = _skipped(source, at, character)
    place = _one(source, end)
    if place is not None and _said(source, place) == character:
        return place
    if character == " " and end < len(source) and source[end] in _BLANKS:
        return Stretch(end, _after_blanks(source, end))  # a break that was folded
    return None


def _skipped(source: str, at: int, character: str) -> int:
    """Where to look for ``character``: after the blanks of a break, if it is none itself."""
    while at < len(source):
        escaped = source[at + 1 : at + 2] if source[0] == '"' and source[at] == "\\" else ""
        if escaped in {"\r", "\n"}:
            at = _after_blanks(source, at + 1)
        elif escaped == "n" and character != "\n":
            at += 2  # between two paragraphs
        elif source[at] in _BLANKS and character != " ":
            at = _after_blanks(source, at)
        else:
            break
    return at


def _after_blanks(source: str, at: int) -> int:
    while at < len(source) and source[at] in _BLANKS:
        at += 1
    return at


def _one(source: str, at: int) -> Stretch | None:
    """The place of the character that is spelled at ``at``."""
    if at >= len(source):
        return None
    if source[0] == "'" and source.startswith("''", at):
        return Stretch(at, at + 2)
    if source[0] == '"' and source[at] == "\\":
        return Stretch(at, at + 2 + _CODES.get(source[at + 1 : at + 2], 0))
    if source[at] in " \t" and "\n" in source[at : _after_blanks(source, at)]:
        return None
    return Stretch(at, at + 1)


def _said(source: str, place: Stretch) -> str:
    """The character that is spelled at ``place``."""
    written = source[place.start : place.end]
    if source[0] == "'" or len(written) == 1:
        return written[0].replace("\t", " ")
    if written[1] in _CODES:
        digits = written[2:]
        try:
            return chr(int(digits, 16))
        except (ValueError, OverflowError):
            return ""
    return _ESCAPES.get(written[1], "")


def respelled(source: str, text: str) -> str:
    """``text`` as it is spelled within ``source``, a scalar as it is written."""
    match source[:1]:
        case "'":
            return text.replace("'", "''")
        case '"':
            return text.replace("\\", "\\\\").replace('"', '\\"')
        case _:
            return text


def quoted(texts: Sequence[str]) -> str:
    """A scalar in double quotes that says ``texts``, each in a line of its own."""
    return '"' + "\\n".join(respelled('"', text) for text in texts) + '"'
