"""The columns of a table, the same in every form: they fill the type area, and break no figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchreport.document import Appendix, Block, Heading, Table, text_of
from branchreport.style import Style
from branchreport.writers.columns import column_widths, comfortable_width, is_turned, turned_pages
from branchreport.writers.lengths import length, line_count
from branchreport.writers.measures import POINTS_PER_MILLIMETRE, text_width
from making import built_in_style
from sample_documents import CHART, WIDE_TABLE, row, runs, tables

GBT = built_in_style("gbt9704")
UNIT = 10.5
FREE = 2 * 1.5 * POINTS_PER_MILLIMETRE + 2
"""Of a cell's width, what is not for words, in points."""


def table(*rows: str) -> Table:
    """A table of ``rows``, whose cells stand between bars."""
    header, *others = (row(*line.split("|")) for line in rows)
    return Table(header, tuple(others), tuple("left" for _ in header))


def with_narrowest(least: float) -> Style:
    return GBT.model_copy(update={"table": GBT.table.model_copy(update={"narrowest": least})})


@given(tables(st.text(max_size=40).map(runs), st.text(max_size=40).map(runs)), st.booleans())
def test_the_columns_fill_the_type_area(any_table: Table, turned: bool) -> None:
    widths = column_widths(any_table, GBT, turned=turned)
    assert sum(widths) == pytest.approx(text_width(GBT, turned=turned))
    assert min(widths) > 0


def test_a_wide_table_turns_the_page_and_the_appendix_that_holds_it() -> None:
    assert is_turned(WIDE_TABLE, GBT)
    assert is_turned(Appendix(runs("附件"), (WIDE_TABLE,)), GBT)
    assert not is_turned(CHART, GBT)
    assert not is_turned(Appendix(runs("附件"), (CHART,)), GBT)


def test_headings_turn_with_the_table_that_they_lead_to() -> None:
    lead, run_in = Heading(1, runs("一、台账")), Heading(2, runs("（一）"), runs("正文"))
    appendix = Appendix(runs("附件"), (WIDE_TABLE,))
    blocks: list[Block] = [run_in, lead, lead, WIDE_TABLE, lead, appendix]
    assert turned_pages(blocks, GBT) == [False, True, True, True, False, True]


def test_headers_stand_in_one_line_or_in_two_halves() -> None:
    few = table("月份|主题党日|党课|支委会", "1月|2|3|4")
    kinds = "主题党日|党课|支委会|党员大会|组织生活会|谈心谈话|民主评议|调研|走访慰问困难职工"
    many = table(f"月份|{kinds}", "1月" + "|2" * 9)
    for shown in (few, many):
        rooms = [(width - FREE + 2) / UNIT for width in column_widths(shown, GBT, turned=False)]
        names = [text_of(name) for name in shown.header]
        lines = [
            line_count(name, room, hangs=False) for name, room in zip(names, rooms, strict=True)
        ]
        assert max(lines) == (1 if shown is few else 2)
        for name, room, count in zip(names, rooms, lines, strict=True):
            assert count == 1 or room < len(name) - 1, "no line holds but one character"


def test_a_style_says_how_narrow_a_column_may_be() -> None:
    wide = table("甲|乙|丙", *["很长的正文" * 4 + f"|{'很长的正文' * 4}" * 2])
    assert not is_turned(wide, GBT)
    assert is_turned(wide, with_narrowest(20))


@pytest.mark.parametrize(
    "rows", [["日期|数", "2021年12月20日|1234"], ["期限|甲", "长期坚持|1", "2021年12月20日|2"]]
)
def test_dates_and_numbers_are_never_broken(rows: list[str]) -> None:
    """Not even where there are more columns than any page has room for."""
    crowded = table(*(f"{line}{'|很长的正文' * 20}" for line in rows))
    for wide in (WIDE_TABLE, crowded):
        widths = column_widths(wide, GBT, turned=True)
        for cells in wide.rows:
            for cell, width in zip(cells, widths, strict=True):
                if text_of(cell)[:1].isdigit() and wide is WIDE_TABLE:
                    assert length(text_of(cell)) * UNIT <= width - FREE
    first = column_widths(table(*rows), GBT, turned=False)[0]
    assert length("2021年12月20日") * UNIT <= first - FREE


def test_the_longest_column_has_the_most_room() -> None:
    widths = column_widths(WIDE_TABLE, GBT, turned=True)
    assert max(widths) == widths[9]


def test_short_columns_leave_the_room_to_prose() -> None:
    number, text = column_widths(table("序号|内容", f"1|{'很长的内容' * 20}"), GBT, turned=False)
    assert number < 4 * UNIT + FREE
    assert text > 20 * UNIT


def test_a_table_asks_for_no_more_than_can_be_read_in_passing() -> None:
    assert comfortable_width(table("甲", "短"), GBT) < 4 * UNIT
    long = comfortable_width(table("甲|乙", f"{'长' * 99}|{'长' * 99}"), GBT)
    assert long == pytest.approx(2 * (9 * UNIT + FREE))
