"""The year before a year: where it is found, and whether it can be compared with.

It is the folder or file that the report names under ``previous``, or else the sibling whose name
has every year one earlier: ``2021`` beside ``2022``, ``2021-2022`` beside ``2022-2023``.
"""

import datetime
import os
import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from pathlib import Path

from branchreport.compare.recorded import Recorded
from branchreport.loading import Loaded, Read, bytes_of, load_year, yaml_files
from branchreport.records.year import BranchYear, Period, Report

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)", re.ASCII)


class Fault(Enum):
    """Why nothing can be compared with the year before."""

    MISSING = auto()
    UNSOUND = auto()
    NOT_BEFORE = auto()
    NOT_ADJACENT = auto()


@dataclass(frozen=True)
class Previous:
    """The year before: where it is, whether the report ``named`` it, and what was read there."""

    path: Path
    named: bool
    report: Report
    loaded: Loaded[BranchYear] | None = None
    read: Read = bytes_of

    @property
    def fault(self) -> Fault | None:
        """Why nothing can be compared with it, if so."""
        if self.loaded is None:
            return Fault.MISSING
        if self.loaded.value is None:
            return Fault.UNSOUND
        then, now = self.loaded.value.report.period, self.report.period
        if then.last >= now.first:
            return Fault.NOT_BEFORE
        return None if _follows(now, then) else Fault.NOT_ADJACENT

    @cached_property
    def recorded(self) -> Recorded | None:
        """The year, if it can be compared with."""
        if self.fault or self.loaded is None or self.loaded.value is None:
            return None
        return Recorded(self.loaded.value, self.loaded.places)

    @cached_property
    def earlier(self) -> "Previous | None":
        """The year before it, if there is one; read when it is asked for."""
        if self.recorded is None:
            return None
        return previous_of(self.path, self.recorded.year.report, self.read)

    @property
    def lines(self) -> dict[str, list[str]]:
        """The lines of every file that was read so far, of this year and of those before it."""
        earlier: Previous | None = vars(self).get("earlier")
        own = self.loaded.places.lines if self.loaded else {}
        return {**(earlier.lines if earlier else {}), **own}


def _follows(period: Period, before: Period) -> bool:
    """Whether ``period`` begins where ``before`` ends, or lies in the year after it."""
    from branchreport.compare.basis import years_between  # only two years need it

    touches = period.first - before.last == datetime.timedelta(1)
    return touches or years_between(before, period) <= 1


def previous_of(path: Path, report: Report, read: Read = bytes_of) -> Previous | None:
    """The year before the one at ``path`` with this ``report``; ``read`` gives bytes of files.

    None where no year is named, and none is found.
    """
    if report.previous is not None:
        folder = path if path.is_dir() else path.parent
        return _previous(_plain(folder / report.previous), report, read, named=True)
    sibling = _sibling(path) or (_sibling(path.parent) if _is_alone(path) else None)
    return _previous(sibling, report, read, named=False) if sibling else None


def _previous(path: Path, report: Report, read: Read, *, named: bool) -> Previous:
    loaded = load_year(path, read) if os.path.exists(path) else None  # noqa: PTH110  # never raises
    return Previous(path, named, report, loaded, read)


def _sibling(path: Path) -> Path | None:
    """The folder or file beside ``path`` that has the name of the year before, if it has records.

    It is told as ``path`` was, so that messages name it in the same way.
    """
    known = path if path.name not in ("", "..") else Path(os.path.realpath(path))
    name = _YEAR.sub(lambda year: str(int(year[0]) - 1), known.name)
    found = known.with_name(name)
    if name == known.name or not _has_records(found):
        return None
    return found if known is path else Path(os.path.relpath(found))


def _is_alone(path: Path) -> bool:
    """Whether ``path`` is the only file of a folder, and no year gives it its name."""
    if _YEAR.search(path.name) or not path.is_file():
        return False
    try:
        return [file.name for file in yaml_files(path.parent)] == [path.name]
    except OSError:
        return False


def _plain(path: Path) -> Path:
    """``path`` without ``..`` in its midst, where that leads to the same place."""
    plain = Path(os.path.normpath(path))
    return plain if os.path.realpath(plain) == os.path.realpath(path) else path


def _has_records(path: Path) -> bool:
    try:
        return bool(yaml_files(path)) if path.is_dir() else path.is_file()
    except OSError:
        return False
