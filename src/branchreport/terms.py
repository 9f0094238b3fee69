"""The counts that an expression in prose speaks of."""

from typing import Final, NamedTuple

SHELVES: Final = ("数", "counts")
"""The names under which every count is found, for those that are no identifiers."""


class Term(NamedTuple):
    """A count in an expression: its name, which of its attributes is asked for, and the sign."""

    name: str
    attribute: str = ""
    sign: int = 1
