"""Keys as written, in English or Chinese, to the one name that a field has."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, get_args, get_origin

from pydantic import BeforeValidator

from branchreport.collecting import MOST_OF_A_CODE, Findings
from branchreport.diagnostics import Diagnostic, Edit, Fix, Label, Severity, shortened
from branchreport.language import _
from branchreport.loading.parsing import Value
from branchreport.places import MappingPlaces, Marks, Places, SequencePlaces, marks_of, span
from branchreport.records.fields import Line
from branchreport.records.record import Record, describe
from branchreport.suggest import closest, folded

if TYPE_CHECKING:
    from branchreport.loading.slips import Slip


_AGENDA: Final = ("topics", "decisions")
"""Lists whose items are half sentences, in which a comma may be one of their own."""


class Key(NamedTuple):
    """A key that a record knows: its canonical (English) name, and what it leads to."""

    name: str
    model: type[Record] | None = None
    """The record, or each of the records, that stand under it."""
    many: bool = False
    """Whether there are many of what it takes: records, or texts."""
    named: bool = False
    """Whether it takes names and their values."""
    required: bool = False
    either: bool = False
    """Whether it takes one text as well as a list of them."""
    names: bool = False
    """Whether what it takes is one name or a list of names, not prose."""

    @property
    def holds(self) -> bool:
        """Whether more than one text may stand under it."""
        return self.many or self.named or self.model is not None


@cache
def keys_of(model: type[Record]) -> dict[str, Key]:
    """Every key that ``model`` knows, in both languages."""
    keys = {}
    for field_name, info in model.model_fields.items():
        name = info.alias or field_name
        either = any(isinstance(part, BeforeValidator) for part in info.metadata)
        kinds = _kinds(info.annotation)
        names = info.annotation == tuple[Line, ...]
        key = Key(name, *kinds, required=info.is_required(), either=either, names=names)
        keys[name] = keys[info.title or name] = key
    return keys


@cache
def every_key(model: type[Record]) -> frozenset[str]:
    """Every key that ``model``, or a record in it, knows."""
    seen: set[type[Record]] = set()
    pending, keys = [model], set[str]()
    while pending:
        record = pending.pop()
        if record not in seen:
            seen.add(record)
            keys |= keys_of(record).keys()
            pending += [key.model for key in leading(record) if key.model]
    return frozenset(keys)


def _kinds(annotation: Any) -> tuple[type[Record] | None, bool, bool]:
    """The model in ``Model | None`` or ``tuple[Model, ...]``; whether there are many; or names."""
    origin = get_origin(annotation)
    for candidate in (annotation, *get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, Record):
            return candidate, origin is tuple, False
    return None, origin is tuple, origin is dict


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
    """Renames the keys of one file's data and places, and says which it does not know.

    ``lines`` are those of the file. What looks like a slip of the hand is kept in ``slips``, and
    nothing else is said of it. ``doubtful`` are the values whose keys were guessed.
    """

    def __init__(self, file: str, lines: Sequence[str]) -> None:
        self.findings = Findings()
        self.records = 0
        self.slips: list[tuple[int, Slip]] = []
        self.doubtful: list[Marks] = []
        self._file = file
        self._lines = lines

    @property
    def found(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.slips or self.findings.said or self.findings.first_left_out)

    def translate(self, value: Value, places: Places, model: type[Record]) -> None:
        """Bring the keys of ``value`` and ``places`` to their names, as deep as ``model`` goes."""
        if isinstance(value, str):
            self._look_into(value, marks_of(places), Key("", model, many=True))
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
        before = len(self.findings.said)
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
        if len(self.findings.said) > before:
            said, name = self.findings.said, known.describe()
            said[before:] = [replace(finding, record=name) for finding in said[before:]]
        for key in leading(known.model):
            if key.name in record:
                value, place = record[key.name], places.values[key.name]
                if isinstance(value, str):
                    self._look_into(value, marks_of(place), key)
                elif key.named and isinstance(value, dict) and isinstance(place, MappingPlaces):
                    self._named(value, place)
                elif key.names and isinstance(value, list) and isinstance(place, SequencePlaces):
                    self._names(value, place, key)
                elif key.model:
                    inner = _Known(key.model, known.owner, known.owner_record)
                    for below, there in self._inner(value, place, key):
                        yield below, there, inner

    def _named(self, values: dict[str, Value], places: MappingPlaces) -> None:
        """Find the slips that made one name of a name and its value."""
        for name, value in values.items():
            if value is None and (":" in name or "：" in name):
                from branchreport.loading.lines import of_key

                line, start, *_end = places.keys[name]
                if slip := of_key(self._lines[line], start, None):
                    self.slips.append((line, slip))

    def _names(self, values: list[Value], places: SequencePlaces, key: Key) -> None:
        """Find the full-width commas that made one name of several between brackets."""
        first, start, last, end = places.marks
        if key.name not in _AGENDA:  # the rules find joined names where they are names only
            return
        joined = any(isinstance(value, str) and "，" in value for value in values)
        if joined and first == last and self._lines[first][start : start + 1] == "[":
            from branchreport.loading.values import of_names

            if slip := of_names(self._lines[first], start, end):
                self.slips.append((first, slip))

    def _inner(self, value: Value, places: Places, key: Key) -> Iterator[tuple[Value, Places]]:
        """The records under ``key``, with their places."""
        if not key.many:
            yield value, places
        elif isinstance(value, list) and isinstance(places, SequencePlaces):
            item = key._replace(many=False)
            others = [at for at, inner in enumerate(value) if not isinstance(inner, dict)]
            for at in others[:MOST_OF_A_CODE]:
                if isinstance(inner := value[at], str):
                    self._look_into(inner, marks_of(places.items[at]), item)
            if len(others) > MOST_OF_A_CODE:
                self._leave_out(value, places, set(others[MOST_OF_A_CODE:]))
            yield from zip(value, places.items, strict=True)

    def _leave_out(self, value: list[Value], places: SequencePlaces, items: set[int]) -> None:
        """Take ``items`` out of a list in which too many are no records."""
        kept = [at for at in range(len(value)) if at not in items]
        self.findings.leave_out(span(self._file, marks_of(places.items[min(items)])))
        value[:], places.items[:] = [value[at] for at in kept], [places.items[at] for at in kept]

    def _look_into(self, value: str, marks: Marks, key: Key) -> None:
        """Find the slips that made a text of what was to be keys, or a list."""
        first, start, last, end = marks
        mark = self._lines[first][start : start + 1]
        if key.names and mark in ("［", "【"):
            from branchreport.loading.values import of_wide_names

            joined = key.name not in _AGENDA and any(comma in value for comma in ",，、")
            slip = None if joined or first < last else of_wide_names(self._lines[first], start, end)
            self.slips += [(first, slip)] if slip else []
            return
        if mark in ("'", '"', "|", ">", "&", "!") or (
            key.either and (first == last or mark.isalnum())
        ):
            return
        from branchreport.loading.lines import is_marked, of_text

        lines = [*self._lines[first:last], "".join(self._lines[last : last + 1])[:end]]
        after_key = lines[0][:start].strip(" -")  # what stands there can be no line of its own
        lines[0] = "" if after_key else " " * start + lines[0][start:]
        if key.either and not all(is_marked(line.strip()) for line in lines):
            return
        keys = key.named or key.model is not None
        found = of_text(lines, keys=keys, items=key.many)
        self.slips += [(first + number, slip) for number, slip in found]

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
            self.findings.add(
                Diagnostic(
                    "BR202",
                    Severity.ERROR,
                    _("“{key}” is given twice, as “{first}” and “{key}”").format(
                        key=written, first=first
                    ),
                    span(self._file, marks),
                    labels=(Label(span(self._file, places.keys[name]), _("first given here")),),
                    help=_("keep one of the two"),
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
        written, _value, where, marks = entry
        if self.findings.full("BR201", self._file, *marks[:2]):
            return
        if slip := self._slip(marks, known.model if entry[1] is not None else None):
            self.slips.append((marks[0], slip))
            return
        elsewhere = _elsewhere(written, known.model)
        meant = None if elsewhere else _meant(written, keys, places.keys)
        free = meant is not None and keys[meant].name not in places.keys
        certain = meant is not None and folded(meant) == folded(written)
        self.findings.add(
            Diagnostic(
                "BR201",
                Severity.ERROR,
                _("{record} has no key “{key}”").format(
                    record=_(known.model.kind_of_record), key=shortened(written)
                ),
                span(self._file, marks),
                help=_("did you mean “{key}”?").format(key=meant)
                if meant
                else elsewhere or _keys_there(known.model, written),
                fix=Fix((Edit(span(self._file, marks), meant),))
                if meant and free and certain
                else None,
            )
        )
        if meant and free:
            if not certain:
                self._doubt(keys[meant], where)
            self._take(entry, keys[meant].name, record, places, known)

    def _slip(self, marks: Marks, model: type[Record] | None) -> "Slip | None":
        """The slip that made an unknown key of what stands there, and of keys that are known."""
        from branchreport.loading.lines import of_key

        return of_key(self._lines[marks[0]], marks[1], keys_of(model) if model else None)

    def _doubt(self, key: Key, where: Places) -> None:
        """Note that what stands there is doubtful; of records only that they are some."""
        line, column, *end = marks_of(where)
        last = (line, column + 1) if key.model else end
        self.doubtful.append((line, column, last[0], last[1]))


def _meant(written: str, keys: dict[str, Key], given: dict[str, Marks]) -> str | None:
    """The key that was meant by ``written``: one that is not given yet, if there is any."""
    free = [name for name, key in keys.items() if key.name not in given]
    required = {name for name in free if keys[name].required}
    usual = _usual(written)
    if usual in keys:
        return usual
    return closest(written, free, required) or closest(written, keys)


@cache
def leading(model: type[Record]) -> list[Key]:
    """The keys of ``model`` that may hold more than a text."""
    return [key for key in {key.name: key for key in keys_of(model).values()}.values() if key.holds]


def _usual(written: str) -> str:
    """The name under which the records have what is often called as it was ``written``."""
    name = written.replace("时间", "日期")
    return "人数" if name in ("党员人数", "团员人数", "会员人数") else name


def _elsewhere(written: str, model: type[Record]) -> str:
    """Where the key is known, if it belongs into a record inside this one."""
    written = _usual(written)
    for name, key in keys_of(model).items():
        known = keys_of(key.model) if key.model and not key.many else {}
        if written in known and name.isascii() == written.isascii():
            return _("it belongs under “{key}”").format(key=name)
    return ""


def _keys_there(model: type[Record], written: str) -> str:
    """The keys that there are, in the script of the one that was written; its own first.

    Where most of them have no Chinese name, as in a style, each stands by the name that it has.
    """
    chinese = not written.isascii()
    names = [name for name in keys_of(model) if name.isascii() != chinese]
    every = {key.name: name for name, key in keys_of(model).items()}  # the Chinese name comes last
    if 2 * len(names) < len(every):
        names = list(every.values())
    common = {name for base in model.__bases__ if base is not Record for name in _names(base)}
    known = sorted(names, key=lambda name: name in common)
    return _("known here: {keys}").format(keys=_(", ").join(known))


def _names(model: type) -> Iterable[str]:
    return keys_of(model) if issubclass(model, Record) else ()
