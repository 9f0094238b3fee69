"""The name that was meant: by the fewest slips, then by what is in common."""

import pytest

from branchreport.suggest import Guesses, closest


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        ("attendes", ["attendees", "due"], "attendees"),
        ("三会一刻", ["三会一课", "主题党日"], "三会一课"),
        ("党客", ["党费", "党课"], "党费"),  # as near as the other, and first
        ("党客", ["党课", "主题党日"], "党课"),
        ("日其", ["时间", "日期", "名称"], "日期"),
        ("ttile", ["theme", "title", "time"], "title"),
        ("knd", ["kind", "end"], "kind"),
        ("主持", ["主题", "主持人"], "主持人"),
        ("责任", ["责任人", "期限"], "责任人"),
        ("活动类别", ["类别", "名称"], "类别"),
        ("ＤＡＴＥ", ["date"], "date"),
        ("日 期", ["日期"], "日期"),
        ("KIND", ["kind"], "kind"),
        ("以完成", ["未完成", "已完成"], "未完成"),
        ("colour", ["year", "closing"], None),
        ("gb", ["gbt9704", "plain"], None),
        ("at", ["id", "to"], None),
        ("名", ["名称", "题"], "名称"),
        ("", ["date"], None),
        ("date", [], None),
    ],
)
def test_the_name_that_was_meant(written: str, known: list[str], meant: str | None) -> None:
    assert closest(written, known) == meant


def test_what_is_missing_is_preferred_among_equals() -> None:
    assert closest("时间日期", ["时间", "日期"], {"日期"}) == "日期"


def test_long_names_and_long_lists_are_not_compared() -> None:
    assert closest("长" * 1_000_000, ["长"]) is None
    names = iter(range(1_000_000))
    assert closest("名称", (f"名{number}" for number in names)) == "名0"
    assert next(names) < 1000


def test_a_year_of_nothing_but_mistyped_names_is_not_guessed_to_its_end() -> None:
    guesses = Guesses()
    known = [f"event{number}" for number in range(100, 600)]
    found = [guesses.closest("evnt100", known) for _ in range(1000)]
    assert (found[0], found[9], found[10], found[-1]) == ("event100", "event100", None, None)
    few = Guesses()
    assert [few.closest("dat", ["date"]) for _ in range(200)] == ["date"] * 200
