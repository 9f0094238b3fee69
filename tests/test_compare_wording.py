"""Sections that come and go, and texts in different words, by characters."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchreport.compare.changes import Comparison, Link
from branchreport.compare.wording import pieces
from compared import branch, compared


def marked(old: str, new: str) -> str:
    """The pieces as ``git diff --word-diff`` has them."""
    marks = {"": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(marks[piece.edit].format(piece.text) for piece in pieces(old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("学习贯彻重要讲话精神", "学习贯彻重要会议精神", "学习贯彻重要[-讲话-]{+会议+}精神"),
        ("理论学习不够深入", "理论学习还不够深入", "理论学习{+还+}不够深入"),
        ("开展志愿服务不少于6次", "开展志愿服务不少于18次", "开展志愿服务不少于[-6-]{+18+}次"),
        ("观看2部", "观看12部", "观看[-2-]{+12+}部"),
        ("we were reading", "we were riding", "we were [-reading-]{+riding+}"),
        ("甲乙丙", "子乙丑", "[-甲乙丙-]{+子乙丑+}"),  # no confetti
        ("甲乙丙丁", "子乙丙丑", "[-甲-]{+子+}乙丙[-丁-]{+丑+}"),
        ("坚持用制度管人管事", "坚持跟着制度走", "坚持[-用制度管人管事-]{+跟着制度走+}"),
        ("用制度管人", "按制度办", "[-用-]{+按+}制度[-管人-]{+办+}"),
        ("乙甲", "乙子", "乙[-甲-]{+子+}"),  # nothing was changed before it
        ("甲乙", "子乙", "[-甲-]{+子+}乙"),
        ("", "新", "{+新+}"),
        ("旧", "", "[-旧-]"),
        ("同", "同", "同"),
        ("", "", ""),
    ],
)
def test_changes_are_told_in_stretches_that_can_be_read(old: str, new: str, told: str) -> None:
    assert marked(old, new) == told


TEXT = st.text(st.sampled_from("甲乙丙丁12ab ，\n"), max_size=20)


@given(TEXT, TEXT)
def test_the_pieces_make_both_texts_again(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.edit != "inserted") == old
    assert "".join(piece.text for piece in found if piece.edit != "deleted") == new
    assert all(piece.text for piece in found)
    edits = [piece.edit for piece in found]
    assert all(pair in _FOLLOW for pair in pairwise(edits))
    for piece in found[1:-1]:
        assert piece.edit or len(piece.text) >= 2


_FOLLOW = {("", "deleted"), ("", "inserted"), ("deleted", "inserted"), ("deleted", ""),
           ("inserted", "")}  # fmt: skip


def headings(found: Comparison) -> list[tuple[object, object, str]]:
    return [
        (each.old, each.new, each.match.link.value if each.match else "")
        for each in found.steps[0].sections
    ]


BEFORE = """
工作:
  - 标题: 学习教育
    正文: ["组织观看{{ 片 }}警示教育片。", "开展{{ 主题党日 }}主题党日。"]
    要点: [抓学习, 抓落实]
    小节: [{标题: 概况, 正文: 甲}, {标题: 防汛抢险}]
  - {标题: 为民服务, 小节: [{标题: 概况, 正文: 乙}]}
数字: [{名称: 片, 数值: 2部}]
"""
AFTER = """
工作:
  - {标题: 为民服务, 小节: [{标题: 概况, 正文: 乙}]}
  - 标题: 学习和教育
    正文: ["组织观看{{ 片 }}警示教育片。", "开展{{ 主题党日 }}主题党日。"]
    要点: [抓学习, 抓整改, 抓落实]
    小节: [{标题: 概况, 正文: 甲乙}, {标题: 抗旱保供}]
数字: [{名称: 片, 数值: 12部}]
"""


def test_sections_are_found_again_by_their_headings() -> None:
    found = compared(branch(2021, BEFORE, "2021-01-05"), branch(2022, AFTER, "2022-01-05"))
    first, second, below = ("achievements", 0), ("achievements", 1), "sections"
    assert headings(found) == [
        (second, first, "same words"),
        ((*second, below, 0), (*first, below, 0), "same words"),
        (first, second, "text"),
        ((*first, below, 0), (*second, below, 0), "same words"),
        (None, (*second, below, 1), ""),
        ((*first, below, 1), None, ""),
    ]
    assert [
        (change.old, change.new, marked_pieces(change.pieces))
        for change in found.steps[0].wording
    ] == [
        ((*first, "heading"), (*second, "heading"), "学习{+和+}教育"),
        ((*first, "text"), (*second, "text"),
         "组织观看[-2-]{+12+}部警示教育片。\n开展1次主题党日。"),
        ((*first, "points"), (*second, "points"), "抓学习\n抓{+整改\n抓+}落实"),
        ((*first, below, 0, "text"), (*second, below, 0, "text"), "甲{+乙+}"),
    ]  # fmt: skip


def marked_pieces(found: tuple[object, ...]) -> str:
    marks = {"": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(marks[piece.edit].format(piece.text) for piece in found)  # type: ignore[attr-defined]


def test_a_part_of_a_year_has_the_words_of_its_whole_document() -> None:
    found = compared(
        branch(2021, BEFORE, "2021-01-05", "2021-12-05"),
        branch(2022, BEFORE.replace("2部", "3部"), "2022-01-05", "2022-12-05"),
        full_year=False, through=6,
    )  # fmt: skip
    assert [marked_pieces(change.pieces) for change in found.steps[0].wording] == [
        "组织观看[-2-]{+3+}部警示教育片。\n开展2次主题党日。"
    ]


def test_shortcomings_and_plans_have_their_words_compared() -> None:
    rest = "不足: [{{编号: A, 问题: {}}}]\n计划: [{{编号: P, 标题: 学习, 正文: {}}}]\n"
    found = compared(
        branch(2021, rest.format("学习不够深入", "抓学习")),
        branch(2022, rest.format("学习仍不够深入", "抓学习、抓落实")),
    )
    assert [
        (change.old, change.new, marked_pieces(change.pieces)) for change in found.steps[0].wording
    ] == [
        (("shortcomings", 0, "problem"), ("shortcomings", 0, "problem"), "学习{+仍+}不够深入"),
        (("plans", 0, "text"), ("plans", 0, "text"), "抓学习{+、抓落实+}"),
    ]


def test_without_likeness_a_changed_heading_is_another() -> None:
    found = compared(branch(2021, BEFORE), branch(2022, AFTER), fuzzy=False)
    assert [link for _, _, link in headings(found)].count("") == 4
    assert Link.TEXT not in {link for _, _, link in headings(found)}
