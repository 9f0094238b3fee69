"""Sections: as many levels as a document numbers."""

from collections.abc import Iterator
from typing import Final

from branchreport.language import _
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
