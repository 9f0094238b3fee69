"""Every form of a report: whole, and read back by programs that are not ours."""

import dataclasses
import json
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import junitparser
import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import ValidationError
from jsonschema.validators import validator_for
from markdown_it import MarkdownIt

from branchreport import __version__, language
from branchreport.cli import main
from branchreport.cli.console import encoded
from branchreport.diagnostics import CODES, Diagnostic, Edit, Fix, Label, Severity, Span
from branchreport.show import FORMS, PEOPLE, PROGRAMS, lines, write
from branchreport.show.fingerprints import fingerprints
from branchreport.show.paths import relative, uri
from branchreport.show.report import Report
from branchreport.show.text import one_line, plain
from conftest import ROOT, Completed
from workflow_commands import Command, commands

HERE = Path(__file__).parent / "formats"
SCHEMAS = Path(__file__).parent / "schemas"
CODES_OF_THE_YEARS = "BR003,BR201,BR204,BR301,BR308"
ENDINGS = {"json": "json", "jsonl": "jsonl", "gitlab": "json", "sarif": "json", "junit": "xml",
           "markdown": "md"}  # fmt: skip

Output = Callable[..., str]
Run = Callable[..., Completed]


@pytest.fixture
def output(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Output:
    """What ``validate`` prints about the two years of `formats`."""

    def call(form: str, spoken: str = "en") -> str:
        monkeypatch.chdir(HERE / "years")
        monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
        monkeypatch.delenv("CI_PROJECT_DIR", raising=False)
        options = ["--select", CODES_OF_THE_YEARS, "--output-format", form]
        assert main(["--lang", spoken, "validate", "2021", "2022", *options]) == 1
        printed = capfdbinary.readouterr()
        assert printed.err == b""
        text = printed.out.decode()
        if os.sep == "\\":
            text = text.replace("\\\\", "/").replace("\\", "/")
        return text

    return call


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_every_form_whole(
    form: str, spoken: str, output: Output, expect: Callable[[str, Path], None]
) -> None:
    text = output(form, spoken).replace(f'"{__version__}"', '"VERSION"')
    expect(text, HERE / spoken / f"{form}.{ENDINGS.get(form, 'txt')}")


def schema(file: Path) -> Any:
    loaded = json.loads(file.read_text("utf-8"))
    validator_for(loaded).check_schema(loaded)
    return loaded


OURS = schema(ROOT / "schemas" / "validate-output.schema.json")
LINE = {**OURS["$defs"]["line"], "$defs": OURS["$defs"], "$schema": OURS["$schema"]}
SARIF = schema(SCHEMAS / "sarif-2.1.0-rtm.5.json")
GITLAB = schema(SCHEMAS / "gitlab-code-quality.schema.json")


def conforms(instance: Any, to: Any) -> None:
    validator_for(to)(to).validate(instance)


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_json_is_what_its_schema_says(output: Output, spoken: str) -> None:
    text = output("json", spoken)
    assert "\\u" not in text
    conforms(json.loads(text), OURS)


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_every_line_of_jsonl_is_what_the_schema_says(output: Output, spoken: str) -> None:
    text = output("jsonl", spoken)
    assert "\\u" not in text
    read = [json.loads(line) for line in text.splitlines()]
    for line in read:
        conforms(line, LINE)
    assert [line["type"] for line in read] == ["finding"] * (len(read) - 1) + ["summary"]


def test_json_and_jsonl_say_the_same(output: Output) -> None:
    whole = json.loads(output("json"))
    *findings, summary = (json.loads(line) for line in output("jsonl").splitlines())
    start = {key: whole[key] for key in ("version", "tool", "language")}
    assert summary == {"type": "summary", **start, **whole["summary"]}
    assert findings == [
        {"type": "finding", "version": 1, **finding} for finding in whole["findings"]
    ]


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_sarif_is_what_oasis_says(output: Output, spoken: str) -> None:
    conforms(json.loads(output("sarif", spoken)), SARIF)


def test_gitlab_is_what_gitlab_says(output: Output) -> None:
    issues = json.loads(output("gitlab"))
    conforms(issues, GITLAB)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_junit_is_what_jenkins_says(output: Output, tmp_path: Path) -> None:
    text = output("junit")
    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(text)
    (tmp_path / "report.xml").write_text(text, "utf-8")
    (suite,) = junitparser.JUnitXml.fromfile(str(tmp_path / "report.xml"))
    assert (suite.tests, suite.failures, suite.errors) == (5, 2, 0)
    failed = {case.name: len(case.result) for case in suite if case.result}
    assert failed == {"2021/数字.yaml": 1, "2022/活 动#1.yaml": 1}


def test_every_fault_there_is_conforms(check: Run) -> None:
    """All findings of the files in `faults`, which no example of our own could be."""
    folder = Path(__file__).parent / "faults"
    files = sorted(file.name for file in folder.glob("*.yaml"))
    read = {}
    for form in PROGRAMS:
        done = check(
            "validate", *files, "--output-format", form, cwd=folder, BRANCHREPORT_LANG="zh"
        )
        assert (done.returncode, done.stderr) == (1, b"")
        read[form] = done.stdout.decode()
    conforms(json.loads(read["json"]), OURS)
    conforms(json.loads(read["sarif"]), SARIF)
    conforms(json.loads(read["gitlab"]), GITLAB)
    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(read["junit"])
    found = len(json.loads(read["json"])["findings"])
    assert found > len(files)
    assert len(read["jsonl"].split("\n")) == found + 2
    assert len(list(commands(read["github"]))) == found
    assert len(json.loads(read["gitlab"])) == found
    assert len(json.loads(read["sarif"])["runs"][0]["results"]) == found
    assert len(table(read["markdown"])) == found + 1


BROKEN: list[tuple[str, Any, Callable[[Any], object]]] = [
    ("json", OURS, lambda whole: whole["findings"][0].update(severity="fatal")),
    ("json", OURS, lambda whole: whole["findings"][0].update(surprise=1)),
    ("json", OURS, lambda whole: whole["summary"].pop("fixable")),
    ("sarif", SARIF, lambda log: log["runs"][0]["results"][0].update(level="fatal")),
    ("sarif", SARIF, lambda log: log["runs"][0]["tool"]["driver"].pop("name")),
    ("gitlab", GITLAB, lambda issues: issues[0].pop("fingerprint")),
    ("gitlab", GITLAB, lambda issues: issues[0]["location"].update(path="./a.yaml")),
]


@pytest.mark.parametrize(("form", "to", "spoil"), BROKEN)
def test_the_schemas_refuse_what_is_broken(
    form: str, to: Any, spoil: Callable[[Any], object], output: Output
) -> None:
    whole = json.loads(output(form))
    spoil(whole)
    with pytest.raises(ValidationError):
        conforms(whole, to)


def test_the_schema_of_junit_refuses_what_is_broken(output: Output) -> None:
    broken = output("junit").replace(' name="branchreport validate"', "")
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(broken)


# Places: every form names the same ones, in code points.


def test_every_form_names_the_same_places(output: Output) -> None:
    """Lines and columns of all findings, taken from each form as its reader would."""
    found = json.loads(output("json"))["findings"]
    places = [(each["file"], each["start"]["line"], each["start"]["column"]) for each in found]
    assert ("2022/活 动#1.yaml", 2, 19) in places, "the emoji before it counts as one"
    results = json.loads(output("sarif"))["runs"][0]["results"]
    regions = [each["locations"][0]["physicalLocation"] for each in results]
    assert places == [
        (
            unquote(where["artifactLocation"]["uri"]),
            where["region"]["startLine"],
            where["region"]["startColumn"],
        )
        for where in regions
    ]
    issues = json.loads(output("gitlab"))
    assert [place[:2] for place in places] == [
        (issue["location"]["path"], issue["location"]["lines"]["begin"]) for issue in issues
    ]
    annotations = [command.properties for command in commands(output("github"))]
    assert sorted(places) == sorted(
        (each["file"], int(each["line"]), int(each["col"])) for each in annotations
    )
    shown = re.findall(r"^ *--> (.*?):(\d+):(\d+)(?: |$)", output("full"), re.MULTILINE)
    assert places == [(file, int(line), int(column)) for file, line, column in shown]
    shown = re.findall(r"^(.*?):(\d+):(\d+): \w+ BR\d{3} ", output("concise"), re.MULTILINE)
    assert places == [(file, int(line), int(column)) for file, line, column in shown]
    cells = table(output("markdown"))
    assert [":".join(map(str, place)) for place in places] == [row[1] for row in cells[1:]]


def test_a_fix_of_sarif_makes_the_correction(output: Output) -> None:
    log = json.loads(output("sarif"))
    (fix,) = log["runs"][0]["results"][3]["fixes"]
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    file = HERE / "years" / unquote(change["artifactLocation"]["uri"])
    line = file.read_text("utf-8").splitlines()[region["startLine"] - 1]
    start, end = region["startColumn"] - 1, region["endColumn"] - 1
    corrected = line[:start] + replacement["insertedContent"]["text"] + line[end:]
    assert corrected == "  - {名称: 😀读书, 日期: 2022-03-05, 类别: 党课}"


# Laws: whatever stands in a finding comes back out of every form.


def table(text: str) -> list[list[str]]:
    """The cells of the one table of ``text``, as a reader of Markdown has them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    assert sum(token.type == "table_open" for token in tokens) == 1
    rows: list[list[str]] = []
    for token, inline in pairwise(tokens):
        if token.type == "tr_open":
            rows.append([])
        if token.type in ("td_open", "th_open"):
            assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
            rows[-1].append("".join(child.content for child in inline.children or ()))
    return rows


SPECIAL = ["\n", "\r", "\r\n", "%", "%0A", "%25", ":", "::", ",", "|", "\\|", "\\", "<", "<br>",
           "&", "&amp;", "*a*", "_b_", "`c`", "[d](1)", "~~e~~", "{0}", "]]>", "##[error]",
           "::error::", "\0", "\x1b[2J", "\x85", "\u2028", "\u202e", "\ufffe", "\ud800", "\udc80",
           "\ue000", "😀", "👨‍👩‍👧", "党课", "　", " ", '"', "'", "=", ";", "#", "$x$",
           "1. ", "- ", "www.example.org"]  # fmt: skip
anything = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=20),
    st.lists(st.sampled_from(SPECIAL), max_size=6).map("".join),
)
names = anything.map(lambda text: f"a{text}.yaml").filter(lambda name: "/" not in name)
positions = st.integers(1, 9)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    line, column, more = draw(positions), draw(positions), draw(st.integers(0, 3))
    return Span(draw(names), line, column, line, column + more)


@st.composite
def findings(draw: st.DrawFn) -> Diagnostic:
    code = draw(st.sampled_from(sorted(CODES)))
    edits = st.lists(st.builds(Edit, spans(), anything), max_size=2).map(tuple)
    return Diagnostic(
        code,
        draw(st.sampled_from(list(Severity))),
        "m" + draw(anything),
        draw(spans()),
        draw(anything),
        draw(st.lists(st.builds(Label, spans(), anything), max_size=2).map(tuple)),
        draw(anything),
        draw(st.none() | st.builds(Fix, edits, st.sampled_from(["", "utf-8"]))),
    )


reports = st.lists(findings(), max_size=4).map(
    lambda found: Report(tuple(found), {one.span.file: ["一 line"] for one in found}, 1)
)


def whole(text: str) -> str:
    """``text`` as UTF-8 can hold it."""
    return encoded(text).decode("utf-8")


def written(form: str, report: Report) -> str:
    """What a program receives."""
    text = encoded(write(form, report)).decode("utf-8")
    assert text == "" or text.endswith("\n")
    return text


def texts(report: Report) -> Iterator[tuple[str, str, str]]:
    for found in report.diagnostics:
        yield whole(found.message), whole(found.record), whole(found.help)


@given(reports)
def test_anything_comes_back_from_json(report: Report) -> None:
    read = json.loads(written("json", report))
    conforms(read, OURS)
    found = read["findings"]
    assert [(one["message"], one["record"], one["help"]) for one in found] == [*texts(report)]
    assert [one["file"] for one in found] == [whole(one.span.file) for one in report.diagnostics]


@given(reports)
def test_anything_comes_back_from_jsonl(report: Report) -> None:
    # split at line feeds only: str.splitlines would split at U+2028, too
    read = [json.loads(line) for line in written("jsonl", report).split("\n")[:-1]]
    for line in read:
        conforms(line, LINE)
    assert [(one["message"], one["record"], one["help"]) for one in read[:-1]] == [*texts(report)]


@given(reports)
def test_anything_comes_back_from_gitlab(report: Report) -> None:
    issues = json.loads(written("gitlab", report))
    conforms(issues, GITLAB)
    assert [issue["description"] for issue in issues] == [
        f"{found.code} {whole(found.message)}" for found in report.diagnostics
    ]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


@given(reports)
def test_anything_comes_back_from_sarif(report: Report) -> None:
    (run,) = json.loads(written("sarif", report))["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result, found in zip(run["results"], report.diagnostics, strict=True):
        said = f"{found.message}\nhelp: {found.help}" if found.help else found.message
        assert result["message"]["text"] == whole(said)
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == found.code
        labels = [label["message"]["text"] for label in result.get("relatedLocations", [])]
        assert labels == [whole(label.text) for label in found.labels]
        name = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert name.isascii()
        assert re.fullmatch(r"([\w.~/-]|%[0-9A-F]{2})*", name)


@given(reports)
def test_sarif_of_anything_is_what_oasis_says(report: Report) -> None:
    conforms(json.loads(written("sarif", report)), SARIF)


@given(reports)
def test_anything_comes_back_from_github(report: Report) -> None:
    read = list(commands(written("github", report)))
    weights = list(Severity)
    ordered = sorted(report.diagnostics, key=lambda found: weights.index(found.severity))
    for command, found in zip(read, ordered, strict=True):
        help_text = f"help: {found.help}" if found.help else ""
        said = "\n".join(filter(None, (found.message, found.record, help_text)))
        assert command.data == whole(said)
        assert command.properties["file"] == whole(relative(found.span.file, ""))
        assert command.properties["title"] == f"{found.code} {found.name}"


def allowed(text: str) -> str:
    """``text`` as XML can hold it: production 2 of XML 1.0, said the other way round."""
    return "".join(
        char
        if char in "\t\n\r" or (char >= " " and not "\ud800" <= char < "\ue000" and char < "\ufffe")
        or char > "\uffff"
        else "\ufffd"
        for char in text
    )  # fmt: skip


@given(reports)
def test_anything_comes_back_from_junit(report: Report) -> None:
    root = ET.fromstring(encoded(write("junit", report)))
    cases = root.findall("*/testcase")
    assert [case.get("name") for case in cases] == [allowed(file) for file in report.files]
    for case, file in zip(cases, report.files, strict=True):
        here = [found for found in report.diagnostics if found.span.file == file]
        errors = [found for found in here if found.severity is Severity.ERROR]
        told = "".join(case.itertext())
        for found in here:
            assert allowed(one_line(found.message)) in told
        failures = case.findall("failure")
        assert len(failures) == bool(errors)
        if len(errors) == 1:
            assert failures[0].get("message") == allowed(f"{errors[0].code} {errors[0].message}")


@given(reports)
def test_anything_comes_back_from_markdown(report: Report) -> None:
    text = written("markdown", report)
    rows = table(text)[1:] if report.diagnostics else []
    expected = []
    for found in report.diagnostics:
        said = (str(found.span), found.message, found.record, found.help)
        expected.append([one_line(text).strip() for text in said])
    assert [[cell.strip() for cell in row[1:]] for row in rows] == expected


@given(reports)
def test_anything_is_a_line_of_concise(report: Report) -> None:
    printed = plain(lines("concise", report)).split("\n")
    assert len(printed) == len(report.diagnostics) + 2  # the summary, and the end
    assert all(line.isprintable() for line in printed)


@given(st.sampled_from(PEOPLE), reports)
def test_nothing_for_people_moves_the_cursor(form: str, report: Report) -> None:
    text = plain(lines(form, report)).replace("\u3000", " ")  # full's blank under a wide character
    assert all(line.isprintable() for line in text.split("\n"))


@given(st.sampled_from(PROGRAMS), reports)
def test_the_same_report_gives_the_same_text(form: str, report: Report) -> None:
    assert write(form, report) == write(form, dataclasses.replace(report))


# Details that the forms promise.


def finding(line: int = 1, message: str = "wrong", code: str = "BR204", **more: Any) -> Diagnostic:
    severity = more.pop("severity", CODES[code].severity)
    return Diagnostic(code, severity, message, Span("a.yaml", line, 1, line, 2), **more)


def report(*found: Diagnostic, **more: Any) -> Report:
    return Report(found, {"a.yaml": ["甲: 乙"] * 9}, 1, **more)


def test_fingerprints_stay_where_lines_move_and_differ_where_findings_are_alike() -> None:
    before = fingerprints(report(finding(1), finding(2), finding(3, "other")))
    after = fingerprints(report(finding(4), finding(7), finding(8, "other")))
    assert before == after
    assert len(set(before)) == 3
    assert fingerprints(report(finding(2)))[0] == before[0]


def test_github_is_told_errors_first() -> None:
    note = finding(1, severity=Severity.NOTE)
    warning, error = finding(2, severity=Severity.WARNING), finding(3)
    read = list(commands(write("github", report(note, warning, error))))
    assert [command.name for command in read] == ["error", "warning", "notice"]


def test_github_is_given_columns_within_one_line_only() -> None:
    long = dataclasses.replace(finding(), span=Span("a.yaml", 1, 3, 2, 2))
    (command,) = commands(write("github", report(long)))
    assert command == Command(
        "error",
        {"file": "a.yaml", "line": "1", "endLine": "2", "title": "BR204 invalid-value"},
        "wrong",
    )


def test_junit_fails_for_warnings_where_they_fail_the_check() -> None:
    warning = finding(severity=Severity.WARNING)
    case = ET.fromstring(write("junit", report(warning)))[0][0]
    assert [part.tag for part in case] == ["system-out"]
    strict = report(warning, failing=frozenset({Severity.ERROR, Severity.WARNING}))
    case = ET.fromstring(write("junit", strict))[0][0]
    assert [part.tag for part in case] == ["failure"]


@pytest.mark.parametrize("form", PROGRAMS)
def test_programs_are_told_everything(form: str) -> None:
    """``--max-errors`` is for people; a table is read by them, too."""
    found = [finding(line) for line in range(1, 6)]
    limited, full = (write(form, report(*found, most=most)) for most in (2, None))
    assert (limited == full) == (form != "markdown")


def test_the_heaviest_findings_are_shown_in_the_order_of_their_places() -> None:
    note, warning, error = (
        finding(line, code, severity=severity)
        for line, (code, severity) in enumerate(
            [("n", Severity.NOTE), ("w", Severity.WARNING), ("e", Severity.ERROR)], 1
        )
    )
    assert report(note, warning, error, most=2).shown == (warning, error)
    assert report(note, warning, error, most=1).shown == (error,)
    assert report(note, warning, error, most=9).shown == (note, warning, error)


def test_a_clean_check_is_one_line_in_every_form_for_people() -> None:
    for form in (*PEOPLE, "markdown"):
        text = plain(lines(form, report())) if form in PEOPLE else write(form, report())
        assert text == "all is well: 1 file, 1 record\n"
    assert write("github", report()) == ""


FIXES = [
    (Fix((Edit(Span("a.yaml", 1, 2, 1, 3), ":"),)), "“:” -> “:”"),
    (Fix((Edit(Span("a.yaml", 1, 1, 1, 1), "　"),)), "“甲” -> “<U+3000>甲”"),
    (Fix((Edit(Span("a.yaml", 1, 3, 1, 3), "x"),)), "“: ” -> “:x ”"),
    (Fix(tuple(Edit(Span("a.yaml", 1, n, 1, n), "'") for n in (4, 5))), "“乙” -> “'乙'”"),
    (Fix((Edit(Span("a.yaml", 1, 4, 2, 2), "丙"),)), "“乙...” -> “丙”"),
    (Fix((Edit(Span("a.yaml", 1, 1, 1, 2), "字" * 40),)), f"“甲” -> “{'字' * 27}...”"),
    (Fix((), "utf-8"), "save the file as UTF-8"),
    (
        Fix(tuple(Edit(Span("a.yaml", n, 1, n, 2), str(n)) for n in range(1, 6))),
        "“甲” -> “1”, “甲” -> “2”, “甲” -> “3”, ...",
    ),
]


@pytest.mark.parametrize(("fix", "said"), FIXES)
def test_a_fix_is_shown_before_and_after(fix: Fix, said: str) -> None:
    *_, shown, _blank, summary = plain(lines("full", report(finding(fix=fix)))).splitlines()
    assert shown == f"  = fix: {said}"
    assert summary.endswith(": 1 error ([*] 1 fixable by validate --fix)")


def test_a_long_span_is_marked_to_the_end_of_its_first_line() -> None:
    long = dataclasses.replace(finding(), span=Span("a.yaml", 1, 4, 3, 2))
    text = plain(lines("full", report(long)))
    assert text.splitlines()[2:4] == ["1 | 甲: 乙", "  | 　  ^^"]


@pytest.mark.parametrize(
    ("file", "root", "inside", "reference"),
    [
        ("2021/a.yaml", ".", "2021/a.yaml", "2021/a.yaml"),
        ("./2021//a.yaml", ".", "2021/a.yaml", "2021/a.yaml"),
        ("活动 1#.yaml", "", "活动 1#.yaml", "%E6%B4%BB%E5%8A%A8%201%23.yaml"),
        ("a:b.yaml", "", "a:b.yaml", "a%3Ab.yaml"),
        ("/repo/2021/a.yaml", "/repo", "2021/a.yaml", "2021/a.yaml"),
        (
            "/repo/2021/a.yaml",
            "/elsewhere",
            "/repo/2021/a.yaml",
            "file:///repo/2021/a.yaml",
        ),
        ("a\udce9.yaml", "", "a\udce9.yaml", "a%E9.yaml"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="paths of POSIX")
def test_programs_find_files_from_the_root(
    file: str, root: str, inside: str, reference: str
) -> None:
    assert relative(file, root) == inside
    assert uri(file, root) == reference


def test_a_report_speaks_its_language() -> None:
    language.use("zh")
    log = json.loads(write("sarif", report(language="zh")))
    assert log["runs"][0]["language"] == "zh-CN"
    assert json.loads(write("json", report(language="zh")))["language"] == "zh"
