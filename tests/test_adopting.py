"""A document that a Word template made is one of ours: edits by hand are told of it as well."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from lxml import etree

from branchreport.handwork import manuscript
from branchreport.handwork.changes import Around, Inserted, Rewritten, changes
from branchreport.ledger import MARK
from branchreport.writers.docx import marks
from branchreport.writers.docx.adopting import adopted
from branchreport.writers.docx.package import pack, unpack
from conftest import EXAMPLES, Completed
from handmade import after, edited, found, say, written
from making import picture

Run = Callable[..., Completed]


def template() -> bytes:
    document = docx.Document()
    document.add_heading("{{ report.branch }}{{ report.year }}年度工作总结", 0)
    document.add_paragraph("{{ report.superior }}：")
    document.add_paragraph("")
    document.add_paragraph("{%p for each in achievements %}")
    document.add_paragraph("{{ each.heading }}").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("{%p endfor %}")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "支部", "{{ report.branch }}"
    document.add_paragraph().add_run().add_picture(io.BytesIO(picture()))
    document.add_paragraph("完").runs[0].bold = True
    document.sections[0].header.paragraphs[0].text = "{{ report.branch }}"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def out(check: Run, tmp_path: Path) -> Path:
    (tmp_path / "template.docx").write_bytes(template())
    done = render(check, tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    return tmp_path / "out.docx"


def render(check: Run, folder: Path, *more: str) -> Completed:
    file = folder / "template.docx"
    year = EXAMPLES["2021"]
    return check("render", year, "--template", file, "-o", folder / "out.docx", *more)


def told(file: Path, hand: Any) -> list[Any]:
    ledger = manuscript.read(file.read_bytes()).ledger
    assert ledger is not None
    return list(changes(manuscript.read(edited(hand, file.read_bytes())), ledger))


def test_every_paragraph_and_table_is_a_piece(out: Path) -> None:
    read = manuscript.read(out.read_bytes())
    assert read.ledger is not None
    assert read.digest == read.ledger.digest()
    said = [passage for passage in read.passages if passage.text.strip()]
    assert [passage.names for passage in said] == [(piece.name,) for piece in read.ledger.pieces]
    assert [passage.text for passage in said] == [piece.text for piece in read.ledger.pieces]
    assert [piece.kind for piece in read.ledger.pieces].count("table") == 1
    assert read.ledger.around == ("云溪市水务局机关党支部",)
    assert read.ledger.asked == {"template": "template.docx"}
    assert changes(read, read.ledger) == ()


def test_it_is_replaced_where_nobody_touched_it(check: Run, out: Path) -> None:
    fresh = out.read_bytes()
    for data in (fresh, edited(lambda _: None, fresh)):
        out.write_bytes(data)
        done = render(check, out.parent)
        assert (done.returncode, done.stderr) == (0, b"")
        assert out.read_bytes() == fresh


def test_what_was_changed_is_told(check: Run, out: Path) -> None:
    def hand(document: Any) -> None:
        say(found(document, "年度工作总结"), "另一个标题")
        after(found(document, "完"), "领导加的一段。")
        document.sections[0].header.paragraphs[0].text = "内部资料"

    rewritten, inserted, around = told(out, hand)
    assert isinstance(rewritten, Rewritten)
    assert rewritten.text == "另一个标题"
    assert isinstance(inserted, Inserted)
    assert inserted.text == "领导加的一段。"
    assert around == Around(("云溪市水务局机关党支部",), ("内部资料",))
    out.write_bytes(edited(hand, out.read_bytes()))
    before = out.read_bytes()
    done = render(check, out.parent)
    assert done.returncode == 1
    assert "领导加的一段。" in done.stderr.decode()
    assert out.read_bytes() == before


def test_a_piece_is_known_by_its_words_whatever_its_numbers_are() -> None:
    def names(words: str) -> list[str]:
        def hand(document: Any) -> None:
            document.add_paragraph(words)

        buffer = io.BytesIO()
        docx.Document().save(buffer)
        read = manuscript.read(adopted(edited(hand, buffer.getvalue()), {}))
        assert read.ledger is not None
        return [piece.name for piece in read.ledger.pieces]

    assert names("共12次。") == names("共13次。") != names("共计13次。")


def test_a_template_that_was_once_rendered_has_one_ledger_and_new_bookmarks() -> None:
    once = written()
    again = adopted(once, {"style": "plain"})
    read = manuscript.read(again)
    assert read.ledger is not None
    assert read.ledger.asked == {"style": "plain"}
    assert read.digest == read.ledger.digest()
    parts = unpack(again)
    assert [name for name in parts if re.fullmatch(r"customXml/item\d+\.xml", name)] == [marks.ITEM]
    starts = [
        mark.get(qn("w:name"))
        for mark in etree.fromstring(parts["word/document.xml"]).iter(qn("w:bookmarkStart"))
    ]
    ours = [name for name in starts if name.startswith(MARK)]
    kept = [piece.name for piece in read.ledger.pieces if piece.kind != "contents"]
    assert ours == kept
    assert adopted(again, {"style": "plain"}) == again


def test_what_the_file_has_of_its_own_is_kept() -> None:
    """Its custom XML and its properties, under their names."""
    parts: dict[str, Any] = dict(unpack(written()))
    parts[marks.ITEM] = b"<mine/>"
    parts[marks.PROPERTIES] = parts[marks.PROPERTIES].replace(b"branchreport-ledger", b"mine")
    made = unpack(adopted(pack(parts), {}))
    assert made[marks.ITEM] == b"<mine/>"
    assert b"urn:branchreport:ledger" in made["customXml/item2.xml"]
    root = etree.fromstring(made[marks.PROPERTIES])
    assert [(each.get("name"), each.get("pid")) for each in root] == [
        ("mine", "2"),
        (marks.PROPERTY, "3"),
    ]
    types = made["[Content_Types].xml"].decode()
    assert types.count("/customXml/itemProps2.xml") == 1
    assert types.count(f"/{marks.PROPERTIES}") == 1


def test_the_table_of_contents_of_a_template_is_nobodys_work() -> None:
    import making
    from branchreport.writers.docx import write
    from samples import EVERY_BLOCK

    made = adopted(write(EVERY_BLOCK, making.built_in_style()), {})
    read = manuscript.read(made)
    assert read.ledger is not None
    assert [piece.kind for piece in read.ledger.pieces].count("contents") == 1

    def hand(document: Any) -> None:
        field = next(each for each in document.element.body.iter(qn("w:hyperlink")))
        next(field.iter(qn("w:t"))).text = "另一行"

    assert changes(manuscript.read(edited(hand, made)), read.ledger) == ()


def test_what_is_no_word_file_stays_as_it_is() -> None:
    assert adopted(b"mine", {}) == b"mine"
