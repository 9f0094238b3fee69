"""``trace``: what a name, a figure or a line means, and every record behind it."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from branchreport import __version__
from branchreport.document import (
    Appendix,
    Document,
    Figure,
    Heading,
    List,
    Paragraph,
    Run,
    Signature,
    Source,
    Table,
    Title,
)
from branchreport.quantity import Quantity
from branchreport.tracing import Answer, answer, meant
from conftest import ROOT, Completed

Check = Callable[..., Completed]
Expect = Callable[[str, Path], None]

GOLDEN = Path(__file__).parent / "golden" / "trace"
YEAR = "examples/2021"

WHOLE = {
    "name.txt": (YEAR, "主题党日"),
    "tally.txt": (YEAR, "征求意见建议"),
    "attendance.txt": (YEAR, "主题党日参加人次"),
    "figure.txt": (YEAR, "２部"),
    "line.txt": (YEAR, "（五）规章制度长效化规范化"),
    "change.txt": ("examples/2022", "同比增长6.4%"),
    "declared.txt": ("examples/2022", "600余人次"),
    "english.txt": ("examples/english/2024", "rides"),
    "name.md": (YEAR, "党员大会", "--output-format", "markdown"),
    "name.json": (YEAR, "征求意见建议", "--output-format", "json"),
}


@pytest.fixture
def printed(check: Check) -> Callable[..., str]:
    """What ``trace`` prints where there is something to tell, its lines ended as here."""

    def call(*arguments: str, **environ: str) -> str:
        done = check("trace", *arguments, cwd=ROOT, **environ)
        assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
        return done.stdout.decode().replace("\r\n", "\n").replace("\\", "/")

    return call


@pytest.mark.parametrize("name", WHOLE)
def test_all_that_is_printed(name: str, printed: Callable[..., str], expect: Expect) -> None:
    version = f'"version": "{__version__}"'
    expect(printed(*WHOLE[name]).replace(version, '"version": "VERSION"'), GOLDEN / name)


def test_every_place_is_where_the_record_begins(printed: Callable[..., str]) -> None:
    found = re.findall(r"(examples/\S+):(\d+):(\d+)  (\S+)", printed(YEAR, "主题党日"))
    assert len(found) == 13
    for file, line, column, name in found:
        lines = (ROOT / file).read_text("utf-8").splitlines()[int(line) - 1 :]
        assert lines[0][int(column) - 3 : int(column) - 1] == "- ", "a record of a list"
        said = f"日期: {name}" if name.startswith("20") else "名称: 主题党日"
        assert said in "".join(lines[:2])


def test_the_amounts_are_those_of_the_records(printed: Callable[..., str]) -> None:
    """They add up to the total, and each stands in its record."""
    found = json.loads(printed(*WHOLE["name.json"]))
    (figure,) = found["figures"]
    amounts = [Quantity.parse(each["amount"]).number for each in figure["records"]]
    assert figure["total"] == f"{sum(amounts, Decimal(0))}条" == figure["said"]
    for each in figure["records"]:
        lines = (ROOT / each["file"]).read_text("utf-8").splitlines()[each["line"] - 1 :]
        assert f"征求意见建议: {each['amount']}" in "\n".join(lines[:20])


# What is meant


def run(text: str, figure: str = "") -> Run:
    return Run(text, Source("r", "f.yaml", 1, 1, figure=figure))


DOCUMENT = Document(
    "总结",
    (
        Title((Run("总结"),)),
        Heading(1, (Run("一、"), run("工作"))),
        Paragraph((run("开展党课"), run("4次", "党课"), run("。观看影片"), run("2部", "影片"),
                   Run("。"))),
        Heading(2, (Run("（一）要点。"),), (run("主题党日"), run("4次", "主题党日"), Run("。"))),
        List(((run("第一点"), run("4次", "党课")), (run("第二点"),)), ordered=True),
        Appendix(
            (Run("附件"),),
            (
                Title((Run("一览"),)),
                Table(((Run("名称"),), (Run("数值"),)), (((run("党课"),), (run("4次", "党课"),)),),
                      ("left", "left")),
            ),
        ),
    ),
)  # fmt: skip
FIGURES = {
    "党课": Figure("党课", "4次", "计数"),
    "影片": Figure("影片", "2部", "填报"),
    "主题党日": Figure("主题党日", "4次", "计数"),
    "测试": Figure("测试", "30余次", "填报"),
    "@2020/党课": Figure("党课", "3次", "计数"),
    "@record/plans/0/targets/读书": Figure("读书", "不少于12次", "写明"),
}


def asked(question: str) -> tuple[str, list[str]] | None:
    found = answer(question, DOCUMENT, FIGURES)
    return found and (found.by, [hit.key for hit in found.hits])


@pytest.mark.parametrize(
    ("question", "by", "keys"),
    [
        ("党课", "name", ["党课"]),
        (" {{ 党课 }} ", "name", ["党课"]),
        ("读书", "name", ["@record/plans/0/targets/读书"]),
        ("4次", "figure", ["党课", "主题党日"]),
        ("４次", "figure", ["党课", "主题党日"]),
        ("四次", "figure", ["党课", "主题党日"]),
        ("4", "figure", ["党课", "主题党日"]),
        ("30余次", "figure", ["测试"]),
        ("三十余次", "figure", ["测试"]),
        ("30", "figure", ["测试"]),
        ("12", "figure", ["@record/plans/0/targets/读书"]),
        ("开展党课4次", "line", ["党课"]),
        ("　　开展 党课4次。观看影片2部。", "line", ["党课", "影片"]),
        ("观看影片", "line", ["影片"]),
        ("1. 第一点4次", "line", ["党课"]),
        ("•第二点", "line", []),
        ("（一）要点。主题党日4次。", "line", ["主题党日"]),
        ("党课\t4次", "line", ["党课"]),
    ],
)
def test_a_question_means(question: str, by: str, keys: list[str]) -> None:
    assert asked(question) == (by, keys)


@pytest.mark.parametrize("question", ["", "　", "5次", "30次", "4部", "没有的话", "点"])
def test_what_is_not_there_means_nothing(question: str) -> None:
    assert asked(question) is None


TABLE = Document(
    "表",
    (
        Heading(1, (Run("一、工作"),)),
        Paragraph((run("参加"), run("202人次", "人次"), run("，测试"), run("30余次", "测试"),
                   run("，于2021年7月1日结束。"))),
        Table(
            ((Run("序号"),), (Run("名称"),), (Run("人数"),), (Run("次数"),)),
            (((Run("17"),), (run("甲"),), (Run("63", Source("乙", "y.yaml", 9, 2)),),
              (run("1次", "甲"),)),
             ((Run("18"),), (run("乙"),), (run("5"),), (run("2次", "乙"),))),
            ("left", "left", "left", "left"),
        ),
        Signature(((run("2021年12月20日"),),)),
    ),
)  # fmt: skip
COUNTED = {
    "人次": Figure("人次", "202人次", "计数"),
    "测试": Figure("测试", "30余次", "填报"),
    "甲": Figure("甲", "1次", "计数"),
    "乙": Figure("乙", "2次", "计数"),
}


@pytest.mark.parametrize(
    "question", ["17", "18", "02人次", "02", "0余次", "021", "631", "31次", "3", "12月2"]
)
def test_no_part_of_a_number_is_one(question: str) -> None:
    """Neither a part of it, nor what stands in two cells, nor the number of a row."""
    assert answer(question, TABLE, COUNTED) is None


@pytest.mark.parametrize(
    ("question", "under", "text", "sources"),
    [
        ("63", ("一、工作",), "17 | 甲 | 63 | 1次", [("乙", 9)]),
        ("7月1日", ("一、工作",), "参加202人次，测试30余次，于2021年7月1日结束。", [("r", 1)]),
        ("2021年12月20日", ("signature",), "2021年12月20日", [("r", 1)]),
    ],
)
def test_a_number_that_no_figure_counts_is_found(
    question: str, under: tuple[str, ...], text: str, sources: list[tuple[str, int]]
) -> None:
    found = answer(question, TABLE, COUNTED)
    assert found is not None
    assert found.hits == ()
    (passage,) = found.passages
    assert (passage.under, passage.text) == (under, text)
    said = [(each.source.record, each.source.line) for each in passage.part if each.source]
    assert said == sources


@pytest.mark.parametrize(
    ("question", "key"), [("甲\t63\t1次", "甲"), ("17 | 甲 | 63 | 1次", "甲"), ("202", "人次")]
)
def test_a_row_is_copied_with_its_blanks(question: str, key: str) -> None:
    found = answer(question, TABLE, COUNTED)
    assert found is not None
    assert [hit.key for hit in found.hits] == [key]


@pytest.mark.parametrize("question", ["17", "13", "21", "112", "120", "02人次", "0余次"])
def test_numbers_that_the_example_does_not_say(question: str, check: Check) -> None:
    done = check("trace", YEAR, question, cwd=ROOT)
    assert (done.returncode, done.stdout) == (1, b"")


@pytest.mark.parametrize("question", ["300%", "300.0%", "减少24", "24"])
def test_a_number_is_found_as_people_write_it(question: str, printed: Callable[..., str]) -> None:
    said = {"3": "专题诵读活动: 300.0%", "2": "专题测试: -24", "减": "专题测试: -24"}[question[0]]
    assert said in printed("examples/2022", question)


def test_an_uncounted_number_names_its_record(printed: Callable[..., str]) -> None:
    assert printed(YEAR, "2021年12月20日") == (
        "no figure counts it; it stands in:\n"
        "    signature\n"
        "      2021年12月20日\n"
        "        examples/2021/报告.yaml:10:9  report\n"
    )


def test_each_sentence_is_told_under_its_headings() -> None:
    found = answer("党课", DOCUMENT, FIGURES)
    assert isinstance(found, Answer)
    assert [(each.under, each.text) for each in found.hits[0].passages] == [
        (("一、工作",), "开展党课4次。"),
        (("一、工作", "（一）要点。"), "第一点4次"),
        (("附件 一览",), "党课 | 4次"),
    ]


def test_english_sentences_end_at_a_point_with_a_blank() -> None:
    text = (run("Held "), run("2.5 hours", "h"), run(" of talks. Rides: "), run("3", "r"))
    found = answer("h", Document("", (Paragraph(text),)), {"h": Figure("h", "2.5 hours", "")})
    assert found is not None
    assert [each.text for each in found.hits[0].passages] == ["Held 2.5 hours of talks."]


def test_a_near_miss_is_guessed() -> None:
    assert meant("主题党曰", FIGURES) == "主题党日"
    assert meant("完全不同", FIGURES) is None


# The command


def test_what_is_not_there_is_said(check: Check) -> None:
    done = check("trace", YEAR, "主题党曰", cwd=ROOT)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().replace("\r\n", "\n") == (
        "error: the document says no “主题党曰”, and no count has this name\n"
        " = help: did you mean “主题党日”?\n"
    )
    done = check("trace", YEAR, "完全没有的话", cwd=ROOT)
    assert (done.returncode, b"words copied from the document" in done.stderr) == (1, True)


def test_nothing_is_told_to_programs_as_well(check: Check) -> None:
    done = check("trace", YEAR, "完全没有的话", "--output-format", "json", cwd=ROOT)
    assert (done.returncode, done.stderr != b"") == (1, True)
    data = json.loads(done.stdout)
    schema("trace-output.schema.json").validate(data)
    assert (data["by"], data["figures"], data["passages"]) == ("nothing", [], [])


@pytest.mark.parametrize("more", [(), ("--output-format", "text")])
def test_a_number_below_zero_is_no_option(
    more: tuple[str, ...], printed: Callable[..., str]
) -> None:
    assert printed("examples/2022", "-24", *more).startswith("专题测试: -24\n")
    assert printed("examples/2022", *more, "--", "-24").startswith("专题测试: -24\n")


def test_what_is_long_begins_with_a_summary(printed: Callable[..., str]) -> None:
    first, blank, *rest = printed(YEAR, "1").splitlines()
    assert re.match(r"\d+ figures: .+…; \d+ places that no figure counts", first)
    assert blank == ""
    assert len(rest) > 40
    assert printed(YEAR, "党课").startswith("党课: 4次\n")


def test_what_is_the_same_figure_is_told_once(printed: Callable[..., str]) -> None:
    """A kind of events is not told again beside the count that counts it."""
    told = printed("examples/english/2024", "12")
    assert told.startswith("rides: 12 rides\n")
    assert "club ride: 12\n" not in told


def test_a_document_made_with_options_is_asked_about(
    printed: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "y.yaml").write_text(
        "报告: {年度: 2021, 支部: 甲}\n活动: [{日期: 2021-01-01, 类别: 党课}]\n", "utf-8"
    )
    whole = printed(str(tmp_path / "y.yaml"), "党课", "--appendix", "数字一览表")
    assert "附件" in whole
    assert "附件" not in printed(str(tmp_path / "y.yaml"), "党课")


def test_what_options_ask_for_in_vain_is_said(check: Check) -> None:
    done = check("trace", YEAR, "党课", "--template", "nothing-like-it", cwd=ROOT)
    assert (done.returncode, b"error" in done.stderr) == (2, True)


def test_a_year_that_changed_after_its_issue_is_asked_about(check: Check, tmp_path: Path) -> None:
    year = tmp_path / "y.yaml"
    year.write_text(
        "报告: {年度: 2021, 支部: 甲}\n活动:\n- {日期: 2021-01-01, 类别: 党课}\n", "utf-8"
    )
    assert check("render", "y.yaml", "-o", "a.docx").returncode == 0
    assert check("issue", "y.yaml", "a.docx").returncode == 0
    year.write_text(year.read_text("utf-8").replace("01-01", "01-02"), "utf-8")
    done = check("trace", "y.yaml", "党课")
    assert done.returncode == 0, done.stderr.decode()
    assert b"2021-01-02" in done.stdout
    assert b"note: the records changed after they were issued" in done.stderr


def test_other_options_are_still_unknown(check: Check) -> None:
    done = check("trace", "examples/2022", "-x", cwd=ROOT)
    assert (done.returncode, b"-x" in done.stderr) == (2, True)


def test_a_target_stands_on_its_own_line(printed: Callable[..., str]) -> None:
    data = json.loads(printed("examples/2021", "党小组会 不少于12次", "--output-format", "json"))
    sources = [each for passage in data["passages"] for each in passage["records"]]
    lines = (ROOT / "examples/2021/不足与计划.yaml").read_text("utf-8").splitlines()
    named = [lines[each["line"] - 1][each["column"] - 1 :] for each in sources]
    assert "党小组会: 不少于12次" in named
    assert "不少于12次" in named


def test_faulty_and_missing_years_end_as_elsewhere(check: Check, tmp_path: Path) -> None:
    assert check("trace", tmp_path / "nothing", "12").returncode == 2
    (tmp_path / "bad.yaml").write_text("报告: {年度: 二零, 支部: 甲}\n", "utf-8")
    faulty = check("trace", tmp_path / "bad.yaml", "12")
    assert (faulty.returncode, faulty.stdout, b"BR" in faulty.stderr) == (1, b"", True)


def test_a_word_template_has_no_sentences_but_its_figures(check: Check, tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph("{{ figures['党课'] }}")
    made.save(str(tmp_path / "t.docx"))
    (tmp_path / "y.yaml").write_text(
        "报告: {年度: 2021, 支部: 甲, 模板: t.docx}\n活动: [{日期: 2021-01-01, 类别: 党课}]\n",
        "utf-8",
    )
    done = check("trace", "y.yaml", "党课")
    assert done.returncode == 0, done.stderr.decode()
    assert b"y.yaml:2:6  2021-01-01" in done.stdout
    assert b"the document does not say it" in done.stdout


def schema(name: str) -> Any:
    loaded = json.loads((ROOT / "schemas" / name).read_text("utf-8"))
    Draft202012Validator.check_schema(loaded)
    return Draft202012Validator(loaded)


@pytest.mark.parametrize(
    "question", ["主题党日", "12", "同比", "（五）规章制度长效化规范化", "云溪"]
)
def test_the_schema_takes_what_is_printed(question: str, printed: Callable[..., str]) -> None:
    for year in (YEAR, "examples/2022"):
        try:
            text = printed(year, question, "--output-format", "json")
        except AssertionError:
            continue  # a year that does not say it
        schema("trace-output.schema.json").validate(json.loads(text))


def test_the_schema_refuses_what_is_not(printed: Callable[..., str]) -> None:
    data = json.loads(printed(*WHOLE["name.json"]))
    judge = schema("trace-output.schema.json")
    for key in data:
        assert not judge.is_valid({name: value for name, value in data.items() if name != key})
    assert not judge.is_valid({**data, "more": 1})


def test_colours_are_for_terminals_only(printed: Callable[..., str]) -> None:
    assert "\x1b" not in printed(YEAR, "主题党日")
