"""Templates of one's own: found by their path, copied, checked, and shown where they are wrong."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from branchreport import shipped, template_names
from branchreport.cli import template as commands
from branchreport.cli.template_faults import told
from branchreport.compose import Colophon, Place, TemplateFault, compose
from branchreport.compose.blocks import CONTAINERS
from branchreport.samples import SAMPLES
from branchreport.show.full import findings
from branchreport.show.text import plain
from branchreport.vocabulary.checking import check_folder
from conftest import EXAMPLES, Completed

Check = Callable[..., Completed]
MANIFEST = "language: zh-CN\nstyle: gbt9704\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in {"template.yaml": MANIFEST, **files}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def fault_of(folder: Path) -> TemplateFault:
    with pytest.raises(TemplateFault) as caught:
        compose(folder, {"x": "text", "none": None}, Colophon())
    return caught.value


def year(folder: Path, template: str) -> Path:
    folder.mkdir()
    file = folder / "报告.yaml"
    file.write_text(f"报告: {{年度: 2021, 支部: 示例支部, 模板: {template}}}\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("work-summary", "built in"),
        ("mine", "mine"),
        ("./mine/", "mine"),
        (".\\mine", "mine"),
        ("../2021/mine", "mine"),
        ("own.docx", "own.docx"),
        ("nothing", template_names.Fault.UNKNOWN),
        ("nothing/", template_names.Fault.NO_FILE),
        ("nothing.docx", template_names.Fault.NO_FILE),
        ("empty", template_names.Fault.NO_TEMPLATE),
        ("mine/report.md.j2", template_names.Fault.INNER_FILE),
        ("own.doc", template_names.Fault.OTHER_FILE),
        ("a" * 5000, template_names.Fault.NO_FILE),
        ("a\0b", template_names.Fault.UNKNOWN),
    ],
)
def test_what_a_report_may_name(
    name: str, found: str | template_names.Fault, tmp_path: Path
) -> None:
    folder = tmp_path / "2021"
    write(folder / "mine", {"report.md.j2": "text"})
    (folder / "empty").mkdir()
    for file in ("own.docx", "own.doc"):
        (folder / file).write_bytes(b"1")
    built_in = shipped.template_folder() / "work-summary"
    expected = found if not isinstance(found, str) else folder / found
    assert template_names.find(name, folder) == (built_in if found == "built in" else expected)


@pytest.mark.parametrize(
    ("name", "message", "help_text"),
    [
        ("work-sumary", "there is no template “work-sumary”", "did you mean “work-summary”?"),
        ("../work-sumary/", "there is no template “../work-sumary/”", "did you mean"),
        ("../mine", "there is no template “../mine”", "the path of a folder or Word file"),
        ("./", "the folder “./” holds no template", "“branchreport template copy” writes one"),
        ("./报告.yaml", "“./报告.yaml” is no template", "save one of another form as .docx"),
    ],
)
def test_a_template_that_is_not_there(
    name: str, message: str, help_text: str, check: Check, tmp_path: Path
) -> None:
    done = check("validate", year(tmp_path / "2021", f'"{name}"'))
    said = done.stdout.decode()
    assert (done.returncode, f"BR502 unknown-template: {message}" in said) == (1, True), said
    assert help_text in said


def test_a_template_of_ones_own_is_used(check: Check, tmp_path: Path) -> None:
    write(tmp_path / "mine", {"report.md.j2": "# {{ report.branch }}{% include 'end.j2' %}\n",
                              "end.j2": "的总结"})  # fmt: skip
    done = check("render", year(tmp_path / "2021", "../mine"), "-o", "out.docx")
    assert done.returncode == 0, done.stderr.decode()
    made = docx.Document(io.BytesIO((tmp_path / "out.docx").read_bytes()))
    assert [paragraph.text for paragraph in made.paragraphs] == ["示例支部的总结"]


def test_list_shows_every_template(check: Check) -> None:
    lines = check("template", "list").stdout.decode().splitlines()
    assert [line.split()[0] for line in lines] == shipped.templates()
    assert lines[1].split(maxsplit=3)[1:] == [
        "zh-CN", "gbt9704", "工作总结：一、工作落实情况，二、存在不足及整改措施，三、下一步计划",
    ]  # fmt: skip


@pytest.mark.parametrize("name", shipped.templates())
def test_a_copy_makes_the_same_document(name: str, check: Check, tmp_path: Path) -> None:
    done = check("template", "copy", name, "mine")
    assert (done.returncode, done.stdout.decode()) == (0, "mine\n")
    copied = {file.name for file in (tmp_path / "mine").iterdir()}
    assert copied == {file.name for file in (shipped.template_folder() / name).iterdir()}
    assert (tmp_path / "mine" / "report.md.j2").read_text("utf-8").startswith("{#\n")
    for make in SAMPLES.values():
        from branchreport.vocabulary.checking import _names

        names = _names(make(), "zh-CN")
        own = compose(tmp_path / "mine", names, Colophon())
        assert own == compose(shipped.template_folder() / name, names, Colophon())
    assert check("template", "check", "mine").returncode == 0


def test_a_copy_overwrites_nothing(check: Check, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    done = check("template", "copy", "work-summary", "mine")
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "error: mine exists already, and is not overwritten\n"
        " = help: name a folder that is not there yet\n"
    )
    (tmp_path / "link").symlink_to(tmp_path / "nothing")
    done = check("template", "copy", "work-summary", "link")
    assert (done.returncode, b"link exists already" in done.stderr) == (2, True)
    assert list((tmp_path / "mine").iterdir()) == []
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link", "mine"]


def test_a_copy_is_whole_or_not_there(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(name: str) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(commands, "_head", full)
    done = check("template", "copy", "work-summary", "mine")
    assert (done.returncode, "the disk is full" in done.stderr.decode()) == (2, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [("work-sumary", "mine"), ("mine", "other")])
def test_only_what_is_built_in_is_copied(arguments: tuple[str, str], check: Check) -> None:
    done = check("template", "copy", *arguments)
    assert (done.returncode, "there is no template" in done.stderr.decode()) == (2, True)


@pytest.mark.parametrize("name", shipped.templates())
def test_the_built_in_templates_are_sound(name: str, check: Check) -> None:
    done = check("template", "check", name)
    assert (done.returncode, done.stdout.decode()) == (
        0, f"all is well: {name}, 4 sample years\n",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["nothing", "nothing/", "nothing.docx", "."])
def test_check_needs_a_template(name: str, check: Check) -> None:
    done = check("template", "check", name)
    assert (done.returncode, done.stdout, b"error: " in done.stderr) == (2, b"", True)


WRONG = {
    "report.md.j2": """{% import "parts.j2" as parts %}
# {{ report.titel }}

{% for s in achievements %}
## {{ s.headin }}

{{ parts.body(s) }}
{% for p in s.points | sort %}
{{ p | sentense }}
{% endfor %}
{% endfor %}

{{ figurs["主题党日"] }}{{ report.red_head.isuer }}

::: signatur
{{ report.branch }}
:::
""",
    "parts.j2": """{% macro body(section) %}
{% for t in section.txt %}
{{ t }}

{% endfor %}
{% endmacro %}
""",
    "broken.j2": "{% for a in activities %}\n{{ a.kind }}\n",
    "never.j2": "{% if report.members is nobody %}{{ nothing }}{% endif %}\n",
    "template.yaml": "language: zh-CN\nstyle: gbt9740\n",
}

FOUND = [
    ("mine/template.yaml", 2, "there is no style “gbt9740”"),
    ("mine/broken.j2", 1, "“for” is not closed"),
    ("mine/never.j2", 1, "the template asks for what is not there: there is no name “nothing”"),
    ("mine/never.j2", 1, "there is no test “nobody”"),
    ("mine/report.md.j2", 2, "the template asks for what is not there: report has no “titel”"),
    ("mine/report.md.j2", 5, "the template asks for what is not there: section has no “headin”"),
    ("mine/report.md.j2", 9, "there is no filter “sentense”"),
    ("mine/report.md.j2", 13, "the template asks for what is not there: there is no name “figurs”"),
    ("mine/report.md.j2", 13, "the template asks for what is not there: red head has no “isuer”"),
    ("mine/report.md.j2", 15, "there is no “::: signatur”"),
]


def test_check_says_everything_at_once(check: Check, tmp_path: Path) -> None:
    write(tmp_path / "mine", WRONG)
    done = check("template", "check", "mine")
    said = done.stdout.decode().replace("\\", "/")
    assert done.returncode == 1
    wrong = [
        (file, line, message)
        for file, line, message in FOUND
        if (
            f"template-fault: {message}\n" not in said and f"unknown-style: {message}\n" not in said
        )
        or f" {file}:{line}:" not in said
    ]
    assert wrong == [], said
    assert said.splitlines()[-1] == f"checked mine: {len(FOUND)} errors"
    report = tmp_path / "mine" / "report.md.j2"
    report.write_text(report.read_text("utf-8").replace("sentense", "sentence"), "utf-8")
    (tmp_path / "mine" / "broken.j2").unlink()
    said = check("template", "check", "mine").stdout.decode().replace("\\", "/")
    assert "section has no “txt”\n --> mine/parts.j2:2:21\n" in said
    assert " ::: mine/report.md.j2:7:1   called here\n" in said


def test_a_mistake_about_photographs_is_found(
    tmp_path: Path, check: Callable[..., Completed]
) -> None:
    template = "{% for each in log.photographs %}\n{{ each.activity.plase }}\n\n{% endfor %}\n"
    write(tmp_path, {"mine/report.md.j2": template, "mine/template.yaml": "style: plain\n"})
    said = check("template", "check", "mine").stdout.decode()
    assert "activity has no “plase”" in said


def test_a_mistake_shows_what_it_came_through(tmp_path: Path) -> None:
    folder = write(tmp_path, {
        "report.md.j2": "{% from 'a.j2' import outer %}\n\n{{ outer(none) }}\n",
        "a.j2": "{% import 'b.j2' as b %}\n{% macro outer(y) %}\n"
                "{{ b.inner(y) }}\n{% endmacro %}\n",
        "b.j2": "{% macro inner(z) %}\nwords {{ z.field }}\n{% endmacro %}\n",
    })  # fmt: skip
    fault = fault_of(folder)
    assert (fault.file, fault.line, fault.words) == (folder / "b.j2", 2, "field")
    assert fault.through == (Place(folder / "report.md.j2", 3), Place(folder / "a.j2", 3))
    shown = plain(findings(*told([fault]))).replace(f"{folder}/", "")
    first, _line, rest = shown.partition("\n")
    assert first.endswith(": what was left out has no “field”")
    assert rest == THROUGH


THROUGH = """\
 --> b.j2:2:12
2 | words {{ z.field }}
  |            ^^^^^
 ::: a.j2:3:1   called here
3 | {{ b.inner(y) }}
  | ----------------
 ::: report.md.j2:3:1   called here
3 | {{ outer(none) }}
  | -----------------
  = help: ask “if” first: a key that was left out is empty

"""


@pytest.mark.parametrize(
    ("files", "place", "through"),
    [
        ({"report.md.j2": "one\n\ntwo\n\n###### six\n"}, ("report.md.j2", 5), []),
        ({"report.md.j2": "{% if x %}\none\n\n{% endif %}\n###### {{ x }}\n"},
         ("report.md.j2", 5), []),
        ({"report.md.j2": "{# a\nremark #}\n{% for i in [1, 2] %}\ntext\n\n{% endfor %}\n::: nte\n"
                          "a\n:::\n"}, ("report.md.j2", 7), []),
        ({"report.md.j2": "a\n\n{% include 'b.j2' %}\n", "b.j2": "b\n\n###### six\n"},
         ("b.j2", 3), [("report.md.j2", 3)]),
        ({"report.md.j2": "{% macro m(t) %}\n\n###### {{ t }}\n{% endmacro %}\na\n\n{{ m(x) }}\n"},
         ("report.md.j2", 3), [("report.md.j2", 7)]),
        ({"report.md.j2": "::: note\n{{ x }}\n"}, ("report.md.j2", 1), []),
        ({"report.md.j2": "a\n\n:::\n"}, ("report.md.j2", 3), []),
        ({"report.md.j2": "a\n\n- b\n  - {{ x }}\n"}, ("report.md.j2", 3), []),
    ],
)  # fmt: skip
def test_markdown_is_shown_at_the_line_of_the_template(
    files: dict[str, str], place: tuple[str, int], through: list[tuple[str, int]], tmp_path: Path
) -> None:
    fault = fault_of(write(tmp_path, files))
    assert (fault.file, fault.line) == (tmp_path / place[0], place[1]), fault.message
    assert list(fault.through) == [Place(tmp_path / file, line) for file, line in through]


@pytest.mark.parametrize(
    ("markdown", "message", "help_text"),
    [
        ("::: addresse\na\n:::", "there is no “::: addresse”", "did you mean “addressee”?"),
        ("::: qqq\na\n:::", "there is no “::: qqq”", "choose from: addressee, "),
        ("::: note here\na\n:::", "there is no “::: note here”", "write “::: note” alone"),
        (":::note\na", "“:::note” is not closed", "write “:::” alone in a line after it"),
        ("::: note\na\n::: x\n:::", "there is no “::: x”", "choose from"),
        ("a\n:::", "“:::” closes nothing", "take it out, or open something before it"),
    ],
)
def test_containers_are_known_and_closed(
    markdown: str, message: str, help_text: str, tmp_path: Path
) -> None:
    fault = fault_of(write(tmp_path, {"report.md.j2": markdown}))
    assert fault.message.startswith(message)
    assert help_text in fault.help


def test_all_containers_are_taken_where_they_are_written_right(tmp_path: Path) -> None:
    assert set(CONTAINERS) >= {"addressee", "note", "signature", "appendix"}
    folder = write(tmp_path, {"report.md.j2": "::: signature sealed\n{{ x }}\n:::\n:::: appendix\n"
                                              "A\n\n::: note\nb\n:::\n::::\n"})  # fmt: skip
    assert len(compose(folder, {"x": "text"}, Colophon()).blocks) == 2


SYNTAX = [
    ("{% for a in x %}", "“for” is not closed", "close it with {% endfor %}"),
    ("{% if x %}{% endfor %}", "“endfor” has no place here", "close with {% endif %} first"),
    ("{% macro m() %}\n{% raw %}{% if %}{% endraw %}{% if x %}\na{% endmacro %}",
     "“if” is not closed", "close it with {% endif %} before {% endmacro %}"),
    ("{% if x %}\n{% for a in x %}\n{% elif x %}{% endfor %}{% endif %}",
     "“for” is not closed", "close it with {% endfor %} before {% elif %}"),
    ("{% endif %}", "“endif” has no place here", "open it before, or take it out"),
    ("{% fro a in x %}", "there is no command “fro”", "did you mean “for”?"),
    ("{{ x | sentense }}", "there is no filter “sentense”", "did you mean “sentence”?"),
    ("{{ x is defind }}", "there is no test “defind”", "did you mean “defined”?"),
    ("{{ x[“a”] }}", "““” has no place in a command of a template", "write it half-width: \""),
    ("{{ x，y }}", "“，” has no place in a command of a template", "write it half-width: ,"),
    ("{{ x y }}", "“}}” is expected here, not “y”", ""),
    ("{% if %}a{% endif %}", "something is missing before “%}”", ""),
    ("{{ }}", "something is missing before “}}”", ""),
    ("{{ x. }}", "the template cannot be read: expected name or number", ""),
]  # fmt: skip


@pytest.mark.parametrize(("template", "message", "help_text"), SYNTAX)
def test_what_jinja_says_is_said_in_our_words(
    template: str, message: str, help_text: str, tmp_path: Path
) -> None:
    fault = fault_of(write(tmp_path, {"report.md.j2": f"a\n{template}\n"}))
    assert fault.message == message
    assert help_text in fault.help
    assert fault.line == 2 + template.count("\n", 0, template.find(f"{{% {fault.words} "))


WIDE = """\
{# ｛｛ a remark ｝｝ #}
全年｛｛ x ｝｝，{｛ y }}。
｛% if x %｝
{% if none %}｛｛ never ｝｝{% endif %}
{{ "｛｛ a text ｝｝" }}
"""


def test_tags_with_full_width_marks_are_found(tmp_path: Path, check: Check) -> None:
    folder = write(tmp_path / "mine", {"report.md.j2": WIDE.replace("none", "report.title")})
    faults = check_folder(folder, "zh-CN")
    assert [(fault.line, fault.words, fault.help) for fault in faults] == [
        (2, "｛｛ x ｝｝", "write it half-width: {{ x }}"),
        (2, "{｛ y }}", "write it half-width: {{ y }}"),
        (3, "｛% if x %｝", "write it half-width: {% if x %}"),
        (4, "｛｛ never ｝｝", "write it half-width: {{ never }}"),
    ]
    assert {fault.message for fault in faults} == {"a tag is written with full-width marks"}
    assert check("template", "check", "mine").returncode == 1
    assert fault_of(write(tmp_path / "mine", {"report.md.j2": WIDE})).line == 2


def test_a_wide_tag_in_another_file_is_found_when_the_document_is_made(tmp_path: Path) -> None:
    folder = write(tmp_path, {
        "report.md.j2": "a\n\n{% include 'b.j2' %}\n", "b.j2": "b\n\n｛% set a = 1 %｝\n",
    })  # fmt: skip
    fault = fault_of(folder)
    assert (fault.message, fault.file, fault.line, fault.words) == (
        "a tag is written with full-width marks", folder / "b.j2", 3, "｛% set a = 1 %｝",
    )  # fmt: skip
    assert fault.through == (Place(folder / "report.md.j2", 3),)
    assert fault.all == [fault]


def test_only_files_of_the_folder_can_be_brought_in(tmp_path: Path) -> None:
    (tmp_path / "x.j2").write_text("words", "utf-8")
    fault = fault_of(write(tmp_path / "mine", {"report.md.j2": "{% include '../x.j2' %}"}))
    assert fault.message == "“../x.j2” is outside the folder of the template"
    assert fault.help == "only files of this folder can be brought in: copy it there"


def test_a_figure_may_be_printed_alone(tmp_path: Path, check: Check) -> None:
    write(tmp_path / "mine", {"report.md.j2": '{{ figures["主题党日"] }}，{{ figures["新"] }}\n'})
    assert check("template", "check", "mine").returncode == 0, "the names of figures are the year's"
    folder = Path(shutil.copytree(EXAMPLES["2021"], tmp_path / "2021"))
    report = (folder / "报告.yaml").read_text("utf-8")
    changed = report.replace("报告:\n", "报告:\n  模板: ../mine\n")
    (folder / "报告.yaml").write_text(changed, "utf-8")
    done = check("render", folder)
    assert "a list of names has no “新”" in done.stderr.decode()


ASKED_AFTER = [
    "{% if slogan is defined %}{{ slogan }}{% endif %}",
    "{% if slogan is undefined %}{% elif none %}{{ slogan }}{% else %}{{ slogan }}{% endif %}",
    "{% if slogan is not defined or not report.year %}{% else %}{{ slogan.words }}{% endif %}",
    "{% if report.slogan is defined %}{{ report.slogan }}{% endif %}",
    "{% if report.year and report.slogan is defined %}{{ report.slogan.words }}{% endif %}",
    '{{ slogan | default("口号") }}{{ report.slogan | d("口号") }}',
    "{{ slogan if slogan is defined else '口号' }}",
    "{% if slogan is defined and slogan.words %}{% endif %}",
    "{% if slogan is undefined or slogan.words %}{% endif %}",
    "{% if slogan is undefined %}{% elif slogan %}{% endif %}",
    "{{ '口号' if slogan is undefined else slogan }}",
    "{% for event in activities if event.slogan is defined %}{{ event.slogan }}{% endfor %}",
]


@pytest.mark.parametrize("template", ASKED_AFTER)
def test_what_is_asked_after_need_not_be_there(template: str, tmp_path: Path) -> None:
    assert check_folder(write(tmp_path, {"report.md.j2": f"# 总结\n\n{template}\n"}), "zh-CN") == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{% if slogan is defined %}{% else %}{{ slogan }}{% endif %}", "slogan"),
        ("{% if slogan is undefined %}{{ slogan }}{% endif %}", "slogan"),
        ("{% if slogan is defined %}{{ slogans }}{% endif %}", "slogans"),
        ("{% if slogan is undefined or report.year %}{{ slogan }}{% endif %}", "slogan"),
        ("{% if slogan is defined %}{% endif %}{{ slogan }}", "slogan"),
        ("{% if slogan.words is defined %}{% endif %}", "slogan"),
        ('{{ report.slogan.words | default("口号") }}', "slogan"),
        ("{% if report.slogan is defined %}{{ report.slogans }}{% endif %}", "slogans"),
        ("{{ slogan if slogan is undefined else '口号' }}", "slogan"),
        ("{% if slogan is defined and none %}{% else %}{{ slogan }}{% endif %}", "slogan"),
        ("{% for e in plans if slogan is defined %}{% else %}{{ slogan }}{% endfor %}", "slogan"),
        ("{{ slogan }}{{ slogan }}", "slogan"),
        ("{{ report.slogan }}{{ report.slogan }}", "slogan"),
    ],
)  # fmt: skip
def test_what_is_not_asked_after_is_told_once(template: str, words: str, tmp_path: Path) -> None:
    for hidden in template, f"{{% if report.year == 1 %}}{template}{{% endif %}}":
        folder = write(tmp_path, {"report.md.j2": f"# 总结\n\n{hidden}\n"})
        faults = [(fault.line, fault.words) for fault in check_folder(folder, "zh-CN")]
        assert faults == [(3, words)], "no sample comes by what is hidden"


@pytest.mark.parametrize("deep", ["not " * 700, "report.year and " * 700])
def test_what_is_too_deep_to_be_looked_into_is_told(deep: str, tmp_path: Path) -> None:
    folder = write(tmp_path, {"report.md.j2": f"{{% if {deep}report.year %}}{{% endif %}}\n"})
    assert {fault.message for fault in check_folder(folder, "zh-CN")} == {
        "the template has brackets or commands that stand too deep in one another"
    }


def test_every_sample_is_another(tmp_path: Path) -> None:
    write(tmp_path, {"report.md.j2": "{{ report.title }}\n"})
    (fault,) = check_folder(tmp_path, "zh-CN")
    assert fault.message == "the template prints something that was not given"
    years = {name: make() for name, make in SAMPLES.items()}
    assert years["full"].report.title
    assert not years["emptiest"].activities
    assert years["sparse"].activities
    assert not years["sparse"].activities[0].title
    assert years["sparse"].report.year is None
