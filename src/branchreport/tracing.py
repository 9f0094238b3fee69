"""Where a document says what: its sentences, and the figures that a name or a line means."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, takewhile
from typing import Final, Literal, NamedTuple, TypeAlias, assert_never

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
    Source,
    Table,
    Title,
    text_of,
)
from branchreport.language import _
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

_UP: Final = ("增长", "增加", "上升", "提高")
_DOWN: Final = ("减少", "下降", "降低")
_AMOUNT: Final = re.compile(
    rf"(?P<way>{'|'.join((*_UP, *_DOWN))})?(?P<sign>[+-]?)"
    r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<rest>.*)"
)
"""A number in digits, which a column may write with a sign instead of a word."""

_DIGITS: Final = re.compile(r"[+-]?\d[\d年月日时分号.,/:%~—–-]*")
"""A number, a date or a time in digits."""

_HAN: Final = "零一二两三四五六七八九十百千万亿"


class Passage(NamedTuple):
    """A sentence of a document, or a row of a table, and the headings that it stands ``under``.

    ``part`` are those of its runs that were asked for; empty where it is the whole.
    """

    under: tuple[str, ...]
    runs: Runs
    part: Runs = ()

    @property
    def text(self) -> str:
        """The words of it."""
        return text_of(self.runs).strip()

    @property
    def keys(self) -> tuple[str, ...]:
        """The figures that it says."""
        return _keys(self.runs)


class Hit(NamedTuple):
    """A figure that was meant, and where the document says it."""

    key: str
    figure: Figure
    passages: tuple[Passage, ...]


class Answer(NamedTuple):
    """What a question means: by the ``name`` of a count, by its ``figure``, or by a ``line``.

    By ``nothing`` where there is no such thing.

    ``passages`` are those of the line that was asked for, whether they say a figure or not; of a
    number those in which it stands and no figure counts it.
    """

    by: Literal["name", "figure", "line", "nothing"]
    hits: tuple[Hit, ...]
    passages: tuple[Passage, ...] = ()


def answer(question: str, document: Document, figures: Mapping[str, Figure]) -> Answer | None:
    """What ``question`` means in ``document``; None where there is no such thing.

    ``figures`` are all that are known, those that the document does not say among them.
    """
    lines = list(_lines(document.blocks, ()))
    if keys := _named(question, figures):
        return Answer("name", _hits(keys, figures, lines))
    if _is_number(question):
        return _of_number(question, lines, figures)
    found = _copied(question, lines)
    if not found:
        return None
    said = [key for each in found for key in each.keys]
    said = said or [key for each in found for key in each.whole.keys]
    keys = [key for key in dict.fromkeys(said) if key in figures]
    return Answer("line", _hits(keys, figures, lines), tuple(each.whole for each in found))


def _of_number(
    question: str, lines: Sequence[Passage], figures: Mapping[str, Figure]
) -> Answer | None:
    """The figures that are the number, and where it stands besides."""
    ways = [_spread(way) for way in _spellings(question)]
    found = next(filter(None, ([*_standing(way, lines)] for way in ways)), [])
    said = [key for each in found for key in each.keys if key in figures]
    keys = list(dict.fromkeys([*_numbered(question, figures), *said]))
    bare = tuple(each.whole for each in found if each.is_bare)
    if not keys and not bare:
        return None
    return Answer("figure" if keys else "line", _hits(keys, figures, lines), bare)


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
    hits = [Hit(key, figures[key], tuple(said.get(key, ()))) for key in keys]
    told = {_core(hit.figure) for hit in hits if hit.passages}
    return tuple(hit for hit in hits if hit.passages or _adds(hit.figure, told))


def _adds(figure: Figure, told: set["_Core"]) -> bool:
    """Whether ``figure``, which the document does not say, is none of those that it does.

    It remembers ``figure`` among those ``told``.
    """
    core = _core(figure)
    is_new = core not in told
    told.add(core)
    return is_new


_Core: TypeAlias = tuple[Decimal | str, str, tuple[Source, ...]]
"""What makes two figures one: the number, the rule and the records."""


def _core(figure: Figure) -> _Core:
    said = _quantity(figure.said)
    return said.number if said else figure.said, figure.rule, figure.records


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


def _is_number(question: str) -> bool:
    """Whether ``question`` is a number or a date and nothing else."""
    asked = _spread(question).letters
    way = _AMOUNT.fullmatch(asked)
    bare = asked[way.start("number") :] if way else asked
    return bool(_DIGITS.fullmatch(bare)) or _quantity(bare) is not None


def _spellings(question: str) -> Iterator[str]:
    """``question``, and how else the document may write this number."""
    yield question
    found = _AMOUNT.fullmatch(_spread(question).letters)
    if found is None:
        return
    whole, tail = found["number"].removesuffix(".0"), found["rest"]
    numbers = dict.fromkeys([found["number"], whole, f"{whole}.0" if "." not in whole else whole])
    sign = "-" if found["way"] in _DOWN else "+" if found["way"] else found["sign"]
    for number in numbers if tail.startswith("%") else [found["number"]]:
        yield from dict.fromkeys([f"{found['way'] or sign}{number}{tail}", f"{sign}{number}{tail}"])


class _Part(NamedTuple):
    """A sentence, and the figures of that part of it which was asked for.

    It ``is_bare`` where what was asked for stands in it and no figure says it.
    """

    whole: Passage
    keys: tuple[str, ...]
    is_bare: bool = False


class _Words(NamedTuple):
    """The letters of a text without its blanks, and before which of them there are blanks.

    ``borders`` are those before which a cell begins.
    """

    letters: str
    breaks: frozenset[int]
    borders: frozenset[int] = frozenset()


def _spread(text: str | Runs) -> _Words:
    """The letters of ``text`` in one width and case, as they are compared."""
    letters, breaks, borders = "", set(), set()
    for run in (Run(text.replace(BETWEEN, "\t")),) if isinstance(text, str) else text:
        if _is_border(run):
            borders.add(len(letters))
            continue
        for index, piece in enumerate(_BLANK.split(unicodedata.normalize("NFKC", run.text))):
            if index:
                breaks.add(len(letters))
            letters += piece.replace("−", "-").casefold()
    return _Words(letters, frozenset(breaks | borders), frozenset(borders))


_BLANK: Final = re.compile(r"\s+")


def _is_border(run: Run) -> bool:
    """Whether ``run`` parts cells."""
    return run.text == BETWEEN and run.source is None


def _places(wanted: _Words, text: _Words, *, han: bool = False) -> Iterator[tuple[int, int]]:
    """From where to where ``wanted`` stands in ``text``: in no other number, and in one cell.

    What was copied from several cells has blanks where they end. Where ``han``, numbers may be
    written in Chinese as well.
    """
    start = text.letters.find(wanted.letters)
    while start >= 0:
        end = start + len(wanted.letters)
        inner = (border - start for border in text.borders if start < border < end)
        if not any(_cuts(text, at, han=han) for at in (start, end)) and wanted.breaks.issuperset(
            inner
        ):
            yield start, end
        start = text.letters.find(wanted.letters, start + 1)


def _cuts(text: _Words, at: int, *, han: bool) -> bool:
    """Whether a number stands on both sides of ``at``."""
    if at in text.breaks:
        return False
    before, after = text.letters[max(at - 2, 0) : at], text.letters[at : at + 5]
    if han and before[-1:] and after and before[-1] in _HAN and after[0] in _HAN:
        return True
    return any(
        re.search(end, before) and re.match(start, after)
        for end, start in ((r"\d$", r"\d|\.\d|,\d{3}(?!\d)"), (r"\d\.$", r"\d"),
                           (r"\d,$", r"\d{3}(?!\d)"))
    )  # fmt: skip


def _copied(question: str, lines: Sequence[Passage]) -> list[_Part]:
    """The sentences of ``lines`` that ``question`` was copied from, the number before it or not."""
    text = unicodedata.normalize("NFKC", question).strip()
    numbered = _NUMBER.match(text)
    for wanted in dict.fromkeys([text, text[numbered.end() :] if numbered else text]):
        words = _spread(wanted)
        if len(words.letters) < _LEAST:
            continue
        found = [each for line in lines for each in _within(words, line)]
        if found:
            return found
    return []


def _within(wanted: _Words, line: Passage) -> Iterator[_Part]:
    """The sentences of ``line`` in which ``wanted`` stands, or that stand in it."""
    spans = list(_places(wanted, _spread(line.runs)))
    for sentence, at, words in _placed(line):
        own = [(start - at, end - at) for start, end in spans]
        met = [run for span in own for run in _meeting(sentence.runs, *span)]
        if met:
            yield _Part(sentence, _keys(met))
        elif not spans and len(words.letters) > _LEAST and any(_places(words, wanted)):
            yield _Part(sentence, sentence.keys)


def _standing(wanted: _Words, lines: Sequence[Passage]) -> Iterator[_Part]:
    """The sentences of ``lines`` in which ``wanted`` stands, which is a number."""
    for line in lines:
        spans = list(_places(wanted, _spread(line.runs), han=True))
        for sentence, at, _words in _placed(line) if spans else ():
            each = [_meeting(sentence.runs, start - at, end - at) for start, end in spans]
            met = [runs for runs in each if runs and not _is_serial(sentence, runs)]
            bare = [run for runs in met if not _keys(runs) for run in runs]
            if met:
                keys = _keys([run for runs in met for run in runs])
                yield _Part(sentence._replace(part=tuple(bare)), keys, bool(bare))


def _placed(line: Passage) -> Iterator[tuple[Passage, int, _Words]]:
    """The sentences of ``line``, each with how many letters are before it, and with its own."""
    at = 0
    for sentence in _sentences(line):
        words = _spread(sentence.runs)
        yield sentence, at, words
        at += len(words.letters)


def _meeting(runs: Runs, start: int, end: int) -> tuple[Run, ...]:
    """Those of ``runs`` that say something from ``start`` to ``end`` of their letters."""
    found, at = [], 0
    for run in runs:
        length = 0 if _is_border(run) else len(_spread((run,)).letters)
        if at < end and start < at + length:
            found.append(run)
        at += length
    return tuple(found)


def _keys(runs: Iterable[Run]) -> tuple[str, ...]:
    """The figures that ``runs`` say."""
    said = (run.source.figure for run in runs if run.source and run.source.figure)
    return tuple(dict.fromkeys(said))


def _is_serial(row: Passage, runs: Runs) -> bool:
    """Whether ``runs`` are the number of ``row`` in its table, which nothing stands behind."""
    first = tuple(takewhile(lambda run: not _is_border(run), row.runs))
    counted = len(first) < len(row.runs) and _spread(first).letters.isdecimal()
    return counted and runs == first and not any(run.source for run in runs)


def _letters(text: str) -> str:
    """``text`` without blanks, in one width and case, as it is compared."""
    return _spread(text).letters


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
                yield from (Passage(above, item) for item in (block.label, *block.items))
            case RedHead():
                yield from (Passage(here, r) for r in (block.issuer, block.number, block.signer))
            case Table():
                yield from _rows(block, here)
            case Chart():
                yield Passage(here, block.caption)
                yield from _rows(block.table, (*here, text_of(block.caption)))
            case Signature():
                under = []
                yield from (Passage((*above, _("signature")), line) for line in block.lines)
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
