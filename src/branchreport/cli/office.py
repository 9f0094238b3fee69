"""LibreOffice: where it is on this machine, and a Word file made into a PDF by it.

Its PDFs are not the same bytes twice: they carry the time, and identifiers made up by chance.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from branchreport.cli.misuse import Misuse
from branchreport.language import _
from branchreport.reasons import in_words

VARIABLE: Final = "BRANCHREPORT_SOFFICE"
"""Names the program, where it is not found by itself."""

TIMEOUT: Final = 180.0
"""Seconds for one document; a slow computer may take a minute to start LibreOffice for the first
time."""

_NAMES: Final = ("soffice.com", "soffice", "libreoffice")
_MACOS: Final = Path("Applications/LibreOffice.app/Contents/MacOS/soffice")
_FLATPAK: Final = "org.libreoffice.LibreOffice"
_ATTEMPTS: Final = 2
"""A fresh profile may end the first run with nothing done."""


@dataclass(frozen=True, slots=True)
class Office:
    """A LibreOffice; ``room`` is the folder that it may work in, where it may not in others."""

    program: Path
    room: Path | None = None


def find(environ: Mapping[str, str] = os.environ) -> Office | None:
    """The LibreOffice of this machine.

    Raises:
        Misuse: when the variable names a program that is not there.

    """
    if named := environ.get(VARIABLE):
        program = shutil.which(named, path=environ.get("PATH"))
        if program is None:
            raise Misuse(
                _("{variable} names {file}, which is no program").format(
                    variable=VARIABLE, file=named
                ),
                _("let it name LibreOffice's soffice, or take it away"),
            )
        return _office(Path(program))
    return next((_office(program) for program in _places(environ) if program.is_file()), None)


def _places(environ: Mapping[str, str]) -> Iterator[Path]:
    """Where LibreOffice may be, the likeliest place first."""
    for name in _NAMES:
        if found := shutil.which(name, path=environ.get("PATH")):
            yield Path(found)
    if sys.platform == "win32":
        yield from _places_of_windows(environ)
    elif sys.platform == "darwin":
        yield from (Path("/", _MACOS), Path.home() / _MACOS)
    else:
        yield Path("/usr/lib/libreoffice/program/soffice")
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
        yield Path("/snap/bin/libreoffice")
        for shared in (Path("/var/lib"), Path.home() / ".local" / "share"):
            yield shared / "flatpak" / "exports" / "bin" / _FLATPAK


def _places_of_windows(environ: Mapping[str, str]) -> Iterator[Path]:
    """What the registry says, then the folders for programs."""
    if sys.platform == "win32":
        import winreg

        key = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\soffice.exe"
        for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            with suppress(OSError):
                yield Path(winreg.QueryValue(root, key).strip('"'))
    for variable in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"):
        if folder := environ.get(variable):
            yield from sorted(Path(folder).glob("LibreOffice*/program/soffice.exe"), reverse=True)


def _office(program: Path) -> Office:
    """``program`` with the folder that its cage, if it has one, lets it work in."""
    if program.name == _FLATPAK:
        return Office(program, Path.home() / ".var" / "app" / _FLATPAK / "cache")
    if program.is_relative_to("/snap"):
        return Office(program, Path.home() / "snap" / "libreoffice" / "common")
    return Office(program)


def version(office: Office) -> str | None:
    """What ``office`` says that its version is, which may be nothing; None where it fails."""
    with _workroom(office) as folder:
        try:
            code, said = _run(office, folder, ["--version"], timeout=TIMEOUT)
        except (OSError, subprocess.TimeoutExpired):
            return None
    if code:
        return None
    found = re.search(r"\d+(?:\.\d+)+", said)
    return found[0] if found else ""


def convert(
    office: Office, word_file: bytes, shown: Mapping[str, str], *, timeout: float = TIMEOUT
) -> bytes:
    """``word_file`` as a PDF, in which fonts are ``shown`` by those that stand in for them.

    All takes place in a folder of its own with a profile of its own, so that any number of these
    may run at once, beside an open LibreOffice as well; nothing of it is left behind.

    Raises:
        Misuse: when there is no PDF in the end, with what LibreOffice says about it.

    """
    try:
        with _workroom(office) as folder:
            (folder / "document.docx").write_bytes(word_file)
            _write_profile(folder, shown)
            return _converted(office, folder, timeout)
    except subprocess.TimeoutExpired:
        raise Misuse(
            _("LibreOffice did not finish within {seconds:g} seconds").format(seconds=timeout),
            _("try again; if it stays so, open the Word file with it by hand: perhaps it asks"),
        ) from None
    except OSError as error:
        raise Misuse(
            _("LibreOffice cannot be run: {reason}").format(reason=in_words(error)),
            _("look whether {file} can be run, or let {variable} name another").format(
                file=office.program, variable=VARIABLE
            ),
        ) from error


def _converted(office: Office, folder: Path, timeout: float) -> bytes:
    code, said = 0, ""
    arguments = ["--convert-to", "pdf", "--outdir", str(folder), str(folder / "document.docx")]
    for _attempt in range(_ATTEMPTS):
        code, said = _run(office, folder, arguments, timeout)
        if (made := folder / "document.pdf").is_file() and made.stat().st_size:
            return made.read_bytes()
    raise Misuse(*_reason(code, said))


def _run(office: Office, folder: Path, arguments: list[str], timeout: float) -> tuple[int, str]:
    """Run ``office`` in a group of its own, which ends with it; its exit code and what it says."""
    log = folder / "log"
    command = [
        str(office.program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", *arguments,
    ]  # fmt: skip
    with log.open("wb") as said:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code = process.wait(timeout)
        finally:
            _end(process)
    return code, log.read_text("utf-8", errors="replace")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End ``process`` and all that it started: LibreOffice itself is a child of a small script."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True
            )
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _reason(code: int, said: str) -> tuple[str, str]:
    """Why there is no PDF, and what to do."""
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "")[:200]
    if "could not be loaded" in said:
        return (
            _("LibreOffice cannot read Word files: its Writer is not installed"),
            _("install it: libreoffice-writer on Debian and Ubuntu, or LibreOffice as a whole"),
        )
    if "User installation" in said or "user installation" in said:
        return (
            _("LibreOffice cannot make its profile: {said}").format(said=last),
            _("look whether there is room on the disk, and whether its folder can be written"),
        )
    if code < 0 or code in _CRASHES or code > 2**31:
        return (
            _("LibreOffice crashed (exit code {code})").format(code=code),
            _("try again; if it stays so, install LibreOffice anew"),
        )
    return (
        _("LibreOffice made no PDF (exit code {code}): {said}").format(
            code=code, said=last or _("it says nothing")
        ),
        _("open the Word file with LibreOffice by hand, and see what it says"),
    )


_CRASHES: Final = (132, 134, 135, 136, 137, 139)
"""What a shell makes of the signals by which programs crash, or are ended for want of memory."""


@contextmanager
def _workroom(office: Office) -> Iterator[Path]:
    """A folder for a while; its path is without links, which LibreOffice does not like."""
    room = office.room if office.room and office.room.is_dir() else None
    with tempfile.TemporaryDirectory(
        prefix="branchreport-", dir=room, ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder).resolve()


def _write_profile(folder: Path, shown: Mapping[str, str]) -> None:
    """A profile that knows what to take for fonts that are not there.

    Otherwise LibreOffice asks the system, which has one answer for all Chinese fonts.
    """
    pairs = "".join(
        _ITEM.format(path="/FontPairs", inside=f'<node oor:name="_{index}" oor:op="replace">'
                     f"{_PROPERTIES.format(font=escape(font), by=escape(by))}</node>")
        for index, (font, by) in enumerate(shown.items())
    )  # fmt: skip
    switch = _ITEM.format(path="", inside=_PROPERTY.format(name="Replacement", value="true"))
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    settings = _SETTINGS.format(items=switch + pairs)
    (user / "registrymodifications.xcu").write_text(settings, "utf-8")


_SETTINGS: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n'
)
_ITEM: Final = (
    '<item oor:path="/org.openoffice.Office.Common/Font/Substitution{path}">{inside}</item>'
)
_PROPERTY: Final = '<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
_PROPERTIES: Final = (
    _PROPERTY.format(name="ReplaceFont", value="{font}")
    + _PROPERTY.format(name="SubstituteFont", value="{by}")
    + _PROPERTY.format(name="Always", value="true")
    + _PROPERTY.format(name="OnScreenOnly", value="false")
)
