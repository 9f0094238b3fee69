"""Blocks to the body of ``document.xml``: one small function for each kind."""

from typing import TYPE_CHECKING, assert_never

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
    Signature,
    Table,
    Title,
    outline,
)
from branchreport.style import Style
from branchreport.writers.columns import turned_pages
from branchreport.writers.docx.closing import attachments, signature
from branchreport.writers.docx.contents import Bookmarks, Line, contents
from branchreport.writers.docx.heads import red_head
from branchreport.writers.docx.marks import Marks
from branchreport.writers.docx.markup import element
from branchreport.writers.docx.media import Media
from branchreport.writers.docx.numbering import BULLETS
from branchreport.writers.docx.pagination import Pages
from branchreport.writers.docx.paragraphs import Paragraphs
from branchreport.writers.docx.sections import Stretch, sections
from branchreport.writers.docx.styles import ROLES
from branchreport.writers.docx.tables import table
from branchreport.writers.measures import looks

if TYPE_CHECKING:  # most documents have none
    from branchreport.writers.docx.comments import Comments

_KEPT = element("keepNext")


class Body:
    """Writes the blocks of one document; it remembers its lists, and its pictures and charts."""

    def __init__(
        self,
        document: Document,
        style: Style,
        *,
        for_libreoffice: bool,
        comments: "Comments | None" = None,
    ) -> None:
        self.ordered_lists = 0
        self.media = Media(style)
        self._document = document
        self._style = style
        self._setter = Paragraphs(style, comments)
        shown = any(isinstance(block, Contents) for block in document.blocks)
        self._entries = outline(document) if shown else []
        self._bookmarks = Bookmarks(self._entries)
        self.marks = Marks(first=len(self._entries))
        self._pages = Pages(document, style, kept_whole=for_libreoffice)

    def content(self) -> str:
        """All blocks, and the set-up of their pages."""
        stretches: list[Stretch] = []
        blocks = self._document.blocks
        for block, turned, next_block in zip(
            blocks, turned_pages(blocks, self._style), (*blocks[1:], None), strict=False
        ):
            closes = isinstance(next_block, Attachments | Signature)
            keep = _KEPT if closes and self._is_bound(block) else ""
            if isinstance(block, Appendix):
                follows = bool(stretches) and stretches[-1].turned == turned
                stretches.append(Stretch(turned, self._appendix(block, turned, follows=follows)))
            elif written := self._marked(block, turned, keep):
                stretches.append(Stretch(turned, written))
        return element("body", sections(stretches, self._style))

    def _is_bound(self, block: Block) -> bool:
        """Whether ``block`` has to stay with the attachments or the signature after it."""
        return isinstance(block, Attachments) or self._pages.closing_is_bound

    def _marked(self, block: Block, turned: bool, keep: str = "") -> str:
        """``block`` with a bookmark in each of its pieces."""
        return self.marks.mark(block, self._block(block, turned, keep))

    def _block(self, block: Block, turned: bool, keep: str) -> str:
        match block:
            case RedHead():
                return red_head(block, self._setter)
            case Title():
                return self._setter.paragraph("title", block.runs)
            case Contents():
                return self._contents(block)
            case Heading():
                return self._heading(block, keep)
            case Paragraph():
                return self._setter.paragraph(block.role, block.runs, keep)
            case List():
                return self._list(block, keep)
            case Table():
                return table(block, self._setter, turned=turned, keep=keep)
            case Chart():
                return self._chart(block, turned, keep)
            case Picture():
                caption = self._setter.paragraph("caption", block.caption, keep)
                return self.media.picture(block, turned=turned) + caption
            case Attachments():
                return attachments(block, self._setter, keep)
            case Signature():
                return signature(block, self._setter)
            case Appendix():
                return self._appendix(block, turned, follows=True)
            case _:
                assert_never(block)

    def _contents(self, block: Contents) -> str:
        lines = [
            Line(entry, self._bookmarks.name(entry.block), self._pages.of(entry.block))
            for entry in self._entries
        ]
        return contents(block, lines, self._setter)

    def _heading(self, block: Heading, keep: str) -> str:
        """A heading of its own, or one that leads its paragraph, in the heading's character style.

        Word takes such a lead, and no more of the paragraph, into a table of contents.
        """
        role = f"heading_{block.level}"
        if not block.run_in:
            runs = self._setter.runs(block.runs, role)
            return self._setter.paragraph_of(role, self._bookmarks.around(block, runs))
        style = element("rStyle", val=f"{ROLES[role].identifier}Char")
        lead = self._bookmarks.around(block, self._setter.runs(block.runs, role, style))
        rest = self._setter.runs(block.run_in, "body")
        return self._setter.paragraph_of("body", lead + rest, keep)

    def _list(self, block: List, keep: str) -> str:
        number = BULLETS
        if block.ordered:
            self.ordered_lists += 1
            number += self.ordered_lists
        numbering = element("numPr", element("ilvl", val=0), element("numId", val=number))
        *items, last = block.items
        written = [self._setter.paragraph("list_item", item, numbering) for item in items]
        ending = self._setter.paragraph("list_item", last, numbering, self._after(), keep)
        return "".join([*written, ending])

    def _after(self) -> str:
        """What is left free under the last item of a list, which ends as a paragraph does."""
        after = max(looks(self._style, role).after for role in ("body", "list_item"))
        return element("spacing", after=round(after * self._style.grid.line * 20))

    def _chart(self, block: Chart, turned: bool, keep: str) -> str:
        """The chart, its caption, and the numbers that it shows."""
        drawn = self.media.chart(block, turned=turned)
        caption = self._setter.paragraph("caption", block.caption, _KEPT)
        return drawn + caption + table(block.table, self._setter, turned=turned, keep=keep)

    def _appendix(self, block: Appendix, turned: bool, *, follows: bool) -> str:
        """The appendix; it begins a page, unless the section that it opens does."""
        label = self._bookmarks.around(block, self._setter.runs(block.label, "appendix_label"))
        new_page = element("pageBreakBefore") if follows else ""
        outlined = element("outlineLvl", val=0)
        opening = self._setter.paragraph_of("appendix_label", label, new_page, _KEPT, outlined)
        marked = self.marks.mark(block, opening)  # before those inside, as it is read
        return marked + "".join(self._marked(inner, turned) for inner in block.blocks)
