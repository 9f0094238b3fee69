"""The tags in the paragraphs of a Word file: found, made whole, and put as Jinja reads them.

Word cuts a tag into runs, makes curly quotation marks of straight ones, and Chinese keyboards write
full-width braces. What is plainly meant is put right, all else is said with its place.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from branchreport.compose import wide_tags
from branchreport.compose.word.package import W, WordFault
from branchreport.language import _

_OPENING: Final = re.compile(r"\{[{%#]")
_CLOSING: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_LEFT_OPEN: Final = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_PREFIX: Final = re.compile(r"(\{%)-?\s*(tr|tc|p|r)\s+(?=\S)")
_NAMED_LIKE_ONE: Final = re.compile(r"\{\{(?=(?:tr|tc|p|r)\b)")
_PRINTED_AWAY: Final = re.compile(
    r"\{\{-?\s*(tr|tc|p|r)\s+(?!(?:if|in|is|and|or|not|else)\b)(?=[\w\"'])"
)
"""What docxtpl prints formatted text with, in place of a whole row, cell, paragraph or run."""
_COMMAND: Final = re.compile(r"\{%(?:tr|tc|p|r)?\s*(\w*)")

_DOUBLE: Final = '"“”＂'
_SINGLE: Final = "'‘’＇"
_AFTER_TEXT: Final = re.compile(r"\s*(?:[\])}|,:=!~+\-.<>%]|$|(?:in|is|if|else|and|or|not)\b)")
"""What may follow a text in an expression, so that a quotation mark before it ends the text."""

_BLANKS: Final = re.compile("[\u00a0\u3000\u200b\ufeff\t\n]")
"""What Word and keyboards put where a blank is meant."""

_OPENS: Final = {"for": "endfor", "if": "endif", "macro": "endmacro", "call": "endcall",
                 "filter": "endfilter", "with": "endwith", "block": "endblock"}  # fmt: skip
_BETWEEN: Final = {"else": ("if", "for"), "elif": ("if",)}
_NOT_HERE: Final = ("include", "import", "from", "extends", "raw")
_HOLDERS: Final = {"p": "p", "tr": "tr", "tc": "tc", "r": "r"}


@dataclass(frozen=True)
class Spot:
    """Where in a Word file a paragraph is, and what it says as it was written."""

    file: Path
    """The file, with the name of the part where that is not the text itself."""
    number: int
    """Of the paragraph in its part, from 1."""
    text: str
    at: str = ""
    """The table and cell, or the like, that it is in."""

    def fault(self, message: str, help_text: str, words: str = "") -> WordFault:
        """A fault here."""
        return WordFault(
            message, help_text, self.file, self.number, words=words, text=self.text, at=self.at
        )


@dataclass
class Tag:
    """A tag as Jinja reads it; ``written`` is how it stood there."""

    text: str
    written: str
    spot: Spot
    path: tuple[str, ...]
    """The elements that it is in, the outermost first; for ``{%tr`` those around its row."""

    @property
    def command(self) -> str:
        """The word after ``{%``; empty for what is printed."""
        match = _COMMAND.match(self.text)
        return match[1] if match else ""

    def fault(self, message: str, help_text: str) -> WordFault:
        """A fault of this tag."""
        return self.spot.fault(message, help_text, self.written)


@dataclass
class Part:
    """A part of a Word file that holds text: its XML, with every tag in one piece."""

    name: str
    tree: Any
    tags: list[Tag] = field(default_factory=list)
    faults: list[WordFault] = field(default_factory=list)


def read(name: str, tree: Any, file: Path) -> Part:
    """Find every tag of the part ``name``, and put each into one run with its number."""
    part, cells = Part(name, tree), None
    for number, paragraph in enumerate(tree.iter(f"{W}p"), start=1):
        pieces = list(_pieces(paragraph))
        text = "".join(piece.text or "" for piece in pieces)
        if any(mark in text for mark in "{}｛｝"):
            cells = cells or _Cells(tree)
            spot = Spot(file, number, text, _place(paragraph, cells))
            _read_paragraph(part, pieces, spot)
    part.faults += _nesting(part.tags)
    return part


def _pieces(paragraph: Any) -> Iterator[Any]:
    """The texts of ``paragraph`` itself, not those of text boxes in it."""
    for piece in paragraph.iter(f"{W}t"):
        if next(piece.iterancestors(f"{W}p")) is paragraph:
            yield piece


class _Cells:
    """The numbers of tables, of rows in each and of cells in each, all from 1."""

    def __init__(self, tree: Any) -> None:
        self._tables = _numbers_of([tree.getroottree().getroot().iter(f"{W}tbl")])
        self._rows = _numbers_of(table.iterchildren(f"{W}tr") for table in self._tables)
        self._cells = _numbers_of(row.iterchildren(f"{W}tc") for row in tree.iter(f"{W}tr"))

    def place(self, cell: Any) -> str:
        """Where ``cell`` is; what stands in a control of its own counts as the first."""
        row = next(cell.iterancestors(f"{W}tr"))
        table = next(row.iterancestors(f"{W}tbl"))
        return _("table {table}, row {row}, cell {cell}").format(
            table=self._tables[table], row=self._rows.get(row, 1), cell=self._cells.get(cell, 1)
        )


def _numbers_of(groups: Iterable[Iterable[Any]]) -> dict[Any, int]:
    return {each: number for group in groups for number, each in enumerate(group, start=1)}


def _place(paragraph: Any, cells: _Cells) -> str:
    """The cell or text box that ``paragraph`` is in."""
    said = []
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is not None:
        said.append(cells.place(cell))
    if next(paragraph.iterancestors(f"{W}txbxContent"), None) is not None:
        said.append(_("text box"))
    return _(", ").join(said)


def _tags(text: str) -> Iterator[tuple[int, int]]:
    """Where each tag in ``text`` begins and ends; what is not closed is looked for only once."""
    at, open_ = 0, set()
    while begin := _OPENING.search(text, at):
        at = begin.start() + 1
        if begin[0] in open_:
            continue
        end = text.find(_CLOSING[begin[0]], begin.end())
        if end < 0:
            open_.add(begin[0])
        else:
            at = end + 2
            yield begin.start(), at


def _read_paragraph(part: Part, pieces: list[Any], spot: Spot) -> None:
    found = list(_tags(spot.text))
    ends = [0, *(end for _start, end in found)]
    starts = [*(start for start, _end in found), len(spot.text)]
    outside = "".join(spot.text[end:start] for end, start in zip(ends, starts, strict=True))
    part.faults += _left_open(outside, spot)
    shift = 0
    for first, last in found:
        written = spot.text[first:last]
        text = _put_right(written)
        if away := _PRINTED_AWAY.match(text):
            text = f"{{{{ {text[away.end() :]}"
        holder, path = _path(pieces, first + shift, text)
        tag = Tag(text, written, spot, path)
        part.faults += [_printed_away(tag, away[1])] if away else []
        if holder is not None and (wrong := _not_alone(tag, holder)):
            part.faults.append(wrong)
        put = _numbered(text, len(part.tags))
        _replace(pieces, first + shift, last + shift, put)
        shift += len(put) - len(written)
        part.tags.append(tag)


NUMBER: Final = re.compile(r"\n[ \t]*\n(?=[%}#])")
"""The number of a tag, in its end: blanks and tabs for the digits of a binary number, which mean
nothing to Jinja, between line breaks."""


def number(index: int) -> str:
    """``index`` as it stands in a tag."""
    return "\n" + f"{index:b}".replace("0", " ").replace("1", "\t") + "\n"


def number_of(written: str) -> int:
    """The index that `number` wrote."""
    return int(written.strip("\n").replace(" ", "0").replace("\t", "1") or "0", 2)


def _numbered(tag: str, index: int) -> str:
    if tag.startswith("{#"):
        return tag
    return f"{tag[:-2].rstrip()} {number(index)}{tag[-2:]}"


def _left_open(outside: str, spot: Spot) -> Iterator[WordFault]:
    """What looks like a tag, and is none: full-width braces, or only one end of it."""
    for wide in wide_tags.wide_tags(outside):
        yield spot.fault(wide.message, wide.help, wide.written)
    for match in _LEFT_OPEN.finditer(wide_tags.without(outside)):
        message = _("“{mark}” has no other end in this paragraph").format(mark=match[0])
        help_text = _("a tag begins and ends in one paragraph, as {{ report.branch }}")
        yield spot.fault(message, help_text, match[0])


def _put_right(tag: str) -> str:
    """``tag`` with straight quotation marks, ordinary blanks, and ``{%tr`` in one word."""
    inside = _BLANKS.sub(" ", tag[2:-2])
    text = f"{tag[:2]}{''.join(_straight(inside))}{tag[-2:]}"
    if tag.startswith("{{"):
        return _NAMED_LIKE_ONE.sub("{{ ", text)  # docxtpl would take it for a prefix
    return _PREFIX.sub(r"\1\2 ", text) if tag.startswith("{%") else text


def _straight(code: str) -> Iterator[str]:
    """``code`` in pieces, each text in it between straight marks and otherwise as it was.

    A text that was put between curly marks may hold some itself: it ends with the one after which
    an expression can go on.
    """
    at = 0
    while at < len(code):
        marks = next((marks for marks in (_DOUBLE, _SINGLE) if code[at] in marks), "")
        if not marks:
            yield code[at]
            at += 1
            continue
        end = _end_of_text(code, at, marks)
        if end is None:
            yield code[at:]
            return
        held = code[at + 1 : end]
        if code[at] == code[end] == marks[0]:
            yield code[at : end + 1]
        else:
            yield '"' + held.replace("\\", "\\\\").replace('"', '\\"') + '"'
        at = end + 1


def _end_of_text(code: str, start: int, marks: str) -> int | None:
    if code[start] == marks[0]:  # straight: the next one that is no escaped one
        found = re.compile(rf"(?:\\.|[^\\{marks[0]}])*{marks[0]}").match(code, start + 1)
        return found.end() - 1 if found else None
    ends = (at for at in range(start + 1, len(code)) if code[at] in marks)
    return next((at for at in ends if _AFTER_TEXT.match(code, at + 1)), None)


def _path(pieces: list[Any], start: int, tag: str) -> tuple[Any, tuple[str, ...]]:
    """What a tag with a prefix takes out of the document, and the elements around the tag."""
    piece = _at(pieces, start)[0]
    prefix = re.match(r"\{[%{](tr|tc|p|r) ", tag)
    holder = next(piece.iterancestors(f"{W}{_HOLDERS[prefix[1]]}"), None) if prefix else None
    inner = piece if holder is None else holder
    around = [each.tag.rpartition("}")[2] for each in inner.iterancestors()]
    return holder, tuple(reversed(around))


def _at(pieces: list[Any], position: int) -> tuple[Any, int]:
    """The piece that holds the character at ``position`` of the paragraph, and where in it."""
    for piece in pieces:
        length = len(piece.text or "")
        if position < length:
            return piece, position
        position -= length
    raise IndexError(position)


def _replace(pieces: list[Any], start: int, end: int, text: str) -> None:
    """Put ``text`` in place of what stands from ``start`` to ``end``, into its first piece."""
    at = 0
    for piece in pieces:
        held = piece.text or ""
        first, last = max(start - at, 0), min(end - at, len(held))
        at += len(held)
        if first < last:
            piece.text = held[:first] + text + held[last:]
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            text = ""


def _not_alone(tag: Tag, holder: Any) -> WordFault | None:
    """That something stands beside a tag which takes its row, cell, paragraph or run away."""
    said = "".join(piece.text or "" for piece in holder.iter(f"{W}t"))
    beside = said.replace(tag.written, "", 1).strip()
    if not beside:
        return None
    thing = _thing(tag.text[2:4].strip())
    message = _("“{tag}” takes its whole {thing} away, and “{words}” with it").format(
        tag=tag.written, thing=thing, words=NUMBER.sub("", beside)[:20]
    )
    return tag.fault(message, _("put it into a {thing} of its own").format(thing=thing))


def _thing(prefix: str) -> str:
    """What a tag with ``prefix`` takes away, by its name."""
    return {"tr": _("row"), "tc": _("cell"), "p": _("paragraph"), "r": _("run")}[prefix]


def _printed_away(tag: Tag, prefix: str) -> WordFault:
    """That ``tag`` was to print something in place of its row, cell, paragraph or run."""
    message = _("“{tag}” would print a whole {thing}, and a value is text only")
    help_text = _("write it without “{prefix}”: {put}").format(prefix=prefix, put=tag.text)
    return tag.fault(message.format(tag=tag.written, thing=_thing(prefix)), help_text)


def _nesting(tags: list[Tag]) -> Iterator[WordFault]:
    """Every loop and condition that is not closed, or not where it was opened."""
    opened: list[Tag] = []
    for tag in tags:
        command = tag.command
        if re.match(r"\{%-|.*-%\}$", tag.text, re.DOTALL):
            message = _("“-” has no place in a tag of a Word template")
            yield tag.fault(message, _("take it out; {%p … %} takes its paragraph away"))
        elif command in _NOT_HERE:
            message = _("“{name}” has no place in a Word template").format(name=command)
            yield tag.fault(message, _("write what it would bring here"))
        elif command in _OPENS:
            opened.append(tag)
        elif command in _BETWEEN or command in _OPENS.values():
            yield from _closes(tag, opened)
    for tag in opened:
        end = f"{{% {_OPENS[tag.command]} %}}"
        message = _("“{name}” is not closed").format(name=tag.command)
        yield tag.fault(message, _("close it with {tags}").format(tags=end))


def _closes(tag: Tag, opened: list[Tag]) -> Iterator[WordFault]:
    wanted = _BETWEEN.get(tag.command) or [
        name for name, end in _OPENS.items() if end == tag.command
    ]
    if not opened or opened[-1].command not in wanted:
        message = _("“{name}” has no place here").format(name=tag.command)
        help_text = _("close with {tags} first").format(
            tags=f"{{% {_OPENS[opened[-1].command]} %}}" if opened else ""
        )
        yield tag.fault(message, help_text if opened else _("open it before, or take it out"))
        return
    opening = opened[-1] if tag.command in _BETWEEN else opened.pop()
    if opening.path != tag.path:
        message = _("“{tag}” does not end where it begins, paragraph {number}: “{start}”")
        help_text = _(
            "put both into paragraphs, or into rows of one table, of their own: {%p … %}, {%tr … %}"
        )
        yield tag.fault(
            message.format(tag=tag.written, number=opening.spot.number, start=opening.written),
            help_text,
        )
