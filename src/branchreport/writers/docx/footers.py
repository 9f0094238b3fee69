"""Page numbers, upright and turned (GB/T 9704-2012, 7.5 and 8)."""

from branchreport.style import Style
from branchreport.writers.docx.fields import field
from branchreport.writers.docx.markup import element, part, properties, text
from branchreport.writers.docx.measures import sheet, twips_of_points
from branchreport.writers.docx.styles import number_line


def footer_part(style: Style, side: str) -> str:
    """The page number; on the outer ``side`` it keeps ``indent`` characters from the edge."""
    return part("ftr", _number(style, side))


def turned_footer_part(style: Style, side: str) -> str:
    """The page number on a turned page, where it is when all pages lie upright.

    That is beside the type area on the left, and turned to the right; what is the right of an
    upright page is the lower end here. A table with one cell stands there, by the sheet's corner:
    of what all programs can turn, it is the one that stays where it is put.
    """
    page = sheet(style, turned=True)
    line = number_line(style)
    place: dict[str, str | int] = {
        "leftFromText": 0, "rightFromText": 0, "topFromText": 0, "bottomFromText": 0,
        "vertAnchor": "page", "horzAnchor": "page",
        "tblpX": max(sheet(style).footer, 1), "tblpY": max(page.top, 1),
    }  # fmt: skip
    none = [element(name, w=0, type="dxa") for name in ("top", "left", "bottom", "right")]
    head = properties(
        "tblPr",
        element("tblpPr", **place),
        element("tblW", w=line, type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *none),
    )
    cell = element(
        "tc",
        element("tcPr", element("tcW", w=line, type="dxa"), element("textDirection", val="tbRl")),
        _number(style, side),
    )
    height = element("trPr", element("trHeight", val=page.text_height, hRule="exact"))
    table = element("tbl", head, element("tblGrid", element("gridCol", w=line)))
    table = table.removesuffix("</w:tbl>") + element("tr", height, cell) + "</w:tbl>"
    return part("ftr", table, element("p", properties("pPr", element("pStyle", val="Footer"))))


def number_words(style: Style) -> str:
    """What stands about the number of a page."""
    before, _, after = style.page_number.form.partition("{}")
    return (before + after).strip()


def _number(style: Style, side: str) -> str:
    number = style.page_number
    before, _, after = number.form.partition("{}")
    indent = twips_of_points(number.indent * number.size)
    if number.place == "outer":
        place = [
            element("ind", **{f"{side}Chars": round(number.indent * 100), side: indent}),
            element("jc", val=side),
        ]
    else:
        place = [element("jc", val="center")]
    return element(
        "p",
        properties("pPr", element("pStyle", val="Footer"), *place),
        element("r", text(before)) if before else "",
        field("PAGE", element("r", text("1"))),
        element("r", text(after)) if after else "",
    )
