"""Where PyYAML gave up, and the slip behind it."""

import re
from collections.abc import Collection, Sequence
from typing import Any, Final

from branchreport.language import _
from branchreport.loading.draft import Change
from branchreport.loading.lines import of_line
from branchreport.loading.slips import KEY, Slip, indent, parts, plain_end
from branchreport.loading.values import closing_quotation_mark

_MOST_LINES: Final = 20
"""Lines above the one where the reading stopped that are looked at for a slip."""

_MOST_SCANNED: Final = 1000
"""Lines above it whose indentation is looked at."""


_KEY_LINE: Final = rf" *{KEY} *:(?: |$)"


def of_syntax(
    error: Any, event: Any, lines: Sequence[str], known: Collection[str]
) -> tuple[int, Slip]:
    """The line and the slip behind ``error``, which ended the reading of ``lines`` after ``event``.

    PyYAML stops where it can go no further, which is often below the slip. Everything above the
    last event was read.
    """
    last = error.problem_mark or error.context_mark
    if "quoted scalar" in (error.context or ""):
        return _of_quotation_mark(error, lines)
    if getattr(event, "style", None) in ("'", '"') and _is_stretched(event, last):
        return event.start_mark.line, _not_closed(lines, event.start_mark)
    for keys in (known, None):
        for number in _suspects(error, last.line, event.start_mark.line, len(lines)):
            slip = of_line(lines[number], keys)
            if slip and not _is_behind(slip, number, last):
                return number, _whole(slip, lines, number)
    if found := _out_of_line(lines, last.line):
        return found
    return last.line, Slip(
        "BR101",
        last.column,
        last.column + 1,
        _("the file cannot be read any further than this"),
        _("look at the indentation, brackets and marks of this line and of the one before"),
    )


def _suspects(error: Any, last: int, reached: int, number: int) -> list[int]:
    """The lines that may hold the slip, the likeliest first."""
    top = max(reached, last - _MOST_LINES)
    found = list(range(min(last, number - 1), top - 1, -1))
    first = error.context_mark.line if error.context_mark else last
    return found if first in found or first >= number else [*found, first]


def _is_behind(slip: Slip, number: int, last: Any) -> bool:
    """Whether a slip of a value stands behind the place where the reading stopped."""
    return number == last.line and slip.start > last.column and slip.code in ("BR101", "BR115")


def _whole(slip: Slip, lines: Sequence[str], number: int) -> Slip:
    """``slip`` with changes that reach to the end of its value, which may be lines below."""
    item, _value = parts(lines[number])
    end = plain_end(lines[number], item)
    if slip.code != "BR115" or not slip.changes or slip.changes[-1].end != end:
        return slip
    own = indent(lines[number]) if slip.changes[0].start == item else item
    below = 0
    for line in lines[number + 1 : number + 1 + _MOST_LINES]:
        if not line.strip() or indent(line) <= own or re.match(_KEY_LINE, line):
            break
        below += 1
    if not below:
        return slip
    mark = slip.changes[0].text
    if mark not in ("'", '"'):
        return slip._replace(changes=())
    text = "".join(lines[number + 1 : number + 1 + below])
    if mark in text or "\\" in text or " #" in text:
        return slip._replace(changes=())
    end = len(lines[number + below].rstrip())
    return slip._replace(changes=(*slip.changes[:-1], Change(end, end, mark, below)))


def _of_quotation_mark(error: Any, lines: Sequence[str]) -> tuple[int, Slip]:
    """The slip of a quotation mark that is not closed, or of a backslash after it."""
    if "escape" in error.problem:
        return error.problem_mark.line, _of_backslash(error, lines)
    return error.context_mark.line, _not_closed(lines, error.context_mark)


def _is_stretched(event: Any, last: Any) -> bool:
    """Whether a quoted text reaches from another line to the place where the reading stopped."""
    return bool(event.start_mark.line < event.end_mark.line == last.line)


def _not_closed(lines: Sequence[str], opened: Any) -> Slip:
    """The slip of a quotation mark that is not closed in its line."""
    line, start = lines[opened.line], opened.column
    end = len(line.rstrip())
    return Slip(
        "BR101",
        start,
        start + 1,
        _("a quotation mark is opened here and not closed in this line"),
        _("close it with the same mark; inside '…' write '' for one '"),
        (Change(end, end, line[start]),),
        safe=False,
    )


def _of_backslash(error: Any, lines: Sequence[str]) -> Slip:
    """The slip of a backslash that was to be no more than that, as in a path of Windows."""
    number, start = error.context_mark.line, error.context_mark.column
    line, last = lines[error.problem_mark.line], error.problem_mark
    end = closing_quotation_mark(lines[number], start)
    inside = lines[number][start + 1 : max(end, 0)]
    single = last.line == number and end > 0 and "'" not in inside and '\\"' not in inside
    backslash = max(line.rfind("\\", 0, last.column + 1), 0)
    return Slip(
        "BR115",
        backslash,
        backslash + 2,
        _("{escape} has no meaning between straight quotation marks").format(
            escape=line[backslash : backslash + 2]
        ),
        _("write '…' instead, where a backslash is only a backslash"),
        (Change(start, start + 1, "'"), Change(end, end + 1, "'")) if single else (),
    )


def _out_of_line(lines: Sequence[str], number: int) -> tuple[int, Slip] | None:
    """The line that begins in no column of those above it, and the slip of it."""
    line = lines[number] if number < len(lines) else ""
    here = indent(line)
    item = line.startswith("- ", here)
    if not item and not re.match(_KEY_LINE, line):
        return None
    keys, items = _columns(lines[max(0, number - _MOST_SCANNED) : number])
    columns = items if item else keys
    if not columns or here in columns:
        return None
    if not item and (before := _before_out_of_line(lines, number)):
        return before
    return number, _moved(here, min(columns, key=lambda column: (abs(column - here), -column)))


def _before_out_of_line(lines: Sequence[str], number: int) -> tuple[int, Slip] | None:
    """The line above the line ``number`` that is out of line itself, and the slip of it.

    It is the first line of the file where what stands in the first column is in line with nothing;
    else the line before, where none above begins in its column, and the lines below go on as the
    line ``number`` does.
    """
    here = indent(lines[number])
    first = next(at for at, line in enumerate(lines) if line[indent(line) :][:1] not in ("", "#"))
    if here == 0:
        return first, _moved(indent(lines[first]), 0)
    before = lines[number - 1]
    dash, content = indent(before), parts(before)[0]
    there = dash + here - content
    keys, items = _columns(lines[max(0, number - 1 - _MOST_SCANNED) : number - 1])
    alone = dash not in (items if dash < content else keys)
    if not alone or there < 0 or abs(here - content) > 2 or not before.strip():
        return None
    after = next(
        (line for line in lines[number + 1 :] if line.strip() and indent(line) <= here), ""
    )
    goes_on = indent(after) == here or (dash < content and after.startswith("- ", there))
    return (number - 1, _moved(dash, there)) if goes_on else None


def _moved(here: int, there: int) -> Slip:
    """The slip of a line that begins ``here`` and was meant to begin ``there``."""
    return Slip(
        "BR112",
        0,
        max(here, 1),
        _("the line begins in column {column}, in line with nothing above").format(column=here + 1),
        _("begin it in column {column} if it belongs with the lines there").format(
            column=there + 1
        ),
        (Change(0, here, " " * there),),
        safe=False,
    )


def _columns(lines: Sequence[str]) -> tuple[list[int], list[int]]:
    """The columns in which keys, and items of lists, begin that ``lines`` could go on with."""
    keys: list[int] = []
    items: list[int] = []
    nearest = len(max(lines, key=len, default="")) + 1
    for line in reversed(lines):
        here = indent(line)
        if here < nearest and line[here : here + 1] not in ("", "#"):
            nearest = here
            content, _value = parts(line)
            keys.append(content)
            items += [here] if content > here else []
    return keys, items
