"""A text with slips: mended in memory, and read again.

PyYAML stops at the first fault. So that one run names every slip, and the rest of a file is still
looked at, a slip that can be mended is mended in a draft of the text, and the draft is read again;
places are told as they were written.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, islice, repeat
from typing import Final, TypeAlias

from branchreport.collecting import MOST_OF_A_CODE, Findings
from branchreport.diagnostics import CODES, Diagnostic, Edit, Fix, Span
from branchreport.loading import scans
from branchreport.loading.draft import Change, Draft
from branchreport.loading.naming import Namer, every_key, leading
from branchreport.loading.parsing import Parsed, Value, parse
from branchreport.loading.reading import Reading, Said, braces
from branchreport.loading.slips import Slip
from branchreport.loading.stops import of_syntax
from branchreport.loading.values import of_braces, of_start
from branchreport.places import MappingPlaces, Marks, Places, SequencePlaces, marks_of
from branchreport.records.record import Record, describe

Look: TypeAlias = tuple[Parsed, Namer]
"""What a look at the draft gave."""

_MOST_ROUNDS: Final = 40
_MOST_CHARACTERS: Final = 4_000_000
_MOST_EVENTS: Final = 200_000
"""How often a text is read again, and how much altogether."""


def mend(
    text: str,
    file: str,
    found: Iterable[Diagnostic],
    model: type[Record],
    look: Look | None,
) -> Reading:
    """Read ``text``, of which ``found`` was said already, as a ``model`` or a part of one.

    ``look`` is what the text itself gave, if anybody looked.
    """
    work = _Work(text, file, model)
    parsed, namer = look or work.begin(found)
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
        self._guessed: set[int] = set()
        self._edited: set[tuple[int, int]] = set()
        self._hopeless = False

    def begin(self, found: Iterable[Diagnostic]) -> Look:
        """Mend what can be found without YAML, and look at the rest."""
        changes = []
        for finding in found:
            self._findings.add(finding)
            for edit in finding.fix.edits if finding.fix else ():
                _file, line, column, _end, end = edit.span
                changes.append((line - 1, Change(column - 1, end - 1, edit.text)))
        for number, group in groupby(changes, lambda change: change[0]):
            self._draft.mend(number, [change for _, change in group])
        self.mend(scans.directives(self._draft.lines))
        self.mend(scans.indentation(self._draft.lines))
        self.mend(scans.wide_block_marks(self._draft.lines))
        self._hopeless = self._findings.first_left_out is not None
        return self.look()

    def look(self) -> Look:
        """Read the draft, and bring its keys to their names."""
        parsed = parse("" if self._hopeless else self._draft.text, self._file)
        namer = Namer(self._file, self._draft.lines)
        if parsed.error is None:
            namer.translate(parsed.value, parsed.places, self._model)
        return parsed, namer

    def slips(self, parsed: Parsed, namer: Namer) -> Iterable[tuple[int, Slip]]:
        """The slips that kept the draft from being read, or read as what it was meant to be."""
        if parsed.error is not None:
            lines, known = self._draft.lines, every_key(self._model)
            return [of_syntax(parsed.error, parsed.last, lines, known)]
        if parsed.texts:
            return ((line, of_start(self._draft.lines[line], at)) for line, at in parsed.texts)
        return namer.slips or self._run_together(parsed.places)

    def _run_together(self, places: Places) -> Iterator[tuple[int, Slip]]:
        """The slips between braces that made one value of several keys: ``{a: 1，b：2}``."""
        lines, known = self._draft.lines, every_key(self._model)
        found = [
            (number, start)
            for number, line in enumerate(lines)
            if "，" in line and "：" in line
            for start, end in braces(line)
            if "：" in line[start:end]
        ]
        mappings = {place[:2] for place in _places(places, keys=True)} if found else set()
        for number, start in found:
            slip = of_braces(lines[number], start, known) if (number, start) in mappings else None
            if slip and slip.code == "BR113":
                yield number, slip

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
            if not slip.safe:
                self._guessed.add(number)
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
        """The changes of ``slip`` as edits of the text as it was written.

        None where they would touch others, or what is not as it was written.
        """
        if not slip.safe or not slip.changes or number in self._guessed:
            return None
        edits, touched = [], set()
        for start, end, text, below in slip.changes:
            row = number + below
            if not self._draft.is_original(row, start, end):
                return None
            start, end = self._draft.original(row, start), self._draft.original(row, end)
            edits.append(Edit(Span(self._file, row + 1, start + 1, row + 1, end + 1), text))
            touched |= {(row, column) for column in range(start, max(end, start + 1))}
        if touched & self._edited:
            return None
        self._edited |= touched
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
        complete = parsed.complete and not namer.slips and not self._hopeless
        findings = self._findings
        findings.said = named(findings.said, parsed.value, parsed.places, self._model)
        return Reading(parsed.value, parsed.places, findings, complete, namer.records, said)

    def _silent(self, places: Places) -> Iterator[tuple[int, Slip]]:
        """The slips that YAML reads as something else without a word."""
        lines = self._draft.lines
        ends, starts = scans.cut_off(lines), scans.odd_blanks(lines)
        for line, start, last, end in _places(places) if ends or starts else ():
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


def _places(places: Places, *, keys: bool = False) -> Iterator[Marks]:
    """Where every value is that holds no others; or, of ``keys``, where those begin and end."""
    pending = [places]
    while pending:
        match pending.pop():
            case MappingPlaces(marks=marks, values=values):
                pending += values.values()
                if keys:
                    yield marks
            case SequencePlaces(items=items):
                pending += items
            case marks:
                if not keys:
                    yield marks


def named(
    findings: list[Diagnostic], value: Value, places: Places, model: type[Record]
) -> list[Diagnostic]:
    """``findings`` with the names of the records in whose lines they stand, where they lack one."""
    lines = sorted({finding.span.line - 1 for finding in findings if not finding.record})
    names: dict[int, str] = {}
    pending = [(value, places, model)] if lines else []
    while pending:
        record, where, known = pending.pop()
        first, _start, last, _end = marks_of(where)
        mine = lines[bisect_left(lines, first) : bisect_right(lines, last)]
        if not mine or not isinstance(record, dict) or not isinstance(where, MappingPlaces):
            continue
        if known.named_by:
            names |= dict.fromkeys(mine, describe(known, record))
        elif known is not model:
            names = dict.fromkeys(mine, describe(known, record)) | names
        for key in leading(known):
            if key.model and key.name in record:
                held, there = record[key.name], where.values[key.name]
                if key.many and isinstance(held, list) and isinstance(there, SequencePlaces):
                    pending += zip(held, there.items, repeat(key.model), strict=False)
                elif not key.many:
                    pending.append((held, there, key.model))
    return [
        finding if finding.record else replace(finding, record=names.get(finding.span.line - 1, ""))
        for finding in findings
    ]
