"""The days that are compared: whole years, or the same months of each."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchreport.compare.basis import basis_of, last_of, month_of, moved, whole_months
from branchreport.compare.changes import Reason
from branchreport.records.year import Period
from compared import LATER, branch, compared, year_of

DAY = datetime.date.fromisoformat


def period(first: str, last: str) -> Period:
    return Period(DAY(first), DAY(last))


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        ("2021-01-01", 1, "2021-01-31"),
        ("2024-01-01", 2, "2024-02-29"),
        ("2023-01-01", 2, "2023-02-28"),
        ("2023-09-01", 12, "2024-08-31"),
        ("2021-01-31", 1, "2021-02-28"),
        ("2021-08-31", 1, "2021-09-30"),
        ("2021-08-31", 2, "2021-10-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2021-03-15", 3, "2021-06-14"),
        ("9999-12-01", 1, "9999-12-31"),
        ("9999-12-15", 3, "9999-12-31"),
    ],
)
def test_a_month_ends_before_the_same_day_of_the_next(first: str, months: int, last: str) -> None:
    assert last_of(DAY(first), months) == DAY(last)


@given(st.dates(DAY("1000-01-01"), DAY("9900-01-01")), st.integers(0, 40))
def test_months_follow_each_other_without_a_gap(first: datetime.date, months: int) -> None:
    last = last_of(first, months + 1)
    assert month_of(first, last) == months
    assert month_of(first, last + datetime.timedelta(1)) == months + 1
    assert whole_months(Period(first, last)) == months + 1
    if months:
        assert whole_months(Period(first, last - datetime.timedelta(1))) == months


YEAR = [f"2021-{month:02}-10" for month in range(1, 13)]
NEXT = [day.replace("2021", "2022") for day in YEAR]


@pytest.mark.parametrize(
    ("next_year", "today", "asked", "months", "partial"),
    [
        (branch(2022, "", *NEXT), "2023-01-01", {}, 12, False),
        # the last day of a year is not over before its end
        (branch(2022, "", *NEXT), "2022-12-31", {}, 11, True),
        # not over: up to the last event, but no month that is not over
        (branch(2022, "", *NEXT[:9]), "2022-11-20", {}, 9, True),
        (branch(2022, "", *NEXT[:9]), "2022-09-20", {}, 8, True),
        (branch(2022, "", *NEXT[:9]), "2022-10-01", {}, 9, True),
        # its log ends early, by a quarter
        (branch(2022, "", *NEXT[:9]), "2023-06-01", {}, 9, True),
        (branch(2022, "", *NEXT[:10]), "2023-06-01", {}, 12, False),
        # nothing to tell
        (branch(2022), "2022-06-01", {}, 12, False),
        # only a part was reported
        (branch(2022, "", *NEXT[:9], 起始日期="2022-01-01", 截止日期="2022-09-30"), "2023-01-01",
         {}, 9, True),
        (branch(2022, "", *NEXT[:7], 起始日期="2022-01-01", 截止日期="2022-09-30"), "2023-01-01",
         {}, 9, True),
        (branch(2022, "", *NEXT[:9], 起始日期="2022-01-01", 截止日期="2022-09-15"), "2023-01-01",
         {}, 9, True),
        # a report that says itself when it ends has no log that ends early
        (branch(2022, "", *NEXT[:5], 起始日期="2022-01-01", 截止日期="2022-12-31"), "2023-06-01",
         {}, 12, False),
        # asked for
        (branch(2022, "", *NEXT), "2023-01-01", {"through": 9}, 9, True),
        (branch(2022, "", *NEXT), "2023-01-01", {"through": 12}, 12, False),
        (branch(2022, "", *NEXT[:9]), "2022-11-20", {"full_year": True}, 12, False),
        # nothing is over yet: the first month as far as it is
        (branch(2022, "", NEXT[0]), "2022-01-20", {}, 1, True),
    ],
)  # fmt: skip
def test_years_are_cut_to_what_both_cover(
    next_year: str, today: str, asked: dict[str, int], months: int, partial: bool
) -> None:
    years = [year_of(branch(2021, "", *YEAR)), year_of(next_year)]
    basis = basis_of(years, today=DAY(today), **asked)  # type: ignore[arg-type]
    assert (basis.months, basis.partial, basis.asked) == (months, partial, bool(asked))
    if "起始日期" not in next_year:
        ends = last_of(DAY("2021-01-01"), months), last_of(DAY("2022-01-01"), months)
        assert tuple(each.last for each in basis.periods) == ends


def test_an_earlier_year_whose_log_ends_early_is_compared_whole() -> None:
    years = [year_of(branch(2021, "", *YEAR[:6])), year_of(branch(2022, "", *NEXT))]
    assert basis_of(years, today=LATER).reason is Reason.WHOLE


HALF = {"起始日期": "2022-07-01", "截止日期": "2022-12-31"}


@pytest.mark.parametrize(
    ("before", "after", "asked", "periods", "reason"),
    [
        # a half-year beside the same half of the year before
        (branch(2021), branch(2022, **HALF), {},
         [("2021-07-01", "2021-12-31"), ("2022-07-01", "2022-12-31")], Reason.SHORTER),
        (branch(2021), branch(2022, **HALF), {"through": 9},
         [("2021-07-01", "2021-09-30"), ("2022-07-01", "2022-09-30")], Reason.ASKED),
        (branch(2021, **{key: day.replace("2022", "2021") for key, day in HALF.items()}),
         branch(2022, **HALF), {},
         [("2021-07-01", "2021-12-31"), ("2022-07-01", "2022-12-31")], Reason.PARTS),
        # years that overlap, or have no day in common
        (branch(2021, 起始日期="2021-09-01", 截止日期="2022-08-31"), branch(2022), {},
         [("2021-09-01", "2022-08-31"), ("2022-01-01", "2022-12-31")], Reason.DIFFERENT),
        (branch(2021, 起始日期="2021-01-01", 截止日期="2021-03-31"), branch(2022, **HALF), {},
         [("2021-01-01", "2021-03-31"), ("2022-07-01", "2022-12-31")], Reason.DIFFERENT),
        (branch(2021), branch(2022, **HALF), {"full_year": True},
         [("2021-01-01", "2021-12-31"), ("2022-07-01", "2022-12-31")], Reason.UNEQUAL),
        # school years, and two versions of a year
        (branch(2021, 起始日期="2021-09-01", 截止日期="2022-08-31"),
         branch(2022, 起始日期="2022-09-01", 截止日期="2023-08-31"), {"through": 2},
         [("2021-09-01", "2022-02-28"), ("2022-09-01", "2023-02-28")], Reason.ASKED),
        (branch(2022), branch(2022), {},
         [("2022-01-01", "2022-12-31"), ("2022-01-01", "2022-12-31")], Reason.WHOLE),
    ],
)  # fmt: skip
def test_years_are_laid_over_each_other_by_the_calendar(
    before: str, after: str, asked: dict[str, int], periods: list[tuple[str, str]], reason: Reason
) -> None:
    years = [year_of(before), year_of(after)]
    basis = basis_of(years, today=LATER, **asked)  # type: ignore[arg-type]
    assert list(basis.periods) == [period(*each) for each in periods]
    assert basis.reason is reason


def test_steps_tell_how_many_years_lie_between() -> None:
    years = [year_of(branch(year)) for year in (2018, 2021, 2022, 2022)]
    assert basis_of(years, today=LATER).gaps == (3, 1, 0)


@pytest.mark.parametrize(
    ("day", "years", "there"),
    [
        ("2024-02-29", -1, "2023-02-28"), ("2023-02-28", 1, "2024-02-29"),
        ("2024-02-28", 1, "2025-02-28"), ("2021-06-15", 3, "2024-06-15"),
        ("9999-12-31", 5, "9999-12-31"),
    ],
)  # fmt: skip
def test_the_last_of_a_february_stays_its_last(day: str, years: int, there: str) -> None:
    assert moved(DAY(day), years) == DAY(there)


def test_school_years_are_cut_from_their_own_first_day() -> None:
    head = "报告: {{支部: 示例支部, 起始日期: {}-09-01, 截止日期: {}-08-31}}\n活动:\n{}"
    event = "  - {{日期: {}, 类别: 班会}}\n"
    before = head.format(2022, 2023, event.format("2022-09-05") + event.format("2023-08-20"))
    after = head.format(2023, 2024, event.format("2023-10-05") + event.format("2024-02-29"))
    found = compared(before, after, full_year=False, through=2)
    assert found.basis.periods == (
        period("2022-09-01", "2023-02-28"),
        period("2023-09-01", "2024-02-29"),
    )
    assert found.months == (((0,), ()), ((), (0,)), ((), ()), ((), ()), ((), ()), ((), (1,)))


def test_equal_parts_of_two_years_are_the_same_period_and_not_cut() -> None:
    part = {"起始日期": "2021-01-01", "截止日期": "2021-09-30"}
    later = {key: day.replace("2021", "2022") for key, day in part.items()}
    found = compared(
        branch(2021, "数字: [{名称: 片, 数值: 2部}]\n", *YEAR[:9], **part),
        branch(2022, "数字: [{名称: 片, 数值: 3部}]\n", *NEXT[:9], **later),
        full_year=False,
    )
    assert (found.basis.partial, found.basis.months) == (True, 9)
    assert [year.within for year in found.years] == [None, None]
    assert [str(fact and fact.quantity) for fact in found.counts[0].facts] == ["2部", "3部"]
    assert found.counts[0].growths[0].same_period


def test_years_of_unequal_length_as_a_whole_are_not_the_same_period() -> None:
    part = branch(2022, "", *NEXT[:9], 起始日期="2022-01-01", 截止日期="2022-09-30")
    found = compared(branch(2021, "", *YEAR), part)
    assert (found.basis.partial, found.basis.months, found.basis.asked) == (False, 12, True)
    assert [len(month[1] or ()) for month in found.months] == [1] * 9 + [0] * 3
    assert found.basis.reason is Reason.UNEQUAL


def test_a_series_is_cut_alike_and_keeps_its_order() -> None:
    third = branch(2023, "", "2023-01-05", "2023-03-05")
    found = compared(
        third, branch(2021, "", *YEAR), branch(2022, "", *NEXT), full_year=False,
        today=DAY("2023-05-02"),
    )  # fmt: skip
    assert [year.label for year in found.years] == ["2023", "2021", "2022"]
    assert (found.basis.months, found.basis.gaps) == (3, (-2, 1))
    assert [str(fact and fact.exact) for fact in found.counts[0].facts] == ["2次", "3次", "3次"]
    assert [each.turn for each in found.counts[0].growths] == ["risen", "equal"]
    assert [each.since for each in found.counts[0].growths] == ["2023", ""]


def test_of_two_versions_of_a_year_none_is_cut_because_the_other_ends_early() -> None:
    draft, whole = year_of(branch(2022, "", *NEXT[:7])), year_of(branch(2022, "", *NEXT))
    for years in ([draft, whole], [whole, draft]):
        assert basis_of(years, today=LATER).reason is Reason.WHOLE


def test_what_is_not_compared_may_still_differ() -> None:
    years = [
        branch(2021, "数字: [{名称: 片, 数值: 2部}]\n"),
        branch(2022, "数字: [{名称: 片, 数值: 3部}]\n"),
    ]
    found = compared(*years, full_year=False, through=6)
    assert (found.left_out, found.counts, found.is_same) == (("片",), (), False)
