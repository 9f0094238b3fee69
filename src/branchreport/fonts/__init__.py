"""The fonts of a machine: their families under every name, and the characters that each covers.

Files are read when somebody asks for them: the names of all, the characters of a few.
"""

import importlib.util
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

_ENDINGS: Final = frozenset({".ttf", ".ttc", ".otf", ".otc"})
_FAMILY: Final = (16, 1, 4)
"""The names that a font may be asked for by: of its family with all weights, of its family in the
older sense (as ``Noto Serif CJK SC Black``), and its full one (OpenType, name table)."""
_BOXES: Final = ("lastresort", "adobeblank")
"""Fonts that say of every character that they have it, and show a box, or nothing."""
_PACK: Final = "pylopdf_fonts_zh_cn"
"""The package of the extra ``fonts``: Noto Sans SC and Noto Serif SC."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font of one weight: the place of its data, its names, its weight (400 is regular)."""

    file: Path
    index: int
    names: tuple[str, ...]
    weight: int = 400
    upright: bool = True
    variable: bool = False


def plain(name: str) -> str:
    """``name`` as names are compared: in any width and case, without blanks and strokes."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character not in " -\t\u00a0")


class Fonts:
    """A collection of font files; one that cannot be read is as if it were not there."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = tuple(dict.fromkeys(files))
        self._covered: dict[tuple[Path, int], frozenset[int]] = {}

    @cached_property
    def faces(self) -> tuple[Face, ...]:
        """Every font in the files, in their order."""
        found = (face for file in self._files for face in _faces(file))
        return tuple(face for face in found if not _is_boxes(face))

    @cached_property
    def _by_name(self) -> Mapping[str, list[Face]]:
        found: dict[str, list[Face]] = {}
        for face in self.faces:
            for name in dict.fromkeys(map(plain, face.names)):
                found.setdefault(name, []).append(face)
        return found

    def named(self, name: str, weight: int = 400) -> Face | None:
        """The font that is called ``name``, in the weight next to ``weight``; upright if it can be.

        A variable font comes last: not every program takes the right weight out of it.
        """
        found = self._by_name.get(plain(name), ())
        best = sorted(
            found, key=lambda face: (not face.upright, face.variable, abs(face.weight - weight))
        )
        return best[0] if best else None

    def covered(self, face: Face) -> frozenset[int]:
        """The code points of the characters that ``face`` has."""
        place = (face.file, face.index)
        if place not in self._covered:
            self._covered[place] = _covered(face)
        return self._covered[place]


def in_folders(folders: Iterable[Path]) -> Fonts:
    """The fonts in ``folders``, and in what lies in them."""
    return Fonts(file for folder in folders for file in _files_in(folder))


def installed(*, with_pack: bool = True) -> Fonts:
    """The fonts that programs find on this machine, and after them those of the extra ``fonts``."""
    return Fonts([*_installed(), *(pack() if with_pack else ())])


def pack() -> list[Path]:
    """The font files of the extra ``fonts``; none where it is not installed."""
    spec = importlib.util.find_spec(_PACK)
    places = spec.submodule_search_locations if spec else None
    return [file for place in places or () for file in _files_in(Path(place))]


def _installed() -> list[Path]:
    """The font files that the system names, else those in the folders where fonts are put."""
    from find_system_fonts_filename import (
        FindSystemFontsFilenameException,
        get_system_fonts_filename,
    )

    try:
        files = sorted(map(Path, get_system_fonts_filename()))
    except (FindSystemFontsFilenameException, OSError, AttributeError, ValueError):
        # no fontconfig, as in a small container, or one that is too old or misconfigured
        return [file for folder in _usual_folders() for file in _files_in(folder)]
    return [file for file in files if file.suffix.lower() in _ENDINGS]


def _usual_folders() -> list[Path]:
    """Where fonts are put, for all users and for one."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")
        windows = Path(os.environ.get("WINDIR", r"C:\Windows"))
        return [windows / "Fonts", Path(local, "Microsoft", "Windows", "Fonts")]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    shared = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    return [*shared, home / ".local" / "share" / "fonts", home / ".fonts"]


def _files_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() in _ENDINGS)


def _faces(file: Path) -> Iterator[Face]:
    try:
        yield from [_face(file, index, font) for index, font in enumerate(_opened(file))]
    except Exception:  # whatever a broken file leads fontTools to raise: nothing can use it
        return


def _opened(file: Path) -> Iterator[Any]:
    """Every font in ``file``, its tables still unread."""
    from fontTools.ttLib import TTCollection, TTFont

    with file.open("rb") as stream:  # fontTools leaves a broken file open
        if file.suffix.lower() in (".ttc", ".otc"):
            yield from TTCollection(stream, lazy=True).fonts
        else:
            yield TTFont(stream, lazy=True)


def _face(file: Path, index: int, font: Any) -> Face:
    records = font["name"].names
    names = (
        record.toUnicode(errors="replace").strip("\0 ")
        for identifier in _FAMILY
        for record in records
        if record.nameID == identifier
    )
    shape = font["OS/2"]
    return Face(
        file,
        index,
        tuple(dict.fromkeys(filter(None, names))),
        shape.usWeightClass,
        upright=not shape.fsSelection & 1,
        variable="fvar" in font,
    )


def _covered(face: Face) -> frozenset[int]:
    for index, font in enumerate(_opened(face.file)):
        if index == face.index:
            shown = font.getBestCmap() or {}
            return frozenset(code for code, glyph in shown.items() if glyph != ".notdef")
    return frozenset()


def _is_boxes(face: Face) -> bool:
    return any(plain(name).strip(".").startswith(_BOXES) for name in face.names)
