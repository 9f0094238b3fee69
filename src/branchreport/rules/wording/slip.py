"""A slip: a stretch of a passage that breaks a rule of wording, and what may stand in its place."""

from typing import NamedTuple

from branchreport.language import _


class Slip(NamedTuple):
    """What is wrong from ``start`` to ``end`` of a passage, and what to do.

    ``put`` is what may stand there without asking, where the correction cannot change the meaning.
    """

    start: int
    end: int
    message: str
    help: str
    put: str | None = None


def write(right: str, clause: str) -> str:
    """What to write by a clause of GB/T 15834-2011."""
    if right[:1] in "“‘":  # needs no quotation marks of ours
        return _("write {right} (GB/T 15834-2011, {clause})").format(right=right, clause=clause)
    return _("write “{right}” (GB/T 15834-2011, {clause})").format(right=right, clause=clause)
