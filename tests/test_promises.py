"""Two years and more: nothing that was promised in the year before goes out of sight."""

import datetime
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchreport import language
from branchreport.cli.checking import Checked, check_year
from branchreport.diagnostics import Severity
from branchreport.show.full import findings
from branchreport.show.summary import summary
from branchreport.show.text import plain
from conftest import Completed

HERE = Path(__file__).parent / "promises"
NEW = {f"BR{number}" for number in range(461, 471)}

PLAN = "plans: [{id: P1, heading: Rides, targets: {ride: at least 2}}]\n"
RIDE = "activities: [{date: 2024-05-01, kind: ride}]\n"
ANSWER = "followups: [{id: P1, outcome: partly, records: ride}]\n"

Lay = Callable[..., Path]


def report(year: int, more: str = "") -> str:
    return f"report: {{year: {year}, branch: Example club{more}}}\n"


@pytest.fixture
def lay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lay:
    """Lay out files by their names, in the folder in which the test then runs."""
    monkeypatch.chdir(tmp_path)

    def call(files: dict[str, str]) -> Path:
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return tmp_path

    return call


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int, int], None]:
    """Set the day of the check."""

    def call(year: int, month: int, day: int) -> None:
        noon = datetime.datetime(year, month, day, 12, tzinfo=datetime.UTC)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))

    return call


def codes(path: str | Path) -> list[str]:
    return [found.code for found in check_year(Path(path)).diagnostics]


def told(checked: Checked) -> str:
    """What ``validate`` prints about a year."""
    files = len(checked.loaded.places.lines)
    last = summary(files, checked.loaded.records, checked.diagnostics)
    text = plain([*findings(checked.diagnostics, checked.lines), last])
    return text.replace(os.sep, "/") if os.sep == "\\" else text


YEARS = {"chinese": "2022", "english": "2024.yaml"}


@pytest.mark.parametrize("name", YEARS)
def test_all_that_is_said(
    name: str, expect: Callable[[str, Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HERE / name)
    said = []
    for spoken in ("en", "zh"):
        language.use(spoken)
        said.append(told(check_year(Path(YEARS[name]))))
    expect("\n".join(said), HERE / f"{name}.txt")


def test_every_code_is_among_it() -> None:
    found = {code for name, year in YEARS.items() for code in codes(HERE / name / year)}
    assert found >= NEW - {"BR469"}
    assert "BR469" not in found


NOT_FOUND = {
    "nothing to answer": {"2024.yaml": report(2024) + RIDE + ANSWER},
    "named and missing": {"2024.yaml": report(2024, ", previous: ../2032") + RIDE + ANSWER},
    "named and not before": {
        "2024.yaml": report(2024, ", previous: other.yaml"),
        "other.yaml": "report: {from: 2023-09-01, to: 2024-08-31, branch: Example club}\n" + PLAN,
    },
    "named and itself": {"2024.yaml": report(2024, ", previous: 2024.yaml")},
    "found and not before": {"2024.yaml": report(2024), "2023.yaml": report(2024) + PLAN},
    "named and long before": {
        "2024.yaml": report(2024, ", previous: 2022.yaml") + RIDE + ANSWER,
        "2022.yaml": report(2022) + PLAN,
    },
    "found and long before": {
        "2024.yaml": report(2024),
        "2023.yaml": report(2021) + PLAN,
    },
    "found and unsound": {
        "2024.yaml": report(2024) + RIDE + ANSWER,
        "2023.yaml": report(2023) + PLAN.replace("id: P1", "id: P1, goal: none"),
    },
    "named and unsound": {
        "2024.yaml": report(2024, ", previous: other.yaml"),
        "other.yaml": "plans: [\n",
    },
}


@pytest.mark.parametrize("name", NOT_FOUND)
def test_a_year_before_that_cannot_be_used(
    name: str, lay: Lay, expect: Callable[[str, Path], None]
) -> None:
    lay(NOT_FOUND[name])
    said = []
    for spoken in ("en", "zh"):
        language.use(spoken)
        said.append(told(check_year(Path("2024.yaml"))))
    assert codes("2024.yaml") == ["BR469"]
    expect("\n".join(said), HERE / f"{name.replace(' ', '-')}.txt")


FOUND = {
    "folders": ({"2023/a.yaml": report(2023) + PLAN, "2024/a.yaml": report(2024)}, "2024"),
    "a file alone in its folder": (
        {"2023/a.yaml": report(2023) + PLAN, "2024/a.yaml": report(2024)},
        "2024/a.yaml",
    ),
    "files": ({"2023.yaml": report(2023) + PLAN, "2024.yaml": report(2024)}, "2024.yaml"),
    "school years": (
        {
            "2022-2023/a.yaml": "report: {from: 2022-09-01, to: 2023-08-31, branch: A}\n" + PLAN,
            "2023-2024/a.yaml": "report: {from: 2023-09-01, to: 2024-08-31, branch: A}\n",
        },
        "2023-2024",
    ),
    "named, as seen from the folder": (
        {
            "old/a.yaml": report(2023) + PLAN,
            "year/2024/a.yaml": report(2024, ", previous: ../../old"),
            "year/2023/a.yaml": report(2023),
        },
        "year/2024",
    ),
    "named, in the folder of the file": (
        {"a.yaml": report(2023) + PLAN, "b.yaml": report(2024, ", previous: a.yaml")},
        "b.yaml",
    ),
}
BEFORE = {
    "folders": "2023/a.yaml",
    "a file alone in its folder": "2023/a.yaml",
    "files": "2023.yaml",
    "school years": "2022-2023/a.yaml",
    "named, as seen from the folder": "old/a.yaml",
    "named, in the folder of the file": "a.yaml",
}


@pytest.mark.parametrize("name", FOUND)
def test_the_year_before_is_found_and_told_as_its_user_would(name: str, lay: Lay) -> None:
    files, year = FOUND[name]
    lay(files)
    (found,) = check_year(Path(year)).diagnostics
    assert (found.code, found.record) == ("BR461", "report")
    (label,) = found.labels
    assert (Path(label.span.file), label.span[1:]) == (Path(BEFORE[name]), (2, 14, 2, 16))


def test_a_year_before_may_be_named_wholly(lay: Lay) -> None:
    here = lay({"old/a.yaml": report(2023) + PLAN})
    lay({"2024.yaml": report(2024, f", previous: '{here / 'old'}'")})
    (found,) = check_year(Path("2024.yaml")).diagnostics
    assert (found.code, found.labels[0].span.file) == ("BR461", str(here / "old" / "a.yaml"))


def test_the_folder_that_one_stands_in_has_a_year_before(
    lay: Lay, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = lay({"2023/a.yaml": report(2023) + PLAN, "2024/a.yaml": report(2024)})
    monkeypatch.chdir(here / "2024")
    (found,) = check_year(Path()).diagnostics
    assert (found.code, Path(found.labels[0].span.file)) == ("BR461", Path("../2023/a.yaml"))


@pytest.mark.parametrize(
    ("deadline", "year", "due"),
    [
        ("", (2024, 12, 31), True),
        ("", (2024, 12, 28), False),
        (", deadline: 2024-06-30", (2024, 6, 30), True),
        (", deadline: 2024-06-30", (2024, 6, 29), False),
        (", deadline: 2025-06-30", (2024, 12, 31), False),
        (", deadline: 2023-12-01", (2024, 1, 1), True),
    ],
)
def test_what_is_not_due_needs_no_answer(
    deadline: str,
    year: tuple[int, int, int],
    due: bool,
    lay: Lay,
    day: Callable[[int, int, int], None],
) -> None:
    lay({"2023.yaml": report(2023) + PLAN.replace("heading", f"owner: A{deadline}, heading")})
    lay({"2024.yaml": report(2024)})
    day(*year)
    assert codes("2024.yaml") == ["BR461"] * due


def test_what_was_closed_in_its_own_year_needs_no_answer(lay: Lay) -> None:
    closed = (
        "shortcomings:\n  - {id: S1, problem: Small room, measures: [A hall], owner: A,"
        " deadline: at once, status: closed,\n"
        "     progress: [{date: 2023-03-01, text: Booked, evidence: 'https://example.org/a'}]}\n"
    )
    lay({"2023.yaml": report(2023) + closed, "2024.yaml": report(2024)})
    assert codes("2024.yaml") == []
    lay({"2023.yaml": report(2023) + closed.replace("closed", "awaiting check")})
    assert codes("2024.yaml") == ["BR461"]


def test_done_before_the_year_is_over_is_held_to_the_target(
    lay: Lay, day: Callable[[int, int, int], None]
) -> None:
    day(2024, 6, 1)
    lay({"2023.yaml": report(2023) + PLAN})
    done = ANSWER.replace("partly", "done")
    lay({"2024.yaml": report(2024) + RIDE + done})
    (found,) = check_year(Path("2024.yaml")).diagnostics
    assert (found.code, found.severity) == ("BR465", Severity.ERROR)
    lay({"2024.yaml": report(2024) + RIDE + ANSWER})
    assert codes("2024.yaml") == []
    more = RIDE.replace("]", ", {date: 2024-05-08, kind: ride}]")
    lay({"2024.yaml": report(2024) + more + done})
    assert codes("2024.yaml") == []


def said(year: str = "2024.yaml") -> list[tuple[str, str, str, str]]:
    """All that is found in a year: the code, how much it weighs, the message and the help."""
    return [
        (each.code, each.severity.value, each.message, each.help)
        for each in check_year(Path(year)).diagnostics
    ]


SHORT = (
    "plan “P1” is said to be done, but of its target “{}” the year counts {}",
    "correct the log, or the outcome",
)
UNCOUNTED = (
    "plan “P1” is said to be done, but nothing counts its target “{}”",
    "record what shows it, or list a count of this name",
)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("大约: 不少于30次", []),
        ("大约: 不少于32次", []),
        ("大约: 不少于40次", ["error", *SHORT, "30余次"]),
        ("党课: 不少于1场", []),
        ("党课: 不少于2场", ["error", *SHORT, "1次"]),
        ("党课: 不少于5人", []),
        ("讲座: 不少于2次", ["error", *SHORT, "0次"]),
        ("调研: 不少于2次", ["warning", *UNCOUNTED, ""]),
    ],
)
def test_only_what_is_surely_not_met_is_an_error(
    target: str, expected: list[str], lay: Lay
) -> None:
    """What cannot be said is not found; a kind that was held last year is counted as nought."""
    plan = PLAN.replace("ride: at least 2", target)
    log = "activities: [{{date: {}-05-01, kind: {}}}]\n"
    lay({"2023.yaml": report(2023) + log.format(2023, "讲座") + plan})
    lay({
        "2024.yaml": report(2024)
        + log.format(2024, "党课")
        + "counts: [{name: 大约, value: 30余次}]\n"
        + ANSWER.replace("partly", "done").replace("ride", "党课")
    })  # fmt: skip
    told = [(code, *rest) for code, *rest in said() if code != "BR310"]
    if not expected:
        assert told == []
    else:
        severity, message, help_text, actual = expected
        assert told == [("BR465", severity, message.format(target, actual), help_text)]


LATER = PLAN.replace("heading", "deadline: 2025-06-30, heading")
FORGOTTEN = (
    "BR461",
    "warning",
    "plan “P1” of 2023 is due after this year, but stands nowhere in it",
    "list it again with its id, or with “continues: P1”, or answer it",
)


@pytest.mark.parametrize(
    ("year", "today", "expected"),
    [
        (report(2024), (2025, 1, 1), [FORGOTTEN]),
        (report(2024), (2024, 12, 31), []),
        (report(2024) + RIDE + ANSWER, (2025, 1, 1), []),
        (report(2024) + PLAN, (2025, 1, 1), []),
        (report(2024) + PLAN.replace("id: P1", "id: P9, continues: P1"), (2025, 1, 1), []),
        ("report: {from: 2024-01-01, to: 2024-09-30, branch: A}\n", (2025, 9, 1), []),
    ],
)
def test_what_is_due_after_a_year_is_not_lost_in_it(
    year: str,
    today: tuple[int, int, int],
    expected: list[tuple[str, str, str, str]],
    lay: Lay,
    day: Callable[[int, int, int], None],
) -> None:
    day(*today)
    lay({"2023.yaml": report(2023) + LATER, "2024.yaml": year})
    assert said() == expected


@pytest.mark.parametrize(("deadline", "due"), [("2024-09-30", True), ("2024-10-01", False)])
def test_a_report_on_a_part_of_the_year_answers_what_is_due_by_then(
    deadline: str, due: bool, lay: Lay
) -> None:
    """What has no day is for the whole year."""
    dated = PLAN.replace("}]", "}, {id: P2, heading: Walks, targets: {walk: 1}}]").replace(
        "P1,", f"P1, deadline: {deadline},"
    )
    lay({"2023.yaml": report(2023) + dated})
    lay({"2024.yaml": "report: {from: 2024-01-01, to: 2024-09-30, branch: A}\n"})
    told = [(code, message) for code, _severity, message, _help in said()]
    assert told == ([("BR461", "plan “P1” of 2023 is not answered")] if due else [])


def test_what_a_misnamed_answer_meant_is_told_once(lay: Lay) -> None:
    """By the id that is wrong, or where nobody wants to hear of that, by the promise."""
    plan = PLAN.replace("P1", "P2024-1")
    wrong = ANSWER.replace("P1", "P2024-01")
    lay({"2023.yaml": report(2023) + plan, "2024.yaml": report(2024) + RIDE + wrong})
    assert [each[::2] for each in said()] == [
        ("BR466", "2023 has neither shortcoming nor plan “P2024-01”"),
    ]
    lay({"2024.yaml": report(2024) + RIDE + wrong + "rules: {BR466: off}\n"})
    assert [each[::2] for each in said()] == [("BR461", "plan “P2024-1” of 2023 is not answered")]
    exempt = wrong.replace("ride}", "ride, exempt: {BR466: it is known}}")
    lay({"2024.yaml": report(2024) + RIDE + exempt})
    assert [each[::2] for each in said()] == [("BR461", "plan “P2024-1” of 2023 is not answered")]


@pytest.mark.parametrize(
    ("then", "now", "adjacent"),
    [
        ("from: 2022-01-01, to: 2022-12-31", "from: 2023-01-01, to: 2023-09-30", True),
        ("from: 2022-01-01, to: 2022-09-30", "from: 2023-01-01, to: 2023-12-31", True),
        ("from: 2021-09-01, to: 2022-08-31", "from: 2023-01-01, to: 2023-12-31", True),
        ("from: 2020-01-01, to: 2022-12-31", "from: 2023-01-01, to: 2023-12-31", True),
        ("from: 2022-01-01, to: 2022-12-31", "from: 2023-07-01, to: 2023-12-31", True),
        ("from: 2021-01-01, to: 2021-12-31", "from: 2023-01-01, to: 2023-12-31", False),
        ("from: 2020-09-01, to: 2021-08-31", "from: 2022-09-01, to: 2023-08-31", False),
    ],
)
def test_which_years_follow_each_other(then: str, now: str, adjacent: bool, lay: Lay) -> None:
    lay({"then.yaml": f"report: {{{then}, branch: A}}\n"})
    lay({"now.yaml": f"report: {{{now}, branch: A, previous: then.yaml}}\n"})
    assert said("now.yaml") == ([] if adjacent else [(
        "BR469", "error", "“then.yaml” is not the year right before this one",
        "name the year before under “previous”; nothing is compared with this",
    )])  # fmt: skip


def test_a_promise_goes_into_its_third_year(lay: Lay) -> None:
    """It stood in both years before, or the year before had carried it over."""
    over = "followups: [{id: P1, outcome: carried over, note: Rain}]\n"
    lay({"2024.yaml": report(2024) + PLAN + over, "2023.yaml": report(2023) + PLAN})
    assert codes("2024.yaml") == []
    lay({"2022.yaml": report(2022) + PLAN})
    assert codes("2024.yaml") == ["BR463"]
    (found,) = check_year(Path("2024.yaml")).diagnostics
    assert found.message == "plan “P1” has been carried over since 2022"
    assert [label.text for label in found.labels] == ["in 2023", "in 2022"]
    lay({"2022.yaml": report(2022) + PLAN.replace("P1", "P0")})
    assert codes("2024.yaml") == []
    link = PLAN.replace("id: P1", "id: P1, continues: P0")
    lay({"2023.yaml": report(2023) + link + over.replace("P1", "P0")})
    assert codes("2024.yaml") == ["BR463"]
    Path("2022.yaml").unlink()
    (found,) = check_year(Path("2024.yaml")).diagnostics
    assert found.message == "plan “P1” has been carried over since 2022"
    assert [label.text for label in found.labels] == ["in 2023"]


def test_the_years_before_the_year_before_are_read_only_where_something_goes_on(lay: Lay) -> None:
    lay({f"{year}.yaml": report(year) + PLAN for year in (2021, 2022, 2023)})
    read: list[str] = []

    def reading(path: Path) -> bytes:
        read.append(path.name)
        return path.read_bytes()

    lay({"2024.yaml": report(2024) + RIDE + ANSWER})
    check_year(Path("2024.yaml"), reading)
    assert read == ["2024.yaml", "2023.yaml"]
    lay({"2024.yaml": report(2024) + RIDE + PLAN + ANSWER})
    check_year(Path("2024.yaml"), reading)
    assert read[2:] == ["2024.yaml", "2023.yaml", "2022.yaml", "2021.yaml"]


TEXT = "The club rides out on the first Sunday of the month"


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (f"id: P1, heading: {TEXT}", f"id: P1, heading: {TEXT}", []),
        (f"id: P1, heading: {TEXT}", f"id: P2, continues: P1, heading: {TEXT}.", []),
        (f"id: P1, heading: {TEXT}", f"id: P2, heading: {TEXT}", ["BR464"]),
        (f"id: P1, heading: One, text: {TEXT}.", f"id: P1, heading: Two, text: {TEXT}", ["BR464"]),
        (f"id: P1, heading: {TEXT}", f"id: P1, heading: One, text: {TEXT}", []),
        ("id: P1, heading: One, text: 按月走访群众", "id: P1, heading: 二, text: 按月走访群众", []),
        (
            "id: P1, heading: One, text: 按月走访困难群众",
            "id: P1, heading: 二, text: 按月走访困难群众。",
            ["BR464"],
        ),
    ],
)
def test_words_of_the_year_before(before: str, now: str, expected: list[str], lay: Lay) -> None:
    plan = "plans: [{{{}, targets: {{ride: at least 2}}}}]\n"
    answer = "followups: [{id: P1, outcome: carried over, note: Rain}]\n"
    lay({"2023.yaml": report(2023) + plan.format(before)})
    lay({"2024.yaml": report(2024) + plan.format(now) + answer})
    found = [code for code in codes("2024.yaml") if code not in {"BR470", "BR610"}]
    assert found == expected


EXEMPTED = {
    "BR461": report(2024, ", exempt: {unanswered: the branch is new}"),
    "BR462": report(2024)
    + "followups: [{id: P1, outcome: partly, exempt: {BR462: the log was lost}}]\n",
    "BR463": report(2024)
    + PLAN
    + "followups: [{id: P1, outcome: carried over, note: Rain, exempt: {BR463: every year}}]\n",
    "BR467": report(2024)
    + "followups: [{id: P1, outcome: partly, records: walk, exempt: {BR467: of the town}}]\n",
    "BR468": report(2024)
    + "followups: [{id: P1, outcome: dropped, exempt: {no-reason: it is known}}]\n",
}


@pytest.mark.parametrize("code", EXEMPTED)
def test_exemptions(code: str, lay: Lay) -> None:
    lay({"2022.yaml": report(2022) + PLAN, "2023.yaml": report(2023) + PLAN})
    lay({"2024.yaml": EXEMPTED[code]})
    assert codes("2024.yaml") == []
    bare = EXEMPTED[code].split(", exempt")[0].rstrip("}]\n")
    lay({"2024.yaml": f"{bare}}}" + ("\n" if code == "BR461" else "]\n")})
    assert codes("2024.yaml") == [code]


def test_the_report_is_exempted_of_what_is_told_at_other_keys(lay: Lay) -> None:
    """What is not answered is told at ``followups``, to which no exemption can be written."""
    two = PLAN.replace("}]", "}, {id: P2, heading: Walks, targets: {walk: 1}}]")
    lay({"2023.yaml": report(2023) + two, "2024.yaml": report(2024) + RIDE + ANSWER})
    (found,) = check_year(Path("2024.yaml")).diagnostics
    assert (found.code, found.span.line) == ("BR461", 3)
    lay({"2024.yaml": EXEMPTED["BR461"] + RIDE + ANSWER})
    assert codes("2024.yaml") == []
    Path("2023.yaml").unlink()
    lay({"2024.yaml": EXEMPTED["BR461"].replace("unanswered", "BR469") + RIDE + ANSWER})
    assert codes("2024.yaml") == []


def test_the_new_id_of_what_had_another_is_no_answer(lay: Lay) -> None:
    lay({"2023.yaml": report(2023) + PLAN.replace("P1", "walks")})
    plan = PLAN.replace("id: P1", "id: P1, continues: walks")
    lay({"2024.yaml": report(2024) + RIDE + plan + ANSWER})
    (found,) = check_year(Path("2024.yaml")).diagnostics
    assert (found.code, found.help) == ("BR466", "did you mean “walks”?")


def test_ids_that_are_like_no_other_are_shown_those_that_there_are(lay: Lay) -> None:
    many = ", ".join(f"{{id: P{n}, heading: Rides {n}, targets: {{ride: 1}}}}" for n in range(6))
    answers = ", ".join(f"{{id: P{n}, outcome: done, records: ride}}" for n in range(6))
    lay({"2023.yaml": report(2023) + f"plans: [{many}]\n"})
    wrong = f"followups: [{{id: walks, outcome: done, records: ride}}, {answers}]\n"
    lay({"2024.yaml": report(2024) + RIDE + wrong})
    (found,) = check_year(Path("2024.yaml")).diagnostics
    assert (found.code, found.help) == ("BR466", "the ids of 2023 are: P0, P1, P2, P3, P4, …")
    lay({"2023.yaml": report(2023), "2024.yaml": report(2024) + RIDE + ANSWER})
    (found,) = check_year(Path("2024.yaml")).diagnostics
    assert (found.code, found.help) == ("BR466", "take it out")


def test_a_text_of_several_lines_is_marked_where_it_begins(lay: Lay) -> None:
    text = "plans:\n  - id: P1\n    heading: Rides\n    targets: {ride: at least 2}\n    text: |\n"
    text += "      Short.\n      On Sundays, whatever the weather.\n"
    over = "followups: [{id: P1, outcome: carried over, note: Rain}]\n"
    lay({"2023.yaml": report(2023) + text, "2024.yaml": report(2024) + "\n" + text + over})
    (found,) = check_year(Path("2024.yaml")).diagnostics
    assert (found.code, found.span[1:]) == ("BR464", (9, 7, 9, 17))
    assert [label.span[1:] for label in found.labels] == [(8, 7, 8, 17)]


def test_an_exemption_that_nothing_needs_is_told(lay: Lay) -> None:
    lay({"2023.yaml": report(2023), "2024.yaml": EXEMPTED["BR461"]})
    assert codes("2024.yaml") == ["BR453"]


@pytest.mark.parametrize("code", sorted(NEW))
def test_levels(code: str, lay: Lay) -> None:
    source = HERE / "chinese"
    lay({str(file.relative_to(source)): file.read_text("utf-8") for file in source.rglob("*.yaml")})
    if code == "BR469":
        lay({"2022/报告.yaml": "报告: {年度: 2022, 支部: 示例支部, 上年记录: ../2012}\n"})
    usual = {
        each.severity.value for each in check_year(Path("2022")).diagnostics if each.code == code
    }
    assert usual
    lay({"2022/规则.yaml": f"规则: {{{code}: 提示}}\n"})
    weights = {
        each.severity.value for each in check_year(Path("2022")).diagnostics if each.code == code
    }
    assert weights == {"note"}
    lay({"2022/规则.yaml": f"规则: {{{code}: 关闭}}\n"})
    assert code not in codes("2022")


def test_programs_are_told_the_file_of_the_year_before(
    lay: Lay, check: Callable[..., Completed]
) -> None:
    lay({"2023/a.yaml": report(2023) + PLAN, "2024/b.yaml": report(2024)})

    def printed(form: str) -> str:
        done = check("validate", "2024", "--output-format", form, GITHUB_WORKSPACE="")
        assert done.returncode == 0
        return done.stdout.decode()

    whole = json.loads(printed("json"))
    assert [Path(each).as_posix() for each in whole["summary"]["files"]] == ["2024/b.yaml"]
    (finding,) = whole["findings"]
    assert [label["file"] for label in finding["labels"]] == ["2023/a.yaml"]
    (run,) = json.loads(printed("sarif"))["runs"]
    (result,) = run["results"]
    (place,) = result["relatedLocations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "2023/a.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 14, "endLine": 2, "endColumn": 16},
    }
    assert printed("github").startswith("::warning file=2024/b.yaml,line=1,")
    junit = printed("junit")
    assert 'tests="1"' in junit
    assert "2 | plans: [{id: P1, heading: Rides" in junit


def test_render_shows_the_line_of_the_year_before(
    lay: Lay, check: Callable[..., Completed]
) -> None:
    lay({"2023.yaml": report(2023) + PLAN, "2024.yaml": report(2024)})
    said = check("render", "2024.yaml").stderr.decode()
    assert "::: 2023.yaml:2:14   it was written here\n2 | plans: [{id: P1," in said
    assert "checked 1 file, 0 records: 1 warning" in said


ENGLISH = st.sampled_from(["done", "partly", "carried over", "dropped"])
PROMISES = st.lists(st.tuples(st.sampled_from(["S", "P"]), ENGLISH), max_size=6)


def year_before(promises: list[tuple[str, str]]) -> str:
    """A year with a promise for each of ``promises``, which all may be met."""
    text = report(2023)
    for key, start in ("shortcomings", "S"), ("plans", "P"):
        names = [f"{kind}{number}" for number, (kind, _) in enumerate(promises) if kind == start]
        bodies = [
            f"problem: Small room {name}, measures: [Rent {name}], owner: A, deadline: at once"
            if start == "S"
            else f"heading: Rides {name}, targets: {{ride: at least 1}}"
            for name in names
        ]
        if names:
            items = zip(names, bodies, strict=True)
            text += f"{key}:\n" + "".join(f"  - {{id: {name}, {body}}}\n" for name, body in items)
    return text


def answering(promises: list[tuple[str, str]], left_out: int | None = None) -> str:
    """The year after, with an answer to each of ``promises`` as it is to be, but for one."""
    answers, again = "", ""
    for number, (kind, outcome) in enumerate(promises):
        name = f"{kind}{number}"
        if number != left_out:
            rest = "records: ride" if outcome in {"done", "partly"} else "note: Rain"
            answers += f"  - {{id: {name}, outcome: {outcome}, {rest}}}\n"
        if outcome == "carried over":
            again += f"  - {{id: Q{number}, heading: On with it, targets: {{ride: at least 1}}"
            again += f", continues: {name}}}\n" if kind == "P" else "}\n"
            if kind == "S":
                again = again.replace(f"id: Q{number}", f"id: {name}")
    text = report(2024) + RIDE
    text += f"plans:\n{again}" if again else ""
    return text + (f"followups:\n{answers}" if answers else "")


@given(PROMISES, st.data())
def test_laws(promises: list[tuple[str, str]], data: st.DataObject) -> None:
    """Where all is answered nothing is said; where one answer is missing, just that."""
    with tempfile.TemporaryDirectory() as folder:
        before, now = Path(folder, "2023.yaml"), Path(folder, "2024.yaml")
        before.write_text(year_before(promises), "utf-8")
        assert codes(before) == []
        now.write_text(answering(promises), "utf-8")
        assert codes(now) == []
        if not promises:
            return
        left_out = data.draw(st.integers(0, len(promises) - 1))
        now.write_text(answering(promises, left_out), "utf-8")
        assert codes(now) == ["BR461"]
