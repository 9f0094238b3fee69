"""How the words of a paragraph or table are formatted by hand, besides their styles."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from branchreport.ledger import Looks
from branchreport.word_files import WORD
from branchreport.word_files.words import said_in


def look(elements: Iterable[Any]) -> str:
    """The formatting of ``elements``, paragraphs and tables that belong together."""
    looks = Looks()
    for element in elements:
        for paragraph in element.iter(f"{WORD}p"):
            alignment = paragraph.find(f"{WORD}pPr/{WORD}jc")
            looks.align("" if alignment is None else alignment.get(f"{WORD}val", ""))
            for run, length in said_in(paragraph):
                looks.run(length, _properties(run))
    return str(looks)


def _properties(run: Any) -> Iterator[tuple[str, Mapping[str, str]]]:
    properties = run.find(f"{WORD}rPr")
    for each in () if properties is None else properties:
        if isinstance(each.tag, str) and each.tag.startswith(WORD):
            named = {key.rpartition("}")[2]: value for key, value in each.items()}
            yield each.tag.removeprefix(WORD), named
