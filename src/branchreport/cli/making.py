"""From a year that was checked to its document."""

import datetime
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from branchreport.cli.checking import Checked, epoch, folder_of
from branchreport.compose import Colophon, compose
from branchreport.document import Document, runs_of
from branchreport.publishing import Publication
from branchreport.vocabulary import Vocabulary

if TYPE_CHECKING:
    from branchreport.compare.previous import Previous

LEFT_OPEN: Final = frozenset({"BR427", "BR631"})
"""The codes of findings that say that something is left to be written."""


def document_of(checked: Checked, chosen: Publication, *, traced: bool = False) -> Document:
    """The document of a sound year, by a template of Markdown.

    Where it is ``traced``, it tells what its figures rest on.

    Raises:
        TemplateFault: as `compose`.

    """
    words = vocabulary(checked, chosen)
    document = compose(chosen.template, words.names(), colophon(checked, chosen))
    return replace(document, figures=words.figures(document)) if traced else document


def names(checked: Checked, chosen: Publication) -> dict[str, Any]:
    """What the template of a sound year may name."""
    return vocabulary(checked, chosen).names()


def vocabulary(checked: Checked, chosen: Publication) -> Vocabulary:
    """The words of a sound year, and what its figures rest on."""
    year, case = checked.loaded.value, checked.case
    assert year is not None, "only a sound year has a document"
    assert case is not None, "a year that is whole was looked at"
    language = chosen.manifest.language
    return Vocabulary(
        year,
        checked.facts,
        checked.loaded.places,
        language,
        case.folder,
        lambda: _before(case.previous, language),
        case.today,
    )


def _before(previous: "Previous | None", language: str, after: str = "@") -> Vocabulary | None:
    """The names of the year before; those of years still earlier are found when asked for.

    The keys of its figures begin with its label, below ``after``.
    """
    if previous is None or previous.recorded is None:
        return None
    known, folder = previous.recorded, folder_of(previous.path)
    mark = f"{after}{known.label}/"
    return Vocabulary(
        known.year,
        known.facts,
        known.places,
        language,
        folder,
        lambda: _before(previous.earlier, language, mark),
        mark=mark,
    )


def colophon(
    checked: Checked, chosen: Publication, environ: Mapping[str, str] = os.environ
) -> Colophon:
    """What a document says of itself; its date is the report's, or that of SOURCE_DATE_EPOCH."""
    assert checked.loaded.value is not None, "only a sound year has a document"
    report = checked.loaded.value.report
    date: datetime.date = epoch(environ) or report.signed or report.period.last
    return Colophon(chosen.manifest.language, report.branch, date)


def gaps(document: Document) -> list[str]:
    """What is left to be written, in the order in which it is read."""
    return [run.text for block in document.blocks for run in runs_of(block) if run.gap]
