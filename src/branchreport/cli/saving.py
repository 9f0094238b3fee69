"""Writing a file whole or not at all."""

import contextlib
import errno
import os
import re
import shutil
from pathlib import Path
from typing import Final

from branchreport.language import _

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
    path = Path(os.path.realpath(path))  # a link stays one
    if path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
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


def untouchable(path: Path) -> tuple[str, str] | None:
    """Why ``path`` is left alone, and what to do; None where it is not."""
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent)):
        message = _("{file} is a link to a file outside of its folder, and is left alone")
        return message.format(file=path), _("correct the file that it leads to")
    if not os.access(path, os.W_OK):
        message = _("{file} may not be written, and is left alone")
        return message.format(file=path), _("ask for permission to write it")
    return None


def misnamed(target: Path, form: str) -> tuple[str, str] | None:
    """What is wrong with a name that does not end in ``form``, and what to do."""
    if target.suffix.lower() == f".{form}":
        return None
    message = _("{file} does not end in .{form}, the form that is written")
    return message.format(file=target, form=form), _("choose another name with -o")


def reason(target: Path, error: OSError) -> tuple[str, str]:
    """Why ``target`` could not be written, and what to do."""
    match error:
        case PermissionError():
            message = _("{file} cannot be written")
            help_text = _("close it if it is open in Word or WPS, or choose another name with -o")
        case FileNotFoundError() | NotADirectoryError():
            message = _("there is no folder for {file}")
            help_text = _("create the folder first, or choose another name with -o")
        case IsADirectoryError():
            message = _("{file} is a folder")
            help_text = _("name a file with -o")
        case _:
            message = _("{file} cannot be written: {reason}")
            help_text = _("choose another name with -o")
    return message.format(file=target, reason=error.strerror or error), help_text
