"""Where the lines of a signature stand, whatever the form; lengths are in characters."""

from collections.abc import Sequence

from branchreport.document import Signature
from branchreport.style import SignaturePlace, Style


def is_sealed(block: Signature, style: Style) -> bool:
    """Whether room is made for a seal, which is set over a name and a date."""
    return block.sealed and style.signature.place == "staggered" and len(block.lines) > 1


def staggered(widths: Sequence[float], place: SignaturePlace, line: float) -> list[float]:
    """How far each line is indented from the left, for lines of ``widths`` in text of ``line``.

    GB/T 9704-2012, 7.3.5.2: the name keeps two characters from the right edge, and the date
    begins two after the name; a date that is longer than the name keeps the two instead.
    """
    *names, date = widths if len(widths) > 1 else [*widths, 0.0]
    name = max(names)
    start = max(line - place.right - (date + place.step if date > name else name), 0)
    indents = [start + (name - own) / 2 for own in names]
    return [*indents, max(min(start + place.step, line - date), 0)] if len(widths) > 1 else indents
