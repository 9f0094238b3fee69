"""Heads, contents, turned pages, charts and seals, measured as LibreOffice sets them.

Lengths are millimetres from the upper left corner of the sheet, as it is read.
"""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from branchreport.document import (
    Appendix,
    Attachments,
    Block,
    Contents,
    Document,
    Heading,
    Paragraph,
    Signature,
    Title,
    outline,
    text_of,
)
from branchreport.writers.docx import write
from branchreport.writers.docx.pagination import Pages
from conftest import EXAMPLES
from making import built_in_style, document_of
from pages import Page, convert, read
from samples import EVERY_BLOCK, ledger, runs

pytestmark = pytest.mark.slow

CHARACTER = 15.7 * 25.4 / 72
DOTS_PER_MILLIMETRE = 10
ASCENT, DESCENT = 0.88 * 16 * 25.4 / 72, 0.12 * 16 * 25.4 / 72
"""What of a character of the body stands above and below its line."""

Draw = Callable[..., Path]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """The PDF of some blocks, or of a document."""

    def pdf(*blocks: Block, document: Document | None = None, name: str = "gbt9704") -> Path:
        file = tmp_path / "drawn.docx"
        style = built_in_style(name)
        file.write_bytes(write(document or Document("", blocks), style, for_libreoffice=True))
        (drawn,) = convert([file])
        return drawn

    return pdf


class Ink(NamedTuple):
    """The edges of what is drawn somewhere."""

    left: float
    right: float
    top: float
    bottom: float


Pixel = tuple[int, int, int]


def pixels(pdf: Path, page: int) -> Iterator[tuple[float, float, Pixel]]:
    """Every point of a page that is not white."""
    dots = str(round(DOTS_PER_MILLIMETRE * 25.4))
    command: list[str | Path] = ["pdftoppm", "-r", dots, "-f", str(page), "-l", str(page), pdf]
    head, size, _, data = subprocess.run(command, check=True, capture_output=True).stdout.split(
        b"\n", 3
    )
    assert head == b"P6"
    width, height = map(int, size.split())
    blank = b"\xff" * 3 * width
    for y in range(height):
        row = data[3 * width * y : 3 * width * (y + 1)]
        if row != blank:
            for x in range(width):
                color = row[3 * x : 3 * x + 3]
                if color != b"\xff\xff\xff":
                    yield x / DOTS_PER_MILLIMETRE, y / DOTS_PER_MILLIMETRE, tuple(color)  # type: ignore[misc]


def ink(points: list[tuple[float, float]]) -> Ink:
    across, down = zip(*points, strict=True)
    return Ink(min(across), max(across), min(down), max(down))


def test_the_head_stands_as_the_standard_says(draw: Draw) -> None:
    """GB/T 9704-2012, 7.2.4 to 7.2.7: the issuer 35 mm down, the rule 4 mm under the number."""
    red, black = [], []
    for x, y, (r, g, b) in pixels(draw(document=EVERY_BLOCK), 1):
        if r > 200 and max(g, b) < 100:
            red.append((x, y))
        elif max(r, g, b) < 100:
            black.append((x, y))
    rule_top = max(y for _, y in red) - 1
    rule = ink([point for point in red if point[1] > rule_top])
    issuer = ink([point for point in red if point[1] < rule_top - 10])
    number = ink([point for point in black if point[1] < rule.top])
    assert issuer.top == pytest.approx(37 + 35, abs=1)
    assert (issuer.left + issuer.right) / 2 == pytest.approx(28 + 78, abs=0.6)
    assert (rule.left, rule.right) == pytest.approx((28, 184), abs=0.3)
    assert rule.top - number.bottom == pytest.approx(4, abs=0.8)
    assert number.top - issuer.bottom == pytest.approx(2 * 10.2, abs=4)
    assert number.left == pytest.approx(28 + CHARACTER, abs=0.6)
    assert number.right == pytest.approx(184 - CHARACTER, abs=0.6)


def real_pages(document: Document, pages: list[Page]) -> list[int]:
    """The page on which each entry of the contents stands."""
    found = []
    for entry in outline(document):
        runs = entry.block.label if isinstance(entry.block, Appendix) else entry.block.runs
        words = "".join(text_of(runs).split())
        found.append(
            next(
                index
                for index, page in enumerate(pages, start=1)
                for line in page.lines
                if line.text.startswith(words) and "..." not in line.text
            )
        )
    return found


def with_contents(document: Document) -> Document:
    blocks: list[Block] = [block for block in document.blocks if not isinstance(block, Contents)]
    title = next(index for index, block in enumerate(blocks) if isinstance(block, Title))
    blocks.insert(title + 1, Contents(runs("目录")))
    return replace(document, blocks=tuple(blocks))


@pytest.mark.parametrize(("example", "name"), [("2021", "gbt9704"), ("english", "plain")])
def test_contents_name_the_pages(draw: Draw, example: str, name: str) -> None:
    document = with_contents(document_of(EXAMPLES[example]))
    pages = read(draw(document=document, name=name))
    found = Pages(document, built_in_style(name), kept_whole=True)
    named = [found.of(entry.block) for entry in outline(document)]
    assert named == real_pages(document, pages)
    shown = [line.text for page in pages for line in page.lines if "..." in line.text]
    assert [line.rpartition(".")[2] for line in shown] == [str(page) for page in named]


def test_contents_count_turned_pages_charts_and_pictures(draw: Draw) -> None:
    pages = read(draw(document=EVERY_BLOCK))
    found = Pages(EVERY_BLOCK, built_in_style("gbt9704"), kept_whole=True)
    named = [found.of(entry.block) for entry in outline(EVERY_BLOCK)]
    assert named == real_pages(EVERY_BLOCK, pages)


@pytest.mark.parametrize("rows", [1, 9, 40])
def test_turned_pages_keep_the_number_where_it_is(draw: Draw, rows: int) -> None:
    """GB/T 9704-2012, 8 and 7.5: as on the upright sheet, which is turned to the left here."""
    text = Paragraph(runs("正文"))
    wide = Appendix(runs("附件1"), (Title(runs("台账")), ledger(rows)))
    last = Appendix(runs("附件2"), (Title(runs("说明")), text))
    pdf = draw(text, wide, last)
    pages = read(pdf)
    turned = [page.width > page.height for page in pages]
    assert turned == [False, *[True] * (len(pages) - 2), False]
    for number, page in enumerate(pages, start=1):
        own, rest = [], 0
        for x, y, _ in pixels(pdf, number):
            # the strip below an upright page's text, on the left of a turned one's
            if (x < 35 - 2) if page.width > page.height else (y > 262 + 2):
                own.append((x, 297 - y) if page.width < page.height else (y, x))
            else:
                rest += 1
        assert rest > 0, f"page {number} is empty"
        place = ink(own)  # across, and up from the lower edge of the upright sheet
        assert (place.top + place.bottom) / 2 == pytest.approx(35 - 7, abs=1)
        character = 14 * 25.4 / 72
        if number % 2:
            assert place.right == pytest.approx(184 - character, abs=0.8)
        else:
            assert place.left == pytest.approx(28 + character, abs=0.8)


def test_a_wide_table_repeats_its_header_and_stays_inside(draw: Draw) -> None:
    pdf = draw(ledger(30))
    text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True).stdout.decode()
    *pages, end = text.split("\f")
    assert end == ""
    assert len(pages) > 3
    assert ["主持人" in page for page in pages] == [True] * len(pages)
    assert "".join(text.split()).count("2021年") == 30
    for number in range(1, len(pages) + 1):
        drawn = ink([(x, y) for x, y, _ in pixels(pdf, number) if x > 33])
        assert drawn == pytest.approx((35, 297 - 37, 28, drawn.bottom), abs=0.4)
        assert drawn.bottom < 210 - 26 + 0.4


def test_a_chart_is_drawn_in_the_colours_of_the_style(draw: Draw) -> None:
    pdf = draw(document=EVERY_BLOCK)
    wanted = {bytes.fromhex(color) for color in built_in_style("gbt9704").chart.colors[:2]}
    drawn = {bytes(color) for page in (2, 3) for _, _, color in pixels(pdf, page)}
    assert wanted <= drawn


@pytest.mark.parametrize("name", ["某支部", "云溪市水务局机关党支部", "很" * 15, "很" * 27])
def test_under_a_seal_names_stand_over_the_date_and_inside(draw: Draw, name: str) -> None:
    """GB/T 9704-2012, 7.3.5.1: the date four characters from the edge, the name centred over it."""
    signed = Signature((runs(name), runs("2021年12月20日")), sealed=True)
    (page,) = read(draw(Paragraph(runs("正文")), signed))
    text, above, date = page.body
    # LibreOffice leaves blanks beside the digits, though it is told not to
    assert (date.left + date.right) / 2 == pytest.approx(184 - (4 + 7 / 2) * CHARACTER, abs=0.6)
    assert above.text == name
    assert above.left > 28 - 0.3
    assert above.right < 184 + 0.3
    if len(name) < 16:
        assert (above.left + above.right) / 2 == pytest.approx(
            (date.left + date.right) / 2, abs=0.6
        )
    # a seal of 42 mm, whose middle is a little above that of both lines
    middle = ((above.baseline - ASCENT) + (date.baseline + DESCENT)) / 2 - 5
    line = 28.95 * 25.4 / 72
    assert 0 < middle - 21 - (text.baseline + DESCENT) < line


def test_attachments_stand_under_each_other(draw: Draw) -> None:

    items = (
        runs("活动台账"),
        runs("整改台账和责任清单以及完成情况的说明和有关照片" * 2),
        runs("照片"),
    )
    (page,) = read(draw(Paragraph(runs("正文")), Attachments(runs("附件："), items)))
    first, second, wrapped, *_, last = page.body[1:]
    assert first.left == pytest.approx(28 + 2 * CHARACTER, abs=0.5)
    assert second.left == pytest.approx(28 + 5 * CHARACTER, abs=0.5)
    assert last.left == second.left
    assert wrapped.left == pytest.approx(28 + 6.5 * CHARACTER, abs=0.5)
    assert first.baseline - page.body[0].baseline == pytest.approx(2 * 28.95 * 25.4 / 72, abs=0.5)


def test_a_heading_is_not_the_last_line_of_a_page(draw: Draw) -> None:
    line = Paragraph(runs("国" * 26))
    pages = read(draw(*[line] * 21, Heading(1, runs("一、甲")), line))
    assert [len(page.body) for page in pages] == [21, 2]
