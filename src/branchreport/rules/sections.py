"""Sections: as many levels as a document numbers."""

from collections.abc import Iterator
from typing import Final

from branchreport.language import _
from branchreport.places import Location
from branchreport.records.year import Section
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding

DEEPEST: Final = 3
"""Below ``一、`` a document has ``（一）``, ``1.`` and ``（1）`` (GB/T 9704-2012, 7.3.3)."""


def too_deep(case: Case) -> Iterator[Finding]:
    """A section stands deeper in others than a document has levels of headings."""
    pending: list[tuple[Location, tuple[Section, ...], int]]
    pending = [(("achievements",), case.year.achievements, 1)]
    while pending:
        location, sections, level = pending.pop()
        for index, section in enumerate(sections):
            here = (*location, index, "sections")
            if section.sections and level == DEEPEST:
                yield Finding(
                    here,
                    _("sections stand more than {levels} deep").format(levels=DEEPEST),
                    _("write them as points, or one level higher"),
                )
            elif section.sections:
                pending.append((here, section.sections, level + 1))
