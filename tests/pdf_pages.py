"""The pages of a PDF as a test measures them: lines, in millimetres from the top left corner."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pdfplumber

MILLIMETRES_PER_POINT = 25.4 / 72


@dataclass(frozen=True)
class Line:
    """Letters on one line, and the fonts that they are in."""

    text: str
    left: float
    right: float
    base: float
    size: float
    fonts: frozenset[str]


@dataclass(frozen=True)
class Page:
    """A page, its lines from top to bottom; the page number is the last of those of ``size`` 14."""

    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


def pages_of(data: bytes) -> list[Page]:
    """The pages of the PDF ``data``."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [
            Page(
                float(page.width) * MILLIMETRES_PER_POINT,
                float(page.height) * MILLIMETRES_PER_POINT,
                tuple(_lines(page)),
            )
            for page in pdf.pages
        ]


def text_of(data: bytes) -> str:
    """All that can be copied out of the PDF ``data``, page after page."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "".join(letter["text"] for page in pdf.pages for letter in page.chars)


def properties_of(data: bytes) -> dict[str, str]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return dict(pdf.metadata)


def _lines(page: Any) -> Iterator[Line]:
    rows: dict[float, list[Any]] = {}
    for letter in page.chars:
        base = round((float(page.height) - letter["matrix"][5]) * MILLIMETRES_PER_POINT, 2)
        rows.setdefault(base, []).append(letter)
    for base in sorted(rows):
        letters = sorted(rows[base], key=lambda letter: letter["x0"])
        yield Line(
            "".join(letter["text"] for letter in letters),
            letters[0]["x0"] * MILLIMETRES_PER_POINT,
            letters[-1]["x1"] * MILLIMETRES_PER_POINT,
            base,
            letters[0]["size"],
            frozenset(letter["fontname"].partition("+")[2] for letter in letters),
        )
