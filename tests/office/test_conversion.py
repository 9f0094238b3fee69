"""PDFs of the example by LibreOffice and by Typst, with the fonts of this machine."""

import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from branchreport.cli import delivering, office, printing
from branchreport.cli.misuse import Misuse
from branchreport.document import Document, Paragraph, Run
from branchreport.style import Style
from conftest import EXAMPLES
from making import built_in_style, document_of, word_file_of
from pdf_pages import Page, pages_of, text_of

pytestmark = pytest.mark.slow

WORDS = document_of(EXAMPLES["2021"], appendices=())
STAND_INS = {
    "title": ("NotoSerifCJK", "Black"),
    "body": ("NotoSerifCJK", "Regular"),
    "heading_1": ("NotoSansCJK", "Regular"),
    "heading_2": ("LXGWWenKai", "Regular"),
}
"""What stands in for the fonts of the style on the machine that runs these tests, by its name."""


def style() -> Style:
    return built_in_style()


def word_file() -> bytes:
    return word_file_of(EXAMPLES["2021"], WORDS)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def font_of(pages: list[Page], beginning: str) -> str:
    found = (line for page in pages for line in page.lines if line.text.startswith(beginning))
    (name,) = next(found).fonts
    return name


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where folders for a while are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_libreoffice_says_its_version() -> None:
    found = office.find()
    assert found is not None, "LibreOffice is needed: .ci/run installs it"
    assert re.fullmatch(r"\d+(\.\d+)+", office.version(found) or "")


@pytest.mark.parametrize("by", delivering.WAYS)
def test_every_role_is_shown_in_a_font_of_its_kind(room: Path, by: str) -> None:
    """Nobody has told fontconfig what is to stand in for what."""
    made = printing.pdf(WORDS, style(), word_file, by=by)
    pages = pages_of(made)
    for role, beginning in (
        ("title", "云溪市水务局机关党支部2021"),
        ("body", "中共云溪市水务局委员会"),
        ("heading_1", "一、工作落实情况"),
        ("heading_2", "（一）民主集中制落实情况"),
    ):
        assert all(piece in font_of(pages, beginning) for piece in STAND_INS[role]), role
    assert list(room.iterdir()) == []


def test_both_say_the_same() -> None:
    by_office, by_typst = (
        squeezed(text_of(printing.pdf(WORDS, style(), word_file, by=by))) for by in delivering.WAYS
    )
    numbers = re.compile("—[0-9]+—")
    assert numbers.sub("", by_office) == numbers.sub("", by_typst)


def test_typst_gives_the_same_bytes_and_the_pages_that_libreoffice_has() -> None:
    by_typst = printing.pdf(WORDS, style(), word_file, by="typst")
    assert by_typst == printing.pdf(WORDS, style(), word_file, by="typst")
    by_office = printing.pdf(WORDS, style(), word_file, by="libreoffice")
    assert len(pages_of(by_typst)) == len(pages_of(by_office))


def test_several_conversions_at_once_do_not_hinder_each_other(room: Path) -> None:
    found = office.find()
    assert found is not None
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda _: office.convert(found, word_file(), {}), range(3)))
    assert all(data.startswith(b"%PDF") for data in made)
    assert list(room.iterdir()) == []


def test_without_a_chinese_font_there_is_an_error_and_no_boxes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a fresh computer, which has Latin fonts only."""
    config = tmp_path / "fonts.conf"
    config.write_text(
        "<fontconfig><dir>/usr/share/fonts/truetype/liberation</dir>"
        f"<cachedir>{tmp_path}</cachedir></fontconfig>",
        "utf-8",
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    with pytest.raises(Misuse) as found:
        printing.pdf(WORDS, style(), word_file, by="libreoffice")
    assert found.value.message.startswith("no font has these characters: ")
    monkeypatch.setenv("BRANCHREPORT_FONTS", "/usr/share/fonts/truetype/liberation")
    with pytest.raises(Misuse) as found:
        printing.pdf(WORDS, style(), word_file)
    assert found.value.message.startswith("no font has these characters: ")


def test_a_rare_character_is_found_in_another_font_or_named(room: Path) -> None:
    rare = Document("t", (Paragraph((Run("党支部龘䶮"),)),))
    assert "党支部龘䶮" in text_of(printing.pdf(rare, style(), word_file, by="typst"))
    nobody = Document("t", (Paragraph((Run("党支部\U0003134a"),)),))
    with pytest.raises(Misuse, match="no font has these characters: \U0003134a;"):
        printing.pdf(nobody, style(), word_file, by="typst")


def test_what_is_no_word_file_is_told(room: Path) -> None:
    found = office.find()
    assert found is not None
    with pytest.raises(Misuse):
        office.convert(found, b"PK\3\4 broken", {})
    assert list(room.iterdir()) == []
