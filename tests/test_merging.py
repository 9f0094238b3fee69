"""A new rendering into a file that people have changed: their edits are there, all of them."""

import copy
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from branchreport.document import (
    Appendix,
    Document,
    Image,
    List,
    Paragraph,
    Picture,
    Run,
    Source,
    Table,
)
from branchreport.handwork.dressing import number_of
from branchreport.handwork.manuscript import read
from branchreport.ledger import Ledger
from branchreport.writers.docx.package import pack, unpack
from conftest import EXAMPLES
from handmade import after, edited, found, join, remove, say, split, strip_marks, tracked
from making import document_of, picture
from mergers import (
    begins,
    comments,
    document,
    elements,
    fates,
    merged,
    once_and_for_all,
    other_parts,
    rendered,
    said,
    sound,
    taken,
    texts,
    unnumbered,
    without,
)

DOC = document()
FILE = rendered(DOC)
LEDGER = read(FILE).ledger or Ledger(())
SYSTEM = "坚持用制度管人管事"
"""The paragraph that the records change in these tests, where people change another one."""
NEW = said(DOC, SYSTEM, "始终用制度管人管事")

DUTY = "一是压实首要责任"
DUTIES = [each for each in LEDGER.pieces if each.text.startswith(DUTY)]
OPENING = "2021年，云溪市"
TEACHING = "支部按照上级统一部署"
LEARNING = "1.党建+安全生产"
FOOTNOTES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>
</w:p></w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>见会议记录。</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


def reworded(opened: Any) -> None:
    run = next(run for run in found(opened, DUTY).runs if DUTY in run.text)
    run.text = run.text.replace("首要责任", "领导责任")


def formatted(opened: Any) -> None:
    run = found(opened, DUTY).add_run("（支部书记语）")
    run.bold, run.italic = True, True


def deleted(opened: Any) -> None:
    remove(found(opened, DUTY))


def duplicated(opened: Any) -> None:
    paragraph = found(opened, DUTY)._p
    paragraph.addnext(copy.deepcopy(paragraph))


def moved(opened: Any) -> None:
    found(opened, OPENING)._p.addnext(found(opened, DUTY)._p)


def cut_in_two(opened: Any) -> None:
    split(found(opened, DUTY), "重点工作")


def joined(opened: Any) -> None:
    join(found(opened, "2.党建+廉洁教育"), found(opened, "3.党建+群团共建"))


def inserted_tracked(opened: Any) -> None:
    run = found(opened, DUTY).add_run("书记补充一句。")
    tracked("ins", "书记", run._r)


def deleted_tracked(opened: Any) -> None:
    tracked("del", "书记", found(opened, DUTY).runs[0]._r)


def own_paragraph(opened: Any) -> None:
    after(found(opened, DUTY), "书记自己写的一段。")


def own_table(opened: Any) -> None:
    table = opened.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "项目", "金额"
    found(opened, DUTY)._p.addnext(table._tbl)


def own_picture(opened: Any) -> None:
    added = after(found(opened, DUTY), "")
    added.add_run().add_picture(io.BytesIO(picture()))


def commented(opened: Any) -> None:
    opened.add_comment(found(opened, DUTY).runs, "请核实。", author="书记", initials="书")


def noted(opened: Any) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, FOOTNOTES.encode(), opened.part.package)
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    opened.part.relate_to(part, related)
    reference = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="1"/></w:r>'
    found(opened, DUTY)._p.append(parse_xml(reference))


def restyled(opened: Any) -> None:
    found(opened, DUTY).alignment = 1


def unmarked(opened: Any) -> None:
    reworded(opened)
    strip_marks(opened)


EDITS = (
    reworded, formatted, deleted, duplicated, moved, cut_in_two, joined, inserted_tracked,
    deleted_tracked, own_paragraph, own_table, own_picture, commented, noted, restyled,
)  # fmt: skip
ALONE = tuple(each for each in EDITS if each is not duplicated)
"""Those that leave no bookmark of ours behind twice."""


def test_nothing_edited_gives_what_the_rendering_says() -> None:
    ours = rendered(said(NEW, "压实首要责任", "压实主体责任"))
    result, done = once_and_for_all(FILE, ours)
    assert texts(result) == texts(ours)
    assert unnumbered(elements(result)) == unnumbered(elements(ours))
    assert fates(done) == [
        ("updated", "一是压实首要责任", "一是压实主体责任"),
        ("updated", SYSTEM[:8], "始终用制度管人管"),
    ]


def test_nothing_changed_keeps_every_byte() -> None:
    for edit in (lambda opened: None, *ALONE):
        theirs = edited(edit, FILE)
        result, done = merged(theirs, FILE)
        assert unpack(result) == unpack(theirs)
        assert {each.fate.value for each in done.outcomes} <= {"theirs"}


@pytest.mark.parametrize("edit", ALONE, ids=lambda edit: edit.__name__)
def test_an_edit_elsewhere_is_kept_as_it_is(edit: Callable[[Any], None]) -> None:
    """All of the body but one paragraph, and all other parts, are theirs, byte for byte."""
    theirs, ours = edited(edit, FILE), rendered(NEW)
    result, done = once_and_for_all(theirs, ours)
    updated = [each for each in fates(done) if each[0] != "theirs"]
    assert updated == [("updated", SYSTEM[:8], "始终用制度管人管")]
    before, now = elements(theirs), elements(result)
    apart = [i for i, (one, other) in enumerate(zip(before, now, strict=True)) if one != other]
    assert len(apart) == 1
    wanted = next(each for each in elements(ours) if "始终用制度".encode() in each)
    assert _words(now[apart[0]]) == _words(wanted)
    assert other_parts(result) == other_parts(theirs)


def _words(element: bytes) -> str:
    return "".join(parse_xml(element).itertext())


@pytest.mark.parametrize(
    ("edit", "before", "after_"),
    [
        (reworded, "压实首要责任", "压实主体责任"),
        (formatted, "典型示范引领", "榜样示范引领"),
        (cut_in_two, "典型示范引领", "榜样示范引领"),
        (inserted_tracked, "压实首要责任", "压实主体责任"),
        (deleted_tracked, "典型示范引领", "榜样示范引领"),
    ],
)
def test_both_changed_keeps_theirs_and_says_ours_in_a_comment(
    edit: Callable[[Any], None], before: str, after_: str
) -> None:
    theirs = edited(edit, FILE)
    ours = rendered(said(DOC, before, after_))
    result, done = once_and_for_all(theirs, ours)
    assert [each[0] for each in fates(done)] == ["conflict"]
    assert texts(result) == texts(theirs)
    record = next(text for text in texts(ours) if text.startswith("一是压实"))
    told = ("branchreport", f"按现在的记录，此处为：\n{record}")
    assert comments(result) == [*comments(theirs), told]


@pytest.mark.parametrize("edit", [reworded, commented, noted, restyled])
def test_both_changed_different_sentences_and_both_are_there(edit: Callable[[Any], None]) -> None:
    theirs = edited(edit, FILE)
    ours = rendered(said(said(DOC, "典型示范引领", "榜样示范引领"), "学有榜样、", "学有榜样，"))
    result, done = once_and_for_all(theirs, ours)
    assert [each[0] for each in fates(done)] == ["merged"]
    changed = (text.replace("典型示范引领", "榜样示范引领") for text in texts(theirs))
    assert texts(result) == [text.replace("学有榜样、", "学有榜样，") for text in changed]
    assert comments(result) == comments(theirs)
    assert other_parts(result) == other_parts(theirs)


def test_words_that_come_into_a_sentence_join_its_run() -> None:
    """Each run keeps its looks, and the words between them."""

    def edit(opened: Any) -> None:
        paragraph = found(opened, DUTY)
        split_run(paragraph, "班子分工负责").bold = True
        split_run(paragraph, "一是压实").text = "一是夯实"

    theirs = edited(edit, FILE)
    result, done = once_and_for_all(theirs, rendered(said(DOC, "班子分工负责", "班子明确分工负责")))
    assert [each[0] for each in fates(done)] == ["merged"]
    paragraph = found(docx.Document(io.BytesIO(result)), "一是夯实")
    (bold,) = (run.text for run in paragraph.runs if run.bold)
    assert bold == "班子明确分工负责"
    assert paragraph.text == found(docx.Document(io.BytesIO(theirs)), "一是夯实").text.replace(
        "班子分工", "班子明确分工"
    )


def split_run(paragraph: Any, words: str) -> Any:
    """The run of ``words`` alone, made by splitting the one that holds them."""
    run = next(each for each in paragraph.runs if words in each.text)
    before, _, behind = run.text.partition(words)
    one, last = copy.deepcopy(run._r), copy.deepcopy(run._r)
    run.text = before
    run._r.addnext(one)
    one.addnext(last)
    runs = {each._r: each for each in paragraph.runs}
    runs[one].text, runs[last].text = words, behind
    return runs[one]


def test_both_changed_different_rows_of_a_table() -> None:
    def edit(opened: Any) -> None:
        table = next(each for each in opened.tables if each.cell(0, 0).text == "序号")
        table.cell(3, 3).paragraphs[0].add_run("（已核）").bold = True

    theirs = edited(edit, FILE)
    made = replace(DOC, blocks=tuple(_recounted(block) for block in DOC.blocks))
    result, done = once_and_for_all(theirs, rendered(made))
    assert [each[0] for each in fates(done)] == ["merged"]
    table = next(text for text in texts(result) if text.startswith("序号\t名称"))
    wanted = next(text for text in texts(theirs) if text.startswith("序号\t名称"))
    assert table == wanted.replace("\t警示教育片\t2部\t", "\t警示教育片\t3部\t")
    assert comments(result) == []


def test_both_changed_the_same_row_of_a_table() -> None:
    def edit(opened: Any) -> None:
        table = next(each for each in opened.tables if each.cell(0, 0).text == "序号")
        table.cell(1, 3).paragraphs[0].add_run("（已核）")

    theirs = edited(edit, FILE)
    made = replace(DOC, blocks=tuple(_recounted(block) for block in DOC.blocks))
    result, done = once_and_for_all(theirs, rendered(made))
    assert ([each[0] for each in fates(done)], texts(result)) == (["conflict"], texts(theirs))
    assert "警示教育片　3部" in comments(result)[0][1]


def _recounted(block: Any) -> Any:
    """The table of figures with another one in its first row."""
    if isinstance(block, Appendix):
        return replace(block, blocks=tuple(map(_recounted, block.blocks)))
    if isinstance(block, Table) and block.header[1][0].text == "名称":
        first, *others = block.rows
        number = (first[2][0]._replace(text="3部"),)
        return replace(block, rows=((*first[:2], number, *first[3:]), *others))
    return block


def test_the_comment_has_the_date_of_the_document() -> None:
    ours = rendered(said(DOC, "压实首要责任", "压实主体责任"))
    result, _ = once_and_for_all(edited(reworded, FILE), ours)
    (comment,) = docx.Document(io.BytesIO(result)).comments
    assert comment.initials == "br"
    assert str(comment.timestamp) == "2021-12-20 00:00:00+00:00"


def test_both_changed_to_the_same_words_agree() -> None:
    ours = rendered(said(DOC, "压实首要责任", "压实领导责任"))
    result, done = once_and_for_all(edited(reworded, FILE), ours)
    assert texts(result) == texts(ours)
    assert (fates(done)[0][0], done.conflicts, comments(result)) == ("theirs", 0, [])


def test_a_copied_passage_is_kept_beside_its_original_which_alone_is_ours() -> None:
    ours = rendered(said(DOC, "压实首要责任", "压实主体责任"))
    theirs = edited(duplicated, FILE)
    result, done = once_and_for_all(theirs, ours)
    assert [each[0] for each in fates(done)] == ["updated", "theirs"]
    wanted = texts(theirs)
    place = wanted.index(next(text for text in wanted if text.startswith(DUTY)))
    wanted[place] = wanted[place].replace("压实首要", "压实主体")
    assert wanted[place + 1].startswith(DUTY)
    assert texts(result) == wanted
    (name,), nothing = (each.names for each in read(result).passages[place : place + 2])
    assert (name in {each.name for each in DUTIES}, nothing) == (True, ())


def test_of_a_copied_passage_the_first_alone_has_our_bookmark() -> None:
    result, _ = once_and_for_all(edited(duplicated, FILE), rendered(NEW))
    names = [each.get(qn("w:name")) for each in read(result).body.iter(qn("w:bookmarkStart"))]
    assert names == [piece.name for piece in LEDGER.pieces]


def test_without_bookmarks_passages_are_found_and_marked_again() -> None:
    theirs = edited(unmarked, FILE)
    result, _done = once_and_for_all(theirs, rendered(NEW))
    assert texts(result) == [text.replace(SYSTEM, "始终用制度管人管事") for text in texts(theirs)]
    names = [name for each in read(result).passages for name in each.names]
    assert names == [name for each in read(FILE).passages for name in each.names]


def test_deleted_by_hand_stays_deleted() -> None:
    result, done = once_and_for_all(edited(deleted, FILE), FILE)
    assert fates(done) == [("theirs", "", DUTY)]
    assert not any(text.startswith(DUTY) for text in texts(result))


def test_deleted_by_hand_and_changed_in_the_records_is_a_conflict() -> None:
    ours = rendered(said(DOC, "压实首要责任", "压实主体责任"))
    theirs = edited(deleted, FILE)
    result, done = once_and_for_all(theirs, ours)
    assert fates(done) == [("conflict", "", "一是压实主体责任")]
    assert texts(result) == texts(theirs)
    ((author, text),) = comments(result)
    assert author == "branchreport"
    assert text.startswith("此处有一段已被手工删去；按现在的记录为：\n一是压实主体责任")


def test_removed_from_the_records_goes() -> None:
    result, done = once_and_for_all(FILE, rendered(without(DOC, DUTY)))
    assert fates(done) == [("removed", DUTY, "")]
    assert texts(result) == [text for text in texts(FILE) if not text.startswith(DUTY)]
    assert done.lost is None


def test_removed_from_the_records_and_edited_is_kept_in_a_file() -> None:
    def edit(opened: Any) -> None:
        formatted(opened)
        found(opened, DUTY).add_run().add_picture(io.BytesIO(picture()))

    theirs = edited(edit, FILE)
    result, done = once_and_for_all(theirs, rendered(without(DOC, DUTY)))
    assert [each[0] for each in fates(done)] == ["lost"]
    assert done.conflicts == 1
    assert done.lost is not None
    lost = pack(done.lost)
    sound(lost)
    kept = [each for each in elements(theirs) if "（支部书记语）".encode() in each]
    assert elements(lost)[:-1] == kept
    assert texts(result) == [text for text in texts(theirs) if not text.startswith(DUTY)]
    assert docx.Document(io.BytesIO(lost)).inline_shapes[0].width > 0


def test_new_in_the_records_comes_behind_what_stands_before_it() -> None:
    old = rendered(without(DOC, DUTY, "支部坚持把"))

    def edit(opened: Any) -> None:
        added = after(found(opened, "（二）“一岗双责”"), "我的话。")
        added.style = opened.styles["Body Text"]

    theirs = edited(edit, old)
    result, done = once_and_for_all(theirs, FILE)
    assert [each[0] for each in fates(done) if each[1] != "我的话。"] == ["inserted"] * 2
    wanted = texts(FILE)
    wanted.insert(wanted.index("（二）“一岗双责”落实情况") + 1, "我的话。")
    assert texts(result) == wanted


def test_order_changed_by_the_records_is_followed() -> None:
    place = next(i for i, block in enumerate(DOC.blocks) if begins(block, "2.党建+廉洁"))
    blocks = list(DOC.blocks)
    blocks[place : place + 2] = reversed(blocks[place : place + 2])
    ours = rendered(replace(DOC, blocks=tuple(blocks)))
    theirs = edited(reworded, FILE)
    result, done = once_and_for_all(theirs, ours)
    assert texts(result) == [text.replace("首要", "领导", 1) if text.startswith(DUTY) else text
                             for text in texts(ours)]  # fmt: skip
    assert [each[0] for each in fates(done)] == ["theirs", "moved"]


def test_moved_by_hand_stays_where_it_is_and_is_updated() -> None:
    ours = rendered(said(DOC, "压实首要责任", "压实主体责任"))
    theirs = edited(moved, FILE)
    result, _ = once_and_for_all(theirs, ours)
    assert texts(result) == [text.replace("压实首要", "压实主体") for text in texts(theirs)]


def test_cut_out_and_put_in_elsewhere_leaves_one_bookmark() -> None:
    """The words are typed anew elsewhere; an empty paragraph keeps the bookmark."""

    def edit(opened: Any) -> None:
        paragraph = found(opened, DUTY)
        after(found(opened, SYSTEM), paragraph.text).style = paragraph.style
        for run in paragraph.runs:
            run._r.getparent().remove(run._r)

    ours = rendered(said(DOC, "压实首要责任", "压实主体责任"))
    theirs = edited(edit, FILE)
    result, done = once_and_for_all(theirs, ours)
    assert [each[0] for each in fates(done)] == ["updated"]
    assert texts(result) == [text.replace("压实首要", "压实主体") for text in texts(theirs) if text]
    names = [name for each in read(result).passages for name in each.names]
    assert len(set(names)) == len(names)


def test_what_people_put_around_a_passage_outlives_its_words() -> None:
    """A bookmark of theirs on it, and a comment that begins in it and ends in the next one."""

    def edit(opened: Any) -> None:
        paragraph, following = found(opened, SYSTEM), found(opened, "二、存在不足")
        opened.add_comment(following.runs, "两段一起看。", author="书记", initials="书")
        begun = next(following._p.iter(qn("w:commentRangeStart")))
        paragraph.runs[0]._r.addprevious(begun)
        for half, place in (("Start", paragraph.runs[0]._r), ("End", paragraph.runs[-1]._r)):
            mark = OxmlElement(f"w:bookmark{half}")
            mark.set(qn("w:id"), "7001")
            if half == "Start":
                mark.set(qn("w:name"), "我的书签")
            place.addprevious(mark) if half == "Start" else place.addnext(mark)

    result, done = once_and_for_all(edited(edit, FILE), rendered(NEW))
    assert ("updated", SYSTEM[:8], "始终用制度管人管") in fates(done)
    paragraph = found(docx.Document(io.BytesIO(result)), "始终用制度管人管事")._p
    marks = {each.get(qn("w:name")) for each in paragraph.iter(qn("w:bookmarkStart"))}
    assert "我的书签" in marks
    assert len(list(paragraph.iter(qn("w:commentRangeStart")))) == 1
    assert len(list(paragraph.iter(qn("w:commentRangeEnd")))) == 0
    gone, _ = once_and_for_all(edited(edit, FILE), rendered(without(DOC, SYSTEM)))
    body = read(gone).body
    halves = [len(list(body.iter(qn(f"w:commentRange{half}")))) for half in ("Start", "End")]
    assert halves == [1, 1]


def test_joined_passages_are_edited_for_all_of_their_pieces() -> None:
    ours = rendered(said(DOC, "面向干部职工征集", "面向全体职工征集"))
    theirs = edited(joined, FILE)
    result, done = once_and_for_all(theirs, ours)
    assert [each[0] for each in fates(done)] == ["conflict"]
    assert texts(result) == texts(theirs)
    assert "3.党建+群团共建" in comments(result)[0][1]


def test_a_comment_of_ours_stays_where_its_passage_is_updated() -> None:
    first = rendered(said(DOC, "压实首要责任", "压实主体责任"))
    result, _ = once_and_for_all(edited(deleted, FILE), first)
    heading = said(said(DOC, "压实首要责任", "压实主体责任"), "“一岗双责”落实情况", "“一岗双责”")
    again, done = once_and_for_all(result, rendered(heading))
    assert ("updated", "（二）“一岗双责", "（二）“一岗双责") in fates(done)
    assert comments(again) == comments(result)
    reference = qn("w:commentReference")
    assert [len(list(read(each).body.iter(reference))) for each in (result, again)] == [1, 1]


def test_a_picture_of_theirs_and_one_of_ours_keep_their_bytes() -> None:
    other = rendered(replace(DOC, blocks=tuple(_repictured(block) for block in DOC.blocks)))
    result, done = once_and_for_all(edited(own_picture, FILE), other)
    assert [each[0] for each in fates(done)] == ["updated", "theirs"]
    assert texts(result) == texts(edited(own_picture, FILE))
    held = list(unpack(result).values())
    assert picture() in held
    assert picture("PNG", (60, 60)) in held


def _repictured(block: Any) -> Any:
    if isinstance(block, Appendix):
        return replace(block, blocks=tuple(map(_repictured, block.blocks)))
    if isinstance(block, Picture) and "防汛" in block.caption[-1].text:
        return replace(block, image=Image(picture("PNG", (60, 60)), "png", 60, 60))
    return block


def test_a_chart_that_is_not_edited_is_replaced_with_its_workbook() -> None:
    ours = rendered(said(DOC, "专题测试", "专题测验"))
    result, done = once_and_for_all(FILE, ours)
    assert texts(result) == texts(ours)
    old, new, now = unpack(FILE), unpack(ours), unpack(result)
    added = {name: now[name] for name in now.keys() - old.keys() if name.endswith(".xlsx")}
    assert list(added.values()) == [new["word/embeddings/chart1.xlsx"]]
    assert ("updated", "\ufffc", "\ufffc") in fates(done)


def _listed(*items: str, more: tuple[str, ...] = ()) -> bytes:
    """The Word file of an ordered list, and of another one with ``more``."""

    def runs(said_: str) -> tuple[Run, ...]:
        return (Run(said_, Source(said_[:2], "年.yaml", 1, 1, f"point/{said_[:2]}")),)

    blocks: list[Any] = [List(tuple(map(runs, items)), ordered=True)]
    blocks += [Paragraph(runs("隔开的话。"))]
    blocks += [List(tuple(map(runs, more)), ordered=True)] if more else []
    return rendered(Document("", tuple(blocks)))


def test_a_list_that_has_grown_goes_on_in_its_numbering() -> None:
    old = _listed("甲一事", "乙一事", "丙一事")

    def edit(opened: Any) -> None:
        found(opened, "乙一事").add_run("（已办）")

    ours = _listed("甲一事", "新一事", "乙一事", "丙另一事", "末一事", more=("另一列", "再一列"))
    result, _done = once_and_for_all(edited(edit, old), ours)
    wanted = [
        "甲一事",
        "新一事",
        "乙一事（已办）",
        "丙另一事",
        "末一事",
        "隔开的话。",
        "另一列",
        "再一列",
    ]
    assert texts(result) == wanted
    opened = docx.Document(io.BytesIO(result))
    numbers = [number_of(each._p) for each in opened.paragraphs]
    first, other = numbers[0], numbers[-1]
    assert numbers == [first] * 5 + [""] + [other] * 2
    root = opened.part.numbering_part.element
    assert first != other
    assert {first, other} <= {each.get(qn("w:numId")) for each in root.iter(qn("w:num"))}


def test_contents_stay_unless_a_heading_changes() -> None:
    made = document(contents=True)
    theirs = rendered(made)
    result, done = once_and_for_all(theirs, rendered(said(made, SYSTEM, "始终用制度管人管事")))
    assert [each[0] for each in fates(done)] == ["updated"]
    assert _contents(result) == _contents(theirs)
    ours = rendered(said(made, "“一岗双责”落实情况", "“一岗双责”情况"))
    result, done = once_and_for_all(theirs, ours)
    assert _contents(result) == _contents(ours)
    assert fates(done)[-1] == ("updated", "Contents", "Contents")


def test_contents_lead_to_headings_that_are_there() -> None:
    """One heading is new, one is deleted by hand, one is edited by hand."""
    made = document(contents=True)
    old = rendered(without(made, "（一）民主集中制"))

    def edit(opened: Any) -> None:
        headings = [each for each in opened.paragraphs if not each.style.name.startswith("toc")]
        remove(next(each for each in headings if each.text.startswith("（五）规章")))
        say(
            next(each for each in headings if each.text.startswith("（二）“一岗")), "（二）岗位责任"
        )

    result, _ = once_and_for_all(edited(edit, old), rendered(made))
    body = read(result).body
    names = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    links = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    assert set(links) <= names
    lines = [line.partition("\t")[0] for line in _contents(result).splitlines()]
    assert lines[:5] == [
        "一、工作落实情况",
        "（一）民主集中制落实情况",
        "（二）岗位责任",
        "（三）“党建+”工作开展情况",
        "（四）党史学习教育开展情况",
    ]
    assert lines[5] == "二、存在不足及整改措施"


def _contents(data: bytes) -> str:
    return next(each.text for each in read(data).passages if each.contents)


def test_turned_pages_come_and_go_with_what_stands_on_them() -> None:

    short = rendered(document_of(EXAMPLES["2021"], appendices=()))
    grown, _ = once_and_for_all(short, FILE)
    assert (texts(grown), _turned(grown)) == (texts(FILE), _turned(FILE))
    shrunk, _ = once_and_for_all(FILE, short)
    assert (texts(shrunk), _turned(shrunk)) == (texts(short), [False])
    assert _turned(FILE) == [False, True, False]


def _turned(data: bytes) -> list[bool]:
    sections = docx.Document(io.BytesIO(data)).sections
    return [(each.page_width or 0) > (each.page_height or 0) for each in sections]


def test_two_people_changed_different_passages() -> None:
    mine = edited(reworded, FILE)

    def other(opened: Any) -> None:
        commented_on = found(opened, TEACHING)
        opened.add_comment(commented_on.runs, "好。", author="副书记", initials="副")
        own_table(opened)
        after(found(opened, SYSTEM), "").add_run().add_picture(io.BytesIO(picture()))
        found(opened, "3.党建+群团共建").add_run("（重点）").bold = True

    theirs = edited(other, FILE)
    both, done = taken(mine, theirs)
    sound(both)
    assert done.conflicts == 0
    assert texts(both) == [text.replace("压实首要", "压实领导") for text in texts(theirs)]
    assert comments(both) == [("副书记", "好。")]
    assert picture() in unpack(both).values()
    again, done = taken(both, theirs)
    assert (again == both, done.conflicts) == (True, 0)


def test_two_people_changed_the_same_passage() -> None:
    mine = edited(reworded, FILE)
    theirs = edited(formatted, FILE)
    both, done = taken(mine, theirs)
    assert [each[0] for each in fates(done)] == ["conflict"]
    assert texts(both) == texts(mine)
    ((author, text),) = comments(both)
    record = next(text for text in texts(theirs) if text.startswith(DUTY))
    besides = "乙.docx 另有：加粗“（支部书记语）”、斜体“（支部书记语）”"
    assert (author, text) == ("branchreport", f"乙.docx 此处为：\n{record}\n{besides}")


def test_what_one_deleted_and_the_other_edited_is_kept() -> None:
    kept, done = taken(edited(reworded, FILE), edited(deleted, FILE))
    assert [each[0] for each in fates(done)] == ["conflict"]
    assert texts(kept) == texts(edited(reworded, FILE))
    assert comments(kept) == [("branchreport", "乙.docx 已删去此段。")]
    gone, done = taken(edited(deleted, FILE), edited(reworded, FILE))
    assert texts(gone) == texts(edited(deleted, FILE))
    assert comments(gone)[0][1].startswith("此处有一段已被删去；乙.docx 中为：\n一是压实领导责任")


def test_a_footnote_comes_along_from_another_copy() -> None:
    both, _ = taken(edited(reworded, FILE), edited(noted, FILE))
    assert comments(both)[0][1].startswith("乙.docx 此处为：")
    both, _ = taken(edited(own_paragraph, FILE), edited(noted, FILE))
    sound(both)
    notes = unpack(both)["word/footnotes.xml"].decode()
    assert "见会议记录。" in notes
    again, done = taken(both, edited(noted, FILE))
    assert (again, done.conflicts) == (both, 0)
