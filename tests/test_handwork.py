"""What people do by hand to a Word file is told, each kind of it; what programs do is not."""

import copy
import io
from collections.abc import Callable
from functools import cache
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.run import Run

from branchreport.handwork import manuscript
from branchreport.handwork.changes import (
    Around,
    Change,
    Deleted,
    Inserted,
    Joined,
    Moved,
    Noted,
    Pictured,
    Reformatted,
    Rewritten,
    Tracked,
    changes,
)
from branchreport.ledger import Ledger, Looks, Piece
from branchreport.word_files.shown import Showing
from branchreport.writers import WRITERS
from conftest import EXAMPLES
from drawn_by_hand import DRAWN, equation, markup, text_box, vml_box
from handmade import (
    Hand,
    after,
    edited,
    found,
    join,
    marks_of,
    remove,
    replaced,
    say,
    split,
    strip_marks,
    tracked,
    written,
)
from making import built_in_style, document_of, picture

PARAGRAPH = "一是压实首要责任"
NEXT = "（二）“一岗双责”落实情况"


def ledger() -> Ledger:
    known = manuscript.read(written()).ledger
    assert known is not None
    return known


def piece(words: str) -> Piece:
    """The first piece of the ledger that begins with ``words``."""
    return next(each for each in ledger().pieces if each.text.startswith(words))


def before(words: str) -> Piece:
    """The piece before that one."""
    pieces = ledger().pieces
    return pieces[pieces.index(piece(words)) - 1]


def told(data: bytes) -> list[Change]:
    return list(changes(manuscript.read(data), ledger()))


def by(hand: Hand) -> list[Change]:
    """What is told of a file after ``hand``."""
    return told(edited(hand))


@pytest.mark.parametrize("example", EXAMPLES)
def test_nothing_is_told_of_what_nobody_touched(example: str) -> None:
    read = manuscript.read(written(example))
    assert read.ledger is not None
    assert read.digest == read.ledger.digest()
    assert changes(read, read.ledger) == ()
    again = manuscript.read(edited(lambda _: None, written(example)))
    assert changes(again, read.ledger) == ()


def test_words_that_were_changed_are_told() -> None:
    assert by(lambda document: say(found(document, PARAGRAPH), "改过的话。")) == [
        Rewritten(piece(PARAGRAPH), "改过的话。")
    ]


def test_one_letter_that_was_changed_in_a_table_is_told() -> None:
    def hand(document: Any) -> None:
        document.tables[0].cell(1, 1).paragraphs[0].runs[0].text = "改"

    (change,) = by(hand)
    assert isinstance(change, Rewritten)
    assert change.piece.text.startswith("月份\t")
    assert "\t改\t" in change.text


def test_a_deleted_paragraph_is_told_with_its_bookmark_or_emptied() -> None:
    gone = [Deleted(piece(PARAGRAPH))]
    assert by(lambda document: remove(found(document, PARAGRAPH))) == gone
    assert by(lambda document: say(found(document, PARAGRAPH), "")) == gone
    assert by(lambda document: say(found(document, PARAGRAPH), " 　")) == gone


def test_the_first_and_the_last_that_is_deleted_are_told() -> None:
    def hand(document: Any) -> None:
        said = [each for each in document.paragraphs if each.text.strip()]
        remove(said[0])
        remove(said[-1])

    pieces = ledger().pieces
    assert by(hand) == [Deleted(pieces[0]), Deleted(pieces[-1])]


def test_a_paragraph_that_was_put_in_is_told_with_what_it_follows() -> None:
    def hand(document: Any) -> None:
        after(found(document, PARAGRAPH), "领导加的一段。")

    assert by(hand) == [Inserted("领导加的一段。", piece(PARAGRAPH))]


def test_what_was_put_before_everything_follows_nothing() -> None:
    def hand(document: Any) -> None:
        document.paragraphs[0].insert_paragraph_before("送审稿")

    assert by(hand) == [Inserted("送审稿", None)]


def test_a_table_that_was_put_in_is_told() -> None:
    def hand(document: Any) -> None:
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "甲", "乙"
        found(document, PARAGRAPH)._p.addnext(table._tbl)

    assert by(hand) == [Inserted("甲\t乙\t\n", piece(PARAGRAPH))]


@pytest.mark.parametrize("words", ["", " ", "　"])
def test_empty_paragraphs_are_no_edit(words: str) -> None:
    def hand(document: Any) -> None:
        document.paragraphs[0].insert_paragraph_before(words)
        after(found(document, PARAGRAPH), words)
        document.add_paragraph(words)

    assert by(hand) == []


def test_empty_paragraphs_that_were_taken_away_are_no_edit() -> None:
    def hand(document: Any) -> None:
        for each in [each for each in document.paragraphs if not each.text.strip()]:
            if each._p.find(".//" + qn("w:drawing")) is None:
                remove(each)

    assert by(hand) == []


def test_a_paragraph_that_was_moved_is_told_alone() -> None:
    def hand(document: Any) -> None:
        moved = found(document, PARAGRAPH)._p
        found(document, "1.党建+安全生产")._p.addnext(moved)

    assert by(hand) == [Moved(piece(PARAGRAPH), piece("1.党建+安全生产"))]


def test_a_section_that_was_moved_is_told_as_itself() -> None:
    """Not as everything else, which was passed over."""

    def hand(document: Any) -> None:
        moved = [found(document, NEXT)._p, found(document, PARAGRAPH)._p]
        for each in moved:
            document.paragraphs[-1]._p.addprevious(each)

    assert [type(each) for each in by(hand)] == [Moved, Moved]
    assert [each.piece for each in by(hand) if isinstance(each, Moved)] == [
        piece(NEXT),
        piece(PARAGRAPH),
    ]


def test_a_paragraph_that_was_moved_and_changed_is_told_as_both() -> None:
    def hand(document: Any) -> None:
        moved = found(document, PARAGRAPH)
        say(moved, "改过的话。")
        document.paragraphs[0]._p.addprevious(moved._p)

    assert by(hand) == [Moved(piece(PARAGRAPH), None), Rewritten(piece(PARAGRAPH), "改过的话。")]


def test_what_was_cut_out_and_put_in_elsewhere_is_told_as_moved() -> None:
    """Its bookmark may be left behind in an empty paragraph."""

    def hand(document: Any) -> None:
        old = found(document, PARAGRAPH)
        words = old.text
        say(old, "")
        after(found(document, "1.党建+安全生产"), words)

    assert by(hand) == [Moved(piece(PARAGRAPH), piece("1.党建+安全生产"))]


def test_what_was_emptied_and_written_anew_below_is_told_as_changed() -> None:
    def hand(document: Any) -> None:
        old = found(document, PARAGRAPH)
        words = old.text.replace("一是压实", "一是夯实")
        say(old, "")
        after(old, words)

    words = piece(PARAGRAPH).text.replace("一是压实", "一是夯实")
    assert by(hand) == [Rewritten(piece(PARAGRAPH), words)]


def test_a_paragraph_that_was_split_is_told_as_one() -> None:
    parts = piece(PARAGRAPH).text.partition("二是班子分工负责")
    expected = [Rewritten(piece(PARAGRAPH), f"{parts[0]}\n{parts[1]}{parts[2]}")]
    assert by(lambda document: split(found(document, PARAGRAPH), parts[1])) == expected


def test_two_paragraphs_that_were_joined_are_told_together() -> None:
    def hand(document: Any) -> None:
        join(found(document, NEXT), found(document, PARAGRAPH))

    both = (piece(NEXT), piece(PARAGRAPH))
    assert by(hand) == [Joined(both, both[0].text + both[1].text)]


def test_a_bookmark_that_reaches_over_the_next_paragraph_is_no_edit() -> None:
    """Some programs let it when a paragraph is deleted and the deletion is taken back."""

    def hand(document: Any) -> None:
        first, second = found(document, NEXT)._p, found(document, PARAGRAPH)._p
        number = marks_of(first)[0].get(qn("w:id"))
        end = next(
            each for each in first.iter(qn("w:bookmarkEnd")) if each.get(qn("w:id")) == number
        )
        second.append(end)

    assert by(hand) == []


def test_enter_at_the_end_of_a_paragraph_leaves_it_as_it_was() -> None:
    """The bookmark ends where the new paragraph begins, and nothing of it is in there."""

    def hand(document: Any) -> None:
        old = found(document, PARAGRAPH)
        new = after(old, "另起一段。")
        (start,) = marks_of(old._p)
        end = next(
            each
            for each in old._p.iter(qn("w:bookmarkEnd"))
            if each.get(qn("w:id")) == start.get(qn("w:id"))
        )
        new._p.insert(1, end)

    assert by(hand) == [Inserted("另起一段。", piece(PARAGRAPH))]


def test_a_copy_is_told_and_the_first_of_the_two_is_ours() -> None:
    """A program may leave both with the same bookmark."""

    def hand(document: Any) -> None:
        old = found(document, PARAGRAPH)._p
        found(document, "（三）“党建+”工作开展情况")._p.addnext(copy.deepcopy(old))

    copied = Inserted(piece(PARAGRAPH).text, piece("（三）“党建+”工作开展情况"))
    assert by(hand) == [copied]


def test_one_bookmark_inside_another_is_told_as_what_changed() -> None:
    def hand(document: Any) -> None:
        outer, inner = found(document, NEXT), found(document, PARAGRAPH)
        start = marks_of(inner._p)[0]
        words = outer.runs[0]._r
        words.addprevious(copy.deepcopy(start))
        end = OxmlElement("w:bookmarkEnd")
        end.set(qn("w:id"), start.get(qn("w:id")))
        words.addnext(end)
        remove(inner)

    (change,) = by(hand)
    assert change == Joined((piece(NEXT), piece(PARAGRAPH)), piece(NEXT).text)


def test_without_any_bookmark_nothing_changed_is_nothing_told() -> None:
    assert by(strip_marks) == []


def test_without_bookmarks_every_change_is_told_still() -> None:
    def hand(document: Any) -> None:
        strip_marks(document)
        say(found(document, PARAGRAPH), piece(PARAGRAPH).text.replace("一是压实", "一是夯实"))
        remove(found(document, NEXT))
        after(found(document, "（三）“党建+”工作开展情况"), "领导加的一段。")

    assert by(hand) == [
        Deleted(piece(NEXT)),
        Rewritten(piece(PARAGRAPH), piece(PARAGRAPH).text.replace("一是压实", "一是夯实")),
        Inserted("领导加的一段。", piece("（三）“党建+”工作开展情况")),
    ]


def test_without_bookmarks_what_was_moved_is_told_as_moved() -> None:
    def hand(document: Any) -> None:
        strip_marks(document)
        moved = found(document, PARAGRAPH)._p
        found(document, "1.党建+安全生产")._p.addnext(moved)

    assert by(hand) == [Moved(piece(PARAGRAPH), piece("1.党建+安全生产"))]


def test_text_that_was_typed_anew_is_no_edit_where_it_says_the_same() -> None:
    def hand(document: Any) -> None:
        old = found(document, PARAGRAPH)
        words = old.text
        after(old, words)
        remove(old)

    assert by(hand) == []


def test_runs_that_were_cut_are_no_edit() -> None:
    def hand(document: Any) -> None:
        for paragraph in document.paragraphs:
            for run in [run for run in paragraph.runs if len(run.text) > 3]:
                rest = copy.deepcopy(run._r)
                words = run.text
                run.text = words[:2]
                run._r.addnext(rest)
                Run(rest, paragraph).text = words[2:]

    assert by(hand) == []


def test_content_controls_around_the_text_are_no_edit() -> None:
    def hand(document: Any) -> None:
        for old in (found(document, NEXT)._p, found(document, PARAGRAPH)._p):
            control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
            control.append(content)
            old.addprevious(control)
            content.append(old)
        word = found(document, "（三）“党建+”工作开展情况").runs[0]._r
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        control.append(content)
        word.addprevious(control)
        content.append(word)

    assert by(hand) == []


def test_changes_that_are_tracked_are_told_with_their_authors() -> None:
    def hand(document: Any) -> None:
        old = found(document, NEXT)
        tracked("del", "王局", old.runs[0]._r)
        tracked("ins", "李秘书", old.add_run("（节选）")._r)

    (rewritten, change) = by(hand)
    assert isinstance(rewritten, Rewritten)
    assert rewritten.text.endswith("（节选）")
    assert change == Tracked(piece(NEXT), 2, ("王局", "李秘书"))


def test_a_paragraph_that_is_deleted_in_a_tracked_change_is_told() -> None:
    def hand(document: Any) -> None:
        old = found(document, PARAGRAPH)
        tracked("del", "王局", *(run._r for run in old.runs))

    assert by(hand) == [Deleted(piece(PARAGRAPH)), Tracked(piece(PARAGRAPH), 1, ("王局",))]


def test_formatting_that_is_tracked_is_told() -> None:
    def hand(document: Any) -> None:
        properties = found(document, PARAGRAPH).runs[0]._r.get_or_add_rPr()
        change = OxmlElement("w:rPrChange")
        change.set(qn("w:author"), "王局")
        properties.append(change)

    assert by(hand) == [Tracked(piece(PARAGRAPH), 1, ("王局",))]


def test_comments_are_told() -> None:
    def hand(document: Any) -> None:
        runs = found(document, PARAGRAPH).runs
        document.add_comment(runs, text="这里要核实", author="王局")

    assert by(hand) == [Noted(piece(PARAGRAPH), 1)]


def test_footnotes_are_told() -> None:
    def hand(document: Any) -> None:
        run = found(document, PARAGRAPH).add_run()
        run._r.append(OxmlElement("w:footnoteReference"))

    assert by(hand) == [Noted(piece(PARAGRAPH), 1)]


def test_every_way_to_format_by_hand_is_told() -> None:
    def bold(run: Any) -> None:
        run.bold = True

    def italic(run: Any) -> None:
        run.italic = True

    def underlined(run: Any) -> None:
        run.underline = True

    def struck(run: Any) -> None:
        run.font.strike = True

    def highlighted(run: Any) -> None:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def coloured(run: Any) -> None:
        run.font.color.rgb = RGBColor(200, 0, 0)

    def large(run: Any) -> None:
        run.font.size = Pt(20)

    def set_in_another_font(run: Any) -> None:
        run.font.name = "楷体"

    def raised(run: Any) -> None:
        run.font.superscript = True

    ways = (bold, italic, underlined, struck, highlighted, coloured, large, raised)
    for way in (*ways, set_in_another_font):

        def hand(document: Any, way: Hand = way) -> None:
            way(found(document, PARAGRAPH).runs[0])

        assert by(hand) == [Reformatted(piece(PARAGRAPH))], way


def test_what_is_aligned_by_hand_is_told() -> None:
    def hand(document: Any) -> None:
        found(document, PARAGRAPH).alignment = WD_ALIGN_PARAGRAPH.RIGHT

    assert by(hand) == [Reformatted(piece(PARAGRAPH))]


def looks_of(*runs: tuple[int, dict[str, str]]) -> str:
    """How runs of so many letters look that are bold as their attributes say."""
    looks = Looks()
    for length, attributes in runs:
        looks.run(length, [("b", attributes)])
    return str(looks)


def test_a_switch_is_told_alike_however_it_is_spelled() -> None:
    """ECMA-376-1, 17.17.4 (ST_OnOff)."""
    assert {looks_of((3, {"val": each} if each else {})) for each in ("", "1", "true", "on")} == {
        "0-3b"
    }
    assert {looks_of((3, {"val": each})) for each in ("0", "false", "off")} == {"0-3b!"}


def test_runs_that_look_alike_are_told_as_one() -> None:
    assert looks_of((2, {}), (3, {"val": "true"}), (1, {"val": "0"})) == "0-5b 5-6b!"
    assert looks_of((0, {})) == ""


def test_languages_and_spelling_are_no_formatting() -> None:
    def hand(document: Any) -> None:
        properties = found(document, PARAGRAPH).runs[0]._r.get_or_add_rPr()
        for name in ("noProof", "lang"):
            properties.append(OxmlElement(f"w:{name}"))
        fonts = OxmlElement("w:rFonts")
        fonts.set(qn("w:hint"), "eastAsia")
        properties.append(fonts)
        found(document, PARAGRAPH)._p.append(OxmlElement("w:proofErr"))

    assert by(hand) == []


def the_picture(document: Any) -> Any:
    """The paragraph that holds the first picture."""
    picture_in = qn("a:blip")
    return next(each for each in document.paragraphs if list(each._p.iter(picture_in)))


def test_a_picture_that_was_replaced_is_told() -> None:
    def hand(document: Any) -> None:
        blip = next(the_picture(document)._p.iter(qn("a:blip")))
        relation, _ = document.part.get_or_add_image(io.BytesIO(picture(size=(7, 7))))
        blip.set(qn("r:embed"), relation)

    (change,) = by(hand)
    assert isinstance(change, Pictured)
    assert change.piece.kind == "picture"
    assert change.piece.text == "\ufffc"


def test_a_picture_that_was_taken_away_is_told() -> None:
    def hand(document: Any) -> None:
        for drawing in list(the_picture(document)._p.iter(qn("w:drawing"))):
            drawing.getparent().remove(drawing)

    (change,) = by(hand)
    assert isinstance(change, Deleted)
    assert (change.piece.kind, change.piece.text) == ("picture", "\ufffc")


def test_a_picture_that_was_put_into_a_sentence_is_told() -> None:
    def hand(document: Any) -> None:
        found(document, PARAGRAPH).add_run().add_picture(io.BytesIO(picture()))

    assert by(hand) == [Pictured(piece(PARAGRAPH))]


@pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN)
def test_what_was_drawn_in_a_paragraph_is_told(drawn: str) -> None:
    def hand(document: Any) -> None:
        found(document, PARAGRAPH)._p.append(markup(drawn))

    assert by(hand) == [Pictured(piece(PARAGRAPH))]


@pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN)
def test_what_was_drawn_in_a_paragraph_of_its_own_is_told(drawn: str) -> None:
    def hand(document: Any) -> None:
        after(found(document, PARAGRAPH), "")._p.append(markup(drawn))

    assert by(hand) == [Inserted("\ufffc", piece(PARAGRAPH))]


@pytest.mark.parametrize("draw", [text_box, vml_box, equation])
def test_what_is_typed_into_something_drawn_is_told(draw: Callable[[str], str]) -> None:
    """Though only another branchreport could have written it into the ledger."""

    def shown(words: str) -> str:
        def hand(document: Any) -> None:
            found(document, PARAGRAPH)._p.append(markup(draw(words)))

        read = manuscript.read(edited(hand))
        return Showing(read.file).shown(
            each for passage in read.passages for each in passage.elements
        )

    assert shown("同意") != shown("不同意")
    assert shown("同意") == shown(" 同 意")


def linked(document: Any) -> None:
    """Let the first words of the paragraph lead elsewhere, as Word does it."""
    run = found(document, PARAGRAPH).runs[0]._r
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), "elsewhere")
    run.addprevious(link)
    link.append(run)


def linked_by_a_field(document: Any) -> None:
    """Let them lead there as WPS does it."""
    run = found(document, PARAGRAPH).runs[0]._r
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    told = '<w:r><w:instrText> HYPERLINK "https://example.org" </w:instrText></w:r>'
    middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    for each in (begin, told, middle):
        run.addprevious(markup(each))
    run.addnext(markup(end))


def linked_by_a_simple_field(document: Any) -> None:
    run = found(document, PARAGRAPH).runs[0]._r
    field = markup('<w:fldSimple w:instr="HYPERLINK https://example.org"/>')
    run.addprevious(field)
    field.append(run)


@pytest.mark.parametrize("hand", [linked, linked_by_a_field, linked_by_a_simple_field])
def test_a_link_that_was_put_on_words_is_told(hand: Hand) -> None:
    assert by(hand) == [Reformatted(piece(PARAGRAPH))]


def commented_by(author: str) -> list[Change]:
    def hand(document: Any) -> None:
        document.add_comment(found(document, PARAGRAPH).runs[0], "说明", author, "xx")

    return by(hand)


def test_comments_of_our_own_are_no_edit() -> None:
    assert commented_by("branchreport") == []
    assert commented_by("王书记") == [Noted(piece(PARAGRAPH), 1)]


def test_a_picture_that_was_put_between_is_told() -> None:
    def hand(document: Any) -> None:
        new = after(found(document, PARAGRAPH), "")
        new.add_run().add_picture(io.BytesIO(picture()))

    assert by(hand) == [Inserted("\ufffc", piece(PARAGRAPH))]


def test_a_number_of_a_chart_that_was_changed_is_told() -> None:
    changed = replaced(
        written(),
        "word/charts/chart1.xml",
        lambda xml: xml.replace(b"<c:v>2</c:v>", b"<c:v>9</c:v>", 1),
    )
    (change,) = told(changed)
    assert isinstance(change, Pictured)
    assert change.piece.kind == "chart"


def test_a_number_of_a_chart_that_is_written_otherwise_is_no_edit() -> None:
    assert (
        told(
            replaced(
                written(),
                "word/charts/chart1.xml",
                lambda xml: xml.replace(b"<c:v>2</c:v>", b"<c:v>2.0</c:v>"),
            )
        )
        == []
    )


def test_what_was_written_into_a_header_is_told() -> None:
    def hand(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "内部资料"

    assert by(hand) == [Around((), ("内部资料",))]


def test_what_was_taken_out_of_a_footer_is_told() -> None:
    def hand(document: Any) -> None:
        for section in document.sections:
            for footer in (section.footer, section.even_page_footer):
                for text in footer._element.iter(qn("w:t")):
                    text.text = text.text.replace("—", "")

    assert by(hand) == [Around(("—  —",), ())]


def test_the_number_of_a_page_is_no_edit() -> None:
    def hand(document: Any) -> None:
        for text in document.sections[0].footer._element.iter(qn("w:t")):
            text.text = text.text.replace("1", "12")

    assert by(hand) == []


def test_a_break_of_the_page_is_no_edit_of_the_text() -> None:
    def hand(document: Any) -> None:
        found(document, PARAGRAPH).add_run().add_break(WD_BREAK.PAGE)

    assert by(hand) == []


def test_a_break_of_the_line_is_one() -> None:
    def hand(document: Any) -> None:
        found(document, PARAGRAPH).add_run().add_break()

    assert by(hand) == [Rewritten(piece(PARAGRAPH), piece(PARAGRAPH).text + "\n")]


def test_bookmarks_between_paragraphs_are_those_of_what_follows() -> None:
    """Word puts them there where they hold whole paragraphs."""

    def hand(document: Any) -> None:
        for paragraph in document.paragraphs:
            for start in marks_of(paragraph._p):
                number = start.get(qn("w:id"))
                ends = paragraph._p.iter(qn("w:bookmarkEnd"))
                end = next(each for each in ends if each.get(qn("w:id")) == number)
                paragraph._p.addprevious(start)
                paragraph._p.addnext(end)

    assert by(hand) == []

    def also_edited(document: Any) -> None:
        hand(document)
        say(found(document, PARAGRAPH), "改过的话。")

    assert by(also_edited) == [Rewritten(piece(PARAGRAPH), "改过的话。")]


def test_a_bookmark_without_an_end_swallows_nothing() -> None:
    def hand(document: Any) -> None:
        for end in list(document.element.body.iter(qn("w:bookmarkEnd"))):
            end.getparent().remove(end)
        after(found(document, PARAGRAPH), "领导加的一段。")

    assert by(hand) == [Inserted("领导加的一段。", piece(PARAGRAPH))]


def test_an_end_that_comes_before_its_beginning_ends_nothing() -> None:
    def hand(document: Any) -> None:
        (start,) = marks_of(found(document, PARAGRAPH)._p)
        ends = document.element.body.iter(qn("w:bookmarkEnd"))
        end = next(each for each in ends if each.get(qn("w:id")) == start.get(qn("w:id")))
        document.paragraphs[0]._p.addprevious(end)
        after(found(document, PARAGRAPH), "领导加的一段。")

    assert by(hand) == [Inserted("领导加的一段。", piece(PARAGRAPH))]


@pytest.mark.parametrize("place", ["start", "end"])
def test_an_empty_paragraph_inside_a_bookmark_is_no_edit(place: str) -> None:
    """As after Enter at the beginning or the end of a paragraph."""

    def hand(document: Any) -> None:
        old = found(document, PARAGRAPH)
        (start,) = marks_of(old._p)
        ends = old._p.iter(qn("w:bookmarkEnd"))
        end = next(each for each in ends if each.get(qn("w:id")) == start.get(qn("w:id")))
        if place == "start":
            old.insert_paragraph_before("")._p.append(start)
        else:
            after(old, "")._p.append(end)

    assert by(hand) == []


@cache
def with_contents() -> bytes:
    document = document_of(EXAMPLES["2021"], contents=True)
    return WRITERS["docx"](document, built_in_style())


def told_of_contents(hand: Hand) -> tuple[Change, ...]:
    known = manuscript.read(with_contents()).ledger
    assert known is not None
    assert [each.kind for each in known.pieces].count("contents") == 1
    return changes(manuscript.read(edited(hand, with_contents())), known)


def entries(document: Any) -> list[Any]:
    """The paragraphs of the table of contents, its label first."""
    lines = [each._p for each in document.paragraphs if list(each._p.iter(qn("w:hyperlink")))]
    return [lines[0].getprevious(), *lines]


def made_anew(document: Any) -> None:
    """As Word does with F9: other lines, under bookmarks of its own."""
    _label, first, *others = entries(document)
    for each in others[3:]:
        each.getparent().remove(each)
    for text in first.iter(qn("w:t")):
        text.text = "另一个标题"


def under_another_name(document: Any) -> None:
    next(entries(document)[0].iter(qn("w:t"))).text = "目　录"


def without_its_label(document: Any) -> None:
    label = entries(document)[0]
    label.getparent().remove(label)


def in_a_content_control(document: Any) -> None:
    """As LibreOffice saves it."""
    lines = entries(document)
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(content)
    lines[0].addprevious(control)
    for each in [*lines, lines[-1].getnext()]:
        content.append(each)


@pytest.mark.parametrize(
    "hand", [made_anew, under_another_name, without_its_label, in_a_content_control]
)
def test_the_table_of_contents_is_nobodys_work(hand: Hand) -> None:
    assert told_of_contents(hand) == ()


def test_what_stands_around_the_contents_is_told_still() -> None:
    def hand(document: Any) -> None:
        made_anew(document)
        say(found(document, PARAGRAPH), "改过的话。")

    (change,) = told_of_contents(hand)
    assert isinstance(change, Rewritten)
    assert change.text == "改过的话。"


def test_contents_without_an_end_hide_nothing() -> None:
    def hand(opened: Any) -> None:
        outer = next(
            each
            for each in opened.element.body.iter(qn("w:fldChar"))
            if each.get(qn("w:fldCharType")) == "end"
            and next(each.iterancestors(qn("w:hyperlink")), None) is None
        )
        outer.getparent().getparent().remove(outer.getparent())
        found(opened, "支部坚持把民主集中制").add_run("领导加的一句话。")

    (change,) = told_of_contents(hand)
    assert isinstance(change, Rewritten)
    assert change.text.endswith("领导加的一句话。")


def test_contents_that_were_put_in_by_hand_are_told() -> None:
    def hand(document: Any) -> None:
        lines = entries(docx.Document(io.BytesIO(with_contents())))
        second = document.paragraphs[1]._p
        for each in [*lines, lines[-1].getnext()]:
            second.addprevious(each)

    assert [type(each) for each in by(hand)] == [Inserted, Inserted]
