"""What is shown of passages: the place where two differ, cut between words and brackets."""

import pytest

from branchreport.show.excerpts import excerpt, excerpts

LONG = "按规定召开会议" * 6


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("甲。", "甲。乙。", ("“甲。”", "“…乙。”")),
        (f"{LONG}。甲乙丙。{LONG}", f"{LONG}。甲丙。{LONG}", ("“…甲乙丙。…”", "“…甲丙。…”")),
        (
            f"{LONG}，全年（含3次扩大会议，共36次）完成，{LONG}。",
            f"{LONG}，全年（含4次扩大会议，共36次）完成，{LONG}。",
            ("“…全年（含3次扩大会议，共36次）完成，…”", "“…全年（含4次扩大会议，共36次）完成，…”"),
        ),
        (f"1,200人，{LONG * 3}", f"1,300人，{LONG * 3}", ("“1,200人，…”", "“1,300人，…”")),
        ("甲乙\n丙丁", "甲乙丙丁", ("“甲乙 ¶ 丙丁”", "“甲乙丙丁”")),
        ("甲“乙”", "甲“丙”", ("“甲‘乙’”", "“甲‘丙’”")),
        ("如下：\ufffc", "如下：", ("“如下：[picture]”", "“如下：”")),
        (f"甲\t{LONG}\t\n乙\t丙\t\n", f"甲\t{LONG}\t\n乙\t丁\t\n", ("“…乙 | 丙”", "“…乙 | 丁”")),
        (
            "a" * 200,
            "a" * 100 + "b" + "a" * 99,
            (f"“…{'a' * 60}…”", f"“…{'a' * 12}b{'a' * 47}…”"),
        ),
    ],
)
def test_the_place_where_two_differ_is_shown(one: str, other: str, shown: tuple[str, str]) -> None:
    assert excerpts(one, other) == shown
    assert excerpts(other, one) == shown[::-1]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲，乙", "“甲，乙”"),
        ("", "“”"),
        (f"一是抓学习（含自学，有记录），{LONG * 2}", "“一是抓学习（含自学，有记录），…”"),
        (f"{'word ' * 11}2021-12-20", f"“{'word ' * 10}word…”"),
    ],
)
def test_of_one_the_beginning_is_shown(text: str, shown: str) -> None:
    assert excerpt(text) == shown
