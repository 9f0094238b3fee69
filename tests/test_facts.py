"""Facts: what is counted, how, and from which records."""

import datetime
from pathlib import Path

import pytest

from branchreport.cli.checking import Checked, check_year
from branchreport.facts import Month, by_month
from branchreport.records.year import Period

YEAR = """
报告: {年度: 2021, 支部: 示例支部}
活动:
  - {日期: 2021-01-05, 类别: 主题党日, 主题: 党史, 计入: [党课, 主题党日],
     出席: {应到: 18, 实到: 15}}
  - {日期: 2021-02-05, 类别: 主题党日, 统计: {意见: 12条, 片: 2部}, 出席: {应到: 18, 实到: 18}}
  - {日期: 2021-03-05, 类别: 党课, 统计: {意见: 20条}}
  - {日期: 2021-04-05, 类别: 支委会}
数字:
"""


def checked(tmp_path: Path, counts: str) -> Checked:
    file = tmp_path / "year.yaml"
    file.write_text(YEAR + counts, "utf-8")
    return check_year(file)


@pytest.mark.parametrize(
    ("count", "figure", "activities"),
    [
        ("取自: {类别: 主题党日}", "2次", (0, 1)),
        ("取自: {类别: 党课}", "2次", (0, 2)),
        ("取自: {类别: [主题党日, 党课]}", "3次", (0, 1, 2)),
        ("取自: {类别: 主题党日, 主题: 党史}", "1次", (0,)),
        ("取自: {主题: 党史}", "1次", (0,)),
        ("取自: {类别: 没有}", "0次", ()),
        ("取自: {统计: 意见}", "32条", (1, 2)),
        ("取自: {统计: 意见, 类别: 党课}", "20条", (2,)),
        ("取自: {类别: 主题党日, 出席: 实到}", "33人次", (0, 1)),
        ("{取自: {类别: 主题党日, 出席: 应到}, 单位: 人}", "36人", (0, 1)),
        ("取自: {类别: 支委会}\n    单位: 场", "1场", (3,)),
    ],
)
def test_a_count_follows_from_the_log(
    tmp_path: Path, count: str, figure: str, activities: tuple[int, ...]
) -> None:
    lines = count.strip("{}") if count.startswith("{取") else count
    lines = lines.replace("}, 单位: 人", "}\n    单位: 人")
    fact = checked(tmp_path, f"  - 名称: 甲\n    {lines}\n").facts["甲"]
    assert (str(fact.quantity), fact.activities) == (figure, activities)


def test_what_the_log_holds_is_a_fact_without_being_asked_for(tmp_path: Path) -> None:
    facts = checked(tmp_path, "  - {名称: 别的, 数值: 3次}\n").facts
    assert {name: str(fact.quantity) for name, fact in facts.items()} == {
        "别的": "3次", "主题党日": "2次", "党课": "2次", "支委会": "1次", "意见": "32条",
        "片": "2部",
    }  # fmt: skip


def test_a_declared_figure_is_printed_as_declared(tmp_path: Path) -> None:
    fact = checked(tmp_path, "  - {名称: 意见征集, 数值: 30余条, 取自: {统计: 意见}}\n").facts[
        "意见征集"
    ]
    assert str(fact.quantity) == "30余条"
    assert str(fact.counted) == "32条"
    assert fact.agrees


def test_a_declared_number_takes_the_unit_beside_it(tmp_path: Path) -> None:
    facts = checked(
        tmp_path, "  - {名称: 甲, 数值: 3, 单位: 次}\n  - {名称: 乙, 数值: 3, 单位: rides}\n"
    ).facts
    assert (str(facts["甲"].quantity), str(facts["乙"].quantity)) == ("3次", "3 rides")


def test_a_contradiction_names_both_places(tmp_path: Path) -> None:
    found = checked(tmp_path, "  - {名称: 甲, 数值: 3次, 取自: {类别: 党课}}\n").diagnostics
    assert [finding.code for finding in found] == ["BR301"]
    assert found[0].span.line == 10
    assert [label.span.line for label in found[0].labels] == [10, 7]


def test_what_was_not_recorded_does_not_count_as_nought(tmp_path: Path) -> None:
    fact = checked(tmp_path, "  - {名称: 甲, 取自: {出席: 实到}}\n").facts["甲"]
    assert (str(fact.quantity), fact.activities) == ("33", (0, 1))


def test_a_derivation_that_selects_nothing_is_refused(tmp_path: Path) -> None:
    found = checked(tmp_path, "  - {名称: 甲, 取自: {类别: []}}\n").diagnostics
    assert [finding.message for finding in found] == ["nothing says what is to be counted"]


@pytest.mark.parametrize(
    "count", ["{名称: 甲, 单位: 部, 数值: 2本}", "{名称: 甲, 单位: 本, 取自: {统计: 片}}"]
)
def test_a_measure_word_is_not_silently_another(tmp_path: Path, count: str) -> None:
    found = checked(tmp_path, f"  - {count}\n").diagnostics
    assert [finding.code for finding in found] == ["BR304"]


REPORT = "报告: {年度: 2021, 支部: 示例支部}\n"


def test_a_fault_is_shown_in_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        f"{REPORT}活动:\n  - {{日期: 2021-01-05, 类别: 党课}}\n", "utf-8"
    )
    (tmp_path / "b.yaml").write_text(
        "活动:\n  - 日期: 2021-01-05\n    类别:\n  - {日期: 2021-1-5, 类别: 党课}\n", "utf-8"
    )
    (tmp_path / "c.yaml").write_text("报告: {年度: 2021}\n", "utf-8")
    found = check_year(tmp_path).diagnostics
    assert [(Path(f.span.file).name, f.span.line, f.code) for f in found] == [
        ("b.yaml", 3, "BR203"), ("b.yaml", 4, "BR204"), ("c.yaml", 1, "BR202"),
    ]  # fmt: skip


def test_lists_are_joined_in_the_order_of_the_names_of_their_files(tmp_path: Path) -> None:
    for name in ("2", "10", "1", "A"):
        (tmp_path / f"{name}.yml").write_text(
            f"活动:\n  - {{日期: 2021-01-05, 类别: {name}}}\n", "utf-8"
        )
    (tmp_path / "报告.yaml").write_text(REPORT, "utf-8")
    year = check_year(tmp_path).loaded.value
    assert year is not None
    assert [activity.kind for activity in year.activities] == ["1", "10", "2", "A"]


def test_the_months_hold_every_event_once(tmp_path: Path) -> None:
    case = checked(tmp_path, "  - {名称: 别的, 数值: 3次}\n").case
    assert case is not None
    period = Period(datetime.date(2021, 2, 14), datetime.date(2021, 5, 3))
    assert by_month(case.log, period, ["党课", "主题党日"]) == [
        Month(datetime.date(2021, 1, 1), ((), (0,)), ()),  # outside the period, and counted
        Month(datetime.date(2021, 2, 1), ((), (1,)), ()),
        Month(datetime.date(2021, 3, 1), ((2,), ()), ()),
        Month(datetime.date(2021, 4, 1), ((), ()), (3,)),
        Month(datetime.date(2021, 5, 1), ((), ()), ()),
    ]


def test_a_period_over_the_new_year_has_its_months_in_order(tmp_path: Path) -> None:
    case = checked(tmp_path, "  - {名称: 别的, 数值: 3次}\n").case
    assert case is not None
    period = Period(datetime.date(2020, 11, 1), datetime.date(2021, 1, 31))
    months = by_month(case.log, period, [])
    assert [str(month.first)[:7] for month in months][:3] == ["2020-11", "2020-12", "2021-01"]
    assert [month.events for month in months][2] == (0,)
