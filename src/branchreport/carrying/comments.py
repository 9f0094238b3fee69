"""What people remarked in a Word file beside its text, and where."""

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from branchreport.handwork.comments import AUTHOR
from branchreport.handwork.manuscript import Manuscript, Passage
from branchreport.ledger import joined
from branchreport.word_files import WORD
from branchreport.word_files.words import words

_HERE: Final = re.compile("\ue010([0-9]{1,9})\ue011")
"""What stands for the beginning of a remark while its place is looked for."""


_BEGINNINGS: Final = (f"{WORD}commentRangeStart", f"{WORD}commentReference")


class Remark(NamedTuple):
    """A comment: who wrote it, what it says, and at which character of its passage it stands."""

    author: str
    text: str
    at: int


class _Comment(NamedTuple):
    author: str
    text: str


def remarks(manuscript: Manuscript) -> Mapping[int, list[Remark]]:
    """The comments of people, by the index of the passage at which they stand."""
    comments = _comments(manuscript)
    if not comments:
        return {}
    found = {}
    for index, passage in enumerate(manuscript.passages):
        if beside := list(_beside(passage, comments)):
            found[index] = beside
    return found


def _comments(manuscript: Manuscript) -> dict[str, _Comment]:
    file = manuscript.file
    part = file.related("comments")
    if part is None:
        return {}
    found = {}
    for each in file.tree(part).iter(f"{WORD}comment"):
        author = each.get(f"{WORD}author", "")
        said = joined(words(paragraph) for paragraph in each.iter(f"{WORD}p")).strip()
        if author != AUTHOR and said:
            found[each.get(f"{WORD}id", "")] = _Comment(author, said)
    return found


def _beside(passage: Passage, comments: Mapping[str, _Comment]) -> Iterator[Remark]:
    known: list[_Comment] = []
    text = joined(words(_marked(each, comments, known)) for each in passage.elements)
    at = done = 0
    for mark in _HERE.finditer(text):
        at += mark.start() - done
        done = mark.end()
        if int(mark[1]) < len(known):
            author, said = known[int(mark[1])]
            yield Remark(author, said, at)


def _marked(element: Any, comments: Mapping[str, _Comment], known: list[_Comment]) -> Any:
    """A copy of ``element`` with a mark where each of ``comments`` begins, which become known."""
    if next(element.iter(*_BEGINNINGS), None) is None:
        return element
    copied = copy.deepcopy(element)
    seen: set[str] = set()
    for each in list(copied.iter(*_BEGINNINGS)):
        name = each.get(f"{WORD}id", "")
        if name in comments and name not in seen:
            seen.add(name)
            each.tag, each.text = f"{WORD}t", f"\ue010{len(known)}\ue011"
            known.append(comments[name])
    return copied
