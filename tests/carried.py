"""A year in every way of writing a text, its Word file, and corrections made in that by hand."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from branchreport.word_files import WORD
from making import word_file_of

YEAR = {
    "报告.yaml": """\
# 报告：注释要留下
报告:
  年度: 2024
  支部: 河畔支部
  上级: 城东街道党工委
  标题: '河畔支部''二四''年工作总结'   # 单引号
  导语: "支部按\\"三会一课\\"的要求开展工作。\\n第二段讲学\\u4e60，形式不拘一格。"
  结语: |
    新的一年，支部将继续努力。

    请上级批评指正。
  落款日期: 2024-12-20
""",
    "工作.yaml": """\
工作:
  - 标题: 学习教育
    正文: >
      全年开展主题党日{{ 主题党日 }}，
      党员参与面较广，
      学习成效明显
    要点:
      - '读书会''每月一次''，轮流主讲'
      - "记\\"笔记\\"，路径 C:\\\\书架 不变"
      - 与社区结对，联系{{ 结对户 }}，
        分组走访，
        及时回访

  - 标题: "作风建设"
    正文: |
      制度更加健全，见 notes # 3。
      监督更加有力。
""",
    "其他.yaml": """\
数字:
  - 名称: 主题党日
    取自: {类别: 主题党日}
    单位: 次
  - 名称: 结对户
    数值: 32户      # 只是填报
活动:
  - {日期: 2024-03-05, 类别: 主题党日, 主题: 植树}
  - {日期: 2024-06-07, 类别: 主题党日, 主题: 参观}
不足:
  - 编号: 不足-1
    问题: 学习 reading 不够深入
    原因: 时间抓得不紧
    措施: [定期检查, '及时"提醒"']
    责任人: 组织委员
    期限: 2025-06-30
计划:
  - 编号: 计划-1
    标题: 抓好学习
    正文: 制定学习计划，按月落实
    目标: {主题党日: 不少于3次}
""",
}

Change = tuple[str, str]


def written(folder: Path, encoding: str = "utf-8", line_end: str = "\n") -> Path:
    """The year in ``folder``, in an encoding and with line breaks of its own."""
    folder.mkdir(parents=True)
    for name, text in YEAR.items():
        (folder / name).write_bytes(text.replace("\n", line_end).encode(encoding))
    return folder


def rendered(year: Path, target: Path, *changes: Change) -> Path:
    """The Word file of ``year`` at ``target``, with ``changes`` of its words made by hand."""
    target.write_bytes(retyped(word_file_of(year), *changes))
    return target


def retyped(data: bytes, *changes: Change) -> bytes:
    """``data`` with the words of each change typed over, once, in whatever runs they stand."""

    def hand(body: Any) -> None:
        for old, new in changes:
            paragraph = next(each for each in body.iter(f"{WORD}p") if old in words_of(each))
            at = words_of(paragraph).index(old)
            type_over(paragraph, at, at + len(old), new)

    return by_hand(data, hand)


def by_hand(data: bytes, hand: Callable[[Any], None], part: str = "word/document.xml") -> bytes:
    """``data`` after ``hand`` has worked on the XML of ``part``."""
    package, made = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            held = package.read(name)
            if name == part:
                root = etree.fromstring(held)
                hand(root)
                held = etree.tostring(root, encoding="UTF-8", standalone=True)
            copy.writestr(name, held)
    return made.getvalue()


def words_of(paragraph: Any) -> str:
    return "".join(each.text or "" for each in paragraph.iter(f"{WORD}t"))


def type_over(paragraph: Any, start: int, end: int, words: str) -> None:
    """Put ``words`` in place of what stands from ``start`` to ``end``."""
    at = 0
    for each in paragraph.iter(f"{WORD}t"):
        text = each.text or ""
        here = words if at <= start <= at + len(text) else ""
        first, last = (min(max(place - at, 0), len(text)) for place in (start, end))
        each.text = text[:first] + here + text[last:]
        words = "" if here else words
        at += len(text)


def without(data: bytes, *parts: str, marks: bool = True, digest: bool = True) -> bytes:
    """``data`` as programs leave it that do not keep everything."""

    def hand(body: Any) -> None:
        for tag in ("bookmarkStart", "bookmarkEnd"):
            for each in list(body.iter(f"{WORD}{tag}")) if not marks else ():
                each.getparent().remove(each)

    made = by_hand(data, hand)
    if not digest:
        made = by_hand(made, lambda root: root.clear(), "docProps/custom.xml")
    package, copied = zipfile.ZipFile(io.BytesIO(made)), io.BytesIO()
    with zipfile.ZipFile(copied, "w") as copy:
        for name in package.namelist():
            if not name.startswith(tuple(parts) or ("\0",)):
                copy.writestr(name, package.read(name))
    return copied.getvalue()


def paragraphs(data: bytes) -> Sequence[str]:
    """What each paragraph of the body says."""
    package = zipfile.ZipFile(io.BytesIO(data))
    root = etree.fromstring(package.read("word/document.xml"))
    return [words_of(each) for each in root.iter(f"{WORD}p")]
