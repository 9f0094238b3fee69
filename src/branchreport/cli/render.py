"""``branchreport render``: from the records of a year to a document."""

import sys
from pathlib import Path

from branchreport.cli.checking import Checked, check_year
from branchreport.cli.console import complain, show
from branchreport.cli.saving import file_name, holds, misnamed, reason, save
from branchreport.compose import Colophon, TemplateFault, compose
from branchreport.diagnostics import Diagnostic, Severity, Span
from branchreport.document import Document
from branchreport.language import _
from branchreport.loading import Loaded
from branchreport.publishing import Publication, publication
from branchreport.show.full import findings
from branchreport.show.summary import summary
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
    folder = Path(path) if Path(path).is_dir() else Path(path).parent
    chosen = publication(checked.loaded.value.report, checked.loaded.places, folder)
    if isinstance(chosen, Loaded):
        show(findings(chosen.diagnostics, chosen.places.lines), sys.stderr)
        return 1
    try:
        document = _document(checked, chosen)
    except TemplateFault as mistake:
        _show_fault(mistake)
        return 1
    return _deliver(document, chosen, target, force=force)


def _document(checked: Checked, chosen: Publication) -> Document:
    year = checked.loaded.value
    assert year is not None, "only a sound year is rendered"
    language = chosen.manifest.language
    words = Vocabulary(year, checked.facts, checked.loaded.places, language)
    report = year.report
    colophon = Colophon(language, report.branch, report.signed or report.period.last)
    return compose(chosen.template, words.names(), colophon)


def _deliver(document: Document, chosen: Publication, output: Path | None, *, force: bool) -> int:
    """Write the document; a file that is there already is kept, unless it says the same."""
    data = WRITERS[FORM](document, chosen.style)
    target = output or Path(file_name(document.title, FORM))
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


def _show_fault(fault: TemplateFault) -> None:
    """Show a mistake in a template like one in the records."""
    file = str(fault.file)
    text = fault.file.read_text("utf-8", errors="replace") if fault.file.is_file() else ""
    lines = text.splitlines()
    length = len(lines[fault.line - 1]) if 0 < fault.line <= len(lines) else 0
    place = Span(file, fault.line, 1, fault.line, length + 1)
    finding = Diagnostic("BR501", Severity.ERROR, fault.message, place, help=fault.help)
    show(findings([finding], {file: lines}), sys.stderr)
