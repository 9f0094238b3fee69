"""Lists told in a text as 一是…；二是…：one mark parts all items, and no number is left out.

The clauses are those of GB/T 15834-2011.
"""

import re
from collections.abc import Iterator
from typing import Final

from branchreport.language import _
from branchreport.rules.wording.characters import ORDINALS
from branchreport.rules.wording.ordinals import number
from branchreport.rules.wording.paragraphs import fields
from branchreport.rules.wording.slip import Slip, write

_ITEM: Final = rf"(?m)(?:^|(?<=[，。；：！？ ]))([{ORDINALS}]{{1,3}})是(?![否非])"
_FULL_STOP_WITHIN: Final = "。(?![”’）》])"


_Item = tuple[int, int, int]
"""The number of an item, and where its ordinal begins and ends."""


def _items(text: str) -> list[_Item]:
    return [
        (counted, match.start(), match.end())
        for match in re.finditer(_ITEM, text)
        if (counted := number(match[1]))
    ]


def gaps(text: str) -> Iterator[Slip]:
    """A number that is left out or given twice: 一是…三是, 一是…一是."""
    for shift, field in fields(text):
        last, before = 0, ""
        for counted, start, end in _items(field) if "是" in field else ():
            ordinal = field[start:end]
            if counted == last or counted not in (1, last + 1):
                message = _gap(ordinal, before)
                what = _("number the items without a gap, from 一是")
                yield Slip(shift + start, shift + end, message, what)
            last, before = counted, ordinal


def _gap(ordinal: str, before: str) -> str:
    if ordinal == before:
        return _("“{ordinal}” is given twice").format(ordinal=ordinal)
    if not before:
        return _("the list begins with “{ordinal}”").format(ordinal=ordinal)
    return _("“{ordinal}” follows “{before}”").format(ordinal=ordinal, before=before)


def uneven_marks(text: str) -> Iterator[Slip]:
    """Items that are parted by different marks, or by ``；`` though one holds a full stop."""
    for shift, field in fields(text):
        for run in _runs(_items(field)) if "是" in field else ():
            for slip in _uneven(field, run):
                yield slip._replace(start=slip.start + shift, end=slip.end + shift)


def _uneven(text: str, run: list[_Item]) -> Iterator[Slip]:
    marks = [_mark_before(text, start) for _number, start, _end in run[1:]]
    written = [text[place] for place in marks]
    if not written or not set(written) <= set("，；。"):
        return
    odd = next((place for place in marks if text[place] != written[0]), None)
    if odd is not None:
        yield Slip(
            odd,
            odd + 1,
            _("an item ends with “{mark}”, another of the same list with “{other}”").format(
                mark=text[odd], other=written[0]
            ),
            _(
                "part all with “；”, or all with “。” where one holds a full stop"
                " (GB/T 15834-2011, 4.6.3.3 and A.5)"
            ),
        )
    elif written[0] == "；":
        yield from _parted_by_semicolons(text, run, marks)


def _runs(items: list[_Item]) -> Iterator[list[_Item]]:
    """The lists that ``items`` belong to; each begins where the numbers do not go on."""
    run: list[_Item] = []
    for item in items:
        if run and item[0] <= run[-1][0]:
            yield run
            run = []
        run.append(item)
    yield run


def _mark_before(text: str, start: int) -> int:
    """The place of the last character before ``start`` that is no blank."""
    while start > 1 and text[start - 1] in "\n ":
        start -= 1
    return start - 1


def _parted_by_semicolons(text: str, run: list[_Item], marks: list[int]) -> Iterator[Slip]:
    for (_number, start, _end), mark in zip(run, marks, strict=False):
        if re.search(_FULL_STOP_WITHIN, text[start:mark]):
            yield Slip(
                mark,
                mark + 1,
                _("an item that holds a full stop ends with “；”"),
                _("part all items with “。” (GB/T 15834-2011, A.5)"),
            )
            return
    end = text.find("\n", run[-1][2])
    last = (end if end >= 0 else len(text)) - 1
    if text[last] == "；":
        yield Slip(
            last,
            last + 1,
            _("the last item ends with “；”"),
            write("。", "4.6.3.3"),
            "。",
        )
