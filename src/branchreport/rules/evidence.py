"""Evidence: the files that records name are there, in the year's folder, and hold something."""

import os
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from branchreport.diagnostics import shortened
from branchreport.language import _
from branchreport.pictures import UNKNOWN_SUFFIXES, NotAPictureError, check, files_of, inside
from branchreport.places import Location
from branchreport.records.choices import Supplement
from branchreport.records.walks import evidence_of
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding

_NO_EVIDENCE: Final = frozenset({".yaml", ".yml", ".db", ".ini", ".tmp"})
"""Suffixes of records, and of what Windows leaves in folders (Thumbs.db, desktop.ini)."""


class _Named(NamedTuple):
    """A file that a record names; ``file`` is its path from the folder, None if it leads out."""

    location: Location
    name: str
    file: PurePosixPath | None


_MOST: Final = 10_000
"""Names of evidence in a year in which it is asked whether they are all that there is."""


def faulty(case: Case) -> Iterator[Finding]:
    """A file is not there (BR431), outside the folder (BR432), or empty (BR433)."""
    folders = cache(lambda folder: _names(case.folder / folder))
    for location, name, file in _named(case):
        size = _size(case.folder / file) if file else None
        if file is None:
            yield _elsewhere(location, name)
        elif size is None:
            meant = case.guesses.closest(file.name, folders(file.parent))
            yield Finding(
                location,
                _("there is no file “{name}”").format(name=shortened(name, 80)),
                _("did you mean “{key}”?").format(key=file.parent / meant)
                if meant
                else _("correct the name, or put the file there"),
                code="BR431",
            )
        elif size == 0:
            yield Finding(
                location,
                _("“{name}” is empty").format(name=shortened(name, 80)),
                _("put the evidence into it, or delete the name"),
                code="BR433",
            )


def _elsewhere(location: Location, name: str) -> Finding:
    return Finding(
        location,
        _("“{name}” leads out of the year's folder").format(name=shortened(name, 80)),
        _("copy the file into the folder, and write its path from there"),
        code="BR432",
    )


def no_picture(case: Case) -> Iterator[Finding]:
    """A picture that the document is to show cannot be, or is not there, or is elsewhere (BR432).

    An address is no picture, and of a name that leads out of the folder `faulty` tells.
    """
    if Supplement.PHOTOGRAPHS not in case.year.report.appendices:
        return
    root = os.path.realpath(case.folder)
    can_be_shown = cache(_can_be_shown)
    for location, name, file in _named(case):
        if file is None or location[0] != "activities":
            continue  # it leads out of the folder, or is shown nowhere
        for shown in files_of(case.folder, name):
            place = inside(root, shown)
            if place is None:
                yield _elsewhere(location, shown)
            elif not (_is_known(shown) and can_be_shown(Path(root, place))):
                yield Finding(
                    location,
                    _("“{name}” is no picture that can be shown").format(name=shortened(shown, 80)),
                    _("save it as JPEG with the program that shows it, or delete the name"),
                )


def _is_known(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() not in UNKNOWN_SUFFIXES


def _can_be_shown(file: Path) -> bool:
    """Whether ``file`` is a picture; what it holds is not kept."""
    try:
        if not file.is_file():  # to read a pipe would take for ever
            return False
        check(file.read_bytes())
    except (NotAPictureError, OSError, ValueError):
        return False
    return True


def unused(case: Case) -> Iterator[Finding]:
    """Something lies in the folders of the evidence that no record names."""
    named = list(islice(_named(case), _MOST + 1))
    if len(named) > _MOST:
        return
    used = {each.file for each in named if each.file}
    above = {folder for file in used for folder in file.parents} - {PurePosixPath()}
    listed = (folder for folder in sorted(above) if used.isdisjoint({folder, *folder.parents}))
    beside = [
        file
        for folder in listed
        for file in (folder / name for name in _names(case.folder / folder))
        if file not in used and file not in above and not (case.folder / file).is_symlink()
    ]
    if beside:
        yield Finding(
            ("report",),
            _("no record names the evidence {files}").format(
                files=_(", ").join(f"“{file}”" for file in beside[:10])
                + ("…" if len(beside) > 10 else "")
            ),
            _("name it in the record that it shows, or take it out of the folder"),
        )


def _named(case: Case) -> Iterator[_Named]:
    """Every file that the records name as evidence; an address of the net is none."""
    root = os.path.realpath(case.folder)
    for location, name in evidence_of(case.year):
        if "://" not in name:
            yield _Named(location, name, inside(root, name))


def _size(file: Path) -> int | None:
    """The bytes of ``file``, or how much a folder holds; None where there is neither.

    What may not be looked at is there, for all that can be said.
    """
    try:
        return len(_names(file)) if file.is_dir() else file.stat().st_size
    except PermissionError:
        return 1
    except (OSError, ValueError):
        return None


def _names(folder: Path) -> list[str]:
    """What lies in ``folder`` that may be evidence, by name; nothing if it cannot be read."""
    try:
        names = [file.name for file in folder.iterdir()]
    except (OSError, ValueError):
        return []
    return sorted(
        name
        for name in names
        if not name.startswith((".", "~")) and Path(name).suffix.lower() not in _NO_EVIDENCE
    )
