"""No value of the records gets lost on the way into a document, and none on the way into a file."""

import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from branchreport.cli import main
from branchreport.cli.losing import LostError, told
from branchreport.compose import Colophon, TemplateFault, compose
from branchreport.compose.values import Value
from branchreport.compose.word import fill
from branchreport.compose.word.filling import Filling
from branchreport.document import Document, Heading, List, Paragraph, Run, Source, Table
from branchreport.style import Style
from branchreport.vocabulary.checking import check_folder
from branchreport.writers import WRITERS
from branchreport.writers.docx.package import pack, unpack
from branchreport.writers.proof import FORMS, lost
from conftest import EXAMPLES, Completed
from making import built_in_style, document_of
from sample_documents import EVERY_BLOCK, documents
from test_forms import ANY, IN_WORD, laws
from test_laws import PRINTABLE

STYLE = built_in_style()
SOURCE = Source("count “主题党日”", "/y/数字.yaml", 70, 5, figure="主题党日")
EVENT = Source("activity “党课”", "/y/活动.yaml", 3, 5)


# What the template printed


def template(folder: Path, text: str) -> Path:
    (folder / "report.md.j2").write_text(text, "utf-8")
    return folder


VALUES = {
    "count": Value("12次", (Run("12次", SOURCE),)),
    "event": Value("党课", (Run("党课", EVENT),)),
    "number": 7,
}
TABLE = "# 总结\n\n| 名称 | 数值 |\n|:--|:--|\n| {{ event }} | {{ count }} |"


def test_a_cell_too_many_is_a_fault_that_names_the_record(tmp_path: Path) -> None:
    wide = template(tmp_path, TABLE + " 多 |\n| a | b | {{ count }} |\n| c | d | {{ number }} |\n")
    with pytest.raises(TemplateFault) as caught:
        compose(wide, VALUES, Colophon())
    assert [(f.code, f.message, f.file.name, f.line) for f in caught.value.all] == [
        (
            "BR505",
            "“12次” of count “主题党日” (数字.yaml:70:5) does not stand in the document",
            "report.md.j2",
            6,
        ),
        ("BR505", "“7” does not stand in the document", "report.md.j2", 7),
    ]


def test_a_value_that_is_said_twice_and_lost_once_is_lost(tmp_path: Path) -> None:
    text = "{% macro m() %}{{ count }}{% endmacro %}{% set said = m() %}" + TABLE
    wide = template(tmp_path, text + "\n| {{ said }} | b | {{ said }} |\n")
    with pytest.raises(TemplateFault) as caught:
        compose(wide, VALUES, Colophon())
    assert caught.value.code == "BR505"
    document = compose(template(tmp_path, text + "\n| {{ said }} | {{ said }} |\n"), VALUES,
                       Colophon())  # fmt: skip
    assert len(document.blocks) == 2


def test_what_is_asked_and_not_printed_is_not_lost(tmp_path: Path) -> None:
    text = "{% set kept %}{{ count }}{% endset %}{% if event %}# {{ count }}{% endif %}\n"
    assert compose(template(tmp_path, text), VALUES, Colophon()).title == "12次"


def test_template_check_finds_it(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text("style: plain\n", "utf-8")
    wide = template(tmp_path, "# {{ year }}\n\n| a |\n|:--|\n| b | {{ report.branch }} |\n")
    assert {fault.code for fault in check_folder(wide, "zh-CN")} == {"BR505"}


def test_the_command_writes_nothing(check: Callable[..., Completed], tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "template.yaml").write_text("style: plain\n", "utf-8")
    template(folder, "# {{ year }}\n\n| a |\n|:--|\n| b | {{ figures['主题党日'] }} |\n")
    done = check("render", EXAMPLES["2021"], "--template", folder)
    assert (done.returncode, done.stdout) == (1, b"")
    said = done.stderr.decode()
    assert "error BR505 value-lost: “12次” of count “主题党日” (数字.yaml:70:5) does not" in said
    assert "report.md.j2:5:1" in said
    assert [file.name for file in tmp_path.iterdir()] == ["own"]


# Word templates


def word_template(folder: Path, *paragraphs: str) -> Path:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(str(folder / "t.docx"))
    return folder / "t.docx"


def test_a_word_template_that_loses_a_value_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when docxtpl leaves out what it has filled in."""
    file = word_template(tmp_path, "{{ event }}", "共{{ count }}")
    assert fill(file, VALUES, Colophon()).data
    saved = Filling.map_tree

    def truncated(self: Any, tree: Any) -> None:
        tree.remove(tree[1])
        saved(self, tree)

    monkeypatch.setattr(Filling, "map_tree", truncated)
    with pytest.raises(TemplateFault) as caught:
        fill(file, VALUES, Colophon())
    assert (caught.value.code, caught.value.message) == (
        "BR505",
        "“12次” of count “主题党日” (数字.yaml:70:5) does not stand in the document",
    )


def test_a_header_that_sections_share_is_filled_once(tmp_path: Path) -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "{{ event }}"
    made.add_paragraph("{{ count }}")
    made.add_section()
    made.add_section()
    made.save(str(tmp_path / "t.docx"))
    assert fill(tmp_path / "t.docx", VALUES, Colophon()).data


# What was written


@pytest.mark.parametrize("form", FORMS)
@given(document=documents(ANY))
@example(document=EVERY_BLOCK)
@laws(150)
def test_what_a_writer_writes_is_never_said_to_be_lost(form: str, document: Document) -> None:
    if form == "docx":
        blocks = tuple(block for block in document.blocks if type(block).__name__ in IN_WORD)
        document = replace(document, blocks=blocks)
    assert lost(sourced(document), form, WRITERS[form](document, STYLE)) == []


@given(document=documents(PRINTABLE))
@laws(60)
def test_nor_is_it_in_a_word_file_of_any_words(document: Document) -> None:
    assert lost(sourced(document), "docx", WRITERS["docx"](document, STYLE)) == []


def sourced(document: Document) -> Document:
    """``document`` with a source for every run of its paragraphs."""
    return replace(
        document,
        blocks=tuple(
            replace(block, runs=tuple(run._replace(source=SOURCE) for run in block.runs))
            if isinstance(block, Paragraph)
            else block
            for block in document.blocks
        ),
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_nor_is_it_in_an_example(form: str, name: str) -> None:
    for style in (STYLE, built_in_style("plain")):
        document = document_of(EXAMPLES[name], contents=True)
        assert lost(document, form, WRITERS[form](document, style)) == []


SAMPLE = Document(
    "总结",
    (
        Heading(1, (Run("一、"), Run("工作", EVENT)), (Run("召开"), Run("党课", EVENT))),
        Paragraph((Run("共"), Run("12次", SOURCE), Run("，"), Run("12次", SOURCE), Run("。"))),
        List(((Run("又"), Run("3次", SOURCE)),)),
        Table(((Run("名称"),),), (((Run("7 & <8>", SOURCE),),),), ("left",)),
    ),
)


def each_run(document: Document) -> list[tuple[Document, Run]]:
    """``document`` without one of its runs that have a source, for each of these."""

    def without(value: Any, number: list[int]) -> Any:
        if isinstance(value, Run):
            number[0] -= value.source is not None
            gone = value.source is not None and number[0] == -1
            number[0] -= gone
            return value._replace(text="") if gone else value
        if isinstance(value, tuple):
            return tuple(without(each, number) for each in value)
        if hasattr(value, "__dataclass_fields__"):
            fields = {name: getattr(value, name) for name in value.__dataclass_fields__}
            return type(value)(**{name: without(each, number) for name, each in fields.items()})
        return value

    def runs(value: Any) -> list[Run]:
        if isinstance(value, Run):
            return [value] if value.source else []
        held = value if isinstance(value, tuple) else ()
        if hasattr(value, "__dataclass_fields__"):
            held = tuple(getattr(value, name) for name in value.__dataclass_fields__)
        return [run for each in held for run in runs(each)]

    found = runs(document.blocks)
    return [(without(document, [at]), run) for at, run in enumerate(found)]


@pytest.mark.parametrize("form", FORMS)
def test_a_writer_that_drops_a_run_is_found_out(form: str) -> None:
    dropped = each_run(SAMPLE)
    assert len(dropped) == 6
    for less, run in dropped:
        gone = lost(SAMPLE, form, WRITERS[form](less, STYLE))
        assert run in gone, (form, run)


@pytest.mark.parametrize("form", [form for form in FORMS if form != "md"])
def test_a_cell_of_one_digit_is_missed_though_others_say_the_same(form: str) -> None:
    """The Markdown of a table is one line, of which only letters and digits are looked at."""
    document = document_of(EXAMPLES["2021"])
    short = [(less, run) for less, run in each_run(document) if len(run.text) == 1]
    assert len(short) > 50
    for less, run in short[::9]:
        assert lost(document, form, WRITERS[form](less, STYLE)), (form, run)


@pytest.mark.parametrize("form", FORMS)
def test_a_writer_that_cuts_a_run_short_is_found_out(form: str) -> None:
    data = WRITERS[form](SAMPLE, STYLE)
    if form == "docx":
        parts: dict[str, Any] = dict(unpack(data))
        body = parts["word/document.xml"].replace("12次".encode(), "1次".encode(), 1)
        assert lost(SAMPLE, form, pack({**parts, "word/document.xml": body}))
    else:
        assert lost(SAMPLE, form, data.replace("12次".encode(), "1次".encode(), 1))


def test_forms_that_are_not_read_back_say_nothing() -> None:
    assert [lost(SAMPLE, form, b"") for form in ("txt", "pdf")] == [[], []]


@pytest.mark.parametrize("form", FORMS)
def test_the_command_names_the_record_and_writes_nothing(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Planted: a writer that leaves out the figure of a count."""
    write = WRITERS[form]

    def forgetful(document: Document, style: Style) -> bytes:
        def kept(run: Run) -> bool:
            return not (run.source and run.source.figure == "主题党日参加人次")

        blocks = tuple(
            replace(block, runs=tuple(filter(kept, block.runs)))
            if isinstance(block, Paragraph)
            else block
            for block in document.blocks
        )
        return write(replace(document, blocks=blocks), style)

    monkeypatch.setitem(WRITERS, form, forgetful)
    monkeypatch.setenv("BRANCHREPORT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    assert main(["render", str(EXAMPLES["2021"]), "--to", f"txt,{form}"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "error BR505 value-lost: “202人次” of count “主题党日参加人次”" in printed.err
    assert "数字.yaml:73:5" in printed.err
    assert f"nothing was written, for .{form} would not say it" in printed.err
    assert list(tmp_path.iterdir()) == []


def test_findings_are_bounded_and_need_no_file() -> None:
    runs = tuple(Run(str(number), SOURCE) for number in range(50))
    found, lines = told(LostError("html", runs))
    assert (len(found), lines) == (20, {"/y/数字.yaml": []})


@given(st.binary(max_size=40))
def test_a_file_of_anything_is_read_to_its_end(data: bytes) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", b"<w:t>" + data.hex().encode() + b"</w:t>")
    assert lost(SAMPLE, "docx", buffer.getvalue())


def test_it_takes_time_in_proportion() -> None:
    long = Document("", tuple(Paragraph((Run(f"第{n}段", SOURCE),)) for n in range(20_000)))
    data = WRITERS["json"](long, STYLE)
    start = time.perf_counter()
    assert lost(long, "json", data) == []
    assert time.perf_counter() - start < 5
