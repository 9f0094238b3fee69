"""Findings in full: what, where, the line itself with a mark under it, what to do.

The frame is ASCII and columns count code points, so that every console shows it alike; marks are
as wide as what they stand under.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from branchreport.diagnostics import Diagnostic, Edit, Fix, Span
from branchreport.language import _
from branchreport.show.report import Report
from branchreport.show.summary import last_lines
from branchreport.show.text import FIXABLE, LOOKS, Line, one_line, severity_word
from branchreport.typography import cells

_FRAME: Final = "blue"
_WIDEST: Final = 100
"""The most characters of a line that are shown."""
_MOST_EDITS: Final = 3
_LONGEST_EDIT: Final = 30
_BLANKS: Final = ("", " ", "\u3000")
"""What stands under a character of no, one and two cells."""


def lines(report: Report) -> Iterator[Line]:
    """Every finding, and a summary."""
    yield from findings(report.shown, report.known)
    for calendar in report.calendars:
        from branchreport.show.cadence import lacking_only

        yield from lacking_only(calendar)
        yield []
    yield from last_lines(report)


def findings(diagnostics: Iterable[Diagnostic], lines: Mapping[str, list[str]]) -> Iterator[Line]:
    """Every finding with its place, its line in the file, its second places, and its help."""
    for diagnostic in diagnostics:
        yield from _finding(diagnostic, lines)
        yield []


def _finding(diagnostic: Diagnostic, lines: Mapping[str, list[str]]) -> Iterator[Line]:
    look = LOOKS[diagnostic.severity]
    mark = f" {FIXABLE}" if diagnostic.fix else ""
    yield [
        (look, f"{severity_word(diagnostic.severity)} {diagnostic.code} {diagnostic.name}{mark}"),
        ("bold", f": {one_line(diagnostic.message)}"),
    ]
    numbers = [diagnostic.span.line, *(label.span.line for label in diagnostic.labels)]
    gutter = " " * len(str(max(numbers)))
    record = f"   {diagnostic.record}" if diagnostic.record else ""
    yield [("", gutter), (_FRAME, "--> "), ("", one_line(f"{diagnostic.span}{record}"))]
    yield from _excerpt(diagnostic.span, lines, gutter, look, "^")
    for label in diagnostic.labels:
        yield [("", gutter), (_FRAME, "::: "), ("", one_line(f"{label.span}   {label.text}"))]
        yield from _excerpt(label.span, lines, gutter, _FRAME, "-")
    if diagnostic.help:
        word = _("help")
        yield [("", gutter), (_FRAME, " = "), ("", f"{word}: {one_line(diagnostic.help)}")]
    if diagnostic.fix:
        word = _("fix")
        said = _correction(diagnostic.fix, lines)
        yield [("", gutter), (_FRAME, " = "), ("", f"{word}: {said}")]


def _excerpt(
    span: Span, lines: Mapping[str, list[str]], gutter: str, look: str, mark: str
) -> Iterator[Line]:
    """The first line of ``span`` with marks under it; nothing where the line is not known."""
    known = lines.get(span.file, [])
    if not 1 <= span.line <= len(known):
        return
    line = known[span.line - 1]
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    first = max(0, start - _WIDEST // 2) if len(line) > _WIDEST else 0
    shown = one_line(line[first : first + _WIDEST])
    before, marked = shown[: start - first], shown[start - first : max(end, start + 1) - first]
    dots = "..." if first else ""
    yield [
        (_FRAME, f"{span.line:>{len(gutter)}} | "),
        ("", dots + shown + ("..." if first + _WIDEST < len(line) else "")),
    ]
    pad = " " * len(dots) + "".join(_BLANKS[cells(char)] for char in before)
    marks = mark * max(1, sum(cells(char) for char in marked.rstrip()))
    yield [("", gutter), (_FRAME, " | "), (look, pad + marks)]


def _correction(fix: Fix, lines: Mapping[str, list[str]]) -> str:
    """What ``fix`` changes: each line of it from its first to its last change, before and after."""
    changed = groupby(sorted(fix.edits), key=lambda edit: (edit.span.file, edit.span.line))
    changes = [_change(list(edits), lines) for _line, edits in changed]
    if fix.encoding:
        changes.append(_("save the file as {encoding}").format(encoding=fix.encoding.upper()))
    more = ["..."] if len(changes) > _MOST_EDITS else []
    return _(", ").join(changes[:_MOST_EDITS] + more)


def _change(edits: Sequence[Edit], lines: Mapping[str, list[str]]) -> str:
    """``edits`` of one line, with a character of it on each side of what is only put in."""
    span, last = edits[0].span, edits[-1].span
    line = "".join(lines.get(span.file, [])[span.line - 1 : span.line])
    goes_on = last.end_line > last.line
    start, end = span.column - 1, len(line) if goes_on else last.end_column - 1
    if start == end:
        start, end = max(start - 1, 0), end + 1
    before, after, done = line[start:end] + ("..." if goes_on else ""), "", start
    for edit in edits:
        after += line[done : edit.span.column - 1] + edit.text
        done = edit.span.end_column - 1 if edit.span.end_line == edit.span.line else len(line)
    return f"“{_cut(before)}” -> “{_cut(after + line[done:end])}”"


def _cut(text: str) -> str:
    """``text`` if it is short, with names for characters that cannot be seen."""
    if len(text) > _LONGEST_EDIT:
        text = f"{text[: _LONGEST_EDIT - 3]}..."
    return "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in text)
