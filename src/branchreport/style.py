"""Looks as data: page, fonts, sizes and spacing of every role that a block can have.

Lengths are millimetres on the page and points in type; indents are in characters of the body's
size, spacing between paragraphs in lines of the grid, as Chinese offices count them.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from branchreport.language import N_
from branchreport.records.fields import Line
from branchreport.records.record import Record

Millimetres = Annotated[float, Field(ge=0, le=2000, allow_inf_nan=False)]
Points = Annotated[float, Field(ge=1, le=400, allow_inf_nan=False)]
Characters = Annotated[float, Field(ge=0, le=40, allow_inf_nan=False)]
Lines = Annotated[float, Field(ge=0, le=20, allow_inf_nan=False)]
Family = Annotated[str, Field(min_length=1, max_length=31)]
"""The name of a font; Word reads no more than 31 characters ([MS-OI29500], 2.1.241)."""

_SWITCHES = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}
Switch = Annotated[bool, BeforeValidator(lambda written: _SWITCHES.get(written, written))]
"""Yes or no, in the words that people write."""


class Page(Record):
    """The sheet and what is left white around the text."""

    kind_of_record = N_("page")

    width: Millimetres = 210
    height: Millimetres = 297
    top: Millimetres
    bottom: Millimetres
    left: Millimetres
    right: Millimetres
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


class ParagraphStyle(Record):
    """How the paragraphs of one role look."""

    kind_of_record = N_("paragraph style")

    font: Family | None = None
    latin: Family | None = None
    """The font of letters and digits, where it is not ``font``."""
    size: Points | None = None
    bold: Switch = False
    color: Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{6}$")] = "000000"
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
    title: ParagraphStyle | None = None
    addressee: ParagraphStyle | None = None
    heading_1: ParagraphStyle | None = None
    heading_2: ParagraphStyle | None = None
    heading_3: ParagraphStyle | None = None
    heading_4: ParagraphStyle | None = None
    list_item: ParagraphStyle | None = None
    note: ParagraphStyle | None = None
    signature: ParagraphStyle | None = None
    table_header: ParagraphStyle | None = None
    table_cell: ParagraphStyle | None = None
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


class Substitute(Record):
    """What Word is told to take where a font is missing."""

    kind_of_record = N_("substitute")

    font: Family
    by: Family


class Style(Record):
    """A style file."""

    kind_of_record = N_("style")

    language: Line = "zh-CN"
    page: Page
    grid: Grid
    paragraphs: Paragraphs
    page_number: PageNumber = PageNumber()
    signature: SignaturePlace = SignaturePlace()
    substitutes: tuple[Substitute, ...] = ()
