"""Evidence: files that are missing, elsewhere, empty or unused are said to be so, and no others."""

import datetime
import json
import os
from pathlib import Path

import pytest

from branchreport import language
from branchreport.cli.checking import check_year
from branchreport.facts import Log
from branchreport.records.year import BranchYear
from branchreport.rules.case import Case
from branchreport.rules.evidence import faulty

Found = list[tuple[str, str, str]]


def said(folder: Path, *names: str) -> Found:
    """Code, message and help of what is found about ``names`` as the evidence of one event."""
    listed = json.dumps(names, ensure_ascii=False)
    (folder / "year.yaml").write_text(
        "report: {year: 2024, branch: Branch A}\n"
        f"activities:\n  - {{date: 2024-03-05, kind: ride, evidence: {listed}}}\n",
        "utf-8",
    )
    checked = check_year(folder)
    assert checked.loaded.value is not None, checked.diagnostics
    return [(found.code, found.message, found.help) for found in checked.diagnostics]


def put(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"1")


@pytest.mark.parametrize(
    "name",
    ["a.jpg", "photos/a.jpg", "photos\\a.jpg", "./photos//a.jpg", "photos/../photos/a.jpg",
     "照片/3月 主题党日（1）.jpg", ".hidden/a.jpg", "photos", "photos/", "photos/.a.jpg"],
)  # fmt: skip
def test_a_file_that_is_there_is_no_finding(tmp_path: Path, name: str) -> None:
    put(
        tmp_path,
        "a.jpg",
        "photos/a.jpg",
        "照片/3月 主题党日（1）.jpg",
        ".hidden/a.jpg",
        "photos/.a.jpg",
    )
    assert [found for found in said(tmp_path, name) if found[0] != "BR434"] == []


@pytest.mark.parametrize(
    ("name", "help_text"),
    [
        ("photos/b.jpeg", "correct the name, or put the file there"),
        ("photos/march-ride-1.jpeg", "did you mean “photos/march-ride-1.jpg”?"),
        ("photos\\march-ride-1.jpeg", "did you mean “photos/march-ride-1.jpg”?"),
        ("elsewhere/a.jpg", "correct the name, or put the file there"),
        ("photos/march-ride-1.jpg/a.jpg", "correct the name, or put the file there"),
    ],
)
def test_a_file_that_is_not_there(tmp_path: Path, name: str, help_text: str) -> None:
    put(tmp_path, "photos/march-ride-1.jpg")
    found = [each for each in said(tmp_path, name) if each[0] != "BR434"]
    assert found == [("BR431", f"there is no file “{name}”", help_text)]


@pytest.mark.parametrize(
    "name",
    ["../secret.jpg", "photos/../../secret.jpg", "..\\secret.jpg", "/etc/hostname", "C:\\a.jpg",
     "c:a.jpg", "\\\\server\\share\\a.jpg", "//server/share/a.jpg"],
)  # fmt: skip
def test_a_path_that_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    put(tmp_path, "secret.jpg")
    (tmp_path / "2024").mkdir()
    assert said(tmp_path / "2024", name) == [
        (
            "BR432",
            f"“{name}” leads out of the year's folder",
            "copy the file into the folder, and write its path from there",
        )
    ]


def test_a_link_that_leads_out_of_the_folder(tmp_path: Path) -> None:
    put(tmp_path, "secret.jpg", "2024/kept.jpg")
    year = tmp_path / "2024"
    try:
        (year / "out.jpg").symlink_to(tmp_path / "secret.jpg")
        (year / "within.jpg").symlink_to(year / "kept.jpg")
        (year / "loop.jpg").symlink_to(year / "loop.jpg")
        (year / "above").symlink_to(tmp_path)
    except OSError:
        pytest.skip("no links here")
    names = "out.jpg", "within.jpg", "loop.jpg", "above/secret.jpg", "above/2024/kept.jpg"
    assert [found[:2] for found in said(year, *names)] == [
        ("BR432", "“out.jpg” leads out of the year's folder"),
        ("BR431", "there is no file “loop.jpg”"),
        ("BR432", "“above/secret.jpg” leads out of the year's folder"),
    ]


def test_a_year_that_is_reached_by_a_link_has_its_evidence(tmp_path: Path) -> None:
    put(tmp_path, "2024/photos/a.jpg")
    try:
        (tmp_path / "this-year").symlink_to(tmp_path / "2024")
    except OSError:
        pytest.skip("no links here")
    assert said(tmp_path / "this-year", "photos/a.jpg") == []


def test_the_folder_may_be_the_one_we_are_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "photos/a.jpg")
    assert said(tmp_path, "photos/a.jpg") == []
    monkeypatch.chdir(tmp_path)
    assert check_year(Path("year.yaml")).diagnostics == ()
    assert check_year(Path()).diagnostics == ()


def test_what_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / ".DS_Store").touch()
    help_text = "put the evidence into it, or delete the name"
    assert said(tmp_path, "a.jpg", "photos") == [
        ("BR433", "“a.jpg” is empty", help_text),
        ("BR433", "“photos” is empty", help_text),
    ]


def test_an_address_of_the_net_is_not_looked_for(tmp_path: Path) -> None:
    assert said(tmp_path, "https://example.org/a.jpg") == []


def test_evidence_of_a_step_is_looked_at_as_well(tmp_path: Path) -> None:
    (tmp_path / "year.yaml").write_text(
        "报告: {年度: 2021, 支部: 甲支部}\n不足:\n  - 编号: 不足-1\n    问题: 学习不够\n"
        "    措施: [加强学习]\n    责任人: 书记\n    期限: 立行立改\n"
        "    进展: [{日期: 2021-10-15, 内容: 学了, 佐证: [有.jpg, 没有.jpg]}]\n",
        "utf-8",
    )
    put(tmp_path, "有.jpg")
    (found,) = check_year(tmp_path).diagnostics
    assert (found.code, found.span.line, found.span.column) == ("BR431", 8, 47)
    assert found.record == "progress “学了” (2021-10-15)"


@pytest.mark.parametrize(
    ("names", "there", "unused"),
    [
        (["photos/a.jpg"], ["photos/b.jpg"], "“photos/b.jpg”"),
        (["photos/a.jpg"], ["photos/b.jpg", "photos/c.jpg"], "“photos/b.jpg”, “photos/c.jpg”"),
        (["photos/march/a.jpg"], ["photos/april/b.jpg"], "“photos/april”"),
        (["photos/march"], ["photos/april/b.jpg", "photos/march/a.jpg"], "“photos/april”"),
        (["photos/march", "photos/march/a.jpg"], ["photos/march/b.jpg"], None),
        (["photos/march", "photos/march/1/a.jpg"], ["photos/march/1/b.jpg"], None),
        (["photos/a.jpg"], ["b.jpg", "drafts/c.docx"], None),
        (["a.jpg"], ["b.jpg"], None),
        (["photos/a.jpg"], ["photos/.b.jpg", "photos/~$c.docx", "photos/Thumbs.db"], None),
        (["photos/a.jpg"], ["photos/desktop.ini", "photos/more.yaml"], None),
        (["photos/x/../a.jpg"], ["photos/b.jpg"], "“photos/b.jpg”"),
    ],
)
def test_what_lies_beside_the_evidence_and_is_not_named(
    tmp_path: Path, names: list[str], there: list[str], unused: str | None
) -> None:
    put(tmp_path, *there, *(name for name in names if name.endswith(".jpg") and "/x/" not in name))
    put(tmp_path, "photos/a.jpg") if "photos/x/../a.jpg" in names else None
    assert said(tmp_path, *names) == (
        [
            (
                "BR434",
                f"no record names the evidence {unused}",
                "name it in the record that it shows, or take it out of the folder",
            )
        ]
        if unused
        else []
    )


def test_only_ten_of_many_are_told(tmp_path: Path) -> None:
    put(tmp_path, *(f"photos/{number:02}.jpg" for number in range(12)))
    language.use("zh")
    ((code, message, _help),) = said(tmp_path, "photos/00.jpg")
    names = "、".join(f"“photos/{number:02}.jpg”" for number in range(1, 11))
    assert (code, message) == ("BR434", f"这些佐证没有记录用到：{names}…")


def test_a_name_of_three_hundred_characters_is_just_not_there(tmp_path: Path) -> None:
    ((code, message, _help),) = said(tmp_path, "照" * 300)
    assert (code, message) == ("BR431", f"there is no file “{'照' * 79}…”")


def test_a_name_with_a_nul_is_no_value(tmp_path: Path) -> None:
    (tmp_path / "year.yaml").write_text(
        "report: {year: 2024, branch: A}\n"
        'activities: [{date: 2024-03-05, kind: a, evidence: "a\\0b"}]\n',
        "utf-8",
    )
    assert [found.code for found in check_year(tmp_path).diagnostics] == ["BR204"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [found[0] for found in said(tmp_path, "pipe")] == ["BR433"]


def test_what_may_not_be_looked_at_is_not_called_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "photos/a.jpg")
    asked: list[Path] = []

    def forbidden(path: Path, **_: object) -> bool:
        asked.append(path)
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("branchreport.rules.evidence.Path.is_dir", forbidden)
    year = BranchYear.model_validate(
        {
            "report": {"year": "2024", "branch": "A"},
            "activities": [{"date": "2024-03-05", "kind": "ride", "evidence": "photos/a.jpg"}],
        }
    )
    case = Case(year, {}, Log(()), tmp_path, datetime.date(2024, 12, 31))
    assert list(faulty(case)) == []
    assert [path.name for path in asked] == ["a.jpg"]
