"""Figures, kinds, months and attendance rates of years side by side."""

import pytest

from branchreport.compare.changes import Comparison, KindChange
from compared import branch, compared

JAN, FEB, NOV = "01-05", "02-05", "11-05"


def days(year: int, *dates: str) -> list[str]:
    return [f"{year}-{day}" for day in dates]


def told(found: Comparison) -> dict[str, tuple[list[str | None], list[str]]]:
    """Each count as the years have it, and which way it went."""
    return {
        change.name: (
            [str(fact.exact) if fact else None for fact in change.facts],
            [growth.turn.value for growth in change.growths],
        )
        for change in found.counts
    }


def test_what_was_not_counted_is_not_nought() -> None:
    before = """
报告: {年度: 2021, 支部: 示例支部}
活动:
  - {日期: 2021-01-05, 类别: 党课, 主题: 党史, 统计: {意见: 3条}, 出席: {应到: 9, 实到: 8}}
  - {日期: 2021-11-05, 类别: 走访}
数字:
  - {名称: 片, 数值: 2部}
  - {名称: 测试, 数值: 30余次, 取自: {类别: 党课}}
  - {名称: 大约, 数值: 30余次}
  - {名称: 党史活动, 取自: {主题: 党史}, 单位: 场}
  - {名称: 人次, 取自: {类别: 党课, 出席: 实到}}
"""
    after = "报告: {年度: 2022, 支部: 示例支部}\n活动:\n  - {日期: 2022-01-05, 类别: 会}\n"
    assert told(compared(before, after)) == {
        "会": (["0次", "1次"], ["from nought"]),
        "片": (["2部", None], ["not counted now"]),
        "测试": (["1次", "0次"], ["to nought"]),
        "大约": (["30余次", None], ["not counted now"]),
        "党史活动": (["1场", None], ["not counted now"]),  # no theme was recorded
        "人次": (["8人次", None], ["not counted now"]),
        "党课": (["1次", "0次"], ["to nought"]),
        "走访": (["1次", "0次"], ["to nought"]),
        "意见": (["3条", None], ["not counted now"]),
    }
    themed = after.replace("类别: 会", "类别: 会, 主题: 别的")
    assert told(compared(before, themed))["党史活动"] == (["1场", "0场"], ["to nought"])


def test_without_a_log_nothing_is_known_of_kinds() -> None:
    found = compared(branch(2021, "", *days(2021, JAN)), branch(2022))
    assert told(found) == {"主题党日": (["1次", None], ["not counted now"])}
    assert found.steps[0].kinds == ()


def test_a_part_of_a_year_does_not_know_what_was_declared_for_all_of_it() -> None:
    counts = """
数字:
  - {名称: 片, 数值: 2部}
  - {名称: 主题党日, 数值: 9次}
  - {名称: 会, 数值: 2次, 取自: {类别: 会}}
"""
    log = "活动:\n  - {{日期: {0}-01-05, 类别: 会}}\n  - {{日期: {0}-11-05, 类别: 会}}\n"
    years = [branch(year, log.format(year) + counts) for year in (2021, 2022)]
    assert told(compared(*years, through=9, full_year=False)) == {"会": (["1次", "1次"], ["equal"])}
    assert compared(*years, through=9, full_year=False).left_out == ("片", "主题党日")
    assert told(compared(*years))["会"] == (["2次", "2次"], ["equal"])


def test_a_kind_that_is_only_declared_by_a_cut_year_is_not_counted_by_the_other_year_s_way() -> (
    None
):
    before = branch(2021, "数字: [{名称: 主题党日, 数值: 9次}]\n", *days(2021, JAN, NOV))
    after = branch(2022, "", *days(2022, JAN, NOV))
    assert told(compared(before, after, through=9, full_year=False)) == {
        "主题党日": ([None, "1次"], ["known of whole years only"])
    }


def test_a_kind_that_took_place_only_outside_the_part_is_nought_in_it() -> None:
    found = compared(
        branch(2021, "", *days(2021, NOV)),
        branch(2022, "", *days(2022, JAN, NOV)), through=9, full_year=False,
    )  # fmt: skip
    assert told(found) == {"主题党日": (["0次", "1次"], ["from nought"])}
    assert found.steps[0].kinds == (KindChange("主题党日", True, (0,)),)


@pytest.mark.parametrize(
    ("old", "new", "redefined"),
    [
        ("{类别: 主题党日}", "{类别: [主题党日]}", False),
        ("{类别: [甲, 乙]}", "{类别: [乙, 甲]}", False),
        ("{类别: [甲, 乙]}", "{类别: [甲]}", True),
        ("{类别: 主题党日}", "{类别: 主题党日, 出席: 实到}", True),
        ("{统计: 甲}", "{统计: 乙}", True),
    ],
)
def test_a_count_that_follows_otherwise_is_said_to(old: str, new: str, redefined: bool) -> None:
    found = compared(
        branch(2021, f"数字: [{{名称: 数, 取自: {old}}}]\n", *days(2021, JAN)),
        branch(2022, f"数字: [{{名称: 数, 取自: {new}}}]\n", *days(2022, JAN)),
    )
    assert found.counts[0].redefined is redefined


def test_a_declared_figure_and_a_derived_one_are_not_two_ways_to_count() -> None:
    found = compared(
        branch(2021, "数字: [{名称: 主题党日, 数值: 9次}]\n", *days(2021, JAN)),
        branch(2022, "", *days(2022, JAN)),
    )
    assert (told(found)["主题党日"], found.counts[0].redefined) == (
        (["9次", "1次"], ["fallen"]),
        False,
    )


def test_figures_in_two_units_are_not_compared() -> None:
    found = compared(
        branch(2021, "数字: [{名称: 片, 数值: 2部}]\n"),
        branch(2022, "数字: [{名称: 片, 数值: 3次}]\n"),
    )
    assert told(found) == {"片": (["2部", "3次"], ["not comparable"])}


def test_the_later_year_s_order_comes_first_and_a_series_has_a_growth_for_each_step() -> None:
    found = compared(
        branch(2021, "数字: [{名称: 甲, 数值: 1次}, {名称: 乙, 数值: 1次}]\n"),
        branch(2022, "数字: [{名称: 丙, 数值: 1次}]\n"),
        branch(2023, "数字: [{名称: 乙, 数值: 2次}, {名称: 丙, 数值: 1次}]\n"),
    )
    assert list(told(found).items()) == [
        ("乙", (["1次", None, "2次"], ["not counted now", "not counted before"])),
        ("丙", ([None, "1次", "1次"], ["not counted before", "equal"])),
        ("甲", (["1次", None, None], ["not counted now", "not counted"])),
    ]


def test_kinds_are_added_and_dropped_with_their_events() -> None:
    log = (
        "活动:\n  - {{日期: {0}-02-05, 类别: 会}}\n"
        "  - {{日期: {0}-03-05, 类别: {1}, 计入: [{2}]}}\n"
    )
    found = compared(
        branch(2021, log.format(2021, "甲", "乙")), branch(2022, log.format(2022, "乙", "丙"))
    )
    assert found.steps[0].kinds == (KindChange("丙", True, (1,)), KindChange("甲", False, (1,)))


def test_rates_are_of_those_events_that_recorded_both_numbers() -> None:
    before = """
报告: {年度: 2021, 支部: 示例支部}
活动:
  - {日期: 2021-01-05, 类别: 党课, 出席: {应到: 10, 实到: 9}}
  - {日期: 2021-02-05, 类别: 党课, 计入: [会], 出席: {应到: 6, 实到: 4}}
  - {日期: 2021-03-05, 类别: 党课, 出席: {应到: 100}}
  - {日期: 2021-04-05, 类别: 党课, 出席: {实到: 5}}
  - {日期: 2021-05-05, 类别: 空, 出席: {应到: 0, 实到: 0}}
  - {日期: 2021-06-05, 类别: 走访}
"""
    after = """
报告: {年度: 2022, 支部: 示例支部}
活动:
  - {日期: 2022-01-05, 类别: 新, 出席: {应到: 8, 实到: 7}}
  - {日期: 2022-01-06, 类别: 党课}
"""
    rates = compared(before, after).rates
    assert [
        (change.name, [rate and (str(rate.share), *rate[1:]) for rate in change.rates],
         change.growths[0].turn.value, str(change.growths[0].difference))
        for change in rates
    ] == [
        ("", [("81.3%", 13, 16, (0, 1, 4)), ("87.5%", 7, 8, (0,))], "risen", "6.2"),
        ("新", [None, ("87.5%", 7, 8, (0,))], "not counted before", "None"),
        ("党课", [("81.3%", 13, 16, (0, 1)), None], "not counted now", "None"),
        ("会", [("66.7%", 4, 6, (1,)), None], "not counted now", "None"),
    ]  # fmt: skip


def test_nobody_recorded_attendance() -> None:
    assert compared(branch(2021, "", *days(2021, JAN)), branch(2022)).rates == ()


def test_months_hold_the_events_of_each_year() -> None:
    found = compared(
        branch(2021, "", *days(2021, FEB, JAN, "02-28")), branch(2022, "", *days(2022, FEB, NOV))
    )
    nothing = ((), ())
    assert found.months == (
        ((1,), ()), ((0, 2), (0,)), *[nothing] * 8, ((), (1,)), nothing,
    )  # fmt: skip


def test_an_event_outside_its_period_is_in_no_month() -> None:
    found = compared(branch(2021, "", "2020-12-31", "2022-01-01"), branch(2022))
    assert set(found.months) == {((), None)}, "and a year without a log knows of none"


ALL = """
不足: [{编号: A, 问题: 甲, 状态: 整改中}]
计划: [{编号: P, 标题: 乙, 目标: {主题党日: 2次}}]
工作: [{标题: 丙, 要点: [丁]}]
数字: [{名称: 片, 数值: 约2部}]
活动: [{日期: 2021-03-05, 类别: 会, 出席: {应到: 9, 实到: 8}}]
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("整改中", "未启动"),
        ("问题: 甲", "问题: 乙"),
        ("状态: 整改中}", "状态: 整改中}, {编号: B, 问题: 戊己庚}"),
        ("主题党日: 2次", "主题党日: 3次"),
        ("主题党日: 2次}}", "主题党日: 2次}}, {编号: Q, 标题: 戊己庚}"),
        ("要点: [丁]", "要点: [戊]"),
        ("要点: [丁]}", "要点: [丁]}, {标题: 戊}"),
        ("约2部", "约3部"),
        ("03-05", "04-05"),
        ("实到: 8", "实到: 7"),
        ("类别: 会", "类别: 课"),
    ],
)
def test_every_difference_makes_two_years_differ(old: str, new: str) -> None:
    before, after = branch(2021, ALL), branch(2022, ALL.replace("2021-", "2022-"))
    assert compared(before, after).is_same
    assert old in after
    assert not compared(before, after.replace(old, new)).is_same
    assert not compared(before.replace(old, new), after).is_same


def test_what_a_log_gives_unasked_is_measured_as_the_count_that_asks_for_the_same() -> None:
    """And each year's figure stays as its own document has it."""
    log = "activities:\n  - {{date: {0}-01-05, kind: ride}}\n  - {{date: {0}-02-05, kind: ride}}\n"
    asked = "counts: [{name: ride, unit: rides, from: {kind: ride}}]\n"
    found = compared(
        f"report: {{year: 2021, branch: Club}}\n{asked}" + log.format(2021),
        "report: {year: 2022, branch: Club}\n" + log.format(2022),
    )
    assert told(found) == {"ride": (["2 rides", "2"], ["equal"])}
