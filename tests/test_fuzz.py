"""Hostile and mutated files, in processes with limits: every one is validated, none breaks it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parent / "fuzz"
pytestmark = pytest.mark.slow


def test_nothing_breaks_it() -> None:
    """A machine may be busy with other things: twice the seconds that are promised are allowed."""
    done = subprocess.run(
        [sys.executable, FUZZ / "fuzz.py", "--seconds", "40", "--limit", "4", "--json"],
        stdout=subprocess.PIPE,
        check=False,
    )
    tally = json.loads(done.stdout)
    assert tally["failures"] == []
    assert done.returncode == 0
    assert tally["inputs"] > 1000
    assert set(tally["exits"]) <= {"0", "1", "2"}


def test_no_megabyte_takes_long() -> None:
    done = subprocess.run(
        [sys.executable, FUZZ / "hostile.py", "--limit", "4"],
        stdout=subprocess.PIPE,
        check=False,
        text=True,
    )
    assert "FAIL" not in done.stdout
    assert done.returncode == 0
