"""A Word file is set beside what its own wishes make of the records, also after an issue."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carried import by_hand, retyped, written
from conftest import Completed
from making import word_file_of

Check = Callable[..., Completed]

RENDERED = [
    ("--contents", "--sealed"),
    ("--style", "plain", "--red-head", "河畔街道", "--number", "河党〔2024〕3号"),
    ("--title-note", "征求意见稿", "--appendix", "counts"),
    ("--annotate",),
]


@pytest.mark.parametrize("options", RENDERED, ids=lambda options: options[0])
def test_a_fresh_document_differs_in_nothing(
    options: tuple[str, ...], check: Check, tmp_path: Path
) -> None:
    written(tmp_path / "2024")
    assert check("render", "2024", "-o", "a.docx", *options).returncode == 0
    assert check("diff", "2024", "a.docx").stdout == b"a.docx says what the records say\n"


@pytest.mark.parametrize("value", ["", "x", "/", "\n", "\x1b[2J", "none.docx", "长" * 300])
@pytest.mark.parametrize("name", ["template", "style", "issuer", "number", "title_note", "sealed"])
def test_wishes_that_make_no_sense_end_in_a_line(
    name: str, value: str, check: Check, tmp_path: Path
) -> None:
    year = written(tmp_path / "2024")

    def hand(ledger: Any) -> None:
        ledger.text = json.dumps(json.loads(ledger.text) | {"asked": {name: value}})

    (tmp_path / "a.docx").write_bytes(by_hand(word_file_of(year), hand, "customXml/item1.xml"))
    done = check("diff", "2024", "a.docx", BRANCHREPORT_DEBUG="1")
    assert done.returncode in (0, 2)
    assert b"\x1b" not in done.stderr
    assert len(done.stderr.splitlines()) in (0, 2)


def test_what_was_issued_can_be_corrected_and_then_restated(check: Check, tmp_path: Path) -> None:
    year = written(tmp_path / "2024")
    assert check("render", "2024", "-o", "a.docx").returncode == 0
    assert check("issue", "2024", "a.docx").returncode == 0
    edited = retyped((tmp_path / "a.docx").read_bytes(), ("参与面较广", "参与面很广"))
    (tmp_path / "a.docx").write_bytes(edited)
    done = check("diff", "2024", "a.docx", "--apply")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "参与面很广" in (year / "工作.yaml").read_text("utf-8")
    said = (
        b"a.docx says what the records say; the changes made by hand in it are all in the records\n"
    )
    assert check("diff", "2024", "a.docx").stdout == said
    assert b"error BR481" in check("validate", "2024").stdout
