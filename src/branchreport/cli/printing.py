"""A document as a PDF: by LibreOffice where it is found, else by Typst; never with boxes in it."""

import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from branchreport import fonts, typefaces
from branchreport.cli import office
from branchreport.cli.misuse import Misuse
from branchreport.document import Document
from branchreport.fonts import Face, Fonts
from branchreport.language import _
from branchreport.style import Style
from branchreport.typefaces import Typecase, Typeface, Uncovered

FONTS: Final = "BRANCHREPORT_FONTS"
"""Names folders of fonts, in the manner of PATH, that Typst takes instead of those installed."""

_SHOWN: Final = 12
"""Characters without a font that a message names."""


def pdf(document: Document, style: Style, word_file: Callable[[], bytes], *, by: str = "") -> bytes:
    """``document`` as a PDF, made of its ``word_file`` by LibreOffice, else by Typst.

    ``by`` is one of `delivering.WAYS`, and then the only one. Without it, LibreOffice is taken
    where it is found and has fonts for every character, for its PDF shows what the Word file looks
    like.

    Raises:
        Misuse: when there is no program for it, no font, or the program fails.

    """
    if by == "typst":
        return _by_typst(document, style)
    found = office.find()
    if found is None:
        if by or not has_typst():
            raise Misuse(*_no_program(by))
        return _by_typst(document, style)
    try:
        shown = _shown(document, style)
    except Misuse:
        if by or not has_typst():
            raise
        return _by_typst(document, style)  # which has the fonts of the extra as well
    return office.convert(found, word_file(), shown)


def has_typst() -> bool:
    """Whether the extra ``pdf`` is installed."""
    return importlib.util.find_spec("typst") is not None


def fonts_for_typst(environ: Mapping[str, str] = os.environ) -> Fonts:
    """The fonts that Typst may take: those of the machine and of the extra, or the ones named."""
    if folders := environ.get(FONTS):
        return fonts.in_folders(Path(folder) for folder in folders.split(os.pathsep) if folder)
    return fonts.installed()


def fonts_for_office() -> Fonts:
    """The fonts that LibreOffice sees."""
    return fonts.installed(with_pack=False)


def _no_program(by: str) -> tuple[str, str]:
    if by == "libreoffice":
        return (
            _("LibreOffice is not found, which is to make the PDF"),
            _("install it, or let {variable} name its soffice").format(variable=office.VARIABLE),
        )
    return (
        _("there is no program to make a PDF with"),
        _('install LibreOffice, or Typst: pip install "branchreport[pdf]"'),
    )


def _shown(document: Document, style: Style) -> dict[str, str]:
    """What LibreOffice is to take for each font that is not installed."""
    case = _typecase(document, style, fonts_for_office())
    return {
        name: _latin_name(typeface)
        for name, typeface in case.typefaces.items()
        if typeface.standing == "substitute"
    }


def _latin_name(typeface: Typeface) -> str:
    """The name of what shows ``typeface`` in Latin letters, which every program knows it by."""
    if typeface.shown.isascii() or not typeface.face:
        return typeface.shown
    return next((name for name in typeface.face.names if name.isascii()), typeface.shown)


def _by_typst(document: Document, style: Style) -> bytes:
    if not has_typst():
        raise Misuse(
            _("Typst is not installed, which is to make the PDF"),
            _('install it: pip install "branchreport[pdf]"'),
        )
    from branchreport.writers.typst import Unset, write

    case = _typecase(document, style, fonts_for_typst())
    with tempfile.TemporaryDirectory(prefix="branchreport-", ignore_cleanup_errors=True) as folder:
        try:
            return write(document, style, gathered(case, Path(folder)))
        except Unset as error:
            raise Misuse(
                _("Typst cannot set the document: {reason}").format(reason=error),
                _("look at the pictures of the document; or make the PDF with LibreOffice"),
            ) from error


def _typecase(document: Document, style: Style, at_hand: Fonts) -> Typecase:
    try:
        return typefaces.typecase(document, style, at_hand)
    except Uncovered as fault:
        raise Misuse(*_uncovered(fault)) from fault


def _uncovered(fault: Uncovered) -> tuple[str, str]:
    """Which characters have no font, and what to install."""
    if fault.typeface.shown and fault.typeface.shown != fault.typeface.asked:
        message = _(
            "no font has these characters: {characters}; the text is to be in {font}, for which "
            "{shown} stands in"
        )
    else:
        message = _("no font has these characters: {characters}; the text is to be in {font}")
    return (
        message.format(
            characters=_some(fault.characters),
            font=fault.typeface.asked,
            shown=fault.typeface.shown,
        ),
        _advice(fault.characters),
    )


def _advice(characters: str) -> str:
    """What to install for ``characters``, or that they are to go: no font of letters has emoji."""
    odd = [character for character in characters if not typefaces.is_usual(character)]
    if len(odd) == len(characters):
        return _(
            "delete them, for fonts of Chinese and Latin letters have none of them; or install a "
            "font that has them in black, not one of coloured pictures"
        )
    install = _(
        "install a font that has them: fonts-noto-cjk on Debian and Ubuntu, or, for Typst, "
        'pip install "branchreport[fonts]"; branchreport doctor shows what is there'
    )
    if not odd:
        return install
    return _(
        "{install}; and delete {characters}, which no font of Chinese and Latin letters has"
    ).format(install=install, characters=_some(odd))


def _some(characters: Sequence[str]) -> str:
    """The first of ``characters``, and how many more there are."""
    some = "".join(map(_visible, characters[:_SHOWN]))
    more = len(characters) - _SHOWN
    return some + (_(" and {number} more").format(number=more) if more > 0 else "")


def _visible(character: str) -> str:
    """``character``, or its number where a terminal shows nothing of it."""
    return character if character.isprintable() else f"U+{ord(character):04X}"


def gathered(case: Typecase, folder: Path) -> Typecase:
    """``case`` with all of its fonts in ``folder``, where Typst finds them and no others."""
    moved: dict[Path, Path] = {}
    for number, file in enumerate(dict.fromkeys(face.file for face in case.faces())):
        moved[file] = folder / f"{number}{file.suffix.lower()}"
        try:
            moved[file].symlink_to(file.resolve())
        except OSError:  # as Windows has it for most people
            shutil.copyfile(file, moved[file])

    def there(face: Face | None) -> Face | None:
        return replace(face, file=moved[face.file]) if face else None

    chosen = {
        name: replace(typeface, face=there(typeface.face), bold=there(typeface.bold))
        for name, typeface in case.typefaces.items()
    }
    return Typecase(chosen, tuple(face for other in case.others if (face := there(other))))
