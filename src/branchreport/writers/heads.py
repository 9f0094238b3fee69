"""How large the issuer's name stands above an official document: in one line, whatever the form."""

from typing import Final

from branchreport.document import Runs, text_of
from branchreport.style import Style
from branchreport.typography import full_width_length

LEADING: Final = 1.25
"""Lines whose place is measured are little higher than their type, so that it hardly matters where
in the line a program puts it."""

_LEAST: Final = 10.0
"""The smallest size of an issuer's name, in points; a longer one breaks."""

_POINTS_PER_MILLIMETRE: Final = 72 / 25.4


def issuer_size(runs: Runs, style: Style) -> float:
    """The size in which the issuer's name fits in a line, in points, in steps of half a point.

    GB/T 9704-2012, 7.2.4 leaves it to the issuer; the style's is the largest.
    """
    page, role = style.page, style.paragraphs.issuer
    most = (role.size if role else None) or style.paragraphs.body.size or 12
    width = (page.width - page.left - page.right) * _POINTS_PER_MILLIMETRE
    length = full_width_length(text_of(runs))
    fitting = width / length if length else most
    return max(min(most, fitting // 0.5 * 0.5), _LEAST)
