"""Edits of the files of a year by which the clear differences of a Word file come true in it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from branchreport.carrying.differences import Difference
from branchreport.carrying.spelling import Stretch, quoted, respelled, spelled
from branchreport.diagnostics import LINE_BREAK, Edit, Fix, Span
from branchreport.grains import Hunk, hunks
from branchreport.places import Atlas, Location
from branchreport.records.record import Record
from branchreport.records.walks import value_at
from branchreport.records.year import BranchYear


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """What is to be written for one scalar of a file: ``fixes`` are ways to do it, best first.

    ``wished`` are the values that are to come true by it, by their locations; several where
    paragraphs are written as one text.
    """

    file: str
    wished: Mapping[Location, str]
    fixes: tuple[Fix, ...]


def corrections(
    differences: Iterable[Difference], year: BranchYear, places: Atlas, texts: Mapping[str, str]
) -> list[Correction]:
    """The corrections for those of ``differences`` that are clear.

    ``texts`` are the files as they are, with every line break, by their names.
    """
    wished: dict[Span, dict[Location, str]] = {}
    for each in differences:
        if each.reason is None:
            wished.setdefault(places.value(each.location), {})[each.location] = each.put
    return [
        Correction(span.file, values, tuple(_fixes(span, values, year, places, texts[span.file])))
        for span, values in wished.items()
    ]


def _fixes(
    span: Span, values: Mapping[Location, str], year: BranchYear, places: Atlas, text: str
) -> Iterator[Fix]:
    """Ways to write ``values`` at ``span`` of ``text``: in their places, then all in quotes."""
    page = _Page(text)
    start, end = page.offset(span.line, span.column), page.offset(span.end_line, span.end_column)
    source = text[start:end]
    before = _before(values, year, places)
    after = [values.get(location, said) for location, said in before.items()]
    if (spellings := spelled(source, list(before.values()))) is None:
        if not source.startswith(("|", ">")):
            yield Fix((Edit(span, quoted(after)),))
        return
    for at_end in (True, False):  # of a line that goes on in the next
        edits = []
        for said, wish, spelling in zip(before.values(), after, spellings, strict=True):
            for hunk in hunks(said, wish):
                first, last = _where(hunk, spelling, at_end=at_end)
                where = page.span(span.file, start + first, start + last)
                edits.append(Edit(where, respelled(source, hunk.text)))
        yield Fix(tuple(edits))
    block = source.startswith(("|", ">"))
    whole = page.span(span.file, start, start + spellings[-1][-1].end) if block else span
    yield Fix((Edit(whole, quoted(after)),))


def _where(hunk: Hunk, spelling: Sequence[Stretch], *, at_end: bool) -> Stretch:
    """What ``hunk`` changes of a scalar; what is only put in stands behind what is before it."""
    if hunk.end > hunk.start:
        return Stretch(spelling[hunk.start].start, spelling[hunk.end - 1].end)
    behind = hunk.start > 0 and (at_end or hunk.start == len(spelling))
    at = spelling[hunk.start - 1].end if behind else spelling[hunk.start].start
    return Stretch(at, at)


def _before(values: Mapping[Location, str], year: BranchYear, places: Atlas) -> dict[Location, str]:
    """All texts of the scalar that says one of ``values``, in their order."""
    location = next(iter(values))
    if places.is_text(location):
        return {location: str(value_at(year, location))}
    several = value_at(year, location[:-1])
    assert isinstance(several, tuple), "what is written as one text otherwise is a list"
    return {(*location[:-1], index): str(each) for index, each in enumerate(several)}


class _Page:
    """A text whose places are counted in lines and columns, as people do."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]

    def offset(self, line: int, column: int) -> int:
        return self._starts[min(line, len(self._starts)) - 1] + column - 1

    def span(self, file: str, start: int, end: int) -> Span:
        return Span(file, *self._place(start), *self._place(end))

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def came_true(before: BranchYear, after: BranchYear, wished: Mapping[Location, str]) -> bool:
    """Whether ``after`` says what is ``wished``, and all else as ``before``."""
    changed = set(_changed(before, after, ()))
    true = all(str(value_at(after, location)) == text for location, text in wished.items())
    return true and changed <= set(wished)


def _changed(before: object, after: object, location: Location) -> Iterator[Location]:
    """Where ``before`` and ``after`` differ."""
    if before == after:
        return
    steps: Sequence[str | int] = ()
    match before, after:
        case Record(), Record():
            steps = tuple(type(before).model_fields)
        case tuple(), tuple() if len(before) == len(after):
            steps = range(len(before))
        case dict(), dict() if list(before) == list(after):
            steps = tuple(before)
    if not steps:
        yield location
    for step in steps:
        yield from _changed(_part(before, step), _part(after, step), (*location, step))


def _part(value: object, step: str | int) -> object:
    match value:
        case Record():
            return getattr(value, str(step))
        case tuple() if isinstance(step, int):
            return value[step]
        case dict():
            return value[step]
    return value
