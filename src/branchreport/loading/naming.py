"""Keys as written, in English or Chinese, to the one name that a field has."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, TypeAlias, get_args, get_origin

from branchreport.diagnostics import Diagnostic, Label, Severity, shortened
from branchreport.language import _
from branchreport.loading.parsing import Value
from branchreport.loading.slips import of_key
from branchreport.places import MappingPlaces, Marks, Places, SequencePlaces, span
from branchreport.records.record import Record, describe
from branchreport.suggest import closest


class Key(NamedTuple):
    """A key that a record knows: its canonical (English) name, and what records it leads to."""

    name: str
    model: type[Record] | None
    many: bool


@cache
def keys_of(model: type[Record]) -> dict[str, Key]:
    """Every key that ``model`` knows, in both languages."""
    keys = {}
    for field_name, info in model.model_fields.items():
        name = info.alias or field_name
        key = Key(name, *_records_in(info.annotation))
        keys[name] = keys[info.title or name] = key
    return keys


def _records_in(annotation: Any) -> tuple[type[Record] | None, bool]:
    """The model in ``Model``, ``Model | None`` or ``tuple[Model, ...]``, and whether many."""
    many = get_origin(annotation) is tuple
    for candidate in (annotation, *get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, Record):
            return candidate, many
    return None, many


@dataclass(slots=True)
class _Known:
    """The model of a record, and the nearest record around it that has a name."""

    model: type[Record]
    owner: type[Record] | None = None
    owner_record: dict[str, Any] = field(default_factory=dict)

    def describe(self) -> str:
        return describe(self.owner, self.owner_record) if self.owner else ""


_Entry: TypeAlias = tuple[str, Value, Places, Marks]
"""A key as it was written, its value, and the places of the value and of the key."""


class Namer:
    """Renames the keys of one file's data and places, and says which it does not know."""

    def __init__(self, file: str) -> None:
        self.findings: list[Diagnostic] = []
        self.records = 0
        self._file = file

    def translate(self, value: Value, places: Places, model: type[Record]) -> None:
        """Bring the keys of ``value`` and ``places`` to their names, as deep as ``model`` goes."""
        pending = [(value, places, _Known(model))]
        while pending:
            record, where, known = pending.pop()
            if isinstance(record, dict) and isinstance(where, MappingPlaces):
                if known.model.named_by or (known.owner is None and known.model is not model):
                    known = _Known(known.model, known.model, record)
                pending += self._record(record, where, known)

    def _record(
        self, record: dict[str, Any], places: MappingPlaces, known: "_Known"
    ) -> Iterator[tuple[Value, Places, "_Known"]]:
        self.records += bool(known.model.named_by)
        keys = keys_of(known.model)
        written, values, marks = dict(record), places.values, places.keys
        record.clear()
        places.values, places.keys = {}, {}
        unknown = []
        for name, value in written.items():
            entry = (name, value, values[name], marks[name])
            if name in keys:
                self._take(entry, keys[name].name, record, places, known)
            else:
                unknown.append(entry)
        for entry in unknown:
            self._unknown(entry, keys, record, places, known)
        for key in _leading(known.model):
            if key.model and key.name in record:
                inner = _Known(key.model, known.owner, known.owner_record)
                for value, place in _inner(record[key.name], places.values[key.name], key):
                    yield value, place, inner

    def _take(
        self,
        entry: _Entry,
        name: str,
        record: dict[str, Any],
        places: MappingPlaces,
        known: "_Known",
    ) -> None:
        """Put ``entry`` under ``name``; what is empty counts as not given."""
        written, value, where, marks = entry
        if name in places.keys:
            first = places.written[name]
            self.findings.append(
                Diagnostic(
                    "BR202",
                    Severity.ERROR,
                    _("“{key}” is given twice, as “{first}” and “{key}”").format(
                        key=written, first=first
                    ),
                    span(self._file, marks),
                    known.describe(),
                    (Label(span(self._file, places.keys[name]), _("first given here")),),
                    _("keep one of the two"),
                )
            )
            return
        places.values[name], places.keys[name], places.written[name] = where, marks, written
        if value is not None:
            record[name] = value

    def _unknown(
        self,
        entry: _Entry,
        keys: dict[str, Key],
        record: dict[str, Any],
        places: MappingPlaces,
        known: "_Known",
    ) -> None:
        """Report a key, and read it as the one it was likely meant to be if that is free."""
        written, _value, _where, marks = entry
        meant = closest(written, keys)
        suggestion = _("did you mean “{key}”?").format(key=meant) if meant else ""
        self.findings.append(
            Diagnostic(
                "BR201",
                Severity.ERROR,
                _("{record} has no key “{key}”").format(
                    record=_(known.model.kind_of_record), key=shortened(written)
                ),
                span(self._file, marks),
                known.describe(),
                help=of_key(written) or suggestion or _keys_there(keys, written),
            )
        )
        if meant and keys[meant].name not in places.keys:
            self._take(entry, keys[meant].name, record, places, known)


@cache
def _leading(model: type[Record]) -> list[Key]:
    """The keys of ``model`` that lead to records."""
    return [key for key in {key.name: key for key in keys_of(model).values()}.values() if key.model]


def _inner(value: Value, places: Places, key: Key) -> Iterator[tuple[Value, Places]]:
    """The records under ``key``, with their places."""
    if not key.many:
        yield value, places
    elif isinstance(value, list) and isinstance(places, SequencePlaces):
        yield from zip(value, places.items, strict=True)


def _keys_there(keys: dict[str, Key], written: str) -> str:
    """The keys that there are, in the script of the one that was written."""
    chinese = not written.isascii()
    names = [name for name in keys if name.isascii() != chinese]
    return _("known here: {keys}").format(keys=_(", ").join(names))
