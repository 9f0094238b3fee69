"""A path means the year that it is, or that it is part of, once."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from branchreport.loading.years import years
from conftest import Completed

REPORT = "报告: {年度: 2021, 支部: 示例支部}\n"
LOG = "活动:\n  - {日期: 2021-03-05, 类别: 党课}\n"

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A folder with the files that are given by name, under which the tests run."""
    monkeypatch.chdir(tmp_path)

    def make(**files: str | bytes) -> Path:
        for name, content in files.items():
            raw = content if isinstance(content, bytes) else content.encode()
            (tmp_path / f"{name}.yaml").write_bytes(raw)
        return tmp_path

    return make


def meant(*paths: str) -> list[str]:
    return [str(year) for year in years(map(Path, paths))]


def test_a_folder_is_a_year() -> None:
    assert meant("2021", "nothing") == ["2021", "nothing"]


def test_a_file_with_everything_is_a_year(folder: Folder) -> None:
    folder(year=REPORT + LOG)
    assert meant("year.yaml") == ["year.yaml"]


@pytest.mark.parametrize("named", ["report.yaml", "log.yaml"])
def test_a_file_among_others_means_their_folder(folder: Folder, named: str) -> None:
    folder(report=REPORT, log=LOG)
    assert meant(named) == ["."]


def test_two_years_in_a_folder_are_two_files(folder: Folder) -> None:
    folder(a=REPORT, b=REPORT, log=LOG)
    assert meant("a.yaml", "b.yaml", "log.yaml") == ["a.yaml", "b.yaml", "log.yaml"]


def test_a_log_without_a_report_beside_it_is_alone(folder: Folder) -> None:
    folder(log=LOG, more=LOG)
    assert meant("log.yaml") == ["log.yaml"]


def test_a_file_of_another_kind_does_not_make_a_folder_a_year(folder: Folder) -> None:
    folder(year=REPORT + LOG, site="name: 报告\nnav: [活动]\n  报告: no\n")
    assert meant("year.yaml") == ["year.yaml"]


def test_a_new_file_belongs_to_the_year_beside_it(folder: Folder) -> None:
    folder(report=REPORT, log=LOG, new="")
    assert meant("new.yaml") == ["."]


@pytest.mark.parametrize(
    "report",
    [
        REPORT.encode("gb18030"),
        REPORT.encode("utf-8-sig"),
        REPORT.encode("utf-16"),
        REPORT.replace(":", "：", 1).encode(),
        REPORT.replace("报告", '"报告" ').encode(),
        b"report:\n  year: 2021\n  branch: caf\xe9\n",
        f"# 说明\r{REPORT}\r".encode(),
    ],
    ids=["gb18030", "bom", "utf-16", "full-width", "quoted", "latin", "cr"],
)
def test_a_report_is_seen_however_it_is_written(folder: Folder, report: bytes) -> None:
    folder(report=report, log=LOG)
    assert meant("log.yaml") == ["."]


@pytest.mark.parametrize("report", [b"\xff\xfe\x00a", b"\x80\0\xff", b"\xef\xbb\xbf\xff"])
def test_what_is_no_text_has_no_keys(folder: Folder, report: bytes) -> None:
    folder(report=report, log=LOG)
    assert meant("log.yaml", "report.yaml") == ["log.yaml", "report.yaml"]


def test_a_year_is_named_once_however_often_it_is_meant(folder: Folder) -> None:
    here = folder(report=REPORT, log=LOG, more=LOG)
    assert meant("log.yaml", "more.yaml", "./report.yaml", ".", str(here)) == ["."]


def test_the_order_is_that_in_which_years_are_named(tmp_path: Path) -> None:
    for name in ("2021", "2020"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.yaml").write_text(REPORT, "utf-8")
        (tmp_path / name / "log.yaml").write_text(LOG, "utf-8")
    named = [tmp_path / "2021" / "log.yaml", tmp_path / "2020", tmp_path / "2021" / "report.yaml"]
    assert years(named) == [tmp_path / "2021", tmp_path / "2020"]


def test_a_file_below_is_not_part_of_the_year(folder: Folder) -> None:
    below = folder(report=REPORT, log=LOG) / "drafts"
    below.mkdir()
    (below / "log.yaml").write_text(LOG, "utf-8")
    assert meant("drafts/log.yaml") == [os.path.join("drafts", "log.yaml")]  # noqa: PTH118


def test_what_a_folder_would_not_read_is_alone(folder: Folder) -> None:
    here = folder(report=REPORT, log=LOG)
    (here / ".log.yaml").write_text(LOG, "utf-8")
    (here / "log.txt").write_text(LOG, "utf-8")
    assert meant(".log.yaml", "log.txt") == [".log.yaml", "log.txt"]


@pytest.mark.skipif(os.name == "nt", reason="files of POSIX")
def test_files_of_no_use_are_looked_at_without_harm(folder: Folder) -> None:
    here = folder(report=REPORT, log=LOG)
    os.mkfifo(here / "pipe.yaml")
    (here / "loop.yaml").symlink_to("loop.yaml")
    (here / "folder.yaml").mkdir()
    assert meant("log.yaml", "pipe.yaml", "loop.yaml", "folder.yaml") == [
        ".",
        "pipe.yaml",
        "loop.yaml",
        "folder.yaml",
    ]


def test_files_that_may_not_be_read_are_no_part(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(report=REPORT, log=LOG)

    def forbidden(*_: object) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert meant("log.yaml") == ["log.yaml"]
    monkeypatch.setattr(Path, "iterdir", forbidden)
    assert meant("log.yaml") == ["log.yaml"]


def test_each_file_of_a_folder_is_looked_at_once(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many files as pre-commit likes to name are still linear work."""
    folder(report=REPORT, **{f"log{number}": LOG for number in range(50)})
    read: list[Path] = []
    real = Path.read_bytes

    def counting(path: Path) -> bytes:
        read.append(path)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", counting)
    assert meant("report.yaml", *(f"log{number}.yaml" for number in range(50))) == ["."]
    assert len(read) == 51


def test_validate_of_one_file_checks_its_year(
    run: Callable[..., Completed], tmp_path: Path
) -> None:
    year = tmp_path / "2021"
    year.mkdir()
    (year / "报告.yaml").write_text(REPORT, "utf-8")
    (year / "活动.yaml").write_text(LOG.replace("03-05", "3-5"), "utf-8")
    one = run("validate", "2021/活动.yaml")
    whole = run("validate", "2021")
    assert (one.returncode, one.stdout) == (1, whole.stdout)
    both = run("validate", "2021/活动.yaml", "2021/报告.yaml", "2021/")
    assert both.stdout == whole.stdout
    assert "missing" not in one.stdout.decode()
