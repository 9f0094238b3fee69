"""Merging in a test: documents whose records have changed, and what a merged file says."""

import io
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import docx
from lxml import etree

from branchreport.document import Block, Document, Run, runs_of, text_of
from branchreport.handwork.deciding import Fate
from branchreport.handwork.manuscript import read
from branchreport.handwork.merging import Merged, Other, merge
from branchreport.writers.docx import write
from branchreport.writers.docx.package import pack, unpack
from conftest import EXAMPLES
from making import built_in_style as style
from making import document_of

DATE = "2021-12-20T00:00:00Z"


@cache
def document(example: str = "2021", *, contents: bool = False) -> Document:
    """The document of an example."""
    return document_of(EXAMPLES[example], contents=contents)


def rendered(made: Document) -> bytes:
    """The Word file of ``made``."""
    return write(made, style())


def said(made: Document, before: str, after: str) -> Document:
    """``made`` where its records say ``after`` instead of ``before``."""
    changed = _said(made, before, after)
    assert isinstance(changed, Document)
    assert changed != made, before
    return changed


def _said(value: Any, before: str, after: str) -> Any:
    match value:
        case Run():
            return value._replace(text=value.text.replace(before, after))
        case tuple():
            return tuple(_said(each, before, after) for each in value)
        case _ if hasattr(value, "__dataclass_fields__"):
            fields = {
                name: _said(getattr(value, name), before, after)
                for name in value.__dataclass_fields__
                if name != "asked"
            }
            return replace(value, **fields)
    return value


def begins(block: Block, words: str) -> bool:
    """Whether ``block`` begins with ``words``."""
    return text_of(tuple(runs_of(block))).startswith(words)


def without(made: Document, *beginnings: str) -> Document:
    """``made`` without the blocks that begin so."""
    kept = [each for each in made.blocks if not any(begins(each, words) for words in beginnings)]
    assert len(kept) == len(made.blocks) - len(beginnings)
    return replace(made, blocks=tuple(kept))


def merged(theirs: bytes, ours: bytes) -> tuple[bytes, Merged]:
    """The file that merging the rendering ``ours`` into ``theirs`` gives, and what was said."""
    manuscript = read(theirs)
    assert manuscript.ledger is not None
    done = merge(manuscript.ledger, manuscript, Other(read(ours), date=DATE))
    return pack(done.parts), done


def taken(theirs: bytes, copy: bytes, name: str = "乙.docx") -> tuple[bytes, Merged]:
    """``theirs`` with what was changed by hand in the other ``copy``."""
    other = read(copy)
    assert other.ledger is not None
    done = merge(other.ledger, read(theirs), Other(other, name, DATE))
    return pack(done.parts), done


def once_and_for_all(theirs: bytes, ours: bytes) -> tuple[bytes, Merged]:
    """As `merged`; and merging the same again changes no byte, and has nothing to tell."""
    result, done = merged(theirs, ours)
    again, second = merged(result, ours)
    assert second.conflicts == 0
    assert {each.fate for each in second.outcomes} <= {Fate.THEIRS}
    assert again == result
    kept, wanted = read(result), read(ours)
    assert (kept.ledger, kept.digest) == (wanted.ledger, wanted.digest)
    sound(result, theirs)
    return result, done


def sound(data: bytes, theirs: bytes | None = None) -> None:
    """What holds of every file: numbers are there once, and each bookmark has both of its halves.

    But for those halves that ``theirs`` had left already.
    """
    left = _halves(theirs) if theirs else set()
    assert _halves(data) <= left
    body = docx.Document(io.BytesIO(data)).element.body
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    starts = list(body.iter(f"{word}bookmarkStart"))
    numbers = [each.get(f"{word}id") for each in starts]
    assert len(set(numbers)) == len(numbers)
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    drawings = [each.get("id") for each in body.iter(drawing)]
    assert len(set(drawings)) == len(drawings)


def _halves(data: bytes) -> set[str]:
    """The numbers of bookmarks of which one half is missing."""
    body = read(data).body
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    starts, ends = (
        Counter(each.get(f"{word}id") for each in body.iter(f"{word}bookmark{half}"))
        for half in ("Start", "End")
    )
    return {number for number in starts | ends if starts[number] != ends[number]}


def texts(data: bytes) -> list[str]:
    """What each passage says, one after the other."""
    return [each.text for each in read(data).passages]


def elements(data: bytes) -> list[bytes]:
    """Every block of the body in its XML, formatting and all."""
    return [etree.tostring(each, method="c14n") for each in read(data).body]


def unnumbered(blocks: list[bytes]) -> list[bytes]:
    """``blocks`` without the numbers of bookmarks, and of relationships."""
    return [re.sub(rb'(w:id|r:id|r:embed|wp:docPr id)="[^"]*"', b"", each) for each in blocks]


def other_parts(data: bytes) -> dict[str, bytes]:
    """All parts but the document and the ledger."""
    known = ("word/document.xml", "customXml/item1.xml", "docProps/custom.xml")
    return {name: content for name, content in unpack(data).items() if name not in known}


def fates(done: Merged) -> list[tuple[str, str, str]]:
    """What became of passages, each with the beginning of both texts."""
    return [(each.fate.value, each.theirs[:8], each.ours[:8]) for each in done.outcomes]


def comments(data: bytes) -> list[tuple[str, str]]:
    """Who says what in the comments."""
    return [(each.author, each.text) for each in docx.Document(io.BytesIO(data)).comments]
