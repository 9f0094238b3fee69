"""The side copy of a document: what was written, in a folder ``.branchreport`` beside it.

By it a document of any form is known as long as nobody changed it, and a Word file whose own ledger
a program dropped. It may be lost, moved or committed; a document can do without.
"""

import contextlib
import hashlib
import json
import os
import re
import sys
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

from branchreport.cli.saving import save
from branchreport.ledger import Ledger, LedgerError

FOLDER: Final = ".branchreport"
"""The name of the folder with the side copies of the documents beside it."""
VERSION: Final = 1
"""Of the form of a side copy; one that is newer is not read."""

_LARGEST: Final = 32 * 1024 * 1024
"""Bytes of a side copy; a long report has a few hundred thousand."""
_HIDDEN: Final = 0x02
"""FILE_ATTRIBUTE_HIDDEN of Windows."""
_LEDGER: Final = re.compile(rb'<ledger xmlns="urn:branchreport:ledger">(.*?)</ledger>', re.DOTALL)
_ITEMS: Final = "customXml/item"


class Copy(NamedTuple):
    """What is known of a document: the SHA-256 of its bytes, and what it is to have said."""

    sha256: str
    said: object = None

    def ledger(self) -> Ledger | None:
        """The ledger of a Word file; None where there is none that can be read."""
        try:
            return Ledger.from_json(json.dumps(self.said)) if self.said else None
        except LedgerError:
            return None


def ledger_in(data: bytes) -> Ledger | None:
    """The ledger in ``data``, a Word file that was just written; None where it has none."""
    said = _ledger_in(data)
    return Ledger.from_json(said) if said else None


def place(document: Path) -> Path:
    """Where the side copy of ``document`` is; where it is a link, beside what it leads to."""
    real = Path(os.path.realpath(document))
    return real.with_name(FOLDER) / f"{real.name}.json"


def known(document: Path) -> Copy | None:
    """The side copy of ``document``; None where there is none that can be read."""
    file = place(document)
    try:
        if file.stat().st_size > _LARGEST:
            return None
        said = json.loads(file.read_text("utf-8"))
        if said["version"] != VERSION:
            return None
        return Copy(str(said["sha256"]), said.get("ledger"))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def is_as_written(document: Path, copy: Copy) -> bool:
    """Whether the bytes of ``document`` are those that ``copy`` tells of.

    Raises:
        OSError: when it cannot be read.

    """
    with document.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == copy.sha256


def keep(document: Path, data: bytes) -> None:
    """Write the side copy of ``document``, which has the bytes ``data``, unless it is there.

    Raises:
        OSError: when it cannot be written.

    """
    file, said = place(document), _said(data)
    with contextlib.suppress(OSError, ValueError):
        if file.read_bytes() == said:
            return
    if not file.parent.is_dir():
        file.parent.mkdir()
        _hide(file.parent)
    save(file, said)


def _said(data: bytes) -> bytes:
    ledger = _ledger_in(data)
    more = f',\n"ledger": {ledger}' if ledger else ""
    digest = hashlib.sha256(data).hexdigest()
    return f'{{\n"version": {VERSION},\n"sha256": "{digest}"{more}\n}}\n'.encode()


def _ledger_in(data: bytes) -> str:
    """The ledger, as JSON, in a Word file that was just written; nothing in all else."""
    if not data.startswith(b"PK"):
        return ""
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith(_ITEMS) and (match := _LEDGER.search(package.read(name))):
                return unescape(match[1].decode())
    return ""


def _hide(folder: Path) -> None:
    """Hide ``folder`` on Windows, where a name with a point in front does not."""
    if sys.platform == "win32":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.windll.kernel32.SetFileAttributesW(str(folder), _HIDDEN)
