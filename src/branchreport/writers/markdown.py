"""A document as Markdown (CommonMark with tables) that reads back as the same words.

Pictures are left out but for their captions: GitHub shows none that stand in the text itself, and
a Markdown file with megabytes of them could neither be read nor pasted. Words of one version stand
in ``<ins>`` and ``<del>``: tildes are no CommonMark, and none of GitHub's beside Chinese marks.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, Literal, assert_never

from branchreport.document import (
    Appendix,
    Attachments,
    Block,
    Chart,
    Contents,
    Document,
    Edit,
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
from branchreport.style import Style
from branchreport.writers.anchors import links, names
from branchreport.writers.characters import fit
from branchreport.writers.sparklines import sparklines
from branchreport.writers.versions import ELEMENTS

_MARKUP: Final = re.compile(r"[\\`*_\[\]<>&|~$#{}]|:(?=//)|(?<=www)\.", re.IGNORECASE)
"""What may be markup anywhere in a line, here or in the dialects of others.

GitHub takes what looks like an address for a link, with the escapes behind it.
"""

_BEGINNING: Final = re.compile(r"(?=[-+=:%])|(?<=[0-9])(?=[.)])")
"""Before what may be markup at the beginning of a line only."""

_BREAK: Final = re.compile(r"[^\S \u3000\u00a0]")
"""Blanks other than those within a line."""

_DEEPEST: Final = 6
"""The lowest heading that Markdown has."""

_MARKERS: Final = {"bullet": ("-", "*"), "ordered": (".", ")")}
"""Two marks for each kind of list, as two lists of one mark would become one."""

_ALIGNMENTS: Final = {"left": "---", "center": ":-:", "right": "--:"}


def write(document: Document, style: Style) -> bytes:
    """The Markdown of ``document``; looks are left to whoever shows it."""
    return ("\n\n".join(_Writer(document).blocks()) + "\n").encode()


class _Writer:
    """Writes the blocks of one document; it remembers how the list before had been marked."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._names = names(document.blocks)
        self._linked = any(isinstance(block, Contents) for block in document.blocks)
        self._list: tuple[str, int] | None = None

    def blocks(self) -> Iterator[str]:
        """The blocks, between which an empty line belongs."""
        for block in self._document.blocks:
            yield from self._parts(block, 0)

    def _parts(self, block: Block, depth: int) -> Iterator[str]:
        """``block``, which stands in ``depth`` appendices, without what has nothing to say."""
        for part in self._block(block, depth):
            if part:
                yield part

    def _block(self, block: Block, depth: int) -> Iterator[str]:
        name = next(self._names)
        anchor = f'<a id="{name}"></a>' if self._linked and not depth else ""
        match block:
            case RedHead():
                issuer = tuple(run._replace(strong=True) for run in block.issuer)
                yield from map(self._line, (issuer, block.number, block.signer))
                yield self._apart("---")
            case Title():
                yield self._heading(1 + depth, block.runs)
            case Contents():
                yield self._line(block.label)
                yield self._contents()
            case Heading():
                yield self._heading(block.level + 1 + depth, block.runs, anchor)
                yield self._line(block.run_in)
            case Paragraph():
                yield self._line(block.runs)
            case List():
                yield self._items(block.items, "ordered" if block.ordered else "bullet")
            case Table():
                yield self._apart(_table(block))
            case Chart():
                yield self._line(block.caption)
                yield self._apart(_drawn(block))
                yield self._apart(_table(block.table))
            case Picture():
                yield self._apart("> " + caption if (caption := _line(block.caption)) else "")
            case Attachments():
                yield from self._attachments(block)
            case Signature():
                yield self._apart("\\\n".join(filter(None, map(_line, block.lines))))
            case Appendix():
                yield self._apart("---")
                yield self._apart(anchor + _line(block.label))
                for part in block.blocks:
                    yield from self._parts(part, depth + 1)
            case _:
                assert_never(block)

    def _apart(self, markdown: str) -> str:
        """``markdown`` that is no list, so that lists on both sides of it stay two."""
        if markdown:
            self._list = None
        return markdown

    def _line(self, runs: Runs) -> str:
        return self._apart(_line(runs))

    def _heading(self, level: int, runs: Runs, anchor: str = "") -> str:
        marks = "#" * min(level, _DEEPEST)
        return self._apart(f"{marks} {anchor}{_inline(runs)}".rstrip())

    def _contents(self) -> str:
        mark = self._mark("bullet")
        entries = links(self._document)
        return "\n".join(
            f"{'  ' * (entry.level - 1)}{mark} [{_inline((Run(entry.text),))}](#{entry.name})"
            for entry in entries
        )

    def _items(self, items: Sequence[Runs], kind: Literal["bullet", "ordered"]) -> str:
        mark = self._mark(kind) if items else ""
        ordered = kind == "ordered"
        return "\n".join(
            f"{number if ordered else ''}{mark} {_line(item)}".rstrip()
            for number, item in enumerate(items, 1)
        )

    def _mark(self, kind: str) -> str:
        """The mark of a list, which is another one than that of a list right before it."""
        choice = 1 - self._list[1] if self._list and self._list[0] == kind else 0
        self._list = (kind, choice)
        return _MARKERS[kind][choice]

    def _attachments(self, block: Attachments) -> Iterator[str]:
        if len(block.items) == 1:
            yield self._line((*block.label, *block.items[0]))
        else:
            yield self._line(block.label)
            yield self._items(block.items, "ordered")


def _table(table: Table) -> str:
    if not table.header:
        return ""
    rows = [[*map(_inline, cells)] for cells in (table.header, *table.rows)]
    rows.insert(1, [_ALIGNMENTS[alignment] for alignment in table.alignment])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def _drawn(chart: Chart) -> str:
    """The series as lines in a font of one width; none of them can end the fence."""
    lines = sparklines(chart)
    return "\n".join(["```", *lines, "```"]) if lines else ""


def _line(runs: Runs) -> str:
    """``runs`` where a line begins."""
    markdown = _inline(runs)
    begins = re.match(r"[0-9]*.", markdown)
    if begins is None:
        return markdown
    return _BEGINNING.sub(r"\\", begins[0], count=1) + markdown[begins.end() :]


def _inline(runs: Runs) -> str:
    """``runs`` within a line; strong ones, gaps, and those of one version stand out."""
    told = [run for run in runs if run.text]
    escaped = [
        (strong, edit, _escaped("".join(run.text for run in alike)))
        for (strong, edit), alike in groupby(told, key=_looks)
    ]
    found = ""
    for index, (strong, edit, text) in enumerate(escaped):
        before = found[-1:] if index else " "
        after = escaped[index + 1][2][0] if index + 1 < len(escaped) else " "
        inner = _emphasized(before, text, after) if strong else text
        found += f"<{ELEMENTS[edit]}>{inner}</{ELEMENTS[edit]}>" if edit else inner
    return found


def _looks(run: Run) -> tuple[bool, Edit]:
    return run.strong or run.gap, run.edit


def _escaped(text: str) -> str:
    r"""``text`` in which nothing is markup.

    Blanks at its ends, where Markdown would drop them, and line ends become references.
    """
    plain = fit(text)
    inner = plain.strip()
    start = plain.find(inner)
    ends = plain[:start], plain[start + len(inner) :]
    before, after = ("".join(map(_reference, blanks)) for blanks in ends)
    escaped = _MARKUP.sub(r"\\\g<0>", inner)
    return before + _BREAK.sub(lambda found: _reference(found[0]), escaped) + after


def _reference(character: str) -> str:
    return f"&#{ord(character)};"


def _emphasized(before: str, text: str, after: str) -> str:
    """``text`` as strong text between two characters.

    Asterisks are no markup where a mark stands on their inner side and a letter on the outer one
    (CommonMark, 6.2), as in ``**要点。**正文``; there it takes an element of HTML. A tag
    between the two does no harm, for its brackets are marks.
    """
    if _may_delimit(before, text[0]) and _may_delimit(after, text[-1]):
        return f"**{text}**"
    return f"<strong>{text}</strong>"


def _may_delimit(outside: str, inside: str) -> bool:
    """Whether asterisks between two characters are markup, in every version of the rule."""
    if inside.isspace():
        return False
    marked = unicodedata.category(inside)[0] in "PS"
    return not marked or outside.isspace() or unicodedata.category(outside)[0] == "P"
