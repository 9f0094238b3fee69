"""Pictures of the evidence as documents take them: upright, and no finer than paper shows."""

import io
import warnings
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from branchreport.document import Image

if TYPE_CHECKING:
    from PIL.Image import Image as Opened

SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"})
"""The endings of files that are taken for pictures."""

UNKNOWN_SUFFIXES: Final = frozenset({".heic", ".heif", ".avif"})
"""The endings of pictures that most computers of an office cannot show."""

_FINEST: Final = 1800
"""Pixels of the longer side: 300 to an inch over the width of a type area of 156 mm."""

_LARGEST: Final = 120_000_000
"""Pixels of a picture that is opened at all; the cameras of telephones give up to 108 million."""


class NotAPictureError(ValueError):
    """What is no picture, or one that cannot be shown."""


def is_picture(name: str) -> bool:
    """Whether the file ``name`` is to be shown as a picture, by its ending."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower() in SUFFIXES | UNKNOWN_SUFFIXES


def files_of(folder: Path, name: str) -> list[Path]:
    """The pictures that ``name`` names below ``folder``: the file itself, or those of a folder."""
    place = folder / name.replace("\\", "/")
    if is_picture(name):
        return [place]
    try:
        found = [file for file in place.iterdir() if is_picture(file.name)]
    except (OSError, ValueError):  # no folder, or none that can be read
        return []
    return sorted(file for file in found if not file.name.startswith("."))


@lru_cache(maxsize=256)
def picture(file: Path) -> Image:
    """The picture in ``file``, which is read once.

    Raises:
        NotAPictureError: when it holds none, half of one, or one too large.
        OSError: when it cannot be read.

    """
    return read(file.read_bytes())


def read(data: bytes) -> Image:
    """The picture that ``data`` is; JPEG and PNG are kept as they are where nothing is to change.

    What a camera writes beside the picture, such as the place where it was taken, goes.

    Raises:
        NotAPictureError: as `picture`.

    """
    from PIL import Image as pillow  # noqa: N813  # the module has the name of its class

    try:
        # Pillow warns of large pictures, and of what is odd beside the picture itself
        with warnings.catch_warnings(action="ignore"), pillow.open(io.BytesIO(data)) as opened:
            return _taken(opened, data)
    except Exception as error:  # what a damaged file makes of a decoder may be anything
        raise NotAPictureError from error


def _taken(opened: "Opened", data: bytes) -> Image:
    if opened.width * opened.height > _LARGEST:
        raise NotAPictureError
    opened.load()
    told = opened.getexif() or "xmp" in opened.info
    plain = not told and max(opened.size) <= _FINEST
    if plain and opened.format == "PNG":
        return Image(data, "png", *opened.size)
    if plain and opened.format == "JPEG" and opened.mode in ("L", "RGB"):
        return Image(data, "jpeg", *opened.size)
    return _made_anew(opened)


def _made_anew(opened: "Opened") -> Image:
    """An upright picture (EXIF 2.32, 4.6.4 A), made smaller where it is finer than paper shows."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((_FINEST, _FINEST))
    clear = upright.has_transparency_data
    written = io.BytesIO()
    if clear:
        upright.convert("RGBA").save(written, "PNG")
    else:
        upright.convert("RGB").save(written, "JPEG", quality=88, subsampling=0)
    return Image(written.getvalue(), "png" if clear else "jpeg", *upright.size)
