"""Titles: the number of an official document, and what is no title of a work."""

import re
from collections.abc import Iterator
from typing import Final

from branchreport.language import _
from branchreport.rules.wording.slip import Slip

_YEAR_BRACKETS: Final = ("〔〕", "[]", "（）", "()", "（)", "(）", "【】", "［］")
_NO_WORKS: Final = (
    "活动", "会议", "大会", "座谈会", "分享会", "报告会", "宣讲会", "交流会", "推进会", "动员会",
    "研讨会", "培训会", "表彰会", "生活会", "协会", "委员会", "支部", "培训班", "讲座", "课程",
    "竞赛", "比赛", "证书", "奖状",
)  # fmt: skip


def document_numbers(text: str) -> Iterator[Slip]:
    """``(2021)第05号``: a document is numbered ``〔2021〕5号``."""
    for match in re.finditer(r"((?:19|20)\d\d)(\W)(第?0*)([1-9]\d{0,4})号", text):
        year, closing, filler, number = match.groups()
        start = match.start() - 1
        issuer, opening = text[max(0, start - 1) : start], text[start : start + 1]
        if opening + closing not in _YEAR_BRACKETS or not issuer.isalpha():
            continue
        if opening != "〔" or filler:
            right = f"〔{year}〕{number}号"
            written = text[start : match.end()]
            yield Slip(
                start,
                match.end(),
                _("“{number}” is no number of an official document").format(number=written),
                _("write “{right}” (GB/T 9704-2012, 7.2.5)").format(right=right),
                right,
            )


def of_no_work(text: str) -> Iterator[Slip]:
    """``《…活动》``: meetings, activities, certificates and organisations are no works."""
    for match in re.finditer(r"《([^《》\n]{3,40})》", text):
        if match[1].endswith(_NO_WORKS):
            yield Slip(
                *match.span(),
                _("“{name}” seems to be no title of a work").format(name=match[1]),
                _("write it without 《》, or in quotation marks (GB/T 15834-2011, A.13.1)"),
            )
