"""What yaml-language-server says by the schemas, and what `validate` says of the same files."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from branchreport.cli.checking import check_year
from branchreport.loading.decoding import decode
from broken import BROKEN, language_of
from conftest import EXAMPLES, ROOT
from language_server import Server, running

pytestmark = pytest.mark.slow

SOUND = sorted((ROOT / "tests" / "sound").glob("*.yaml"))
Ask = Callable[[str, str, str], Any]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    program = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
    if not program:
        pytest.skip("yaml-language-server is needed: .ci/run installs it")
    with running(program, ROOT) as server:
        yield server


def modeline(lang: str) -> str:
    schema = ROOT / "schemas" / f"branchreport.{lang}.schema.json"
    return f"# yaml-language-server: $schema={schema.as_uri()}\n"


@pytest.mark.parametrize(
    "file",
    [file for folder in EXAMPLES.values() for file in sorted(folder.glob("*.yaml"))],
    ids=lambda file: file.stem,
)
def test_nothing_is_said_about_the_examples(file: Path, server: Server) -> None:
    assert server.open(file, file.read_text("utf-8")) == []


@pytest.mark.parametrize("file", SOUND, ids=lambda file: file.stem)
def test_nothing_is_said_about_sound_files(file: Path, server: Server, tmp_path: Path) -> None:
    text, _ = decode(file.read_bytes(), file.name)
    assert text is not None
    assert server.open(tmp_path / "year.yaml", modeline(language_of(text)) + text) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_marked_where_validate_finds_it(
    name: str, server: Server, tmp_path: Path
) -> None:
    lang, broken = BROKEN[name]
    file = tmp_path / "year.yaml"
    file.write_text(modeline(lang) + broken, "utf-8")
    found = {finding.span.line for finding in check_year(file).diagnostics}
    marked = server.open(file, file.read_text("utf-8"))
    assert {mark["range"]["start"]["line"] + 1 for mark in marked} & found
    assert all(mark["source"].startswith("yaml-schema: ") for mark in marked)


def test_it_is_the_schema_that_speaks(server: Server, tmp_path: Path) -> None:
    _, broken = BROKEN["unknown key"]
    assert server.open(tmp_path / "year.yaml", f"# no modeline\n{broken}") == []


@pytest.fixture
def ask(server: Server, tmp_path: Path) -> Ask:
    """Ask about the place of ``§`` in a text."""

    def at(method: str, lang: str, marked: str) -> Any:
        before, _, after = (modeline(lang) + marked).partition("§")
        file = tmp_path / "year.yaml"
        server.open(file, before + after)
        line = before.count("\n")
        return server.at(method, file, line + 1, len(before) - before.rfind("\n"))

    return at


@pytest.mark.parametrize(
    ("lang", "marked", "offered"),
    [
        ("zh", "§\n", "报告 活动 数字 工作 不足 计划 落实 印发 重述 规则"),
        (
            "en",
            "§\n",
            (
                "report activities counts achievements shortcomings plans followups issues"
                " restatements rules"
            ),
        ),
        ("zh", "不足:\n  - 编号: 一\n    状态: §\n", "未启动 整改中 待验收 已销号 长期坚持 null"),
        ("en", "followups:\n  - id: 1\n    outcome: §\n", "done|partly|carried over|dropped"),
        ("zh", "活动:\n  - 日期: §\n", "2021-03-05"),
    ],
)
def test_completion_offers(lang: str, marked: str, offered: str, ask: Ask) -> None:
    items = ask("completion", lang, marked)["items"]
    assert [item["label"] for item in items] == offered.split("|" if "|" in offered else " ")


@pytest.mark.parametrize(
    ("lang", "marked", "label", "inserted"),
    [
        (
            "zh",
            "活动:\n  - §\n",
            "活动：日期、类别、名称、地点、出席、内容",
            (
                "日期: ${1:2021-03-05}\n  类别: ${2:活动的类别}\n  名称: ${3:活动的名称}\n"
                "  地点: ${4:地点}\n  出席:\n    应到: ${5:18}\n    实到: ${6:18}\n"
                "  内容: ${7:活动的内容}"
            ),
        ),
        (
            "en",
            "counts:\n  - §\n",
            "count: name, from",
            (
                "name: ${1:The name by which prose quotes it}\n  from:\n"
                "    kind: ${2:Only events of this kind, or of any of these}"
            ),
        ),
        ("zh", "规则:\n  §\n", "half-width-mark", "half-width-mark: "),
    ],
)
def test_a_record_is_offered_whole(
    lang: str, marked: str, label: str, inserted: str, ask: Ask
) -> None:
    items = {item["label"]: item["insertText"] for item in ask("completion", lang, marked)["items"]}
    assert items[label] == inserted


@pytest.mark.parametrize(
    ("lang", "marked", "shown"),
    [
        ("zh", "活动:\n  - 日§期: 2021-03-05\n", ["#### 活动", "活动当天", "必填", "`date`"]),
        ("zh", "不足:\n  - 编号: 1\n    状§态: 整改中\n", ["整改的状态", "`整改中`: under way"]),
        ("zh", "报§告:\n  年度: 2021\n", ["#### 报告", "文档本身的信息。"]),
        ("en", "activities:\n  - da§te: 2021-03-05\n", ["The day it took place", "`日期`"]),
    ],
)
def test_a_key_is_explained(lang: str, marked: str, shown: list[str], ask: Ask) -> None:
    said = ask("hover", lang, marked)["contents"]["value"]
    assert [words for words in shown if words not in said] == []
