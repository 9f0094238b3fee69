"""The table of contents: a field that Word brings up to date, filled in beforehand."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from branchreport.document import CONTENTS_LEVELS, Appendix, Block, Contents, Entry, Run
from branchreport.writers.docx.fields import begin, end, field, mark, quoted
from branchreport.writers.docx.markup import element, text
from branchreport.writers.docx.paragraphs import Paragraphs

_INSTRUCTION: Final = rf'TOC \o "1-{CONTENTS_LEVELS}" \f C \h \z'
"""Headings of two levels, by their styles, and the marks that appendices bring with them."""


class Line(NamedTuple):
    """A line of the contents: what it says, where it leads, and on which page that is."""

    entry: Entry
    bookmark: str
    page: int


def contents(block: Contents, lines: Sequence[Line], setter: Paragraphs) -> str:
    """The label, a line for each entry, and an empty line under them.

    The field is not marked as out of date, as Word would ask about that whenever the document is
    opened; so its page numbers are those that `pagination` finds.
    """
    label = setter.paragraph("contents_label", block.label)
    opening = begin(_INSTRUCTION)
    written = []
    for line in lines:
        role = f"contents_{line.entry.level}"
        written.append(setter.paragraph_of(role, opening + _link(line, role, setter)))
        opening = ""
    return label + "".join(written) + setter.paragraph_of("body", opening + end())


def _link(line: Line, role: str, setter: Paragraphs) -> str:
    number = field(rf"PAGEREF {line.bookmark} \h", element("r", text(str(line.page))))
    words = setter.runs((Run(line.entry.text),), role)
    tab = element("r", element("tab"))
    return element("hyperlink", words, tab, number, anchor=line.bookmark, history=1)


class Bookmarks:
    """Names for the places that the contents lead to; without contents there are none."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._numbers = {id(entry.block): number for number, entry in enumerate(entries, start=1)}
        self._words = {id(entry.block): entry.text for entry in entries}

    def name(self, block: Block) -> str:
        """What Word would call the bookmark at ``block``, which is an entry's."""
        return f"_Toc{self._numbers[id(block)]:09}"

    def around(self, block: Block, content: str) -> str:
        """``content``, runs in markup, as the place of ``block``."""
        number = self._numbers.get(id(block))
        if number is None:
            return content
        start = element("bookmarkStart", id=number, name=self.name(block))
        return start + content + element("bookmarkEnd", id=number) + self._mark(block)

    def _mark(self, block: Block) -> str:
        """What makes an appendix an entry, with the words of its title in it."""
        if not isinstance(block, Appendix):
            return ""
        return mark(rf"TC {quoted(self._words[id(block)])} \f C \l 1")
