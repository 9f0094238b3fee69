"""The mistakes of a template as findings, to be shown like those of the records."""

import re
from collections.abc import Iterable

from branchreport.compose import Place, TemplateFault
from branchreport.diagnostics import Diagnostic, Label, Severity, Span
from branchreport.language import _

_BRINGS_IN = re.compile(r"\{%[-+]?\s*(?:include|import|from|extends)\b")

Lines = dict[str, list[str]]


def told(faults: Iterable[TemplateFault]) -> tuple[list[Diagnostic], Lines]:
    """``faults`` as findings, and the lines of their files."""
    lines: Lines = {}
    return [_finding(fault, lines) for fault in faults], lines


def _finding(fault: TemplateFault, lines: Lines) -> Diagnostic:
    _read(fault, lines)
    place = Place(fault.file, fault.line)
    return Diagnostic(
        fault.code,
        Severity.ERROR,
        fault.message,
        _span(place, lines, fault.words),
        record=fault.at,
        labels=tuple(_label(each, lines) for each in reversed(fault.through)),
        help=fault.help,
    )


def _read(fault: TemplateFault, lines: Lines) -> None:
    """Put the lines that ``fault`` speaks of into ``lines``."""
    if fault.text is not None:
        known = lines.setdefault(str(fault.file), [])
        known += [""] * (fault.line - len(known))
        known[fault.line - 1] = fault.text
    for file in {fault.file, *(each.file for each in fault.through)}:
        if str(file) not in lines:
            read = file.read_text("utf-8-sig", errors="replace") if file.is_file() else ""
            lines[str(file)] = read.splitlines()


def _label(place: Place, lines: Lines) -> Label:
    known = lines[str(place.file)]
    line = known[place.line - 1] if 0 < place.line <= len(known) else ""
    brought = _("brought in here") if _BRINGS_IN.search(line) else _("called here")
    return Label(_span(place, lines), brought)


def _span(place: Place, lines: Lines, words: str = "") -> Span:
    """The ``words`` of the line at ``place``; where they are not there, all that it says."""
    known = lines[str(place.file)]
    line = known[place.line - 1] if 0 < place.line <= len(known) else ""
    bound = r"\b" if words.isidentifier() else ""
    found = re.search(f"{bound}{re.escape(words)}{bound}", line) if words else None
    first = found.start() if found else len(line) - len(line.lstrip())
    last = found.end() if found else len(line.rstrip())
    return Span(str(place.file), place.line, first + 1, place.line, max(first, last) + 1)
