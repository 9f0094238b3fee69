"""Findings as text for people: what, where, the line itself with a mark under it, what to do.

The frame is ASCII and columns count code points, so that every console shows it alike; marks are
as wide as what they stand under. A line is a list of stretches, each with the name of its looks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from branchreport.diagnostics import Diagnostic, Severity, Span
from branchreport.language import _, plural
from branchreport.typography import cells

Line: TypeAlias = list[tuple[str, str]]
"""Stretches of text, each after its looks: a style of Rich, or nothing."""

_LOOKS: Final = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.NOTE: "bold cyan",
}
_FRAME: Final = "blue"
_WIDEST: Final = 100
"""The most characters of a line that are shown."""


def full(diagnostics: Iterable[Diagnostic], lines: Mapping[str, list[str]]) -> Iterator[Line]:
    """Every finding with its place, its line in the file, its second places, and its help."""
    for diagnostic in diagnostics:
        yield from _finding(diagnostic, lines)
        yield []


def plain(lines: Iterable[Line]) -> str:
    """``lines`` without their looks."""
    return "".join("".join(text for _look, text in line) + "\n" for line in lines)


def summary(files: int, records: int, diagnostics: Sequence[Diagnostic]) -> Line:
    """One line that says how much was checked and how much was found."""
    checked = _("{files}, {records}").format(
        files=plural("{number} file", "{number} files", files),
        records=plural("{number} record", "{number} records", records),
    )
    number = dict.fromkeys(Severity, 0)
    for diagnostic in diagnostics:
        number[diagnostic.severity] += 1
    counts = [
        plural("{number} error", "{number} errors", number[Severity.ERROR]),
        plural("{number} warning", "{number} warnings", number[Severity.WARNING]),
        plural("{number} note", "{number} notes", number[Severity.NOTE]),
    ]
    said = [words for words, severity in zip(counts, Severity, strict=True) if number[severity]]
    if not said:
        return [("bold green", _("all is well: {checked}").format(checked=checked))]
    found = _(", ").join(said)
    return [("bold", _("checked {checked}: {found}").format(checked=checked, found=found))]


def _finding(diagnostic: Diagnostic, lines: Mapping[str, list[str]]) -> Iterator[Line]:
    look = _LOOKS[diagnostic.severity]
    yield [
        (look, f"{_severity(diagnostic.severity)} {diagnostic.code}"),
        ("bold", f": {_one_line(diagnostic.message)}"),
    ]
    numbers = [diagnostic.span.line, *(label.span.line for label in diagnostic.labels)]
    gutter = " " * len(str(max(numbers)))
    record = f"   {diagnostic.record}" if diagnostic.record else ""
    yield [("", gutter), (_FRAME, "--> "), ("", _one_line(f"{diagnostic.span}{record}"))]
    yield from _excerpt(diagnostic.span, lines, gutter, look, "^")
    for label in diagnostic.labels:
        yield [("", gutter), (_FRAME, "::: "), ("", _one_line(f"{label.span}   {label.text}"))]
        yield from _excerpt(label.span, lines, gutter, _FRAME, "-")
    if diagnostic.help:
        word = _("help")
        yield [("", gutter), (_FRAME, " = "), ("", f"{word}: {_one_line(diagnostic.help)}")]


def _excerpt(
    span: Span, lines: Mapping[str, list[str]], gutter: str, look: str, mark: str
) -> Iterator[Line]:
    """The line of ``span`` with marks under it; nothing where the file or the line is not."""
    known = lines.get(span.file, [])
    if not 1 <= span.line <= len(known):
        return
    line = known[span.line - 1]
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    first = max(0, start - _WIDEST // 2) if len(line) > _WIDEST else 0
    shown = _one_line(line[first : first + _WIDEST])
    before, marked = shown[: start - first], shown[start - first : max(end, start + 1) - first]
    dots = "..." if first else ""
    yield [
        (_FRAME, f"{span.line:>{len(gutter)}} | "),
        ("", dots + shown + ("..." if first + _WIDEST < len(line) else "")),
    ]
    pad = " " * len(dots) + "".join(_BLANKS[cells(char)] for char in before)
    marks = mark * max(1, sum(cells(char) for char in marked.rstrip()))
    yield [("", gutter), (_FRAME, " | "), (look, pad + marks)]


_BLANKS: Final = ("", " ", "\u3000")


def _severity(severity: Severity) -> str:
    words = {
        Severity.ERROR: _("error"),
        Severity.WARNING: _("warning"),
        Severity.NOTE: _("note"),
    }
    return words[severity]


def _one_line(text: str) -> str:
    """``text`` as a terminal may show it: nothing of the input can move the cursor."""
    return "".join(char if char.isprintable() else " " for char in text)
