"""Laws of carrying back: what was applied differs no more, and nothing else was touched."""

import contextlib
import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchreport.cli import main
from branchreport.cli.checking import check_year
from branchreport.diagnostics import LINE_BREAK
from branchreport.edits import decoded
from branchreport.loading import load_year
from branchreport.places import MappingPlaces, Marks, Places, SequencePlaces
from carried import by_hand, rendered, type_over, words_of, written
from conftest import EXAMPLES

TYPED = st.text("学习党员提升、，。；：“”《》 　abc019次'\"#:-[]{}&<>|\\@%!?*`~…", max_size=6)

EDITS = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 4), TYPED),
    min_size=1,
    max_size=4,
)
"""Which paragraph, where in it, how many characters go, and what is typed instead."""


def spoken(*arguments: str | Path) -> tuple[int, Any]:
    """The exit code and the JSON of ``diff``."""
    stream = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(stream):
        code = main(["--lang", "en", "diff", *map(str, arguments), "--to", "json"])
        stream.flush()
    return code, json.loads(stream.buffer.getvalue().decode() or "null")


def hand(edits: list[tuple[int, int, int, str]]) -> Any:
    def work(body: Any) -> None:
        told = [each for each in body.iter("{*}p") if words_of(each).strip()]
        for which, place, gone, typed in edits:
            paragraph = told[which % len(told)]
            length = len(words_of(paragraph))
            start = place % (length + 1)
            type_over(paragraph, start, min(start + gone, length), typed)

    return work


def leaves(places: Places) -> Iterator[Marks]:
    """Where each scalar stands."""
    match places:
        case MappingPlaces():
            for inner in places.values.values():
                yield from leaves(inner)
        case SequencePlaces():
            for inner in places.items:
                yield from leaves(inner)
        case _:
            yield places


class Page(NamedTuple):
    """A file: its mark, its encoding, its text, and from where to where its scalars stand."""

    mark: bytes
    encoding: str
    text: str
    scalars: list[tuple[int, int]]

    def outside(self, changed: set[int]) -> tuple[bytes, str, str]:
        """All of it but the scalars with the numbers ``changed``."""
        rest, at = "", 0
        for number in sorted(changed):
            start, end = self.scalars[number]
            rest += self.text[at:start] + "\0"
            at = start + len(self.text[start:end].rstrip(" \r\n"))
        return self.mark, self.encoding, rest + self.text[at:]


def pages(year: Path) -> dict[str, Page]:
    """The files of ``year``."""
    found = {}
    for name in sorted(load_year(year).places.lines):
        mark, encoding, text = decoded(Path(name).read_bytes())
        starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]
        scalars = sorted(
            (starts[line] + column, starts[last] + end)
            for line, column, last, end in leaves(load_year(Path(name)).places.root)
        )
        found[name] = Page(mark, encoding, text, scalars)
    return found


def applied_to(name: str, page: Page, said: Any) -> set[int]:
    """The numbers of the scalars of a file that were written anew."""
    starts = [0, *(match.end() for match in LINE_BREAK.finditer(page.text))]
    places = {
        starts[each["record"]["line"] - 1] + each["record"]["column"] - 1
        for each in said["differences"]
        if each["applied"] and each["kind"] == "words" and each["record"]["file"] == name
    }
    return {number for number, (start, _end) in enumerate(page.scalars) if start in places}


def told(said: Any, *, applied: bool) -> list[tuple[str, str]]:
    kept = (each for each in said["differences"] if each["applied"] is applied)
    return sorted((each["kind"], each["document"]) for each in kept)


def check_laws(year: Path, document: Path, edits: list[tuple[int, int, int, str]]) -> int:
    """Correct, apply, and look again; how many corrections were applied."""
    document.write_bytes(by_hand(document.read_bytes(), hand(edits)))
    untouched = pages(year)
    code, before = spoken(year, document)
    assert code == 0
    code, done = spoken(year, document, "--apply")
    assert code == int(any(not each["applied"] for each in done["differences"]))
    assert len(before["differences"]) == len(done["differences"])
    assert check_year(year).sound
    code, after = spoken(year, document)
    assert code == 0
    assert told(after, applied=False) == told(done, applied=False)
    for name, page in pages(year).items():
        changed = applied_to(name, untouched[name], done)
        assert page.outside(changed) == untouched[name].outside(changed)
    return len(told(done, applied=True))


ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"])


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(edits=EDITS, encoding=ENCODINGS, line_end=st.sampled_from(["\n", "\r\n"]))
def test_what_was_applied_differs_no_more(
    edits: list[tuple[int, int, int, str]], encoding: str, line_end: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        year = written(Path(folder) / "2024", encoding, line_end)
        document = rendered(year, Path(folder) / "总结.docx")
        check_laws(year, document, edits)


@pytest.mark.slow
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(
    edits=EDITS,
    name=st.sampled_from(sorted(EXAMPLES)),
    encoding=ENCODINGS,
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_was_applied_differs_no_more_in_the_examples(
    edits: list[tuple[int, int, int, str]], name: str, encoding: str, line_end: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        year = copied(EXAMPLES[name], Path(folder), encoding, line_end)
        document = rendered(year, Path(folder) / "总结.docx")
        check_laws(year, document, edits)


def copied(example: Path, folder: Path, encoding: str, line_end: str) -> Path:
    """``example`` with the years beside it, its own files written otherwise."""
    whole = folder / "years"
    shutil.copytree(example.parent, whole)
    year = whole / example.name
    for file in year.glob("*.yaml"):
        text = file.read_bytes().decode().replace("\r\n", "\n")
        file.write_bytes(text.replace("\n", line_end).encode(encoding))
    return year
