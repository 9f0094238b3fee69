"""Several pieces of one record: which is which, when some come in, go, or change their order."""

import pytest

from branchreport.document import Document, Paragraph, Run, Source
from branchreport.handwork.pairing import paired
from branchreport.ledger import Names, Piece
from handmade import edited, found, say
from mergers import fates, once_and_for_all, rendered, taken, texts

FIRST, SECOND, THIRD = "甲段说明全年学习情况。", "乙段说明结对共建情况。", "丙段说明阵地建设情况。"
NEW = "新设试点，另行总结经验。"
BY_HAND = "乙段说明结对共建情况，成效很好。"


def said(*paragraphs: str) -> bytes:
    """The Word file of a record that says ``paragraphs``."""
    source = Source("record", "年.yaml", 1, 1, "work/text")
    return rendered(Document("", tuple(Paragraph((Run(each, source),)) for each in paragraphs)))


def by_hand(data: bytes) -> bytes:
    return edited(lambda opened: say(found(opened, SECOND), BY_HAND), data)


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        ((NEW, FIRST, SECOND, THIRD), [NEW, FIRST, BY_HAND, THIRD]),
        ((FIRST, NEW, SECOND, THIRD), [FIRST, NEW, BY_HAND, THIRD]),
        ((SECOND, THIRD), [BY_HAND, THIRD]),
        ((SECOND,), [BY_HAND]),
        ((THIRD, SECOND, FIRST), [THIRD, BY_HAND, FIRST]),
        ((NEW, SECOND, "丙段说明阵地建设近况。"), [NEW, BY_HAND, "丙段说明阵地建设近况。"]),
    ],
)
def test_an_edit_stays_with_its_paragraph(now: tuple[str, ...], wanted: list[str]) -> None:
    result, done = once_and_for_all(by_hand(said(FIRST, SECOND, THIRD)), said(*now))
    assert texts(result) == wanted
    assert [fate for fate, _theirs, _ours in fates(done)].count("conflict") == 0


def test_an_edit_of_a_copy_stays_with_its_paragraph() -> None:
    copy = by_hand(said(FIRST, SECOND, THIRD))
    result, _done = taken(said(NEW, FIRST, SECOND, THIRD), copy)
    assert BY_HAND in texts(result)
    assert SECOND not in texts(result)
    assert len(texts(result)) == len(set(texts(result)))


def pieces(*said_: tuple[str, str]) -> tuple[Piece, ...]:
    names = Names()
    return tuple(
        Piece(names.name("paragraph", record, text), "paragraph", record, text)
        for record, text in said_
    )


def test_the_only_piece_of_a_record_is_the_same_whatever_it_says() -> None:
    (before,), (after,) = pieces(("a", "全不一样")), pieces(("a", "something else"))
    assert paired([before], [after]) == {after.name: before.name}


def test_of_several_pieces_those_with_nothing_in_common_are_no_pair() -> None:
    before, after = pieces(("a", FIRST), ("a", SECOND)), pieces(("a", SECOND), ("a", "x"))
    assert paired(before, after) == {after[0].name: before[1].name}


def test_words_that_no_record_says_are_known_by_themselves() -> None:
    before, after = pieces(("", "一、成绩")), pieces(("", "二、成绩"), ("", "一、成绩"))
    assert paired(before, after) == {after[1].name: before[0].name}
