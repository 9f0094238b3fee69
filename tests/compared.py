"""Years written and compared in a test."""

import datetime
import tempfile
from pathlib import Path
from typing import Any

import yaml

from branchreport.cli.checking import check_year
from branchreport.compare.changes import Comparison
from branchreport.compare.comparing import compare
from branchreport.compare.recorded import Recorded
from branchreport.loading import load_year

LATER = datetime.date(2030, 1, 1)
"""A day on which all years of the tests are over."""


def recorded(path: Path) -> Recorded:
    """The year at ``path``, which has no faults of shape."""
    loaded = load_year(path)
    assert loaded.value is not None, loaded.diagnostics
    return Recorded(loaded.value, loaded.places)


def year_of(text: str | dict[str, Any]) -> Recorded:
    """The year that ``text`` or plain values hold, as one file would."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "year.yaml"
        file.write_text(text if isinstance(text, str) else dumped(text), "utf-8")
        return recorded(file)


def dumped(values: dict[str, Any]) -> str:
    """``values`` as YAML, every scalar a text."""
    return yaml.safe_dump(values, allow_unicode=True, default_style='"', sort_keys=False)


def branch(year: int, rest: str = "", *dates: str, **report: str) -> str:
    """A year with an event of the kind 主题党日 on each of ``dates``, and the ``rest``."""
    head = "".join(f", {key}: {value}" for key, value in report.items())
    log = "".join(f"  - {{日期: {day}, 类别: 主题党日}}\n" for day in dates)
    return (
        f"报告: {{年度: {year}, 支部: 示例支部{head}}}\n" + (f"活动:\n{log}" if log else "") + rest
    )


def compared(
    *texts: str, today: datetime.date = LATER, full_year: bool = True, **asked: Any
) -> Comparison:
    """The comparison of the years in ``texts``, as a whole if nothing else is said."""
    years = [year_of(text) for text in texts]
    return compare(years, today=today, full_year=full_year, **asked)


def is_sound(path: Path) -> bool:
    """Whether ``validate`` finds no error in the year at ``path``."""
    return check_year(path).sound
