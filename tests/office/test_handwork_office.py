"""Opening and saving in LibreOffice changes nothing, and what is changed is told all the same.

Saved as .docx, and by way of .odt, in which ledgers are lost and charts become objects.
"""

import io
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest

import letterheads
from branchreport import shipped, style_files
from branchreport.cli import keeping
from branchreport.document import Document, Paragraph, Run
from branchreport.handwork import manuscript
from branchreport.handwork.changes import Deleted, Inserted, Rewritten, changes
from branchreport.records.choices import Supplement
from branchreport.records.year import RedHead
from branchreport.writers.docx import write
from branchreport.writers.docx.adopting import adopted
from conftest import EXAMPLES, Completed
from drawn_by_hand import DRAWN, markup
from handmade import after, edited, found, remove, say, strip_marks, written
from making import built_in_style, document_of
from pages import convert, read
from samples import EVERY_BLOCK
from test_adopting import template
from test_validators import open_xml_sdk

pytestmark = pytest.mark.slow

Ways = tuple[str, ...]
WAYS: tuple[Ways, ...] = (("docx",), ("odt", "docx"))
FILTERS = {"docx": 'docx:"MS Word 2007 XML"', "odt": "odt"}

ODD = (
    "甲\u00a0乙", "a\u2011b", "so\u00adft", "zero\u200bwidth", "　全角 空格", "double  space",
    " lead", "trail ", "“引号”‘单’—…·", "a\tb", "𠮷野家😀", "e\u0301", "葛\ufe00", "a&b<c>\"d\"",
    "\u202a\u0628\u0639\u0636\u202c", "a\u200db\u2060c\ufeffd", "½ ² ①", "\ufdfa", "\ufffd", "",
    "\u3000",
)  # fmt: skip
"""Characters that one program may write in another way than the next."""


def saved(files: Sequence[Path], way: Ways, room: Path) -> list[Path]:
    """``files`` as LibreOffice saves them in one form after the other."""
    profile = room / "profile"
    for step, form in enumerate(way):
        into = room / str(step)
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
             FILTERS[form].replace('"', ""), "--outdir", into, *files],
            check=True, capture_output=True, timeout=600,
            env={**os.environ, "FONTCONFIG_FILE": str(Path(__file__).with_name("fonts.conf"))},
        )  # fmt: skip
        files = [into / f"{file.stem}.{form}" for file in files]
    return list(files)


def with_everything(example: str) -> Document:
    head = RedHead(issuer="示例支部文件", number="示支〔2021〕5号", signer="支部书记")
    return document_of(
        EXAMPLES[example],
        red_head=head,
        title_note="2021年12月20日",
        contents=True,
        sealed=True,
        appendices=tuple(Supplement),
    )


def office_style(folder: Path, data: bytes) -> Any:
    (folder / "office.docx").write_bytes(data)
    loaded = style_files.load_style(folder / "office.docx")
    assert loaded.value is not None
    return loaded.value


def rendered() -> bytes:
    return write(EVERY_BLOCK, built_in_style())


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every example in every style, with everything and as it is, and in offices' own files."""
    folder = tmp_path_factory.mktemp("originals")
    styles = {name: built_in_style(name) for name in shipped.styles()}
    styles["letterhead"] = office_style(folder, letterheads.letterhead())
    styles["plain-office"] = office_style(folder, letterheads.plain())
    (folder / "office.docx").unlink()
    documents = {name: with_everything(name) for name in EXAMPLES} | {"every": EVERY_BLOCK}
    documents["odd"] = Document("odd", tuple(Paragraph((Run(words),)) for words in ODD))
    for name, document in documents.items():
        for called, style in styles.items():
            (folder / f"{name}-{called}.docx").write_bytes(write(document, style))
    for name, path in EXAMPLES.items():
        plain = write(document_of(path), styles["gbt9704"])
        (folder / f"{name}.docx").write_bytes(plain)
    (folder / "template.docx").write_bytes(adopted(template(), {}))
    return sorted(folder.glob("*.docx"))


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_what_libreoffice_saves_is_no_edit(
    originals: list[Path], way: Ways, tmp_path: Path
) -> None:
    assert len(originals) == 7 * 5 + 5 + 1
    told = {}
    for original, file in zip(originals, saved(originals, way, tmp_path), strict=True):
        before = manuscript.read(original.read_bytes())
        read = manuscript.read(file.read_bytes())
        assert before.ledger is not None
        assert read.digest == before.digest == before.ledger.digest()
        assert (read.ledger == before.ledger) == (way == ("docx",))
        if found_changes := changes(read, before.ledger):
            told[file.name] = found_changes
    assert told == {}


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_what_was_changed_before_it_was_saved_is_told(way: Ways, tmp_path: Path) -> None:
    original = write(document_of(EXAMPLES["2021"]), built_in_style())
    ledger = manuscript.read(original).ledger
    assert ledger is not None

    def hand(document: Any) -> None:
        say(found(document, "一是压实首要责任"), "改过的话。")
        after(found(document, "（三）“党建+”工作开展情况"), "领导加的一段。")
        remove(found(document, "（二）“一岗双责”落实情况"))

    (tmp_path / "edited.docx").write_bytes(edited(hand, original))
    (file,) = saved([tmp_path / "edited.docx"], way, tmp_path)
    deleted, rewritten, inserted = changes(manuscript.read(file.read_bytes()), ledger)
    assert isinstance(deleted, Deleted)
    assert deleted.piece.text.startswith("（二）")
    assert isinstance(rewritten, Rewritten)
    assert rewritten.text == "改过的话。"
    assert isinstance(inserted, Inserted)
    assert inserted.text == "领导加的一段。"


def drawn_and_linked() -> bytes:
    """An office's Word template in which shapes and links stand among the words."""
    made = docx.Document()
    for name in ("text box", "older text box", "shape", "object"):
        paragraph = made.add_paragraph(f"前面的话：{name}")
        paragraph._p.append(markup(DRAWN[name]))
        paragraph.add_run("后面的话。")
    linked = made.add_paragraph("请看")._p
    for each in (
        '<w:hyperlink w:anchor="there"><w:r><w:t>那里</w:t></w:r></w:hyperlink>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:instrText> HYPERLINK "http://example.org" </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r><w:t>网页</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:r><w:t>。</w:t></w:r>",
    ):
        linked.append(markup(each))
    buffer = io.BytesIO()
    made.save(buffer)
    return adopted(buffer.getvalue(), {})


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_what_is_drawn_and_linked_outlives_libreoffice(way: Ways, tmp_path: Path) -> None:
    """Equations are not tried: without its program for them LibreOffice leaves them out."""
    (tmp_path / "made.docx").write_bytes(drawn_and_linked())
    ledger = manuscript.read(drawn_and_linked()).ledger
    assert ledger is not None
    assert [piece.shown.partition(":")[0] for piece in ledger.pieces] == ["object"] * 4 + [""]
    assert ledger.pieces[-1].look == "2-6hyperlink"
    (file,) = saved([tmp_path / "made.docx"], way, tmp_path)
    assert changes(manuscript.read(file.read_bytes()), ledger) == ()


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_what_libreoffice_saved_is_replaced_without_a_word(
    way: Ways, tmp_path: Path, check: Callable[..., Completed]
) -> None:
    out = tmp_path / "out.docx"
    year = EXAMPLES["2022"]
    assert check("render", year, "-o", out, "--contents").returncode == 0
    (file,) = saved([out], way, tmp_path)
    out.write_bytes(file.read_bytes())
    done = check("render", year, "-o", out, "--contents", "--title-note", "送审稿")
    assert (done.returncode, done.stderr) == (0, b"")
    copy = keeping.known(out)
    assert copy is not None
    assert keeping.is_as_written(out, copy)


@pytest.mark.parametrize("data", [template, rendered], ids=["template", "rendered before"])
def test_what_was_adopted_is_valid(tmp_path: Path, data: Callable[[], bytes]) -> None:
    """With its own custom XML, and with a ledger of ours that was there already."""
    file = tmp_path / "adopted.docx"
    file.write_bytes(adopted(data(), {}))
    assert open_xml_sdk(file) == []


def test_a_document_in_the_file_of_an_office_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "made.docx"
    style = office_style(tmp_path, letterheads.letterhead())
    file.write_bytes(write(with_everything("2021"), style))
    assert open_xml_sdk(file) == []


def test_bookmarks_move_no_word(tmp_path: Path) -> None:
    """Behind a mark that hangs out of a full line, the end of one would begin another line."""
    marked, plain = tmp_path / "marked.docx", tmp_path / "plain.docx"
    marked.write_bytes(written())
    plain.write_bytes(edited(strip_marks))
    with_marks, without = (
        [[(line.text, line.baseline) for line in page.lines] for page in read(file)]
        for file in convert([marked, plain])
    )
    assert with_marks == without
