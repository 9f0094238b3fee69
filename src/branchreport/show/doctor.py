"""What a machine has for making documents: programs, and what shows each font; what to install."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from branchreport.fonts.kinds import Kind
from branchreport.language import N_, _
from branchreport.show.text import Line, one_line
from branchreport.typefaces import Typeface
from branchreport.typography import cells

VERSION: Final = 1
"""Of the form of `as_json`; it grows when a key changes its meaning or goes."""

_MARKS: Final = {"present": "+", "substitute": "~", "missing": "!"}
_LOOKS: Final = {"present": "green", "substitute": "yellow", "missing": "bold red"}
_WIDE: Final = 78
"""Columns of a line that is wrapped."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program or an extra: where it is and its version, empty where it is not there."""

    name: str
    version: str = ""
    place: str = ""
    advice: str = ""
    broken: bool = False
    """Whether it was found, but does not run."""

    @property
    def there(self) -> bool:
        """Whether it was found, and runs."""
        return bool(self.version or self.place) and not self.broken


@dataclass(frozen=True, slots=True)
class Font:
    """A font of a style: what it is for, and what shows it here, and in a PDF by Typst."""

    roles: tuple[str, ...]
    here: Typeface
    by_typst: Typeface


@dataclass(frozen=True, slots=True)
class Looks:
    """The fonts of the style ``name``."""

    name: str
    fonts: tuple[Font, ...]


@dataclass(frozen=True, slots=True)
class Checkup:
    """All that was found; ``system`` is Python's name of it, as ``linux``."""

    version: str
    python: str
    system: str
    office: Program
    typst: Program
    pack: Program
    looks: tuple[Looks, ...]

    def ways(self) -> list[Program]:
        """The programs that can make a PDF in which no font is missing."""
        fonts = [font for looks in self.looks for font in looks.fonts]
        found = []
        if self.office.there and all(font.here.face for font in fonts):
            found.append(self.office)
        if self.typst.there and all(font.by_typst.face for font in fonts):
            found.append(self.typst)
        return found


def full(checkup: Checkup) -> Iterator[Line]:
    """Everything, for people."""
    yield [("bold", f"branchreport {checkup.version}, Python {checkup.python}")]
    yield []
    yield [("bold", _("Programs"))]
    for program in (checkup.office, checkup.typst, checkup.pack):
        yield from _program(program)
    for looks in checkup.looks:
        yield []
        yield [("bold", _("Fonts of the style {name}").format(name=looks.name))]
        for font in looks.fonts:
            yield from _font(font, checkup)
    yield []
    yield [("", _("+: there; ~: another one is shown in its place; !: missing"))]
    yield []
    for good, said in _verdicts(checkup):
        yield [("green" if good else "bold red", said)]


def _program(program: Program) -> Iterator[Line]:
    look, mark = ("green", "+") if program.there else ("yellow", "-")
    if program.broken:
        look, mark = ("bold red", "!")
    said = ", ".join(filter(None, (_running(program), program.place)))
    yield [(look, f"  {mark}  "), ("", one_line(f"{program.name}: {said}"))]
    if not program.there:
        yield from _wrapped(program.advice)


def _running(program: Program) -> str:
    """The version of ``program``, or why there is none; nothing where it does not say."""
    if program.broken:
        return _("it does not run")
    return program.version or ("" if program.place else _("not found"))


def _font(font: Font, checkup: Checkup) -> Iterator[Line]:
    here = font.here
    look = _LOOKS[here.standing]
    yield [
        (look, f"  {_MARKS[here.standing]}  "),
        ("bold", one_line(here.asked)),
        ("", one_line(f": {_standing(here)}")),
    ]
    yield from _wrapped(_("for {roles}").format(roles=_roles(font)))
    if checkup.typst.there and font.by_typst.face and font.by_typst.shown != here.shown:
        yield from _wrapped(_("in a PDF by Typst: {shown}").format(shown=font.by_typst.shown))
    for advice in _advice(here, checkup.system):
        yield from _wrapped(advice)


def _standing(typeface: Typeface) -> str:
    if typeface.standing == "present":
        return _("there")
    if typeface.standing == "missing":
        return _("missing, and nothing can stand in for it")
    if typeface.akin:
        return _("{font} is shown in its place").format(font=typeface.shown)
    return _("{font}, of another kind, is shown in its place").format(font=typeface.shown)


def _roles(font: Font) -> str:
    names = dict.fromkeys(_(_ROLES[role]) for role in font.roles)
    return _(", ").join(names)


_ROLES: Final = {
    "body": N_("the text"),
    "issuer": N_("the issuer"),
    "document_number": N_("the document number"),
    "title": N_("the title"),
    "contents_label": N_("the contents"),
    "contents_1": N_("the contents"),
    "contents_2": N_("the contents"),
    "addressee": N_("the addressee"),
    "heading_1": N_("headings of level 1"),
    "heading_2": N_("headings of level 2"),
    "heading_3": N_("headings of level 3"),
    "heading_4": N_("headings of level 4"),
    "list_item": N_("lists"),
    "note": N_("notes"),
    "attachments": N_("the list of attachments"),
    "signature": N_("the signature"),
    "table_header": N_("heads of tables"),
    "table_cell": N_("tables"),
    "caption": N_("captions"),
    "appendix_label": N_("labels of appendices"),
    "page_number": N_("page numbers"),
}


def _advice(typeface: Typeface, system: str) -> Iterator[str]:
    """Where the font comes from, and what else to install."""
    if typeface.standing == "present":
        return
    yield _source(typeface)
    package = _PACKAGES.get(typeface.kind)
    if system == "linux" and package and not (typeface.face and typeface.akin):
        if typeface.kind is Kind.FANGSONG and typeface.face:
            return  # there is no free one that has all characters
        yield _("on Debian and Ubuntu: apt install {package}").format(package=package)


_PACKAGES: Final = {
    Kind.SONG: "fonts-noto-cjk",
    Kind.FANGSONG: "fonts-noto-cjk",
    Kind.HEI: "fonts-noto-cjk",
    Kind.KAI: "fonts-lxgw-wenkai",
    Kind.TITLE: "fonts-noto-cjk-extra",
    Kind.SERIF: "fonts-liberation",
    Kind.SANS: "fonts-liberation",
}
"""Packages of Debian with fonts that come near, by kind."""


def _source(typeface: Typeface) -> str:
    """Where the font itself is to be had."""
    name = typeface.asked
    if name.endswith("_GB2312"):
        return _(
            "it came with older versions of Windows and Office; {successor} of Windows is its "
            "successor"
        ).format(successor=name.removesuffix("_GB2312"))
    if name.startswith(("方正", "FZ")):
        return _("it is sold by FounderType (方正字库); a copy needs a licence")
    if name.startswith(("华文", "ST")):
        return _("it comes with Microsoft Office and with macOS")
    if typeface.kind in (Kind.SERIF, Kind.SANS):
        return _("it comes with Windows and macOS")
    if name in ("仿宋", "楷体", "黑体", "宋体"):
        return _("it comes with Windows")
    return _("install it for all users of this machine")


def _verdicts(checkup: Checkup) -> Iterator[tuple[bool, str]]:
    yield True, _("A Word file can be made; it looks as its fonts are where it is opened.")
    ways = [program.name for program in checkup.ways()]
    if ways:
        yield True, _("A PDF can be made by {programs}.").format(programs=_(", ").join(ways))
    elif checkup.office.there or checkup.typst.there:
        yield False, _("No PDF can be made, for fonts are missing.")
    else:
        yield False, _("No PDF can be made, for there is no program for it.")


def _wrapped(text: str) -> Iterator[Line]:
    """``text`` under a font or program, on as many lines as it takes."""
    margin, line = " " * 5, ""
    for piece in _pieces(one_line(text)):
        if line and _width(margin + line + piece.rstrip()) > _WIDE:
            yield [("dim", margin + line.rstrip())]
            line = ""
        line += piece
    yield [("dim", margin + line.rstrip())]


def _pieces(text: str) -> Iterator[str]:
    """What stays on one line: a word with the blank after it, a Chinese character with its mark."""
    piece = ""
    for character, following in zip(text, f"{text[1:]} ", strict=True):
        piece += character
        wide = cells(character) == 2 and following not in "，。；：、）”"
        if character == " " or wide or (cells(following) == 2 and following not in "，。；：、）”"):
            yield piece
            piece = ""
    yield piece


def _width(text: str) -> int:
    return sum(map(cells, text))


def markdown(checkup: Checkup) -> str:
    """Everything as a page in Markdown."""
    lines = [f"## branchreport {checkup.version}, Python {checkup.python}", ""]
    lines += _table((_("program"), _("version"), _("place")), [
        (program.name, _running(program), "<br>".join(_where(program)))
        for program in (checkup.office, checkup.typst, checkup.pack)
    ])  # fmt: skip
    for looks in checkup.looks:
        title = _("Fonts of the style {name}").format(name=looks.name)
        lines += ["", f"### {_escaped(title)}", ""]
        lines += _table((_("font"), _("what is shown"), _("what it is for"), _("help")), [
            (font.here.asked, _standing(font.here), _roles(font),
             "<br>".join(_advice(font.here, checkup.system)))
            for font in looks.fonts
        ])  # fmt: skip
    lines += ["", *(f"- {_escaped(said)}" for _good, said in _verdicts(checkup))]
    return "\n".join(lines) + "\n"


def _where(program: Program) -> Iterator[str]:
    """Where ``program`` is, and what to do where it is not there."""
    if program.place:
        yield program.place
    if not program.there:
        yield program.advice


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    lines = [head, tuple("---" for _cell in head), *rows]
    return [f"| {' | '.join(map(_escaped, line))} |" for line in lines]


def _escaped(shown: str) -> str:
    """``shown`` so that Markdown takes none of its characters for a mark."""
    return "".join(f"\\{char}" if char in "\\`*_[]|#" else char for char in one_line(shown))


def as_json(checkup: Checkup) -> str:
    """Everything for programs."""
    ways = checkup.ways()
    data = {
        "version": VERSION,
        "branchreport": checkup.version,
        "python": checkup.python,
        "system": checkup.system,
        "programs": {
            key: {"there": program.there, "version": program.version, "place": program.place}
            for key, program in (
                ("libreoffice", checkup.office), ("typst", checkup.typst), ("fonts", checkup.pack),
            )
        },
        "styles": [
            {"name": looks.name, "fonts": [_font_as_data(font) for font in looks.fonts]}
            for looks in checkup.looks
        ],
        "pdf": [
            key
            for key, program in (("libreoffice", checkup.office), ("typst", checkup.typst))
            if program in ways
        ],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _font_as_data(font: Font) -> dict[str, Any]:
    return {
        "font": font.here.asked,
        "roles": font.roles,
        "status": font.here.standing,
        "shown": font.here.shown or None,
        "same_kind": font.here.akin and font.here.face is not None,
        "file": str(font.here.face.file) if font.here.face else None,
        "shown_by_typst": font.by_typst.shown or None,
    }
