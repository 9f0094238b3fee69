"""Options and helpers of the tests."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from branchreport import language
from branchreport.cli import main

# Nothing is timed in the tests; in CI the same examples are tried every time.
settings.register_profile("tests", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("tests")

ROOT = Path(__file__).parents[1]
EXAMPLES = {
    "2021": ROOT / "examples" / "2021",
    "2022": ROOT / "examples" / "2022",
    "2023": ROOT / "examples" / "2023",
    "english": ROOT / "examples" / "english" / "2024",
    "union": ROOT / "examples" / "union" / "2021",
}


skips: set[str] = set()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write what comes out as what is expected from now on"
    )
    parser.addoption("--no-skips", action="store_true", help="fail when a test is skipped")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    skips.update({report.nodeid} if report.skipped else ())


def pytest_sessionfinish(session: pytest.Session) -> None:
    if skips and session.config.getoption("--no-skips"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Every test begins in English, whatever the one before it spoke."""
    language.use("en")
    yield
    language.use("en")


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test knows where it runs, so that reports look the same in CI."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "BRANCHREPORT_OUTPUT_FORMAT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Compare a text with a file, whole; with ``--accept``, write the file."""

    def compare(text: str, file: Path) -> None:
        if request.config.getoption("--accept"):
            file.write_text(text, "utf-8", newline="\n")
        assert file.is_file(), f"{file.name} is missing; --accept writes it"
        assert text == file.read_text("utf-8")

    return compare


Completed = subprocess.CompletedProcess[bytes]


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Completed]:
    """Run the installed command in a folder of its own, with nothing of our surroundings."""

    def call(*arguments: str | Path, cwd: Path = tmp_path, **environ: str) -> Completed:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        return subprocess.run(
            [sys.executable, "-m", "branchreport", *map(str, arguments)],
            cwd=cwd,
            env={**kept, "PYTHONUTF8": "1", "BRANCHREPORT_LANG": "en", **environ},
            capture_output=True,
            check=False,
            timeout=60,
        )

    return call


@pytest.fixture
def check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Completed]:
    """Run a command as ``run`` does, but within this process."""

    def call(*arguments: str | Path, cwd: Path = tmp_path, **environ: str) -> Completed:
        with monkeypatch.context() as patch:
            patch.chdir(cwd)
            for name, value in {"BRANCHREPORT_LANG": "en", **environ}.items():
                patch.setenv(name, value)
            code = main([*map(str, arguments)])
        printed = capfdbinary.readouterr()
        return Completed(arguments, code, printed.out, printed.err)

    return call
