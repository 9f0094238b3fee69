"""What an official document has besides its text, block by block: where it stands, how it looks."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.oxml.ns import qn

from branchreport.document import (
    Appendix,
    Attachments,
    Block,
    Chart,
    Contents,
    Document,
    Heading,
    Paragraph,
    Picture,
    RedHead,
    Run,
    Signature,
    Title,
    outline,
)
from branchreport.ledger import MARK
from branchreport.writers.docx import write
from branchreport.writers.docx.charts import workbook
from branchreport.writers.docx.media import picture_size
from branchreport.writers.docx.package import content_digest, pack, unpack
from branchreport.writers.docx.pagination import Pages
from branchreport.writers.docx.tables import whole_widths
from branchreport.writers.heads import issuer_size
from branchreport.writers.lengths import line_count
from conftest import ROOT
from making import built_in_style as style
from samples import CHART, EVERY_BLOCK, PHOTOGRAPH, TALL, image, ledger, runs, table

GBT = style("gbt9704")
ADVANCE = 314
"""The width of a character of the body, in twips."""
TEXT_WIDTH = 8845
"""What margins of 28 and 26 mm leave of the sheet, in twips."""


def made(*blocks: Block) -> Any:
    """The Word file of ``blocks``, as python-docx sees it; its types are not all told."""
    return docx.Document(io.BytesIO(write(Document("", blocks), GBT)))


def attribute(node: Any, path: str, name: str) -> str | None:
    found = node.find("/".join(qn(f"w:{step}") for step in path.split("/")))
    return None if found is None else found.get(qn(f"w:{name}"))


def tabs(paragraph: Any) -> list[tuple[str, int]]:
    found = paragraph._p.iterfind(f"{qn('w:pPr')}/{qn('w:tabs')}/{qn('w:tab')}")
    return [(tab.get(qn("w:val")), int(tab.get(qn("w:pos")))) for tab in found]


# The red head: GB/T 9704-2012, 7.2.4 to 7.2.7


def test_a_number_alone_stands_in_the_middle_under_the_issuer() -> None:
    issuer, number, rule = made(RedHead(runs("某局文件"), runs("某〔2021〕8号"))).paragraphs
    assert [issuer.text, number.text, rule.text] == ["某局文件", "某〔2021〕8号", ""]
    assert attribute(number._p, "pPr/jc", "val") == "center"
    assert tabs(number) == []


def test_number_and_signer_keep_a_character_from_their_edges() -> None:
    _, number, _ = made(RedHead(runs("某局文件"), runs("8号"), runs("签发人：主任"))).paragraphs
    assert number.text == "8号\t签发人：主任"
    assert attribute(number._p, "pPr/ind", "left") == str(ADVANCE)
    assert tabs(number) == [("right", TEXT_WIDTH - ADVANCE)]


def test_the_rule_is_red_and_needs_no_number() -> None:
    issuer, rule = made(RedHead(runs("某局文件"))).paragraphs
    (top,) = rule._p.iterfind(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:top')}")
    assert (top.get(qn("w:color")), top.get(qn("w:sz"))) == ("FF0000", "12")
    for paragraph in (issuer, rule):
        assert paragraph.paragraph_format.keep_with_next
    # 35 mm and 4 mm, less what is free in the lines over and under the type itself
    assert attribute(issuer._p, "pPr/spacing", "before") == str(1984 - 125)
    assert attribute(rule._p, "pPr/spacing", "before") == str(227 - 40)


@pytest.mark.parametrize(
    ("name", "size"),
    [("某局文件", 50), ("云溪市水务局机关党支部文件", 33.5), ("很" * 30, 14.5), ("很" * 100, 10)],
)
def test_a_long_name_is_set_smaller_to_stand_in_one_line(name: str, size: float) -> None:
    assert issuer_size(runs(name), GBT) == size
    (issuer, _) = made(RedHead(runs(name))).paragraphs
    assert issuer.runs[0].font.size.pt == size
    assert size * len(name) <= TEXT_WIDTH / 20 or size == 10


# Attachments: 7.3.4


def test_a_single_attachment_has_no_number() -> None:
    (only,) = made(Attachments(runs("附件："), (runs("活动台账"),))).paragraphs
    assert only.text == "附件：活动台账"
    assert attribute(only._p, "pPr/ind", "left") == str(5 * ADVANCE)
    assert attribute(only._p, "pPr/ind", "hanging") == str(3 * ADVANCE)


@pytest.mark.parametrize(("count", "name"), [(2, 6.5), (10, 7.0)])
def test_names_of_attachments_stand_under_each_other(count: int, name: float) -> None:
    items = tuple(runs(f"台账{number}") for number in range(count))
    first, second, *_ = made(Attachments(runs("附件："), items)).paragraphs
    assert (first.text, second.text) == ("附件：1.\t台账0", "2.\t台账1")
    for paragraph, begins in ((first, 2), (second, 5)):
        left = round(name * ADVANCE)
        assert attribute(paragraph._p, "pPr/ind", "left") == str(left)
        assert attribute(paragraph._p, "pPr/ind", "hanging") == str(
            round((name - begins) * ADVANCE)
        )
        assert tabs(paragraph) == [("left", left)]
    assert attribute(second._p, "pPr/spacing", "before") == "0"


# The signature under a seal: 7.3.5.1


def test_under_a_seal_the_name_is_centred_on_the_date() -> None:
    block = Signature((runs("云溪市水务局机关党支部"), runs("2021年12月20日")), sealed=True)
    name, date = made(block).paragraphs
    # seven characters of the date, and four on either side of it, up to the edge
    for line in (name, date):
        assert attribute(line._p, "pPr/ind", "left") == str(TEXT_WIDTH - 15 * ADVANCE)
        assert attribute(line._p, "pPr/jc", "val") == "center"
    assert attribute(name._p, "pPr/spacing", "before") == str(2 * 579)
    assert attribute(date._p, "pPr/spacing", "before") == "0"


def test_a_long_name_under_a_seal_ends_at_the_edge() -> None:
    block = Signature((runs("很" * 16), runs("2021年12月20日")), sealed=True)
    name, _ = made(block).paragraphs
    assert attribute(name._p, "pPr/ind", "left") == "0"
    assert attribute(name._p, "pPr/jc", "val") == "right"


# Gaps, and what stays together


def test_a_gap_has_a_colour_behind_it_and_strong_words_do_not() -> None:
    words = (Run("共"), Run("【待补】", gap=True), Run("人", strong=True))
    (paragraph,) = made(Paragraph(words)).paragraphs
    found = [(run.text, attribute(run._r, "rPr/shd", "fill"), run.bold) for run in paragraph.runs]
    assert found == [("共", None, None), ("【待补】", "FFFF00", None), ("人", None, True)]


def test_a_gap_in_a_run_in_heading_keeps_the_style_of_the_heading() -> None:
    lead = (Run("（一）"), Run("【待补】", gap=True))
    (paragraph,) = made(Heading(2, lead, runs("正文"))).paragraphs
    found = [(run.text, run.style.name) for run in paragraph.runs]
    assert found == [
        ("（一）", "heading 2 Char"), ("【待补】", "heading 2 Char"),
        ("正文", "Default Paragraph Font"),
    ]  # fmt: skip


def test_no_page_begins_with_the_signature() -> None:
    signed = Signature((runs("某支部"), runs("2021年12月20日")))
    listed = Attachments(runs("附件："), (runs("甲"), runs("乙")))
    found = made(Paragraph(runs("正文")), listed, signed).paragraphs
    kept = [paragraph.paragraph_format.keep_with_next for paragraph in found]
    assert kept == [True, True, True, True, None]


# Tables


def test_the_columns_fill_the_type_area_to_the_twip() -> None:
    assert sum(whole_widths(table("月份|次数", "1月|2"), GBT, turned=False)) == TEXT_WIDTH
    assert sum(whole_widths(ledger(3), GBT, turned=True)) == 12756  # 225 mm


def test_blocks_that_hold_nothing_make_no_section() -> None:
    read = made(Signature(()), ledger(1), Signature(()))
    assert [section.orientation for section in read.sections] == [1]


def test_rows_stay_whole_unless_they_are_higher_than_a_page() -> None:
    (found,) = made(table("甲|乙", "短|短", "长|" + "正文" * 2000)).tables
    said = [[child.tag for child in row._tr.iterfind(f"{qn('w:trPr')}/*")] for row in found.rows]
    assert said == [[qn("w:cantSplit"), qn("w:tblHeader")], [qn("w:cantSplit")], []]


def test_two_tables_stay_two() -> None:
    small = table("甲", "乙")
    read = made(small, small)
    assert [child.tag for child in read.element.body] == [
        qn("w:tbl"), qn("w:p"), qn("w:tbl"), qn("w:p"), qn("w:sectPr"),
    ]  # fmt: skip


def test_an_appendix_turns_as_a_whole() -> None:
    wide = Appendix(runs("附件1"), (Title(runs("台账")), ledger(1), Paragraph(runs("注"))))
    other = Appendix(runs("附件2"), (Title(runs("说明")), Paragraph(runs("正文"))))
    read = made(Paragraph(runs("正文")), wide, wide, other, other)
    assert [section.orientation for section in read.sections] == [0, 1, 0]
    labels = [p for p in read.paragraphs if p.style.name == "Appendix Label"]
    # the section begins the page of the first one of each kind
    breaks = [label.paragraph_format.page_break_before for label in labels]
    assert breaks == [None, True, None, True]
    margins = [
        [round(side.mm) for side in (s.top_margin, s.right_margin, s.bottom_margin, s.left_margin)]
        for s in read.sections
    ]
    assert margins == [[37, 26, 35, 28], [28, 37, 26, 35], [37, 26, 35, 28]]


@pytest.mark.parametrize(("part", "side"), [("footer3.xml", "right"), ("footer4.xml", "left")])
def test_the_number_of_a_turned_page_is_turned_with_it(part: str, side: str) -> None:
    """GB/T 9704-2012, 8: beside the text, as far from the edge as on an upright page."""
    footer = ET.fromstring(unpack(write(EVERY_BLOCK, GBT))[f"word/{part}"])

    def said(name: str) -> dict[str, str]:
        (node,) = footer.iter(qn(f"w:{name}"))
        return {key.rpartition("}")[2]: value for key, value in node.attrib.items()}

    place = said("tblpPr")
    assert (place["horzAnchor"], place["vertAnchor"]) == ("page", "page")
    assert (place["tblpX"], place["tblpY"]) == ("1434", "1587")  # 25.3 mm and 28 mm
    assert said("trHeight") == {"val": "8845", "hRule": "exact"}
    assert said("textDirection") == {"val": "tbRl"}
    assert said("jc") == {"val": side}
    assert said("ind") == {f"{side}Chars": "100", side: "280"}


# Pictures and charts


@pytest.mark.parametrize(
    ("size", "millimetres"),
    [((4000, 3000), (107, 80)), ((4000, 1000), (120, 30)), ((1000, 4000), (20, 80)),
     ((96, 48), (25, 13)), ((1, 1), (0, 0))],
)  # fmt: skip
def test_a_picture_keeps_its_proportions(
    size: tuple[int, int], millimetres: tuple[int, int]
) -> None:
    shown = image(1, 1)
    for name, value in zip(("width", "height"), size, strict=True):
        object.__setattr__(shown, name, value)
    width, height = picture_size(shown, GBT, turned=False)
    assert (round(width), round(height)) == millimetres


def test_a_picture_has_its_caption_for_those_who_cannot_see_it() -> None:
    read = made(Picture(PHOTOGRAPH, runs('活动“现场” <&>"')))
    (shown,) = read.inline_shapes
    assert shown._inline.docPr.get("descr") == '活动“现场” <&>"'
    figure, caption = read.paragraphs
    assert (figure.style.name, caption.style.name) == ("Figure", "Caption")
    assert figure.style.paragraph_format.keep_with_next


def test_a_picture_shown_twice_is_kept_once() -> None:
    parts = unpack(write(EVERY_BLOCK, GBT))
    kept = {name: content for name, content in parts.items() if "/media/" in name}
    assert kept == {
        "word/media/image1.png": PHOTOGRAPH.data,
        "word/media/image2.png": TALL.data,
    }


def chart(parts: dict[str, bytes]) -> ET.Element:
    return ET.fromstring(parts["word/charts/chart1.xml"])


def test_a_chart_shows_the_numbers_of_its_table() -> None:
    space = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    drawn = chart(unpack(write(EVERY_BLOCK, GBT)))
    found = []
    for series in drawn.iter(f"{space}ser"):
        color = series.find(".//{http://schemas.openxmlformats.org/drawingml/2006/main}srgbClr")
        assert color is not None
        said = [
            [(point.get("idx"), point.findtext(f"{space}v")) for point in part.iter(f"{space}pt")]
            for part in (series.find(f"{space}{name}") for name in ("tx", "cat", "val"))
            if part is not None
        ]
        places = [place.text for place in series.iter(f"{space}f")]
        found.append((color.get("val"), places, said))
    months = [("0", "1月"), ("1", "2月"), ("2", "3月")]
    assert found == [
        ("4E79A7", ["Sheet1!$B$1", "Sheet1!$A$2:$A$4", "Sheet1!$B$2:$B$4"],
         [[("0", "主题党日")], months, [("0", "2"), ("1", "1")]]),
        ("F28E2B", ["Sheet1!$C$1", "Sheet1!$A$2:$A$4", "Sheet1!$C$2:$C$4"],
         [[("0", "党课<&>")], months, [("0", "1"), ("2", "2.5")]]),
    ]  # fmt: skip


def test_grouped_series_are_clustered_and_stacked_ones_are_not() -> None:
    space = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    parts = unpack(write(EVERY_BLOCK, GBT))
    found = []
    for name in ("word/charts/chart1.xml", "word/charts/chart2.xml"):
        (columns,) = ET.fromstring(parts[name]).iter(f"{space}barChart")
        found.append(
            [part.get("val") for kind in ("grouping", "gapWidth", "overlap")
             for part in columns.iterfind(f"{space}{kind}")]
        )  # fmt: skip
    assert found == [["stacked", "60", "100"], ["clustered", "80", "0"]]


@pytest.mark.parametrize(("grouped", "units"), [(True, ["1"]), (False, [])])
def test_each_step_is_shown_where_no_column_is_high(grouped: bool, units: list[str]) -> None:
    """Two of six are a stack of twelve."""
    drawn = chart(
        unpack(write(Document("", (Chart(runs("图"), table("月|甲|乙", "1|6|6"), grouped),)), GBT))
    )
    assert [node.get("val") for node in drawn.iter() if node.tag.endswith("}majorUnit")] == units


def test_its_workbook_holds_them_for_editing() -> None:
    parts = unpack(write(EVERY_BLOCK, GBT))
    book = unpack(parts["word/embeddings/chart1.xlsx"])
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    shared = [node.findtext(f"{space}t") for node in ET.fromstring(book["xl/sharedStrings.xml"])]
    sheet = ET.fromstring(book["xl/worksheets/sheet1.xml"])
    found = {
        cell.get("r"): shared[int(value)] if cell.get("t") == "s" else float(value)
        for cell in sheet.iter(f"{space}c")
        if (value := cell.findtext(f"{space}v")) is not None
    }
    assert found == {
        "A1": "月份", "B1": "主题党日", "C1": "党课<&>", "A2": "1月", "B2": 2.0, "C2": 1.0,
        "A3": "2月", "B3": 1.0, "A4": "3月", "C4": 2.5,
    }  # fmt: skip


@pytest.mark.parametrize("series", [1, 30])
def test_every_series_has_a_colour_and_a_column(series: int) -> None:
    rows = ["月" + "|次" * series, "1月" + "|1" * series]
    drawn = chart(unpack(write(Document("", (Chart(runs("图"), table(*rows)),)), GBT)))
    places = [node.text for node in drawn.iter() if node.tag.endswith("}f")]
    assert places[-1] == ("Sheet1!$B$2:$B$2" if series == 1 else "Sheet1!$AE$2:$AE$2")


def test_a_chart_is_on_the_page_of_its_table() -> None:
    wide = Chart(runs("图"), table("月" + "|很长的类别名称" * 20, "1月" + "|1" * 20))
    read = made(Paragraph(runs("前")), wide, Paragraph(runs("后")))
    assert [section.orientation for section in read.sections] == [0, 1, 0]


# Contents


def instructions(read: Any) -> list[str]:
    return [node.text.strip() for node in read.element.body.iter(qn("w:instrText"))]


def test_contents_are_a_field_that_finds_what_they_list() -> None:
    read = docx.Document(io.BytesIO(write(EVERY_BLOCK, GBT)))
    assert instructions(read) == [
        r'TOC \o "1-2" \f C \h \z',
        r"PAGEREF _Toc000000001 \h", r"PAGEREF _Toc000000002 \h",
        r"PAGEREF _Toc000000003 \h", r"PAGEREF _Toc000000004 \h",
        r'TC "附件1　台\“账\”\\" \f C \l 1', r'TC "附件2　照片" \f C \l 1',
    ]  # fmt: skip
    body = read.element.body
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert links == [name for name in marks if not name.startswith(MARK)]
    kinds = [node.get(qn("w:fldCharType")) for node in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == 7
    assert kinds.count("separate") == 5


def marks_of_entries(read: Any) -> list[Any]:
    """The bookmarks that contents lead to."""
    marks = read.element.body.iter(qn("w:bookmarkStart"))
    return [mark for mark in marks if mark.get(qn("w:name")).startswith("_Toc")]


def test_a_bookmark_is_around_the_words_of_its_entry() -> None:
    read = docx.Document(io.BytesIO(write(EVERY_BLOCK, GBT)))
    found = []
    for start in marks_of_entries(read):
        words = ""
        for sibling in start.itersiblings():
            if sibling.tag == qn("w:bookmarkEnd"):
                break
            words += "".join(node.text for node in sibling.iter(qn("w:t")))
        found.append(words)
    assert found == ["一、甲", "（一）乙。", "附件1", "附件2"]


def test_without_contents_there_are_no_bookmarks() -> None:
    blocks = tuple(block for block in EVERY_BLOCK.blocks if not isinstance(block, Contents))
    read = made(*blocks)
    assert instructions(read) == []
    assert marks_of_entries(read) == []


def test_contents_of_nothing_are_empty() -> None:
    assert [paragraph.text for paragraph in made(Contents(runs("目录"))).paragraphs] == ["目录", ""]


LINE = "国" * 26
"""A line that is full with the two characters by which a paragraph is indented."""


@pytest.mark.parametrize(("lines", "page"), [(19, 1), (20, 2), (41, 2), (42, 3)])
def test_a_heading_is_on_the_page_where_its_text_begins(lines: int, page: int) -> None:
    """A page has 22 lines; a heading stays with the first line after it."""
    heading = Heading(1, runs("一、甲"))
    line = Paragraph(runs(LINE))
    body: tuple[Block, ...] = (*[line] * (lines + 1), heading, line)
    assert Pages(Document("", body), GBT).of(heading) == page


def test_all_lines_of_a_heading_stay_with_what_follows() -> None:
    line, heading = Paragraph(runs(LINE)), Heading(1, runs("国" * 30))
    document = Document("", (*[line] * 20, heading, line))
    assert Pages(document, GBT).of(heading) == 2


def test_appendices_begin_pages() -> None:
    one = Appendix(runs("附件1"), (Title(runs("甲")), ledger(1)))
    two = Appendix(runs("附件2"), (Title(runs("乙")),))
    three = Appendix(runs("附件3"), (Title(runs("丙")),))
    document = Document("", (Paragraph(runs("正文")), one, two, three))
    found = Pages(document, GBT)
    assert [found.of(entry.block) for entry in outline(document)] == [2, 3, 4]


@pytest.mark.parametrize(
    ("lines", "bound"),
    [(2, True), (3, False), (17, False), (18, True), (22, True), (24, True), (25, False)],
)
def test_only_a_signature_that_may_stand_alone_binds_the_text_before_it(
    lines: int, bound: bool
) -> None:
    """A page has 22 lines, the signature three with the empty one above it; two are unsure."""
    signature = Signature((runs("某支部"), runs("2021年12月20日")))
    text = Paragraph(runs(LINE + "国" * 28 * (lines - 1)))
    assert Pages(Document("", (text, signature)), GBT).closing_is_bound == bound
    kept = made(text, signature).paragraphs[0].paragraph_format.keep_with_next
    assert bool(kept) == bound


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 28, 1),
        ("国" * 28, 28, 1),
        ("国" * 29, 28, 2),
        ("国" * 28 + "，", 28, 1),  # the mark hangs
        ("国" * 28 + "，国", 28, 2),
        ("国" * 27 + "（" + "国" * 28, 28, 3),  # a bracket does not stand at the end
        ("国" * 28 + "）", 28, 2),  # nor at the beginning, and takes its character along
        ("a" * 56, 28, 1),
        ("a" * 57, 28, 2),
        ("国" * 27 + "2021", 28, 2),  # a number stays whole
        ("国 " * 3, 2, 3),
    ],
)
def test_lines_are_counted_as_they_break(text: str, room: float, lines: int) -> None:
    assert line_count(text, room) == lines


def test_no_mark_hangs_over_the_edge_of_a_cell() -> None:
    assert line_count("国" * 28 + "，", 28, hangs=False) == 2


# Same records, same bytes


def test_pictures_and_charts_give_the_same_bytes_in_another_process() -> None:
    """With another order of hashes, elsewhere, and later."""
    code = (
        "import sys; from samples import *; from making import built_in_style as style;"
        "from branchreport.writers.docx import write;"
        "sys.stdout.buffer.write(write(EVERY_BLOCK, style('gbt9704')))"
    )
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    other = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "PYTHONUTF8": "1"},
        cwd=Path(__file__).parent,
        check=True,
        capture_output=True,
    )
    assert other.stdout == write(EVERY_BLOCK, GBT)


def test_a_workbook_depends_on_no_clock_and_no_compression() -> None:
    book = zipfile.ZipFile(io.BytesIO(workbook(CHART)))
    assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in book.infolist()} == {zipfile.ZIP_STORED}
    core = book.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2


def repacked(data: bytes, level: int) -> bytes:
    """``data`` as another build of zlib would have packed it, in another order, at another time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, content in reversed(unpack(data).items()):
            inside = repacked(content, level) if name.endswith(".xlsx") else content
            package.writestr(zipfile.ZipInfo(name, (2021, 12, 20, 8, 0, 0)), inside)
    return buffer.getvalue()


def test_the_digest_is_of_what_a_file_holds() -> None:
    data = write(EVERY_BLOCK, GBT)
    other = repacked(data, 1)
    assert other != data
    assert content_digest(other) == content_digest(data)
    assert len(content_digest(data)) == 64


@pytest.mark.parametrize("name", ["word/document.xml", "word/embeddings/chart1.xlsx"])
def test_the_digest_changes_with_any_part(name: str) -> None:
    parts = dict(unpack(write(EVERY_BLOCK, GBT)))
    before = content_digest(pack(parts))
    if name.endswith(".xlsx"):
        parts[name] = pack(unpack(parts[name]) | {"xl/more.xml": b""})
    else:
        parts[name] += b" "
    assert content_digest(pack(parts)) != before


def test_a_document_without_charts_never_loads_what_writes_workbooks() -> None:
    code = (
        "import sys; from branchreport.writers.docx import write; from samples import *;"
        "from making import built_in_style as style;"
        "write(Document('', EVERY_BLOCK.blocks[:3]), style('gbt9704'));"
        "print('xlsxwriter' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "tests",
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "False\n"
