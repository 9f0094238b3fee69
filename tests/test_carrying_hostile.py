"""No Word file whatsoever ends `diff` in a traceback, and none changes records by accident."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchreport.cli import main
from carried import by_hand, rendered, written
from conftest import Completed
from making import word_file_of

Check = Callable[..., Completed]
TAGS = ("p", "r", "t", "tbl", "tr", "tc", "bookmarkStart", "bookmarkEnd", "pPr", "body", "ins",
        "del", "commentRangeStart", "sdt", "br", "fldChar", "instrText", "drawing")  # fmt: skip
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


LEDGER = '<ledger xmlns="urn:branchreport:ledger">%s</ledger>'
PARTS = ("customXml/item1.xml", "docProps/custom.xml", "word/document.xml", "[Content_Types].xml",
         "word/_rels/document.xml.rels", "_rels/.rels", "word/comments.xml")  # fmt: skip
EMPTY = '{"version":1,"pieces":[],"around":[],"asked":{}}'
PUT = st.sampled_from(
    [
        b"<a/>",
        b"<!DOCTYPE a><a/>",
        *((LEDGER % said).encode() for said in ("{}", "[1]", EMPTY)),
        f'<w:document xmlns:w="{WORD}"/>'.encode(),
    ]
)
"""What is put in place of a part."""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("hostile") / "2024")


@pytest.fixture(scope="module")
def document(year: Path) -> bytes:
    return word_file_of(year)


def records(year: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in year.iterdir()}


def run(year: Path, data: bytes, *options: str) -> int:
    target = year.parent / "总结.docx"
    target.write_bytes(data)
    return main(["diff", str(year), str(target), *options])


@pytest.fixture(autouse=True)
def _no_mercy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours is raised, not put into words."""
    monkeypatch.setenv("BRANCHREPORT_DEBUG", "1")


ELEMENTS = st.lists(
    st.tuples(
        st.sampled_from(["drop", "double", "empty", "rename", "nest"]),
        st.sampled_from(TAGS),
        st.integers(0, 200),
        st.sampled_from(TAGS),
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(edits=ELEMENTS)
def test_any_body(edits: list[tuple[str, str, int, str]], year: Path, document: bytes) -> None:
    import copy

    def hand(body: object) -> None:
        for what, tag, number, other in edits:
            found = list(body.iter(f"{{{WORD}}}{tag}"))  # type: ignore[attr-defined]
            if not found or (each := found[number % len(found)]).getparent() is None:
                continue
            match what:
                case "drop":
                    each.getparent().remove(each)
                case "double":
                    each.addnext(copy.deepcopy(each))
                case "empty":
                    each.clear()
                case "rename":
                    each.tag = f"{{{WORD}}}{other}"
                case "nest":
                    each.append(copy.deepcopy(each))

    before = records(year)
    assert run(year, by_hand(document, hand)) in (0, 2)
    assert records(year) == before


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(place=st.integers(0, 10**6), put=st.binary(max_size=6), gone=st.integers(0, 40))
def test_any_bytes(place: int, put: bytes, gone: int, year: Path, document: bytes) -> None:
    start = place % len(document)
    before = records(year)
    assert run(year, document[:start] + put + document[start + gone :]) in (0, 2)
    assert records(year) == before


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(part=st.sampled_from(PARTS), data=st.one_of(st.none(), st.binary(max_size=30), PUT))
def test_any_part(part: str, data: bytes | None, year: Path, document: bytes) -> None:
    package, made = zipfile.ZipFile(io.BytesIO(document)), io.BytesIO()
    with zipfile.ZipFile(made, "w") as copied:
        for name in package.namelist():
            if name != part:
                copied.writestr(name, package.read(name))
        if data is not None:
            copied.writestr(part, data)
    before = records(year)
    assert run(year, made.getvalue()) in (0, 2)
    assert records(year) == before


def test_words_that_would_be_yaml_are_words(year: Path, check: Check, tmp_path: Path) -> None:
    own = written(tmp_path / "2024")
    typed = "“，\n- 编号: {{ 主题党日 }} &a *b !!c |\n# 不"
    rendered(own, tmp_path / "总结.docx", ("制定学习计划", typed.replace("\n", " ")))
    before = records(own)
    done = check("diff", "2024", "总结.docx", "--apply")
    assert done.returncode == 1
    assert records(own) == before
