"""Evidence: the files that records name are there, in the year's folder, and hold something."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from branchreport.language import _
from branchreport.places import Location
from branchreport.records.year import BranchYear
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding
from branchreport.suggest import closest

_MOST_FILES: Final = 10_000
"""Files of a folder that are looked at; more are no year's evidence."""


def faulty(case: Case) -> Iterator[Finding]:
    """A file is not there (BR431), outside the folder (BR432), or empty (BR433)."""
    for location, name in _named(case.year):
        file = _inside(case.folder, name)
        size = _size(file) if file else None
        if file is None:
            yield Finding(
                location,
                _("“{name}” leads out of the year's folder").format(name=name),
                _("copy the file into the folder, and write its path from there"),
                code="BR432",
            )
        elif size is None:
            yield Finding(
                location,
                _("there is no file “{name}”").format(name=name),
                _advice(file, case.folder),
                code="BR431",
            )
        elif size == 0:
            yield Finding(
                location,
                _("the file “{name}” is empty").format(name=name),
                _("put the evidence into it, or delete the name"),
                code="BR433",
            )


def unused(case: Case) -> Iterator[Finding]:
    """Files lie in the folders of the evidence that no record names."""
    named = [_inside(case.folder, name) for _location, name in _named(case.year)]
    used = {file for file in named if file}
    folders = {file.parent for file in used} - {case.folder}
    beside = [file for folder in sorted(folders) for file in _files(folder) if file not in used]
    beside = [file for file in beside if not any(file in above.parents for above in used)]
    if beside and not any(file.is_dir() for file in used):
        yield Finding(
            ("report",),
            _("no record names the evidence {files}").format(
                files=_(", ").join(file.relative_to(case.folder).as_posix() for file in beside[:10])
                + ("…" if len(beside) > 10 else "")
            ),
            _("name it in the record that it shows, or take it out of the folder"),
        )


def _named(year: BranchYear) -> Iterator[tuple[Location, str]]:
    """Every file that the records name as evidence, with its place."""
    for index, activity in enumerate(year.activities):
        for nth, name in enumerate(activity.evidence):
            yield ("activities", index, "evidence", nth), name
    for index, shortcoming in enumerate(year.shortcomings):
        for step, progress in enumerate(shortcoming.progress):
            for nth, name in enumerate(progress.evidence):
                yield ("shortcomings", index, "progress", step, "evidence", nth), name


def _inside(folder: Path, name: str) -> Path | None:
    """The file ``name`` below ``folder``, in either form of path; None where it leads out of it."""
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or PureWindowsPath(name).drive:
        return None
    file = folder / parts
    below = os.path.realpath(file).startswith(os.path.realpath(folder) + os.sep)
    return file if below else None


def _size(file: Path) -> int | None:
    """The bytes of ``file``, None where there is none; a folder has some."""
    try:
        return file.stat().st_size if file.is_file() else (1 if file.is_dir() else None)
    except OSError:
        return None


def _advice(file: Path, folder: Path) -> str:
    known = [beside.relative_to(folder).as_posix() for beside in _files(file.parent)]
    meant = closest(file.relative_to(folder).as_posix(), known)
    return (
        _("did you mean “{key}”?").format(key=meant)
        if meant
        else _("correct the name, or put the file there")
    )


def _files(folder: Path) -> list[Path]:
    """The files of ``folder``, but for hidden ones and records."""
    try:
        with os.scandir(folder) as entries:
            found = [
                folder / entry.name
                for _nth, entry in zip(range(_MOST_FILES), entries, strict=False)
                if entry.is_file() and not entry.name.startswith((".", "~"))
            ]
    except OSError:
        return []
    return sorted(file for file in found if file.suffix.lower() not in {".yaml", ".yml"})
