"""The styles of a Word file: which there are, and what each comes to with all it is based on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from branchreport.word_files import WORD, WordFile
from branchreport.word_files.names import BODY, NAMES, known_as

_THEME: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FIRST_LINES: Final = {"firstLine", "firstLineChars", "hanging", "hangingChars"}
_SLOTS: Final = {"ascii": "asciiTheme", "hAnsi": "hAnsiTheme", "eastAsia": "eastAsiaTheme"}
_LONGEST_CHAIN: Final = 20


@dataclass(frozen=True, slots=True)
class Looks:
    """What a style comes to: attributes of ``w:ind``, ``w:spacing`` and the like, as written."""

    indent: dict[str, str] = field(default_factory=dict)
    spacing: dict[str, str] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    """``jc``, ``sz``, ``b``, ``color``, and ``pitch``, what is added to each character."""
    numbered: bool = False


class Sheet:
    """The styles of one file."""

    def __init__(self, file: WordFile) -> None:
        part = file.related("styles")
        self.root: Any = None if part is None else file.tree(part)
        self._fonts = _theme_fonts(file)
        self._styles = {} if part is None else dict(_by_identifier(self.root))
        self._named = {
            (each.get(f"{WORD}type", "paragraph"), name): each
            for each in reversed(self._styles.values())
            for name in _names_of(each)
        }

    @property
    def identifiers(self) -> set[str]:
        """The identifiers of all styles."""
        return set(self._styles)

    def named(self, name: str, kind: str = "paragraph") -> Any:
        """The style with the built-in ``name``, whatever it is called here; or None."""
        found = self._named.get((kind, known_as(name)))
        if found is None and kind == "paragraph" and known_as(name) == BODY:
            normal = self._named.get((kind, "normal"))
            return normal if normal is not None and _says_something(normal) else None
        return found

    def role(self, role: str) -> Any:
        """The style of a role (`branchreport.style.Paragraphs`), or None where there is none."""
        return self.named(NAMES[role][0])

    def linked(self, style: Any) -> Any:
        """The character style that belongs to a paragraph style, or None."""
        found = self._styles.get(_value(style.find(f"{WORD}link")))
        return found if found is not None and found.get(f"{WORD}type") == "character" else None

    def looks(self, style: Any) -> Looks:
        """What ``style`` comes to, with all it is based on and the defaults of the file."""
        looks, numbered = Looks(), False
        for properties in self._properties(style):
            for each in properties:
                if each.tag == f"{WORD}numPr":
                    numbered = _value(each.find(f"{WORD}numId")) not in ("", "0")
                _take(each, looks, self._fonts)
        return Looks(looks.indent, looks.spacing, looks.fonts, looks.others, numbered)

    def _properties(self, style: Any) -> Iterator[Any]:
        """The properties of paragraphs and runs that hold for ``style``, the nearest last."""
        defaults = self.root.find(f"{WORD}docDefaults")
        if defaults is not None:
            yield from defaults.iter(f"{WORD}rPr", f"{WORD}pPr")
        chain: list[Any] = []
        while style is not None and style not in chain and len(chain) < _LONGEST_CHAIN:
            chain.append(style)
            style = self._styles.get(_value(style.find(f"{WORD}basedOn")))
        for each in reversed(chain):
            yield from (each.find(f"{WORD}{name}") for name in ("pPr", "rPr")
                        if each.find(f"{WORD}{name}") is not None)  # fmt: skip


def _take(element: Any, looks: Looks, theme: dict[str, str]) -> None:
    """Let ``element`` of a nearer style hold over what was said before."""
    name = element.tag.removeprefix(WORD) if isinstance(element.tag, str) else ""
    said = {key.removeprefix(WORD): value for key, value in element.attrib.items()}
    match name:
        case "ind":
            if _FIRST_LINES & said.keys():
                for key in _FIRST_LINES:
                    looks.indent.pop(key, None)
            looks.indent.update(said)
        case "spacing" if "val" in said:
            looks.others["pitch"] = said["val"]
        case "spacing":
            looks.spacing.update(said)
        case "rFonts":
            for slot, key in _SLOTS.items():
                font = theme.get(said.get(key, "")) or said.get(slot)
                looks.fonts.update({slot: font} if font else {})
        case "b":
            looks.others["b"] = said.get("val", "1")
        case "jc" | "sz" | "color":
            looks.others[name] = said.get("val", "")


def _by_identifier(root: Any) -> Iterator[tuple[str, Any]]:
    for style in root.iter(f"{WORD}style"):
        yield style.get(f"{WORD}styleId", ""), style


def _names_of(style: Any) -> Iterator[str]:
    """All names of ``style``, as `known_as` has them."""
    yield known_as(_value(style.find(f"{WORD}name")))
    for alias in _value(style.find(f"{WORD}aliases")).split(","):
        if alias:
            yield known_as(alias)


def _says_something(style: Any) -> bool:
    """Whether somebody has given ``style`` a look of its own: a font, a size, an indent."""
    said = ("rPr/w:rFonts", "rPr/w:sz", "pPr/w:ind", "pPr/w:spacing")
    return any(style.find(f"w:{path}", {"w": WORD[1:-1]}) is not None for path in said)


def _theme_fonts(file: WordFile) -> dict[str, str]:
    """The fonts behind the names that a theme gives them (ECMA-376-1, 17.18.96)."""
    part = file.related("theme")
    scheme: Any = None if part is None else file.tree(part).find(f".//{_THEME}fontScheme")
    fonts: dict[str, str] = {}
    if scheme is None:
        return fonts
    for key, tag in (("minor", "minorFont"), ("major", "majorFont")):
        latin, chinese = _faces(scheme.find(f"{_THEME}{tag}"))
        fonts |= dict.fromkeys((f"{key}HAnsi", f"{key}Ascii", f"{key}Bidi"), latin)
        fonts[f"{key}EastAsia"] = chinese
    return fonts


def _faces(fonts: Any) -> tuple[str, str]:
    """The Latin and the Chinese font of one half of a theme."""
    latin = chinese = ""
    for each in [] if fonts is None else fonts:
        if each.tag == f"{_THEME}latin":
            latin = each.get("typeface", "")
        elif each.tag == f"{_THEME}ea" or each.get("script") == "Hans":
            chinese = chinese or each.get("typeface", "")
    return latin, chinese


def _value(element: Any) -> str:
    """The ``w:val`` of ``element``; empty where it is None."""
    return "" if element is None else str(element.get(f"{WORD}val", ""))
