"""Years to measure with: valid records under Chinese keys, the same for the same number."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

FILES: Final = {
    "报告.yaml": ("报告",),
    "活动.yaml": ("活动",),
    "数字.yaml": ("数字",),
    "工作.yaml": ("工作",),
    "不足与计划.yaml": ("不足", "计划"),
}
"""The files of a year, and the keys that each holds."""

_FOLD: Final = 50
_KINDS: Final = {
    "党员大会": 4,
    "支委会": 6,
    "党小组会": 5,
    "主题党日": 6,
    "党课": 4,
    "警示教育会": 2,
}
_TALLIES: Final = {"党员大会": "征求意见", "支委会": "规章制度", "警示教育会": "警示教育片"}
_UNITS: Final = {"征求意见": "条", "规章制度": "项", "警示教育片": "部"}
_SERVICES: Final = 3
_OWNERS: Final = ("党支部书记", "组织委员", "宣传委员", "纪检委员", "青年委员")
_PLACES: Final = ("机关三楼会议室", "机关报告厅", "柳岸社区", "白塘村", "清源水库")
_TITLES: Final = (
    "学习全会精神，谋划新一年工作",
    "重温党章，严守规矩",
    "走进治水工程",
    "交流读书体会",
)
_TOPICS: Final = ("研究季度工作安排", "审议党费收缴情况", "讨论积分管理办法", "布置节前廉洁提醒")
_EVENTS: Final = (
    "领学有关文件，联系岗位实际交流发言，由支部书记作小结并布置下一阶段的学习任务。",
    "参观水库建设史料陈列，由党员轮流讲解，就工程管护开展现场讨论，提出改进建议。",
    "通报工程建设领域典型案例，结合岗位廉政风险分组讨论，纪检委员提出纪律要求。",
)
_SENTENCES: Final = (
    "按规定程序研究年度计划、评先推优和制度修订等事项，做到集体研究有记录、责任落实有台账。",
    "立足职能为群众解难题，在农村饮水、涉水审批和汛期避险等方面着力解决急难愁盼问题。",
    "各类会议的议题提前征集，记录由专人负责，议定事项跟踪督办，规范化水平稳步提升。",
    "围绕重点工程开展岗位比武，深化师徒结对，由业务骨干手把手带教年轻同志，促进青年成才。",
    "坚持每周通报隐患、交流经验、布置防范措施，汛期组织党员带头巡查值守，守住安全底线。",
    "积分管理从学习、服务和纪律等方面量化评价、按季公示，结果作为评先评优的重要依据。",
)
_CLAUSES: Final = (
    "压实首要责任，重点工作亲自部署、关键环节亲自协调、落实进度亲自过问",
    "班子分工负责，把全年任务逐项分解，形成齐抓共管的工作格局",
    "典型示范引领，经过科室推荐和党员票决选树先进，使党员学有榜样、赶有目标",
    "严格责任追究，对推进迟缓的及时提醒，对落实不力的限期纠正",
)


def write_year(folder: Path, number: int, blocks: int = 1) -> None:
    """Write the year ``number`` of ``blocks`` times 48 records to five files in ``folder``."""
    folder.mkdir(parents=True)
    year = make_year(number, blocks)
    for name, keys in FILES.items():
        lines = _lines({key: year[key] for key in keys})
        (folder / name).write_text("\n".join(lines) + "\n", "utf-8")


def make_year(number: int, blocks: int = 1) -> dict[str, Any]:
    """The year ``number``: its numbers, dates, names and some of its texts are its own.

    After the first block, the kinds and counts of each have names of their own, too.
    """
    random = Random(number)
    report = _report(random, number)
    year: dict[str, Any] = {"报告": report}
    year |= {key: [] for key in ("活动", "数字", "工作", "不足", "计划")}
    for block in range(blocks):
        group = f"第{number + block + 1}网格"
        activities = _activities(random, report["年度"], group, suffix=group if block else "")
        year["活动"] += activities
        counts = _counts(random, activities)
        year["数字"] += counts
        year["工作"] += _sections(random, [count["名称"] for count in counts])
        year["不足"] += [_shortcoming(random, f"不足-{group}-{i}") for i in (1, 2, 3)]
        year["计划"] += [_plan(random, f"计划-{group}-{i}", activities) for i in (1, 2, 3)]
    return year


def _report(random: Random, number: int) -> dict[str, Any]:
    year = 2000 + number % 25
    return {
        "年度": year,
        "支部": f"云溪市第{number + 1}水务所党支部",
        "上级": "中共云溪市水务局委员会",
        "落款日期": datetime.date(year, 12, random.randint(15, 31)),
        "导语": f"{year}年，支部把党的建设融入治水兴水全过程，{random.choice(_SENTENCES)}"
        "现将全年工作情况总结如下：",
    }


def _activities(random: Random, year: int, group: str, suffix: str) -> list[dict[str, Any]]:
    """Thirty events, sorted by date; one kind is this year's own."""
    kinds = [f"{kind}{suffix}" for kind, times in _KINDS.items() for _ in range(times)]
    kinds += [f"{group}志愿服务"] * _SERVICES
    dates = sorted(random.sample(range(340), len(kinds)))
    random.shuffle(kinds)
    return [
        _activity(random, datetime.date(year, 1, 5) + datetime.timedelta(day), kind, suffix)
        for day, kind in zip(dates, kinds, strict=True)
    ]


def _activity(random: Random, date: datetime.date, kind: str, suffix: str) -> dict[str, Any]:
    due = random.randint(12, 30)
    activity = {
        "日期": date,
        "时间": f"{random.randint(8, 15):02}:30—17:00",
        "类别": kind,
        "名称": random.choice(_TITLES),
        "主题": random.choice(("理论学习", "党性教育", "安全生产")),
        "地点": random.choice(_PLACES),
        "主持人": random.choice(_OWNERS),
        "出席": {"应到": due, "实到": due - random.randint(0, 3)},
    }
    if kind.removesuffix(suffix).endswith("会"):
        activity["议题"] = random.sample(_TOPICS, 2)
    else:
        activity["内容"] = random.choice(_EVENTS)
    if tally := _TALLIES.get(kind.removesuffix(suffix)):
        activity["统计"] = {f"{tally}{suffix}": f"{random.randint(1, 9)}{_UNITS[tally]}"}
    return activity


def _counts(random: Random, activities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Twelve figures: seven kinds, three tallies, one of attendance, one without the log."""
    kinds = sorted({activity["类别"] for activity in activities})
    tallies: dict[str, list[str]] = {}
    for activity in activities:
        for name, amount in activity.get("统计", {}).items():
            tallies.setdefault(name, []).append(amount)
    party_day = next(kind for kind in kinds if kind.startswith("主题党日"))
    present = {"名称": f"{party_day}参加人次", "单位": "人次"}
    talks = kinds[0] + "谈心谈话"
    return [
        *({"名称": kind, "单位": "次", "取自": {"类别": kind}} for kind in kinds),
        *(_tally(name, amounts) for name, amounts in tallies.items()),
        {**present, "取自": {"类别": party_day, "出席": "实到"}},
        {"名称": talks, "数值": f"{random.randint(2, 9)}0余次"},
    ]


def _tally(name: str, amounts: list[str]) -> dict[str, Any]:
    total = sum(int(amount[:-1]) for amount in amounts)
    return {"名称": name, "数值": f"{total}{amounts[0][-1]}", "取自": {"统计": name}}


def _sections(random: Random, counts: list[str]) -> list[dict[str, Any]]:
    """A section for each count, which its text quotes: every third has points or sub-sections."""
    sections: list[dict[str, Any]] = []
    for index, name in enumerate(counts):
        before, *after = random.sample(_SENTENCES, 3)
        text = f"{before}全年{name}{{{{ {name} }}}}。{''.join(after[: index % 2 + 1])}"
        section: dict[str, Any] = {"标题": f"{name}落实情况", "正文": text}
        if index % 3 == 0:
            section["要点"] = random.sample(_CLAUSES, 3)
        elif index % 3 == 1:
            section["小节"] = [{"标题": "基层治理", "正文": random.choice(_SENTENCES)}]
        sections.append(section)
    return sections


def _shortcoming(random: Random, name: str) -> dict[str, Any]:
    return {
        "编号": name,
        "问题": f"{random.choice(('集中学习', '制度执行', '走访调研'))}的形式较为单一",
        "来源": "专题组织生活会",
        "原因": "对不同年龄、不同岗位党员的需求考虑不够，互动讨论和现场教学偏少",
        "措施": random.sample(_CLAUSES, 2),
        "责任人": random.choice(_OWNERS),
        "期限": random.choice(("立行立改", "长期坚持", datetime.date(2030, 6, 30))),
        "状态": random.choice(("未启动", "整改中", "待验收")),
    }


def _plan(random: Random, name: str, activities: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "编号": name,
        "标题": random.choice(("强化理论武装", "严肃组织生活", "提升服务质效")),
        "正文": "".join(random.sample(_SENTENCES, 3)),
        "目标": {random.choice(activities)["类别"]: f"不少于{random.randint(4, 20)}次"},
        "责任人": random.choice(_OWNERS),
        "期限": datetime.date(2030, 12, 31),
    }


def _lines(value: Any) -> Iterator[str]:
    """The lines of ``value`` as YAML in block style, a long text folded."""
    match value:
        case dict():
            for key, inner in value.items():
                first, *rest = _lines(inner)
                nested = isinstance(inner, dict | list)
                yield f"{key}:" if nested else f"{key}: {first}"
                yield from (f"  {line}" for line in ([first] if nested else []) + rest)
        case list():
            for item in value:
                first, *rest = _lines(item)
                yield f"- {first}"
                yield from (f"  {line}" for line in rest)
        case str() if len(value) > _FOLD:
            yield ">"
            yield from (f"  {sentence}" for sentence in re.findall("[^。]+。?", value))
        case _:
            yield str(value)
