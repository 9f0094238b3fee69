"""Marks: full width beside Chinese, in the form of the standard, and where they may stand.

The clauses are those of GB/T 15834-2011.
"""

import re
from collections.abc import Iterator
from typing import Final

from branchreport.diagnostics import shortened
from branchreport.language import _
from branchreport.rules.wording.characters import (
    BLANKS,
    CLOSING,
    FIGURE,
    HAN,
    POINTS,
    WIDE,
    WORD,
)
from branchreport.rules.wording.paragraphs import character, first_characters, paragraphs, places
from branchreport.rules.wording.slip import Slip, write

_FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_CLAUSES: Final = {",": "4.4.2", ";": "4.6.2", ":": "4.7.2", "?": "4.2.2", "!": "4.3.2"}
_HALF_WIDTH: Final = rf"(?<={WIDE})[,;:?!]++ *|(?<![,;:?!])[,;:?!]++ *+(?={HAN}|《)"
_FULL_STOP: Final = rf"(?<={WIDE})\.(?![A-Za-z0-9_.{FIGURE}{WORD}])"
_BRACKETS: Final = r"\(([^()（）\n]*)([)）])|（([^()（）\n]*)\)"
_SHORT: Final = 30
"""Characters in brackets up to which the brackets and what they hold are shown as one."""


def half_width_marks(text: str) -> Iterator[Slip]:
    """``,`` ``;`` ``:`` ``?`` ``!`` beside Chinese characters."""
    for match in re.finditer(_HALF_WIDTH, text):
        mark = match[0].rstrip()
        if mark != ":" or not _is_ratio(text, *match.span()):
            right = "".join(_FULL[sign] for sign in mark)
            yield _half_width(*match.span(), mark, right, _CLAUSES[mark[0]])


def half_width_stops(text: str) -> Iterator[Slip]:
    """``.`` after a Chinese character, other than within the name of a file or a number."""
    for match in re.finditer(_FULL_STOP, text):
        if character(text, match.end()) not in f"{CLOSING}{BLANKS}\n":
            yield Slip(
                *match.span(),
                _("“{mark}” beside Chinese is half-width").format(mark="."),
                _("write “。”, or “·” within a foreign name (GB/T 15834-2011, 4.1.2 and 4.14.2)"),
            )
        else:
            yield _half_width(*match.span(), ".", "。", "4.1.2")


def half_width_brackets(text: str) -> Iterator[Slip]:
    """``(`` and ``)`` around Chinese or an ordinal, or paired with a full-width one."""
    for match in re.finditer(_BRACKETS, text):
        start, end = match.span()
        if match[0][0] == "（":
            yield _half_width(end - 1, end, ")", "）", "4.9.2")
        elif match[2] == "）":
            yield _half_width(start, start + 1, "(", "（", "4.9.2")
        elif not _is_chinese(match[1]) and not _is_ordinal(text, start, match[1]):
            continue
        elif len(match[1]) <= _SHORT and match[1].isalnum():
            yield _half_width(start, end, match[0], f"（{match[1]}）", "4.9.2")
        else:
            yield _half_width(start, start + 1, "(", "（", "4.9.2")
            yield _half_width(end - 1, end, ")", "）", "4.9.2")


def _half_width(start: int, end: int, mark: str, right: str, clause: str) -> Slip:
    return Slip(
        start,
        end,
        _("“{mark}” beside Chinese is half-width").format(mark=shortened(mark)),
        write(right, clause),
        right,
    )


def _is_ratio(text: str, start: int, end: int) -> bool:
    """Whether a colon stands between two figures that are quoted: ``{{ a }}:{{ b }}``."""
    return character(text, start - 1) == FIGURE and character(text, end) in f"{FIGURE}0123456789"


def _is_chinese(text: str) -> bool:
    return FIGURE in text or bool(re.search(HAN, text))


def _is_ordinal(text: str, start: int, held: str) -> bool:
    """Whether a bracket at ``start`` holds the number of an item: ``；(2)``."""
    return len(held) <= 2 and held.isdecimal() and character(text, start - 1) in "\n。；："


_ELLIPSIS: Final = rf"(?<={WIDE})\.{{3,}}|(?<!\.)\.{{3,}}+(?={HAN})|…+|⋯+|[·•]{{3,}}"
_DASH: Final = rf"(?<={WIDE})(?<![–─―－—])(?:-{{2,}}|–{{2,}}|─{{2,}}|―{{2,}}|－{{2,}}|—{{3,}})"


def ellipses(text: str) -> Iterator[Slip]:
    """Any ellipsis that is not six dots, or twelve where verses are left out."""
    for match in re.finditer(_ELLIPSIS, text):
        if match[0] not in ("……", "…………"):
            yield _ellipsis(match)


def stops_for_ellipses(text: str) -> Iterator[Slip]:
    """``。。。`` for an ellipsis."""
    return map(_ellipsis, re.finditer("。{3,}", text) if "。。。" in text else ())


def _ellipsis(match: re.Match[str]) -> Slip:
    return Slip(
        *match.span(),
        _("“{mark}” is no Chinese ellipsis").format(mark=shortened(match[0])),
        write("……", "4.11.2"),
        "……",
    )


def dashes(text: str) -> Iterator[Slip]:
    """Any dash after Chinese that is not ``——``; a single ``—`` joins, and is left alone."""
    for match in re.finditer(_DASH, text):
        yield Slip(
            *match.span(),
            _("“{mark}” is no Chinese dash").format(mark=shortened(match[0])),
            write("——", "4.10.2"),
            "——",
        )


def doubled_marks(text: str) -> Iterator[Slip]:
    """Marks one after another; ``？！`` and up to three ``！`` or ``？`` may stand together."""
    for match in re.finditer(rf"[{POINTS}]{{2,}}", text):
        run = match[0]
        if set(run) == {"。"} and len(run) > 2:  # meant as an ellipsis
            continue
        if set(run) <= set("！？") and len(run) <= 3:
            continue
        yield Slip(
            *match.span(),
            _("“{marks}” do not stand together").format(marks=shortened(run)),
            _("keep the one that is meant"),
            _one_mark(run),
        )


def _one_mark(run: str) -> str | None:
    """What is certainly meant by marks that stand together."""
    if set(run) <= set("！？"):
        return run[:3]  # at most three (GB/T 15834-2011, 4.2.3.3 and 4.3.3.2)
    if len(set(run)) == 1:
        return run[0]
    if run[-1] == "。" and set(run[:-1]) <= set("，、；"):
        return "。"
    return run[0] if run[0] in "！？" and set(run[1:]) == {"。"} else None


def leading_marks(text: str) -> Iterator[Slip]:
    """A mark at the beginning of a paragraph that belongs to the end of a clause."""
    if first_characters(text).isdisjoint(POINTS):
        return
    for match in re.finditer(rf"(?m)^[{POINTS}]", text):
        yield Slip(
            *match.span(),
            _("a paragraph begins with “{mark}”").format(mark=match[0]),
            _("move it to the end of the text before, or delete it (GB/T 15834-2011, 5.1.1)"),
        )


def blanks(text: str) -> Iterator[Slip]:
    """Blanks beside a full-width mark, which has room of its own."""
    for match in re.finditer(r"[^\S\n]+", text):
        start, end = match.span()
        before, after = character(text, start - 1), character(text, end)
        if after in f"{POINTS}）》”":
            yield _blank(start, end + 1, after)
        elif before in f"{POINTS}（《“" and after != "\n":
            yield _blank(start - 1, end, before)


def _blank(start: int, end: int, mark: str) -> Slip:
    return Slip(
        start,
        end,
        _("there is a blank beside the mark {mark}").format(mark=mark),
        _("delete the blank"),
        mark,
    )


def end_marks_of_headings(text: str) -> Iterator[Slip]:
    """A heading that ends with a mark other than ``？`` ``！`` ``……``."""
    for start, end in _end_marks(text):
        yield Slip(
            start,
            end,
            _("the heading ends with “{mark}”").format(mark=text[start:end]),
            _("delete it (GB/T 15834-2011, B.4)"),
            "",
        )


def end_marks_of_points(text: str) -> Iterator[Slip]:
    """A point, problem, cause or measure that brings its own mark at the end."""
    for start, end in _end_marks(text):
        mark = text[start:end]
        yield Slip(
            start,
            end,
            _("“{mark}” stands at the end, where the template puts a mark").format(mark=mark),
            _("delete it"),
            "",
        )


def _end_marks(text: str) -> Iterator[tuple[int, int]]:
    """Where the marks at the ends of paragraphs stand."""
    for start, paragraph in paragraphs(text):
        bare = paragraph.rstrip("，。；：、,;:.")
        if bare and len(bare) < len(paragraph) and not _is_latin(bare[-1]):
            yield start + len(bare), start + len(paragraph)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


_NOT_AND_SO_ON: Final = frozenset("待级候于同到额距式号高量价效比值位压闲腰身差")
"""What makes another word of ``等``: 等待, 等级, 等额, 等于."""


def marks_before_and_so_on(text: str) -> Iterator[Slip]:
    """``、等``: after a list with ``、`` nothing stands before ``等``."""
    for start, words in places(text, ("、等",)):
        if character(text, start + len(words)) not in _NOT_AND_SO_ON:
            what = _("delete it (GB/T 15834-2011, B.1.2)")
            yield Slip(start, start + 1, _("“、” stands before “等”"), what, "")


def ellipses_before_and_so_on(text: str) -> Iterator[Slip]:
    """``……等``: either of them says that more was left out."""
    for start, words in places(text, ("……等",)):
        if character(text, start + len(words)) not in _NOT_AND_SO_ON:
            what = _("keep one of them (GB/T 15834-2011, A.9.2)")
            yield Slip(start, start + 2, _("“……” and “等” stand together"), what)
