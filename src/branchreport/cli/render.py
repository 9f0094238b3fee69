"""``branchreport render``: from the records of a year to a document."""

import sys
from pathlib import Path
from typing import Any

from branchreport.cli.checking import Checked, check_year
from branchreport.cli.console import complain, show
from branchreport.cli.saving import file_name, holds, misnamed, reason, save
from branchreport.cli.template_faults import told
from branchreport.compose import Colophon, TemplateFault, compose
from branchreport.document import Document
from branchreport.language import _
from branchreport.loading import Loaded
from branchreport.publishing import Publication, publication
from branchreport.show.full import findings
from branchreport.show.summary import summary
from branchreport.template_names import is_word
from branchreport.vocabulary import Vocabulary
from branchreport.writers import WRITERS

FORM = "docx"


def render(path: str | Path, *, output: str | Path | None = None, force: bool = False) -> int:
    """Write the document of the year at ``path`` and print where it is.

    0 written; 1 where the records, the template or the style have errors, which are shown; 2 where
    something cannot be read or written.
    """
    target = None if output is None else Path(output)
    if target and (fault := misnamed(target, FORM)):
        complain(*fault)
        return 2
    checked = check_year(Path(path))
    lines = checked.loaded.places.lines
    if checked.diagnostics:
        found = [*findings(checked.diagnostics, lines)]
        found.append(summary(len(lines), checked.loaded.records, checked.diagnostics))
        show(found, sys.stderr)
    if not checked.sound or checked.loaded.value is None:
        return 1 if checked.readable else 2
    folder = checked.case.folder if checked.case else Path()
    chosen = publication(checked.loaded.value.report, checked.loaded.places, folder)
    if isinstance(chosen, Loaded):
        show(findings(chosen.diagnostics, chosen.places.lines), sys.stderr)
        return 1
    try:
        if is_word(chosen.template):
            title, data = _filled(checked, chosen)
        else:
            document = _document(checked, chosen)
            title, data = document.title, WRITERS[FORM](document, chosen.style)
    except TemplateFault as mistake:
        show(findings(*told(mistake.all)), sys.stderr)
        return 1
    return _deliver(title, data, target, force=force)


def _names(checked: Checked, chosen: Publication) -> dict[str, Any]:
    """What the template may name."""
    year = checked.loaded.value
    assert year is not None, "only a sound year is rendered"
    language = chosen.manifest.language
    return Vocabulary(year, checked.facts, checked.loaded.places, language).names()


def _colophon(checked: Checked, chosen: Publication) -> Colophon:
    year = checked.loaded.value
    assert year is not None, "only a sound year is rendered"
    report = year.report
    return Colophon(chosen.manifest.language, report.branch, report.signed or report.period.last)


def _document(checked: Checked, chosen: Publication) -> Document:
    return compose(chosen.template, _names(checked, chosen), _colophon(checked, chosen))


def _filled(checked: Checked, chosen: Publication) -> tuple[str, bytes]:
    """The title of the document that a Word template makes, and its bytes."""
    from branchreport.compose.word import fill  # only a Word template needs it

    filled = fill(chosen.template, _names(checked, chosen), _colophon(checked, chosen))
    assert checked.loaded.value is not None
    return checked.loaded.value.report.title or filled.title, filled.data


def _deliver(title: str, data: bytes, output: Path | None, *, force: bool) -> int:
    """Write the document; a file that is there already is kept, unless it says the same."""
    target = output or Path(file_name(title, FORM))
    try:
        if not holds(target, data):
            if target.is_dir():
                raise IsADirectoryError
            if target.exists() and not force:
                complain(
                    _("{file} exists already, and is not overwritten").format(file=target),
                    _("choose another name with -o, or replace it with --force"),
                )
                return 2
            save(target, data)
    except OSError as error:
        complain(*reason(target, error))
        return 2
    print(target)
    return 0
