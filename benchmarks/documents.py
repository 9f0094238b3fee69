"""Many years to documents in one process, as a program does that imports branchreport.

``documents.py docx TARGET YEAR...`` writes Word files; ``json`` writes the same words for the
peers, as pairs of a style's name in Word and the text of a paragraph.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from branchreport.cli.checking import check_year
from branchreport.cli.making import document_of
from branchreport.cli.saving import save
from branchreport.document import Block, Document, Heading, Paragraph, Signature, Title, text_of
from branchreport.publishing import Publication, publication
from branchreport.writers import WRITERS


def main(form: str, target: Path, years: Sequence[Path]) -> None:
    """Write a document in ``form`` for each of ``years`` into the folder ``target``."""
    published: Publication | None = None
    for path in years:
        checked = check_year(path)
        year = checked.loaded.value
        assert checked.sound, checked.diagnostics
        assert year, "a sound year was read"
        chosen = published or publication(year.report, checked.loaded.places, path)
        assert isinstance(chosen, Publication), "the built-in template and style are sound"
        published = chosen
        document = document_of(checked, published)
        save(target / f"{path.name}.{form}", _written(document, form, published))


def _written(document: Document, form: str, published: Publication) -> bytes:
    if form == "json":
        words = [words for block in document.blocks for words in _words(block)]
        return json.dumps(words, ensure_ascii=False).encode()
    return WRITERS[form](document, published.style)


def _words(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Title(runs):
            yield "Title", text_of(runs)
        case Heading(level, runs, run_in):
            yield "Normal" if run_in else f"Heading {level}", text_of(runs + run_in)
        case Paragraph(runs):
            yield "Normal", text_of(runs)
        case Signature(lines):
            yield from (("Normal", text_of(line)) for line in lines)
        case _:
            raise TypeError(block)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [Path(argument) for argument in sys.argv[3:]])
