"""Which records of two years are one and the same: by link, by id, by words, or by likeness.

Each record is used once, and the surest link comes first. Neither the order of the lists nor which
of them is called the old one changes what is found: records are compared in an order of their own.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from branchreport.compare.assignment import assigned
from branchreport.compare.changes import Link, Match
from branchreport.compare.likeness import ALIKE, DOUBTFUL, content_of, likeness, words_of


class Item(NamedTuple):
    """What a record is known by: its words, its id, the id that it says it had, and what holds it.

    Each is empty where there is none.
    """

    words: str
    id: str = ""
    continues: str = ""
    within: str = ""


_Pair = tuple[int, int, Link, Decimal | None]
_Key = Callable[[Item], str]

_KEYS: Final[tuple[tuple[Link, _Key, _Key], ...]] = (
    (Link.ID, lambda old: _whole(old), lambda new: _whole(new)),
    (Link.EXPLICIT, lambda old: old.id, lambda new: new.continues),
    (Link.EXPLICIT, lambda old: old.continues, lambda new: new.id),
    (Link.ID, lambda old: old.id, lambda new: new.id),
    (Link.WORDS, lambda old: _held(old), lambda new: _held(new)),
    (Link.WORDS, lambda old: words_of(old.words), lambda new: words_of(new.words)),
)
"""What is equal in two records that are the same, the surest first."""


def _whole(item: Item) -> str:
    """All that is known of a record with an id: what is equal in all is not looked at further."""
    return "\n".join(item) if item.id else ""


def _held(item: Item) -> str:
    words = words_of(item.words)
    return f"{words_of(item.within)}\n{words}" if item.within and words else ""


def matches(old: Sequence[Item], new: Sequence[Item], *, fuzzy: bool = True) -> tuple[Match, ...]:
    """The pairs of ``old`` and ``new`` that are the same record, in the order of ``new``.

    Without ``fuzzy`` only those that are known to be. A match by id has a score only if the words
    of both are so different that the id may have been used for something else.
    """
    olds, news = _ordered(old), _ordered(new)
    turned = [old[index] for index in olds] > [new[index] for index in news]
    if turned:
        found = matches(new, old, fuzzy=fuzzy)
        swapped = (Match(match.new, match.old, match.link, match.score) for match in found)
        return tuple(sorted(swapped, key=lambda match: match.new))
    pairs = _pairs([old[index] for index in olds], [new[index] for index in news], fuzzy=fuzzy)
    named = (Match(olds[i], news[j], link, score) for i, j, link, score in pairs)
    return tuple(sorted(named, key=lambda match: match.new))


def _ordered(items: Sequence[Item]) -> list[int]:
    return sorted(range(len(items)), key=lambda index: items[index])


def _pairs(old: Sequence[Item], new: Sequence[Item], *, fuzzy: bool) -> Iterator[_Pair]:
    olds, news = dict(enumerate(old)), dict(enumerate(new))
    for link, old_key, new_key in _KEYS:
        for i, j in _equal(olds, news, old_key, new_key):
            same = olds.pop(i), news.pop(j)
            yield i, j, link, _unlike(*same) if fuzzy and link is Link.ID else None
    scores = _scores(olds, news) if fuzzy else {}
    for link, least in ((Link.TEXT, ALIKE), (Link.DOUBTFUL, DOUBTFUL)):
        for i, j in _most_alike(olds, news, scores, least):
            del olds[i], news[j]
            yield i, j, link, scores[i, j]


def _equal(
    olds: Mapping[int, Item], news: Mapping[int, Item], old_key: _Key, new_key: _Key
) -> list[tuple[int, int]]:
    """Pairs with equal keys, each used once; a key that is empty is equal to none."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for i, item in reversed(list(olds.items())):
        waiting[old_key(item)].append(i)
    found = []
    for j, item in news.items():
        key = new_key(item)
        if key and waiting.get(key):
            found.append((waiting[key].pop(), j))
    return found


def _unlike(old: Item, new: Item) -> Decimal | None:
    """How alike two records of one id are, if next to nothing is: the id may be used again."""
    if words_of(old.words) == words_of(new.words):
        return None
    score = likeness(content_of(old.words), content_of(new.words))
    return score if score < DOUBTFUL else None


_Scores = Mapping[tuple[int, int], Decimal]


def _scores(olds: Mapping[int, Item], news: Mapping[int, Item]) -> _Scores:
    """How alike each two are, of those that may be the same."""
    contents = [(j, content_of(item.words)) for j, item in news.items()]
    found = {}
    for i, item in olds.items():
        content = content_of(item.words)
        for j, other in contents:
            if (score := likeness(content, other)) >= DOUBTFUL:
                found[i, j] = score
    return found


def _most_alike(
    olds: Mapping[int, Item], news: Mapping[int, Item], scores: _Scores, least: Decimal
) -> list[tuple[int, int]]:
    """The pairs with scores from ``least`` on that are together the most alike."""
    likely = {
        pair: int(score * 10)
        for pair, score in scores.items()
        if score >= least and pair[0] in olds and pair[1] in news
    }
    rows, columns = sorted({i for i, _ in likely}), sorted({j for _, j in likely})
    weights = [[likely.get((i, j), 0) for j in columns] for i in rows]
    return [(rows[i], columns[j]) for i, j in assigned(weights)]
