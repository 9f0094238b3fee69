"""Stretches of pages that stand upright or are turned, and the set-up of each."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from branchreport.style import Style
from branchreport.writers.docx.markup import element
from branchreport.writers.docx.measures import Sheet, sheet

FOOTERS: Final = {
    False: {"default": "rIdOddFooter", "even": "rIdEvenFooter"},
    True: {"default": "rIdOddTurnedFooter", "even": "rIdEvenTurnedFooter"},
}
"""The relationships to the footers of upright and turned pages: of odd (and, without facing pages,
all) pages, and of even ones."""


class Stretch(NamedTuple):
    """What stands on one or more pages of the same set-up."""

    turned: bool
    content: str


def sections(stretches: Sequence[Stretch], style: Style) -> str:
    """The content of the body: each stretch in a section of its own, the last one's at the end.

    Neighbours of the same set-up are one section.
    """
    joined: list[Stretch] = []
    for stretch in stretches:
        if joined and joined[-1].turned == stretch.turned:
            joined[-1] = stretch._replace(content=joined[-1].content + stretch.content)
        else:
            joined.append(stretch)
    if not joined:
        joined.append(Stretch(turned=False, content=""))
    *others, last = joined
    closed = [_closed(one.content, _section(style, turned=one.turned)) for one in others]
    return "".join([*closed, last.content, _section(style, turned=last.turned)])


def _closed(content: str, section: str) -> str:
    """``content`` whose last paragraph, which ends it, carries ``section``.

    A paragraph that carried nothing else would find no room on a full page, and make an empty one.
    """
    start = content.rindex("<w:p>")
    end = content.index("</w:pPr>", start)  # the section is the last of the paragraph's properties
    return content[:end] + section + content[end:]


def _section(style: Style, *, turned: bool) -> str:
    """The page: its footers, size, margins and grid.

    The grid is that of an upright page. Turned ones, whose height is no multiple of its lines, have
    none: LibreOffice would set it in their middle, and not begin at the upper margin.
    """
    page = sheet(style, turned=turned)
    kinds = {"outer": ("default", "even"), "center": ("default",), "none": ()}
    references = [
        f'<w:footerReference w:type="{kind}" r:id="{FOOTERS[turned][kind]}"/>'
        for kind in kinds[style.page_number.place]
    ]
    lines = element("docGrid", type="lines", linePitch=round(style.grid.line * 20))
    return element(
        "sectPr",
        *references,
        *_size(page, turned=turned),
        lines if style.grid.locked and not turned else "",
    )


def _size(page: Sheet, *, turned: bool) -> tuple[str, str]:
    orientation = {"orient": "landscape"} if turned else {}
    return (
        element("pgSz", w=page.width, h=page.height, **orientation),
        element(
            "pgMar",
            top=page.top,
            right=page.right,
            bottom=page.bottom,
            left=page.left,
            header=page.header,
            footer=page.footer,
            gutter=0,
        ),
    )
