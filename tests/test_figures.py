"""The figures of a document: the key that each run has, and what is told of it."""

from decimal import Decimal
from pathlib import Path

import pytest

from branchreport.cli import making
from branchreport.cli.checking import check_year
from branchreport.compare.recorded import Recorded
from branchreport.compose.effort import bounded
from branchreport.compose.filters import bracketed, replace, sentence
from branchreport.compose.values import Value
from branchreport.document import Document, Figure, Run, Source, runs_of
from branchreport.publishing import Publication, publication
from branchreport.quantity import Quantity
from branchreport.vocabulary import Vocabulary
from conftest import EXAMPLES

FOLDER = Path(__file__).parent / "year_before"


def traced(path: Path) -> Document:
    """The document of the year at ``path``, with what its figures rest on."""
    checked = check_year(path)
    assert checked.loaded.value is not None, checked.diagnostics
    chosen = publication(checked.loaded.value.report, checked.loaded.places, path)
    assert isinstance(chosen, Publication)
    return making.document_of(checked, chosen, traced=True)


def keyed(document: Document) -> list[tuple[str, str]]:
    """The text and the key of every run that says a figure."""
    runs = (run for block in document.blocks for run in runs_of(block))
    return [(run.text, run.source.figure) for run in runs if run.source and run.source.figure]


def words_of(folder: Path, records: str) -> tuple[Vocabulary, Recorded]:
    """The words of a year of ``records``."""
    file = folder / "year.yaml"
    file.write_text(records, "utf-8")
    checked = check_year(file)
    assert checked.loaded.value is not None, checked.diagnostics
    year, places = checked.loaded.value, checked.loaded.places
    return Vocabulary(year, checked.facts, places, "zh-CN", folder), Recorded(year, places)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_key_of_a_document_has_its_figure(name: str) -> None:
    document = traced(EXAMPLES[name])
    assert list(document.figures) == list(dict.fromkeys(key for _, key in keyed(document)))
    assert len(document.figures) > 5
    for key, figure in document.figures.items():
        assert figure.rule
        assert figure.declared or figure.records or "0" in figure.said or key.startswith("@")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_text_of_a_run_is_its_figure(name: str) -> None:
    document = traced(EXAMPLES[name])
    for text, key in keyed(document):
        said = document.figures[key].said
        assert text == said or text in said, (text, key)


@pytest.mark.parametrize("name", EXAMPLES)
def test_amounts_add_up_to_what_was_counted(name: str) -> None:
    for figure in traced(EXAMPLES[name]).figures.values():
        if not figure.amounts:
            continue
        assert len(figure.amounts) == len(figure.records)
        total = sum((Quantity.parse(amount).number for amount in figure.amounts), Decimal(0))
        assert Quantity.parse(figure.said).satisfied_by(total), figure


def test_a_document_that_nobody_asks_tells_nothing() -> None:
    checked = check_year(EXAMPLES["2021"])
    assert checked.loaded.value is not None
    chosen = publication(checked.loaded.value.report, checked.loaded.places, EXAMPLES["2021"])
    assert isinstance(chosen, Publication)
    assert making.document_of(checked, chosen).figures == {}


YEAR = """\
报告: {年度: 2021, 支部: 第一支部}
活动:
  - {日期: 2021-03-01, 类别: 主题党日, 主题: 党史, 统计: {意见: 3条}, 出席: {应到: 10, 实到: 9}}
  - {日期: 2021-04-01, 类别: 主题党日, 统计: {意见: 2条}, 出席: {应到: 10, 实到: 8}}
  - {日期: 2021-05-01, 类别: 党课}
数字:
  - {名称: 主题党日, 数值: 2次, 取自: {类别: 主题党日}}
  - {名称: 党史, 取自: {类别: [主题党日, 党课], 主题: 党史}}
  - {名称: 意见, 取自: {统计: 意见}}
  - {名称: 人次, 取自: {类别: 主题党日, 出席: 实到}}
  - {名称: 课桌, 数值: 20余张}
工作:
  - 标题: 一
    正文:
      - "开展{{ 主题党日 }}，共{{ 主题党日.数值 + 党课.数值 }}{{ 主题党日.单位 }}。"
"""


def test_a_rule_says_how_a_figure_follows(tmp_path: Path) -> None:
    words, _ = words_of(tmp_path, YEAR)
    told = {}
    for name, fact in words.facts.items():
        figure = words.figure(words.source_of(fact).figure)
        assert figure is not None
        declared = figure.declared.line if figure.declared else None
        told[name] = (figure.said, figure.rule, declared, [r.line for r in figure.records])
    assert told == {
        "主题党日": (
            "2次",
            "填报2次；按活动记录计数：类别为“主题党日”，计2次，与填报数相符",
            7,
            [3, 4],
        ),
        "党史": ("1次", "按活动记录计数：类别为“主题党日”或“党课”，主题为“党史”", 8, [3]),
        "意见": ("5条", "按活动记录合计“意见”", 9, [3, 4]),
        "人次": ("17人次", "按活动记录合计实到人数：类别为“主题党日”", 10, [3, 4]),
        "课桌": ("20余张", "填报", 11, []),
        "党课": ("1次", "按活动记录计数：类别为“党课”", None, [5]),
    }  # fmt: skip


def test_a_sum_rests_on_all_of_its_terms(tmp_path: Path) -> None:
    words, _ = words_of(tmp_path, YEAR)
    (text,) = words.names()["achievements"][0].text
    runs = [(run.text, run.source.figure if run.source else "") for run in text.runs]
    assert runs == [
        ("开展", ""), ("2次", "主题党日"), ("，共", ""), ("3", "@sum/+主题党日+党课"), ("次", ""),
        ("。", ""),
    ]  # fmt: skip
    figure = words.figure("@sum/+主题党日+党课")
    assert figure is not None
    assert figure.rule == "主题党日（2次）＋党课（1次）"
    assert [record.line for record in figure.records] == [7, 3, 4, 5]
    told = [(t.name, t.said, [r.line for r in t.records], t.amounts) for t in figure.terms]
    assert told == [
        ("主题党日", "2次", [3, 4], ("1", "1")), ("党课", "1次", [5], ("1",)),
    ]  # fmt: skip


def test_figures_of_the_year_before_have_keys_of_its_own() -> None:
    document = traced(FOLDER / "chinese" / "2022")
    earlier = {key: figure for key, figure in document.figures.items() if key.startswith("@2021/")}
    assert earlier
    for figure in earlier.values():
        files = {Path(record.file).parent.name for record in figure.records}
        assert files <= {"2021"}
        assert figure.rule.startswith("2021：")
    changes = [f for key, f in document.figures.items() if key.startswith(("@change", "@growth"))]
    folders = [{Path(r.file).parent.name for r in (*f.records, f.declared) if r} for f in changes]
    assert {"2021", "2022"} in folders


def test_a_change_has_both_years_each_to_be_added_up() -> None:
    figures = traced(EXAMPLES["2022"]).figures
    terms = figures["@growth/主题党日参加人次"].terms
    assert [(term.name, term.said) for term in terms] == [
        ("2022 主题党日参加人次", "215人次"),
        ("2021 主题党日参加人次", "202人次"),
    ]
    for term, year in zip(terms, ("2022", "2021"), strict=True):
        assert {Path(record.file).parent.name for record in term.records} == {year}
        amounts = [Quantity.parse(amount).number for amount in term.amounts]
        assert sum(amounts) == Quantity.parse(term.said).number


def test_counts_of_one_name_that_differ_have_different_keys(tmp_path: Path) -> None:
    words, recorded = words_of(tmp_path, YEAR.replace("类别: 主题党日}}", "主题: 党史}}"))
    assert recorded.year.counts
    held = {view.name: view.quantity.runs[0].source for view in words.names()["held"]}
    own = words.source_of(words.facts["主题党日"])
    assert held["主题党日"].figure == "@log/主题党日"
    assert own.figure == "主题党日"
    figures = [words.figure(key) for key in ("主题党日", "@log/主题党日")]
    assert [len(figure.records) for figure in figures if figure] == [1, 2]


FIGURE = Source("数字“党课”", "数字.yaml", 7, 3, figure="党课")
WORDS = FIGURE._replace(figure="")


def test_what_filters_add_is_no_figure() -> None:
    value = Value("12次", (Run("12次", FIGURE),))
    assert sentence(value).runs == (Run("12次", FIGURE), Run("。", WORDS))
    assert bracketed(value).runs == (Run("（", WORDS), Run("12次", FIGURE), Run("）", WORDS))
    prose = Value("12次党课", (Run("12次", FIGURE), Run("党课", WORDS)))
    with bounded():
        assert replace(value, "次", "回").runs == (Run("12回", FIGURE),)
        assert replace(prose, "党课", "课").runs == (Run("12次课", WORDS),)


def test_a_figure_needs_no_more_than_it_says() -> None:
    assert Figure("党课", "12次", "填报") == Figure("党课", "12次", "填报", None, (), ())
