"""A text to its value: read as far as it goes, its slips mended in memory, and read again.

PyYAML stops at the first fault. So that one run names every slip, and the rest of a file is still
looked at, a slip that can be mended is mended in a draft of the text, and the draft is read again;
places are told as they were written.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from typing import Final, NamedTuple

from branchreport.diagnostics import CODES, Diagnostic, Edit, Fix, Span
from branchreport.loading.collecting import MOST_OF_A_CODE, Findings
from branchreport.loading.draft import Change, Draft
from branchreport.loading.naming import Namer, every_key, named
from branchreport.loading.parsing import Parsed, Value, parse
from branchreport.loading.slips import BLANKS, Slip
from branchreport.places import MappingPlaces, Marks, Places, SequencePlaces
from branchreport.records.record import Record

_MOST_ROUNDS: Final = 40
_MOST_CHARACTERS: Final = 8_000_000
_MOST_EVENTS: Final = 200_000
"""How often a text is read again, and how much altogether."""


@dataclass(slots=True)
class Said:
    """What was said of a file while it was read, so that no consequence of it is said as well.

    Lines and columns count from 0. A value that is ``doubtful`` belongs to a key that is not known
    for sure; one that is ``partial`` could not be read to its end; below ``stop`` nothing was read.
    """

    lines: set[int] = field(default_factory=set)
    starts: set[tuple[int, int]] = field(default_factory=set)
    doubtful: list[Marks] = field(default_factory=list)
    partial: set[tuple[int, int]] = field(default_factory=set)
    stop: int | None = None

    def covers(self, span: Span) -> bool:
        """Whether a fault at ``span`` is likely to follow from what was said."""
        line, column = span.line - 1, span.column - 1
        if line in self.lines or (line, column) in self.starts:
            return True
        if self.stop is not None and line >= self.stop:
            return True
        return any(
            (first, start) <= (line, column) < (last, end)
            for first, start, last, end in self.doubtful
        )

    def is_partial(self, span: Span) -> bool:
        """Whether not all was read of the mapping that begins at ``span``."""
        return (span.line - 1, span.column - 1) in self.partial


class Reading(NamedTuple):
    """What became of a text."""

    value: Value
    places: Places
    findings: Findings
    complete: bool
    """Whether all of it was read."""
    records: int
    said: Said


def read(text: str, file: str, found: Iterable[Diagnostic], model: type[Record]) -> Reading:
    """Read ``text``, of which ``found`` was said already, as a ``model`` or a part of one."""
    work = _Work(text, file, model)
    work.begin(text, found)
    parsed, namer = work.look()
    characters, events = 0, 0
    for _round in range(_MOST_ROUNDS):
        if not work.mend(work.slips(parsed, namer)):
            break
        characters, events = characters + len(text), events + parsed.events
        if characters > _MOST_CHARACTERS or events > _MOST_EVENTS:
            break
        parsed, namer = work.look()
    return work.finish(parsed, namer)


class _Work:
    """A draft, and what was found in it so far."""

    def __init__(self, text: str, file: str, model: type[Record]) -> None:
        self._draft = Draft(text)
        self._file = file
        self._model = model
        self._findings = Findings()
        self._said = Said()
        self._seen: set[tuple[int, int, str]] = set()
        self._last = 0
        self._has_odd_blanks = any(blank in text for blank in BLANKS)

    def begin(self, text: str, found: Iterable[Diagnostic]) -> None:
        """Mend what can be found without YAML, or what YAML could not tell the place of."""
        changes = []
        for finding in found:
            self._findings.add(finding)
            for edit in finding.fix.edits if finding.fix else ():
                _file, line, column, _end, end = edit.span
                changes.append((line - 1, Change(column - 1, end - 1, edit.text)))
        for number, group in groupby(changes, lambda change: change[0]):
            self._draft.mend(number, [change for _, change in group])
        if "%TAG" in text:
            from branchreport.loading.scans import directives

            self.mend(directives(self._draft.lines))
        if "\t" in text or self._has_odd_blanks:
            from branchreport.loading.scans import indentation

            self.mend(indentation(self._draft.lines))

    def look(self) -> tuple[Parsed, Namer]:
        """Read the draft, and bring its keys to their names."""
        parsed = parse(self._draft.text, self._file)
        namer = Namer(self._file, self._draft.lines)
        if parsed.error is None:
            namer.translate(parsed.value, parsed.places, self._model)
        return parsed, namer

    def slips(self, parsed: Parsed, namer: Namer) -> Iterable[tuple[int, Slip]]:
        """The slips that kept the draft from being read, or read as what it was meant to be."""
        if parsed.error is not None:
            from branchreport.loading.stops import of_syntax

            lines, known = self._draft.lines, every_key(self._model)
            return [of_syntax(parsed.error, parsed.last, lines, known)]
        if parsed.texts:
            from branchreport.loading.values import of_start

            return ((line, of_start(self._draft.lines[line], at)) for line, at in parsed.texts)
        return namer.slips

    def mend(self, found: Iterable[tuple[int, Slip]]) -> bool:
        """Report the slips that were ``found``, and mend them; whether anything was mended.

        One of a line at a time: the columns of the others change with it.
        """
        touched: set[int] = set()
        for number, slip in islice(found, MOST_OF_A_CODE + 1):
            if number in touched or not self._report(number, slip):
                continue
            self._last = number
            if slip.code != "BR116":
                self._said.lines.add(number)
            if slip.changes:
                touched |= {number + change.below for change in slip.changes}
                self._draft.mend(number, slip.changes)
        return bool(touched)

    def _report(self, number: int, slip: Slip) -> bool:
        """Put a slip into words, unless that was done before or there are too many."""
        draft, column = self._draft, self._draft.original(number, slip.start)
        place = number, column, slip.code
        if place in self._seen or self._findings.full(slip.code, self._file, number, column):
            return False
        self._seen.add(place)
        end = max(draft.original(number, slip.end), column + 1)
        self._findings.add(
            Diagnostic(
                slip.code,
                CODES[slip.code].severity,
                slip.message,
                Span(self._file, number + 1, column + 1, number + 1, end + 1),
                help=slip.help,
                fix=self._fix(number, slip),
            )
        )
        return True

    def _fix(self, number: int, slip: Slip) -> Fix | None:
        """The changes of ``slip`` as edits of the text as it was written."""
        if not slip.safe or not slip.changes:
            return None
        edits = []
        for start, end, text, below in slip.changes:
            row = number + below
            if not self._draft.is_original(row, start, end):
                return None
            start, end = self._draft.original(row, start), self._draft.original(row, end)
            edits.append(Edit(Span(self._file, row + 1, start + 1, row + 1, end + 1), text))
        return Fix(tuple(edits))

    def finish(self, parsed: Parsed, namer: Namer) -> Reading:
        """Say what else there is to say, but nothing of what follows from a slip."""
        said = self._said
        if parsed.error is not None:
            said.stop = self._last
            namer.translate(parsed.value, parsed.places, self._model)
        elif parsed.complete:
            self.mend(self._silent(parsed.places))
        said.lines |= self._draft.mended
        self._say(parsed.findings)
        said.starts |= {
            (found.span.line - 1, found.span.column - 1) for found in parsed.findings.said
        }
        self._say(namer.findings)
        said.doubtful += namer.doubtful
        said.partial |= parsed.partial
        complete = parsed.complete and not namer.slips
        findings = self._findings
        findings.said = named(findings.said, parsed.value, parsed.places, self._model)
        return Reading(parsed.value, parsed.places, findings, complete, namer.records, said)

    def _silent(self, places: Places) -> Iterator[tuple[int, Slip]]:
        """The slips that YAML reads as something else without a word."""
        from branchreport.loading import scans

        lines = self._draft.lines
        ends = scans.cut_off(lines) if " #" in self._draft.text else {}
        starts = scans.odd_blanks(lines) if self._has_odd_blanks else {}
        for line, start, last, end in _scalars(places) if ends or starts else ():
            if (line, start) in starts:
                yield line, starts[line, start]
            elif (last, end) in ends and lines[line][start : start + 1] not in ("'", '"', "|", ">"):
                at = ends[last, end]
                yield last, scans.comment(at, len(lines[last]))

    def _say(self, found: Findings) -> None:
        for finding in found.said:
            if not self._said.covers(finding.span):
                self._findings.add(self._as_written(finding))
        self._findings.note(found)

    def _as_written(self, finding: Diagnostic) -> Diagnostic:
        """``finding`` with its second places as they were written."""
        if not any(label.span.line - 1 in self._draft.mended for label in finding.labels):
            return finding
        labels = tuple(label._replace(span=self._original(label.span)) for label in finding.labels)
        return replace(finding, labels=labels)

    def _original(self, span: Span) -> Span:
        start = self._draft.original(span.line - 1, span.column - 1)
        end = self._draft.original(span.end_line - 1, span.end_column - 1)
        return span._replace(column=start + 1, end_column=end + 1)


def _scalars(places: Places) -> Iterator[Marks]:
    """Where every value is that holds no others."""
    pending = [places]
    while pending:
        match pending.pop():
            case MappingPlaces(values=values):
                pending += values.values()
            case SequencePlaces(items=items):
                pending += items
            case marks:
                yield marks
