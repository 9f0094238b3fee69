"""The PDF that Typst sets: its measures, every kind of block, and that no word of it is code."""

import datetime
import io
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from branchreport import fonts
from branchreport.document import (
    Appendix,
    Attachments,
    Block,
    Chart,
    Contents,
    Document,
    Heading,
    Image,
    List,
    Paragraph,
    Picture,
    RedHead,
    Run,
    Runs,
    Signature,
    Table,
    Title,
)
from branchreport.style import SignaturePlace, Style
from branchreport.typefaces import typecase
from branchreport.writers import WRITERS
from branchreport.writers.docx.package import unpack
from branchreport.writers.typst import PROGRAM, Unset, write
from branchreport.writers.versions import INKS
from making import built_in_style as style
from pdf_pages import Line, Page, pages_of, properties_of, text_of
from reading import pieces
from sample_documents import documents
from typefoundry import LATIN, cast_into

CHARACTER = 15.7 * 25.4 / 72
"""The advance of a character of the body, in millimetres."""
LINE = 28.95 * 25.4 / 72


def runs(text: str) -> Runs:
    return (Run(text),)


def document(*blocks: Block) -> Document:
    return Document("标题", blocks, author="作者", date=datetime.date(2021, 12, 20))


AT_HAND = fonts.Fonts(fonts.pack())


def set_in(whole: Document, looks: Style) -> bytes:
    return write(whole, looks, typecase(whole, looks, AT_HAND))


def printed(*blocks: Block, looks: Style | None = None) -> bytes:
    return set_in(document(*blocks), looks or style())


def page(*blocks: Block, looks: Style | None = None) -> Page:
    (only,) = pages_of(printed(*blocks, looks=looks))
    return only


def body(page: Page) -> tuple[Line, ...]:
    """The lines above the page number."""
    return tuple(line for line in page.lines if line.base < 262)


def image(form: str = "PNG", width: int = 1200, height: int = 800) -> Image:
    data = io.BytesIO()
    Pillow.linear_gradient("L").resize((width, height)).convert("RGB").save(data, form)
    return Image(data.getvalue(), "jpeg" if form == "JPEG" else "png", width, height)


LEDGER = Table(
    (runs("月份"), runs("党课"), runs("主题党日")),
    tuple((runs(f"{month}月"), runs(str(month % 3 or "")), runs("1")) for month in range(1, 13)),
    ("left", "right", "right"),
)
WIDE = Table(
    tuple(runs(f"第{column}栏") for column in range(12)),
    tuple(tuple(runs("写得比较长的一格文字") for _ in range(12)) for _ in range(3)),
    ("left",) * 12,
)
SIGNATURE = Signature((runs("云溪市水务局机关党支部"), runs("2021年12月20日")))

EVERY_BLOCK: tuple[Block, ...] = (
    RedHead(runs("云溪市水务局机关支部文件"), runs("云水支发〔2021〕12号"), runs("签发人：书记")),
    Title(runs("年度工作总结")),
    Contents(runs("目　录")),
    Paragraph(runs("（题注）"), "note"),
    Paragraph(runs("局党委："), "addressee"),
    Heading(1, runs("一、甲")),
    Heading(2, runs("（一）乙。"), runs("丙“丁”——戊")),
    Heading(3, runs("1.己")),
    Heading(4, runs("（1）庚")),
    Paragraph((Run("正文"), Run("粗", strong=True), Run("【待补：人数】", gap=True))),
    Paragraph((Run("旧版", edit="deleted"), Run("新版", edit="inserted"))),
    List((runs("其一"), runs("其二")), ordered=True),
    List((runs("一点"),)),
    Chart(runs("按月统计"), LEDGER),
    Picture(image(), runs("一张照片")),
    Picture(image("JPEG", 300, 500), runs("又一张照片")),
    LEDGER,
    WIDE,
    Attachments(runs("附件："), (runs("台账"), runs("清单"))),
    SIGNATURE,
    Appendix(runs("附件1"), (Title(runs("活动台账")), Paragraph(runs("说明")), LEDGER)),
    Appendix(runs("附件2"), (Title(runs("整改清单")), WIDE)),
)  # fmt: skip


def test_the_same_document_gives_the_same_bytes() -> None:
    assert printed(*EVERY_BLOCK) == printed(*EVERY_BLOCK)


def test_what_every_block_says_can_be_read() -> None:
    said = text_of(printed(*EVERY_BLOCK))
    for words in (
        "云溪市水务局机关支部文件", "云水支发〔2021〕12号", "签发人：书记", "年度工作总结",
        "目　录", "（题注）", "局党委：", "一、甲", "（一）乙。丙“丁”——戊", "1.己", "（1）庚",
        "正文粗【待补：人数】", "旧版新版", "1. 其一", "2. 其二", "• 一点", "按月统计", "一张照片",
        "又一张照片", "主题党日", "第11栏", "附件：", "1.台账", "2.清单", "云溪市水务局机关党支部",
        "2021年12月20日", "附件1活动台账说明", "附件2整改清单",
    ):  # fmt: skip
        assert words in said


def test_every_block_is_set_in_the_plain_style_as_well() -> None:
    said = text_of(printed(*EVERY_BLOCK, looks=style("plain")))
    assert "（一）乙。 丙“丁”——戊".replace(" ", "") in said
    assert "附件2整改清单" in said


def test_the_file_tells_title_author_and_the_date_of_the_report() -> None:
    made = printed(Title(runs("标题")))
    told = properties_of(made)
    assert told["Title"] == "标题"
    assert told["Author"] == "作者"
    assert told["CreationDate"] == told["ModDate"] == "D:20211220000000Z"
    assert b"/Lang(zh-CN)" in made
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made


def test_a_document_without_date_and_author_has_a_fixed_one() -> None:
    bare = Document("标题", (Title(runs("标题")),))
    made = set_in(bare, style())
    assert properties_of(made)["CreationDate"] == "D:19800101000000Z"
    assert made == set_in(bare, style())


def test_the_paper_is_a4_with_22_lines_of_28_characters() -> None:
    sheets = pages_of(printed(Paragraph(runs("字" * 28 * 60))))
    assert {(round(sheet.width), round(sheet.height)) for sheet in sheets} == {(210, 297)}
    first = body(sheets[0])
    assert len(first) == 22
    assert [len(line.text) for line in first] == [26] + [28] * 21
    assert first[0].left == pytest.approx(28 + 2 * CHARACTER, abs=0.1)
    for line in first[1:]:
        assert line.left == pytest.approx(28, abs=0.1)
        assert line.right == pytest.approx(184, abs=0.2)
    for upper, lower in pairwise(first):
        assert lower.base - upper.base == pytest.approx(LINE, abs=0.02)


def test_marks_are_not_squeezed_to_get_more_into_a_line() -> None:
    """Each line takes what fits, as in Word; what is left over is spread between the letters."""
    text = "深入学习，扎实推进；落实三会一课（主题党日）等制度，抓好整改、提升质效。" * 12
    lines = body(page(Paragraph(runs(text))))
    assert max(len(line.text) for line in lines) == 28
    assert min(len(line.text) for line in lines[1:-1]) >= 26


def test_the_ink_of_a_full_page_is_in_the_type_area() -> None:
    """A square of 16 points in the middle of each line of 28.95 points."""
    lines = body(pages_of(printed(Paragraph(runs("字" * 28 * 22))))[0])
    top = lines[0].base - 0.88 * 16 * 25.4 / 72
    bottom = lines[-1].base + 0.12 * 16 * 25.4 / 72
    room = (LINE - 16 * 25.4 / 72) / 2
    assert top == pytest.approx(37 + room, abs=0.05)
    assert bottom == pytest.approx(37 + 22 * LINE - room, abs=0.05)


def test_page_numbers_stand_outside_7_mm_below_the_text() -> None:
    sheets = pages_of(printed(Paragraph(runs("字" * 28 * 50))))
    character = 14 * 25.4 / 72
    for index, sheet in enumerate(sheets, start=1):
        number = sheet.lines[-1]
        assert number.text == f"— {index} —"
        dash = number.base - 0.38 * character  # a dash is about so high above the base line
        assert dash == pytest.approx(262 + 7, abs=0.5)
        if index % 2:
            assert number.right == pytest.approx(184 - character, abs=0.1)
        else:
            assert number.left == pytest.approx(28 + character, abs=0.1)


def test_a_style_without_page_numbers_has_none() -> None:
    looks = style()
    looks = looks.model_copy(
        update={"page_number": looks.page_number.model_copy(update={"place": "none"})}
    )
    assert page(Paragraph(runs("字")), looks=looks).text == "字"


def test_an_empty_line_follows_the_title() -> None:
    title, text = body(page(Title(runs("标题")), Paragraph(runs("正文"))))
    assert (title.size, text.size) == (22, 16)
    middle = (title.left + title.right) / 2
    assert middle == pytest.approx((28 + 184) / 2, abs=0.1)
    drop = (0.88 - 0.5) * (22 - 16) * 25.4 / 72  # larger letters stand lower in their line
    assert text.base - title.base == pytest.approx(2 * LINE - drop, abs=0.05)


def test_a_heading_that_runs_in_has_its_own_font_and_no_more() -> None:
    looks = style()
    hei = looks.paragraphs.heading_1
    looks = looks.model_copy(
        update={"paragraphs": looks.paragraphs.model_copy(update={"heading_2": hei})}
    )
    (line,) = body(page(Heading(2, runs("（一）要点。"), runs("正文")), looks=looks))
    assert line.text == "（一）要点。正文"
    assert line.fonts == {"NotoSansSC-Regular", "NotoSerifSC-Regular"}
    assert line.left == pytest.approx(28 + 2 * CHARACTER, abs=0.1)


@pytest.mark.parametrize(
    ("name", "date", "name_right", "offset"),
    [
        ("云溪市水务局机关党支部", "2021年12月20日", 2, 2),  # the name keeps two from the edge
        ("办公室", "2021年12月20日", None, 2),  # the date is longer: it keeps the two
    ],
)
def test_the_signature_stands_as_the_standard_says(
    name: str, date: str, name_right: int | None, offset: int
) -> None:
    """GB/T 9704-2012, 7.3.5.2."""
    text, first, second = body(page(Paragraph(runs("正文")), Signature((runs(name), runs(date)))))
    assert (first.text, second.text) == (name, date)
    assert first.base - text.base == pytest.approx(2 * LINE, abs=0.05)
    assert second.left - first.left == pytest.approx(offset * CHARACTER, abs=0.1)
    right = first.right if name_right else second.right
    assert right == pytest.approx(184 - 2 * CHARACTER, abs=0.2)


def test_a_sealed_signature_is_centred_over_the_date() -> None:
    """GB/T 9704-2012, 7.3.5.1."""
    sealed = replace(SIGNATURE, sealed=True)
    _text, name, date = body(page(Paragraph(runs("正文")), sealed))
    assert date.right == pytest.approx(184 - 4 * CHARACTER, abs=0.2)
    assert (name.left + name.right) / 2 == pytest.approx((date.left + date.right) / 2, abs=0.1)


def test_above_a_seal_is_as_much_room_as_it_needs() -> None:
    looks = style().model_copy(
        update={"signature": style().signature.model_copy(update={"sealed_before": 4})}
    )
    text, name, _date = body(
        page(Paragraph(runs("正文")), replace(SIGNATURE, sealed=True), looks=looks)
    )
    assert name.base - text.base == pytest.approx(5 * LINE, abs=0.05)


def test_a_seal_is_set_over_no_lone_line() -> None:
    _text, sealed = body(page(Paragraph(runs("正文")), Signature((runs("支部"),), sealed=True)))
    _text, other = body(page(Paragraph(runs("正文")), Signature((runs("支部"),))))
    assert sealed == other


def test_a_signature_to_the_left_or_right_stands_there() -> None:
    for place in ("left", "right"):
        looks = style().model_copy(update={"signature": SignaturePlace(place=place, right=3)})
        _text, name, date = body(page(Paragraph(runs("正文")), SIGNATURE, looks=looks))
        if place == "left":
            assert name.left == date.left == pytest.approx(28, abs=0.1)
        else:
            assert name.right == pytest.approx(184 - 3 * CHARACTER, abs=0.2)
            assert date.right == pytest.approx(184 - 3 * CHARACTER, abs=0.2)


@given(documents(st.text("支部党课会议一二三四五0123456789abc", max_size=6)))
@example(document(Heading(1, runs("一、甲")), SIGNATURE))
@example(document(List(()), SIGNATURE))
@example(document(Paragraph(runs("甲")), SIGNATURE, SIGNATURE))
@example(document(*EVERY_BLOCK))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_character_of_a_document_is_lost(whole: Document) -> None:
    said = Counter("".join(piece.text for piece in pieces(whole)))
    with pdfplumber.open(io.BytesIO(set_in(whole, style()))) as opened:
        shown = Counter("".join(char["text"] for sheet in opened.pages for char in sheet.chars))
    unseen = {" ", "　", "\u202a", "\u202c", "😀"}  # blanks, directions, and what no font here has
    assert set(said - shown) <= unseen


@pytest.mark.parametrize("lines", range(15, 27))
def test_a_signature_is_never_alone_on_a_page(lines: int) -> None:
    """GB/T 9704-2012, 7.3.5.5: a line of the text goes with it, and no more than that."""
    text = Paragraph(runs("字" * (28 * lines - 2)))
    sheets = pages_of(printed(text, SIGNATURE))
    counts = [len(body(sheet)) for sheet in sheets]
    on_one_page = lines + 3 <= 22
    if on_one_page:
        assert counts == [lines + 2]
    else:
        assert counts == [min(lines - 1, 22), max(lines - 22, 1) + 2]


@pytest.mark.parametrize("before", [
    List(tuple(runs("字" * 28 * 4) for _ in range(5))),
    Heading(2, runs("（一）要点。"), runs("字" * 28 * 20)),
    LEDGER,
    Attachments(runs("附件："), (runs("台账"),)),
    Picture(image(), runs("照片")),
])  # fmt: skip
def test_a_signature_stays_with_what_is_before_it(before: Block) -> None:
    for lines in range(14):
        filling = Paragraph(runs("字" * (28 * lines)))
        last = pages_of(printed(filling, before, SIGNATURE))[-1]
        assert len(body(last)) > 2


def test_contents_have_the_pages_of_the_headings() -> None:
    text = Paragraph(runs("字" * 28 * 22))
    made = printed(
        Contents(runs("目录")), Heading(1, runs("一、甲")), text,
        Heading(2, runs("（一）乙。"), runs("丙")), text,
        Appendix(runs("附件1"), (Title(runs("台账")),)),
    )  # fmt: skip
    sheets = pages_of(made)
    entries = [re.fullmatch(r"(.+?)\.{3,}(\d+)", line.text) for line in body(sheets[0])[1:4]]
    assert [entry and entry.groups() for entry in entries] == [
        ("一、甲", "1"), ("（一）乙", "2"), ("附件1　台账", "4"),
    ]  # fmt: skip
    assert "（一）乙。丙" in sheets[1].text
    assert sheets[3].text.startswith("附件1台账")
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        linked = {round(float(link["y0"])) for link in pdf.pages[0].annots}
    assert len(linked) == 3


def test_headings_are_an_outline_of_the_file() -> None:
    made = printed(Heading(1, runs("一、甲")), Heading(2, runs("（一）乙。"), runs("丙")))
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        outlines = [(level, title) for level, title, *_rest in pdf.doc.get_outlines()]
    assert outlines == [(1, "一、甲"), (2, "（一）乙。")]


def test_a_red_head_stands_35_mm_below_the_text_over_a_red_rule() -> None:
    """GB/T 9704-2012, 7.2.4 to 7.2.7."""
    made = printed(RedHead(runs("云溪市水务局文件"), runs("云水〔2021〕1号")), Title(runs("标题")))
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        (rule,) = [line for line in pdf.pages[0].lines if line["width"] > 400]
    issuer, number, title = body(pages_of(made)[0])
    assert issuer.base == pytest.approx(37 + 35 + 0.88 * 50 * 25.4 / 72, abs=0.1)  # in 50 pt
    between = 0.12 * 50 + 0.125 * (50 + 16) + 0.88 * 16
    assert number.base - issuer.base == pytest.approx(2 * LINE + between * 25.4 / 72, abs=0.1)
    assert rule["stroking_color"] == (1, 0, 0)
    top = rule["top"] * 25.4 / 72
    assert top == pytest.approx(number.base + 0.12 * 16 * 25.4 / 72 + 4, abs=0.3)
    assert rule["width"] * 25.4 / 72 == pytest.approx(156, abs=0.1)
    assert title.base - top == pytest.approx(2 * LINE + (23.0) * 25.4 / 72, abs=0.8)


def test_an_attachment_is_aligned_with_the_first_character_of_its_name() -> None:
    """GB/T 9704-2012, 7.3.4."""
    long = Attachments(runs("附件："), (runs("名" * 40), runs("清单")))
    first, rest, second = body(page(long))
    assert first.text == "附件：1." + "名" * (len(first.text) - 5)
    assert rest.left == pytest.approx(28 + (2 + 3 + 1.5) * CHARACTER, abs=0.05)
    with pdfplumber.open(io.BytesIO(printed(long))) as pdf:
        name = next(letter for letter in pdf.pages[0].chars if letter["text"] == "名")
    assert rest.left == pytest.approx(name["x0"] * 25.4 / 72, abs=0.05)
    assert rest.left > first.left + 3 * CHARACTER
    assert second.text == "2.清单"
    (alone,) = body(page(Attachments(runs("附件："), (runs("清单"),))))
    assert alone.text == "附件：清单"


@pytest.mark.parametrize("name", ["gbt9704", "gbt33476"])
def test_names_of_attachments_stand_where_a_word_file_has_them(name: str) -> None:
    """A number and a name that begins with a digit are not to be read as one number."""
    looks = style(name)
    block = Attachments(runs("附件："), (*(runs("2024年台账") for _ in range(9)), runs("清单")))
    made = WRITERS["docx"](document(block), looks)
    (text, *_more) = re.findall(r"<w:p>.*?2024年台账", unpack(made)["word/document.xml"].decode())
    (twips,) = re.findall(r'<w:ind [^>]*w:left="(\d+)"', text)
    with pdfplumber.open(io.BytesIO(printed(block, looks=looks))) as pdf:
        letters = pdf.pages[0].chars
    lefts = [letter["x0"] for letter in letters if letter["text"] in ("年", "清")]
    margin = looks.page.left * 72 / 25.4
    assert lefts[-1] - margin == pytest.approx(int(twips) / 20, abs=0.1)
    assert len({round(left) for left in lefts[:-1]}) == 1


def test_a_number_of_an_attachment_keeps_off_an_english_label() -> None:
    """However wide the font is: what stands in for Times New Roman here is wider."""
    block = Attachments(runs("Attachments:"), (runs("Ledger"), runs("List")))
    with pdfplumber.open(io.BytesIO(printed(block, looks=style("plain")))) as pdf:
        letters = [letter for letter in pdf.pages[0].chars if letter["top"] < 400]
    colon, one, name = (next(x for x in letters if x["text"] == mark) for mark in ":1L")
    assert one["x0"] - colon["x1"] >= 5
    assert name["x0"] - one["x1"] >= 5


def test_an_empty_line_follows_the_contents() -> None:
    lines = body(
        page(Contents(runs("目录")), Heading(1, runs("一、甲")), Heading(1, runs("二、乙")))
    )
    assert [line.text.partition(".")[0] for line in lines] == [
        "目录", "一、甲", "二、乙", "一、甲", "二、乙",
    ]  # fmt: skip
    steps = [after.base - before.base for before, after in pairwise(lines)]
    assert steps == [pytest.approx(number * LINE, abs=0.05) for number in (1, 1, 2, 1)]


def test_a_wide_table_turns_its_page_and_the_number_stays_in_its_place() -> None:
    sheets = pages_of(printed(Paragraph(runs("前")), WIDE, Paragraph(runs("后"))))
    sizes = [(round(sheet.width), round(sheet.height)) for sheet in sheets]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    turned = sheets[1]
    number = [line for line in turned.lines if line.left < 35]
    assert "".join(line.text for line in number) == "— 2 —"
    bases = [line.base for line in number]
    # on an even page the number is left; the left edge of the sheet is up
    assert bases[0] > 28 + 14 * 25.4 / 72 - 1
    assert max(bases) < 60


def test_an_appendix_with_a_wide_table_is_turned_with_its_title() -> None:
    sheets = pages_of(
        printed(Paragraph(runs("前")), Appendix(runs("附件1"), (Title(runs("台账")), WIDE)))
    )
    assert [round(sheet.width) for sheet in sheets] == [210, 297]
    assert "附件1" in sheets[1].text
    assert "第0栏" in sheets[1].text


def test_a_table_goes_over_to_the_next_page_with_its_head() -> None:
    table = Table(
        (runs("日期"), runs("主题")),
        tuple((runs(f"{n}日"), runs("学习")) for n in range(60)),
        ("left", "left"),
    )
    sheets = pages_of(printed(table))
    assert len(sheets) == 2
    assert all(sheet.text.startswith("日期主题") for sheet in sheets)


def test_a_row_that_is_longer_than_a_page_is_shown_whole() -> None:
    words = "字" * 3000
    table = Table((runs("甲"), runs("乙")), ((runs(words), runs("短")),), ("left", "left"))
    assert text_of(printed(table)).count("字") == 3000


def test_pictures_keep_their_proportions_and_the_bounds_of_the_style() -> None:
    made = printed(
        Picture(image("PNG", 1200, 800), runs("大")), Picture(image("JPEG", 96, 192), runs("小"))
    )
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        sizes = [
            (picture["width"] * 25.4 / 72, picture["height"] * 25.4 / 72)
            for sheet in pdf.pages
            for picture in sheet.images
        ]
    assert sizes == [
        (pytest.approx(120, abs=0.1), pytest.approx(80, abs=0.1)),
        (pytest.approx(25.4, abs=0.1), pytest.approx(50.8, abs=0.1)),
    ]


def test_a_chart_is_drawn_to_scale_and_told_in_a_table() -> None:
    made = printed(Chart(runs("统计"), LEDGER))
    colors = style().chart.colors
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        shapes = [rect for rect in pdf.pages[0].rects if rect["height"] > 8]
    unit: dict[str, list[float]] = {}
    for rect in shapes:
        color = "".join(f"{round(255 * part):02X}" for part in rect["non_stroking_color"])
        unit.setdefault(color, []).append(rect["height"])
    assert set(unit) == {colors[0], colors[1]}
    one = min(unit[colors[1]])
    assert [round(height / one) for height in unit[colors[0]]] == [1, 2] * 4
    assert [round(height / one) for height in unit[colors[1]]] == [1] * 12
    assert text_of(made).count("主题党日") == 2  # in the legend, and over a column of the table


def test_grouped_series_stand_side_by_side_on_one_ground() -> None:
    made = printed(Chart(runs("统计"), LEDGER, grouped=True))
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        bars = [rect for rect in pdf.pages[0].rects if rect["height"] > 8]
    colors = style().chart.colors[:2]
    one = min(bar["height"] for bar in bars)
    inks = [hexadecimal(bar["non_stroking_color"]) for bar in bars]
    heights = [round(bar["height"] / one) for bar in bars]
    found = [[high for high, ink in zip(heights, inks, strict=True) if ink == c] for c in colors]
    assert found == [[1, 2] * 4, [1] * 12]
    assert len({round(bar["bottom"], 1) for bar in bars}) == 1
    spans = sorted((bar["x0"], bar["x1"]) for bar in bars)
    assert all(before[1] <= after[0] + 0.01 for before, after in pairwise(spans))
    told = [line.text for line in body(pages_of(made)[0])]
    assert told[1:6] == ["2222", "2", "1" * 16, "1", "0"]  # above the columns, and on the scale


def test_words_of_one_version_have_lines_in_their_colours() -> None:
    said = (Run("共"), Run("旧版", edit="deleted"), Run("新版", edit="inserted"), Run("人"))
    with pdfplumber.open(io.BytesIO(printed(Paragraph(said)))) as pdf:
        sheet = pdf.pages[0]
        lines = [
            (line["stroking_color"], line["x0"], line["x1"], line["top"]) for line in sheet.lines
        ]
        letters = {letter["text"]: letter for letter in sheet.chars}
    (red, *struck, strike), (green, *under, underline) = lines
    assert [hexadecimal(red), hexadecimal(green)] == [INKS["deleted"], INKS["inserted"]]
    for words, (left, right) in ((("旧", "新"), struck), (("新", "人"), under)):
        assert left == pytest.approx(letters[words[0]]["x0"], abs=0.5)
        assert right == pytest.approx(letters[words[1]]["x0"], abs=0.5)
    middle = (letters["旧"]["top"] + letters["旧"]["bottom"]) / 2
    assert strike == pytest.approx(middle, abs=2)
    assert underline > middle + 6
    inks = [hexadecimal(letters[word]["non_stroking_color"]) for word in "共旧新"]
    assert inks == ["000000", INKS["deleted"], INKS["inserted"]]


def hexadecimal(color: Any) -> str:
    channels = color if len(color) == 3 else color * 3
    return "".join(f"{round(255 * part):02X}" for part in channels)


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        ("1", ["1", "0"]), ("2", ["2", "1", "0"]), ("6", ["6", "4", "2", "0"]),
        ("0.5", ["0.6", "0.4", "0.2", "0"]), ("97", ["100", "50", "0"]),
    ],
)  # fmt: skip
def test_the_scale_of_a_chart_has_round_numbers(most: str, ticks: list[str]) -> None:
    """Those of whole numbers are whole."""
    table = Table((runs("月份"), runs("次数")), ((runs("月"), runs(most)),), ("left", "right"))
    lines = body(page(Chart(runs("统计"), table)))
    drawn = [line for line in lines if line.base < next(x.base for x in lines if x.text == "统计")]
    assert [line.text for line in drawn if line.left < 32 and line.text != "月"] == ticks


def test_the_caption_of_a_chart_is_between_it_and_its_table() -> None:
    made = printed(Chart(runs("统计"), LEDGER))
    caption = next(line for line in body(pages_of(made)[0]) if line.text == "统计")
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        bars = [rect for rect in pdf.pages[0].rects if rect["height"] > 8]
    assert max(rect["bottom"] for rect in bars) * 25.4 / 72 < caption.base
    table = next(line for line in body(pages_of(made)[0]) if line.text == "月份党课主题党日")
    assert caption.base < table.base


@pytest.mark.parametrize(
    "rows",
    [(), ((runs("1月"), runs("")),), ((runs("1月"), runs("0.37")), (runs("2月"), runs("9" * 9)))],
)
def test_a_chart_of_little_or_much_is_drawn(rows: tuple[tuple[Runs, ...], ...]) -> None:
    table = Table((runs("月份"), runs("次数")), rows, ("left", "right"))
    assert "统计" in text_of(printed(Chart(runs("统计"), table)))


def test_a_gap_is_on_the_colour_of_the_style() -> None:
    made = printed(Paragraph((Run("共"), Run("【待补：人数】", gap=True), Run("人"))))
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        sheet = pdf.pages[0]
        (rect,) = sheet.rects
        letters = [letter for letter in sheet.chars if letter["text"] in "待补人数【】"]
    assert rect["non_stroking_color"] == (1, 1, 0)
    assert rect["x0"] == pytest.approx(letters[0]["x0"], abs=1)


HOSTILE = (
    '#panic("x") #{let y = 1} $a^2$ *b* _c_ `d` <e> @f \\u{41} // g /* h */ ~ = i - j + k',
    '"],"strong":false}]}]} #import "@preview/x:1.0.0"',
    "]]>&amp;&#10;{{7*7}}{% for %}",
    "# 标题 | 表 | **粗** [链](x) ![图](y)",
    "\\\\ \\\" \\n \\#",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_no_word_of_a_record_is_code(words: str) -> None:
    """In every place that says something, what is said is shown as it is."""
    said = runs(words)
    table = Table((said, said), ((said, said),), ("left", "left"))
    blocks: tuple[Block, ...] = (
        Title(said), Heading(1, said), Heading(2, said, said), Paragraph(said), List((said,)),
        table, Picture(image(), said), Attachments(said, (said,)), Signature((said, said)),
        Appendix(said, (Title(said),)), RedHead(said, said, said), Contents(said),
    )  # fmt: skip
    whole = Document(words, blocks, author=words, date=datetime.date(2021, 12, 20))
    made = set_in(whole, style())
    squeezed = re.sub(r"\s", "", text_of(made))
    assert squeezed.count(re.sub(r"\s", "", words)) >= 15
    told = properties_of(made)
    assert (told["Title"], told["Author"]) == (words, words)


def test_a_category_of_a_chart_is_no_code_either() -> None:
    words = runs(HOSTILE[0])
    table = Table((words, words), ((words, runs("1")),), ("left", "right"))
    squeezed = re.sub(r"\s", "", text_of(printed(Chart(words, table))))
    assert squeezed.count(re.sub(r"\s", "", HOSTILE[0])) >= 4


def test_a_long_word_is_broken_and_keeps_its_letters() -> None:
    word = "https://example.org/" + "a" * 400
    sheet = page(Paragraph(runs(word)))
    assert "".join(line.text for line in body(sheet)) == word
    assert all(line.right < 184.3 for line in body(sheet))


@pytest.mark.slow
def test_a_hundred_thousand_characters_are_set() -> None:
    sheets = pages_of(printed(Paragraph(runs("字" * 100_000))))
    assert sum(sheet.text.count("字") for sheet in sheets) == 100_000


def test_breaks_within_a_text_are_blanks() -> None:
    (line,) = body(page(Paragraph(runs("a\nb\tc\r\u2028d"))))
    assert line.text == "a b c  d"


def test_a_picture_that_is_none_is_an_error_that_says_so() -> None:
    with pytest.raises(Unset, match="failed to decode image"):
        printed(Picture(Image(b"no picture", "png", 10, 10), runs("坏")))


def test_typst_takes_fonts_from_nowhere_else(tmp_path: Path) -> None:
    """Neither those of the system, nor those that Typst carries within itself."""
    cast_into(tmp_path, LATIN + "字标题作者•、，", "SimSun")
    said = document(Paragraph(runs("字ABC")))
    case = typecase(said, style(), fonts.in_folders([tmp_path]))
    used = {name for sheet in pages_of(write(said, style(), case)) for line in sheet.lines
            for name in line.fonts}  # fmt: skip
    assert used == {"SimSun-Regular"}


def test_a_character_without_a_font_is_refused_not_boxed(tmp_path: Path) -> None:
    """Whoever hands in fonts has looked that all is there; Typst is the last to see to it."""
    cast_into(tmp_path, LATIN + "字标题作者•、，", "SimSun")
    case = typecase(document(Paragraph(runs("字"))), style(), fonts.in_folders([tmp_path]))
    with pytest.raises(Unset, match="could not be displayed"):
        write(document(Paragraph(runs("字A党é"))), style(), case)


def test_bold_without_a_bold_font_is_thickened(tmp_path: Path) -> None:
    """The letters are stroked as well as filled, which only the text operator 2 Tr tells."""
    thin, thick = printed(Paragraph(runs("字"))), printed(Paragraph((Run("字", strong=True),)))
    with_bold = tmp_path / "with bold"
    with_bold.mkdir()
    for weight in (400, 700):
        cast_into(with_bold, LATIN + "字标题作者•、，", "SimSun", weight=weight)
    strong = document(Paragraph((Run("字", strong=True),)))
    case = typecase(strong, style(), fonts.in_folders([with_bold]))
    set_bold = write(strong, style(), case)
    assert [b"2 Tr" in content_of(made) for made in (thin, thick, set_bold)] == [False, True, False]
    assert pages_of(set_bold)[0].lines[0].fonts == {"SimSun-Bold"}


def content_of(made: bytes) -> bytes:
    """The drawing operators of the first page."""
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        return b"".join(stream.get_data() for stream in pdf.pages[0].page_obj.contents)


def test_the_program_is_the_same_for_every_document() -> None:
    """What a document says is in the data alone: the program takes nothing from anywhere else."""
    program = PROGRAM.read_text("utf-8")
    assert re.findall(r"json\(([^)]*)\)", program) == ['"data.json"', "told.file"]
    assert not re.search(r"\b(eval|include|import|read|plugin|sys\.inputs)\b", program)


def test_a_date_in_a_table_is_not_broken() -> None:
    """Where there is not room for all, prose gives way, and not a short column."""
    rows = tuple((runs("2021年12月31日"), runs("很长的一段说明" * 8)) for _ in range(2))
    sheet = page(Table((runs("日期"), runs("说明")), rows, ("left", "left")))
    assert sheet.text.count("2021年12月31日") == 2
    for line in sheet.lines:
        assert not line.text.startswith("日很")
    wide = Table(
        (runs("时限"), *(runs(f"第{n}栏") for n in range(8))),
        ((runs("2021年12月31日"), *(runs("写得比较长的一格文字" * 2) for _ in range(8))),),
        ("left",) * 9,
    )
    (turned,) = (sheet for sheet in pages_of(printed(wide)) if sheet.width > 250)
    assert any("2021年12月31日" in line.text for line in turned.lines)
