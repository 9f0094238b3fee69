"""A style file as a style sheet: every length and colour of the page, on screen and on paper.

What does not depend on a style stands in ``page.css``. Lengths are in ``--pt`` and ``--mm``, which
are points and millimetres, and less on narrow screens.
"""

from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import Final

from branchreport.style import ParagraphStyle, Style
from branchreport.writers.heads import LEADING
from branchreport.writers.html.colors import (
    GRAPHICS,
    LARGE,
    SHEET,
    TEXT,
    contrast,
    ink_on,
    on_dark,
)
from branchreport.writers.html.fonts import latin_faces, stack, text
from branchreport.writers.html.markup import number
from branchreport.writers.measures import advance, body_size, looks, pitch, size_of
from branchreport.writers.versions import INKS

_ALIGN: Final = {"left": "start", "center": "center", "right": "end", "both": "justify"}

_PIXELS_PER_MILLIMETRE: Final = 96 / 25.4
_DESK: Final = 48
"""Pixels that are seen of the desk, beside the sheet, before the sheet gives way."""

_ON_TABLETS: Final = 14.4
_ON_TELEPHONES: Final = 12.75
"""Points of the body's type that are read well at their distance; 12.75 are 17 pixels."""


@lru_cache(maxsize=8)
def style_sheet(style: Style) -> str:
    """The style sheet of every page in ``style``."""
    roles = (_role(style, name, looks(style, name)) for name in type(style.paragraphs).model_fields)
    parts = [latin_faces(style), _variables(style), _dark(style), *roles, _fixed()]
    return "\n".join(filter(None, [*parts, _screens(style), _paper(style)]))


@cache
def _fixed() -> str:
    return files(__package__).joinpath("page.css").read_text("utf-8").strip()


def _points(length: float) -> str:
    return f"calc({number(length)} * var(--pt))" if length else "0"


def _millimetres(length: float) -> str:
    return f"calc({number(length)} * var(--mm))" if length else "0"


def _variables(style: Style) -> str:
    """Every number of the style that ``page.css`` speaks of."""
    page, head, sign = style.page, style.red_head, style.signature
    signature = looks(style, "signature")
    lengths = {
        "pt": "1pt",
        "mm": "1mm",
        "page-width": _millimetres(page.width),
        "page-height": _millimetres(page.height),
        "margins": " ".join(map(_millimetres, (page.top, page.right, page.bottom, page.left))),
        "turned-width": _millimetres(page.height - page.top - page.bottom),
        "line": _points(style.grid.line),
        "red-head-top": _millimetres(head.top),
        "issuer-least": "0pt",
        "head-leading": number(LEADING),
        "number-before": _points(head.number_before * style.grid.line),
        "rule-gap": _millimetres(head.rule_gap),
        "rule-width": _points(head.rule_width),
        "rule-color": ink(head.rule_color),
        "title-before": _points(head.title_before * style.grid.line),
        "character": _points(advance(style, looks(style, "document_number"))),
        "marker": "outside" if looks(style, "list_item").hanging else "inside",
        "border-width": _points(style.table.border_width),
        "padding": f"{number(style.table.padding)}mm",
        "sign-right": _points(sign.right * advance(style, signature)),
        "sign-step": _points(sign.step * advance(style, signature)),
        "seal-before": _points(sign.sealed_before * style.grid.line),
        "seal-right": _points(sign.sealed_right * advance(style, signature)),
        "attachments-left": _points(_left(style, looks(style, "attachments"))),
        "table-size": _points(size_of(style, looks(style, "table_cell"))),
        "table-font": stack(style, looks(style, "table_cell")),
        "gap": f"#{style.gap}",
        "gap-ink": f"#{ink_on(style.gap)}",
    }
    return _rule(":root", {f"--{name}": value for name, value in lengths.items()}) + _rule(
        ":root",
        {"--desk": "#E7E6E2", "--sheet": "#FFFFFF", "--faint": "#D9D9D9"}
        | {"--border-color": f"#{style.table.border_color}"}
        | {f"--ink-{color}": f"#{color}" for color in _inks(style)}
        | {f"--{edit}": f"#{color}" for edit, color in INKS.items()}
        | {f"--series-{index}": f"#{color}" for index, color in enumerate(style.chart.colors)},
    )


def _dark(style: Style) -> str:
    """The same colours on a dark screen."""
    colors = (
        {"--desk": "#121315", "--sheet": f"#{SHEET}", "--faint": "#44464B"}
        | {"--border-color": f"#{on_dark(style.table.border_color, GRAPHICS)}"}
        | {f"--ink-{color}": f"#{on_dark(color, TEXT)}" for color in _inks(style)}
        | {f"--{edit}": f"#{on_dark(color, TEXT)}" for edit, color in INKS.items()}
        | {
            f"--series-{index}": f"#{on_dark(color, GRAPHICS)}"
            for index, color in enumerate(style.chart.colors)
        }
    )
    return f"@media screen and (prefers-color-scheme: dark) {{\n{_rule(':root', colors)}}}"


def _inks(style: Style) -> list[str]:
    roles = (role.color for _, role in style.paragraphs if role is not None)
    return list(dict.fromkeys(chain(roles, ("000000", style.red_head.rule_color))))


def ink(color: str) -> str:
    """``color`` as it is on paper, or as it becomes on a dark screen."""
    return f"var(--ink-{color})"


def _role(style: Style, name: str, role: ParagraphStyle) -> str:
    """The rules of a role; a heading's letters are also those of a lead that runs in."""
    letters = {
        "font-family": stack(style, role),
        "font-size": _points(size_of(style, role)),
        "font-weight": "bold" if role.bold else "normal",
        "letter-spacing": _points(pitch(style, size_of(style, role))),
        "color": ink(role.color),
    }
    character = advance(style, role)
    hanging = 0 if name == "list_item" else role.hanging  # its mark hangs by itself
    first_line = -hanging if role.hanging else role.first_line
    block = {
        "line-height": _line_height(style, role),
        "text-align": _ALIGN[role.align],
        "text-indent": _points(first_line * character),
        "margin": f"{_points(role.before * style.grid.line)} 0 0 {_points(role.left * character)}",
        "padding": f"0 0 {_points(role.after * style.grid.line)}",
    }
    if not name.startswith("heading_"):
        return _rule(f".{name}", letters | block)
    return _rule(f".{name}, .{name.replace('heading', 'lead')}", letters) + _rule(f".{name}", block)


def _line_height(style: Style, role: ParagraphStyle) -> str:
    """The grid's line, or the role's own; where the grid is not locked, a line is never too low."""
    if style.grid.locked and role.line is None:
        return _points(style.grid.line)
    return f"max({_points(role.line or style.grid.line)}, 1.2em)"


def _left(style: Style, role: ParagraphStyle) -> float:
    """Where the first line of a role begins, in points."""
    return (role.left - role.hanging + role.first_line) * advance(style, role)


def _turned_margins(style: Style) -> tuple[float, float, float, float]:
    """The margins of a turned page: its head is at the left of the upright one (9704, 8)."""
    page = style.page
    return page.left, page.top, page.right, page.bottom


def _screens(style: Style) -> str:
    """Where a turned sheet has room, and where the sheet gives way to the screen."""
    page = style.page
    turned = round(page.height * _PIXELS_PER_MILLIMETRE) + _DESK
    widest = round(page.width * _PIXELS_PER_MILLIMETRE) + _DESK
    sheet = {
        "width": "var(--page-height)",
        "min-height": "var(--page-width)",
        "padding": " ".join(map(_millimetres, _turned_margins(style))),
    }
    return (
        _large_issuer(style)
        + f"@media screen and (min-width: {turned}px) {{\n"
        + _rule(".sheet.turned", sheet)
        + f"}}\n@media screen and (max-width: {widest}px) {{\n"
        + _rule(":root", {"--pt": _scaled(style, _ON_TABLETS, 1), "--mm": "0.5mm"})
        + _rule(".sheet", {"width": "auto", "min-height": "0", "margin": "0",
                           "padding": "clamp(1.5rem, 8vw, 6rem) clamp(1.1rem, 7vw, 6rem)"})
        + _rule(".sheet + .sheet", {"margin-top": "12px"})
        + _rule(".scroll > table, .scroll.turned > table", {"min-width": "var(--comfortable)"})
        + _rule(".chart svg", {"min-width": "32rem"})
        + "}\n@media screen and (max-width: 480px) {\n"
        + _rule(":root", {"--pt": _scaled(style, _ON_TELEPHONES, 1.25), "--mm": "0.3mm"})
        + "}"
    )  # fmt: skip


def _large_issuer(style: Style) -> str:
    """On screens red on white is read in large type only: a long name breaks there instead."""
    if contrast(looks(style, "issuer").color, "FFFFFF") >= TEXT:
        return ""
    return f"@media screen {{\n{_rule(':root', {'--issuer-least': f'{LARGE}pt'})}}}\n"


def _scaled(style: Style, wanted: float, most: float) -> str:
    """What a point becomes where the body is to have ``wanted`` points."""
    return f"{number(min(wanted / body_size(style), most))}pt"


def _paper(style: Style) -> str:
    """The pages of a printed document, with their numbers."""
    page = style.page
    width, height = f"{number(page.width)}mm", f"{number(page.height)}mm"
    upright = (page.top, page.right, page.bottom, page.left)
    return "\n".join(
        [
            f"@page {{ size: {width} {height}; margin: {_sides(upright)}; }}",
            f"@page turned {{ size: {height} {width}; margin: {_sides(_turned_margins(style))}; }}",
            *_page_numbers(style),
        ]
    )


def _sides(lengths: tuple[float, ...]) -> str:
    return " ".join(f"{number(length)}mm" for length in lengths)


def _page_numbers(style: Style) -> list[str]:
    """The number of each page; on a turned one it stays where the upright page has it."""
    match style.page_number.place:
        case "none":
            return []
        case "center":
            return [
                _page_number(style, "", "bottom-center", "center"),
                _page_number(style, "turned", "bottom-center", None),
                _page_number(style, "turned", "left-middle", "center"),
            ]
    return [
        _page_number(style, ":right", "bottom-right", "end"),
        _page_number(style, ":left", "bottom-left", "start"),
        _page_number(style, "turned:right", "bottom-right", None),
        _page_number(style, "turned:right", "left-bottom", "end"),
        _page_number(style, "turned:left", "bottom-left", None),
        _page_number(style, "turned:left", "left-top", "start"),
    ]


def _page_number(style: Style, pages: str, box: str, align: str | None) -> str:
    """The number in a margin ``box`` of ``pages``; none where ``align`` is None.

    In the margin on the left it is written downwards, as it reads on a page turned upright.
    """
    page_number = style.page_number
    if align is None:
        return f"@page {pages} {{ @{box} {{ content: none; }} }}"
    before, _, after = page_number.form.partition("{}")
    line = page_number.line or page_number.size * 1.2
    gap = max(style.page.bottom - style.page.footer - line * 25.4 / 72, 0)
    sideways = box.startswith("left")
    inset = f"{number(page_number.indent * page_number.size)}pt"
    edges = {"start": "top", "end": "bottom"} if sideways else {"start": "left", "end": "right"}
    declarations: dict[str, str | None] = {
        "content": f"{text(before)} counter(page) {text(after)}",
        "font-family": stack(style, ParagraphStyle(font=page_number.font)),
        "font-size": f"{number(page_number.size)}pt",
        "line-height": f"{number(line)}pt",
        "text-align": align,
        "vertical-align": "top",
        "writing-mode": "vertical-rl" if sideways else None,
        f"padding-{'right' if sideways else 'top'}": f"{number(gap)}mm",
    }
    if align in edges:
        declarations[f"padding-{edges[align]}"] = inset
    said = "; ".join(f"{name}: {value}" for name, value in declarations.items() if value)
    return f"@page {pages} {{ @{box} {{ {said}; }} }}"


def _rule(selector: str, declarations: dict[str, str]) -> str:
    said = "".join(f"  {name}: {value};\n" for name, value in declarations.items())
    return f"{selector} {{\n{said}}}\n"
