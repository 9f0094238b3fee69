"""What the numbers of a style get wrong together, though each is sound by itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from branchreport.language import _
from branchreport.places import Atlas, Location
from branchreport.style import OfficeStyle, Paragraphs, ParagraphStyle, Style

_MILLIMETRES: Final = 25.4 / 72
"""Of a point."""

_FEWEST: Final = 4
"""Characters of a line that is still one: an ordinal, a mark, and what hangs at the edge."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is wrong, what to do, and the numbers that have part in it, the likeliest first."""

    message: str
    help: str
    locations: tuple[Location, ...]

    def written_in(self, places: Atlas) -> Location:
        """The first of the numbers that a file itself gives, or else what would hold it."""
        given = (each for each in self.locations if places.key(each) != places.value(each[:-1]))
        return next(given, self.locations[0])


@dataclass(frozen=True, slots=True)
class _Room:
    """What a style leaves for text; millimetres, points and characters as their fields say."""

    style: Style

    @property
    def width(self) -> float:
        """Of the type area, in millimetres."""
        page = self.style.page
        return page.width - page.left - page.right

    @property
    def height(self) -> float:
        """Of the type area, in millimetres."""
        page = self.style.page
        return page.height - page.top - page.bottom

    @property
    def size(self) -> float:
        """Of the body's type, in points."""
        return self.style.paragraphs.body.size or 12

    def characters(self, look: ParagraphStyle) -> float:
        """How many characters of a role a line holds."""
        size = look.size or self.size
        pitch = self.style.grid.character if size == self.size else 0
        return self.width / ((size + pitch) * _MILLIMETRES)


def contradictions(style: Style) -> Iterator[Contradiction]:
    """Every contradiction in ``style``; where there is no type area, nothing else is said.

    Word makes room for what reaches into the text, so of a Word file nothing else is said either.
    """
    room = _Room(style)
    found = list(_page(room))
    yield from found
    if not found and not isinstance(style, OfficeStyle):
        for check in _CHECKS:
            yield from check(room)


def _page(room: _Room) -> Iterator[Contradiction]:
    style, page = room.style, room.style.page
    if room.size + style.grid.character <= room.size / 2:
        yield Contradiction(
            _("“character” sets the characters of the body one over another"),
            _("write more than {number}").format(number=_said(-room.size / 2)),
            (("grid", "character"), ("paragraphs", "body", "size")),
        )
    elif room.characters(style.paragraphs.body) < _FEWEST:
        yield Contradiction(
            _("the margins leave {width} mm of {whole} mm for a line").format(
                width=_said(max(room.width, 0)), whole=_said(page.width)
            ),
            _("make “left” and “right” smaller, so that a line holds some characters"),
            (("page", "left"), ("page", "right"), ("page", "width")),
        )
    if room.height < style.grid.line * _MILLIMETRES:
        yield Contradiction(
            _("the margins leave {height} mm of {whole} mm, where a line takes {line} mm").format(
                height=_said(max(room.height, 0)),
                whole=_said(page.height),
                line=_said(style.grid.line * _MILLIMETRES),
            ),
            _("make “top” and “bottom” or the “line” of the grid smaller"),
            (("page", "top"), ("page", "bottom"), ("grid", "line"), ("page", "height")),
        )


def _lines(room: _Room) -> Iterator[Contradiction]:
    """Type that is cut off, and lines that no page holds."""
    grid = room.style.grid
    for role, look in _roles(room.style):
        size = look.size or room.size
        own_line = look.line is not None or role == "issuer"  # whose line is as high as its type
        if grid.locked and not own_line and size > grid.line:
            yield Contradiction(
                _("type of {size} pt is cut off in a line of {line} pt").format(
                    size=_said(size), line=_said(grid.line)
                ),
                _("write a smaller size, or give the role a “line” of its own"),
                (("paragraphs", role, "size"), ("paragraphs", "body", "size"), ("grid", "line")),
            )
        if max(look.line or 0, size) * _MILLIMETRES > room.height:
            yield Contradiction(
                _("no page holds a line of {line} pt").format(
                    line=_said(max(look.line or 0, size))
                ),
                _("write at most {number}").format(number=_said(room.height / _MILLIMETRES)),
                (("paragraphs", role, "line"), ("paragraphs", role, "size")),
            )


def _indents(room: _Room) -> Iterator[Contradiction]:
    for role, look in _roles(room.style):
        line = room.characters(look)
        if look.hanging and look.first_line:
            yield Contradiction(
                _("a first line cannot be indented and hang out"),
                _("write 0 for one of “first_line” and “hanging”"),
                (("paragraphs", role, "first_line"), ("paragraphs", role, "hanging")),
            )
        elif look.hanging > look.left:
            yield Contradiction(
                _("the first line begins outside of the type area"),
                _("write at least {number} for “left”").format(number=_said(look.hanging)),
                (("paragraphs", role, "hanging"), ("paragraphs", role, "left")),
            )
        elif look.left + look.first_line + _FEWEST > line:
            yield Contradiction(
                _("the indents leave no line: it holds {number} characters").format(
                    number=_said(line)
                ),
                _("write less for “left” or “first_line”"),
                (("paragraphs", role, "left"), ("paragraphs", role, "first_line")),
            )


def _margins(room: _Room) -> Iterator[Contradiction]:
    """What stands in the margins, and reaches into the text."""
    page, number = room.style.page, room.style.page_number
    line = (number.line or number.size * 1.2) * _MILLIMETRES
    if number.place != "none" and page.footer + line > page.bottom:
        yield Contradiction(
            _("the page number reaches {number} mm into the text").format(
                number=_said(page.footer + line - page.bottom)
            ),
            _("write at most {number} for “footer”").format(
                number=_said(max(page.bottom - line, 0))
            ),
            (("page", "footer"), ("page", "bottom"), ("page_number", "line")),
        )
    if "header" in page.model_fields_set and page.header >= page.top:
        yield Contradiction(
            _("what stands above the text begins {number} mm below its edge").format(
                number=_said(page.header - page.top)
            ),
            _("write less than {number} for “header”").format(number=_said(page.top)),
            (("page", "header"), ("page", "top")),
        )


def _page_number(room: _Room) -> Iterator[Contradiction]:
    number = room.style.page_number
    if number.place == "none":
        return
    if number.form.count("{}") != 1:
        yield Contradiction(
            _("“{form}” does not say once where the number stands").format(form=number.form),
            _("write “{}” in its place"),
            (("page_number", "form"),),
        )
    if number.indent * number.size * _MILLIMETRES > room.width / 2:
        yield Contradiction(
            _("the page number is indented by more than half a line"),
            _("write less for “indent”"),
            (("page_number", "indent"),),
        )


def _places(room: _Room) -> Iterator[Contradiction]:
    """What is to stand where no page has room for it."""
    style = room.style
    line = room.characters(style.paragraphs.signature or style.paragraphs.body)
    widest = line - _FEWEST
    for key in ("right", "step", "sealed_right"):
        if getattr(style.signature, key) > widest:
            yield Contradiction(
                _("“{key}” leaves no room: a line holds {number} characters").format(
                    key=key, number=_said(line)
                ),
                _("write at most {number}").format(number=_said(max(widest, 0))),
                (("signature", key),),
            )
    limits = (
        (("red_head", "top"), style.red_head, room.height),
        (("picture", "width"), style.picture, room.width),
        (("picture", "height"), style.picture, room.height),
        (("chart", "height"), style.chart, room.height),
        (("table", "padding"), style.table, room.width / 4),
    )
    for location, holder, most in limits:
        key = location[-1]
        if key in holder.model_fields_set and getattr(holder, key) > most:
            yield Contradiction(
                _("“{key}” is larger than the type area allows").format(key=key),
                _("write at most {number}").format(number=_said(most)),
                (location,),
            )


def _substitutes(room: _Room) -> Iterator[Contradiction]:
    seen: set[str] = set()
    for index, each in enumerate(room.style.substitutes):
        if each.font == each.by or each.font in seen:
            yield Contradiction(
                _("“{font}” cannot stand in for itself").format(font=each.font)
                if each.font == each.by
                else _("“{font}” has two substitutes").format(font=each.font),
                _("keep one line for each font, with the name of another"),
                (("substitutes", index, "font"),),
            )
        seen.add(each.font)


_CHECKS: Final[tuple[Callable[[_Room], Iterator[Contradiction]], ...]] = (
    _lines,
    _indents,
    _margins,
    _page_number,
    _places,
    _substitutes,
)


def _roles(style: Style) -> Iterator[tuple[str, ParagraphStyle]]:
    """Every role that the style says something of."""
    for role in Paragraphs.model_fields:
        look = getattr(style.paragraphs, role)
        if look is not None:
            yield role, look


def _said(number: float) -> str:
    """``number`` as people write it, to two decimals."""
    return f"{round(number, 2):g}"
