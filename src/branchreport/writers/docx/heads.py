"""The head of an official document: its issuer, its number, and the red rule under them."""

from branchreport.document import RedHead, Runs, text_of
from branchreport.style import Style
from branchreport.writers.docx.lengths import length
from branchreport.writers.docx.markup import element, properties
from branchreport.writers.docx.measures import (
    body_size,
    character,
    half_points,
    text_width,
    twips_of_millimetres,
    twips_of_points,
)
from branchreport.writers.docx.paragraphs import Paragraphs
from branchreport.writers.docx.styles import looks

_LEADING = 1.25
"""Lines whose place is measured are little higher than their type, so that it hardly matters where
in the line a program puts it."""

_PLAY = 1.01
"""What a name in Chinese type may be longer than its characters are."""

_PROPORTIONAL = 1.2
"""What one in bold proportional type may be."""

_RULE = 20
"""The height of the empty line under the rule, in twips."""

_LEAST_ISSUER = 10.0
"""The smallest size of an issuer's name, in points; longer ones break."""


def red_head(block: RedHead, setter: Paragraphs) -> str:
    """GB/T 9704-2012, 7.2.4 to 7.2.7."""
    number = _number(block, setter) if block.number or block.signer else ""
    return _issuer(block.issuer, setter) + number + _rule(setter.style)


def issuer_size(runs: Runs, style: Style) -> float:
    """The size in which the issuer's name fits in a line, in points, in steps of half a point."""
    most = looks(style, "issuer").size or body_size(style)
    reach = length(text_of(runs)) * (_PLAY if style.language.startswith("zh") else _PROPORTIONAL)
    fitting = text_width(style) / 20 / reach if reach else most
    return max(min(most, fitting // 0.5 * 0.5), _LEAST_ISSUER)


def head_height(block: RedHead, style: Style) -> int:
    """What the head takes from the page down to the rule, in twips."""
    place = style.red_head
    size = issuer_size(block.issuer, style)
    height = twips_of_millimetres(place.top) + twips_of_points(size * (_LEADING + 1) / 2)
    if block.number or block.signer:
        own = looks(style, "document_number").size or body_size(style)
        height += twips_of_points(place.number_before * style.grid.line + own * _LEADING)
    return height + twips_of_millimetres(place.rule_gap) + _RULE


def _issuer(runs: Runs, setter: Paragraphs) -> str:
    style = setter.style
    size = issuer_size(runs, style)
    own = (element("sz", val=half_points(size)), element("szCs", val=half_points(size)))
    above = twips_of_millimetres(style.red_head.top) - twips_of_points(size * (_LEADING - 1) / 2)
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
    inside = twips_of_points(size * (_LEADING - 1) / 2)
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
        ),
    )


def _exact(size: float, above: int) -> list[str]:
    """A line for type of ``size`` with ``above`` twips over it, wherever the grid's lines are."""
    line = twips_of_points(size * _LEADING)
    spacing = element("spacing", before=max(above, 0), after=0, line=line, lineRule="exact")
    return [element("snapToGrid", val=0), spacing]
