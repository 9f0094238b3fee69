"""Millimetres, points and characters in the units of WordprocessingML."""

from typing import Final

from branchreport.style import ParagraphStyle, Style

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


def body_size(style: Style) -> float:
    """The size of the body's type, in points."""
    return style.paragraphs.body.size or 12


def character(style: Style, looks: ParagraphStyle) -> float:
    """The advance of a full-width character in a role, in twips."""
    size = looks.size or body_size(style)
    return (size + pitch(style, size)) * 20


def pitch(style: Style, size: float) -> float:
    """What is added to each character of ``size``, in points: the grid is the body's."""
    return style.grid.character if size == body_size(style) else 0


def text_width(style: Style) -> int:
    """The width of the type area, in twips."""
    page = style.page
    left, right = twips_of_millimetres(page.left), twips_of_millimetres(page.right)
    return twips_of_millimetres(page.width) - left - right
