"""What became of shortcomings and plans, from one year to the next."""

import datetime

import pytest

from branchreport.compare.changes import Comparison, Link, PlanChange, ShortcomingChange
from branchreport.compare.plans import plan_changes
from branchreport.compare.promises import Judge
from compared import LATER, branch, compared, year_of

Said = list[tuple[str, int | None, int | None, int]]


def shortcomings(*listed: str) -> str:
    return "不足:\n" + "".join(f"  - {{{each}}}\n" for each in listed) if listed else ""


def plans(*listed: str) -> str:
    return shortcomings(*listed).replace("不足", "计划", 1)


def answers(*listed: str) -> str:
    return shortcomings(*listed).replace("不足", "落实", 1)


def states(found: Comparison, step: int = -1) -> Said:
    return [
        (each.state.value, each.old, each.new, each.years)
        for each in found.steps[step].shortcomings
    ]


OLD = "编号: A, 问题: 理论学习不够深入系统"
CLOSED = f"{OLD}, 状态: 已销号"
OTHER = "编号: Z, 问题: 水表更换缓慢"


@pytest.mark.parametrize(
    ("old", "new", "answer", "said"),
    [
        (OLD, (), (), ("unanswered", 0, None, 1)),
        (OLD, (), ("编号: A, 结果: 已完成",), ("mended", 0, None, 1)),
        (OLD, (), ("编号: A, 结果: 部分完成",), ("continuing", 0, None, 2)),
        (OLD, (), ("编号: A, 结果: 结转",), ("continuing", 0, None, 2)),
        (OLD, (), ("编号: A, 结果: 取消, 说明: 另有安排",), ("dropped", 0, None, 1)),
        (OLD, (), ("编号: B, 结果: 已完成",), ("unanswered", 0, None, 1)),
        (CLOSED, (), ("编号: A, 结果: 结转",), ("continuing", 0, None, 2)),
        (OLD, (OLD,), (), ("continuing", 0, 0, 2)),
        (OLD, (OLD,), ("编号: A, 结果: 结转",), ("continuing", 0, 0, 2)),
        (OLD, (OLD,), ("编号: A, 结果: 取消",), ("continuing", 0, 0, 2)),
        (OLD, (OLD,), ("编号: A, 结果: 已完成",), ("recurring", 0, 0, 2)),
        (OLD, (CLOSED,), (), ("mended", 0, 0, 2)),
        (OLD, (CLOSED,), ("编号: A, 结果: 已完成",), ("mended", 0, 0, 2)),
        (CLOSED, (OLD,), (), ("recurring", 0, 0, 2)),
        (CLOSED, (CLOSED,), (), ("mended", 0, 0, 2)),
    ],
)
def test_every_state_of_a_shortcoming(
    old: str, new: tuple[str, ...], answer: tuple[str, ...], said: tuple[str, int, int, int]
) -> None:
    after = branch(2022, shortcomings(*new) + answers(*answer))
    assert states(compared(branch(2021, shortcomings(old)), after)) == [said]


def test_new_ones_stand_in_their_order_and_then_what_is_gone() -> None:
    found = compared(
        branch(2021, shortcomings(OLD, "编号: B, 问题: 活动形式较单一，创新不足")),
        branch(2022, shortcomings(OTHER, "编号: X, 问题: 创新意识不强，活动形式单一")),
    )
    assert states(found) == [
        ("new", None, 0, 1),
        ("continuing", 1, 1, 2),
        ("unanswered", 0, None, 1),
    ]
    match = found.steps[0].shortcomings[1].match
    assert match is not None
    assert (match.link, str(match.score)) == (Link.TEXT, "75.0")
    unsure = compared(
        branch(2021, shortcomings(OLD, "编号: B, 问题: 活动形式较单一，创新不足")),
        branch(2022, shortcomings(OTHER, "编号: X, 问题: 创新意识不强，活动形式单一")), fuzzy=False,
    )  # fmt: skip
    assert [state for state, *_ in states(unsure)] == ["new", "new", "unanswered", "unanswered"]


def test_an_answer_names_the_records_that_show_it() -> None:
    found = compared(
        branch(2021, shortcomings(OLD)),
        branch(
            2022,
            answers("编号: Z, 结果: 已完成", "编号: A, 结果: 已完成, 依据: [主题党日, 没有, 片]")
            + "数字: [{名称: 片, 数值: 2部}]\n",
            "2022-01-05",
            "2022-02-05",
        ),
    )
    assert found.steps[0].shortcomings == (
        ShortcomingChange(
            found.steps[0].shortcomings[0].state, 0, None, None, 1,
            (("activities", 0), ("activities", 1), ("counts", 0)), 1,
        ),
    )  # fmt: skip


def test_what_was_away_for_a_year_returns() -> None:
    found = compared(
        branch(2021, shortcomings(OLD)),
        branch(2022, shortcomings(OTHER) + answers("编号: A, 结果: 已完成")),
        branch(2023, shortcomings("编号: Q, 问题: 理论学习还不够深入、系统", OTHER)),
    )
    assert states(found, 0) == [("new", None, 0, 1), ("mended", 0, None, 1)]
    assert states(found, 1) == [("recurring", None, 0, 1), ("continuing", 0, 1, 2)]


def test_what_goes_on_under_another_number_does_not_return_as_well() -> None:
    found = compared(
        branch(2021, shortcomings(OLD)),
        branch(2022, shortcomings("编号: B, 延续: A, 问题: 自学抓得松")),
        branch(2023, shortcomings("编号: B, 问题: 自学抓得松", "编号: C, 问题: 理论学习不够深入")),
    )
    assert states(found, 1) == [("continuing", 0, 0, 3), ("new", None, 1, 1)]


def test_what_may_only_be_the_same_as_years_ago_is_new() -> None:
    found = compared(
        branch(2021, shortcomings("编号: A, 问题: 党员教育管理不够严格")),
        branch(2022),
        branch(2023, shortcomings("编号: B, 问题: 党员教育形式不够丰富")),
    )
    assert states(found, 1) == [("new", None, 0, 1)]


def test_what_was_carried_over_without_being_listed_was_not_away() -> None:
    found = compared(
        branch(2021, shortcomings(OLD)),
        branch(2022, answers("编号: A, 结果: 结转")),
        branch(2023, shortcomings(OLD)),
    )
    assert states(found, 1) == [("continuing", None, 0, 3)]


def test_years_in_succession_are_counted_through_a_series() -> None:
    found = compared(
        branch(2021, shortcomings(OLD)),
        branch(2022, shortcomings(OTHER, "编号: B, 延续: A, 问题: 自学抓得松")),
        branch(2023, shortcomings("编号: B, 问题: 自学抓得松", OTHER)),
        branch(2024, shortcomings(OTHER)),
    )
    assert [states(found, step) for step in range(3)] == [
        [("new", None, 0, 1), ("continuing", 0, 1, 2)],
        [("continuing", 1, 0, 3), ("continuing", 0, 1, 2)],
        [("continuing", 1, 0, 3), ("unanswered", 0, None, 3)],
    ]
    link = found.steps[0].shortcomings[1].match
    assert link is not None
    assert link.link is Link.EXPLICIT


LOG = [f"2022-{month:02}-10" for month in range(1, 10)]


def judged(found: Comparison) -> tuple[str, list[bool | None], bool]:
    plan = found.steps[0].plans[0]
    return plan.verdict.value, [target.met for target in plan.targets], plan.contradicted


@pytest.mark.parametrize(
    ("targets", "answer", "said"),
    [
        ("主题党日: 不少于9次", "", ("fulfilled", [True], False)),
        ("主题党日: 不少于12次", "", ("not fulfilled", [False], False)),
        ("主题党日: 不少于9次, 党课: 4次", "", ("partly", [True, False], False)),
        ("主题党日: 不少于9场", "", ("fulfilled", [True], False)),
        ("主题党日: 不超过8次", "", ("not fulfilled", [False], False)),
        ("没有的: 不少于1次", "", ("cannot be judged", [None], False)),
        ("主题党日: 不少于9次, 没有的: 1次", "", ("cannot be judged", [True, None], False)),
        ("意见: 不少于2条", "", ("fulfilled", [True], False)),
        ("意见: 不少于2人", "", ("cannot be judged", [None], False)),
        ("大约: 不少于30次", "", ("fulfilled", [True], False)),
        ("大约: 不少于32次", "", ("cannot be judged", [None], False)),
        ("大约: 不少于32次", "已完成", ("fulfilled", [None], False)),
        ("大约: 不少于40次", "", ("not fulfilled", [False], False)),
        ("大约: 多于30场", "", ("fulfilled", [True], False)),
        ("主题党日: 不少于5人", "", ("cannot be judged", [None], False)),
        ("主题党日: 不少于12人", "已完成", ("fulfilled", [None], False)),
        ("主题党日: 不少于9", "", ("fulfilled", [True], False)),
        ("rides: at least 1 Ride", "", ("fulfilled", [True], False)),
        ("rides: at least 1 person", "", ("cannot be judged", [None], False)),
        ("", "", ("cannot be judged", [], False)),
        ("", "已完成", ("fulfilled", [], False)),
        ("", "部分完成", ("partly", [], False)),
        ("", "结转", ("not fulfilled", [], False)),
        ("", "取消", ("not fulfilled", [], False)),
        ("主题党日: 不少于12次", "已完成", ("not fulfilled", [False], True)),
        ("主题党日: 不少于9次, 党课: 4次", "已完成", ("partly", [True, False], True)),
        ("没有的: 1次, 党课: 4次", "已完成", ("not fulfilled", [None, False], True)),
        ("主题党日: 不少于9次", "已完成", ("fulfilled", [True], False)),
    ],
)
def test_every_verdict_on_a_plan(
    targets: str, answer: str, said: tuple[str, list[bool | None], bool]
) -> None:
    extra = "数字: [{名称: 意见, 数值: 3条}, {名称: 大约, 数值: 30余次},"
    extra += " {名称: rides, 数值: 3 rides}]\n"
    reply = answers(f"编号: P, 结果: {answer}") if answer else ""
    before = "活动:\n  - {日期: 2021-12-05, 类别: 党课}\n" + plans(
        f"编号: P, 标题: 规范组织生活, 目标: {{{targets}}}"
    )
    found = compared(branch(2021, before), branch(2022, reply + extra, *LOG))
    assert judged(found) == said


def test_a_year_that_is_not_over_has_not_missed_its_targets() -> None:
    before = branch(
        2021,
        plans("编号: P, 标题: 规范组织生活, 目标: {主题党日: 不少于12次}",
              "编号: Q, 标题: 少开会, 目标: {主题党日: 不超过8次}"),
        *[f"2021-{month:02}-10" for month in range(1, 13)],
    )  # fmt: skip
    after = branch(2022, answers("编号: P, 结果: 已完成"), *LOG)
    today = datetime.date(2022, 10, 2)
    done = compared(before, after, full_year=False, today=today)
    assert judged(done) == ("not fulfilled", [False], True)  # whoever says so is held to it
    unanswered = branch(2022, "", *LOG)
    open_ = compared(before, unanswered, full_year=False, today=today)
    assert open_.basis.months == 9
    assert [(plan.verdict.value, plan.targets[0].met) for plan in open_.steps[0].plans] == [
        ("cannot be judged", None), ("not fulfilled", False),
    ]  # fmt: skip
    over = compared(before, unanswered, today=datetime.date(2023, 1, 1))
    assert judged(over) == ("not fulfilled", [False], False)


@pytest.mark.parametrize(
    ("target", "met"),
    [("9次", None), ("12次", None), ("8次", False), ("约12次", None), ("约5次", False),
     ("10余次", None), ("少于9次", False), ("不超过9次", None),
     ("不少于9次", True), ("多于8次", True), ("多于9次", None)],
)  # fmt: skip
def test_what_is_yet_to_come_may_still_meet_a_target_or_break_it(
    target: str, met: bool | None
) -> None:
    before = year_of(branch(2021, plans(f"编号: P, 标题: 会, 目标: {{主题党日: {target}}}")))
    judge = Judge(before, year_of(branch(2022, "", *LOG)), datetime.date(2022, 10, 1))
    assert [each.met for each in judge.judged(before.year.plans[0]).targets] == [met]


PLANNED = plans("编号: P, 标题: 规范组织生活, 目标: {主题党日: 不少于12次}")


def test_a_plan_is_judged_by_the_whole_year_whatever_part_is_compared() -> None:
    days = [f"2021-{month:02}-10" for month in range(1, 13)]
    before, after = branch(2021, PLANNED, *days), branch(2022, "", *LOG, "2022-10-05")
    today = datetime.date(2022, 10, 20)
    for through in (None, 3):
        found = compared(before, after, full_year=False, through=through, today=today)
        assert found.basis.months == (through or 9)
        (target,) = found.steps[0].plans[0].targets
        assert (str(target.actual and target.actual.exact), target.met) == ("10次", None)


def test_a_year_that_is_over_is_judged_whole_beside_one_that_is_not() -> None:
    years = [
        branch(year, PLANNED, *[f"{year}-{month:02}-10" for month in range(1, last + 1)])
        for year, last in ((2021, 12), (2022, 12), (2023, 9))
    ]
    for through in (None, 9):
        found = compared(*years, full_year=False, through=through, today=datetime.date(2023, 10, 2))
        assert [step.plans[0].verdict.value for step in found.steps] == [
            "fulfilled", "cannot be judged",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("period", "today", "over"),
    [
        ("年度: 2022", (2023, 1, 1), True),
        ("年度: 2022", (2022, 12, 31), False),
        ("起始日期: 2022-01-01, 截止日期: 2022-09-30", (2023, 1, 1), False),  # no whole year
        ("起始日期: 2021-09-01, 截止日期: 2022-12-31", (2023, 1, 1), True),
    ],
)
def test_when_a_year_is_over(period: str, today: tuple[int, int, int], over: bool) -> None:
    """Whether its log ends early does not matter."""
    before = year_of(branch(2020, PLANNED))
    text = branch(2022, "", "2022-03-01", "2022-04-01").replace("年度: 2022", period)
    judge = Judge(before, year_of(text), datetime.date(*today))
    assert judge.is_over == over
    verdict = judge.judged(before.year.plans[0]).verdict.value
    assert verdict == ("not fulfilled" if over else "cannot be judged")


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        ("2022-12-31", ("not fulfilled", "fulfilled", "not fulfilled")),
        ("2023-01-01", ("cannot be judged", "fulfilled", "not fulfilled")),
    ],
)
def test_what_is_due_after_the_year_is_not_missed_in_it(
    deadline: str, said: tuple[str, str, str]
) -> None:
    """Not yet: more may be held, but not less."""
    targets = ("不少于12次", "不少于9次", "不超过8次")
    listed = [
        f"编号: P{index}, 标题: 会, 目标: {{主题党日: {target}}}, 期限: {deadline}"
        for index, target in enumerate(targets)
    ]
    years = [year_of(branch(2021, plans(*listed))), year_of(branch(2022, "", *LOG))]
    (step,) = plan_changes(years, datetime.date(2023, 1, 1))
    assert tuple(plan.verdict.value for plan in step) == said


START = "起始日期: 6001-01-01, 截止日期: "


@pytest.mark.parametrize(
    ("period", "deadline", "today", "due"),
    [
        (f"{START}6001-12-31", None, (6001, 12, 31), True),
        (f"{START}6001-12-31", "长期坚持", (6001, 12, 30), False),
        (f"{START}6001-12-31", (6001, 6, 1), (6001, 6, 1), True),
        (f"{START}6001-12-31", (6002, 6, 1), (6003, 1, 1), False),
        (f"{START}6001-03-31", None, (6002, 1, 1), False),
        (f"{START}6001-03-31", (6001, 3, 31), (6001, 3, 31), True),
        (f"{START}6001-03-31", (6001, 6, 1), (6002, 1, 1), False),
    ],
)
def test_when_a_promise_is_due(
    period: str, deadline: object, today: tuple[int, int, int], due: bool
) -> None:
    """After a year before of four thousand as well."""
    if isinstance(deadline, tuple):
        deadline = datetime.date(*deadline)
    for first in (1900, 6000):
        before = f"报告: {{起始日期: {first}-01-01, 截止日期: 6000-12-31, 支部: 示例支部}}"
        after = f"报告: {{{period}, 支部: 示例支部}}"
        judge = Judge(year_of(before), year_of(after), datetime.date(*today))
        assert judge.is_due(deadline) == due


def test_a_plan_stands_again_for_so_many_years() -> None:
    found = compared(
        branch(2021, plans("编号: P, 标题: 全年开展志愿服务不少于6次")),
        branch(
            2022, plans("编号: Q, 标题: 加快管网改造", "编号: R, 标题: 全年开展志愿服务不少于8次")
        ),
        branch(2023, plans("编号: R, 标题: 全年开展志愿服务不少于8次")),
    )

    def again(plan: PlanChange) -> tuple[int, int | None, int]:
        return plan.old, plan.again.new if plan.again else None, plan.years

    assert [[again(plan) for plan in step.plans] for step in found.steps] == [
        [(0, 1, 2)],
        [(0, None, 1), (1, 0, 3)],
    ]


def test_a_kind_that_was_held_and_is_no_more_counts_nought() -> None:
    before = year_of(branch(2021, plans("编号: P, 标题: 会, 目标: {主题党日: 4次}"), "2021-01-05"))
    after = year_of("报告: {年度: 2022, 支部: 示例支部}\n活动: [{日期: 2022-03-01, 类别: 党课}]\n")
    (target,) = Judge(before, after, LATER).judged(before.year.plans[0]).targets
    assert (str(target.actual and target.actual.exact), target.met) == ("0次", False)


def test_what_was_mended_in_its_own_year_is_not_told_again() -> None:
    found = compared(
        branch(2021, shortcomings(OLD)),
        branch(2022, shortcomings(CLOSED)),
        branch(2023),
        branch(2024, shortcomings(OLD)),
    )
    assert [states(found, step) for step in range(3)] == [
        [("mended", 0, 0, 2)], [], [("recurring", None, 0, 1)],
    ]  # fmt: skip
    for outcome in ("已完成", "取消"):
        answered = branch(2022, answers(f"编号: A, 结果: {outcome}"))
        assert states(compared(branch(2021, shortcomings(CLOSED)), answered)) == []
