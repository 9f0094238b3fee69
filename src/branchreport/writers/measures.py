"""What a style says of type and page, whatever form is written; lengths are in points."""

from typing import Final

from branchreport.style import ParagraphStyle, Style

POINTS_PER_MILLIMETRE: Final = 72 / 25.4


def looks(style: Style, role: str) -> ParagraphStyle:
    """How ``role`` looks."""
    found: ParagraphStyle | None = getattr(style.paragraphs, role)
    return found or ParagraphStyle()


def body_size(style: Style) -> float:
    """The size of the body's type."""
    return style.paragraphs.body.size or 12


def size_of(style: Style, look: ParagraphStyle) -> float:
    """The size of the type of a role."""
    return look.size or body_size(style)


def pitch(style: Style, size: float) -> float:
    """What is added to each character of ``size``: the grid is the body's."""
    return style.grid.character if size == body_size(style) else 0


def advance(style: Style, look: ParagraphStyle) -> float:
    """The width of a full-width character of a role."""
    size = size_of(style, look)
    return size + pitch(style, size)


def text_width(style: Style, *, turned: bool = False) -> float:
    """The width of the type area, or its height, which is the width where the page is turned."""
    page = style.page
    if turned:
        return (page.height - page.top - page.bottom) * POINTS_PER_MILLIMETRE
    return (page.width - page.left - page.right) * POINTS_PER_MILLIMETRE
