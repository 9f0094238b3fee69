"""Which of several years were restated after a document of them was issued, and why."""

from collections.abc import Iterator, Sequence

from branchreport.compare.changes import RestatementChange
from branchreport.compare.recorded import Recorded
from branchreport.records.year import BranchYear


def restatement_changes(years: Sequence[Recorded]) -> tuple[RestatementChange, ...]:
    """Every restatement of ``years``, by year and by day."""
    return tuple(
        change for at, recorded in enumerate(years) for change in _changes(at, recorded.year)
    )


def _changes(at: int, year: BranchYear) -> Iterator[RestatementChange]:
    order = sorted(range(len(year.restatements)), key=lambda index: year.restatements[index].date)
    for index in order:
        yield RestatementChange(at, index, _issued_before(year, index))


def _issued_before(year: BranchYear, restatement: int) -> int | None:
    """The issue whose document no longer showed the records, by its index.

    It is the last of that day or before, but for those of the records as they were restated.
    """
    restated = year.restatements[restatement]
    found = [
        (issue.date, index)
        for index, issue in enumerate(year.issues)
        if issue.date <= restated.date and issue.records_digest != restated.records_digest
    ]
    return max(found)[1] if found else None
