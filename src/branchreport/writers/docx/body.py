"""Blocks to the body of ``document.xml``: one small function for each kind."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final, assert_never

from branchreport.document import (
    Appendix,
    Block,
    Heading,
    List,
    Paragraph,
    Runs,
    Signature,
    Table,
    Title,
    text_of,
)
from branchreport.style import Style
from branchreport.typography import full_width_length
from branchreport.writers.docx.markup import element, properties, text
from branchreport.writers.docx.measures import character, text_width, twips_of_millimetres
from branchreport.writers.docx.styles import ROLES, font_element, fonts, looks

FOOTERS: Final = {"default": "rIdOddFooter", "even": "rIdEvenFooter"}
"""The relationships to the footers of odd (and, without facing pages, all) and even pages."""

BULLETS: Final = 1
"""The numbering of lists without order; ordered lists have the numbers after it, one each."""

_AMBIGUOUS: Final = re.compile("([‘’“”—…·]+)")
"""Marks that Latin and Chinese type share: without a font of their own, Word and LibreOffice set
them in the Latin one ([MS-OI29500], 2.1.88)."""

_WIDEST_COLUMN: Final = 30


class Body:
    """Writes the blocks of one document; it remembers how many ordered lists there were."""

    def __init__(self, style: Style) -> None:
        self.ordered_lists = 0
        self._style = style
        self._chinese = style.language.startswith("zh")

    def content(self, blocks: Sequence[Block]) -> str:
        """All of ``blocks``, and the set-up of the page."""
        written = [
            self._block(block, followed_by=next_block)
            for block, next_block in zip(blocks, [*blocks[1:], None], strict=True)
        ]
        return element("body", *written, self._section())

    def _block(self, block: Block, followed_by: Block | None = None) -> str:
        keep = element("keepNext") if isinstance(followed_by, Signature) else ""
        match block:
            case Title():
                return self._paragraph("title", block.runs)
            case Heading():
                return self._heading(block, keep)
            case Paragraph():
                return self._paragraph(block.role, block.runs, keep)
            case List():
                return self._list(block, keep)
            case Table():
                return self._table(block)
            case Signature():
                return self._signature(block)
            case Appendix():
                label = self._paragraph("appendix_label", block.label, element("pageBreakBefore"))
                return label + "".join(map(self._block, block.blocks))
            case _:
                assert_never(block)

    def _paragraph(self, role: str, runs: Runs, *more: str) -> str:
        named = properties("pPr", element("pStyle", val=ROLES[role].identifier), *more)
        return element("p", named, self._runs(runs, role))

    def _heading(self, block: Heading, keep: str) -> str:
        """A heading of its own, or one that leads its paragraph, in the heading's character style.

        Word takes such a lead, and no more of the paragraph, into a table of contents.
        """
        role = f"heading_{block.level}"
        if not block.run_in:
            return self._paragraph(role, block.runs)
        style = properties("rPr", element("rStyle", val=f"{ROLES[role].identifier}Char"))
        named = properties("pPr", element("pStyle", val=ROLES["body"].identifier), keep)
        lead = element("r", style, text(text_of(block.runs)))
        return element("p", named, lead, self._runs(block.run_in, "body"))

    def _runs(self, runs: Runs, role: str) -> str:
        """The runs of a paragraph; neighbours that look alike become one."""
        return "".join(
            self._run("".join(run.text for run in alike), role, strong=strong)
            for strong, alike in groupby(runs, key=lambda run: run.strong)
        )

    def _run(self, words: str, role: str, *, strong: bool) -> str:
        bold = element("b") + element("bCs") if strong else ""
        plain = properties("rPr", element("b"), element("bCs")) if strong else ""
        east_asian, latin = fonts(looks(self._style, role), self._style.paragraphs.body)
        if not self._chinese or latin == east_asian:
            return element("r", plain, text(words))
        marks = element("rPr", font_element(east_asian, east_asian), bold)
        return "".join(
            element("r", marks if index % 2 else plain, text(part))
            for index, part in enumerate(_AMBIGUOUS.split(words))
            if part
        )

    def _list(self, block: List, keep: str) -> str:
        number = BULLETS
        if block.ordered:
            self.ordered_lists += 1
            number += self.ordered_lists
        numbering = element("numPr", element("ilvl", val=0), element("numId", val=number))
        *items, last = block.items
        written = [self._paragraph("list_item", item, numbering) for item in items]
        ending = self._paragraph("list_item", last, numbering, self._after(), keep)
        return "".join([*written, ending])

    def _after(self) -> str:
        """What is left free under the last item of a list, which ends as a paragraph does."""
        after = max(looks(self._style, role).after for role in ("body", "list_item"))
        return element("spacing", after=round(after * self._style.grid.line * 20))

    def _table(self, block: Table) -> str:
        widths = self._column_widths(block)
        line: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": "000000"}
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        head = properties(
            "tblPr",
            element("tblW", w=sum(widths), type="dxa"),
            element("tblBorders", *(element(side, **line) for side in sides)),
            element("tblLayout", type="fixed"),
        )
        grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
        rows = [self._row(block.header, block, widths, "table_header")]
        rows += [self._row(row, block, widths, "table_cell") for row in block.rows]
        return element("tbl", head, grid, *rows)

    def _row(self, cells: Sequence[Runs], table: Table, widths: list[int], role: str) -> str:
        header = role == "table_header"
        kept = element("trPr", element("cantSplit"), element("tblHeader") if header else "")
        written = []
        for cell, width, alignment in zip(cells, widths, table.alignment, strict=True):
            aligned = "" if header else element("jc", val=alignment)
            size = element("tcPr", element("tcW", w=width, type="dxa"))
            written.append(element("tc", size, self._paragraph(role, cell, aligned)))
        return element("tr", kept, *written)

    def _column_widths(self, table: Table) -> list[int]:
        """Widths in twips that fill the type area, shared as the longest cells need them."""
        columns = zip(table.header, *table.rows, strict=True)
        needs = [
            min(max(2 + full_width_length(text_of(cell)) for cell in column), _WIDEST_COLUMN)
            for column in columns
        ]
        return [round(text_width(self._style) * need / sum(needs)) for need in needs]

    def _signature(self, block: Signature) -> str:
        """The lines of the signature; all but the last stay with the next one on a page."""
        indents = self._signature_indents(
            [full_width_length(text_of(line)) for line in block.lines]
        )
        last = len(block.lines) - 1
        aligned = element("jc", val="right") if self._style.signature.place == "right" else ""
        grid = element("spacing", before=0, after=0)
        return "".join(
            self._paragraph(
                "signature",
                line,
                element("keepNext") if index < last else "",
                element("autoSpaceDE", val=0),
                element("autoSpaceDN", val=0),
                grid if index else "",
                element("ind", firstLineChars=0, firstLine=0, left=round(indent)),
                aligned,
            )
            for index, (line, indent) in enumerate(zip(block.lines, indents, strict=True))
        )

    def _signature_indents(self, widths: list[float]) -> list[float]:
        """How far each line is indented from the left, in twips.

        GB/T 9704-2012, 7.3.5.2: the name keeps two characters from the right edge, and the date
        begins two after the name; a date that is longer than the name keeps the two instead.
        """
        place = self._style.signature
        if place.place != "staggered" or not widths:
            return [0.0] * len(widths)
        advance = character(self._style, looks(self._style, "signature"))
        line = text_width(self._style) / advance
        *names, date = widths if len(widths) > 1 else [*widths, 0.0]
        name = max(names)
        start = line - place.right - (date + place.step if date > name else name)
        start = max(start, 0)
        indents = [start + (name - own) / 2 for own in names]
        if len(widths) > 1:
            indents.append(min(start + place.step, max(line - date, 0)))
        return [indent * advance for indent in indents]

    def _section(self) -> str:
        """The page: its footers, size, margins and grid."""
        page, grid = self._style.page, self._style.grid
        kinds = {"outer": ("default", "even"), "center": ("default",), "none": ()}
        references = [
            f'<w:footerReference w:type="{kind}" r:id="{FOOTERS[kind]}"/>'
            for kind in kinds[self._style.page_number.place]
        ]
        lines = element("docGrid", type="lines", linePitch=round(grid.line * 20))
        return element(
            "sectPr",
            *references,
            element(
                "pgSz", w=twips_of_millimetres(page.width), h=twips_of_millimetres(page.height)
            ),
            element(
                "pgMar",
                top=twips_of_millimetres(page.top),
                right=twips_of_millimetres(page.right),
                bottom=twips_of_millimetres(page.bottom),
                left=twips_of_millimetres(page.left),
                header=851,
                footer=twips_of_millimetres(page.footer),
                gutter=0,
            ),
            lines if grid.locked else "",
        )
