"""An office's own Word file as a style: its page and named styles in the measures of ours."""

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import ValidationError

from branchreport.diagnostics import Diagnostic, Severity, Span
from branchreport.language import _
from branchreport.loading import Loaded, Read
from branchreport.places import Atlas, MappingPlaces
from branchreport.reasons import in_words
from branchreport.style import (
    Grid,
    OfficeStyle,
    Page,
    PageNumber,
    Paragraphs,
    ParagraphStyle,
    Style,
)
from branchreport.word_files import WORD, UnusableError, WordFile, opened
from branchreport.word_files.sections import Section, last_section, look_through
from branchreport.word_files.sheet import Looks, Sheet

_TWIPS: Final = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
_USUAL_SIZE: Final = 10.0
"""Points of type for which nothing says a size (ECMA-376-1, 17.3.2.38)."""
_NATURAL: Final = 1.3
"""Line height of Chinese type that nothing fixes, in its size, as Word sets it."""
_LEAST_PITCH: Final = 20
"""Twips between the lines of a grid; one that is narrower is none."""
_LONGEST_NAME: Final = 31
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What stands for older programs beside a text box, with the same text (ECMA-376-3, 7.5)."""
_ALIGNMENTS: Final[dict[str, Literal["left", "center", "right", "both"]]] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right",
}  # fmt: skip


def read(path: Path, usual: Style, read: Read) -> Loaded[Style]:
    """The Word file at ``path`` as a style; what it has no named style for is as in ``usual``."""
    try:
        style = _style(read(path), usual)
    except OSError as error:
        message = _("it cannot be read: {reason}").format(reason=in_words(error))
        return _unusable(path, message, _("look at the path again"))
    except UnusableError as fault:
        return _unusable(path, fault.message, fault.help)
    return Loaded(style, _nowhere(path), (), 0)


def _unusable(path: Path, message: str, help_text: str) -> Loaded[Style]:
    found = Diagnostic("BR511", Severity.ERROR, message, Span(str(path)), help=help_text)
    return Loaded(None, _nowhere(path), (found,), 0)


def _nowhere(path: Path) -> Atlas:
    """The places of a file that has no lines."""
    return Atlas(MappingPlaces((0, 0, 0, 0), file=str(path)), {}, {})


def _style(data: bytes, usual: Style) -> OfficeStyle:
    file = opened(data)
    look_through(file)
    section = last_section(file)
    if section is None:
        raise UnusableError(
            _("the file has no page set-up"), _("open it in Word or WPS, and save it again")
        )
    measures = _Measures(Sheet(file), section, usual)
    try:
        return measures.style(file, data)
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][-1])
        raise UnusableError(
            _("its page set-up has a number that no page has: {name}").format(name=name),
            _("correct it in Word under “Page Setup”"),
        ) from None


class _Measures:
    """Reads the measures of one file; those of ``usual`` stand where it has none."""

    def __init__(self, sheet: Sheet, section: Section, usual: Style) -> None:
        self._sheet, self._section, self._usual = sheet, section, usual
        found = sheet.role("body")
        self._body = sheet.looks(found) if found is not None else None
        self._grid = self._read_grid()

    def style(self, file: WordFile, data: bytes) -> OfficeStyle:
        """The whole."""
        said = {
            name: getattr(self._usual, name)
            for name in Style.model_fields
            if name not in ("based_on", "page", "grid", "paragraphs", "page_number")
        }
        return OfficeStyle(
            **said,
            page=self._page(),
            grid=self._grid,
            paragraphs=self._paragraphs(),
            page_number=self._page_number(file),
            word_file=data,
        )

    def _page(self) -> Page:
        """Page and margins; a gutter widens the margin that it lies at."""
        usual = self._usual.page
        size = {
            side: self._length("pgSz", key, getattr(usual, side))
            for side, key in (("width", "w"), ("height", "h"))
        }
        margins = {
            side: self._length("pgMar", side, getattr(usual, side))
            for side in ("top", "bottom", "left", "right", "header", "footer")
        }
        margins["left"] += self._length("pgMar", "gutter", 0)
        return Page(**size, **margins)

    def _length(self, name: str, key: str, usual: float) -> float:
        """A length of the page in millimetres; a negative one only says that it is exact."""
        twips = _number(self._section.attribute(name, key))
        return usual if twips is None else round(abs(twips) / _TWIPS, 2)

    def _read_grid(self) -> Grid:
        """The pitch of lines and characters: what fixes the body's lines, or else the page's grid.

        ECMA-376-1, 17.6.5 and 17.3.1.33.
        """
        pitched = self._section.attribute("docGrid", "type") in ("lines", "linesAndChars")
        pitch = _number(self._section.attribute("docGrid", "linePitch")) if pitched else None
        if pitch is not None and pitch < _LEAST_PITCH:
            pitch = None
        body = self._body
        if body is None:
            if not pitch:
                return self._usual.grid
            return self._usual.grid.model_copy(update={"line": _within(pitch / 20, 1, 400)})
        line = self._line(body, (pitch or 0) / 20)
        return Grid(
            line=_within(line, 1, 400),
            character=_within((_number(body.others.get("pitch", "")) or 0) / 20, -10, 10),
            locked=body.spacing.get("lineRule") == "exact",
            tab=self._usual.grid.tab,
        )

    def _line(self, looks: Looks, pitch: float) -> float:
        """The height of a line, in points; on a grid it takes whole lines of ``pitch``."""
        said = _number(looks.spacing.get("line", ""))
        if said and looks.spacing.get("lineRule") in ("exact", "atLeast"):
            return said / 20
        natural = _size(looks) * _NATURAL
        if pitch:
            natural = math.ceil(natural / pitch) * pitch
        return round(natural * (said or 240) / 240, 2)

    def _paragraphs(self) -> Paragraphs:
        roles = {role: self._role(role) for role in Paragraphs.model_fields}
        return Paragraphs.model_validate(roles)

    def _role(self, role: str) -> ParagraphStyle | None:
        found = self._sheet.role(role)
        if found is None:
            return self._fitted(getattr(self._usual.paragraphs, role))
        return self._look(self._sheet.looks(found))

    def _fitted(self, usual: ParagraphStyle | None) -> ParagraphStyle | None:
        """A role of the usual style, with lines of its own where those of the file are too low."""
        size = usual.size if usual else None
        if usual is None or not size or usual.line or size <= self._grid.line:
            return usual
        return usual.model_copy(update={"line": _within(size * _NATURAL, 1, 400)})

    def _look(self, looks: Looks) -> ParagraphStyle:
        size = _size(looks)
        advance = _advance(size, _number(looks.others.get("pitch", "")) or 0)
        line = self._line(looks, self._grid.line if self._grid.locked else 0)
        font, latin = looks.fonts.get("eastAsia"), looks.fonts.get("ascii")
        color = looks.others.get("color", "000000")
        left = _characters(looks, ("left", "start"), advance)
        hanging = min(_characters(looks, ("hanging",), advance), left)
        return ParagraphStyle(
            font=(font or latin or "宋体")[:_LONGEST_NAME],
            latin=latin[:_LONGEST_NAME] if latin and latin != font else None,
            size=_within(size, 1, 400),
            bold=looks.others.get("b", "0") not in ("0", "false", "off"),
            color=color if re.fullmatch("[0-9A-Fa-f]{6}", color) else "000000",
            align=_ALIGNMENTS.get(looks.others.get("jc", "left"), "both"),
            first_line=0 if hanging else _characters(looks, ("firstLine",), advance),
            left=left,
            hanging=hanging,
            before=self._lines(looks, "before"),
            after=self._lines(looks, "after"),
            line=None if abs(line - self._grid.line) < 0.05 else _within(line, 1, 400),
        )

    def _lines(self, looks: Looks, side: str) -> float:
        """What is free before or after a paragraph, in lines of the grid."""
        lines = _number(looks.spacing.get(f"{side}Lines", ""))
        if lines:
            return _within(lines / 100, 0, 20)
        twips = _number(looks.spacing.get(side, "")) or 0
        return _within(twips / 20 / self._grid.line, 0, 20)

    def _page_number(self, file: WordFile) -> PageNumber:
        """The page number as the file's own footer has it; the usual one where it has no footer."""
        usual, section = self._usual.page_number, self._section
        if not section.footers:
            outer = usual.place == "outer" and (section.alternating or not section.headers)
            return (
                usual
                if outer or usual.place == "none"
                else usual.model_copy(update={"place": "center"})
            )
        for each in sorted(section.footers, key=lambda each: each.pages):
            for paragraph in _paragraphs(file.tree(each.part)):
                if (form := _form(paragraph)) is not None:
                    look = self._sheet.named("footer")
                    size = _size(self._sheet.looks(look)) if look is not None else usual.size
                    return PageNumber(
                        place="outer" if section.alternating else "center",
                        form=form,
                        font=usual.font,
                        size=_within(size, 1, 400),
                        line=usual.line,
                        indent=usual.indent,
                    )
        return PageNumber(place="none")


def _paragraphs(root: Any) -> Iterator[Any]:
    """The paragraphs under ``root``, those in text boxes too, each of them once."""
    for each in root.iter(f"{WORD}p"):
        if not any(above.tag == _FALLBACK for above in each.iterancestors()):
            yield each


def _within_paragraph(element: Any) -> Iterator[Any]:
    """What is in a paragraph, but for the paragraphs in its text boxes."""
    for each in element:
        if each.tag not in (_FALLBACK, f"{WORD}p"):
            yield each
            yield from _within_paragraph(each)


def _form(paragraph: Any) -> str | None:
    """The text of a paragraph with ``{}`` for the number of the page; None where it has none."""
    words, inside, numbered = "", 0, False
    for each in _within_paragraph(paragraph):
        if each.tag == f"{WORD}fldChar":
            inside += {"begin": 1, "end": -1}.get(each.get(f"{WORD}fldCharType", ""), 0)
        instruction = each.text or "" if each.tag == f"{WORD}instrText" else ""
        instruction = instruction or (
            each.get(f"{WORD}instr", "") if each.tag == f"{WORD}fldSimple" else ""
        )
        if instruction.split()[:1] == ["PAGE"] and not numbered:
            words, numbered = words + "{}", True
        simple = any(above.tag == f"{WORD}fldSimple" for above in each.iterancestors())
        if each.tag == f"{WORD}t" and not inside and not simple:
            words += (each.text or "").replace("{", "").replace("}", "")
    return words if numbered and len(words) <= 40 else ("{}" if numbered else None)


def _size(looks: Looks) -> float:
    """The size of type, in points."""
    size = _number(looks.others.get("sz", "")) or 0
    return size / 2 if size > 0 else _USUAL_SIZE


def _advance(size: float, pitch: float) -> float:
    """From one character to the next, in twips; ``size`` is in points, ``pitch`` in twips.

    A pitch that sets characters one over another counts for nothing.
    """
    natural = size * 20
    return natural + pitch if pitch > -natural / 2 else natural


def _characters(looks: Looks, keys: tuple[str, ...], advance: float) -> float:
    """An indent in characters; Word prefers those that are given in them (17.3.1.12)."""
    for key in keys:
        counted = _number(looks.indent.get(f"{key}Chars", ""))
        if counted:
            return _within(counted / 100, 0, 40)
        if twips := _number(looks.indent.get(key, "")):
            return _within(twips / advance, 0, 40)
    return 0


def _within(number: float, least: float, most: float) -> float:
    return round(min(max(number, least), most), 2)


def _number(written: str) -> float | None:
    """The number that ``written`` is, or None."""
    try:
        number = float(written)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
