"""What ``validate`` is asked for: forms, files, selections, and what it does by itself in CI."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from branchreport.cli import main
from branchreport.collecting import MOST_OF_A_CODE
from branchreport.show import FORMS
from conftest import Completed
from workflow_commands import commands

Run = Callable[..., Completed]

GOOD = "报告: {年度: 2021, 支部: 示例支部, 落款日期: 2021-12-20}\n"
BAD = """\
报告: {年度: 2021, 支部: 示例支部}
活动:
  - {日期: 2021-3-5, 类别: 党课}
  - {日期: 2021-4-9, 类别: 党课}
  - {日期: 2021-05-01, 类别: 党课, 地典: 会议室}
"""
HIDDEN = "报告: {年度: 2021, 支部: 示例支部}\n'##[error file=x]甲': 乙\n"


@pytest.fixture
def year(tmp_path: Path) -> Callable[..., Path]:
    """Writes a year of one file under the folder that the tests run in."""

    def write(content: str = BAD, encoding: str = "utf-8") -> Path:
        (tmp_path / "year.yaml").write_bytes(content.encode(encoding))
        return Path("year.yaml")

    return write


def text(done: Completed) -> str:
    return done.stdout.decode().replace("\r\n", "\n")


# Files.


def test_a_report_in_a_file_leaves_the_readable_text(
    check: Run, year: Callable[..., Path], tmp_path: Path
) -> None:
    full = check("validate", year())
    done = check("validate", year(), "--output-format", "sarif", "--output-file", "out.sarif")
    printed = check("validate", year(), "--output-format", "sarif")
    assert (done.returncode, done.stdout, done.stderr) == (1, full.stdout, b"")
    assert (tmp_path / "out.sarif").read_bytes() == printed.stdout
    assert sorted(file.name for file in tmp_path.iterdir()) == ["out.sarif", "year.yaml"]


@pytest.mark.parametrize("form", ["auto", "full"])
def test_text_in_a_file_is_plain(
    check: Run, year: Callable[..., Path], tmp_path: Path, form: str
) -> None:
    done = check("validate", year(), "--output-file", "out.txt", "--output-format", form)
    assert (tmp_path / "out.txt").read_text("utf-8") == text(done)


def test_a_report_replaces_the_one_before(
    check: Run, year: Callable[..., Path], tmp_path: Path
) -> None:
    target = tmp_path / "report.json"
    target.write_text("x" * 99_999, "utf-8")
    check("validate", year(GOOD), "--output-format", "json", "--output-file", target)
    assert json.loads(target.read_text("utf-8"))["findings"] == []


@pytest.mark.parametrize("name", ["no/out.json", "."])
def test_a_file_that_cannot_be_written_is_said_to_be_one(
    check: Run, year: Callable[..., Path], name: str
) -> None:
    done = check("validate", year(GOOD), "--output-format", "json", "--output-file", name)
    assert done.returncode == 2
    assert text(done) == "all is well: 1 file, 0 records\n"
    first, second = done.stderr.decode().splitlines()
    assert first.startswith(f"error: {Path(name)} cannot be written: ")
    assert second == " = help: choose another file or form with --output-file or --output-format"


@pytest.mark.skipif(os.name == "nt", reason="files of POSIX")
@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "year.yaml", "--output-file", "loop.json"],
        ["schema", "-o", "loop.json"],
        ["render", "year.yaml", "-o", "loop.docx"],
    ],
)
def test_a_loop_of_links_is_no_file_to_write(
    check: Run, year: Callable[..., Path], tmp_path: Path, arguments: list[str]
) -> None:
    year("报告: {年度: 2021, 支部: 示例支部, 落款日期: 2021-12-20}\n")
    link = tmp_path / arguments[-1]
    link.symlink_to(link.name)
    done = check(*arguments)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"error: {link.name} cannot be written: ")
    assert link.is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="files of POSIX")
def test_links_and_pipes_stay_what_they_are(
    check: Run, year: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "link.json").symlink_to("target.json")
    json_form = ("--output-format", "json", "--output-file")
    assert check("validate", year(GOOD), *json_form, "link.json").returncode == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "target.json").read_text("utf-8"))["version"] == 1
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert check("validate", year(GOOD), *json_form, "pipe").returncode == 0
    assert (tmp_path / "pipe").is_fifo()
    assert os.read(reader, 99_999) == (tmp_path / "target.json").read_bytes()
    os.close(reader)


# Forms.


@pytest.mark.parametrize("form", FORMS)
def test_the_variable_chooses_the_form(check: Run, year: Callable[..., Path], form: str) -> None:
    """Also where the command does not pass through Typer."""
    option = check("validate", year(), "--output-format", form)
    variable = check("validate", year(), BRANCHREPORT_OUTPUT_FORMAT=form)
    assert (option.returncode, option.stderr) == (1, b"")
    assert variable.stdout == option.stdout
    both = check("validate", year(), "--output-format", form, BRANCHREPORT_OUTPUT_FORMAT="json")
    assert both.stdout == option.stdout


@pytest.mark.parametrize(
    ("arguments", "environ", "culprit"),
    [
        (["--output-format", "jsn"], {}, ""),
        ([], {"BRANCHREPORT_OUTPUT_FORMAT": "jsn"}, "BRANCHREPORT_OUTPUT_FORMAT: "),
    ],
)
def test_a_form_that_there_is_not_is_misuse(
    check: Run,
    year: Callable[..., Path],
    arguments: list[str],
    environ: dict[str, str],
    culprit: str,
) -> None:
    done = check("validate", year(), *arguments, **environ)
    assert (done.returncode, done.stdout) == (2, b"")
    said = f"error: {culprit}there is no output format “jsn”\n = help: did you mean “json”?\n"
    assert done.stderr.decode() == said


def test_a_form_like_none_is_answered_with_all(check: Run, year: Callable[..., Path]) -> None:
    done = check("validate", year(), "--output-format", "word")
    assert done.stderr.decode().splitlines()[1] == (
        " = help: choose from: auto, full, concise, statistics, json, jsonl, github, gitlab, "
        "sarif, junit, markdown"
    )


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_programs_are_given_utf_8_on_a_gbk_console(
    run: Run, year: Callable[..., Path], form: str
) -> None:
    utf8 = run("validate", year(BAD + "# 😀"), "--output-format", form)
    gbk = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"}
    assert run("validate", year(BAD + "# 😀"), "--output-format", form, **gbk).stdout == utf8.stdout
    assert "2021-3-5" in utf8.stdout.decode("utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_help_names_every_form_and_option(run: Run, lang: str) -> None:
    said = run("--lang", lang, "validate", "--help", COLUMNS="100").stdout.decode()
    words = ["--output-format", "--output-file", "--statistics", "--max-errors", "--select",
             "--ignore", "--strict", "BRANCHREPORT_OUTPUT_FORMAT", *FORMS]  # fmt: skip
    assert [word for word in words if word not in said] == []
    assert ("编号" in said) == (lang == "zh")


# Counts and limits.


def test_statistics_count_each_code(check: Run, year: Callable[..., Path]) -> None:
    done = check("validate", year(), "--statistics")
    assert done.returncode == 1
    assert text(done) == (
        "2  BR204  [*]  invalid-value\n"
        "1  BR201       unknown-key\n"
        "\n"
        "checked 1 file, 3 records: 3 errors ([*] 2 fixable by validate --fix)\n"
    )


def test_statistics_are_text_for_people(
    check: Run, year: Callable[..., Path], tmp_path: Path
) -> None:
    done = check("validate", year(), "--statistics", "--output-format", "json")
    assert done.returncode == 2
    assert done.stderr.decode().startswith(
        "error: --statistics does not go with the output format json\n"
    )
    counted = check("validate", year(), "--statistics")
    to_file = ("--output-format", "json", "--output-file", "out.json")
    assert check("validate", year(), "--statistics", *to_file).stdout == counted.stdout
    assert len(json.loads((tmp_path / "out.json").read_text("utf-8"))["findings"]) == 3
    variable = {"BRANCHREPORT_OUTPUT_FORMAT": "json"}
    assert check("validate", year(), "--statistics", **variable).stdout == counted.stdout


def test_no_more_findings_are_shown_than_asked_for(check: Run, year: Callable[..., Path]) -> None:
    done = check("validate", year(), "--output-format", "concise", "--max-errors", "1")
    assert done.returncode == 1
    assert text(done) == (
        "year.yaml:3:10: error BR204 [*] the date “2021-3-5” is in another form\n"
        "2 more findings are not shown\n"
        "\n"
        "checked 1 file, 3 records: 3 errors ([*] 2 fixable by validate --fix)\n"
    )
    warned = BAD.splitlines()[0].encode("gb18030").decode("gb18030") + "\n"
    limited = check("validate", year(warned, "gb18030"), "--strict", "--max-errors", "1")
    assert limited.returncode == 1


@pytest.mark.parametrize("number", ["0", "-1", "many", "1.5"])
def test_a_limit_is_a_number(check: Run, year: Callable[..., Path], number: str) -> None:
    done = check("validate", year(), "--max-errors", number)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(
        f"error: --max-errors: “{number}” is no whole number from 1 on\n"
    )


def test_many_good_years_are_one_line(check: Run, tmp_path: Path) -> None:
    names = {f"{year}.yaml": GOOD.replace("2021", str(year)) for year in range(1990, 2022)}
    for name, good in names.items():
        (tmp_path / name).write_text(good, "utf-8")
    done = check("validate", *names)
    assert (done.returncode, text(done)) == (0, "all is well: 32 files, 0 records\n")


# Selections.


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (["--select", "BR204"], ["BR204", "BR204"]),
        (["--select", "br201,br3"], ["BR201"]),
        (["--select", "BR201", "--select", "invalid-value"], ["BR204", "BR204", "BR201"]),
        (["--select", ""], ["BR204", "BR204", "BR201"]),
        (["--ignore", "invalid-value"], ["BR201"]),
        (["--ignore", "BR20"], []),
        (["--select", "BR2", "--ignore", " BR204 , BR1"], ["BR201"]),
    ],
)
def test_findings_are_selected_by_code_beginning_or_name(
    check: Run, year: Callable[..., Path], options: list[str], codes: list[str]
) -> None:
    done = check("validate", year(), "--output-format", "json", *options)
    assert [found["code"] for found in json.loads(done.stdout)["findings"]] == codes
    assert done.returncode == bool(codes)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(
    ("word", "help_text"),
    [
        ("unknwon-key", "did you mean “unknown-key”?"),
        ("BR9", "“branchreport rules” lists the codes and names"),
    ],
)
def test_a_code_that_there_is_not_is_misuse(
    check: Run, year: Callable[..., Path], option: str, word: str, help_text: str
) -> None:
    done = check("validate", year(), option, f"BR201,{word}")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"error: there is no finding “{word}”\n = help: {help_text}\n"


def test_what_cannot_be_read_is_never_left_out(check: Run) -> None:
    done = check("validate", "nothing", "--select", "BR2", "--ignore", "BR001")
    assert done.returncode == 2
    assert text(done).startswith("error BR001 unreadable: there is no such file or folder\n")


# CI.

GITHUB = {"GITHUB_ACTIONS": "true"}
GITLAB = {"GITLAB_CI": "true"}


def test_github_annotates_and_the_text_stays(check: Run, year: Callable[..., Path]) -> None:
    full = text(check("validate", year()))
    lines = text(check("validate", year(), "--output-format", "github"))
    done = check("validate", year(), **GITHUB)
    assert (done.returncode, text(done)) == (1, full + lines)
    assert len(list(commands(text(done)))) == 3, "and nothing in the text is a command"


def test_the_log_of_github_is_in_utf_8(run: Run, year: Callable[..., Path]) -> None:
    gbk = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk", "BRANCHREPORT_LANG": "zh"}
    assert "错误 BR204" in run("validate", year(), **GITHUB, **gbk).stdout.decode("utf-8")


def test_github_is_given_a_summary_of_the_step(
    check: Run, year: Callable[..., Path], tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n", "utf-8")
    environ = {**GITHUB, "GITHUB_STEP_SUMMARY": str(summary)}
    check("validate", year(), **environ)
    table = text(check("validate", year(), "--output-format", "markdown"))
    assert summary.read_text("utf-8") == f"# Before\n{table}\n"


def test_the_summary_of_a_step_stays_below_what_github_takes(check: Run, tmp_path: Path) -> None:
    """1 MiB, or the whole of it is refused."""
    keys = "".join(f"{'长' * 500}{number}: 1\n" for number in range(MOST_OF_A_CODE))
    years = [tmp_path / f"{number}.yaml" for number in range(4)]
    for file in years:
        file.write_text(GOOD + keys, "utf-8")
    done = check("validate", *years, **GITHUB, GITHUB_STEP_SUMMARY="summary.md")
    summary = tmp_path / "summary.md"
    assert text(done).count("error BR201") == 4 * MOST_OF_A_CODE
    assert summary.stat().st_size < 1024 * 1024
    more = 4 * MOST_OF_A_CODE - 500
    assert f"{more} more findings are not shown" in summary.read_text("utf-8")


def test_files_are_named_from_the_root_of_the_repository(check: Run, tmp_path: Path) -> None:
    folder = tmp_path / "records" / "2021"
    folder.mkdir(parents=True)
    (folder / "year.yaml").write_text(BAD, "utf-8")
    environ = {**GITHUB, "GITHUB_WORKSPACE": str(tmp_path)}
    done = check("validate", "2021", cwd=tmp_path / "records", **environ)
    (name,) = {command.properties["file"] for command in commands(text(done))}
    assert name == "records/2021/year.yaml"


def test_a_record_cannot_give_the_runner_a_command(check: Run, year: Callable[..., Path]) -> None:
    assert "##[error" in text(check("validate", year(HIDDEN)))
    for form in ("auto", "full", "concise"):
        done = check("validate", year(HIDDEN), "--output-format", form, **GITHUB)
        said = [command.properties["file"] for command in commands(text(done))]
        assert said == (["year.yaml"] if form == "auto" else [])


def test_gitlab_is_given_a_code_quality_report(check: Run, tmp_path: Path) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "year.yaml").write_text(BAD, "utf-8")
    full = check("validate", "year.yaml", cwd=folder)
    done = check("validate", "year.yaml", cwd=folder, CI_PROJECT_DIR=str(tmp_path), **GITLAB)
    assert (done.returncode, done.stdout, done.stderr) == (1, full.stdout, b"")
    issues = json.loads((tmp_path / "gl-code-quality-report.json").read_text("utf-8"))
    assert [issue["location"]["path"] for issue in issues] == ["records/year.yaml"] * 3
    assert [file.name for file in folder.iterdir()] == ["year.yaml"]


def test_gitlab_learns_of_a_clean_check_too(
    check: Run, year: Callable[..., Path], tmp_path: Path
) -> None:
    """Without a report it would go on showing what was found before."""
    assert check("validate", year(GOOD), **GITLAB).returncode == 0
    assert (tmp_path / "gl-code-quality-report.json").read_text("utf-8") == "[]\n"


@pytest.mark.parametrize(
    ("options", "environ"),
    [
        (["--output-format", "full"], {}),
        (["--output-format", "json", "--output-file", "out.json"], {}),
        (["--output-file", "out.txt", "--output-format", "full"], {}),
        ([], {"BRANCHREPORT_OUTPUT_FORMAT": "full"}),
    ],
)
def test_what_is_asked_for_is_all_that_is_done(
    check: Run,
    year: Callable[..., Path],
    tmp_path: Path,
    options: list[str],
    environ: dict[str, str],
) -> None:
    full = check("validate", year())
    everywhere = {**GITHUB, **GITLAB, "GITHUB_STEP_SUMMARY": "summary.md"}
    done = check("validate", year(), *options, **everywhere, **environ)
    assert done.stdout == full.stdout
    assert {file.name for file in tmp_path.iterdir()} <= {"year.yaml", "out.json", "out.txt"}


def test_a_file_beside_it_takes_nothing_from_ci(
    check: Run, year: Callable[..., Path], tmp_path: Path
) -> None:
    everywhere = {**GITHUB, **GITLAB, "GITHUB_STEP_SUMMARY": "summary.md"}
    alone = check("validate", year(), **everywhere)
    made = {name: (tmp_path / name).read_bytes() for name in ("gl-code-quality-report.json",)}
    (tmp_path / "summary.md").unlink()
    done = check("validate", year(), "--output-file", "out.txt", **everywhere)
    assert (done.returncode, done.stdout) == (1, alone.stdout)
    assert (tmp_path / "summary.md").is_file()
    assert {name: (tmp_path / name).read_bytes() for name in made} == made
    assert (tmp_path / "out.txt").read_text("utf-8") == text(check("validate", year()))


def test_what_ci_cannot_be_told_does_not_fail_the_check(
    check: Run, year: Callable[..., Path]
) -> None:
    environ = {**GITLAB, **GITHUB, "CI_PROJECT_DIR": "nowhere", "GITHUB_STEP_SUMMARY": "no/x"}
    done = check("validate", year(GOOD), **environ)
    assert done.returncode == 0
    assert done.stderr.decode().count("cannot be written: ") == 2


def test_other_values_of_the_variables_mean_nothing(
    check: Run, year: Callable[..., Path], tmp_path: Path
) -> None:
    full = check("validate", year())
    done = check("validate", year(), GITHUB_ACTIONS="false", GITLAB_CI="")
    assert done.stdout == full.stdout
    assert [file.name for file in tmp_path.iterdir()] == ["year.yaml"]


@pytest.mark.parametrize("environ", [{}, GITHUB, GITLAB, {"BRANCHREPORT_OUTPUT_FORMAT": "json"}])
def test_the_short_way_and_typer_agree_everywhere(
    environ: dict[str, str],
    year: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert main(["validate", str(year())]) == 1
    short = capfdbinary.readouterr()
    monkeypatch.setattr("branchreport.cli._plain", lambda _: False)
    assert main(["validate", str(year())]) == 1
    assert capfdbinary.readouterr() == short
