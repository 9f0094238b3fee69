"""What stands out of its order: as little as can have been moved."""

from bisect import bisect_left
from collections.abc import Sequence


def strays(numbers: Sequence[int]) -> frozenset[int]:
    """The places in ``numbers``, which are distinct, that are not on a longest way upward.

    That way is a longest ascending subsequence, found by patience sorting (M. Fredman, 1975).
    """
    tops: list[int] = []
    places: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        before.append(places[pile - 1] if pile else None)
        tops[pile : pile + 1] = [number]
        places[pile : pile + 1] = [place]
    way: set[int] = set()
    on_the_way = places[-1] if places else None
    while on_the_way is not None:
        way.add(on_the_way)
        on_the_way = before[on_the_way]
    return frozenset(range(len(numbers))) - way
