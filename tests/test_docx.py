"""The Word file: read back by another library, in the order of the schema, the same every time."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

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
    List,
    Paragraph,
    Picture,
    RedHead,
    Signature,
    Table,
    outline,
    text_of,
)
from branchreport.typography import is_wide
from branchreport.writers import WRITERS
from conftest import EXAMPLES
from making import built_in_style as style
from making import document_of, word_file_of
from samples import EVERY_BLOCK, runs


def opened(data: bytes) -> Any:
    """The document in ``data``, as python-docx sees it; its types are not all told."""
    return docx.Document(io.BytesIO(data))


def word(name: str = "gbt9704", document: Document = EVERY_BLOCK) -> bytes:
    return WRITERS["docx"](document, style(name))


def texts(document: Document) -> list[str]:
    """The text of every paragraph that ``document`` makes, but for tables and empty ones."""
    entries = [entry.text for entry in outline(document)]
    return [text for block in document.blocks for text in of(block, entries) if text]


def of(block: Block, entries: list[str]) -> list[str]:
    """The texts of ``block``; those of contents without the page numbers."""
    match block:
        case RedHead():
            number = [text_of(block.number), text_of(block.signer)]
            return [text_of(block.issuer), "\t".join(filter(None, number))]
        case Contents():
            return [text_of(block.label), *entries]
        case Heading():
            return [text_of(block.runs) + text_of(block.run_in)]
        case List():
            return [text_of(item) for item in block.items]
        case Attachments():
            names = [text_of(item) for item in block.items]
            if len(names) > 1:
                names = [f"{number}.\t{name}" for number, name in enumerate(names, start=1)]
            blank = "" if is_wide(text_of(block.label)[-1]) else "\t"
            return [text_of(block.label) + blank + names[0], *names[1:]]
        case Signature():
            return [text_of(line) for line in block.lines]
        case Appendix():
            inside = [text for inner in block.blocks for text in of(inner, entries)]
            return [text_of(block.label), *inside]
        case Table():
            return []
        case Chart() | Picture():
            return [text_of(block.caption)]
        case _:
            return [text_of(block.runs)]


def read_texts(read: Any) -> list[str]:
    """The text of every paragraph in a document, as `texts` tells them."""
    found = [re.sub(r"\t\d+$", "", paragraph.text) for paragraph in read.paragraphs]
    return [text for text in found if text]


@pytest.mark.parametrize("name", EXAMPLES)
def test_another_library_reads_the_same_words(name: str) -> None:
    document = document_of(EXAMPLES[name])
    read = opened(word_file_of(EXAMPLES[name], document))
    assert read_texts(read) == texts(document)
    assert read.core_properties.title == document.title
    assert read.core_properties.author == document.author


@pytest.mark.parametrize("name", ["gbt9704", "plain"])
def test_every_block_is_read_back(name: str) -> None:
    assert read_texts(opened(word(name))) == texts(EVERY_BLOCK)


def test_every_block_has_its_named_style() -> None:
    read = opened(word())
    assert [(paragraph.style.name, paragraph.text) for paragraph in read.paragraphs] == [
        ("Issuer", "云溪市水务局机关文件"),
        ("Document Number", "云水〔2021〕8号\t签发人：主任"),
        ("Normal", ""),
        ("Title", "标题"),
        ("Subtitle", "（2021年12月20日）"),
        ("TOC Heading", "目　录"),
        ("toc 1", "一、甲\t2"),
        ("toc 2", "（一）乙\t2"),
        ("toc 1", "附件1　台“账”\\\t4"),
        ("toc 1", "附件2　照片\t5"),
        ("Body Text", ""),
        ("Salutation", "局党委："),
        ("Heading 1", "一、甲"),
        ("Body Text", "（一）乙。丙“丁”——戊"),
        ("Heading 3", "1.己"),
        ("Heading 4", "（1）庚"),
        ("Body Text", "正文粗【待补：人数】【待补】旧“版”新【待核】"),
        ("List Paragraph", "一"),
        ("List Paragraph", "二"),
        ("List Paragraph", "点"),
        ("List Paragraph", "再一"),
        ("Normal", ""),
        ("Figure", ""),
        ("Caption", "图1　各月活动"),
        ("Normal", ""),
        ("Figure", ""),
        ("Caption", "图2　两年活动"),
        ("Normal", ""),
        ("Figure", ""),
        ("Caption", "现场 <&>\"'"),
        ("Attachments", "附件：1.\t台账"),
        ("Attachments", "2.\t照片"),
        ("Signature", "云溪市水务局机关党支部"),
        ("Signature", "2021年12月20日"),
        ("Appendix Label", "附件1"),
        ("Title", "台“账”\\"),
        ("Normal", ""),
        ("Body Text", "<&>\"']]>"),
        ("Appendix Label", "附件2"),
        ("Title", "照片"),
        ("Figure", ""),
        ("Caption", "同一"),
        ("Figure", ""),
        ("Caption", "另一"),
    ]
    lead = read.paragraphs[13].runs[0]
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
