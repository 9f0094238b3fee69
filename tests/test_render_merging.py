"""``render --merge`` as it is typed: what is told, what is written, and how it ends."""

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm
from lxml import etree

from branchreport.writers.docx.package import pack, unpack
from conftest import EXAMPLES, Completed
from drawn_by_hand import DRAWN, markup
from handmade import after, edited, found, remove, tracked
from mergers import comments, texts

Check = Callable[..., Completed]

OBJECTS = (
    *map(qn, ("w:pict", "w:object")),
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}wsp",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
)
DUTY = "一是压实首要责任"


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """The records of the example, to be changed."""
    return Path(shutil.copytree(EXAMPLES["2021"], tmp_path / "2021"))


@pytest.fixture
def file(year: Path, tmp_path: Path, check: Check) -> Path:
    """Its document, as it was rendered."""
    assert check("render", year, "-o", "总结.docx").returncode == 0
    return tmp_path / "总结.docx"


def record(year: Path, before: str, after_: str, name: str = "工作.yaml") -> None:
    """Change the records."""
    told = (year / name).read_text("utf-8")
    assert before in told
    (year / name).write_text(told.replace(before, after_, 1), "utf-8")


def by_hand(file: Path, *changes: tuple[str, str]) -> None:
    """Change words in the document."""

    def edit(opened: Any) -> None:
        for before, now in changes:
            run = next(each for each in found(opened, before).runs if before in each.text)
            run.text = run.text.replace(before, now)

    file.write_bytes(edited(edit, file.read_bytes()))


def test_what_is_told_and_written(year: Path, file: Path, check: Check) -> None:
    by_hand(file, ("首要责任", "领导责任"))
    record(year, "压实首要责任", "压实主体责任")
    record(year, "坚持用制度管人管事", "始终用制度管人管事")
    before = file.read_bytes()
    shown = check("render", year, "-o", "总结.docx", "--merge", "--diff")
    assert shown.returncode == 1
    assert shown.stdout.decode() == (
        "conflict  (in “（二）‘一岗双责’落实情况”)\n"
        "          file     “一是压实领导责任，…”\n"
        "          records  “一是压实主体责任，…”\n"
        "updated   “坚持用制度管人管事，…” → “始终用制度管人管事，…”"
        " (in “（五）规章制度长效化规范化”)\n"
        "updated 1, conflict 1\n"
    )
    assert file.read_bytes() == before
    done = check("render", year, "-o", "总结.docx", "--merge")
    assert (done.returncode, done.stdout.decode()) == (1, "总结.docx\n")
    assert done.stderr.decode() == shown.stdout.decode()
    merged = file.read_bytes()
    assert len(comments(merged)) == 1
    again = check("render", year, "-o", "总结.docx", "--merge")
    assert (again.returncode, again.stdout.decode()) == (0, "总结.docx\n")
    assert again.stderr.decode().endswith("edit kept 1\n")
    assert file.read_bytes() == merged
    assert check("render", year, "-o", "总结.docx", "--merge", "--diff").returncode == 0


def test_a_merged_file_is_not_replaced_without_a_word(year: Path, file: Path, check: Check) -> None:
    by_hand(file, ("首要责任", "领导责任"))
    record(year, "坚持用制度管人管事", "始终用制度管人管事")
    assert check("render", year, "-o", "总结.docx", "--merge").returncode == 0
    merged = file.read_bytes()
    assert check("render", year, "-o", "总结.docx").returncode == 1
    assert file.read_bytes() == merged


@pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN)
def test_what_was_drawn_in_a_paragraph_outlives_every_rendering(
    year: Path, file: Path, check: Check, drawn: str
) -> None:
    """Also where the records say something else there, which is told in a comment or taken in."""

    def edit(opened: Any) -> None:
        found(opened, DUTY)._p.append(markup(drawn))

    def kept() -> bool:
        with zipfile.ZipFile(file) as package:
            root = etree.fromstring(package.read("word/document.xml"))
        (element, *_), (there, *_) = ([*one.iter(*OBJECTS)] for one in (root, markup(drawn)))
        return (element.tag, "".join(element.itertext())) == (there.tag, "".join(there.itertext()))

    file.write_bytes(edited(edit, file.read_bytes()))
    edited_file = file.read_bytes()
    done = check("render", year, "-o", file)
    assert done.returncode == 1
    assert "another picture, chart, text box or equation" in done.stderr.decode()
    assert file.read_bytes() == edited_file
    record(year, "压实首要责任", "压实主体责任")
    record(year, "坚持用制度管人管事", "始终用制度管人管事")
    done = check("render", year, "-o", file, "--merge")
    assert done.returncode in (0, 1), done.stderr
    assert kept()
    remarks = (word for remark in comments(file.read_bytes()) for word in remark)
    said = "".join((*texts(file.read_bytes()), *remarks))
    assert "压实主体责任" in said
    assert "始终用制度管人管事" in said


def test_a_missing_file_is_rendered(year: Path, check: Check, tmp_path: Path) -> None:
    shown = check("render", year, "-o", "neu.docx", "--merge", "--diff")
    assert (shown.returncode, list(tmp_path.glob("*.docx"))) == (1, [])
    assert check("render", year, "-o", "neu.docx", "--merge").returncode == 0
    assert check("render", year, "-o", "old.docx").returncode == 0
    assert (tmp_path / "neu.docx").read_bytes() == (tmp_path / "old.docx").read_bytes()


def test_what_was_asked_for_is_asked_for_again(year: Path, check: Check, tmp_path: Path) -> None:
    file = tmp_path / "目录.docx"
    assert check("render", year, "-o", file, "--contents", "--title-note", "讨论稿").returncode == 0
    by_hand(file, ("首要责任", "领导责任"))
    done = check("render", year, "-o", file, "--merge")
    assert (done.returncode, done.stderr.decode().splitlines()[-1]) == (0, "edit kept 1")
    done = check("render", year, "-o", file, "--merge", "--no-contents")
    assert "removed" in done.stderr.decode()
    assert "目录" not in texts(file.read_bytes())
    assert any("讨论稿" in text for text in texts(file.read_bytes()))


def test_a_file_that_is_found_by_its_title_is_merged_alike(
    year: Path, check: Check, tmp_path: Path
) -> None:
    assert check("render", year, "--contents").returncode == 0
    (file,) = tmp_path.glob("*.docx")
    by_hand(file, ("首要责任", "领导责任"))
    done = check("render", year, "--merge")
    assert (done.returncode, done.stdout.decode()) == (0, f"{file.name}\n")
    assert done.stderr.decode().splitlines()[-1] == "edit kept 1"
    done = check("render", year, "--merge", "-o", tmp_path)
    assert (done.returncode, done.stderr.decode().splitlines()[-1]) == (0, "edit kept 1")


def test_what_is_taken_out_is_kept_beside_the_file(
    year: Path, file: Path, check: Check, tmp_path: Path
) -> None:
    by_hand(file, ("规范“三会一课”", "抓实“三会一课”"))
    told = (year / "不足与计划.yaml").read_text("utf-8")
    start = told.index("  - 编号: 计划-2022-02")
    end = told.index("  - 编号: 计划-2022-03")
    (year / "不足与计划.yaml").write_text(told[:start] + told[end:], "utf-8")
    (tmp_path / "总结.lost.docx").write_bytes(b"somebody's")
    done = check("render", year, "-o", "总结.docx", "--merge")
    assert done.returncode == 1
    assert "note: what was taken out is kept in 总结.lost-2.docx\n" in done.stderr.decode()
    (lost,) = texts((tmp_path / "总结.lost-2.docx").read_bytes())
    assert "抓实“三会一课”" in lost
    assert (tmp_path / "总结.lost.docx").read_bytes() == b"somebody's"
    assert not any("抓实" in text for text in texts(file.read_bytes()))


def test_two_copies(year: Path, file: Path, check: Check, tmp_path: Path) -> None:
    one, two = tmp_path / "甲.docx", tmp_path / "乙.docx"
    for copy in (one, two):
        shutil.copy(file, copy)
    by_hand(one, ("首要责任", "领导责任"), ("议题提前征集", "议题提前一周征集"))
    by_hand(two, ("第一责任人职责", "“第一责任人”职责"), ("层层传导压力", "逐级传导压力"))
    record(year, "面向干部职工征集", "面向全体职工征集")
    copies = ("--merge-from", one, "--merge-from", two)
    done = check("render", year, "-o", "合.docx", *copies)
    assert done.returncode == 1
    lines = done.stderr.decode().splitlines()
    assert (lines[0], lines[-1]) == ("乙.docx", "edit kept 3, updated 1")
    data = (tmp_path / "合.docx").read_bytes()
    said = "".join(texts(data))
    for words in ("领导责任", "提前一周征集", "逐级传导压力", "面向全体职工征集"):
        assert words in said
    assert [text.partition("\n")[0] for _, text in comments(data)] == ["乙.docx 此处为："]
    assert check("render", year, "-o", "合.docx", *copies, "--merge").returncode in (0, 1)


@pytest.fixture
def copy(file: Path, tmp_path: Path) -> Path:
    """A copy of the document that somebody has changed."""
    other = Path(shutil.copy(file, tmp_path / "甲.docx"))
    by_hand(other, ("首要责任", "领导责任"))
    return other


def test_what_nobody_changed_is_replaced_by_merged_copies(
    year: Path, file: Path, copy: Path, check: Check
) -> None:
    shown = check("render", year, "-o", "总结.docx", "--merge-from", copy, "--diff")
    assert (shown.returncode, shown.stderr) == (1, b"")
    done = check("render", year, "-o", "总结.docx", "--merge-from", copy)
    assert (done.returncode, done.stdout.decode()) == (0, "总结.docx\n")
    assert "一是压实领导责任" in "".join(texts(file.read_bytes()))


def test_what_somebody_changed_is_not_replaced_by_merged_copies(
    year: Path, file: Path, copy: Path, check: Check, tmp_path: Path
) -> None:
    by_hand(file, ("坚持用制度管人管事", "始终用制度管人管事"))
    before = file.read_bytes()
    words = ("render", year, "-o", "总结.docx", "--merge-from", copy)
    refused = check(*words)
    told = refused.stderr.decode()
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert told.startswith("error: 总结.docx was changed by hand")
    assert "keep the changes with --merge" in told
    assert "领导责任" not in told, "nothing is listed of what is not to be"
    shown = check(*words, "--diff")
    assert (shown.returncode, shown.stderr.decode()) == (1, told)
    assert "领导责任" in shown.stdout.decode()
    assert file.read_bytes() == before
    forced = check(*words, "--force")
    assert forced.returncode == 0
    (kept,) = tmp_path.glob("总结.bak-*.docx")
    assert kept.read_bytes() == before
    assert "is kept as" in forced.stderr.decode()


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"\0" * 80_000_000)
    return buffer.getvalue()


def _foreign() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


def _strict() -> bytes:
    parts = unpack(_foreign())
    rels = parts["_rels/.rels"].replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    return pack(parts | {"_rels/.rels": rels})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no Word file, or it is damaged"),
        (b"hello", "no Word file, or it is damaged"),
        (_foreign()[:-400], "no Word file, or it is damaged"),
        (_bomb(), "far larger"),
        (_strict(), "Strict Open XML"),
        (_foreign(), "does not say what branchreport wrote in it"),
    ],
)
@pytest.mark.parametrize("copy", [False, True])
def test_what_is_none_of_ours_is_refused_in_a_line(
    year: Path, check: Check, tmp_path: Path, data: bytes, words: str, copy: bool
) -> None:
    file = tmp_path / "alien.docx"
    file.write_bytes(data)
    where = ("-o", "neu.docx", "--merge-from", file) if copy else ("-o", file, "--merge")
    done = check("render", year, *where)
    assert (done.returncode, done.stdout) == (2, b"")
    first, *_help = done.stderr.decode().splitlines()
    assert first.startswith("error: ")
    assert words in first
    assert file.read_bytes() == data
    assert sorted(each.name for each in tmp_path.glob("*.docx")) == ["alien.docx"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--diff",), "--diff shows what --merge would change"),
        (("--merge", "--force"), "--force replaces a file"),
        (("--merge", "--to", "html"), "only a Word file is merged"),
        (("--merge", "--to", "docx,md"), "only a Word file is merged"),
        (("--merge-from", "none.docx"), "none.docx cannot be read"),
    ],
)
def test_misuse(year: Path, check: Check, options: tuple[str, ...], words: str) -> None:
    done = check("render", year, *options)
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr.decode()


def test_a_year_with_errors_is_not_merged(year: Path, file: Path, check: Check) -> None:
    before = file.read_bytes()
    record(year, "年度: 2021", "年度: 两千", "报告.yaml")
    assert check("render", year, "-o", "总结.docx", "--merge").returncode == 1
    assert file.read_bytes() == before


def test_a_file_that_is_open_is_left_alone(year: Path, file: Path, check: Check) -> None:
    by_hand(file, ("首要责任", "领导责任"))
    record(year, "坚持用制度管人管事", "始终用制度管人管事")
    before = file.read_bytes()
    file.with_name(f"~${file.name}").write_bytes(b"")
    done = check("render", year, "-o", "总结.docx", "--merge")
    assert done.returncode == 2
    assert "is open in an office program" in done.stderr.decode()
    assert file.read_bytes() == before


def test_it_speaks_of_what_was_changed_and_deleted(year: Path, file: Path, check: Check) -> None:
    def edit(opened: Any) -> None:
        remove(found(opened, "（五）规章制度"))
        found(opened, "（二）“一岗双责”").add_run("（改）")

    file.write_bytes(edited(edit, file.read_bytes()))
    done = check("render", year, "-o", "总结.docx", "--merge")
    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == [
        "edit kept  file     “（二）‘一岗双责’落实情况（改）”",
        "           records  “（二）‘一岗双责’落实情况”",
        "edit kept  “（五）规章制度长效化规范化” (deleted)",
        "edit kept 2",
    ]


def test_it_speaks_of_their_own_paragraphs(year: Path, file: Path, check: Check) -> None:
    file.write_bytes(
        edited(lambda opened: after(found(opened, DUTY), "我的话。"), file.read_bytes())
    )
    done = check("render", year, "-o", "总结.docx", "--merge")
    assert (done.returncode, done.stderr.decode()) == (
        0,
        "edit kept  “我的话。” (added; in “（二）‘一岗双责’落实情况”)\nedit kept 1\n",
    )


def test_it_names_what_was_done_beside_words(
    year: Path, file: Path, check: Check, tmp_path: Path
) -> None:
    appendix = ("--appendix", "rectification")
    assert check("render", year, "-o", "总结.docx", *appendix).returncode == 0
    picture = next(iter(sorted((EXAMPLES["2021"] / "照片").glob("*.jpg"))))

    def edit(opened: Any) -> None:
        found(opened, DUTY).runs[0].bold = True
        opened.add_comment(found(opened, "支部坚持把民主").runs, "很好", "王", "王")
        found(opened, "一是集中学习形式")._p.addprevious(found(opened, "三是党建引领")._p)
        after(found(opened, DUTY), "").add_run().add_picture(str(picture), width=Cm(4))
        opened.tables[-1].rows[1].cells[4].paragraphs[0].runs[0].text = "李四"
        opened.sections[0].footer.paragraphs[0].text = "送审"

    file.write_bytes(edited(edit, file.read_bytes()))
    done = check("render", year, "-o", "总结.docx", "--merge", "--diff")
    assert done.stdout.decode().splitlines() == [
        (
            "edit kept  “支部坚持把民主集中制贯穿议事决策和党风廉政建设各环节，"
            "按规定程序研究年度计划、评先推优、制度修订等事项，…”"
            " (comments or notes; in “（一）民主集中制落实情况”)"
        ),
        (
            "edit kept  “一是压实首要责任，党支部书记认真履行第一责任人职责，重点工作亲自部署、"
            "关键环节亲自协调、落实进度亲自过问，…”"
            " (formatted by hand; in “（二）‘一岗双责’落实情况”)"
        ),
        "edit kept  (in “附件 2021年整改台账”)",
        (
            "           file     “…李四 | 2022年6月30日 | 2021年10月15日，"
            "主题党日改为在水利工程现场开展，由党员轮流讲解。…”"
        ),
        (
            "           records  “…宣传委员 | 2022年6月30日 | 2021年10月15日，"
            "主题党日改为在水利工程现场开展，由党员轮流讲解。…”"
        ),
        "edit kept  “[picture]” (added; in “（二）‘一岗双责’落实情况”)",
        (
            "edit kept  “三是党建引领作用不够明显，与日常业务的结合点找得不够精准。"
            "主要原因是对党建与业务融合的规律研究不够，…” (moved; in “二、存在不足及整改措施”)"
        ),
        "edit kept  “送审” (header or footer)",
        "edit kept 6",
    ]


def test_what_is_taken_out_of_a_tracked_deletion_is_named(
    year: Path, file: Path, check: Check
) -> None:
    def edit(opened: Any) -> None:
        paragraph = found(opened, "规范“三会一课”")
        tracked("del", "王", *[run._r for run in paragraph.runs])

    file.write_bytes(edited(edit, file.read_bytes()))
    told = (year / "不足与计划.yaml").read_text("utf-8")
    start, end = (told.index(f"  - 编号: 计划-2022-0{number}") for number in (2, 3))
    (year / "不足与计划.yaml").write_text(told[:start] + told[end:], "utf-8")
    done = check("render", year, "-o", "总结.docx", "--merge", "--diff")
    (line,) = (each for each in done.stdout.decode().splitlines() if "taken out  " in each)
    assert line == (
        "taken out  “（二）坚持按规办事，严肃组织生活。严格执行《中国共产党支部工作条例（试行）》，"
        "规范‘三会一课’的议题、记录和考勤，…” (deleted; 1 tracked change)"
    )
