"""A draft: what was mended in it, and where everything in it came from."""

from hypothesis import given
from hypothesis import strategies as st

from branchreport.loading.draft import Change, Draft


def test_changes_are_made_and_columns_kept() -> None:
    draft = Draft("报告：\r\n  年度：2021")
    draft.mend(1, [Change(4, 5, ": ")])
    assert draft.text == "报告：\n  年度: 2021"
    assert [draft.original(1, column) for column in (0, 4, 5, 6, 10)] == [0, 4, 4, 5, 9]
    assert draft.original(0, 2) == 2
    assert set(draft.mended) == {1}


def test_changes_of_changed_lines_are_told_as_first_written() -> None:
    draft = Draft("　年度：2021")
    draft.mend(0, [Change(0, 1, "  ")])
    draft.mend(0, [Change(4, 5, ": ")])
    assert draft.text == "  年度: 2021"
    assert draft.original(0, 6) == 4
    assert draft.is_original(0, 6, 10)
    assert not draft.is_original(0, 0, 4)


def test_a_change_may_be_lines_below() -> None:
    draft = Draft("a: b\n  c")
    draft.mend(0, [Change(3, 3, '"'), Change(3, 3, '"', 1)])
    assert draft.text == 'a: "b\n  c"'


@given(st.text("ab：　", max_size=9), st.data())
def test_what_is_not_changed_stays_where_it_was(text: str, data: st.DataObject) -> None:
    draft = Draft(text or "a")
    line = draft.lines[0]
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    put = data.draw(st.text("xy", max_size=3))
    draft.mend(0, [Change(start, end, put)])
    after = draft.lines[0]
    assert after == line[:start] + put + line[end:]
    for column in (*range(start), *range(start + len(put), len(after))):
        assert line[draft.original(0, column)] == after[column]
