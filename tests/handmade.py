"""Word files as people leave them: what is done to one by hand, made in its XML."""

import copy
import io
from collections.abc import Callable
from functools import cache
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from branchreport.ledger import MARK
from branchreport.writers.docx.package import pack, unpack
from conftest import EXAMPLES
from making import word_file_of

Hand = Callable[[Any], None]
"""What is done to a document of python-docx."""


@cache
def written(example: str = "2021") -> bytes:
    """The Word file of an example."""
    return word_file_of(EXAMPLES[example])


def edited(hand: Hand, data: bytes | None = None) -> bytes:
    """``data``, or else the Word file of an example, after ``hand``."""
    document = docx.Document(io.BytesIO(data or written()))
    hand(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def replaced(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """``data`` with ``part`` changed."""
    parts: dict[str, Any] = dict(unpack(data))
    assert part in parts
    parts[part] = change(parts[part])
    return pack(parts)


def found(document: Any, words: str) -> Any:
    """The first paragraph of the body with ``words``."""
    return next(each for each in document.paragraphs if words in each.text)


def say(paragraph: Any, words: str) -> None:
    """Type ``words`` over the text of ``paragraph``; its bookmarks stay around them."""
    first, *others = [run for run in paragraph.runs if run.text]
    first.text = words
    for run in others:
        run._r.getparent().remove(run._r)


def after(paragraph: Any, words: str) -> Any:
    """A new paragraph with ``words`` after ``paragraph``."""
    new = OxmlElement("w:p")
    if paragraph._p.pPr is not None:
        new.append(copy.deepcopy(paragraph._p.pPr))
    paragraph._p.addnext(new)
    added = Paragraph(new, paragraph._parent)
    if words:
        added.add_run(words)
    return added


def remove(paragraph: Any) -> None:
    paragraph._p.getparent().remove(paragraph._p)


def marks_of(element: Any) -> list[Any]:
    """Our bookmarks that begin in ``element``."""
    starts = element.iter(qn("w:bookmarkStart"))
    return [start for start in starts if start.get(qn("w:name")).startswith(MARK)]


def strip_marks(document: Any) -> None:
    """Take every bookmark away, as some programs do."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        for each in list(document.element.body.iter(qn(tag))):
            each.getparent().remove(each)


def split(paragraph: Any, before: str) -> None:
    """Press Enter in front of ``before``, which a run of ``paragraph`` begins with or holds."""
    run = next(run for run in paragraph.runs if before in run.text)
    place = run.text.index(before)
    rest = copy.deepcopy(run._r)
    later = [*run._r.itersiblings()]
    run_text, run.text = run.text, run.text[:place]
    new = after(paragraph, "")._p
    new.append(rest)
    Run(rest, paragraph).text = run_text[place:]
    for each in later:
        new.append(each)


def join(first: Any, second: Any) -> None:
    """Press Delete at the end of ``first``, so that ``second`` follows in it."""
    for each in list(second._p):
        if each.tag != qn("w:pPr"):
            first._p.append(each)
    remove(second)


def tracked(kind: str, author: str, *runs: Any) -> Any:
    """``runs`` in a change that is tracked: ``ins`` or ``del``."""
    change = OxmlElement(f"w:{kind}")
    change.set(qn("w:id"), "9001")
    change.set(qn("w:author"), author)
    change.set(qn("w:date"), "2021-12-24T10:00:00Z")
    for run in runs:
        run.addprevious(change) if change.getparent() is None else None
        change.append(run)
        if kind == "del":
            for text in run.iter(qn("w:t")):
                text.tag = qn("w:delText")
    return change
