"""Pydantic's faults in our words: by their stable type, with what was written and what to do."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from branchreport.diagnostics import Diagnostic, Edit, Fix, Severity, shortened
from branchreport.language import N_, _, spoken
from branchreport.loading.naming import keys_of
from branchreport.loading.slips import of_text
from branchreport.places import Atlas, Location
from branchreport.records.record import Record, describe

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # a value of the wrong shape
    "missing": (N_("“{key}” is missing"), N_("write the key “{key}”")),
    "empty": (N_("“{key}” is empty"), N_("write a value after the colon")),
    "string_type": (N_("“{key}” takes a text"), N_("write one text, not a list or keys")),
    "tuple_type": (N_("“{key}” takes a list"), N_("write each item on a line after “- ”")),
    "dict_type": (N_("“{key}” takes keys"), N_("write lines of the form “name: value”")),
    "model_type": (N_("“{key}” takes keys"), N_("write lines of the form “key: value”")),
    "model_attributes_type": (N_("“{key}” takes keys"), N_("write lines of the form “key: value”")),
    # texts
    "blank": (N_("“{key}” is empty"), N_("write a value, or delete the key")),
    "several_lines": (N_("“{key}” takes one line"), N_("write it without line breaks")),
    "unprintable": (
        N_("“{key}” holds a character that no document can show: {codepoint}"),
        N_("delete it"),
    ),
    # days, years and numbers
    "date_form": (N_("“{value}” is no date"), N_("write the date as 2021-03-05")),
    "deadline_form": (
        N_("“{value}” is no date"),
        N_("write the date as 2021-03-05, or choose from: {choices}"),
    ),
    "date_other_form": (N_("the date “{value}” is in another form"), N_("write it as {iso}")),
    "date_absent": (N_("there is no such day: “{value}”"), N_("look the day up")),
    "year_form": (N_("“{value}” is no year"), N_("write four digits, as 2021")),
    "whole_form": (
        N_("“{value}” is no whole number of people"),
        N_("write it in half-width digits, as 18"),
    ),
    "times_form": (
        N_("“{value}” is no number of times"),
        N_("write it in half-width digits, from 1, as 2"),
    ),
    "quantity_form": (
        N_("“{value}” is no quantity"),
        N_("write a number and its measure word, as 12 rides, over 30, about 300 km"),
    ),
    "choice": (N_("“{value}” is not among the choices"), N_("choose from: {choices}")),
    "literal_error": (N_("“{value}” is not among the choices"), N_("choose from: {expected}")),
    "float_parsing": (N_("“{value}” is no number"), N_("write digits and a point only")),
    "bool_parsing": (N_("“{value}” is neither yes nor no"), N_("write yes or no")),
    "finite_number": (N_("“{value}” is no number"), N_("write digits and a point only")),
    "greater_than_equal": (N_("“{key}” is too small"), N_("write at least {ge}")),
    "less_than_equal": (N_("“{key}” is too large"), N_("write at most {le}")),
    "string_pattern_mismatch": (N_("“{value}” has not the right form"), N_("compare the manual")),
    "string_too_short": (N_("“{key}” is empty"), N_("write a value, or delete the key")),
    "string_too_long": (N_("“{key}” is too long"), N_("write at most {max_length} characters")),
    # records that do not add up
    "no_period": (
        N_("neither a year nor a period is given"),
        N_("write “year: 2021”, or “from” and “to”"),
    ),
    "half_period": (N_("only one end of the period is given"), N_("write both “from” and “to”")),
    "reversed_period": (N_("the period ends before it begins"), N_("exchange “from” and “to”")),
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
}
_OTHER: Final = (N_("“{key}” has a value that does not fit"), N_("compare the manual"))


def findings(
    errors: Iterable[Mapping[str, Any]], data: Any, atlas: Atlas, model: type[Record]
) -> list[Diagnostic]:
    """A finding for each of Pydantic's ``errors`` about ``data``, where the fault was written."""
    return [_finding(error, data, atlas, model) for error in errors]


def _finding(error: Mapping[str, Any], data: Any, atlas: Atlas, model: type[Record]) -> Diagnostic:
    kind, location = error["type"], tuple(error["loc"])
    record, location = _follow(location, data, model, lacking=kind == "missing")
    place = atlas.value(location)
    if kind == "missing":
        kind, place = _missing(location, atlas)
    elif _at(data, location) is None:
        kind = "blank"
    context = {
        "key": _spelled(location, atlas, model),
        "value": shortened(str(_at(data, location))),
        **error.get("ctx", {}),
    }
    if "choices" in context:
        context["choices"] = _choices(context["choices"])
    message, help_text = (_(words) for words in _WORDS.get(kind, _OTHER))
    iso = error.get("ctx", {}).get("iso")
    return Diagnostic(
        "BR203" if kind in {"missing", "empty"} else "BR204",
        Severity.ERROR,
        message.format(**context),
        place,
        record,
        help=_slip(kind, data, location) or help_text.format(**context),
        fix=Fix((Edit(place, iso),)) if iso else None,
    )


def _follow(
    location: Location, data: Any, model: type[Record], *, lacking: bool
) -> tuple[str, Location]:
    """The name of the innermost record on the way, and the way as far as the data has it."""
    known: type[Record] | None = model
    named, value = "", data
    for depth, step in enumerate(location):
        held = isinstance(value, dict) and step in value
        held = held or (isinstance(value, list) and isinstance(step, int) and step < len(value))
        if not held:
            return named, location[: depth + 1] if lacking else location[:depth]
        value = value[step]
        if known and isinstance(step, str):
            key = keys_of(known).get(step)
            known = key.model if key else None
        if known and isinstance(value, dict) and (known.named_by or not named):
            named = describe(known, value)
    return named, location


def _missing(location: Location, atlas: Atlas) -> tuple[str, Any]:
    """Whether a key is missing or stands without a value, and where that is to be shown."""
    key, record = atlas.key(location), atlas.value(location[:-1])
    if key != record:
        return "empty", key
    first_line = type(record)(
        record.file, record.line, record.column, record.line, record.column + 1
    )
    return "missing", first_line


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
    known: type[Record] | None = model
    for name in names[:-1]:
        key = keys_of(known).get(name) if known else None
        known = key.model if key else None
    if known and atlas.chinese(location):
        titles = {field.alias or name: field.title for name, field in known.model_fields.items()}
        return titles.get(names[-1]) or names[-1]
    return names[-1]


def _choices(choices: Sequence[Sequence[str]]) -> str:
    language = 1 if spoken() == "zh" else 0
    return _(", ").join(choice[language] for choice in choices)


def _slip(kind: str, data: Any, location: Location) -> str:
    """What to do where the slip behind a fault can be seen in the text."""
    value = _at(data, location)
    if kind in {"model_type", "model_attributes_type", "dict_type", "tuple_type"}:
        return of_text(value) if isinstance(value, str) else ""
    if kind == "string_type" and value:
        return _("put it in quotation marks if it is a text that begins with a bracket")
    return ""


def _at(data: Any, location: Location) -> Any:
    for step in location:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return data
