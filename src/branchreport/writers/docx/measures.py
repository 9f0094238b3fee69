"""Millimetres, points and characters in the units of WordprocessingML."""

from typing import Final, NamedTuple

from branchreport.style import ParagraphStyle, Style
from branchreport.writers.measures import advance

TWIPS_PER_MILLIMETRE: Final = 1440 / 25.4
"""A twip is a twentieth of a point (ECMA-376-1:2016, 22.9.2.14)."""


def twips_of_millimetres(length: float) -> int:
    """``length`` in twips."""
    return round(length * TWIPS_PER_MILLIMETRE)


def twips_of_points(length: float) -> int:
    """``length`` in twips."""
    return round(length * 20)


def half_points(size: float) -> int:
    """A font size in half-points."""
    return round(size * 2)


def character(style: Style, look: ParagraphStyle) -> float:
    """The advance of a full-width character in a role, in twips."""
    return advance(style, look) * 20


class Sheet(NamedTuple):
    """A sheet as it is read, and what is left white around its text; all lengths in twips."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int

    @property
    def text_width(self) -> int:
        """The width of the type area."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """The height of the type area."""
        return self.height - self.top - self.bottom


def sheet(style: Style, *, turned: bool = False) -> Sheet:
    """The sheet of ``style``; a turned one lies on its right side, its head where the left was.

    So turned pages are bound with the others (GB/T 9704-2012, 8), and no edge changes its margin.
    """
    page = style.page
    width, height, top, right, bottom, left = map(
        twips_of_millimetres,
        (page.width, page.height, page.top, page.right, page.bottom, page.left),
    )
    header, footer = twips_of_millimetres(page.header), twips_of_millimetres(page.footer)
    if turned:
        # nothing but an anchor stands in the footer; it must not reach up into the text
        return Sheet(height, width, left, top, right, bottom, min(header, left), right // 2)
    return Sheet(width, height, top, right, bottom, left, header, footer)


def text_width(style: Style) -> int:
    """The width of the type area of an upright page, in twips."""
    return sheet(style).text_width
