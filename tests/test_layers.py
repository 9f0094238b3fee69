"""The house keeps its plan: arrows go down, and only the command line prints, writes or exits."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "branchreport"

FLOORS = (
    (
        "diagnostics",
        "document",
        "encodings",
        "fonts",
        "grains",
        "language",
        "ledger",
        "quantity",
        "scalars",
        "shipped",
        "suggest",
        "terms",
        "typography",
    ),
    (
        "collecting",
        "edits",
        "expressions",
        "explanations",
        "growth",
        "pictures",
        "places",
        "reasons",
        "records",
        "template_names",
        "tracing",
        "word_files",
    ),
    ("compose", "facts", "handwork", "loading", "samples", "schema", "style"),
    ("cadence", "quoting", "rule_sets", "style_files", "typefaces"),
    ("carrying", "compare", "publishing", "writers"),
    ("rules", "show", "vocabulary"),
    ("cli",),
    ("__main__",),
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

ONLY_IN_CLI = {"print", "exit", "open"}
ONLY_IN_CLI_METHODS = {"write_text", "write_bytes", "unlink", "rename", "_exit"}


def room_of(file: Path) -> str:
    inside = file.relative_to(SOURCE).parts
    return inside[0].removesuffix(".py") if len(inside) == 1 else inside[0]


def imports(file: Path) -> Iterator[tuple[str, int]]:
    """The rooms that ``file`` leans on, type-only and lazy imports included."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.ImportFrom(module="branchreport", names=names):
                yield from ((name.name, node.lineno) for name in names)
            case ast.ImportFrom(module=str() as module) if module.startswith("branchreport."):
                yield module.split(".")[1], node.lineno
            case ast.Import(names=names):
                for name in names:
                    if name.name.startswith("branchreport."):
                        yield name.name.split(".")[1], node.lineno


FILES = [file for file in sorted(SOURCE.rglob("*.py")) if file != SOURCE / "__init__.py"]


def upward(files: list[Path]) -> list[str]:
    """Every import that does not go down, as ``file:line``."""
    found = []
    for file in files:
        here = FLOOR_OF[room_of(file)]
        for room, line in imports(file):
            if room in ("__version__", room_of(file)):
                continue
            if FLOOR_OF[room] >= here:
                found.append(f"{file.relative_to(SOURCE)}:{line} leans on {room}")
    return found


def test_every_room_has_a_floor() -> None:
    assert {room_of(file) for file in FILES} == set(FLOOR_OF)


def test_imports_only_go_down() -> None:
    assert upward(FILES) == []


def test_an_upward_import_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tmp_path / "facts.py"
    planted.write_text("from branchreport.cli import main\n", "utf-8")
    monkeypatch.setattr("test_layers.SOURCE", tmp_path)
    assert upward([planted]) == ["facts.py:1 leans on cli"]


def test_the_architecture_page_tells_the_floors_and_arrows() -> None:
    page = (SOURCE.parents[1] / "docs" / "architecture.md").read_text("utf-8")
    told = {}
    for row in re.findall(r"^\| (\d) \| `(\w+)/?` \|.*\| (.*) \|$", page, re.MULTILINE):
        floor, room, arrows = row
        told[room] = (int(floor), set(re.findall(r"`(\w+)`", arrows)))
    true = {room: (floor, set[str]()) for room, floor in FLOOR_OF.items()}
    for file in FILES:
        room = room_of(file)
        true[room][1].update(name for name, _ in imports(file) if name not in (room, "__version__"))
    told["cli"] = (told["cli"][0], true["cli"][1])  # leans on all
    assert told == true


def speaks(file: Path) -> Iterator[str]:
    """Where ``file`` prints, exits, or writes a file."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in ONLY_IN_CLI:
                yield f"{file.name}:{node.lineno} calls {name}"
            case ast.Call(func=ast.Attribute(attr=name)) if name in ONLY_IN_CLI_METHODS:
                yield f"{file.name}:{node.lineno} calls {name}"
            case ast.Attribute(value=ast.Name(id="sys"), attr="stdout" | "stderr" | "exit"):
                yield f"{file.name}:{node.lineno} uses sys"


def test_only_the_command_line_speaks() -> None:
    quiet = [file for file in FILES if room_of(file) not in ("cli", "__main__")]
    assert [words for file in quiet for words in speaks(file)] == []


def test_a_print_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "facts.py"
    planted.write_text("import sys\nprint(1)\nsys.stdout.write('')\n", "utf-8")
    assert sorted(speaks(planted)) == ["facts.py:2 calls print", "facts.py:3 uses sys"]
