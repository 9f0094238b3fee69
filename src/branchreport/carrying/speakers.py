"""Who says each character of a piece: the runs of the blocks that a Word file was written of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, assert_never

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
    runs_of,
    text_of,
)
from branchreport.ledger import Piece

_OBJECT = "\ufffc"
"""What stands for a picture (`word_files.words`)."""


class Stretch(NamedTuple):
    """The characters of a piece, from ``start`` to ``end``, that ``run`` says."""

    start: int
    end: int
    run: Run


@dataclass(frozen=True, slots=True)
class Spoken:
    """A piece, who says what of it, and the heading under which it stands.

    What is in none of the ``stretches`` is set by the writer: numbers of a list, ends of cells.
    """

    piece: Piece
    stretches: tuple[Stretch, ...]
    heading: str


class _Line(NamedTuple):
    """What stands in one paragraph or table."""

    kind: str
    runs: Runs
    heading: str


def spoken(document: Document, pieces: Sequence[Piece]) -> list[Spoken]:
    """Each of ``pieces``, which were written of ``document``, with who says it."""
    found = []
    lines = list(_lines(document.blocks, ""))
    after = 0
    for piece in pieces:
        spoken_by = Spoken(piece, (), "")
        for at in range(after, len(lines)):
            kind, runs, heading = lines[at]
            if kind == piece.kind and (said := _aligned(piece.text, runs)) is not None:
                spoken_by, after = Spoken(piece, said, heading), at + 1
                break
        found.append(spoken_by)
    return found


def _lines(blocks: Sequence[Block], heading: str) -> Iterator[_Line]:
    for block in blocks:
        kind = type(block).__name__.lower()
        match block:
            case Heading():
                heading = text_of(block.runs)
            case Attachments() | Signature():
                heading = ""  # they belong to the whole
            case Appendix():
                yield _Line(kind, block.label, _called(block))
                yield from _lines(block.blocks, _called(block))
                continue
            case _:
                pass
        yield from (_Line(kind, runs, heading) for runs in _paragraphs(block))


def _called(appendix: Appendix) -> str:
    """The label of ``appendix``, and its title if it has one."""
    titles = (text_of(each.runs) for each in appendix.blocks if isinstance(each, Title))
    return " ".join(filter(None, (text_of(appendix.label), next(titles, ""))))


def _paragraphs(block: Block) -> Iterator[Runs]:
    """Who speaks in each paragraph or table that ``block`` becomes."""
    match block:
        case List():
            yield from block.items
        case Attachments():
            first, *more = block.items
            yield from ((*block.label, *first), *more)
        case Signature():
            yield from block.lines
        case RedHead():
            yield block.issuer
            yield (*block.number, *block.signer)
        case Chart():
            yield from ((), block.caption, tuple(runs_of(block.table)))
        case Picture():
            yield from ((), block.caption)
        case Title() | Contents() | Heading() | Paragraph() | Table() | Appendix():
            yield tuple(runs_of(block))
        case _:
            assert_never(block)


def _aligned(text: str, runs: Runs) -> tuple[Stretch, ...] | None:
    """Where each of ``runs`` stands in ``text``; None where they do not all do."""
    found = []
    at = 0
    for run in runs:
        if not run.text:
            continue
        start = text.find(run.text, at)
        if start < 0:
            return None
        at = start + len(run.text)
        found.append(Stretch(start, at, run))
    if not found and text.strip(f"{_OBJECT} \t\n"):
        return None
    return tuple(found)
