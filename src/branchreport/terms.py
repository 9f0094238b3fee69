"""The counts that an expression in prose speaks of."""

from collections.abc import Mapping
from typing import Final, NamedTuple

SHELVES: Final = ("数", "counts")
"""The names under which every count is found, for those that are no identifiers."""

ATTRIBUTES: Final[Mapping[str, str]] = {
    "value": "value",
    "unit": "unit",
    "previous": "previous",
    "change": "change",
    "growth": "growth",
    "数值": "value",
    "单位": "unit",
    "上年": "previous",
    "增减": "change",
    "同比": "growth",
}
"""What may be asked of a count, as it is written in either language, by its English name."""


class Term(NamedTuple):
    """A count in an expression: its name, the attribute that is written after it, and the sign."""

    name: str
    attribute: str = ""
    sign: int = 1

    @property
    def asked(self) -> str:
        """The English name of its attribute; empty for the figure as a whole."""
        return ATTRIBUTES.get(self.attribute, "")
