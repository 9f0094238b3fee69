"""Charts that Word draws and edits: the part of a chart (ECMA-376-1, 21.2) and its workbook."""

import datetime
import io
from html import escape
from typing import Final

from branchreport.document import Chart, text_of
from branchreport.style import Style
from branchreport.writers.docx.drawings import DRAWING
from branchreport.writers.docx.markup import RELATIONSHIPS, xml
from branchreport.writers.docx.package import pack, unpack
from branchreport.writers.docx.styles import fonts
from branchreport.writers.measures import body_size, looks
from branchreport.writers.scales import heights_of, rows_of

WORKBOOK: Final = "rIdWorkbook"
"""The relationship from a chart to the workbook that opens where its data are edited."""

SHEET: Final = "Sheet1"

_BAR_GAP: Final = 60
"""What is free between two columns, in hundredths of their width."""

_GROUP_GAP: Final = 80
"""What is free between two groups of columns, in hundredths of the width of one."""

_CATEGORIES, _VALUES = 1, 2
"""What the axes are called within a chart."""

_BEGINNING: Final = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)


def workbook(chart: Chart) -> bytes:
    """The numbers of ``chart`` as a workbook; the same ones give the same bytes everywhere."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": _BEGINNING})
    page = book.add_worksheet(SHEET)
    for column, name in enumerate(chart.table.header):
        page.write_string(0, column, text_of(name))
    for number, (category, *values) in enumerate(chart.table.rows, start=1):
        page.write_string(number, 0, text_of(category))
        for column, value in enumerate(map(text_of, values), start=1):
            if value:
                page.write_number(number, column, float(value))
    book.close()
    return pack(unpack(buffer.getvalue()), stored=True)


def chart_part(chart: Chart, style: Style) -> str:
    """Columns: the categories below, a series for each further column of the table."""
    grouping, gap, overlap = (
        ("clustered", _GROUP_GAP, 0) if chart.grouped else ("stacked", _BAR_GAP, 100)
    )
    series = "".join(_series(chart, style, index) for index in range(1, len(chart.table.header)))
    return xml(
        f'<c:chartSpace xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main" '
        f'xmlns:r="{RELATIONSHIPS}"><c:date1904 val="0"/><c:lang val="{escape(style.language)}"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        '<c:plotArea><c:layout/><c:barChart><c:barDir val="col"/>'
        f'<c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>'
        f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/></c:barChart>'
        f"{_category_axis()}{_value_axis(chart)}</c:plotArea>"
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{_type(style)}"
        f'<c:externalData r:id="{WORKBOOK}"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    )


def _series(chart: Chart, style: Style, index: int) -> str:
    column, last = _letters(index), max(len(chart.table.rows), 1) + 1
    colors = style.chart.colors
    color = colors[(index - 1) % len(colors)].upper() if colors else "000000"
    categories = [text_of(row[0]) for row in chart.table.rows]
    values = [text_of(row[index]) for row in chart.table.rows]
    name = _strings(f"{SHEET}!${column}$1", [text_of(chart.table.header[index])])
    return (
        f'<c:ser><c:idx val="{index - 1}"/><c:order val="{index - 1}"/><c:tx>{name}</c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></c:spPr>'
        '<c:invertIfNegative val="0"/>'
        f"<c:cat>{_strings(f'{SHEET}!$A$2:$A${last}', categories)}</c:cat>"
        f"<c:val>{_numbers(f'{SHEET}!${column}$2:${column}${last}', values)}</c:val></c:ser>"
    )


def _strings(place: str, words: list[str]) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escape(word, quote=False)}</c:v></c:pt>'
        for index, word in enumerate(words)
    )
    return (
        f"<c:strRef><c:f>{place}</c:f><c:strCache>"
        f'<c:ptCount val="{len(words)}"/>{points}</c:strCache></c:strRef>'
    )


def _numbers(place: str, values: list[str]) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escape(value)}</c:v></c:pt>'
        for index, value in enumerate(values)
        if value
    )
    return (
        f"<c:numRef><c:f>{place}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _category_axis() -> str:
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/>{_SCALING}<c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'{_line("808080")}<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/>'
        "</c:catAx>"
    )


def _value_axis(chart: Chart) -> str:
    """The axis of the numbers; where all of them are small and whole, so are its steps."""
    values = [text_of(cell) for row in chart.table.rows for cell in row[1:]]
    heights = heights_of(rows_of(chart.table), grouped=chart.grouped)
    whole = all("." not in value for value in values) and max(heights, default=0) <= _FEW
    unit = '<c:majorUnit val="1"/>' if whole else ""
    return (
        f'<c:valAx><c:axId val="{_VALUES}"/>{_SCALING}<c:delete val="0"/>'
        f'<c:axPos val="l"/><c:majorGridlines>{_line("D9D9D9")}</c:majorGridlines>'
        '<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'{_line("808080")}<c:crossAx val="{_CATEGORIES}"/><c:crosses val="autoZero"/>'
        f'<c:crossBetween val="between"/>{unit}</c:valAx>'
    )


_FEW: Final = 10
"""The highest number up to which every step of an axis is shown."""

_SCALING: Final = '<c:scaling><c:orientation val="minMax"/></c:scaling>'


def _line(color: str) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'
    return f'<c:spPr><a:ln w="6350">{fill}</a:ln></c:spPr>'


def _type(style: Style) -> str:
    """The fonts of all words in the chart: those of the table that it is drawn from."""
    look = looks(style, "table_cell")
    east_asian, latin = fonts(look, style.paragraphs.body)
    size = round((look.size or body_size(style)) * 100)
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}">'
        '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        f'<a:latin typeface="{escape(latin)}"/><a:ea typeface="{escape(east_asian)}"/>'
        f'<a:cs typeface="{escape(latin)}"/></a:defRPr></a:pPr>'
        f'<a:endParaRPr lang="{escape(style.language)}"/></a:p></c:txPr>'
    )


def _letters(column: int) -> str:
    """The name of a column of a sheet, counted from 0: A to Z, then AA."""
    rest, letter = divmod(column, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("A") + letter)
