"""Stretches of passages for people: the place where two differ, cut between words and brackets."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from branchreport.language import _
from branchreport.show.text import one_line
from branchreport.word_files.words import PICTURE

_WIDEST: Final = 60
"""Characters of a passage that are shown."""
_BEFORE: Final = 12
"""Characters before a difference that are shown at least, where there is no better place to cut."""

_OPENING, _CLOSING = "（“‘《〔【([", "）”’》〕】)]"
_SENTENCES: Final = "。；！？!?\n"
_CLAUSES: Final = f"{_SENTENCES}，、：,;:\t"


class _Stretch(NamedTuple):
    """Where something begins in a text, and where it ends."""

    start: int
    end: int


def excerpt(text: str) -> str:
    """How ``text`` begins."""
    return _quoted(text, _Stretch(0, _end(text, 0)))


def excerpts(one: str, other: str) -> tuple[str, str]:
    """Where ``one`` differs from ``other``, and the other way round."""
    same = _alike(one, other)
    tail = min(_alike(one[::-1], other[::-1]), len(one) - same, len(other) - same)
    texts = (one, other)
    apart = [_Stretch(same, len(text) - tail) for text in texts]
    for ends, inside in ((_SENTENCES, False), (_CLAUSES, False), (_CLAUSES, True)):
        found = [_around(*each, ends, inside=inside) for each in zip(texts, apart, strict=True)]
        if all(each.end - each.start <= _WIDEST for each in found):
            break
    else:
        start = _start(one, same)
        found = [_Stretch(start, _end(text, start)) for text in texts]
    left, right = map(_quoted, texts, found)
    return left, right


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _around(text: str, apart: _Stretch, ends: str, *, inside: bool) -> _Stretch:
    """``apart`` with all up to the next places in ``text`` where it may be cut."""
    places = [0, *_places(text, ends, inside=inside), len(text)]
    start = max((each for each in places if each <= apart.start and each < len(text)), default=0)
    least = max(apart.end + text[: apart.end].endswith("\n"), start + 1)  # what a line end parts
    end = min((each for each in places if each >= least), default=len(text))
    return _Stretch(start, end)


def _places(text: str, ends: str, *, inside: bool) -> Iterator[int]:
    """Places behind ``ends``; those between brackets only where ``inside`` is asked for."""
    depth = 0
    for index, char in enumerate(text):
        depth = max(depth + (char in _OPENING) - (char in _CLOSING), 0)
        if char in ends and (inside or not depth):
            following = text[index + 1 : index + 2]
            if char not in ",.:" or not following.isalnum():  # 1,200 and 10:30 are one
                yield index + 1


def _start(text: str, apart: int) -> int:
    """A place shortly before ``apart``: where a clause begins, or else a word."""
    places = [each for each in (0, *_places(text, _CLAUSES, inside=True)) if each <= apart]
    if apart - places[-1] <= 2 * _BEFORE:
        return places[-1]
    return _whole(text, apart - _BEFORE)


def _end(text: str, start: int) -> int:
    """Where to end what begins at ``start``: with all, a clause, or else a word."""
    most = start + _WIDEST
    if len(text) <= most:
        return len(text)
    for inside in (False, True):
        places = [each for each in _places(text, _CLAUSES, inside=inside) if each <= most]
        if places and places[-1] - start >= _BEFORE:
            return places[-1]
    end = _whole(text, most)
    return end if end > start else most


def _whole(text: str, place: int) -> int:
    """``place``, or the beginning of the number or word in Latin letters that it is in."""
    found = place
    while 0 < found < len(text) and all(_latin(each) for each in text[found - 1 : found + 1]):
        found -= 1
    return found if place - found <= 2 * _BEFORE else place


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".%-")


def _quoted(text: str, shown: _Stretch) -> str:
    before = "…" if text[: shown.start].strip() else ""
    after = "…" if text[shown.end :].strip() else ""
    return f"“{before}{within(text[shown.start : shown.end])}{after}”"


def within(text: str) -> str:
    """``text`` as it stands within quotation marks: in one line, and its own are single ones."""
    return readable(text).replace("“", "‘").replace("”", "’")


def readable(text: str) -> str:
    """``text`` in one line, with words for what is none: pictures, cells and rows."""
    rows = text.replace(PICTURE, _("[picture]")).replace("\t\n", "\n").strip("\n\t ")
    return one_line(rows.replace("\n", " ¶ ").replace("\t", " | "))
