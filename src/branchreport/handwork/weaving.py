"""Two edits of one paragraph or table, woven into one where they are in different places.

Paragraphs are compared by sentences, tables by rows. What both changed, or where what one changed
begins as the other ends, is nothing to be decided here.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, Final, NamedTuple, TypeAlias

from branchreport.handwork.behind import letters, properties, sides
from branchreport.word_files import WORD
from branchreport.word_files.looks import look
from branchreport.word_files.words import words

_END: Final = re.compile(r"[。；！？;!?\n][”’）》]*|(?<=[a-z0-9)”])\.[”)]*(?=\s)")
"""The end of a sentence, in Chinese and English, or of what stands before a semicolon."""
_ROW: Final = "\t\n"
"""What a row ends with (`word_files.words`)."""
_TEXT: Final = f"{WORD}t"
_TR: Final = f"{WORD}tr"
_HELD: Final = tuple(
    f"{WORD}{name}"
    for name in ("footnoteReference", "endnoteReference", "commentReference", "commentRangeStart",
                 "commentRangeEnd", "bookmarkStart", "bookmarkEnd", "drawing", "pict", "object",
                 "ins", "del", "moveFrom", "moveTo", "hyperlink", "fldChar", "fldSimple", "sdt")
)  # fmt: skip
"""What stands in a row of somebody's own; ours hold runs of words alone."""
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_HIDDEN: Final = tuple(f"{WORD}{name}" for name in ("del", "moveFrom"))

Edit: TypeAlias = tuple[int, int, int, int]
"""From where to where something is other: before, and then."""


class Hunk(NamedTuple):
    """What of theirs, from ``start`` to ``end``, gives way to ``first`` to ``last`` of ours."""

    start: int
    end: int
    first: int
    last: int


def sentences(text: str) -> list[str]:
    """``text`` in sentences, and in what stands between semicolons."""
    cuts = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts) if end > start]


def rows(text: str) -> list[str]:
    """The rows of a table that says ``text``."""
    return text.removesuffix(_ROW).split(_ROW)


def woven(
    base: Sequence[Hashable], theirs: Sequence[Hashable], ours: Sequence[Hashable]
) -> list[Hunk] | None:
    """What is to be put from ``ours`` into ``theirs``, the last first; None where both touch."""
    mine, others = list(_edits(base, theirs)), list(_edits(base, ours))
    done = [(*each[:2], theirs[each[2] : each[3]]) for each in mine]
    asked = [(*each[:2], ours[each[2] : each[3]]) for each in others]
    hunks = []
    for edit in others:
        start, end, first, last = edit
        if (start, end, ours[first:last]) in done:
            continue  # both did the same
        near = [
            each
            for each in mine
            if each[0] <= end
            and start <= each[1]
            and (*each[:2], theirs[each[2] : each[3]]) not in asked
        ]
        if any(not _are_apart(each, edit) for each in near):
            return None
        shift = sum(
            (to - since) - (until - after) for after, until, since, to in mine if until <= start
        )
        hunks.append(Hunk(start + shift, end + shift, first, last))
    return hunks[::-1]


def _edits(base: Sequence[Hashable], now: Sequence[Hashable]) -> Iterator[Edit]:
    for kind, *edit in SequenceMatcher(None, base, now, autojunk=False).get_opcodes():
        start, end, first, last = edit
        if kind == "replace" and end - start == last - first:
            for place in range(end - start):  # each in the place of another
                yield start + place, start + place + 1, first + place, first + place + 1
        elif kind != "equal":
            yield start, end, first, last


def _are_apart(one: Edit, other: Edit) -> bool:
    """Whether two edits that are near are of neighbours, each of which is still there."""
    if one[0] < other[1] and other[0] < one[1]:
        return False
    return all(end - start == last - first > 0 for start, end, first, last in (one, other))


def weave_words(paragraph: Any, base: str, ours: str, text: str) -> bool:
    """Put what ``ours`` says otherwise than ``base`` into ``paragraph``, which says ``text``.

    Whether that could be; nothing is changed where it could not.
    """
    places = [(node, at) for node in _nodes(paragraph) for at in range(len(node.text or ""))]
    if "".join((node.text or "")[at] for node, at in places) != text:
        return False  # something stands between the words
    mine, now = sentences(ours), sentences(text)
    hunks = woven(sentences(base), now, mine)
    if hunks is None:
        return False
    starts = [sum(map(len, now[:index])) for index in range(len(now) + 1)]
    for start, end, first, last in hunks:
        old, new = "".join(now[start:end]), "".join(mine[first:last])
        for kind, i, j, k, m in reversed(SequenceMatcher(None, old, new, False).get_opcodes()):
            if kind != "equal":
                _put(places, starts[start] + i, starts[start] + j, new[k:m], begins=not i)
    return True


def _put(places: list[tuple[Any, int]], start: int, end: int, words: str, *, begins: bool) -> None:
    """Put ``words`` in the place of the characters from ``start`` to ``end``, in their run.

    Where nothing gives way they join the run before, unless a sentence ``begins`` with them.
    """
    if not places:
        return
    after = start < end or (begins and start < len(places)) or not start
    node, at = places[start] if after else places[start - 1]
    at += not after
    for gone, where in reversed(places[start:end]):
        said = gone.text or ""
        gone.text = said[:where] + said[where + 1 :]
    said = node.text or ""
    node.text = said[:at] + words + said[at:]
    node.set(_SPACE, "preserve")
    places[:] = [
        (each, position)
        for each in dict.fromkeys(each for each, _ in places)
        for position in range(len(each.text or ""))
    ]


def _nodes(paragraph: Any) -> Iterator[Any]:
    for node in paragraph.iter(_TEXT):
        if not any(True for _ in node.iterancestors(*_HIDDEN)):
            yield node


def weave_rows(table: Any, base: str, look_then: str, other: Any, brought: Any) -> bool:
    """Put the rows that ``other`` has otherwise than ``base`` into ``table``; as `weave_words`.

    ``look_then`` is how the base was formatted: a row that is formatted anew is another one.
    ``brought`` is ``other`` as it may stand in the document of ``table``.
    """
    there, here = table.findall(_TR), brought.findall(_TR)
    now, mine = rows(words(table)), rows(words(other))
    if len(now) != len(there) or len(mine) != len(here):
        return False
    if len({len(row.findall(f"{WORD}tc")) for row in (*there, *here)}) != 1:
        return False
    if not _are_aligned_alike(table, other, look_then):
        return False
    keys = _keys(rows(base), look_then), _keys(now, look([table])), _keys(mine, look([other]))
    hunks = woven(*keys)
    if hunks is None or any(not hunk.start for hunk in hunks):
        return False  # the head, which has the bookmark, is left alone
    if any(_holds_more(row) for start, end, *_ in hunks for row in there[start:end]):
        return False
    for start, end, first, last in hunks:
        place = there[start - 1]
        for row in there[start:end]:
            table.remove(row)
        for row in reversed(here[first:last]):
            place.addnext(row)
    return True


def _holds_more(row: Any) -> bool:
    """Whether somebody has put something besides words into ``row``, which would go with it."""
    return any(True for _ in row.iter(*_HELD))


def _keys(said: Sequence[str], written: str) -> list[tuple[str, ...]]:
    """What tells rows apart: their words, and how those are formatted."""
    found, start = [], 0
    known = properties(written)
    for row in said:
        end = start + letters(row)
        looks = sorted(
            f"{max(since, start) - start}-{min(until, end) - start}{kind}"
            for kind, places in known.items()
            for since, until in places
            if since < end and until > start
        )
        found.append((row, *looks))
        start = end
    return found


def _are_aligned_alike(table: Any, other: Any, look_then: str) -> bool:
    """Whether no row that is in both is aligned otherwise in ``other``, unless by ``table``."""
    if sides(look([other])) == sides(look_then):
        return True
    there = {words_of_row(row): sides(look([row])) for row in table.findall(_TR)}
    return all(
        there.get(words_of_row(row), side := sides(look([row]))) == side
        for row in other.findall(_TR)
    )


def words_of_row(row: Any) -> str:
    """What stands in ``row``, to know it by."""
    return "\t".join(words(each) for each in row.iter(f"{WORD}p"))
