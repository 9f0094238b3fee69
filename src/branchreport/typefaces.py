"""Which fonts of a machine show a style: the style's own, its substitutes, or others of their kind.

Nothing is left to chance: of every character that is to be shown it is known which font has it.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from branchreport.document import Document, runs_of
from branchreport.fonts import Face, Fonts
from branchreport.fonts.kinds import AFTER, FAMILIES, Kind, kind_of
from branchreport.style import ParagraphStyle, Style

Standing = Literal["present", "substitute", "missing"]

USUAL: Final = "宋体"
"""The font of a style that names none."""

_WRITTEN: Final = frozenset(map(ord, "0123456789.，、•…—%"))
"""What a writer adds of its own: page numbers, marks of lists, leaders, the scale of a chart."""


_MAY_LACK: Final = 0.1
"""How much of the characters a font may lack that stands in for another: a Latin font has no Han,
one for Traditional Chinese has about two thirds."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """What shows the font that a style asks for: ``shown`` is the name that it was found by.

    ``bold`` is its bold companion, where there is one. A typeface is ``akin`` when it is of the
    kind that was asked for: the font itself, and one that the style names, always are.
    """

    asked: str
    kind: Kind
    face: Face | None = None
    shown: str = ""
    bold: Face | None = None
    standing: Standing = "missing"
    akin: bool = True


@dataclass(frozen=True, slots=True)
class Typecase:
    """All that a document is set in: a typeface for each font asked for, and what helps them out.

    ``others`` have the characters that the typefaces lack.
    """

    typefaces: Mapping[str, Typeface]
    others: tuple[Face, ...] = ()

    def faces(self) -> tuple[Face, ...]:
        """Every font in it, once."""
        found = [face for each in self.typefaces.values() for face in (each.face, each.bold)]
        return tuple(dict.fromkeys(face for face in (*found, *self.others) if face))


def is_usual(character: str) -> bool:
    """Whether ``character`` is one that fonts of Chinese and Latin letters are made for.

    Letters of Europe, Han characters, kana and hangul, and the marks that go with them: these, and
    what GBK has, but no emoji, no control character, and no letter of another script.
    """
    if not character.isprintable():
        return False
    code = ord(character)
    return any(start <= code <= end for start, end in _USUAL) or _is_in_gbk(character)


_USUAL: Final = (
    (0x20, 0x24F), (0x370, 0x52F), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2E80, 0x9FFF),
    (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF),
)  # fmt: skip


def _is_in_gbk(character: str) -> bool:
    try:
        character.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


class Uncovered(Exception):  # noqa: N818  # an answer: there is no such typecase
    """No font at hand has ``characters``; ``font`` is what they are asked for in, ``shown`` so."""

    def __init__(self, characters: str, typeface: Typeface) -> None:
        super().__init__(characters)
        self.characters = characters
        self.typeface = typeface


def asked(style: Style) -> dict[str, list[str]]:
    """The fonts that ``style`` asks for, each with the roles that it is for."""
    found: dict[str, list[str]] = {}
    for role in type(style.paragraphs).model_fields:
        look = getattr(style.paragraphs, role)
        if look is not None:
            for name in dict.fromkeys(names(style, look)):
                found.setdefault(name, []).append(role)
    if style.page_number.place != "none":
        found.setdefault(number_font(style), []).append("page_number")
    return found


def names(style: Style, look: ParagraphStyle) -> tuple[str, str]:
    """The fonts of a role: for Chinese, and for letters and digits."""
    body = style.paragraphs.body
    font = look.font or body.font or USUAL
    return font, look.latin or look.font or body.latin or font


def number_font(style: Style) -> str:
    """The font of the page number."""
    return style.page_number.font or names(style, style.paragraphs.body)[0]


def choose(name: str, style: Style, fonts: Fonts, needed: frozenset[int]) -> Typeface:
    """What shows the font ``name`` of ``style``, best with all of ``needed`` (code points)."""
    kind = kind_of(name)
    for standing, found in _named(name, style):
        if face := fonts.named(found):
            return _typeface(name, kind, face, found, fonts, standing)
    best = _best(kind, fonts, needed)
    if best is None:
        return Typeface(name, kind)
    found, face, akin = best
    return _typeface(name, kind, face, found, fonts, "substitute", akin=akin)


def _best(kind: Kind, fonts: Fonts, needed: frozenset[int]) -> tuple[str, Face, bool] | None:
    """The first candidate that has all of ``needed``, else the one that lacks least of it."""
    best, least = None, len(needed) * _MAY_LACK + 1
    for found, face, akin in _candidates(kind, fonts):
        lacking = len(needed - fonts.covered(face))
        if lacking < least:
            best, least = (found, face, akin), lacking
        if not lacking:
            break
    return best


def _named(name: str, style: Style) -> Iterator[tuple[Standing, str]]:
    """``name`` itself, and what ``style`` says that may stand in for it, in turn."""
    yield "present", name
    for substitute in style.substitutes:
        if substitute.font == name:
            yield "substitute", substitute.by


def _candidates(kind: Kind, fonts: Fonts) -> Iterator[tuple[str, Face, bool]]:
    """Fonts of ``kind``, then those of the kinds after it, then one of every other family."""
    for each in (kind, *AFTER[kind]):
        for name in FAMILIES[each]:
            if face := fonts.named(name):
                yield name, face, each is kind
    families: set[str] = set()
    for face in sorted(fonts.faces, key=lambda face: (not face.upright, abs(face.weight - 400))):
        if face.names and face.names[0] not in families:
            families.add(face.names[0])
            yield face.names[0], face, False


def _typeface(
    name: str, kind: Kind, face: Face, shown: str, fonts: Fonts, standing: Standing, *,
    akin: bool = True,
) -> Typeface:  # fmt: skip
    heavier = fonts.named(face.names[0], 700) if face.names and face.weight < 600 else None
    bold = heavier if heavier and heavier.weight >= 600 and heavier.upright else None
    return Typeface(name, kind, face, shown, bold, standing, akin)


def typecase(document: Document, style: Style, fonts: Fonts) -> Typecase:
    """What ``document`` is set in, every character of it.

    Raises:
        Uncovered: when no font in ``fonts`` has some of its characters.

    """
    needed = characters_of(document, style)
    chosen = {
        name: choose(name, style, fonts, _share(name, style, needed)) for name in asked(style)
    }
    body = chosen[names(style, style.paragraphs.body)[0]]
    return Typecase(chosen, tuple(_others(needed, body, chosen, fonts)))


def _share(name: str, style: Style, needed: frozenset[int]) -> frozenset[int]:
    """What of ``needed`` is set in ``name``: a font for letters and digits has nothing else."""
    chinese = {names(style, look)[0] for look in _looks(style)} | {number_font(style)}
    return needed if name in chinese else frozenset(code for code in needed if code < 0x2000)


def _looks(style: Style) -> Iterator[ParagraphStyle]:
    for role in type(style.paragraphs).model_fields:
        if look := getattr(style.paragraphs, role):
            yield look


def _others(
    needed: frozenset[int], body: Typeface, chosen: Mapping[str, Typeface], fonts: Fonts
) -> Iterator[Face]:
    """Fonts that together have what ``body`` lacks of ``needed``, those chosen already first."""
    lacking = needed - (fonts.covered(body.face) if body.face else frozenset())
    first = (face.face for face in chosen.values() if face.face)
    more = (face for _name, face, _akin in _candidates(body.kind, fonts))
    for face in _in_turn(first, more):
        if not lacking:
            return
        if has := lacking & fonts.covered(face):
            lacking -= has
            yield face
    if lacking:
        said_first = sorted(lacking, key=lambda code: (code in _WRITTEN, code))
        raise Uncovered("".join(map(chr, said_first)), body)


def _in_turn(first: Iterable[Face], more: Iterable[Face]) -> Iterator[Face]:
    yield from first
    yield from more


def characters_of(document: Document, style: Style) -> frozenset[int]:
    """The code points in ``document`` that a reader is to see."""
    texts = [run.text for block in document.blocks for run in runs_of(block)]
    number = style.page_number.form.replace("{}", "")
    shown = {*map(ord, set("".join((*texts, number)))), *_WRITTEN}
    return frozenset(code for code in shown if not _is_invisible(code))


_IGNORED: Final = (
    0xAD, 0x34F, 0x61C, *range(0x115F, 0x1161), *range(0x17B4, 0x17B6), *range(0x180B, 0x1810),
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x3164,
    *range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0, *range(0xE0000, 0xE1000),
)  # fmt: skip
"""Characters for which nothing is shown (Unicode, Default_Ignorable_Code_Point)."""


def _is_invisible(code: int) -> bool:
    return code in _ignored() or chr(code).isspace() or unicodedata.category(chr(code)) == "Zs"


@cache
def _ignored() -> frozenset[int]:
    return frozenset(_IGNORED)


@cache
def common_characters() -> frozenset[int]:
    """The 3755 characters of the first level of GB/T 2312-1980, which any Chinese text may hold."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return frozenset(ord(text) for pair in rows if (text := pair.decode("gb2312", "ignore")))


def diagnose(style: Style, fonts: Fonts) -> dict[str, Typeface]:
    """What shows each font of ``style`` in whatever document is to come."""
    letters = frozenset(range(0x21, 0x7F))
    chinese = style.language.startswith("zh")
    needed = letters | common_characters() if chinese else letters
    return {name: choose(name, style, fonts, _share(name, style, needed)) for name in asked(style)}
