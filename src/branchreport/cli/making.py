"""From a year that was checked to its document."""

import datetime
import os
from collections.abc import Mapping
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


def document_of(checked: Checked, chosen: Publication) -> Document:
    """The document of a sound year, by a template of Markdown.

    Raises:
        TemplateFault: as `compose`.

    """
    return compose(chosen.template, names(checked, chosen), colophon(checked, chosen))


def names(checked: Checked, chosen: Publication) -> dict[str, Any]:
    """What the template of a sound year may name."""
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
    ).names()


def _before(previous: "Previous | None", language: str) -> Vocabulary | None:
    """The names of the year before; those of years still earlier are found when asked for."""
    if previous is None or previous.recorded is None:
        return None
    known, folder = previous.recorded, folder_of(previous.path)
    return Vocabulary(
        known.year,
        known.facts,
        known.places,
        language,
        folder,
        lambda: _before(previous.earlier, language),
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
