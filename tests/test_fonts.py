"""Fonts: found by every name, in the right weight; a file that cannot be read is passed over."""

import subprocess
import sys
from pathlib import Path

import pytest

from branchreport import fonts
from branchreport.fonts.kinds import FAMILIES, Kind, kind_of
from typefoundry import bind, cast, cast_into


def test_a_font_is_found_by_its_english_and_its_chinese_name(tmp_path: Path) -> None:
    file = cast_into(tmp_path, "仿宋", "FangSong", chinese="仿宋")
    found = fonts.in_folders([tmp_path])
    for name in (
        "FangSong",
        "仿宋",
        "fangsong",
        "Fang Song",
        "ＦａｎｇＳｏｎｇ",
        "FangSong Regular",
    ):
        face = found.named(name)
        assert face is not None, name
        assert (face.file, face.index) == (file, 0)
    assert found.named("宋体") is None


def test_only_what_a_font_has_is_covered(tmp_path: Path) -> None:
    cast_into(tmp_path, "甲乙", "Song")
    found = fonts.in_folders([tmp_path])
    (face,) = found.faces
    assert found.covered(face) == frozenset(map(ord, "甲乙 "))


def test_the_fonts_of_a_collection_are_told_apart(tmp_path: Path) -> None:
    bind(tmp_path / "two.ttc", cast("甲", "One", chinese="一号"), cast("乙", "Two", weight=700))
    found = fonts.in_folders([tmp_path])
    one, two = found.named("一号"), found.named("Two")
    assert one is not None
    assert two is not None
    assert [(one.index, one.weight), (two.index, two.weight)] == [(0, 400), (1, 700)]
    assert found.covered(one) == frozenset(map(ord, "甲 "))
    assert found.covered(two) == frozenset(map(ord, "乙 "))


def test_the_nearest_weight_is_taken_and_an_upright_one_first(tmp_path: Path) -> None:
    cast_into(tmp_path, "甲", "Song", weight=700)
    cast_into(tmp_path, "甲", "Song", weight=400, italic=True)
    cast_into(tmp_path, "甲", "Song", weight=300)
    found = fonts.in_folders([tmp_path])
    weights = {}
    for wanted in (400, 700):
        face = found.named("Song", wanted)
        assert face is not None
        assert face.upright
        weights[wanted] = face.weight
    assert weights == {400: 300, 700: 700}


@pytest.mark.parametrize(
    "content", [b"", b"no font", b"ttcf\0\1\0\0\0\0\0\x09", b"\0\1\0\0\0\x10" + b"\xff" * 400]
)
@pytest.mark.parametrize("ending", ["ttf", "ttc"])
def test_a_broken_file_is_passed_over(tmp_path: Path, content: bytes, ending: str) -> None:
    (tmp_path / f"a.{ending}").write_bytes(content)
    cast_into(tmp_path, "甲", "Song")
    assert [face.names[0] for face in fonts.in_folders([tmp_path]).faces] == ["Song"]


def test_a_font_cut_off_is_passed_over(tmp_path: Path) -> None:
    whole = cast_into(tmp_path, "甲乙丙丁", "Song").read_bytes()
    for end in range(0, len(whole), 7):
        (tmp_path / "Song-400.ttf").write_bytes(whole[:end])
        found = fonts.in_folders([tmp_path])
        for face in found.faces:  # all that is read of a font is read without a fault
            assert face.names


def test_a_font_that_shows_boxes_is_no_font(tmp_path: Path) -> None:
    cast_into(tmp_path, "甲", ".LastResort")
    assert fonts.in_folders([tmp_path]).faces == ()


def test_a_folder_that_is_not_there_holds_no_fonts(tmp_path: Path) -> None:
    assert fonts.in_folders([tmp_path / "none"]).faces == ()


def test_the_extra_brings_a_song_and_a_hei() -> None:
    found = fonts.Fonts(fonts.pack())
    assert [face.names[0] for face in found.faces] == ["Noto Sans SC", "Noto Serif SC"]
    for face in found.faces:
        assert set(map(ord, "云溪市水务局机关党支部“”——……")) <= found.covered(face)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="fontconfig is of other systems")
def test_what_is_installed_is_what_fontconfig_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    file = cast_into(tmp_path, "甲", "Song")
    assert [face.file for face in fonts.installed(with_pack=False).faces] == [file]
    assert [face.names[0] for face in fonts.installed().faces] == [
        "Song", "Noto Sans SC", "Noto Serif SC",
    ]  # fmt: skip


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="fontconfig is of other systems")
def test_without_fontconfig_the_usual_folders_are_looked_into(tmp_path: Path) -> None:
    """As in a small container; a process of its own, for a library is loaded once."""
    folder = tmp_path / ".local" / "share" / "fonts"
    folder.mkdir(parents=True)
    cast_into(folder, "甲", "Song of mine")
    program = (
        "import ctypes.util; ctypes.util.find_library = lambda name: None\n"
        "from branchreport import fonts\n"
        "print('Song of mine' in [face.names[0] for face in fonts.installed().faces])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"HOME": str(tmp_path)}, capture_output=True, check=True, text=True,
    )  # fmt: skip
    assert done.stdout == "True\n"


def test_every_known_family_is_of_its_kind() -> None:
    for kind, families in FAMILIES.items():
        assert {family: kind_of(family) for family in families} == dict.fromkeys(families, kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("汉仪仿宋简", Kind.FANGSONG), ("汉仪楷体", Kind.KAI), ("文鼎大标宋", Kind.TITLE),
        ("汉仪中黑", Kind.HEI), ("报宋", Kind.SONG), ("某某体", Kind.SONG),
        ("Calibri", Kind.SANS), ("Garamond", Kind.SERIF),
    ],
)  # fmt: skip
def test_an_unknown_family_is_told_by_its_name(name: str, kind: Kind) -> None:
    assert kind_of(name) is kind


def test_no_font_is_read_before_somebody_asks() -> None:
    program = (
        "import sys, branchreport.fonts, branchreport.typefaces, branchreport.writers.typst\n"
        "branchreport.fonts.in_folders([])\n"
        "print([name for name in ('fontTools', 'typst', 'find_system_fonts_filename')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
