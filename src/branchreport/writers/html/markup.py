"""HTML as text: elements, and words in which nothing is markup."""

import unicodedata
from html import escape
from typing import Final

from branchreport.writers.characters import fit

_TWO_WAY: Final = frozenset(
    ["R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"]
)
"""Classes of characters that run, or make others run, from right to left (UAX #9, table 4)."""


def words(text: str) -> str:
    """``text`` as content or as the value of an attribute."""
    return escape(fit(text))


def element(tag: str, /, *content: str, **attributes: str | float | None) -> str:
    """The element ``tag``; ``content`` is markup, attributes are words or None to leave them out.

    ``class_`` is the class; an underscore within a name stands for a hyphen.
    """
    said = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{words(str(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{said}>" if tag in _VOID else f"<{tag}{said}>{''.join(content)}</{tag}>"


_VOID: Final = frozenset(["col", "img", "meta"])
"""The elements written here that have neither content nor an end."""


def number(value: float) -> str:
    """``value`` to a thousandth, as CSS and SVG write it."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def runs_both_ways(text: str) -> bool:
    """Whether ``text`` could turn the direction of what stands after it."""
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in _TWO_WAY or character in "\u200e\u200f\u061c"
        for character in text
    )
