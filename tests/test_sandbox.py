"""Templates from elsewhere: whatever one tries, it ends, in a finding with its place.

What is not stopped here takes hours, or all memory.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from branchreport.compose import Colophon, TemplateFault, compose
from branchreport.compose.effort import LARGEST
from branchreport.compose.sandbox import GLOBALS, OF_JINJA, TESTS
from branchreport.compose.values import Telling, Value
from branchreport.document import Paragraph, Run, Source, text_of
from confined import confined

SOURCE = Source("plan “P1”", "plans.yaml", 3, 5)


class Record(Telling):
    def __init__(self) -> None:
        self._secret = "secret"
        self.open = Value("open", (Run("open", SOURCE),))


def attempt(folder: Path, template: str) -> TemplateFault:
    (folder / "report.md.j2").write_text(template, "utf-8")
    names = {"x": Value("abc", (Run("abc", SOURCE),)), "r": Record()}
    with pytest.raises(TemplateFault) as caught:
        compose(folder, names, Colophon())
    return caught.value


CLOSED = [
    "''.__class__.__mro__", "x.__class__", "x['__class__']", "x.raw", "x.runs", "x.with_text",
    "x.plain(1)", "'{0.__class__}'.format(x)", "'{0.__class__}'.format_map({'0': x})",
    "cycler.__init__.__globals__", "joiner.__init__", "namespace.__init__", "namespace().__class__",
    "range.__class__", "self.__init__", "self._TemplateReference__context", "r._secret",
    "r.__dict__", "r['_secret']", "[r] | map(attribute='_secret') | join", "(1).to_bytes(9, 'big')",
    "[r] | selectattr('_secret') | list | length", "[r, r] | sum(attribute='_secret')",
    "x.split()", "'a'.ljust(10**9)", "'a'.zfill(10**9)", "'a'.join(x)", "[].append(1)",
    "{}.update(a=1)", "'%1000000000s' % ''", "x.encode()", "[].__class__.__base__",
]  # fmt: skip


@pytest.mark.parametrize("expression", CLOSED)
def test_what_is_closed_to_templates(expression: str, tmp_path: Path) -> None:
    fault = attempt(tmp_path, f"\n{{{{ {expression} }}}}")
    assert fault.message.startswith("the template does what a template may not: ")
    assert (fault.file, fault.line) == (tmp_path / "report.md.j2", 2)


@pytest.mark.parametrize("name", ["lipsum", "dict", "config", "request", "open", "__builtins__"])
def test_names_that_there_are_not(name: str, tmp_path: Path) -> None:
    assert f"there is no name “{name}”" in attempt(tmp_path, f"{{{{ {name} }}}}").message


@pytest.mark.parametrize(
    "name",
    ["attr", "center", "filesizeformat", "forceescape", "format", "indent", "pprint", "random",
     "slice", "tojson", "truncate", "urlize", "wordwrap", "xmlattr"],
)  # fmt: skip
def test_filters_that_are_left_out(name: str, tmp_path: Path) -> None:
    fault = attempt(tmp_path, f"{{{{ x | {name} }}}}")
    assert fault.message == f"there is no filter “{name}”"
    assert fault.words == name


def test_what_is_left_of_jinja_is_known() -> None:
    assert not set(OF_JINJA) & {"attr", "format", "random", "map_async"}
    assert not set(TESTS) & {"callable", "filter", "sameas"}
    assert set(GLOBALS) == {"cycler", "joiner", "namespace", "range"}


GROW = "{%% set n = namespace(a=%s) %%}{%% for i in range(99) %%}{%% set n.a = %s %%}{%% endfor %%}"
NEST = (
    "{% set n = namespace(a=[1], b=[1]) %}{% for i in range(40) %}"
    "{% set n.a = [n.a, n.a] %}{% set n.b = [n.b, n.b] %}{% endfor %}{{ n.a == n.b }}"
)
ARGUMENTS = (
    "{% set n = namespace(a=1) %}{% macro m() %}{% set n.a = varargs %}{% endmacro %}"
    "{% for i in range(40) %}{{ m(n.a, n.a) }}{% endfor %}{{ {n.a: 1}[n.a] }}"
)
EACH = "{%% for i in range(99999) %%}{{ %s }}{%% endfor %%}"
ENDLESS = {
    "range": "{% for i in range(10**9) %}{% endfor %}",
    "huge range": "{{ range(10**30) | length }}",
    "loops": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "no turn": "{% set a = range(99999) | list %}"
               "{% for i in a %}{% for j in a if 0 %}{% endfor %}{% endfor %}",
    "recursive loop": "{% for i in [1] recursive %}{{ loop([1, 1]) }}{% endfor %}",
    "text": "{{ 'a' * 10**9 }}",
    "text, the other way": "{{ 10**9 * 'a' }}",
    "list": "{{ [1] * 10**9 }}",
    "joined": GROW % ("'ab'", "n.a ~ n.a"),
    "added": GROW % ("'ab'", "n.a + n.a"),
    "added lists": GROW % ("[1]", "n.a + n.a"),
    "lists in lists": NEST,
    "arguments": ARGUMENTS,
    "power": "{{ 9**9**9**9 }}",
    "product": "{% set a = 4611686018427387904 %}{{ a * a * a }}",
    "tree": "{% macro m(n) %}{% if n %}{% set a = m(n - 1) %}{% set b = m(n - 1) %}{% endif %}"
            "{% endmacro %}{{ m(40) }}",
    "compared": "{% set a = range(99999) | list %}{% set b = range(99999) | list %}"
                "{% for i in a %}{% if a == b %}{% endif %}{% endfor %}",
    "macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "two macros": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "itself": "{% include 'report.md.j2' %}",
    "import": "{% import 'report.md.j2' as a %}",
    "extends": "{% extends 'report.md.j2' %}",
    "upper": EACH % "('a' * 3999999).upper() | length",
    "sort": EACH % "range(99999) | list | sort | length",
    "map": EACH % "range(99999) | map('upper') | join",
    "join": "{{ range(99999) | join('a' * 99999) }}",
    "replace": "{{ x | replace('a', 'b' * 3999999) }}",
    "sum": "{{ ([range(99999) | list] * 1000) | sum(start=[]) | length }}",
    "batch": "{{ range(99) | batch(10**9, 1) | list | length }}",
    "printed": "{% set a %}" + EACH % "'aaaaaaaaaa'" + "{% endset %}" + EACH % "a",
    "brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "minus": "{{ " + "-" * 5000 + "1 }}",
    "plus": "{{ " + "1+" * 5000 + "1 }}",
    "fields": "{{ x" + ".a" * 5000 + " }}",
    "filters": "{{ x" + " | upper" * 3000 + " }}",
    "conditions": "{% if 1 %}" * 300 + "{% endif %}" * 300,
    "nested loops": "{% for i in [1] %}" * 30 + "{% endfor %}" * 30,
    "marks": "&" * 100_000,
    "containers": "::: chart\n" * 3000,
    "printed often": "{% set a = 'a' * 3999999 %}" + EACH % "a",
    "slices": "{% set a = 'a' * 3999999 %}" + GROW % ("[]", "n.a + [a[i:]]"),
    "letters": "{% set a = 'a' * 3999999 %}{% for i in range(99) %}"
               "{% for b in a if 0 %}{% endfor %}{% endfor %}",
    "views": "{% set a = {" + ",".join(f"{n}:1" for n in range(2000)) + "} %}"
             "{% for i in range(5000) %}{% for b in a.values() if 0 %}{% endfor %}{% endfor %}",
    "view": "{% set a = {" + ",".join(f"{n}:1" for n in range(2000)) + "} %}"
            "{% for i in range(5000) %}{% if 2 in a.values() %}{% endif %}{% endfor %}",
    "digits": "{% set n = namespace(a=9.5 | round) %}{% for i in range(19) %}"
              "{% set n.a = n.a * n.a %}{% endfor %}{{ n.a }}",
    "small number": "{% set n = namespace(a=1 / 8) %}{% set n.a = n.a | round(3) %}"
                    "{% for i in range(19) %}{% set n.a = n.a * n.a %}{% endfor %}{{ n.a }}",
    "lists in a sum": "{% set a = [[1]] * 40000 %}{{ a | sum(start=[]) | length }}",
}  # fmt: skip


@pytest.mark.parametrize("template", ENDLESS.values(), ids=ENDLESS)
def test_what_has_no_end_is_ended(template: str, tmp_path: Path) -> None:
    (tmp_path / "report.md.j2").write_text(template, "utf-8")
    code = "import json, test_sandbox\nprint(json.dumps(test_sandbox.fault_in(sys.argv[1])))"
    line, message, help_text = json.loads(confined(code, tmp_path))
    assert line == 1
    assert help_text
    assert "Traceback" not in message
    assert "memory" not in message
    assert message != "the template fails: "


def fault_in(folder: str) -> tuple[int, str, str]:
    """The line, message and help of the fault that the template in ``folder`` has."""
    try:
        compose(Path(folder), {"x": Value("abc", (Run("abc", SOURCE),))}, Colophon())
    except TemplateFault as fault:
        return fault.line, fault.message, fault.help
    return 0, "", ""


def test_what_needs_more_memory_than_there_is_says_so(tmp_path: Path) -> None:
    (tmp_path / "report.md.j2").write_text("\n{{ x | upper }}", "utf-8")
    code = """
import json, test_sandbox
from branchreport.compose import sandbox
def fail(text): raise MemoryError
sandbox.JINJA_FILTERS["upper"] = fail
print(json.dumps(test_sandbox.fault_in(sys.argv[1])))
"""
    assert json.loads(confined(code, tmp_path)) == [
        2,
        "the template needs more memory than there is",
        "look for a loop or a macro that repeats itself",
    ]


LONG = {
    "lines": ("{% for i in range(99999) %}" + "字" * 38 + "\n{% endfor %}", 1),
    "gaps": ("{% for i in range(30000) %}【待补：甲】乙{% endfor %}", 60000),
}


@pytest.mark.parametrize(("template", "runs"), LONG.values(), ids=LONG)
def test_a_long_paragraph_takes_no_more_time_than_its_length(
    template: str, runs: int, tmp_path: Path
) -> None:
    (tmp_path / "report.md.j2").write_text(template, "utf-8")
    code = """
from pathlib import Path
from branchreport.compose import Colophon, compose
(made,) = compose(Path(sys.argv[1]), {}, Colophon()).blocks
print(len(made.runs))
"""
    assert confined(code, tmp_path) == f"{runs}\n"


def test_a_text_with_values_in_it_is_not_changed_as_letters(tmp_path: Path) -> None:
    template = "\n{% set a %}{{ x }}{% endset %}{{ a | title }}"
    (tmp_path / "report.md.j2").write_text(template, "utf-8")
    assert fault_in(str(tmp_path)) == (
        2,
        "the template changes a text that values were printed into",
        "change each value before it is printed: {{ report.branch | title }}",
    )


def test_a_large_document_is_none_of_these(tmp_path: Path) -> None:
    """Ten thousand rows of four cells, as a ledger may have."""
    (tmp_path / "report.md.j2").write_text(
        "| a | b | c | d |\n|---|---|---|---|\n"
        "{% for i in range(10000) %}\n| {{ x }} | {{ i }} | {% if i %}{{ x }}{% endif %} | |\n"
        "{% endfor %}\n",
        "utf-8",
    )
    names = {"x": Value("abc", (Run("abc", SOURCE),))}
    (made,) = compose(tmp_path, names, Colophon()).blocks
    assert len(getattr(made, "rows", ())) == 10000


OUTSIDE = [
    "{% include '/etc/passwd' %}", "{% include '../secret' %}", "{% include 'link' %}",
    "{% include 'folder/secret' %}", "{% import '../secret' as s %}", "{% extends 'link' %}",
    "{% from 'link' import x %}", "{% include ['../secret', 'link'] %}", "{% include 'a\0b' %}",
    "{% include '' %}", "{% include '.' %}", "{% include 'sub/../../secret' %}",
    "{% include 'pipe' %}",
]  # fmt: skip


@pytest.mark.parametrize("template", OUTSIDE)
def test_no_file_outside_the_folder_is_read(template: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", "utf-8")
    folder = tmp_path / "template"
    (folder / "sub").mkdir(parents=True)
    (folder / "link").symlink_to(tmp_path / "secret")
    (folder / "folder").symlink_to(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe")
    fault = attempt(folder, template.replace("\0", "\\0"))
    assert "is outside the folder" in fault.message or "has no file" in fault.message
    assert (fault.file, fault.line) == (folder / "report.md.j2", 1)


def test_the_template_itself_is_no_link_out_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", "utf-8")
    folder = tmp_path / "template"
    folder.mkdir()
    (folder / "report.md.j2").symlink_to(tmp_path / "secret")
    with pytest.raises(TemplateFault, match="outside the folder"):
        compose(folder, {}, Colophon())


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("\n\ue0000\ue001", "U+E000 has no place in a template"),
        ("\na\x00b", "U+0000 has no place in a template"),
        ("\na\ufffe", "U+FFFE has no place in a template"),
        ("\n{{ '\\ue0000' | safe }}", "the template fails: it holds a private-use character"),
        ("\n&#xE000;0&#xE001;", "a value was cut to pieces; print it whole"),
        ("\n&#xE000;99&#xE001;", "a value was cut to pieces; print it whole"),
        ("\n{{ '\\x00' }}", "U+0000 has no place in a document"),
        ("\n{{ '\\ud800' }}", "U+D800 has no place in a document"),
        ("\n{{ '\\ud800' | safe }}", "U+D800 has no place in a document"),
        ("\n{% autoescape false %}{{ x }}{% endautoescape %}",
         "“autoescape” cannot be changed in a template"),
    ],
)  # fmt: skip
def test_no_template_forges_a_value(template: str, message: str, tmp_path: Path) -> None:
    fault = attempt(tmp_path, template)
    assert fault.message.startswith(message)
    assert fault.help


def test_a_text_of_a_record_stays_text_whatever_is_made_of_it(tmp_path: Path) -> None:
    hostile = Value("**# a|b**", (Run("**# a|b**", SOURCE),))
    (tmp_path / "report.md.j2").write_text(
        "{{ (x | upper) ~ x }}{{ [x | lower, x] | join('、') }}{{ x[:3] ~ x }}"
        "{% macro m(t) %}{{ t }}{% endmacro %}{{ m(x) + x.strip() }}{{ x | series(x | title) }}",
        "utf-8",
    )
    names: dict[str, Any] = {"x": hostile}
    with pytest.raises(TemplateFault):
        compose(tmp_path, names, Colophon())  # no numeral in what numbers the series
    text = (tmp_path / "report.md.j2").read_text("utf-8").partition("{{ x | series")[0]
    (tmp_path / "report.md.j2").write_text(text, "utf-8")
    (made,) = compose(tmp_path, names, Colophon()).blocks
    assert isinstance(made, Paragraph)
    assert (
        text_of(made.runs) == "**# A|B****# a|b****# a|b**、**# a|b****#**# a|b****# a|b****# a|b**"
    )
    assert not any(run.strong for run in made.runs)


def test_a_file_of_a_template_is_read_as_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "part.j2").write_bytes("text".encode("utf-16"))
    fault = attempt(tmp_path, "\n{% include 'part.j2' %}")
    assert fault.message == "“part.j2” cannot be read: it is not in UTF-8"
    assert fault.line == 2
    (tmp_path / "part.j2").write_bytes(b"a" * (LARGEST + 1))
    assert "is larger than 1024 KB" in attempt(tmp_path, "{% include 'part.j2' %}").message
