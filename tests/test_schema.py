"""The schemas agree with `validate` as far as a schema can, and are what an editor needs."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from branchreport import language, shipped
from branchreport.cli import main
from branchreport.cli.checking import check_year
from branchreport.cli.schema import schema_text
from branchreport.loading import load_file
from branchreport.loading.decoding import decode
from branchreport.quantity import PREFIXES
from branchreport.records.fields import Amount, Code, Date, Whole, Year
from branchreport.records.year import BranchYear, Report
from branchreport.schema.shapes import SHAPES
from broken import BROKEN, REPORT, language_of
from conftest import EXAMPLES, ROOT, Completed

Run = Callable[..., Completed]

FOLDER = ROOT / "schemas"
SCHEMAS = {name: json.loads(schema_text(name)) for name in language.LANGUAGES}
CHECKERS = {name: jsonschema.Draft7Validator(schema) for name, schema in SCHEMAS.items()}

SOUND = [
    file
    for folder in (*EXAMPLES.values(), ROOT / "tests" / "sound")
    for file in sorted(folder.glob("*.yaml"))
]

EDITORS_KEYWORDS = {
    "defaultSnippets",
    "doNotSuggest",
    "enumDescriptions",
    "errorMessage",
    "markdownDescription",
}
"""Those of yaml-language-server that draft-07 does not know."""


class Core(yaml.SafeLoader):
    """YAML as editors read it: the core schema of YAML 1.2 (10.3.2), no dates, no ``yes``."""


Core.yaml_implicit_resolvers = {}
for kind, form, first in (
    ("null", r"null|Null|NULL|~|", ["n", "N", "~", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?[0-9]+", [*"-+0123456789"]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"(?:{form})\\Z"), first)
# 012 is twelve in YAML 1.2
Core.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))


def read(text: str) -> Any:
    """The value of ``text`` as an editor has it; a key is always a text in JSON.

    PyYAML takes no tab between a key and its value, which YAML and editors do.
    """
    return json.loads(json.dumps(yaml.load(text.replace("\t", " "), Core)))


def accepts(lang: str, text: str) -> bool:
    return bool(CHECKERS[lang].is_valid(read(text)))


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_the_schemas_at_the_top_are_current(lang: str, expect: Callable[[str, Path], None]) -> None:
    expect(schema_text(lang), FOLDER / f"branchreport.{lang}.schema.json")


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_they_are_valid_by_the_metaschema(lang: str) -> None:
    assert SCHEMAS[lang]["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(SCHEMAS[lang])


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_they_have_no_keyword_that_is_not_known(lang: str) -> None:
    known = {*jsonschema.Draft7Validator.META_SCHEMA["properties"], *EDITORS_KEYWORDS}
    pending, unknown = [SCHEMAS[lang]], set()
    while pending:
        schema = pending.pop()
        unknown |= set(schema) - known
        for keyword in ("properties", "definitions"):
            pending += schema.get(keyword, {}).values()
        pending += schema.get("anyOf", ())
        for keyword in ("items", "additionalProperties", "propertyNames", "if", "then", "not"):
            pending += [schema[keyword]] if isinstance(schema.get(keyword), dict) else []
    assert unknown == set()


@pytest.mark.parametrize("file", SOUND, ids=lambda file: file.stem)
def test_sound_files_are_accepted(file: Path) -> None:
    text, _ = decode(file.read_bytes(), file.name)
    assert text is not None
    lang = language_of(text)
    assert [fault.message for fault in CHECKERS[lang].iter_errors(read(text))] == []


@pytest.mark.parametrize(
    ("name", "lang"), [("2021", "zh"), ("2022", "zh"), ("2023", "zh"), ("english", "en")]
)
def test_the_examples_lead_an_editor_to_their_schema(name: str, lang: str) -> None:
    for file in EXAMPLES[name].glob("*.yaml"):
        first = file.read_text("utf-8").splitlines()[0]
        target = first.removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / target).samefile(FOLDER / f"branchreport.{lang}.schema.json")


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_refused_by_both(name: str, tmp_path: Path) -> None:
    lang, text = BROKEN[name]
    file = tmp_path / "year.yaml"
    file.write_text(text, "utf-8")
    report = "report" if lang == "en" else "报告"  # may stand in another file
    found = [fault for fault in check_year(file).diagnostics if report not in fault.message]
    assert found, "validate accepts"
    assert not accepts(lang, text), "the schema accepts"


@pytest.mark.parametrize(
    "text",
    [
        "报告: {年度: 2021年度, 支部: 2024, 标题: no, 落款: 007, 上级: true, 模板: }\n",
        "报告: {年度: ~, 起始日期: 2021-01-01, 截止日期: 2021-12-31, 支部: 1.10}\n",
        "报告: {年度: 2021, 起始日期: , 支部: 甲, 免除: [{类别: 党课, 原因: 无}], 委员人数: 0}\n",
        "报告: {年度: 2021, 支部: 甲, 导语: ['', 一], 结语: [1, true], 规则集: party-branch}\n",
        f"{REPORT['zh']}活动:\n数字: ~\n工作: []\n规则:\n",
        f"{REPORT['zh']}规则: {{br401: off, half-width-mark: 警告}}\n",
        f"{REPORT['zh']}工作: [{{标题: 甲。, 类别: [], 小节: [{{标题: 乙, 小节: }}]}}]\n",
        f"{REPORT['zh']}不足: [{{编号: 1, 问题: 甲, 期限: at once, 状态: closed}}]\n",
        f"{REPORT['zh']}活动: [{{日期: '2021-03-05', 类别: 甲, 出席: {{应到: 18人, 缺席: }}}}]\n",
        f"{REPORT['zh']}活动: [{{日期: 2021-03-05, 类别: 1, 统计: {{2021: 3, 书: 1.5万册}}}}]\n",
    ],
)
def test_what_is_written_in_unusual_ways_is_accepted_by_both(text: str, tmp_path: Path) -> None:
    file = tmp_path / "year.yaml"
    file.write_text(text, "utf-8")
    assert load_file(file, BranchYear).diagnostics == ()
    assert [fault.message for fault in CHECKERS["zh"].iter_errors(read(text))] == []


def test_each_schema_knows_the_keys_of_its_own_language_and_the_choices_of_both() -> None:
    english = f"{REPORT['en']}shortcomings: [{{id: 1, problem: a, status: 已销号}}]\n"
    chinese = f"{REPORT['zh']}不足: [{{编号: 1, 问题: 甲, 状态: closed}}]\n"
    assert accepts("en", english)
    assert accepts("zh", chinese)
    assert not accepts("en", chinese)
    assert not accepts("zh", english)


WORDS = [*PREFIXES, *(word.upper() for word in PREFIXES if word.isascii()), "ſome"]
NUMBERS = ["0", "3", "30", "1,200", "3.5", "007", "十二", "三十", "三四", "几", "１"]
ENDS = ["", "", "次", " rides", "余次", "多", "+", "-odd", " or more", "万千米", "%", "次以上", "2"]
QUANTITIES = st.tuples(
    *(st.sampled_from(parts) for parts in (["", *WORDS], ["", " "], NUMBERS, ENDS))
).map("".join)

PIECES = ["2021", "-03", "-05", "-13", "0", "1", "18", "年", "度", "人", "名", "-", "/", " ", "\n",
          "。", "　", "，", "甲", "true", "null", "立行立改", "at once"]  # fmt: skip
TEXTS = st.text(max_size=8) | st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)

TYPES = [annotation for annotation in SHAPES if annotation is not Code]
"""All but codes: whether there is such a code is not for its type to say."""


def plain(text: str) -> Any:
    """What an editor takes ``text`` for where it stands without quotation marks."""
    loader: Any = Core("")
    return loader.construct_object(
        yaml.ScalarNode(loader.resolve(yaml.ScalarNode, text, (True, False)), text)
    )


def takes(annotation: Any, value: object) -> bool:
    """Whether a field that is annotated so takes ``value``."""
    try:
        TypeAdapter(annotation).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("annotation", TYPES, ids=lambda annotation: SHAPES[annotation].__name__)
@given(st.data())
def test_what_a_field_takes_the_schema_takes(annotation: Any, data: st.DataObject) -> None:
    texts = QUANTITIES if annotation is Amount else TEXTS
    value = data.draw(texts | st.lists(TEXTS, max_size=2))
    if takes(annotation, value):
        checker = jsonschema.Draft7Validator(SHAPES[annotation]())
        assert checker.is_valid(value)
        if isinstance(value, str) and (bare := plain(value)) is not None:
            assert checker.is_valid(bare)


@pytest.mark.parametrize("annotation", [Date, Whole, Year], ids=["date", "whole", "year"])
@given(TEXTS.filter(lambda text: "\n" not in text))
def test_and_the_other_way_round_where_it_can_know(annotation: Any, text: str) -> None:
    assert not jsonschema.Draft7Validator(SHAPES[annotation]()).is_valid(text) or takes(
        annotation, text
    )


def filled(value: Any) -> Any:
    """The body of a snippet with its blanks filled in as they stand."""
    if isinstance(value, dict):
        return {filled(key): filled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(item) for item in value]
    return re.sub(r"\$\{\d+[:|]([^|},]*)[^}]*\}", r"\1", value)


def of_snippets(lang: str) -> dict[str, Any]:
    """A year of one of each record that there is a snippet for."""
    year = {}
    for key, value in SCHEMAS[lang]["properties"].items():
        held = value
        if name := value.get("items", {}).get("$ref", "").rpartition("/")[2]:
            held = SCHEMAS[lang]["definitions"][name]
        bodies = [filled(snippet["body"]) for snippet in held.get("defaultSnippets", ())]
        year[key] = bodies if name else bodies[0]
    return year


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_the_snippets_make_a_year(lang: str, tmp_path: Path) -> None:
    year = of_snippets(lang)
    assert len(year) == len(BranchYear.model_fields)
    file = tmp_path / "year.yaml"
    file.write_text(yaml.safe_dump(year, allow_unicode=True, sort_keys=False), "utf-8")
    assert load_file(file, BranchYear).diagnostics == ()
    assert [fault.message for fault in CHECKERS[lang].iter_errors(year)] == []


VALUES = st.sampled_from(
    ["", "~", "'~'", "''", "2021", "2021-03-05", "2021-02-30", "'2021年'", "12", "12次", "-1",
     "1.50", "true", "yes", "甲", "'甲。'", "。", "[甲, 乙]", "[]", "['', 甲]", "[~]", "{甲: 1}",
     "{甲: ~}", "{}", "standing", "已销号", "done", "实到", "'{{ 甲 }}'", "'甲\\n乙'", '"甲\\n乙"',
     '"甲\\n"']
)  # fmt: skip
LEAF = re.compile(r"(?<=: ).+$|(?<=- )[^:]+$")
"""A value that stands on one line with its key, or an item of a list."""


@given(st.lists(st.tuples(st.integers(min_value=0), VALUES), min_size=1, max_size=3))
def test_a_year_that_can_be_read_is_one_that_the_schema_takes(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, str]]
) -> None:
    lines = yaml.safe_dump(of_snippets("zh"), allow_unicode=True, sort_keys=False, width=200)
    changed = [line for line in lines.splitlines() if "-name" not in line]  # codes: see above
    for place, value in changes:
        at = place % len(changed)
        changed[at] = LEAF.sub(lambda _, value=value: value, changed[at])  # type: ignore[misc]
    file = tmp_path_factory.getbasetemp() / "changed.yaml"
    text = "\n".join(changed)
    file.write_text(text, "utf-8")
    if load_file(file, BranchYear).diagnostics == ():
        assert [fault.message for fault in CHECKERS["zh"].iter_errors(read(text))] == []


def test_the_examples_of_names_are_what_is_built_in() -> None:
    examples = {name: set(info.examples or ()) for name, info in Report.model_fields.items()}
    assert examples["template"] == set(shipped.templates())
    assert examples["style"] == set(shipped.styles())


@pytest.mark.parametrize("lang", language.LANGUAGES)
@pytest.mark.parametrize("way", ["printed", "written"])
def test_the_command_gives_the_same_bytes_everywhere(
    lang: str, way: str, run: Run, tmp_path: Path
) -> None:
    wanted = (FOLDER / f"branchreport.{lang}.schema.json").read_bytes()
    surroundings = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk", "BRANCHREPORT_LANG": lang}
    if way == "printed":
        done = run("schema", **surroundings)
        assert (done.returncode, done.stdout, done.stderr) == (0, wanted, b"")
        assert run("schema", "--lang", lang, BRANCHREPORT_LANG="en").stdout == wanted
    else:
        for _ in range(2):  # the second time over the file of the first
            done = run("schema", "--output", "s.json", **surroundings)
            assert (done.returncode, done.stdout.decode().strip()) == (0, "s.json")
        assert (tmp_path / "s.json").read_bytes() == wanted


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lang", "fr"], "error: --lang: choose from: zh, en\n"),
        (["-o", "year.yaml"], "error: year.yaml does not end in .json, the form that is written\n"),
        (["-o", "no/s.json"], "error: there is no folder for no/s.json\n"),
        (["-o", "folder.json"], "error: folder.json is a folder\n"),
    ],
)
def test_the_command_says_why_it_cannot(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "folder.json").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRANCHREPORT_LANG", "en")
    assert main(["schema", *arguments]) == 2
    assert capsys.readouterr().err.replace("\\", "/").startswith(said)


def test_messages_are_in_the_language_in_use_whatever_the_schema_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRANCHREPORT_LANG", "en")
    assert main(["schema", "--lang", "zh", "-o", str(tmp_path / "no" / "s.json")]) == 2
    assert capsys.readouterr().err.startswith("error: there is no folder for")
