"""Writing a file whole or not at all."""

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Iterator, Mapping
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
    for _saved in save_all({path: data}):
        pass


def save_all(files: Mapping[Path, bytes]) -> Iterator[Path]:
    """Write all ``files`` or none, and yield each before something is done to it.

    Raises:
        OSError: when the last that was yielded cannot be written; all are as they were then.

    """
    staged: dict[Path, Path] = {}
    done: dict[Path, bytes | None] = {}
    try:
        for path, data in files.items():
            yield path
            real = _followed(path)
            staged[real] = _beside(real, data)
        for path, (real, temporary) in zip(files, staged.items(), strict=True):
            yield path
            old = real.read_bytes() if len(files) > 1 and real.exists() else None
            temporary.replace(real)
            done[real] = old
    except BaseException:
        if len(files) > 1:
            _put_back(done)
        raise
    finally:
        for temporary in staged.values():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _followed(path: Path) -> Path:
    """What ``path`` leads to; a link stays one."""
    real = Path(os.path.realpath(path))
    if real.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return real


def _beside(path: Path, data: bytes) -> Path:
    """A new file with ``data`` beside ``path``, with the rights of the one there."""
    temporary = path.with_name(f".{os.urandom(8).hex()}.tmp")
    file = temporary.open("xb")
    try:
        with file:
            file.write(data)
        if path.exists():
            shutil.copymode(path, temporary)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return temporary


def _put_back(done: Mapping[Path, bytes | None]) -> None:
    """Give files back what they held; None for those that were not there."""
    for path, old in done.items():
        with contextlib.suppress(OSError):
            if old is None:
                path.unlink(missing_ok=True)
            else:
                _beside(path, old).replace(path)


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
