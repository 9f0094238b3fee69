"""The examples' documents, whole: every word, its role, and the record that said it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from branchreport.cli.checking import check_year
from branchreport.document import Heading, Paragraph, text_of
from branchreport.facts import Fact
from conftest import EXAMPLES
from making import document_of, dump

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", EXAMPLES)
def test_document(name: str, expect: Callable[[str, Path], None]) -> None:
    expect(dump(document_of(EXAMPLES[name])), GOLDEN / f"{name}.txt")


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_is_to_be_said_about_the_records(name: str) -> None:
    assert check_year(EXAMPLES[name]).diagnostics == ()


FIGURES_OF_THE_REAL_SUMMARY = {
    "警示教育片": "2部",
    "责任书": "5份",
    "安全生产知识讲座": "3次",
    "安全知识竞赛": "2次",
    "指定学习书目": "4本",
    "特色主题党日": "4次",
    "“我为群众办实事”实践活动": "12次",
    "主题廉洁宣教活动": "4次",
    "党史故事分享会": "2次",
    "专题诵读活动": "1次",
    "专题测试": "30余次",
    "征求意见建议": "32条",
    "谈心谈话": "6次",
    "规章制度": "5项",
}


def test_the_example_has_the_figures_of_the_real_summary() -> None:
    facts = check_year(EXAMPLES["2021"]).facts
    assert {name: str(facts[name].declared) for name in FIGURES_OF_THE_REAL_SUMMARY} == (
        FIGURES_OF_THE_REAL_SUMMARY
    )
    assert all(facts[name].counted for name in FIGURES_OF_THE_REAL_SUMMARY), "each is reconciled"


FIGURES_THROUGH_THE_YEARS = {
    "党课": (4, 6, 4),
    "专题诵读活动": (1, 4, None),
    "安全生产知识讲座": (3, 4, 3),
    "专题测试": (36, 12, 9),
    "谈心谈话": (6, 4, 3),
    "征求意见建议": (32, 26, 28),
    "“我为群众办实事”实践活动": (12, 7, 5),
    "党小组会": (12, 11, 9),
    "主题党日": (12, 12, 9),
    "志愿服务": (None, 5, 6),
    "志愿服务时长": (None, 160, 196),
    "党史故事分享会": (2, None, None),
    "规章制度": (5, None, None),
    "指定学习书目": (4, None, 4),
}
"""By the log, None where a year does not count it: what rises, falls, stays, is new and is gone."""


def _counted(name: str, facts: dict[str, Fact]) -> int | None:
    fact = facts.get(name)
    return int(fact.counted.number) if fact and fact.counted else None


def test_the_years_of_the_branch_have_the_figures_that_are_told_of_them() -> None:
    years = [check_year(EXAMPLES[name]).facts for name in ("2021", "2022", "2023")]
    counted = {
        name: tuple(_counted(name, facts) for facts in years) for name in FIGURES_THROUGH_THE_YEARS
    }
    assert counted == FIGURES_THROUGH_THE_YEARS


def test_every_figure_stands_in_the_document_from_its_count() -> None:
    document = document_of(EXAMPLES["2021"])
    runs = [
        run
        for block in document.blocks
        if isinstance(block, Paragraph | Heading)
        for run in (*block.runs, *(block.run_in if isinstance(block, Heading) else ()))
    ]
    quoted = {(run.source.record, run.text) for run in runs if run.source}
    for name, figure in FIGURES_OF_THE_REAL_SUMMARY.items():
        assert (f"count “{name}”", figure) in quoted


def test_the_outline_is_that_of_the_real_summary() -> None:
    headings = [
        (block.level, text_of(block.runs))
        for block in document_of(EXAMPLES["2021"]).blocks
        if isinstance(block, Heading)
    ]
    assert [text for level, text in headings if level == 1] == [
        "一、工作落实情况",
        "二、存在不足及整改措施",
        "三、下一步计划",
    ]
    assert [text[:3] for level, text in headings if level == 2] == [
        "（一）", "（二）", "（三）", "（四）", "（五）", "（一）", "（二）", "（三）", "（四）",
    ]  # fmt: skip
