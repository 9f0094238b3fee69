"""Charts drawn in letters: their heights, their one scale, and how they stand below each other."""

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchreport.document import Chart, Document, Table
from branchreport.typography import cells
from branchreport.writers import WRITERS
from branchreport.writers.sparklines import sparklines
from making import built_in_style as style
from sample_documents import row, runs


def chart(*series: tuple[str, ...], grouped: bool = True) -> Chart:
    """A chart from lines of a name and its numbers."""
    names, *categories = zip(*series, strict=True)
    body = tuple(row(f"{n}月", *numbers) for n, numbers in enumerate(categories, 1))
    alignment: list[Literal["left"]] = ["left"] * (len(series) + 1)
    return Chart(runs("图"), Table(row("月份", *names), body, tuple(alignment)), grouped)


@pytest.mark.parametrize(
    ("series", "lines"),
    [
        ([("年", *"012345678")], ["年 ·▁▂▃▄▅▆▇█"]),
        ([("年", *"0123")], ["年 ·▃▆█"]),
        ([("甲", "1", "2"), ("乙", "8", "4")], ["甲 ▁▂", "乙 █▄"]),
        ([("年", "1", "1000", "0.5")], ["年 ▁█▁"]),
        ([("年", "0", "0", "")], ["年 ··—"]),
        ([("2021年", "1"), ("上年", ""), ("x", "0")], ["2021年 █", "上年   —", "x      ·"]),
        ([("甲\n乙", "1")], ["甲 乙 █"]),
        ([("甲",)], []),
    ],
)
def test_each_series_is_a_line_on_one_scale(
    series: list[tuple[str, ...]], lines: list[str]
) -> None:
    assert sparklines(chart(*series)) == lines


def test_stacked_series_are_not_drawn() -> None:
    assert sparklines(chart(("年", "1"), grouped=False)) == []


def test_every_mark_is_in_gbk_and_as_wide_as_the_others() -> None:
    (line,) = sparklines(chart(("年", "", *"012345678")))
    marks = line.removeprefix("年 ")
    assert len(set(marks)) == 10
    assert marks.encode("gbk").decode("gbk") == marks
    assert {cells(mark) for mark in marks} == {1}
    assert {len(mark.encode("gbk")) for mark in marks} == {2}


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=12))
def test_more_is_never_lower_and_only_nought_is_none(numbers: list[int]) -> None:
    (line,) = sparklines(chart(("年", *map(str, numbers))))
    marks = "·▁▂▃▄▅▆▇█"
    heights = [marks.index(mark) for mark in line.removeprefix("年 ")]
    assert [height == 0 for height in heights] == [number == 0 for number in numbers]
    pairs = sorted(zip(numbers, heights, strict=True))
    assert [height for _, height in pairs] == sorted(heights)
    assert max(heights) in (0, 8)


def test_they_stand_between_the_caption_and_the_table() -> None:
    document = Document("", (chart(("2020年", "1", "0"), ("2021年", "2", "")),))
    assert WRITERS["txt"](document, style("gbt9704")).decode() == (
        "图\n"
        "2020年 ▄·\n"
        "2021年 █—\n"
        "\n"
        "月份  2020年  2021年\n"
        "----  ------  ------\n"
        "1月   1       2\n"
        "2月   0\n"
    )
    assert WRITERS["md"](document, style("gbt9704")).decode() == (
        "图\n\n```\n2020年 ▄·\n2021年 █—\n```\n\n"
        "| 月份 | 2020年 | 2021年 |\n| --- | --- | --- |\n| 1月 | 1 | 2 |\n| 2月 | 0 |  |\n"
    )
