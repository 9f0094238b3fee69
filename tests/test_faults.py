"""Each file in ``faults`` gives exactly the findings beside it; each in ``sound`` gives none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from branchreport import language
from branchreport.cli.checking import check_year
from branchreport.show.full import findings
from branchreport.show.summary import summary
from branchreport.show.text import plain

HERE = Path(__file__).parent
FAULTS = sorted((HERE / "faults").glob("*.yaml"))
SOUND = sorted((HERE / "sound").glob("*.yaml"))


def said(file: Path, spoken: str) -> str:
    """What ``validate`` prints about ``file``, from within its folder."""
    language.use(spoken)
    checked = check_year(Path(file.name))
    lines = checked.loaded.places.lines
    last = summary(len(lines), checked.loaded.records, checked.diagnostics)
    return plain([*findings(checked.diagnostics, lines), last])


@pytest.mark.parametrize("file", FAULTS, ids=lambda file: file.stem)
def test_findings(
    file: Path, expect: Callable[[str, Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    expect(f"{said(file, 'en')}\n{said(file, 'zh')}", file.with_suffix(".txt"))


@pytest.mark.parametrize("file", SOUND, ids=lambda file: file.stem)
def test_no_finding(file: Path) -> None:
    checked = check_year(file)
    assert checked.diagnostics == ()
    assert checked.loaded.value is not None
