"""The months of a year as a table: what took place in each, and what is missing, with its source.

A cell holds the number of events, and a mark where there is more to say: see `_MARKS`.
"""

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from branchreport.cadence import Calendar, Duty, Row, Status, number_of
from branchreport.cadence.words import asked, cited, lacking, unheld
from branchreport.diagnostics import shortened
from branchreport.language import _
from branchreport.records.year import Waiver
from branchreport.show.text import Line, one_line
from branchreport.typography import cells

VERSION: Final = 1
"""Of the form of `as_json`; it grows when a key changes its meaning or goes."""

_MARKS: Final = {Status.MISSING: "!", Status.EXCUSED: "-", Status.TO_COME: ">"}
_LOOKS: Final = {Status.MISSING: "bold red", Status.EXCUSED: "cyan", Status.TO_COME: "dim"}
_LONGEST: Final = 24
"""Characters of a kind that are shown in a table."""


def full(calendar: Calendar) -> Iterator[Line]:
    """The table of all kinds, what its marks mean, and what is asked for by which source."""
    yield [("bold", one_line(_title(calendar)))]
    yield []
    yield from table(calendar, calendar.rows)
    yield []
    yield [("", _legend())]
    notes = list(_notes(calendar))
    if notes:
        yield []
    yield from ([("bold" if missing else "", one_line(note))] for note, missing in notes)


def lacking_only(calendar: Calendar) -> Iterator[Line]:
    """The table of the kinds of which something is missing; nothing where all is there."""
    rows = [row for row in calendar.rows if row.duty and row.duty.lacking]
    if rows:
        yield from table(calendar, rows)
        yield []
        yield [("", _legend())]


def table(calendar: Calendar, rows: Sequence[Row]) -> Iterator[Line]:
    """``rows`` under the months of ``calendar``, in columns of ASCII."""
    head = [_("kind"), *_heads(calendar), _("total")]
    body = [
        [("", one_line(shortened(row.kind, _LONGEST))), *_cells(row), ("", _total(row))]
        for row in rows
    ]
    columns = [head[column : column + 1] for column in range(len(head))]
    for line in body:
        for column, (_look, text) in zip(columns, line, strict=True):
            column.append(text)
    widths = [max(map(_width, column)) for column in columns]
    yield _aligned([("bold", text) for text in head], widths)
    yield [("", "  ".join("=" * width for width in widths))]
    for line in body:
        yield _aligned(line, widths)


def markdown(calendar: Calendar) -> str:
    """All of `full` as a page in Markdown."""
    head = [_("kind"), *_heads(calendar), _("total")]
    lines = [_of_markdown(head), "|---|" + "--:|" * (len(head) - 1)]
    for row in calendar.rows:
        texts = [row.kind, *(text for _look, text in _cells(row)), _total(row)]
        lines.append(_of_markdown(texts))
    notes = [f"- {_escaped(note)}" for note, _missing in _notes(calendar)]
    parts = [[f"## {_escaped(_title(calendar))}"], lines, [_escaped(_legend())], notes]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def as_json(calendar: Calendar) -> str:
    """All of `full` for programs."""
    period = calendar.report.period
    data = {
        "version": VERSION,
        "branch": calendar.report.branch,
        "period": {"from": period.first.isoformat(), "to": period.last.isoformat()},
        "months": [f"{month:%Y-%m}" for month in calendar.months],
        "kinds": [_row_as_data(row) for row in calendar.rows],
        "waivers": [_waiver_as_data(waiver) for waiver in calendar.report.waivers],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _title(calendar: Calendar) -> str:
    first, last = calendar.report.period
    return _("{branch}, {first} to {last}").format(
        branch=calendar.report.branch, first=first, last=last
    )


def _legend() -> str:
    return _("number: events; !: too few; -: waived; >: not due yet; .: none")


def _heads(calendar: Calendar) -> list[str]:
    """The months by number, with the year where there are several."""
    if len({month.year for month in calendar.months}) > 1:
        return [f"{month:%y-%m}" for month in calendar.months]
    return [str(month.month) for month in calendar.months]


def _cells(row: Row) -> Iterator[tuple[str, str]]:
    for count, status in zip(row.counts, row.statuses, strict=True):
        if status is Status.MISSING:
            yield _LOOKS[status], f"{count or ''}!"
        elif count:
            yield "", str(count)
        else:
            yield (_LOOKS[status], _MARKS[status]) if status in _MARKS else ("dim", ".")


def _total(row: Row) -> str:
    return str(sum(row.counts))


def _notes(calendar: Calendar) -> Iterator[tuple[str, bool]]:
    """What is asked for, kind by kind, and what is waived; and whether something is missing."""
    for row in calendar.rows:
        if row.duty:
            yield _note(row.duty, calendar), bool(row.duty.lacking)
    for waiver in calendar.report.waivers:
        yield _waiver(waiver, calendar), False


def _note(duty: Duty, calendar: Calendar) -> str:
    obligation = duty.obligation
    said = _("{kind}: {asked}; {cited}").format(
        kind=obligation.kind, asked=asked(obligation), cited=cited(obligation)
    )
    if obligation.note:
        said = _("{said}; {note}").format(said=said, note=obligation.note)
    if obligation.condition and not duty.applies:
        known = number_of(obligation.condition, calendar.report) is not None
        why = unheld(obligation.condition, known=known)
        said = _("{said}; {note}").format(said=said, note=why)
    if duty.lacking:
        missing = lacking(duty, calendar.report.period)
        said = _("{said}; missing: {stretches}").format(said=said, stretches=missing)
    return said


def _waiver(waiver: Waiver, calendar: Calendar) -> str:
    period = calendar.report.period
    return _("{kind}: waived from {first} to {last}: {reason}").format(
        kind=waiver.kind,
        first=waiver.start or period.first,
        last=waiver.end or period.last,
        reason=waiver.reason,
    )


def _aligned(stretches: Iterable[tuple[str, str]], widths: Sequence[int]) -> Line:
    """One line of a table: the first column to the left, the others to the right."""
    line: Line = []
    for (look, shown), width in zip(stretches, widths, strict=True):
        pad = " " * (width - _width(shown))
        line += [(look, shown), ("", pad)] if not line else [("", f"  {pad}"), (look, shown)]
    return line


def _width(shown: str) -> int:
    return sum(map(cells, shown))


def _of_markdown(texts: Iterable[str]) -> str:
    return "| " + " | ".join(map(_escaped, texts)) + " |"


def _escaped(shown: str) -> str:
    """``shown`` so that Markdown takes none of its characters for a mark."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in shown)


def _row_as_data(row: Row) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": row.kind, "counts": row.counts, "total": sum(row.counts)}
    if row.duty:
        obligation = row.duty.obligation
        data["obligation"] = obligation.model_dump(mode="json", exclude={"kind"})
        data["applies"] = row.duty.applies
        data["stretches"] = [
            {
                "from": _day(stretch.first),
                "to": _day(stretch.last),
                "held": stretch.held,
                "status": stretch.status,
            }
            for stretch in row.duty.stretches
        ]
    return data


def _waiver_as_data(waiver: Waiver) -> dict[str, str | None]:
    first, last = waiver.start, waiver.end
    return {
        "kind": waiver.kind,
        "from": _day(first) if first else None,
        "to": _day(last) if last else None,
        "reason": waiver.reason,
    }


def _day(date: datetime.date) -> str:
    return date.isoformat()
