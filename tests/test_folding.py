"""Texts in narrow columns: nothing is lost, nothing is too wide, and marks keep their places."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from branchreport.typography import cells
from branchreport.writers.folding import fold, shared
from branchreport.writers.lengths import columns_of

MARKS_THAT_BEGIN_NO_LINE = "，。；：、！？）》〉】〕”’%,.;:!?)]}"
MARKS_THAT_END_NO_LINE = "（《〈【〔“‘([{"

CHINESE = st.text("党支部开展活动十二次", min_size=1, max_size=4)
WORD = st.text("abcdefgh0123456789-", min_size=1, max_size=6)
PLAIN = st.one_of(CHINESE, WORD)
ANY = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [*MARKS_THAT_BEGIN_NO_LINE, *MARKS_THAT_END_NO_LINE, "党", "支部", "word", "/", " ",
             "\u3000", "e\u0301", "か\u3099", "\u200d", "\u200b", "👨‍👩‍👧", "👍🏽", "🇨🇳", "½"]
        ),
        max_size=30,
    ).map("".join),
)  # fmt: skip


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Words and Chinese, some of them between marks, each with room in a line of 20 columns."""
    said = []
    for word in draw(st.lists(PLAIN, min_size=1, max_size=12)):
        opening = draw(st.sampled_from(["", "", *MARKS_THAT_END_NO_LINE]))
        closing = draw(st.sampled_from(["", "", *MARKS_THAT_BEGIN_NO_LINE]))
        said.append(f"{opening}{word}{closing}{draw(st.sampled_from([' ', '党', '会议']))}")
    return "".join(said).strip()


def letters(text: str) -> str:
    return "".join(text.split())


@given(ANY, st.integers(1, 60))
@example("", 8)
@example("   ", 8)
def test_lines_say_the_text_again_but_for_blanks_at_breaks(text: str, width: int) -> None:
    lines = fold(text, width)
    assert letters("".join(lines)) == letters(text)
    assert lines
    if columns_of(text.rstrip()) <= width:
        assert lines == [text.rstrip()]


@given(ANY, st.integers(1, 60))
def test_no_line_is_wider_than_asked_unless_one_letter_is(text: str, width: int) -> None:
    for line in fold(text, width):
        wide = [character for character in line if cells(character)]
        joined = "\u200d" in line or any("\U0001f3fb" <= mark <= "\U0001f3ff" for mark in line)
        assert columns_of(line) <= width or len(wide) == 1 or joined


@given(sentences(), st.integers(20, 60))
@example("（" + "党" * 11 + "）会", 20)
def test_marks_stand_where_they_may(text: str, width: int) -> None:
    """GB/T 15834-2011, 5.1.1, 5.1.4."""
    lines = fold(text, width)
    assert not [line for line in lines[1:] if line[0] in MARKS_THAT_BEGIN_NO_LINE]
    assert not [line for line in lines[:-1] if line[-1] in MARKS_THAT_END_NO_LINE]


@given(st.lists(WORD, min_size=1, max_size=12), st.integers(8, 60))
def test_no_word_is_broken_that_has_room(words: list[str], width: int) -> None:
    assert " ".join(fold(" ".join(words), width)).split() == words


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("支部开展活动，共12次。", 10, ["支部开展活", "动，共12", "次。"]),
        ("支部学习《条例》", 10, ["支部学习", "《条例》"]),
        ("two riders came", 9, ["two", "riders", "came"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("tests/club/2024.yaml:23", 20, ["tests/club/", "2024.yaml:23"]),
        ("见/year/2024.yaml:23", 15, ["见/year/", "2024.yaml:23"]),
        ("见，/year/2024.yaml:23", 4, ["见，", "/yea", "r/", "2024", ".yam", "l:23"]),
        ("1020/1085", 6, ["1020/1", "085"]),
        ("e\u0301te\u0301", 1, ["e\u0301", "t", "e\u0301"]),
        ("か\u3099か\u3099", 2, ["か\u3099", "か\u3099"]),
        ("👍🏽👍🏽", 4, ["👍🏽", "👍🏽"]),
        ("👨‍👩‍👧家", 2, ["👨‍👩‍👧", "家"]),
        ("增减", 1, ["增", "减"]),
        ("", 4, [""]),
    ],
)
def test_lines(text: str, width: int, lines: list[str]) -> None:
    assert fold(text, width) == lines


@given(st.lists(st.integers(0, 200), min_size=1, max_size=12), st.integers(0, 300))
def test_columns_share_the_room(widths: list[int], room: int) -> None:
    found = shared(widths, room)
    assert all(one <= other for one, other in zip(found, widths, strict=True))
    assert all(one == other for one, other in zip(found, widths, strict=True) if other <= 8)
    if sum(widths) <= room:
        assert found == widths
        return
    assume(room >= 8 * len(widths))
    assert sum(found) == room, "all of it is given away"
    narrowest_cut = min(one for one, other in zip(found, widths, strict=True) if one < other)
    assert narrowest_cut + 1 >= max(found), "the wide ones share alike"


def test_the_least_that_a_column_has() -> None:
    assert shared([40, 40, 5], 0) == [8, 8, 5]
