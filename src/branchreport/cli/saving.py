"""Writing a file whole or not at all."""

import contextlib
import os
import re
import shutil
from pathlib import Path
from typing import Final

_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_DEVICES: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
_LONGEST: Final = 240
"""Bytes of a name without its ending; file systems allow 255 in all."""


def file_name(title: str, ending: str) -> str:
    """A name for a document with ``title`` that Windows, macOS and Linux all accept."""
    name = _NOT_IN_NAMES.sub("_", title.replace(": ", " - "))
    name = name.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    if not name or _DEVICES.fullmatch(name.partition(".")[0]):
        name = f"_{name}"
    return f"{name}.{ending}"


def holds(path: Path, data: bytes) -> bool:
    """Whether the file at ``path`` is ``data`` already."""
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def save(path: Path, data: bytes) -> None:
    """Write ``data`` beside ``path`` and rename it, so that no half of it is ever seen.

    Raises:
        OSError: when it cannot be written; nothing is left behind then.

    """
    path = path.resolve()  # a link stays one
    temporary = path.with_name(f".{os.urandom(8).hex()}.tmp")
    file = temporary.open("xb")
    try:
        with file:
            file.write(data)
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
