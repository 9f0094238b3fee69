"""Laws of the comparison: itself, the other way round, other files, other keys, the document."""

import datetime
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchreport.cli.checking import check_year
from branchreport.compare.changes import Comparison, Match
from branchreport.compare.comparing import compare
from branchreport.compare.recorded import Recorded
from branchreport.growth import Turn
from branchreport.places import Location
from branchreport.records.choices import Choice
from branchreport.records.record import Record
from branchreport.records.year import BranchYear, MendingStatus, Outcome, Section
from compared import LATER, dumped, recorded

KIND = st.sampled_from(["主题党日", "党课", "支委会", "ride"])
DAY = st.builds("{:02}-{:02}".format, st.integers(1, 12), st.integers(1, 28))
NUMBER = st.integers(0, 20).map(str)
EVENT = st.fixed_dictionaries(
    {"日期": DAY, "类别": KIND},
    optional={
        "计入": st.lists(KIND, max_size=2),
        "主题": st.sampled_from(["党史", "防汛"]),
        "统计": st.dictionaries(st.sampled_from(["意见", "片"]), NUMBER, max_size=2),
        "出席": st.fixed_dictionaries({}, optional={"应到": NUMBER, "实到": NUMBER}),
    },
)
DERIVED = st.one_of(
    st.fixed_dictionaries({"类别": st.lists(KIND, min_size=1, max_size=2)}, optional={
        "主题": st.sampled_from(["党史", "防汛"]), "出席": st.just("实到"),
    }),
    st.fixed_dictionaries({"统计": st.sampled_from(["意见", "片"])}),
)  # fmt: skip
COUNT = st.one_of(
    st.fixed_dictionaries({"数值": st.sampled_from(["3次", "30余次", "2部", "0次"])}),
    st.fixed_dictionaries({"取自": DERIVED}, optional={"单位": st.sampled_from(["次", "场"])}),
)
COUNTS = st.dictionaries(st.sampled_from(["甲", "乙", "主题党日", "意见"]), COUNT, max_size=3)
PHRASE = st.sampled_from([
    "理论学习不够深入，学用结合不紧密", "理论学习还不够深入，学用结合不够紧密", "活动形式单一",
    "活动形式较单一，创新不足", "创新意识不强，活动形式单一", "调研走访不够深入", "水表更换缓慢",
    "党员教育管理不够严格", "党员教育形式不够丰富", "主题党日{{ 主题党日 }}偏少",
])  # fmt: skip
IDS = ["A", "B", "C", "D"]
SHORTCOMINGS = st.dictionaries(
    st.sampled_from(IDS),
    st.fixed_dictionaries({"问题": PHRASE}, optional={
        "状态": st.sampled_from([status.chinese for status in MendingStatus]),
        "延续": st.sampled_from(IDS),
    }),
    max_size=4,
)  # fmt: skip
PLANS = st.dictionaries(
    st.sampled_from(["P", "Q", "R"]),
    st.fixed_dictionaries({"标题": PHRASE}, optional={
        "正文": st.lists(PHRASE, max_size=2),
        "目标": st.dictionaries(KIND | st.sampled_from(["甲", "意见"]),
                                st.sampled_from(["不少于2次", "3次", "不超过1条"]), max_size=2),
    }),
    max_size=3,
)  # fmt: skip
FOLLOWUPS = st.dictionaries(
    st.sampled_from([*IDS, "P", "Q"]),
    st.fixed_dictionaries({"结果": st.sampled_from([each.chinese for each in Outcome])}, optional={
        "依据": st.lists(KIND, min_size=1, max_size=2),
    }),
    max_size=4,
)  # fmt: skip
SUBSECTION = st.fixed_dictionaries({"标题": PHRASE}, optional={"正文": PHRASE})
SECTIONS = st.lists(
    st.fixed_dictionaries({"标题": PHRASE}, optional={
        "正文": st.lists(PHRASE, max_size=2),
        "要点": st.lists(PHRASE, max_size=2),
        "小节": st.lists(SUBSECTION, max_size=2, unique_by=lambda each: each["标题"]),
    }),
    max_size=3, unique_by=lambda section: section["标题"],
)  # fmt: skip


def _named(key: str, records: dict[str, Any]) -> list[dict[str, Any]]:
    return [{key: name, **record} for name, record in records.items()]


CONTENT = st.fixed_dictionaries(
    {"活动": st.lists(EVENT, max_size=5)},
    optional={
        "数字": COUNTS.map(lambda counts: _named("名称", counts)),
        "工作": SECTIONS,
        "不足": SHORTCOMINGS.map(lambda each: _named("编号", each)),
        "计划": PLANS.map(lambda each: _named("编号", each)),
        "落实": FOLLOWUPS.map(lambda each: _named("编号", each)),
    },
)
FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def in_year(content: dict[str, Any], year: int) -> dict[str, Any]:
    """The records of ``content`` as those of ``year``."""
    events = [{**event, "日期": f"{year}-{event['日期']}"} for event in content["活动"]]
    return {"报告": {"年度": str(year), "支部": "示例支部"}, **content, "活动": events}


def loaded(values: dict[str, Any]) -> Recorded:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "year.yaml").write_text(dumped(values), "utf-8")
        return recorded(Path(folder))


def compared(*years: Recorded, today: datetime.date = LATER, **asked: Any) -> Comparison:
    return compare(years, today=today, **asked)


@given(CONTENT, st.booleans(), st.sampled_from([None, 6]))
@FEW
def test_a_year_beside_itself_has_no_change(
    content: dict[str, Any], full_year: bool, through: int | None
) -> None:
    year = loaded(in_year(content, 2021))
    found = compared(year, year, full_year=full_year, through=through)
    assert found.is_same
    assert all(count.is_same for count in found.counts)
    (step,) = found.steps
    assert (step.kinds, step.wording) == ((), ())
    assert all(section.old == section.new for section in step.sections)
    assert all(shortcoming.old == shortcoming.new for shortcoming in step.shortcomings)
    assert all(plan.again and plan.again.new == plan.old for plan in step.plans)


@given(CONTENT, CONTENT)
@FEW
def test_what_differs_is_not_the_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Years that are told to be the same have as many records of each sort, in the same words."""
    years = loaded(in_year(one, 2021)), loaded(in_year(other, 2022))
    if not compared(*years, full_year=True).is_same:
        return
    for key, said in (("shortcomings", "problem"), ("plans", "heading"), ("achievements", "text")):
        words = [
            Counter(str(getattr(each, said)) for each in getattr(year.year, key)) for year in years
        ]
        assert words[0].keys() == words[1].keys()
    assert len(years[0].year.activities) == len(years[1].year.activities)


_OPPOSITE = {Turn.RISEN: Turn.FALLEN, Turn.FROM_NOUGHT: Turn.TO_NOUGHT,
             Turn.NOT_BEFORE: Turn.NOT_NOW}  # fmt: skip
OPPOSITE = _OPPOSITE | {right: left for left, right in _OPPOSITE.items()}


@given(CONTENT, CONTENT, st.booleans())
@FEW
def test_the_other_way_round_every_sign_is_changed(
    one: dict[str, Any], other: dict[str, Any], full_year: bool
) -> None:
    years = loaded(in_year(one, 2021)), loaded(in_year(other, 2022))
    there = compared(*years, full_year=full_year)
    back = compared(*reversed(years), full_year=full_year)
    for left, right in ((there.counts, back.counts), (there.rates, back.rates)):
        turned = {change.name: change.growths[0] for change in right}
        assert {change.name for change in left} == turned.keys()
        for change in left:
            (growth,) = change.growths
            other_way = turned[change.name]
            assert other_way.turn is OPPOSITE.get(growth.turn, growth.turn)
            assert (growth.old, growth.new) == (other_way.new, other_way.old)
            if growth.difference is not None:
                assert other_way.difference == -growth.difference
    added = {(kind.name, kind.added) for kind in there.steps[0].kinds}
    assert added == {(kind.name, not kind.added) for kind in back.steps[0].kinds}
    pairs = {(each.old, each.new) for each in there.steps[0].sections}
    assert pairs == {(each.new, each.old) for each in back.steps[0].sections}
    assert [tuple(reversed(month)) for month in there.months] == list(back.months)


@given(CONTENT, CONTENT)
@FEW
def test_every_count_is_the_one_of_the_year_s_own_document(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    contents = in_year(one, 2021), in_year(other, 2022)
    found = compared(*map(loaded, contents), full_year=True)
    for place, content in enumerate(contents):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "year.yaml"
            file.write_text(dumped(content), "utf-8")
            document = check_year(file).facts
        table = {change.name: change.facts[place] for change in found.counts}
        assert {name: table[name] for name in document} == dict(document)


# What is told, by names: nothing in it says where a record stands.


def told(found: Comparison) -> object:
    return (
        found.basis,
        {change.name: (_figures(change.facts), change.growths, change.redefined)
         for change in found.counts},
        {change.name: ([rate and rate[:3] for rate in change.rates], change.growths)
         for change in found.rates},
        [[events and len(events) for events in month] for month in found.months],
        [list(_step(found, place)) for place in range(len(found.steps))],
        found.is_same,
    )  # fmt: skip


def _figures(facts: tuple[Any, ...]) -> list[object]:
    return [fact and (fact.declared, fact.counted, len(fact.activities)) for fact in facts]


def _step(found: Comparison, place: int) -> Iterator[object]:
    step, before, after = found.steps[place], found.years[place], found.years[place + 1]

    def old(*location: str | int | None) -> str:
        return _name(before, location)

    def new(*location: str | int | None) -> str:
        return _name(after, location)

    yield {(kind.name, kind.added, len(kind.events)) for kind in step.kinds}
    yield Counter(
        (old(*(each.old or ())), new(*(each.new or ())), _link(each.match))
        for each in step.sections
    )
    yield {
        (each.state, old("shortcomings", each.old), new("shortcomings", each.new),
         _link(each.match), new("followups", each.followup), _evidence(after, each.evidence),
         each.years)
        for each in step.shortcomings
    }  # fmt: skip
    yield {
        (each.verdict, old("plans", each.old), new("plans", each.again and each.again.new),
         _link(each.again), new("followups", each.followup), _evidence(after, each.evidence),
         each.contradicted, each.years, frozenset((t.name, t.promised.written, t.met)
                                                  for t in each.targets))
        for each in step.plans
    }  # fmt: skip
    yield {(old(*each.old[:-1]), new(*each.new[:-1]), each.pieces) for each in step.wording}


def _name(year: Recorded, location: tuple[str | int | None, ...]) -> str:
    """What the record at ``location`` is called, with what holds it."""
    if not location or None in location:
        return ""
    found: Any = year.year
    names = []
    for step in location:
        found = found[step] if isinstance(step, int) else getattr(found, str(step))
        if isinstance(found, Record):
            names += [str(getattr(found, key)) for key in found.named_by]
    return "/".join(names)


def _link(match: Match | None) -> object:
    return match and (match.link, match.score)


def _evidence(year: Recorded, places: tuple[Location, ...]) -> frozenset[tuple[str, int]]:
    return frozenset(Counter(_name(year, place) for place in places).items())


def shuffled(content: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same records in another order, keys and lists of records alike."""
    generator = random.Random(seed)
    keys = list(content)
    generator.shuffle(keys)
    mixed = {}
    for key in keys:
        mixed[key] = content[key]
        if isinstance(content[key], list):
            mixed[key] = generator.sample(content[key], len(content[key]))
    return mixed


def split(content: dict[str, Any], folder: Path, seed: int) -> Path:
    """Files with the records of ``content``, in no particular order."""
    generator = random.Random(seed)
    pieces = []
    for key, value in content.items():
        if isinstance(value, list) and value and generator.random() < 0.5:
            pieces += [{key: [record]} for record in value]
        elif value != []:
            pieces.append({key: value})
    names = generator.sample([f"{number:03}-记录.yaml" for number in range(500)], len(pieces))
    for name, piece in zip(sorted(names), pieces, strict=True):
        (folder / name).write_text(dumped(piece), "utf-8")
    return folder


@given(CONTENT, CONTENT, st.integers(0, 999))
@FEW
def test_other_files_and_another_order_change_nothing(
    one: dict[str, Any], other: dict[str, Any], seed: int
) -> None:
    contents = in_year(one, 2021), in_year(other, 2022)
    before = told(compared(*map(loaded, contents)))
    mixed = [shuffled(content, seed) for content in contents]
    assert told(compared(*map(loaded, mixed))) == before
    with tempfile.TemporaryDirectory() as folder:
        folders = [Path(folder) / name for name in ("甲", "乙")]
        for place, content in zip(folders, contents, strict=True):
            place.mkdir()
            split(content, place, seed)
        assert told(compared(*map(recorded, folders))) == before


def english(value: Any, model: type[Record] | None) -> Any:
    """``value`` with the keys and choices of a record as English ones."""
    if isinstance(value, list):
        return [english(each, model) for each in value]
    if not isinstance(value, dict) or model is None:
        return value
    keys = {field.title: (name, field) for name, field in model.model_fields.items()}
    found = {}
    for key, inner in value.items():
        name, field = keys[key]
        found[field.alias or name] = _english_field(inner, name, field.annotation, model)
    return found


def _english_field(inner: Any, name: str, annotation: Any, model: type[Record]) -> Any:
    types = list(_types(annotation))
    choices = [each for each in types if issubclass(each, Choice)]
    if choices and isinstance(inner, str):
        return choices[0].read(inner).value
    records = [each for each in types if issubclass(each, Record)]
    nested = Section if (model, name) == (Section, "sections") else next(iter(records), None)
    return english(inner, nested)


def _types(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for each in get_args(annotation):
        yield from _types(each)


@given(CONTENT, CONTENT)
@FEW
def test_the_language_of_the_keys_changes_nothing(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    contents = in_year(one, 2021), in_year(other, 2022)
    translated = [english(content, BranchYear) for content in contents]
    assert "activities" in translated[0]
    before = told(compared(*map(loaded, contents)))
    assert told(compared(*map(loaded, translated))) == before
