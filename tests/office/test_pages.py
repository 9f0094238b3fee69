"""The pages as LibreOffice sets them, measured in the PDF: GB/T 9704-2012, 5.1 to 5.2.3 and 7.5."""

import io
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest

from conftest import EXAMPLES
from making import word_file_of

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
MILLIMETRES_PER_POINT = 25.4 / 72
XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Line:
    """A line of a page; lengths in millimetres from the upper left corner of the sheet."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def body(self) -> tuple[Line, ...]:
        return self.lines[:-1]

    @property
    def number(self) -> Line:
        return self.lines[-1]


def convert(file: Path) -> Path:
    """``file`` as a PDF, made with stand-ins of the right widths for the official fonts."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed: .ci/run installs it"
    profile = file.parent / "profile"
    for _ in range(2):  # a fresh profile may end the first run without a result
        subprocess.run(
            [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
             "pdf", "--outdir", file.parent, file],
            env={**os.environ, "FONTCONFIG_FILE": str(HERE / "fonts.conf")},
            check=True,
            capture_output=True,
            timeout=180,
        )  # fmt: skip
        if file.with_suffix(".pdf").exists():
            break
    return file.with_suffix(".pdf")


def measured(pdf: Path) -> list[Page]:
    """The pages of ``pdf`` with the lines on them, from top to bottom."""
    boxes = subprocess.run(
        ["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True
    ).stdout.decode()
    pages = []
    for page in ET.fromstring(boxes).iter(f"{XHTML}page"):
        rows: dict[int, list[ET.Element]] = {}
        for word in page.iter(f"{XHTML}word"):
            middle = (float(word.attrib["yMin"]) + float(word.attrib["yMax"])) / 2
            near = next((row for row in rows if abs(row - middle) < 8), round(middle))
            rows.setdefault(near, []).append(word)
        width, height = (
            float(page.attrib[side]) * MILLIMETRES_PER_POINT for side in ("width", "height")
        )
        pages.append(Page(width, height, tuple(_line(rows[row]) for row in sorted(rows))))
    return pages


def _line(words: list[ET.Element]) -> Line:
    words.sort(key=lambda word: float(word.attrib["xMin"]))

    return Line(
        "".join(word.text or "" for word in words),
        min(float(word.attrib["xMin"]) for word in words) * MILLIMETRES_PER_POINT,
        max(float(word.attrib["xMax"]) for word in words) * MILLIMETRES_PER_POINT,
        min(float(word.attrib["yMin"]) for word in words) * MILLIMETRES_PER_POINT,
        max(float(word.attrib["yMax"]) for word in words) * MILLIMETRES_PER_POINT,
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    file = tmp_path_factory.mktemp("office") / "example.docx"
    file.write_bytes(word_file_of(EXAMPLES["2021"]))
    return measured(convert(file))


def test_no_character_is_lost(pages: list[Page]) -> None:
    """A mark that hangs over the edge of a full line has vanished before."""
    read = docx.Document(io.BytesIO(word_file_of(EXAMPLES["2021"])))
    written = "".join(paragraph.text for paragraph in read.paragraphs)
    assert "".join(line.text for page in pages for line in page.body) == written


def test_the_paper_is_a4(pages: list[Page]) -> None:
    assert {(round(page.width), round(page.height)) for page in pages} == {(210, 297)}


def test_a_full_page_has_22_lines(pages: list[Page]) -> None:
    assert [len(page.body) for page in pages[1:-1]] == [22] * (len(pages) - 2)


def test_a_full_line_has_28_characters(pages: list[Page]) -> None:
    lengths = [
        len(line.text)
        for page in pages
        for line in page.body
        if re.fullmatch(r"[\u4e00-\u9fff、，；]+[\u4e00-\u9fff]", line.text) and line.left < 30
    ]
    assert max(lengths) == 28


def test_text_stays_between_the_margins(pages: list[Page]) -> None:
    for page in pages:
        for line in page.body:
            assert line.left > 28 - 0.3
            # a mark may hang over the edge by one character, as Chinese setting has it
            assert line.right < 184 + (5.8 if line.text[-1] in "，。；、）》”：" else 0.3)


def test_a_paragraph_begins_two_characters_in(pages: list[Page]) -> None:
    (heading,) = (line for line in pages[0].body if line.text.startswith("一、"))
    assert heading.left == pytest.approx(28 + 2 * 15.7 * MILLIMETRES_PER_POINT, abs=0.5)


def test_page_numbers_stand_outside_below_the_text(pages: list[Page]) -> None:
    character = 14 * MILLIMETRES_PER_POINT
    for index, page in enumerate(pages, start=1):
        assert page.number.text == f"—{index}—"
        middle = (page.number.top + page.number.bottom) / 2
        assert middle == pytest.approx(297 - 35 + 7, abs=1)
        if index % 2:
            assert page.number.right == pytest.approx(184 - character, abs=0.8)
        else:
            assert page.number.left == pytest.approx(28 + character, abs=0.8)


def test_the_signature_is_not_alone_and_stands_as_the_standard_says(pages: list[Page]) -> None:
    name, date = pages[-1].body[-2:]
    assert (name.text, date.text) == ("云溪市水务局机关党支部", "2021年12月20日")
    assert len(pages[-1].body) > 2
    character = 15.7 * MILLIMETRES_PER_POINT
    assert name.right == pytest.approx(184 - 2 * character, abs=1)
    assert date.left == pytest.approx(name.left + 2 * character, abs=0.5)
