"""Whether a file says every value of the document that it was written of, read back from its bytes.

The words of the file are looked through once, from the first to the last, for what each paragraph,
item and cell of the document says, in its order: a cell with 4 is no cell with 14. What is drawn or
numbered besides does no harm.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from itertools import accumulate, chain, pairwise
from typing import Any, Final, assert_never

from branchreport.document import (
    Appendix,
    Attachments,
    Block,
    Chart,
    Contents,
    Document,
    Heading,
    List,
    Paragraph,
    Picture,
    RedHead,
    Run,
    Runs,
    Signature,
    Table,
    Title,
)
from branchreport.writers.characters import fit

_APART: Final = "\x1f"
"""What stands between paragraphs and cells in words that were read; no document has it."""
_TEXT: Final = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(</w:p>)")
_MAIN: Final = re.compile(r"<main>(.*)</main>", re.DOTALL)
_TAG: Final = re.compile(r"<(/?(?:a|bdi|br|del|ins|mark|span|strong)\b)?[^>]*>")
"""A tag of HTML; of those that stand within a line, with its name."""
_MARKS: Final = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|&#(?P<code>\d+);|</?(?:strong|ins|del|br)\b[^>]*>|\*\*"
)
_NO_LETTERS: Final = re.compile(r"[\W_]+")
_MOST_COMPARED: Final = 5000
"""Characters of a paragraph in which it is looked for what of it is missing."""


def lost(document: Document, form: str, data: bytes) -> list[Run]:
    """The runs of ``document`` with a source that ``data``, its file in ``form``, does not say.

    Of Markdown the letters and digits are looked at. Nothing for forms that are not read back: text
    is folded to columns, and PDF is drawn.
    """
    if form not in _READ:
        return []
    keep = _letters if form == "md" else str
    edge = "" if form == "md" else _APART
    words, at = edge + keep(_READ[form](data)) + edge, 0
    missing: list[Run] = []
    for runs, whole in chain.from_iterable(map(_pieces, document.blocks)):
        if not any(run.source for run in runs):
            continue
        said = keep(fit("".join(run.text for run in runs)))
        found = _find(said, words, at, edge if whole else "")
        if found < 0:
            texts = [keep(fit(run.text)) for run in runs]
            missing += [runs[index] for index in _missing(runs, texts, words, at)]
        else:
            at = found + len(said)
    return missing


def _find(said: str, words: str, at: int, edge: str) -> int:
    """Where ``said`` stands in ``words`` from ``at`` on, between an ``edge`` on both sides."""
    found = words.find(edge + said + edge, max(at - len(edge), 0))
    return found + len(edge) if found >= 0 else found


def _missing(runs: Runs, texts: Sequence[str], words: str, at: int) -> list[int]:
    """Which of ``runs`` are not whole where the longest of their ``texts`` stands in ``words``."""
    sourced = [index for index, run in enumerate(runs) if run.source and texts[index]]
    longest = max(range(len(texts)), key=lambda index: len(texts[index]))
    place, said = words.find(texts[longest], at), "".join(texts)
    if place < 0 or len(said) > _MOST_COMPARED:
        return sourced
    start = max(at, place - len("".join(texts[:longest])))
    kept = _kept(said, words[start : start + len(said)])
    spans = list(pairwise(accumulate(map(len, texts), initial=0)))
    return [index for index in sourced if not kept.issuperset(range(*spans[index]))] or sourced


def _kept(said: str, found: str) -> set[int]:
    """The characters of ``said``, by their places, that ``found`` has as well."""
    from difflib import SequenceMatcher  # nothing is missing from most files

    blocks = SequenceMatcher(None, said, found, autojunk=False).get_matching_blocks()
    return {at for block in blocks for at in range(block.a, block.a + block.size)}


def _word(data: bytes) -> str:
    """The words of a Word file, in the order of its body."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()
    read = (_APART if match[2] else fit(unescape(match[1])) for match in _TEXT.finditer(body))
    return "".join(read)


def _page(data: bytes) -> str:
    """The words of a page, without the list of its figures."""
    found = _MAIN.search(data.decode())
    apart = _TAG.sub(lambda tag: "" if tag[1] else _APART, found[1]) if found else ""
    return unescape(apart)


def _markdown(data: bytes) -> str:
    """The words of a Markdown file, without its marks of strong text and of versions."""
    return _MARKS.sub(_unmarked, data.decode())


def _unmarked(found: re.Match[str]) -> str:
    if found["escaped"]:
        return found["escaped"]
    return chr(int(found["code"])) if found["code"] else ""


def _letters(text: str) -> str:
    """What of ``text`` no mark of Markdown can be."""
    return _NO_LETTERS.sub("", text)


def _object(data: bytes) -> str:
    """The words of all runs of a document in JSON."""
    import json  # most documents are written in other forms

    return _APART.join(_texts(json.loads(data)["blocks"]))


def _texts(value: Any) -> Iterator[str]:
    """What each list of runs in ``value`` says."""
    if isinstance(value, list):
        said = [str(each["text"]) for each in value if isinstance(each, dict) and "text" in each]
        if said:
            yield "".join(said)
            return
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)


_READ: Final[Mapping[str, Callable[[bytes], str]]] = {
    "docx": _word,
    "html": _page,
    "md": _markdown,
    "json": _object,
}
"""What reads back the words of a file, by its form."""

FORMS: Final = tuple(_READ)
"""The forms that are read back."""


def _pieces(block: Block) -> Iterator[tuple[Runs, bool]]:
    """What stands by itself in ``block``, in the order in which every form says it.

    Each with whether nothing else stands in its paragraph or cell.
    """
    match block:
        case Title() | Paragraph():
            yield block.runs, True
        case Heading():
            yield from ((block.runs, not block.run_in), (block.run_in, False))
        case RedHead():
            yield from ((runs, False) for runs in (block.issuer, block.number, block.signer))
        case Contents():
            yield block.label, False
        case List():
            yield from ((item, True) for item in block.items)
        case Table():
            yield from ((cell, True) for cell in chain(block.header, *block.rows))
        case Chart():
            yield block.caption, True
            yield from _pieces(block.table)
        case Picture():
            yield block.caption, True
        case Attachments():
            said = (block.label, *block.items) if block.items else ()  # or there is no list
            yield from ((runs, False) for runs in said)
        case Signature():
            yield from ((line, True) for line in block.lines)
        case Appendix():
            yield block.label, True
            for inner in block.blocks:
                yield from _pieces(inner)
        case _:
            assert_never(block)
