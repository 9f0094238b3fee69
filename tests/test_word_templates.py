"""Word files as templates: what is filled in, what is refused, and where each mistake is shown."""

import datetime
import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from branchreport.compose import Colophon, TemplateFault
from branchreport.compose.effort import LARGEST
from branchreport.compose.values import Value
from branchreport.compose.word import fill
from branchreport.compose.word.package import MOST_BYTES
from branchreport.document import Run, Source
from branchreport.vocabulary.checking import check_word
from confined import confined
from conftest import EXAMPLES, Completed

SOURCE = Source("plan “P1”", "plans.yaml", 3, 5)
COLOPHON = Colophon("zh-CN", "示例支部", datetime.date(2021, 12, 20))


def said(text: object) -> Value:
    return Value(text, (Run(str(text), SOURCE),))


NAMES: dict[str, Any] = {
    "x": said("a & b <c>"),
    "tag": said("{{ 7*7 }}"),
    "none": None,
    "empty": [],
    "items": [said("甲"), said("乙")],
    "figures": {"主题党日": said("12次"), "“四史”学习": said("3次")},
}


def make(file: Path, *paragraphs: str | Sequence[str]) -> Path:
    """A Word file with ``paragraphs``; one that is a list has a run for each of its texts."""
    document = docx.Document()
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for piece in [text] if isinstance(text, str) else text:
            paragraph.add_run(piece)
    document.save(str(file))
    return file


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def filled(file: Path, **names: Any) -> bytes:
    return fill(file, {**NAMES, **names}, COLOPHON).data


def faults(file: Path) -> list[TemplateFault]:
    with pytest.raises(TemplateFault) as caught:
        filled(file)
    return caught.value.all


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "模板.docx"


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["{{ x }}"], ["a & b <c>"]),
        ([["全年", "{", "{ fig", "ures['主题", "党日'] }", "}", "。"]], ["全年12次。"]),
        (["{{ figures[“主题党日”] }}"], ["12次"]),
        (["{{ figures[““四史”学习”] }}"], ["3次"]),
        (["{{ figures[\"“四史”学习\"] }}"], ["3次"]),
        (["{{ figures[‘主题党日’] }}"], ["12次"]),
        (["{{\u00a0x\u3000}}"], ["a & b <c>"]),
        (["{% if 1 < 2 and x != '&' %}yes{% endif %}"], ["yes"]),
        (["{%p for i in items %}", "{{ loop.index | ordinal(‘一、’) }}{{ i }}", "{%p endfor %}"],
         ["一、甲", "二、乙"]),
        (["{% p for i in items %}", "{{ i }}", "{% p endfor %}"], ["甲", "乙"]),
        (["{% for i in items %}{{ i }}{% if loop.first %}、{% endif %}{% endfor %}"], ["甲、乙"]),
        (["{{ items | series('一是') }}"], ["一是甲；二是乙。"]),
        (["{% macro m(t) %}（{{ t }}）{% endmacro %}{{ m(x) }}"], ["（a & b <c>）"]),
        (["{{ tag }}", "{{ '<w:br/>' }}"], ["{{ 7*7 }}", "<w:br/>"]),
        (["{{ 'a\\nb\\tc' }}"], ["a\nb\tc"]),
        (["{# a remark #}{{ x }}"], ["a & b <c>"]),
        (["a } b { c 50% d{{ '' }}"], ["a } b { c 50% d"]),
    ],
)  # fmt: skip
def test_what_is_filled_in(
    paragraphs: list[str | list[str]], expected: list[str], file: Path
) -> None:
    assert texts(filled(make(file, *paragraphs))) == expected


def table(file: Path, *rows: Sequence[str]) -> Path:
    document = docx.Document()
    made = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(file))
    return file


ROWS = [("{%tr for i in items %}", ""), ("{{ i }}", "{{ loop.index }}"), ("{%tr endfor %}", "")]


def test_rows_of_a_table_are_repeated(file: Path) -> None:
    document = docx.Document(io.BytesIO(filled(table(file, ("名称", "序号"), *ROWS))))
    (made,) = document.tables
    assert [[cell.text for cell in row.cells] for row in made.rows] == [
        ["名称", "序号"], ["甲", "1"], ["乙", "2"],
    ]  # fmt: skip


def test_a_loop_through_nothing_leaves_no_table_that_word_cannot_open(file: Path) -> None:
    data = filled(table(file, *ROWS), items=[])
    body = docx.Document(io.BytesIO(data)).element.body
    assert body.findall(qn("w:tbl")) == []


def test_a_cell_keeps_a_paragraph(file: Path) -> None:
    template = table(file, ("{%p for i in items %}", ""))
    document = docx.Document(str(template))
    document.tables[0].rows[0].cells[0].add_paragraph("{{ i }}")
    document.tables[0].rows[0].cells[0].add_paragraph("{%p endfor %}")
    document.save(str(template))
    made = docx.Document(io.BytesIO(filled(template, items=[]))).tables[0]
    cell = made.rows[0].cells[0]._tc
    assert [child.tag for child in cell][-1] == qn("w:p")


def test_headers_footers_notes_and_text_boxes_are_filled_in(file: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ x }}"
    document.sections[0].footer.paragraphs[0].text = "{{ figures[“主题党日”] }}"
    box = f"""<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape>
        <v:textbox><w:txbxContent><w:p><w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p></w:txbxContent>
        </v:textbox></v:shape></w:pict></w:r>"""
    document.add_paragraph("text")._p.append(parse_xml(box))
    document.save(str(file))
    with_part(file, "word/footnotes.xml", "footnotes", notes("footnote"))
    made = zipfile.ZipFile(io.BytesIO(filled(file)))
    document = docx.Document(io.BytesIO(filled(file)))
    assert document.sections[0].header.paragraphs[0].text == "a & b <c>"
    assert document.sections[0].footer.paragraphs[0].text == "12次"
    assert "a &amp; b &lt;c&gt;" in made.read("word/document.xml").decode()
    assert "a &amp; b &lt;c&gt;" in made.read("word/footnotes.xml").decode()


def notes(name: str) -> str:
    return (
        f'<w:{name}s {nsdecls("w")}><w:{name} w:id="1"><w:p><w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p>'
        f"</w:{name}></w:{name}s>"
    )


def with_part(file: Path, name: str, kind: str, xml: str) -> None:
    """Add a part that the main part refers to."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    override = f'<Override PartName="/{name}" ContentType="{content}"/></Types>'
    target = name.removeprefix("word/")
    link = f'<Relationship Id="rIdX" Type="{office}/{kind}" Target="{target}"/></Relationships>'
    changed(file, "[Content_Types].xml", lambda text: text.replace("</Types>", override))
    rels = "word/_rels/document.xml.rels"
    changed(file, rels, lambda text: text.replace("</Relationships>", link))
    changed(file, name, lambda _: xml)


def changed(file: Path, name: str, change: Callable[[str], str]) -> Path:
    """The file with one part changed, or added."""
    with zipfile.ZipFile(file) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    parts[name] = change(parts.get(name, b"").decode()).encode()
    with zipfile.ZipFile(file, "w") as package:
        for each, raw in parts.items():
            package.writestr(each, raw)
    return file


def test_the_same_records_give_the_same_bytes(file: Path) -> None:
    make(file, "{{ x }}")
    first = filled(file)
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(io.BytesIO(first)).core_properties
    assert properties.created == properties.modified
    assert (properties.modified or datetime.datetime.min).date() == datetime.date(2021, 12, 20)
    assert properties.author == "示例支部"
    make(file, "{{ x }}")  # saved again, at another time
    assert filled(file) == first


def test_the_properties_of_a_file_by_libreoffice_stay_one_part(file: Path) -> None:
    make(file, "{{ x }}")
    core = "package/2006/relationships/metadata/core"
    other = "officedocument/2006/relationships/metadata/core"
    changed(file, "_rels/.rels", lambda text: text.replace(core, other))
    data = filled(file)  # a second part of the same name is a warning, and so an error here
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.read("_rels/.rels").decode().count("core-properties") == 1
    assert docx.Document(io.BytesIO(data)).core_properties.author == "示例支部"


def test_fonts_of_runs_are_kept(file: Path) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("{{ x }}")
    run.font.name = "Times New Roman"
    fonts: Any = run._r
    fonts.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    document.save(str(file))
    (paragraph,) = docx.Document(io.BytesIO(filled(file))).paragraphs
    fonts = paragraph.runs[0]._r
    assert fonts.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert paragraph.text == "a & b <c>"


NOT_THERE = "the template asks for what is not there: "
MISTAKES = [
    ("全年{{ missing }}。", f"{NOT_THERE}there is no name “missing”", "{{ missing }}"),
    ("{{ figures[“党日”] }}", f"{NOT_THERE}a list of names has no “党日”", "{{ figures[“党日”] }}"),
    ("｛｛ x ｝｝", "a tag is written with full-width marks", "｛｛ x ｝｝"),
    ("｛% if x %｝", "a tag is written with full-width marks", "｛% if x %｝"),
    ("{{ x ", "“{{” has no other end in this paragraph", "{{"),
    ("x }}", "“}}” has no other end in this paragraph", "}}"),
    ("{{ x ， y }}", "“，” has no place in a command of a template", "{{ x ， y }}"),
    ("{% fro i in items %}", "there is no command “fro”", "{% fro i in items %}"),
    ("{% for i in items %}{{ i }}", "“for” is not closed", "{% for i in items %}"),
    ("{% endfor %}", "“endfor” has no place here", "{% endfor %}"),
    (
        "{% if x %}{% for i in items %}{% endif %}{% endfor %}",
        "“endif” has no place here",
        "{% endif %}",
    ),
    (
        "{%p for i in x %}b{%p endfor %}",
        "“{%p for i in x %}” takes its whole paragraph away, and “b{%p endfor %}” with it",
        "{%p for i in x %}",
    ),
    ("{%- if x %}{% endif %}", "“-” has no place in a tag of a Word template", "{%- if x %}"),
    ("{%tr for i in items %}", "“for” is not closed", "{%tr for i in items %}"),
    ("{%tr set a = 1 %}", "“{%tr set a = 1 %}” takes nothing away where it stands",
     "{%tr set a = 1 %}"),
    ("{{p x }}", "“{{p x }}” would print a whole paragraph, and a value is text only", "{{p x }}"),
    ("a{{r x }}", "“{{r x }}” would print a whole run, and a value is text only", "{{r x }}"),
    ("{{ tr x }}", "“{{ tr x }}” would print a whole row, and a value is text only", "{{ tr x }}"),
    ("{{tc “a” }}", "“{{tc “a” }}” would print a whole cell, and a value is text only",
     "{{tc “a” }}"),
    ("{% include 'a' %}", "“include” has no place in a Word template", "{% include 'a' %}"),
    ("{{ x | safe }}", "“safe” has no place in a Word template", "{{ x | safe }}"),
    ("{{ none }}", "the template prints something that was not given", "{{ none }}"),
    (
        "{{ x.__class__ }}",
        "the template does what a template may not: “__class__” of a text is closed to templates",
        "{{ x.__class__ }}",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("paragraph", "message", "words"), MISTAKES)
def test_a_mistake_is_shown_at_its_tag(
    paragraph: str, message: str, words: str, file: Path
) -> None:
    make(file, "first", paragraph)
    found = faults(file)
    assert message in [fault.message for fault in found]
    fault = next(fault for fault in found if fault.message == message)
    assert (fault.file, fault.line, fault.text, fault.words) == (file, 2, paragraph, words)
    assert fault.help
    assert fault.code == "BR504"


@pytest.mark.parametrize("filter_", ["saf", "saef", "nothing_like_it"])
def test_a_filter_that_a_word_template_lacks_is_not_proposed(filter_: str, file: Path) -> None:
    (fault,) = faults(make(file, f"{{{{ x | {filter_} }}}}"))
    assert fault.message == f"there is no filter “{filter_}”"
    assert "safe" not in fault.help


def test_a_name_may_be_that_of_a_prefix(file: Path) -> None:
    make(file, "{% for p in items %}{{p }}{{ p if x }}{{p[0]}}{% endfor %}")
    assert texts(filled(file)) == ["甲甲甲乙乙乙"]


def test_what_to_write_without_a_prefix(file: Path) -> None:
    make(file, "{{ p x | upper }}")
    assert faults(file)[0].help == "write it without “p”: {{ x | upper }}"


def test_a_ledger_may_be_long_as_no_reader_sees_its_markup(file: Path) -> None:
    table(file, ("{%tr for i in range(3000) %}", *[""] * 7), ["{{ i }}"] * 8,
          ("{%tr endfor %}", *[""] * 7))  # fmt: skip
    document = docx.Document(str(file))
    for cell in document.tables[0].rows[1].cells:
        cell.paragraphs[0].runs[0].font.name = "仿宋_GB2312" * 3
    document.save(str(file))
    with zipfile.ZipFile(io.BytesIO(filled(file))) as package:
        body = package.read("word/document.xml").decode()
    assert body.count("<w:tr>") + body.count("<w:tr ") == 3000
    assert len(body) > LARGEST


def test_what_is_too_long_as_a_whole_is_not_said_of_its_first_tag(file: Path) -> None:
    make(file, "{{ x }}", "{% for i in range(50000) %}" + "字" * 100 + "{% endfor %}")
    (fault,) = faults(file)
    assert fault.message.endswith("it makes more than 4000000 characters")
    assert (fault.file, fault.line, fault.text, fault.words) == (file, 1, "", "")


READ = """
from pathlib import Path
from lxml import etree
from branchreport.compose.word.package import W
from branchreport.compose.word.tags import read
def paragraph(text):
    return f'<w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
row = '<w:tr><w:tc>' + paragraph('{{ x }}') + '</w:tc></w:tr>'
body = %s
tree = etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{body}</w:body>')
part = read("word/document.xml", tree, Path("a.docx"))
print(len(part.tags), len(part.faults), part.tags[-1].spot.at if part.tags else "")
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("paragraph('{{' * 40000)", "0 40000 "),
        ("paragraph('{' + '字' * 100000)", "0 0 "),
        ("paragraph('{%' * 20000 + 'x}}' + '{{ x }}')", "1 20001 "),
        (
            "f'<w:tbl>{row * 10000}</w:tbl>'",
            "10000 0 table 1, row 10000, cell 1",
        ),
    ],
)
def test_reading_takes_no_more_time_than_the_text_is_long(body: str, expected: str) -> None:
    assert confined(READ % body) == f"{expected}\n"


def test_the_text_may_be_a_part_of_any_name(file: Path) -> None:
    """As Word on the web names it."""
    make(file, "关于工作的报告", "{{ x }}【待补：人数】")
    renamed(file, "word/document.xml", "word/document2.xml")
    made = fill(file, NAMES, COLOPHON)
    assert (made.title, made.gaps) == ("关于工作的报告", ("【待补：人数】",))
    assert texts(made.data) == ["关于工作的报告", "a & b <c>【待补：人数】"]


def renamed(file: Path, old: str, new: str) -> None:
    """Give the main part ``old`` of ``file`` the name ``new``."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(file, "w") as package:
        for name, raw in parts.items():
            said = raw.replace(old.encode(), new.encode()) if name.startswith(("[", "_")) else raw
            package.writestr(name.replace(Path(old).name, Path(new).name), said)


def test_all_mistakes_are_shown_at_once(file: Path) -> None:
    make(file, "{{ one }}", "{{ two }}{{ three }}", "{% if four %}{% endif %}")
    assert [(fault.line, fault.words) for fault in faults(file)] == [
        (1, "{{ one }}"), (2, "{{ two }}"), (2, "{{ three }}"), (4 - 1, "{% if four %}"),
    ]  # fmt: skip


def test_what_a_word_template_asks_after_need_not_be_there(file: Path) -> None:
    make(file, "{%p if slogan is defined %}", "{{ slogan }}", "{%p endif %}",
         "{{ report.slogan | default('口号') }}")  # fmt: skip
    assert check_word(file) == []
    make(file, "{% if slogan is defined %}{% endif %}{{ slogan }}")
    assert [fault.words for fault in check_word(file)] == ["{{ slogan }}"]


def test_a_mistake_in_a_table_or_a_header_says_so(file: Path) -> None:
    table(file, ("a", "b"), ("c", "{{ missing }}"))
    document = docx.Document(str(file))
    document.sections[0].header.paragraphs[0].text = "{{ gone }}"
    document.save(str(file))
    assert [(str(fault.file), fault.at) for fault in faults(file)] == [
        (str(file), "table 1, row 2, cell 2"), (f"{file} (header 1)", ""),
    ]  # fmt: skip


def test_a_loop_from_a_paragraph_into_a_table_is_refused(file: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{% for i in items %}")
    document.add_table(1, 1).rows[0].cells[0].text = "{% endfor %}"
    document.save(str(file))
    (fault,) = faults(file)
    assert fault.message == (
        "“{% endfor %}” does not end where it begins, paragraph 1: “{% for i in items %}”"
    )


def test_a_row_loses_nothing_silently(file: Path) -> None:
    table(file, ("{%tr for i in items %}", "lost"), ("{{ i }}", ""), ("{%tr endfor %}", ""))
    (fault,) = faults(file)
    assert "takes its whole row away, and “lost” with it" in fault.message


ATTACKS = {
    "steps": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "text": "{{ 'a' * 10**9 }}",
    "power": "{{ 9**9**9**9 }}",
    "recursion": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "format": "{{ '{0.__class__}'.format(x) }}",
    "globals": "{{ cycler.__init__.__globals__ }}",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_what_a_word_template_may_not_do(attack: str, file: Path) -> None:
    (fault,) = faults(make(file, attack))
    assert fault.words in attack
    assert fault.words


def test_a_value_does_not_become_a_field(file: Path) -> None:
    document = docx.Document()
    field = f"<w:r {nsdecls('w')}><w:instrText>{{{{ x }}}}</w:instrText></w:r>"
    document.add_paragraph()._p.append(parse_xml(field))
    document.save(str(file))
    assert [fault.message for fault in faults(file)] == ["a value stands in the code of a field"]


FIELD = '<w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r></w:p>'
LINK = '<Relationship Id="rIdY" Type="http://x/{}" Target="http://x/a" TargetMode="External"/>'


@pytest.mark.parametrize(
    ("part", "before", "after", "message"),
    [
        ("word/document.xml", "</w:p>", FIELD.format("DDEAUTO c:\\\\x"), "the field DDEAUTO"),
        ("word/document.xml", "</w:p>", FIELD.format("INCLUDETEXT /etc/passwd"), "INCLUDETEXT"),
        ("word/_rels/document.xml.rels", "</Relationships>",
         LINK.format("attachedTemplate") + "</Relationships>", "would fetch “http://x/a”"),
        ("word/_rels/document.xml.rels", "</Relationships>",
         LINK.format("image") + "</Relationships>", "would fetch “http://x/a”"),
        ("word/document.xml", "</w:p>", FIELD.format("RD c:\\x.doc"), "the field RD"),
        *(
            ("word/_rels/document.xml.rels", "</Relationships>",
             f'<Relationship Id="rIdY" Type="http://x/{kind}" Target="c/x.dat"/></Relationships>',
             "holds a program or an embedded object: c/x.dat")
            for kind in ("oleObject", "control", "vbaProject", "aFChunk")
        ),
        ("word/settings.xml", "</w:settings>", "<w:mailMerge/></w:settings>", "a source of data"),
        ("word/vbaProject.bin", "", "1", "a program or an embedded object"),
        ("word/embeddings/oleObject1.bin", "", "1", "a program or an embedded object"),
        ("[Content_Types].xml", "document.main+xml", "document.macroEnabled.main+xml", "macros"),
        ("[Content_Types].xml", "document.main+xml", "template.main+xml", "(.dotx)"),
        ("word/document.xml", "<w:document", "<!DOCTYPE a [<!ENTITY e 'x'>]><w:document",
         "defines entities"),
        ("word/document.xml", "</w:p>", "</w:q>", "word/document.xml of the file is damaged"),
        ("[Content_Types].xml", "document.main+xml", "sheet.main+xml", "is no Word document"),
        ("word/charts/chart1.xml", "", "<c>{{ x }}</c>", "where none is filled in"),
    ],
)  # fmt: skip
def test_a_file_that_is_more_than_text_is_refused(
    part: str, before: str, after: str, message: str, file: Path
) -> None:
    make(file, "text")
    changed(file, part, lambda text: text.replace(before, after, 1) if before else after)
    (fault,) = faults(file)
    assert message in fault.message
    assert fault.help


@pytest.mark.parametrize("declared", [
    '<Override PartName="/word/h.foo" ContentType="application/x.header+xml"/>',
    '<Default Extension="foo" ContentType="application/x.header+xml"/>',
])  # fmt: skip
def test_a_part_is_what_it_is_declared_as(declared: str, file: Path) -> None:
    make(file, "text")
    changed(
        file, "[Content_Types].xml", lambda text: text.replace("</Types>", f"{declared}</Types>")
    )
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    field = f'<w:hdr xmlns:w="{name}"><w:p>{FIELD.format("DDEAUTO x")}</w:hdr>'
    changed(file, "word/h.foo", lambda _: field)
    (fault,) = faults(file)
    assert fault.message == "the field DDEAUTO reads files, or starts programs"


def test_a_hyperlink_is_no_danger(file: Path) -> None:
    make(file, "text{{ '' }}")
    link = LINK.format("hyperlink") + "</Relationships>"
    changed(file, "word/_rels/document.xml.rels", lambda t: t.replace("</Relationships>", link))
    assert texts(filled(file)) == ["text"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"no zip", "the file is no Word document, or it is damaged"),
        (b"PK\x03\x04" + b"\0" * 100, "the file is no Word document, or it is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word 97, or protected by a password"),
        (b"\0" * (MOST_BYTES + 1), "the file is larger than 20 MB"),
    ],
)
def test_what_is_no_word_file_is_said_to_be_none(content: bytes, message: str, file: Path) -> None:
    file.write_bytes(content)
    (fault,) = faults(file)
    assert message in fault.message


@pytest.mark.parametrize("paragraph", ["关于工作的报告", "{# a remark #}"])
def test_a_word_file_without_a_tag_is_no_template(
    paragraph: str, file: Path, check: Callable[..., Completed]
) -> None:
    (fault,) = faults(make(file, paragraph))
    assert (fault.message, fault.file, fault.line) == ("the template holds no tag", file, 1)
    help_text = (
        "write tags where the records are to stand, as {{ report.branch }}; "
        "where the file is only a letterhead, name it with --style"
    )
    done = check("template", "check", file.name)
    said = done.stdout.decode().splitlines()
    assert (done.returncode, said[0], said[-3:]) == (
        1,
        "error BR504 word-template-fault: the template holds no tag",
        [
            f"  = help: {help_text}",
            "",
            "checked 模板.docx: 1 error",
        ],
    )


def test_a_tag_in_a_header_is_enough(file: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ x }}"
    document.save(str(file))
    filled(file)


def test_a_zip_bomb_is_not_unpacked(file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(3):
            package.writestr(f"word/{number}.xml", b"\0" * 40_000_000)
    (fault,) = faults(file)
    assert "unpacks to more than any document holds" in fault.message


@pytest.mark.parametrize("cut", [1, 100, 5000, 15000])
def test_every_beginning_of_a_file_is_said_to_be_damaged(cut: int, file: Path) -> None:
    whole = make(file, "{{ x }}").read_bytes()
    file.write_bytes(whole[:cut])
    assert [fault.code for fault in faults(file)] == ["BR504"]


def test_render_takes_a_word_template(
    file: Path, tmp_path: Path, check: Callable[..., Completed]
) -> None:
    make(file, "{{ report.title or report.branch }}", "{{ figures[“主题党日”] }}")
    year = tmp_path / "2021"
    shutil.copytree(EXAMPLES["2021"], year)
    report = (year / "报告.yaml").read_text("utf-8")
    (year / "报告.yaml").write_text(
        report.replace("报告:\n", "报告:\n  模板: ../模板.docx\n"), "utf-8"
    )
    done = check("render", year, "-o", "out.docx")
    assert (done.returncode, done.stdout) == (0, b"out.docx\n"), done.stderr.decode()
    assert check("render", year, "--final", "-o", "final.docx").returncode == 0
    assert texts((tmp_path / "out.docx").read_bytes())[1] == "12次"
    make(file, "{{ missing }}")
    done = check("render", year, "-o", "out2.docx")
    assert done.returncode == 1
    assert done.stderr.decode().replace(str(tmp_path), "") == (
        f"error BR504 word-template-fault: {NOT_THERE}there is no name “missing”\n"
        " --> /模板.docx:1:1\n1 | {{ missing }}\n  | ^^^^^^^^^^^^^\n"
        "  = help: compare the names in the manual, or ask “is defined” first\n\n"
    )


def test_a_word_template_with_a_gap_is_not_final(
    file: Path, tmp_path: Path, check: Callable[..., Completed]
) -> None:
    make(file, "{{ report.branch }}【待补：人数】")
    year = tmp_path / "2021"
    shutil.copytree(EXAMPLES["2021"], year)
    done = check("render", year, "--template", file, "--final", "-o", "final.docx")
    assert done.returncode == 1
    assert (
        "the document is not final: “【待补：人数】” is left to be written" in done.stderr.decode()
    )
    assert not (tmp_path / "final.docx").exists()


def test_what_is_made_is_looked_at_again(file: Path) -> None:
    """A value in a place that is no field when the template is read, and is one in the end."""
    make(file, "{{ x }}")
    with_field = "{% if x %}DDE{% endif %}AUTO c:"
    document = docx.Document(str(file))
    document.add_paragraph()._p.append(
        parse_xml(f"<w:r {nsdecls('w')}><w:instrText>{with_field}</w:instrText></w:r>")
    )
    document.save(str(file))
    with pytest.raises(TemplateFault) as caught:
        filled(file)
    assert caught.value.message == "the field DDEAUTO reads files, or starts programs"


def test_check_shows_the_mistakes_of_a_word_template(
    file: Path, check: Callable[..., Completed]
) -> None:
    table(file, ("{{ report.branch }}", "{{ report.brnch }}"), ("{{ figures[“任意”] }}", ""))
    done = check("template", "check", file.name)
    assert (done.returncode, done.stdout.decode()) == (
        1,
        f"""error BR504 word-template-fault: {NOT_THERE}report has no “brnch”
 --> 模板.docx:2:1   table 1, row 1, cell 2
2 | {{{{ report.brnch }}}}
  | ^^^^^^^^^^^^^^^^^^
  = help: did you mean “branch”?

checked 模板.docx: 1 error
""",
    )
    table(file, ("{{ report.branch }}", "{{ figures[“任意”] }}"))
    done = check("template", "check", file.name)
    assert (done.returncode, done.stdout.decode()) == (
        0, "all is well: 模板.docx, 4 sample years\n",
    )  # fmt: skip


def test_nothing_of_word_is_imported_where_no_template_is_a_word_file() -> None:
    code = (
        "import sys, branchreport.cli.render, branchreport.cli.validate, branchreport.cli.template;"
        "assert not {'docx', 'docxtpl', 'lxml'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
