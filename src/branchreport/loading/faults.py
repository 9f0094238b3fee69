"""Pydantic's faults in our words: by their stable type, with what was written and what to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

from branchreport.collecting import Findings
from branchreport.diagnostics import Diagnostic, Edit, Fix, Label, Severity, Span, shortened
from branchreport.language import N_, _, spoken
from branchreport.loading.naming import keys_of
from branchreport.loading.reading import Said
from branchreport.places import Atlas, Location
from branchreport.records.record import Record, describe
from branchreport.scalars import stands_plain
from branchreport.suggest import closest, folded
from branchreport.typography import unquoted

_Words: TypeAlias = tuple[str, str]

_KEYS: Final[_Words] = (N_("“{key}” takes keys"), N_("write lines of the form “key: value”"))
_NAMES: Final[_Words] = (N_("“{key}” takes keys"), N_("write lines of the form “name: value”"))
_LIST: Final[_Words] = (N_("“{key}” takes a list"), N_("write each item on a line after “- ”"))
_TEXT: Final[_Words] = (N_("“{key}” takes a text"), N_("write one text, not a list or keys"))
_DAY: Final[_Words] = (N_("“{value}” is no date"), N_("write the date as 2021-03-05"))
_TIME: Final[_Words] = (N_("“{value}” is no time of day"), N_("write the time as 14:30"))
_MOMENT: Final[_Words] = (
    N_("“{value}” is no date and time"),
    N_("write it as 2021-03-05T14:30"),
)
_SPAN: Final[_Words] = (N_("“{value}” is no length of time"), N_("write it as 01:30:00"))
_WHOLE: Final[_Words] = (N_("“{value}” is no whole number"), N_("write it in digits, as 18"))
_NUMBER: Final[_Words] = (N_("“{value}” is no number"), N_("write digits and a point only"))
_DIGITS: Final[_Words] = (N_("“{value}” has too many digits"), N_("write fewer digits"))
_SWITCH: Final[_Words] = (N_("“{value}” is neither yes nor no"), N_("write yes or no"))
_ADDRESS: Final[_Words] = (N_("“{value}” is no address"), N_("write it as https://example.org"))
_IDENTIFIER: Final[_Words] = (
    N_("“{value}” is no identifier"),
    N_("write it as 12345678-1234-4234-8234-123456789abc"),
)
_BYTES: Final[_Words] = (N_("“{key}” takes a text"), N_("save the file as UTF-8 text"))
_EMPTY: Final[_Words] = (N_("“{key}” is empty"), N_("write a value, or delete the key"))
_LONG: Final[_Words] = (
    N_("“{key}” is too long"),
    N_("write at most {max_length} characters"),
)
_CHOICE: Final = (N_("“{value}” is not among the choices"), N_("choose from: {expected}"))
_OTHER: Final[_Words] = (N_("“{key}” has a value that does not fit"), N_("compare the manual"))
_MISSING: Final[_Words] = (N_("“{key}” is missing"), N_("write the key “{key}”"))
_UNKNOWN: Final[_Words] = (N_("there is no key “{key}”"), N_("delete it"))

_WORDS: Final[Mapping[str, _Words]] = {
    # our own: keys and texts
    "empty": (N_("“{key}” is empty"), N_("write a value after the colon")),
    "blank": _EMPTY,
    "several_lines": (N_("“{key}” takes one line"), N_("write it without line breaks")),
    "unprintable": (
        N_("“{key}” holds a character that no document can show: {codepoint}"),
        N_("delete it"),
    ),
    # our own: days, years, numbers and choices
    "date_form": _DAY,
    "deadline_form": (
        N_("“{value}” is no date"),
        N_("write the date as 2021-03-05, or choose from: {choices}"),
    ),
    "date_other_form": (N_("the date “{value}” is in another form"), N_("write it as {put}")),
    "date_absent": (N_("there is no such day: “{value}”"), N_("look the day up")),
    "year_form": (N_("“{value}” is no year"), N_("write four digits, as 2021")),
    "year_other_form": (N_("the year “{value}” is in another form"), N_("write it as {put}")),
    "whole_form": (
        N_("“{value}” is no whole number of people"),
        N_("write it in half-width digits, as 18"),
    ),
    "times_form": (
        N_("“{value}” is no number of times"),
        N_("write it in half-width digits, from 1, as 2"),
    ),
    "whole_other_form": (N_("the number “{value}” is in another form"), N_("write it as {put}")),
    "quantity_form": (
        N_("“{value}” is no quantity"),
        N_("write a number and its measure word, as 12 rides, over 30, about 300 km"),
    ),
    "quantity_other_form": (
        N_("the quantity “{value}” is in another form"),
        N_("write it as {put}"),
    ),
    "choice": (N_("“{value}” is not among the choices"), N_("choose from: {choices}")),
    # our own: records that do not add up
    "no_period": (
        N_("neither a year nor a period is given"),
        N_("write “year: 2021”, or “from” and “to”"),
    ),
    "half_period": (N_("only one end of the period is given"), N_("write both “from” and “to”")),
    "reversed_period": (N_("the period ends before it begins"), N_("correct one of the two dates")),
    "empty_derivation": (
        N_("nothing says what is to be counted"),
        N_("write a kind, a theme, a tally or attendance"),
    ),
    "two_measures": (
        N_("a tally and attendance cannot be added up into one figure"),
        N_("keep one of the two"),
    ),
    "no_figure": (
        N_("the count has no figure"),
        N_("write its value, or how it follows from the log, or both"),
    ),
    # Pydantic's, all of them (`pydantic_core.core_schema.ErrorType`), by what they are about;
    # fields of records use few, and a test tells of those that a new version adds
    **dict.fromkeys(
        (
            "missing",
            "missing_argument",
            "missing_keyword_only_argument",
            "missing_positional_only_argument",
            "no_such_attribute",
            "union_tag_not_found",
        ),
        _MISSING,
    ),
    **dict.fromkeys(
        (
            "extra_forbidden",
            "invalid_key",
            "unexpected_keyword_argument",
            "unexpected_positional_argument",
            "multiple_argument_values",
        ),
        _UNKNOWN,
    ),
    **dict.fromkeys(
        (
            "model_type",
            "model_attributes_type",
            "dataclass_type",
            "dataclass_exact_type",
            "named_tuple_type",
            "arguments_type",
        ),
        _KEYS,
    ),
    **dict.fromkeys(
        (
            "dict_type",
            "frozen_dict_type",
            "ordered_dict_type",
            "counter_type",
            "mapping_type",
        ),
        _NAMES,
    ),
    **dict.fromkeys(
        (
            "iterable_type",
            "iteration_error",
            "list_type",
            "deque_type",
            "tuple_type",
            "set_type",
            "set_item_not_hashable",
            "frozen_set_type",
        ),
        _LIST,
    ),
    **dict.fromkeys(("string_type", "string_unicode", "string_not_ascii"), _TEXT),
    **dict.fromkeys(
        ("bytes_type", "bytes_too_short", "bytes_too_long", "bytes_invalid_encoding"), _BYTES
    ),
    "string_too_short": _EMPTY,
    "too_short": _EMPTY,
    "string_too_long": _LONG,
    "url_too_long": _LONG,
    "too_long": (N_("“{key}” has too many items"), N_("write at most {max_length}")),
    "string_pattern_mismatch": (N_("“{value}” has not the right form"), N_("compare the manual")),
    "literal_error": _CHOICE,
    "enum": _CHOICE,
    "union_tag_invalid": (
        N_("“{value}” is not among the choices"),
        N_("choose from: {expected_tags}"),
    ),
    **dict.fromkeys(
        (
            "date_type",
            "date_parsing",
            "date_from_datetime_parsing",
            "date_from_datetime_inexact",
        ),
        _DAY,
    ),
    **dict.fromkeys(
        ("date_past", "datetime_past"), (N_("“{value}” is not in the past"), N_("look the day up"))
    ),
    **dict.fromkeys(
        ("date_future", "datetime_future"),
        (N_("“{value}” is not in the future"), N_("look the day up")),
    ),
    **dict.fromkeys(("time_type", "time_parsing"), _TIME),
    **dict.fromkeys(
        (
            "datetime_type",
            "datetime_parsing",
            "datetime_object_invalid",
            "datetime_from_date_parsing",
            "timezone_naive",
            "timezone_aware",
            "timezone_offset",
        ),
        _MOMENT,
    ),
    **dict.fromkeys(("time_delta_type", "time_delta_parsing"), _SPAN),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), _WHOLE),
    **dict.fromkeys(
        (
            "float_type",
            "float_parsing",
            "finite_number",
            "decimal_type",
            "decimal_parsing",
            "fraction_type",
            "fraction_parsing",
            "complex_type",
            "complex_str_parsing",
        ),
        _NUMBER,
    ),
    **dict.fromkeys(
        (
            "int_parsing_size",
            "decimal_max_digits",
            "decimal_max_places",
            "decimal_whole_digits",
        ),
        _DIGITS,
    ),
    "greater_than": (N_("“{key}” is too small"), N_("write more than {gt}")),
    "greater_than_equal": (N_("“{key}” is too small"), N_("write at least {ge}")),
    "less_than": (N_("“{key}” is too large"), N_("write less than {lt}")),
    "less_than_equal": (N_("“{key}” is too large"), N_("write at most {le}")),
    "multiple_of": (
        N_("“{value}” does not fit"),
        N_("write a multiple of {multiple_of}"),
    ),
    **dict.fromkeys(("bool_type", "bool_parsing"), _SWITCH),
    **dict.fromkeys(("url_type", "url_parsing", "url_syntax_violation"), _ADDRESS),
    "url_scheme": (
        N_("“{value}” is no address"),
        N_("begin it with one of: {expected_schemes}"),
    ),
    **dict.fromkeys(("uuid_type", "uuid_parsing", "uuid_version"), _IDENTIFIER),
    **dict.fromkeys(
        (
            "assertion_error",
            "callable_type",
            "default_factory_not_called",
            "ellipsis_error",
            "frozen_field",
            "frozen_instance",
            "get_attribute_error",
            "is_instance_of",
            "is_subclass_of",
            "json_invalid",
            "json_type",
            "missing_sentinel_error",
            "needs_python_object",
            "none_required",
            "recursion_depth_exceeded",
            "recursion_loop",
            "value_error",
        ),
        _OTHER,
    ),
}
_QUOTED: Final = frozenset(
    {"date_form", "deadline_form", "year_form", "whole_form", "quantity_form", "choice"}
)
"""Faults of values that have no quotation marks of their own."""


def words(kind: str) -> tuple[str, str]:
    """What is wrong, and what to do, by the type of Pydantic's error; in English, to be filled."""
    return _WORDS.get(kind, _WORDS["value_error"])


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
