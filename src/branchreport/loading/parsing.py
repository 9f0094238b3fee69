"""Text to plain values with their places: the part of YAML that records need, and no more.

Built on PyYAML's events. Every scalar stays the text that was written, null forms excepted, so
that the field it is meant for decides what it is. Nothing here recurses, and nothing raises for
what a user wrote.
"""

import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import yaml

from branchreport.diagnostics import Diagnostic, Label, Severity, Span, shortened
from branchreport.language import _
from branchreport.loading.slips import indentation, of_syntax
from branchreport.places import MappingPlaces, Marks, Places, SequencePlaces, marks_of, span
from branchreport.typography import unfold

Value: TypeAlias = "str | dict[str, Value] | list[Value] | None"

DEEPEST: Final = 64
"""Levels of nesting; records need eight."""

MOST_NODES: Final = 2_000_000
"""Keys and values of one file: far more than a branch writes, and still little memory."""

LONGEST_NUMBER: Final = 100
"""Digits of an unquoted number."""

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_NUMBER: Final = re.compile(r"[-+]?[\d_.,]+")
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Frame:
    """A collection that is being read; ``key`` waits for its value."""

    __slots__ = ("end", "key", "places", "quote", "values")

    def __init__(self, places: MappingPlaces | SequencePlaces) -> None:
        self.places = places
        self.end = places.marks[2:]
        self.quote = False
        self.values: Any = {} if isinstance(places, MappingPlaces) else []
        self.key: str | _Unset = _EXPECTED

    def is_quote(self, key: Places) -> bool:
        """Whether ``key`` begins right after this mapping does, as in ``{{ name }}``."""
        line, column, *_ = self.places.marks
        return marks_of(key)[:2] == (line, column + 1)


class _Unset:
    """What a mapping has in place of a key: nothing yet, or one whose value is to be dropped."""


_EXPECTED: Final = _Unset()
_DROPPED: Final = _Unset()


def parse(
    text: str, file: str, loader: Any = _LOADER
) -> tuple[Value, Places, list[Diagnostic], bool]:
    """Read ``text``: its value, its places, what is to be said of it, and whether all was read."""
    reader = _Reader(file)
    findings = indentation(text, file)
    if findings:
        return None, (0, 0, 0, 0), findings, False
    try:
        complete = reader.read(_events(loader(text.replace("\t", " "))))
    except yaml.MarkedYAMLError as error:
        slip = of_syntax(error, text, file)
        if all(slip.span.line != finding.span.line for finding in reader.findings):
            reader.findings.append(slip)
        complete = False
    return reader.value, reader.places, reader.findings, complete


def _events(parser: Any) -> Iterator[Any]:
    """The events of ``parser``, which is let go of at the end."""
    try:
        while not isinstance(event := parser.get_event(), yaml.StreamEndEvent):
            yield event
    finally:
        parser.dispose()


class _Reader:
    """Builds one value from events, and collects what is refused on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Diagnostic] = []
        self.value: Value = None
        self.places: Places = (0, 0, 0, 0)
        self._stack: list[_Frame] = []
        self._documents = 0
        self._nodes = 0

    def read(self, events: Iterator[Any]) -> bool:
        """Take in all ``events``; False where a limit stopped the reading."""
        for event in events:
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.MappingStartEvent():
                    self._check_properties(event)
                    self._stack.append(_Frame(MappingPlaces(_marks(event), file=self.file)))
                case yaml.SequenceStartEvent():
                    self._check_properties(event)
                    self._stack.append(_Frame(SequencePlaces(_marks(event))))
                case yaml.CollectionEndEvent():
                    self._end(event)
                case yaml.AliasEvent():
                    self._refuse_alias(event)
                case yaml.DocumentStartEvent():
                    self._documents += 1
                    if self._documents > 1:
                        self._refuse_document(event)
                        return True
            if self._over_a_limit(event):
                return False
        return True

    def _scalar(self, event: Any) -> None:
        if event.anchor or event.tag:
            self._check_properties(event)
        marks = _marks(event)
        value: str | None = event.value
        plain = not event.style
        if plain and value in _NULLS:
            value = None
        elif value is not None and marks[0] != marks[2] and event.style != "|":
            value = unfold(value)
        elif plain and value is not None and len(value) > LONGEST_NUMBER:
            value = self._check_number(value, marks)
        self._add(value, marks, plain=plain)

    def _end(self, event: Any) -> None:
        frame = self._stack.pop()
        mark = event.end_mark
        # PyYAML puts the end of a block at the beginning of whatever comes next
        end = frame.end if event.start_mark.index == mark.index else (mark.line, mark.column)
        frame.places.marks = (*frame.places.marks[:2], *end)
        self._add(None if frame.quote else frame.values, frame.places)

    def _add(self, value: Value, places: Places, *, plain: bool = False) -> None:
        """Put ``value`` where it belongs: a key, a mapping's value, an item, or the root."""
        self._nodes += 1
        if not self._stack:
            self.value, self.places = value, places
            return
        frame = self._stack[-1]
        frame.end = marks_of(places)[2:]
        if isinstance(frame.places, SequencePlaces):
            frame.values.append(value)
            frame.places.items.append(places)
        elif frame.key is _EXPECTED:
            frame.key = self._key(value, places, frame.places, plain=plain)
        else:
            if isinstance(frame.key, str):
                frame.values[frame.key] = value
                frame.places.values[frame.key] = places
            frame.key = _EXPECTED

    def _key(
        self, key: Value, places: Places, mapping: MappingPlaces, *, plain: bool
    ) -> str | _Unset:
        if isinstance(key, dict) and self._stack[-1].is_quote(places):
            self._refuse(
                "BR107",
                _("a value that begins with {{ is not in quotation marks"),
                marks_of(places),
                _("put the whole value in quotation marks"),
            )
            self._stack[-1].quote = True
            return _DROPPED
        if not isinstance(key, str) or not isinstance(places, tuple):
            self._refuse(
                "BR107",
                _("a key is a word, not a list or another record, and never empty"),
                marks_of(places),
                _("put it in quotation marks if it is a text"),
            )
            return _DROPPED
        if plain and key == "<<":
            self._refuse(
                "BR106",
                _("a merge key (<<) is not used in records"),
                places,
                _("write the keys out"),
            )
            return _DROPPED
        if key in mapping.keys:
            self.findings.append(
                Diagnostic(
                    "BR102",
                    Severity.ERROR,
                    _("the key “{key}” is given twice").format(key=shortened(key)),
                    span(self.file, places),
                    labels=(Label(span(self.file, mapping.keys[key]), _("first given here")),),
                    help=_("keep one of the two"),
                )
            )
            return _DROPPED
        mapping.keys[key] = places
        return key

    def _check_number(self, value: str, marks: Marks) -> str:
        if _NUMBER.fullmatch(value):
            self._refuse(
                "BR111",
                _("a number of {digits} digits is too long").format(digits=len(value)),
                marks,
                _("put it in quotation marks if it is no number"),
            )
            return value[:LONGEST_NUMBER]
        return value

    def _check_properties(self, event: Any) -> None:
        """Refuse an anchor or a tag; what they stand before is read all the same."""
        if event.anchor:
            self._refuse(
                "BR103",
                _("an anchor (&{name}) is not used in records").format(name=event.anchor),
                _marks(event),
                _("put the value in quotation marks if it begins with &"),
            )
        if event.tag:
            self._refuse(
                "BR105",
                _("a tag ({tag}) is not used in records").format(tag=shortened(event.tag)),
                _marks(event),
                _("put the value in quotation marks if it begins with !"),
            )

    def _refuse_alias(self, event: Any) -> None:
        self._refuse(
            "BR104",
            _("an alias (*{name}) is not used in records").format(name=event.anchor),
            _marks(event),
            _("put the value in quotation marks if it begins with *"),
        )
        if self._stack and isinstance(self._stack[-1].places, MappingPlaces):
            self._add(f"*{event.anchor}", _marks(event))

    def _refuse_document(self, event: Any) -> None:
        self._refuse(
            "BR108",
            _("a second document begins here; a file holds one"),
            _marks(event),
            _("delete the line ---, or put what follows into a file of its own"),
        )

    def _over_a_limit(self, event: Any) -> bool:
        if len(self._stack) > DEEPEST:
            self._refuse(
                "BR109",
                _("more than {levels} levels stand one in another").format(levels=DEEPEST),
                _marks(event),
                _("records need only a few levels; look for brackets that are not closed"),
            )
            return True
        if self._nodes > MOST_NODES:
            self._refuse(
                "BR110",
                _("the file holds more than {nodes} values").format(nodes=MOST_NODES),
                _marks(event),
                _("split it into several files"),
            )
            return True
        return False

    def _refuse(self, code: str, message: str, marks: Marks, help_text: str) -> None:
        place: Span = span(self.file, marks)
        self.findings.append(Diagnostic(code, Severity.ERROR, message, place, help=help_text))


def _marks(event: Any) -> Marks:
    start, end = event.start_mark, event.end_mark
    return (start.line, start.column, end.line, end.column)
