"""Which fonts show a style, and that no character is left without one."""

import datetime
from pathlib import Path

import pytest

from branchreport import fonts, shipped
from branchreport.document import Document, Paragraph, Run, Title
from branchreport.fonts.kinds import Kind
from branchreport.typefaces import (
    Typeface,
    Uncovered,
    asked,
    choose,
    common_characters,
    diagnose,
    typecase,
)
from making import built_in_style as style
from typefoundry import LATIN, cast_into

TEXT = "云溪市水务局机关党支部工作总结，，、•"


def document(text: str = TEXT) -> Document:
    runs = (Run(text),)
    return Document("总结", (Title(runs), Paragraph(runs)), date=datetime.date(2021, 12, 20))


def needed(text: str = TEXT) -> frozenset[int]:
    return frozenset(map(ord, text))


def told(face: Typeface) -> tuple[str, str, bool]:
    return face.standing, face.shown, face.akin


def test_the_font_itself_comes_first(tmp_path: Path) -> None:
    cast_into(tmp_path, TEXT, "FangSong_GB2312", chinese="仿宋_GB2312")
    cast_into(tmp_path, TEXT, "FangSong", chinese="仿宋")
    at_hand = fonts.in_folders([tmp_path])
    assert told(choose("仿宋_GB2312", style(), at_hand, needed())) == (
        "present", "仿宋_GB2312", True,
    )  # fmt: skip


def test_then_what_the_style_says(tmp_path: Path) -> None:
    cast_into(tmp_path, TEXT, "FangSong", chinese="仿宋")
    cast_into(tmp_path, TEXT, "STFangsong")
    at_hand = fonts.in_folders([tmp_path])
    assert told(choose("仿宋_GB2312", style(), at_hand, needed())) == ("substitute", "仿宋", True)


def test_then_a_font_of_its_kind_then_of_another(tmp_path: Path) -> None:
    cast_into(tmp_path, TEXT, "SimHei")
    at_hand = fonts.in_folders([tmp_path])
    assert told(choose("仿宋_GB2312", style(), at_hand, needed())) == (
        "substitute",
        "SimHei",
        False,
    )
    cast_into(tmp_path, TEXT, "SimSun")
    at_hand = fonts.in_folders([tmp_path])
    assert told(choose("仿宋_GB2312", style(), at_hand, needed())) == (
        "substitute",
        "SimSun",
        False,
    )
    cast_into(tmp_path, TEXT, "STFangsong")
    at_hand = fonts.in_folders([tmp_path])
    assert told(choose("仿宋_GB2312", style(), at_hand, needed())) == (
        "substitute", "STFangsong", True,
    )  # fmt: skip


def test_a_stand_in_that_lacks_characters_comes_after_one_that_does_not(tmp_path: Path) -> None:
    """As one that has the traditional characters only."""
    cast_into(tmp_path, TEXT[3:], "STFangsong")
    cast_into(tmp_path, TEXT, "SimSun")
    at_hand = fonts.in_folders([tmp_path])
    assert told(choose("仿宋_GB2312", style(), at_hand, needed())) == (
        "substitute",
        "SimSun",
        False,
    )


def test_any_font_will_do_before_none(tmp_path: Path) -> None:
    cast_into(tmp_path, TEXT, "Nobody Knows It")
    at_hand = fonts.in_folders([tmp_path])
    assert told(choose("黑体", style(), at_hand, needed())) == (
        "substitute", "Nobody Knows It", False,
    )  # fmt: skip


def test_a_latin_font_stands_in_for_no_chinese_one(tmp_path: Path) -> None:
    cast_into(tmp_path, LATIN, "Liberation Serif")
    at_hand = fonts.in_folders([tmp_path])
    assert told(choose("黑体", style(), at_hand, needed())) == ("missing", "", True)


def test_bold_letters_have_the_bold_font_of_the_family(tmp_path: Path) -> None:
    cast_into(tmp_path, LATIN, "Arial")
    bold = cast_into(tmp_path, LATIN, "Arial", weight=700)
    cast_into(tmp_path, LATIN, "Times New Roman")
    chosen = diagnose(style("plain"), fonts.in_folders([tmp_path]))
    arial, times = chosen["Arial"], chosen["Times New Roman"]
    assert arial.bold is not None
    assert arial.bold.file == bold
    assert times.bold is None


def test_fonts_are_asked_for_with_what_they_are_for() -> None:
    assert asked(style()) == {
        "仿宋_GB2312": ["body", "document_number", "contents_1", "contents_2", "addressee",
                       "heading_3", "heading_4", "list_item", "attachments", "signature",
                       "table_cell"],
        "方正小标宋简体": ["issuer", "title"],
        "黑体": ["contents_label", "heading_1", "table_header", "caption", "appendix_label"],
        "楷体_GB2312": ["heading_2", "note"],
        "宋体": ["page_number"],
    }  # fmt: skip


def test_what_one_font_lacks_another_has(tmp_path: Path) -> None:
    cast_into(tmp_path, TEXT + LATIN, "FangSong_GB2312", chinese="仿宋_GB2312")
    more = cast_into(tmp_path, "龘😀", "More")
    case = typecase(document(TEXT + "龘😀"), style(), fonts.in_folders([tmp_path]))
    assert [face.file for face in case.others] == [more]


def test_a_character_that_no_font_has_is_named(tmp_path: Path) -> None:
    cast_into(tmp_path, TEXT + LATIN, "SimSun", chinese="宋体")
    with pytest.raises(Uncovered) as found:
        typecase(document(TEXT + "龘😀"), style(), fonts.in_folders([tmp_path]))
    assert found.value.characters == "龘😀"
    assert told(found.value.typeface) == ("substitute", "宋体", False)


def test_nothing_is_wanted_for_what_nobody_sees(tmp_path: Path) -> None:
    cast_into(tmp_path, TEXT + LATIN, "SimSun")
    unseen = "\u200b\u200f\u202e\ufeff\u00ad\ufe0f\u3000\u2003\t\n"
    typecase(document(TEXT + unseen), style(), fonts.in_folders([tmp_path]))


def test_a_control_character_is_nothing_that_can_be_set(tmp_path: Path) -> None:
    cast_into(tmp_path, TEXT + LATIN, "SimSun")
    with pytest.raises(Uncovered) as found:
        typecase(document(TEXT + "\x01\ud800"), style(), fonts.in_folders([tmp_path]))
    assert found.value.characters == "\x01\ud800"


def test_without_fonts_every_character_is_missing() -> None:
    with pytest.raises(Uncovered) as found:
        typecase(document(), style(), fonts.Fonts([]))
    assert set(TEXT) < set(found.value.characters)
    assert told(found.value.typeface) == ("missing", "", True)


def test_common_characters_are_those_of_the_first_level() -> None:
    found = common_characters()
    assert len(found) == 3755
    assert {ord("啊"), ord("座"), ord("党")} < found
    assert ord("亍") not in found  # the first of the second level


def test_the_extra_shows_every_built_in_style() -> None:
    at_hand = fonts.Fonts(fonts.pack())
    for name in shipped.styles():
        for typeface in diagnose(style(name), at_hand).values():
            assert typeface.face is not None
    kinds = {name: face.kind for name, face in diagnose(style(), at_hand).items()}
    assert kinds == {
        "仿宋_GB2312": Kind.FANGSONG, "方正小标宋简体": Kind.TITLE, "黑体": Kind.HEI,
        "楷体_GB2312": Kind.KAI, "宋体": Kind.SONG,
    }  # fmt: skip
