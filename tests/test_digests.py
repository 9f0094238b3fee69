"""The digest of a year: it sees every value, and nothing of how it is written."""

import tempfile
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from branchreport.loading import load_year
from branchreport.loading.naming import keys_of
from branchreport.records.choices import Choice
from branchreport.records.digests import records_digest
from branchreport.records.record import Record
from branchreport.records.year import BranchYear
from branchreport.samples import Keys, emptiest, filled
from branchreport.samples import _plain as plain

WRITTEN = filled(plain, times=1)
YEAR = BranchYear.model_validate(deepcopy(WRITTEN))
UNSEEN = {"issues", "restatements", "rules", "exempt", "rule_sets"}


def choices(kinds: type[Choice]) -> Iterator[str]:
    for kind in kinds.__subclasses__():
        yield from (member.value for member in kind)


OTHERS = ["其他", "2020-02-02", "11次", "7", "no", "2020", "BR427", "f" * 64, *choices(Choice)]
"""Values of which one fits wherever something may be written."""


def leaves(value: Any, path: Keys = ()) -> Iterator[Keys]:
    """The places of all texts, and of all names under which something stands."""
    items = enumerate(value) if isinstance(value, list) else value.items()
    for step, inner in items:
        if isinstance(inner, str):
            yield (*path, step)
        else:
            yield from leaves(inner, (*path, step))


def at(year: Any, path: Keys) -> Any:
    for step in path:
        year = year[step]
    return year


@cache
def changes(path: Keys) -> tuple[BranchYear, ...]:
    """The year with anything else at ``path`` that fits."""
    return tuple(_changes(path))


def _changes(path: Keys) -> Iterator[BranchYear]:
    """The year with another value at ``path``, with none, and (for a name) with another name."""
    for other in OTHERS:
        written = deepcopy(WRITTEN)
        at(written, path[:-1])[path[-1]] = other
        yield from valid(written)
    written = deepcopy(WRITTEN)
    del at(written, path[:-1])[path[-1]]
    yield from valid(written)
    if path[-2] in ("tallies", "targets"):
        written = deepcopy(WRITTEN)
        held = at(written, path[:-1])
        held["其他"] = held.pop(path[-1])
        yield from valid(written)


def valid(written: Any) -> Iterator[BranchYear]:
    try:
        year = BranchYear.model_validate(written)
    except ValidationError:
        return
    if year != YEAR:
        yield year


PLACES = list(leaves(WRITTEN))


def test_every_value_is_seen_but_for_those_that_say_nothing_of_the_year() -> None:
    own = records_digest(YEAR)
    wrong = [
        path
        for path in PLACES
        if {records_digest(year) == own for year in changes(path)} != {not UNSEEN.isdisjoint(path)}
    ]
    assert wrong == []


def test_a_quantity_is_seen_as_it_was_written() -> None:
    def year(value: str) -> BranchYear:
        return BranchYear.model_validate(
            {"report": {"year": "2021", "branch": "甲"}, "counts": [{"name": "乙", "value": value}]}
        )

    same = year("30余次"), year("三十余次")
    assert same[0] == same[1]
    assert records_digest(same[0]) != records_digest(same[1])


def test_the_order_of_a_list_is_seen() -> None:
    activities = YEAR.activities[0], YEAR.activities[0].model_copy(update={"place": "别处"})
    either = (
        YEAR.model_copy(update={"activities": order}) for order in (activities, activities[::-1])
    )
    assert len({records_digest(year) for year in either}) == 2


def test_a_default_that_is_written_is_not_seen() -> None:
    report = {"year": "2021年", "branch": "branch", "contents": "否", "sealed": "no", "title": None}
    written = {"report": report, "plans": [], "rules": {}}
    assert records_digest(BranchYear.model_validate(written)) == records_digest(emptiest())


def test_it_is_the_same_everywhere_and_in_every_version() -> None:
    """A digest that stands in somebody's records must not change with branchreport."""
    assert records_digest(emptiest()) == (
        "a2ca88d9747f95feaa6cce8f8e411d61bbf21ad2888ea63917ab3fd97cbe7105"
    )


def chinese(value: Any, model: type[Record] | None) -> Any:
    """``value`` with Chinese keys in place of English ones."""
    if isinstance(value, list):
        return [chinese(each, model) for each in value]
    if not isinstance(value, dict) or model is None:
        return value
    names = {key.name: (name, key.model) for name, key in keys_of(model).items()}  # Chinese last
    return {names[key][0]: chinese(inner, names[key][1]) for key, inner in value.items()}


@st.composite
def rewritten(draw: st.DrawFn) -> dict[str, bytes]:
    """The files of the year in some way: their keys, order, marks, ends of lines, encoding."""
    year = chinese(WRITTEN, BranchYear) if draw(st.booleans()) else WRITTEN
    keys = draw(st.permutations(list(year)))
    cut = draw(st.integers(1, len(keys) - 1))
    files = {}
    for name, part in ("a", keys[:cut]), ("b", keys[cut:]):
        text = yaml.safe_dump(
            {key: year[key] for key in part},
            allow_unicode=True,
            default_style=draw(st.sampled_from([None, "'", '"'])),
            sort_keys=draw(st.booleans()),
            width=draw(st.sampled_from([40, 100000])),
            default_flow_style=draw(st.booleans()),
        )
        text = f"# {draw(st.sampled_from(['', '说明']))}\n{text}# 完\n"
        end = draw(st.sampled_from(["\n", "\r\n"]))
        encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
        files[f"{name}.yaml"] = text.replace("\n", end).encode(encoding)
    return files


@given(rewritten())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_how_a_year_is_written_is_not_seen(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for file, raw in files.items():
            (Path(folder) / file).write_bytes(raw)
        year = load_year(Path(folder)).value
    assert year is not None
    assert records_digest(year) == records_digest(YEAR)


FOLDED = ["导语: 第一行第二行", "导语: >\n    第一行\n    第二行", "导语: [第一行第二行]"]


def test_nor_how_a_paragraph_is_folded(tmp_path: Path) -> None:
    found = set()
    for text in FOLDED:
        (tmp_path / "year.yaml").write_text(f"报告:\n  年度: 2021\n  支部: 甲\n  {text}\n", "utf-8")
        year = load_year(tmp_path / "year.yaml").value
        assert year is not None
        found.add(records_digest(year))
    assert len(found) == 1
