"""A report as blocks and runs: what is said, in which role, and who said it; nothing of looks."""

import datetime
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias


class Source(NamedTuple):
    """The record that said something: its name, its file, and where in it (from 1)."""

    record: str
    file: str
    line: int
    column: int


class Run(NamedTuple):
    """A stretch of text with one source; ``source`` is None where the template itself speaks."""

    text: str
    source: Source | None = None
    strong: bool = False


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title."""

    runs: Runs


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
class Signature:
    """Who signs, and (on the last line) when."""

    lines: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """What stands on pages of its own after the signature; ``label`` is ``附件1`` or the like."""

    label: Runs
    blocks: tuple["Block", ...]


Block: TypeAlias = Title | Heading | Paragraph | List | Table | Signature | Appendix


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report, ready to be written in any form.

    ``date`` is the report's own date, never the clock's; ``language`` is a BCP 47 tag.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str = "zh-CN"
    author: str = ""
    date: datetime.date | None = None


def text_of(runs: Runs) -> str:
    """The words of ``runs`` without anything else."""
    return "".join(run.text for run in runs)
