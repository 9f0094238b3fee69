"""``branchreport render``: from the records of a year to documents."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from branchreport.cli.checking import Checked, check_year, folder_of
from branchreport.cli.console import complain, show
from branchreport.cli.delivering import Delivery, deliver, targets
from branchreport.cli.making import LEFT_OPEN, document_of, gaps
from branchreport.cli.misuse import Misuse
from branchreport.compose import TemplateFault
from branchreport.diagnostics import Diagnostic, Severity, Span, shortened
from branchreport.document import Document
from branchreport.language import _
from branchreport.loading import Loaded
from branchreport.publishing import publication
from branchreport.show.full import findings
from branchreport.show.summary import summary
from branchreport.style import Style
from branchreport.writers import WRITERS


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of ``render``: the forms, where they go, and what the report is to be like.

    ``style`` is a name, or a path seen from here; ``changes`` are other fields of the report, by
    their names in `records.year.Report`. ``forms`` is empty where the name of the output, or else
    habit, decides; ``pdf_by`` is the program that makes
    a PDF, one of `printing.WAYS`, empty for the first that is there.
    """

    forms: tuple[str, ...] = ()
    output: Path | None = None
    force: bool = False
    final: bool = False
    digest: bool = False
    style: str | None = None
    changes: Mapping[str, object] = field(default_factory=dict)
    pdf_by: str = ""


def render(path: str | Path, order: Order | None = None) -> int:
    """Write the documents of the year at ``path`` and print where they are.

    0 written; 1 where the records, the template or the style have errors, or something is left to
    be written in what is to be final, which is shown; 2 where something cannot be read or written.
    """
    order = order or Order()
    try:
        wanted = targets(order.forms, order.output)
        made = _made(Path(path), order)
        if isinstance(made, int):
            return made
        document, style = made
        written = _written(document, style, wanted.forms, order.pdf_by)
    except Misuse as misuse:
        complain(misuse.message, misuse.help)
        return 2
    return deliver(Delivery(wanted, document.title, written, order.force, order.digest))


def _made(path: Path, order: Order) -> tuple[Document, Style] | int:
    """The document and its style; or how the command ends, which has been said."""
    checked = check_year(path, changes=order.changes)
    if order.final:
        checked = _weighed(checked)
    _show_findings(checked)
    if not checked.sound or checked.loaded.value is None:
        return 1 if checked.readable else 2
    chosen = publication(
        checked.loaded.value.report, checked.loaded.places, folder_of(path), order.style
    )
    if isinstance(chosen, Loaded):
        show(findings(chosen.diagnostics, chosen.places.lines), sys.stderr)
        return 1
    try:
        document = document_of(checked, chosen)
    except TemplateFault as mistake:
        _show_fault(mistake)
        return 1
    if order.final and (left := gaps(document)):
        complain(
            _("the document is not final: “{words}” is left to be written").format(
                words=shortened(left[0].text)
            ),
            _("write it, or leave out --final"),
        )
        return 1
    return document, chosen.style


def _written(
    document: Document, style: Style, forms: Sequence[str], pdf_by: str
) -> dict[str, bytes]:
    """The bytes of each of ``forms``; a PDF may be made of the Word file.

    Raises:
        Misuse: when a PDF cannot be made here.

    """
    written = {form: WRITERS[form](document, style) for form in forms if form in WRITERS}
    if "pdf" in forms:
        from branchreport.cli.printing import pdf

        def word_file() -> bytes:
            return written.get("docx") or WRITERS["docx"](document, style)

        written["pdf"] = pdf(document, style, word_file, by=pdf_by)
    return written


def _weighed(checked: Checked) -> Checked:
    """``checked``, in which what is left to be written is an error."""
    found = tuple(
        replace(each, severity=Severity.ERROR) if each.code in LEFT_OPEN else each
        for each in checked.diagnostics
    )
    return replace(checked, diagnostics=found)


def _show_findings(checked: Checked) -> None:
    if checked.diagnostics:
        lines = checked.loaded.places.lines
        found = [*findings(checked.diagnostics, lines)]
        found.append(summary(len(lines), checked.loaded.records, checked.diagnostics))
        show(found, sys.stderr)


def _show_fault(fault: TemplateFault) -> None:
    """Show a mistake in a template like one in the records."""
    file = str(fault.file)
    text = fault.file.read_text("utf-8", errors="replace") if fault.file.is_file() else ""
    lines = text.splitlines()
    length = len(lines[fault.line - 1]) if 0 < fault.line <= len(lines) else 0
    place = Span(file, fault.line, 1, fault.line, length + 1)
    finding = Diagnostic("BR501", Severity.ERROR, fault.message, place, help=fault.help)
    show(findings([finding], {file: lines}), sys.stderr)
