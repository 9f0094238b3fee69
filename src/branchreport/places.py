"""Where every key and every value was written: a tree beside the data, and a way to ask it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from branchreport.diagnostics import Span

Marks: TypeAlias = tuple[int, int, int, int]
"""First line and column, last line and column, from 0, the end exclusive."""

Location: TypeAlias = tuple[str | int, ...]
"""The keys and indices that lead from the year to a value, as Pydantic has them."""


@dataclass(slots=True)
class MappingPlaces:
    """The places of a mapping: its own, its keys', its values', and the keys as written."""

    marks: Marks
    keys: dict[str, Marks] = field(default_factory=dict)
    values: dict[str, "Places"] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    file: str = ""


@dataclass(slots=True)
class SequencePlaces:
    """The places of a sequence: its own and its items'."""

    marks: Marks
    items: list["Places"] = field(default_factory=list)


Places: TypeAlias = Marks | MappingPlaces | SequencePlaces


def marks_of(places: Places) -> Marks:
    """Where a value stands, whatever it is."""
    return places if isinstance(places, tuple) else places.marks


def span(file: str, marks: Marks) -> Span:
    """``marks`` of ``file`` as people count."""
    line, column, end_line, end_column = marks
    return Span(file, line + 1, column + 1, end_line + 1, end_column + 1)


@dataclass(frozen=True, slots=True)
class Atlas:
    """The places of a whole year, which may come from many files.

    ``root`` is the year; each of its values, and each item of its lists, has a file of its own.
    ``lines`` are the lines of every file that could be read.
    """

    root: MappingPlaces
    files: dict[tuple[str | int, ...], str]
    lines: dict[str, list[str]]

    def value(self, location: Sequence[str | int]) -> Span:
        """Where the value at ``location`` stands, or else what holds it."""
        places, file, _ = self._walk(location)
        return span(file, marks_of(places))

    def is_text(self, location: Sequence[str | int]) -> bool:
        """Whether one text was written at ``location``, not a list or keys."""
        places, _, rest = self._walk(location)
        return not rest and isinstance(places, tuple)

    def is_bracketed(self, location: Sequence[str | int]) -> bool:
        """Whether what is at ``location`` was written between brackets, as in ``[a, b]``."""
        span = self.value(location)
        lines = self.lines.get(span.file, [])
        return span.line <= len(lines) and lines[span.line - 1][span.column - 1] in "[{"

    def start(self, location: Sequence[str | int]) -> tuple[str, int, int]:
        """The file, line and column where the value at ``location`` begins, as people count."""
        places, file, _ = self._walk(location)
        line, column, *_end = marks_of(places)
        return file, line + 1, column + 1

    def key(self, location: Sequence[str | int]) -> Span:
        """Where the key that leads to ``location`` stands, or else what holds it."""
        parent, file, rest = self._walk(location[:-1])
        last = location[-1] if location else None
        if not rest and isinstance(parent, MappingPlaces) and last in parent.keys:
            if len(location) == 1:
                file = self.files.get(tuple(location), file)
            return span(file, parent.keys[str(last)])
        return span(file, marks_of(parent))

    def written_key(self, location: Sequence[str | int]) -> str:
        """The last key of ``location`` as its user wrote it."""
        for end in range(len(location), 0, -1):
            parent, _, rest = self._walk(location[: end - 1])
            key = location[end - 1]
            if isinstance(key, str) and not rest and isinstance(parent, MappingPlaces):
                return parent.written.get(key, key)
        return ""

    def chinese(self, location: Sequence[str | int]) -> bool:
        """Whether the keys beside ``location``, or else those above it, are written in Chinese."""
        for end in range(len(location), 0, -1):
            parent, _, rest = self._walk(location[: end - 1])
            if not rest and isinstance(parent, MappingPlaces) and parent.written:
                return not all(key.isascii() for key in parent.written.values())
        return False

    def _walk(self, location: Sequence[str | int]) -> tuple[Places, str, int]:
        """The nearest places on the way to ``location``, their file, and how far is left."""
        places: Places = self.root
        file = self.root.file
        for depth, step in enumerate(location):
            match places:
                case MappingPlaces() if step in places.values:
                    places = places.values[str(step)]
                case SequencePlaces() if isinstance(step, int) and step < len(places.items):
                    places = places.items[step]
                case _:
                    return places, file, len(location) - depth
            file = self.files.get(tuple(location[: depth + 1]), file) if depth < 2 else file
        return places, file, 0
