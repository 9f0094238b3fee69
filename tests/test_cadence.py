"""How often what is owed took place: stretches, what is due, conditions, waivers, and the laws."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchreport import language, shipped
from branchreport.cadence import Duty, Status, calendar, duties
from branchreport.cadence.words import lacking
from branchreport.cli.checking import check_year
from branchreport.facts import Log
from branchreport.loading import load_file
from branchreport.records.rule_set import Quorum, RuleSet
from branchreport.records.year import BranchYear
from branchreport.show import cadence as forms
from branchreport.show.full import findings
from branchreport.show.text import plain
from conftest import Completed

Run = Callable[..., Completed]

LATER = datetime.date(2030, 1, 1)
MONTHLY = {"kind": "ride", "every": "month", "word": "must", "source": "the rules"}


def year_of(report: dict[str, Any], events: dict[str, Any] | list[tuple[str, str]]) -> BranchYear:
    listed = events.items() if isinstance(events, dict) else events
    log = [{"date": day, "kind": kind} for day, kind in listed]
    whole = {"branch": "Example", **report}
    return BranchYear.model_validate({"report": whole, "activities": log})


def set_of(*obligations: dict[str, Any]) -> RuleSet:
    return RuleSet.model_validate({"title": "Rules", "obligations": obligations})


def owed(year: BranchYear, *sets: RuleSet | None, today: datetime.date = LATER) -> tuple[Duty, ...]:
    return duties(year, Log(year.activities), sets, today)


def of_one(
    report: dict[str, Any], days: list[str], today: datetime.date = LATER, **obligation: Any
) -> Duty:
    """The duty of one obligation, where events of its kind took place on ``days``."""
    year = year_of(report, [(day, "ride") for day in days])
    (duty,) = owed(year, set_of({**MONTHLY, **obligation}), today=today)
    return duty


def told(duty: Duty) -> list[tuple[str, str, str]]:
    return [(str(each.first), str(each.last), each.status) for each in duty.stretches]


def test_stretches_of_the_calendar() -> None:
    year = {"year": "2024"}
    months = told(of_one(year, []))
    assert len(months) == 12
    assert months[1] == ("2024-02-01", "2024-02-29", "missing")
    assert told(of_one(year, ["2024-05-09"], every="quarter")) == [
        ("2024-01-01", "2024-03-31", "missing"),
        ("2024-04-01", "2024-06-30", "met"),
        ("2024-07-01", "2024-09-30", "missing"),
        ("2024-10-01", "2024-12-31", "missing"),
    ]
    assert told(of_one(year, ["2024-07-01"], every="half-year")) == [
        ("2024-01-01", "2024-06-30", "missing"),
        ("2024-07-01", "2024-12-31", "met"),
    ]
    assert told(of_one(year, [], every="year")) == [("2024-01-01", "2024-12-31", "missing")]


def test_a_stretch_that_lies_in_the_period_only_in_part_is_not_asked_for() -> None:
    report = {"from": "2024-03-15", "to": "2024-07-31"}
    months = [first for first, _, _ in told(of_one(report, []))]
    assert months == ["2024-04-01", "2024-05-01", "2024-06-01", "2024-07-01"]
    assert told(of_one(report, [], every="quarter")) == [("2024-04-01", "2024-06-30", "missing")]
    assert told(of_one(report, [], every="year")) == []


@pytest.mark.parametrize(
    ("first", "last", "asked"),
    [
        ("2023-09-01", "2024-08-31", [("2023-09-01", "2024-08-31", "missing")]),
        ("2023-02-01", "2023-10-31", [("2023-02-01", "2023-10-31", "missing")]),
        ("2023-02-01", "2023-10-30", []),
        ("2023-01-01", "2024-12-31", [("2023-01-01", "2023-12-31", "missing"),
                                      ("2024-01-01", "2024-12-31", "missing")]),
        ("2023-03-01", "2024-12-31", [("2024-01-01", "2024-12-31", "missing")]),
        ("1000-01-01", "9999-12-31", []),
    ],
)  # fmt: skip
def test_what_is_owed_each_year_is_asked_of_nine_months(
    first: str, last: str, asked: list[tuple[str, str, str]]
) -> None:
    assert told(of_one({"from": first, "to": last}, [], every="year")) == asked


def test_an_event_counts_by_its_first_day_and_only_within_the_period() -> None:
    duty = of_one({"from": "2024-01-01", "to": "2024-02-29"}, ["2023-12-31", "2024-02-29"])
    assert told(duty) == [
        ("2024-01-01", "2024-01-31", "missing"),
        ("2024-02-01", "2024-02-29", "met"),
    ]


def test_two_in_one_stretch_do_not_stand_for_the_next() -> None:
    duty = of_one({"year": "2024"}, ["2024-01-03", "2024-01-20", "2024-04-02"], every="quarter")
    assert [each.held for each in duty.stretches] == [2, 1, 0, 0]
    twice = of_one({"year": "2024"}, ["2024-01-03", "2024-01-20"], every="quarter", at_least="2次")
    assert [each.status for each in twice.stretches] == ["met", "missing", "missing", "missing"]


def test_before_it_is_signed_only_what_is_over_is_due() -> None:
    today = datetime.date(2024, 3, 31)
    statuses = [each.status for each in of_one({"year": "2024"}, [], today).stretches]
    assert statuses == [Status.MISSING] * 2 + [Status.TO_COME] * 10
    statuses = [
        each.status for each in of_one({"year": "2024"}, [], datetime.date(2024, 4, 1)).stretches
    ]
    assert statuses == [Status.MISSING] * 3 + [Status.TO_COME] * 9


def test_a_signed_report_speaks_of_all_that_began_by_then() -> None:
    report = {"year": "2024", "signed": "2024-12-01"}
    today = datetime.date(2024, 12, 1)
    assert all(each.status is Status.MISSING for each in of_one(report, [], today).stretches)
    report["signed"] = "2024-11-30"
    assert of_one(report, [], today).stretches[-1].status is Status.TO_COME


def test_a_signature_to_come_says_nothing_yet() -> None:
    duty = of_one({"year": "2024", "signed": "2024-12-20"}, [], datetime.date(2024, 2, 1))
    assert [each.status for each in duty.stretches] == [Status.MISSING] + [Status.TO_COME] * 11


@pytest.mark.parametrize(
    ("report", "applies"),
    [
        ({"committee": "5"}, True),
        ({"committee": "0"}, False),
        ({}, False),
        ({"groups": "2"}, False),
    ],
)
def test_a_condition(report: dict[str, str], applies: bool) -> None:
    duty = of_one({"year": "2024", **report}, [], condition="committee")
    assert (duty.applies, bool(duty.stretches)) == (applies, applies)


def test_where_the_report_does_not_say_an_event_speaks_for_the_condition() -> None:
    report = {"year": "2024", "committee": "0"}
    assert of_one({"year": "2024"}, ["2024-03-01"], condition="groups").applies
    assert not of_one(report, ["2024-03-01"], condition="committee").applies


def test_a_waiver_excuses_every_stretch_that_it_touches() -> None:
    waiver = {"kind": "ride", "from": "2024-02-29", "to": "2024-04-01", "reason": "flood"}
    duty = of_one({"year": "2024", "waivers": [waiver]}, ["2024-03-03"])
    statuses = [each.status for each in duty.stretches]
    assert statuses[:5] == ["missing", "excused", "met", "excused", "missing"]


def test_a_waiver_may_name_any_of_the_names_of_a_kind() -> None:
    waiver = {"kind": "outing", "reason": "flood"}
    duty = of_one({"year": "2024", "waivers": [waiver]}, [], also=["outing"])
    assert {each.status for each in duty.stretches} == {"excused"}


def test_other_names_and_counts_as_count_each_event_once() -> None:
    log = [
        {"date": "2024-01-05", "kind": "outing", "counts_as": ["ride", "tour"]},
        {"date": "2024-01-06", "kind": "tour"},
        {"date": "2024-01-07", "kind": "meeting", "counts_as": "ride"},
        {"date": "2024-01-08", "kind": "meeting"},
    ]
    report = {"branch": "Example", "year": "2024"}
    year = BranchYear.model_validate({"report": report, "activities": log})
    (duty,) = owed(year, set_of({**MONTHLY, "also": ["outing", "tour"]}))
    assert (duty.events, duty.stretches[0].held) == ((0, 1, 2), 3)


def test_the_later_of_two_sets_that_name_a_kind_holds() -> None:
    first = set_of(MONTHLY, {**MONTHLY, "kind": "meeting"})
    second = set_of({**MONTHLY, "every": "year", "source": "the branch's own"})
    found = owed(year_of({"year": "2024"}, {}), first, None, second)
    assert [(duty.obligation.kind, duty.rule_set, len(duty.stretches)) for duty in found] == [
        ("meeting", 0, 12),
        ("ride", 2, 1),
    ]
    twice = owed(year_of({"year": "2024"}, {}), first, first)
    assert [duty.rule_set for duty in twice] == [1, 1]


def test_what_names_no_number_is_never_missing() -> None:
    for words in ({"word": "on schedule"}, {"word": "as needed"}, {"every": None}):
        duty = of_one({"year": "2024"}, [], **words)
        assert (duty.applies, duty.stretches) == (True, ())


@pytest.mark.parametrize(
    ("quorum", "least"), [(Quorum.HALF, 9), (Quorum.MAJORITY, 10), (Quorum.TWO_THIRDS, 12)]
)
def test_a_quorum(quorum: Quorum, least: int) -> None:
    assert next(number for number in range(19) if quorum.reached(number, 18)) == least


@pytest.mark.parametrize(
    ("every", "days", "english", "chinese"),
    [
        ("month", [], "January to December", "1月至12月"),
        ("month", ["02", "03", "05", "08", "10", "11", "12"],
         "January, April, June, July and September", "1月、4月、6月、7月、9月"),
        ("quarter", ["02", "05", "08"], "the fourth quarter", "第四季度"),
        ("half-year", ["08"], "the first half-year", "上半年"),
        ("year", [], "2024", "2024年"),
    ],
)  # fmt: skip
def test_missing_stretches_in_words(
    every: str, days: list[str], english: str, chinese: str
) -> None:
    duty = of_one({"year": "2024"}, [f"2024-{month}-09" for month in days], every=every)
    period = year_of({"year": "2024"}, {}).report.period
    assert lacking(duty, period) == english
    language.use("zh")
    assert lacking(duty, period) == chinese


def test_stretches_of_several_years_bear_their_year() -> None:
    report = {"from": "2023-09-01", "to": "2024-08-31"}
    period = year_of(report, {}).report.period
    said = {every: of_one(report, ["2023-12-24"], every=every) for every in ("month", "quarter")}
    held = of_one(report, [], every="year")
    assert lacking(said["month"], period) == (
        "September 2023 to November 2023 and January 2024 to August 2024"
    )
    assert lacking(said["quarter"], period) == (
        "the first quarter of 2024 and the second quarter of 2024"
    )
    assert lacking(held, period) == "the period"
    language.use("zh")
    assert lacking(said["month"], period) == "2023年9月至2023年11月、2024年1月至2024年8月"
    assert lacking(held, period) == "报告期"


def test_a_sentence_lists_no_more_than_twelve() -> None:
    report = {"from": "2021-01-01", "to": "2024-12-31"}
    days = [f"{year}-{month:02}-01" for year in range(2021, 2025) for month in range(1, 13, 2)]
    duty = of_one(report, days)
    said = lacking(duty, year_of(report, {}).report.period)
    assert said.startswith("February 2021, April 2021, ")
    assert said.endswith(", October 2022 and 13 more")


# Laws

KINDS = ("主题党日", "支委会", "党小组会", "党员大会", "组织生活会", "民主评议党员", "谈心谈话")
DAY = st.dates(datetime.date(2021, 1, 1), datetime.date(2021, 12, 31)).map(str)
EVENTS = st.lists(st.tuples(DAY, st.sampled_from((*KINDS, "党课", "文体活动"))), max_size=40)
REPORT = {"year": "2021", "committee": "3", "groups": "2"}
PARTY = load_file(shipped.rule_set_folder() / "party-branch.yaml", RuleSet).value
EVERYTHING = [(f"2021-{month:02}-11", kind) for month in range(1, 13) for kind in KINDS]


def missing(events: list[tuple[str, str]], **report: Any) -> set[tuple[str, str]]:
    """The kinds and first days of what is missing."""
    year = year_of({**REPORT, **report}, events)
    return {
        (duty.obligation.kind, str(stretch.first))
        for duty in owed(year, PARTY)
        for stretch in duty.lacking
    }


@given(EVENTS, st.tuples(DAY, st.sampled_from(KINDS)))
def test_one_event_more_is_never_one_finding_more(
    events: list[tuple[str, str]], one: tuple[str, str]
) -> None:
    assert missing([*events, one]) <= missing(events)


@given(EVENTS)
def test_a_log_in_which_everything_took_place_is_silent(events: list[tuple[str, str]]) -> None:
    assert missing([*EVERYTHING, *events]) == set()


@given(st.integers(1, 12))
def test_a_month_without_events_is_found_for_what_is_owed_each_month(month: int) -> None:
    events = [event for event in EVERYTHING if not event[0].startswith(f"2021-{month:02}")]
    first = f"2021-{month:02}-01"
    monthly = {("主题党日", first), ("支委会", first), ("党小组会", first)}
    assert missing(events) == monthly


@given(EVENTS, st.sampled_from(KINDS))
def test_a_waiver_silences_its_kind_and_no_other(events: list[tuple[str, str]], kind: str) -> None:
    waived = missing(events, waivers=[{"kind": kind, "reason": "flood"}])
    assert waived == {each for each in missing(events) if each[0] != kind}


@given(EVENTS)
def test_the_order_of_the_log_does_not_matter(events: list[tuple[str, str]]) -> None:
    assert missing(events) == missing(events[::-1])


@given(EVENTS)
def test_the_table_counts_every_event_of_the_period_under_each_kind(
    events: list[tuple[str, str]],
) -> None:
    year = year_of(REPORT, events)
    log = Log(year.activities)
    table = calendar(year, log, duties(year, log, [PARTY], LATER))
    counted = {row.kind: sum(row.counts) for row in table.rows}
    for kind in {kind for _day, kind in events}:
        assert counted[kind] == sum(each == kind for _day, each in events)


# What is shown

FIXTURES = Path(__file__).parent / "faults"


def table_of(file: Path) -> str:
    case = check_year(file).case
    assert case is not None
    return plain(forms.full(calendar(case.year, case.log, case.duties)))


@pytest.mark.parametrize("name", ["party-branch", "youth-league-branch", "union-branch"])
def test_the_table_of_a_year(name: str, expect: Callable[[str, Path], None]) -> None:
    file = FIXTURES / f"cadence-{name}.yaml"
    english = table_of(file)
    language.use("zh")
    expect(f"{english}\n{table_of(file)}", Path(__file__).parent / "golden" / f"table-{name}.txt")


def test_every_column_of_the_table_is_as_wide_in_each_line() -> None:
    from rich.cells import cell_len

    lines = table_of(FIXTURES / "cadence-party-branch.yaml").split("\n\n")[1].splitlines()
    assert len({cell_len(line) for line in lines}) == 1


def test_a_year_under_way(expect: Callable[[str, Path], None]) -> None:
    waiver = {"kind": "committee meeting", "to": "2024-01-31", "reason": "founded in February"}
    report = {"from": "2023-11-15", "to": "2024-06-30", "committee": "0", "waivers": [waiver]}
    events = [("2023-11-20", "ride"), ("2024-01-06", "ride"), ("2024-01-07", "ride|walk")]
    events += [("2024-01-08", "tea"), ("2024-04-01", "walk")]
    year = year_of(report, events)
    sets = set_of(
        {**MONTHLY, "article": "rule 2", "note": "or a walk", "word": "usually"},
        {**MONTHLY, "kind": "committee meeting"},
        {**MONTHLY, "kind": "board", "condition": "committee"},
        {**MONTHLY, "kind": "group", "condition": "groups"},
        {**MONTHLY, "kind": "ride|walk", "also": ["walk"], "at_least": "2", "word": "at least"},
    )
    log = Log(year.activities)
    found = calendar(year, log, duties(year, log, [sets], datetime.date(2024, 3, 5)))
    shown = [plain(forms.full(found)), forms.markdown(found), forms.as_json(found)]
    language.use("zh")
    shown += [plain(forms.full(found)), plain(forms.lacking_only(found))]
    expect("\n".join(shown), Path(__file__).parent / "golden" / "table-under-way.txt")


def test_without_a_rule_set_nothing_is_asked() -> None:
    year = year_of({"year": "2024"}, {"2024-02-01": "ride", "2024-02-02": "walk"})
    log = Log(year.activities)
    found = calendar(year, log, ())
    assert [(row.kind, row.duty, row.counts[:3]) for row in found.rows] == [
        ("ride", None, (0, 1, 0)),
        ("walk", None, (0, 1, 0)),
    ]
    assert list(forms.lacking_only(found)) == []
    assert "ride  .  1  ." in plain(forms.full(found))


def test_nothing_of_the_input_can_move_the_cursor() -> None:
    year = year_of({"year": "2024", "branch": "a\u202eb"}, {"2024-02-01": "ri\u202ede"})
    log = Log(year.activities)
    sets = set_of({**MONTHLY, "note": "no\u202ete"})
    shown = plain(forms.full(calendar(year, log, duties(year, log, [sets], LATER))))
    assert all(line.isprintable() for line in shown.splitlines())


# Rule sets as files

OWN = """\
title: Own rules
obligations:
  - {kind: ride, every: month, word: must, source: Own rules}
"""
REPORT_OF_OWN = """\
report:
  from: 2024-01-01
  to: 2024-02-29
  branch: Example
  rule_sets: [../own.yaml, rules/own.yml]
activities:
  - {date: 2024-02-03, kind: ride}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of a year whose rule sets are files beside it and in it."""
    folder = tmp_path / "2024"
    (folder / "rules").mkdir(parents=True)
    (folder / "year.yaml").write_text(REPORT_OF_OWN, "utf-8")
    (tmp_path / "own.yaml").write_text(OWN, "utf-8")
    (folder / "rules" / "own.yml").write_text(OWN.replace("ride", "walk"), "utf-8")
    return folder


@pytest.mark.parametrize("path", [".", "year.yaml"])
def test_own_sets_are_files_as_seen_from_the_folder_of_the_year(own: Path, path: str) -> None:
    checked = check_year(own / path)
    assert [found.message for found in checked.diagnostics] == [
        "no “ride” in January; 1 a month must be held",
        "no “walk” in January and February; 1 a month must be held",
    ]
    assert list(checked.loaded.places.lines) == [str(own / "year.yaml")]


def test_a_set_beside_a_year_of_one_file_is_none_of_its_records(own: Path) -> None:
    year = (own / "year.yaml").read_text("utf-8").replace("../own.yaml, rules/", "")
    (own / "year.yaml").write_text(year, "utf-8")
    (own / "rules" / "own.yml").rename(own / "own.yml")
    codes = [found.code for found in check_year(own / "year.yaml").diagnostics]
    assert codes == ["BR441"]
    codes = [found.code for found in check_year(own).diagnostics]
    assert "BR201" in codes
    (own / "year.yaml").write_text(year.replace("own.yml", "year.yaml"), "utf-8")
    (own / "own.yml").unlink()
    (found,) = check_year(own / "year.yaml").diagnostics
    assert (found.code, found.message) == (
        "BR442",
        "“year.yaml” stands among the records of the year",
    )


def test_windows_separators_are_understood(own: Path) -> None:
    year = (own / "year.yaml").read_text("utf-8").replace("../own", "..\\own")
    (own / "year.yaml").write_text(year, "utf-8")
    assert [found.code for found in check_year(own).diagnostics] == ["BR441", "BR441"]


def test_the_faults_of_an_own_set_are_shown_once_as_those_of_that_file(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own.parent)
    year = (own / "year.yaml").read_text("utf-8").replace("rules/own.yml", "./../own.yaml")
    (own / "year.yaml").write_text(year, "utf-8")
    faulty = OWN.replace("every: month", "evry: month").replace("must,", "must, at_least: 0,")
    Path("own.yaml").write_text(faulty, "utf-8")
    checked = check_year(Path("2024"))
    assert plain(findings(checked.diagnostics, checked.loaded.places.lines)) == (
        "error BR201 unknown-key: obligation has no key “evry”\n"
        " --> own.yaml:3:18   obligation “ride”\n"
        "3 |   - {kind: ride, evry: month, word: must, at_least: 0, source: Own rules}\n"
        "  |                  ^^^^\n"
        "  = help: did you mean “every”?\n"
        "\n"
        "error BR204 invalid-value: “0” is no number of times\n"
        " --> own.yaml:3:53   obligation “ride”\n"
        "3 |   - {kind: ride, evry: month, word: must, at_least: 0, source: Own rules}\n"
        "  |                                                     ^\n"
        "  = help: write it in half-width digits, from 1, as 2\n"
        "\n"
    )
    assert not checked.sound


def test_a_folder_in_place_of_a_rule_set_is_said_to_be_one(own: Path) -> None:
    (own.parent / "own.yaml").unlink()
    (own.parent / "own.yaml").mkdir()
    codes = [found.code for found in check_year(own).diagnostics]
    assert codes == ["BR441", "BR001"]


def test_a_name_that_no_file_can_have_is_no_fault_of_ours(own: Path) -> None:
    year = (own / "year.yaml").read_text("utf-8").replace("../own", "x" * 5000)
    (own / "year.yaml").write_text(year, "utf-8")
    assert {found.code for found in check_year(own).diagnostics} == {"BR442", "BR441"}


def test_a_year_may_exempt_itself_or_set_another_level(own: Path) -> None:
    year = (own / "year.yaml").read_text("utf-8")
    (own / "year.yaml").write_text(f"{year}rules: {{obligation-unmet: note}}\n", "utf-8")
    assert {found.severity for found in check_year(own).diagnostics} == {"note"}
    exempt = year.replace("activities:", "  exempt: {BR441: founded this year}\nactivities:")
    (own / "year.yaml").write_text(exempt, "utf-8")
    assert check_year(own).diagnostics == ()


@pytest.mark.parametrize("name", shipped.rule_sets())
def test_the_built_in_sets_are_sound(name: str) -> None:
    loaded = load_file(shipped.rule_set_folder() / f"{name}.yaml", RuleSet)
    assert (loaded.value is not None, loaded.diagnostics) == (True, ())


def test_no_frequency_is_made_up_for_party_lectures() -> None:
    assert PARTY is not None
    (lecture,) = [each for each in PARTY.obligations if each.kind == "党课"]
    assert (lecture.every, lecture.asks, lecture.word.chinese) == (None, False, "按期")


# The command


def test_the_command_prints_the_table_in_three_forms(run: Run, own: Path) -> None:
    text, markdown, json = (
        run("cadence", own, "--output-format", form).stdout.decode()
        for form in ("text", "markdown", "json")
    )
    assert text == run("cadence", own).stdout.decode()
    assert "ride  !  1      1\n" in text
    assert "| ride | ! | 1 | 1 |\n" in markdown
    assert '"status": "missing"' in json


def test_the_command_exits(run: Run, own: Path, tmp_path: Path) -> None:
    assert run("cadence", own).returncode == 0
    missing = run("cadence", tmp_path / "nothing")
    assert (missing.returncode, missing.stdout) == (2, b"")
    assert b"there is no such file or folder" in missing.stderr
    (own.parent / "own.yaml").write_text("title: x\n", "utf-8")
    faulty = run("cadence", own)
    assert (faulty.returncode, faulty.stdout) == (1, b"")
    assert b"own.yaml:1:1" in faulty.stderr
    wrong = run("cadence", own, "--output-format", "xml")
    assert (wrong.returncode, b"choose from: text, json, markdown" in wrong.stderr) == (2, True)


@pytest.mark.parametrize("form", ["json", "markdown"])
@pytest.mark.parametrize("command", [["cadence", "2024"], ["rules"]])
def test_programs_are_given_utf_8_on_a_gbk_console(
    run: Callable[..., Completed], own: Path, command: list[str], form: str
) -> None:
    """And people what the console speaks."""
    year = (own / "year.yaml").read_text("utf-8").replace("Example", "示例😀")
    (own / "year.yaml").write_text(year, "utf-8")
    gbk = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk", "BRANCHREPORT_LANG": "zh"}
    utf8 = run(*command, "--output-format", form, BRANCHREPORT_LANG="zh")
    assert run(*command, "--output-format", form, **gbk).stdout == utf8.stdout
    shown = run(*command, BRANCHREPORT_LANG="zh").stdout.decode()
    assert run(*command, **gbk).stdout.decode("gbk") == shown.encode("gbk", "replace").decode("gbk")
