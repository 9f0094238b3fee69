"""The known name that a mistyped one was meant to be."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import islice
from typing import Final

_LONGEST: Final = 40
"""Characters of a name for which another is looked for; nobody mistypes a name that long."""

_MOST_KNOWN: Final = 500
"""Names that are compared; nobody has more, and a comparison takes its time."""

_MOST_COMPARISONS: Final = 5000
"""Comparisons for all mistyped names of a year; where that is not enough, guesses help nobody."""


def closest(
    written: str, known: Iterable[str], preferred: Collection[str] = frozenset()
) -> str | None:
    """The one of ``known`` that ``written`` was most likely meant to be, or None.

    The same but for case, width and blanks comes first; then the one that the fewest slips of the
    hand lead to (see `slips`); among equals one that is ``preferred``, and the one that has most
    characters in common. Input methods offer homophones, so a Chinese name of two characters may
    differ in one of them: ``党客``, ``党课``.
    """
    if len(written) > 2 * _LONGEST:
        return None
    wanted = folded(written)
    names = list(islice(known, _MOST_KNOWN))
    same = next((name for name in names if folded(name) == wanted), None)
    if same is not None or not wanted:
        return same
    best, found = None, None
    for name in names:
        number = slips(wanted, name.casefold())
        if number is None:
            continue
        rank = (number, name not in preferred, -_shared(wanted, name))
        if best is None or rank < best:
            best, found = rank, name
    return found


class Guesses:
    """The closest names for a whole year, as long as looking for them does not take too long."""

    def __init__(self) -> None:
        self._left = _MOST_COMPARISONS

    def closest(self, written: str, known: Iterable[str]) -> str | None:
        """As the function `closest`; None once there were too many names to compare."""
        if self._left <= 0:
            return None
        names = list(islice(known, _MOST_KNOWN))
        self._left -= len(names)
        return closest(written, names)


def folded(text: str) -> str:
    """``text`` as it is compared: compatibility forms folded, nothing that cannot be seen."""
    if text.isascii() and text.isalnum():
        return text.casefold()
    bare = unicodedata.normalize("NFKC", text).casefold()
    return "".join(
        character
        for character in bare
        if not character.isspace() and unicodedata.category(character) not in {"Cf", "Cc"}
    )


def slips(written: str, name: str) -> int | None:
    """How many slips of the hand lead from ``name`` to ``written``; None if too many for a slip.

    A slip is a character too many, too few, another one, or two exchanged (the distance of
    optimal string alignment). One is allowed in names of up to five characters, two in longer ones,
    three from ten; at least half of the name has to remain. A Chinese name that stands whole in
    what was written, or the other way round, is as far away as a name may be.
    """
    allowed = 1 if len(name) <= 5 else 2 if len(name) < 10 else 3
    if len(name) < 2 + name.isascii() or len(written) > _LONGEST:
        return None
    if not name.isascii() and len(written) >= 2 and (name in written or written in name):
        return allowed
    if abs(len(written) - len(name)) > allowed or 2 * _shared(written, name) < len(name):
        return None
    return _distance(written, name, allowed)


def _distance(first: str, second: str, most: int) -> int | None:
    """The distance of optimal string alignment; None if it is more than ``most``."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, character in enumerate(first, 1):
        before, above, row = row, before, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (character != other))
            exchanged = i > 1 and j > 1 and character == second[j - 2] and first[i - 2] == other
            row.append(min(cost, above[j - 2] + 1) if exchanged else cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None


def _shared(first: str, second: str) -> int:
    """How many characters two names have in common, wherever they stand."""
    return (Counter(first) & Counter(second)).total()
