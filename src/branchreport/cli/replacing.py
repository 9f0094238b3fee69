"""A document that nobody changed gives way to a new one; but not to one that is quite another."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from branchreport.cli import keeping
from branchreport.cli.console import complain, note
from branchreport.cli.ordering import options
from branchreport.cli.overwriting import back_up
from branchreport.cli.saving import holds
from branchreport.language import _
from branchreport.ledger import Ledger

_SHARED: Final = 1 / 3
"""Of the pieces of a document, the part below which another title makes it another document."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What the Word file ``target`` was written as, and what is to take its place.

    ``is_first_review`` tells that this is a review copy, and what is there has no comments.
    """

    target: Path
    before: Ledger
    now: Ledger
    is_first_review: bool = False

    @property
    def is_other(self) -> bool:
        """Whether ``now`` has another title and hardly anything that ``before`` says."""
        one, other = ({(each.name, each.text) for each in led.pieces} for led in self._both)
        shared = len(one & other) / max(min(len(one), len(other)), 1)
        return _title(self.before) not in ("", _title(self.now)) and shared < _SHARED

    @property
    def _both(self) -> tuple[Ledger, Ledger]:
        return self.before, self.now


def replacement(target: Path, data: bytes) -> Replacement | None:
    """What the Word file with the bytes ``data`` replaces; None where nothing is known of that.

    Raises:
        OSError: when what is there cannot be read.

    """
    if not target.is_file() or holds(target, data):
        return None
    before, now = _ledger_at(target), keeping.ledger_in(data)
    if before is None or now is None:
        return None
    first = _remarked(data) and not _remarked(target.read_bytes())
    return Replacement(target, before, now, first)


def _remarked(data: bytes) -> bool:
    """Whether the Word file ``data`` has comments."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return "word/comments.xml" in package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _ledger_at(target: Path) -> Ledger | None:
    """The ledger of ``target`` where nobody changed it; what somebody did is refused elsewhere."""
    copy = keeping.known(target)
    if copy and keeping.is_as_written(target, copy):
        return copy.ledger()
    from branchreport.handwork.changes import changes  # only where no side copy tells
    from branchreport.handwork.manuscript import read
    from branchreport.word_files import LARGEST, UnusableError

    if target.stat().st_size > LARGEST:
        return None
    try:
        manuscript = read(target.read_bytes())
        ledger = manuscript.ledger
        return None if ledger is None or changes(manuscript, ledger) else ledger
    except UnusableError:
        return None


def refused(replaces: Replacement, *, force: bool) -> bool:
    """Whether that is not replaced, which is said; by ``force`` a copy of it is kept.

    Raises:
        OSError: when the copy cannot be written.

    """
    if not (replaces.is_other or replaces.is_first_review):
        return False
    target = replaces.target
    if force:
        copy = back_up(target)
        note(_("what {file} was is kept as {copy}").format(file=target, copy=copy))
        return False
    message = _("{file} is another document, “{title}”, and is not replaced")
    if not replaces.is_other:
        message = _("{file} is the document itself, and is not replaced by a review copy")
    complain(
        message.format(file=target, title=_title(replaces.before)),
        _("choose another name with -o, or replace it with --force, which keeps a copy of it"),
    )
    return True


def say_forgotten(replaces: Replacement, asked: Mapping[str, str]) -> None:
    """Say with which options the document was made before that were not ``asked`` for now."""
    left = {key: value for key, value in replaces.before.asked.items() if key not in asked}
    if left:
        said = _("{file} was made with {options} before, and now without")
        note(said.format(file=replaces.target, options=options(left)))


def _title(ledger: Ledger) -> str:
    return next((each.text for each in ledger.pieces if each.kind == "title"), "")
