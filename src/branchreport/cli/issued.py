"""Documents that were issued: before one is written over, a copy of it stays beside it."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from branchreport.cli.console import note
from branchreport.cli.saving import holds, save
from branchreport.language import _
from branchreport.records.issues import Issue
from branchreport.writers import digest

_LONGEST: Final = 200
"""Bytes of the name of a document that a copy takes over; the day and an ending go with it."""


def keep_issued(target: Path, data: bytes, issues: Sequence[Issue]) -> None:
    """Keep a copy of ``target`` where it is one of ``issues`` and ``data`` is not; say where it is.

    Raises:
        OSError: when it cannot be read or written.

    """
    if not issues or not target.is_file() or holds(target, data):
        return
    old = target.read_bytes()
    issue = _issue_of(target, old, issues)
    if issue is None:
        return
    copy = _free(target, issue.date.isoformat(), old)
    if not copy.exists():
        save(copy, old)
    said = _("“{file}” is the document that was issued on {date}; it is kept as {copy}")
    note(said.format(file=target, date=issue.date, copy=copy))


def _issue_of(target: Path, data: bytes, issues: Sequence[Issue]) -> Issue | None:
    """The last of ``issues`` that recorded ``target``, which has the bytes ``data``."""
    try:
        found = digest(target.suffix.lower().removeprefix("."), data)
    except zipfile.BadZipFile:
        return None
    return next((each for each in reversed(issues) if each.document_digest == found), None)


def _free(target: Path, day: str, data: bytes) -> Path:
    """A name beside ``target`` that tells the ``day``; no other file is overwritten."""
    stem = target.stem.encode()[:_LONGEST].decode(errors="ignore")
    number, path = 2, target.with_name(f"{stem}.issued-{day}{target.suffix}")
    while path.exists() and not holds(path, data):
        path = target.with_name(f"{stem}.issued-{day}-{number}{target.suffix}")
        number += 1
    return path
