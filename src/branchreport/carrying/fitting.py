"""What is to stand in a text for its document to say something else."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from branchreport.carrying.fields import MARKS
from branchreport.grains import Hunk, hunks
from branchreport.quoting import cover
from branchreport.records.fields import Prose

_ENDS: Final = "。！？…：!?.:"
"""Marks after which a template puts none of its own (`compose.values.Value.ended_by`)."""
_COVERED: Final = "\0"
"""What stands for a quote; no text of a record has it."""
_UNFIT: Final = re.compile(r"[\t\n\ufffc]|\{\{|\{%|｛｛")
"""What cannot be put into a text: breaks, pictures, and what would be a quote."""


class Told(NamedTuple):
    """Words of a text as the document tells them: as the records have it, and as it is now."""

    ours: str
    theirs: str


def refit(text: str, told: Sequence[Told]) -> list[Hunk] | None:
    """The changes of ``text`` by which what is ``told`` of it between its quotes comes true.

    None where it is told in other words, or cannot come true by a change of it.
    """
    ranges = _literals(text)
    if len(ranges) == len(told) + 1 and not text[slice(*ranges[-1])].strip(MARKS):
        ranges.pop()  # a template may take the marks at the end away
    if len(ranges) != len(told):
        return None
    found = []
    for number, ((start, end), words) in enumerate(zip(ranges, told, strict=True), start=1):
        new = _refitted(text[start:end], words, is_last=number == len(told))
        if new is None or _UNFIT.search(new):
            return None
        changes = hunks(text[start:end], new)
        found += [Hunk(start + a, start + b, put) for a, b, put in changes]
    return found


def is_unfit(told: Told) -> bool:
    """Whether words were put in that no text of the records can hold."""
    return len(_UNFIT.findall(told.theirs)) > len(_UNFIT.findall(told.ours))


def edited(text: str, changes: Sequence[Hunk]) -> str:
    """``text`` with ``changes`` made."""
    said, at = "", 0
    for start, end, put in changes:
        said += text[at:start] + put
        at = end
    return said + text[at:]


def _literals(text: str) -> list[tuple[int, int]]:
    """Where the words of ``text`` stand that quote nothing."""
    if not isinstance(text, Prose):
        return [(0, len(text))]
    covered = cover(text, _COVERED)
    return [match.span() for match in re.finditer(f"[^{_COVERED}]+", covered)]


def _refitted(words: str, told: Told, *, is_last: bool) -> str | None:
    """What ``words`` become; a template may have changed the marks at their end."""
    ours, theirs = told
    if words == ours:
        return theirs
    bare = words.rstrip(MARKS)
    if is_last and bare and ours.startswith(bare) and not ours[len(bare) :].strip(MARKS):
        return _with_end(words[len(bare) :], ours[len(bare) :], theirs)
    if len(words) > 1 and ours.count(words) == 1:
        before, after = ours.split(words)
        if len(theirs) >= len(before + after) and theirs.startswith(before):
            inner = theirs[len(before) :]
            return inner[: len(inner) - len(after)] if inner.endswith(after) else None
    return None


def _with_end(own: str, put: str, theirs: str) -> str | None:
    """``theirs`` with its ``own`` marks at the end, in place of those that the template ``put``."""
    if theirs.endswith(put):
        return theirs[: len(theirs) - len(put)] + own
    return theirs if theirs[-1:] in tuple(_ENDS) else None
