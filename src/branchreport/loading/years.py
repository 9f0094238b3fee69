"""Which year a path means: a folder, a file that is a year of its own, or the folder of a file.

Editors and pre-commit name single files, and a year is often spread over the files of a folder.
"""

import os
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from branchreport.encodings import marked
from branchreport.loading import LARGEST, yaml_files
from branchreport.loading.naming import keys_of
from branchreport.records.year import BranchYear


def years(paths: Iterable[Path]) -> list[Path]:
    """The years that ``paths`` mean, each once, in the order in which they are first named."""
    look = cache(_look)
    found: dict[str, Path] = {}
    for path in paths:
        year = _year_of(path, look)
        found.setdefault(os.path.realpath(year), year)
    return list(found.values())


class _Folder(NamedTuple):
    """Names of the YAML files of a folder: all, those with a report, those with other records."""

    files: frozenset[str]
    reports: frozenset[str]
    others: frozenset[str]


def _year_of(path: Path, look: Callable[[Path], _Folder]) -> Path:
    """The folder of the file ``path`` where it is the one year that the folder holds.

    A file with a report is joined by files that hold records and no report; a file without one
    belongs to the only file beside it that has one.
    """
    if not os.path.isfile(path):  # noqa: PTH113  # never raises
        return path
    folder = look(path.parent)
    joined = folder.others or path.name not in folder.reports
    whole = path.name in folder.files and len(folder.reports) == 1 and joined
    return path.parent if whole else path


def _look(path: Path) -> _Folder:
    try:
        files = yaml_files(path)
    except OSError:
        files = []
    reports, others = set(), set()
    for file in files:
        keys = _keys(file)
        if "report" in keys:
            reports.add(file.name)
        elif keys:
            others.add(file.name)
    names = frozenset(file.name for file in files)
    return _Folder(names, frozenset(reports), frozenset(others))


def _keys(file: Path) -> set[str]:
    """The keys of a year at the beginning of a line of ``file``; none if it cannot be read."""
    try:
        if not file.is_file() or file.stat().st_size > LARGEST:
            return set()
        text = _text(file.read_bytes())
    except OSError:
        return set()
    known = keys_of(BranchYear)
    pattern = rf"^[\"']?({'|'.join(map(re.escape, known))})[\"']? *[:：]"
    return {known[key].name for key in re.findall(pattern, text.replace("\r", "\n"), re.MULTILINE)}


def _text(raw: bytes) -> str:
    """``raw`` in whichever encoding it may be; what is wrong with it is said when it is read."""
    mark, encoding = marked(raw)
    try:
        return raw[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
