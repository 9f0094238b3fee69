"""Processes timed in turn, round by round, so that a busy machine slows all of them alike."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final, TypeAlias

Command: TypeAlias = tuple[str | Path, ...]

ENVIRONMENT: Final = {
    **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
    "BRANCHREPORT_LANG": "zh",
}
"""Nothing that changes Python's ways: under ``PYTHONDONTWRITEBYTECODE``, a package that is not
compiled yet is compiled at every start."""

_STOPWATCH: Final = Path(__file__).with_name("stopwatch.py")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a command took, as the medians of its rounds.

    ``ratio`` is its time over that of an empty Python program in the same round.
    """

    milliseconds: float
    ratio: float
    mebibytes: float


def measure(
    commands: Mapping[str, Command], python: Path, output: Path, rounds: int
) -> dict[str, Figure]:
    """Each of ``commands`` once a round; before each, ``output`` is made an empty folder."""
    taken: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
    for _ in range(rounds):
        empty, _ = _time((python, "-c", "pass"), python, output)
        for name, command in commands.items():
            elapsed, peak = _time(command, python, output)
            taken[name].append((elapsed / 1e6, elapsed / empty, peak / 2**20))
    return {name: Figure(*map(median, zip(*rows, strict=True))) for name, rows in taken.items()}


def run(*command: str | Path) -> str:
    """What ``command`` printed; it has to succeed."""
    done = subprocess.run(
        [str(argument) for argument in command],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}")
    return done.stdout


def _time(command: Command, python: Path, output: Path) -> tuple[int, int]:
    """The nanoseconds that ``command`` took, and its peak of memory in bytes."""
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir()
    said = run(python, "-I", "-S", _STOPWATCH, *command)
    elapsed, peak = said.split()[-2:]
    return int(elapsed), int(peak)
