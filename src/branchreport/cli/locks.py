"""Who has a document open: the files that office programs put beside one while they edit it."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

_LARGEST: Final = 4096
"""Bytes of such a file; Word's has 162."""
_WIDE: Final = 54
"""Where in Word's file the length of the name in UTF-16 stands; its letters are two bytes on."""


class Lock(NamedTuple):
    """A file that says that a document is open, and by whom, if it says so."""

    file: Path
    owner: str = ""


def lock_of(document: Path) -> Lock | None:
    """The first file that says that ``document`` is open; nothing says so as a rule."""
    for file in _owner_files(document):
        if file.is_file():
            return Lock(file, _owner_by_word(_read(file)))
    libreoffice = document.with_name(f".~lock.{document.name}#")
    if libreoffice.is_file():
        return Lock(libreoffice, _owner_by_libreoffice(_read(libreoffice)))
    return None


def _owner_files(document: Path) -> Iterator[Path]:
    """What Word and WPS write.

    Their mark stands before a short name, and instead of the first letters of a long one.
    """
    name = document.name
    for cut in (2, 1, 0):
        yield document.with_name(f"~${name[cut:]}")
    yield document.with_name(f".~{name}")


def _read(file: Path) -> bytes:
    with contextlib.suppress(OSError), file.open("rb") as opened:
        return opened.read(_LARGEST)
    return b""


def _owner_by_word(data: bytes) -> str:
    length = int.from_bytes(data[_WIDE : _WIDE + 2], "little")
    wide = data[_WIDE + 2 : _WIDE + 2 + 2 * length] if 0 < length <= _WIDE else b""
    return _shown(wide.decode("utf-16-le", "ignore"))


def _owner_by_libreoffice(data: bytes) -> str:
    """The name that somebody gave to LibreOffice, or else the one of the account."""
    fields = re.split(r"(?<!\\),", data.decode("utf-8", "replace"))
    return next((name for name in map(_shown, fields[:2]) if name), "")


def _shown(name: str) -> str:
    """``name`` without what no console shows."""
    return "".join(each for each in name.replace("\\,", ",") if each.isprintable()).strip()
