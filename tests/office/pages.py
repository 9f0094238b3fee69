"""Documents as LibreOffice sets them: every character of their pages with its font and place."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pdfplumber
from PIL import Image, ImageOps

HERE = Path(__file__).parent
MILLIMETRES = 25.4 / 72
"""Of a point."""
_DENSITY = 300
"""Pixels of an inch at which ink is looked for."""


@dataclass(frozen=True)
class Character:
    """A character; lengths in millimetres from the upper left corner of the sheet, size in points.

    ``left`` and ``right`` are the edges of its advance, not of its ink.
    """

    text: str
    font: str
    size: float
    left: float
    right: float
    baseline: float


@dataclass(frozen=True)
class Line:
    """The characters on one baseline, from left to right."""

    characters: tuple[Character, ...]

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.characters)

    @property
    def left(self) -> float:
        return self.characters[0].left

    @property
    def right(self) -> float:
        return self.characters[-1].right

    @property
    def baseline(self) -> float:
        return self.characters[0].baseline

    @property
    def fonts(self) -> set[str]:
        return {each.font for each in self.characters}

    @property
    def sizes(self) -> set[float]:
        return {each.size for each in self.characters}


@dataclass(frozen=True)
class Page:
    """A page with its lines from top to bottom; the page number is no line of the ``body``."""

    file: Path
    index: int
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def body(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not is_number(line))

    @property
    def number(self) -> Line:
        (found,) = (line for line in self.lines if is_number(line))
        return found

    @cached_property
    def _picture(self) -> Image.Image:
        drawn = subprocess.run(
            ["pdftoppm", "-gray", "-r", str(_DENSITY), "-f", str(self.index), "-l",
             str(self.index), self.file],
            check=True,
            capture_output=True,
        ).stdout  # fmt: skip
        from io import BytesIO

        return ImageOps.invert(Image.open(BytesIO(drawn)))

    def ink(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float]:
        """Where the ink within a box begins and ends, from the upper edge of the sheet."""
        unit = _DENSITY / 25.4
        box = [round(edge * unit) for edge in (left, top, right, bottom)]
        dark = self._picture.crop((box[0], box[1], box[2], box[3])).point(_is_dark)
        found = dark.getbbox()
        assert found, "there is nothing"
        return (box[1] + found[1]) / unit, (box[1] + found[3]) / unit


def _is_dark(value: int) -> int:
    return 255 if value > 128 else 0


def is_number(line: Line) -> bool:
    """Whether ``line`` is a page number of the built-in styles for official documents."""
    return bool(re.fullmatch(r"—\d+—", line.text))


def convert(files: Sequence[Path]) -> list[Path]:
    """``files`` as PDFs, made with stand-ins of the right widths for the official fonts."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed: .ci/run installs it"
    folder = files[0].parent
    profile = folder / "profile"
    for _ in range(2):  # a fresh profile may end the first run without a result
        subprocess.run(
            [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
             "pdf", "--outdir", folder, *files],
            env={**os.environ, "FONTCONFIG_FILE": str(HERE / "fonts.conf")},
            check=True,
            capture_output=True,
            timeout=600,
        )  # fmt: skip
        if all(file.with_suffix(".pdf").exists() for file in files):
            break
    return [file.with_suffix(".pdf") for file in files]


def read(file: Path) -> list[Page]:
    """The pages of the PDF ``file``."""
    with pdfplumber.open(file) as document:
        return [
            Page(
                file,
                index,
                float(page.width) * MILLIMETRES,
                float(page.height) * MILLIMETRES,
                tuple(_lines(page.chars, float(page.height))),
            )
            for index, page in enumerate(document.pages, start=1)
        ]


def _lines(characters: list[dict[str, object]], height: float) -> Iterator[Line]:
    """Characters by their baselines; blanks, which have no place of their own, are left out."""
    rows: dict[float, list[Character]] = {}
    for each in characters:
        if str(each["text"]).strip():
            found = _character(each, height)
            near = next((row for row in rows if abs(row - found.baseline) < 1.5), found.baseline)
            rows.setdefault(near, []).append(found)
    for row in sorted(rows):
        yield Line(tuple(sorted(rows[row], key=lambda each: each.left)))


def _character(each: dict[str, object], height: float) -> Character:
    matrix = each["matrix"]
    assert isinstance(matrix, tuple)
    name = re.sub(r"^[A-Z]{6}\+", "", str(each["fontname"]))
    return Character(
        str(each["text"]),
        name,
        round(float(str(each["size"])), 1),
        float(str(each["x0"])) * MILLIMETRES,
        float(str(each["x1"])) * MILLIMETRES,
        (height - matrix[5]) * MILLIMETRES,
    )
