"""What stands around the text of a Word file: the words of its headers and footers."""

from collections.abc import Iterator
from typing import Any, Final

from branchreport.word_files import WORD, UnusableError, WordFile
from branchreport.word_files.words import PICTURE, words_of_runs

_KINDS: Final = ("header", "footer")


def around(file: WordFile) -> tuple[str, ...]:
    """The paragraphs of headers and footers, each once and sorted.

    So which part says them does not matter, nor in what frame. What a field shows, as the number of
    a page, is left out, and so are pictures.
    """
    parts = [each.target for each in file.relations(file.main) if each.kind in _KINDS]
    said = {line for part in parts if part in file.parts for line in _lines(file, part)}
    return tuple(sorted(filter(None, said)))


def _lines(file: WordFile, part: str) -> Iterator[str]:
    try:
        root = file.tree(part)
    except UnusableError:
        return
    for paragraph in root.iter(f"{WORD}p"):
        yield words_of_runs(_outside_fields(paragraph)).replace(PICTURE, "").strip()


def _outside_fields(paragraph: Any) -> Iterator[Any]:
    """The runs of ``paragraph`` itself that are no result of a field (17.16.18)."""
    depth = 0
    for run in paragraph.iter(f"{WORD}r"):
        if next(run.iterancestors(f"{WORD}p")) is not paragraph:
            continue  # it stands in a frame
        simple = any(True for _ in run.iterancestors(f"{WORD}fldSimple"))
        for mark in run.findall(f"{WORD}fldChar"):
            depth += {"begin": 1, "end": -1}.get(mark.get(f"{WORD}fldCharType"), 0)
        depth = max(depth, 0)
        if not depth and not simple:
            yield run
