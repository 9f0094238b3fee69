"""Merged files as validators judge them, and merging what LibreOffice has saved."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from branchreport.writers.docx.package import pack
from handmade import after, edited, found
from mergers import (
    comments,
    document,
    fates,
    merged,
    once_and_for_all,
    rendered,
    said,
    taken,
    texts,
    without,
)
from test_handwork_office import saved
from test_merging import (
    DUTY,
    FILE,
    SYSTEM,
    commented,
    deleted,
    duplicated,
    formatted,
    noted,
    own_picture,
    own_table,
    reworded,
)
from test_validators import VALIDATORS, Validator

pytestmark = pytest.mark.slow

DOC = document()
GROWN = said(said(DOC, "压实首要责任", "压实主体责任"), "专题测试", "专题测验")
"""Other words where people edit, another chart with its workbook, and other tables."""


def much(opened: Any) -> None:
    """Many edits at once."""
    for edit in (duplicated, commented, own_table, own_picture, reworded):
        edit(opened)


def without_comment_style(found_: list[str]) -> list[str]:
    """What is found, but for the style of comments that python-docx names and does not define."""
    return [each for each in found_ if "CommentReference" not in each]


@VALIDATORS
def test_merged_files_are_valid(tmp_path: Path, validate: Validator) -> None:
    edits: tuple[Callable[[Any], None], ...] = (much, noted, deleted)
    results = [once_and_for_all(edited(edit, FILE), rendered(GROWN))[0] for edit in edits]
    shrunk = without(DOC, DUTY)
    results.append(once_and_for_all(rendered(shrunk), FILE)[0])
    taken_out, done = once_and_for_all(edited(formatted, FILE), rendered(shrunk))
    assert done.lost is not None
    results += [taken_out, pack(done.lost)]
    results.append(taken(edited(formatted, FILE), edited(much, FILE))[0])
    results.append(taken(edited(formatted, FILE), edited(noted, FILE))[0])
    for number, data in enumerate(results):
        file = tmp_path / f"{number}.docx"
        file.write_bytes(data)
        assert without_comment_style(validate(file)) == [], number


def office(data: bytes, folder: Path) -> bytes:
    """``data`` opened and saved by LibreOffice."""
    folder.mkdir(exist_ok=True)
    file = folder / "file.docx"
    file.write_bytes(data)
    (written,) = saved([file], ("docx",), folder)
    return written.read_bytes()


def lines(data: bytes) -> list[str]:
    """What each passage says; the table of contents may end in an empty line."""
    return [text.removesuffix("\n") for text in texts(data)]


def test_opened_and_saved_by_an_office_program(tmp_path: Path) -> None:
    """Nothing is an edit that it did; its own styles, lists and numbers serve what is new."""
    made = document(contents=True)
    ours = rendered(said(said(made, "压实首要", "压实主体"), "“党建+”工作开展情况", "“党建+”情况"))
    again_saved = office(rendered(made), tmp_path / "plain")
    result, done = once_and_for_all(again_saved, ours)
    assert [each[0] for each in fates(done)] == ["updated"] * 3
    assert lines(result) == lines(ours)

    def edit(opened: Any) -> None:
        for each in (commented, own_table):
            each(opened)
        after(found(opened, SYSTEM), "我的话。")

    again_saved = office(edited(edit, rendered(made)), tmp_path / "edited")
    result, done = once_and_for_all(again_saved, ours)
    assert sorted(each[0] for each in fates(done)) == sorted(
        ["merged", "theirs", "theirs", "updated", "updated"]
    )
    assert comments(result) == [("书记", "请核实。")]
    said_now = [text for text in lines(result) if text not in lines(ours)]
    assert said_now == ["项目\t\t\n\t金额\t", "我的话。"]
    again, done = merged(office(result, tmp_path / "again"), ours)
    assert done.conflicts == 0
    assert [text for text in lines(again) if text not in lines(ours)] == said_now


def test_appendices_come_into_what_an_office_program_saved(tmp_path: Path) -> None:
    from conftest import EXAMPLES
    from making import document_of

    short = rendered(document_of(EXAMPLES["2021"], appendices=()))
    result, _ = once_and_for_all(office(short, tmp_path), FILE)
    assert texts(result) == texts(FILE)
