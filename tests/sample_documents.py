"""Documents made for the tests of writers: one with every block, and any at all."""

import base64
import datetime
from typing import Final

from hypothesis import strategies as st

from branchreport.document import (
    Appendix,
    Attachments,
    Block,
    Chart,
    Contents,
    Document,
    Edit,
    Heading,
    Image,
    List,
    Paragraph,
    Picture,
    RedHead,
    Run,
    Runs,
    Signature,
    Source,
    Table,
    Title,
)


def runs(text: str) -> Runs:
    """``text`` as the template itself says it."""
    return (Run(text),)


def row(*cells: str) -> tuple[Runs, ...]:
    """The cells of a row."""
    return tuple(runs(cell) for cell in cells)


MEADOW: Final = Image(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAUAAAADIAQMAAACjyqroAAAABlBMVEWPuN56pVxEdipIAAAAK0lEQVR42u3KoQEA"
        "AAgDoP3/tB6wYjRAJgEAAAAAyhyJoiiKoiiKoig+iwu4wHQ1Ahf/IgAAAABJRU5ErkJggg=="
    ),
    "png",
    320,
    200,
)
"""A picture of two fields, in the colours of a meadow under the sky."""

SOURCE: Final = Source("活动“党课”", "/records/2021/活动.yaml", 12, 5)

CHART: Final = Chart(
    runs("图1　2021年各月活动次数"),
    Table(
        row("月份", "主题党日", "党课", "支委会"),
        tuple(
            row(f"{month}月", "1", "1" if month % 3 == 0 else "", str(month % 4 + 1))
            for month in range(1, 13)
        ),
        ("left", "right", "right", "right"),
    ),
)

YEARS: Final = Chart(
    runs("图2　两年各月活动次数"),
    Table(
        row("月份", "2020年", "2021年"),
        tuple(
            row(f"{month}月", str(month % 4), "" if month > 10 else str(month % 3 * 2))
            for month in range(1, 13)
        ),
        ("left", "right", "right"),
    ),
    grouped=True,
)

EDITED: Final = (
    Run("理论学习"), Run("不够", SOURCE, edit="deleted"), Run("还不够", SOURCE, edit="inserted"),
    Run("深入，学用结合"), Run("不紧密。", strong=True, edit="deleted"),
    Run("【待补：情况】", gap=True, edit="inserted"),
)  # fmt: skip
"""Two versions of a text in one."""

NUMBERS: Final = (Run("4", edit="deleted"), Run("6", edit="inserted"))

WIDE_TABLE: Final = Table(
    row("序号", "日期", "类别", "名称", "地点", "主持人", "记录人", "应到", "实到", "议定事项"),
    (
        row("1", "2021年3月5日", "主题党日", "学习雷锋精神志愿服务活动", "云溪河东岸步道", "书记",
            "干事", "23", "21", "全年每月开展一次河道清洁志愿服务，由支委会安排"),
        row("2", "2021年4月9日", "党课", "“百年党史”专题党课", "局机关三楼会议室", "委员", "干事",
            "23", "23", "每名党员撰写一篇学习体会"),
    ),
    ("center", "left", "left", "left", "left", "left", "left", "right", "right", "left"),
)  # fmt: skip

EVERY_BLOCK: Final = Document(
    "中共云溪市水务局机关支部委员会2021年度工作总结",
    (
        RedHead(runs("中共云溪市水务局机关支部委员会文件"), runs("云水支〔2021〕12号"),
                runs("签发人：主任")),
        Title(runs("中共云溪市水务局机关支部委员会2021年度工作总结")),
        Paragraph(runs("（2021年12月20日）"), "note"),
        Contents(runs("目　录")),
        Paragraph(runs("局党委："), "addressee"),
        Heading(1, runs("一、工作落实情况")),
        Paragraph((
            Run("全年开展主题党日"), Run("12次", SOURCE), Run("，其中“我为群众办实事”实践活动"),
            Run("4次", SOURCE), Run("；参加人数"), Run("【待补：参加人数】", gap=True),
            Run("。"), Run("重点突出", strong=True), Run("，成效明显——群众满意。"),
        )),
        Heading(2, runs("（一）加强政治建设。"), runs(
            "坚持把政治建设摆在首位，组织党员集中学习，做到学习有计划、有记录、有心得，"
            "切实把学习成果转化为推动水务工作高质量发展的实际成效。")),
        Heading(3, runs("1.抓实理论学习。"), runs("制定年度学习计划，每月集中学习不少于一次。")),
        Heading(4, runs("（1）丰富学习形式")),
        List((runs("集中学习与个人自学相结合"), runs("专题党课与现场教学相结合")), ordered=True),
        List((runs("读原著、学原文、悟原理"),)),
        List((runs("再读一遍"),)),
        Table(row("类别", "次数"), (row("主题党日", "12"), row("党课", "4")), ("left", "right")),
        CHART,
        Paragraph(EDITED),
        Table(row("问题", "次数"), ((EDITED[:5], NUMBERS),), ("left", "right")),
        YEARS,
        Picture(MEADOW, runs("图3　党员在河道边清理垃圾")),
        Heading(1, runs("二、下一步计划")),
        Paragraph(runs("<script>alert(1)</script> & ]]> {{7*7}} *一* `二` | 三 \u202ea\u202c 😀")),
        Attachments(runs("附件："), (runs("2021年度活动台账"), runs("存在问题整改台账"))),
        Signature((runs("中共云溪市水务局机关支部委员会"), runs("2021年12月20日")), sealed=True),
        Appendix(runs("附件1"), (Title(runs("2021年度活动台账")), WIDE_TABLE)),
        Appendix(runs("附件2"), (
            Title(runs("存在问题整改台账")), Heading(1, runs("一、问题")),
            Paragraph(runs("共整改问题三项，均已完成。")),
        )),
    ),
    author="中共云溪市水务局机关支部委员会",
    date=datetime.date(2021, 12, 20),
)  # fmt: skip


def documents(text: st.SearchStrategy[str]) -> st.SearchStrategy[Document]:
    """Any document whose words are ``text``."""
    source = st.sampled_from([None, SOURCE])
    edit: st.SearchStrategy[Edit] = st.sampled_from(["", "", "inserted", "deleted"])
    run = st.builds(Run, text, source, st.booleans(), st.booleans(), edit)
    line = st.lists(run, max_size=3).map(tuple)
    level = st.integers(1, 4)
    simple: list[st.SearchStrategy[Block]] = [
        st.builds(RedHead, line, line, line),
        st.builds(Title, line),
        st.builds(Contents, line),
        st.builds(Heading, level, line, line),
        st.builds(Paragraph, line, st.sampled_from(["body", "addressee", "note"])),
        st.builds(List, st.lists(line, min_size=1, max_size=3).map(tuple), st.booleans()),
        tables(line, line),
        st.builds(Chart, line, tables(line, _FIGURES), st.booleans()),
        st.builds(Picture, st.just(MEADOW), line),
        st.builds(Attachments, line, st.lists(line, max_size=3).map(tuple)),
        st.builds(Signature, st.lists(line, max_size=3).map(tuple), st.booleans()),
    ]
    block = st.one_of(simple)
    appendix = st.builds(Appendix, line, st.lists(block, max_size=3).map(tuple))
    blocks = st.lists(st.one_of(*simple, appendix), max_size=5).map(tuple)
    return st.builds(Document, text, blocks, st.just("zh-CN"), text)


_FIGURES: Final = st.one_of(st.integers(0, 10**12).map(str), st.sampled_from(["", "0.5"])).map(runs)


def tables(
    line: st.SearchStrategy[Runs], value: st.SearchStrategy[Runs]
) -> st.SearchStrategy[Table]:
    """Any table with ``line`` in its header and first column, and ``value`` in the others."""

    def of(width: int) -> st.SearchStrategy[Table]:
        cells = st.tuples(line, *[value] * (width - 1))
        return st.builds(
            Table,
            st.tuples(*[line] * width),
            st.lists(cells, max_size=3).map(tuple),
            st.tuples(*[st.sampled_from(["left", "center", "right"])] * width),
        )

    return st.integers(1, 3).flatmap(of)
