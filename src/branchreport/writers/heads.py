"""How large the issuer's name stands above an official document: in one line, whatever the form."""

from typing import Final

from branchreport.document import Runs, text_of
from branchreport.style import Style
from branchreport.writers.lengths import length
from branchreport.writers.measures import looks, size_of, text_width

LEADING: Final = 1.25
"""Lines whose place is measured are little higher than their type, so that it hardly matters where
in the line a program puts it."""

_PLAY: Final = 1.01
"""What a name in Chinese type may be longer than its characters are."""

_PROPORTIONAL: Final = 1.2
"""What one in bold proportional type may be."""

_LEAST: Final = 10.0
"""The smallest size of an issuer's name, in points; a longer one breaks."""


def issuer_size(runs: Runs, style: Style) -> float:
    """The size in which the issuer's name fits in a line, in points, in steps of half a point.

    GB/T 9704-2012, 7.2.4 leaves it to the issuer; the style's is the largest.
    """
    most = size_of(style, looks(style, "issuer"))
    reach = length(text_of(runs)) * (_PLAY if style.language.startswith("zh") else _PROPORTIONAL)
    fitting = text_width(style) / reach if reach else most
    return max(min(most, fitting // 0.5 * 0.5), _LEAST)
