"""The year before in a report: what is quoted and named of it, what became of its promises."""

import datetime
import io
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest

from branchreport import shipped
from branchreport.cli import making
from branchreport.cli.checking import check_year
from branchreport.compare.plans import plan_changes
from branchreport.compose import Colophon, TemplateFault, compose
from branchreport.compose.word import fill
from branchreport.diagnostics import Severity
from branchreport.document import Appendix, Document, Heading, Paragraph, Run, Table, text_of
from branchreport.growth import difference_in_column, growth, rate_in_column
from branchreport.publishing import Publication, publication
from branchreport.quantity import Quantity
from branchreport.records.year import Period
from branchreport.vocabulary.checking import check_folder, check_word, sample_names
from compared import recorded
from making import document_of, dump

HERE = Path(__file__).parent
YEARS = HERE / "year_before"
CHINESE = YEARS / "chinese" / "2022"
ENGLISH = YEARS / "english" / "2024.yaml"


def names_of(path: Path, template: str = "work-summary") -> dict[str, Any]:
    """What ``template`` may name of the year at ``path``."""
    checked = check_year(path)
    assert checked.loaded.value is not None, checked.diagnostics
    report = checked.loaded.value.report.model_copy(update={"template": template})
    chosen = publication(report, checked.loaded.places, path)
    assert isinstance(chosen, Publication)
    return making.names(checked, chosen)


def written(folder: Path, **years: str) -> Path:
    """Folders of one file each, as ``y2021``; the path of the last."""
    path = folder
    for name, records in years.items():
        path = folder / name.removeprefix("y")
        path.mkdir(parents=True)
        (path / "记录.yaml").write_text(records, "utf-8")
    return path


def sources(made: tuple[Run, ...]) -> list[tuple[str, str, int]]:
    """The text of each run with the folder and the line that say it."""
    return [
        (run.text, Path(run.source.file).parent.name, run.source.line)
        for run in made
        if run.source is not None
    ]


@pytest.mark.parametrize(
    ("path", "template"), [(CHINESE, "work-summary"), (ENGLISH, "annual-report")]
)
def test_the_document_of_a_second_year(
    path: Path, template: str, expect: Callable[[str, Path], None]
) -> None:
    """Whole: each word, and the record of either year that said it."""
    language = "english" if path == ENGLISH else "chinese"
    made = dump(document_of(path, template=template))
    expect(made, HERE / "golden" / f"year-before-{language}.txt")


def test_the_records_of_the_second_years_are_sound() -> None:
    """One promise is not answered, and one answer lacks its reason: the document shows both."""
    assert all(check_year(path).sound for path in (CHINESE, ENGLISH))
    assert {each.code for each in check_year(CHINESE).diagnostics} == {"BR461", "BR468", "BR470"}


FIRST = "一、工作落实情况"
PROMISES = """\
报告: {年度: 2021, 支部: 示例支部}
活动: [{日期: 2021-03-05, 类别: 党课, 主题: 学党史}]
不足: [{编号: 不足-1, 问题: 学习不够深入, 措施: [学], 责任人: 甲, 期限: 立行立改}]
计划: [{编号: 计划-1, 标题: 讲好党课, 目标: {党课: 2次}}]
"""
ANSWERS = """\
报告: {年度: 2022, 支部: 示例支部}
计划: [{编号: 计划-2, 标题: 讲好党课, 目标: {党课: 2次}}]
"""


@pytest.mark.parametrize(
    ("followups", "parts"),
    [
        ("", [FIRST, "二、下一步计划"]),
        (
            "落实: [{编号: 不足-1, 结果: 已完成}]",
            [FIRST, "二、上年计划和问题整改落实情况", "（一）问题整改情况", "三、下一步计划"],
        ),
        (
            "落实: [{编号: 计划-1, 结果: 取消}]",
            [FIRST, "二、上年计划和问题整改落实情况", "（一）计划落实情况", "三、下一步计划"],
        ),
    ],
)  # fmt: skip
def test_only_what_is_answered_is_told(tmp_path: Path, followups: str, parts: list[str]) -> None:
    path = written(tmp_path, y2021=PROMISES, y2022=ANSWERS + followups)
    blocks = document_of(path).blocks
    headings = [text_of(each.runs) for each in blocks if isinstance(each, Heading)]
    assert [words for words in headings if "讲好" not in words] == parts


def test_answers_without_the_year_that_asked_are_not_told(tmp_path: Path) -> None:
    alone = written(tmp_path, y2022=ANSWERS + "落实: [{编号: 不足-1, 结果: 已完成}]")
    assert names_of(alone)["promised"] == []
    assert "上年" not in dump(document_of(alone))


def test_each_figure_is_said_by_the_record_of_its_own_year() -> None:
    blocks = document_of(CHINESE).blocks
    quoted = next(
        each.runs for each in blocks if isinstance(each, Paragraph) and len(each.runs) > 9
    )
    told = [each for each in sources(quoted) if any(mark.isdigit() for mark in each[0])]
    assert told[:4] == [
        ("3次", "2022", 3),
        ("比上年增加1次", "2022", 3),
        ("同比增长50.0%（上年基数小，仅供参考）", "2022", 3),
        ("2次", "2021", 3),
    ]
    assert told[-1] == ("30余次", "2021", 4)


def test_what_did_not_take_place_has_the_log_as_its_source() -> None:
    previous = names_of(CHINESE)["figures"]["调研"].previous
    assert sources(previous.runs) == [("0次", "2021", 10)]


@pytest.mark.parametrize(
    ("old", "new", "difference", "rate", "in_english"),
    [
        ("4次", "12次", "+8", "200.0%（基数小）", "200.0% (of few)"),
        ("36次", "30次", "-6", "-16.7%", "-16.7%"),
        ("12次", "12次", "0", "持平", "equal"),
        ("0次", "5次", "+5", "净增", "from none"),
        ("5次", "0次", "-5", "未开展", "to none"),
        ("5条", "0条", "-5", "降为零", "to none"),
        (None, "5次", "—", "上年未统计", "not counted before"),
        ("5次", None, "—", "本年未统计", "not counted now"),
        ("30余次", "36次", "—", "约数不计", "not exact"),
        ("5次", "5场", "—", "口径不一致", "not comparable"),
        ("91.2%", "94.4%", "+3.2个百分点", "—", "—"),
        ("94.4%", "94.4%", "0", "持平", "equal"),
        ("10000人", "10001人", "+1", "增不足0.1%", "up less than 0.1%"),
        ("10000人", "9999人", "-1", "降不足0.1%", "down less than 0.1%"),
    ],
)
def test_a_change_in_a_column(
    old: str | None, new: str | None, difference: str, rate: str, in_english: str
) -> None:
    figures = [Quantity.parse(figure) if figure else None for figure in (old, new)]
    found = growth(*figures)
    assert difference_in_column(found, chinese=True) == difference
    assert rate_in_column(found, chinese=True) == rate
    assert rate_in_column(found, chinese=False) == in_english


def test_what_a_template_may_ask_of_a_figure() -> None:
    fact = names_of(CHINESE)["figures"]["主题党日"]
    assert (fact.previous, fact.change) == ("2次", "比上年增加1次")
    assert fact.growth == "同比增长50.0%（上年基数小，仅供参考）"
    assert (fact.difference, fact.difference.raw) == ("+1", Decimal(1))
    assert (fact.rate, fact.rate.raw) == ("50.0%（基数小）", Decimal("50.0"))
    assert fact.has_small_base
    unknown = names_of(CHINESE)["figures"]["征求意见"]
    assert (unknown.previous, unknown.change, unknown.difference.raw) == (None, "上年未统计", "—")
    assert not unknown.has_small_base


def test_the_words_are_those_of_the_document_or_of_the_count(tmp_path: Path) -> None:
    records = "report: {{year: {}, branch: Branch A}}\ncounts:\n  - {{name: PPT, value: {}}}\n"
    records += "  - {{name: 党课, value: {}次}}\n"
    path = written(tmp_path, y2021=records.format(2021, 10, 10), y2022=records.format(2022, 12, 12))
    figures = {each: names_of(path, each)["figures"] for each in shipped.templates()}
    assert figures["work-summary"]["PPT"].growth == "同比增长20.0%"
    assert figures["annual-report"]["PPT"].growth == "up 20.0%"
    assert figures["annual-report"]["党课"].growth == "同比增长20.0%"


def test_without_a_year_before_there_is_nothing_to_print(tmp_path: Path) -> None:
    alone = written(
        tmp_path, y2022="报告: {年度: 2022, 支部: 示例支部}\n数字: [{名称: 党课, 数值: 4次}]"
    )
    names = names_of(alone)
    fact = names["figures"]["党课"]
    asked = (fact.previous, fact.change, fact.growth, fact.difference, fact.rate)
    assert asked == (None, None, None, None, None)
    assert not fact.has_small_base
    assert (names["previous"], names["promised"]) == (None, [])


def test_the_year_before_has_the_names_of_a_year() -> None:
    names = names_of(CHINESE)
    previous = names["previous"]
    assert set(previous._told()) == set(names) - {"previous", "promised", "same_period"}
    assert (previous.year, previous.report.branch) == (2021, "示例支部")
    assert [plan.heading for plan in previous.plans][-1] == "在主题党日2次的基础上开展结对共建"
    assert sources(previous.shortcomings[1].problem.runs) == [("活动形式较为单一。", "2021", 15)]
    assert previous.figures["谈心谈话"].quantity == "30余次"
    assert not hasattr(previous, "previous")


def test_of_the_years_still_earlier_none_is_read_unasked(tmp_path: Path) -> None:
    records = "报告: {{年度: {}, 支部: 示例支部}}\n数字: [{{名称: 党课, 数值: {}次}}]\n"
    written(tmp_path, y2020=records.format(2020, 5), y2021=records.format(2021, 6))
    names = names_of(written(tmp_path, y2022=records.format(2022, 9)))
    assert (names["previous"].year, names["figures"]["党课"].growth) == (2021, "同比增长50.0%")
    shutil.rmtree(tmp_path / "2020")
    assert names["previous"].figures["党课"].growth is None


def test_what_a_template_may_ask_of_what_was_promised() -> None:
    promised = names_of(CHINESE)["promised"]
    told = [
        (each.kind.raw, each.record.id, each.outcome, each.verdict, each.verdict.raw)
        for each in promised
    ]
    assert told == [
        ("plan", "计划-1", "部分完成", "部分完成", "partly"),
        ("plan", "计划-2", "取消", "未完成", "not fulfilled"),
        ("plan", "计划-3", "已完成", "已完成", "fulfilled"),
        ("shortcoming", "不足-1", "已完成", "已整改", "mended"),
        ("shortcoming", "不足-2", "结转", "延续", "continuing"),
        ("shortcoming", "不足-3", None, "尚未答复", "unanswered"),
    ]
    assert promised[-1].followup is None
    assert promised[-1].evidence == []


def test_what_a_template_may_ask_of_a_target_and_of_the_evidence() -> None:
    plan, dropped, _third, shortcoming, *_more = names_of(CHINESE)["promised"]
    targets = [(each.name, each.promised, each.actual.quantity, each.met) for each in plan.targets]
    assert targets == [("主题党日", "不少于3次", "3次", True), ("党课", "不少于6次", "5次", False)]
    assert sources(plan.targets[0].promised.runs)[0][:2] == ("不少于3次", "2021")
    assert sources(plan.targets[0].actual.quantity.runs)[0][:2] == ("3次", "2022")
    assert [(each.actual, each.met) for each in dropped.targets] == [(None, None)]
    assert shortcoming.targets == []
    assert [event.date.raw for event in shortcoming.evidence] == [datetime.date(2022, 3, 5)]
    assert [record.name for record in plan.evidence if hasattr(record, "name")] == ["主题党日"]


def test_what_is_said_to_be_done_and_is_not_has_another_verdict(tmp_path: Path) -> None:
    records = ANSWERS + "落实: [{编号: 计划-1, 结果: 已完成}]\n数字: [{名称: 党课, 数值: 1次}]"
    (plan, _shortcoming) = names_of(written(tmp_path, y2021=PROMISES, y2022=records))["promised"]
    assert (plan.outcome, plan.verdict) == ("已完成", "未完成")


@pytest.mark.parametrize(
    ("problem", "answer", "said"),
    [
        ("学习不够深入", "结果: 已完成", "关于学习不够深入的问题，已完成整改。"),
        ("学习不够深入的问题。", "结果: 部分完成", "关于学习不够深入的问题，部分完成整改。"),
        ("党建业务“两张皮”问题", "结果: 结转", "关于党建业务“两张皮”问题，予以结转。"),
        (
            "学习不够深入",
            "结果: 取消, 说明: 支部已撤并",
            "关于学习不够深入的问题，不再列入整改。支部已撤并。",
        ),
    ],
)
def test_what_is_said_of_a_shortcoming(
    problem: str, answer: str, said: str, tmp_path: Path
) -> None:
    before = PROMISES.replace("学习不够深入", problem)
    path = written(tmp_path, y2021=before, y2022=ANSWERS + f"落实: [{{编号: 不足-1, {answer}}}]")
    paragraphs = [each for each in document_of(path).blocks if isinstance(each, Paragraph)]
    assert [text for each in paragraphs if "关于" in (text := text_of(each.runs))] == [
        f"一是{said}"
    ]


def test_a_plan_that_is_dropped_is_called_so(tmp_path: Path) -> None:
    path = written(tmp_path, y2021=PROMISES, y2022=ANSWERS + "落实: [{编号: 计划-1, 结果: 取消}]")
    paragraphs = [each for each in document_of(path).blocks if isinstance(each, Paragraph)]
    (said,) = [text for each in paragraphs if "予以" in (text := text_of(each.runs))]
    assert said.startswith("一是讲好党课，予以取消。")


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        ("", "", "尚未答复"),
        (", 状态: 已销号", "", "已整改"),
        ("", "不足: [{编号: 不足-1, 问题: 学习不够深入}]", "延续"),
        ("", "不足: [{编号: 不足-9, 问题: 学习还不够深入}]", "延续"),
        (", 状态: 已销号", "不足: [{编号: 不足-1, 问题: 学习不够深入}]", "再次出现"),
        ("", "落实: [{编号: 不足-1, 结果: 取消}]", "不再列入整改"),
    ],
)
def test_a_shortcoming_has_the_state_that_the_comparison_finds(
    before: str, after: str, state: str, tmp_path: Path
) -> None:
    told = PROMISES.replace("期限: 立行立改", f"期限: 立行立改{before}")
    path = written(tmp_path, y2021=told, y2022=ANSWERS + after)
    assert names_of(path)["promised"][-1].verdict == state


def test_a_plan_is_judged_as_of_the_day_of_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = "活动: [{日期: 2022-03-05, 类别: 党课}]\n"
    path = written(tmp_path, y2021=PROMISES, y2022=ANSWERS + log)
    for day, verdict, met in ((1, "暂无法判断", None), (400, "未完成", False)):
        seconds = datetime.datetime(2022, 6, 1, tzinfo=datetime.UTC).timestamp() + 86400 * day
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(seconds)))
        plan = names_of(path)["promised"][0]
        assert (plan.verdict, [each.met for each in plan.targets]) == (verdict, [met])


PARTS = [(datetime.date(year, 1, 1), datetime.date(year, 3, 31)) for year in (2021, 2022)]


@pytest.mark.parametrize("outcome", ["已完成", "部分完成", ""])
@pytest.mark.parametrize("through", [False, True])
@pytest.mark.parametrize("today", ["2022-06-01", "2023-06-01"])
@pytest.mark.parametrize(
    "target",
    ["党课: 不少于1场", "党课: 不少于2次", "党课: 不超过0次", "党课: 2人", "调研: 1次", "讲座: 1次",
     "慰问: 不少于30次", "慰问: 不少于32次", "慰问: 不少于40次"],
)  # fmt: skip
def test_all_who_judge_a_plan_say_the_same(
    target: str,
    today: str,
    through: bool,
    outcome: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The rules, the comparison (of whatever part of the years), and the names of a template."""
    day = datetime.datetime.fromisoformat(f"{today}T12:00+00:00")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(day.timestamp())))
    before = "报告: {年度: 2021, 支部: 示例支部}\n活动: [{日期: 2021-03-05, 类别: 讲座}]\n"
    after = ANSWERS + "活动: [{日期: 2022-05-05, 类别: 党课}]\n数字: [{名称: 慰问, 数值: 30余次}]\n"
    answer = f"落实: [{{编号: 计划-1, 结果: {outcome}, 依据: 党课}}]\n" if outcome else ""
    plan = f"计划: [{{编号: 计划-1, 标题: 讲好党课, 目标: {{{target}}}}}]\n"
    path = written(tmp_path, y2021=before + plan, y2022=after + answer)
    years = [recorded(tmp_path / "2021"), recorded(path)]
    if through:
        years = [year.through(Period(*halves)) for year, halves in zip(years, PARTS, strict=True)]
    ((change,),) = plan_changes(years, day.date())
    (told,) = names_of(path)["promised"]
    (result,) = change.targets
    assert told.verdict.raw == change.verdict.value
    assert [each.met for each in told.targets] == [result.met]
    found = [each for each in check_year(path).diagnostics if each.code == "BR465"]
    unmet = result.met is False or result.actual is None
    assert len(found) == (outcome == "已完成" and unmet)
    assert [each.severity is Severity.ERROR for each in found] == [change.contradicted] * len(found)


def test_last_years_prose_quotes_the_year_before_it(tmp_path: Path) -> None:
    """Three years, and each says of itself how it changed."""
    records = (
        "报告: {{年度: {}, 支部: 示例支部}}\n数字: [{{名称: 党课, 数值: {}次}}]\n"
        "计划: [{{编号: P{}, 标题: '党课{{{{ 党课.同比 }}}}，再进一步'}}]\n"
    )
    path = written(
        tmp_path,
        y2020="报告: {年度: 2020, 支部: 示例支部}\n数字: [{名称: 党课, 数值: 10次}]\n",
        y2021=records.format(2021, 12, 1),
        y2022=records.format(2022, 6, 2) + "落实: [{编号: P1, 结果: 已完成}]\n",
    )
    names = names_of(path)
    assert names["plans"][0].heading == "党课同比下降50.0%，再进一步"
    assert names["promised"][0].record.heading == "党课同比增长20.0%，再进一步"
    shutil.rmtree(tmp_path / "2020")
    assert names_of(path)["promised"][0].record.heading == "党课{{ 党课.同比 }}，再进一步"


COMPARING = """\
报告: {年度: 2022, 支部: 示例支部%s}
数字: [{名称: 党课, 数值: 4次}]
工作: [{标题: 学习, 正文: "党课{{ 党课 }}，上年{{ 党课.上年 }}。"}]
"""


@pytest.mark.parametrize(
    ("before", "named", "help_text"),
    [
        ({}, "", "keep the records of the year before beside these, or name them under “previous”"),
        ({}, ", 上年记录: ../别处", "“{folder}” is not there: name another folder or file"),
        ({"y2021": "报告: {年度: 2021"}, "", "mend its records: “branchreport validate {folder}”"),
        ({"y2021": "报告: {年度: 2023, 支部: 甲}"}, "", "“{folder}” does not end before this year"),
        ({"y2021": "报告: {年度: 2020, 支部: 甲}"}, "", "“{folder}” is not the year right before"),
        ({"y2021": "报告: {年度: 2021, 支部: 甲}"}, "", "quote how it changed, which says so, or"),
    ],
)
def test_a_year_before_that_does_not_tell(
    tmp_path: Path, before: dict[str, str], named: str, help_text: str
) -> None:
    path = written(tmp_path, **before, y2022=COMPARING % named)
    (found,) = [each for each in check_year(path).diagnostics if each.code == "BR314"]
    folder = tmp_path / ("别处" if named else "2021")
    assert found.help.startswith(help_text.format(folder=folder))
    assert (found.span.line, found.span.column, found.span.end_column) == (3, 33, 44)


def test_a_year_before_with_too_long_a_name_is_not_there(tmp_path: Path) -> None:
    path = written(tmp_path, y2022=COMPARING % (", 上年记录: " + "长" * 3000))
    (found,) = [each for each in check_year(path).diagnostics if each.code == "BR314"]
    assert "长” is not there: name another folder or file" in found.help


def test_a_count_that_is_only_compared_is_quoted(tmp_path: Path) -> None:
    records = COMPARING.replace("党课{{ 党课 }}，上年{{ 党课.上年 }}", "党课{{ 党课.同比 }}") % ""
    before = "报告: {年度: 2021, 支部: 示例支部}\n数字: [{名称: 党课, 数值: 4次}]\n"
    path = written(tmp_path, y2021=before, y2022=records)
    assert [found.code for found in check_year(path).diagnostics] == []
    (path / "记录.yaml").write_text(records.replace("{{ 党课.同比 }}", ""), "utf-8")
    assert [found.code for found in check_year(path).diagnostics] == ["BR310"]


def table_of(document: Document) -> list[list[str]]:
    """The table of figures, the header first."""
    (found,) = [each for each in document.blocks if isinstance(each, Appendix)]
    (table,) = [each for each in found.blocks if isinstance(each, Table)]
    return [[text_of(cell) for cell in row] for row in (table.header, *table.rows)]


def test_the_table_of_figures_has_what_each_years_document_says() -> None:
    header, *rows = table_of(document_of(CHINESE))
    assert header == ["序号", "名称", "数值", "上年", "增减", "同比", "依据"]
    figures = names_of(YEARS / "chinese" / "2021")["figures"]
    for _number, name, _figure, before, *_more in rows:
        if name in figures:
            assert before == figures[name].quantity
        else:
            assert (name, before) in {("征求意见", "—"), ("调研", "0次")}


def test_the_table_of_figures_is_as_before_without_a_year_before(tmp_path: Path) -> None:
    records = (
        "报告: {年度: 2022, 支部: 示例支部, 附件: 数字一览表}\n数字: [{名称: 党课, 数值: 4次}]"
    )
    alone = written(tmp_path, y2022=records)
    assert table_of(document_of(alone)) == [
        ["序号", "名称", "数值", "依据"],
        ["1", "党课", "4次", "填报"],
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ previous.year }}", "what was left out has no “year”"),
        ("{% if previous %}{{ previous.yaer }}{% endif %}", "the year before has no “yaer”"),
        (
            "{% for each in counts %}{{ figures[each.name].change }}{% endfor %}",
            "prints something that was not given",
        ),
        ("{% for each in promised %}{{ each.outcom }}{% endfor %}", "has no “outcom”"),
        ("{% for each in promised %}{{ each.targets[0].meet }}{% endfor %}", "has no “meet”"),
    ],
)
def test_the_check_tries_a_year_without_and_with_a_year_before(
    line: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "report.md.j2").write_text(line, "utf-8")
    faults = check_folder(tmp_path, "zh-CN")
    assert faults, message
    assert [fault.message for fault in faults if message in fault.message] != [], faults


@pytest.mark.parametrize(
    "line",
    [
        "{% if previous %}{{ previous.year }}{% endif %}",
        "{% if previous %}{{ previous.plans | map(attribute='id') | join }}{% endif %}",
        "{% for each in figures.values() if previous %}{{ each.change }}{% endfor %}",
        "{% for each in promised %}{{ each.verdict }}{{ each.outcome or '' }}{% endfor %}",
    ],
)
def test_what_is_asked_after_first_is_sound(line: str, tmp_path: Path) -> None:
    (tmp_path / "report.md.j2").write_text(line, "utf-8")
    assert check_folder(tmp_path, "zh-CN") == []


def test_one_sample_of_all_that_there_is_has_a_year_before_and_one_has_none() -> None:
    names = sample_names("zh-CN")
    having = {name: each["previous"] is not None for name, each in names.items()}
    assert having == {"full": True, "alone": False, "emptiest": False, "sparse": True}
    assert [each.outcome for each in names["full"]["promised"]] == ["已完成"] * 4


def test_a_word_template_may_name_the_year_before(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("{{ year }}年{{ figures[“主题党日”] }}，{{ figures[“主题党日”].growth }}")
    made.add_paragraph("{%p for each in promised if each.followup %}")
    made.add_paragraph("{{ each.record.id }}：{{ each.outcome }}，{{ previous.year }}")
    made.add_paragraph("{%p endfor %}")
    made.save(str(tmp_path / "模板.docx"))
    filled = fill(tmp_path / "模板.docx", names_of(CHINESE), Colophon()).data
    assert [each.text for each in docx.Document(io.BytesIO(filled)).paragraphs] == [
        "2022年3次，同比增长50.0%（上年基数小，仅供参考）",
        "计划-1：部分完成，2021",
        "计划-2：取消，2021",
        "计划-3：已完成，2021",
        "不足-1：已完成，2021",
        "不足-2：结转，2021",
    ]
    (fault,) = check_word(tmp_path / "模板.docx")
    assert "growth" in fault.words or "growth" in fault.message


def test_a_template_that_prints_a_change_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "report.md.j2").write_text("{{ figures['党课'].growth }}", "utf-8")
    records = "报告: {年度: 2022, 支部: 示例支部}\n数字: [{名称: 党课, 数值: 4次}]"
    names = names_of(written(tmp_path, y2022=records))
    with pytest.raises(TemplateFault):
        compose(tmp_path, names, Colophon())
