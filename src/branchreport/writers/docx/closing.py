"""What stands under the text: the list of attachments, and the signature with its date."""

from branchreport.document import Attachments, Run, Runs, Signature, text_of
from branchreport.style import Style
from branchreport.typography import full_width_length
from branchreport.writers.attachments import is_close, stops
from branchreport.writers.docx.markup import element
from branchreport.writers.docx.measures import character, text_width
from branchreport.writers.docx.paragraphs import Paragraphs
from branchreport.writers.measures import looks
from branchreport.writers.signatures import is_sealed, staggered

_TAB = element("r", element("tab"))

_PLAY = 0.5
"""What a line is left, in characters, so that no program breaks it."""


def attachments(block: Attachments, setter: Paragraphs, keep: str) -> str:
    """The list of attachments; names stand under each other, and so do their further lines.

    GB/T 9704-2012, 7.3.4: two characters in, numbered where there are several. Each has ``keep``,
    which binds it to what follows.
    """
    start, number, name = (round(stop * 20) for stop in stops(block, setter.style))
    tabs = (name,) if is_close(block) else sorted({number, name})
    written = []
    for index, item in enumerate(block.items, start=1):
        lead = setter.runs(block.label, "attachments") if index == 1 else ""
        if index == 1 and not is_close(block):
            lead += _TAB
        if len(block.items) > 1:
            lead += setter.runs((Run(f"{index}."),), "attachments") + _TAB
        set_tabs = (element("tab", val="left", pos=stop) for stop in tabs)
        written.append(
            setter.paragraph_of(
                "attachments",
                lead + setter.runs(item, "attachments"),
                element("tabs", *set_tabs),
                element("spacing", before=0) if index > 1 else "",
                _hanging(name, name - (start if index == 1 else number)),
                keep,
            )
        )
    return "".join(written)


def _hanging(left: int, hanging: int) -> str:
    """An indent in twips alone; one in characters from the style would come before it."""
    return element("ind", leftChars=0, left=left, firstLineChars=0, hanging=hanging)


def signature(block: Signature, setter: Paragraphs) -> str:
    """The lines of the signature; all but the last stay with the next one on a page."""
    style = setter.style
    sealed = is_sealed(block, style)
    places = _sealed(block.lines, style) if sealed else _unsealed(block.lines, style)
    last = len(block.lines) - 1
    return "".join(
        setter.paragraph(
            "signature",
            line,
            element("keepNext") if index < last else "",
            element("autoSpaceDE", val=0),
            element("autoSpaceDN", val=0),
            _spacing(style, sealed=sealed, first=not index),
            *place,
        )
        for index, (line, place) in enumerate(zip(block.lines, places, strict=True))
    )


def _spacing(style: Style, *, sealed: bool, first: bool) -> str:
    """Lines follow each other; above a seal is as much room as it needs."""
    if not first:
        return element("spacing", before=0, after=0)
    before = round(style.signature.sealed_before * style.grid.line * 20)
    return element("spacing", before=before, after=0) if sealed else ""


def _sealed(lines: tuple[Runs, ...], style: Style) -> list[tuple[str, ...]]:
    """GB/T 9704-2012, 7.3.5.1: the date keeps its distance from the right, names are centred on it.

    Both are set in the middle of the same stretch, which reaches up to the edge, so that they stand
    over each other whatever the fonts are. A name without room there ends at the edge.
    """
    advance = character(style, looks(style, "signature"))
    *names, date = (full_width_length(text_of(runs)) for runs in lines)
    room = 2 * style.signature.sealed_right + date
    middle = (_left(text_width(style) - room * advance), element("jc", val="center"))
    edge = (_left(0), element("jc", val="right"))
    fits = room * advance <= text_width(style)
    places = [middle if fits and name + _PLAY < room else edge for name in names]
    return [*places, middle if fits else edge]


def _unsealed(lines: tuple[Runs, ...], style: Style) -> list[tuple[str, ...]]:
    place, advance = style.signature, character(style, looks(style, "signature"))
    if place.place == "staggered" and lines:
        widths = [full_width_length(text_of(line)) for line in lines]
        indents = staggered(widths, place, text_width(style) / advance)
        return [(_left(indent * advance), "") for indent in indents]
    if place.place == "right":
        edge = _left(0, right=round(place.right * advance))
        return [(edge, element("jc", val="right"))] * len(lines)
    return [(_left(0), "")] * len(lines)


def _left(indent: float, **more: int) -> str:
    """An indent in twips alone, as in a list of attachments."""
    return element("ind", leftChars=0, left=round(indent), **more, firstLineChars=0, firstLine=0)
