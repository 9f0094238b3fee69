"""``render``: the forms, where they go, what is to be final, and what options change."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from conftest import EXAMPLES, Completed
from making import picture

Run = Callable[..., Completed]

YEAR = """报告: {年度: 2021, 支部: 示例支部, 落款日期: 2021-12-20}
活动:
  - {日期: 2021-03-05, 类别: 党课, 佐证: a.jpg}
工作:
  - 标题: 学习教育
    正文: 全年讲授党课{{ 党课 }}。
"""
NAME = "示例支部2021年度工作总结"


@pytest.fixture
def year(tmp_path: Path) -> Path:
    folder = tmp_path / "2021"
    folder.mkdir()
    (folder / "记录.yaml").write_text(YEAR, "utf-8")
    (folder / "a.jpg").write_bytes(picture())
    return folder


def words(file: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)


def left(folder: Path) -> list[str]:
    """What stands in ``folder`` beside the year."""
    return sorted(file.name for file in folder.iterdir() if file.is_file())


def test_several_forms_are_written_at_once(check: Run, year: Path, tmp_path: Path) -> None:
    done = check("render", year, "--to", "docx,html", "--to", "md", "--to", "txt,docx")
    names = [f"{NAME}.{form}" for form in ("docx", "html", "md", "txt")]
    assert (done.returncode, done.stdout.decode().splitlines()) == (0, names)
    assert left(tmp_path) == sorted(names)


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["-o", "out.html"], ["out.html"]),
        (["-o", "OUT.DOCX"], ["OUT.DOCX"]),
        (["--to", "md", "-o", "out.md"], ["out.md"]),
        (["--to", "md, txt", "-o", "out.md"], ["out.md", "out.txt"]),
        (["--to", "md,txt", "-o", "out"], ["out.md", "out.txt"]),
        (["--to", "md,txt", "-o", "v1.2"], ["v1.2.md", "v1.2.txt"]),
        (["--to", "md,txt", "-o", "folder"], [f"{NAME}.md", f"{NAME}.txt"]),
        (["-o", "folder"], [f"{NAME}.docx"]),
    ],
)
def test_the_output_names_a_file_or_a_folder(
    check: Run, year: Path, tmp_path: Path, arguments: list[str], names: list[str]
) -> None:
    (tmp_path / "folder").mkdir()
    done = check("render", year, *arguments)
    assert done.returncode == 0
    place = tmp_path / ("folder" if "folder" in arguments else "")
    assert [name for name in left(place) if name != "folder"] == names


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--to", "doc"],
            "error: there is no form “doc”\n = help: did you mean “docx”?\n",
        ),
        (
            ["--to", "odt"],
            "error: there is no form “odt”\n = help: choose from: docx, html, md, txt, pdf\n",
        ),
        (
            ["--to", "md", "-o", "out.txt"],
            (
                "error: out.txt does not end in .md, the form that is written\n"
                " = help: choose another name with -o\n"
            ),
        ),
        (
            ["--number", "示委〔2021〕5号"],
            "error: a document number stands in a red head\n = help: give --red-head, too\n",
        ),
        (
            ["--appendix", "台帐"],
            (
                "error: --appendix: choose from: 活动台账 activities, 活动统计图 chart, "
                "数字一览表 counts, 整改台账 rectification, 活动照片 photographs\n"
                " = help: see branchreport render --help\n"
            ),
        ),
        (
            ["--title-note", "a\x00b"],
            (
                "error: --title-note: write one line of text\n"
                " = help: see branchreport render --help\n"
            ),
        ),
    ],
)
def test_what_cannot_be_asked_for(
    check: Run, year: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    done = check("render", year, *arguments)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", message)
    assert left(tmp_path) == []


def test_nothing_is_written_where_one_file_is_somebody_elses(
    check: Run, year: Path, tmp_path: Path
) -> None:
    (tmp_path / "out.txt").write_text("mine", "utf-8")
    done = check("render", year, "--to", "md,txt", "-o", "out")
    assert done.returncode == 2
    assert done.stderr.decode().startswith("error: out.txt exists already, and is not overwritten")
    assert left(tmp_path) == ["out.txt"]
    assert (tmp_path / "out.txt").read_text("utf-8") == "mine"
    assert check("render", year, "--to", "md,txt", "-o", "out", "--force").returncode == 0
    copy = f"out.bak-{hashlib.sha256(b'mine').hexdigest()[:8]}.txt"
    assert left(tmp_path) == [copy, "out.md", "out.txt"]
    assert (tmp_path / copy).read_bytes() == b"mine"


def test_options_hold_in_place_of_what_the_records_say(
    check: Run, year: Path, tmp_path: Path
) -> None:
    done = check(
        "render", year, "-o", "out.docx", "--title-note", "征求意见稿", "--red-head",
        "示例支部文件",
        "--number", "示支〔2021〕5号", "--contents", "--sealed", "--appendix", "活动台账",
        "--appendix", "photographs", "--style", "plain", "--template", "annual-report",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    said = words(tmp_path / "out.docx").replace("\t", "").split("\n")
    for expected in (
        "示例支部文件", "示支〔2021〕5号", "(征求意见稿)", "Contents", "Achievements",
        "Events, 2021", "Photographs, 2021", "5 March 2021, 党课",
    ):  # fmt: skip
        assert expected in said


def test_what_is_switched_on_in_the_records_can_be_left_out(check: Run, tmp_path: Path) -> None:
    check("render", EXAMPLES["union"], "-o", "with.docx")
    check("render", EXAMPLES["union"], "-o", "without.docx", "--no-contents", "--unsealed")
    assert "目录" in words(tmp_path / "with.docx")
    assert "目录" not in words(tmp_path / "without.docx")


def test_a_number_goes_into_the_red_head_that_there_is(check: Run, tmp_path: Path) -> None:
    done = check("render", EXAMPLES["union"], "-o", "out.docx", "--number", "云水工〔2021〕13号")
    assert (done.returncode, done.stderr) == (0, b"")
    assert words(tmp_path / "out.docx").startswith(
        "云溪市水务局工会委员会文件\n云水工〔2021〕13号\t签发人：工会主席\n"
    )


def test_another_issuer_leaves_number_and_signer_of_the_records(check: Run, tmp_path: Path) -> None:
    done = check("render", EXAMPLES["union"], "-o", "out.docx", "--red-head", "示例工会文件")
    assert (done.returncode, done.stderr) == (0, b"")
    assert words(tmp_path / "out.docx").startswith(
        "示例工会文件\n云水工〔2021〕12号\t签发人：工会主席\n"
    )


HEADED = """报告:
  年度: 2021
  支部: 示例支部
  版头: {发文机关标志: 示例委员会文件, 签发人: 张伟}
"""


@pytest.mark.parametrize(
    ("options", "head", "said"),
    [
        ([], "**示例委员会文件**\n\n---\n", ["for the signer to stand beside"]),
        (["--number", "示委〔2021〕5号"],
         "**示例委员会文件**\n\n示委〔2021〕5号\n\n签发人：张伟\n\n---\n", []),
        (["--number", "示委〔2021〕5号", "--red-head", "另一文件"],
         "**另一文件**\n\n示委〔2021〕5号\n\n签发人：张伟\n\n---\n", []),
        (["--sealed"], "**示例委员会文件**\n\n---\n",
         ["for the seal to stand over", "for the signer to stand beside"]),
    ],
)  # fmt: skip
def test_what_has_no_place_in_the_document_is_told(
    check: Run, tmp_path: Path, options: list[str], head: str, said: list[str]
) -> None:
    (tmp_path / "year.yaml").write_text(HEADED, "utf-8")
    done = check("render", "year.yaml", "-o", "out.md", *options)
    assert done.returncode == 0
    assert (tmp_path / "out.md").read_text("utf-8").startswith(head)
    found = [line for line in done.stderr.decode().splitlines() if line.startswith("warning BR")]
    assert len(found) == len(said)
    assert all("BR428 no-place: there is no" in line for line in found)
    assert all(line.endswith(words) for line, words in zip(found, said, strict=True))


GAP = "【待补：参加人数】"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("全年", f"{GAP}全年", f"error BR631 placeholder: “{GAP}” was left to be filled in\n"),
        ("    正文: 全年讲授党课{{ 党课 }}。\n", "", "error BR427 nothing-said: the section says"),
        (
            "工作:",
            "规则: {placeholder: 关闭}\n工作:\n  - {标题: 甲, 正文: 共【待补：人数】。}",
            (
                "error: the document is not final: “【待补：人数】” is left to be written\n"
                " = help: write it, or leave out --final\n"
            ),
        ),
    ],
)
def test_what_is_to_be_final_has_no_gap(
    check: Run, year: Path, tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert YEAR.count(before) == 1
    (year / "记录.yaml").write_text(YEAR.replace(before, after), "utf-8")
    refused = check("render", year, "--final")
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.decode().startswith(said)
    assert left(tmp_path) == []
    assert check("render", year).returncode == 0
    assert left(tmp_path) == [f"{NAME}.docx"]
    assert "【待补：" in words(tmp_path / f"{NAME}.docx")


def test_a_year_without_gaps_is_final(check: Run, year: Path) -> None:
    assert check("render", year, "--final").returncode == 0


def test_the_digest_stands_before_the_name(check: Run, year: Path, tmp_path: Path) -> None:
    done = check("render", year, "--to", "docx,md", "-o", "out", "--digest")
    word, markdown = done.stdout.decode().splitlines()
    expected = hashlib.sha256((tmp_path / "out.md").read_bytes()).hexdigest()
    assert markdown == f"{expected}  out.md"
    digest, name = word.split("  ")
    assert (len(digest), name) == (64, "out.docx")
    assert digest != hashlib.sha256((tmp_path / "out.docx").read_bytes()).hexdigest()
    again = check("render", year, "--to", "docx", "-o", "out.docx", "--digest")
    assert again.stdout.decode() == f"{word}\n"


def test_a_date_of_the_build_is_that_of_the_file(check: Run, year: Path, tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH, of reproducible-builds.org; else the file has the date of the report."""
    check("render", year, "-o", "plain.docx")
    check("render", year, "-o", "built.docx", SOURCE_DATE_EPOCH="1640000000")
    dates = [
        str(docx.Document(str(tmp_path / f"{name}.docx")).core_properties.created)[:10]
        for name in ("plain", "built")
    ]
    assert dates == ["2021-12-20", "2021-12-20"]
    check("render", year, "-o", "later.docx", SOURCE_DATE_EPOCH="1700000000")
    assert str(docx.Document(str(tmp_path / "later.docx")).core_properties.created)[:10] == (
        "2023-11-14"
    )
