"""Looks as data: page, fonts, sizes and spacing of every role that a block can have.

Lengths are millimetres on the page and points in type; indents are in characters of the body's
size, spacing between paragraphs in lines of the grid, as Chinese offices count them.
"""

import re
from typing import Annotated, Final, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from branchreport.language import N_
from branchreport.records.fields import Line, Switch, Takes
from branchreport.records.record import Record

_HEXADECIMAL: Final = "[0-9A-Fa-f]{6}"


def _color(written: str) -> str:
    if re.fullmatch(_HEXADECIMAL, written):
        return written
    put = written.strip().removeprefix("#")
    if re.fullmatch(_HEXADECIMAL, put):
        raise PydanticCustomError("color_other_form", "another form", {"put": put})
    raise PydanticCustomError("color_form", "not a colour")


def _language(written: str) -> str:
    """A language that Word knows, by the names that Windows has for its own."""
    from locale import windows_locale  # the one list of them that Python carries

    known = {name.replace("_", "-") for name in windows_locale.values()}
    known |= {name.partition("-")[0] for name in known}
    if written in known:
        return written
    plain = {name.casefold(): name for name in known}
    if put := plain.get(written.strip().replace("_", "-").casefold()):
        raise PydanticCustomError("language_other_form", "another form", {"put": put})
    raise PydanticCustomError("language_form", "not a language")


Millimetres = Annotated[float, Field(ge=0, le=2000, allow_inf_nan=False)]
Points = Annotated[float, Field(ge=1, le=400, allow_inf_nan=False)]
Characters = Annotated[float, Field(ge=0, le=40, allow_inf_nan=False)]
Lines = Annotated[float, Field(ge=0, le=20, allow_inf_nan=False)]
Color = Annotated[str, Takes(_color, text=True)]
"""Red, green and blue, two hexadecimal digits each."""
Language = Annotated[str, Takes(_language, text=True)]
"""A language as BCP 47 writes it, with or without its country: ``zh-CN``, ``en``."""
Family = Annotated[str, Field(min_length=1, max_length=31)]
"""The name of a font; Word reads no more than 31 characters ([MS-OI29500], 2.1.241)."""


class Page(Record):
    """The sheet and what is left white around the text."""

    kind_of_record = N_("page")

    width: Millimetres = 210
    height: Millimetres = 297
    top: Millimetres
    bottom: Millimetres
    left: Millimetres
    right: Millimetres
    header: Millimetres = 15
    """From the upper edge of the sheet to the head of what stands above the text."""
    footer: Millimetres = 15
    """From the lower edge of the sheet to the foot of the page number's line."""


class Grid(Record):
    """The pitch of lines and characters."""

    kind_of_record = N_("grid")

    line: Points
    character: Annotated[float, Field(ge=-10, le=10, allow_inf_nan=False)] = 0
    """Added to the width of each character, in points."""
    locked: Switch = False
    """Whether lines stand on the grid of the page and never grow with what is in them."""
    tab: Annotated[float, Field(gt=0, le=40, allow_inf_nan=False)] = 2
    """From one tab stop to the next, in characters of the body."""


class ParagraphStyle(Record):
    """How the paragraphs of one role look."""

    kind_of_record = N_("paragraph style")

    font: Family | None = None
    latin: Family | None = None
    """The font of letters and digits, where it is not ``font``."""
    size: Points | None = None
    bold: Switch = False
    color: Color = "000000"
    align: Literal["left", "center", "right", "both"] = "both"
    first_line: Characters = 0
    left: Characters = 0
    hanging: Characters = 0
    before: Lines = 0
    after: Lines = 0
    line: Points | None = None
    """The height of a line, where it is not the grid's."""


class Paragraphs(Record):
    """The roles; what a role does not say, it has from ``body``."""

    kind_of_record = N_("paragraph styles")

    body: ParagraphStyle
    issuer: ParagraphStyle | None = None
    document_number: ParagraphStyle | None = None
    title: ParagraphStyle | None = None
    contents_label: ParagraphStyle | None = None
    contents_1: ParagraphStyle | None = None
    contents_2: ParagraphStyle | None = None
    addressee: ParagraphStyle | None = None
    heading_1: ParagraphStyle | None = None
    heading_2: ParagraphStyle | None = None
    heading_3: ParagraphStyle | None = None
    heading_4: ParagraphStyle | None = None
    list_item: ParagraphStyle | None = None
    note: ParagraphStyle | None = None
    attachments: ParagraphStyle | None = None
    signature: ParagraphStyle | None = None
    table_header: ParagraphStyle | None = None
    table_cell: ParagraphStyle | None = None
    caption: ParagraphStyle | None = None
    appendix_label: ParagraphStyle | None = None


class PageNumber(Record):
    """The page number: ``form`` with ``{}`` where the number stands."""

    kind_of_record = N_("page number")

    place: Literal["outer", "center", "none"] = "center"
    """``outer`` is right on odd pages and left on even ones."""
    form: Annotated[str, Field(max_length=40)] = "{}"
    font: Family | None = None
    size: Points = 10
    line: Points | None = None
    indent: Characters = 0
    """From the edge of the text, in characters of the page number's own size."""


class SignaturePlace(Record):
    """Where the signature and its date stand."""

    kind_of_record = N_("signature place")

    place: Literal["staggered", "left", "right"] = "right"
    """``staggered``: the date begins ``step`` characters after the name, and neither comes closer
    to the right edge than ``right`` characters (GB/T 9704-2012, 7.3.5.2)."""
    right: Characters = 0
    step: Characters = 0
    sealed_right: Characters = 4
    """Where a seal is set: from the date to the right edge; the name is centred above the date
    (GB/T 9704-2012, 7.3.5.1)."""
    sealed_before: Lines = 2
    """Where a seal is set: lines that stay empty under the text, so that a seal of 42 mm reaches
    up to within one line of it (7.3.5.1)."""


class RedHeadPlace(Record):
    """The head of an official document, above its title."""

    kind_of_record = N_("red head")

    top: Millimetres = 35
    """From the upper edge of the type area to the issuer's name (GB/T 9704-2012, 7.2.4)."""
    number_before: Lines = 2
    """Lines that stay empty between the issuer and the document number (7.2.5)."""
    rule_gap: Millimetres = 4
    """From the document number to the red rule (7.2.7)."""
    rule_width: Annotated[float, Field(gt=0, le=6, allow_inf_nan=False)] = 1.5
    """The thickness of the rule, in points."""
    rule_color: Color = "FF0000"
    title_before: Lines = 2
    """Lines that stay empty between the rule and the title (7.3.1)."""


class TablePlace(Record):
    """How tables are ruled, and when they turn the page."""

    kind_of_record = N_("table")

    border_width: Annotated[float, Field(ge=0, le=6, allow_inf_nan=False)] = 0.5
    """The thickness of all rules, in points."""
    border_color: Color = "000000"
    padding: Annotated[float, Field(ge=0, le=20, allow_inf_nan=False)] = 1.9
    """What stays free on the left and right of each cell, in millimetres."""
    narrowest: Characters = 4
    """The least width of a column of prose, in characters; a table whose columns would be narrower
    stands on a page that is turned."""
    after: Lines = 0.5
    """What stays free under a table."""


class PicturePlace(Record):
    """How large pictures are at the most; they keep their proportions."""

    kind_of_record = N_("picture")

    width: Millimetres = 120
    height: Millimetres = 80


class ChartPlace(Record):
    """How large charts are, and the colours of their series, in turn."""

    kind_of_record = N_("chart")

    height: Millimetres = 90
    colors: Annotated[tuple[Color, ...], Field(min_length=1)] = (
        "4E79A7", "F28E2B", "59A14F", "E15759", "B07AA1", "76B7B2", "EDC948", "9C755F", "BAB0AC",
    )  # fmt: skip


class Substitute(Record):
    """What Word is told to take where a font is missing."""

    kind_of_record = N_("substitute")

    font: Family
    by: Family


class Style(Record):
    """A style file."""

    kind_of_record = N_("style")

    based_on: Line | None = Field(None, title="基于")
    """A built-in style, or a style file as seen from this one; what is not said here, it says."""
    language: Language = "zh-CN"
    page: Page
    grid: Grid
    paragraphs: Paragraphs
    page_number: PageNumber = PageNumber()
    signature: SignaturePlace = SignaturePlace()
    red_head: RedHeadPlace = RedHeadPlace()
    table: TablePlace = TablePlace()
    picture: PicturePlace = PicturePlace()
    chart: ChartPlace = ChartPlace()
    gap: Color = "FFFF00"
    """What is behind the words of a place that is left to be written."""
    substitutes: tuple[Substitute, ...] = ()


class OfficeStyle(Style):
    """What an office's own Word file looks like, with the file; no style file can say it.

    The measures are those of the file, and of the template's usual style where it has no named
    style for a role.
    """

    word_file: bytes = Field(repr=False)
