"""Two versions of a text in one: from the value that tells them to every form that shows them."""

import datetime
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchreport.compose import Colophon, compose
from branchreport.compose.values import END_MARKS, Value
from branchreport.document import Document, Edit, Paragraph, Run, Runs, Source, Table
from branchreport.writers import WRITERS
from branchreport.writers.docx.package import unpack
from branchreport.writers.html.colors import SHEET, TEXT, contrast, on_dark
from branchreport.writers.versions import INKS, marked
from making import built_in_style as style
from reading import by_github, by_markdown_it, markdown_pieces, page

GBT = style("gbt9704")
SOURCE = Source("plan “P1”", "plans.yaml", 3, 5)
SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def same(text: str) -> Run:
    return Run(text, SOURCE)


def new(text: str) -> Run:
    return Run(text, SOURCE, edit="inserted")


def gone(text: str) -> Run:
    return Run(text, SOURCE, edit="deleted")


WORDS: Runs = (same("学习"), gone("不够"), new("还不够"), same("深入"))


def version(runs: Runs, without: Edit) -> str:
    return "".join(run.text for run in runs if run.edit != without)


def composed(folder: Path, template: str, **values: Any) -> Any:
    (folder / "report.md.j2").write_text(template, "utf-8")
    return compose(folder, values, Colophon()).blocks


# Values and templates


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ x }}", "学习[-不够-]{+还不够+}深入"),
        ("{{ x | sentence }}", "学习[-不够-]{+还不够+}深入。"),
        ("{{ x | bare }}", "学习[-不够-]{+还不够+}深入"),
        ("{{ x | bracketed }}", "（学习[-不够-]{+还不够+}深入）"),
        ("{{ x | replace('不', '欠') }}", "学习[-欠够-]{+还欠够+}深入"),
        ("{{ [x, y] | series('一是') }}", "一是学习[-不够-]{+还不够+}深入；二是计划[-按月-]。"),
        ("{{ [x, y] | join('、') }}", "学习[-不够-]{+还不够+}深入、计划[-按月-]"),
        ("{{ x ~ y }}", "学习[-不够-]{+还不够+}深入计划[-按月-]"),
        ("{{ y | sentence }}", "计划[-按月-]。"),
        ("{{ z | sentence }}", "完成。"),
        ("{{ y | sentence | bracketed }}", "（计划[-按月-]。）"),
        ("{{ o | sentence | bracketed }}", "[-（旧文。）-]"),
        ("{{ d | long_date }}", "{+2022年3月5日+}"),
        ("{{ d | day }}", "{+3月5日+}"),
        ("{{ e | long_date }}", "2022年3月5日"),
        ("{{ d }}\n{{ y }}", "{+2022-03-05+} 计划[-按月-]"),
        ("{% macro m(v) %}{{ v }}{% endmacro %}{{ m(x) }}", "学习[-不够-]{+还不够+}深入"),
    ],
)
def test_what_a_template_does_keeps_the_versions_apart(
    tmp_path: Path, template: str, told: str
) -> None:
    date = datetime.date(2022, 3, 5)
    values = {
        "x": Value("", WORDS), "y": Value("", (same("计划"), gone("按月"))),
        "z": Value("", (same("完成"), gone("。"))), "d": Value(date, (new(str(date)),)),
        "o": Value("", (gone("旧"), gone("文，"))),
        "e": Value(date, (gone("2022-03-04"), new("2022-03-05"))),
    }  # fmt: skip
    (found,) = composed(tmp_path, template, **values)
    assert marked(found.runs) == told


def test_every_block_keeps_the_versions_apart(tmp_path: Path) -> None:
    template = "## {{ x }}\n\n### **{{ x }}**{{ x }}\n\n- {{ x }}\n\n|{{ x }}|\n|--|\n|{{ x }}|\n"
    heading, lead, item, table = composed(tmp_path, template, x=Value("", WORDS))
    strong = tuple(run._replace(strong=False) for run in WORDS)
    assert (heading.runs, lead.runs, lead.run_in) == (WORDS, strong, WORDS)
    assert (item.items, table.header, table.rows) == ((WORDS,), (WORDS,), ((WORDS,),))


def test_strong_words_and_gaps_keep_their_version(tmp_path: Path) -> None:
    value = Value("", (same("甲"), new("【待补："), gone("人数】"), new("乙】")))
    (found,) = composed(tmp_path, "**{{ x }}**", x=value)
    assert [(run.text, run.strong, run.gap, run.edit) for run in found.runs] == [
        ("甲", True, False, ""), ("【待补：", True, True, "inserted"),
        ("人数】", True, True, "deleted"), ("乙】", True, False, "inserted"),
    ]  # fmt: skip


def test_neighbours_of_one_version_and_source_become_one(tmp_path: Path) -> None:
    value = Value("", (new("甲"), new("乙"), gone("丙"), gone("丁"), same("戊")))
    (found,) = composed(tmp_path, "{{ x }}", x=value)
    assert found.runs == (new("甲乙"), gone("丙丁"), same("戊"))


@pytest.mark.parametrize(
    ("runs", "left"),
    [
        ((same("甲。"), gone("乙。")), (same("甲"), gone("。乙"))),
        ((same("甲。"), new("乙；")), (same("甲"), new("。乙"))),
        ((same("甲"), gone("，"), new("。")), (same("甲"),)),
        ((same("甲"), gone("乙。"), new("丙。")), (same("甲"), gone("乙"), new("丙"))),
        ((same("甲，"), gone("乙"), new("丙")), (same("甲，"), gone("乙"), new("丙"))),
        ((gone("，"), new("。")), ()),
    ],
)
def test_marks_go_from_the_end_of_both_versions(runs: Runs, left: Runs) -> None:
    found = Value("", runs).without_end()
    assert marked(found.runs) == marked(left)
    assert str(found) == "".join(run.text for run in left)


EDITED = st.lists(
    st.builds(
        Run,
        st.text("甲乙，。；”", max_size=4),
        st.just(SOURCE),
        edit=st.sampled_from(get_args(Edit)),
    ),
    max_size=5,
).map(tuple)


@given(EDITED)
def test_each_version_is_bare_as_if_it_were_alone(runs: Runs) -> None:
    bare = Value("", runs).without_end().runs
    for without in ("inserted", "deleted"):
        assert version(bare, without) == version(runs, without).rstrip(END_MARKS)


@given(EDITED)
def test_the_later_version_ends_as_if_it_were_alone(runs: Runs) -> None:
    alone = Value("", tuple(run._replace(edit="") for run in runs if run.edit != "deleted"))
    if str(alone.without_end()):
        ended = Value("", runs).ended_by("。").runs
        assert version(ended, "deleted") == str(alone.ended_by("。"))


# Forms


def test_a_text_marks_what_only_one_version_has() -> None:
    cells = (WORDS, (gone("4"), new("12")))
    table = Table(((same("问题"),), (same("次数"),)), (cells,), ("left", "right"))
    text = WRITERS["txt"](Document("", (Paragraph(WORDS), table)), GBT).decode()
    assert text == (
        "　　学习[-不够-]{+还不够+}深入\n"
        "\n"
        "问题                               次数\n"
        "--------------------------  -----------\n"
        "学习[-不够-]{+还不够+}深入  [-4-]{+12+}\n"
    )


@pytest.mark.parametrize("render", [by_markdown_it, by_github])
@pytest.mark.parametrize(
    ("runs", "markdown"),
    [
        (WORDS, "学习<del>不够</del><ins>还不够</ins>深入"),
        ((gone("“甲”。"), same("乙")), "<del>“甲”。</del>乙"),
        ((gone("# 甲 | <b> ~~"), same("乙")), r"<del>\# 甲 \| \<b\> \~\~</del>乙"),
        ((new(" "),), "<ins>&#32;</ins>"),
        ((Run("甲", strong=True), Run("乙。", strong=True, edit="inserted"), same("丙")),
         "**甲**<ins><strong>乙。</strong></ins>丙"),
    ],
)  # fmt: skip
def test_markdown_has_elements_for_them_in_paragraphs_and_cells(
    runs: Runs, markdown: str, render: Any
) -> None:
    table = Table((runs,), ((runs,),), ("left",))
    data = WRITERS["md"](Document("", (Paragraph(runs), table)), GBT)
    assert data.decode() == f"{markdown}\n\n| {markdown} |\n| --- |\n| {markdown} |\n"
    told = tuple(((run.strong, run.edit), run.text) for run in runs)
    assert markdown_pieces(render(data)) == [("p", told), ("th", told), ("td", told)]


def test_a_page_has_elements_for_them() -> None:
    both = (*WORDS, Run("【待补】", gap=True, strong=True, edit="inserted"))
    root = page(WRITERS["html"](Document("", (Paragraph(both),)), GBT))
    (paragraph,) = root.iter("p")
    assert [(child.tag, "".join(child.itertext())) for child in paragraph] == [
        ("span", "学习"), ("del", "不够"), ("ins", "还不够"), ("span", "深入"), ("ins", "【待补】"),
    ]  # fmt: skip
    assert [child.tag for child in paragraph[-1].iter()] == ["ins", "strong", "mark"]


@pytest.mark.parametrize("edit", INKS)
def test_their_colours_can_be_read_by_day_and_by_night(edit: Edit) -> None:
    assert contrast(INKS[edit], "FFFFFF") >= TEXT
    assert contrast(on_dark(INKS[edit], TEXT), SHEET) >= TEXT


def test_a_word_file_has_lines_for_them_and_no_tracked_change() -> None:
    both = (*WORDS, Run("缺", gap=True, edit="deleted"), Run("粗", strong=True, edit="inserted"))
    content = unpack(WRITERS["docx"](Document("", (Paragraph(both),)), GBT))["word/document.xml"]
    root = ET.fromstring(content)
    found = [looks_of(run) for run in root.iter(f"{SPACE}r")]
    assert found == [
        ("学习", [], []),
        ("不够", ["strike", "color"], ["B3261E"]),
        ("还不够", ["color", "u"], ["00695C", "single"]),
        ("深入", [], []),
        ("缺", ["strike", "shd"], ["clear", "auto", "FFFF00"]),
        ("粗", ["b", "bCs", "color", "u"], ["00695C", "single"]),
    ]
    assert not [*root.iter(f"{SPACE}ins"), *root.iter(f"{SPACE}del")]


def looks_of(run: ET.Element) -> tuple[str, list[str], list[str]]:
    """What a run says, the names of its properties, and what they are set to."""
    looks = [*run.iterfind(f"{SPACE}rPr/*")]
    names = [look.tag.removeprefix(SPACE) for look in looks]
    return "".join(run.itertext()), names, [v for look in looks for v in look.attrib.values()]
