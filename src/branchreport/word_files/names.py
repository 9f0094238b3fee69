"""The named styles of Word: which role of a document each is, under all names that it goes by."""

from typing import Final

BODY: Final = "body text"

NAMES: Final = {
    "body": ("Body Text", "正文文本"),
    "issuer": ("Issuer", "发文机关标志"),
    "document_number": ("Document Number", "发文字号"),
    "title": ("Title", "标题"),
    "contents_label": ("TOC Heading", "目录标题", "TOC 标题"),
    "contents_1": ("toc 1", "目录 1"),
    "contents_2": ("toc 2", "目录 2"),
    "addressee": ("Salutation", "称呼", "主送机关"),
    "heading_1": ("heading 1", "标题 1"),
    "heading_2": ("heading 2", "标题 2"),
    "heading_3": ("heading 3", "标题 3"),
    "heading_4": ("heading 4", "标题 4"),
    "list_item": ("List Paragraph", "列表段落", "列出段落"),
    "note": ("Subtitle", "副标题"),
    "attachments": ("Attachments", "附件说明"),
    "signature": ("Signature", "签名", "落款"),
    "table_header": ("Table Heading", "表格标题"),
    "table_cell": ("Table Contents", "表格内容"),
    "caption": ("caption", "题注"),
    "appendix_label": ("Appendix Label", "附件"),
}
"""Every role of a style with the name of its style in Word, and what else it may be called.

Built-in styles are named in English in a file, whatever language Word speaks; other programs, and
files that were converted, have them in Chinese.
"""

_OTHERS: Final = (
    ("Normal", "正文"),
    ("Default Paragraph Font", "默认段落字体"),
    ("Normal Table", "普通表格"),
    ("Table Grid", "网格型", "网格表"),
    ("header", "页眉"),
    ("footer", "页脚"),
    ("Hyperlink", "超链接"),
)
"""Styles that are no role."""


def _plain(name: str) -> str:
    """``name`` without what tells no two styles apart: case and blanks."""
    return "".join(name.split()).casefold()


_KNOWN: Final = {
    _plain(name): names[0].casefold() for names in (*NAMES.values(), *_OTHERS) for name in names
}


def known_as(name: str) -> str:
    """The name of a built-in style in small letters, whatever it is called; or ``name`` itself."""
    return _KNOWN.get(_plain(name), name.casefold())
