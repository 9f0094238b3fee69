"""Which program makes a PDF, and what is said where there is none, or a font is missing."""

import datetime
import re
import sys
from pathlib import Path

import pytest

from branchreport.cli import printing
from branchreport.cli.misuse import Misuse
from branchreport.document import Document, Image, Paragraph, Picture, Run, Title
from branchreport.style import Style
from branchreport.typefaces import is_usual
from making import built_in_style
from pdf_pages import pages_of, text_of
from typefoundry import LATIN, cast_into

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="fonts are hidden by fontconfig's own variable"
)

TEXT = "云溪市水务局机关党支部"
MARKS = LATIN + "•、，"
SAID = Document(
    TEXT, (Title((Run(TEXT),)), Paragraph((Run(TEXT),))), date=datetime.date(2021, 1, 1)
)

INSTALL = (
    "install a font that has them: fonts-noto-cjk on Debian and Ubuntu, or, for Typst, "
    'pip install "branchreport[fonts]"; branchreport doctor shows what is there'
)
DELETE = (
    "delete them, for fonts of Chinese and Latin letters have none of them; or install a font that "
    "has them in black, not one of coloured pictures"
)


@pytest.fixture
def style() -> Style:
    return built_in_style()


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the fonts that are installed, and there is no LibreOffice at first."""
    folder = tmp_path / "installed"
    folder.mkdir()
    config = tmp_path / "fonts.conf"
    config.write_text(
        f"<fontconfig><dir>{folder}</dir><cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>",
        "utf-8",
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    monkeypatch.delenv("BRANCHREPORT_FONTS", raising=False)
    monkeypatch.setattr("branchreport.cli.office._places", lambda environ: iter(()))
    return folder


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A LibreOffice that gives back what it is given."""
    program = tmp_path / "soffice"
    script = '#!/bin/sh\neval "out=\\${$#}"; cp "$out" "${out%.docx}.pdf"\n'
    program.write_text(script, "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("BRANCHREPORT_SOFFICE", str(program))


@pytest.fixture
def without_typst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "has_typst", lambda: False)


def word_file() -> bytes:
    return b"the Word file"


def no_word_file() -> bytes:
    raise AssertionError("no Word file is wanted")


def refusal(style: Style, said: Document = SAID, by: str = "") -> tuple[str, str]:
    with pytest.raises(Misuse) as found:
        printing.pdf(said, style, word_file, by=by)
    return found.value.message, found.value.help


@pytest.mark.usefixtures("office")
def test_libreoffice_is_taken_where_it_is_found(style: Style, installed: Path) -> None:
    cast_into(installed, TEXT + MARKS, "SimSun")
    assert printing.pdf(SAID, style, word_file) == b"the Word file"


@pytest.mark.usefixtures("office")
def test_typst_is_taken_where_it_is_asked_for(style: Style) -> None:
    assert text_of(printing.pdf(SAID, style, no_word_file, by="typst")).count(TEXT) == 2


def test_typst_is_taken_where_there_is_no_libreoffice(style: Style) -> None:
    assert text_of(printing.pdf(SAID, style, no_word_file)).count(TEXT) == 2


@pytest.mark.usefixtures("office")
def test_typst_is_taken_where_libreoffice_would_show_boxes(style: Style, installed: Path) -> None:
    """Typst has the fonts of the extra, which no program sees but this one."""
    cast_into(installed, MARKS, "Liberation Serif")
    assert text_of(printing.pdf(SAID, style, no_word_file)).count(TEXT) == 2


@pytest.mark.usefixtures("office")
def test_libreoffice_shows_no_boxes(style: Style, installed: Path) -> None:
    cast_into(installed, MARKS, "Liberation Serif")
    assert refusal(style, by="libreoffice") == (
        "no font has these characters: 云党关务局市支机水溪部; the text is to be in 仿宋_GB2312",
        INSTALL,
    )


def test_typst_shows_no_boxes(
    style: Style, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    cast_into(folder, TEXT[:-3] + MARKS, "FangSong", chinese="仿宋")
    monkeypatch.setenv("BRANCHREPORT_FONTS", str(folder))
    message, _help = refusal(style)
    assert message == (
        "no font has these characters: 党支部; the text is to be in 仿宋_GB2312, for which 仿宋 "
        "stands in"
    )


def test_only_some_of_many_missing_characters_are_named(
    style: Style, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRANCHREPORT_FONTS", str(tmp_path))
    many = "".join(map(chr, range(0x4E00, 0x4E64)))  # a hundred, beside the marks of a writer
    message, _help = refusal(style, Document(many, (Paragraph((Run(many),)),)))
    assert message == (
        "no font has these characters: 一丁丂七丄丅丆万丈三上下 and 105 more; "
        "the text is to be in 仿宋_GB2312"
    )


def test_a_character_that_no_terminal_shows_is_named_by_its_number(style: Style) -> None:
    message, _help = refusal(style, Document("t", (Paragraph((Run("a\x01\ud800b"),)),)))
    assert message.startswith("no font has these characters: U+0001U+D800;")


@pytest.mark.parametrize(
    ("words", "named", "help_text"),
    [
        ("圆满😀✅完成", "✅😀", DELETE),
        ("a\x01", "U+0001", DELETE),
        ("一", "一", INSTALL),
        (
            "一😀",
            "一😀",
            f"{INSTALL}; and delete 😀, which no font of Chinese and Latin letters has",
        ),
    ],
)
def test_what_is_no_letter_is_to_be_deleted(
    style: Style, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    words: str, named: str, help_text: str,
) -> None:  # fmt: skip
    """No font for text has an emoji; one that has is of pictures in colour."""
    monkeypatch.setenv("BRANCHREPORT_FONTS", str(tmp_path))
    cast_into(tmp_path, MARKS + "圆满完成", "FangSong_GB2312", chinese="仿宋_GB2312")
    message, helped = refusal(style, Document("t", (Paragraph((Run(words),)),)))
    assert message == (f"no font has these characters: {named}; the text is to be in 仿宋_GB2312")
    assert helped == help_text


@pytest.mark.parametrize(
    ("character", "usual"),
    [("a", True), ("é", True), ("Ω", True), ("я", True), ("①", True), ("★", True), ("※", True),
     ("•", True), ("—", True), ("あ", True), ("한", True), ("㎡", True), ("𠮷", True),
     ("〇", True), ("￥", True), ("😀", False), ("✅", False), ("❤", False), ("\x01", False),
     ("\ue000", False), ("\ud800", False), ("ا", False), ("🇨", False)],
)  # fmt: skip
def test_letters_are_told_from_pictures(character: str, usual: bool) -> None:
    assert is_usual(character) is usual


@pytest.mark.usefixtures("without_typst")
def test_without_any_program_it_is_told_what_to_install(style: Style) -> None:
    assert refusal(style) == (
        "there is no program to make a PDF with",
        'install LibreOffice, or Typst: pip install "branchreport[pdf]"',
    )
    assert refusal(style, by="libreoffice") == (
        "LibreOffice is not found, which is to make the PDF",
        "install it, or let BRANCHREPORT_SOFFICE name its soffice",
    )
    assert refusal(style, by="typst") == (
        "Typst is not installed, which is to make the PDF",
        'install it: pip install "branchreport[pdf]"',
    )


def test_a_picture_that_is_none_is_told(style: Style) -> None:
    broken = Picture(Image(b"no picture", "png", 10, 10), (Run("照片"),))
    message, help_text = refusal(style, Document("t", (broken,)))
    assert message.startswith("Typst cannot set the document: failed to decode image")
    assert help_text == "look at the pictures of the document; or make the PDF with LibreOffice"


def test_fonts_in_named_folders_are_the_only_ones(
    style: Style, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
    cast_into(one, MARKS + TEXT, "FangSong_GB2312")
    cast_into(other, MARKS + TEXT, "FZXiaoBiaoSong-B05S", chinese="方正小标宋简体")
    monkeypatch.setenv("BRANCHREPORT_FONTS", f"{one}:{other}")
    title, text, _number = pages_of(printing.pdf(SAID, style, no_word_file))[0].lines
    assert title.fonts == {"FZXiaoBiaoSong-B05S-Regular"}
    assert text.fonts == {"FangSong_GB2312-Regular"}


@pytest.mark.usefixtures("office")
def test_libreoffice_is_told_what_stands_in_by_its_latin_name(
    style: Style, installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast_into(installed, TEXT + MARKS, "FangSong_GB2312", chinese="仿宋_GB2312")
    cast_into(installed, TEXT + MARKS, "LXGW WenKai", chinese="霞鹜文楷")
    kept = tmp_path / "kept"
    program = tmp_path / "soffice"
    program.write_text(
        '#!/bin/sh\nfor word in "$@"; do case "$word" in -env:UserInstallation=file://*) '
        f'cp "${{word#-env:UserInstallation=file://}}/user/registrymodifications.xcu" "{kept}";; '
        'esac; done; eval "out=\\${$#}"; cp "$out" "${out%.docx}.pdf"\n',
        "utf-8",
    )
    printing.pdf(SAID, style, word_file)
    pairs = re.findall(
        r'"ReplaceFont" oor:op="fuse"><value>(.*?)<.*?"SubstituteFont" oor:op="fuse"><value>(.*?)<',
        kept.read_text("utf-8"),
    )
    assert dict(pairs) == {
        "方正小标宋简体": "FangSong_GB2312",  # no Song here; 仿宋 comes next to it
        "黑体": "FangSong_GB2312",
        "楷体_GB2312": "LXGW WenKai",
        "宋体": "FangSong_GB2312",
    }
