"""Which records of two years are the same: the surest link first, each record once."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branchreport.compare.assignment import assigned
from branchreport.compare.changes import Link
from branchreport.compare.likeness import content_of, likeness
from branchreport.compare.matching import Item, matches

PAIRS = [
    ("理论学习不够深入，学用结合不紧密", "理论学习还不够深入，学用结合不够紧密", "96.0", Link.TEXT),
    ("全年开展志愿服务不少于6次", "全年开展志愿服务不少于8次", "92.3", Link.TEXT),
    ("参观红色教育基地", "参观红色教育基地并重温入党誓词", "69.6", Link.TEXT),
    ("志愿服务活动开展次数偏少", "志愿服务开展频次不高", "77.8", Link.TEXT),
    ("创新意识不强，活动形式单一", "活动形式较单一，创新不足", "75.0", Link.TEXT),
    ("党员教育管理不够严格", "党员教育形式不够丰富", "50.0", Link.DOUBTFUL),
    ("调研走访不够深入", "理论学习不够深入", "33.3", None),
    ("党建与业务融合不够深", "党建业务“两张皮”现象仍然存在", "53.3", Link.DOUBTFUL),
    ("too few rides in winter", "still not enough winter rides", "81.8", Link.TEXT),
    ("the workshop is too small", "Too few members volunteer", "25.0", None),
    ("还不够", "仍然不足", "28.6", None),
    ("单", "单", "100.0", Link.WORDS),
    ("理论学习，不够深入", "理论学习不够深入。", "100.0", Link.WORDS),
]


@pytest.mark.parametrize(("old", "new", "score", "link"), PAIRS)
def test_phrases_are_alike_without_what_all_phrases_share(
    old: str, new: str, score: str, link: Link | None
) -> None:
    assert str(likeness(content_of(old), content_of(new))) == score
    found = matches([Item(old)], [Item(new)])
    assert [match.link for match in found] == ([link] if link else [])
    exact = link is None or link is Link.WORDS
    assert [str(match.score) for match in found if match.score] == ([] if exact else [score])
    assert bool(matches([Item(old)], [Item(new)], fuzzy=False)) == (link is Link.WORDS)


def test_the_surest_link_comes_first() -> None:
    old = [
        Item("甲乙丙丁", "1"),
        Item("子丑寅卯", "2"),
        Item("金木水火", "3"),
        Item("东南西北", "4"),
    ]
    new = [
        Item("子丑寅卯", "1"),  # the id of the first, the words of the second
        Item("别的什么", "9", "2"),  # says that it was the second
        Item("东，南西北", "8"),
        Item("金木水火土", "7"),
    ]
    assert [(match.old, match.new, match.link) for match in matches(old, new)] == [
        (0, 0, Link.ID),
        (1, 1, Link.EXPLICIT),
        (3, 2, Link.WORDS),
        (2, 3, Link.TEXT),
    ]


@pytest.mark.parametrize(
    ("words", "score"),
    [
        (("开展志愿服务", "更换老旧水表"), "0.0"),
        (("理论学习不够深入", "调研走访不够深入"), "33.3"),
        (("党员教育管理不够严格", "党员教育形式不够丰富"), None),
        (("理论学习不够深入", "理论学习，不够深入。"), None),
    ],
)
def test_an_id_that_may_have_been_used_again_says_how_unlike_the_words_are(
    words: tuple[str, str], score: str | None
) -> None:
    old, new = [Item(words[0], "1")], [Item(words[1], "1")]
    for pair in ((old, new), (new, old)):
        (match,) = matches(*pair)
        assert (match.link, str(match.score)) == (Link.ID, str(score))
        (sure,) = matches(*pair, fuzzy=False)
        assert (sure.link, sure.score) == (Link.ID, None)
    (linked,) = matches(old, [Item(words[1], "2", "1")])
    assert (linked.link, linked.score) == (Link.EXPLICIT, None)


@pytest.mark.parametrize("words", [("甲乙", "丙丁"), ("丙丁", "甲乙")])
def test_a_link_is_followed_whichever_words_come_first(words: tuple[str, str]) -> None:
    old, new = [Item(words[0], "1")], [Item(words[1], "2", "1")]
    assert [match.link for match in matches(old, new)] == [Link.EXPLICIT]


def test_sections_of_one_heading_are_told_apart_by_what_holds_them() -> None:
    old = [Item("概况", within="党课"), Item("概况", within="宣传"), Item("概况")]
    new = [Item("概况"), Item("概况", within="宣传"), Item("概况", within="党课")]
    assert [match.old for match in matches(old, new)] == [2, 1, 0]
    assert [(match.old, match.new) for match in matches(old[:2], new[1:2])] == [(1, 0)]


def test_a_sure_match_is_not_given_up_for_two_doubtful_ones() -> None:
    old, new = (
        [Item("甲乙丙丁戊己"), Item("庚辛甲乙丙壬")],
        [Item("甲乙丙丁戊癸"), Item("丙丁戊己子丑")],
    )
    links = {(match.old, match.new): match.link for match in matches(old, new)}
    assert links[0, 0] is Link.TEXT


def test_records_are_used_once_so_that_all_together_are_most_alike() -> None:
    # the first is most like the second, but the second has nothing else
    old = [Item("加快老旧管网改造"), Item("加快老旧管网更新改造")]
    new = [Item("老旧管网更新改造加快实施"), Item("老旧管网改造")]
    found = {(match.old, match.new) for match in matches(old, new)}
    assert found == {(0, 1), (1, 0)}


WEIGHTS = st.integers(0, 6).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 40), min_size=columns, max_size=columns), max_size=6
    )
)


def best(weights: list[list[int]]) -> int:
    """The greatest sum, by trying all."""
    rows = len(weights)
    columns = len(weights[0]) if weights else 0
    if rows > columns:
        return best([list(row) for row in zip(*weights, strict=True)]) if columns else 0
    ways = permutations(range(columns), rows)
    return max(sum(weights[row][column] for row, column in enumerate(way)) for way in ways)


@given(WEIGHTS)
@settings(max_examples=150)
def test_no_other_assignment_adds_up_to_more(weights: list[list[int]]) -> None:
    pairs = assigned(weights)
    assert sum(weights[row][column] for row, column in pairs) == best(weights)
    assert all(weights[row][column] > 0 for row, column in pairs)
    for side in zip(*pairs, strict=True):
        assert len(set(side)) == len(side)


ITEMS = st.lists(
    st.builds(
        Item,
        st.text("学习不够深入单一形式", min_size=1, max_size=8),
        st.sampled_from(["", "1", "2", "3"]),
        st.sampled_from(["", "", "1", "4"]),
        st.sampled_from(["", "甲", "乙"]),
    ),
    max_size=6,
    unique=True,
)


@given(ITEMS, ITEMS, st.booleans())
@settings(max_examples=150)
def test_matching_is_the_same_from_both_sides(
    old: list[Item], new: list[Item], fuzzy: bool
) -> None:
    there = {(*match[:2], *match[2:]) for match in matches(old, new, fuzzy=fuzzy)}
    back = {(match.new, match.old, *match[2:]) for match in matches(new, old, fuzzy=fuzzy)}
    assert there == back


@given(ITEMS, ITEMS, st.randoms())
@settings(max_examples=150)
def test_the_order_of_lists_changes_no_match(
    old: list[Item], new: list[Item], random: object
) -> None:
    def found(old: list[Item], new: list[Item]) -> set[tuple[Item, Item, Link]]:
        return {(old[match.old], new[match.new], match.link) for match in matches(old, new)}

    shuffled = old.copy(), new.copy()
    for items in shuffled:
        random.shuffle(items)  # type: ignore[attr-defined]
    assert found(old, new) == found(*shuffled)


@given(ITEMS)
def test_a_list_matches_itself(items: list[Item]) -> None:
    named = [item._replace(id=str(place)) for place, item in enumerate(items)]
    assert [(match.old, match.link) for match in matches(named, named)] == [
        (place, Link.ID) for place in range(len(named))
    ]
