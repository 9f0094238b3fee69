"""What the records of a year say, in one digest: equal wherever and however they are written."""

import datetime
import hashlib
import json
from typing import Any, Final

from branchreport.records.choices import Choice
from branchreport.records.record import Record
from branchreport.records.year import BranchYear

_LEFT_OUT: Final = frozenset({"issues", "restatements", "rules", "exempt", "rule_sets"})
"""Fields of records that say nothing of the year: what became of its documents, and what only
decides what is checked of it and how much a finding weighs."""


def records_digest(year: BranchYear) -> str:
    """The SHA-256 of what ``year`` says, in 64 hexadecimal digits.

    It is that of canonical JSON in ASCII: the values by their English keys, sorted. What has its
    default is left out, so that a key which later versions add changes nothing.
    """
    said = json.dumps(_said(year), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode("ascii")).hexdigest()


def _said(value: object) -> Any:
    """``value`` as JSON has it; a quantity as it was written, for documents quote it so."""
    match value:
        case Record():
            return dict(_fields(value))
        case Choice():
            return value.value
        case dict():
            return {str(name): _said(item) for name, item in value.items()}
        case tuple():
            return [_said(item) for item in value]
        case datetime.date():
            return value.isoformat()
        case bool() | int():
            return value
    return str(value)


def _fields(record: Record) -> list[tuple[str, Any]]:
    """The fields of ``record`` that say something, by their English keys."""
    return [
        (info.alias or name, _said(value))
        for name, info in type(record).model_fields.items()
        if name not in _LEFT_OUT
        and (value := getattr(record, name)) != info.get_default(call_default_factory=True)
    ]
