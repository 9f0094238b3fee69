"""The words for every fault of a value: what is wrong, and what to do, by the type of the error."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from branchreport.language import N_

Words: TypeAlias = tuple[str, str]

_KEYS: Final[Words] = (N_("“{key}” takes keys"), N_("write lines of the form “key: value”"))
_NAMES: Final[Words] = (N_("“{key}” takes keys"), N_("write lines of the form “name: value”"))
_LIST: Final[Words] = (N_("“{key}” takes a list"), N_("write each item on a line after “- ”"))
_TEXT: Final[Words] = (N_("“{key}” takes a text"), N_("write one text, not a list or keys"))
_DAY: Final[Words] = (N_("“{value}” is no date"), N_("write the date as 2021-03-05"))
_TIME: Final[Words] = (N_("“{value}” is no time of day"), N_("write the time as 14:30"))
_MOMENT: Final[Words] = (
    N_("“{value}” is no date and time"),
    N_("write it as 2021-03-05T14:30"),
)
_SPAN: Final[Words] = (N_("“{value}” is no length of time"), N_("write it as 01:30:00"))
_WHOLE: Final[Words] = (N_("“{value}” is no whole number"), N_("write it in digits, as 18"))
_NUMBER: Final[Words] = (N_("“{value}” is no number"), N_("write digits and a point only"))
_DIGITS: Final[Words] = (N_("“{value}” has too many digits"), N_("write fewer digits"))
_SWITCH: Final[Words] = (N_("“{value}” is neither yes nor no"), N_("write yes or no"))
_ADDRESS: Final[Words] = (N_("“{value}” is no address"), N_("write it as https://example.org"))
_IDENTIFIER: Final[Words] = (
    N_("“{value}” is no identifier"),
    N_("write it as 12345678-1234-4234-8234-123456789abc"),
)
_BYTES: Final[Words] = (N_("“{key}” takes a text"), N_("save the file as UTF-8 text"))
_EMPTY: Final[Words] = (N_("“{key}” is empty"), N_("write a value, or delete the key"))
_LONG: Final[Words] = (
    N_("“{key}” is too long"),
    N_("write at most {max_length} characters"),
)
_CHOICE: Final = (N_("“{value}” is not among the choices"), N_("choose from: {expected}"))
_OTHER: Final[Words] = (N_("“{key}” has a value that does not fit"), N_("compare the manual"))
_MISSING: Final[Words] = (N_("“{key}” is missing"), N_("write the key “{key}”"))
_UNKNOWN: Final[Words] = (N_("there is no key “{key}”"), N_("delete it"))

WORDS: Final[Mapping[str, Words]] = {
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
    "digest_form": (
        N_("“{value}” is no digest"),
        N_("leave it as “branchreport issue” wrote it: 64 digits and letters from a to f"),
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
    "color_form": (
        N_("“{value}” is no colour"),
        N_("write red, green and blue with two hexadecimal digits each, as FF0000"),
    ),
    "color_other_form": (N_("the colour “{value}” is in another form"), N_("write it as {put}")),
    "language_form": (N_("“{value}” is no language"), N_("write it as zh-CN or en-GB")),
    "language_other_form": (
        N_("the language “{value}” is in another form"),
        N_("write it as {put}"),
    ),
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


def words(kind: str) -> tuple[str, str]:
    """What is wrong, and what to do, by the type of Pydantic's error; in English, to be filled."""
    return WORDS.get(kind, WORDS["value_error"])
