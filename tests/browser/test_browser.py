"""The pages in Chromium: on a desk and on a telephone, by day and by night, and on paper."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET

import pytest

from branchreport.document import Appendix, Document, Paragraph, RedHead, Run
from branchreport.writers import WRITERS
from branchreport.writers.html.colors import LARGE, LARGE_TEXT, TEXT, contrast
from conftest import EXAMPLES
from making import built_in_style as style
from making import document_of
from reading import pieces
from sample_documents import EVERY_BLOCK
from test_figures import traced

if TYPE_CHECKING:  # those who run only the fast tests need not have it
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

FONTS = Path(__file__).parents[1] / "office" / "fonts.conf"
MILLIMETRES_PER_POINT = 25.4 / 72
XHTML = "{http://www.w3.org/1999/xhtml}"
SAMPLES = {
    "every-block": (EVERY_BLOCK, "gbt9704"),
    "every-block-plain": (EVERY_BLOCK, "plain"),
    "2021": (document_of(EXAMPLES["2021"]), "gbt9704"),
    "english": (document_of(EXAMPLES["english"]), "plain"),
}
SUMMARIES = {
    name: (document_of(EXAMPLES[name], appendices=()), SAMPLES[name][1])
    for name in ("2021", "english")
}
"""The examples without what follows them on pages of its own: text, and nothing else."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name, (document, chosen) in SAMPLES.items():
        found[name] = folder / f"{name}.html"
        found[name].write_bytes(WRITERS["html"](document, style(chosen)))
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "Chromium is needed: .ci/run installs it"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        launched = running.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
                  "--disable-background-networking", "--disable-component-update"],
            env={**os.environ, "FONTCONFIG_FILE": str(FONTS)},
        )  # fmt: skip
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Browser, files: dict[str, Path]) -> Iterator[Any]:
    """Open a sample on a screen of some width, by day or by night."""
    pages = []

    def open_(name: str, width: int = 1000, scheme: Any = "light") -> Page:
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        pages.append(page)
        page.goto(files[name].as_uri())
        return page

    yield open_
    for page in pages:
        page.close()


@pytest.mark.parametrize("name", SAMPLES)
def test_the_page_asks_for_nothing(name: str, browser: Browser, files: dict[str, Path]) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(files[name].as_uri(), wait_until="networkidle")
    assert [url for url in asked if not url.startswith("data:")] == [files[name].as_uri()]
    assert said == []
    page.close()


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("width", [320, 375, 480, 768, 1000])
def test_no_page_scrolls_sideways(name: str, width: int, opened: Any) -> None:
    assert opened(name, width).evaluate("document.documentElement.scrollWidth") == width


def test_a_wide_table_scrolls_in_its_own_box(opened: Any) -> None:
    page = opened("every-block", 375)
    wide = (
        "e => [e.scrollWidth > e.clientWidth + 100, e.getBoundingClientRect().right <= innerWidth]"
    )
    assert page.locator(".scroll.turned").evaluate(wide) == [True, True]
    assert [chart.evaluate(wide) for chart in page.locator(".chart figure").all()] == [
        [True, True], [True, True],
    ]  # fmt: skip


COLOURS = """() => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = rgb(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] > 0) return color.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("main *")) {
    const words = [...element.childNodes].filter(n => n.nodeType === 3 && n.data.trim());
    if (!words.length || ["title", "desc"].includes(element.tagName)) continue;
    const style = getComputedStyle(element);
    const color = element.tagName === "text" ? style.fill : style.color;
    const points = parseFloat(style.fontSize) * 72 / 96;
    const large = points >= (style.fontWeight >= 700 ? LARGE_BOLD : LARGE);
    found.push([element.tagName, rgb(color).slice(0, 3), behind(element), large]);
  }
  return found;
}""".replace("LARGE_BOLD", "14").replace("LARGE", str(LARGE))
"""All that is said: its tag, its colour, what is behind it, and whether it is large (WCAG 2.2)."""


class Words(NamedTuple):
    """How some words look on a screen."""

    tag: str
    color: str
    behind: str
    large: bool


def hexadecimal(color: list[float]) -> str:
    return "".join(f"{round(channel):02X}" for channel in color)


def words_of(page: Page) -> list[Words]:
    return [
        Words(tag, hexadecimal(color), hexadecimal(behind), large)
        for tag, color, behind, large in page.evaluate(COLOURS)
    ]


def unreadable(found: list[Words]) -> list[tuple[Words, float]]:
    """The words whose contrast is less than WCAG 2.2, 1.4.3 asks for, and their contrast."""
    seen = [(words, contrast(words.color, words.behind)) for words in found]
    return [
        (words, least) for words, least in seen if least < (LARGE_TEXT if words.large else TEXT)
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_all_words_can_be_read_by_day_and_by_night(name: str, opened: Any) -> None:
    seen = {}
    for scheme in ("light", "dark"):
        found = words_of(opened(name, 1000, scheme))
        assert unreadable(found) == []
        seen[scheme] = {words.behind for words in found} - {"FFFF00"}
    assert seen == {"light": {"FFFFFF"}, "dark": {"1E1F22"}}


@pytest.mark.parametrize("characters", [6, 20, 40])
@pytest.mark.parametrize("width", [320, 768, 1000])
def test_a_red_head_can_be_read_however_long_it_is(
    width: int, characters: int, browser: Browser, tmp_path: Path
) -> None:
    """Red on white is enough for large text only, and a long name is set smaller."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(written(headed(characters), tmp_path).as_uri())
    (head,) = found = words_of(page)
    assert (head.color, head.behind, head.large) == ("FF0000", "FFFFFF", True)
    assert unreadable(found) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def headed(characters: int) -> Document:
    """A document whose issuer has so many ``characters``."""
    return Document("", (RedHead((Run("云" * characters),), (), ()),))


def test_the_desk_sees_the_paper(opened: Any) -> None:
    """On a wide screen the sheet has the measures of the style, and the text its lines."""
    page = opened("2021", 1000)
    millimetre = 96 / 25.4
    sheet = page.locator(".sheet").first.bounding_box()
    text = page.locator("p.body").first.bounding_box()
    assert sheet["width"] == pytest.approx(210 * millimetre, abs=0.5)
    assert text["x"] - sheet["x"] == pytest.approx(28 * millimetre, abs=0.5)
    assert text["width"] == pytest.approx(156 * millimetre, abs=0.5)
    lines = text["height"] / (28.95 * 96 / 72)
    assert lines == pytest.approx(round(lines), abs=0.01)


def test_words_of_one_version_have_lines(opened: Any) -> None:
    page = opened("every-block")
    found = {
        (tag, line, ink)
        for tag in ("ins", "del")
        for line, ink in page.locator(tag).evaluate_all(
            "all => all.map(e => getComputedStyle(e)).map(e => [e.textDecorationLine, e.color])"
        )
    }
    assert found == {
        ("ins", "underline", "rgb(0, 105, 92)"), ("del", "line-through", "rgb(179, 38, 30)"),
    }  # fmt: skip


def test_columns_of_a_chart_are_seen(opened: Any) -> None:
    page = opened("every-block")
    boxes = page.locator("rect.bar").evaluate_all(
        "all => all.map(e => [e.getBoundingClientRect().height, getComputedStyle(e).fill])"
    )
    assert len(boxes) == 28 + 16
    assert min(height for height, _ in boxes) > 10
    assert {fill for _, fill in boxes} == {
        "rgb(78, 121, 167)", "rgb(242, 142, 43)", "rgb(89, 161, 79)",
    }  # fmt: skip


class Line(NamedTuple):
    """A line of a page; lengths in millimetres from the upper left corner of the sheet."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


class Sheet(NamedTuple):
    width: float
    height: float
    lines: list[Line]
    number: Line


def printed(opened: Any, name: str, folder: Path) -> Path:
    file = folder / f"{name}.pdf"
    opened(name).pdf(path=file, prefer_css_page_size=True)
    return file


def written(document: Document, folder: Path, name: str = "gbt9704") -> Path:
    file = folder / "document.html"
    file.write_bytes(WRITERS["html"](document, style(name)))
    return file


def print_of(browser: Browser, document: Document, folder: Path, name: str = "gbt9704") -> Path:
    file = written(document, folder, name)
    page = browser.new_page()
    page.goto(file.as_uri())
    page.pdf(path=file.with_suffix(".pdf"), prefer_css_page_size=True)
    page.close()
    return file.with_suffix(".pdf")


def measured(file: Path) -> list[Sheet]:
    """The pages of a PDF: their size, lines and number."""
    boxes = subprocess.run(["pdftotext", "-bbox", file, "-"], check=True, capture_output=True)
    sheets = []
    for page in ET.fromstring(boxes.stdout.decode()).iter(f"{XHTML}page"):
        rows: dict[int, list[ET.Element]] = {}
        for word in page.iter(f"{XHTML}word"):
            middle = (float(word.attrib["yMin"]) + float(word.attrib["yMax"])) / 2
            near = next((row for row in rows if abs(row - middle) < 8), round(middle))
            rows.setdefault(near, []).append(word)
        lines = [_line(rows[row]) for row in sorted(rows)]
        numbers = [line for line in lines if re.fullmatch(r"(—\d+—|\d+)", line.text)]
        width, height = (float(page.attrib[s]) * MILLIMETRES_PER_POINT for s in ("width", "height"))
        sheets.append(Sheet(width, height, [x for x in lines if x != numbers[-1]], numbers[-1]))
    return sheets


def _line(words: list[ET.Element]) -> Line:
    words.sort(key=lambda word: (float(word.attrib["xMin"]), float(word.attrib["yMin"])))
    sides = ("xMin", "xMax", "yMin", "yMax")
    left, right, top, bottom = (
        pick(float(word.attrib[side]) for word in words) * MILLIMETRES_PER_POINT
        for side, pick in zip(sides, (min, max, min, max), strict=True)
    )
    return Line("".join(word.text or "" for word in words), left, right, top, bottom)


@pytest.fixture
def sheets(browser: Browser, tmp_path: Path) -> list[Sheet]:
    return measured(print_of(browser, SUMMARIES["2021"][0], tmp_path))


def test_the_paper_is_a4(sheets: list[Sheet]) -> None:
    assert {(round(sheet.width), round(sheet.height)) for sheet in sheets} == {(210, 297)}


def test_a_full_page_has_22_lines(sheets: list[Sheet]) -> None:
    """GB/T 9704-2012, 5.2.3; one less where a heading would stand alone at the foot."""
    document, _ = SUMMARIES["2021"]
    headings = {piece.text for piece in pieces(document) if piece.kind[:7] == "heading"}
    for sheet, after in pairwise(sheets[1:]):
        assert len(sheet.lines) in ({22, 21} if after.lines[0].text in headings else {22})
    middles = [(line.top + line.bottom) / 2 for line in sheets[1].lines]
    pitch = (middles[-1] - middles[0]) / 21
    assert pitch == pytest.approx(28.95 * MILLIMETRES_PER_POINT, abs=0.06)


def test_a_full_line_has_28_characters_between_the_margins(
    browser: Browser, tmp_path: Path
) -> None:
    """GB/T 9704-2012, 5.2.1, 5.2.3 and 7.3.3."""
    document = Document("", (Paragraph((Run("云" * 26 + "溪" * 56),)),))
    (sheet,) = measured(print_of(browser, document, tmp_path))
    assert [line.text for line in sheet.lines] == ["云" * 26, "溪" * 28, "溪" * 28]
    assert [line.left for line in sheet.lines] == pytest.approx([28 + 11.08, 28, 28], abs=0.5)
    assert [line.right for line in sheet.lines] == pytest.approx([184, 184, 183.1], abs=0.5)


def test_page_numbers_stand_on_the_outer_side(sheets: list[Sheet]) -> None:
    """GB/T 9704-2012, 7.5: 7 mm under the type area, a character from its edge."""
    character = 14 * MILLIMETRES_PER_POINT
    for count, sheet in enumerate(sheets, 1):
        assert sheet.number.text == f"—{count}—"
        middle = (sheet.number.top + sheet.number.bottom) / 2
        assert middle == pytest.approx(297 - 35 + 7, abs=1)
        if count % 2:
            assert sheet.number.right == pytest.approx(210 - 26 - character, abs=0.5)
        else:
            assert sheet.number.left == pytest.approx(28 + character, abs=0.5)


def test_the_signature_stands_where_the_standard_says(sheets: list[Sheet]) -> None:
    """GB/T 9704-2012, 7.3.5.2: the name two characters from the edge, the date two after it."""
    name, date = sheets[-1].lines[-2:]
    character = 15.7 * MILLIMETRES_PER_POINT
    assert (name.text, date.text) == ("云溪市水务局机关党支部", "2021年12月20日")
    assert name.right == pytest.approx(210 - 26 - 2 * character, abs=0.5)
    assert date.left - name.left == pytest.approx(2 * character, abs=0.5)


@pytest.mark.parametrize("name", SUMMARIES)
def test_no_word_is_lost_on_paper(name: str, browser: Browser, tmp_path: Path) -> None:
    document, chosen = SUMMARIES[name]
    found = measured(print_of(browser, document, tmp_path, chosen))
    text = "".join(line.text for sheet in found for line in sheet.lines)
    assert re.sub(r"\s|•", "", text) == re.sub(r"\s|•", "", said(document))


@pytest.mark.parametrize("name", SUMMARIES)
def test_no_word_of_an_appendix_is_lost_on_paper(name: str, opened: Any, tmp_path: Path) -> None:
    """Lines of cells stand beside each other and heads of tables again, so that words are counted
    by their characters."""
    file = printed(opened, name, tmp_path)
    shown = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True).stdout
    document, _ = SAMPLES[name]
    assert len(said(document)) > len(said(SUMMARIES[name][0])) + 100
    wanted, found = (Counter("".join(text.split())) for text in (said(document), shown.decode()))
    assert wanted - found == Counter()


def said(document: Document) -> str:
    return "".join(piece.number + piece.text for piece in pieces(document))


def ink(file: Path, page: int, side: str) -> tuple[float, float, float, float]:
    """The left, right, upper and lower edge of what is printed beyond the type area.

    In tenths of a millimetre; ``side`` is that of the sheet, "left" or "bottom".
    """
    shown = subprocess.run(
        ["pdftoppm", "-r", "254", "-gray", "-f", str(page), "-l", str(page), file],
        check=True,
        capture_output=True,
    ).stdout
    _, size, _, pixels = shown.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = range(2625, height) if side == "bottom" else range(height)
    columns = range(345) if side == "left" else range(width)
    dark = [(x, y) for y in rows for x in columns if pixels[y * width + x] < 128]
    across, down = [x for x, _ in dark], [y for _, y in dark]
    return min(across), max(across), min(down), max(down)


def test_a_wide_table_turns_the_page_and_the_number_stays(opened: Any, tmp_path: Path) -> None:
    """GB/T 9704-2012, 8: turned upright, the page has its number where all others have it."""
    file = printed(opened, "every-block", tmp_path)
    found = measured(file)
    (turned,) = [sheet for sheet in found if sheet.width > sheet.height]
    assert (round(turned.width), round(turned.height)) == (297, 210)
    assert turned.lines[0].text == "附件1"
    assert found.index(turned) == 5, "an even page, as the second is"
    left, right, upper, lower = ink(file, 2, "bottom")
    turned_left, turned_right, turned_upper, turned_lower = ink(file, 6, "left")
    assert (upper, lower) == pytest.approx((2970 - turned_right, 2970 - turned_left), abs=5)
    assert (left, right) == pytest.approx((turned_upper, turned_lower), abs=12)


def test_each_appendix_begins_a_page(browser: Browser, tmp_path: Path) -> None:
    """GB/T 9704-2012, 7.3.7."""
    labels = [(Run(f"附件{number}"),) for number in (1, 2)]
    appendices = [Appendix(label, (Paragraph((Run("台账"),)),)) for label in labels]
    document = Document("", (Paragraph((Run("正文"),)), *appendices))
    found = measured(print_of(browser, document, tmp_path))
    assert [sheet.lines[0].text for sheet in found] == ["正文", "附件1", "附件2"]


def test_the_appendices_of_the_example_stand_on_pages_of_their_own(
    opened: Any, tmp_path: Path
) -> None:
    """GB/T 9704-2012, 7.3.7 and 8: each begins one, which a wide table turns."""
    found = measured(printed(opened, "2021", tmp_path))
    sizes = {(round(sheet.width), round(sheet.height)) for sheet in found}
    assert sizes == {(210, 297), (297, 210)}
    begun = [
        (sheet.lines[0].text, sheet.width > sheet.height)
        for sheet in found
        if any(re.fullmatch(r"附件\d", line.text) for line in sheet.lines)
    ]
    assert begun == [("附件1", False), ("附件2", False), ("附件3", True), ("附件4", False)]


@pytest.mark.parametrize("characters", [6, 20, 40])
def test_the_head_has_one_line_on_paper(characters: int, browser: Browser, tmp_path: Path) -> None:
    """However small it becomes there, where a screen would have two."""
    (sheet,) = measured(print_of(browser, headed(characters), tmp_path))
    assert [line.text for line in sheet.lines] == ["云" * characters]


def test_what_is_marked_is_marked_on_paper(opened: Any, tmp_path: Path) -> None:
    """Also where the browser is told to print no backgrounds."""
    file = printed(opened, "every-block", tmp_path)
    shown = subprocess.run(["pdftoppm", "-r", "30", file], check=True, capture_output=True).stdout
    pixels = set()
    for page in shown.split(b"P6\n")[1:]:
        data = page.split(b"\n", 2)[2]
        pixels |= {data[at : at + 3].hex().upper() for at in range(0, len(data), 3)}
    assert {"FFFF00", "4E79A7", "F28E2B"} <= pixels


def test_the_night_is_not_printed(browser: Browser, files: dict[str, Path], tmp_path: Path) -> None:
    """Black on white, whatever the screen is."""
    page = browser.new_page(color_scheme="dark")
    page.goto(files["2021"].as_uri())
    page.pdf(path=tmp_path / "dark.pdf", prefer_css_page_size=True)
    page.close()
    shown = subprocess.run(
        ["pdftoppm", "-r", "60", "-gray", "-f", "2", "-l", "2", tmp_path / "dark.pdf"],
        check=True,
        capture_output=True,
    ).stdout
    pixels = shown.split(b"\n", 3)[3]
    assert pixels.count(b"\xff") > 0.6 * len(pixels)
    assert sum(pixel < 100 for pixel in pixels) > 0.02 * len(pixels)


def test_long_words_and_long_documents_fit(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "long.html"
    blocks = tuple(block for _ in range(3) for block in EVERY_BLOCK.blocks)
    long = Document("x" * 500, blocks)
    file.write_bytes(WRITERS["html"](long, style("gbt9704")).replace(b"{{7*7}}", b"7" * 5000))
    page = browser.new_page(viewport={"width": 375, "height": 800})
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    page.close()


@pytest.fixture(scope="module")
def traced_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("traced") / "2021.html"
    file.write_bytes(WRITERS["html"](traced(EXAMPLES["2021"]), style("gbt9704")))
    return file


@pytest.mark.parametrize("width", [375, 1280])
def test_a_number_leads_to_its_records_and_back_by_the_keyboard(
    width: int, browser: Browser, traced_page: Path
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(traced_page.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    number = page.locator("a.figure", has_text="202人次").first
    quiet = "element => getComputedStyle(element).textDecorationLine"
    colors = "element => [element, element.parentElement].map(e => getComputedStyle(e).color)"
    assert number.evaluate(quiet) == "none"
    assert len(set(number.evaluate(colors))) == 1
    page.keyboard.press("Tab")
    number.focus()
    assert number.evaluate(quiet) == "underline"
    page.keyboard.press("Enter")
    entry = page.locator("li:target")
    assert entry.locator("b").inner_text() == "主题党日参加人次"
    assert entry.evaluate(
        "e => { const y = e.getBoundingClientRect().top; return y >= -1 && y < 800 }"
    )
    entry.locator("summary").focus()
    page.keyboard.press("Enter")
    assert entry.locator("ul > li").nth(12).is_visible()
    entry.locator("a[href^='#said']").focus()
    page.keyboard.press("Enter")
    assert page.locator("a.figure:target").inner_text() == "202人次"
    page.close()


def test_the_list_of_figures_is_not_printed(
    browser: Browser, traced_page: Path, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto(traced_page.as_uri())
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    page.close()
    done = subprocess.run(
        ["pdftotext", tmp_path / "printed.pdf", "-"], check=True, capture_output=True
    )
    text = done.stdout.decode()
    assert "202" in text
    assert "数字来源" not in text
    assert "yaml" not in text
