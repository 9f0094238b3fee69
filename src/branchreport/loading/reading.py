"""A text to its value: a plain one at once, one with slips by way of a draft."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from branchreport.collecting import Findings
from branchreport.diagnostics import Diagnostic, Span
from branchreport.loading.naming import Namer
from branchreport.loading.parsing import Value, parse
from branchreport.places import Marks, Places
from branchreport.records.record import Record

BLANKS: Final = (
    "\u3000\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f"
)
"""Characters that look like a blank and are none to YAML: Unicode's space separators (Zs)."""


WIDE_BLOCK_MARKS: Final = {"｜": "|", "＞": ">"}
"""Full-width marks that are written in place of those that begin a text of several lines."""


class Said:
    """What was said of a file while it was read, so that no consequence of it is said as well.

    Lines and columns count from 0. A value that is ``doubtful`` belongs to a key that is not known
    for sure; one that is ``partial`` could not be read to its end; below ``stop`` nothing was read.
    """

    def __init__(self) -> None:
        self.lines: set[int] = set()
        self.starts: set[tuple[int, int]] = set()
        self.doubtful: list[Marks] = []
        self.partial: set[tuple[int, int]] = set()
        self.stop: int | None = None

    def covers(self, span: Span) -> bool:
        """Whether a fault at ``span`` is likely to follow from what was said."""
        line, column = span.line - 1, span.column - 1
        if line in self.lines or (line, column) in self.starts:
            return True
        if self.stop is not None and line >= self.stop:
            return True
        return any(
            (first, start) <= (line, column) < (last, end)
            for first, start, last, end in self.doubtful
        )

    def is_partial(self, span: Span) -> bool:
        """Whether not all was read of the mapping that begins at ``span``."""
        return (span.line - 1, span.column - 1) in self.partial


class Reading(NamedTuple):
    """What became of a text."""

    value: Value
    places: Places
    findings: Findings
    complete: bool
    """Whether all of it was read."""
    records: int
    said: Said


def read(text: str, file: str, found: Sequence[Diagnostic], model: type[Record]) -> Reading:
    """Read ``text``, of which ``found`` was said already, as a ``model`` or a part of one."""
    look = None
    if not (found or _is_odd(text)):
        parsed = parse(text, file)
        namer = Namer(file, text.splitlines())
        if parsed.error is None:
            namer.translate(parsed.value, parsed.places, model)
        said = parsed.error or parsed.texts or parsed.findings.said or namer.found
        if not (said or _may_be_cut_off(text) or _may_run_together(text)):
            return Reading(*parsed[:2], Findings(), parsed.complete, namer.records, Said())
        look = parsed, namer
    from branchreport.loading.mending import mend  # a sound file has no need of it

    return mend(text, file, found, model, look)


def _is_odd(text: str) -> bool:
    """Whether ``text`` holds what PyYAML is not to see."""
    odd = ("\t", "%TAG", *(f": {mark}" for mark in WIDE_BLOCK_MARKS), *BLANKS)
    return any(part in text for part in odd)


def _may_run_together(text: str) -> bool:
    """Whether full-width marks may have made one value of several keys: see `mending`."""
    return "：" in text and any("：" in text[start:end] for start, end in braces(text))


def braces(text: str) -> Iterator[tuple[int, int]]:
    """Where the braces of ``text`` are opened and closed that hold no others."""
    done, end = 0, text.find("}")
    while end >= 0:
        start = text.rfind("{", done, end)
        if start >= 0:
            yield start, end
        done, end = end + 1, text.find("}", end + 1)


def _may_be_cut_off(text: str) -> bool:
    """Whether a ``#`` may have made a comment of the rest of a text: see `scans.cut_off`."""
    at = text.find(" #")
    while at >= 0:
        if text[at + 2 : at + 3].isalnum():
            return True
        at = text.find(" #", at + 1)
    return False
