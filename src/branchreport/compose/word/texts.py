"""What values say, put into the XML of a Word file in place of their tokens, as text only."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from lxml import etree

from branchreport.compose.values import STRAY, TOKEN, Value
from branchreport.compose.word.package import W, WordFault
from branchreport.language import _
from branchreport.typography import UNPRINTABLE

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_BREAKS: Final = {"\n": "br", "\t": "tab"}
_FIELDS: Final = (f"{W}instrText", f"{W}fldSimple", f"{W}delInstrText")


def put(tree: Any, printed: Sequence[Value], file: Path) -> None:
    """Put the texts of ``printed`` in place of the tokens in ``tree``.

    Raises:
        WordFault: when a token is cut, stands in a field, or says what no document can hold.

    """
    for element in list(tree.iter(etree.Element)):
        for name, value in element.attrib.items():
            if STRAY.search(value):
                element.set(name, _said(value, printed, element, file))
        if STRAY.search(element.text or ""):
            if element.tag == f"{W}t":
                _put_text(element, printed, file)
            else:
                element.text = _said(element.text, printed, element, file)
        if STRAY.search(element.tail or ""):
            element.tail = _said(element.tail, printed, element, file)


def _said(text: str, printed: Sequence[Value], element: Any, file: Path) -> str:
    """``text`` with what its tokens say."""
    if element.tag in _FIELDS:
        message = _("a value stands in the code of a field")
        raise WordFault(message, _("print it beside the field"), file, 1, text="")
    pieces = TOKEN.split(text)
    numbers = list(map(int, pieces[1::2]))
    if any(map(STRAY.search, pieces[::2])) or any(each >= len(printed) for each in numbers):
        message = _("a value was cut to pieces; print it whole")
        raise WordFault(message, _("compare the manual of templates"), file, 1, text="")
    pieces[1::2] = [str(printed[each]) for each in numbers]
    plain = "".join(pieces)
    if fault := re.search(UNPRINTABLE, plain):
        message = _("U+{code:04X} has no place in a document").format(code=ord(fault[0]))
        raise WordFault(message, _("take it out"), file, 1, text="")
    return plain


def _put_text(element: Any, printed: Sequence[Value], file: Path) -> None:
    """Put text into a run, with elements of their own for tabs and line breaks in it."""
    pieces = re.split(r"([\n\t])", _said(element.text, printed, element, file))
    element.text = pieces[0]
    element.set(_SPACE, "preserve")
    last = element
    for mark, words in zip(pieces[1::2], pieces[2::2], strict=True):
        for added in _elements(element, mark, words):
            last.addnext(added)
            last = added


def _elements(element: Any, mark: str, words: str) -> Iterator[Any]:
    yield element.makeelement(f"{W}{_BREAKS[mark]}")
    text = element.makeelement(f"{W}t", {_SPACE: "preserve"})
    text.text = words
    yield text


def mend(tree: Any) -> None:
    """Leave no table without rows, and no cell, note or page head without a paragraph.

    A loop that goes through nothing leaves such behind, and Word opens no document with them
    (ECMA-376-1, 17.4.38 and 17.4.66).
    """
    for row in list(tree.iter(f"{W}tr")):
        if row.find(f"{W}tc") is None and row.find(f".//{W}tc") is None:
            row.getparent().remove(row)
    for table in list(tree.iter(f"{W}tbl")):
        if table.find(f".//{W}tr") is None:
            table.getparent().remove(table)
    for name in ("tc", "hdr", "ftr", "footnote", "endnote", "txbxContent"):
        for holder in list(tree.iter(f"{W}{name}")):
            last = next(reversed(holder), None)
            if last is None or (name == "tc" and last.tag != f"{W}p"):
                etree.SubElement(holder, f"{W}p")
