"""The hook and the action run as their users run them: by pre-commit, and by the runner's shell."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, Completed
from workflow_commands import commands

pytestmark = pytest.mark.slow

REPORT = "报告: {年度: 2021, 支部: 示例支部, 落款日期: 2021-12-20}\n"
LOG = "活动:\n  - {日期: 2021-03-05, 类别: 党课}\n"
FAULTY = LOG.replace("03-05", "3-5")


def program(*words: str | Path, cwd: Path, **environ: str) -> Completed:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT")}
    return subprocess.run(
        words, cwd=cwd, env={**kept, **environ}, capture_output=True, check=False, timeout=600
    )


def git(folder: Path, *words: str | Path) -> str:
    name = ("-c", "user.name=Example", "-c", "user.email=example@example.org")
    done = program("git", *name, *words, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8").strip()


def committed(folder: Path) -> str:
    """Everything in ``folder`` as a repository of one commit, whose name this is."""
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Everything")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This checkout, as it stands, as a repository of hooks."""
    folder = tmp_path_factory.mktemp("branchreport")
    files = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in files.split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    committed(folder)
    return folder


Check = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def records(tmp_path: Path, hooks: Path, cache: Path) -> tuple[Path, Check]:
    """A repository with a sound year and the hook, and a way to run it there."""
    year = tmp_path / "records" / "2021"
    year.mkdir(parents=True)
    (year / "报告.yaml").write_text(REPORT, "utf-8")
    (year / "活动.yaml").write_text(LOG, "utf-8")
    (tmp_path / "other.yaml").write_text("jobs: {}\n", "utf-8")
    hook = {"id": "branchreport-validate", "files": "^records/"}
    repository = {"repo": str(hooks), "rev": git(hooks, "rev-parse", "HEAD"), "hooks": [hook]}
    config = yaml.safe_dump({"repos": [repository]})
    (tmp_path / ".pre-commit-config.yaml").write_text(config, "utf-8")
    committed(tmp_path)

    def run(*words: str) -> tuple[int, str]:
        environ = {"PRE_COMMIT_HOME": str(cache), "BRANCHREPORT_LANG": "en"}
        command = [sys.executable, "-m", "pre_commit", "run", "--color", "never", *words]
        done = program(*command, cwd=tmp_path, **environ)
        return done.returncode, (done.stdout + done.stderr).decode("utf-8")

    return tmp_path, run


def test_the_manifest_is_what_pre_commit_wants() -> None:
    done = program(
        *(sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"),
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout.decode()


def test_good_records_pass(records: tuple[Path, Check]) -> None:
    _, run = records
    code, said = run("--all-files", "--verbose")
    assert code == 0, said
    assert said.count("Passed") == 1
    assert "all is well: 2 files, 1 record\n" in said


def test_a_fault_in_one_file_of_a_year_fails_with_its_message(
    records: tuple[Path, Check],
) -> None:
    folder, run = records
    (folder / "records" / "2021" / "活动.yaml").write_text(FAULTY, "utf-8")
    git(folder, "add", "-A")
    code, said = run()
    assert code == 1
    assert said.count("Failed") == 1
    assert "error BR204 invalid-value [*]: the date “2021-3-5” is in another form\n" in said
    assert "checked 2 files, 1 record: 1 error" in said, "the report of the year is found"


def test_a_file_elsewhere_is_not_looked_at(records: tuple[Path, Check]) -> None:
    folder, run = records
    (folder / "other.yaml").write_text("jobs: {a: 1}\n", "utf-8")
    git(folder, "add", "-A")
    code, said = run()
    assert code == 0
    assert "no files to check" in said


@pytest.mark.parametrize("name", ["docs/ci.md", "docs/ci.zh-CN.md"])
def test_the_configuration_in_the_manual_is_one(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text("utf-8")
    (config,) = (part.split("```")[0] for part in text.split("```yaml\n") if "repos:" in part[:9])
    (tmp_path / "config.yaml").write_text(config, "utf-8")
    command = [sys.executable, "-m", "pre_commit", "validate-config", "config.yaml"]
    done = program(*command, cwd=tmp_path)
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.skipif(shutil.which("bash") is None, reason="the shell of the action")
def test_the_action_installs_and_annotates(tmp_path: Path) -> None:
    """Its own steps, with what the runner gives them; the runner's own are left out."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    year = tmp_path / "my records" / "2021"
    year.mkdir(parents=True)
    (year / "报告.yaml").write_text(REPORT, "utf-8")
    (year / "活动.yaml").write_text(FAULTY, "utf-8")
    (tmp_path / "good.yaml").write_text(REPORT, "utf-8")
    (tmp_path / "python").symlink_to(sys.executable)
    inputs = {
        "${{ inputs.paths }}": "my records/2021\ngood.yaml\n",
        "${{ inputs.args }}": "--strict --ignore BR003",
    }
    environ = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_WORKSPACE": str(tmp_path),
        "RUNNER_TEMP": str(tmp_path / "temporary"),
        "BRANCHREPORT_LANG": "en",
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
    }
    ran: list[Completed] = []
    for step in (step for step in action["runs"]["steps"] if "run" in step):
        given = {key: inputs.get(value, value) for key, value in step.get("env", {}).items()}
        shell = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"])
        ran.append(program(*shell, cwd=tmp_path, **environ, **given))
    installed, done = ran
    assert installed.returncode == 0, installed.stderr.decode()
    assert (done.returncode, done.stderr) == (1, b"")
    (command,) = commands(done.stdout.decode("utf-8"))
    assert command.properties["file"] == "my records/2021/活动.yaml"
    assert "2021-3-5" in (tmp_path / "summary.md").read_text("utf-8")
