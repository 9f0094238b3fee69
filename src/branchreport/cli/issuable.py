"""A document that was issued: the name of its file, and the digest of what that holds."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from branchreport.cli.misuse import Misuse
from branchreport.language import _
from branchreport.reasons import in_words
from branchreport.records.fields import read_line
from branchreport.writers import digest

if TYPE_CHECKING:  # what is no Word file is rare
    from branchreport.word_files import UnusableError, WordFile

_PACKAGE: Final = b"PK"
"""What a package begins with (APPNOTE.TXT 4.3.7)."""

_TRACING: Final = "src"
"""The initials of who says in comments where figures come from."""

_RECORDS: Final = frozenset({".yaml", ".yml"})
"""Endings of files of records, which are no documents."""


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A document by the name of its file, and the digest of what that holds."""

    name: str
    digest: str


def document_in(file: Path) -> IssuedDocument:
    """The document in ``file``.

    Raises:
        Misuse: when it cannot be read, or is none.

    """
    try:
        _look_at(file)
        data = file.read_bytes()
        read_line(file.name).encode()
    except FileNotFoundError:
        message, help_text = _("there is no file {file}"), _("look at the path again")
        raise Misuse(message.format(file=file), help_text) from None
    except OSError as error:
        raise Misuse(
            _("{file} cannot be read: {reason}").format(file=file, reason=in_words(error)),
            _("close the program that holds it, or ask for permission to read it"),
        ) from None
    except ValueError:
        raise Misuse(
            _("the name of {file} cannot stand in the records").format(file=file),
            _("give the file another name"),
        ) from None
    if not data:
        raise Misuse(_("{file} is empty").format(file=file), _("name the file that was issued"))
    held = _digest(file, data)
    if file.suffix.lower() == ".docx":
        _look_inside(file, data)
    return IssuedDocument(file.name, held)


def _look_at(file: Path) -> None:
    """Refuse what can be no document.

    Raises:
        Misuse: when it is a folder, a device, or a file of records.
        OSError: when it is not there.

    """
    if not file.exists():
        raise FileNotFoundError
    if not file.is_file() or file.suffix.lower() in _RECORDS:
        raise Misuse(
            _("{file} is no document").format(file=file),
            _("name the file that was issued, as report.docx"),
        )


def _digest(file: Path, data: bytes) -> str:
    """The digest of what ``file`` holds.

    Raises:
        Misuse: when it is called a Word file, and is none that can be read.

    """
    try:
        return digest(file.suffix.lower().removeprefix("."), data)
    except zipfile.BadZipFile:
        reason = _reason(data)
        raise Misuse(f"{file}: {reason.message}", reason.help) from None


def _reason(data: bytes) -> "UnusableError":
    """Why ``data`` is no Word file that can be read."""
    from branchreport.word_files import LARGEST, UnusableError, damaged, opened

    try:
        opened(data if data.startswith(_PACKAGE) else data[:LARGEST])  # which knows older kinds
    except UnusableError as error:
        return error
    return damaged()


def _look_inside(file: Path, data: bytes) -> None:
    """Refuse a Word file that nobody can open, or that is not the document itself.

    What is only beyond this program is let through: large files, and those in the strict form.

    Raises:
        Misuse: when it is one.

    """
    from branchreport.handwork.manuscript import read
    from branchreport.word_files import UnusableError, too_large

    try:
        manuscript = read(data)
    except UnusableError as error:
        if error.message == too_large().message or _is_strict(data):
            return
        raise Misuse(f"{file}: {error.message}", error.help) from None
    if _is_review_copy(manuscript.file):
        raise Misuse(
            _("{file} is a review copy: its comments say where the numbers come from").format(
                file=file
            ),
            _("name the document itself, rendered without --annotate"),
        )


def _is_strict(data: bytes) -> bool:
    """Whether a Word file is in the form “Strict Open XML Document” (ISO/IEC 29500-1)."""
    from branchreport.writers.docx.package import unpack

    return b"http://purl.oclc.org/ooxml/" in unpack(data).get("_rels/.rels", b"")


def _is_review_copy(file: "WordFile") -> bool:
    """Whether ``file`` has a comment by which a figure is traced (`writers.docx.comments`)."""
    from branchreport.word_files import WORD

    part = file.related("comments")
    found = file.tree(part).iter(f"{WORD}comment") if part else ()
    return any(each.get(f"{WORD}initials") == _TRACING for each in found)
