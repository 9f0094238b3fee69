"""Where a change stands is told by what a reader finds it by."""

import pytest

from branchreport.handwork.changes import Change, Deleted, Inserted, Moved, Tracked
from branchreport.ledger import Ledger, Piece
from branchreport.show.handwork import told
from branchreport.show.text import plain

PIECES = {
    kind_and_text: Piece(f"_br_{number}", kind_and_text[0], "", kind_and_text[1])
    for number, kind_and_text in enumerate(
        (
            ("title", "示例支部2021年度工作总结"),
            ("paragraph", "一年来，支部按时开展工作。"),
            ("heading", "（二）“一岗双责”落实情况"),
            ("paragraph", "落实“一岗双责”。"),
            ("attachments", "附件：1.\t2021年统计表"),
            ("signature", "2021年12月20日"),
            ("appendix", "附件1"),
            ("title", "2021年统计表"),
            ("table", "序号\t名称\t\n"),
        )
    )
}
OPENING, HEADING, SECOND, ATTACHED, DATE, LABEL, TITLE, TABLE = tuple(PIECES.values())[1:]
LEDGER = Ledger(tuple(PIECES.values()))


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (Deleted(OPENING), "deleted: “一年来，支部按时开展工作。”"),
        (Deleted(HEADING), "deleted: “（二）‘一岗双责’落实情况”"),
        (Deleted(SECOND), "deleted: “落实‘一岗双责’。” under “（二）‘一岗双责’落实情况”"),
        (Deleted(ATTACHED), "deleted: “附件：1. | 2021年统计表”"),
        (Deleted(DATE), "deleted: “2021年12月20日”"),
        (Deleted(LABEL), "deleted: “附件1”"),
        (Deleted(TITLE), "deleted: “2021年统计表”"),
        (
            Tracked(TABLE, 1, ("王书记",)),
            "1 tracked change by 王书记: “序号 | 名称 |  ¶ ” under “附件1 2021年统计表”",
        ),
        (Inserted("新的一段。", SECOND), "added: “新的一段。” after “落实‘一岗双责’。”"),
        (Inserted("送审稿", None), "added: “送审稿” at the beginning"),
        (Moved(SECOND, OPENING), "moved: “落实‘一岗双责’。” after “一年来，支部按时开展工作。”"),
    ],
)
def test_the_place_of_a_change(change: Change, line: str) -> None:
    assert plain(told([change], LEDGER)) == f"  * {line}\n"
