"""The known name that a mistyped one was meant to be."""

import unicodedata
from collections.abc import Iterable


def closest(written: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that ``written`` was most likely meant to be, or None.

    Short Chinese words differ by one character where an input method offered a homophone
    (``党客`` for ``党课``); their share of equal characters is too small for a ratio to see.
    """
    names = list(known)
    wanted = _bare(written)
    for name in names:
        if _bare(name) == wanted:
            return name
    for name in names:
        if 2 <= len(name) <= 3 and _one_substitution(wanted, name):
            return name
    from difflib import get_close_matches  # only a fault needs it

    return next(iter(get_close_matches(wanted, names, n=1)), None)


def _bare(text: str) -> str:
    """``text`` as it is compared: compatibility forms folded, nothing that cannot be seen."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(
        character
        for character in folded
        if not character.isspace() and unicodedata.category(character) not in {"Cf", "Cc"}
    )


def _one_substitution(written: str, name: str) -> bool:
    return (
        len(written) == len(name)
        and not name.isascii()
        and sum(a != b for a, b in zip(written, name, strict=True)) == 1
    )
