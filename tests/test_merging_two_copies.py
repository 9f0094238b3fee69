"""Copies of two people: what the second did is there, or a conflict names what stayed behind."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from branchreport.document import Appendix, Document, Image, Paragraph, Picture, Run, Source
from branchreport.handwork.deciding import Fate
from branchreport.word_files import UnusableError
from branchreport.writers.docx.package import pack, unpack
from handmade import after, edited, found, remove, say, split
from making import picture
from mergers import (
    comments,
    document,
    fates,
    merged,
    once_and_for_all,
    rendered,
    said,
    taken,
    texts,
    without,
)

FILE = rendered(document())
DUTY = "一是压实首要责任"
SYSTEM = "坚持用制度管人管事"
Hand = Callable[[Any], Any]


def part_of(opened: Any, words: str, **looks: Any) -> None:
    """Format ``words`` of a paragraph, in a run of their own."""
    paragraph = found(opened, words)
    run = next(each for each in paragraph.runs if words in each.text)
    before, _, behind = run.text.partition(words)
    run.text = before
    last = paragraph.add_run(behind)
    middle = paragraph.add_run(words)
    run._r.addnext(middle._r)
    middle._r.addnext(last._r)
    for name, value in looks.items():
        setattr(middle, name, value)


def noted(words: str) -> Hand:
    """A footnote that says ``words``."""

    def hand(opened: Any) -> None:
        content = f"""<w:footnotes {nsdecls("w")}><w:footnote w:id="1"><w:p><w:r><w:t>{words}</w:t>
        </w:r></w:p></w:footnote></w:footnotes>"""
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, content.encode(), opened.part.package)
        related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        opened.part.relate_to(part, related)
        reference = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="1"/></w:r>'
        found(opened, DUTY)._p.append(parse_xml(reference))

    return hand


def pictured(size: int) -> Hand:
    def hand(opened: Any) -> None:
        run = after(found(opened, SYSTEM), "").add_run()
        run.add_picture(io.BytesIO(picture("PNG", (size, size))))

    return hand


def replaced(size: int) -> Hand:
    """The first picture of the document, replaced by another."""

    def hand(opened: Any) -> None:
        blip = next(opened.element.body.iter(qn("a:blip")))
        data = io.BytesIO(picture("PNG", (size, size)))
        identifier, _image = opened.part.get_or_add_image(data)
        blip.set(qn("r:embed"), identifier)

    return hand


def aligned(how: int) -> Hand:
    return lambda opened: setattr(found(opened, DUTY), "alignment", how)


def table_of(opened: Any) -> Any:
    return next(each for each in opened.tables if each.cell(0, 0).text == "序号")


BEHIND: dict[str, tuple[Hand, Hand, str]] = {
    "footnotes": (noted("甲注。"), noted("乙注。"), "乙.docx 另有：脚注“乙注。”"),
    "pictures": (pictured(30), pictured(40), "乙.docx 另有：图片"),
    "replaced": (replaced(30), replaced(40), "乙.docx 另有：图片"),
    "bold": (
        lambda opened: part_of(opened, "班子分工负责", bold=True),
        lambda opened: part_of(opened, "典型示范引领", bold=True),
        "乙.docx 另有：加粗“典型示范引领”",
    ),
    "alignment": (aligned(1), aligned(2), "乙.docx 另有：对齐方式"),
}


@pytest.mark.parametrize("name", BEHIND)
def test_what_stays_behind_is_a_conflict_that_names_it(name: str) -> None:
    mine, other, told = BEHIND[name]
    first, second = edited(mine, FILE), edited(other, FILE)
    both, done = taken(first, second)
    assert [each[0] for each in fates(done) if each[0] != "theirs"] == ["conflict"]
    assert texts(both) == texts(first)
    assert comments(both) == [("branchreport", told)]
    again, _ = taken(both, second)
    assert again == both


@pytest.mark.parametrize("name", BEHIND)
def test_what_both_did_alike_is_agreed(name: str) -> None:
    mine, _other, _told = BEHIND[name]
    copy = edited(mine, FILE)
    both, done = taken(copy, copy)
    assert (unpack(both), done.conflicts) == (unpack(copy), 0)


def test_a_row_and_the_formatting_of_another_row_are_both_there() -> None:
    def mine(opened: Any) -> None:
        table_of(opened).cell(1, 3).paragraphs[0].add_run("（甲）")

    def other(opened: Any) -> None:
        table_of(opened).cell(2, 3).paragraphs[0].runs[0].bold = True

    both, done = taken(edited(mine, FILE), edited(other, FILE))
    assert [each[0] for each in fates(done)] == ["merged"]
    table = table_of(docx.Document(io.BytesIO(both)))
    assert table.cell(1, 3).text.endswith("（甲）")
    assert table.cell(2, 3).paragraphs[0].runs[0].bold


def test_the_words_and_the_formatting_of_one_row_are_a_conflict() -> None:
    def mine(opened: Any) -> None:
        table_of(opened).cell(2, 3).paragraphs[0].add_run("（甲）")

    def other(opened: Any) -> None:
        table_of(opened).cell(2, 3).paragraphs[0].runs[0].bold = True

    both, done = taken(edited(mine, FILE), edited(other, FILE))
    assert done.conflicts == 1
    assert "乙.docx 另有：加粗" in comments(both)[0][1]


def test_a_comment_on_what_the_other_deleted_stands_beside_it() -> None:
    def other(opened: Any) -> None:
        opened.add_comment(found(opened, DUTY).runs, "很好。", author="乙", initials="乙")

    both, done = taken(
        edited(lambda opened: remove(found(opened, DUTY)), FILE), edited(other, FILE)
    )
    assert done.conflicts == 1
    assert ("乙", "很好。") in comments(both)


def test_a_footer_of_the_other_copy_is_a_conflict() -> None:
    def other(opened: Any) -> None:
        opened.sections[0].footer.add_paragraph("乙页脚")

    second = edited(other, FILE)
    both, done = taken(FILE, second)
    assert fates(done) == [("conflict", "", "乙页脚")]
    assert comments(both) == [("branchreport", "乙.docx 的页眉页脚改为：\n乙页脚")]
    assert taken(both, second)[0] == both


def test_a_picture_replaced_by_hand_and_in_the_records_is_a_conflict() -> None:
    made = document()
    ours = rendered(replace(made, blocks=tuple(map(_repictured, made.blocks))))
    result, done = once_and_for_all(edited(replaced(30), FILE), ours)
    assert [each[0] for each in fates(done)].count("conflict") == 1
    assert comments(result) == [("branchreport", "按现在的记录，此处为：\n〔图片〕")]


def _repictured(block: Any) -> Any:
    """Every picture is another one."""
    if isinstance(block, Appendix):
        return replace(block, blocks=tuple(map(_repictured, block.blocks)))
    if isinstance(block, Picture):
        return replace(block, image=Image(picture("PNG", (60, 60)), "png", 60, 60))
    return block


def reworded(*pairs: tuple[str, str]) -> Hand:
    def hand(opened: Any) -> None:
        for before, now in pairs:
            run = next(each for each in found(opened, before).runs if before in each.text)
            run.text = run.text.replace(before, now)

    return hand


FIRST, SECOND = ("压实首要责任", "压实领导责任"), ("班子分工负责", "班子各负其责")


def test_a_sentence_that_both_changed_alike_is_agreed() -> None:
    """Somebody changed two sentences; the records have taken one of them over."""
    theirs = edited(reworded(FIRST, SECOND), FILE)
    result, done = once_and_for_all(theirs, rendered(said(document(), *FIRST)))
    assert (done.conflicts, comments(result), texts(result)) == (0, [], texts(theirs))


def test_a_copy_that_is_merged_already_has_nothing_to_tell() -> None:
    one, other = edited(reworded(FIRST), FILE), edited(reworded(SECOND), FILE)
    both, _ = taken(one, other)
    for copy in (one, other):
        again, done = taken(both, copy)
        assert (unpack(again), done.conflicts) == (unpack(both), 0)


def test_both_halves_of_a_passage_that_the_records_have_no_more_are_kept_in_a_file() -> None:
    def edit(opened: Any) -> None:
        first = found(opened, DUTY)
        split(first, "二是班子分工")
        second = found(opened, "二是班子分工")
        second.add_run("（书记）")
        for end in list(second._p.iter(qn("w:bookmarkEnd"))):  # as LibreOffice splits
            first._p.append(end)

    result, done = once_and_for_all(edited(edit, FILE), rendered(without(document(), DUTY)))
    assert done.lost is not None
    lost = texts(pack(done.lost))
    assert [each[:6] for each in lost] == ["一是压实首要", "二是班子分工"]
    assert not any(each.startswith("二是班子分工") for each in texts(result))


def test_a_conflict_is_told_in_its_newest_words_alone() -> None:
    theirs = edited(reworded(FIRST), FILE)
    for words in ("压实主体责任", "压实直接责任", "压实具体责任"):
        theirs, _ = once_and_for_all(theirs, rendered(said(document(), FIRST[0], words)))
        ((_author, told),) = comments(theirs)
        assert told.startswith(f"按现在的记录，此处为：\n一是{words}")


def test_what_somebody_wrote_into_the_word_of_a_conflict_stays() -> None:
    def answered(opened: Any) -> None:
        next(iter(opened.comments)).paragraphs[-1].add_run("（书记：不改）")

    theirs = edited(reworded(FIRST), FILE)
    theirs, _ = once_and_for_all(theirs, rendered(said(document(), FIRST[0], "压实主体责任")))
    ours = rendered(said(document(), FIRST[0], "压实直接责任"))
    result, _ = once_and_for_all(edited(answered, theirs), ours)
    assert len(comments(result)) == 2


def test_the_word_of_a_conflict_goes_when_both_agree() -> None:
    theirs = edited(reworded(FIRST), FILE)
    theirs, _ = once_and_for_all(theirs, rendered(said(document(), FIRST[0], "压实主体责任")))
    agreed, done = once_and_for_all(theirs, rendered(said(document(), *FIRST)))
    assert (comments(agreed), done.conflicts) == ([], 0)
    ours = rendered(said(document(), FIRST[0], "压实主体责任"))
    taken_over, _ = once_and_for_all(edited(reworded((FIRST[1], "压实主体责任")), theirs), ours)
    assert comments(taken_over) == []


def test_the_end_of_a_page_outlives_an_update_and_a_comment() -> None:
    """LibreOffice writes the beginning of a page as the end of the one before."""

    def turned(opened: Any) -> None:
        found(opened, "一是压实").add_run().add_break(WD_BREAK.PAGE)

    ours = rendered(said(document(), FIRST[0], "压实主体责任"))
    for hand in (lambda opened: None, reworded(FIRST)):
        theirs = edited(turned, edited(hand, FILE))
        result, _ = once_and_for_all(theirs, ours)
        paragraph = found(docx.Document(io.BytesIO(result)), "一是压实")
        assert [each.get(qn("w:type")) for each in paragraph.runs[-1]._r] == ["page"]


def test_what_a_passage_rests_on_is_told_once() -> None:
    def sourced(opened: Any) -> None:
        opened.add_comment(
            found(opened, "一是压实").runs, "来源", author="branchreport", initials="src"
        )

    ours = edited(sourced, rendered(said(document(), FIRST[0], "压实主体责任")))
    result, done = merged(edited(sourced, FILE), ours)
    assert comments(result) == [("branchreport", "来源")]
    assert [each[0] for each in fates(done)] == ["updated"]


def test_a_document_of_another_year_is_refused() -> None:
    with pytest.raises(UnusableError) as caught:
        merged(FILE, rendered(document("2022")))
    assert caught.value.message == (
        "it seems to be the document of another year: it is called"
        " “云溪市水务局机关党支部2021年度工作总结”, not “云溪市水务局机关党支部2022年度工作总结”"
    )


def test_another_title_alone_is_no_other_document() -> None:
    result, done = merged(FILE, rendered(said(document(), "年度工作总结", "年度总结")))
    assert (done.conflicts, texts(result)[0][-7:]) == (0, "2021年度总结"[-7:])


def test_edits_of_two_english_sentences_are_both_kept() -> None:
    def said_(words: str) -> bytes:
        source = Source("r", "year.yaml", 1, 1, "work/text")
        return rendered(Document("", (Paragraph((Run(words, source),)),), "en-GB"))

    words = "We met 12 times. All members came. It went well."
    theirs = edited(lambda opened: say(opened.paragraphs[0], words.replace("well", "very well")),
                    said_(words))  # fmt: skip
    result, done = once_and_for_all(theirs, said_(words.replace("12", "13")))
    assert texts(result) == ["We met 13 times. All members came. It went very well."]
    assert [each.fate for each in done.outcomes] == [Fate.MERGED]


@pytest.mark.parametrize("kind", ["comment", "bookmark", "picture"])
def test_a_row_with_something_of_their_own_is_not_replaced(kind: str) -> None:
    def hand(opened: Any) -> None:
        table = opened.tables[1]
        cell = table.cell(2, 1).paragraphs[0]
        if kind == "comment":
            opened.add_comment(cell.runs, "请核实。", author="书记", initials="书")
        elif kind == "picture":
            cell.add_run().add_picture(io.BytesIO(picture()))
        else:
            cell._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="900" w:name="mine"/>'))
            cell._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="900"/>'))
        table.cell(5, 3).paragraphs[0].runs[0].text = "另附说明"

    theirs = edited(hand, FILE)
    name = docx.Document(io.BytesIO(FILE)).tables[1].cell(2, 1).text
    result, done = merged(theirs, rendered(said(document(), name, "另一个名称")))
    body, before = (unpack(each)["word/document.xml"].decode() for each in (result, theirs))
    marks = {"comment": "w:commentReference", "bookmark": 'w:name="mine"', "picture": "<pic:pic"}
    told = 1 if kind == "comment" else 0  # the conflict has a comment as well
    assert body.count(marks[kind]) == before.count(marks[kind]) + told
    assert "另附说明" in body
    assert done.conflicts >= 1
