"""Walks through a year: what stands in several of its lists, or at any depth, in its order."""

from collections.abc import Iterator, Sequence

from branchreport.records.record import Record
from branchreport.records.year import BranchYear, Section


def sections_of(
    year: BranchYear,
) -> Iterator[tuple[tuple[str | int, ...], Section, tuple[Section, ...]]]:
    """Every section with its place, and the sections that it stands in, the outermost first."""
    pending: list[tuple[tuple[str | int, ...], Section, tuple[Section, ...]]]
    pending = [(("achievements", i), section, ()) for i, section in enumerate(year.achievements)]
    pending.reverse()
    while pending:
        location, section, above = pending.pop()
        yield location, section, above
        inner = enumerate(section.sections)
        held = (*above, section)
        pending += [((*location, "sections", i), below, held) for i, below in inner][::-1]


def evidence_of(year: BranchYear) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every file or address that a record names as evidence, with its place."""
    for index, activity in enumerate(year.activities):
        for nth, name in enumerate(activity.evidence):
            yield ("activities", index, "evidence", nth), name
    for index, shortcoming in enumerate(year.shortcomings):
        for step, progress in enumerate(shortcoming.progress):
            for nth, name in enumerate(progress.evidence):
                yield ("shortcomings", index, "progress", step, "evidence", nth), name


def value_at(year: BranchYear, location: Sequence[str | int]) -> object:
    """What ``year`` holds at ``location``."""
    *_records, value = _steps(year, location)
    return value


def record_at(year: BranchYear, location: Sequence[str | int]) -> Record:
    """The innermost record with a name of its own that holds ``location``, or stands there."""
    records = [value for value in _steps(year, location) if isinstance(value, Record)]
    return next((record for record in reversed(records) if record.named_by), records[-1])


def _steps(year: BranchYear, location: Sequence[str | int]) -> Iterator[object]:
    """The year, and what each step of ``location`` leads to."""
    value: object = year
    yield value
    for step in location:
        match value:
            case Record():
                value = getattr(value, str(step), None)
            case dict():
                value = value.get(step)
            case tuple() if isinstance(step, int):
                value = value[step]
        yield value
