"""A document as JSON: the same words, every run with its source, every figure with its records."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from branchreport.cli import main
from branchreport.document import Document, Paragraph, Run, Source, runs_of
from branchreport.writers import WRITERS
from branchreport.writers.characters import fit
from conftest import EXAMPLES, ROOT, Completed
from making import built_in_style
from sample_documents import EVERY_BLOCK, documents
from test_figures import traced
from test_forms import ANY, laws

SCHEMA = json.loads((ROOT / "schemas" / "document-output.schema.json").read_text("utf-8"))
JUDGE = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
STYLE = built_in_style()


def written(document: Document) -> Any:
    return json.loads(WRITERS["json"](document, STYLE))


def runs_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every run in its order, whatever holds it."""
    if isinstance(value, list):
        for item in value:
            yield from runs_in(item)
    elif isinstance(value, dict):
        if value.keys() >= {"text", "gap"}:
            yield value
        else:
            for item in value.values():
                yield from runs_in(item)


def told(document: Document) -> list[tuple[Any, ...]]:
    runs = (run for block in document.blocks for run in runs_of(block))
    return [
        (
            fit(run.text),
            run.source and (fit(run.source.record), run.source.line, run.source.figure or None),
            run.strong,
            run.gap,
            run.edit or None,
        )
        for run in runs
    ]


def read(data: Any) -> list[tuple[Any, ...]]:
    return [
        (
            run["text"],
            run["source"]
            and (run["source"]["record"], run["source"]["line"], run["source"]["figure"]),
            run["strong"],
            run["gap"],
            run["edit"],
        )
        for run in runs_in(data["blocks"])
    ]


@given(documents(ANY))
@laws(100)
def test_every_run_is_there_with_its_source(document: Document) -> None:
    data = written(document)
    JUDGE.validate(data)
    assert read(data) == told(document)


def test_every_kind_of_block_is_there() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    data = written(EVERY_BLOCK)
    JUDGE.validate(data)
    assert read(data) == told(EVERY_BLOCK)
    kinds = {each["properties"]["kind"]["const"] for name, each in SCHEMA["$defs"].items()
             if "kind" in each.get("properties", {})}  # fmt: skip

    def of(blocks: list[Any]) -> set[str]:
        inner = (of(block.get("blocks", [])) for block in blocks)
        return {block["kind"] for block in blocks}.union(*inner)

    assert of(data["blocks"]) == kinds


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_tells_its_figures(name: str) -> None:
    document = traced(EXAMPLES[name])
    data = written(document)
    JUDGE.validate(data)
    said = {run["source"]["figure"] for run in runs_in(data["blocks"]) if run["source"]}
    assert set(data["figures"]) == said - {None}
    for key, figure in document.figures.items():
        assert [each["line"] for each in data["figures"][key]["records"]] == [
            record.line for record in figure.records
        ]


def test_the_command_writes_it(run: Any, tmp_path: Path) -> None:
    done: Completed = run("render", EXAMPLES["2021"], "--to", "json", "-o", "a.json")
    assert (done.returncode, done.stderr) == (0, b"")
    data = (tmp_path / "a.json").read_bytes()
    assert data.endswith(b"}\n")
    assert b"\r" not in data
    assert run("render", EXAMPLES["2021"], "-o", "b.json").returncode == 0
    assert (tmp_path / "b.json").read_bytes() == data
    loaded = json.loads(data)
    assert len(loaded["figures"]["主题党日"]["records"]) == 12
    pictures = [block for appendix in loaded["blocks"] if appendix["kind"] == "appendix"
                for block in appendix["blocks"] if block["kind"] == "picture"]  # fmt: skip
    assert all(picture["image"]["size"] > 100 for picture in pictures)


def test_what_no_text_can_hold_is_seen() -> None:
    source = Source("r\ud800", "/a/\udcff.yaml", 1, 1)
    document = Document("\x00", (Paragraph((Run("一\ud800", source),)),))
    data = written(document)
    assert data["title"] == "\ufffd"
    (run,) = runs_in(data["blocks"])
    assert (run["text"], run["source"]["file"]) == ("一\ufffd", "\ufffd.yaml")


def test_the_schema_refuses_what_is_not() -> None:
    data = written(EVERY_BLOCK)
    for key in data:
        assert not JUDGE.is_valid({name: value for name, value in data.items() if name != key})
    assert not JUDGE.is_valid({**data, "blocks": [{"kind": "paragraph", "runs": []}]})


@pytest.mark.parametrize("form", ["json", "html"])
def test_the_same_year_gives_the_same_bytes_from_wherever_it_is_named(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("2021", "2022"):
        shutil.copytree(EXAMPLES[name], tmp_path / name)
    made: list[bytes] = []
    for here, year in ((tmp_path, "2022"), (tmp_path / "2022", "."), (tmp_path, tmp_path / "2022")):
        monkeypatch.chdir(here)
        out = tmp_path / f"{len(made)}.{form}"
        assert main(["render", str(year), "-o", str(out)]) == 0
        made.append(out.read_bytes())
    assert made[0] == made[1] == made[2]
    assert str(tmp_path).encode() not in made[0]
