"""``branchreport trace``: where a number of the document comes from, record by record."""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from branchreport.cli.checking import Checked, check_year, folder_of
from branchreport.cli.console import complain, emit, note, put, show
from branchreport.cli.making import colophon, vocabulary
from branchreport.cli.misuse import Misuse
from branchreport.cli.ordering import Order
from branchreport.cli.render import amended, published
from branchreport.cli.template_faults import told
from branchreport.compose import TemplateFault, compose
from branchreport.diagnostics import Severity
from branchreport.document import Document, Figure
from branchreport.language import _
from branchreport.loading import Loaded
from branchreport.loading.years import years
from branchreport.publishing import Publication
from branchreport.show.full import findings
from branchreport.template_names import is_word
from branchreport.tracing import Answer, answer, meant

_ISSUED: Final = "BR481"
"""The code of records that changed after they were issued; what they say now can be asked."""


def trace(
    path: str | Path, question: str, order: Order | None = None, *, output_format: str = "text"
) -> int:
    """Print what ``question`` means in the document of the year at ``path``, and all behind it.

    The document is the one that ``order`` makes. 0 printed; 1 where there is no such thing, or the
    records or the template have errors, which is shown; 2 where something cannot be read, or there
    is nothing that is ordered.
    """
    order = order or Order()
    try:
        (year,) = years([Path(path)])
        checked = check_year(year, amend=partial(amended, order))
        if not _is_sound(checked):
            show(findings(checked.diagnostics, checked.lines), sys.stderr)
            return 1 if checked.readable else 2
        chosen = published(checked, folder_of(year), order)
    except Misuse as misuse:
        complain(misuse.message, misuse.help)
        return 2
    if not checked.sound:
        note(_("the records changed after they were issued; this is what they say now"))
    if isinstance(chosen, Loaded):
        show(findings(chosen.diagnostics, chosen.places.lines), sys.stderr)
        return 1
    try:
        document, figures = _asked(checked, chosen)
    except TemplateFault as mistake:
        show(findings(*told(mistake.all)), sys.stderr)
        return 1
    found = answer(question, document, figures)
    from branchreport.show import tracing as forms

    if found is None:
        _say_unknown(question, figures)
        if output_format == "json":
            emit(forms.as_json(Answer("nothing", ()), question))
        return 1

    put(
        output_format,
        text=lambda: forms.full(found),
        json=lambda: forms.as_json(found, question),
        markdown=lambda: forms.markdown(found),
    )
    return 0


def _is_sound(checked: Checked) -> bool:
    """Whether there is a document to ask about: of these records, issued as they are or not."""
    errors = (each for each in checked.diagnostics if each.severity is Severity.ERROR)
    return checked.loaded.value is not None and all(each.code == _ISSUED for each in errors)


def _asked(checked: Checked, chosen: Publication) -> tuple[Document, dict[str, Figure]]:
    """The document, and every figure that it says or could say.

    A Word template says its figures in no block that could be looked into.

    Raises:
        TemplateFault: when the template fails.

    """
    words = vocabulary(checked, chosen)
    document = Document("", ())
    if not is_word(chosen.template):
        document = compose(chosen.template, words.names(), colophon(checked, chosen))
    figures = words.figures(document)
    counts = {words.source_of(fact).figure for fact in words.facts.values()}
    more = ((key, words.figure(key)) for key in sorted(counts - set(figures)))
    figures |= {key: figure for key, figure in more if figure}
    return replace(document, figures=figures), figures


def _say_unknown(question: str, figures: dict[str, Figure]) -> None:
    name = meant(question, figures)
    complain(
        _("the document says no “{words}”, and no count has this name").format(words=question),
        _("did you mean “{key}”?").format(key=name)
        if name
        else _("write the name of a count, a figure as 30余次, or words copied from the document"),
    )
