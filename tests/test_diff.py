"""``diff`` as a user runs it: what is printed, what is written, how it ends, and its laws."""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from branchreport import __version__
from branchreport.cli import main
from branchreport.document import Appendix, Table, text_of
from branchreport.loading.naming import keys_of
from branchreport.records.choices import Aspect, Supplement
from branchreport.records.record import Record
from branchreport.records.year import BranchYear
from conftest import EXAMPLES, ROOT, Completed
from making import document_of
from test_laws import mutated

Check = Callable[..., Completed]
Expect = Callable[[str, Path], None]

GOLDEN = Path(__file__).parent / "golden" / "diff"
CLUB = ("tests/club/2023.yaml", "tests/club/2024.yaml")
LAST = ("examples/2021", "examples/2022")
UNDER_WAY = ("examples/2022", "examples/2023")
PAIRS = {
    "2022": LAST,
    "2023": UNDER_WAY,
    "three-years": ("examples/2021", *UNDER_WAY),
    "club": CLUB,
}

BAD = "报告: {年度: 2021, 支部: 示例支部}\n活动:\n  - {日期: 2021-3-5, 类别: 党课}\n"
GOOD = "报告: {年度: 2022, 支部: 示例支部}\n活动:\n  - {日期: 2022-03-05, 类别: 党课}\n"


@pytest.fixture
def diff(check: Check, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Run ``branchreport diff`` at the root of the project, on no terminal."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def call(*arguments: str | Path, cwd: Path = ROOT, **environ: str) -> Completed:
        return check("diff", *arguments, cwd=cwd, **environ)

    return call


@pytest.fixture
def printed(diff: Check) -> Callable[..., str]:
    """What ``diff`` prints where nothing is to be said against it, its lines ended as here."""

    def call(*arguments: str | Path, **environ: str) -> str:
        done = diff(*arguments, **environ)
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout.decode().replace("\r\n", "\n")

    return call


WHOLE = {
    **{f"{name}.txt": years for name, years in PAIRS.items()},
    "stat.txt": (*LAST, "--stat"),
    "club-stat.txt": (*CLUB, "--stat"),
    "plans-and-shortcomings.txt": (*UNDER_WAY, "--only", "plans,shortcomings"),
    "no-fuzzy.txt": (*CLUB, "--no-fuzzy", "--only", "shortcomings", "--only", "栏目"),
    "through-06.txt": (*LAST, "--through", "06"),
    "full-year.txt": (*UNDER_WAY, "--full-year"),
    "club.md": (*CLUB, "--to", "md"),
    "club.json": (*CLUB, "--to", "json"),
    "club.csv": (*CLUB, "--to", "csv"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_all_that_is_printed(name: str, printed: Callable[..., str], expect: Expect) -> None:
    version = f'"version": "{__version__}"'
    expect(printed(*WHOLE[name]).replace(version, '"version": "VERSION"'), GOLDEN / name)


def test_no_line_of_a_table_is_wider_than_the_terminal(printed: Callable[..., str]) -> None:
    from branchreport.writers.lengths import columns_of

    for columns in (100, 60):
        said = printed(*CLUB, "--only", "plans,attendance", COLUMNS=str(columns))
        tables = [line for line in said.splitlines() if "  " in line.strip()]
        widest = max(map(columns_of, tables))
        assert columns - 8 < widest <= columns


def test_the_language_spoken_changes_no_word_about_the_years(printed: Callable[..., str]) -> None:
    """The text is in that of the branch; only records are called as the user speaks."""
    assert printed(*LAST) == printed(*LAST, BRANCHREPORT_LANG="zh")
    spoken = {lang: printed(*CLUB, "--to", "json", BRANCHREPORT_LANG=lang) for lang in ("en", "zh")}
    assert [json.loads(text)["language"] for text in spoken.values()] == ["en", "zh"]
    one, other = (without_places(json.loads(text)) for text in spoken.values())
    assert {**one, "language": ""} == {**other, "language": ""}


# How it ends


def test_it_ends_with_0_whether_the_years_differ_or_not(diff: Check) -> None:
    assert diff(*LAST, "--stat").returncode == 0
    assert diff(LAST[0], LAST[0]).returncode == 0


def test_with_exit_code_it_ends_with_1_where_they_differ(diff: Check) -> None:
    assert diff(*LAST, "--exit-code", "--stat").returncode == 1
    assert diff(LAST[0], LAST[0], "--exit-code").returncode == 0
    assert diff(LAST[0], LAST[0], LAST[1], "--exit-code", "--stat").returncode == 1


def test_what_differs_elsewhere_than_where_is_looked_differs(diff: Check) -> None:
    """As with ``git diff``: the answer is about the years, however little of them is shown."""
    assert diff(*CLUB, "--exit-code", "--only", "sections").returncode == 1


MISUSED = [
    (["examples/2021"], "only one year is named, and there is nothing to compare it with"),
    ([], "PATH is missing"),
    ([*LAST, "--to", "xlsx"], "there is no form “xlsx”"),
    ([*LAST, "--only", "count"], "--only: choose from: 数字 counts, 类别 kinds"),
    ([*LAST, "--only", "，"], "--only: choose from: 数字 counts, 类别 kinds"),
    ([*LAST, "--through", "13"], "--through: “13” is no month from 01 to 12"),
    ([*LAST, "--through", "0"], "--through: “0” is no month from 01 to 12"),
    ([*LAST, "--through", "六月"], "--through: “六月” is no month from 01 to 12"),
    ([*LAST, "--style", "gbt9705"], "there is no style “gbt9705”"),
    ([*LAST, "--style", "gbt9705", "--to", "docx"], "there is no style “gbt9705”"),
    (["examples/2022", "examples/2023", "--through", "12"], "month 12 is not in all of the years"),
    ([*LAST, "--through", "06", "--full-year"], "--full-year does not go with --through"),
    ([*LAST, "--stat", "--only", "plans"], "--stat does not go with --only"),
    ([*LAST, "-o", "nowhere/out.docx"], "there is no folder for nowhere/out.docx"),
    ([*LAST, "-o", "nowhere/", "--to", "docx"], "there is no folder nowhere/"),
    ([*LAST, "-o", "out.xlsx"], "out.xlsx does not end in .txt, the form that is written"),
    ([*LAST, "--nothing"], "there is no option --nothing"),
]


@pytest.mark.parametrize(("arguments", "message"), MISUSED, ids=lambda each: str(each)[-40:])
def test_misuse_ends_with_2_and_says_what_to_do(
    arguments: list[str], message: str, diff: Check, tmp_path: Path
) -> None:
    paths = [str(ROOT / each) if each.startswith("examples/") else each for each in arguments]
    done = diff(*paths, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"error: {message}")
    assert "\n = help: " in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [arguments for arguments, _ in MISUSED], ids=str)
def test_misuse_is_told_in_chinese(arguments: list[str], diff: Check, tmp_path: Path) -> None:
    paths = [str(ROOT / each) if each.startswith("examples/") else each for each in arguments]
    done = diff(*paths, cwd=tmp_path, BRANCHREPORT_LANG="zh")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("错误: ")


def written(folder: Path, **years: str) -> list[Path]:
    files = [folder / f"{name}.yaml" for name in years]
    for file, text in zip(files, years.values(), strict=True):
        file.write_text(text, "utf-8")
    return files


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_errors_are_those_of_validate(
    spoken: str, diff: Check, check: Check, tmp_path: Path
) -> None:
    bad, good = written(tmp_path, bad=BAD, good=GOOD)
    validated = check("validate", "bad.yaml", BRANCHREPORT_LANG=spoken)
    done = diff(good.name, bad.name, "-o", "out.docx", cwd=tmp_path, BRANCHREPORT_LANG=spoken)
    assert (done.returncode, done.stdout) == (2, b"")
    *findings, _ = validated.stdout.decode().splitlines()
    *told, summary = done.stderr.decode().splitlines()
    assert told == findings
    assert "BR204" in done.stderr.decode()
    words = {
        "en": "checked 2 files, 2 records: 1 error",
        "zh": "共检查 2 个文件、2 条记录：1 个错误",
    }
    assert summary.startswith(words[spoken])
    assert sorted(file.name for file in tmp_path.iterdir()) == ["bad.yaml", "good.yaml"]


def test_an_error_is_told_once_and_warnings_are_not(diff: Check, tmp_path: Path) -> None:
    (bad,) = written(tmp_path, bad=BAD)
    done = diff(bad, bad, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().count("error BR204") == 1
    assert diff(*CLUB, "--stat").stderr == b"", "nothing quotes its counts, which validate tells"
    assert b"BR310" not in diff(bad, CLUB[1]).stderr


@pytest.mark.parametrize("path", ["nowhere", "nowhere/2021.yaml", "empty"])
def test_a_year_that_is_not_there_is_told(path: str, diff: Check, tmp_path: Path) -> None:
    (good,) = written(tmp_path, good=GOOD)
    (tmp_path / "empty").mkdir()
    done = diff(path, good, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("error BR001 unreadable: ")


def test_a_file_that_is_there_is_kept_without_force(diff: Check, tmp_path: Path) -> None:
    (tmp_path / "out.html").write_bytes(b"mine")
    paths = [ROOT / each for each in LAST]
    refused = diff(*paths, "--to", "docx,html,json", "-o", "out", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.decode().startswith("error: out.html exists already")
    assert [file.name for file in tmp_path.iterdir()] == ["out.html"], "none is written"
    assert (tmp_path / "out.html").read_bytes() == b"mine"
    done = diff(*paths, "--to", "docx,html,json", "-o", "out", "--force", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.decode().split() == ["out.docx", "out.html", "out.json"]
    left = sorted(file.name for file in tmp_path.iterdir() if file.is_file())
    copy = f"out.bak-{hashlib.sha256(b'mine').hexdigest()[:8]}.html"
    assert left == [copy, "out.docx", "out.html", "out.json"]
    assert (tmp_path / copy).read_bytes() == b"mine"


def test_a_file_is_named_after_the_title(diff: Check, tmp_path: Path) -> None:
    done = diff(*[ROOT / each for each in LAST], "--to", "docx", cwd=tmp_path)
    name = "云溪市水务局机关党支部2022年与2021年工作对比.docx"
    assert (done.returncode, done.stdout.decode().strip()) == (0, name)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [name]


@given(mutated(), st.sampled_from(["txt", "json", "csv", "md"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_no_mutation_of_a_year_is_a_fault_of_ours(raw: bytes, form: str) -> None:
    """`main` itself turns a fault of ours into 3."""
    with tempfile.TemporaryDirectory() as folder:
        (good,) = written(Path(folder), good=GOOD)
        other = Path(folder) / "2021.yaml"
        other.write_bytes(raw)
        assert main(["diff", str(other), str(good), "--to", form]) in (0, 2)


# What is told, and what is left out


@pytest.fixture
def told(diff: Check, tmp_path: Path) -> Callable[..., str]:
    """What is printed of years that hold no more than is written here, the first in 2021.

    They are compared as a whole, but with ``--through``.
    """

    def call(*years: str, options: Sequence[str] = (), branches: Sequence[str] = ()) -> str:
        names = branches or ["示例支部"] * len(years)
        texts = {
            str(2021 + at): f"报告: {{年度: {2021 + at}, 支部: {name}}}\n"
            + text.format(y=2021 + at)
            for at, (name, text) in enumerate(zip(names, years, strict=True))
        }
        files = [file.name for file in written(tmp_path, **texts)]
        whole = () if "--through" in options else ("--full-year",)
        done = diff(*files, *options, *whole, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout.decode().replace("\r\n", "\n")

    return call


EVENT = "活动:\n  - {{日期: {y}-03-05, 类别: 党课}}\n"
CLASS = EVENT + "  - {{日期: {y}-04-05, 类别: 3班}}\n  - {{日期: {y}-05-05, 类别: 类别3}}\n"


@pytest.mark.parametrize("form", ["txt", "md", "json"])
@pytest.mark.parametrize("name", PAIRS)
def test_no_quote_is_left_raw(name: str, form: str, printed: Callable[..., str]) -> None:
    said = printed(*PAIRS[name], "--to", form)
    assert re.findall(r"\{\{(?!\+)", said) == [], "but for {+ +} in text"


def test_a_heading_that_quotes_says_the_same_in_all_forms(told: Callable[..., str]) -> None:
    """Where half a year is compared, too: it is that of the year's own document."""
    before = EVENT + "数字:\n  - {{名称: 党课, 单位: 次, 取自: {{类别: 党课}}}}\n"
    heading = "工作:\n  - {{标题: '多办党课，{{{{ 党课 }}}}'}}\n"
    after = before.replace("{y}-03", "{y}-09") + heading
    for form in ("txt", "md", "json"):
        said = told(before, after, options=["--to", form, "--through", "06"])
        assert "多办党课，1次" in said
        assert "{{" not in said


def test_a_name_that_ends_in_a_digit_stands_apart_from_its_figure(
    told: Callable[..., str],
) -> None:
    said = told(EVENT, CLASS)
    assert "2022年新增：3班1次、类别3：1次。" in said
    assert "与上年持平的有党课1次。" in said
    assert "类别新增2类；" not in said, "nothing follows"
    assert "；类别新增2类。" in said
    assert " • 类别3：1次，" in said


def test_kinds_of_a_part_of_the_year_may_still_come(told: Callable[..., str]) -> None:
    said = told(CLASS, EVENT + "  - {{日期: {y}-04-05, 类别: 参观}}\n", options=["--through", "06"])
    assert "；类别同期新增1类、同期未开展2类。" in said
    assert "2022年同期新增：参观1次。" in said
    assert "2022年同期未开展：3班（2021年同期1次）、类别3（2021年同期1次）。" in said
    assert "与上年同期持平的有党课1次。" in said


def test_a_round_figure_is_not_the_same_as_itself(told: Callable[..., str]) -> None:
    few = "数字:\n  - {{名称: 群众, 数值: 30余人}}\n  - {{名称: 党员, 数值: 20名}}\n"
    said = told(few, few)
    assert "2022年与2021年的记录没有差别" in said
    said = told(few, few + EVENT)
    assert "与上年持平的有党员20名。" in said
    assert "约数不计" in said


def test_counting_otherwise_is_said_beside_each_figure(told: Callable[..., str]) -> None:
    count = "数字:\n  - {{{{名称: 学习, 单位: 次, 取自: {{{{类别: {kind}}}}}}}}}\n"
    years = [CLASS + count.format(kind=kind) for kind in ("党课", "[党课, 3班]")]
    assert (
        "学习2次，比上年增加1次，同比增长100.0%（上年基数小，仅供参考）（口径不一致，仅供参考）"
        in told(*years)
    )
    row = next(row for row in rows(told(*years, options=["--to", "csv"])) if row[0] == "学习")
    assert row[-1] == "100.0%（基数小）（口径不一致）"


def test_a_record_that_is_named_twice_is_told_once(told: Callable[..., str]) -> None:
    plan = "计划:\n  - {{编号: P1, 标题: 多办党课}}\n"
    answer = "落实:\n  - {{编号: P1, 结果: 已完成, 依据: [党课, 党课]}}\n"
    assert "依据：党课（2022.yaml:3）。" in " ".join(told(plan, EVENT + answer).split())


def test_other_branches_are_named(told: Callable[..., str]) -> None:
    said = told(EVENT, CLASS, branches=["一支部", "二支部"])
    assert "各年的支部名称不同：2021年为一支部，2022年为二支部。" in said
    assert "支部名称" not in told(EVENT, CLASS)


def test_two_versions_of_a_year_are_told_apart(diff: Check, tmp_path: Path) -> None:
    head = "报告: {年度: 2022, 支部: 示例支部}\n活动:\n"
    event = "  - {日期: 2022-03-05, 类别: 党课}\n"
    files = written(tmp_path, a=head + event, b=head + event * 2)
    names = [file.name for file in files]
    said = diff(*names, "--full-year", cwd=tmp_path).stdout.decode()
    assert said.startswith("2022②年对2022①年（全年口径）：活动2次，")
    assert "年度相同的按文件区分：2022①为a.yaml，2022②为b.yaml。" in said
    for form in ("csv", "json"):
        told = diff(*names, "--to", form, cwd=tmp_path).stdout.decode()
        assert "2022①" in told


def test_a_part_that_has_nothing_to_tell_has_no_heading(told: Callable[..., str]) -> None:
    heading = "工作:\n  - {{标题: {text}}}\n"
    declared = "数字:\n  - {{名称: 党员, 数值: 20名}}\n"
    said = told(
        declared + heading.replace("{text}", "甲"), declared + heading.replace("{text}", "甲")
    )
    assert said == "2022年与2021年的记录没有差别。\n"
    said = told(heading.replace("{text}", "甲"), heading.replace("{text}", "乙"))
    assert re.findall("^[一二三四五]、.*$", said, re.MULTILINE) == ["一、工作栏目"]
    said = told(CLASS + heading.replace("{text}", "甲"), EVENT + heading.replace("{text}", "甲"))
    assert "工作栏目" not in said
    years = [EVENT + heading.replace("{text}", text) for text in "甲乙"]
    said = told(*years, options=["--through", "02"])
    assert re.findall("^[一二三四五]、.*$", said, re.MULTILINE) == ["一、工作栏目"], "no chart"


def test_years_that_do_not_differ_in_a_part_are_said_not_to_differ_in_it(
    told: Callable[..., str],
) -> None:
    said = told(EVENT, CLASS, options=["--through", "03"])
    assert said == "2022年与2021年同期（1月1日至3月31日）的记录没有差别。\n"


def test_sentences_are_a_part_of_their_own(printed: Callable[..., str]) -> None:
    without = printed(*LAST, "--only", "数字")
    assert "可以引用的语句" not in without
    assert "数字增减" in without
    alone = printed(*LAST, "--only", "语句")
    assert "一、可以引用的语句" in alone
    assert "数字增减" not in alone
    assert "可以引用的语句" in printed(*LAST)


def test_columns_say_which_years_they_set_side_by_side(told: Callable[..., str]) -> None:
    log = [EVENT + "  - {{日期: {y}-04-05, 类别: 党课}}\n" * at for at in range(7)]
    heads = [
        re.search("^(序号|名称).*$", told(*log[:number], options=["--stat"]), re.MULTILINE)
        for number in (2, 3, 4, 7)
    ]
    assert [head and head[0].split() for head in heads] == [
        ["序号", "名称", "2021年", "2022年", "增减", "同比"],
        ["名称", "2021年", "2022年", "2023年", "2022比2021", "2023比2022"],
        ["名称", "2021年", "2022年", "2023年", "2024年", "2024比2023"],
        ["名称", "2023年", "2024年", "2025年", "2026年", "2027年", "2027比2026"],
    ]


def test_of_many_years_the_last_five_are_told(told: Callable[..., str]) -> None:
    log = [EVENT + "  - {{日期: {y}-04-05, 类别: 党课}}\n" * at for at in range(6)]
    said = told(*log, options=["--to", "md"])
    assert said.startswith("# 示例支部2021—2026年工作对比\n")
    assert "只列最近5年；全部年度见 CSV 和 JSON。" in said
    assert len(json.loads(told(*log, options=["--to", "json"]))["years"]) == 6
    assert rows(told(*log, options=["--to", "csv"]))[0][2:8] == [str(2021 + at) for at in range(6)]
    assert "只列最近" not in told(*log[:5])


def test_a_plan_in_its_third_year_is_said_to_be(told: Callable[..., str]) -> None:
    plan = "计划:\n  - {{编号: P1, 标题: 修缮阅览室}}\n"
    said = "".join(told(plan, plan, plan + EVENT).split())
    assert "修缮阅览室（2022年再次列入计划）" in said
    assert "连续3年" in said


def test_the_heads_of_csv_name_the_days_of_a_part(printed: Callable[..., str]) -> None:
    head, *_ = rows(printed(*UNDER_WAY, "--to", "csv"))
    assert head[2:4] == ["2022（1月1日至9月30日）", "2023（1月1日至9月30日）"]
    head, *_ = rows(printed(*CLUB, "--to", "csv", "--through", "06"))
    assert head[2:4] == ["2023 (1 Jan to 30 Jun)", "2024 (1 Jan to 30 Jun)"]


# JSON


def schema() -> Any:
    loaded = json.loads((ROOT / "schemas" / "diff-output.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(loaded)
    return loaded


SCHEMA = schema()
JUDGE = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture
def objects(printed: Callable[..., str]) -> Callable[..., Any]:
    def call(*arguments: str | Path, **environ: str) -> Any:
        text = printed(*arguments, "--to", "json", **environ)
        assert "\\u" not in text
        return json.loads(text)

    return call


@pytest.mark.parametrize("options", [(), ("--through", "03"), ("--stat",), ("--no-fuzzy",)])
@pytest.mark.parametrize("name", PAIRS)
def test_json_is_what_its_schema_says(
    name: str, options: tuple[str, ...], objects: Callable[..., Any]
) -> None:
    JUDGE.validate(objects(*PAIRS[name], *options))


def nested(schema: Any) -> Iterator[dict[str, Any]]:
    """Every object that the schema describes."""
    if isinstance(schema, dict):
        if "properties" in schema and isinstance(schema["properties"], dict):
            yield schema
        for inner in schema.values():
            yield from nested(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from nested(inner)


CHOSEN = {str(aspect) for aspect in Aspect}


def test_the_schema_knows_every_key_and_asks_for_it() -> None:
    """Only the parts that ``--only`` chooses from may be missing."""
    found = list(nested(SCHEMA))
    assert len(found) > 20
    for each in found:
        assert each["additionalProperties"] is False
        optional = each["properties"].keys() - set(each["required"])
        assert optional <= CHOSEN
    assert {key for each in found for key in each["properties"]} >= CHOSEN


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every key of ``value``, the first of what stands in a list."""
    pairs = list(value.items()) if isinstance(value, dict) else []
    pairs = list(enumerate(value)) if isinstance(value, list) else pairs
    for key, inner in pairs:
        if isinstance(value, dict):
            yield (*path, key)
        yield from places(inner, (*path, key))


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_fault_in_json_is_found(data: st.DataObject) -> None:
    """A key that is missing, is in excess, or holds something else."""
    whole = json.loads((GOLDEN / "club.json").read_text("utf-8"))
    *path, key = data.draw(st.sampled_from(list(places(whole))))
    owner = whole
    for part in path:
        owner = owner[part]
    match data.draw(st.sampled_from(["missing", "excess", "other"])):
        case "missing":
            del owner[key]
            assert JUDGE.is_valid(whole) == (key in CHOSEN)
        case "excess":
            owner[f"{key}s"] = None
            assert not JUDGE.is_valid(whole)
        case _:
            owner[key] = {"other": 1.5}
            assert not JUDGE.is_valid(whole)


def test_only_the_parts_that_are_asked_for_are_there(objects: Callable[..., Any]) -> None:
    for aspect in Aspect:
        told = objects(*CLUB, "--only", aspect.chinese)
        there = {*told, *told["steps"][0]} & CHOSEN
        assert there == {str(aspect)}


# CSV

HOSTILE = ["=1+1", "+86", "-2+3", "@SUM(A1)", '=HYPERLINK("x")', '"', 'a,"b"', "a;b", "1,2", "'="]


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_a_file_opens_in_a_spreadsheet(diff: Check, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    assert diff(*LAST, "-o", file).returncode == 0
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "or else Excel reads it in the local encoding"
    assert raw.count(b"\n") == raw.count(b"\r\n"), "lines end as in RFC 4180, 2.1"
    said = diff(*LAST, "--to", "csv").stdout
    assert said.replace(b"\r\n", b"\n") == raw[3:].replace(b"\r\n", b"\n"), "no mark for programs"
    head, *body = rows(raw.decode("utf-8-sig"))
    assert {len(row) for row in body} == {len(head)}, "as many fields in each line (RFC 4180, 2.4)"


def test_numbers_are_bare(printed: Callable[..., str]) -> None:
    """So that a spreadsheet reckons with them; what was not counted is empty."""
    for years in PAIRS.values():
        head, *body = rows(printed(*years, "--to", "csv"))
        first = 2 + len(years)
        numbers = [at for at in range(2, len(head)) if at < first or (at - first) % 3 < 2]
        assert len(numbers) == len(years) + 2 * (len(years) - 1)
        cells = [row[at] for row in body for at in numbers]
        assert all(float(cell) is not None for cell in cells if cell)
        assert "" in cells


def test_a_name_is_no_formula(diff: Check, tmp_path: Path) -> None:
    counts = [{"名称": name, "数值": "5", "单位": "=个"} for name in HOSTILE]
    for year in (2021, 2022):
        text = yaml.safe_dump(
            {"报告": {"年度": str(year), "支部": "示例支部"}, "数字": counts}, allow_unicode=True
        )
        written(tmp_path, **{str(year): text})
    done = diff("2021.yaml", "2022.yaml", "--to", "csv", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    _, *body = rows(done.stdout.decode().replace("\r\n", "\n"))
    assert len(body) == len(HOSTILE)
    for name, row in zip(HOSTILE, body, strict=True):
        assert row[0] == (f"'{name}" if name[0] in "=+-@" else name)
        assert row[1] == "'=个"
        assert (row[2], row[3]) == ("5", "5")


# Laws


@pytest.mark.parametrize("path", ["examples/2021", "examples/2023", "examples/english/2024"])
def test_a_year_beside_itself_is_one_sentence(
    path: str, printed: Callable[..., str], objects: Callable[..., Any]
) -> None:
    year = path[-4:]
    same = f"{year}年与{year}年的记录没有差别。\n"
    if "english" in path:
        same = f"The records of {year} and {year} do not differ.\n"
    assert printed(path, path) == same
    assert printed(path, path, "--stat") == same
    assert objects(path, path)["same"] is True


@pytest.mark.parametrize("name", PAIRS)
def test_the_order_of_the_arguments_is_that_of_the_years(
    name: str, objects: Callable[..., Any]
) -> None:
    """What rose from one to the other falls back from the other to the one."""
    forwards, back = objects(*PAIRS[name]), objects(*reversed(PAIRS[name]))
    assert back["years"] == forwards["years"][::-1]
    differences = {each["name"]: signs(each, "+-") for each in forwards["counts"]}
    assert {each["name"]: signs(each, "-+")[::-1] for each in back["counts"]} == differences


def signs(count: dict[str, Any], pair: str) -> list[str | None]:
    """The differences of ``count``; those that begin with the first of ``pair`` have a +."""
    swap = str.maketrans(pair, "+-")
    found = [change["difference"] for change in count["changes"]]
    return [each and each.translate(swap) for each in found]


UNORDERED = {"counts", "attendance", "records", "evidence", "targets"} | CHOSEN - {"months"}
"""The lists whose order is that of the records."""


def without_places(value: Any, key: str = "") -> Any:
    """``value`` without what tells where a record stands, and in which order."""
    if isinstance(value, dict):
        kept = value.keys() - {"file", "line", "column", "record"}
        return {name: without_places(value[name], name) for name in sorted(kept)}
    if isinstance(value, list):
        found = [without_places(each) for each in value]
        in_order = sorted(found, key=lambda each: json.dumps(each, ensure_ascii=False))
        return in_order if key in UNORDERED else found
    return value


def read(path: Path) -> dict[str, Any]:
    """All that the files of a year hold, every scalar as it was written."""
    whole: dict[str, Any] = {}
    for file in sorted(path.glob("*.yaml")):
        for key, value in yaml.load(file.read_text("utf-8"), yaml.BaseLoader).items():
            whole[key] = whole[key] + value if key in whole else value
    found: dict[str, Any] = unfolded(whole)
    return found


def unfolded(value: Any) -> Any:
    """``value`` without the blanks that YAML puts between folded lines of Chinese."""
    match value:
        case dict():
            return {key: unfolded(inner) for key, inner in value.items()}
        case list():
            return [unfolded(inner) for inner in value]
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", value)


def english(value: Any, model: type[Record] | None) -> Any:
    """``value`` with English keys in place of Chinese ones."""
    if isinstance(value, list):
        return [english(each, model) for each in value]
    if not isinstance(value, dict) or model is None:
        return value
    keys = keys_of(model)
    return {keys[key].name: english(inner, keys[key].model) for key, inner in value.items()}


def whole(year: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {"全年": year}


def backwards(year: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {"b": {k: v[::-1] if isinstance(v, list) else v for k, v in reversed(year.items())}}


def split(year: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A file for each kind of record, and of the log a file for each 7 events."""
    found = {f"{at}-{key}": {key: value} for at, (key, value) in enumerate(year.items())}
    events = year["活动"]
    name = next(name for name, value in found.items() if "活动" in value)
    found[name] = {"活动": events[:7]}
    parts = range(7, len(events), 7)
    return found | {f"x{at:03}": {"活动": events[at : at + 7]} for at in parts}


def in_english(year: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {"year": english(year, BranchYear)}


@pytest.mark.parametrize("change", [whole, backwards, split, in_english])
@pytest.mark.parametrize("pair", [LAST, UNDER_WAY], ids=["2022", "2023"])
def test_how_the_records_are_kept_changes_nothing(
    change: Callable[[dict[str, Any]], dict[str, dict[str, Any]]],
    pair: tuple[str, str],
    objects: Callable[..., Any],
    tmp_path: Path,
) -> None:
    """Other names of files, another order, other keys: only places change."""
    before_all = tmp_path / "examples" / "2021"  # which the prose of 2022 compares with
    shutil.copytree(EXAMPLES["2021"], before_all)
    for path in pair:
        copy = tmp_path / path
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(ROOT / path, copy, ignore=shutil.ignore_patterns("*.yaml"))
        for name, part in change(read(ROOT / path)).items():
            text = yaml.safe_dump(part, allow_unicode=True, default_style='"', sort_keys=False)
            (copy / f"{name}.yaml").write_text(text, "utf-8")
    before, after = objects(*pair), objects(*[tmp_path / path for path in pair])
    assert before["counts"][0]["figures"][-1]["records"][0]["file"].startswith("examples/")
    assert before != after
    assert without_places(after) == without_places(before)


@pytest.mark.parametrize(("at", "year"), [(0, "2021"), (1, "2022")])
def test_every_figure_is_that_of_the_years_document(
    at: int, year: str, objects: Callable[..., Any], printed: Callable[..., str]
) -> None:
    """Those of the counts in its appendix; kinds that no count speaks of are counted in the log."""
    document = document_of(EXAMPLES[year], appendices=(Supplement.COUNTS,))
    (appendix,) = (block for block in document.blocks if isinstance(block, Appendix))
    (table,) = (block for block in appendix.blocks if isinstance(block, Table))
    told = {text_of(row[1]): text_of(row[2]) for row in table.rows}
    assert len(told) > 20
    counts = objects(*LAST)["counts"]
    figures = {count["name"]: count["figures"][at] for count in counts}
    assert {name: figures[name]["text"] for name in told} == told
    log = [event["类别"] for event in read(EXAMPLES[year])["活动"]]
    others = {name: figure for name, figure in figures.items() if figure and name not in told}
    kinds = {name: figure for name, figure in others.items() if figure["number"] != "0"}
    assert {name: figure["number"] for name, figure in kinds.items()} == {
        name: str(log.count(name)) for name in kinds
    }
    first = " ".join(printed(*LAST, "--stat").split())
    for name, figure in told.items():
        assert figure in first, name


@pytest.mark.parametrize("form", ["docx", "html", "json", "csv", "md"])
def test_the_same_years_give_the_same_bytes(form: str, tmp_path: Path) -> None:
    """In another folder, with other hashes, in another zone of time."""
    made = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        folder = tmp_path / seed
        shutil.copytree(ROOT / "tests" / "club", folder)
        subprocess.run(
            [sys.executable, "-m", "branchreport", "diff", "2023.yaml", "2024.yaml", "-o",
             f"out.{form}"],
            cwd=folder, check=True, stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": "1767225"},
        )  # fmt: skip
        made.append((folder / f"out.{form}").read_bytes())
    assert made[0] == made[1]
