"""Quotes in prose: what they print, what they refuse, and that both ways to read them agree."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from branchreport.expressions import terms_of
from branchreport.facts import Compared, Fact
from branchreport.growth import growth
from branchreport.quantity import Quantity
from branchreport.quoting import Compare, Stretch, _plain, names_in, quote
from branchreport.terms import ATTRIBUTES, Term

FACTS = {
    name: Fact(name, Quantity.parse(figure))
    for name, figure in {
        "主题党日": "12次", "党课": "4次", "党建+廉洁": "3场", "测试": "30余次", "三会一课": "16",
        "rides": "12 rides", "hours": "0.5小时",
    }.items()
}  # fmt: skip


@pytest.mark.parametrize(
    ("prose", "printed"),
    [
        ("全年{{ 主题党日 }}。", "全年12次。"),
        ("{{主题党日.value}}/{{ 主题党日.unit }}", "12/次"),
        ("{{ 数[\"党建+廉洁\"] }}、{{ counts['党建+廉洁'].value }}", "3场、3"),
        ("{{ 主题党日.value + 党课.value }}", "16"),
        ("{{ 主题党日.value - 党课.value - 党课.value }}", "4"),
        ("{{ 主题党日.value - (党课.value - 党课.value) }}", "12"),
        ("{{ (主题党日).value }}", "12"),
        ("{{ hours.value + hours.value }}", "1"),
        ("{{ 测试 }}", "30余次"),
        ("no quote, {no} brace", "no quote, {no} brace"),
    ],
)
def test_a_quote_prints_the_figure(prose: str, printed: str) -> None:
    stretches, faults = quote(prose, FACTS)
    assert faults == []
    assert "".join(stretch.text for stretch in stretches) == printed


@pytest.mark.parametrize(
    ("prose", "code"),
    [
        ("{{ 党客 }}", "BR302"),
        ("{{ 7 * 7 }}", "BR303"),
        ("{{ }}", "BR303"),
        ("{{ 党课.value + 1 }}", "BR303"),
        ("{{ 党课 + 党课 }}", "BR303"),
        ("{{ 党课.unit + 党课.unit }}", "BR303"),
        ("{{ 党课 | upper }}", "BR303"),
        ("{{ 党课.__class__ }}", "BR303"),
        ("{{ 党课.value.real }}", "BR303"),
        ("{{ 数 }}", "BR303"),
        ("{{ 数[党课] }}", "BR303"),
        ("{{ 9 ** 9 ** 9 }}", "BR303"),
        ("{{ 党课", "BR303"),
        ("{% if 党课 %}", "BR303"),
        ("｛｛党课｝｝", "BR303"),
        ("{ 党课 }", "BR303"),
        ("{{ 测试.value }}", "BR307"),
        ("{{ 测试 . value }}", "BR307"),
        ("{{ 党课.value + 测试.value }}", "BR307"),
    ],
)
def test_anything_else_is_a_fault(prose: str, code: str) -> None:
    _, faults = quote(prose, FACTS)
    assert [fault.code for fault in faults] == [code]
    assert faults[0].quote in prose
    assert faults[0].help


BEFORE = {
    name: Fact(name, Quantity.parse(figure))
    for name, figure in {
        "主题党日": "4次", "测试": "20余次", "rides": "10 rides", "hours": "0.5小时"
    }.items()
}  # fmt: skip


def beside(name: str) -> Compared:
    """The count ``name`` beside that of `BEFORE`."""
    old = BEFORE.get(name)
    return Compared(old, growth(old.exact if old else None, FACTS[name].exact))


COMPARED = [
    ("主题党日", "value", "12", False),
    ("主题党日", "unit", "次", False),
    ("主题党日", "previous", "4次", True),
    ("主题党日", "change", "比上年增加8次", False),
    ("主题党日", "growth", "同比增长200.0%（上年基数小，仅供参考）", False),
    ("hours", "change", "与上年持平", False),  # Chinese by its measure word
    ("hours", "growth", "与上年持平", False),
    ("党课", "change", "上年未统计", False),
    ("党课", "growth", "上年未统计", False),
    ("测试", "previous", "20余次", True),
    ("rides", "previous", "10 rides", True),
    ("rides", "change", "2 rides more than the year before", False),
    ("rides", "growth", "up 20.0%", False),
]


FORMS = [
    "{{{{ {name}.{attribute} }}}}",
    "{{{{({name}).{attribute}}}}}",
    '{{{{数["{name}"].{attribute}}}}}',
    "{{{{ counts['{name}'] . {attribute} }}}}",
]
"""The first and the third need no parser, the others are read by Jinja."""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "asked", "printed", "earlier"), COMPARED)
def test_each_attribute_prints_what_it_asks_for(
    form: str, name: str, asked: str, printed: str, *, earlier: bool
) -> None:
    for attribute in (written for written, english in ATTRIBUTES.items() if english == asked):
        if name == "rides" and not attribute.isascii():
            continue  # which makes its words Chinese
        prose = f"全年{form.format(name=name, attribute=attribute)}。"
        (_before, told, _after), faults = quote(prose, FACTS, compare=beside)
        assert faults == []
        fact = BEFORE[name] if earlier else FACTS[name]
        assert told == Stretch(printed, (fact,), (Term(name, attribute),), earlier)


def test_a_chinese_attribute_asks_for_chinese_words() -> None:
    stretches, _ = quote("{{ rides.同比 }}, {{ rides.增减 }}", FACTS, compare=beside)
    assert "".join(each.text for each in stretches) == "同比增长20.0%, 比上年增加2 rides"


NOTHING_BEFORE = "“{{ 党课.同比 }}” has no year before that it can compare with"


@pytest.mark.parametrize(
    ("prose", "compare", "code", "message"),
    [
        ("{{ 党课.同比 }}", None, "BR314", NOTHING_BEFORE),
        ("{{ 党课.同比 }}", lambda _name: None, "BR314", NOTHING_BEFORE),
        ("{{ 党课.previous }}", beside, "BR314", "the year before did not count “党课”"),
        ("{{ 党课.上年 }}", beside, "BR314", "the year before did not count “党课”"),
        ("{{ 党客.同比 }}", beside, "BR302", "there is no count “党客”"),
        ("{{ 党课.同期 }}", beside, "BR303", "“{{ 党课.同期 }}” is no quote of a count"),
        ("{{ 党课.同比 + 党课.同比 }}", beside, "BR303",
         "“{{ 党课.同比 + 党课.同比 }}” cannot be added up"),
        ("{{ 主题党日.上年 - 主题党日.value }}", beside, "BR303",
         "“{{ 主题党日.上年 - 主题党日.value }}” cannot be added up"),
        ("{{ 测试.数值 }}", beside, "BR307",
         "“30余次” is not exact, so its bare number would be untrue"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_a_fault(
    prose: str, compare: Compare | None, code: str, message: str
) -> None:
    stretches, (fault,) = quote(f"课{prose}", FACTS, compare=compare)
    assert (fault.code, fault.message, fault.quote, fault.nth) == (code, message, prose, 0)
    assert "".join(each.text for each in stretches) == f"课{prose}", "it stays as it is written"


def test_what_is_not_compared_asks_for_no_year_before() -> None:
    def never(name: str) -> Compared | None:
        raise AssertionError(name)

    stretches, faults = quote("{{ 党课 }}{{ 党课.数值 + 党课.value }}", FACTS, compare=never)
    assert ("".join(each.text for each in stretches), faults) == ("4次8", [])


@pytest.mark.parametrize(
    ("prose", "names"),
    [
        ("{{ 主题党日.同比 }}", {"主题党日"}),
        ("{{ 主题党日 . growth }}、{{ 数['同比'].同比 }}", {"主题党日", "数", "同比"}),
        ("{{ value.value + rides.value }}", {"value", "rides"}),
    ],
)
def test_the_names_that_prose_quotes_are_without_attributes(prose: str, names: set[str]) -> None:
    assert names_in(prose) == names


def test_every_quote_of_a_long_text_is_filled_in() -> None:
    stretches, faults = quote("{{ 党课 }}" * 1500, FACTS)
    assert faults == []
    assert "".join(stretch.text for stretch in stretches) == "4次" * 1500


def test_the_faults_of_a_long_text_are_reported_up_to_a_number() -> None:
    _, faults = quote("{{ 党客 }}" * 1500, FACTS)
    assert [fault.nth for fault in faults] == list(range(1000))


def test_a_fault_behind_many_harmless_braces_is_found() -> None:
    _, faults = quote("{x}" * 1500 + "{% if %}", FACTS)
    assert [fault.quote for fault in faults] == ["{%"]


NAMES = st.sampled_from([*FACTS, "true", "none", "not", "数", "counts", "没有", "_x", "x1", "1x"])
PLAIN_FORMS = st.builds(
    lambda form, name, attribute: form.format(name) + attribute,
    st.sampled_from(["{}", '数["{}"]', 'counts["{}"]']),
    NAMES,
    st.sampled_from(["", *(f".{name}" for name in ATTRIBUTES), ".other", ".同期"]),
)


@given(st.one_of(PLAIN_FORMS, st.from_regex(r'[\w.\[\]"]{1,12}', fullmatch=True)))
@example("数")
@example("not")
def test_the_plain_forms_are_read_as_the_parser_reads_them(expression: str) -> None:
    if plain := _plain(expression):
        assert terms_of(expression) == plain


@given(st.text(alphabet="党课数测试.value unit同比上年+-*/()[]{}'\"|%~ 0123", max_size=40))
def test_no_expression_raises(expression: str) -> None:
    quote(f"{{{{ {expression} }}}}", FACTS)
    try:
        terms = terms_of(expression)
    except ValueError:
        return
    assert all(isinstance(term, Term) for term in terms)
