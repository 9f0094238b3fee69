"""Where a report goes and in which form: what options, variables and CI ask for."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from branchreport.cli.console import complain, emit, encoded, show
from branchreport.cli.misuse import Misuse
from branchreport.cli.saving import save
from branchreport.language import _
from branchreport.reasons import in_words
from branchreport.show import FORMS, PEOPLE, PROGRAMS, Report, lines, write
from branchreport.show.text import plain
from branchreport.suggest import closest

AUTO: Final = "auto"
VARIABLE: Final = "BRANCHREPORT_OUTPUT_FORMAT"
_CODE_QUALITY: Final = "gl-code-quality-report.json"
"""The name that GitLab's own template gives to a code quality report."""
_MOST_ROWS: Final = 500
"""Rows of a step summary; GitHub takes at most 1 MiB of it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a user asked for: a form, empty if none; a file for it; the counts of codes only."""

    form: str = ""
    file: Path | None = None
    statistics: bool = False

    def settled(self, environ: Mapping[str, str]) -> "Wish":
        """The same with its form looked up in the variable, and known to exist.

        Raises:
            Misuse: where there is no such form, or it cannot go with the rest.

        """
        form = self.form or (not self.statistics and environ.get(VARIABLE)) or AUTO
        if form not in (AUTO, *FORMS):
            meant = closest(form, FORMS)
            message = _("there is no output format “{name}”").format(name=form)
            if not self.form:
                message = _("{parameter}: {message}").format(parameter=VARIABLE, message=message)
            raise Misuse(
                message,
                _("did you mean “{key}”?").format(key=meant)
                if meant
                else _("choose from: {choices}").format(choices=", ".join((AUTO, *FORMS))),
            )
        if self.statistics and form in PROGRAMS and not self.file:
            raise Misuse(
                _("--statistics does not go with the output format {name}").format(name=form),
                _("leave one of the two out, or write the report to a file with --output-file"),
            )
        return Wish(form, self.file, self.statistics)


def root(environ: Mapping[str, str]) -> str:
    """The folder from which programs look for files: the repository's in CI, else this one."""
    folder = environ.get("GITHUB_WORKSPACE") or environ.get("CI_PROJECT_DIR") or os.curdir
    return os.path.realpath(folder)


def deliver(report: Report, wish: Wish, environ: Mapping[str, str]) -> bool:
    """Print and write ``report`` as ``wish`` has it; False where a file cannot be written."""
    if wish.form in PROGRAMS and not wish.file:
        emit(write(wish.form, report))
        return True
    _print(report, wish, environ)
    if wish.form == AUTO:
        _tell_ci(report, environ)
    if wish.file:
        form = "full" if wish.form == AUTO else wish.form
        return _written(wish.file, encoded(_text(form, report)))
    return True


def _print(report: Report, wish: Wish, environ: Mapping[str, str]) -> None:
    """Print ``report`` for people, whatever goes to a file."""
    form = "statistics" if wish.statistics else "full"
    if wish.form in PEOPLE and not (wish.file or wish.statistics):
        form = wish.form
    if _is_set(environ, "GITHUB_ACTIONS"):
        # A runner reads UTF-8, and takes ##[…] for a command even inside a line that quotes it.
        emit(_text(form, report).replace("##[", "## ["))
    else:
        show(lines(form, report), sys.stdout)


def _text(form: str, report: Report) -> str:
    return write(form, report) if form in PROGRAMS else plain(lines(form, report))


def _tell_ci(report: Report, environ: Mapping[str, str]) -> None:
    """Annotate the lines where the check runs in CI; what fails here does not fail the check."""
    if _is_set(environ, "GITHUB_ACTIONS"):
        emit(write("github", report))
        if file := environ.get("GITHUB_STEP_SUMMARY"):
            table = write("markdown", report.with_most(_MOST_ROWS))
            _written(Path(file), encoded(f"{table}\n"), append=True)
    if _is_set(environ, "GITLAB_CI"):
        folder = Path(environ.get("CI_PROJECT_DIR") or os.curdir)
        _written(folder / _CODE_QUALITY, encoded(write("gitlab", report)))


def _is_set(environ: Mapping[str, str], variable: str) -> bool:
    return environ.get(variable) == "true"


def _written(file: Path, data: bytes, *, append: bool = False) -> bool:
    """Write ``data``; a file whole or not at all, and what is no file, as a pipe, as it is."""
    target = Path(os.path.realpath(file))
    try:
        if append:
            with target.open("ab") as stream:
                stream.write(data)
        elif target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            save(target, data)
    except OSError as error:
        complain(
            _("{file} cannot be written: {reason}").format(file=file, reason=in_words(error)),
            _("choose another file or form with --output-file or --output-format"),
        )
        return False
    return True
