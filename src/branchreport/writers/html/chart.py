"""A chart as SVG: columns, stacked or in groups, drawn from the table that stands beside them."""

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from branchreport.document import Chart, text_of
from branchreport.style import Style
from branchreport.typography import full_width_length
from branchreport.writers.html.markup import element, number, words
from branchreport.writers.scales import Rows, Scale, figure, rows_of, scale_of

_POINTS_PER_MILLIMETRE: Final = 72 / 25.4
_SIZE: Final = 10.5
"""Points of the letters, as in most tables."""

_LONGEST: Final = 12
"""Full-width characters of a category that are shown; the whole of it is in the table."""

_TILT: Final = 40
"""Degrees by which categories are turned where they are too wide for their columns."""


class _Plot(NamedTuple):
    """Where the columns stand, in points, and what they are measured by."""

    left: float
    top: float
    width: float
    height: float
    scale: Scale

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def slot(self, categories: int) -> float:
        """The width that one of so many categories has."""
        return self.width / max(categories, 1)

    def rise(self, value: Decimal) -> float:
        """How high a column of ``value`` is."""
        return self.scale.share(value) * self.height


class _Data(NamedTuple):
    """The table of a chart as categories, names of series, and values."""

    categories: tuple[str, ...]
    series: tuple[str, ...]
    values: Rows


def drawing(chart: Chart, style: Style, name: str, *, chinese: bool) -> str:
    """The SVG of ``chart``; ``name`` is the beginning of the ids within it."""
    data = _data(chart)
    page = style.page
    width = (page.width - page.left - page.right) * _POINTS_PER_MILLIMETRE
    height = style.chart.height * _POINTS_PER_MILLIMETRE
    legend, below = list(_legend(data, width, len(style.chart.colors))), _room_below(data, width)
    scale = scale_of(data.values, grouped=chart.grouped)
    left = max(_wide(figure(tick)) for tick in scale.ticks()) + _SIZE
    top = _SIZE * (2 + 1.6 * len(legend))
    plot = _Plot(left, top, max(width - left, 1), max(height - top - below, _SIZE), scale)
    columns = _groups if chart.grouped else _columns
    drawn = [
        element("title", words(text_of(chart.caption)), id=f"{name}-title"),
        element("desc", words(_told(data, chinese=chinese)), id=f"{name}-desc"),
        *(line for line in legend),
        *_grid(plot),
        *columns(plot, data, len(style.chart.colors), chinese=chinese),
        *_categories(plot, data),
    ]
    return (
        f'<svg role="img" aria-labelledby="{name}-title" aria-describedby="{name}-desc" '
        f'viewBox="0 0 {number(width)} {number(plot.bottom + below)}" '
        f'font-size="{number(_SIZE)}">{"".join(drawn)}</svg>'
    )


def _data(chart: Chart) -> _Data:
    table = chart.table
    return _Data(
        tuple(text_of(row[0]) for row in table.rows if row),
        tuple(text_of(cell) for cell in table.header[1:]),
        rows_of(table),
    )


def _wide(words: str) -> float:
    """The width of ``words``, in points; letters and digits are a little wider than half."""
    return full_width_length(words) * _SIZE * 1.08


def _legend(data: _Data, width: float, colors: int) -> Iterator[str]:
    """The names of the series with their colours, in centred rows."""
    rows: list[list[int]] = [[]]
    taken = 0.0
    for index, name in enumerate(data.series):
        needed = _wide(name) + 3.5 * _SIZE
        if rows[-1] and taken + needed > width:
            rows.append([])
            taken = 0
        rows[-1].append(index)
        taken += needed
    for line, row in enumerate(rows):
        at = (width - sum(_wide(data.series[index]) + 3.5 * _SIZE for index in row) + _SIZE) / 2
        drawn = ""
        for index in row:
            drawn += _swatch(max(at, 0), _SIZE * (0.2 + 1.6 * line), index % colors)
            drawn += _text(max(at, 0) + 1.4 * _SIZE, _SIZE * (1.1 + 1.6 * line), data.series[index])
            at += _wide(data.series[index]) + 3.5 * _SIZE
        yield element("g", drawn, class_="legend")


def _swatch(x: float, y: float, color: int) -> str:
    side = number(_SIZE)
    return element("rect", x=number(x), y=number(y), width=side, height=side, style=_fill(color))


def _fill(color: int) -> str:
    return f"fill:var(--series-{color})"


def _text(x: float, y: float, said: str, anchor: str = "start", **more: str) -> str:
    return element("text", words(said), x=number(x), y=number(y), text_anchor=anchor, **more)


def _grid(plot: _Plot) -> Iterator[str]:
    """Lines across the plot, and the number of each."""
    right = number(plot.left + plot.width)
    for tick in plot.scale.ticks():
        y = plot.bottom - plot.rise(tick)
        yield element(
            "line", x1=number(plot.left), x2=right, y1=number(y), y2=number(y),
            class_="grid" if tick else "axis",
        )  # fmt: skip
        yield _text(plot.left - _SIZE / 2, y + _SIZE * 0.35, figure(tick), "end", class_="tick")


def _columns(plot: _Plot, data: _Data, colors: int, *, chinese: bool) -> Iterator[str]:
    """A column for each category, its total above it; a part says what it is when pointed at."""
    slot = plot.slot(len(data.categories))
    width = min(slot * 0.6, 3.2 * _SIZE)
    for place, (category, row) in enumerate(zip(data.categories, data.values, strict=True)):
        middle, y = plot.left + slot * (place + 0.5), plot.bottom
        for index, (series, value) in enumerate(zip(data.series, row, strict=True)):
            if not value:
                continue
            height = plot.rise(value)
            y -= height
            said = _said(category, series, value, chinese=chinese)
            yield _bar(said, middle - width / 2, y, width, height, index % colors)
        if total := sum(row, Decimal()):
            yield _text(middle, y - _SIZE * 0.35, figure(total), "middle", class_="total")


def _groups(plot: _Plot, data: _Data, colors: int, *, chinese: bool) -> Iterator[str]:
    """A column for each series, side by side; its number above it, if there is room for all."""
    slot = plot.slot(len(data.categories))
    width = min(slot * 0.8 / max(len(data.series), 1), 2.4 * _SIZE)
    fit = all(_wide(figure(value)) <= width for row in data.values for value in row)
    for place, (category, row) in enumerate(zip(data.categories, data.values, strict=True)):
        left = plot.left + slot * (place + 0.5) - width * len(data.series) / 2
        for index, (series, value) in enumerate(zip(data.series, row, strict=True)):
            if not value:
                continue
            x, height = left + width * index, plot.rise(value)
            said = _said(category, series, value, chinese=chinese)
            yield _bar(said, x, plot.bottom - height, width, height, index % colors)
            if fit:
                y = plot.bottom - height - _SIZE * 0.35
                yield _text(x + width / 2, y, figure(value), "middle", class_="total")


def _said(category: str, series: str, value: Decimal, *, chinese: bool) -> str:
    """What a part of a chart says when it is pointed at."""
    return f"{category} {series}{'：' if chinese else ': '}{figure(value)}"


def _bar(said: str, x: float, y: float, width: float, height: float, color: int) -> str:
    return element(
        "rect", element("title", words(said)), x=number(x), y=number(y), width=number(width),
        height=number(height), class_="bar", style=_fill(color),
    )  # fmt: skip


def _categories(plot: _Plot, data: _Data) -> Iterator[str]:
    """The names under the columns; turned where one is too wide."""
    slot = plot.slot(len(data.categories))
    tilted = _is_tilted(data, slot)
    for place, category in enumerate(data.categories):
        x, y = plot.left + slot * (place + 0.5), plot.bottom + 1.4 * _SIZE
        if not tilted:
            yield _text(x, y, category, "middle", class_="category")
            continue
        x, y = x + _SIZE * 0.3, plot.bottom + _SIZE
        turn = f"rotate({-_TILT} {number(x)} {number(y)})"
        yield _text(x, y, _shortened(category), "end", class_="category", transform=turn)


def _is_tilted(data: _Data, slot: float) -> bool:
    return any(_wide(category) > slot * 0.95 for category in data.categories)


def _shortened(category: str) -> str:
    if full_width_length(category) <= _LONGEST:
        return category
    end = next(
        end for end in range(len(category)) if full_width_length(category[: end + 1]) > _LONGEST - 1
    )
    return f"{category[:end]}…"


def _room_below(data: _Data, width: float) -> float:
    """The height of the categories' names."""
    slot = (width - 3 * _SIZE) / max(len(data.categories), 1)
    if not _is_tilted(data, slot):
        return 2 * _SIZE
    longest = max(_wide(_shortened(category)) for category in data.categories)
    return longest * math.sin(math.radians(_TILT)) + 1.5 * _SIZE


def _told(data: _Data, *, chinese: bool) -> str:
    """Each series with its sum, in words."""
    sums: Sequence[Decimal] = [sum(column, Decimal()) for column in zip(*data.values, strict=True)]
    colon, semicolon = ("：", "；") if chinese else (": ", "; ")
    return semicolon.join(
        f"{name}{colon}{figure(total)}" for name, total in zip(data.series, sums, strict=False)
    )
