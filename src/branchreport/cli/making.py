"""From a year that was checked to its document."""

import datetime
import os
from collections.abc import Mapping
from typing import Final

from branchreport.cli.checking import Checked, epoch
from branchreport.compose import Colophon, compose
from branchreport.document import Document, Run, runs_of
from branchreport.publishing import Publication
from branchreport.vocabulary import Vocabulary

LEFT_OPEN: Final = frozenset({"BR427", "BR631"})
"""The codes of findings that say that something is left to be written."""


def document_of(
    checked: Checked, chosen: Publication, environ: Mapping[str, str] = os.environ
) -> Document:
    """The document of a sound year; its date is the report's, or that of SOURCE_DATE_EPOCH.

    Raises:
        TemplateFault: as `compose`.

    """
    year, case = checked.loaded.value, checked.case
    assert year is not None, "only a sound year has a document"
    assert case is not None, "a year that is whole was looked at"
    language, report = chosen.manifest.language, year.report
    words = Vocabulary(year, checked.facts, checked.loaded.places, language, case.folder)
    date: datetime.date = epoch(environ) or report.signed or report.period.last
    return compose(chosen.template, words.names(), Colophon(language, report.branch, date))


def gaps(document: Document) -> list[Run]:
    """What is left to be written, in the order in which it is read."""
    return [run for block in document.blocks for run in runs_of(block) if run.gap]
