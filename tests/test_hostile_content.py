"""Whatever a text of a record holds: it is found, or it stands in the document as it is.

The records are walked by their models, so that a field that is added to them is tried at once.
"""

import io
import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import docx
import pytest

from branchreport.cli.checking import Checked, check_year
from branchreport.compose import Colophon, compose
from branchreport.compose.word import fill
from branchreport.diagnostics import Severity
from branchreport.records.choices import Choice
from branchreport.records.fields import Line, Names, Paragraphs, Sentence
from branchreport.records.record import Record
from branchreport.records.year import BranchYear, Section, Supplements
from branchreport.samples import DEPTH, WRITTEN, annotation_of, fields_of, filled
from branchreport.vocabulary import Vocabulary
from branchreport.writers import WRITERS
from making import built_in_style

HOSTILE = {
    "control": "\x07a",
    "escape": "a\x1b[31mb",
    "nul": "\0a",
    "delete": "a\x7fb",
    "not a character": "a\ufffe",
    "end of CDATA": "]]>a",
    "expression": "{{7*7}}",
    "command": "{% raw %}",
    "comment": "{# a #}",
    "heading": "# 标题",
    "cell": "a|b|c",
    "row": "| a | b |",
    "item": "- a",
    "number": "1. a",
    "container": "::: signature",
    "strong": "**a** __b__ ~~c~~",
    "rule": "---",
    "image": "![a](file:///etc/passwd)",
    "link": "[a](javascript:b) <http://c>",
    "code": "`a` ```b",
    "backslash": "a\\# \\",
    "long": "长" * 100_000,
    "right to left": "a\u202eb\u202cc",
    "emoji": "👩\u200d👩\u200d👧\u200d👦🇨🇳e\u0301",
    "lone surrogate": "a\ud800b",
    "other lone surrogate": "\udfffa",
    "entities": "&amp; &#x41; &lt;b&gt; &nbsp;",
    "markup": "<w:br/></w:t></w:r></w:p><script>",
    "document type": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;',
    "token": "\ue0000\ue001",
    "mark of a line": "\ue0020\ue003",
    "half a token": "\ue0000",
    "quotation marks": "\"a\" 'b' “c” ‘d’",
    "field": "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe",
    "format": "%s %1000000000s {0} {:1000000000}",
    "astral": "𠮷𠀋",
}

TEXTS = (Line, Sentence, Paragraphs, Names)
NAMES = frozenset(
    {
        ("report", "previous"),
        ("report", "template"),
        ("report", "style"),
        ("report", "rule_sets"),
        ("followups", "records"),
    }
)
"""Texts that name what must be there; others of the tests try them."""

Field = tuple[str, ...]
"""The keys that lead to a text, without the indices."""

FITTING: dict[Field, str] = {("attendance", "present"): "8", ("counts", "value"): "0"}
"""Numbers that do not contradict what stands beside them."""


def field(path: tuple[str | int, ...]) -> Field:
    return tuple(step for step in path if isinstance(step, str))


class Writing:
    """A year whose texts are the hostile one, in all fields or in one, each with a number."""

    def __init__(self, hostile: str, only: Collection[Field] | None = None) -> None:
        self.hostile = hostile
        self.only = only
        self.texts: dict[str, Field] = {}

    def write(self, path: tuple[str | int, ...], annotation: Any) -> Any:
        where = field(path)
        if where in NAMES:
            return None
        if annotation not in TEXTS:
            return FITTING.get(where[-2:]) or WRITTEN[annotation](where[-1])
        if annotation in (Names, Paragraphs):
            return [self.text(where), self.text(where)]
        return self.text(where)

    def text(self, where: Field) -> str:
        hostile = self.hostile if self.only is None or where in self.only else "好"
        text = f"{hostile}末{len(self.texts)}终"
        self.texts[text] = where
        return text

    def year(self) -> dict[str, Any]:
        return filled(self.write, times=1)


def lay_out(folder: Path, written: Any) -> Path:
    """The year as YAML, of which JSON is a part; what is no character is written as an escape."""
    text = json.dumps(written, ensure_ascii=False)
    text = re.sub("[\ud800-\udfff\x7f\ufffe]", lambda found: f"\\u{ord(found[0]):04x}", text)
    file = folder / "year.yaml"
    file.write_text(text, "utf-8")
    return file


def errors(checked: Checked) -> list[str]:
    """The errors, but for that of the digests, which are those of no year."""
    found = (each.code for each in checked.diagnostics if each.severity is Severity.ERROR)
    return [code for code in found if code != "BR481"]


def template(model: type[Record], name: str, depth: int = 0) -> Iterator[str]:
    """Lines of a template that print every text of the record ``name``."""
    for key, info in fields_of(model):
        yield from _lines(annotation_of(info), f"{name}.{key}" if name else key, depth)


def _lines(annotation: Any, name: str, depth: int) -> Iterator[str]:
    item = f"i{depth}"
    inner = [each for each in get_args(annotation) if each is not type(None)]
    if annotation in (Names, Paragraphs, Supplements):
        yield from (f"{{% for {item} in {name} %}}", f"{{{{ {item} }}}}", "{% endfor %}")
    elif annotation in WRITTEN or (isinstance(annotation, type) and issubclass(annotation, Choice)):
        yield from (f"{{% if {name} %}}", f"{{{{ {name} }}}}", "{% endif %}")
    elif get_origin(annotation) is tuple:
        if inner[0] is not Section or name.count("sections") < DEPTH:
            yield f"{{% for {item} in {name} %}}"
            yield from _lines(inner[0], item, depth + 1)
            yield "{% endfor %}"
    elif get_origin(annotation) is dict:
        yield f"{{% for {item} in {name} %}}"
        yield from (f"{{{{ {item}.name }}}}", f"{{{{ {item}.quantity }}}}", "{% endfor %}")
    elif inner:
        yield from _lines(inner[0], name, depth)
    elif depth <= 2 * DEPTH:
        yield f"{{% if {name} %}}"
        yield from template(annotation, name, depth + 1)
        yield "{% endif %}"


EVERYTHING = list(template(BranchYear, ""))


@pytest.fixture(scope="module")
def markdown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A template that prints every text of a year."""
    folder = tmp_path_factory.mktemp("template")
    lines = "".join(f"{line}\n" if line.startswith("{%") else f"{line}\n\n" for line in EVERYTHING)
    (folder / "report.md.j2").write_text(lines, "utf-8")
    return folder


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a Word file."""
    document = docx.Document()
    for line in EVERYTHING:
        document.add_paragraph(line.replace("{% ", "{%p "))
    file = tmp_path_factory.mktemp("word") / "template.docx"
    document.save(str(file))
    return file


def names_of(checked: Checked) -> dict[str, Any]:
    year = checked.loaded.value
    assert year is not None
    return Vocabulary(year, checked.facts, checked.loaded.places, "zh-CN", Path()).names()


def said(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def by_markdown(checked: Checked, folder: Path) -> bytes:
    document = compose(folder, names_of(checked), Colophon())
    return WRITERS["docx"](document, built_in_style())


def by_word(checked: Checked, file: Path) -> bytes:
    return fill(file, names_of(checked), Colophon()).data


FOUND = ("control", "escape", "nul", "not a character", "lone surrogate",
         "other lone surrogate", "right to left")  # fmt: skip
QUOTES = ("expression", "command")

FORMS = {"markdown": by_markdown, "word": by_word}
"""Ways to a document; the fixtures have the templates under the same names."""


def fields() -> list[Field]:
    """Every text that there is, by its keys."""
    writing = Writing("好")
    writing.year()
    return sorted(set(writing.texts.values()))


FIELDS = fields()
KEYS = {("tallies", "name"), ("targets", "name")}
"""The fields that are keys themselves."""
PROSE = {
    where
    for where in FIELDS
    if where[-1]
    in (
        "heading",
        "text",
        "points",
        "problem",
        "cause",
        "measures",
        "opening",
        "closing",
        "content",
    )
    or where == ("report", "title")
} - {("shortcomings", "progress", "text")}
"""The fields that may quote a count."""


def test_every_text_is_tried_and_printed(tmp_path: Path, markdown: Path, word: Path) -> None:
    writing = Writing("好")
    checked = check_year(lay_out(tmp_path, writing.year()))
    assert errors(checked) == []
    assert len(FIELDS) > 60
    for form, file in (by_markdown, markdown), (by_word, word):
        assert set(writing.texts) - set(said(form(checked, file))) == set()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in FOUND + QUOTES])
def test_a_hostile_text_is_printed_as_it_is(
    name: str, form: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file = request.getfixturevalue(form)
    tried, step = FIELDS, len(FIELDS)
    if name == "long":  # a key of YAML has 1,024 characters at the most, and a file 16 MB
        tried, step = [where for where in FIELDS if where[-2:] not in KEYS], 25
    for first in range(0, len(tried), step):
        writing = Writing(HOSTILE[name], tried[first : first + step])
        checked = check_year(lay_out(tmp_path, writing.year()))
        assert errors(checked) == []
        assert set(writing.texts) - set(said(FORMS[form](checked, file))) == set()


def test_a_key_that_is_too_long_is_found(tmp_path: Path) -> None:
    keys = [where for where in FIELDS if where[-2:] in KEYS]
    assert len(keys) == 2
    for where in keys:
        checked = check_year(lay_out(tmp_path, Writing(HOSTILE["long"], [where]).year()))
        assert errors(checked) == ["BR101"]


@pytest.mark.parametrize("name", FOUND)
def test_what_no_document_holds_is_found_in_every_field(name: str, tmp_path: Path) -> None:
    for where in FIELDS:
        checked = check_year(lay_out(tmp_path, Writing(HOSTILE[name], [where]).year()))
        assert set(errors(checked)) <= {"BR004", "BR115", "BR204"}, where
        assert errors(checked), where


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", QUOTES)
def test_what_looks_like_a_quote_is_found_or_printed(
    name: str, form: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    found = {
        where: errors(check_year(lay_out(tmp_path, Writing(HOSTILE[name], [where]).year())))
        for where in FIELDS
    }
    assert {where for where, codes in found.items() if codes} == PROSE
    assert {code for codes in found.values() for code in codes} == {"BR303"}
    writing = Writing(HOSTILE[name], set(FIELDS) - PROSE)
    checked = check_year(lay_out(tmp_path, writing.year()))
    file = request.getfixturevalue(form)
    assert set(writing.texts) - set(said(FORMS[form](checked, file))) == set()


def test_the_token_of_a_value_is_only_text_in_the_built_in_templates(tmp_path: Path) -> None:
    """Where a text of a record is all that differs, the document differs in this text alone."""
    from making import document_of, dump

    for hostile in ("\ue0000\ue001", "# |a|", "**a**", "::: note"):
        dumps = []
        for text in ("好好", hostile):
            writing = Writing(text)
            writing.texts = {}
            file = lay_out(tmp_path, writing.year())
            said_by = re.compile(r" +\[.*year.yaml:[0-9:]+\]$", re.MULTILINE)
            dumps.append(said_by.sub("", dump(document_of(file)).replace(text, "…")))
        assert dumps[0] == dumps[1]
