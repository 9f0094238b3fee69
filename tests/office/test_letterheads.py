"""Documents in an office's own Word file, as LibreOffice sets them."""

from collections.abc import Callable
from pathlib import Path

import pytest

import letterheads
from branchreport import style_files
from branchreport.writers import WRITERS
from measure import LONG, sample
from pages import MILLIMETRES, Line, Page, convert, read

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=[bytes, letterheads.localized], ids=["English", "Chinese"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    folder = tmp_path_factory.mktemp("letterhead")
    change: Callable[[bytes], bytes] = request.param
    (folder / "office.docx").write_bytes(change(letterheads.letterhead()))
    loaded = style_files.load_style(folder / "office.docx")
    assert loaded.value is not None, loaded.diagnostics
    file = Path(folder / "document.docx")
    file.write_bytes(WRITERS["docx"](sample(LONG), loaded.value))
    return read(convert([file])[0])


def line(pages: list[Page], start: str) -> Line:
    lines = (line for page in pages for line in page.lines)
    return next(line for line in lines if line.text.startswith(start))


def test_headers_stand_on_their_pages(pages: list[Page]) -> None:
    heads = [page.lines[0].text for page in pages[:3]]
    assert heads == ["云溪市水务局信笺", "偶数页页眉", "奇数页页眉"]
    feet = [page.lines[-1].text for page in pages[:3]]
    assert feet == ["第1页", "第2页", "第3页"]
    top, bottom = pages[0].ink(27, 5, 87, 32)  # the picture
    assert bottom - top == pytest.approx(12, abs=2)


def test_the_styles_of_the_file_are_seen(pages: list[Page]) -> None:
    """By the stand-ins of fonts.conf: 楷体, 黑体, 仿宋, each in the size of the file."""
    looks = {
        start: (line(pages, start).fonts.pop().split("-")[0], line(pages, start).sizes)
        for start in ("一、", "（一）", "全面落实")
    }
    assert looks == {
        "一、": ("LXGWWenKai", {17.0}),
        "（一）": ("NotoSansCJKjp", {15.0}),
        "全面落实": ("NotoSerifCJKjp", {15.0}),
    }


def test_the_text_stands_where_its_page_has_it(pages: list[Page]) -> None:
    first, second = pages[0].lines[3:5]
    assert (first.text[:4], second.text[:2]) == ("全面落实", "平全")
    assert first.left == pytest.approx(27 + 30 * MILLIMETRES, abs=0.2)
    assert second.left == pytest.approx(27, abs=0.2)
    assert second.baseline - first.baseline == pytest.approx(28 * MILLIMETRES, abs=0.05)


def test_the_signature_is_set_by_its_measures(pages: list[Page]) -> None:
    name, date = pages[-1].lines[-3:-1]
    assert (name.text, date.text) == (LONG, "2021年12月20日")
    assert date.left - name.left == pytest.approx(2 * 15 * MILLIMETRES, abs=0.3)
    assert 183 - name.right == pytest.approx(2 * 15 * MILLIMETRES, abs=0.8)
