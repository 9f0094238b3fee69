"""Pages that are turned for what has come into a file: sections of their own (ECMA-376-1, 17.6)."""

import copy
from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any, Final, NamedTuple

from branchreport.handwork.laying import end_section
from branchreport.word_files import WORD

_SECTION: Final = f"{WORD}pPr/{WORD}sectPr"
_BLOCKS: Final = (f"{WORD}p", f"{WORD}tbl")


class Section(NamedTuple):
    """Blocks of a body that stand on pages of one set-up."""

    blocks: tuple[Any, ...]
    properties: Any

    @property
    def turned(self) -> bool:
        """Whether its pages are wider than high."""
        size = self.properties.find(f"{WORD}pgSz")
        return size is not None and size.get(f"{WORD}orient") == "landscape"


def sections(body: Any) -> Iterator[Section]:
    """The sections of ``body`` in their order; none where it does not say of the last one."""
    blocks: list[Any] = []
    for each in body:
        if each.tag == f"{WORD}sectPr":
            yield Section(tuple(blocks), each)
            return
        blocks.append(each)
        if (properties := each.find(_SECTION)) is not None:
            yield Section(tuple(blocks), properties)
            blocks = []


def turn(
    body: Any,
    wanted: Mapping[Any, Section],
    come: Container[Any],
    bring: Callable[[Any], Any],
) -> None:
    """Give what has ``come`` into ``body`` the pages that it is ``wanted`` on.

    ``wanted`` has the section of ours for each element that stands for one of ours; what shares
    it stays together. ``bring`` makes a section of ours one of theirs.
    """
    for _step in range(len(wanted)):  # each step turns one stretch
        found = _next(body, wanted, come)
        if found is None:
            return
        section, first, last, ours = found
        _turn(section, first, last, bring(ours.properties))


def _next(
    body: Any, wanted: Mapping[Any, Section], come: Container[Any]
) -> tuple[Section, int, int, Section] | None:
    """The next stretch that stands on wrong pages: its section, first and last block."""
    for section in sections(body):
        for index, block in enumerate(section.blocks):
            ours = wanted.get(block)
            if ours is None or block not in come or ours.turned == section.turned:
                continue
            first = last = index
            while first > 0 and wanted.get(section.blocks[first - 1]) is ours:
                first -= 1
            while last + 1 < len(section.blocks) and wanted.get(section.blocks[last + 1]) is ours:
                last += 1
            return section, first, last, ours
    return None


def _turn(section: Section, first: int, last: int, properties: Any) -> None:
    """Let the blocks from ``first`` to ``last`` stand in a section with ``properties``."""
    ends = section.blocks[last].find(_SECTION)
    if first:
        end_section(section.blocks[first - 1], copy.deepcopy(section.properties))
    if ends is not None:
        ends.getparent().replace(ends, properties)
    else:
        end_section(section.blocks[last], properties)
