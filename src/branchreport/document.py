"""A report as blocks and runs: what is said, in which role, and who said it; nothing of looks."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, Literal, NamedTuple, TypeAlias, assert_never


class Source(NamedTuple):
    """The record that said something: its name, its file, and where in it (from 1).

    ``identity`` is what it is known by from one rendering to the next, in any language and
    wherever it stands: its kind, its own name, and which of its fields speaks. ``figure`` is the
    key of the figure that was said, in `Document.figures`; empty where words are just words.
    """

    record: str
    file: str
    line: int
    column: int
    identity: str = ""
    figure: str = ""


class Figure(NamedTuple):
    """A number of a document, and all that it rests on.

    ``name`` is that of the count, ``said`` the quantity as the document writes it, ``rule`` says in
    the document's language how it follows. ``declared`` is the count that asks for it or says it,
    ``records`` are the others behind it, and ``amounts`` what each of these contributes (empty
    where they are not added up). A sum or a change has ``terms``, each of them a figure by itself.
    """

    name: str
    said: str
    rule: str
    declared: Source | None = None
    records: tuple[Source, ...] = ()
    amounts: tuple[str, ...] = ()
    terms: tuple["Figure", ...] = ()


Edit: TypeAlias = Literal["", "inserted", "deleted"]
"""What became of words between two versions of a text; nothing, if both have them."""


class Run(NamedTuple):
    """A stretch of text with one source; ``source`` is None where the template itself speaks.

    A ``gap`` is a place that was left to be written: ``【待补：参加人数】``. Where two versions of
    a text are told in one, ``edit`` marks the words that only the later one has, or the earlier.
    """

    text: str
    source: Source | None = None
    strong: bool = False
    gap: bool = False
    edit: Edit = ""


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class RedHead:
    """The head of an official document: who issues it, under which number, and who signs it off."""

    issuer: Runs
    number: Runs = ()
    signer: Runs = ()


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: a label, and after it the `outline` of the document that holds it."""

    label: Runs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of ``level`` 1 to 4; ``run_in`` is the text that follows it in one paragraph."""

    level: int
    runs: Runs
    run_in: Runs = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, or in one of the roles that an official letter knows."""

    runs: Runs
    role: Literal["body", "addressee", "note"] = "body"


@dataclass(frozen=True, slots=True)
class List:
    """A list of one level; ``ordered`` ones are numbered from 1."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; every row has as many cells as the header."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    alignment: tuple[Literal["left", "center", "right"], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns, and the table that they are drawn from; both are to be shown.

    The first column of the table holds the categories, each other one a series under its header.
    Cells of a series are whole or decimal numbers of at most twelve digits before the point, never
    negative, or empty where there is nothing to draw. The series are stacked, or stand side by
    side where they are ``grouped``.
    """

    caption: Runs
    table: Table
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """The bytes of a picture that stands upright, its form, and its size in pixels."""

    data: bytes
    form: Literal["png", "jpeg"]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its caption, which is also what is read out in its place."""

    image: Image
    caption: Runs


@dataclass(frozen=True, slots=True)
class Attachments:
    """The list of appendices after the text: a label as ``附件：``, and the title of each."""

    label: Runs
    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and (on the last line) when; ``sealed`` if a seal is set over both."""

    lines: tuple[Runs, ...]
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Appendix:
    """What stands on pages of its own after the signature; ``label`` is ``附件1`` or the like.

    Its title is the first `Title` among the blocks.
    """

    label: Runs
    blocks: tuple["Block", ...]


Block: TypeAlias = (
    RedHead
    | Title
    | Contents
    | Heading
    | Paragraph
    | List
    | Table
    | Chart
    | Picture
    | Attachments
    | Signature
    | Appendix
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report, ready to be written in any form.

    ``date`` is the report's own date, never the clock's; ``language`` is a BCP 47 tag. ``asked``
    are the wishes beside the records by which it was made, so that it can be made again.
    ``figures`` are those that its runs name, by their keys, where a form is asked for that tells
    them.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = "zh-CN"
    author: str = ""
    date: datetime.date | None = None
    asked: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)


def text_of(runs: Runs) -> str:
    """The words of ``runs`` without anything else."""
    return "".join(run.text for run in runs)


class Entry(NamedTuple):
    """A line of the contents; ``level`` is 1 or 2, an appendix is of the first."""

    level: int
    text: str
    block: Heading | Appendix


CONTENTS_LEVELS: Final = 2
"""How many levels of headings the contents show."""


def outline(document: Document) -> list[Entry]:
    """What stands in the contents: the headings of the upper levels, then the appendices."""
    entries = []
    for block in document.blocks:
        match block:
            case Heading() if block.level <= CONTENTS_LEVELS:
                entries.append(Entry(block.level, text_of(block.runs).rstrip("。"), block))
            case Appendix():
                title = next((b for b in block.blocks if isinstance(b, Title)), None)
                words = [text_of(block.label), text_of(title.runs) if title else ""]
                entries.append(Entry(1, "　".join(filter(None, words)), block))
    return entries


def runs_of(block: Block) -> Iterator[Run]:
    """Every run of ``block``, in the order in which it is read."""
    match block:
        case Title() | Paragraph():
            yield from block.runs
        case Heading():
            yield from (*block.runs, *block.run_in)
        case RedHead():
            yield from (*block.issuer, *block.number, *block.signer)
        case Contents():
            yield from block.label
        case List():
            yield from chain(*block.items)
        case Table():
            yield from chain(*block.header, *chain(*block.rows))
        case Chart():
            yield from block.caption
            yield from runs_of(block.table)
        case Picture():
            yield from block.caption
        case Attachments():
            yield from chain(block.label, *block.items)
        case Signature():
            yield from chain(*block.lines)
        case Appendix():
            yield from block.label
            for inner in block.blocks:
                yield from runs_of(inner)
        case _:
            assert_never(block)
