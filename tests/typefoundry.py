"""Small fonts, made for a test: their characters are all squares."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.ttCollection import TTCollection

LATIN = "".join(map(chr, range(0x21, 0x7F))) + "…—"


def cast(
    characters: str, family: str, *, chinese: str = "", weight: int = 400, italic: bool = False
) -> TTFont:
    """A font with ``characters``, called ``family``, and ``chinese`` in Chinese."""
    names = {ord(character): f"u{ord(character):X}" for character in sorted({" ", *characters})}
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    pen = TTGlyphPen(None)
    for point, (x, y) in enumerate(((80, -80), (80, 800), (920, 800), (920, -80))):
        (pen.lineTo if point else pen.moveTo)((x, y))
    pen.closePath()
    square = pen.glyph()
    builder.setupGlyf(dict.fromkeys((".notdef", *names.values()), square))
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", *names.values()), (1000, 80)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    style = "Italic" if italic else "Bold" if weight > 500 else "Regular"
    builder.setupNameTable(
        {"familyName": family, "styleName": style, "fullName": f"{family} {style}",
         "psName": f"{family}-{style}".replace(" ", "")},
        mac=False,
    )  # fmt: skip
    if chinese:
        builder.font["name"].setName(chinese, 1, 3, 1, 0x804)
    builder.setupOS2(
        usWeightClass=weight, sTypoAscender=880, sTypoDescender=-120, usWinAscent=880,
        usWinDescent=120, fsSelection=1 if italic else 0x40,
    )  # fmt: skip
    builder.setupPost()
    return builder.font


def cast_into(
    folder: Path, characters: str, family: str, *, chinese: str = "", weight: int = 400,
    italic: bool = False,
) -> Path:  # fmt: skip
    """The file of a font in ``folder``: see `cast`."""
    file = folder / f"{family}-{weight}{'i' if italic else ''}.ttf".replace(" ", "")
    cast(characters, family, chinese=chinese, weight=weight, italic=italic).save(file)
    return file


def bind(file: Path, *fonts: TTFont) -> Path:
    """A collection of ``fonts``."""
    collection = TTCollection()
    collection.fonts = list(fonts)
    collection.save(file)
    return file
