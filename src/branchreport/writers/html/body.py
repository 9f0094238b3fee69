"""Blocks to HTML: one small function for each kind."""

import base64
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Final, assert_never

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
    text_of,
)
from branchreport.style import Style
from branchreport.typography import full_width_length
from branchreport.writers.anchors import attached, links, names
from branchreport.writers.columns import column_widths, comfortable_width, is_turned
from branchreport.writers.heads import issuer_size
from branchreport.writers.html.chart import drawing
from branchreport.writers.html.figures import Links
from branchreport.writers.html.markup import element, number, runs_both_ways, words
from branchreport.writers.measures import looks, size_of
from branchreport.writers.signatures import is_sealed
from branchreport.writers.versions import ELEMENTS

_DEEPEST: Final = 6
"""The lowest heading that HTML has."""

_MILLIMETRES_PER_PIXEL: Final = 25.4 / 96


class Body:
    """Writes the blocks of one document; it gives each its name, by which it can be linked to.

    ``links`` are those of its figures.
    """

    def __init__(self, document: Document, style: Style) -> None:
        self._document = document
        self._style = style
        self._chinese = document.language.startswith("zh")
        self._names = names(document.blocks)
        self.links = Links(document)

    def content(self) -> str:
        """The sheets of the document: its text, and each appendix on one of its own."""
        blocks = self._document.blocks
        written = [self._block(block, 0) for block in blocks]
        sheets: list[str] = []
        text: list[str] = []
        for block, markup in zip(blocks, written, strict=True):
            if isinstance(block, Appendix):
                sheets += [*_sheet(text), markup]
                text = []
            else:
                text.append(markup)
        return "\n".join([*sheets, *_sheet(text)])

    def _block(self, block: Block, depth: int) -> str:
        """``block``, which stands in ``depth`` appendices."""
        name = next(self._names)
        match block:
            case RedHead():
                return self._red_head(block, name)
            case Title():
                return self._titled(1 + depth, block.runs, id=name, class_="title")
            case Contents():
                return self._contents(block, name)
            case Heading():
                return self._heading(block, name, depth)
            case Paragraph():
                return element("p", self._runs(block.runs), id=name, class_=block.role)
            case List():
                return self._list(block.items, "ol" if block.ordered else "ul", name)
            case Table():
                return self._table(block, name)
            case Chart():
                return self._chart(block, name)
            case Picture():
                return self._picture(block, name)
            case Attachments():
                return self._attachments(block, name)
            case Signature():
                return self._signature(block, name)
            case Appendix():
                return self._appendix(block, name, depth)
            case _:
                assert_never(block)

    def _red_head(self, block: RedHead, name: str) -> str:
        """The issuer, under it the number (on the left where somebody signs off), and a rule."""
        points = number(issuer_size(block.issuer, self._style))
        size = f"font-size: max(var(--issuer-least), calc({points} * var(--pt)))"
        line = (
            element("p", self._runs(block.number), class_="document_number") if block.number else ""
        )
        if block.signer:
            line += element("p", self._runs(block.signer), class_="document_number signer")
        return element(
            "header",
            element("p", self._runs(block.issuer), class_="issuer", style=size),
            element("div", line, class_="line signed" if block.signer else "line") if line else "",
            id=name,
            class_="red-head",
        )

    def _contents(self, block: Contents, name: str) -> str:
        entries = (
            element(
                "li",
                element("a", _words(link.text), href=f"#{link.name}"),
                class_=f"contents_{link.level}",
            )
            for link in links(self._document)
        )
        return element(
            "nav",
            element("p", self._runs(block.label), id=f"{name}-label", class_="contents_label"),
            element("ol", *entries),
            id=name,
            class_="contents",
            aria_labelledby=f"{name}-label",
        )

    def _heading(self, block: Heading, name: str, depth: int) -> str:
        level = block.level + 1 + depth
        if not block.run_in:
            return self._titled(level, block.runs, id=name, class_=f"heading_{block.level}")
        lead = self._titled(level, block.runs, class_=f"lead_{block.level}")
        text = element("p", self._runs(block.run_in))
        return element("div", lead, text, id=name, class_="body run-in")

    def _table(self, block: Table, name: str, row_scope: str | None = None) -> str:
        """A table in a box of its own, which scrolls where the screen is too narrow for it."""
        turned = is_turned(block, self._style)
        widths = column_widths(block, self._style, turned=turned)
        size = size_of(self._style, looks(self._style, "table_cell"))
        comfortable = comfortable_width(block, self._style) / size
        shares = (
            element("col", style=f"width: {number(width / sum(widths) * 100)}%") for width in widths
        )
        header = "".join(
            element("th", self._runs(cell), scope="col", class_="table_header")
            for cell in block.header
        )
        rows = (self._row(row, block.alignment, row_scope) for row in block.rows)
        return element(
            "div",
            element(
                "table",
                element("colgroup", *shares),
                element("thead", element("tr", header, id=f"{name}-header")),
                element("tbody", *rows),
                style=f"--comfortable: {number(comfortable)}em",
            ),
            id=None if row_scope else name,
            class_="scroll turned" if turned else "scroll",
            role="region",
            aria_labelledby=f"{name}-header",
            tabindex=0,
        )

    def _chart(self, block: Chart, name: str) -> str:
        figure = element(
            "figure",
            drawing(block, self._style, name, chinese=self._chinese),
            element("figcaption", self._runs(block.caption), class_="caption"),
        )
        return element(
            "div", figure, self._table(block.table, name, "row"), id=name, class_="chart"
        )

    def _picture(self, block: Picture, name: str) -> str:
        image, place = block.image, self._style.picture
        data = base64.b64encode(image.data).decode("ascii")
        wide, high = image.width * _MILLIMETRES_PER_PIXEL, image.height * _MILLIMETRES_PER_PIXEL
        width = wide * min(1, place.width / wide, place.height / high)
        return element(
            "figure",
            element(
                "img",
                src=f"data:image/{image.form};base64,{data}",
                alt=text_of(block.caption),
                width=image.width,
                height=image.height,
                style=f"width: {number(width)}mm",
            ),
            element("figcaption", self._runs(block.caption), class_="caption"),
            id=name,
            class_="picture",
        )

    def _attachments(self, block: Attachments, name: str) -> str:
        """The label, and the titles beside it; they are numbered where there are several."""
        targets = attached(self._document)
        linked = len(targets) == len(block.items)
        items = (
            element(
                "li", element("a", _plain(item), href=f"#{target}") if target else self._runs(item)
            )
            for item, target in zip(
                block.items, targets if linked else [""] * len(block.items), strict=True
            )
        )
        tag = "ol" if len(block.items) > 1 else "ul"
        many = "many" if len(block.items) > 9 else None
        return element(
            "div",
            element("p", self._runs(block.label)),
            element(tag, *items, class_=many) if block.items else "",
            id=name,
            class_="attachments",
        )

    def _signature(self, block: Signature, name: str) -> str:
        """Who signs, then the date; where each begins is left to the style sheet."""
        lines = [element("p", self._runs(line)) for line in block.lines]
        place: str = self._style.signature.place
        if place == "staggered" and len(lines) > 1:
            *signers, date = (full_width_length(text_of(line)) for line in block.lines)
            sealed = is_sealed(block, self._style)
            place = "sealed" if sealed else f"staggered{' short' * (date <= max(signers))}"
            last = element("p", self._runs(block.lines[-1]), class_="date")
            lines = [element("div", *lines[:-1], class_="names"), last]
        return element("div", element("div", *lines, class_=place), id=name, class_="signature")

    def _appendix(self, block: Appendix, name: str, depth: int) -> str:
        inner = [self._block(part, depth + 1) for part in block.blocks]
        label = element("p", self._runs(block.label), class_="appendix_label")
        sheet = ["sheet"] * (not depth) + ["appendix"] + ["turned"] * is_turned(block, self._style)
        return element(
            "section", "\n", label, "\n", "\n".join(inner), "\n", id=name,
            class_=" ".join(sheet),
        )  # fmt: skip

    def _titled(self, level: int, runs: Runs, **attributes: str) -> str:
        return element(f"h{min(level, _DEEPEST)}", self._runs(runs), **attributes)

    def _list(self, items: Sequence[Runs], tag: str, name: str) -> str:
        written = (element("li", self._runs(item), class_="list_item") for item in items)
        return element(tag, *written, id=name, class_="list")

    def _row(self, cells: Sequence[Runs], alignment: Sequence[str], row_scope: str | None) -> str:
        """A row; its first cell heads it where the table says so."""
        written = []
        for index, (cell, aligned) in enumerate(zip(cells, alignment, strict=True)):
            head = index == 0 and row_scope is not None
            written.append(
                element(
                    "th" if head else "td",
                    self._runs(cell),
                    scope=row_scope if head else None,
                    class_=f"table_cell {aligned}",
                )
            )
        return element("tr", *written)

    def _runs(self, runs: Runs) -> str:
        return "".join(self.links.linked(_run(run), run.source) for run in runs)


def _sheet(written: Sequence[str]) -> Iterator[str]:
    if written:
        yield element("div", "\n", "\n".join(written), "\n", class_="sheet")


def _plain(runs: Runs) -> str:
    """``runs`` in a link of another kind."""
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    """A run, in an element for each thing that is to be known of it."""
    markup = _words(run.text)
    if run.source is not None:
        place = f"{PurePath(run.source.file).name}:{run.source.line}"
        markup = element("span", markup, data_source=place)
    if run.gap:
        markup = element("mark", markup)
    if run.strong:
        markup = element("strong", markup)
    return element(ELEMENTS[run.edit], markup) if run.edit else markup


def _words(text: str) -> str:
    """``text``, kept to itself where it runs from right to left."""
    return element("bdi", words(text)) if runs_both_ways(text) else words(text)
