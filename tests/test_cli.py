"""The commands as a user runs them: what is printed, what is written, how it ends."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer.core
import typer.rich_utils
from rich.cells import cell_len

from branchreport import __version__
from branchreport.cli import main
from branchreport.cli.saving import file_name, save
from branchreport.records.choices import Supplement
from conftest import EXAMPLES, Completed

Run = Callable[..., Completed]

TITLE = "云溪市水务局机关党支部2021年度工作总结.docx"
GOOD = "报告: {年度: 2021, 支部: 示例支部, 落款日期: 2021-12-20}\n"
WARNED = GOOD.encode("gb18030")
BAD = "报告: {年度: 2021, 支部: 示例支部}\n活动:\n  - {日期: 2021-3-5, 类别: 党课}\n"


@pytest.fixture
def year(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def write(content: str | bytes) -> Path:
        file = tmp_path / "year.yaml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


def test_version(run: Run) -> None:
    done = run("--version")
    assert (done.returncode, done.stdout.decode().strip()) == (0, f"branchreport {__version__}")


def test_render_writes_a_file_named_after_the_title(run: Run, tmp_path: Path) -> None:
    done = run("render", EXAMPLES["2021"])
    assert (done.returncode, done.stdout.decode().strip(), done.stderr) == (0, TITLE, b"")
    assert sorted(file.name for file in tmp_path.iterdir()) == [".branchreport", TITLE]
    assert [file.name for file in (tmp_path / ".branchreport").iterdir()] == [f"{TITLE}.json"]


def test_render_replaces_no_other_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    target.write_bytes(b"mine")
    refused = run("render", EXAMPLES["2021"], "-o", target)
    assert refused.returncode == 2
    assert refused.stderr.decode() == (
        f"error: {target} exists already, and cannot be compared with what was written: "
        "the file is no Word file, or it is damaged\n"
        " = help: replace it with --force, which keeps a copy of it, or choose another name with"
        " -o\n"
    )
    assert target.read_bytes() == b"mine"
    forced = run("render", EXAMPLES["2021"], "-o", target, "--force")
    copy = tmp_path / f"out.bak-{hashlib.sha256(b'mine').hexdigest()[:8]}.docx"
    assert (forced.returncode, forced.stderr.decode()) == (
        0, f"note: what {target} was is kept as {copy}\n",
    )  # fmt: skip
    assert target.read_bytes().startswith(b"PK")
    assert copy.read_bytes() == b"mine"


def test_another_document_is_not_replaced_in_silence(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "b.docx"
    assert run("render", EXAMPLES["2021"], "-o", target).returncode == 0
    before = target.read_bytes()
    refused = run("render", EXAMPLES["2022"], "-o", target)
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.decode() == (
        f"error: {target} is another document, “{TITLE.removesuffix('.docx')}”, "
        "and is not replaced\n = help: choose another name with -o, or replace it with --force, "
        "which keeps a copy of it\n"
    )
    assert target.read_bytes() == before
    forced = run("render", EXAMPLES["2022"], "-o", target, "--force")
    assert forced.returncode == 0
    (copy,) = tmp_path.glob("b.bak-*.docx")
    assert copy.read_bytes() == before
    shutil.rmtree(tmp_path / ".branchreport")
    assert run("render", EXAMPLES["2021"], "-o", target).returncode == 2


def test_options_that_are_left_out_are_named(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "b.docx"
    wishes = ("--contents", "--title-note", "送审 稿", "--appendix", "chart", "--unsealed")
    assert run("render", EXAMPLES["2021"], "-o", target, *wishes).stderr == b""
    assert run("render", EXAMPLES["2021"], "-o", target, *wishes).stderr == b""
    done = run("render", EXAMPLES["2021"], "-o", target, "--contents")
    assert (done.returncode, done.stderr.decode()) == (
        0,
        (
            f"note: {target} was made with --appendix chart --unsealed "
            '--title-note "送审 稿" before, and now without\n'
        ),
    )


def test_a_review_copy_does_not_replace_the_document(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "b.docx"
    assert run("render", EXAMPLES["2021"], "-o", target).returncode == 0
    before = target.read_bytes()
    refused = run("render", EXAMPLES["2021"], "-o", target, "--annotate")
    assert refused.returncode == 2
    assert "is the document itself, and is not replaced by a review" in refused.stderr.decode()
    assert target.read_bytes() == before
    assert run("render", EXAMPLES["2021"], "-o", target, "--annotate", "--force").returncode == 0
    assert run("render", EXAMPLES["2021"], "-o", target, "--annotate").returncode == 0


def test_render_again_leaves_the_same_file_alone(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.docx"
    run("render", EXAMPLES["2021"], "-o", target)
    before = target.stat().st_mtime_ns
    assert run("render", EXAMPLES["2021"], "-o", target).returncode == 0
    assert target.stat().st_mtime_ns == before


def test_render_of_faulty_records_says_what_validate_says(
    run: Run, year: Callable[..., Path], tmp_path: Path
) -> None:
    rendered = run("render", year(BAD))
    validated = run("validate", year(BAD))
    assert (rendered.returncode, validated.returncode) == (1, 1)
    assert rendered.stderr == validated.stdout
    assert rendered.stdout == validated.stderr == b""
    assert [file.name for file in tmp_path.iterdir()] == ["year.yaml"]


def test_render_shows_warnings_and_renders(run: Run, year: Callable[..., Path]) -> None:
    done = run("render", year(WARNED))
    assert done.returncode == 0
    assert done.stderr.decode().startswith("warning BR003 legacy-encoding [*]: ")
    assert done.stdout.decode().strip() == "示例支部2021年度工作总结.docx"


@pytest.mark.parametrize(
    ("content", "strict", "code"),
    [(GOOD, False, 0), (GOOD, True, 0), (WARNED, False, 0), (WARNED, True, 1), (BAD, False, 1)],
)
def test_validate_exits(
    run: Run, year: Callable[..., Path], content: str | bytes, strict: bool, code: int
) -> None:
    assert run("validate", year(content), *(["--strict"] if strict else [])).returncode == code


def test_validate_takes_many_years(run: Run) -> None:
    done = run("validate", EXAMPLES["2021"], EXAMPLES["english"])
    assert done.returncode == 0
    assert done.stdout.decode().startswith("all is well: 14 files, ")


@pytest.mark.parametrize(
    "command", [("render", "-o", "{}.docx"), ("trace", "党课"), ("cadence",)], ids=lambda c: c[0]
)
def test_a_file_of_a_year_of_several_stands_for_all(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    name, *more = command
    said = []
    for number, path in enumerate((EXAMPLES["2021"], EXAMPLES["2021"] / "数字.yaml")):
        done = run(name, path, *(each.format(number) for each in more))
        assert done.returncode == 0, done.stderr.decode()
        said.append(done.stdout.decode().replace(f"{number}.docx", ""))
    assert said[0] == said[1]
    if name == "render":
        one, other = ((tmp_path / f"{number}.docx").read_bytes() for number in (0, 1))
        assert one == other


@pytest.mark.parametrize("command", ["validate", "render"])
def test_what_cannot_be_read_exits_2(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "empty").mkdir()
    for path, words in [
        (tmp_path / "nothing", "there is no such file or folder"),
        (tmp_path / "empty", "the folder holds no .yaml file"),
    ]:
        done = run(command, path)
        assert done.returncode == 2
        assert words in (done.stdout + done.stderr).decode()
        assert b": 1 error\n" in done.stdout + done.stderr


def test_a_folder_named_as_a_file_is_said_to_be_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "2021" / "a.yaml").mkdir(parents=True)
    done = run("validate", tmp_path / "2021")
    assert (done.returncode, b"this is not a file" in done.stdout) == (2, True)


def test_a_file_without_permission_is_said_to_be_one(
    year: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forbidden(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setenv("BRANCHREPORT_LANG", "en")
    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert main(["validate", str(year(GOOD))]) == 2
    assert "the file may not be read" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "no" / "out.docx"
    done = run("render", EXAMPLES["2021"], "-o", target)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"error: there is no folder for {target}")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing"], "No such command 'nothing'."),
        (["validate", "a", "--strict", "-x"], "there is no option -x"),
        (["render", "a", "b"], "there are too many words: b"),
        (["render"], "PATH is missing"),
        (["render", "a", "-o"], "the option -o needs a value"),
        (["validate", "--nothing", "a"], "there is no option --nothing"),
        (["--lang", "fr", "validate", "a"], "--lang: choose from: zh, en"),
    ],
)
def test_misuse_exits_2_and_says_how_to_go_on(run: Run, arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[0] == f"error: {words}"
    assert "--help" in done.stderr.decode().splitlines()[1]


@pytest.mark.parametrize("name", ["a.odt", "a"])
def test_another_form_is_not_written_under_its_name(run: Run, tmp_path: Path, name: str) -> None:
    done = run("render", EXAMPLES["2021"], "-o", name)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        f"error: {name} does not end in .docx, the form that is written\n"
        " = help: end its name in .docx, .html, .md, .txt, .json, .pdf, or name the form with --to,"
        " and a folder with -o\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_the_name_fits_the_form_that_is_named(run: Run, tmp_path: Path) -> None:
    done = run("render", EXAMPLES["2021"], "--to", "html", "-o", "a.docx")
    assert done.stderr.decode() == (
        "error: a.docx does not end in .html, the form that is written\n"
        " = help: choose another name with -o\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("more", [[], ["--to", "docx,html"], ["--to", "txt"]], ids=" ".join)
def test_a_name_that_ends_with_a_slash_is_a_folder(
    run: Run, tmp_path: Path, more: list[str]
) -> None:
    done = run("render", EXAMPLES["2021"], *more, "-o", "out1/")
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (
        2, "", "error: there is no folder out1/\n = help: create the folder first\n",
    )  # fmt: skip
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "out1").mkdir()
    done = run("render", EXAMPLES["2021"], *more, "-o", "out1/")
    assert done.returncode == 0
    assert {file.stem for file in (tmp_path / "out1").iterdir() if file.is_file()} == {
        Path(TITLE).stem
    }


def test_a_file_is_no_folder_whatever_its_name_ends_with(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out.docx").write_bytes(b"mine")
    done = run("render", EXAMPLES["2021"], "-o", "out.docx/", "--force")
    assert (done.returncode, done.stderr.decode().splitlines()[0]) == (
        2, "error: there is no folder out.docx/",
    )  # fmt: skip
    assert (tmp_path / "out.docx").read_bytes() == b"mine"


def test_a_mistyped_command_is_guessed(run: Run) -> None:
    done = run("--lang", "zh", "rendr", "a")
    assert done.returncode == 2
    assert done.stderr.decode() == "错误: 没有命令 'rendr'。\n = 帮助: 是否想写“render”？\n"


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    done = run()
    assert done.returncode == 2
    assert b"validate" in done.stdout + done.stderr


def test_a_fault_of_ours_is_one_polite_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("branchreport.cli.validate.check_year", break_down)
    monkeypatch.setenv("BRANCHREPORT_LANG", "en")
    monkeypatch.delenv("BRANCHREPORT_DEBUG", raising=False)
    assert main(["validate", "x"]) == 3
    said = capsys.readouterr().err
    assert said.startswith("error: a fault of branchreport itself: RuntimeError: broken\n")
    assert "BRANCHREPORT_DEBUG=1" in said
    monkeypatch.setenv("BRANCHREPORT_DEBUG", "1")
    with pytest.raises(RuntimeError):
        main(["validate", "x"])


def test_the_reason_for_the_failing_write_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def locked(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setenv("BRANCHREPORT_LANG", "en")
    monkeypatch.setattr(Path, "replace", locked)
    target = tmp_path / "out.docx"
    assert main(["render", str(EXAMPLES["2021"]), "-o", str(target)]) == 2
    assert "close it if it is open in Word or WPS" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [], "nothing half-written is left"


@pytest.mark.parametrize(
    ("arguments", "environ", "words"),
    [
        ([], {"BRANCHREPORT_LANG": "zh"}, "共检查"),
        ([], {"BRANCHREPORT_LANG": "", "LANG": "zh_CN.UTF-8"}, "共检查"),
        (["--lang", "zh"], {"BRANCHREPORT_LANG": "en"}, "共检查"),
        (["--lang=en"], {"BRANCHREPORT_LANG": "zh"}, "checked"),
    ],
)
def test_it_speaks_the_language_asked_for(
    run: Run, year: Callable[..., Path], arguments: list[str], environ: dict[str, str], words: str
) -> None:
    done = run(*arguments, "validate", year(BAD), **environ)
    assert done.stdout.decode().splitlines()[-1].startswith(words)


def test_help_is_chinese_in_chinese(run: Run) -> None:
    done = run("--lang", "zh", "render", "--help")
    said = done.stdout.decode()
    assert done.returncode == 0
    for words in ("用法：", "参数", "选项", "显示本页。"):
        assert words in said


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_help_names_appendices_in_the_language_in_use(run: Run, lang: str) -> None:
    said = run("--lang", lang, "render", "--help", COLUMNS="300").stdout.decode()
    chinese, english = (
        [getattr(each, field) in said for each in Supplement] for field in ("chinese", "value")
    )
    assert (chinese, english) == ([lang == "zh"] * 5, [lang == "en"] * 5)


PAGES = """
import os, sys
from branchreport import language
from branchreport.cli import main
language.use(language.preferred())
from branchreport.cli.app import app
pages = [()]
pages += [(each.callback.__name__,) for each in app.registered_commands]
for group in app.registered_groups:
    pages += [(group.name,), *((group.name, each.name) for each in
                               group.typer_instance.registered_commands)]
for page in pages:
    for columns in ("80", "400"):
        os.environ["COLUMNS"] = columns
        sys.stdout.write("\\f" + " ".join(page) + "\\n")
        main([*page, "--help"])
"""


def in_one_row(text: str) -> str:
    """``text`` without blanks and the frame of a table."""
    return "".join(re.findall(r"[^\s│╭╮╰╯─]", text))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_help_is_whole_on_a_narrow_console(lang: str) -> None:
    environ = {**os.environ, "BRANCHREPORT_LANG": lang, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PAGES], env=environ, capture_output=True, check=True
    )
    pages = [page.partition("\n") for page in done.stdout.decode().split("\f")[1:]]
    assert {"", "render", "style", "template copy"} < {name for name, *_ in pages}
    for (name, _, narrow), (_, _, wide) in zip(pages[::2], pages[1::2], strict=True):
        assert ("用法" in narrow) == (lang == "zh")
        assert "…" not in narrow, name
        assert [line for line in narrow.splitlines() if cell_len(line) > 80] == []
        told = [words for line in wide.splitlines() for words in re.split("  +|[│╭╮╰╯─]+", line)]
        assert len([words for words in told if words]) > 3
        said = in_one_row(narrow)
        assert [words for words in told if in_one_row(words) not in said] == []


def test_a_typer_that_makes_its_texts_otherwise_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def plain(self: Any, context: Any, formatter: Any) -> None:
        formatter.write("a page")

    monkeypatch.delattr(typer.rich_utils, "_make_rich_text")
    monkeypatch.setattr(typer.core.TyperCommand, "format_help", plain)
    assert main(["doctor", "--help"]) == 0
    assert "a page" in capsys.readouterr().out
    assert not hasattr(typer.rich_utils, "_make_rich_text")


def test_a_gbk_console_loses_no_line(run: Run, year: Callable[..., Path]) -> None:
    """What GBK cannot show becomes a question mark; nothing ends in a UnicodeEncodeError."""
    bad = year("报告: {年度: 2021, 支部: 示例😀}\n😀: ✓\n")
    done = run("validate", bad, PYTHONUTF8="0", PYTHONIOENCODING="gbk", BRANCHREPORT_LANG="zh")
    assert (done.returncode, done.stderr) == (1, b"")
    assert "错误 BR201" in done.stdout.decode("gbk")


PLAIN = [
    ["validate", "{bad}"],
    ["validate", "{good}", "{bad}"],
    ["render", "{good}"],
    ["render", "{bad}"],
    ["render", "{good}", "-o", "{out}"],
    ["trace", "{good}", "示例支部"],
    ["trace", "{good}", "没有"],
    ["trace", "{bad}", "12"],
    ["diff", "{good}", "{good}"],
    ["diff", "{good}", "{bad}"],
    ["issue", "{good}", "{doc}"],
    ["issue", "{good}", "{out}"],
]


@pytest.mark.parametrize("form", PLAIN, ids=" ".join)
@pytest.mark.parametrize("lang", [[], ["--lang", "zh"]], ids=["", "zh"])
def test_the_short_way_and_typer_agree(
    form: list[str],
    lang: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The plain forms do not pass through Typer; they must end as if they did."""

    def outcome(name: str) -> tuple[Any, ...]:
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        Path("good.yaml").write_text(GOOD, "utf-8")
        Path("bad.yaml").write_text(BAD, "utf-8")
        Path("doc.txt").write_text("issued", "utf-8")
        names = {"good": "good.yaml", "bad": "bad.yaml", "out": "out.docx", "doc": "doc.txt"}
        code = main([*lang, *(word.format(**names) for word in form)])
        written = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
        return code, capsys.readouterr(), written

    def refuse(*_: object) -> None:
        raise AssertionError("the short way was not taken")

    monkeypatch.setenv("BRANCHREPORT_LANG", "en")
    with monkeypatch.context() as patch:
        patch.setattr("branchreport.cli._typer", refuse)
        short = outcome("short")
    monkeypatch.setattr("branchreport.cli._plain", lambda _: False)
    assert short == outcome("long")


def test_the_short_way_to_the_version_says_what_typer_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from branchreport.cli.usage import run as typer

    assert main(["--version"]) == typer(["--version"]) == 0
    short, long = capsys.readouterr().out.splitlines()
    assert short == long


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("总结/草稿: 一？", "总结_草稿 - 一？.docx"),
        ("aux.2021", "_aux.2021.docx"),
        ("", "_.docx"),
        (" . ", "_.docx"),
        ("字" * 300, "字" * 80 + ".docx"),
    ],
)
def test_file_names_are_accepted_everywhere(title: str, name: str) -> None:
    assert file_name(title, "docx") == name


def test_no_foreign_file_is_deleted_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.urandom", lambda size: b"\0" * size)
    foreign = tmp_path / f".{'00' * 8}.tmp"
    foreign.write_bytes(b"another's")
    with pytest.raises(FileExistsError):
        save(tmp_path / "out.docx", b"ours")
    assert foreign.read_bytes() == b"another's"


@pytest.mark.parametrize("closed", [("stdout",), ("stderr",), ("stdout", "stderr")])
def test_closed_streams_are_no_fault_of_ours(
    closed: tuple[str, ...],
    year: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in closed:
        monkeypatch.setattr(sys, name, None)
    assert main(["validate", str(year(BAD))]) == 1
    assert "fault" not in capsys.readouterr().err


def test_output_that_cannot_be_written_is_said_to_be_that(
    year: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setenv("BRANCHREPORT_LANG", "en")
    monkeypatch.setattr("branchreport.cli.reporting.show", full)
    assert main(["validate", str(year(GOOD))]) == 2
    assert capsys.readouterr().err.startswith(
        "error: the output cannot be written: the disk is full\n"
    )


def test_input_cannot_move_the_cursor(run: Run, year: Callable[..., Path]) -> None:
    activity = '{日期: 1, 类别: 党课, 名称: "a\\e[2J"}'
    done = run("validate", year(f"报告: {{年度: 2021, 支部: 甲}}\n活动:\n  - {activity}\n"))
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout


def test_the_day_of_the_check_can_be_set(run: Run, year: Callable[..., Path]) -> None:
    ahead = "报告: {年度: 2031, 支部: 示例支部}\n活动:\n  - {日期: 2031-03-05, 类别: 党课}\n"
    known = run("validate", year(ahead), SOURCE_DATE_EPOCH="1930435200")  # 5 March 2031
    assert known.stdout == b"all is well: 1 file, 1 record\n"
    for epoch in "1930435199", "", "x", "-1", "9" * 30:
        done = run("validate", year(ahead), SOURCE_DATE_EPOCH=epoch)
        assert "warning BR403 future-date" in done.stdout.decode()
