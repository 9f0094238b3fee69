"""Text to plain values with their places: the part of YAML that records need, and no more.

Built on PyYAML's events. Every scalar stays the text that was written, null forms excepted, so
that the field it is meant for decides what it is. Nothing here recurses, and nothing raises for
what a user wrote.
"""

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeAlias

import yaml

from branchreport.collecting import Findings
from branchreport.diagnostics import Diagnostic, Label, Severity, shortened
from branchreport.language import N_, _
from branchreport.places import MappingPlaces, Marks, Places, SequencePlaces, marks_of, span
from branchreport.typography import unfold

Value: TypeAlias = "str | dict[str, Value] | list[Value] | None"

DEEPEST: Final = 64
"""Levels of nesting; records need eight."""

MOST_EVENTS: Final = 160_000
"""Keys, values, and beginnings and ends of lists in one file: twice what a megabyte of ordinary
records has."""

LONGEST_NUMBER: Final = 100
"""Digits of an unquoted number."""

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_NUMBER: Final = re.compile(r"[-+]?[\d_.,]+")
_NOWHERE: Final = (0, 0, 0, 0)
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOO_DEEP_FOR_LIBYAML: Final = "exceeded maximum nesting depth"
"""What libyaml says of too many lists in lists, often long before it gives their beginnings."""


class _Unset:
    """What a mapping has in place of a key: nothing yet, or one whose value is to be dropped."""


_EXPECTED: Final = _Unset()
_DROPPED: Final = _Unset()


class _MappingFrame:
    """A mapping that is being read; ``key`` waits for its value."""

    __slots__ = ("key", "last", "places", "quote", "reader", "values")

    def __init__(self, marks: Marks, reader: "_Reader") -> None:
        self.places = MappingPlaces(marks, file=reader.file)
        self.values: dict[str, Value] = {}
        self.last: Places = marks
        self.key: str | _Unset = _EXPECTED
        self.quote = False
        self.reader = reader

    def add(self, value: Value, places: Places) -> None:
        """Take in the next key, or the value of the one before."""
        key = self.key
        self.last = places
        if key is _EXPECTED:
            self.key = self.reader.key(value, places, self)
            return
        if isinstance(key, str):
            self.values[key] = value
            self.places.values[key] = places
        self.key = _EXPECTED

    @property
    def waits_for_key(self) -> bool:
        """Whether what comes next is a key."""
        return self.key is _EXPECTED

    def is_quote(self, key: Places) -> bool:
        """Whether ``key`` begins right after this mapping does, as in ``{{ name }}``."""
        line, column, *_ = self.places.marks
        return marks_of(key)[:2] == (line, column + 1)


class _SequenceFrame:
    """A list that is being read, or the file as a whole."""

    __slots__ = ("last", "places", "quote", "values")
    waits_for_key: Final = False

    def __init__(self, marks: Marks) -> None:
        self.places = SequencePlaces(marks)
        self.values: list[Value] = []
        self.last: Places = marks
        self.quote = False

    def add(self, value: Value, places: Places) -> None:
        """Take in the next item."""
        self.last = places
        self.values.append(value)
        self.places.items.append(places)


class Parsed(NamedTuple):
    """What PyYAML made of a text; where it gave up, what it had read by then."""

    value: Value
    places: Places
    findings: Findings
    complete: bool
    error: yaml.MarkedYAMLError | None
    last: Any
    """The last of PyYAML's events."""
    partial: set[tuple[int, int]]
    """Where the mappings begin that could not be read to their ends, or not with all their keys."""
    texts: list[tuple[int, int]]
    """Where something begins that YAML takes to be its own, and that can only be a text."""
    events: int


def parse(text: str, file: str, loader: Any = _LOADER) -> Parsed:
    """Read ``text``: its value, its places, what is refused in it, and whether all was read."""
    reader = _Reader(file)
    parser = loader(text.replace("\t", " "))
    complete, error = False, None
    try:
        complete = reader.read(parser)
    except yaml.MarkedYAMLError as fault:
        if fault.problem == _TOO_DEEP_FOR_LIBYAML and loader is not yaml.SafeLoader:
            return parse(text, file, yaml.SafeLoader)  # which comes as far as `DEEPEST`
        error = fault
        reader.close()
    finally:
        parser.dispose()
    reader.refuse_anchors()
    return Parsed(
        reader.value,
        reader.places,
        reader.findings,
        complete,
        error,
        reader.last,
        reader.partial,
        reader.texts,
        reader.events,
    )


class _Reader:
    """Builds one value from events, and collects what is refused on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings = Findings()
        self.partial: set[tuple[int, int]] = set()
        self.texts: list[tuple[int, int]] = []
        self._anchors: dict[str, Marks] = {}
        self._used: set[str] = set()
        self.events, self.last = 0, None
        self._root = _SequenceFrame(_NOWHERE)
        self._stack: list[_MappingFrame | _SequenceFrame] = [self._root]
        self._documents = 0

    @property
    def value(self) -> Value:
        """What was read as a whole."""
        return self._root.values[0] if self._root.values else None

    @property
    def places(self) -> Places:
        """Where it stands."""
        return self._root.places.items[0] if self._root.values else _NOWHERE

    def read(self, parser: Any) -> bool:
        """Take in all events of ``parser``; False where a limit stopped the reading."""
        next_event, scalar, event = parser.get_event, yaml.ScalarEvent, None
        try:
            for self.events in range(MOST_EVENTS):
                event = next_event()
                if type(event) is scalar:
                    self._scalar(event)
                elif (whole := self._structure(event)) is not None:
                    return whole
        finally:
            self.last = event
        self._refuse(
            "BR110",
            _marks(event),
            lambda: _("the file holds more than {nodes} values").format(nodes=MOST_EVENTS),
            N_("split it into several files"),
        )
        return False

    def close(self) -> None:
        """End what was open when the reading stopped."""
        while len(self._stack) > 1:
            frame = self._stack.pop()
            line, column, *_end = frame.places.marks
            frame.places.marks = (line, column, *marks_of(frame.last)[2:])
            self.partial.add((line, column))
            if not self._stack[-1].waits_for_key:
                self._stack[-1].add(frame.values, frame.places)

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        line, last = start.line, end.line
        marks = (line, start.column, last, end.column)
        value: str | None = event.value
        style = event.style
        if event.anchor or event.tag:
            self._check_properties(event)
        if not style and value in _NULLS:
            value = None
        elif line != last and style != "|":
            value = unfold(event.value)
        elif not style and len(event.value) > LONGEST_NUMBER:
            value = self._check_number(event.value, marks)
        self._stack[-1].add(value, marks)

    def _structure(self, event: Any) -> bool | None:
        """Take in an event that is no scalar; whether all was read, once the reading ends."""
        match event:
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._check_properties(event)
                return self._begin(event)
            case yaml.CollectionEndEvent():
                self._end(event)
            case yaml.AliasEvent():
                self._refuse_alias(event)
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._refuse_document(event)
                    return True
            case yaml.StreamEndEvent():
                return True
        return None

    def _begin(self, event: Any) -> bool | None:
        marks = _marks(event)
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._stack.append(_MappingFrame(marks, self) if mapping else _SequenceFrame(marks))
        if len(self._stack) <= DEEPEST + 1:
            return None
        self._refuse(
            "BR109",
            marks,
            lambda: _("more than {levels} levels stand one in another").format(levels=DEEPEST),
            N_("records need only a few levels; look for brackets that are not closed"),
        )
        return False

    def _end(self, event: Any) -> None:
        frame = self._stack.pop()
        mark = event.end_mark
        # PyYAML puts the end of a block at the beginning of whatever comes next
        block = event.start_mark.index == mark.index
        end = marks_of(frame.last)[2:] if block else (mark.line, mark.column)
        frame.places.marks = (*frame.places.marks[:2], *end)
        self._stack[-1].add(None if frame.quote else frame.values, frame.places)

    def key(self, key: Value, places: Places, mapping: _MappingFrame) -> str | _Unset:
        """The key that ``mapping`` goes on with, or what is wrong with it."""
        keys = mapping.places.keys
        if isinstance(key, str) and isinstance(places, tuple) and key != "<<" and key not in keys:
            keys[key] = places
            return key
        if isinstance(key, dict) and mapping.is_quote(places):
            self.texts.append(mapping.places.marks[:2])
            mapping.quote = True
            return _DROPPED
        if isinstance(key, str) and key in keys:
            self._refuse_second(key, marks_of(places), keys[key])
            return _DROPPED
        self.partial.add(mapping.places.marks[:2])
        if key == "<<":
            self._refuse(
                "BR106",
                marks_of(places),
                lambda: _("a merge key (<<) is not used in records"),
                N_("write the keys out"),
            )
        else:
            self._refuse(
                "BR107",
                marks_of(places),
                lambda: _("a key is a word, not a list or another record, and never empty"),
                N_("put it in quotation marks if it is a text"),
            )
        return _DROPPED

    def _check_number(self, value: str, marks: Marks) -> str:
        if _NUMBER.fullmatch(value):
            self._refuse(
                "BR111",
                marks,
                lambda: _("a number of {digits} digits is too long").format(digits=len(value)),
                N_("put it in quotation marks if it is no number"),
            )
            return value[:LONGEST_NUMBER]
        return value

    def _check_properties(self, event: Any) -> None:
        """Refuse an anchor or a tag; what they stand before is read all the same.

        One that stands before nothing is no anchor and no tag: ``&A``, ``!important``.
        """
        if type(event) is yaml.ScalarEvent and not event.style and event.value == "":
            self.texts.append(_marks(event)[:2])
            return
        if event.anchor:
            self._anchors[event.anchor] = _marks(event)
        if event.tag:
            self._refuse(
                "BR105",
                _marks(event),
                lambda: _("a tag ({tag}) is not used in records").format(
                    tag=shortened(event.tag).replace("tag:yaml.org,2002:", "!!")
                ),
                N_("put the value in quotation marks if it begins with !"),
            )

    def _refuse_alias(self, event: Any) -> None:
        """Refuse an alias; one of an anchor that there is not can only be a text."""
        frame, anchor = self._stack[-1], self._anchors.get(event.anchor)
        dropped = isinstance(frame, _MappingFrame) and frame.key is _DROPPED
        self._used.add(event.anchor)
        if anchor is None:
            self.texts.append(_marks(event)[:2])
        elif not dropped:
            self._refuse(
                "BR104",
                _marks(event),
                lambda: _("an alias (*{name}) is not used in records").format(
                    name=shortened(event.anchor)
                ),
                N_("write out here what stands at the anchor"),
                Label(span(self.file, anchor), _("the anchor is here")),
            )
        frame.add(f"*{event.anchor}", _marks(event))

    def refuse_anchors(self) -> None:
        """Refuse the anchors that have no alias; the others are told of where their aliases are."""
        for name, marks in self._anchors.items():
            if name not in self._used:
                self._refuse(
                    "BR103",
                    marks,
                    lambda: _("an anchor (&{name}) is not used in records").format(
                        name=shortened(name)  # noqa: B023  # it is said at once, or not at all
                    ),
                    N_("put the value in quotation marks if it begins with &"),
                )

    def _refuse_document(self, event: Any) -> None:
        self._refuse(
            "BR108",
            _marks(event),
            lambda: _("a second document begins here; a file holds one"),
            N_("delete the line ---, or put what follows into a file of its own"),
        )

    def _refuse_second(self, key: str, marks: Marks, first: Marks) -> None:
        if not self.findings.full("BR102", self.file, *marks[:2]):
            finding = Diagnostic(
                "BR102",
                Severity.ERROR,
                _("the key “{key}” is given twice").format(key=shortened(key)),
                span(self.file, marks),
                labels=(Label(span(self.file, first), _("first given here")),),
                help=_("keep one of the two"),
            )
            self.findings.add(finding)

    def _refuse(
        self,
        code: str,
        marks: Marks,
        message: Callable[[], str],
        help_text: str,
        *labels: Label,
    ) -> None:
        """Report something, put into words only while there is room for it."""
        if not self.findings.full(code, self.file, *marks[:2]):
            place = span(self.file, marks)
            self.findings.add(
                Diagnostic(code, Severity.ERROR, message(), place, labels=labels, help=_(help_text))
            )


def _marks(event: Any) -> Marks:
    start, end = event.start_mark, event.end_mark
    return (start.line, start.column, end.line, end.column)
