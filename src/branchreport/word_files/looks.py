"""How the words of a paragraph or table are formatted by hand, besides their styles."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from branchreport.ledger import Looks
from branchreport.word_files import WORD
from branchreport.word_files.words import said_in

_LINK: Final[tuple[tuple[str, Mapping[str, str]], ...]] = (("hyperlink", {}),)


def look(elements: Iterable[Any]) -> str:
    """The formatting of ``elements``, paragraphs and tables that belong together."""
    looks = Looks()
    for element in elements:
        for paragraph in element.iter(f"{WORD}p"):
            alignment = paragraph.find(f"{WORD}pPr/{WORD}jc")
            looks.align("" if alignment is None else alignment.get(f"{WORD}val", ""))
            linked = _linked(paragraph)
            for run, length in said_in(paragraph):
                looks.run(length, chain(_properties(run), _LINK if run in linked else ()))
    return str(looks)


def _linked(paragraph: Any) -> set[Any]:
    """The runs of ``paragraph`` that lead elsewhere: by an element, or by a field (17.16.5.25)."""
    linked: set[Any] = set()
    fields: list[str] = []
    for run in paragraph.iter(f"{WORD}r"):
        if any("HYPERLINK" in each for each in fields) or _is_in_link(run):
            linked.add(run)
        for each in run.iter(f"{WORD}fldChar", f"{WORD}instrText"):
            kind = each.get(f"{WORD}fldCharType")
            if kind == "begin":
                fields.append("")
            elif kind == "end" and fields:
                fields.pop()
            elif kind is None and fields:
                fields[-1] += (each.text or "").upper()
    return linked


def _is_in_link(run: Any) -> bool:
    if any(True for _ in run.iterancestors(f"{WORD}hyperlink")):
        return True
    simple = run.iterancestors(f"{WORD}fldSimple")
    return any("HYPERLINK" in each.get(f"{WORD}instr", "").upper() for each in simple)


def _properties(run: Any) -> Iterator[tuple[str, Mapping[str, str]]]:
    properties = run.find(f"{WORD}rPr")
    for each in () if properties is None else properties:
        if isinstance(each.tag, str) and each.tag.startswith(WORD):
            named = {key.rpartition("}")[2]: value for key, value in each.items()}
            yield each.tag.removeprefix(WORD), named
