"""The page for the browser: complete in itself, and what a style and a chart become on it."""

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchreport.document import (
    Attachments,
    Block,
    Chart,
    Contents,
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    Signature,
    Source,
    Table,
    text_of,
)
from branchreport.style import Style
from branchreport.writers import WRITERS
from branchreport.writers.anchors import names
from branchreport.writers.html.chart import drawing
from branchreport.writers.html.colors import GRAPHICS, SHEET, TEXT, contrast, ink_on, on_dark
from branchreport.writers.html.sheet import style_sheet
from conftest import EXAMPLES
from making import built_in_style as style
from reading import html_figures, html_pieces, page, pieces
from sample_documents import CHART, EVERY_BLOCK, row, runs
from test_figures import traced

GBT9704 = style("gbt9704")


def opened(document: Document = EVERY_BLOCK, chosen: Style = GBT9704) -> ET.Element:
    return page(WRITERS["html"](document, chosen))


def with_body(**changes: object) -> Style:
    """The official style with another body."""
    paragraphs = GBT9704.paragraphs
    body = paragraphs.body.model_copy(update=changes)
    return GBT9704.model_copy(update={"paragraphs": paragraphs.model_copy(update={"body": body})})


def test_the_page_says_what_it_is() -> None:
    root = opened()
    said = {meta.get("name"): meta.get("content") for meta in root.iter("meta")}
    assert root.get("lang") == "zh-CN"
    assert [title.text for title in root.iter("title")] == [EVERY_BLOCK.title]
    assert (said["author"], said["dcterms.date"]) == (EVERY_BLOCK.author, "2021-12-20")


def test_a_page_without_a_title_has_the_name_of_its_author() -> None:
    assert [title.text for title in opened(Document("", (), author="甲")).iter("title")] == ["甲"]


def test_the_page_asks_for_nothing() -> None:
    """No script, and no address but places on the page and pictures that stand in it."""
    root = opened()
    addresses = {
        element.get(name, "")
        for element in root.iter()
        for name in ("src", "href", "srcset", "action", "data", "poster", "background")
        if element.get(name)
    }
    assert {address.partition("-")[0].partition(",")[0] for address in addresses} == {
        "#heading", "#appendix", "data:image/png;base64",
    }  # fmt: skip
    assert not {"script", "link", "iframe", "object", "embed", "base"} & {
        e.tag for e in root.iter()
    }
    (sheet,) = root.iter("style")
    assert not re.search(r"url\(|@import|src: (?!local)", sheet.text or "")
    policy = next(meta for meta in root.iter("meta") if meta.get("http-equiv"))
    assert "default-src 'none'" in policy.get("content", "")


def test_headings_go_down_in_order() -> None:
    levels = [int(e.tag[1]) for e in opened().iter() if re.fullmatch(r"h[1-6]", str(e.tag))]
    assert levels == [1, 2, 3, 4, 5, 2, 2, 2, 3]


def test_tables_and_pictures_can_be_heard() -> None:
    root = opened()
    assert {head.get("scope") for head in root.iter("th")} == {"col", "row"}
    assert [image.get("alt") for image in root.iter("img")] == ["图3　党员在河道边清理垃圾"]
    ids = {element.get("id") for element in root.iter()}
    pointed = {
        target
        for element in root.iter()
        for name in ("aria-labelledby", "aria-describedby")
        for target in element.get(name, "").split()
    }
    assert pointed <= ids
    assert len(pointed) == 10


def test_every_link_leads_somewhere() -> None:
    root = opened()
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    links = [(link.get("href"), "".join(link.itertext())) for link in root.iter("a")]
    assert len(ids) == len(set(ids))
    assert {str(href)[1:] for href, _ in links} <= set(ids)
    assert links == [
        ("#heading-1", "一、工作落实情况"),
        ("#heading-2", "（一）加强政治建设"),
        ("#heading-5", "二、下一步计划"),
        ("#appendix-1", "附件1　2021年度活动台账"),
        ("#appendix-2", "附件2　存在问题整改台账"),
        ("#appendix-1", "2021年度活动台账"),
        ("#appendix-2", "存在问题整改台账"),
    ]


def test_another_paragraph_leaves_the_names_of_headings_alone() -> None:
    heading = Heading(1, runs("一"))
    before: list[Block] = [heading, Contents(runs("目录")), heading]
    after = [Paragraph(runs("又")), *before]
    kept = [name for name in names(after) if not name.startswith("paragraph")]
    assert kept == [*names(before)] == ["heading-1", "contents-1", "heading-2"]


def test_a_number_knows_the_file_and_line_of_its_record() -> None:
    source = Source("数字“党课”", "/records/2021/数字.yaml", 7, 3)
    root = opened(Document("", (Paragraph((Run("共"), Run("4次", source))),)))
    spans = [(span.get("data-source"), span.text) for span in root.iter("span")]
    assert spans == [("数字.yaml:7", "4次")]


# The figures


TRACED = {name: traced(EXAMPLES[name]) for name in ("2021", "2022", "english")}


@pytest.mark.parametrize("name", TRACED)
def test_links_of_figures_change_no_word(name: str) -> None:
    document = TRACED[name]
    data = WRITERS["html"](document, GBT9704)
    expected = [(piece.block, piece.text) for piece in pieces(document) if piece.text]
    assert html_pieces(data, [*names(document.blocks)]) == expected


@pytest.mark.parametrize("name", TRACED)
def test_every_figure_leads_to_its_records_and_back(name: str) -> None:
    document = TRACED[name]
    data = WRITERS["html"](document, GBT9704)
    root, listed = page(data), html_figures(data)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {str(link.get("href"))[1:] for link in root.iter("a")} <= set(ids)
    told = [(f.name, f.said, f.rule) for f in document.figures.values()]
    assert [(f.name, f.said, f.rule) for f in listed.values()] == told
    for figure, entry in zip(document.figures.values(), listed.values(), strict=True):
        behind = [*filter(None, [figure.declared]), *figure.records]
        assert len(entry.records) == len(behind)
        for source, line in zip(behind, entry.records, strict=True):
            assert f"{source.file.rpartition('/')[2]}:{source.line} {source.record}" in line
    links = [link for link in root.iter("a") if link.get("class") == "figure"]
    keys = {str(number): key for number, key in enumerate(document.figures, 1)}
    for link in links:
        said = document.figures[keys[str(link.get("href")).rpartition("-")[2]]].said
        assert "".join(link.itertext()) in said


def test_no_link_stands_in_another() -> None:
    for link in opened(TRACED["2021"]).iter("a"):
        assert [inner for inner in link.iter("a") if inner is not link] == []


SAID = Source("数字“党课”", "/records/2021/数字.yaml", 7, 3, figure="党课")
EVENT = Source("2021-03-01 党课", "/records/2021/活动.yaml", 12, 5)
BEFORE = Source("2020-03-01 党课", "/records/2020/活动.yaml", 12, 5)
PROSE = Document(
    "总结",
    (
        Paragraph((Run("共"), Run("4次", SAID), Run("，又"), Run("4次", SAID))),
        Attachments(runs("附件："), ((Run("4次", SAID),),)),
    ),
    figures={
        "党课": Figure("党课", "4次", "填报", SAID, (EVENT,), ("1",)),
        "别的": Figure("别的", "5次", "填报"),
    },
)


def test_only_figures_that_are_said_are_listed() -> None:
    listed = html_figures(WRITERS["html"](PROSE, GBT9704))
    assert listed == {
        "figure-1": (
            "党课",
            "4次",
            "填报",
            ["数字.yaml:7 数字“党课”", "1 活动.yaml:12 2021-03-01 党课"],
        )
    }
    root = opened(PROSE)
    first, second, third = [e for e in root.iter("a") if e.get("class") == "figure"]
    assert (first.get("id"), second.get("id"), third.get("id")) == ("said-1", None, None)


def test_files_of_several_years_are_told_apart_and_no_folder_above_them() -> None:
    figure = PROSE.figures["党课"]._replace(records=(EVENT, BEFORE), amounts=("1", "1"))
    data = WRITERS["html"](replace(PROSE, figures={"党课": figure}), GBT9704)
    (listed,) = html_figures(data).values()
    places = [re.findall(r"\S+:\d+", line) for line in listed.records]
    assert places == [["2021/数字.yaml:7"], ["2021/活动.yaml:12"], ["2020/活动.yaml:12"]]
    assert b"/records/" not in data


def test_a_page_without_figures_has_no_list_and_no_rules_for_it() -> None:
    data = WRITERS["html"](replace(PROSE, figures={}), GBT9704)
    assert html_figures(data) == {}
    assert b"figures" not in data


def test_markup_in_a_record_is_words_in_the_list() -> None:
    evil = "</style><script>x</script>\u202e"
    figure = Figure(evil, evil, evil, SAID._replace(record=evil, file=evil), (), ())
    root = opened(replace(PROSE, figures={"党课": figure}))
    assert not list(root.iter("script"))
    (listed,) = html_figures(
        WRITERS["html"](replace(PROSE, figures={"党课": figure}), GBT9704)
    ).values()
    assert (listed.name, listed.said, listed.rule) == (evil, evil, evil)


def test_the_list_is_not_printed() -> None:
    (sheet,) = opened(PROSE).iter("style")
    assert re.search(r"@media print \{\s*\.figures \{ display: none; \}", sheet.text or "")


@pytest.mark.parametrize("text", ["\u202eabc", "אבג", "\u200f", "\u2067x"])
def test_what_runs_from_right_to_left_is_kept_to_itself(text: str) -> None:
    root = opened(Document("", (Paragraph((Run("前"), Run(text), Run("后"))),)))
    assert [isolated.text for isolated in root.iter("bdi")] == [text]


def test_gaps_are_marked() -> None:
    marks = [mark.text for mark in opened().iter("mark")]
    assert marks == ["【待补：参加人数】", "【待补：情况】"]


def test_one_attachment_has_no_number() -> None:
    root = opened(Document("", (Attachments(runs("附件："), (runs("台账"),)),)))
    assert [element.tag for element in root.iter() if element.tag in ("ol", "ul")] == ["ul"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("云溪市水务局机关党支部", "staggered short"),
        ("党支部", "staggered"),
        ("水务局党支部", "staggered"),
    ],
)
def test_the_date_stands_under_the_name_as_the_standard_says(name: str, place: str) -> None:
    """GB/T 9704-2012, 7.3.5.2: a date that is longer than the name keeps the distance instead."""
    root = opened(Document("", (Signature((runs(name), runs("2021年12月20日"))),)))
    (signature,) = [e for e in root.iter("div") if e.get("class") == "signature"]
    assert signature[0].get("class") == place


HOSTILE_NAME = "</style><b>\"\\'\n"


def test_nothing_in_a_style_ends_the_style_sheet() -> None:
    number = GBT9704.page_number.model_copy(update={"form": HOSTILE_NAME + "{}", "font": "}*{"})
    chosen = with_body(font=HOSTILE_NAME).model_copy(update={"page_number": number})
    root = opened(chosen=chosen)
    (sheet,) = root.iter("style")
    assert [element.tag for element in root] == ["head", "body"]
    assert not list(root.iter("b"))
    unescaped = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), sheet.text or "")
    assert f'font-family: "{HOSTILE_NAME}", ' in unescaped
    assert f'content: "{HOSTILE_NAME}" counter(page) ""' in unescaped


def test_letters_have_their_own_font_and_marks_do_not() -> None:
    sheet = style_sheet(with_body(latin="Times New Roman"))
    assert (
        '@font-face { font-family: "Times New Roman \\28 Latin\\29 "; '
        'src: local("Times New Roman"), local("Liberation Serif"); '
        "unicode-range: U+20-7E, U+A1-B6, U+B8-24F; }"
    ) in sheet
    assert 'font-family: "Times New Roman \\28 Latin\\29 ", "仿宋_GB2312", "仿宋", ' in sheet


def test_every_number_of_the_page_is_the_style_s() -> None:
    sheet = style_sheet(GBT9704)
    assert "@page { size: 210mm 297mm; margin: 37mm 26mm 35mm 28mm; }" in sheet
    assert "@page turned { size: 297mm 210mm; margin: 28mm 37mm 26mm 35mm; }" in sheet
    assert "letter-spacing: calc(-0.3 * var(--pt));" in sheet
    assert "text-indent: calc(31.4 * var(--pt));" in sheet
    other = GBT9704.page.model_copy(update={"top": 41.5, "width": 200})
    changed = style_sheet(GBT9704.model_copy(update={"page": other}))
    assert "@page { size: 200mm 297mm; margin: 41.5mm 26mm 35mm 28mm; }" in changed


def test_the_marks_of_a_list_hang_where_the_style_lets_them() -> None:
    found = []
    for name in ("gbt9704", "plain"):
        sheet = style_sheet(style(name))
        (rule,) = re.findall(r"^\.list_item \{.*?\}", sheet, re.MULTILINE | re.DOTALL)
        marker = re.findall(r"--marker: (\w+);", sheet)
        found.append((*marker, *re.findall(r"(?:text-indent|margin): (.*);", rule)))
    assert found == [
        ("inside", "calc(31.4 * var(--pt))", "0 0 0 0"),
        ("outside", "0", "0 0 0 calc(17.6 * var(--pt))"),
    ]


@given(st.text("0123456789ABCDEF", min_size=6, max_size=6))
def test_every_colour_can_be_read(color: str) -> None:
    assert contrast(on_dark(color, TEXT), SHEET) >= TEXT
    assert contrast(on_dark(color, GRAPHICS), SHEET) >= GRAPHICS
    assert contrast(ink_on(color), color) >= TEXT


def svg(chart: Chart, chosen: Style = GBT9704) -> ET.Element:
    return ET.fromstring(drawing(chart, chosen, "chart-1", chinese=True))


def bars(drawn: ET.Element) -> list[tuple[str, float, float]]:
    """What each part of a column says, its height, and its lower edge."""
    found = []
    for rect in drawn.iter("rect"):
        for title in rect.iter("title"):
            height, top = float(rect.attrib["height"]), float(rect.attrib["y"])
            found.append((title.text or "", height, top + height))
    return found


def chart_of(
    *rows: tuple[str, ...], series: tuple[str, ...] = ("甲", "乙"), grouped: bool = False
) -> Chart:
    table = Table(row("月份", *series), tuple(row(*cells) for cells in rows), ("left",) * 3)
    return Chart(runs("图"), table, grouped)


def test_a_chart_draws_its_table() -> None:
    """Each number is a part of a column, as high as it is large, upon the one before."""
    drawn = bars(svg(chart_of(("1月", "2", "4"), ("2月", "", "1"))))
    unit = drawn[0][1] / 2
    assert [said for said, *_ in drawn] == ["1月 甲：2", "1月 乙：4", "2月 乙：1"]
    assert [round(height / unit, 2) for _, height, _ in drawn] == [2, 4, 1]
    ground = drawn[0][2]
    assert [round((ground - foot) / unit, 2) for *_, foot in drawn] == [0, 2, 0]


def test_grouped_series_stand_side_by_side_on_one_ground() -> None:
    drawn = svg(chart_of(("1月", "2", "4"), ("2月", "", "1"), grouped=True))
    found = bars(drawn)
    unit = found[0][1] / 2
    assert [said for said, *_ in found] == ["1月 甲：2", "1月 乙：4", "2月 乙：1"]
    assert [round(height / unit, 2) for _, height, _ in found] == [2, 4, 1]
    assert len({round(foot, 2) for *_, foot in found}) == 1
    assert ticks_of(drawn) == ["0", "1", "2", "3", "4"]
    first, second, third = (r for r in drawn.iter("rect") if r.get("class") == "bar")
    width = float(first.attrib["width"])
    assert float(second.attrib["x"]) - float(first.attrib["x"]) == pytest.approx(width, abs=0.01)
    assert float(third.attrib["x"]) - float(second.attrib["x"]) > width
    fills = [bar.attrib["style"] for bar in (first, second, third)]
    assert fills == ["fill:var(--series-0)", "fill:var(--series-1)", "fill:var(--series-1)"]


def ticks_of(drawn: ET.Element) -> list[str | None]:
    return [text.text for text in drawn.iter("text") if text.get("class") == "tick"]


@pytest.mark.parametrize(
    ("number", "shown"), [("9", ["9", "7"] * 12), ("1" * 9, [])], ids=["room", "no-room"]
)
def test_grouped_columns_have_their_numbers_where_there_is_room(
    number: str, shown: list[str]
) -> None:
    rows = [(f"{month}月", number, "7") for month in range(1, 13)]
    drawn = svg(chart_of(*rows, grouped=True))
    assert [text.text for text in drawn.iter("text") if text.get("class") == "total"] == shown


def test_a_chart_names_its_series_categories_and_totals() -> None:
    drawn = svg(CHART)
    texts = [text.text or "" for text in drawn.iter("text")]
    categories = [text_of(cells[0]) for cells in CHART.table.rows]
    assert texts[:3] == ["主题党日", "党课", "支委会"]
    assert texts[-12:] == categories
    assert [text.text for text in drawn.iter("text") if text.get("class") == "total"] == [
        "3", "4", "6", "2", "3", "5", "5", "2", "4", "4", "5", "3",
    ]  # fmt: skip
    assert [e.text for e in drawn.iter("desc")] == ["主题党日：12；党课：4；支委会：30"]
    assert drawn.attrib["role"] == "img"


@pytest.mark.parametrize(
    ("rows", "ticks"),
    [
        ([("1月", "2", "4")], ["0", "2", "4", "6"]),
        ([("1月", "0.5", "")], ["0", "0.2", "0.4", "0.6"]),
        ([("1月", "1", "")], ["0", "1"]),
        ([("1月", "97", "")], ["0", "50", "100"]),
        ([("1月", "", "0")], ["0", "1"]),
        ([], ["0", "1"]),
        ([("1月", "9" * 5000, "")], ["0", "5.0e+4999", "1.0e+5000"]),
    ],
)
def test_the_axis_has_round_numbers(rows: list[tuple[str, ...]], ticks: list[str]) -> None:
    assert ticks_of(svg(chart_of(*rows))) == ticks


def test_long_categories_are_turned_and_cut() -> None:
    drawn = svg(chart_of(*[("学习贯彻党的十九届六中全会精神专题活动", "1", "1")] * 12))
    shown = [text for text in drawn.iter("text") if text.get("class") == "category"]
    assert {text.text for text in shown} == {"学习贯彻党的十九届六中…"}
    assert all("rotate(-40 " in text.attrib["transform"] for text in shown)


def test_more_series_than_colours_begin_again() -> None:
    few = GBT9704.model_copy(
        update={"chart": GBT9704.chart.model_copy(update={"colors": ("111111", "222222")})}
    )
    drawn = svg(chart_of(("1月", "1", "1", "1"), series=("甲", "乙", "丙")), few)
    fills = [r.attrib["style"] for r in drawn.iter("rect") if r.get("class") == "bar"]
    assert fills == ["fill:var(--series-0)", "fill:var(--series-1)", "fill:var(--series-0)"]


ROWS: Any = st.lists(
    st.tuples(st.text(max_size=20), *[st.integers(0, 10**30).map(str)] * 2), max_size=15
)


@given(ROWS, st.booleans())
def test_a_chart_stays_within_its_frame(rows: list[tuple[str, ...]], grouped: bool) -> None:
    named = [(f"x{''.join(filter(str.isalnum, name))}", *rest) for name, *rest in rows]
    drawn = svg(chart_of(*named, grouped=grouped))
    _, _, width, height = map(float, drawn.attrib["viewBox"].split())
    for rect in drawn.iter("rect"):
        x, y, wide, high = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
        assert min(x, y) >= -0.01
        assert x + wide <= width + 0.01
        assert y + high <= height + 0.01


def test_a_wide_table_turns_the_page() -> None:
    classes = {e.get("class") for e in opened().iter("section")}
    assert classes == {"sheet appendix turned", "sheet appendix"}
