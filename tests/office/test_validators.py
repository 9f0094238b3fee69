"""The Word files as validators judge them: Microsoft's Open XML SDK, and one written without it.

Both are programs that ``.ci/run`` installs, and names in the environment.
"""

import json
import os
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from branchreport import shipped
from branchreport.document import Document
from branchreport.records.choices import Supplement
from branchreport.records.year import RedHead
from branchreport.writers.docx import write
from branchreport.writers.docx.package import pack, unpack
from conftest import EXAMPLES
from making import built_in_style as style
from making import document_of
from samples import EVERY_BLOCK
from test_figures import traced

pytestmark = pytest.mark.slow

Validator = Callable[[Path], list[str]]

BRANCH = RedHead(
    issuer="云溪市水务局机关党支部文件", number="云水党支〔2021〕8号", signer="支部书记"
)
HEADS = {
    "2021": BRANCH,
    "2022": BRANCH,
    "2023": BRANCH,
    "english": RedHead(issuer="Harrow Lane branch", number="No. 8 of 2024", signer="the chair"),
    "union": RedHead(
        issuer="云溪市水务局机关工会文件", number="云水工〔2021〕3号", signer="工会主席"
    ),
}


def with_everything(example: str) -> Document:
    """An example whose report has everything switched on."""
    return document_of(
        EXAMPLES[example],
        red_head=HEADS[example],
        title_note="2021年12月20日",
        contents=True,
        sealed=True,
        appendices=tuple(Supplement),
    )


def program(name: str) -> str:
    found = os.environ.get(name, "")
    assert Path(found).is_file(), f"{name} names no program: .ci/run installs it"
    return found


def judged(command: list[str | Path]) -> Any:
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.returncode in (0, 1), done.stderr.decode()
    return json.loads(done.stdout)


def open_xml_sdk(file: Path) -> list[str]:
    """What the Open XML SDK says against ``file``."""
    said = judged([program("OOXML_VALIDATOR"), file])
    assert said["ok"] == (not said["errors"])
    return [error["description"] for error in said["errors"]]


def openxml_audit(file: Path) -> list[str]:
    """What openxml-audit says against ``file``, but for the theme that it asks for.

    A document has one or none (ECMA-376-1:2016, 14.2.7), and needs none that names its fonts and
    colours itself.
    """
    (said,) = judged([program("OPENXML_AUDIT"), "-o", "json", "-f", "microsoft365", file])
    found = [error["description"] for error in said["errors"]]
    assert said["valid"] == (not found)
    themes = [description for description in found if "relationships/theme" in description]
    assert len(themes) == (file.suffix == ".docx")
    return [description for description in found if description not in themes]


VALIDATORS = pytest.mark.parametrize("validate", [open_xml_sdk, openxml_audit])


@VALIDATORS
@pytest.mark.parametrize("name", shipped.styles())
def test_every_block_is_valid_in_every_style(
    tmp_path: Path, name: str, validate: Validator
) -> None:
    file = tmp_path / "every.docx"
    file.write_bytes(write(EVERY_BLOCK, style(name)))
    assert validate(file) == []


@VALIDATORS
@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_with_everything_are_valid(
    tmp_path: Path, example: str, validate: Validator
) -> None:
    document = with_everything(example)
    kinds = Counter(type(block).__name__ for block in document.blocks)
    assert (kinds["RedHead"], kinds["Contents"], kinds["Appendix"]) == (1, 1, len(Supplement))
    for name in shipped.styles():
        file = tmp_path / f"{name}.docx"
        file.write_bytes(write(document, style(name)))
        assert validate(file) == []


@VALIDATORS
@pytest.mark.parametrize("example", ["2021", "english"])
def test_review_copies_are_valid(tmp_path: Path, example: str, validate: Validator) -> None:
    file = tmp_path / "copy.docx"
    for name in shipped.styles():
        file.write_bytes(write(traced(EXAMPLES[example]), style(name), annotated=True))
        assert validate(file) == []


@VALIDATORS
def test_the_workbook_of_a_chart_is_valid(tmp_path: Path, validate: Validator) -> None:
    file = tmp_path / "chart.xlsx"
    file.write_bytes(unpack(write(EVERY_BLOCK, style("gbt9704")))["word/embeddings/chart1.xlsx"])
    assert validate(file) == []


@VALIDATORS
@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("word/document.xml", b"<w:keepNext/>", b"<w:jc/><w:keepNext/>"),
        ("word/settings.xml", b"<w:decimalSymbol", b"<w:decimalSymbols"),
        ("word/charts/chart1.xml", b"<c:date1904", b'<c:externalData r:id="a"/><c:date1904'),
    ],
)
def test_a_fault_is_found(
    tmp_path: Path, part: str, before: bytes, after: bytes, validate: Validator
) -> None:
    parts = unpack(write(EVERY_BLOCK, style("gbt9704")))
    assert before in parts[part]
    file = tmp_path / "planted.docx"
    file.write_bytes(pack(parts | {part: parts[part].replace(before, after, 1)}))
    assert validate(file) != []
