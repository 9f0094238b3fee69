"""A Word file opened with care: its parts, how they are related, and its styles.

Office Open XML: ECMA-376-1 (the parts), ECMA-376-2 (the package). What cannot be taken over is
refused in words; nothing is run, fetched or unpacked to disk.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

from lxml import etree

from branchreport.language import _

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of what is inside of a document, as `lxml` writes it before a name."""
RELATED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
"""The namespace of attributes that name a relationship."""
KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
"""What the kinds of relationships begin with."""

LARGEST: Final = 32 * 1024 * 1024
"""Bytes of a file; a letterhead with pictures has a few hundred thousand."""
_LARGEST_WITHIN: Final = 64 * 1024 * 1024
"""Bytes of all parts; a file that holds more was made to fill a memory."""
_LARGEST_TREE: Final = 8 * 1024 * 1024
"""Bytes of a part that is read as XML, which takes many times as much."""
_MOST_PARTS: Final = 2000

_STRICT: Final = "http://purl.oclc.org/ooxml/"
_COMPOUND: Final = bytes.fromhex("D0CF11E0A1B11AE1")
"""What a file begins with that is a small disk of its own: old Word files, and protected ones."""
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


class UnusableError(Exception):
    """Why a file cannot be used, and what to do, in the language in use."""

    def __init__(self, message: str, help_text: str) -> None:
        super().__init__(message)
        self.message = message
        self.help = help_text


class Relation(NamedTuple):
    """From one part to another, or to something outside; ``kind`` is its name in ECMA-376."""

    identifier: str
    kind: str
    target: str
    outside: bool = False


@dataclass(frozen=True)
class WordFile:
    """The parts of a file by their names without the first slash."""

    parts: Mapping[str, bytes]

    @cached_property
    def main(self) -> str:
        """The part that is the document itself."""
        return next(each.target for each in self.relations("") if each.kind == "officeDocument")

    def tree(self, part: str) -> Any:
        """The root element of ``part``.

        Raises:
            UnusableError: when there is none, or it is no XML.

        """
        if part not in self.parts:
            raise damaged()
        if len(self.parts[part]) > _LARGEST_TREE:
            raise too_large()
        try:
            root = etree.fromstring(self.parts[part], _PARSER)
        except etree.XMLSyntaxError:
            raise damaged() from None
        if root.getroottree().docinfo.doctype:  # ECMA-376-2, 6.2.5
            raise damaged()
        return root

    def relations(self, part: str) -> list[Relation]:
        """What ``part`` is related to, in the order of its file; the package itself for ``""``."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if listed not in self.parts:
            return []
        return [
            Relation(
                each.get("Id", ""),
                each.get("Type", "").rpartition("/")[2],
                each.get("Target", "")
                if each.get("TargetMode") == "External"
                else _resolved(folder, each.get("Target", "")),
                each.get("TargetMode") == "External",
            )
            for each in self.tree(listed)
            if isinstance(each.tag, str)
        ]

    def related(self, kind: str) -> str | None:
        """The part of ``kind`` that belongs to the document."""
        found = (each for each in self.relations(self.main) if each.kind == kind)
        return next((each.target for each in found if each.target in self.parts), None)

    def content_type(self, part: str) -> str:
        """What ``part`` holds, as the package says."""
        return self._overrides.get(part) or self._defaults.get(_ending(part), "")

    @cached_property
    def _types(self) -> Any:
        return self.tree("[Content_Types].xml")

    @cached_property
    def _overrides(self) -> dict[str, str]:
        found = self._types.iter(f"{_TYPES}Override")
        return {each.get("PartName", "").lstrip("/"): each.get("ContentType", "") for each in found}

    @cached_property
    def _defaults(self) -> dict[str, str]:
        found = self._types.iter(f"{_TYPES}Default")
        return {each.get("Extension", "").lower(): each.get("ContentType", "") for each in found}


def opened(data: bytes) -> WordFile:
    """The Word file with the bytes ``data``.

    Raises:
        UnusableError: when it is none that can be used.

    """
    if len(data) > LARGEST:
        raise too_large()
    if data.startswith(_COMPOUND):
        raise _compound(data)
    file = WordFile(dict(_parts(data)))
    _look_at_kind(file)
    return file


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            size = sum(each.file_size for each in members)
            if len(members) > _MOST_PARTS or size > _LARGEST_WITHIN:
                raise too_large()
            if len({each.filename for each in members}) < len(members):
                raise damaged()
            for each in members:
                if not each.is_dir():
                    yield each.filename, package.read(each)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError):
        raise damaged() from None
    except (NotImplementedError, RuntimeError):  # another way to compress, or a password
        raise _protected() from None


def _look_at_kind(file: WordFile) -> None:
    """Refuse what is no Word file, or one of another kind.

    Raises:
        UnusableError: when it is.

    """
    root = file.parts.get("_rels/.rels", b"")
    if _STRICT.encode() in root:
        raise UnusableError(
            _("the file is in the form “Strict Open XML Document”"),
            _("save it in Word as “Word Document (*.docx)”"),
        )
    if "[Content_Types].xml" not in file.parts or not any(
        each.kind == "officeDocument" for each in file.relations("")
    ):
        raise damaged()
    kind = file.content_type(file.main)
    if "macroEnabled" in kind or any(part.endswith("vbaProject.bin") for part in file.parts):
        raise UnusableError(
            _("the file holds macros"),
            _("save it in Word as “Word Document (*.docx)”, without macros"),
        )
    if "wordprocessingml.template" in kind:
        raise UnusableError(
            _("the file is a Word template (.dotx)"),
            _("save it in Word as “Word Document (*.docx)”"),
        )
    if "wordprocessingml" not in kind:
        raise damaged()


def _compound(data: bytes) -> UnusableError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _protected()
    return UnusableError(
        _("the file is of an older kind (.doc, .wps)"),
        _("save it in Word or WPS as “Word Document (*.docx)”"),
    )


def _protected() -> UnusableError:
    return UnusableError(
        _("the file is protected by a password"), _("save it without the password")
    )


def too_large() -> UnusableError:
    """What is said of a file that holds more than any letterhead or report does."""
    return UnusableError(
        _("the file is far larger than a document of an office"),
        _("take large pictures out of it, and save it again"),
    )


def damaged() -> UnusableError:
    """What is said of a file whose parts are not what they should be."""
    return UnusableError(
        _("the file is no Word file, or it is damaged"),
        _("open it in Word or WPS, and save it as “Word Document (*.docx)”"),
    )


def _resolved(folder: str, target: str) -> str:
    """The name of the part that ``target`` leads to from ``folder``."""
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))


def _ending(part: str) -> str:
    return part.rpartition(".")[2].lower()
