"""Where a document says what: its sentences, and the figures that a name or a line means."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, Literal, NamedTuple, assert_never

from branchreport.document import (
    Appendix,
    Attachments,
    Block,
    Chart,
    Contents,
    Document,
    Figure,
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
    text_of,
)
from branchreport.quantity import Exactness, NotAQuantityError, Quantity
from branchreport.suggest import closest

BETWEEN: Final = " | "
"""What parts the cells of a row."""

_END: Final = re.compile(r"[。！？!?]+[”’）)》]*|(?<=[a-z0-9)”])\.[”)]*(?=\s)")
"""The end of a sentence, in Chinese and English."""

_NUMBER: Final = re.compile(r"[•·*-]|\(?(?:[一二三四五六七八九十]+|\d{1,2})[、.)]\)?")
"""What Word sets before a heading or an item, which is no part of what is copied with it."""

_LEAST: Final = 2
"""Characters that a part of a line has to have."""


class Passage(NamedTuple):
    """A sentence of a document, or a row of a table, and the headings that it stands ``under``."""

    under: tuple[str, ...]
    runs: Runs

    @property
    def text(self) -> str:
        """The words of it."""
        return text_of(self.runs).strip()

    @property
    def keys(self) -> tuple[str, ...]:
        """The figures that it says."""
        said = (run.source.figure for run in self.runs if run.source and run.source.figure)
        return tuple(dict.fromkeys(said))


class Hit(NamedTuple):
    """A figure that was meant, and where the document says it."""

    key: str
    figure: Figure
    passages: tuple[Passage, ...]


class Answer(NamedTuple):
    """What a question means: by the ``name`` of a count, by its ``figure``, or by a ``line``.

    ``passages`` are those of the line that was asked for, whether they say a figure or not.
    """

    by: Literal["name", "figure", "line"]
    hits: tuple[Hit, ...]
    passages: tuple[Passage, ...] = ()


def answer(question: str, document: Document, figures: Mapping[str, Figure]) -> Answer | None:
    """What ``question`` means in ``document``; None where there is no such thing.

    ``figures`` are all that are known, those that the document does not say among them.
    """
    lines = list(_lines(document.blocks, ()))
    if keys := _named(question, figures):
        return Answer("name", _hits(keys, figures, lines))
    if keys := _numbered(question, figures):
        return Answer("figure", _hits(keys, figures, lines))
    found = _copied(question, lines)
    if not found:
        return None
    said = [key for each in found for key in each.keys]
    said = said or [key for each in found for key in each.whole.keys]
    keys = [key for key in dict.fromkeys(said) if key in figures]
    return Answer("line", _hits(keys, figures, lines), tuple(each.whole for each in found))


def meant(question: str, figures: Mapping[str, Figure]) -> str | None:
    """The name of the figure that ``question`` was most likely meant to be."""
    return closest(question.strip(), dict.fromkeys(figure.name for figure in figures.values()))


def _hits(
    keys: Iterable[str], figures: Mapping[str, Figure], lines: Sequence[Passage]
) -> tuple[Hit, ...]:
    said: dict[str, list[Passage]] = {}
    for passage in chain(*map(_sentences, lines)):
        for key in passage.keys:
            said.setdefault(key, []).append(passage)
    return tuple(Hit(key, figures[key], tuple(said.get(key, ()))) for key in keys)


def _named(question: str, figures: Mapping[str, Figure]) -> list[str]:
    """The count that ``question`` names, or else every figure of that name."""
    name = _letters(re.sub(r"^\s*\{\{(.*)\}\}\s*$", r"\1", question))
    found = [key for key, figure in figures.items() if name and _letters(figure.name) == name]
    own = [key for key in found if not key.startswith("@")]
    return own or found


def _numbered(question: str, figures: Mapping[str, Figure]) -> list[str]:
    """Every figure that is ``question``: as it is said, or the same number."""
    said, asked = _letters(question), _quantity(question)
    return [
        key
        for key, figure in figures.items()
        if said and (_letters(figure.said) == said or _is_same(asked, _quantity(figure.said)))
    ]


def _quantity(text: str) -> Quantity | None:
    try:
        return Quantity.parse(unicodedata.normalize("NFKC", text).strip())
    except NotAQuantityError:
        return None


def _is_same(asked: Quantity | None, said: Quantity | None) -> bool:
    """Whether ``said`` is what was ``asked`` for; a bare number is that of any measure word."""
    if asked is None or said is None or asked.number != said.number:
        return False
    if asked.exactness is Exactness.EXACT and not asked.unit:
        return True
    return asked.exactness is said.exactness and asked.unit in ("", said.unit)


class _Part(NamedTuple):
    """A sentence, and the figures of that part of it which was asked for."""

    whole: Passage
    keys: tuple[str, ...]


def _copied(question: str, lines: Sequence[Passage]) -> list[_Part]:
    """The sentences of ``lines`` that ``question`` was copied from, the number before it or not."""
    words = _letters(question)
    for wanted in dict.fromkeys([words, _NUMBER.sub("", words, count=1)]):
        if len(wanted) < _LEAST:
            continue
        found = [each for line in lines for each in _within(wanted, line)]
        if found:
            return found
    return []


def _within(wanted: str, line: Passage) -> Iterator[_Part]:
    """The sentences of ``line`` in which ``wanted`` stands, or that stand in it."""
    sentences = list(_sentences(line))
    texts = ["".join(map(_of_run, each.runs)) for each in sentences]
    start = "".join(texts).find(wanted)
    end = start + len(wanted)
    at = 0
    for sentence, text in zip(sentences, texts, strict=True):
        if start < 0 and len(text) > _LEAST and text in wanted:
            yield _Part(sentence, sentence.keys)
        elif start >= 0 and at < end and start < at + len(text):
            yield _Part(sentence, _meeting(sentence.runs, start - at, end - at))
        at += len(text)


def _meeting(runs: Runs, start: int, end: int) -> tuple[str, ...]:
    """The figures of ``runs`` that are said from ``start`` to ``end`` of their letters."""
    found, at = [], 0
    for run in runs:
        length = len(_of_run(run))
        if run.source and run.source.figure and at < end and start < at + length:
            found.append(run.source.figure)
        at += length
    return tuple(found)


def _of_run(run: Run) -> str:
    """The letters of ``run``; none where it parts cells."""
    return "" if run.text == BETWEEN and run.source is None else _letters(run.text)


def _letters(text: str) -> str:
    """``text`` without blanks, in one width and case, as it is compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _lines(blocks: Sequence[Block], above: tuple[str, ...]) -> Iterator[Passage]:
    """What is read in one go, in its order: paragraphs, items, and rows of tables."""
    under: list[str] = []
    for block in blocks:
        here = (*above, *under)
        match block:
            case Heading():
                under = [*under[: block.level - 1], text_of(block.runs).strip()]
                yield Passage((*above, *under[:-1]), (*block.runs, *block.run_in))
            case Title() | Paragraph():
                yield Passage(here, block.runs)
            case Contents() | Picture():
                yield Passage(here, block.label if isinstance(block, Contents) else block.caption)
            case List():
                yield from (Passage(here, item) for item in block.items)
            case Attachments():
                yield from (Passage(here, item) for item in (block.label, *block.items))
            case RedHead():
                yield from (Passage(here, r) for r in (block.issuer, block.number, block.signer))
            case Table():
                yield from _rows(block, here)
            case Chart():
                yield Passage(here, block.caption)
                yield from _rows(block.table, (*here, text_of(block.caption)))
            case Signature():
                yield from (Passage(here, line) for line in block.lines)
            case Appendix():
                yield from _appendix(block, above)
            case _:
                assert_never(block)


def _appendix(block: Appendix, above: tuple[str, ...]) -> Iterator[Passage]:
    title = next((text_of(each.runs) for each in block.blocks if isinstance(each, Title)), "")
    name = " ".join(filter(None, [text_of(block.label), title]))
    yield Passage(above, block.label)
    yield from _lines(block.blocks, (*above, name))


def _rows(table: Table, under: tuple[str, ...]) -> Iterator[Passage]:
    for row in (table.header, *table.rows):
        parted = chain.from_iterable((Run(BETWEEN), *cell) for cell in row)
        yield Passage(under, tuple(parted)[1:])


def _sentences(line: Passage) -> Iterator[Passage]:
    """``line`` sentence by sentence; a row of a table is one."""
    if BETWEEN in text_of(line.runs):
        yield line
        return
    for runs in sentences(line.runs):
        if text_of(runs).strip():
            yield Passage(line.under, runs)


def sentences(runs: Runs) -> Iterator[Runs]:
    """``runs`` cut where a sentence ends, in Chinese and English; together they say the same."""
    text = text_of(runs)
    cuts = [match.end() for match in _END.finditer(text) if match.end() < len(text)]
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        yield tuple(_cut(runs, start, end))


def _cut(runs: Runs, start: int, end: int) -> Iterator[Run]:
    """What ``runs`` say from ``start`` to ``end``."""
    at = 0
    for run in runs:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        if text:
            yield run._replace(text=text)
        at += len(run.text)
