"""A document as a PDF, set by Typst in the measures of its style; needs the extra ``pdf``.

What a document says goes to Typst as JSON, beside a program that is always the same (`report.typ`):
no word of a record is ever read as code.
"""

import datetime
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from branchreport.document import Appendix, Block, Document, Picture
from branchreport.fonts import Face
from branchreport.style import Style
from branchreport.typefaces import Typecase
from branchreport.writers.typst.content import Content
from branchreport.writers.typst.looks import Family, settings

PROGRAM: Final = Path(__file__).with_name("report.typ")
_STANDARD: Final = "a-2b"
"""PDF/A-2b (ISO 19005-2), for archives; it holds all fonts, and refuses boxes."""
_EPOCH: Final = datetime.date(1980, 1, 1)
"""The date of a document that has none."""


class Unset(Exception):  # noqa: N818  # Typst's answer
    """Typst cannot set the document; the text is its own reason."""


def write(document: Document, style: Style, typecase: Typecase) -> bytes:
    """The PDF of ``document`` in ``style``; the same of all three give the same bytes.

    Typst looks for fonts in the folders of ``typecase`` alone, and reads all that lie there.

    Raises:
        Unset: when Typst refuses, as for a picture that is none.

    """
    typst: Any = import_module("typst")  # an extra; its types know nothing of files by name
    folders = sorted({face.file.parent for face in typecase.faces()})
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
    pictures = list(_pictures(document.blocks))
    content = Content(style, pictures)
    data = {
        "document": _properties(document),
        "settings": settings(style, typecase, _families(fonts, typecase)),
        "blocks": content.blocks(document),
    }
    files = {"main.typ": PROGRAM.read_bytes(), "data.json": json.dumps(data).encode()}
    for index, picture in enumerate(pictures):  # as numbers, for Typst takes files of text only
        files[f"picture-{index}.json"] = json.dumps(list(picture.image.data)).encode()
    date = document.date or _EPOCH
    moment = datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.UTC)
    try:
        made: bytes = typst.compile(
            files,
            format="pdf",
            font_paths=fonts,
            ignore_system_fonts=True,
            pdf_standards=[_STANDARD],
            timestamp=moment,
        )
    except typst.TypstError as error:
        raise Unset(error.message) from error
    return made


def _properties(document: Document) -> dict[str, object]:
    """What the file says of itself; dates are the report's, never the clock's."""
    language, _, region = document.language.partition("-")
    return {
        "title": document.title,
        "author": document.author,
        "language": language,
        "region": region if len(region) == len("CN") else None,
        "date": [*(document.date or _EPOCH).timetuple()[:3]],
    }


def _pictures(blocks: tuple[Block, ...]) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Appendix):
            yield from _pictures(block.blocks)


def _families(fonts: Any, typecase: Typecase) -> dict[Face, Family]:
    """What Typst calls each font of ``typecase``; it does not read all that others do."""
    known = {
        (*_identity(Path(font.path)), font.index): Family(font.family, font.weight)
        for font in fonts.fonts()
        if font.path
    }
    found = {face: known.get((*_identity(face.file), face.index)) for face in typecase.faces()}
    for face, family in found.items():
        if family is None:
            raise Unset(f"it cannot read the font {face.names[0]}")
    return {face: family for face, family in found.items() if family}


def _identity(file: Path) -> tuple[int, int]:
    """What is the same for all paths to one file, as through links."""
    state = file.stat()
    return state.st_dev, state.st_ino
