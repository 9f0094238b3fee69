"""What a reader finds in a paragraph or table of a Word file, as if tracked changes were accepted.

Of others' files nothing can be taken for granted: office programs write the same words in other
runs, in content controls, or twice for older programs (ECMA-376-3, 9.3).
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from branchreport.word_files import WORD

PICTURE: Final = "\ufffc"
"""What stands for a drawing, as U+FFFC does for an object in a text."""

EQUATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"

_DELETED: Final = frozenset(f"{WORD}{name}" for name in ("del", "moveFrom"))
_APART: Final = frozenset(
    f"{WORD}{name}"
    for name in ("pPr", "rPr", "tblPr", "tcPr", "trPr", "tblGrid", "sdtPr", "sdtEndPr", "sectPr",
                 "instrText", "delText", "delInstrText", "rt")
)  # fmt: skip
"""Elements without words for a reader of the text."""
_DRAWINGS: Final = frozenset(
    (*(f"{WORD}{name}" for name in ("drawing", "pict", "object")), EQUATION)
)
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SILENT: Final = _APART | _DELETED | {_FALLBACK}
_MARKS: Final = {
    f"{WORD}tab": "\t",
    f"{WORD}ptab": "\t",
    f"{WORD}cr": "\n",
    f"{WORD}noBreakHyphen": "\u2011",
    f"{WORD}softHyphen": "\u00ad",
}
_LINE: Final = "textWrapping"
"""The kind of break after which a line begins (17.18.3); others begin pages and columns."""


def words(element: Any) -> str:
    """The words of ``element``, a paragraph or a table: cells end with a tab, rows with a line."""
    if element.tag == f"{WORD}tbl":
        return "".join(_row(row) for row in _within(element, f"{WORD}tr") if not _is_deleted(row))
    return "".join(_said(element))


def words_of_runs(runs: Iterable[Any]) -> str:
    """The words of ``runs``, as they follow each other."""
    return "".join(said for run in runs for said in _said(run))


def said_in(paragraph: Any) -> Iterator[tuple[Any, int]]:
    """The runs of ``paragraph`` that a reader finds, each with how many letters it has."""
    for each in paragraph:
        if each.tag == f"{WORD}r":
            yield each, sum(len(text.text or "") for text in each.findall(f"{WORD}t"))
        elif isinstance(each.tag, str) and each.tag not in _SILENT:
            yield from said_in(each)


def _row(row: Any) -> str:
    cells = _within(row, f"{WORD}tc")
    return "".join(f"{_cell(cell)}\t" for cell in cells) + "\n"


def _cell(cell: Any) -> str:
    return "\n".join(words(each) for each in _within(cell, f"{WORD}p", f"{WORD}tbl"))


def _within(element: Any, *tags: str) -> Iterator[Any]:
    """The nearest elements of ``tags`` below ``element``, in content controls as well."""
    for each in element:
        if each.tag in tags:
            yield each
        elif isinstance(each.tag, str) and each.tag not in _APART and each.tag not in _DELETED:
            yield from _within(each, *tags)


def _is_deleted(row: Any) -> bool:
    return row.find(f"{WORD}trPr/{WORD}del") is not None


def _said(element: Any) -> Iterator[str]:
    for each in element:
        tag = each.tag
        if tag == f"{WORD}t":
            yield each.text or ""
        elif tag in _MARKS:
            yield _MARKS[tag]
        elif tag == f"{WORD}br":
            yield "\n" if each.get(f"{WORD}type", _LINE) == _LINE else ""
        elif tag in _DRAWINGS:
            yield PICTURE
        elif tag == f"{WORD}sym":
            yield _symbol(each)
        elif isinstance(tag, str) and tag not in _SILENT:
            yield from _said(each)


def _symbol(element: Any) -> str:
    """The character of a symbol, which fonts of their own have among the private ones."""
    try:
        return chr(int(element.get(f"{WORD}char", ""), 16))
    except (ValueError, OverflowError):
        return ""
