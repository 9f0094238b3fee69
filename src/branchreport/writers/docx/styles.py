"""A style file as Word's named styles, font table and settings."""

from typing import Final, NamedTuple

from branchreport.style import ParagraphStyle, Style
from branchreport.writers.docx.markup import element, part, properties
from branchreport.writers.docx.measures import (
    character,
    half_points,
    text_width,
    twips_of_millimetres,
    twips_of_points,
)
from branchreport.writers.measures import body_size, looks, pitch


class Named(NamedTuple):
    """A role as Word names it: built-in names, so that Word shows them in its own language."""

    identifier: str
    name: str
    outline: int | None = None


ROLES: Final = {
    "body": Named("BodyText", "Body Text"),
    "issuer": Named("Issuer", "Issuer"),
    "document_number": Named("DocumentNumber", "Document Number"),
    "title": Named("Title", "Title"),
    "contents_label": Named("TOCHeading", "TOC Heading"),
    "contents_1": Named("TOC1", "toc 1"),
    "contents_2": Named("TOC2", "toc 2"),
    "addressee": Named("Salutation", "Salutation"),
    "heading_1": Named("Heading1", "heading 1", 0),
    "heading_2": Named("Heading2", "heading 2", 1),
    "heading_3": Named("Heading3", "heading 3", 2),
    "heading_4": Named("Heading4", "heading 4", 3),
    "list_item": Named("ListParagraph", "List Paragraph"),
    "note": Named("Subtitle", "Subtitle"),
    "attachments": Named("Attachments", "Attachments"),
    "signature": Named("Signature", "Signature"),
    "table_header": Named("TableHeading", "Table Heading"),
    "table_cell": Named("TableContents", "Table Contents"),
    "caption": Named("Caption", "caption"),
    "appendix_label": Named("AppendixLabel", "Appendix Label"),
}
"""Every role of a style file (`branchreport.style.Paragraphs`) with its style in Word."""

FIGURE: Final = "Figure"
"""The style of the paragraphs that hold pictures and charts; their lines grow with them."""

_ENTRIES: Final = ("contents_1", "contents_2")
"""The roles whose page numbers stand at the edge, with dots before them."""


def styles_part(style: Style) -> str:
    """The part ``styles.xml``."""
    body = style.paragraphs.body
    defaults = element(
        "docDefaults",
        element("rPrDefault", _run(style, body, _language(style))),
        element("pPrDefault", properties("pPr", _spacing(style, body, bare=True))),
    )
    return part("styles", defaults, *_fixed(style), *(_role(style, role) for role in ROLES))


def fonts_part(style: Style) -> str:
    """The part ``fontTable.xml``, which says what may stand in for a missing font."""
    return part(
        "fonts",
        *(
            element("font", element("altName", val=substitute.by), name=substitute.font)
            for substitute in style.substitutes
        ),
    )


def settings_part(style: Style) -> str:
    """The part ``settings.xml``, as Chinese Word writes it for a new document."""
    chinese = style.language.startswith("zh")
    tab = round(style.grid.tab * character(style, style.paragraphs.body))
    compatibility = {"compatibilityMode": "15", "enableOpenTypeFeatures": "1"}
    return part(
        "settings",
        element("zoom", percent="100"),
        element("defaultTabStop", val=tab),
        element("evenAndOddHeaders") if style.page_number.place == "outer" else "",
        element("characterSpacingControl", val="compressPunctuation") if chinese else "",
        element(
            "compat",
            element("balanceSingleByteDoubleByteWidth") if chinese else "",
            element("adjustLineHeightInTable") if chinese else "",
            element("useFELayout") if chinese else "",
            *(
                element(
                    "compatSetting",
                    name=name,
                    uri="http://schemas.microsoft.com/office/word",
                    val=value,
                )
                for name, value in compatibility.items()
            ),
        ),
        element("themeFontLang", val="en-US" if chinese else style.language, eastAsia="zh-CN"),
        element("decimalSymbol", val="."),
        element("listSeparator", val=","),
    )


def fonts(looks: ParagraphStyle, body: ParagraphStyle) -> tuple[str, str]:
    """The East Asian and the Latin font of a role."""
    font = looks.font or body.font or "宋体"
    return font, looks.latin or looks.font or body.latin or font


def font_element(east_asian: str, latin: str) -> str:
    """The fonts of a run, all four named: a theme font or a default never steps in."""
    return element(
        "rFonts", hint="eastAsia", ascii=latin, hAnsi=latin, eastAsia=east_asian, cs=latin
    )


def _fixed(style: Style) -> list[str]:
    """The styles that are no role: what all others are based on, and the one for tables."""
    beside = twips_of_millimetres(style.table.padding)
    sides = {"top": 0, "left": beside, "bottom": 0, "right": beside}
    cell = "".join(element(side, w=length, type="dxa") for side, length in sides.items())
    table = properties("tblPr", element("tblCellMar", cell))
    return [
        element(
            "style",
            element("name", val="Normal"),
            element("qFormat"),
            properties("pPr", element("widowControl", val=0)),
            type="paragraph",
            default=1,
            styleId="Normal",
        ),
        element(
            "style",
            element("name", val="Default Paragraph Font"),
            element("uiPriority", val=1),
            element("semiHidden"),
            type="character",
            default=1,
            styleId="DefaultParagraphFont",
        ),
        element(
            "style",
            element("name", val="Normal Table"),
            element("uiPriority", val=99),
            element("semiHidden"),
            table,
            type="table",
            default=1,
            styleId="TableNormal",
        ),
        element(
            "style",
            element("name", val="footer"),
            element("basedOn", val="Normal"),
            properties("pPr", element("snapToGrid", val=0), *_footer_spacing(style)),
            _footer_run(style),
            type="paragraph",
            styleId="Footer",
        ),
        element(
            "style",
            element("name", val=FIGURE),
            element("basedOn", val="Normal"),
            element("next", val=ROLES["caption"].identifier),
            element("qFormat"),
            properties(
                "pPr",
                element("keepNext"),
                element("snapToGrid", val=0),
                element("spacing", before=0, after=0, line=240, lineRule="auto"),
                element("jc", val="center"),
            ),
            type="paragraph",
            styleId=FIGURE,
        ),
    ]


def _footer_spacing(style: Style) -> list[str]:
    return [element("spacing", before=0, after=0, line=number_line(style), lineRule="exact")]


def number_line(style: Style) -> int:
    """The height of the page number's line, in twips."""
    return twips_of_points(style.page_number.line or style.page_number.size * 1.2)


def _footer_run(style: Style) -> str:
    number = style.page_number
    font = number.font or fonts(style.paragraphs.body, style.paragraphs.body)[0]
    size = half_points(number.size)
    return properties(
        "rPr",
        font_element(font, font),
        element("spacing", val=0),
        element("sz", val=size),
        element("szCs", val=size),
    )


def _role(style: Style, role: str) -> str:
    """The style of a role; a heading's has a twin for the part of a paragraph that it leads."""
    named, look = ROLES[role], looks(style, role)
    heading = named.outline is not None
    paragraph = element(
        "style",
        element("name", val=named.name),
        element("basedOn", val="Normal"),
        element("next", val=ROLES["body"].identifier) if heading or role == "title" else "",
        element("link", val=f"{named.identifier}Char") if heading else "",
        element("qFormat"),
        properties(
            "pPr",
            element("keepNext") if heading else "",
            _dots(style) if role in _ENTRIES else "",
            element("snapToGrid", val=0) if _is_off_grid(style, look) else "",
            _spacing(style, look),
            _indent(style, look),
            element("jc", val=look.align),
            element("outlineLvl", val=named.outline) if named.outline is not None else "",
        ),
        _run(style, look),
        type="paragraph",
        styleId=named.identifier,
    )
    if not heading:
        return paragraph
    return paragraph + element(
        "style",
        element("name", val=f"{named.name} Char"),
        element("basedOn", val="DefaultParagraphFont"),
        element("link", val=named.identifier),
        _run(style, look),
        type="character",
        styleId=f"{named.identifier}Char",
    )


def _dots(style: Style) -> str:
    edge = element("tab", val="right", leader="dot", pos=text_width(style))
    return element("tabs", edge)


def _is_off_grid(style: Style, look: ParagraphStyle) -> bool:
    """Whether lines keep their own height: larger type would take two lines of the page's grid."""
    return look.line is not None or (look.size or 0) > body_size(style)


def _run(style: Style, look: ParagraphStyle, *more: str) -> str:
    body = style.paragraphs.body
    size = look.size or body_size(style)
    return properties(
        "rPr",
        font_element(*fonts(look, body)),
        element("b", val=int(look.bold)) if look.bold or body.bold else "",
        element("color", val=look.color) if look.color != body.color else "",
        element("spacing", val=twips_of_points(pitch(style, size))),
        element("sz", val=half_points(size)),
        element("szCs", val=half_points(size)),
        *more,
    )


def _language(style: Style) -> str:
    chinese = style.language.startswith("zh")
    return element("lang", val="en-US" if chinese else style.language, eastAsia="zh-CN")


def _spacing(style: Style, look: ParagraphStyle, *, bare: bool = False) -> str:
    """The height of lines, and what is left free around the paragraph."""
    grid = twips_of_points(style.grid.line)
    return element(
        "spacing",
        before=0 if bare else round(look.before * grid),
        after=0 if bare else round(look.after * grid),
        line=twips_of_points(look.line or style.grid.line),
        lineRule="exact" if style.grid.locked and look.line is None else "atLeast",
    )


def _indent(style: Style, look: ParagraphStyle) -> str:
    """Indents in characters, which Word keeps, and in twips, which all others read."""
    advance = character(style, look)
    indent: dict[str, int] = {}
    if look.left:
        indent |= {"leftChars": round(look.left * 100), "left": round(look.left * advance)}
    if look.hanging:
        indent |= {
            "hangingChars": round(look.hanging * 100),
            "hanging": round(look.hanging * advance),
        }
    elif look.first_line:
        indent |= {
            "firstLineChars": round(look.first_line * 100),
            "firstLine": round(look.first_line * advance),
        }
    return element("ind", **indent) if indent else ""
