"""The names of a document's blocks, by which links find them: ``heading-3``, ``table-1``."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from branchreport.document import Appendix, Block, Document, outline


class Link(NamedTuple):
    """A line of the contents, and the name of the block that it leads to."""

    level: int
    text: str
    name: str


def names(blocks: Sequence[Block]) -> Iterator[str]:
    """A name for each block in the order in which they are read, those of appendices among them.

    Each kind counts for itself, so that another paragraph leaves the names of headings alone.
    """
    counted: Counter[str] = Counter()
    for block in _walk(blocks):
        kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(block).__name__).lower()
        counted[kind] += 1
        yield f"{kind}-{counted[kind]}"


def links(document: Document) -> list[Link]:
    """The lines of the contents of ``document``."""
    named = iter(list(zip(_walk(document.blocks), names(document.blocks), strict=True)))
    return [
        Link(entry.level, entry.text, next(name for block, name in named if block is entry.block))
        for entry in outline(document)
    ]


def attached(document: Document) -> list[str]:
    """The names of the appendices, in their order."""
    every = zip(document.blocks, _outer_names(document), strict=True)
    return [name for block, name in every if isinstance(block, Appendix)]


def _outer_names(document: Document) -> Iterator[str]:
    """The names of the blocks that stand in no appendix."""
    found = names(document.blocks)
    for block in document.blocks:
        name, *_ = (next(found) for _ in _walk((block,)))
        yield name


def _walk(blocks: Sequence[Block]) -> Iterator[Block]:
    """All of ``blocks``, each appendix before what it holds."""
    for block in blocks:
        yield block
        if isinstance(block, Appendix):
            yield from _walk(block.blocks)
