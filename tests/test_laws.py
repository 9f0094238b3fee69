"""Laws: any valid year renders, twice to the same bytes; no mutation of a file ends in a fault."""

import datetime
import re
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchreport.cli import main
from branchreport.cli.checking import check_year
from branchreport.diagnostics import Severity
from branchreport.document import Block, runs_of
from branchreport.edits import corrected
from branchreport.loading import load_year
from branchreport.records.choices import Supplement
from conftest import EXAMPLES
from making import document_of, word_file_of

PRINTABLE = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"],
    exclude_characters="{\ufffc",
)
LINE = st.text(PRINTABLE, min_size=1, max_size=30).map(str.strip)
LINE = LINE.filter(lambda text: re.search(r"\w", text) is not None)
DATE = st.dates(datetime.date(2021, 1, 1), datetime.date(2021, 12, 31)).map(str)
KIND = st.sampled_from(["主题党日", "党课", "支委会", "ride"])
SWITCH = st.sampled_from(["是", "否"])
SUPPLEMENT = st.sampled_from([each.chinese for each in Supplement])
PROSE = st.one_of(LINE, st.sampled_from(["全年{{ 主题党日 }}次", "{{ 数['党课'].value }}", "# 一"]))
ACTIVITY = st.fixed_dictionaries(
    {"日期": DATE, "类别": KIND},
    optional={
        "名称": LINE,
        "计入": st.lists(KIND, max_size=2),
        "出席": st.fixed_dictionaries({"应到": st.integers(0, 99).map(str)}),
        "统计": st.dictionaries(LINE, st.integers(0, 999).map(str), max_size=2),
    },
)
SUBSECTION = st.fixed_dictionaries({"标题": PROSE}, optional={"正文": PROSE})
SECTION = st.fixed_dictionaries(
    {"标题": PROSE},
    optional={
        "正文": st.lists(PROSE, max_size=3),
        "要点": st.lists(PROSE, max_size=4),
        "类别": st.lists(KIND, max_size=2),
        "小节": st.lists(
            st.fixed_dictionaries({"标题": PROSE}, optional={"正文": PROSE}), max_size=2
        ),
    },
)
SHORTCOMING = st.fixed_dictionaries(
    {"编号": LINE.map("S{}".format), "问题": PROSE},
    optional={"原因": PROSE, "措施": st.lists(PROSE, max_size=3), "期限": DATE},
)
PLAN = st.fixed_dictionaries(
    {"编号": LINE.map("P{}".format), "标题": PROSE},
    optional={"正文": PROSE, "目标": st.dictionaries(KIND, st.just("不少于12次"), max_size=2)},
)
YEAR = st.fixed_dictionaries(
    {
        "报告": st.fixed_dictionaries(
            {"年度": st.just("2021"), "支部": LINE},
            optional={
                "导语": PROSE, "结语": PROSE, "落款日期": DATE, "上级": LINE,
                "模板": st.sampled_from(["work-summary", "annual-report"]),
                "样式": st.sampled_from(["gbt9704", "plain"]),
                "题注": LINE, "目录": SWITCH, "用印": SWITCH,
                "版头": st.fixed_dictionaries({"发文机关标志": LINE}, optional={"文号": LINE}),
                "附件": st.lists(SUPPLEMENT, max_size=3),
            },
        ),
        "活动": st.lists(ACTIVITY, max_size=6).map(
            lambda found: [*found, {"日期": "2021-01-01", "类别": "主题党日", "计入": ["党课"]}]
        ),
    },
    optional={
        "工作": st.lists(SECTION, max_size=3),
        "不足": st.lists(SHORTCOMING, max_size=3, unique_by=lambda record: str(record["编号"])),
        "计划": st.lists(PLAN, max_size=3, unique_by=lambda record: str(record["编号"])),
    },
)  # fmt: skip


def written(folder: str, year: Any) -> Path:
    file = Path(folder) / "year.yaml"
    file.write_text(yaml.safe_dump(year, allow_unicode=True, default_style='"'), "utf-8")
    return file


def said(blocks: tuple[Block, ...]) -> str:
    """All text of ``blocks``."""
    return "".join(run.text for block in blocks for run in runs_of(block))


@given(YEAR)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_valid_year_renders_and_twice_to_the_same_bytes(year: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = written(folder, year)
        assert check_year(file).sound
        document = document_of(file)
        assert word_file_of(file, document) == word_file_of(file)
        for section in year.get("工作", []):
            for text in section.get("正文", []):
                if "{{" not in text:
                    assert "".join(text.split()) in "".join(said(document.blocks).split())


SOURCES = [file.read_text("utf-8") for file in sorted(EXAMPLES["2021"].glob("*.yaml"))]
SPLINTERS = st.sampled_from(
    ["：", "，", "\t", "　", "\u00a0", "\u200b", "－ ", "{{", "}}", "{%", "[", "]", "{", "}", "&a ",
     "*a ", "!!x ", "<<: ", "? ", "---\n", "...\n", "|", ">", "'", '"', "#", ": ", "- ", "\n", "\r",
     "\0", "\x1b", "\ufeff", "\u2028", "😀", "1" * 200, "年度", "year: ", "~", "%", "@", "`"]
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good file with something cut out, something put in, or both, maybe in another encoding."""
    text = draw(st.sampled_from(SOURCES))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 20)))
        text = text[:start] + draw(st.one_of(SPLINTERS, st.just(""))) + text[end:]
    text = text[: draw(st.one_of(st.none(), st.integers(0, len(text))))]
    return text.encode(draw(st.sampled_from(["utf-8", "gb18030", "utf-16"])), "replace")


@given(st.one_of(mutated(), st.binary(max_size=200)))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_no_mutation_of_a_good_file_is_a_fault_of_ours(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "year.yaml"
        file.write_bytes(raw)
        assert main(["validate", str(file)]) in (0, 1)
        assert main(["render", str(file), "-o", str(Path(folder) / "out.docx")]) in (0, 1)


PIECES = st.sampled_from(
    ["报告", "活动", "工作", "日期", "类别", "标题", "要点", "党课", "2021-03-05", "year", "report",
     "kind", ":", ": ", "：", "- ", "-", "－ ", "— ", "· ", "{", "}", "[", "]", "{{", "}}", ", ",
     "，", "、", "【", "】", "｛", "｝", "“", "”", "'", '"', "\\", "#", " #", " #1", "&a ", "*a",
     "!", "%", "@", "`", "|", ">", "<<: ", "? ", "---", "\n", "\n", "\n  ", "\n    ", "\n  - ",
     "\n\t", "\n　　", "\u00a0", "\u200b", "\u2028", "\x07", "\r", "~", " "]
)  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80)))
@settings(max_examples=400)
def test_any_text_has_a_value_or_a_reason(text: str) -> None:
    """Every finding stands in the text, once; corrections leave as many lines as there are."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "year.yaml"
        file.write_text(text, "utf-8", newline="")
        loaded = load_year(file)
        found = loaded.diagnostics
        assert (loaded.value is None) == any(one.severity is Severity.ERROR for one in found)
        if str(file) not in loaded.places.lines:  # full of NULs
            assert [one.code for one in found] == ["BR002"]
            return
        lines = [*loaded.places.lines[str(file)], ""]
        for one in found:
            for span in (one.span, *(label.span for label in one.labels)):
                assert span.line <= len(lines)
                assert span.column <= len(lines[span.line - 1]) + 1
        said = [(one.code, one.message, one.span) for one in found]
        assert len(said) == len(set(said))
        raw = text.encode()
        mended, _made = corrected(raw, dict.fromkeys(one.fix for one in found if one.fix))
        assert (mended.count(b"\n"), mended.count(b"\r")) == (raw.count(b"\n"), raw.count(b"\r"))


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_any_bytes_have_a_value_or_a_reason(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "year.yaml"
        file.write_bytes(raw)
        loaded = load_year(file)
        assert (loaded.value is None) == any(
            one.severity is Severity.ERROR for one in loaded.diagnostics
        )
