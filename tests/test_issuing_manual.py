"""What the pages on issued documents show is what happens, step by step."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, Completed

Run = Callable[..., Completed]

MANUALS = [("docs/issuing.md", "en"), ("docs/issuing.zh-CN.md", "zh")]
DIGEST = "(?<=: )[0-9a-f]{64}$"


def blocks(manual: str) -> list[tuple[str, str]]:
    text = (ROOT / manual).read_text("utf-8")
    return re.findall(r"^```(yaml \S+|console|diff)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def changed(text: str, patch: str) -> str:
    """``text`` with the lines after ``-`` of a patch replaced by those after ``+``."""
    old, new = (
        "".join(f"{line[1:]}\n" for line in patch.splitlines() if line[0] == mark) for mark in "-+"
    )
    assert text.count(old) == 1
    return text.replace(old, new)


@pytest.mark.parametrize(("manual", "lang"), MANUALS)
def test_the_tour_is_what_happens(manual: str, lang: str, check: Run, tmp_path: Path) -> None:
    year = tmp_path / "2024.yaml"
    for kind, block in blocks(manual):
        match kind.split():
            case ["yaml", _name] if not year.exists():
                year.write_text(block, "utf-8", newline="\n")
            case ["yaml", name]:
                written = (tmp_path / name).read_text("utf-8")
                assert re.sub(DIGEST, "…", written, flags=re.MULTILINE) == block
            case ["diff"]:
                year.write_text(changed(year.read_text("utf-8"), block), "utf-8", newline="\n")
            case _:
                assert shown(block, lang, check) == block


def shown(block: str, lang: str, check: Run) -> str:
    """What the commands of ``block`` say, after each of them."""
    said = ""
    for command in re.findall(r"^\$ (branchreport .*)$", block, re.MULTILINE):
        done = check(*shlex.split(command)[1:], BRANCHREPORT_LANG=lang)
        text = (done.stdout + done.stderr).decode().replace("\r\n", "\n")
        said += f"$ {command}\n{text}"
    return said


def test_both_pages_take_the_same_steps() -> None:
    steps = [[kind for kind, _ in blocks(manual)] for manual, _ in MANUALS]
    assert steps[0] == steps[1]
    assert steps[0] == ["yaml 2024.yaml", "console", "yaml 2024.yaml", "diff", "console", "console"]
