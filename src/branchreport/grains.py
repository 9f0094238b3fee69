"""What of a text is changed as a whole: a number, a word, a character; and what was changed."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_GRAIN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?|[A-Za-zÀ-ÿ]+|.", re.DOTALL)
"""What is changed as a whole: a number, a word of Latin letters, any other character."""

_COARSE: Final = re.compile(r"[^\n。；！？.;!?]*[\n。；！？.;!?]?", re.DOTALL)
"""What is changed as a whole in a long text: a sentence."""

_LONGEST: Final = 5_000
"""Characters that are compared one by one: the room for that grows with their square."""


class Hunk(NamedTuple):
    """That the characters of a text from ``start`` to ``end`` became ``text``."""

    start: int
    end: int
    text: str


def hunks(old: str, new: str) -> Iterator[Hunk]:
    """What makes ``new`` of ``old``, in its order; between two of them something is kept."""
    from rapidfuzz.distance import Indel  # takes long to import

    grain = _GRAIN if max(len(old), len(new)) <= _LONGEST else _COARSE
    olds, news = grain.findall(old), grain.findall(new)
    at = start = end = 0
    put = ""
    for edit in Indel.opcodes(olds, news):
        gone = sum(map(len, olds[edit.src_start : edit.src_end]))
        if edit.tag == "equal":
            if start < end or put:
                yield Hunk(start, end, put)
            start, put = at + gone, ""
        else:
            put += "".join(news[edit.dest_start : edit.dest_end])
        at += gone
        end = at
    if start < end or put:
        yield Hunk(start, end, put)
