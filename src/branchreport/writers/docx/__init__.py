"""A document as a Word file (Office Open XML, ECMA-376 Transitional)."""

from functools import lru_cache
from html import escape
from typing import Final

from branchreport.document import Document
from branchreport.style import OfficeStyle, Style
from branchreport.writers.docx.body import BULLETS, FOOTERS, Body
from branchreport.writers.docx.markup import element, part, properties, text, xml
from branchreport.writers.docx.measures import character
from branchreport.writers.docx.package import pack
from branchreport.writers.docx.styles import fonts_part, looks, settings_part, styles_part

_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_PARTS: Final = {
    "styles": ("rIdStyles", "styles"),
    "settings": ("rIdSettings", "settings"),
    "fontTable": ("rIdFonts", "fontTable"),
    "numbering": ("rIdNumbering", "numbering"),
    "footer1": (FOOTERS["default"], "footer"),
    "footer2": (FOOTERS["even"], "footer"),
}
"""The parts beside the document itself: their relationship, and its kind."""


def write(document: Document, style: Style) -> bytes:
    """The Word file of ``document`` in ``style``; the same of both give the same bytes."""
    body = Body(style)
    content = part("document", body.content(document.blocks))
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relationships(),
        "docProps/core.xml": _core(document),
        "word/document.xml": content,
        "word/_rels/document.xml.rels": _relationships(),
        "word/numbering.xml": _numbering(style, body.ordered_lists),
    }
    parts |= _static_parts(style)
    if isinstance(style, OfficeStyle):
        from branchreport.writers.docx.office import furnished  # it takes another library

        return pack(furnished(parts, style))
    return pack(parts)


@lru_cache(maxsize=8)
def _static_parts(style: Style) -> dict[str, str]:
    """The parts that depend on the style alone; many documents of one style share them."""
    return {
        "word/styles.xml": styles_part(style),
        "word/settings.xml": settings_part(style),
        "word/fontTable.xml": fonts_part(style),
        "word/footer1.xml": _footer(style, "right"),
        "word/footer2.xml": _footer(style, "left"),
    }


def _content_types() -> str:
    kinds = {name: f"{_WORD}.{kind}+xml" for name, (_, kind) in _PARTS.items()}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
        for name, kind in {"document": f"{_WORD}.document.main+xml", **kinds}.items()
    )
    return xml(
        f'<Types xmlns="{_TYPES}">'
        f'<Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType='
        f'"application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>"
    )


def _package_relationships() -> str:
    return xml(
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rIdDocument" Type="{_OFFICE}/relationships/officeDocument" '
        f'Target="word/document.xml"/>'
        f'<Relationship Id="rIdCore" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        f'Target="docProps/core.xml"/>'
        f"</Relationships>"
    )


def _relationships() -> str:
    related = "".join(
        f'<Relationship Id="{identifier}" Type="{_OFFICE}/relationships/{kind}" '
        f'Target="{name}.xml"/>'
        for name, (identifier, kind) in _PARTS.items()
    )
    return xml(f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>')


def _core(document: Document) -> str:
    """The properties that a file manager shows; dates are the report's, never the clock's."""
    names = (
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    author = escape(document.author)
    said = [
        f"<dc:title>{escape(document.title)}</dc:title>",
        f"<dc:creator>{author}</dc:creator>",
        f"<dc:language>{escape(document.language)}</dc:language>",
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>",
    ]
    if document.date:
        said += [
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{document.date}T00:00:00Z</dcterms:{name}>'
            for name in ("created", "modified")
        ]
    return xml(f"<cp:coreProperties {names}>{''.join(said)}</cp:coreProperties>")


def _footer(style: Style, side: str) -> str:
    """The page number; on the outer side it keeps ``indent`` characters from the edge."""
    number = style.page_number
    before, _, after = number.form.partition("{}")
    indent = round(number.indent * number.size * 20)
    if number.place == "outer":
        place = [
            element("ind", **{f"{side}Chars": round(number.indent * 100), side: indent}),
            element("jc", val=side),
        ]
    else:
        place = [element("jc", val="center")]
    field = [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", '<w:instrText xml:space="preserve"> PAGE </w:instrText>'),
        element("r", element("fldChar", fldCharType="separate")),
        element("r", text("1")),
        element("r", element("fldChar", fldCharType="end")),
    ]
    return part(
        "ftr",
        element(
            "p",
            properties("pPr", element("pStyle", val="Footer"), *place),
            element("r", text(before)) if before else "",
            *field,
            element("r", text(after)) if after else "",
        ),
    )


def _numbering(style: Style, ordered_lists: int) -> str:
    """Bullets, and a numbering of its own for each ordered list, so that each begins at 1."""
    look = looks(style, "list_item")
    follows = element("suff", val="tab" if look.hanging else "space")
    advance = character(style, look)
    indent = properties(
        "pPr",
        element(
            "ind",
            left=round(look.left * advance),
            **(
                {"hanging": round(look.hanging * advance)}
                if look.hanging
                else {"firstLine": round(look.first_line * advance)}
            ),
        ),
    )
    kinds = [
        element(
            "abstractNum",
            element("multiLevelType", val="singleLevel"),
            element(
                "lvl",
                element("start", val=1),
                element("numFmt", val=form),
                follows,
                element("lvlText", val=mark),
                element("lvlJc", val="left"),
                indent,
                ilvl=0,
            ),
            abstractNumId=identifier,
        )
        for identifier, (form, mark) in enumerate((("bullet", "•"), ("decimal", "%1.")))
    ]
    restart = element("lvlOverride", element("startOverride", val=1), ilvl=0)
    numbers = [element("num", element("abstractNumId", val=0), numId=BULLETS)]
    numbers += [
        element("num", element("abstractNumId", val=1), restart, numId=BULLETS + index)
        for index in range(1, ordered_lists + 1)
    ]
    return part("numbering", *kinds, *numbers)
