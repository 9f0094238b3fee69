"""A style as settings of the Typst program: points throughout, every role with looks of its own."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from branchreport.fonts import Face
from branchreport.fonts.kinds import Kind
from branchreport.style import ParagraphStyle, Style
from branchreport.typefaces import Typecase, Typeface, names, number_font
from branchreport.writers.heads import LEADING
from branchreport.writers.measures import (
    POINTS_PER_MILLIMETRE,
    body_size,
    looks,
    pitch,
    size_of,
)
from branchreport.writers.versions import INKS

_ASCENT: Final = 0.88
"""Of the square of a Han character, what stands above the line that Latin letters stand on."""
_NUMBER_ASCENT: Final = 0.8
"""Where in its line a page number stands, as Word and LibreOffice have it."""
_THICKER: Final = 0.025
"""The stroke around letters that are to be bold, and have no bold font; of their size."""

Settings: TypeAlias = dict[str, Any]


class Family(NamedTuple):
    """A font as Typst knows it."""

    name: str
    weight: int


def settings(style: Style, typecase: Typecase, families: Mapping[Face, Family]) -> Settings:
    """All that the program has to know of ``style``."""
    chosen = _Chosen(style, typecase, families)
    return {
        "page": {name: getattr(style.page, name) for name in _PAGE},
        "number": _number(style, chosen),
        "ascent": _ASCENT,
        "leading": LEADING,
        "roles": {role: _role(style, role, chosen) for role in type(style.paragraphs).model_fields},
        "signature": style.signature.model_dump(),
        "red_head": style.red_head.model_dump(),
        "table": style.table.model_dump(),
        "chart": {"height": style.chart.height},
        "character": body_size(style) + style.grid.character,
        "grid": style.grid.line,
        "gap": style.gap,
        "inks": INKS,
    }


_PAGE: Final = ("width", "height", "top", "bottom", "left", "right")


class _Chosen:
    """The fonts that show what a style asks for, as Typst is told of them."""

    def __init__(self, style: Style, typecase: Typecase, families: Mapping[Face, Family]) -> None:
        self._typecase = typecase
        self._families = families
        self._chinese = style.language.startswith("zh")
        self._body = names(style, style.paragraphs.body)[0]

    def fonts(self, font: str, latin: str) -> list[str | dict[str, str]]:
        """The families for a role, in the order in which a character is looked for in them."""
        found: list[str | dict[str, str]] = []
        if latin != font and (face := self._typecase.typefaces[latin].face):
            name = self._families[face].name
            found.append({"name": name, "covers": "latin-in-cjk"} if self._chinese else name)
        first = (self._typecase.typefaces[name].face for name in (font, self._body))
        faces = [face for face in (*first, *self._typecase.others) if face]
        return [*found, *dict.fromkeys(self._families[face].name for face in faces)]

    def weight(self, font: str, *, bold: bool) -> tuple[int, float]:
        """The weight of ``font``, and the stroke that makes up for what is missing of it."""
        typeface = self._typecase.typefaces[font]
        if bold and typeface.bold:
            return self._families[typeface.bold].weight, 0
        regular = self._families[typeface.face].weight if typeface.face else 400
        thin = regular < 600 and (bold or self._is_thin_title(typeface))
        return regular, _THICKER if thin else 0

    def _is_thin_title(self, typeface: Typeface) -> bool:
        return typeface.kind is Kind.TITLE and not typeface.akin


def _role(style: Style, role: str, chosen: _Chosen) -> Settings:
    look, body = looks(style, role), style.paragraphs.body
    size = size_of(style, look)
    line = _line(style, look, size)
    font, latin = names(style, look)
    weight, stroke = chosen.weight(font, bold=look.bold or body.bold)
    strong, strong_stroke = chosen.weight(font, bold=True)
    advance = size + pitch(style, size)
    return {
        "fonts": chosen.fonts(font, latin),
        "size": size,
        "weight": weight,
        "stroke": stroke * size,
        "strong": {"weight": strong, "stroke": strong_stroke * size},
        "color": look.color,
        "align": look.align,
        "first": look.first_line * advance if not look.hanging else 0,
        "left": look.left * advance,
        "hanging": look.hanging * advance,
        "before": look.before * style.grid.line,
        "after": look.after * style.grid.line,
        "line": line,
        "base": (line - size) / 2 + _ASCENT * size,
        "pitch": pitch(style, size),
    }


def _line(style: Style, look: ParagraphStyle, size: float) -> float:
    """The height of a line: exact on a locked grid, else at the least what the type needs."""
    line = look.line or style.grid.line
    exact = style.grid.locked and look.line is None
    return line if exact else max(line, size * 1.2)


def _number(style: Style, chosen: _Chosen) -> Settings:
    number = style.page_number
    before, _, after = number.form.partition("{}")
    font = number_font(style)
    shown = number.place != "none"
    line = number.line or number.size * 1.2
    return {
        "place": number.place,
        "before": before,
        "after": after,
        "fonts": chosen.fonts(font, font) if shown else [],
        "weight": chosen.weight(font, bold=False)[0] if shown else 400,
        "size": number.size,
        "line": line,
        "base": line * _NUMBER_ASCENT,
        "indent": number.indent * number.size,
        "foot": style.page.footer * POINTS_PER_MILLIMETRE,
    }
