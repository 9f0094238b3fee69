"""What became of shortcomings and plans, from one year to the next."""

import datetime

import pytest

from branchreport.compare.changes import Comparison, Link, PlanChange, ShortcomingChange
from branchreport.compare.promises import targets_of
from compared import branch, compared, year_of

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
        (CLOSED, (), (), ("mended", 0, None, 1)),
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
        ("大约: 不少于30次", "", ("cannot be judged", [None], False)),
        ("", "", ("cannot be judged", [], False)),
        ("", "已完成", ("fulfilled", [], False)),
        ("", "部分完成", ("partly", [], False)),
        ("", "结转", ("not fulfilled", [], False)),
        ("", "取消", ("not fulfilled", [], False)),
        ("主题党日: 不少于12次", "已完成", ("not fulfilled", [False], True)),
        ("主题党日: 不少于9次, 党课: 4次", "已完成", ("partly", [True, False], True)),
        ("主题党日: 不少于9次", "已完成", ("fulfilled", [True], False)),
    ],
)
def test_every_verdict_on_a_plan(
    targets: str, answer: str, said: tuple[str, list[bool | None], bool]
) -> None:
    extra = "数字: [{名称: 意见, 数值: 3条}, {名称: 大约, 数值: 30余次}]\n"
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
    found = compared(before, after, full_year=False, today=today)
    assert found.basis.months == 9
    assert [(plan.verdict.value, plan.targets[0].met, plan.contradicted)
            for plan in found.steps[0].plans] == [
        ("fulfilled", None, False), ("not fulfilled", False, False),
    ]  # fmt: skip
    whole = compared(before, after, today=today)
    assert whole.steps[0].plans[0].targets[0].met is None
    over = compared(before, after, today=datetime.date(2023, 1, 1))
    assert judged(over) == ("not fulfilled", [False], True)


@pytest.mark.parametrize(
    ("target", "met"),
    [("9次", True), ("12次", None), ("8次", False), ("约12次", None), ("约5次", False),
     ("10余次", None), ("少于9次", False), ("不超过9次", True), ("多于9次", None)],
)  # fmt: skip
def test_only_what_is_short_of_a_target_may_still_meet_it(target: str, met: bool | None) -> None:
    before = year_of(branch(2021, plans(f"编号: P, 标题: 会, 目标: {{主题党日: {target}}}")))
    after = year_of(branch(2022, "", *LOG))
    assert [each.met for each in targets_of(before.year.plans[0], after, over=False)] == [met]


def test_a_year_that_is_not_over_is_judged_by_what_is_compared() -> None:
    plan = plans("编号: P, 标题: 会, 目标: {主题党日: 不少于12次}")
    days = [f"2021-{month:02}-10" for month in range(1, 13)]
    found = compared(
        branch(2021, plan, *days), branch(2022, "", *LOG, "2022-10-05"), full_year=False,
        today=datetime.date(2022, 10, 20),
    )  # fmt: skip
    actual = found.steps[0].plans[0].targets[0].actual
    assert str(actual and actual.exact) == "9次"


def test_a_year_that_is_over_is_judged_whole_beside_one_that_is_not() -> None:
    plan = plans("编号: P, 标题: 规范组织生活, 目标: {主题党日: 不少于12次}")
    years = [
        branch(year, plan, *[f"{year}-{month:02}-10" for month in range(1, last + 1)])
        for year, last in ((2021, 12), (2022, 12), (2023, 9))
    ]
    today = datetime.date(2023, 10, 2)
    found = compared(*years, full_year=False, today=today)
    assert found.basis.months == 9
    assert [step.plans[0].verdict.value for step in found.steps] == [
        "fulfilled", "cannot be judged",
    ]  # fmt: skip
    asked = compared(*years, full_year=False, through=9, today=today)
    assert [step.plans[0].verdict.value for step in asked.steps] == ["cannot be judged"] * 2


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


def test_a_target_without_the_year_that_set_it_is_known_by_the_log_alone() -> None:
    before = year_of(branch(2021, plans("编号: P, 标题: 会, 目标: {党课: 4次}"), "2021-01-05"))
    after = year_of(branch(2022, "", *LOG))
    assert [target.actual for target in targets_of(before.year.plans[0], after)] == [None]
