"""Two edits of one paragraph or table, woven into one where they are in different places.

Paragraphs are compared by sentences, tables by rows. What both changed, or where what one changed
begins as the other ends, is nothing to be decided here.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple, TypeAlias

from branchreport.word_files import WORD

_SENTENCE: Final = re.compile(r"[^。；！？;!?\n]*[。；！？;!?\n][”’）》]*|[^。；！？;!?\n]+")
_ROW: Final = "\t\n"
"""What a row ends with (`word_files.words`)."""
_TEXT: Final = f"{WORD}t"
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
    return _SENTENCE.findall(text)


def rows(text: str) -> list[str]:
    """The rows of a table that says ``text``."""
    return text.removesuffix(_ROW).split(_ROW)


def woven(base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]) -> list[Hunk] | None:
    """What is to be put from ``ours`` into ``theirs``, the last first; None where both touch."""
    mine, others = list(_edits(base, theirs)), list(_edits(base, ours))
    hunks = []
    for edit in others:
        start, end, first, last = edit
        near = [each for each in mine if each[0] <= end and start <= each[1]]
        if [(*each[:2], theirs[each[2] : each[3]]) for each in near] == [
            (start, end, ours[first:last])
        ]:
            continue  # both did the same
        if any(not _are_apart(each, edit) for each in near):
            return None
        shift = sum(
            (to - since) - (until - after) for after, until, since, to in mine if until <= start
        )
        hunks.append(Hunk(start + shift, end + shift, first, last))
    return hunks[::-1]


def _edits(base: Sequence[str], now: Sequence[str]) -> Iterator[Edit]:
    for kind, *edit in SequenceMatcher(None, base, now, autojunk=False).get_opcodes():
        if kind != "equal":
            start, end, first, last = edit
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


def weave_rows(table: Any, base: str, ours: str, text: str, brought: Any) -> bool:
    """Put the rows of ours, which ``brought`` has, into ``table``; as `weave_words`."""
    there, here = table.findall(f"{WORD}tr"), brought.findall(f"{WORD}tr")
    now, mine = rows(text), rows(ours)
    if len(now) != len(there) or len(mine) != len(here):
        return False
    if len({len(row.findall(f"{WORD}tc")) for row in (*there, *here)}) != 1:
        return False
    hunks = woven(rows(base), now, mine)
    if hunks is None or any(not hunk.start for hunk in hunks):
        return False  # the head, which has the bookmark, is left alone
    for start, end, first, last in hunks:
        place = there[start - 1]
        for row in there[start:end]:
            table.remove(row)
        for row in reversed(here[first:last]):
            place.addnext(row)
    return True
