"""Word files as offices have them, made for a test; and what is done to them on the way."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

Edit = Callable[[bytes], bytes]

LOCAL = {
    "Normal": "正文", "Body Text": "正文文本", "Title": "标题", "heading 1": "标题 1",
    "heading 2": "标题 2", "heading 3": "标题 3", "heading 4": "标题 4", "Subtitle": "副标题",
    "caption": "题注", "List Paragraph": "列出段落", "footer": "页脚", "header": "页眉",
}  # fmt: skip
"""Built-in styles under the names that a Chinese program shows."""


@cache
def letterhead() -> bytes:
    """A file with another header on the first, on odd and on even pages, and fonts of its own."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(35), Mm(33)
    section.left_margin = section.right_margin = Mm(27)
    section.header_distance, section.footer_distance = Mm(12), Mm(20)
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = True
    first = section.first_page_header.paragraphs[0]
    first.alignment = WD_ALIGN_PARAGRAPH.CENTER
    first.add_run().add_picture(io.BytesIO(picture()), width=Mm(60))
    first.add_run("云溪市水务局信笺")
    section.header.paragraphs[0].text = "奇数页页眉"
    section.even_page_header.paragraphs[0].text = "偶数页页眉"
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        (section.first_page_footer, WD_ALIGN_PARAGRAPH.RIGHT),
    ):
        footer.paragraphs[0].alignment = side
        footer.paragraphs[0].add_run("第")
        _add_page_number(footer.paragraphs[0])
        footer.paragraphs[0].add_run("页")
    _dress(document)
    document.add_paragraph("范文正文不得留下", style="Body Text")
    document.core_properties.author = "范文作者"
    document.core_properties.last_modified_by = "范文作者"
    document.core_properties.comments = "范文备注"
    return saved(document)


def _dress(document: Any) -> None:
    styles = document.styles
    _font(styles["Body Text"], "仿宋", 15)
    body = styles["Body Text"].paragraph_format
    body.first_line_indent, body.line_spacing, body.space_after = Pt(30), Pt(28), Pt(0)
    body.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _font(styles["Title"], "华文中宋", 24, color="C00000")
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font(styles["Heading 1"], "楷体", 17, bold=True, color="0000FF")
    _font(styles["Heading 2"], "黑体", 15, color="008000")
    styles["Heading 2"].paragraph_format.first_line_indent = Pt(30)


@cache
def plain() -> bytes:
    """A file with a page set-up, and nothing around its text."""
    document = docx.Document()
    document.sections[0].left_margin = Mm(30)
    return saved(document)


@cache
def with_header_only() -> bytes:
    """A file with one header for all pages, but another on the first."""
    document = docx.Document()
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].first_page_header.paragraphs[0].text = "首页页眉"
    return saved(document)


@cache
def with_numbered_headings() -> bytes:
    """A file whose headings number themselves."""
    document = docx.Document()
    for level in (1, 2):
        properties = document.styles[f"Heading {level}"].element.get_or_add_pPr()
        numbering = properties.get_or_add_numPr()
        numbering.get_or_add_ilvl().val, numbering.get_or_add_numId().val = level - 1, 1
    return saved(document)


def saved(document: Any) -> bytes:
    """The bytes of a document of python-docx."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def edited(data: bytes, part: str, change: Edit | None) -> bytes:
    """``data`` with ``part`` changed, or left out, or made where there was none."""
    parts = {name: content for name, content in parts_of(data).items() if name != part}
    if change:
        parts[part] = change(parts_of(data).get(part, b""))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def replaced(data: bytes, part: str, before: str, after: str) -> bytes:
    """``data`` with ``after`` in place of what stands in ``part``."""
    assert before.encode() in parts_of(data)[part]
    return edited(data, part, lambda content: content.replace(before.encode(), after.encode()))


def localized(data: bytes) -> bytes:
    """``data`` with its built-in styles under Chinese names."""
    for name, local in LOCAL.items():
        data = replaced(
            data, "word/styles.xml", f'w:name w:val="{name}"', f'w:name w:val="{local}"'
        )
    return data


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def picture(width: int = 200, height: int = 40) -> bytes:
    """A red rectangle as PNG."""
    rows = b"".join(b"\0" + b"\xc8\0\0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def _font(style: Any, name: str, size: int, *, bold: bool = False, color: str = "000000") -> None:
    style.font.name, style.font.size, style.font.bold = name, Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(color)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]
    fonts.set(qn("w:eastAsia"), name)


def _add_page_number(paragraph: Any) -> None:
    for kind in ("begin", "separate", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(mark)
        if kind == "begin":
            instruction = OxmlElement("w:instrText")
            instruction.text = " PAGE "
            paragraph.add_run()._r.append(instruction)
        elif kind == "separate":
            paragraph.add_run("1")
