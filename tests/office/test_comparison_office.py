"""Comparisons of years in Word: by both validators, and as LibreOffice sets their pages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pages import convert, read
from reading import pieces
from side_by_side import PAIRS, telling_of
from test_validators import open_xml_sdk, openxml_audit

pytestmark = pytest.mark.slow

SIDES = {"zh-CN": (28, 26), "en-GB": (25, 25)}
"""The left and right margins of the styles of comparisons, in millimetres."""

_HANGING = 16 * 25.4 / 72 + 0.1
"""Millimetres by which a mark may stand beyond the edge: a character of the body, 16 points."""


@pytest.mark.parametrize("validate", [open_xml_sdk, openxml_audit])
@pytest.mark.parametrize("name", PAIRS)
def test_validators_find_nothing(
    name: str, validate: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    file = tmp_path / "comparison.docx"
    file.write_bytes(telling_of(PAIRS[name]).bytes("docx"))
    assert validate(file) == []


@pytest.mark.parametrize("name", PAIRS)
def test_every_character_is_shown_within_the_type_area(name: str, tmp_path: Path) -> None:
    told = telling_of(PAIRS[name])
    file = tmp_path / "comparison.docx"
    file.write_bytes(told.bytes("docx"))
    (pdf,) = convert([file])
    found = read(pdf)
    shown = {letter for sheet in found for line in sheet.lines for letter in line.text}
    said = {letter for piece in pieces(told.document()) for letter in piece.text}
    assert {letter for letter in said if not letter.isspace()} - shown == set()
    left, right = SIDES[told.document().language]
    for sheet in found:
        assert {round(sheet.width), round(sheet.height)} == {210, 297}
        if sheet.width < sheet.height:
            for line in sheet.body:
                assert line.left > left - 1, line.text
                room = _HANGING if line.text[-1] in "，。；：、" else 0.5
                assert line.right < sheet.width - right + room, line.text
