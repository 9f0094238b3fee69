"""Where the parts of a list of attachments begin, whatever the form; lengths are in points."""

from typing import Final, NamedTuple

from branchreport.document import Attachments, text_of
from branchreport.style import Style
from branchreport.typography import is_wide
from branchreport.writers.lengths import length
from branchreport.writers.measures import advance, looks

_PLAY: Final = 0.5
"""What is left free behind a label, in characters, where it ends without a full-width colon."""


class Stops(NamedTuple):
    """How far from the left of the text the label, the numbers, and the names begin."""

    label: float
    number: float
    name: float


def stops(block: Attachments, style: Style) -> Stops:
    """The places of ``block``; names stand at one and the same, after a gap.

    Without the gap, a number and a name that begins with a digit were read as one number.
    """
    look = looks(style, "attachments")
    label = length(text_of(block.label), proportional=not is_close(block))
    number = look.left + label + (0 if is_close(block) else _PLAY)
    name = number + (1 + len(str(len(block.items))) / 2 if len(block.items) > 1 else 0)
    one = advance(style, look)
    return Stops(look.left * one, number * one, name * one)


def is_close(block: Attachments) -> bool:
    """Whether the label ends with a full-width colon, after which no blank stands."""
    return is_wide(text_of(block.label)[-1:])
