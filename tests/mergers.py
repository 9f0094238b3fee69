"""Word files changed by hand, as a person or an office program does, for the tests of merging."""

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from branchreport.document import Block, Document, Run
from branchreport.handwork.deciding import Fate
from branchreport.handwork.manuscript import Manuscript, read
from branchreport.handwork.merging import Merged, Other, merge
from branchreport.writers.docx import write
from branchreport.writers.docx.package import pack
from making import built_in_style as style
from making import document_of

Edit = Callable[[Any], None]
"""Changes a document of python-docx."""


@cache
def document(year: Path, *, contents: bool = False) -> Document:
    """The document of the year at ``year``."""
    return document_of(year, contents=contents)


def rendered(made: Document) -> bytes:
    """The Word file of ``made``."""
    return write(made, style())


def by_hand(data: bytes, *edits: Edit) -> bytes:
    """``data`` with ``edits`` made in it, and saved."""
    opened = docx.Document(io.BytesIO(data))
    for edit in edits:
        edit(opened)
    saved = io.BytesIO()
    opened.save(saved)
    return saved.getvalue()


def merged(theirs: bytes, ours: bytes) -> tuple[bytes, Merged]:
    """The file that merging ``ours`` into ``theirs`` gives, and what was said of it."""
    manuscript = read(theirs)
    assert manuscript.ledger is not None
    done = merge(manuscript.ledger, manuscript, Other(read(ours), date="2021-12-20T00:00:00Z"))
    return pack(done.parts), done


def once_and_for_all(theirs: bytes, ours: bytes) -> tuple[bytes, Merged]:
    """As `merged`; merging the same again changes nothing, and has no conflicts."""
    result, done = merged(theirs, ours)
    again, second = merged(result, ours)
    assert second.conflicts == 0
    assert {each.fate for each in second.outcomes} <= {Fate.THEIRS}
    assert again == result
    return result, done


def texts(data: bytes) -> list[str]:
    """What each passage says, one after the other."""
    return [each.text for each in read(data).passages]


def fates(done: Merged) -> list[tuple[str, str, str]]:
    """What became of passages, each with the beginning of both texts."""
    return [(each.fate.value, each.theirs[:12], each.ours[:12]) for each in done.outcomes]


def comments(data: bytes) -> list[tuple[str, str]]:
    """Who says what in the comments."""
    return [(each.author, each.text) for each in docx.Document(io.BytesIO(data)).comments]


def paragraph(opened: Any, beginning: str) -> Any:
    """The paragraph of ``opened`` that begins with ``beginning``."""
    return next(each for each in opened.paragraphs if each.text.startswith(beginning))


def reworded(beginning: str, before: str, after: str) -> Edit:
    """Puts ``after`` in the place of ``before`` in a paragraph, within one of its runs."""

    def edit(opened: Any) -> None:
        for run in paragraph(opened, beginning).runs:
            if before in run.text:
                run.text = run.text.replace(before, after, 1)
                return
        raise AssertionError(f"{before} is in no run")

    return edit


def deleted(beginning: str) -> Edit:
    """Deletes a paragraph."""

    def edit(opened: Any) -> None:
        found = paragraph(opened, beginning)._p
        found.getparent().remove(found)

    return edit


def written_behind(beginning: str, text: str) -> Edit:
    """Writes a paragraph of one's own behind another."""

    def edit(opened: Any) -> None:
        place = paragraph(opened, beginning)
        added = opened.add_paragraph(text, place.style)
        place._p.addnext(added._p)

    return edit


def said(made: Document, before: str, after: str) -> Document:
    """``made`` with other words in one of its runs, by the same record."""
    blocks = tuple(_said(block, before, after) for block in made.blocks)
    assert blocks != made.blocks, before
    return replace(made, blocks=blocks)


def _said(block: Block, before: str, after: str) -> Any:
    return _replaced(block, before, after)


def _replaced(value: Any, before: str, after: str) -> Any:
    match value:
        case Run():
            return value._replace(text=value.text.replace(before, after))
        case tuple():
            return tuple(_replaced(each, before, after) for each in value)
        case _ if hasattr(value, "__dataclass_fields__"):
            fields = {
                name: _replaced(getattr(value, name), before, after)
                for name in value.__dataclass_fields__
            }
            return replace(value, **fields)
    return value


def without(made: Document, beginning: str) -> Document:
    """``made`` without the block that begins with ``beginning``."""
    from branchreport.document import runs_of, text_of

    blocks = tuple(
        block for block in made.blocks if not text_of(tuple(runs_of(block))).startswith(beginning)
    )
    assert len(blocks) < len(made.blocks), beginning
    return replace(made, blocks=blocks)


def read_again(data: bytes) -> Manuscript:
    return read(data)


def tag(name: str) -> str:
    """An element of WordprocessingML, as lxml names it."""
    return qn(f"w:{name}")
