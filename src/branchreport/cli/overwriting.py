"""What is to become of a document that is there already: whose work it is, and keeping a copy."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from branchreport.cli import keeping
from branchreport.cli.saving import holds, refuse_irregular, refuse_protected, save

if TYPE_CHECKING:  # lxml is read only where a Word file has to be opened
    from branchreport.handwork.changes import Change
    from branchreport.handwork.manuscript import Manuscript
    from branchreport.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Same:
    """What is to be written is there already."""


@dataclass(frozen=True, slots=True)
class Free:
    """Nothing is there, or what branchreport wrote, as it wrote it."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What branchreport wrote, with ``changes`` by hand; none are known but in Word files."""

    changes: "tuple[Change, ...]" = ()
    manuscript: "Manuscript | None" = None
    ledger: "Ledger | None" = None


@dataclass(frozen=True, slots=True)
class Foreign:
    """What branchreport did not write, or cannot tell that it did; ``reason`` says why not."""

    reason: str = ""


Finding: TypeAlias = Same | Free | Edited | Foreign


def look(target: Path, data: bytes) -> Finding:
    """Whose work ``target`` is, where ``data`` is to be written.

    Raises:
        OSError: when it is a folder or a device, is write-protected, or cannot be read.

    """
    if target.is_dir():
        raise IsADirectoryError
    if not target.exists():
        return Free()
    refuse_irregular(target)
    if holds(target, data):
        return Same()
    refuse_protected(target)
    copy = keeping.known(target)
    if copy and keeping.is_as_written(target, copy):
        return Free()
    if target.suffix.lower() != ".docx":
        return Edited() if copy else Foreign()
    return _opened(target, copy)


def _opened(target: Path, copy: keeping.Copy | None) -> Finding:
    """What the Word file ``target`` is, when it is opened."""
    from branchreport.handwork import manuscript
    from branchreport.handwork.changes import changes
    from branchreport.word_files import LARGEST, UnusableError, too_large

    if target.stat().st_size > LARGEST:
        return Foreign(too_large().message)
    try:
        read = manuscript.read(target.read_bytes())
        ledger = read.ledger or ledger_beside(read, copy)
        if ledger is None:
            return Foreign()
        found = changes(read, ledger)
    except UnusableError as fault:
        return Foreign(fault.message)
    return Edited(found, read, ledger) if found else Free()


def ledger_beside(read: "Manuscript", copy: keeping.Copy | None) -> "Ledger | None":
    """The ledger of ``copy`` where it is that of the file, which has none itself."""
    ledger = copy.ledger() if copy else None
    if ledger is None:
        return None
    if read.digest:
        return ledger if read.digest == ledger.digest() else None
    names = {piece.name for piece in ledger.pieces}
    ours = any(name in names for passage in read.passages for name in passage.names)
    return ledger if ours else None


def back_up(target: Path) -> Path:
    """Copy ``target`` beside itself; the name tells what is in it, so that no copy is written over.

    Raises:
        OSError: when it cannot be read or written.

    """
    data = target.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    for length in range(8, len(digest) + 1, 8):
        copy = target.with_name(f"{target.stem}.bak-{digest[:length]}{target.suffix}")
        if holds(copy, data):
            return copy
        if not copy.exists():
            save(copy, data)
            return copy
    raise FileExistsError
