"""Texts that YAML reads as just themselves, without quotation marks."""

from typing import Final

import yaml

_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_FORMS: Final = ("- {}", "[{}]")
"""Where a value may stand: on a line, and between brackets, where fewer characters are plain."""


def stands_plain(text: str) -> bool:
    """Whether ``text`` may stand as a value without quotation marks, also between brackets."""
    return all(_reads(text, form) for form in _FORMS)


def stays_plain(before: str, after: str) -> bool:
    """Whether ``after`` may stand without quotation marks wherever ``before`` may."""
    return all(_reads(after, form) for form in _FORMS if _reads(before, form))


def _reads(text: str, form: str) -> bool:
    """Whether ``text`` is read as itself where ``form`` puts it."""
    if text in _NULLS or "\n" in text:
        return False
    try:
        read: object = yaml.load(form.format(text), yaml.BaseLoader)
    except yaml.YAMLError:
        return False
    return read == [text]
