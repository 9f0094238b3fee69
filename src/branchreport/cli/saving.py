"""Writing a file whole or not at all."""

import contextlib
import errno
import os
import re
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from branchreport.language import _
from branchreport.reasons import IrregularError, ProtectedError, in_words

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


def contents(path: Path) -> bytes:
    """What the file at ``path`` holds.

    Raises:
        IrregularError: when it is a pipe or a device, which is not opened.
        OSError: when it cannot be read.

    """
    refuse_irregular(path)
    return path.read_bytes()


def refuse_irregular(path: Path) -> None:
    """Keep what is no file from being opened, as one might wait for it for ever.

    Raises:
        IrregularError: when ``path`` is a pipe or a device.

    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise IrregularError


def refuse_protected(path: Path) -> None:
    """Keep what is write-protected from being replaced, which the rights of its folder allow.

    Raises:
        ProtectedError: when it is.

    """
    if not path.is_file():
        return
    writable = path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    if not writable or not os.access(path, os.W_OK):
        raise ProtectedError


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
    refuse_irregular(real)
    refuse_protected(real)
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
        case IrregularError():
            message = _("{file} is a pipe or a device, and is left alone")
            help_text = _("choose another name with -o")
        case ProtectedError():
            message = _("{file} is write-protected, and is not replaced")
            help_text = _("take the protection off, or choose another name with -o")
        case PermissionError():
            message = _("{file} cannot be written")
            help_text = _("close it if it is open in Word or WPS, or choose another name with -o")
        case FileNotFoundError() | NotADirectoryError():
            message = _("there is no folder for {file}")
            help_text = _("create the folder first, or choose another name with -o")
        case OSError(errno=errno.ENAMETOOLONG):
            message = _("the name of {file} is too long")
            help_text = _("choose another name with -o")
        case IsADirectoryError():
            message = _("{file} is a folder")
            help_text = _("name a file with -o")
        case _:
            message = _("{file} cannot be written: {reason}")
            help_text = _("choose another name with -o")
    return message.format(file=target, reason=in_words(error)), help_text
