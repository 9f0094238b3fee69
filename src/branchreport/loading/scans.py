"""The slips that are found before YAML is asked, or that it passes over without a word."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from branchreport.diagnostics import shortened
from branchreport.language import _
from branchreport.loading.draft import Change
from branchreport.loading.reading import BLANKS, WIDE_BLOCK_MARKS
from branchreport.loading.slips import KEY, START, Slip, indent, odd_blank, odd_indentation
from branchreport.typography import is_wide

_ODD: Final = (
    rf"(?:[{BLANKS}][\t{BLANKS} ]*| *\t[\t{BLANKS} ]*| +[{BLANKS}][{BLANKS} ]*(?={KEY} *[:：]|- ))"
)
"""Blanks at the beginning of a line that are none to YAML. After ordinary ones, full-width blanks
may be part of a text; they are not before a key or an item."""

_BLOCK: Final = r"(?:.*[:\-] )?[|>][-+1-9]{0,2} *(?:#.*)?$"
"""A line that begins a text of several lines, in which every blank is one."""

_WIDE_BLOCK: Final = rf"{START}{KEY}: +(?P<slip>[｜＞]) *$"
"""A line that was meant to begin a text of several lines."""

_AFTER_MARK: Final = rf"(?<=[:\-] )(?P<slip> *[{BLANKS}][{BLANKS} ]*)(?=\S)"


_BLOCK_ENDS: Final = tuple("|>-+123456789")


def indentation(lines: Sequence[str]) -> Iterator[tuple[int, Slip]]:
    """Every line that is indented by what is no blank to YAML, and how it is to be indented.

    The two readers of PyYAML take tabs differently, and full-width blanks become part of a key.
    """
    odd, step = re.compile(_ODD), _step(lines)
    above: list[int] = []
    dashes: set[int] = set()
    block: int | None = None
    for number, line in enumerate(lines):
        if block is not None and (indent(line) > block or not line.strip(" ")):
            continue
        block = (
            indent(line) if line.rstrip()[-1:] in _BLOCK_ENDS and re.match(_BLOCK, line) else None
        )
        match = odd.match(line)
        start = match.end() if match else indent(line)
        item = line.startswith("- ", start)
        columns = above if item else [one for one in above if one not in dashes]
        here = _wanted(match[0], step, columns) if match else start
        if match and (start < len(line) or line.strip(" \t")):
            put = " " * here if start < len(line) else ""
            yield number, odd_indentation(0, start, put, tab="\t" in match[0])
        if start < len(line):
            above = [column for column in above if column < here] + [here]
            above += [here + 2] if item else []
            dashes = {one for one in dashes if one < here} | ({here} if item and here else set())
            above += [above[-1] + step] if _opens(line) else []


def _opens(line: str) -> bool:
    """Whether ``line`` ends in a key, so that what belongs to it stands below and further in."""
    return re.sub(r"\s#.*", "", line).rstrip().endswith((":", "："))


def _step(lines: Sequence[str]) -> int:
    """By how much the lines of a file are indented, as a rule: 2 where that cannot be seen."""
    found = (indent(line) for line in lines if line[:1] == " " and line.lstrip(" ")[:1] > " ")
    return min(found, default=2)


def _wanted(blanks: str, step: int, above: Sequence[int]) -> int:
    """How far a line is to be indented that begins with ``blanks``, below columns ``above``."""
    wide = {"\t": step, "\u3000": 2}
    width = sum(wide.get(blank, 1) for blank in blanks)
    return min(above, key=lambda column: (abs(column - width), -column)) if above else width


def directives(lines: Sequence[str]) -> Iterator[tuple[int, Slip]]:
    """Every ``%TAG``: records have no tags, and many of them keep PyYAML busy for minutes."""
    for number, line in enumerate(lines):
        if line.startswith("%TAG"):
            message = _("a tag ({tag}) is not used in records").format(tag=shortened(line))
            changes = (Change(0, len(line), ""),)
            yield number, Slip("BR105", 0, 4, message, _("delete the line"), changes, safe=False)


def wide_block_marks(lines: Sequence[str]) -> Iterator[tuple[int, Slip]]:
    """Every full-width ``｜`` or ``＞`` at the end of a key with a text below."""
    for number, line in enumerate(lines[:-1]):
        if line.rstrip(" ")[-1:] not in WIDE_BLOCK_MARKS:
            continue
        match, below = re.match(_WIDE_BLOCK, line), lines[number + 1]
        if match and below.strip() and indent(below) > match.start("key"):
            wide = match["slip"]
            put = WIDE_BLOCK_MARKS[wide]
            message = _("the mark {mark} is full-width").format(mark=wide)
            help_text = _("write a half-width mark: {mark}").format(mark=put)
            changes = (Change(*match.span("slip"), put),)
            yield number, Slip("BR113", *match.span("slip"), message, help_text, changes)


def cut_off(lines: Sequence[str]) -> dict[tuple[int, int], int]:
    """Where a ``#`` may have cut a text off: the ends of what is before it, and its own column.

    It stands after a Chinese text, or before a number, with no blank after it: people who mean a
    comment write one.
    """
    found = {}
    for number, line in enumerate(lines):
        at = line.find(" #")
        while at >= 0:
            before, after = line[:at].rstrip(" "), line[at + 2 : at + 3]
            if after.isalnum() and (is_wide(before[-1:]) or after.isdigit()):
                found[number, len(before)] = at + 1
            at = line.find(" #", at + 1)
    return found


def comment(start: int, end: int) -> Slip:
    """The slip of a ``#`` that makes a comment of the rest of a text."""
    return Slip(
        "BR116",
        start,
        end,
        _("what follows # is a comment, and no part of the text before it"),
        _("put the text in quotation marks if it belongs to it; else write a blank after #"),
    )


def odd_blanks(lines: Sequence[str]) -> dict[tuple[int, int], Slip]:
    """Where a value may begin with what only looks like a blank, and the slip if it does."""
    return {
        (number, match.end("slip") - len(match["slip"].lstrip(" "))): odd_blank(
            *match.span("slip"), put=""
        )
        for number, line in enumerate(lines)
        for match in re.finditer(_AFTER_MARK, line)
    }
