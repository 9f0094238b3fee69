"""What the pages of documentation say is what branchreport does."""

import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from branchreport import language, shipped
from branchreport.cadence.words import asked, cited
from branchreport.loading import load_file
from branchreport.records import rule_set
from branchreport.records import year as records
from branchreport.records.choices import Choice
from branchreport.records.record import Record
from branchreport.show import FORMS
from conftest import ROOT, Completed

Run = Callable[..., Completed]

VERSION = r'(?<="version": )"\d[^"]*"'

TOURS = [
    ("README.md", "en", "records.yaml", "value: 4 reading", "value: 3 reading"),
    ("README.zh-CN.md", "zh", "记录.yaml", "数值: 4次", "数值: 3次"),
]
MANUALS = [("docs/records.md", "English"), ("docs/records.zh-CN.md", "Chinese")]
PAGES = ["README.md", "README.zh-CN.md", "docs/records.md", "docs/records.zh-CN.md",
         "docs/findings.md", "docs/findings.zh-CN.md", "docs/rule-sets.md",
         "docs/rule-sets.zh-CN.md", "docs/styles.md", "docs/styles.zh-CN.md",
         "docs/templates.md", "docs/templates.zh-CN.md", "docs/comparing.md",
         "docs/comparing.zh-CN.md", "docs/ci.md", "docs/ci.zh-CN.md",
         "docs/editing.md", "docs/editing.zh-CN.md",
         "docs/architecture.md", "examples/README.md", "benchmarks/README.md",
         "tests/schemas/README.md"]  # fmt: skip


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def fenced(text: str, kind: str) -> list[str]:
    """The blocks of ``kind`` in a page."""
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("readme", "lang", "name", "wrong", "right"), TOURS)
def test_the_tour_shows_what_really_happens(
    readme: str, lang: str, name: str, wrong: str, right: str, run: Run, tmp_path: Path
) -> None:
    (year,) = fenced(page(readme), "yaml")
    faulty, sound = (text for text in fenced(page(readme), "console") if "validate 2024\n" in text)
    (document,) = fenced(page(readme), "text")
    folder = tmp_path / "2024"
    folder.mkdir()
    (folder / name).write_text(year, "utf-8")

    def shown(*arguments: str) -> str:
        done = run(*arguments, BRANCHREPORT_LANG=lang)
        said = (done.stdout + done.stderr).decode().replace("\\", "/")
        return f"$ branchreport {' '.join(arguments)}\n{said}"

    assert shown("validate", "2024") == faulty
    assert year.count(wrong) == 1
    (folder / name).write_text(year.replace(wrong, right), "utf-8")
    assert shown("validate", "2024") + shown("render", "2024") == sound
    (written,) = tmp_path.glob("*.docx")
    read = docx.Document(io.BytesIO(written.read_bytes()))
    assert "".join(f"{paragraph.text}\n" for paragraph in read.paragraphs) == document


@pytest.mark.parametrize(("manual", "language"), MANUALS)
def test_the_manual_lists_every_key_and_choice(manual: str, language: str) -> None:
    text = page(manual)
    missing = []
    for model in vars(records).values():
        if isinstance(model, type) and issubclass(model, Record):
            for name, field in model.model_fields.items():
                keys = [field.alias or name, field.title or ""]
                ordered = keys if language == "English" else keys[::-1]
                mark = "**" if field.is_required() else ""
                row = " | ".join(f"{mark}`{key}`{mark}" for key in ordered)
                missing += [f"{model.__name__}.{name}"] if f"| {row} |" not in text else []
        if isinstance(model, type) and issubclass(model, Choice):
            for choice in model:
                named = f"`{choice.value}`" in text and f"`{choice.chinese}`" in text
                missing += [] if named else [choice.value]
    assert [name for name in missing if not name.startswith("Absence.")] == []


RULE_SETS = [("docs/rule-sets.md", "en"), ("docs/rule-sets.zh-CN.md", "zh")]


@pytest.mark.parametrize(("manual", "lang"), RULE_SETS)
@pytest.mark.parametrize("name", shipped.rule_sets())
def test_the_manual_tells_every_obligation_with_its_source(
    name: str, manual: str, lang: str
) -> None:
    language.use(lang)
    section = page(manual).partition(f"\n### {name}\n")[2].partition("\n#")[0]
    told = re.findall(r"^\| (.*) \|$", section, re.MULTILINE)[1:]
    loaded = load_file(shipped.rule_set_folder() / f"{name}.yaml", rule_set.RuleSet)
    assert loaded.value is not None

    def word(choice: Choice | None) -> str:
        return "" if choice is None else (choice.chinese if lang == "zh" else choice.value)

    assert told == [
        " | ".join(
            [each.kind, "、".join(each.also), asked(each), word(each.condition), word(each.quorum),
             cited(each)]
        )
        for each in loaded.value.obligations
    ]  # fmt: skip
    assert f"| `{name}` |" in page(manual)


@pytest.mark.parametrize(("manual", "lang"), RULE_SETS)
def test_the_manual_lists_every_key_and_choice_of_a_rule_set(manual: str, lang: str) -> None:
    text = page(manual)
    for model in (rule_set.RuleSet, rule_set.Obligation):
        for name, field in model.model_fields.items():
            mark = "**" if field.is_required() else ""
            keys = [name, field.title or ""] if lang == "en" else [field.title or "", name]
            row = " | ".join(f"{mark}`{key}`{mark}" for key in keys)
            assert f"| {row} |" in text
    for choices in (rule_set.Every, rule_set.Word, rule_set.Condition, rule_set.Quorum):
        for choice in choices:
            both = f"`{choice.value}` {choice.chinese}", f"`{choice.chinese}` `{choice.value}`"
            assert both[lang == "zh"] in text


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    text = page(name)
    for link in re.findall(r"\]\(([^)]+)\)", text) + re.findall(r'src="([^"]+)"', text):
        file, _, anchor = link.partition("#")
        target = (ROOT / name).parent / file if file else ROOT / name
        if "://" in link:
            continue
        assert target.exists(), link
        headings = (
            re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE) if anchor else []
        )
        anchors = [re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in headings]
        assert not anchor or anchor in anchors, link


CI = [("docs/ci.md", "en", "records.yaml"), ("docs/ci.zh-CN.md", "zh", "记录.yaml")]


@pytest.mark.parametrize(("manual", "lang", "name"), CI)
def test_the_samples_of_forms_are_what_comes_out(
    manual: str, lang: str, name: str, check: Run, tmp_path: Path
) -> None:
    text = page(manual)
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / name).write_text(fenced(text, "yaml")[-1], "utf-8")
    samples = fenced(text, "console")
    for sample in samples:
        command, _, shown = sample.partition("\n")
        assert command.startswith("$ branchreport validate ")
        done = check(*command.split()[2:], BRANCHREPORT_LANG=lang)
        said = done.stdout.decode().replace("\r\n", "\n").replace("\\", "/")
        assert re.sub(VERSION, "VERSION", said) == re.sub(VERSION, "VERSION", shown)
    assert len(samples) == len(FORMS) - 2, "all forms but json, which is long, and sarif, longer"
    table = re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \|$", text, re.MULTILINE)
    assert table == ["auto", *FORMS]


def test_both_pages_on_ci_show_the_same_settings() -> None:
    """But for names and the language."""
    settings = []
    for manual, *_ in CI:
        blocks = fenced(page(manual), "yaml")[:-1]
        settings.append(
            [re.sub(r"name: .*|env:\n.*\n|^\S+:\n  image|--lang zh ", "", b) for b in blocks]
        )
    assert settings[0] == settings[1]


@pytest.mark.parametrize("manual", [manual for manual, *_ in CI])
def test_the_settings_for_ci_are_what_github_and_gitlab_say(manual: str, tmp_path: Path) -> None:
    checked = []
    for number, block in enumerate(fenced(page(manual), "yaml")[:-1]):
        kind = "github-workflows" if "jobs:" in block else "gitlab-ci" if "image:" in block else ""
        if kind:
            (tmp_path / f"{number}.yaml").write_text(block, "utf-8")
            assert_valid(tmp_path / f"{number}.yaml", kind)
            checked.append(kind)
    assert checked == ["github-workflows", "github-workflows", "gitlab-ci", "github-workflows"]


def test_the_action_and_the_workflow_are_what_github_says(tmp_path: Path) -> None:
    assert_valid(ROOT / "action.yml", "github-actions")
    assert_valid(ROOT / ".github" / "workflows" / "test.yml", "github-workflows")
    broken = page("action.yml").replace("using: composite", "using: magic")
    (tmp_path / "action.yml").write_text(broken, "utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        assert_valid(tmp_path / "action.yml", "github-actions")


def assert_valid(file: Path, kind: str) -> None:
    """Ask check-jsonschema, which carries the schemas of others."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}"]
    subprocess.run([*command, file], check=True, capture_output=True)


def test_both_readmes_name_the_same_commands() -> None:
    commands = [
        re.findall(r"^(python3 -m venv .*)$", page(name), re.MULTILINE) for name, *_ in TOURS
    ]
    assert len(commands[0]) == 2
    assert commands[0] == commands[1]
