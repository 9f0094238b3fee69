"""Quantities: what they read, what they mean, how they print."""

import contextlib
from decimal import Decimal

import pytest
from cn2an import an2cn
from hypothesis import given
from hypothesis import strategies as st

from branchreport.quantity import Exactness, NotAQuantityError, Quantity

READ = [
    ("12", 12, Exactness.EXACT, ""),
    ("0", 0, Exactness.EXACT, ""),
    ("2部", 2, Exactness.EXACT, "部"),
    ("12人次", 12, Exactness.EXACT, "人次"),
    ("1,234人", 1234, Exactness.EXACT, "人"),
    ("100%", 100, Exactness.EXACT, "%"),
    ("1.2万人", 12000, Exactness.EXACT, "人"),
    ("30余次", 30, Exactness.ODD, "次"),
    ("30多次", 30, Exactness.ODD, "次"),
    ("3万余人", 30000, Exactness.ODD, "人"),
    ("30余万元", 300000, Exactness.ODD, "元"),
    ("三十余次", 30, Exactness.ODD, "次"),
    ("百余条", 100, Exactness.ODD, "条"),
    ("十二次", 12, Exactness.EXACT, "次"),
    ("两次", 2, Exactness.EXACT, "次"),
    ("约300人", 300, Exactness.ABOUT, "人"),
    ("300人左右", 300, Exactness.ABOUT, "人"),
    ("近百条", 100, Exactness.NEARLY, "条"),
    ("不少于12次", 12, Exactness.AT_LEAST, "次"),
    ("30次以上", 30, Exactness.AT_LEAST, "次"),
    ("超过30次", 30, Exactness.MORE, "次"),
    ("不超过5天", 5, Exactness.AT_MOST, "天"),
    ("about 30", 30, Exactness.ABOUT, ""),
    ("30+", 30, Exactness.AT_LEAST, ""),
    ("over 30", 30, Exactness.MORE, ""),
    ("At least 12 club rides", 12, Exactness.AT_LEAST, "club rides"),
    ("一万二千人", 12000, Exactness.EXACT, "人"),
    ("5千人", 5000, Exactness.EXACT, "人"),
    ("2千余人", 2000, Exactness.ODD, "人"),
    ("5千米", 5, Exactness.EXACT, "千米"),
    ("2个百分点", 2, Exactness.EXACT, "个百分点"),
    ("235 rider-days", 235, Exactness.EXACT, "rider-days"),
    ("30来次", 30, Exactness.ABOUT, "次"),
    ("不足30次", 30, Exactness.LESS, "次"),
    ("30次不到", 30, Exactness.LESS, "次"),
    ("30次以下", 30, Exactness.AT_MOST, "次"),
    ("上百次", 100, Exactness.AT_LEAST, "次"),
    ("30 or more rides", 30, Exactness.AT_LEAST, "rides"),
    ("30 or so", 30, Exactness.ABOUT, ""),
    ("30-odd books", 30, Exactness.ODD, "books"),
    ("300 or fewer", 300, Exactness.AT_MOST, ""),
    ("less than 30", 30, Exactness.LESS, ""),
    ("approximately 30 km", 30, Exactness.ABOUT, "km"),
    ("0.5小时", Decimal("0.5"), Exactness.EXACT, "小时"),
]


@pytest.mark.parametrize(("text", "number", "exactness", "unit"), READ)
def test_reads(text: str, number: int, exactness: Exactness, unit: str) -> None:
    quantity = Quantity.parse(text)
    assert quantity == Quantity(Decimal(number), exactness, unit)
    assert str(quantity) == text


@pytest.mark.parametrize(
    "text",
    ["", "次", "12:30", "012", "007", "１２次", "三四次", "十几次", "12余次", "约30余次",
     "30～40人", "1e3", "-3次", "12次，", "约", "9" * 61, "٣次", "12 次 ！", "3万五千人",
     "百分之九十", "十分之一", "二十至三十次", "一年多", "30人多", "30好几", "5次以上左右",
     "300人 左右", "12 rides or more", "10 to twenty", "9" * 21, "1st ride", "30 or rides",
     "30-odd or so", "来次", "ſome 30", "approxımately 30", "30 or ſo"],
)  # fmt: skip
def test_refuses(text: str) -> None:
    with pytest.raises(NotAQuantityError):
        Quantity.parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("30次", 30, 30),
        ("30余次", 31, 39),
        ("120余次", 121, 129),
        ("100多件", 101, 199),
        ("约300人", 270, 330),
        ("近100条", 90, 99),
        ("不超过5次", 0, 5),
    ],
)
def test_is_satisfied_by_a_range(text: str, first: int, last: int) -> None:
    quantity = Quantity.parse(text)
    assert [n for n in range(1000) if quantity.satisfied_by(n)] == list(range(first, last + 1))


@pytest.mark.parametrize(("text", "first"), [("不少于12次", 12), ("30+", 30), ("超过30次", 31)])
def test_is_satisfied_from_a_number_on(text: str, first: int) -> None:
    quantity = Quantity.parse(text)
    assert [n for n in range(100) if quantity.satisfied_by(n)] == list(range(first, 100))


@given(st.integers(min_value=1, max_value=99_999))
def test_reads_han_numerals_as_their_own_library_writes_them(number: int) -> None:
    han = an2cn(str(number), "low")
    if "万" not in han:
        assert Quantity.parse(f"{han}次").number == number


@given(
    st.integers(min_value=0, max_value=10**9), st.sampled_from(["次", "人", "club rides", "%", ""])
)
def test_what_was_counted_reads_back(number: int, unit: str) -> None:
    counted = Quantity.counted(number, unit)
    assert Quantity.parse(str(counted)) == counted
    assert counted.satisfied_by(number)
    assert not counted.satisfied_by(number + 1)


def test_is_ordered_within_a_unit() -> None:
    three, four = Quantity.parse("3次"), Quantity.parse("不少于4次")
    assert three < four
    assert max(three, four) is four
    with pytest.raises(TypeError):
        assert three < Quantity.parse("4部")


def test_is_equal_however_it_was_written() -> None:
    assert Quantity.parse("三十余次") == Quantity.parse("30多次")
    assert Quantity.parse("30次") != Quantity.parse("30余次")


def test_value_is_whole_where_the_number_is() -> None:
    assert repr(Quantity.parse("12次").value) == "12"
    assert Quantity.parse("0.5小时").value == Decimal("0.5")


NUMBERS = r"[约近]?(?:[1-9]\d{0,3}|[二三]?[十百千万])[余多来]?[次人千百万分之至以上左右]{0,4}"


@given(st.from_regex(NUMBERS, fullmatch=True))
def test_a_measure_word_says_nothing_of_the_number(text: str) -> None:
    with contextlib.suppress(NotAQuantityError):
        unit = Quantity.parse(text).unit
        assert not set(unit) & set("余多来百千万至")
        assert not unit.endswith(("以上", "左右", "分之"))


@given(st.text(max_size=80))
def test_any_text_is_a_quantity_or_refused(text: str) -> None:
    with contextlib.suppress(NotAQuantityError):
        assert str(Quantity.parse(text)) == text


@pytest.mark.parametrize(
    ("promised", "actual", "met"),
    [
        ("不少于30次", "30余次", True),
        ("多于30次", "30余次", True),
        ("不少于31次", "30余次", None),
        ("不少于40次", "30余次", False),
        ("少于40次", "30余次", True),
        ("不超过30次", "30余次", False),
        ("30次", "30余次", False),
        ("30余次", "30余次", True),
        ("不少于12次", "12次以上", True),
        ("超过12次", "12次以上", None),
        ("超过12次", "超过12次", True),
        ("不超过12次", "超过12次", False),
        ("不超过12次", "12次以上", None),
        ("不少于12次", "不足12次", False),
        ("不少于11次", "不足12次", None),
        ("少于12次", "不足12次", True),
        ("不超过12次", "不到12次", True),
        ("不少于90人", "约100人", True),
        ("不少于91人", "约100人", None),
        ("不少于111人", "约100人", False),
        ("不少于90人", "近100人", True),
        ("不少于100人", "近100人", False),
        ("不少于1次", "近0次", None),
        ("近0次", "1次", False),
    ],
)
def test_what_is_true_of_every_number_that_another_may_stand_for(
    promised: str, actual: str, met: bool | None
) -> None:
    assert Quantity.parse(promised).met_by(Quantity.parse(actual)) is met


@pytest.mark.parametrize(
    "form", ["{}", "{}余", "约{}", "近{}", "超过{}", "不足{}", "{}以上", "{}以下"]
)
def test_an_exact_number_settles_everything(form: str) -> None:
    promised = Quantity.parse(form.format(30))
    for number in range(45):
        met = promised.met_by(Quantity.counted(number, ""))
        assert met is promised.satisfied_by(number)
