"""Keys as written, in English or Chinese, to the one name that a field has."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args, get_origin

from branchreport.diagnostics import Diagnostic, Label, Severity, shortened
from branchreport.language import _
from branchreport.loading.parsing import Value
from branchreport.loading.places import MappingPlaces, Places, SequencePlaces, span
from branchreport.loading.slips import of_key
from branchreport.records.record import Record, describe
from branchreport.suggest import closest


@dataclass(frozen=True, slots=True)
class Key:
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
        return describe(self.owner or self.model, self.owner_record)


class Namer:
    """Renames the keys of one file's data and places, and says which it does not know."""

    def __init__(self, file: str) -> None:
        self.findings: list[Diagnostic] = []
        self.records = 0
        self._file = file

    def rename(self, value: Value, places: Places, model: type[Record]) -> None:
        """Rename ``value`` and ``places`` in place, to the depth that ``model`` describes."""
        pending = [(value, places, _Known(model))]
        while pending:
            record, where, known = pending.pop()
            if isinstance(record, dict) and isinstance(where, MappingPlaces):
                if known.model.named_by or known.owner is None:
                    known = _Known(known.model, known.model, record)
                pending += self._record(record, where, known)

    def _record(
        self, record: dict[str, Any], places: MappingPlaces, known: "_Known"
    ) -> Iterator[tuple[Value, Places, "_Known"]]:
        self.records += bool(known.model.named_by)
        keys = keys_of(known.model)
        unknown = []
        for written in list(record):
            if written not in keys:
                unknown.append(written)
            else:
                self._take(written, keys[written].name, record, places, known)
        for written in unknown:
            self._unknown(written, keys, record, places, known)
        for key in {key.name: key for key in keys.values()}.values():
            if key.model and key.name in record:
                for value, place in _inner(record[key.name], places.values[key.name], key):
                    yield value, place, _Known(key.model, known.owner, known.owner_record)

    def _take(
        self,
        written: str,
        name: str,
        record: dict[str, Any],
        places: MappingPlaces,
        known: "_Known",
    ) -> None:
        """Move what stands under ``written`` to ``name``; what is empty counts as not given."""
        value, where, key = (
            record.pop(written),
            places.values.pop(written),
            places.keys.pop(written),
        )
        if name in places.keys:
            self.findings.append(
                Diagnostic(
                    "BR202",
                    Severity.ERROR,
                    _("“{key}” is given twice, as “{first}” and “{key}”").format(
                        key=written, first=places.written[name]
                    ),
                    span(self._file, key),
                    known.describe(),
                    (Label(span(self._file, places.keys[name]), _("first given here")),),
                    _("keep one of the two"),
                )
            )
            return
        places.values[name], places.keys[name], places.written[name] = where, key, written
        if value is not None:
            record[name] = value

    def _unknown(
        self,
        written: str,
        keys: dict[str, Key],
        record: dict[str, Any],
        places: MappingPlaces,
        known: "_Known",
    ) -> None:
        """Report ``written``, and read it as the key it was likely meant to be if that is free."""
        meant = closest(written, keys)
        suggestion = _("did you mean “{key}”?").format(key=meant) if meant else ""
        self.findings.append(
            Diagnostic(
                "BR201",
                Severity.ERROR,
                _("{record} has no key “{key}”").format(
                    record=_(known.model.kind_of_record), key=shortened(written)
                ),
                span(self._file, places.keys[written]),
                known.describe(),
                help=of_key(written) or suggestion or _known(keys, written),
            )
        )
        if meant and keys[meant].name not in places.keys:
            self._take(written, keys[meant].name, record, places, known)
        else:
            del record[written], places.values[written], places.keys[written]


def _inner(value: Value, places: Places, key: Key) -> Iterator[tuple[Value, Places]]:
    """The records under ``key``, with their places."""
    if not key.many:
        yield value, places
    elif isinstance(value, list) and isinstance(places, SequencePlaces):
        yield from zip(value, places.items, strict=True)


def _known(keys: dict[str, Key], written: str) -> str:
    """The keys that there are, in the script of the one that was written."""
    chinese = not written.isascii()
    names = [name for name in keys if name.isascii() != chinese]
    return _("known here: {keys}").format(keys=_(", ").join(names))
