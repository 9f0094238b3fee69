"""A record added to the text of a file: at which place, in which words; nothing else changes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from branchreport.diagnostics import LINE_BREAK
from branchreport.edits import decoded
from branchreport.loading.decoding import decode
from branchreport.loading.naming import keys_of
from branchreport.loading.reading import Reading
from branchreport.loading.reading import read as read_text
from branchreport.places import MappingPlaces, Places, SequencePlaces, marks_of
from branchreport.records.year import BranchYear
from branchreport.scalars import stands_plain

_PLAIN: Final = re.compile(r"\w[\w（）()《》〔〕，。、；./-]*")
"""Texts that no quotation marks are put around; YAML would take others, people and editors not."""


class CannotAppendError(Exception):
    """A record cannot be added to a file; the argument is what a person may write there."""


class Addition(NamedTuple):
    """A record for the list under a key at the top of a year, by the English names of its keys."""

    key: str
    values: Mapping[str, str]


def appended(raw: bytes, additions: Sequence[Addition], *, chinese: bool) -> bytes:
    """``raw``, which is a file of a year or empty, with ``additions`` in keys of one language.

    Every other byte stays as it was.

    Raises:
        CannotAppendError: when the file is written in a way that leaves no sure place for them.
        UnicodeDecodeError: as `edits.decoded`.

    """
    for addition in additions:
        raw = _appended(raw, _Words(addition, chinese=chinese))
    return raw


def _appended(raw: bytes, words: "_Words") -> bytes:
    mark, encoding, text = decoded(raw)
    before = _read(raw)
    offset, put = _edit(text, before, words)
    # the new bytes stand between the old ones, which are never encoded anew
    at = len(mark) + len(text[:offset].encode(encoding))
    after = raw[:at] + put.encode(encoding) + raw[at:]
    if _read(after).value != _meant(before.value, words.addition):
        raise CannotAppendError(words.block(0, "\n"))
    return after


def _read(raw: bytes) -> Reading:
    text, found = decode(raw, "")
    return read_text(text or "", "", found, BranchYear)


def _meant(value: Any, addition: Addition) -> Any:
    """What a file that held ``value`` is to hold."""
    known = value if isinstance(value, dict) else {}
    records = known.get(addition.key) or []
    return {**known, addition.key: [*records, dict(addition.values)]}


def _edit(text: str, reading: Reading, words: "_Words") -> tuple[int, str]:
    """Where in ``text`` something is put in, and what."""
    lines = _Lines(text)
    places = reading.places
    if not isinstance(places, MappingPlaces):
        return len(text), words.block(0, lines.end)
    listed = places.values.get(words.addition.key)
    if listed is None:
        column = min((key[1] for key in places.keys.values()), default=0)
        block = words.block(column, lines.end)
        return len(text), lines.separator + block
    if isinstance(listed, SequencePlaces):
        return _item(listed, lines, words)
    marks = marks_of(listed)
    end = lines.offset(*marks[2:])
    if marks[:2] == marks[2:]:  # a key without a value
        return lines.below(end, words.items(marks_of(places)[1] + 2, lines.end))
    raise CannotAppendError(words.block(0, "\n"))


def _item(listed: SequencePlaces, lines: "_Lines", words: "_Words") -> tuple[int, str]:
    """Where in a list its next item is put in, and how it is written there."""
    start, end = lines.offset(*listed.marks[:2]), lines.offset(*listed.marks[2:])
    if lines.text[start : start + 1] == "[":
        held = lines.text[start + 1 : end - 1].rstrip()
        comma = ", " if held and not held.endswith(",") else " " if held else ""
        return end - 1, comma + words.bracketed()
    last = listed.items[-1]
    line, column, *_end = marks_of(last)
    dash = re.fullmatch(r"( *)- +", lines.text[lines.starts[line] : lines.starts[line] + column])
    if not dash:
        raise CannotAppendError(words.block(0, "\n"))
    return lines.below(_end_of(last, lines), words.items(len(dash[1]), lines.end))


def _end_of(places: Places, lines: "_Lines") -> int:
    """Where the last value of a record ends; comments may follow."""
    marks = marks_of(places)
    bracketed = lines.text[lines.offset(*marks[:2])] in "{["
    if isinstance(places, MappingPlaces) and not bracketed:
        ends = [marks_of(place)[2:] for place in places.values.values()]
        return max(lines.offset(*end) for end in ends)
    return lines.offset(*marks[2:])


class _Lines:
    """A text by its lines; ``end`` is what ends most of them."""

    def __init__(self, text: str) -> None:
        self.text = text
        breaks = list(LINE_BREAK.finditer(text))
        self.starts = [0, *(found.end() for found in breaks)]
        self.end = breaks[-1][0] if breaks else "\n"

    def offset(self, line: int, column: int) -> int:
        """Where a place of PyYAML's is in the text; both count from 0."""
        if line >= len(self.starts):
            return len(self.text)
        return min(self.starts[line] + column, len(self.text))

    def below(self, offset: int, put: str) -> tuple[int, str]:
        """Where the line after ``offset`` begins, and ``put`` as it stands there."""
        if offset in self.starts:
            return offset, put
        at = next((start for start in self.starts if start > offset), None)
        return (len(self.text), self.end + put) if at is None else (at, put)

    @property
    def separator(self) -> str:
        """What is put at the end of the text before another key."""
        if not self.text.strip():
            return ""
        if self.starts[-1] < len(self.text):
            return self.end * 2
        return "" if self.text.endswith(self.end * 2) else self.end


class _Words:
    """A record as it is written, in the keys of one language."""

    def __init__(self, addition: Addition, *, chinese: bool) -> None:
        self.addition = addition
        year = _names(BranchYear, chinese=chinese)
        model = keys_of(BranchYear)[addition.key].model
        assert model is not None, "records are added to a list of records"
        names = _names(model, chinese=chinese)
        self._key = year[addition.key]
        self._values = [f"{names[key]}: {_scalar(text)}" for key, text in addition.values.items()]

    def block(self, column: int, end: str) -> str:
        """The key, and under it the record, from ``column`` on."""
        return f"{' ' * column}{self._key}:{end}{self.items(column + 2, end)}"

    def items(self, column: int, end: str) -> str:
        """The record as an item of a list whose dashes stand at ``column``."""
        first, *rest = self._values
        lines = [f"{' ' * column}- {first}", *(f"{' ' * column}  {each}" for each in rest)]
        return "".join(f"{line}{end}" for line in lines)

    def bracketed(self) -> str:
        """The record between brackets."""
        return f"{{{', '.join(self._values)}}}"


def _names(model: Any, *, chinese: bool) -> dict[str, str]:
    """What the keys of ``model`` are called in one language, by their English names."""
    keys = {key.name: name for name, key in keys_of(model).items() if name != key.name}
    return {name: keys.get(name, name) if chinese else name for name in {*keys}}


def _scalar(text: str) -> str:
    """``text`` as a value of YAML, in quotation marks where it needs them."""
    if _PLAIN.fullmatch(text) and stands_plain(text):
        return text
    return "'" + text.replace("'", "''") + "'"
