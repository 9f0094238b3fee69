"""Where in a year there is prose, that is text which may quote a count."""

import datetime
from collections.abc import Iterator
from typing import Final

from branchreport.quantity import Quantity
from branchreport.records.fields import Prose
from branchreport.records.record import Record

_LEAVES: Final = frozenset({str, int, datetime.date, dict, Quantity})
"""Types that hold no prose; asking whether a value is a record takes much longer."""


def prose_of(record: Record) -> Iterator[tuple[tuple[str | int, ...], Prose]]:
    """Every prose below ``record`` with the keys and indices that lead to it, in its order."""
    pending: list[tuple[tuple[str | int, ...], object]] = [((), record)]
    while pending:
        location, value = pending.pop()
        match value:
            case Prose():
                yield location, value
            case Record():
                held = value.__dict__.items()
                pending += [
                    ((*location, name), inner)
                    for name, inner in held
                    if inner and type(inner) not in _LEAVES
                ][::-1]
            case tuple():
                pending += [((*location, i), inner) for i, inner in enumerate(value)][::-1]
