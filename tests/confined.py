"""Python that runs by itself with no more than so much memory and time of the processor."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MEGABYTES = 800
"""Of addresses; Python with all that is imported takes a quarter."""

SECONDS = 20
"""Of the processor, however busy it is with other things."""

_LIMITS = (
    "import resource as r\n"
    f"r.setrlimit(r.RLIMIT_AS, ({MEGABYTES} << 20,) * 2)\n"
    f"r.setrlimit(r.RLIMIT_CPU, ({SECONDS},) * 2)\n"
)


def confined(code: str, *arguments: str | Path) -> str:
    """What ``code`` prints within the limits; it finds the tests' own modules.

    Without limits on a system that has none, the test is skipped.
    """
    pytest.importorskip("resource", reason="a system without limits")
    here = f"import sys\nsys.path.insert(0, {str(Path(__file__).parent)!r})\n"
    done = subprocess.run(
        [sys.executable, "-c", f"{_LIMITS}{here}{code}", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, f"ended by {done.returncode}: {done.stderr[-500:]}"
    return done.stdout
