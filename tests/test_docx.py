"""The Word file: read back by another library, in the order of the schema, the same every time."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.oxml.ns import qn

from branchreport import shipped
from branchreport.document import (
    Appendix,
    Block,
    Document,
    Heading,
    List,
    Paragraph,
    Run,
    Runs,
    Signature,
    Table,
    Title,
    text_of,
)
from branchreport.loading import load_file
from branchreport.style import Style
from branchreport.writers import WRITERS
from branchreport.writers.docx.markup import element, properties
from conftest import EXAMPLES
from making import document_of, word_file_of


def style(name: str) -> Style:
    loaded = load_file(shipped.style_folder() / f"{name}.yaml", Style)
    assert loaded.value is not None, loaded.diagnostics
    return loaded.value


def opened(data: bytes) -> Any:
    """The document in ``data``, as python-docx sees it; its types are not all told."""
    return docx.Document(io.BytesIO(data))


def runs(text: str) -> Runs:
    return (Run(text),)


EVERY_BLOCK = Document(
    "标题",
    (
        Title(runs("标题")),
        Paragraph(runs("局党委："), "addressee"),
        Heading(1, runs("一、甲")),
        Heading(2, runs("（一）乙。"), runs("丙“丁”——戊")),
        Heading(3, runs("1.己")),
        Heading(4, runs("（1）庚")),
        Paragraph((Run("正文"), Run("粗", strong=True))),
        List((runs("一"), runs("二")), ordered=True),
        List((runs("点"),)),
        List((runs("再一"),), ordered=True),
        Table((runs("左"), runs("右")), ((runs("a"), runs("b")),), ("left", "right")),
        Paragraph(runs("（附注）"), "note"),
        Signature((runs("云溪市水务局机关党支部"), runs("2021年12月20日"))),
        Appendix(runs("附件1"), (Title(runs("台账")), Paragraph(runs("<&>\"']]>")))),
    ),
    author="作者",
)


def word(name: str = "gbt9704", document: Document = EVERY_BLOCK) -> bytes:
    return WRITERS["docx"](document, style(name))


def texts(blocks: tuple[Block, ...]) -> list[str]:
    """The text of every paragraph that ``blocks`` make, tables aside."""
    found = []
    for block in blocks:
        match block:
            case Heading():
                found.append(text_of(block.runs) + text_of(block.run_in))
            case List():
                found += [text_of(item) for item in block.items]
            case Signature():
                found += [text_of(line) for line in block.lines]
            case Appendix():
                found += [text_of(block.label), *texts(block.blocks)]
            case Table():
                pass
            case _:
                found.append(text_of(block.runs))
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_another_library_reads_the_same_words(name: str) -> None:
    document = document_of(EXAMPLES[name])
    read = opened(word_file_of(EXAMPLES[name], document))
    assert [paragraph.text for paragraph in read.paragraphs] == texts(document.blocks)
    assert read.core_properties.title == document.title
    assert read.core_properties.author == document.author


def test_every_block_has_its_named_style() -> None:
    read = opened(word())
    assert [(paragraph.style.name, paragraph.text) for paragraph in read.paragraphs] == [
        ("Title", "标题"),
        ("Salutation", "局党委："),
        ("Heading 1", "一、甲"),
        ("Body Text", "（一）乙。丙“丁”——戊"),
        ("Heading 3", "1.己"),
        ("Heading 4", "（1）庚"),
        ("Body Text", "正文粗"),
        ("List Paragraph", "一"),
        ("List Paragraph", "二"),
        ("List Paragraph", "点"),
        ("List Paragraph", "再一"),
        ("Subtitle", "（附注）"),
        ("Signature", "云溪市水务局机关党支部"),
        ("Signature", "2021年12月20日"),
        ("Appendix Label", "附件1"),
        ("Title", "台账"),
        ("Body Text", "<&>\"']]>"),
    ]
    lead = read.paragraphs[3].runs[0]
    assert (lead.text, lead.style.name) == ("（一）乙。", "heading 2 Char")
    assert [[cell.text for cell in row.cells] for row in read.tables[0].rows] == [
        ["左", "右"],
        ["a", "b"],
    ]


def test_each_ordered_list_begins_at_one() -> None:
    read = opened(word())
    numbers = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in read.paragraphs
        if paragraph.style.name == "List Paragraph"
    ]
    assert numbers == [2, 2, 1, 3]


def test_the_page_is_that_of_the_standard() -> None:
    """GB/T 9704-2012, 5.1 and 5.2: A4, margins of 37, 35, 28 and 26 mm, 22 lines."""
    read = opened(word())
    section = read.sections[0]
    lengths = [
        section.page_width, section.page_height, section.top_margin, section.bottom_margin,
        section.left_margin, section.right_margin,
    ]  # fmt: skip
    assert [round(length.mm, 1) for length in lengths] == [210, 297, 37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert read.settings.odd_and_even_pages_header_footer


@pytest.mark.parametrize(
    ("name", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16),
        ("footer", "宋体", 14),
    ],
)
def test_fonts_are_those_of_the_standard(name: str, font: str, size: int) -> None:
    """5.2.2, 7.3.1, 7.3.3 and 7.5; all four slots are named, and no theme stands behind them."""
    found = opened(word()).styles[name]
    fonts = found.element.rPr.rFonts
    slots = {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert slots == {font}
    assert found.font.size.pt == size
    assert b"Theme" not in zipfile.ZipFile(io.BytesIO(word())).read("word/styles.xml")


def test_body_is_indented_by_two_characters_in_every_reader() -> None:
    indent = opened(word()).styles["Body Text"].element.pPr.ind
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert indent.get(qn("w:firstLine")) == "628"


@pytest.mark.parametrize(
    ("name", "date", "indents"),
    [
        # the name keeps two characters from the right edge, the date begins two after the name
        ("云溪市水务局机关党支部", "2021年12月20日", (15, 17)),
        # a longer date keeps the two instead
        ("党支部", "2021年12月20日", (17, 19)),
    ],
)
def test_the_signature_stands_as_the_standard_says(
    name: str, date: str, indents: tuple[int, int]
) -> None:
    """GB/T 9704-2012, 7.3.5.2; the line has 28 characters, the date seven."""
    document = Document("", (Signature((runs(name), runs(date))),))
    paragraphs = opened(word("gbt9704", document)).paragraphs
    character = 314
    found = [round(p.paragraph_format.left_indent.twips / character) for p in paragraphs]
    assert tuple(found) == indents
    assert paragraphs[0].paragraph_format.keep_with_next


def test_properties_stand_in_the_order_of_the_schema() -> None:
    order = ["keepNext", "spacing", "ind", "jc"]
    built = properties("pPr", *(element(name) for name in reversed(order)))
    assert re.findall(r"w:(\w+)/", built) == order


@pytest.mark.parametrize("name", ["gbt9704", "plain"])
def test_every_part_is_well_formed_and_listed(name: str) -> None:
    package = zipfile.ZipFile(io.BytesIO(word(name)))
    assert package.testzip() is None
    types = package.read("[Content_Types].xml").decode()
    for entry in package.infolist():
        ET.fromstring(package.read(entry))
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        if entry.filename.startswith(("word/", "docProps/")) and "_rels" not in entry.filename:
            assert f'PartName="/{entry.filename}"' in types


def test_marks_keep_the_chinese_font_where_letters_have_another() -> None:
    chosen = style("gbt9704")
    paragraphs = chosen.paragraphs
    body = paragraphs.body.model_copy(update={"latin": "Times New Roman"})
    chosen = chosen.model_copy(update={"paragraphs": paragraphs.model_copy(update={"body": body})})
    document = Document("", (Paragraph(runs("说“ABC”——好")),))
    read = opened(WRITERS["docx"](document, chosen))
    found = [
        (run.text, run._r.rPr.rFonts.get(qn("w:ascii")) if run._r.rPr is not None else None)
        for run in read.paragraphs[0].runs
    ]
    fangsong = "仿宋_GB2312"
    assert found == [
        ("说", None), ("“", fangsong), ("ABC", None), ("”——", fangsong), ("好", None),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_records_give_the_same_bytes(tmp_path: Path, seed: str) -> None:
    """In another process, with another order of hashes, and from another folder."""
    target = tmp_path / "a.docx"
    subprocess.run(
        [sys.executable, "-m", "branchreport", "render", EXAMPLES["2021"], "-o", target],
        env={"PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai", "BRANCHREPORT_LANG": "zh"},
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    document = document_of(EXAMPLES["2021"])
    assert target.read_bytes() == word_file_of(EXAMPLES["2021"], document)
