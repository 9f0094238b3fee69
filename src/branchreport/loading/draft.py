"""A text whose slips are mended in memory, so that the rest of it can be read.

Nothing here is written anywhere. Lines and columns count from 0; no change adds or takes a line.
"""

from array import array
from collections.abc import Iterable, KeysView
from typing import NamedTuple


class Change(NamedTuple):
    """What is to stand in a line in place of the columns from ``start`` to ``end``.

    The line is the one of the slip, or as many further down as ``below`` says.
    """

    start: int
    end: int
    text: str
    below: int = 0


class Draft:
    """The lines of a text as they are being mended, and where everything in them came from."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self._text = text
        self._columns: dict[int, array[int]] = {}

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "\n".join(self.lines) if self._columns else self._text

    @property
    def mended(self) -> KeysView[int]:
        """The lines that are no longer as they were written."""
        return self._columns.keys()

    def mend(self, number: int, changes: Iterable[Change]) -> None:
        """Make ``changes``, none of which touches another, in the line ``number``."""
        for below in sorted({change.below for change in changes}):
            self._mend(number + below, sorted(c for c in changes if c.below == below))

    def original(self, number: int, column: int) -> int:
        """The column, as it was written, of what stands at ``column`` now."""
        columns = self._columns.get(number)
        return columns[min(column, len(columns) - 1)] if columns else column

    def is_original(self, number: int, start: int, end: int) -> bool:
        """Whether everything between ``start`` and ``end`` stands as it was written."""
        return self.original(number, end) - self.original(number, start) == end - start

    def _mend(self, number: int, changes: list[Change]) -> None:
        line = self.lines[number]
        columns = self._columns.get(number) or array("l", range(len(line) + 1))
        text, sources, done = "", array("l"), 0
        for change in changes:
            text += line[done : change.start] + change.text
            sources += columns[done : change.start]
            sources.extend([columns[change.start]] * len(change.text))
            done = change.end
        self.lines[number] = text + line[done:]
        self._columns[number] = sources + columns[done:]
