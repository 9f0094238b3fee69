"""LibreOffice: found where it is, and its failures told in words; played by small scripts here."""

import os
import stat
import sys
import threading
import time
from pathlib import Path

import pytest

from branchreport.cli import office
from branchreport.cli.misuse import Misuse
from branchreport.cli.office import Office

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are of a shell")

DONE = 'eval "out=\\${$#}"; cp "$out" "${out%.docx}.pdf"'
"""Makes the result out of the last argument, which is the Word file."""


def played_by(folder: Path, script: str) -> Office:
    """A LibreOffice that does what ``script`` says."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    return Office(program)


def failure(office_played: Office, timeout: float = 20) -> tuple[str, str]:
    with pytest.raises(Misuse) as found:
        office.convert(office_played, b"word", {}, timeout=timeout)
    return found.value.message, found.value.help


@pytest.fixture(autouse=True)
def nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders for a while are made where the test can see that they are gone."""
    room = tmp_path / "temporary"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))


@pytest.fixture
def room(tmp_path: Path) -> Path:
    return tmp_path / "temporary"


def test_what_it_makes_is_the_result_and_nothing_is_left(tmp_path: Path, room: Path) -> None:
    assert office.convert(played_by(tmp_path, DONE), b"word", {}) == b"word"
    assert list(room.iterdir()) == []


def test_a_run_without_result_is_tried_once_more(tmp_path: Path, room: Path) -> None:
    """As with a fresh profile, which may end the first run with nothing done."""
    tried = tmp_path / "tried"
    once = f'if [ -e "{tried}" ]; then {DONE}; else touch "{tried}"; exit 81; fi'
    assert office.convert(played_by(tmp_path, once), b"word", {}) == b"word"
    assert list(room.iterdir()) == []


def test_it_is_not_tried_a_third_time(tmp_path: Path, room: Path) -> None:
    tried = tmp_path / "tried"
    assert failure(played_by(tmp_path, f'echo . >> "{tried}"')) == (
        "LibreOffice made no PDF (exit code 0): it says nothing",
        "open the Word file with LibreOffice by hand, and see what it says",
    )
    assert tried.read_text() == ".\n.\n"
    assert list(room.iterdir()) == []


def test_an_empty_result_is_none(tmp_path: Path) -> None:
    empty = 'eval "out=\\${$#}"; : > "${out%.docx}.pdf"'
    message, _help = failure(played_by(tmp_path, empty))
    assert message == "LibreOffice made no PDF (exit code 0): it says nothing"


@pytest.mark.parametrize(
    ("script", "message", "help_text"),
    [
        (
            "echo first; echo something is wrong >&2; exit 1",
            "LibreOffice made no PDF (exit code 1): something is wrong",
            "open the Word file with LibreOffice by hand, and see what it says",
        ),
        (
            "echo Error: source file could not be loaded; exit 1",
            "LibreOffice cannot read Word files: its Writer is not installed",
            "install it: libreoffice-writer on Debian and Ubuntu, or LibreOffice as a whole",
        ),
        (
            "echo The user installation could not be processed.; exit 77",
            "LibreOffice cannot make its profile: The user installation could not be processed.",
            "look whether there is room on the disk, and whether its folder can be written",
        ),
        (
            "kill -SEGV $$",
            "LibreOffice crashed (exit code -11)",
            "try again; if it stays so, install LibreOffice anew",
        ),
        (
            "sh -c 'kill -ABRT $$'",
            "LibreOffice crashed (exit code 134)",
            "try again; if it stays so, install LibreOffice anew",
        ),
    ],
)
def test_what_goes_wrong_is_told(
    tmp_path: Path, room: Path, script: str, message: str, help_text: str
) -> None:
    assert failure(played_by(tmp_path, script)) == (message, help_text)
    assert list(room.iterdir()) == []


def test_what_does_not_end_is_ended_with_all_that_it_started(tmp_path: Path, room: Path) -> None:
    child = tmp_path / "child"
    hanging = played_by(tmp_path, f'sleep 600 & echo $! > "{child}"; wait')
    assert failure(hanging, timeout=1) == (
        "LibreOffice did not finish within 1 seconds",
        "try again; if it stays so, open the Word file with it by hand: perhaps it asks",
    )
    assert _has_ended(int(child.read_text()))
    assert list(room.iterdir()) == []


def _has_ended(process: int) -> bool:
    for _attempt in range(50):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":  # ended, and waiting for a parent that looks
            return True
        time.sleep(0.1)
    return False


def test_what_cannot_be_run_is_told(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(stat.S_IRUSR)
    message, help_text = failure(Office(program))
    assert message == "LibreOffice cannot be run: permission is missing"
    assert help_text == (
        f"look whether {program} can be run, or let BRANCHREPORT_SOFFICE name another"
    )
    message, _help = failure(Office(tmp_path / "gone"))
    assert message == "LibreOffice cannot be run: there is no such file or folder"


def test_each_run_has_a_profile_of_its_own_that_knows_the_stand_ins(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    script = (
        'for word in "$@"; do case "$word" in -env:UserInstallation=file://*) '
        f'cp "${{word#-env:UserInstallation=file://}}/user/registrymodifications.xcu" "{kept}";; '
        f"esac; done; {DONE}"
    )
    office.convert(played_by(tmp_path, script), b"word", {"仿宋_GB2312": "A & B"})
    text = kept.read_text("utf-8")
    assert "<value>仿宋_GB2312</value>" in text
    assert "<value>A &amp; B</value>" in text


def test_several_may_run_at_once(tmp_path: Path) -> None:
    slow = played_by(tmp_path, f"sleep 0.3; {DONE}")
    made: dict[int, bytes] = {}

    def run(number: int) -> None:
        made[number] = office.convert(slow, f"word {number}".encode(), {})

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == {number: f"word {number}".encode() for number in range(4)}


def test_the_version_is_what_it_says(tmp_path: Path) -> None:
    assert office.version(played_by(tmp_path, "echo LibreOffice 24.8.1.2 00")) == "24.8.1.2"
    assert office.version(played_by(tmp_path, "echo nothing")) == ""


@pytest.mark.parametrize("script", ["echo LibreOffice 24.8.1.2; exit 127", "kill -9 $$"])
def test_one_that_does_not_run_has_no_version(tmp_path: Path, script: str) -> None:
    assert office.version(played_by(tmp_path, script)) is None
    assert office.version(Office(tmp_path / "gone")) is None


def test_it_is_found_on_the_path(tmp_path: Path) -> None:
    program = played_by(tmp_path, "").program
    assert office.find({"PATH": str(tmp_path)}) == Office(program)
    program.rename(tmp_path / "libreoffice")
    assert office.find({"PATH": str(tmp_path)}) == Office(tmp_path / "libreoffice")


def test_the_variable_comes_first(tmp_path: Path) -> None:
    program = played_by(tmp_path, "").program
    other = tmp_path / "other"
    other.mkdir()
    mine = played_by(other, "").program
    environ = {"PATH": str(program.parent), "BRANCHREPORT_SOFFICE": str(mine)}
    assert office.find(environ) == Office(mine)


def test_a_variable_that_names_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(Misuse) as found:
        office.find({"PATH": os.defpath, "BRANCHREPORT_SOFFICE": str(tmp_path / "gone")})
    assert found.value.message == (
        f"BRANCHREPORT_SOFFICE names {tmp_path / 'gone'}, which is no program"
    )


def test_one_in_a_cage_works_where_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: Path
) -> None:
    """A flatpak sees a folder of its own in the home, and not the one for temporary files."""
    monkeypatch.setenv("HOME", str(tmp_path))
    cache = tmp_path / ".var" / "app" / "org.libreoffice.LibreOffice" / "cache"
    cache.mkdir(parents=True)
    seen = tmp_path / "seen"
    caged = played_by(tmp_path, f'pwd > "{seen}"; {DONE}').program
    caged = caged.rename(tmp_path / "org.libreoffice.LibreOffice")
    found = office.find({"PATH": str(tmp_path), "BRANCHREPORT_SOFFICE": str(caged)})
    assert found == Office(caged, cache)
    assert office.convert(found, b"word", {}) == b"word"
    assert Path(seen.read_text().strip()).parent == cache
    assert list(cache.iterdir()) == list(room.iterdir()) == []
