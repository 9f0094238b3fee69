"""Pydantic's faults as findings: where each was written, and what may be put there."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from branchreport.collecting import Findings
from branchreport.diagnostics import Diagnostic, Edit, Fix, Label, Severity, Span, shortened
from branchreport.language import _, spoken
from branchreport.loading.naming import keys_of
from branchreport.loading.reading import Said
from branchreport.loading.words import words
from branchreport.places import Atlas, Location
from branchreport.records.record import Record, describe
from branchreport.scalars import stands_plain
from branchreport.suggest import closest, folded
from branchreport.typography import unquoted

_QUOTED: Final = frozenset(
    {"date_form", "deadline_form", "year_form", "whole_form", "quantity_form", "choice"}
)
"""Faults of values that have no quotation marks of their own."""


def findings(
    errors: Iterable[Mapping[str, Any]],
    data: Any,
    atlas: Atlas,
    model: type[Record],
    said: Mapping[str, Said],
) -> Findings:
    """A finding for each of Pydantic's ``errors`` about ``data``, where the fault was written.

    Nothing is found of what follows from what was ``said`` of a file.
    """
    found = Findings()
    for error in errors:
        usual = "BR203" if error["type"] == "missing" else "BR204"
        if found.is_full(usual) and found.first_left_out:
            continue
        fault = _Fault(error, data, atlas, model)
        span = fault.span
        known = said.get(span.file)
        if not (known and (known.covers(span) or fault.lacks_in(known))):
            found.add(fault.finding())
    return found


class _Fault:
    """One of Pydantic's errors, with what was written there."""

    def __init__(
        self, error: Mapping[str, Any], data: Any, atlas: Atlas, model: type[Record]
    ) -> None:
        self.kind: str = error["type"]
        self._error, self._data, self._atlas, self._model = error, data, atlas, model
        self._location = _followed(tuple(error["loc"]), data, lacking=self.kind == "missing")
        self._value = _at(data, self._location)
        self.span = atlas.value(self._location)
        if self.kind == "missing":
            self.kind, self.span = _missing(self._location, atlas)
        elif self._value is None:
            self.kind = "blank"

    @property
    def code(self) -> str:
        """The code of the finding."""
        return "BR203" if self.kind in {"missing", "empty"} else "BR204"

    def lacks_in(self, said: Said) -> bool:
        """Whether a key is missing in a record of which not all was read."""
        return self.kind == "missing" and said.is_partial(self.span)

    def finding(self) -> Diagnostic:
        """The fault in words."""
        for special in (self._text, self._quoted, self._choice, self._period, self._records):
            if found := special():
                return found
        message, help_text = (_(text) for text in words(self.kind))
        context = self._context()
        put = self._error.get("ctx", {}).get("put")
        return self._said(
            message.format(**context),
            self._comment() or help_text.format(**context),
            fix=Fix((Edit(self.span, put),)) if put else None,
        )

    def _said(
        self, message: str, help_text: str, code: str = "", fix: Fix | None = None
    ) -> Diagnostic:
        return Diagnostic(
            code or self.code,
            Severity.ERROR,
            message,
            self.span,
            _record(self._location, self._data, self._model),
            help=help_text,
            fix=fix,
        )

    def _context(self) -> dict[str, Any]:
        context = {
            "key": shortened(_spelled(self._location, self._atlas, self._model)),
            "value": shortened(str(self._value)),
            **self._error.get("ctx", {}),
        }
        if "choices" in context:
            context["choices"] = _choices(context["choices"])
        if self.kind == "literal_error":
            context["expected"] = _(", ").join(re.findall("'([^']*)'", context["expected"]))
        return context

    def _quoted(self) -> Diagnostic | None:
        """The finding of a value that would do without its quotation marks."""
        value = self._value
        if self.kind not in _QUOTED or not isinstance(value, str):
            return None
        inside = unquoted(value)
        if not inside:
            return None
        safe = self._stands_alone() and stands_plain(inside)
        fix = Fix((Edit(self.span, inside),)) if safe else None
        message = _("“{value}” is not to be in quotation marks").format(value=shortened(inside))
        return self._said(message, _("delete the quotation marks"), fix=fix)

    def _choice(self) -> Diagnostic | None:
        """The finding of a choice that was mistyped."""
        if self.kind != "choice" or not isinstance(self._value, str):
            return None
        known = [
            name
            for choice in self._error["ctx"]["choices"]
            for name in choice
            if _denials(name) == _denials(self._value)
        ]
        meant = closest(self._value, known)
        if meant is None:
            return None
        same = folded(meant) == folded(self._value) and self._stands_alone()
        message = _(words("choice")[0]).format(**self._context())
        fix = Fix((Edit(self.span, meant),)) if same else None
        return self._said(message, _("did you mean “{key}”?").format(key=meant), fix=fix)

    def _period(self) -> Diagnostic | None:
        """The finding of a period whose last day is before its first."""
        if self.kind != "reversed_period":
            return None
        start, end = (self._atlas.value((*self._location, key)) for key in ("from", "to"))
        if end == self.span:
            return None
        message, help_text = words(self.kind)
        finding = self._said(_(message), _(help_text))
        labels = (Label(start, _("the period begins here")),) if start != self.span else ()
        return replace(finding, span=end, labels=labels)

    def _records(self) -> Diagnostic | None:
        """The finding of a text where a list of records belongs."""
        if self.kind != "tuple_type" or not isinstance(self._value, str):
            return None
        known = _model_at(self._location, self._model)
        fields = known.model_fields.items() if known else ()
        first = next(((name, field) for name, field in fields if field.is_required()), None)
        if first is None:
            return None
        chinese = self._atlas.chinese(self._location)
        name = (first[1].title if chinese else first[1].alias) or first[0]
        message = _(words(self.kind)[0]).format(**self._context())
        return self._said(message, _("write each item on a line, as “- {key}: …”").format(key=name))

    def _text(self) -> Diagnostic | None:
        """The finding of a text that YAML took for a list or keys, as it has no quotation marks."""
        if self.kind != "string_type":
            return None
        span, lines = self.span, self._atlas.lines.get(self.span.file, [])
        if span.line != span.end_line or span.line > len(lines):
            return None
        line, start, end = lines[span.line - 1], span.column - 1, span.end_column - 1
        if not _is_text(self._value, line[start:end]):
            return self._bracketed() if line[start : start + 1] in ("[", "{") else None
        from branchreport.loading.slips import quoted
        from branchreport.loading.values import without_quotation_marks

        message, help_text = without_quotation_marks(line[start:end])
        edits = [
            Edit(span._replace(column=change.start + 1, end_column=change.end + 1), change.text)
            for change in quoted(line, start, end)
        ]
        return self._said(message, help_text, "BR115", Fix(tuple(edits)))

    def _comment(self) -> str:
        """What to do where a ``#`` made a comment of the value."""
        lines = self._atlas.lines.get(self.span.file, [])
        if self.kind != "empty" or self.span.line > len(lines):
            return ""
        rest = lines[self.span.line - 1][self.span.end_column - 1 :].lstrip(" :")
        if not rest.startswith("#"):
            return ""
        return _("put the text in quotation marks if it belongs to it; else write a blank after #")

    def _bracketed(self) -> Diagnostic:
        """The finding of brackets where one text belongs, which may be meant as a text or not."""
        message = _(words("string_type")[0]).format(**self._context())
        if self._location[:1] == ("activities",) and self._location[2:] == ("kind",):
            counted = _spelled((*self._location[:2], "counts_as"), self._atlas, self._model)
            help_text = _("write one kind, and the others under “{key}”").format(key=counted)
            return self._said(message, help_text)
        return self._said(
            message, _("put it in quotation marks if it is a text that begins with a bracket")
        )

    def _stands_alone(self) -> bool:
        """Whether what was written is the value, character by character."""
        span, lines = self.span, self._atlas.lines.get(self.span.file, [])
        if span.line != span.end_line or span.line > len(lines):
            return False
        written = lines[span.line - 1][span.column - 1 : span.end_column - 1]
        return bool(written == self._value)


def _denials(name: str) -> list[str]:
    """What says no in a Chinese name: with one more or less, it is the opposite and no slip."""
    return [character for character in name if character in "未没不非无"]


def _is_text(value: Any, written: str) -> bool:
    """Whether a list or keys can only have been meant as a text.

    ``[待补]``, ``{待补}``, ``会议议程: 一、传达精神``.
    """
    match value:
        case [str()] | [None]:
            return written.startswith("[")
        case dict() if len(value) == 1:
            only = next(iter(value.values()))
            return only is None if written.startswith("{") else isinstance(only, str)
    return False


def _followed(location: Location, data: Any, *, lacking: bool) -> Location:
    """``location`` as far as the data has it, and one step further for what is ``lacking``."""
    value = data
    for depth, step in enumerate(location):
        held = isinstance(value, dict) and step in value
        held = held or (isinstance(value, list) and isinstance(step, int) and step < len(value))
        if not held:
            return location[: depth + 1] if lacking else location[:depth]
        value = value[step]
    return location


def _record(location: Location, data: Any, model: type[Record]) -> str:
    """The name of the innermost record on the way to ``location``."""
    known: type[Record] | None = model
    named, value = "", data
    for step in location:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return named
        if known and isinstance(step, str):
            key = keys_of(known).get(step)
            known = key.model if key else None
        if known and isinstance(value, dict) and (known.named_by or not named):
            named = describe(known, value)
    return named


def _model_at(location: Location, model: type[Record]) -> type[Record] | None:
    """The record, or each of the records, that belongs at ``location``."""
    known: type[Record] | None = model
    for name in (step for step in location if isinstance(step, str)):
        key = keys_of(known).get(name) if known else None
        known = key.model if key else None
    return known


def _missing(location: Location, atlas: Atlas) -> tuple[str, Span]:
    """Whether a key is missing or stands without a value, and where that is to be shown."""
    key, record = atlas.key(location), atlas.value(location[:-1])
    if key != record:
        return "empty", key
    if record.line == record.end_line:
        return "missing", record
    lines = atlas.lines.get(record.file, [])
    end = len(lines[record.line - 1].rstrip()) + 1 if record.line <= len(lines) else record.column
    return "missing", record._replace(end_line=record.line, end_column=max(end, record.column + 1))


def _spelled(location: Location, atlas: Atlas, model: type[Record]) -> str:
    """The key of ``location`` as it was written, or as its neighbours' language has it."""
    if location and isinstance(location[-1], int):
        listed = _spelled(location[:-1], atlas, model)
        return _("{key}, item {number}").format(key=listed, number=location[-1] + 1)
    names = [step for step in location if isinstance(step, str)]
    if not names:
        return ""
    written = atlas.written_key(location)
    if written and written != names[-1]:
        return written
    known = _model_at(tuple(names[:-1]), model)
    if known and atlas.chinese(location):
        titles = {field.alias or name: field.title for name, field in known.model_fields.items()}
        return titles.get(names[-1]) or names[-1]
    return names[-1]


def _choices(choices: Sequence[Sequence[str]]) -> str:
    language = 1 if spoken() == "zh" else 0
    return _(", ").join(choice[language] for choice in choices)


def _at(data: Any, location: Location) -> Any:
    for step in location:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return data
