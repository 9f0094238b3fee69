"""The review copy: comments in a Word file that say where each figure comes from."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest

from branchreport.document import Document, Figure, Heading, List, Paragraph, Run, Source, Table
from branchreport.tracing import answer, sentences
from branchreport.writers import WRITERS
from branchreport.writers.docx import write
from branchreport.writers.docx.package import unpack
from conftest import EXAMPLES, Completed
from handmade import edited, found
from making import built_in_style
from reading import word_pieces
from sample_documents import EVERY_BLOCK
from test_figures import traced

STYLE = built_in_style()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TRACED = {name: traced(EXAMPLES[name]) for name in ("2021", "2022", "english")}


def commented(data: bytes) -> list[tuple[str, str]]:
    """The words of each comment's range, and its text."""
    comments = {
        str(each.comment_id): each.text for each in docx.Document(io.BytesIO(data)).comments
    }
    found: dict[str, str] = {}
    open_: set[str] = set()
    for element in ET.fromstring(unpack(data)["word/document.xml"]).iter():
        number = element.get(f"{W}id", "")
        match element.tag.removeprefix(W):
            case "commentRangeStart":
                assert number not in found, "each range begins once"
                open_.add(number)
                found[number] = ""
            case "commentRangeEnd":
                open_.remove(number)
            case "t":
                for each in open_:
                    found[each] += element.text or ""
    assert not open_
    assert found.keys() == comments.keys()
    return [(found[number], comments[number]) for number in found]


def said(*sources: str) -> tuple[Run, ...]:
    """Runs of words, each that begins with ``=`` a figure of that key."""
    return tuple(
        Run(
            word.lstrip("="),
            Source("r", "/y/f.yaml", 1, 1, figure=word[1:] if word[0] == "=" else ""),
        )
        for word in sources
    )


EVENTS = tuple(Source(f"2021-01-0{n} 党课", "/y/活动.yaml", n, 5) for n in range(1, 10))
FIGURES = {
    "3次": Figure("党课", "3次", "计数", None, EVENTS[:3], ("1", "1", "1")),
    "9次": Figure("会议", "9次", "填报", Source("数字“会议”", "/y/数字.yaml", 7, 3), EVENTS),
}
SAMPLE = Document(
    "总结",
    (
        Heading(1, said("一、工作")),
        Paragraph(said("第一句没有。开展", "=3次", "。又", "=9次", "、", "=3次", "。末句。")),
        Heading(2, said("（一）要点。"), said("共", "=9次", "。")),
        List((said("第一", "=3次"), said("第二"))),
        Table((said("名称"), said("数")), ((said("党课"), said("共", "=3次", "。又", "=9次")),),
              ("left", "left")),
    ),
    figures=FIGURES,
)  # fmt: skip


def test_each_sentence_with_a_number_has_one_comment() -> None:
    found = commented(write(SAMPLE, STYLE, annotated=True))
    lesson = "党课：3次\n依据：计数\n1 活动.yaml:1 2021-01-01 党课\n" + "\n".join(
        f"1 活动.yaml:{n} 2021-01-0{n} 党课" for n in (2, 3)
    )
    meeting = "会议：9次\n依据：填报\n数字.yaml:7 数字“会议”\n" + "\n".join(
        f"活动.yaml:{n} 2021-01-0{n} 党课" for n in (1, 2, 3, 4, 5)
    )
    meeting += "\n……另有4条记录"
    assert found == [
        ("开展3次。", lesson),
        ("又9次、3次。", f"{meeting}\n{lesson}"),
        ("共9次。", meeting),
        ("第一3次", lesson),
        ("共3次。又9次", f"{lesson}\n{meeting}"),
    ]


def test_a_row_of_a_table_has_one_comment() -> None:
    """On its first cell with a figure, about all that it says."""
    row = (said("党课"), said("共", "=3次"), said("=9次"), said("=3次"))
    table = Table((said("名称"),) * 4, (row, row), ("left",) * 4)
    document = Document("", (table,), figures=FIGURES)
    (words, text), (again, _) = commented(write(document, STYLE, annotated=True))
    assert words == again == "共3次"
    assert [line for line in text.splitlines() if "：" in line] == [
        "党课：3次", "依据：计数", "会议：9次", "依据：填报",
    ]  # fmt: skip


def test_a_change_names_the_figures_of_both_years() -> None:
    found = commented(write(TRACED["2022"], STYLE, annotated=True))
    told = next(text for words, text in found if "同比增长6.4%" in words)
    change = told.partition("主题党日参加人次：同比增长6.4%\n")[2]
    assert "2022 主题党日参加人次：215人次\n" in change
    assert "2021 主题党日参加人次：202人次\n" in change
    assert "17 2021/活动-1季度.yaml:36 2021-01-15 主题党日" in change


def test_comments_change_no_word() -> None:
    for document in (*TRACED.values(), EVERY_BLOCK):
        plain, copy = write(document, STYLE), write(document, STYLE, annotated=True)
        assert word_pieces(copy) == word_pieces(plain)


@pytest.mark.parametrize("name", TRACED)
def test_every_figure_of_an_example_is_told(name: str) -> None:
    document = TRACED[name]
    found = commented(write(document, STYLE, annotated=True))
    told = "\n".join(text for _, text in found)
    colon = "：" if name != "english" else ": "
    for figure in document.figures.values():
        assert f"{figure.name}{colon}{figure.said}" in told
        assert figure.rule in told
    for words, text in found:
        first = text.partition("\n")[0].rpartition(colon)[2]
        assert first in words or words in first or words.isdecimal()


def test_what_nobody_asked_for_has_no_comments() -> None:
    parts = unpack(write(SAMPLE, STYLE))
    assert "word/comments.xml" not in parts
    assert parts == unpack(WRITERS["docx"](replace(SAMPLE, figures={}), STYLE))
    silent = unpack(write(replace(SAMPLE, figures={}), STYLE, annotated=True))
    assert silent.keys() == parts.keys()
    assert b"comment" not in silent["word/document.xml"]


def test_who_comments_and_when_is_always_the_same() -> None:
    for document in TRACED.values():
        data = write(document, STYLE, annotated=True)
        assert data == write(document, STYLE, annotated=True)
        for each in docx.Document(io.BytesIO(data)).comments:
            assert (each.author, each.initials) == ("branchreport", "src")
            assert each.timestamp is not None
            assert each.timestamp.date() == document.date


def test_markup_in_a_record_is_words_in_a_comment() -> None:
    evil = "</w:t><w:p/>&lt;"
    figure = Figure(evil, evil, evil, Source(evil, f"/y/{evil}", 1, 1))
    document = Document("", (Paragraph(said("=k")),), figures={"k": figure})
    ((_, text),) = commented(write(document, STYLE, annotated=True))
    assert text.startswith(f"{evil}：{evil}\n依据：{evil}\n")


def test_sentences_say_together_what_the_runs_say() -> None:
    parts = list(sentences(said("　", "一。", "二", "！”三 ", "3.5 hours. Next", " ")))
    assert "".join(run.text for part in parts for run in part) == "　一。二！”三 3.5 hours. Next "
    assert ["".join(run.text for run in part) for part in parts] == [
        "　一。", "二！”", "三 3.5 hours.", " Next ",
    ]  # fmt: skip
    assert answer("nothing", Document("", ()), {}) is None


# The command


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("2021", "云溪市水务局机关党支部2021年度工作总结（数字来源）.docx"),
        ("english", "Harrow Lane branch - Annual Report 2024 (sources).docx"),
    ],
)
def test_the_copy_has_a_name_of_its_own(
    check: Callable[..., Completed], tmp_path: Path, name: str, file: str
) -> None:
    done = check("render", EXAMPLES[name], "--annotate")
    assert (done.returncode, done.stdout.decode().strip()) == (0, file)
    assert commented((tmp_path / file).read_bytes())
    assert check("render", EXAMPLES[name], "--annotate", "-o", "a.docx").returncode == 0
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / file).read_bytes()


def test_a_copy_that_was_only_saved_is_made_again_without_a_word(
    check: Callable[..., Completed], tmp_path: Path
) -> None:
    file = tmp_path / "a.docx"
    made = ("render", EXAMPLES["2021"], "--annotate", "-o", file)
    assert check(*made).returncode == 0
    file.write_bytes(edited(lambda _: None, file.read_bytes()))
    assert (done := check(*made)).returncode == 0, done.stderr

    def hand(document: Any) -> None:
        document.add_comment(found(document, "一是压实首要责任").runs[0], "请核对", "王书记")

    file.write_bytes(edited(hand, file.read_bytes()))
    done = check(*made)
    assert done.returncode == 1
    assert [line for line in done.stderr.decode().splitlines() if line.startswith("  * ")] == [
        (
            "  * comments or notes: “一是压实首要责任，党支部书记认真履行第一责任人职…” "
            "under “（二）‘一岗双责’落实情况”"
        )
    ]


@pytest.mark.parametrize("forms", [["--to", "html"], ["--to", "docx,pdf"], ["-o", "a.md"]])
def test_other_forms_are_refused(
    check: Callable[..., Completed], tmp_path: Path, forms: list[Any]
) -> None:
    done = check("render", EXAMPLES["2021"], "--annotate", *forms)
    assert (done.returncode, b"into Word files only" in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_word_template_is_refused(check: Callable[..., Completed], tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("{{ report.branch }}")
    made.save(str(tmp_path / "t.docx"))
    done = check("render", EXAMPLES["2021"], "--annotate", "--template", tmp_path / "t.docx")
    assert (done.returncode, b"cannot be annotated" in done.stderr) == (2, True)


def test_a_copy_in_an_office_style_has_its_comments(
    check: Callable[..., Completed], tmp_path: Path
) -> None:
    made = docx.Document()
    made.add_paragraph("")
    made.save(str(tmp_path / "own.docx"))
    style = ["--style", tmp_path / "own.docx"]
    done = check("render", EXAMPLES["2021"], "--annotate", "-o", "a.docx", *style)
    assert done.returncode == 0, done.stderr.decode()
    assert len(commented((tmp_path / "a.docx").read_bytes())) > 20
