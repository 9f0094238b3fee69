"""Each typing slip in the examples gives one finding on its line, and the fix takes it back."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from branchreport.diagnostics import Diagnostic
from branchreport.edits import corrected
from branchreport.loading import load_year
from conftest import EXAMPLES

KEY_LINE = re.compile(
    r"(?P<start> *(?:- +)*)(?P<key>[^\s:{\[\"'>|#]+):(?P<blank> +|$)(?P<value>.*)$"
)
TEXTS = ("名称", "地点", "标题", "问题", "原因", "title", "place", "heading", "problem")
DAYS = ("日期", "date")
FIGURES = (*DAYS, "期限", "deadline", "数值", "value")
EACH = 1
"""Lines of each file that every slip is tried in."""

Change = Callable[[re.Match[str]], str]
Choice = Callable[[re.Match[str]], bool]


def line(
    match: re.Match[str], *, start: str = "", key: str = "", mark: str = ":", blank: str = ""
) -> str:
    """The line of ``match`` with some of its parts exchanged."""
    blank = blank or (match["blank"] if mark == ":" else "")
    return (start or match["start"]) + (key or match["key"]) + mark + blank + match["value"]


def put(match: re.Match[str], value: str) -> str:
    """The line of ``match`` with another value."""
    return f"{match['start']}{match['key']}: {value}"


def is_plain(match: re.Match[str]) -> bool:
    value = match["value"]
    return bool(value) and value[0] not in "[{\"'>|" and "#" not in value


def is_item(match: re.Match[str]) -> bool:
    return "-" in match["start"]


def is_indented(match: re.Match[str]) -> bool:
    return match["start"].startswith("  ")


def has(*keys: str) -> Choice:
    return lambda match: match["key"] in keys and is_plain(match)


def in_braces(mark: str) -> Choice:
    return lambda match: match["value"][:1] + match["value"][-1:] == "{}" and mark in match["value"]


def before(mark: str) -> Change:
    return lambda match: put(match, mark + match["value"])


def indented_by(blank: str, width: int) -> Change:
    def change(match: re.Match[str]) -> str:
        depth = len(match[0]) - len(match[0].lstrip(" "))
        return blank * (depth // width) + match[0].lstrip(" ")

    return change


class Slip(NamedTuple):
    code: str
    change: Change
    choice: Choice
    restored: bool = True
    """Whether the fix gives the line back as it was."""


SLIPS = {
    "full-width colon": Slip("BR113", lambda m: line(m, mark="："), lambda m: True),
    "full-width colon, blank": Slip("BR113", lambda m: line(m, mark="： "), is_plain),
    "no blank after colon": Slip("BR114", lambda m: m[0].replace(": ", ":", 1), is_plain),
    "full-width blank after colon": Slip("BR113", lambda m: line(m, blank="　"), is_plain),
    "more blanks after colon": Slip("BR113", lambda m: line(m, blank=" 　"), is_plain),
    "no-break blank after colon": Slip("BR113", lambda m: line(m, blank="\u00a0"), is_plain),
    "full-width dash": Slip("BR113", lambda m: m[0].replace("- ", "－ ", 1), is_item),
    "em dash": Slip("BR113", lambda m: m[0].replace("- ", "— ", 1), is_item),
    "middle dot": Slip("BR113", lambda m: m[0].replace("- ", "· ", 1), is_item),
    "no blank after dash": Slip("BR114", lambda m: m[0].replace("- ", "-", 1), is_item),
    "full-width blank after dash": Slip("BR113", lambda m: m[0].replace("- ", "-　", 1), is_item),
    "tabs": Slip("BR112", indented_by("\t", 2), is_indented),
    "full-width indentation": Slip("BR112", indented_by("　", 2), is_indented),
    "no-break indentation": Slip("BR112", indented_by("\u00a0", 1), is_indented),
    "full-width blank before key": Slip(
        "BR112",
        lambda m: m[0].replace("    ", "  　", 1),
        lambda m: m["start"].startswith("    "),
    ),
    "one blank too many": Slip("BR112", lambda m: f" {m[0]}", has(*TEXTS), restored=False),
    "colon in value": Slip(
        "BR115", lambda m: put(m, f"甲: {m['value']}"), has(*TEXTS), restored=False
    ),
    **{
        f"{mark} before value": Slip(
            "BR115", before(mark), has(*TEXTS), restored=False
        )
        for mark in ("@", "%", "`", "|", ">", "[待补]", "{待补}", '"甲"', "***", "{{ 党课 }}")
    },
    "backslash": Slip("BR115", lambda m: put(m, '"D:\\照片"'), has(*TEXTS), restored=False),
    "bracketed text": Slip("BR115", lambda m: put(m, "[待补]"), has(*TEXTS), restored=False),
    "alias of nothing": Slip("BR115", lambda m: put(m, "*abc"), has(*TEXTS), restored=False),
    "open quotation mark": Slip("BR101", before('"'), has(*TEXTS), restored=False),
    "open bracket": Slip("BR101", lambda m: m[0].rstrip()[:-1], in_braces("}"), restored=False),
    "full-width comma": Slip("BR113", lambda m: m[0].replace(", ", "，", 1), in_braces(", ")),
    "full-width colon in braces": Slip(
        "BR113", lambda m: put(m, m["value"].replace(": ", "：", 1)), in_braces(": ")
    ),
    "no blank in braces": Slip(
        "BR114", lambda m: put(m, m["value"].replace(": ", ":", 1)), in_braces(": ")
    ),
    "text cut off": Slip(
        "BR116",
        lambda m: put(m, f"{m['value']} #1 号"),
        lambda m: has(*TEXTS)(m) and not m["value"].isascii(),
        restored=False,
    ),
    "zero width in key": Slip(
        "BR004", lambda m: line(m, key=f"{m['key'][0]}\u200b{m['key'][1:]}"), is_plain
    ),
    "separator in text": Slip(
        "BR004",
        lambda m: put(m, f"{m['value'][:1]}\u2028{m['value'][1:]}"),
        lambda m: has(*TEXTS)(m) and re.match(r"[一-龥]{2}", m["value"]) is not None,
    ),
    "full-width letters": Slip(
        "BR201",
        lambda m: line(m, key="".join(chr(ord(letter) + 0xFEE0) for letter in m["key"])),
        lambda m: m["key"].isascii() and m["key"].isalpha() and len(m["start"]) in (2, 4),
    ),
    "mistyped key": Slip(
        "BR201",
        lambda m: line(m, key=f"{m['key'][0]}其"),
        has("名称", "日期", "地点"),
        restored=False,
    ),
    "date in Chinese": Slip("BR204", lambda m: put(m, "2021年3月5日"), has(*DAYS), restored=False),
    "figure in quotation marks": Slip("BR204", lambda m: put(m, f"“{m['value']}”"), has(*FIGURES)),
}  # fmt: skip


def places(text: str, slip: Slip) -> list[tuple[int, re.Match[str]]]:
    """The lines of ``text`` where ``slip`` can be made, outside of texts of several lines."""
    found, block = [], -1
    for number, written in enumerate(text.split("\n")):
        indent = len(written) - len(written.lstrip(" "))
        if 0 <= block < indent or not written.strip() or written.lstrip().startswith("#"):
            continue
        block = indent if written.rstrip().endswith(">") else -1
        match = KEY_LINE.match(written)
        if match and slip.choice(match):
            found.append((number, match))
    return found


def made(folder: Path, slip: Slip) -> Iterator[tuple[Path, str, str, int]]:
    """Files of a year with the slip in a line: the text before, the text after, the line."""
    for file in sorted(folder.glob("*.yaml")):
        text = file.read_text("utf-8")
        found = places(text, slip)
        for number, match in random.Random(0).sample(found, min(EACH, len(found))):
            lines = text.split("\n")
            lines[number] = slip.change(match)
            if lines != text.split("\n"):
                yield file, text, "\n".join(lines), number + 1


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named_on_its_line_and_mended(slip: Slip, example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "year"
    shutil.copytree(example, folder)
    for file, sound, after, number in made(folder, slip):
        file.write_text(after, "utf-8", newline="\n")
        found = said(folder)
        assert [(finding.code, finding.span.line) for finding in found] == [(slip.code, number)]
        fixes = dict.fromkeys(one.fix for one in found if one.fix)
        mended = corrected(after.encode(), fixes)[0].decode()
        if slip.restored:
            assert mended == sound
        elif mended != after:
            file.write_text(mended, "utf-8", newline="\n")
            assert slip.code not in {finding.code for finding in said(folder)}
        file.write_text(sound, "utf-8", newline="\n")


def said(folder: Path) -> tuple[Diagnostic, ...]:
    """What reading the year has to say; rules might have more to say of another text."""
    return load_year(folder).diagnostics


def test_every_slip_of_a_file_is_named_in_one_run(tmp_path: Path) -> None:
    """A slip of each kind, a line of the file each, as long as there are lines."""
    folder = tmp_path / "year"
    shutil.copytree(EXAMPLES["2021"], folder)
    file = folder / "活动-2季度.yaml"
    lines = file.read_text("utf-8").split("\n")
    expected: dict[int, str] = {}
    shuffled = random.Random(1)
    for slip in SLIPS.values():
        near = {number + shift for number in expected for shift in (-1, 0, 1)}
        found = [place for place in places("\n".join(lines), slip) if place[0] not in near]
        if found:
            number, match = shuffled.choice(found)
            lines[number] = slip.change(match)
            expected[number] = slip.code
    file.write_text("\n".join(lines), "utf-8", newline="\n")
    assert {(finding.span.line - 1, finding.code) for finding in said(folder)} == {
        *expected.items()
    }
    assert len(expected) > 30


FIXED = {
    '内容: "扎实开展"不忘初心"主题教育"': '内容: "扎实开展“不忘初心”主题教育"',
    '主题: "不忘初心"、"牢记使命"': None,
    "地点: '支部's 学习室'": None,
    "统计: {征求意见: 9条}，": "统计: {征求意见: 9条}",
    "出席: {应到: 12, 实到: 11}}": "出席: {应到: 12, 实到: 11}",
    "内容: [待补, 见附件]。": None,
    "统计: ｛征求意见: 9条}": "统计: {征求意见: 9条}",
    "内容: |学习了文件。": None,
    "内容: ｜\n      学习了文件。": "内容: |\n      学习了文件。",
    "议题: [学习文件， 讨论发展对象]": "议题: [学习文件, 讨论发展对象]",
    "议题: [学习文件，讨论发展对象]": None,
    "议题: 【学习文件, 讨论】": "议题: [学习文件, 讨论]",
    "决议: 【同意，通过】": None,
    "计入: ［主题党日］": "计入: [主题党日]",
}
"""Lines of an activity, and what the fixes make of them; None if they are to leave them alone."""


@pytest.mark.parametrize(("written", "fixed"), FIXED.items(), ids=FIXED)
def test_a_fix_keeps_the_meaning(written: str, fixed: str | None, tmp_path: Path) -> None:
    head = "报告: {年度: 2024, 支部: 甲党支部}\n活动:\n  - 类别: 党课\n    日期: 2024-03-05\n    "
    file = tmp_path / "year.yaml"
    file.write_text(f"{head}{written}\n", "utf-8", newline="\n")
    fixes = dict.fromkeys(one.fix for one in said(file) if one.fix)
    mended = corrected(file.read_bytes(), fixes)[0]
    assert mended.decode() == f"{head}{fixed or written}\n"
    file.write_bytes(mended)
    assert not fixed or said(file) == ()
