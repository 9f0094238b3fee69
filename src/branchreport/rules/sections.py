"""Sections, appendices, seal and signer: that a document has levels, words and a place for each."""

from collections.abc import Iterator
from typing import Final

from branchreport.facts import held
from branchreport.language import _, spoken
from branchreport.pictures import photographs
from branchreport.records.choices import Supplement
from branchreport.records.walks import sections_of
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding

DEEPEST: Final = 3
"""Below ``一、`` a document has ``（一）``, ``1.`` and ``（1）`` (GB/T 9704-2012, 7.3.3)."""


def too_deep(case: Case) -> Iterator[Finding]:
    """A section stands deeper in others than a document has levels of headings."""
    for location, section, above in sections_of(case.year):
        if section.sections and len(above) + 1 == DEEPEST:
            yield Finding(
                (*location, "sections"),
                _("sections stand more than {levels} deep").format(levels=DEEPEST),
                _("write them as points, or one level higher"),
            )


def nothing_said(case: Case) -> Iterator[Finding]:
    """A section, or an appendix that is asked for, has nothing to say."""
    for location, section, _above in sections_of(case.year):
        if section.text or section.points or section.sections:
            continue
        if not held(case.facts, case.log, section.kinds):
            yield Finding(
                location,
                _("the section says nothing"),
                _("write its text, its points, or kinds of events that took place"),
            )
    for index, supplement in enumerate(case.year.report.appendices):
        if not _holds(case, supplement):
            yield Finding(
                ("report", "appendices", index),
                _("there is nothing for the appendix “{name}” to show").format(
                    name=supplement.chinese if spoken() == "zh" else supplement.value
                ),
                _("write the records that it is made of, or leave it out"),
            )


def no_place(case: Case) -> Iterator[Finding]:
    """What the report sets has nothing in the document that it could stand over or beside."""
    report = case.year.report
    if report.sealed and not (report.signature or report.signed):
        yield Finding(
            ("report", "sealed"),
            _("there is no signature for the seal to stand over"),
            _("write who signs and the date, or leave the seal out"),
        )
    if report.red_head and report.red_head.signer and not report.red_head.number:
        yield Finding(
            ("report", "red_head", "signer"),
            _("there is no document number for the signer to stand beside"),
            _("write the document number, or leave the signer out (GB/T 9704-2012, 7.2.6)"),
        )


def _holds(case: Case, supplement: Supplement) -> bool:
    """Whether the records have anything for an appendix."""
    year = case.year
    match supplement:
        case Supplement.ACTIVITIES | Supplement.CHART:
            return bool(year.activities)
        case Supplement.COUNTS:
            return bool(case.facts)
        case Supplement.RECTIFICATION:
            return bool(year.shortcomings)
        case Supplement.PHOTOGRAPHS:
            return any(photographs(case.folder, event.evidence) for event in year.activities)
