"""Rules: numbers typed into prose, weekdays, places in long texts, and how much is reported."""

import datetime
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchreport.cli.checking import check_year
from branchreport.collecting import MOST, MOST_OF_A_CODE
from branchreport.diagnostics import Diagnostic, Severity

COUNTS = {
    "主题党日": "12次", "特色主题党日": "4次", "支委会": "12次", "党小组会": "24次", "党课": "6次",
    "规章制度": "5项", "警示教育片": "2部", "责任书": "5份", "专题测试": "30余次",
    "“我为群众办实事”实践活动": "12次", "征求意见建议": "32条", "党员大会": "4次", "满意率": "95%",
    "走访慰问": "3次", "竞赛会议": "2次",
}  # fmt: skip
HEAD = "报告: {年度: 2021, 支部: 甲}\n规则: {never-quoted: 关闭}\n"


def found(text: str) -> tuple[Diagnostic, ...]:
    """What is found about a year in one file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "year.yaml"
        file.write_text(text, "utf-8")
        checked = check_year(file)
        assert checked.loaded.value is not None, checked.diagnostics
        return checked.diagnostics


def said(sentence: str, counts: dict[str, str] = COUNTS) -> list[str]:
    """The codes of what is found about ``sentence`` in a year with ``counts``."""
    listed = "".join(f"  - {{名称: {name}, 数值: {figure}}}\n" for name, figure in counts.items())
    prose = f"工作:\n  - 标题: 工作落实情况\n    正文: '{sentence}'\n"
    return [each.code for each in found(f"{HEAD}数字:\n{listed}{prose}")]


@pytest.mark.parametrize(
    "sentence",
    [
        "全年开展主题党日12次。",
        "开展主题党日活动共 12 次，成效明显",
        "组织观看2部警示教育片",
        "开展12次“我为群众办实事”实践活动，受到好评",
        "年初与各科室签订《党风廉政目标管理责任书》5份",
        "书记带头，支部讲授党课6次",
        "开展专题测试34次",
        "开展专题测试30多次",
        "征求意见建议超过30条",
        "群众满意率达95%",
        "支部走访慰问3次",
        "召开12次主题党日和党课",
        "召开竞赛2次",
    ],
)
def test_a_typed_number_that_is_true_of_a_count(sentence: str) -> None:
    assert said(sentence) == ["BR311"]


@pytest.mark.parametrize(
    "sentence",
    [
        "全年开展主题党日11次。",
        "2021年，支部共开展主题党日11次，成效明显。",
        "主题党日累计开展13次",
        "先后组织党员干部观看警示教育片3部，开展讨论",
        "组织观看3部警示教育片。",
        "开展“我为群众办实事”实践活动10次",
        "通过召开座谈会、发放问卷等方式，征求意见建议30条",
        "召开党员大会{{ 党员大会 }}、支委会11次",
        "主题党日固定在每月第三个星期五，全年召开党员大会{{ 党员大会 }}、支委会11次",
        "上半年抓部署，下半年抓落实，全年召开支委会11次",
        "开展特色主题党日3次",
        "专题测试约50次",
        "征求意见建议1,032条",
    ],
)
def test_a_typed_number_that_contradicts_a_count(sentence: str) -> None:
    assert said(sentence) == ["BR312"]


@pytest.mark.parametrize(
    "sentence",
    [
        "上半年开展主题党日6次，下半年开展主题党日6次。",
        "一季度，支部抓部署。召开支委会4次",
        "其中，主题党日3次",
        "坚持每季度召开党员大会1次、支委会3次",
        "第12次主题党日",
        "计划开展主题党日14次",
        "全年开展主题党日不少于10次",
        "书记讲授党课2次，青年党员讲党课2次",
        "召开支委会、党小组会36次",
        "2020年召开支委会11次",
        "比上年增加主题党日2次",
        "开展微党课3次",
        "召开11次支委会扩大会议",
        "开展主题党日10次以上，召开支委会10—14次",
        "主题党日12人次",
    ],
)
def test_a_number_of_a_part_of_a_plan_or_of_something_else(sentence: str) -> None:
    assert said(sentence) == []


NAMES = st.sampled_from([name for name, figure in COUNTS.items() if figure.endswith("次")])
LEADS = st.sampled_from(
    ["", "全年", "支部先后", "今年以来，支部认真组织开展", "开展", "2021年，共召开"]
)
BETWEEN = st.sampled_from(["", "共", "累计开展", "共计", "活动共"])
PARTS = st.sampled_from(
    ["上半年", "每月", "其中", "计划", "3月，支部", "第一季度召开", "各党小组召开", "去年"]
)


@given(NAMES, st.integers(1, 99), st.integers(1, 99), LEADS, BETWEEN)
def test_any_number_beside_its_name_is_found(
    name: str, figure: int, typed: int, lead: str, between: str
) -> None:
    between = between.removeprefix("活动") if name.endswith(("活动", "会议")) else between
    codes = said(f"{lead}{name}{between}{typed}次，成效明显", {name: f"{figure}次"})
    assert codes == ["BR311" if typed == figure else "BR312"]


@given(NAMES, st.integers(1, 99), st.integers(1, 99), PARTS, BETWEEN)
def test_no_number_of_a_part_contradicts_the_whole(
    name: str, figure: int, typed: int, part: str, between: str
) -> None:
    codes = said(f"{part}{name}{between}{typed}次", {name: f"{figure}次"})
    assert "BR312" not in codes


def test_a_number_that_only_the_log_gives_is_contradicted_by_a_warning() -> None:
    log = "活动: [{日期: 2021-03-05, 类别: 谈心谈话}]\n工作: [{标题: 一, 正文: 谈心谈话2次}]\n"
    (warning,) = found(HEAD + log)
    assert (warning.code, warning.severity) == ("BR312", Severity.WARNING)
    asked = "数字: [{名称: 谈心谈话, 取自: {类别: 谈心谈话}}]\n"
    (error,) = found(HEAD + log + asked)
    assert (error.code, error.severity) == ("BR312", Severity.ERROR)
    (level,) = found(HEAD.replace("}\n", ", BR312: 提示}\n").replace("甲, BR312: 提示", "甲") + log)
    assert (level.code, level.severity) == ("BR312", Severity.NOTE)


DAYS = st.dates(datetime.date(2021, 1, 1), datetime.date(2021, 12, 31))
FORMS = st.sampled_from(["周{}", "星期{}下午", "14:30（礼拜{}）", "周{} 14:30"])


@given(DAYS, st.sampled_from("一二三四五六日天"), FORMS)
def test_a_weekday_is_found_unless_it_is_the_right_one(
    day: datetime.date, weekday: str, form: str
) -> None:
    right = "一二三四五六日".index(weekday.replace("天", "日")) == day.weekday()
    event = f"活动: [{{日期: {day}, 类别: 支委会, 时间: '{form.format(weekday)}'}}]\n"
    prose = f"工作: [{{标题: 一, 正文: {day.month}月{day.day}日（周{weekday}）开会}}]\n"
    codes = [each.code for each in found(HEAD + event + prose)]
    assert codes == ([] if right else ["BR404", "BR404"])


def test_words_are_found_where_they_stand_in_a_text_of_many_paragraphs() -> None:
    counts = "数字: [{名称: 党课, 数值: 6次}, {名称: 会, 数值: 16次}]\n"
    prose = """工作:
  - 标题: 一
    正文: |
      会16次，党课6次。
      第6次在现场，党课6次。

      党课6次。
    要点: ["\\"引\\"党课6次", '党课6次，''引''']
"""
    spans = [each.span for each in found(HEAD + counts + prose) if each.code < "BR4"]
    places = [(span.line, span.column, span.end_column) for span in spans]
    assert places == [(7, 8, 11), (7, 14, 16), (8, 16, 18), (10, 9, 11), (11, 18, 20), (11, 26, 28)]


def test_so_many_findings_of_one_rule_are_enough() -> None:
    many = range(MOST_OF_A_CODE + 2)
    plans = "".join(f"  - {{编号: '{number}', 标题: 学习}}\n" for number in many)
    *kept, last = found(f"{HEAD}计划:\n{plans}")
    assert {each.code for each in kept} == {"BR424"}
    assert len(kept) == MOST_OF_A_CODE
    assert (last.code, last.severity) == ("BR006", Severity.NOTE)
    assert last.span.line == MOST_OF_A_CODE + 4
    plans = "".join(f"  - {{编号: '{number}', 标题: 学习}}\n" for number in range(MOST_OF_A_CODE))
    assert len(found(f"{HEAD}计划:\n{plans}")) == MOST_OF_A_CODE


def test_no_error_is_lost_among_many_warnings() -> None:
    """Without it in the list, a document would be made."""
    many = range(MOST)
    problems = "".join(f"  - {{编号: '{number}', 问题: 学习}}\n" for number in many)
    events = "".join(f"  - {{日期: 2020-01-01, 类别: 类{number}}}\n" for number in many)
    plans = "".join(f"  - {{编号: 计划{number}, 标题: 学习}}\n" for number in many)
    counts = "".join(f"  - {{名称: 数{number}, 取自: {{类别: 无}}}}\n" for number in many)
    year = f"报告: {{年度: 2021, 支部: 甲}}\n规则: {{BR301: 关闭}}\n不足:\n{problems}计划:\n{plans}"
    diagnostics = found(f"{year}活动:\n{events}数字:\n{counts}")
    assert len(diagnostics) == MOST + 2
    assert [each.code for each in diagnostics if each.severity is Severity.ERROR] == ["BR452"]


WORDING = """\
工作:
  - 标题: 一
    豁免: {BR601: 原文如此}
    正文: |
EXEMPT
  - 标题: 二
    正文: |
PLAIN
"""


def test_what_is_exempted_hides_nothing() -> None:
    exempt = "\n".join(f"      开展,活动{number}。" for number in range(MOST_OF_A_CODE + 100))
    year = HEAD + WORDING.replace("EXEMPT", exempt)
    diagnostics = found(year.replace("PLAIN", "      成绩,明显。"))
    assert [each.code for each in diagnostics] == ["BR601"]
    plain = "\n".join(f"      成绩,明显{number}。" for number in range(MOST_OF_A_CODE + 1))
    *said, last = found(year.replace("PLAIN", plain))
    assert [each.code for each in said] == ["BR601"] * MOST_OF_A_CODE
    assert (last.code, last.span.line) == ("BR006", said[0].span.line + MOST_OF_A_CODE)


def test_what_is_not_looked_at_is_said_to_be_left_out() -> None:
    exempt = "\n".join(f"      开展,活动{number}。" for number in range(2000))
    year = HEAD + WORDING.replace("EXEMPT", exempt).replace("PLAIN", "      成绩,明显。")
    assert [each.code for each in found(year)] == ["BR006"]
    assert found(year.replace("never-quoted", "BR601")) == ()


LONG = {
    "one paragraph": "开展" + "党课6次，开展党课5次，开展" * 3_000,
    "many paragraphs": "|\n" + "".join(f"      开展党课{number}次。\n" for number in range(5_000)),
    "weekdays": "|\n" + "      3月10日（星期四）开会。\n" * 5_000,
    "unknown quotes": "|\n" + "      {{ 没有 }}。\n" * 5_000,
}
"""Texts that would be looked through for very long if each finding looked through them again."""


@pytest.mark.parametrize("kind", LONG)
def test_a_long_text_of_nothing_but_faults_is_reported_to_the_limit(kind: str) -> None:
    counts = "数字: [{名称: 党课, 数值: 6次}]\n"
    diagnostics = found(f"{HEAD}{counts}工作:\n  - 标题: 一\n    正文: {LONG[kind]}")
    said = Counter(each.code for each in diagnostics)
    assert said.pop("BR006") == 1
    assert max(said.values()) == MOST_OF_A_CODE
