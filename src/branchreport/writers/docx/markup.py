"""WordprocessingML as text: elements, and the order in which properties must stand."""

from html import escape
from typing import Final

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_ORDER: Final = {
    # ECMA-376-1:2016, 17.3.1.26 (CT_PPr); strict readers refuse any other order
    "pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr",
        "tabs", "kinsoku", "overflowPunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid", "spacing",
        "ind", "jc", "outlineLvl", "sectPr",
    ),
    # 17.3.2.28 (CT_RPr)
    "rPr": (
        "rStyle", "rFonts", "b", "bCs", "strike", "vanish", "color", "spacing", "kern", "sz",
        "szCs", "u", "shd", "lang",
    ),
    # 17.4.60 (CT_TblPr)
    "tblPr": ("tblStyle", "tblpPr", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar"),
}  # fmt: skip
_RANK: Final = {
    parent: {name: rank for rank, name in enumerate(names)} for parent, names in _ORDER.items()
}


def element(tag: str, /, *children: str, **attributes: str | int) -> str:
    """The element ``w:tag`` with attributes in the same namespace."""
    said = "".join(f' w:{key}="{escape(str(value))}"' for key, value in attributes.items())
    inside = "".join(children)
    return f"<w:{tag}{said}>{inside}</w:{tag}>" if inside else f"<w:{tag}{said}/>"


def properties(parent: str, *children: str) -> str:
    """The properties element ``parent`` with its children in the order of the schema."""
    rank = _RANK[parent]
    ordered = sorted(filter(None, children), key=lambda child: rank[_name(child)])
    return element(parent, *ordered) if ordered else ""


def text(words: str) -> str:
    """The text of a run."""
    return f'<w:t xml:space="preserve">{escape(words, quote=False)}</w:t>'


def part(root: str, *children: str) -> str:
    """A whole part of the package with the root element ``w:root``."""
    names = f'xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONSHIPS}"'
    return f"{_HEAD}<w:{root} {names}>{''.join(children)}</w:{root}>"


def xml(content: str) -> str:
    """A part in another namespace: ``content`` after the XML declaration."""
    return _HEAD + content


def _name(child: str) -> str:
    """The local name of the element that ``child`` is."""
    end = min(index for index in (child.find(mark) for mark in " />") if index > 0)
    return child[3:end]
