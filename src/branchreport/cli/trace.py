"""``branchreport trace``: where a number of the document comes from, record by record."""

import sys
from dataclasses import replace
from pathlib import Path

from branchreport.cli.checking import Checked, check_year, folder_of
from branchreport.cli.console import complain, put, show
from branchreport.cli.making import colophon, vocabulary
from branchreport.cli.template_faults import told
from branchreport.compose import TemplateFault, compose
from branchreport.document import Document, Figure
from branchreport.language import _
from branchreport.loading import Loaded
from branchreport.loading.years import years
from branchreport.publishing import Publication, publication
from branchreport.show.full import findings
from branchreport.template_names import is_word
from branchreport.tracing import answer, meant


def trace(path: str | Path, question: str, *, output_format: str = "text") -> int:
    """Print what ``question`` means in the document of the year at ``path``, and all behind it.

    0 printed; 1 where there is no such thing, or the records or the template have errors, which is
    shown; 2 where something cannot be read.
    """
    (year,) = years([Path(path)])
    checked = check_year(year)
    if not checked.sound or checked.loaded.value is None:
        show(findings(checked.diagnostics, checked.lines), sys.stderr)
        return 1 if checked.readable else 2
    report, places = checked.loaded.value.report, checked.loaded.places
    chosen = publication(report, places, folder_of(year))
    if isinstance(chosen, Loaded):
        show(findings(chosen.diagnostics, chosen.places.lines), sys.stderr)
        return 1
    try:
        document, figures = _asked(checked, chosen)
    except TemplateFault as mistake:
        show(findings(*told(mistake.all)), sys.stderr)
        return 1
    found = answer(question, document, figures)
    if found is None:
        _say_unknown(question, figures)
        return 1
    from branchreport.show import tracing as forms

    put(
        output_format,
        text=lambda: forms.full(found),
        json=lambda: forms.as_json(found, question),
        markdown=lambda: forms.markdown(found),
    )
    return 0


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
