"""同比: what is said of a figure beside that of the year before."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchreport.growth import (
    Growth,
    Turn,
    change_in_words,
    growth,
    in_words,
    of_whole_years,
    rate_in_column,
    rate_in_words,
    share,
    signed,
)
from branchreport.quantity import Quantity

CASES = [
    # (old, new, same period, Chinese, English)
    ("30次", "36次", False, "比上年增加6次，同比增长20.0%", ""),
    ("36次", "30次", False, "比上年减少6次，同比下降16.7%", ""),
    ("8次", "9次", False, "比上年增加1次，同比增长12.5%", ""),
    ("80次", "90次", True, "比上年同期增加10次，同比增长12.5%", ""),
    ("400条", "449条", False, "比上年增加49条，同比增长12.3%", ""),
    ("12次", "12次", False, "与上年持平", ""),
    ("0次", "0次", True, "与上年同期持平", ""),
    ("0次", "5次", False, "上年同期无此项，净增5次（不计算同比）", ""),
    ("5次", "0次", False, "本年未开展（上年5次）", ""),
    ("5条", "0条", False, "降为0条（上年5条）", ""),
    (None, "5次", False, "上年未统计", ""),
    ("5次", None, True, "本期未统计（上年同期5次）", ""),
    (None, None, False, "两年均未统计", ""),
    ("30余次", "36次", False, "为约数，不计算同比（上年30余次）", ""),
    ("30次", "约36次", False, "为约数，不计算同比（上年30次）", ""),
    ("12次", "5场", False, "口径不一致，不可比（上年12次）", ""),
    ("91.2%", "94.4%", False, "比上年提高3.2个百分点", ""),
    ("94.4%", "91.2%", True, "比上年同期降低3.2个百分点", ""),
    ("0%", "5%", False, "比上年提高5个百分点", ""),
    ("5%", "0%", False, "比上年降低5个百分点", ""),
    ("93.5%", "93.5%", False, "与上年持平", ""),
    ("3‰", "5‰", False, "比上年提高2个千分点", ""),
    ("1次", "40次", False, "比上年增加39次，同比增长3900.0%（上年基数小，仅供参考）", ""),
    ("4次", "3次", False, "比上年减少1次，同比下降25.0%（上年基数小，仅供参考）", ""),
    ("5次", "6次", False, "比上年增加1次，同比增长20.0%", ""),
    ("10000人", "10001人", False, "比上年增加1人，同比增长不足0.1%", ""),
    ("10000人", "9999人", False, "比上年减少1人，同比下降不足0.1%", ""),
    ("2.5万元", "3万元", False, "比上年增加5000元，同比增长20.0%", ""),
    ("30 rides", "36 rides", False, "", "6 rides more than the year before, up 20.0%"),
    ("36 rides", "30 rides", True, "",
     "6 rides fewer than the same period of the year before, down 16.7%"),
    ("12 rides", "12 rides", False, "", "as in the year before"),
    ("0 rides", "5 rides", False, "", "5 rides more, none in the year before"),
    ("5 rides", "0 rides", False, "", "down to 0 rides from 5 rides in the year before"),
    (None, "5 rides", False, "", "not counted in the year before"),
    ("5 rides", None, False, "", "not counted this year (5 rides in the year before)"),
    (None, None, False, "", "not counted in either year"),
    ("about 30 rides", "36 rides", False, "",
     "not exact, so not compared (about 30 rides in the year before)"),
    ("12 rides", "5 hours", False, "",
     "measured otherwise, not comparable (12 rides in the year before)"),
    ("91.2%", "94.4%", False, "", "3.2 percentage points more than the year before"),
    ("94.4%", "91.2%", False, "", "3.2 percentage points less than the year before"),
    ("1 ride", "40 ride", False, "",
     "39 ride more than the year before, up 3900.0% (of a small number, for reference only)"),
    ("10000 ride", "9999 ride", False, "",
     "1 ride fewer than the year before, down less than 0.1%"),
]  # fmt: skip


def figure(text: str | None) -> Quantity | None:
    return None if text is None else Quantity.parse(text)


@pytest.mark.parametrize(("old", "new", "same_period", "chinese", "english"), CASES)
def test_every_case_has_its_words(
    old: str | None, new: str | None, same_period: bool, chinese: str, english: str
) -> None:
    found = growth(figure(old), figure(new), same_period=same_period)
    if chinese:
        assert in_words(found, chinese=True) == chinese
    if english:
        assert in_words(found, chinese=False) == english


def test_every_turn_is_in_the_table() -> None:
    told = {growth(figure(old), figure(new)).turn for old, new, *_ in CASES}
    assert told == set(Turn) - {Turn.UNDIVIDED}, "which a figure alone does not tell"


@pytest.mark.parametrize(
    ("old", "new", "same_period", "chinese", "english"),
    [
        ("4次", "6次", False, "比2019年增加2次，增长50.0%（基数小，仅供参考）",
         "2次 more than 2019, up 50.0% (of a small number, for reference only)"),
        ("8次", "8次", True, "与2019年同期持平", "as in the same period of 2019"),
        ("0次", "3次", False, "2019年同期无此项，净增3次（不计算同比）", "3次 more, none in 2019"),
        (None, "3次", False, "2019年未统计", "not counted in 2019"),
        ("5次", "0次", False, "本年未开展（2019年5次）", "down to 0次 from 5次 in 2019"),
    ],
)  # fmt: skip
def test_a_year_that_is_not_the_one_before_is_called_by_its_name(
    old: str | None, new: str | None, same_period: bool, chinese: str, english: str
) -> None:
    found = growth(figure(old), figure(new), same_period=same_period, since="2019")
    assert in_words(found, chinese=True) == chinese
    assert in_words(found, chinese=False) == english


def test_what_is_declared_of_whole_years_is_not_compared_in_part() -> None:
    found = of_whole_years(growth(None, figure("500余人次"), same_period=True))
    assert in_words(found, chinese=True) == "填报数不分月，不作同期比较"
    assert in_words(found, chinese=False) == "declared for whole years, so not compared"
    assert rate_in_column(found, chinese=True) == "不分月"


def test_figures_of_any_length_have_a_rate() -> None:
    vast = figure("99999999999999999999亿张")
    assert growth(figure("3张"), vast).rate is not None
    assert str(growth(vast, figure("3张")).rate) == "-100.0"


@pytest.mark.parametrize(
    ("old", "new", "rate"),
    [
        ("8", "9", "12.5"),
        ("80", "90", "12.5"),
        ("16", "18", "12.5"),
        ("400", "449", "12.3"),  # 12.25: to the even digit it would be 12.2
        ("400", "351", "-12.3"),
        ("2000", "2001", "0.1"),  # 0.05
        ("2001", "2000", "0.0"),
        ("3", "1", "-66.7"),
    ],
)
def test_rates_are_rounded_half_up(old: str, new: str, rate: str) -> None:
    assert str(growth(figure(old), figure(new)).rate) == rate


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(1, 8, "12.5%"), (49, 400, "12.3%"), (2, 3, "66.7%"), (3, 3, "100.0%"), (0, 3, "0.0%")],
)
def test_shares_are_rounded_half_up(part: int, whole: int, percent: str) -> None:
    assert str(share(part, whole)) == percent


@pytest.mark.parametrize(
    ("number", "words"), [("8", "+8"), ("-6", "-6"), ("0", "0"), ("-0.0", "0"), ("1.50", "+1.5")]
)
def test_a_column_of_changes_has_signs(number: str, words: str) -> None:
    assert signed(Decimal(number)) == words


FIGURES = st.one_of(
    st.none(),
    st.builds(
        Quantity.counted,
        st.decimals(0, 10**6, places=1) | st.integers(0, 50),
        st.sampled_from(["次", "条", "%", ""]),
    ),
    st.sampled_from(["30余次", "约5条"]).map(Quantity.parse),
)


@given(FIGURES, FIGURES, st.booleans(), st.booleans())
def test_any_two_figures_have_words(
    old: Quantity | None, new: Quantity | None, same_period: bool, chinese: bool
) -> None:
    found = growth(old, new, same_period=same_period)
    for tell in (change_in_words, rate_in_words, in_words):
        told = tell(found, chinese=chinese)
        assert told
        assert "None" not in told
        assert "-" not in told
    assert str(found.rate) != "-0.0"


def opposite(found: Growth) -> Turn:
    pairs = {
        Turn.RISEN: Turn.FALLEN,
        Turn.FROM_NOUGHT: Turn.TO_NOUGHT,
        Turn.NOT_BEFORE: Turn.NOT_NOW,
    }
    both = pairs | {right: left for left, right in pairs.items()}
    return both.get(found.turn, found.turn)


@given(FIGURES, FIGURES)
def test_the_other_way_round_signs_are_changed(old: Quantity | None, new: Quantity | None) -> None:
    there, back = growth(old, new), growth(new, old)
    assert opposite(there) is back.turn
    if there.difference is not None and back.difference is not None:
        assert there.difference == -back.difference
    assert (there.difference is None) == (back.difference is None)
