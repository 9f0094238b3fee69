"""Style files: the built-in ones are sound, and a wrong number is a finding at its place."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from branchreport import explanations, language, shipped, style_files
from branchreport.document import Document, Paragraph, Run
from branchreport.loading import Loaded, load_file, load_year
from branchreport.publishing import Manifest, Publication, publication
from branchreport.records.record import Record
from branchreport.style import Style
from branchreport.word_files.names import NAMES
from branchreport.writers import WRITERS
from branchreport.writers.docx.styles import ROLES
from conftest import EXAMPLES, ROOT, Completed

MANUALS = ("docs/styles.md", "docs/styles.zh-CN.md")
YEAR = "report: {{year: 2024, branch: Example branch, style: {style}}}\n"


def found_in(file: Path) -> list[tuple[str, str, str]]:
    """The findings of a style file: place, code and message."""
    found = style_files.load_style(file).diagnostics
    return [(f"{d.span.line}:{d.span.column}", d.code, d.message) for d in found]


@pytest.fixture
def style(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str, name: str = "office.yaml") -> Path:
        (tmp_path / name).write_text(text, "utf-8")
        return tmp_path / name

    return write


@pytest.mark.parametrize("name", shipped.styles())
def test_built_in_styles_are_sound(name: str) -> None:
    loaded = style_files.load_style(shipped.style_file(name))
    assert (loaded.diagnostics, loaded.value is None) == ((), False)


@pytest.mark.parametrize("name", shipped.templates())
def test_built_in_templates_name_a_built_in_style(name: str) -> None:
    manifest = load_file(shipped.template_folder() / name / "template.yaml", Manifest)
    assert manifest.value is not None
    assert manifest.value.style in shipped.styles()


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("top: 37", "top: wide", "“wide” is no number"),
        ("top: 37", "top: -1", "“top” is too small"),
        ("top: 37", "tpo: 37", "page has no key “tpo”"),
        ("size: 22", "size: 9999", "“size” is too large"),
        ("align: center", "align: middle", "“middle” is not among the choices"),
        ("locked: yes", "locked: maybe", "“maybe” is neither yes nor no"),
        ("font: 黑体", "font: ''", "“font” is empty"),
        ("font: 黑体", f"font: {'长' * 32}", "“font” is too long"),
        ("language: zh-CN", "language: klingon", "“klingon” is no language"),
        ("language: zh-CN", "language: zh_cn", "the language “zh_cn” is in another form"),
    ],
)
def test_a_wrong_number_is_shown_where_it_is(
    style: Callable[[str], Path], before: str, after: str, message: str
) -> None:
    """At the value; at the key, where it is the key."""
    text = shipped.style_file("gbt9704").read_text("utf-8")
    wrong = text.replace(before, after, 1)
    line = next(number for number, line in enumerate(wrong.splitlines(), 1) if after in line)
    start = wrong.splitlines()[line - 1].index(after)
    column = start + (1 if "tpo" in after else after.index(" ") + 2)
    found = [(where, said) for where, _code, said in found_in(style(wrong))]
    assert found == [(f"{line}:{column}", message)]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("gap: red", "2:6", "“red” is no colour"),
        ("gap: '#ff0000'", "2:6", "the colour “#ff0000” is in another form"),
        ("chart: {colors: []}", "2:17", "“colors” is empty"),
        ("paragraphs: {body: {color: 12345}}", "2:28", "“12345” is no colour"),
        ("page: {left: 100, right: 100}", "2:14",
         "the margins leave 10 mm of 210 mm for a line"),
        ("page: {right: 182}", "2:15", "the margins leave 0 mm of 210 mm for a line"),
        ("page: {top: 150, bottom: 140}", "2:13",
         "the margins leave 7 mm of 297 mm, where a line takes 10.21 mm"),
        ("page: {height: 75}", "2:16",
         "the margins leave 3 mm of 75 mm, where a line takes 10.21 mm"),
        ("grid: {character: -9}", "2:19",
         "“character” sets the characters of the body one over another"),
        ("grid: {line: 20}", "2:14", "type of 22 pt is cut off in a line of 20 pt"),
        ("paragraphs: {title: {size: 30}}", "2:28",
         "type of 30 pt is cut off in a line of 28.95 pt"),
        ("page: {height: 180}\nparagraphs: {note: {line: 390}}", "3:27",
         "no page holds a line of 390 pt"),
        ("paragraphs: {note: {left: 26}}", "2:27",
         "the indents leave no line: it holds 28.17 characters"),
        ("paragraphs: {note: {hanging: 2}}", "2:30",
         "the first line begins outside of the type area"),
        ("paragraphs: {body: {left: 2, hanging: 2}}", "2:39",
         "a first line cannot be indented and hang out"),
        ("page: {footer: 34}", "2:16", "the page number reaches 3.94 mm into the text"),
        ("page: {header: 40}", "2:16", "what stands above the text begins 3 mm below its edge"),
        ("page_number: {form: page}", "2:21", "“page” does not say once where the number stands"),
        ("page_number: {indent: 16}", "2:23",
         "the page number is indented by more than half a line"),
        ("signature: {right: 25}", "2:20",
         "“right” leaves no room: a line holds 28.17 characters"),
        ("picture: {width: 157}", "2:18", "“width” is larger than the type area allows"),
        ("chart: {height: 226}", "2:17", "“height” is larger than the type area allows"),
        ("red_head: {top: 226}", "2:17", "“top” is larger than the type area allows"),
        ("substitutes: [{font: a, by: b}, {font: a, by: c}]", "2:40",
         "“a” has two substitutes"),
        ("substitutes: [{font: a, by: a}]", "2:22", "“a” cannot stand in for itself"),
    ],
)  # fmt: skip
def test_numbers_are_looked_at_together(
    style: Callable[[str], Path], text: str, place: str, message: str
) -> None:
    found = found_in(style(f"based_on: gbt9704\n{text}\n"))
    assert [(where, said) for where, _code, said in found] == [(place, message)]


def test_a_style_says_only_what_differs(style: Callable[[str], Path]) -> None:
    own = style_files.load_style(style("基于: gbt9704\nparagraphs: {title: {size: 20}}\n")).value
    usual = style_files.load_style(shipped.style_file("gbt9704")).value
    assert own
    assert usual
    assert own.paragraphs.title
    assert own.paragraphs.title.size == 20
    said, other = own.model_dump(), usual.model_dump()
    other["paragraphs"]["title"]["size"] = 20
    other["based_on"] = "gbt9704"
    assert said == other


def test_a_style_may_be_based_on_another_file(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "below.yaml").write_text("based_on: in/above.yaml\npage: {left: 20}\n", "utf-8")
    (tmp_path / "in" / "above.yaml").write_text(
        "based_on: gbt9704\npage: {left: 21, right: 22}\nsubstitutes: []\n", "utf-8"
    )
    style = style_files.load_style(tmp_path / "below.yaml").value
    assert style
    assert (style.page.left, style.page.right, style.page.top) == (20, 22, 37)
    assert style.substitutes == ()


@pytest.mark.parametrize(
    ("name", "place", "message"),
    [
        ("gbt9705", "1:11", "there is no style “gbt9705” to build on"),
        ("office.docx", "1:11", "there is no style “office.docx” to build on"),
        ("none.yaml", "1:11", "there is no file “none.yaml”"),
        ("office.yaml", "1:11", "the style is based on itself"),
        ("./office.yaml", "1:11", "the style is based on itself"),
    ],
)
def test_a_base_that_is_not_there_is_said(
    style: Callable[[str], Path], name: str, place: str, message: str
) -> None:
    found = found_in(style(f"based_on: {name}\npage: {{left: x}}\n"))
    assert [(where, said) for where, _code, said in found] == [
        (place, message), ("2:14", "“x” is no number"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown"),
    [(r'"a\0b.yaml"', "a\0b.yaml"), ("b" * 300 + ".yaml", "b" * 300 + ".yaml"), ("in.yaml",) * 2],
    ids=["no name", "too long", "folder"],
)
def test_a_base_that_can_be_no_file_is_said(
    name: str, shown: str, style: Callable[[str], Path], check: Callable[..., Completed]
) -> None:
    file = style(f"based_on: {name}\n")
    (file.parent / "in.yaml").mkdir()
    assert [(where, said) for where, code, said in found_in(file) if code == "BR513"] == [
        ("1:11", f"there is no file “{shown}”")
    ]
    done = check("style", "check", file)
    assert (done.returncode, done.stderr) == (1, b"")


def test_bases_in_a_circle_are_said_once(tmp_path: Path, check: Callable[..., Completed]) -> None:
    (tmp_path / "a.yaml").write_text("based_on: b.yaml\n", "utf-8")
    (tmp_path / "b.yaml").write_text("based_on: a.yaml\n", "utf-8")
    done = check("style", "check", "a.yaml")
    assert (done.returncode, done.stdout.decode()) == (
        1,
        """error BR513 unknown-base-style: the style is based on itself
 --> b.yaml:1:11
1 | based_on: a.yaml
  |           ^^^^^^
  = help: choose from: gbt33476, gbt9704, plain

checked a.yaml: 1 error
""",
    )


def test_what_is_wrong_above_is_shown_there(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("based_on: b.yaml\npage: {top: x}\n", "utf-8")
    (tmp_path / "b.yaml").write_text("based_on: gbt9704\npage: {left: y}\n", "utf-8")
    found = style_files.load_style(tmp_path / "a.yaml").diagnostics
    assert [(Path(d.span.file).name, d.span.line, d.message) for d in found] == [
        ("a.yaml", 2, "“x” is no number"),
        ("b.yaml", 2, "“y” is no number"),
    ]


@pytest.mark.parametrize("code", ["BR512", "BR513"])
@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_examples_of_the_pages_do_what_they_say(
    code: str, spoken: str, style: Callable[[str], Path]
) -> None:
    page = (Path(explanations.__file__).parent / spoken / f"{code}.md").read_text("utf-8")
    wrong, right = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert {code for _place, code, _message in found_in(style(wrong))} == {code}
    assert found_in(style(right)) == []


# the style of a report, and the commands


@pytest.mark.parametrize(
    ("name", "message", "help_text"),
    [
        ("gbt974", "there is no style “gbt974”", "did you mean “gbt9704”?"),
        ("letter", "there is no style “letter”",
         "choose from: gbt33476, gbt9704, plain; or write the path of a file, as “../office.docx”"),
        ("../none.yaml", "there is no file “../none.yaml”",
         "write its path as seen from the folder of the year, as “../office.yaml”"),
        ("year.yaml", "“year.yaml” stands among the records of the year",
         "put it beside the folder of the year, and write “../year.yaml”"),
    ],
)  # fmt: skip
def test_a_style_that_is_not_there_is_said(
    name: str, message: str, help_text: str, tmp_path: Path, check: Callable[..., Completed]
) -> None:
    (tmp_path / "year").mkdir()
    (tmp_path / "year" / "year.yaml").write_text(YEAR.format(style=name), "utf-8")
    done = check("validate", "year")
    first, _place, _line, _marks, last, *_ = done.stdout.decode().splitlines()
    assert (first, last) == (f"error BR503 unknown-style: {message}", f"  = help: {help_text}")


def test_validate_looks_into_the_style(tmp_path: Path, check: Callable[..., Completed]) -> None:
    (tmp_path / "year").mkdir()
    (tmp_path / "year" / "year.yaml").write_text(YEAR.format(style="../office.yaml"), "utf-8")
    (tmp_path / "office.yaml").write_text("based_on: plain\ngap: '#ffff00'\n", "utf-8")
    done = check("validate", "year")
    assert done.returncode == 1
    assert f"{Path('office.yaml')}:2:6" in done.stdout.decode()
    assert check("validate", "--fix", "year").returncode == 0
    assert (tmp_path / "office.yaml").read_text("utf-8") == "based_on: plain\ngap: ffff00\n"
    assert check("render", "year", "-o", "a.docx").returncode == 0


def test_the_style_of_a_report_is_used(tmp_path: Path, check: Callable[..., Completed]) -> None:
    import docx

    (tmp_path / "year").mkdir()
    (tmp_path / "year" / "year.yaml").write_text(YEAR.format(style="..\\office.yml"), "utf-8")
    (tmp_path / "office.yml").write_text("based_on: plain\npage: {left: 31}\n", "utf-8")
    assert check("render", "year", "-o", "a.docx").returncode == 0
    margin = docx.Document(str(tmp_path / "a.docx")).sections[0].left_margin
    assert margin is not None
    assert round(margin.mm, 1) == 31


def test_a_style_that_is_asked_for_comes_before_the_report_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name, or a path as seen from where we are, not from the year."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "year").mkdir()
    (tmp_path / "year" / "year.yaml").write_text(YEAR.format(style="plain"), "utf-8")
    (tmp_path / "office.yaml").write_text("based_on: plain\npage: {left: 31}\n", "utf-8")
    loaded = load_year(tmp_path / "year")
    assert loaded.value
    given = loaded.value.report, loaded.places, tmp_path / "year"
    margins = []
    for asked in (None, "gbt33476", "office.yaml"):
        chosen = publication(*given, style=asked)
        assert isinstance(chosen, Publication)
        margins.append((chosen.style.page.top, chosen.style.page.left))
    assert margins == [(25, 28), (34.58, 28), (25, 31)]
    missing = publication(*given, style="none.yaml")
    assert isinstance(missing, Loaded)
    (found,) = missing.diagnostics
    assert (found.code, str(found.span), found.message) == (
        "BR503", "none.yaml:1:1", "there is no file “none.yaml”",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("target", "help_text"),
    [
        ("x.docx", "write another FILE, as x.yaml"),
        ("none/a.yaml", "create the folder first, or write another FILE"),
        ("folder.yaml/a.yaml/b.yaml", "create the folder first, or write another FILE"),
    ],
)
def test_the_file_of_a_copy_is_an_argument(
    target: str, help_text: str, check: Callable[..., Completed]
) -> None:
    """There is no option -o to advise."""
    done = check("style", "copy", "gbt9704", target)
    assert done.stderr.decode().splitlines()[1:] == [f" = help: {help_text}"]


KEYS = (
    "language, page, grid, paragraphs, page_number, signature, red_head, table, picture, chart, "
    "gap, substitutes"
)


def helped(file: Path) -> list[str]:
    return [d.help for d in style_files.load_style(file).diagnostics]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("页面: {上: 37}", f"基于, {KEYS}"),
        ("page: {上: 37}", "width, height, top, bottom, left, right, header, footer"),
        ("qqqqq: 1", f"based_on, {KEYS}"),
    ],
)
def test_every_key_is_named_where_one_is_unknown(
    style: Callable[[str], Path], text: str, known: str
) -> None:
    assert helped(style(f"based_on: gbt9704\n{text}\n")) == [f"known here: {known}"]


@pytest.mark.parametrize(
    ("spoken", "said"), [("en", "outer, center, none"), ("zh", "outer、center、none")]
)
def test_choices_are_listed_as_others_are(
    style: Callable[[str], Path], spoken: str, said: str
) -> None:
    language.use(spoken)
    (found,) = helped(style("based_on: gbt9704\npage_number: {place: qqqq}\n"))
    assert found.endswith(said)
    assert "'" not in found


def test_what_is_wrong_with_all_roles_is_said_once(style: Callable[[str], Path]) -> None:
    found = found_in(style("based_on: gbt9704\nparagraphs: {body: {size: 40}}\n"))
    assert len(found) == len(set(found))
    assert ("2:27", "BR512", "type of 40 pt is cut off in a line of 28.95 pt") in found


def test_style_list_tells_every_style(check: Callable[..., Completed]) -> None:
    assert check("style", "list").stdout.decode() == (
        "gbt33476  zh-CN, 210 × 297 mm; margins 34.58, 32.58, 28, 26 mm; lines of 29.45 pt\n"
        "gbt9704   zh-CN, 210 × 297 mm; margins 37, 35, 28, 26 mm; lines of 28.95 pt\n"
        "plain     en-GB, 210 × 297 mm; margins 25, 25, 28, 28 mm; lines of 15 pt\n"
    )


@pytest.mark.parametrize("name", shipped.styles())
def test_style_copy_writes_the_file_once(
    name: str, tmp_path: Path, check: Callable[..., Completed]
) -> None:
    done = check("style", "copy", name, "mine.yaml")
    assert (done.returncode, done.stdout.decode()) == (0, "mine.yaml\n")
    assert (tmp_path / "mine.yaml").read_bytes() == shipped.style_file(name).read_bytes()
    (tmp_path / "mine.yaml").write_bytes(b"mine")
    again = check("style", "copy", name, "mine.yaml")
    assert (again.returncode, again.stderr.decode()) == (
        2,
        "error: mine.yaml exists already, and is not overwritten\n = help: choose another name\n",
    )
    assert (tmp_path / "mine.yaml").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("copy", "plane", "a.yaml"), "error: there is no style “plane”"),
        (("copy", "plain", "a.docx"), "error: a.docx does not end in .yaml, the form that is "),
        (("copy", "plain", "none/a.yaml"), "error: there is no folder for none"),
        (("copy", "plain", "."), "error: . does not end in .yaml, the form that is written"),
        (("check", "none.yaml"), "error: there is no file “none.yaml”"),
        (("check", "none"), "error: there is no style “none”"),
        (("copy", "mine.yaml", "a.yaml"), "error: mine.yaml is no built-in style"),
    ],
)
def test_misuse_of_the_commands_is_said(
    arguments: tuple[str, ...], said: str, tmp_path: Path, check: Callable[..., Completed]
) -> None:
    (tmp_path / "mine.yaml").write_text("based_on: plain\n", "utf-8")
    done = check("style", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(said)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.yaml"]


def test_check_says_that_all_is_well(check: Callable[..., Completed]) -> None:
    done = check("style", "check", "gbt33476")
    assert (done.returncode, done.stdout.decode()) == (0, "all is well: gbt33476\n")


def test_a_year_without_a_style_does_without_lxml(tmp_path: Path) -> None:
    """It would cost every command its time."""
    import subprocess
    import sys

    code = (
        "import sys; from branchreport.cli import main; main(sys.argv[1:]);"
        "print(sorted({'lxml', 'branchreport.word_files'} & set(sys.modules)))"
    )
    for command in (["validate"], ["render", "-o", "a.docx"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *command[:1], str(EXAMPLES["2021"]), *command[1:]],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )
        assert done.stdout.decode().splitlines()[-1] == "[]"


# the manual


def section(text: str, heading: str) -> str:
    """What stands under a heading of the manual."""
    return text.partition(f"\n### {heading}\n")[2].partition("\n### ")[0]


def models() -> dict[str, type[Record]]:
    """Every part of a style file by its key."""
    found: dict[str, type[Record]] = {}
    for name, field in Style.model_fields.items():
        for kind in (field.annotation, *get_args(field.annotation)):
            if isinstance(kind, type) and issubclass(kind, Record):
                found[name] = kind
    return found


@pytest.mark.parametrize("manual", MANUALS)
def test_the_manual_lists_every_key(manual: str) -> None:
    text = (ROOT / manual).read_text("utf-8")
    role = models()["paragraphs"].model_fields["body"].annotation
    assert isinstance(role, type)
    parts: dict[str, Any] = {**models(), ("A role", "每一类")["zh" in manual]: role}
    for heading, model in parts.items():
        rows = section(text, heading)
        for name, field in model.model_fields.items():
            mark = "**" if field.is_required() else ""
            assert f"| {mark}`{name}`{mark} |" in rows, f"{heading}.{name}"
    top = section(text, ("The file", "文件")["zh" in manual])
    for name in Style.model_fields:
        assert f"`{name}`" in top, name
    assert f"`{Style.model_fields['based_on'].title}`" in text


@pytest.mark.parametrize("manual", MANUALS)
def test_the_manual_tells_what_holds_where_a_key_is_not_written(manual: str) -> None:
    text = (ROOT / manual).read_text("utf-8")
    words = ("no", "否")["zh" in manual]
    for heading, model in models().items():
        for name, field in model.model_fields.items():
            row = re.search(rf"(?m)^\| `{name}` \|(.*)$", section(text, heading))
            if row is None or heading == "paragraphs":
                continue
            told = [cell.strip() for cell in row[1].split("|")]
            default = field.default
            if isinstance(default, bool):
                assert told[1] == words
            elif isinstance(default, (int, float)):
                assert float(told[1]) == default, f"{heading}.{name}"
            elif isinstance(default, str):
                assert told[1] == f"`{default}`", f"{heading}.{name}"


@pytest.mark.parametrize("manual", MANUALS)
def test_the_manual_names_every_named_style(manual: str) -> None:
    text = (ROOT / manual).read_text("utf-8")
    for role, (name, *others) in NAMES.items():
        also = ("、" if "zh" in manual else ", ").join(f"`{other}`" for other in others)
        assert f"| `{role}` | `{name}` | {also} |" in text
    for name in shipped.styles():
        assert f"| `{name}` |" in text


def test_the_named_styles_are_those_that_are_written() -> None:
    roles = models()["paragraphs"].model_fields
    assert set(NAMES) == set(roles)
    assert {role: named.name for role, named in ROLES.items()} == {
        role: NAMES[role][0] for role in ROLES
    }


def worked_examples() -> list[tuple[str, str]]:
    """The style files that the manual shows."""
    return [
        (manual, block)
        for manual in MANUALS
        for block in re.findall(
            r"^```yaml\n(.*?)^```", (ROOT / manual).read_text("utf-8"), re.MULTILINE | re.DOTALL
        )
    ]


@pytest.mark.parametrize(("manual", "text"), worked_examples())
def test_the_worked_examples_work(manual: str, text: str, style: Callable[[str], Path]) -> None:
    import yaml

    loaded = style_files.load_style(style(text))
    assert loaded.diagnostics == ()
    assert loaded.value
    said = loaded.value.model_dump()
    written = yaml.safe_load(text.replace("基于", "based_on").replace("是}", "yes}"))
    assert _within(written, said)
    assert WRITERS["docx"](Document("", (Paragraph((Run("文"),)),)), loaded.value)


def _within(written: Any, said: Any) -> bool:
    """Whether what was ``written`` is what the style says in the end."""
    if isinstance(written, dict):
        return all(_within(value, said[key]) for key, value in written.items())
    return bool(said == (tuple(written) if isinstance(written, list) else written))


def test_both_manuals_show_the_same_examples() -> None:
    shown = [
        [re.sub(r"#.*\n|基于|based_on|是|yes", "", block) for name, block in worked_examples()
         if name == manual]
        for manual in MANUALS
    ]  # fmt: skip
    assert len(shown[0]) == 4
    assert shown[0] == shown[1]
