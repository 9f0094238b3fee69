"""The head of an official document: its issuer, its number, and the red rule under them."""

from branchreport.document import RedHead, Runs
from branchreport.style import Style
from branchreport.writers.docx.markup import element, properties
from branchreport.writers.docx.measures import (
    character,
    half_points,
    text_width,
    twips_of_millimetres,
    twips_of_points,
)
from branchreport.writers.docx.paragraphs import Paragraphs
from branchreport.writers.heads import LEADING, issuer_size
from branchreport.writers.measures import body_size, looks

_RULE = 20
"""The height of the empty line under the rule, in twips."""


def red_head(block: RedHead, setter: Paragraphs) -> str:
    """GB/T 9704-2012, 7.2.4 to 7.2.7."""
    number = _number(block, setter) if block.number or block.signer else ""
    return _issuer(block.issuer, setter) + number + _rule(setter.style)


def head_height(block: RedHead, style: Style) -> int:
    """What the head takes from the page down to the rule, in twips."""
    place = style.red_head
    size = issuer_size(block.issuer, style)
    height = twips_of_millimetres(place.top) + twips_of_points(size * (LEADING + 1) / 2)
    if block.number or block.signer:
        own = looks(style, "document_number").size or body_size(style)
        height += twips_of_points(place.number_before * style.grid.line + own * LEADING)
    return height + twips_of_millimetres(place.rule_gap) + _RULE


def _issuer(runs: Runs, setter: Paragraphs) -> str:
    style = setter.style
    size = issuer_size(runs, style)
    own = (element("sz", val=half_points(size)), element("szCs", val=half_points(size)))
    above = twips_of_millimetres(style.red_head.top) - twips_of_points(size * (LEADING - 1) / 2)
    return setter.paragraph_of(
        "issuer", setter.runs(runs, "issuer", *own), element("keepNext"), *_exact(size, above)
    )


def _number(block: RedHead, setter: Paragraphs) -> str:
    """The number in the middle; beside a signer, both keep one character from their edges."""
    style = setter.style
    size = looks(style, "document_number").size or body_size(style)
    above = twips_of_points(style.red_head.number_before * style.grid.line)
    spacing = _exact(size, above)
    number = setter.runs(block.number, "document_number")
    if not block.signer:
        middle = element("jc", val="center")
        return setter.paragraph_of("document_number", number, element("keepNext"), *spacing, middle)
    advance = round(character(style, looks(style, "document_number")))
    edge = element("tab", val="right", pos=text_width(style) - advance)
    signer = element("r", element("tab")) + setter.runs(block.signer, "document_number")
    return setter.paragraph_of(
        "document_number",
        number + signer,
        element("keepNext"),
        element("tabs", edge),
        *spacing,
        element("ind", left=advance, firstLineChars=0, firstLine=0),
        element("jc", val="left"),
    )


def _rule(style: Style) -> str:
    """An empty paragraph with the rule above it: each program draws that from edge to edge."""
    place = style.red_head
    size = looks(style, "document_number").size or body_size(style)
    inside = twips_of_points(size * (LEADING - 1) / 2)
    above = max(twips_of_millimetres(place.rule_gap) - inside, 0)
    line = element(
        "top", val="single", sz=round(place.rule_width * 8), space=0, color=place.rule_color
    )
    return element(
        "p",
        properties(
            "pPr",
            element("pStyle", val="Normal"),
            element("keepNext"),
            element("pBdr", line),
            element("snapToGrid", val=0),
            element(
                "spacing",
                before=above,
                after=twips_of_points(place.title_before * style.grid.line),
                line=_RULE,
                lineRule="exact",
            ),
            element("ind", leftChars=0, left=0, firstLineChars=0, firstLine=0),
        ),
    )


def _exact(size: float, above: int) -> list[str]:
    """A line for type of ``size`` with ``above`` twips over it, wherever the grid's lines are."""
    line = twips_of_points(size * LEADING)
    spacing = element("spacing", before=max(above, 0), after=0, line=line, lineRule="exact")
    return [element("snapToGrid", val=0), spacing]
