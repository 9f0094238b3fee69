"""Pictures of the evidence as documents take them: upright, and no finer than paper shows."""

import io
import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from PIL.Image import Image as Opened

    from branchreport.document import Image

Name = TypeVar("Name", bound=str)

SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"})
"""The endings of files that are taken for pictures."""

UNKNOWN_SUFFIXES: Final = frozenset({".heic", ".heif", ".avif"})
"""The endings of pictures that most computers of an office cannot show."""

_FINEST: Final = 1800
"""Pixels of the longer side: 300 to an inch over the width of a type area of 156 mm."""

_LARGEST: Final = 120_000_000
"""Pixels of a picture that is opened at all; the cameras of telephones give up to 108 million."""

_OF_THE_PICTURE: Final = frozenset(
    {"jfif", "jfif_version", "jfif_unit", "jfif_density", "adobe", "adobe_transform", "dpi",
     "icc_profile", "gamma", "srgb", "chromaticity", "transparency", "interlace", "aspect"}
)  # fmt: skip
"""What Pillow tells of a file that is about how the picture looks; all else is beside it."""


class NotAPictureError(ValueError):
    """What is no picture, or one that cannot be shown."""


def is_picture(name: str) -> bool:
    """Whether the file ``name`` is to be shown as a picture, by its ending."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower() in SUFFIXES | UNKNOWN_SUFFIXES


def photographs(folder: Path, names: Iterable[Name]) -> list[tuple[Path, Name]]:
    """What a document shows of an event whose evidence are ``names``: files, each with its name.

    Those are the pictures that lie in ``folder`` and hold something, each once, however often it
    is named. Whether one can be shown, `check` tells.
    """
    root = os.path.realpath(folder)
    shown: dict[Path, Name] = {}
    for name in names:
        for file in files_of(folder, name):
            place = inside(root, file)
            if place is not None and _holds_something(Path(root, place)):
                shown.setdefault(Path(root, place), name)
    return list(shown.items())


def files_of(folder: Path, name: str) -> list[str]:
    """The pictures that ``name`` stands for, from ``folder``: itself, or those of a folder.

    They need not be there; an address of the net is none.
    """
    if "://" in name:
        return []
    path = PurePosixPath(name.replace("\\", "/"))
    try:
        found = [file.name for file in Path(folder, path).iterdir() if is_picture(file.name)]
    except (OSError, ValueError):  # no folder, or none that can be read
        return [str(path)] if is_picture(name) else []
    return sorted(str(path / file) for file in found if not file.startswith("."))


def inside(root: str, name: str) -> PurePosixPath | None:
    """Where the path ``name``, in either form, leads from the folder ``root``; None if out of it.

    ``root`` is a real path. Links are followed: one in the folder leads out of it as well, if its
    file is elsewhere.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or PureWindowsPath(name).drive:
        return None
    try:
        real = os.path.realpath(Path(root, path))
    except ValueError:  # no file can have this name here
        real = os.path.normpath(Path(root, path))
    if not real.startswith(root.rstrip(os.sep) + os.sep):
        return None
    return PurePosixPath(Path(real).relative_to(root).as_posix())


def _holds_something(file: Path) -> bool:
    """Whether ``file`` is there and not empty; so is what may not be looked at, for all we know."""
    try:
        return file.is_file() and file.stat().st_size > 0
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False


def check(data: bytes) -> None:
    """See whether ``data`` is a picture, without making one of it, which takes much longer.

    Raises:
        NotAPictureError: when it is none, half of one, or one too large.

    """
    with _opened(data) as opened:
        opened.draft("L", (1, 1))  # a JPEG is read to its end, and not in all of its pixels
        opened.load()


@lru_cache(maxsize=64)
def picture(file: Path) -> "Image":
    """The picture in ``file``, which is read once.

    Raises:
        NotAPictureError: as `check`.
        OSError: when it cannot be read.

    """
    return read(file.read_bytes())


def read(data: bytes) -> "Image":
    """The picture that ``data`` is; JPEG and PNG are kept as they are where nothing is to change.

    What a camera writes beside the picture, such as the place where it was taken, goes.

    Raises:
        NotAPictureError: as `check`.

    """
    with _opened(data) as opened:
        return _taken(opened, data)


@contextmanager
def _opened(data: bytes) -> "Iterator[Opened]":
    from PIL import Image as pillow  # noqa: N813  # the module has the name of its class

    try:
        # Pillow warns of large pictures, and of what is odd beside the picture itself
        with warnings.catch_warnings(action="ignore"), pillow.open(io.BytesIO(data)) as opened:
            _check_size(opened)
            yield opened
    except NotAPictureError:
        raise
    except Exception as error:  # what a damaged file makes of a decoder may be anything
        raise NotAPictureError from error


def _check_size(opened: "Opened") -> None:
    if opened.width * opened.height > _LARGEST:
        raise NotAPictureError


def _taken(opened: "Opened", data: bytes) -> "Image":
    from branchreport.document import Image

    opened.load()
    plain = not (opened.getexif() or opened.info.keys() - _OF_THE_PICTURE or _goes_on(data))
    if plain and max(opened.size) <= _FINEST:
        if opened.format == "PNG":
            return Image(data, "png", *opened.size)
        if opened.format == "JPEG" and opened.mode in ("L", "RGB"):
            return Image(data, "jpeg", *opened.size)
    return _made_anew(opened)


def _goes_on(data: bytes) -> bool:
    """Whether something follows the end of a JPEG or PNG."""
    end = b"\xff\xd9" if data.startswith(b"\xff\xd8") else b"IEND\xaeB`\x82"
    return not data.endswith(end)


def _made_anew(opened: "Opened") -> "Image":
    """An upright picture (EXIF 2.32, 4.6.4 A), made smaller where it is finer than paper shows."""
    from PIL import ImageOps

    from branchreport.document import Image

    upright = ImageOps.exif_transpose(opened)
    profile = upright.info.get("icc_profile") if upright.mode in ("L", "RGB", "RGBA") else None
    if upright.mode in ("I", "I;16", "I;16B", "I;16L", "F"):
        upright = upright.convert("I").point(lambda value: value / 256).convert("L")
    upright.thumbnail((_FINEST, _FINEST))
    clear = upright.has_transparency_data
    written = io.BytesIO()
    if clear:
        upright.convert("RGBA").save(written, "PNG", icc_profile=profile)
    else:
        made = upright if upright.mode == "L" else upright.convert("RGB")
        made.save(written, "JPEG", quality=88, subsampling=0, icc_profile=profile, comment=b"")
    return Image(written.getvalue(), "png" if clear else "jpeg", *upright.size)
