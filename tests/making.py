"""Making documents in a test as the command line makes them, and showing them as text."""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from branchreport import shipped, style_files
from branchreport.cli import making
from branchreport.cli.checking import check_year
from branchreport.document import (
    Appendix,
    Attachments,
    Block,
    Chart,
    Contents,
    Document,
    Heading,
    List,
    Picture,
    RedHead,
    Run,
    Runs,
    Signature,
    Table,
)
from branchreport.publishing import Publication, publication
from branchreport.style import Style
from branchreport.writers import WRITERS


def built_in_style(name: str = "gbt9704") -> Style:
    """The built-in style ``name``."""
    loaded = style_files.load_style(shipped.style_file(name))
    assert loaded.value is not None, loaded.diagnostics
    return loaded.value


def published(path: Path, **changes: object) -> tuple[Document, Style]:
    """The document of the year at ``path``, with ``changes`` of its report, and its style."""
    checked = check_year(path, amend=lambda report: report.model_copy(update=changes))
    year = checked.loaded.value
    assert year is not None, checked.diagnostics
    chosen = publication(year.report, checked.loaded.places, path)
    assert isinstance(chosen, Publication), chosen.diagnostics
    return making.document_of(checked, chosen), chosen.style


def document_of(path: Path, **changes: object) -> Document:
    """The document of the year at ``path``, with ``changes`` of its report."""
    return published(path, **changes)[0]


def word_file_of(path: Path, document: Document | None = None) -> bytes:
    """The Word file of the year at ``path``."""
    made, style = published(path)
    return WRITERS["docx"](document or made, style)


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture of one colour."""
    written = io.BytesIO()
    Image.new("RGB", size, "steelblue").save(written, form)
    return written.getvalue()


def dump(document: Document) -> str:
    """``document`` for people to read: each block, each run, and who said it."""
    head = f"{document.title}\n{document.language}, {document.author}, {document.date}\n"
    return head + "".join(line for block in document.blocks for line in _block(block))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"\nHeading {block.level}\n"
            yield from _runs(block.runs)
            if block.run_in:
                yield "  runs in with\n"
                yield from _runs(block.run_in)
        case List():
            yield f"\nList, {'ordered' if block.ordered else 'unordered'}\n"
            for item in block.items:
                yield "  -\n"
                yield from _runs(item)
        case Table():
            yield "\nTable\n"
            for row in (block.header, *block.rows):
                yield "  row\n"
                for cell in row:
                    yield from _runs(cell)
        case RedHead():
            yield "\nRed head\n"
            for runs in (block.issuer, block.number, block.signer):
                yield from _runs(runs)
        case Contents():
            yield "\nContents\n"
            yield from _runs(block.label)
        case Chart():
            yield f"\nChart{', grouped' if block.grouped else ''}\n"
            yield from _runs(block.caption)
            yield from _block(block.table)
        case Picture():
            image = block.image
            size = f"{image.width} x {image.height}"
            yield f"\nPicture, {image.form}, {size}, {len(image.data)} bytes\n"
            yield from _runs(block.caption)
        case Attachments():
            yield "\nAttachments\n"
            yield from _runs(block.label)
            for item in block.items:
                yield "  -\n"
                yield from _runs(item)
        case Signature():
            yield f"\nSignature{', sealed' if block.sealed else ''}\n"
            for runs in block.lines:
                yield from _runs(runs)
        case Appendix():
            yield "\nAppendix\n"
            yield from _runs(block.label)
            for inner in block.blocks:
                yield from _block(inner)
        case _:
            yield f"\n{type(block).__name__}\n"
            yield from _runs(block.runs)


def _runs(runs: Runs) -> Iterator[str]:
    for run in runs:
        marks = ("strong" * run.strong, "gap" * run.gap, run.edit)
        looks = "".join(f" ({mark})" for mark in marks if mark)
        yield f"  {run.text}{looks}{_source(run)}\n"


def _source(run: Run) -> str:
    if run.source is None:
        return ""
    place = f"{Path(run.source.file).name}:{run.source.line}:{run.source.column}"
    return f"    [{run.source.record}, {place}]"
