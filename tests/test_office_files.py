"""An office's own Word file as a style: what is read of it, kept of it, and refused."""

import io
import posixpath
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

import letterheads
from branchreport import shipped, style_files
from branchreport.document import (
    Appendix,
    Document,
    Heading,
    List,
    Paragraph,
    Run,
    Runs,
    Signature,
    Table,
    Title,
)
from branchreport.loading import Loaded
from branchreport.style import OfficeStyle, ParagraphStyle, Style
from branchreport.writers import WRITERS
from conftest import EXAMPLES, Completed
from letterheads import edited, localized, parts_of, replaced
from making import word_file_of

STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
USUAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SECTION = (
    "headerReference", "footerReference", "type", "pgSz", "pgMar", "pgNumType", "cols", "titlePg",
    "docGrid",
)  # fmt: skip
"""The order of properties of a section (ECMA-376-1, 17.6.17), as far as these files have them."""


def runs(text: str) -> Runs:
    return (Run(text),)


DOCUMENT = Document(
    "标题",
    (
        Title(runs("标题")),
        Paragraph(runs("局党委："), "addressee"),
        Heading(1, runs("一、甲")),
        Heading(2, runs("（一）乙。"), runs("丙“丁”——戊")),
        Paragraph(runs("正文")),
        List((runs("一"), runs("二")), ordered=True),
        List((runs("再一"),), ordered=True),
        Table((runs("左"), runs("右")), ((runs("a"), runs("b")),), ("left", "right")),
        Signature((runs("云溪市水务局机关党支部"), runs("2021年12月20日"))),
        Appendix(runs("附件1"), (Title(runs("台账")), Paragraph(runs("<&>\"']]>")))),
    ),
    author="作者",
)


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], Loaded[Style]]:
    def from_bytes(data: bytes, name: str = "office.docx") -> Loaded[Style]:
        (tmp_path / name).write_bytes(data)
        return style_files.load_style(tmp_path / name)

    return from_bytes


@pytest.fixture
def written(read: Callable[[bytes], Loaded[Style]]) -> Callable[[bytes], bytes]:
    """The Word file of the document, in the style of a Word file."""

    def write(data: bytes) -> bytes:
        loaded = read(data)
        assert loaded.value is not None, loaded.diagnostics
        return WRITERS["docx"](DOCUMENT, loaded.value)

    return write


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def test_the_measures_are_those_of_the_file(read: Callable[[bytes], Loaded[Style]]) -> None:
    style = read(letterheads.letterhead()).value
    assert isinstance(style, OfficeStyle)
    page = style.page
    lengths = (page.width, page.height, page.top, page.bottom, page.left, page.right)
    assert lengths == pytest.approx((210, 297, 35, 33, 27, 27), abs=0.02)
    assert (page.header, page.footer) == pytest.approx((12, 20), abs=0.02)
    assert (style.grid.line, style.grid.locked) == (28, True)
    assert style.paragraphs.body == ParagraphStyle(
        font="仿宋", size=15, align="both", first_line=2, line=None
    )
    title, heading = style.paragraphs.title, style.paragraphs.heading_1
    assert title
    assert heading
    assert (title.font, title.size, title.color, title.align) == (
        "华文中宋", 24, "C00000", "center",
    )  # fmt: skip
    assert (heading.font, heading.size, heading.bold, heading.color) == ("楷体", 17, True, "0000FF")
    assert (style.page_number.place, style.page_number.form) == ("outer", "第{}页")


def languages(data: bytes, part: str, name: str) -> list[tuple[str | None, ...]]:
    """What each ``name`` in ``part`` says of letters and of Han characters."""
    root = ET.fromstring(parts_of(data)[f"word/{part}.xml"])
    return [(each.get(qn("w:val")), each.get(qn("w:eastAsia"))) for each in root.iter(qn(name))]


def order(data: bytes, part: str, path: str) -> list[str]:
    """The names of what stands in ``path`` of ``part``, of WordprocessingML."""
    root = ET.fromstring(parts_of(data)[f"word/{part}.xml"])
    found = root if path == "." else root.find(path, {"w": qn("w:x")[1:-2]})
    assert found is not None
    return [each.tag.rpartition("}")[2] for each in found]


def test_han_characters_of_a_foreign_file_are_chinese(written: Callable[[bytes], bytes]) -> None:
    """As in files of python-docx, in which LibreOffice sets the marks of headings as English."""
    foreign = letterheads.letterhead()
    assert languages(foreign, "styles", "w:lang")[0] == ("en-US", "en-US")
    assert languages(foreign, "settings", "w:themeFontLang") == [("en-US", "ja-JP")]
    made = written(foreign)
    assert languages(made, "styles", "w:lang")[0] == ("en-US", "zh-CN")
    assert languages(made, "settings", "w:themeFontLang") == [("en-US", "zh-CN")]


def test_a_language_stands_where_there_was_none(written: Callable[[bytes], bytes]) -> None:
    """In the order of ECMA-376-1, 17.3.2.28 and 17.15.1.78."""
    bare = letterheads.letterhead()
    for part, name in (("styles", "lang"), ("settings", "themeFontLang")):
        (said,) = re.findall(rf"<w:{name} [^>]*/>", parts_of(bare)[f"word/{part}.xml"].decode())
        bare = replaced(bare, f"word/{part}.xml", said, "")
    made = written(bare)
    assert languages(made, "styles", "w:lang")[0] == (None, "zh-CN")
    assert languages(made, "settings", "w:themeFontLang") == [(None, "zh-CN")]
    before = order(letterheads.letterhead(), "styles", "w:docDefaults/w:rPrDefault/w:rPr")
    assert order(made, "styles", "w:docDefaults/w:rPrDefault/w:rPr") == before
    names = order(made, "settings", ".")
    assert names[names.index("themeFontLang") + 1] == "clrSchemeMapping"
    nothing = re.compile(rb"<w:docDefaults>.*</w:docDefaults>", re.DOTALL)
    empty = edited(bare, "word/styles.xml", lambda xml: nothing.sub(b"", xml))
    made = written(empty)
    assert order(made, "styles", ".")[0] == "docDefaults"
    assert languages(made, "styles", "w:lang") == [(None, "zh-CN")]


def test_a_style_of_theirs_is_chinese_too(written: Callable[[bytes], bytes]) -> None:
    lang = b'<w:lang w:val="fr-FR" w:eastAsia="ja-JP"/><w:lang w:val="de-DE"/>'
    foreign = edited(
        letterheads.letterhead(), "word/styles.xml",
        lambda xml: xml.replace(b"</w:style>", b"<w:rPr>" + lang + b"</w:rPr></w:style>", 1),
    )  # fmt: skip
    found = languages(written(foreign), "styles", "w:lang")
    assert found[1:3] == [("fr-FR", "zh-CN"), ("de-DE", None)]


def test_another_chinese_stays(written: Callable[[bytes], bytes]) -> None:
    taiwan = replaced(
        letterheads.letterhead(), "word/styles.xml", 'w:eastAsia="en-US"', 'w:eastAsia="zh-TW"'
    )
    assert languages(written(taiwan), "styles", "w:lang")[0] == ("en-US", "zh-TW")


def test_an_english_document_leaves_the_language_as_it_is(
    tmp_path: Path,
) -> None:
    (tmp_path / "office.docx").write_bytes(letterheads.letterhead())
    style = style_files.load_style(tmp_path / "office.docx", "plain").value
    assert style is not None
    made = WRITERS["docx"](DOCUMENT, style)
    assert languages(made, "styles", "w:lang")[0] == ("en-US", "en-US")
    assert languages(made, "settings", "w:themeFontLang") == [("en-US", "ja-JP")]


def test_a_role_that_it_has_no_style_for_is_the_usual_one(
    read: Callable[[bytes], Loaded[Style]],
) -> None:
    style = read(letterheads.letterhead()).value
    usual = style_files.load_style(shipped.style_file("gbt9704")).value
    assert style
    assert usual
    assert style.paragraphs.appendix_label == usual.paragraphs.appendix_label
    assert style.paragraphs.signature == usual.paragraphs.signature
    assert style.signature == usual.signature


def test_styles_are_known_under_chinese_names(read: Callable[[bytes], Loaded[Style]]) -> None:
    english, chinese = read(letterheads.letterhead()), read(localized(letterheads.letterhead()))
    assert english.value
    assert chinese.value
    assert chinese.value.paragraphs == english.value.paragraphs


def test_no_style_file_can_hold_a_word_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("based_on: gbt9704\nword_file: x\n", "utf-8")
    found = style_files.load_style(tmp_path / "a.yaml").diagnostics
    assert [(each.code, each.span.line) for each in found] == [("BR201", 2)]


@pytest.mark.parametrize("change", [bytes, localized], ids=["English", "Chinese"])
def test_its_named_styles_are_used(
    change: Callable[[bytes], bytes], written: Callable[[bytes], bytes]
) -> None:
    data = change(letterheads.letterhead())
    theirs, made = opened(data), opened(written(data))
    names = {style.style_id: style.name for style in theirs.styles}
    known = [
        (names.get(paragraph.style.style_id, f"+{paragraph.style.name}"), paragraph.text)
        for paragraph in made.paragraphs
        if paragraph.text
    ]
    local = letterheads.LOCAL if change is localized else {}
    assert known == [
        (local.get("Title", "Title"), "标题"),
        ("+Salutation", "局党委："),
        (local.get("heading 1", "Heading 1"), "一、甲"),
        (local.get("Body Text", "Body Text"), "（一）乙。丙“丁”——戊"),
        (local.get("Body Text", "Body Text"), "正文"),
        (local.get("List Paragraph", "List Paragraph"), "一"),
        (local.get("List Paragraph", "List Paragraph"), "二"),
        (local.get("List Paragraph", "List Paragraph"), "再一"),
        ("+Signature", "云溪市水务局机关党支部"),
        ("+Signature", "2021年12月20日"),
        ("+Appendix Label", "附件1"),
        (local.get("Title", "Title"), "台账"),
        (local.get("Body Text", "Body Text"), "<&>\"']]>"),
    ]
    lead = made.paragraphs[3].runs[0]
    assert (lead.text, lead.font.name or lead.style.font.name) == ("（一）乙。", "黑体")
    kept = {
        style.style_id: ET.canonicalize(_xml(style))
        for style in theirs.styles
        if not style.name.endswith(" Char")  # which are made to look as their twins
    }
    now = {style.style_id: ET.canonicalize(_xml(style)) for style in made.styles}
    assert {name: now[name] for name in kept} == kept


def _xml(style: Any) -> str:
    from lxml import etree

    return str(etree.tostring(style.element, encoding="unicode"))


def test_page_set_up_and_headers_are_kept(written: Callable[[bytes], bytes]) -> None:
    made = opened(written(letterheads.letterhead()))
    (section,) = made.sections
    lengths = [section.page_width, section.top_margin, section.bottom_margin, section.left_margin,
               section.header_distance, section.footer_distance]  # fmt: skip
    assert [round(length.mm, 1) for length in lengths] == [210, 35, 33, 27, 12, 20]
    assert section.different_first_page_header_footer
    assert made.settings.odd_and_even_pages_header_footer
    around = (section.first_page_header, section.header, section.even_page_header)
    assert [each.paragraphs[0].text for each in around] == [
        "云溪市水务局信笺", "奇数页页眉", "偶数页页眉",
    ]  # fmt: skip
    pictures = section.first_page_header.part.rels.values()
    assert [each.target_part.blob for each in pictures] == [letterheads.picture()]
    assert section.footer.paragraphs[0].text == "第1页"


@pytest.mark.parametrize(
    "data",
    [letterheads.letterhead(), letterheads.plain(), letterheads.with_header_only(),
     letterheads.with_numbered_headings(), localized(letterheads.letterhead())],
    ids=["letterhead", "plain", "header", "numbered", "localized"],
)  # fmt: skip
def test_the_package_is_whole(data: bytes, written: Callable[[bytes], bytes]) -> None:
    """Every relation leads to a part, every part has a type, and every reference has its target."""
    parts = parts_of(written(data))
    types = ET.fromstring(parts["[Content_Types].xml"])
    named = [each.attrib["PartName"].lstrip("/") for each in types if "PartName" in each.attrib]
    endings = {each.attrib["Extension"] for each in types if "Extension" in each.attrib}
    assert len(named) == len(set(named))
    assert set(named) <= set(parts)
    assert all(name in named or name.rpartition(".")[2] in endings for name in parts)
    reached = {"[Content_Types].xml"}
    for name in parts:
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            relations = list(ET.fromstring(parts[name]))
            identifiers = [each.attrib["Id"] for each in relations]
            assert len(identifiers) == len(set(identifiers))
            targets = {posixpath.normpath(posixpath.join(folder, each.attrib["Target"]))
                       for each in relations}  # fmt: skip
            assert targets <= set(parts)
            reached |= targets | {name}
    assert reached == set(parts), "a part that nothing leads to"
    document = ET.fromstring(parts["word/document.xml"])
    styles = ET.fromstring(parts["word/styles.xml"])
    identifiers = [each.attrib[qn("w:styleId")] for each in styles.iter(qn("w:style"))]
    assert len(identifiers) == len(set(identifiers))
    for reference in ("pStyle", "rStyle", "tblStyle"):
        used = {each.attrib[qn("w:val")] for each in document.iter(qn(f"w:{reference}"))}
        assert used <= set(identifiers)
    numbering = ET.fromstring(parts["word/numbering.xml"])
    lists = [each.attrib[qn("w:numId")] for each in numbering.iter(qn("w:num"))]
    assert len(lists) == len(set(lists))
    assert {each.attrib[qn("w:val")] for each in document.iter(qn("w:numId"))} <= {*lists, "0"}
    for section in document.iter(qn("w:sectPr")):
        names = [each.tag.rpartition("}")[2] for each in section]
        assert names == sorted(names, key=lambda name: max(SECTION.index(name), 1))


def test_nothing_of_its_text_or_writers_is_left(written: Callable[[bytes], bytes]) -> None:
    data = edited(letterheads.letterhead(), "customXml/item1.xml", lambda _: "范文".encode() + b"x")
    document = opened(data)
    document.add_paragraph("范文")
    document.add_comment(document.paragraphs[0].runs, text="范文批注", author="范文作者")
    parts = parts_of(written(letterheads.saved(document)))
    assert sorted(parts) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "customXml/_rels/item1.xml.rels",
        "customXml/item1.xml",
        "customXml/itemProps1.xml",
        "docProps/core.xml",
        "docProps/custom.xml",
        "word/_rels/document.xml.rels",
        "word/_rels/header1.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/footer3.xml",
        "word/header1.xml",
        "word/header2.xml",
        "word/header3.xml",
        "word/media/image1.png",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]
    assert [name for name, content in parts.items() if "范文".encode() in content] == []
    assert "作者".encode() in parts["docProps/core.xml"]


def test_each_ordered_list_begins_at_one_beside_theirs(written: Callable[[bytes], bytes]) -> None:
    made = opened(written(letterheads.letterhead()))
    numbers = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in made.paragraphs
        if paragraph.style.name == "List Paragraph"
    ]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = made.part.numbering_part.element
    for number in set(numbers):
        (found,) = (each for each in numbering.num_lst if each.numId == number)
        assert found.find(qn("w:lvlOverride")) is not None
        kind = next(
            each
            for each in numbering.findall(qn("w:abstractNum"))
            if each.get(qn("w:abstractNumId")) == str(found.abstractNumId.val)
        )
        assert kind.find(f".//{qn('w:lvlText')}").get(qn("w:val")) == "%1."


def test_headings_that_number_themselves_do_not_number_ours(
    written: Callable[[bytes], bytes],
) -> None:
    made = opened(written(letterheads.with_numbered_headings()))
    (heading,) = (each for each in made.paragraphs if each.text == "一、甲")
    assert heading._p.pPr.numPr.numId.val == 0


def test_page_numbers_are_ours_where_it_has_none(written: Callable[[bytes], bytes]) -> None:
    made = opened(written(letterheads.plain()))
    assert made.sections[0].footer.paragraphs[0].text == "— 1 —"
    assert made.sections[0].even_page_footer.paragraphs[0].text == "— 1 —"
    assert made.settings.odd_and_even_pages_header_footer


def test_page_numbers_stand_in_the_middle_under_a_header_of_all_pages(
    written: Callable[[bytes], bytes],
) -> None:
    made = opened(written(letterheads.with_header_only()))
    section = made.sections[0]
    assert not made.settings.odd_and_even_pages_header_footer
    assert (section.header.paragraphs[0].text, section.first_page_header.paragraphs[0].text) == (
        "页眉", "首页页眉",
    )  # fmt: skip
    for footer in (section.footer, section.first_page_footer):
        assert footer.paragraphs[0].text == "— 1 —"
        assert footer.paragraphs[0]._p.pPr.find(qn("w:jc")).get(qn("w:val")) == "center"


def test_settings_that_bind_or_tell_are_left_out(written: Callable[[bytes], bytes]) -> None:
    told = '<w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars>'
    bound = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    data = replaced(
        letterheads.letterhead(),
        "word/settings.xml",
        "</w:settings>",
        f"{bound}{told}</w:settings>",
    )
    settings = parts_of(written(data))["word/settings.xml"]
    for name in (b"docVars", b"documentProtection", b"rsid"):
        assert name not in settings
    assert b"compat" in settings


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_file_gives_the_same_bytes(tmp_path: Path, seed: str) -> None:
    year, target = tmp_path / "2021", tmp_path / "a.docx"
    shutil.copytree(EXAMPLES["2021"], year)
    (tmp_path / "office.docx").write_bytes(letterheads.letterhead())
    text = (year / "报告.yaml").read_text("utf-8")
    named = text.replace("  年度: 2021\n", "  年度: 2021\n  样式: ../office.docx\n")
    (year / "报告.yaml").write_text(named, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "branchreport", "render", year, "-o", target],
        env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert target.read_bytes() == word_file_of(year)


def compound(words: str) -> bytes:
    """The beginning of a file of an older kind, with ``words`` among the names of its streams."""
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512) + words.encode("utf-16-le")


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", bytes(80 * 1024 * 1024))
    return stream.getvalue()


def locked() -> bytes:
    """A zip file whose parts say that they need a password."""
    data = bytearray(letterheads.plain())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def with_outside_picture() -> bytes:
    data = letterheads.letterhead()
    part = next(name for name in parts_of(data) if name.startswith("word/_rels/header"))
    return replaced(data, part, 'Target="media/image1.png"',
                    'Target="http://example.org/a.png" TargetMode="External"')  # fmt: skip


DAMAGED = "the file is no Word file, or it is damaged"
REFUSED = {
    "empty": (b"", DAMAGED),
    "text": ("文字".encode(), DAMAGED),
    "truncated": (letterheads.plain()[:-2000], DAMAGED),
    "another zip file": (edited(bomb(), "word/document.xml", None), DAMAGED),
    "no document": (edited(letterheads.plain(), "word/document.xml", None), DAMAGED),
    "document that is no XML": (
        edited(letterheads.plain(), "word/document.xml", lambda _: b"<a"), DAMAGED,
    ),
    "entities": (
        edited(letterheads.plain(), "word/styles.xml",
               lambda text: text.replace(b"<w:styles", b'<!DOCTYPE a [<!ENTITY b "c">]><w:styles')),
        DAMAGED,
    ),
    "a workbook": (
        replaced(letterheads.plain(), "[Content_Types].xml",
                 "wordprocessingml.document.main", "spreadsheetml.sheet.main"),
        DAMAGED,
    ),
    "older": (compound("WordDocument"), "the file is of an older kind (.doc, .wps)"),
    "encrypted": (compound("EncryptedPackage"), "the file is protected by a password"),
    "locked": (locked(), "the file is protected by a password"),
    "strict": (
        replaced(letterheads.plain(), "_rels/.rels", USUAL, STRICT),
        "the file is in the form “Strict Open XML Document”",
    ),
    "macros": (
        replaced(letterheads.plain(), "[Content_Types].xml",
                 "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                 "vnd.ms-word.document.macroEnabled.main"),
        "the file holds macros",
    ),
    "hidden macros": (
        edited(letterheads.plain(), "word/vbaProject.bin", lambda _: b"x"), "the file holds macros",
    ),
    "bomb": (bomb(), "the file is far larger than a document of an office"),
    "outside picture": (
        with_outside_picture(), "its header holds what is no text or picture of its own: image",
    ),
    "no section": (
        edited(letterheads.plain(), "word/document.xml",
               lambda text: text.replace(b"w:sectPr", b"w:sect")),
        "the file has no page set-up",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_said(
    name: str, read: Callable[[bytes], Loaded[Style]], check: Callable[..., Completed]
) -> None:
    data, message = REFUSED[name]
    loaded = read(data)
    assert [(each.code, each.message) for each in loaded.diagnostics] == [("BR511", message)]
    assert loaded.diagnostics[0].help
    done = check("style", "check", "office.docx")
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode().startswith(
        f"error BR511 word-file: {message}\n --> office.docx:1:1"
    )


def field(*pieces: str) -> str:
    """A field cut into runs: code, or what stands between two pieces of it."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    codes = (
        piece if piece.startswith("<") else f"<w:r><w:instrText>{piece}</w:instrText></w:r>"
        for piece in pieces
    )
    return "".join([marks[0], *codes, marks[1]])


DELETED = "<w:del><w:r><w:delInstrText>x</w:delInstrText></w:r></w:del>"
CHOICE, FALLBACK = (
    f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    f'<mc:{name} Requires="w"><w:r><w:instrText>x</w:instrText></w:r></mc:{name}>'
    f"</mc:AlternateContent>"
    for name in ("Choice", "Fallback")
)
OTHER = "http://purl.oclc.org/ooxml/wordprocessingml/main"
FIELDS = {
    "cut into runs": (field(" DDE", "AUTO c:\\x y"), "DDEAUTO"),
    "simple": ("<w:fldSimple w:instr=' INCLUDEPICTURE \"http://x/a.png\" '/>", "INCLUDEPICTURE"),
    "small letters": ('<w:fldSimple w:instr="dde x y"/>', "DDE"),
    "within another": (field("IF 1=", field('INCLUDETEXT "/a"'), "a"), "INCLUDETEXT"),
    "around another": (field("LI", field("QUOTE a"), "NK a b"), "LINK"),
    "around what is deleted": (field(DELETED, "IMPORT a"), "IMPORT"),
    "beside what newer programs read": (field(CHOICE, "LINK a"), "LINK"),
    "beside what older programs read": (field(FALLBACK, "LINK a"), "LINK"),
    "with a comment in it": (field("DATA<!-- -->BASE a"), "DATABASE"),
    "of another namespace": (f'<a:fldSimple xmlns:a="{OTHER}" a:instr="LINK a"/>', "LINK"),
}


@pytest.mark.parametrize("part", ["header2", "footer1"])
@pytest.mark.parametrize("name", FIELDS)
def test_fields_that_read_or_start_anything_are_refused(
    name: str, part: str, read: Callable[[bytes], Loaded[Style]]
) -> None:
    code, said = FIELDS[name]
    data = replaced(letterheads.letterhead(), f"word/{part}.xml", "</w:p>", f"{code}</w:p>")
    (found,) = read(data).diagnostics
    where = part.rstrip("12")
    assert (found.code, found.message) == (
        "BR511", f"its {where} has a field that reads files or starts programs: {said}",
    )  # fmt: skip


def test_fields_that_read_nothing_are_kept(written: Callable[[bytes], bytes]) -> None:
    """One begins as a field that reads, one shows such a word, and one is only a link."""
    fields = "".join(
        f'<w:fldSimple w:instr="{code}"/>'
        for code in ("LINKAGE", "QUOTE DDE", "HYPERLINK &quot;http://example.org&quot;", "NUMPAGES")
    )
    data = replaced(letterheads.letterhead(), "word/header2.xml", "</w:p>", f"{fields}</w:p>")
    assert fields.encode() in parts_of(written(data))["word/header2.xml"]


def related(data: bytes, part: str, kind: str, target: str, *, outside: bool = False) -> bytes:
    """``data`` with one more relation from ``part``."""
    folder, base = posixpath.split(part)
    mode = ' TargetMode="External"' if outside else ""
    relation = f'<Relationship Id="rIdX" Type="{USUAL}/{kind}" Target="{target}"{mode}/>'
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    whole = f'<Relationships xmlns="{namespace}"></Relationships>'.encode()
    return edited(
        data,
        f"{folder}/_rels/{base}.rels",
        lambda text: (text or whole).replace(
            b"</Relationships>", relation.encode() + b"</Relationships>"
        ),
    )


THEME = "word/theme/theme1.xml"
NO_PICTURE = "has a picture of which the file does not say the type"
NOT_ITS_OWN = "holds what is no text or picture of its own"


@pytest.mark.parametrize(
    ("part", "kind", "target", "outside", "message"),
    [
        (THEME, "image", "http://example.org/a.png", True, f"its theme {NOT_ITS_OWN}: image"),
        (THEME, "hyperlink", "http://example.org", True, f"its theme {NOT_ITS_OWN}: hyperlink"),
        (THEME, "officeDocument", "../document.xml", False,
         f"its theme {NOT_ITS_OWN}: officeDocument"),
        ("word/header2.xml", "hyperlink", "document.xml", False,
         f"its header {NOT_ITS_OWN}: hyperlink"),
        ("word/header2.xml", "image", "document.xml", False,
         f"its header {NO_PICTURE}: word/document.xml"),
        ("word/footer1.xml", "image", "_rels/document.xml.rels", False,
         f"its footer {NO_PICTURE}: word/_rels/document.xml.rels"),
    ],
)  # fmt: skip
def test_nothing_but_pictures_is_carried_along(
    part: str,
    kind: str,
    target: str,
    outside: bool,
    message: str,
    read: Callable[[bytes], Loaded[Style]],
) -> None:
    found = read(related(letterheads.letterhead(), part, kind, target, outside=outside)).diagnostics
    assert [(each.code, each.message) for each in found] == [("BR511", message)]


def test_relations_of_a_part_are_no_picture(read: Callable[[bytes], Loaded[Style]]) -> None:
    """Whatever the file calls them: they would become those of a part of ours."""
    name = "word/_rels/settings.xml.rels"
    data = related(letterheads.letterhead(), "word/header2.xml", "image", "_rels/settings.xml.rels")
    data = edited(data, name, lambda _: b"<Relationships/>")
    data = replaced(data, "[Content_Types].xml", "</Types>",
                    f'<Override PartName="/{name}" ContentType="image/png"/></Types>')  # fmt: skip
    (found,) = read(data).diagnostics
    assert found.message == f"its header {NO_PICTURE}: {name}"


def test_a_link_and_the_pictures_of_a_theme_are_kept(written: Callable[[bytes], bytes]) -> None:
    data = related(letterheads.letterhead(), "word/header2.xml", "hyperlink", "http://example.org",
                   outside=True)  # fmt: skip
    parts = parts_of(written(related(data, THEME, "image", "../media/image1.png")))
    (link,) = ET.fromstring(parts["word/_rels/header2.xml.rels"])
    assert (link.attrib["Target"], link.attrib["TargetMode"]) == ("http://example.org", "External")
    (picture,) = ET.fromstring(parts["word/theme/_rels/theme1.xml.rels"])
    assert picture.attrib["Target"] == "../media/image1.png"
    assert parts["word/media/image1.png"] == letterheads.picture()


def test_a_picture_without_a_type_is_refused(read: Callable[[bytes], Loaded[Style]]) -> None:
    data = replaced(letterheads.letterhead(), "[Content_Types].xml", 'Extension="png"',
                    'Extension="gif"')  # fmt: skip
    (found,) = read(data).diagnostics
    assert (found.code, found.message) == (
        "BR511", f"its header {NO_PICTURE}: word/media/image1.png",
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["header", "theme"])
def test_another_part_does_not_pass_for_one(
    kind: str, read: Callable[[bytes], Loaded[Style]]
) -> None:
    """A relation may call any part a header or a theme: the document itself, too."""
    target = {"header": "header1.xml", "theme": "theme/theme1.xml"}[kind]
    data = replaced(letterheads.letterhead(), "word/_rels/document.xml.rels",
                    f'Target="{target}"', 'Target="document.xml"')  # fmt: skip
    (found,) = read(data).diagnostics
    assert (found.code, found.message) == ("BR511", DAMAGED)


def test_a_reference_leads_to_a_header_only(written: Callable[[bytes], bytes]) -> None:
    """A header that is referred to as one, but related as something else, is none."""
    data = replaced(letterheads.letterhead(), "word/_rels/document.xml.rels",
                    "relationships/header", "relationships/customXml")  # fmt: skip
    assert [name for name in parts_of(written(data)) if "header" in name] == []


@pytest.mark.parametrize(
    ("pitch", "size", "first_line"), [(-300, 30, 2), (-320, 30, 2), (-100, 30, 3), (60, 0, 2.31)]
)
def test_an_indent_has_a_length_whatever_the_pitch(
    pitch: int, size: int, first_line: float, read: Callable[[bytes], Loaded[Style]]
) -> None:
    """A pitch that leaves nothing of a character is none; 600 twips are two characters of 15 pt."""
    document = opened(letterheads.letterhead())
    style = document.styles["Heading 3"]
    style.paragraph_format.first_line_indent = Pt(30)
    looks = style.element.get_or_add_rPr()
    for name, value in (("spacing", pitch), ("sz", size)):
        for each in looks.findall(qn(f"w:{name}")):
            looks.remove(each)
        looks.append(looks.makeelement(qn(f"w:{name}"), {qn("w:val"): str(value)}))
    loaded = read(letterheads.saved(document))
    assert loaded.value, loaded.diagnostics
    assert loaded.value.paragraphs.heading_3
    assert loaded.value.paragraphs.heading_3.first_line == first_line


@pytest.mark.parametrize("pitch", ["0", "-312", "1e-307"])
def test_a_grid_has_lines_whatever_the_pitch(
    pitch: str, read: Callable[[bytes], Loaded[Style]]
) -> None:
    document = opened(letterheads.letterhead())
    (grid,) = document.sections[0]._sectPr.findall(qn("w:docGrid"))
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), pitch)
    spacing = document.styles["Body Text"].element.pPr.spacing
    spacing.set(qn("w:line"), "240")
    spacing.set(qn("w:lineRule"), "auto")
    style = read(letterheads.saved(document)).value
    assert style
    assert style.grid.line == 19.5  # 1.3 of 15 pt


BOX = """<w:p {spaces}><w:r><w:t>左</w:t></w:r><w:r><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{number}</w:txbxContent></wps:txbx>
</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{older}</w:txbxContent>
</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""
NUMBER = """<w:p><w:r><w:t>第</w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r>
</w:fldSimple><w:r><w:t>页</w:t></w:r></w:p>"""
SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


DATE = NUMBER.replace('"PAGE"', '"DATE"')


@pytest.mark.parametrize(
    ("number", "older", "form"),
    [(NUMBER, NUMBER, "第{}页"), (DATE, DATE, None), (DATE, NUMBER, None)],
    ids=["number", "date", "number for older programs"],
)
def test_a_page_number_in_a_text_box_is_read_once(
    number: str, older: str, form: str | None, read: Callable[[bytes], Loaded[Style]]
) -> None:
    data = letterheads.letterhead()
    box = BOX.format(spaces=SPACES, number=number, older=older).encode()
    for name in ("footer1", "footer2", "footer3"):
        data = edited(
            data,
            f"word/{name}.xml",
            lambda text: re.sub(rb"(?s)<w:p>.*</w:p>|<w:p .*</w:p>", lambda _: box, text),
        )
    style = read(data).value
    assert style
    assert (style.page_number.form if style.page_number.place != "none" else None) == form


@pytest.mark.parametrize("ending", ["dotx", "docx"])
def test_a_template_of_word_is_told_how_it_becomes_a_document(
    ending: str, tmp_path: Path, check: Callable[..., Completed]
) -> None:
    data = replaced(letterheads.letterhead(), "[Content_Types].xml",
                    "wordprocessingml.document.main", "wordprocessingml.template.main")  # fmt: skip
    (tmp_path / f"office.{ending}").write_bytes(data)
    done = check("style", "check", f"office.{ending}")
    assert (done.returncode, done.stdout.decode()) == (
        1,
        f"""error BR511 word-file: the file is a Word template (.dotx)
 --> office.{ending}:1:1
  = help: save it in Word as “Word Document (*.docx)”

checked office.{ending}: 1 error
""",
    )


@pytest.mark.parametrize("ending", ["doc", "docm", "dotx", "wps"])
def test_files_of_other_endings_are_looked_at(
    ending: str, tmp_path: Path, check: Callable[..., Completed]
) -> None:
    (tmp_path / f"office.{ending}").write_bytes(compound("WordDocument"))
    done = check("style", "check", f"office.{ending}")
    assert done.returncode == 1
    assert "BR511" in done.stdout.decode()


def test_margins_that_leave_nothing_are_a_finding(read: Callable[[bytes], Loaded[Style]]) -> None:
    document = opened(letterheads.plain())
    document.sections[0].left_margin = document.sections[0].page_width
    found = read(letterheads.saved(document)).diagnostics
    assert [each.code for each in found] == ["BR512"]


def _always(content: bytes) -> Callable[[bytes], bytes]:
    return lambda _: content


def test_a_damaged_file_never_ends_in_a_traceback(
    read: Callable[[bytes], Loaded[Style]], written: Callable[[bytes], bytes]
) -> None:
    """Any byte of any part may be another: there is a finding, or a document."""
    chance = random.Random(7)
    whole = parts_of(letterheads.letterhead())
    names = [name for name in whole if name.endswith((".xml", ".rels"))]
    refused = 0
    for _ in range(60):
        name = chance.choice(names)
        content = bytearray(whole[name])
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(content))
            content[at : at + chance.randint(0, 30)] = chance.randbytes(chance.randint(0, 3))
        data = edited(letterheads.letterhead(), name, _always(bytes(content)))
        if read(data).value is None:
            refused += 1
        else:
            written(data)
    assert 0 < refused < 60
