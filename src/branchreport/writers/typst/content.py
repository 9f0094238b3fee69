"""Blocks as what the Typst program reads: one small function for each kind."""

import re
from collections.abc import Sequence
from typing import Any, Final, TypeAlias, assert_never

from branchreport.document import (
    Appendix,
    Attachments,
    Block,
    Chart,
    Contents,
    Document,
    Entry,
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
    outline,
    text_of,
)
from branchreport.style import Style
from branchreport.writers.attachments import is_close, stops
from branchreport.writers.columns import column_widths, is_turned
from branchreport.writers.heads import issuer_size
from branchreport.writers.measures import POINTS_PER_MILLIMETRE, text_width
from branchreport.writers.scales import figure, rows_of, scale_of, totals_of
from branchreport.writers.signatures import is_sealed

Told: TypeAlias = dict[str, Any]

_PIXELS_PER_MILLIMETRE: Final = 96 / 25.4
"""Of a picture at its own size; it is never made larger."""
_UNBREAKABLE: Final = re.compile(r"[!-~]{24,}")
"""A word, as of an address, that may be broken anywhere, for it may not fit into a line."""
_PIECE: Final = 4
_BLANKS: Final = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]")
"""What would end a line; within a paragraph it is a blank, as in Word."""
_LONG_ROW: Final = 300
"""Characters of a cell from which on a row may go over to the next page."""


class Content:
    """Tells the blocks of one document: it knows which contents they stand in."""

    def __init__(self, style: Style, pictures: Sequence[Picture]) -> None:
        self._style = style
        self._pictures = pictures
        self._outline: list[Entry] = []

    def blocks(self, document: Document) -> list[Told]:
        """All blocks of ``document``, in order."""
        self._outline = outline(document)
        return self._all(document.blocks)

    def _all(self, blocks: Sequence[Block]) -> list[Told]:
        """A signature goes with the block before it, for it may not stand alone on a page."""
        told: list[Told] = []
        for block in blocks:
            this = self._block(block)
            if isinstance(block, Signature) and told and _has_text(told[-1]):
                told[-1]["signature"] = this
            elif isinstance(block, Signature) and told:
                told[-1]["kept"] = True
                told.append(this)
            else:
                told.append(this)
        return told

    def _block(self, block: Block) -> Told:
        match block:
            case RedHead():
                return _red_head(block, issuer_size(block.issuer, self._style))
            case Title():
                return {"kind": "paragraph", "role": "title", "runs": runs(block.runs)}
            case Contents():
                return self._contents(block)
            case Heading():
                return self._heading(block)
            case Paragraph():
                return {"kind": "paragraph", "role": block.role, "runs": runs(block.runs)}
            case List():
                return _list(block)
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case Picture():
                return self._picture(block)
            case Attachments():
                return self._attachments(block)
            case Signature():
                lines = [runs(line) for line in block.lines]
                return {
                    "kind": "signature",
                    "lines": lines,
                    "sealed": is_sealed(block, self._style),
                }
            case Appendix():
                return self._appendix(block)
            case _:
                assert_never(block)

    def _contents(self, block: Contents) -> Told:
        entries = [
            {"role": f"contents_{entry.level}", "text": _clean(entry.text), "place": index}
            for index, entry in enumerate(self._outline)
        ]
        return {"kind": "contents", "label": runs(block.label), "entries": entries}

    def _heading(self, block: Heading) -> Told:
        return {
            "kind": "heading",
            "level": block.level,
            "runs": runs(block.runs),
            "run_in": runs(block.run_in),
            "place": self._place(block),
        }

    def _attachments(self, block: Attachments) -> Told:
        return {
            "kind": "attachments",
            "label": runs(block.label),
            "items": [runs(item) for item in block.items],
            "stops": stops(block, self._style)._asdict(),
            "close": is_close(block),
        }

    def _appendix(self, block: Appendix) -> Told:
        """An appendix with a table that is too wide is turned as a whole, its title with it."""
        blocks = self._all(block.blocks)
        wide = [told for told in blocks if told.get("turned")]
        for told in wide:
            told["turned"] = False
        return {
            "kind": "appendix",
            "label": runs(block.label),
            "place": self._place(block),
            "turned": bool(wide),
            "blocks": blocks,
        }

    def _place(self, block: Heading | Appendix) -> int | None:
        """The entry in the contents that leads to ``block``."""
        return next((i for i, entry in enumerate(self._outline) if entry.block is block), None)

    def _picture(self, block: Picture) -> Told:
        image, most = block.image, self._style.picture
        index = next(i for i, picture in enumerate(self._pictures) if picture is block)
        room = min(most.width * POINTS_PER_MILLIMETRE, text_width(self._style))
        scale = min(
            POINTS_PER_MILLIMETRE / _PIXELS_PER_MILLIMETRE,
            room / image.width,
            most.height * POINTS_PER_MILLIMETRE / image.height,
        )
        return {
            "kind": "picture",
            "file": f"picture-{index}.json",
            "form": "jpg" if image.form == "jpeg" else image.form,
            "width": image.width * scale,
            "height": image.height * scale,
            "caption": runs(block.caption),
            "said": _clean(text_of(block.caption)),
        }

    def _table(self, block: Table) -> Told:
        turned = is_turned(block, self._style)
        return {
            "kind": "table",
            "turned": turned,
            "widths": column_widths(block, self._style, turned=turned),
            "align": block.alignment,
            "header": [runs(cell) for cell in block.header],
            "rows": [[runs(cell) for cell in row] for row in block.rows],
            "broken": any(len(text_of(cell)) > _LONG_ROW for row in block.rows for cell in row),
        }

    def _chart(self, block: Chart) -> Told:
        colors = self._style.chart.colors
        rows = rows_of(block.table)
        scale = scale_of(rows, grouped=block.grouped)
        series = [
            {
                "name": _clean(text_of(name)),
                "color": colors[index % len(colors)],
                "shares": [scale.share(row[index]) for row in rows],
                "figures": [figure(row[index]) for row in rows],
            }
            for index, name in enumerate(block.table.header[1:])
        ]
        return {
            "kind": "chart",
            "grouped": block.grouped,
            "caption": runs(block.caption),
            "categories": [_clean(text_of(row[0])) for row in block.table.rows if row],
            "series": series,
            "totals": [figure(total) for total in totals_of(rows)],
            "ticks": [figure(tick) for tick in scale.ticks()],
            "table": self._table(block.table),
        }


def _has_text(told: Told) -> bool:
    """Whether a block has lines of text, the last of which a signature is to follow."""
    if "signature" in told:
        return False
    match told["kind"]:
        case "heading":
            return bool(told["run_in"])
        case "list":
            return bool(told["items"])
        case kind:
            return bool(kind == "paragraph")


def runs(said: Runs) -> list[Told]:
    """The runs of a paragraph; what they say in pieces, between which a line may end."""
    return [_run(run) for run in said]


def _run(run: Run) -> Told:
    pieces = _pieces(_clean(run.text))
    return {"pieces": pieces, "strong": run.strong, "gap": run.gap, "edit": run.edit}


def _clean(text: str) -> str:
    return _BLANKS.sub(" ", text)


def _pieces(text: str) -> list[str]:
    """``text`` cut where it may be broken besides the usual places."""
    pieces, start = [], 0
    for word in _UNBREAKABLE.finditer(text):
        cuts = range(word.start() + _PIECE, word.end(), _PIECE)
        for cut in cuts:
            pieces.append(text[start:cut])
            start = cut
    return [*pieces, text[start:]]


def _red_head(block: RedHead, size: float) -> Told:
    return {
        "kind": "red_head",
        "size": size,
        "issuer": runs(block.issuer),
        "number": runs(block.number),
        "signer": runs(block.signer),
    }


def _list(block: List) -> Told:
    items = [
        {"mark": f"{index}." if block.ordered else "•", "runs": runs(item)}
        for index, item in enumerate(block.items, start=1)
    ]
    return {"kind": "list", "items": items}
