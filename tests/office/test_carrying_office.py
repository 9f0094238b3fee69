"""Corrections in files that LibreOffice has saved are found, and carried back, as in ours."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from carried import rendered, retyped, written
from conftest import EXAMPLES, ROOT, Completed
from making import word_file_of

pytestmark = pytest.mark.slow

Check = Callable[..., Completed]


def saved(file: Path) -> Path:
    """``file`` as LibreOffice saves it."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed: .ci/run installs it"
    folder, profile = file.parent / "saved", file.parent / "profile"
    subprocess.run(
        [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "docx",
         "--outdir", str(folder), str(file)],
        env={**os.environ, "FONTCONFIG_FILE": str(ROOT / "tests" / "office" / "fonts.conf")},
        capture_output=True,
        check=True,
        timeout=120,
    )  # fmt: skip
    return folder / file.name


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_document_that_was_only_saved_says_what_the_records_say(
    name: str, check: Check, tmp_path: Path
) -> None:
    (tmp_path / "a.docx").write_bytes(word_file_of(EXAMPLES[name]))
    done = check("diff", EXAMPLES[name], saved(tmp_path / "a.docx"), "--to", "json")
    said = json.loads(done.stdout)
    assert (said["ledger"], said["differences"]) == (True, [])


def test_corrections_are_carried_back_from_a_saved_file(check: Check, tmp_path: Path) -> None:
    year = written(tmp_path / "2024")
    document = rendered(year, tmp_path / "a.docx", ("参与面较广", "参与面很广"))
    document.write_bytes(retyped(document.read_bytes(), ("32户", "35户")))
    done = check("diff", "2024", saved(document), "--apply")
    assert done.stdout.decode().endswith("2 differences: 2 written into the records, 0 left\n")
    assert "参与面很广" in (year / "工作.yaml").read_text("utf-8")
    assert "数值: 35户      #" in (year / "其他.yaml").read_text("utf-8")
