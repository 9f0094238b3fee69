"""Templates: values stay inert, filters join and number, mistakes are shown where they are."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from cn2an import an2cn
from hypothesis import given
from hypothesis import strategies as st

from branchreport.compose import Colophon, TemplateFault, compose
from branchreport.compose.filters import han, ordinal
from branchreport.compose.values import Value
from branchreport.document import (
    Appendix,
    Attachments,
    Block,
    Chart,
    Contents,
    Heading,
    Image,
    List,
    Paragraph,
    Picture,
    RedHead,
    Run,
    Signature,
    Source,
    Table,
    Title,
)

SOURCE = Source("plan “P1”", "plans.yaml", 3, 5)


def said(text: object) -> Value:
    return Value(text, (Run(str(text), SOURCE),))


def blocks(tmp_path: Path, template: str, **values: Any) -> tuple[Block, ...]:
    (tmp_path / "report.md.j2").write_text(template, "utf-8")
    return compose(tmp_path, values, Colophon()).blocks


HOSTILE = [
    "# heading", "- item", "1. item", "| a | b |\n|---|---|", "**bold**", "`code`", "<b>&amp;</b>",
    "{{ 7*7 }}", "{% raw %}", "::: signature", "\\", "---", "> quote", "[a](b)", "![a](b)",
    "    code", "&lt;", "]]>", "a\u202eb", "😀",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_value_is_inert(tmp_path: Path, text: str) -> None:
    assert blocks(tmp_path, "{{ x }}\n\n- {{ x }}\n\n## {{ x }}\n", x=said(text)) == (
        Paragraph((Run(text, SOURCE),)),
        List(((Run(text, SOURCE),),)),
        Heading(1, (Run(text, SOURCE),)),
    )


@given(text=st.text(min_size=1, max_size=40))
def test_any_value_comes_out_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("template")
    found = blocks(folder, "a{{ x }}b", x=said(text))
    assert found == (Paragraph((Run("a"), Run(text, SOURCE), Run("b"))),)


def test_markdown_of_a_record_stays_text_through_filters_and_macros(tmp_path: Path) -> None:
    template = (
        "{% macro twice(x) %}**{{ x }}** {{ x ~ '、' ~ x }}{% endmacro %}"
        "{{ twice(x) }}{{ [x, x] | series('一是') }}{{ x | safe }}{{ [x, x] | join('，') }}"
    )
    (found,) = blocks(tmp_path, template, x=said("# *a*"))
    assert isinstance(found, Paragraph)
    assert "".join(run.text for run in found.runs) == (
        "# *a* # *a*、# *a*一是# *a*；二是# *a*。# *a*# *a*，# *a*"
    )
    assert {run.source for run in found.runs if "#" in run.text} == {SOURCE}


@pytest.mark.parametrize("text", ["\ue000", "\ue0000\ue001", "a\ue001b"])
def test_a_private_character_of_a_record_is_only_a_character(tmp_path: Path, text: str) -> None:
    assert blocks(tmp_path, "{{ x }}", x=said(text)) == (Paragraph((Run(text, SOURCE),)),)


def test_every_block(tmp_path: Path) -> None:
    template = """# 标题

::: addressee
局党委：
:::

## 一、甲

### **（一）乙。**丙**丁**

1. 一
2. 二

| 左 | 中 | 右 |
|:---|:--:|---:|
| a  | b  | c  |

::: note
（附注）
:::

::: signature
支部

2021年12月20日
:::

::: appendix
附件1

# 台账

文
:::
"""
    assert blocks(tmp_path, template) == (
        Title((Run("标题"),)),
        Paragraph((Run("局党委："),), "addressee"),
        Heading(1, (Run("一、甲"),)),
        Heading(2, (Run("（一）乙。"),), (Run("丙"), Run("丁", strong=True))),
        List(((Run("一"),), (Run("二"),)), ordered=True),
        Table(
            ((Run("左"),), (Run("中"),), (Run("右"),)),
            (((Run("a"),), (Run("b"),), (Run("c"),)),),
            ("left", "center", "right"),
        ),
        Paragraph((Run("（附注）"),), "note"),
        Signature(((Run("支部"),), (Run("2021年12月20日"),))),
        Appendix((Run("附件1"),), (Title((Run("台账"),)), Paragraph((Run("文"),)))),
    )


def test_every_block_of_an_official_document(tmp_path: Path) -> None:
    template = """::: red-head
示例委员会文件

示委〔2021〕5号

签发人：主任
:::

::: contents
目录
:::

::: chart
各月次数

| 月份 | 党课 |
|:--:|:--:|
| 1月 | 2 |
| 2月 |  |
:::

::: chart grouped
两年次数

| 月份 | 2020年 |
|--|--:|
| 1月 | {{ number }} |
:::

::: picture
{{ picture }}

图注
:::

::: attachments
附件：

1. 台账
1. 照片
:::

::: signature sealed
支部
:::
"""
    image = Image(b"bytes", "png", 4, 3)
    named = Value(image, (Run("a.png", SOURCE),))
    assert blocks(tmp_path, template, picture=named, number=said(3)) == (
        RedHead((Run("示例委员会文件"),), (Run("示委〔2021〕5号"),), (Run("签发人：主任"),)),
        Contents((Run("目录"),)),
        Chart(
            (Run("各月次数"),),
            Table(
                ((Run("月份"),), (Run("党课"),)),
                (((Run("1月"),), (Run("2"),)), ((Run("2月"),), ())),
                ("center", "center"),
            ),
        ),
        Chart(
            (Run("两年次数"),),
            Table(
                ((Run("月份"),), (Run("2020年"),)),
                (((Run("1月"),), (Run("3", SOURCE),)),),
                ("left", "right"),
            ),
            grouped=True,
        ),
        Picture(image, (Run("图注"),)),
        Attachments((Run("附件："),), ((Run("台账"),), (Run("照片"),))),
        Signature(((Run("支部"),),), sealed=True),
    )


def test_a_gap_stands_apart_from_the_words_around_it(tmp_path: Path) -> None:
    template = "甲【待补：{{ x }}乙】丙【待核】**【待补】** [TBD: y] 【说明：待补】\n"
    (found,) = blocks(tmp_path, template, x=said("人数"))
    assert found == Paragraph(
        (
            Run("甲"),
            Run("【待补：", gap=True),
            Run("人数", SOURCE, gap=True),
            Run("乙】", gap=True),
            Run("丙"),
            Run("【待核】", gap=True),
            Run("【待补】", strong=True, gap=True),
            Run(" "),
            Run("[TBD: y]", gap=True),
            Run(" 【说明：待补】"),
        )
    )


@pytest.mark.parametrize(
    ("template", "message", "line"),
    [
        ("a\n{{ x.y }}", "the template asks for what is not there: ", 2),
        (
            "a\n\n{{ missing }}",
            "the template asks for what is not there: there is no name “missing”",
            3,
        ),
        ("a\n{% if %}", "something is missing before “%}”", 2),
        ("{{ none }}", "the template prints something that was not given", 1),
        ("{{ 1 | nofilter }}", "there is no filter “nofilter”", 1),
        ("{{ x.__class__ }}", "the template does what a template may not: ", 1),
        ("{{ x | ordinal('a') }}", "the template fails: ", 1),
        ("{% include 'nothing.j2' %}", "the template has no file “nothing.j2”", 1),
        ("\n{{ 1 // 0 }}", "the template divides by nought", 2),
        ("###### six", "a document has four levels of headings, near “###### six”", 1),
        ("- a\n  - b", "an item of a list is one paragraph, near “- a”", 1),
        (
            "::: chart\n图\n\n| 月 | 次 |\n|--|--|\n| 1 | 两次 |\n:::",
            "“两次” is no number to draw, near “::: chart”",
            1,
        ),
        (
            "::: chart\n图\n\n| 月 | 次 |\n|--|--|\n| 1 | {{ two }} |\n:::",
            "“12” is no number to draw, near “::: chart”",
            1,
        ),
        ("::: chart stacked\n图\n:::", "there is no “::: chart stacked”", 1),
        ("::: note grouped\n图\n:::", "there is no “::: note grouped”", 1),
        ("::: chart\n图\n:::", "a chart holds its caption and a table, near “::: chart”", 1),
        (
            "::: picture\n{{ x }}\n\n图\n:::",
            "a picture holds the picture itself and its caption, near “::: picture”",
            1,
        ),
        (
            "::: attachments\n- 甲\n:::",
            "the list of attachments holds a label and a numbered list, near “::: attachments”",
            1,
        ),
        (
            "::: red-head\n- 甲\n:::",
            "a red head holds the issuer, the number and the signer, a paragraph each",
            1,
        ),
        ("{{ (x ~ '')[:1] }}", "a value was cut to pieces; print it whole, near “”", 1),
    ],
)
def test_a_mistake_is_shown_where_it_is(
    tmp_path: Path, template: str, message: str, line: int
) -> None:
    two = Value(2, (Run("1", edit="deleted"), Run("2", edit="inserted")))
    with pytest.raises(TemplateFault) as caught:
        blocks(tmp_path, template, x=said("abc"), none=None, two=two)
    assert caught.value.message.startswith(message)
    assert (caught.value.file, caught.value.line) == (tmp_path / "report.md.j2", line)
    assert caught.value.help


def test_a_template_reads_no_file_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", "utf-8")
    folder = tmp_path / "template"
    folder.mkdir()
    with pytest.raises(TemplateFault, match="outside the folder"):
        blocks(folder, "{% include '../secret' %}")


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ 3 | ordinal('一、') }}", "三、"),
        ("{{ 12 | ordinal('（一）') }}", "（十二）"),
        ("{{ 3 | ordinal('1.') }}", "3."),
        ("{{ x | sentence }}", "文字。"),
        ("{{ y | sentence }}", "完了。”"),
        ("{{ z | bare }}", "完了"),
        ("{{ d | long_date }}", "2021年3月5日"),
        ("{{ d | long_date('en') }}", "5 March 2021"),
        ("{{ d | day }}", "3月5日"),
        ("{{ d | day('long') }}", "2021年3月5日"),
        ("{{ d | day('short', 'en') }}", "5 Mar"),
        ("{{ d | day('long', 'en') }}", "5 Mar 2021"),
        ("{{ x | day }}", "文字"),
        ("{{ d | month_name }}", "March"),
        ("{{ x | bracketed }}", "（文字）"),
        ("{{ x | bracketed | bracketed }}", "（文字）"),
        ("{{ x | bracketed('()') }}", "(文字)"),
        ("{{ '（2021年12月）讨论稿（二）' | bracketed }}", "（（2021年12月）讨论稿（二））"),
        ("{{ '（讨论稿（二））' | bracketed }}", "（讨论稿（二））"),
        ("{{ '）（' | bracketed }}", "（）（）"),
        ("{{ '（讨论稿' | bracketed }}", "（（讨论稿）"),
        ("{{ '' | bracketed }}{{ x }}", "文字"),
        ("{{ [z, x] | series }}", "完了；文字。"),
        ("{{ [x, w] | series('一是') }}", "一是文字。二是先。后。"),
        ("{{ [] | series('一是') }}{{ x }}", "文字"),
        ("{{ x }}\n{{ x }}\nand\nwords", "文字文字 and words"),
    ],
)
def test_filters(tmp_path: Path, template: str, text: str) -> None:
    values = {
        "x": said("文字"), "y": said("完了。”"), "z": said("完了；"), "w": said("先。后。"),
        "d": said(datetime.date(2021, 3, 5)),
    }  # fmt: skip
    (found,) = blocks(tmp_path, template, **values)
    assert isinstance(found, Paragraph)
    assert "".join(run.text for run in found.runs) == text


@pytest.mark.parametrize("brackets", ["", "[", "[[]"])
def test_brackets_are_a_pair(tmp_path: Path, brackets: str) -> None:
    with pytest.raises(TemplateFault) as raised:
        blocks(tmp_path, f"{{{{ x | bracketed('{brackets}') }}}}", x=said("文字"))
    assert raised.value.message == f"the template fails: “{brackets}” is no pair of brackets"


@pytest.mark.parametrize("number", [*range(1, 102), 999])
def test_ordinals_are_those_of_the_library_for_han_numerals(number: int) -> None:
    """The library itself takes longer to import than a document takes to make."""
    assert han(number) == an2cn(number, "low")
    assert ordinal(number, "1.") == f"{number}."


@pytest.mark.parametrize("number", [0, -1])
def test_ordinals_begin_at_1(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        han(number)


def test_a_value_is_what_it_reads_as_and_what_it_holds() -> None:
    value = said(2021)
    assert value == 2021
    assert value == "2021"
    assert not value != 2021  # noqa: SIM202  # the operator has an answer of its own
    assert value != "2022"
