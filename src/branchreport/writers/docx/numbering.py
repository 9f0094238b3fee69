"""The part ``numbering.xml``: bullets, and a numbering of its own for each ordered list."""

from typing import Final

from branchreport.style import Style
from branchreport.writers.docx.markup import element, part, properties
from branchreport.writers.docx.measures import character
from branchreport.writers.measures import looks

BULLETS: Final = 1
"""The numbering of lists without order; ordered lists have the numbers after it, one each."""


def numbering_part(style: Style, ordered_lists: int) -> str:
    """Bullets, and a numbering for each of ``ordered_lists``, so that each begins at 1."""
    kinds = [
        _kind(style, identifier, form, mark)
        for identifier, (form, mark) in enumerate((("bullet", "•"), ("decimal", "%1.")))
    ]
    restart = element("lvlOverride", element("startOverride", val=1), ilvl=0)
    numbers = [element("num", element("abstractNumId", val=0), numId=BULLETS)]
    numbers += [
        element("num", element("abstractNumId", val=1), restart, numId=BULLETS + index)
        for index in range(1, ordered_lists + 1)
    ]
    return part("numbering", *kinds, *numbers)


def _kind(style: Style, identifier: int, form: str, mark: str) -> str:
    look = looks(style, "list_item")
    level = element(
        "lvl",
        element("start", val=1),
        element("numFmt", val=form),
        element("suff", val="tab" if look.hanging else "space"),
        element("lvlText", val=mark),
        element("lvlJc", val="left"),
        properties("pPr", _indent(style)),
        ilvl=0,
    )
    multiple = element("multiLevelType", val="singleLevel")
    return element("abstractNum", multiple, level, abstractNumId=identifier)


def _indent(style: Style) -> str:
    look = looks(style, "list_item")
    advance = character(style, look)
    side, first = ("hanging", look.hanging) if look.hanging else ("firstLine", look.first_line)
    return element("ind", left=round(look.left * advance), **{side: round(first * advance)})
