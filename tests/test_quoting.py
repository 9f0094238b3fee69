"""Quotes in prose: what they print, what they refuse, and that both ways to read them agree."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from branchreport.expressions import terms_of
from branchreport.facts import Fact
from branchreport.quantity import Quantity
from branchreport.quoting import _plain, quote
from branchreport.terms import Term

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
    st.sampled_from(["", ".value", ".unit", ".other"]),
)


@given(st.one_of(PLAIN_FORMS, st.from_regex(r'[\w.\[\]"]{1,12}', fullmatch=True)))
@example("数")
@example("not")
def test_the_plain_forms_are_read_as_the_parser_reads_them(expression: str) -> None:
    if plain := _plain(expression):
        assert terms_of(expression) == plain


@given(st.text(alphabet="党课数测试.value unit+-*/()[]{}'\"|%~ 0123", max_size=40))
def test_no_expression_raises(expression: str) -> None:
    quote(f"{{{{ {expression} }}}}", FACTS)
    try:
        terms = terms_of(expression)
    except ValueError:
        return
    assert all(isinstance(term, Term) for term in terms)
