"""The language of an office's file, where it is another than that of our Chinese words.

A program takes rules for Chinese from it: where LibreOffice believes Han characters to be English,
it sets the marks between them into the middle of their squares.
"""

from typing import Any, Final

from branchreport.word_files import WORD

_CHINESE: Final = "zh-CN"
_KEY: Final = f"{WORD}eastAsia"

# ECMA-376-1, 17.3.2.28 (CT_RPr) and 17.15.1.78 (CT_Settings): what stands behind the language
_AFTER_IN_RUN: Final = frozenset({"eastAsianLayout", "specVanish", "oMath", "rPrChange"})
_AFTER_IN_SETTINGS: Final = frozenset(
    {
        "clrSchemeMapping", "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures",
        "forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary",
        "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
    }
)  # fmt: skip


def set_in_styles(styles: Any) -> None:
    """Let Han characters be Chinese by default, and in every style that says otherwise."""
    for each in styles.iter(f"{WORD}lang"):
        if _KEY in each.attrib:
            _set(each)
    defaults = styles.find(f"{WORD}docDefaults")
    if defaults is None:
        defaults = styles.makeelement(f"{WORD}docDefaults", {})
        styles.insert(0, defaults)
    run = _first(_first(defaults, "rPrDefault"), "rPr")
    _set(_child(run, "lang", _AFTER_IN_RUN))


def set_in_settings(settings: Any) -> None:
    """Let the fonts of the theme be those for Chinese."""
    _set(_child(settings, "themeFontLang", _AFTER_IN_SETTINGS))


def _set(language: Any) -> None:
    if not language.get(_KEY, "").lower().startswith("zh"):
        language.set(_KEY, _CHINESE)


def _first(parent: Any, name: str) -> Any:
    """The child ``name``, made in front of all others where there is none."""
    found = parent.find(f"{WORD}{name}")
    if found is None:
        found = parent.makeelement(f"{WORD}{name}", {})
        parent.insert(0, found)
    return found


def _child(parent: Any, name: str, after: frozenset[str]) -> Any:
    """The child ``name``, made before those that stand ``after`` it where there is none."""
    found = parent.find(f"{WORD}{name}")
    if found is None:
        found = parent.makeelement(f"{WORD}{name}", {})
        behind = (at for at, each in enumerate(parent) if _is_behind(each, after))
        parent.insert(next(behind, len(parent)), found)
    return found


def _is_behind(element: Any, after: frozenset[str]) -> bool:
    """Whether it is one of those ``after``, or an extension by Microsoft, which comes last."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(WORD) in after or tag.startswith("{http://schemas.microsoft.com/")
