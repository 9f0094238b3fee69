"""Wording: slips are found where they are, corrections are right, and clean text is silent."""

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchreport.cli.checking import check_year
from branchreport.cli.correcting import correct
from branchreport.diagnostics import CODES, Severity
from branchreport.facts import Log
from branchreport.records.prose import prose_of
from branchreport.records.year import BranchYear
from branchreport.rules import wording
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding
from branchreport.rules.wording.checks import CHECKS, YEAR_CHECKS
from branchreport.rules.wording.passages import mask, passages
from conftest import EXAMPLES
from test_faults import said

HERE = Path(__file__).parent / "wording"
CLEAN = (HERE / "clean.txt").read_text("utf-8").splitlines()


def year_with(text: object, key: str = "text", **report: object) -> BranchYear:
    """A year whose one section says ``text``."""
    section = {"heading": "学习教育", **({} if key == "heading" else {"text": "概述。"}), key: text}
    return BranchYear.model_validate(
        {"report": {"year": "2021", "branch": "示例支部", **report}, "achievements": [section]}
    )


def found_in(year: BranchYear) -> list[Finding]:
    log = Log(year.activities)
    return list(wording.slips(Case(year, {}, log, Path(), datetime.date(2021, 12, 31))))


def found(text: object, key: str = "text", **report: object) -> list[Finding]:
    return found_in(year_with(text, key, **report))


def place(text: str, finding: Finding) -> int:
    """Where the words of ``finding`` are."""
    assert finding.start is not None
    assert text[finding.start :].startswith(finding.words)
    return finding.start


def corrected(text: str, findings: Iterable[Finding]) -> str:
    """``text`` with everything put in place that may safely stand there."""
    edits = [(place(text, one), one.words, one.put) for one in findings if one.put is not None]
    for start, words, put in sorted(edits, reverse=True):
        text = text[:start] + put + text[start + len(words) :]
    return text


MENDED = [
    ("BR601", "全年开展活动,取得实效;成绩明显.", "全年开展活动，取得实效；成绩明显。"),
    ("BR601", "会议主题:学习党史。", "会议主题：学习党史。"),
    ("BR601", "大家说: “好!”", "大家说：“好！”"),
    ("BR601", "怎么办?怎么干?!", "怎么办？怎么干？！"),
    ("BR601", "采用PPT,会议取得成功。", "采用PPT，会议取得成功。"),
    ("BR601", "共{{ 党课 }},比上年多。", "共{{ 党课 }}，比上年多。"),
    ("BR601", "比例为1:500,图幅为4开。", "比例为1:500，图幅为4开。"),
    ("BR601", "修订《办法(试行)》。", "修订《办法（试行）》。"),
    ("BR601", "修订办法（试行)和细则(草案）。", "修订办法（试行）和细则（草案）。"),
    ("BR601", "参加活动(含志愿服务、义务劳动)。", "参加活动（含志愿服务、义务劳动）。"),
    ("BR601", "重点：(1)学习；(2)服务。", "重点：（1）学习；（2）服务。"),
    ("BR601", "共开展(其中{{ 党课 }})。", "共开展（其中{{ 党课 }}）。"),
    ("BR603", "（一）、加强学习。", "（一）加强学习。"),
    ("BR603", "要点：（1）.加强学习；（2）.改进作风。", "要点：（1）加强学习；（2）改进作风。"),
    ("BR604", "一.加强学习。", "一、加强学习。"),
    ("BR604", "二，改进作风。", "二、改进作风。"),
    ("BR604", "1、加强学习；2、改进作风。", "1.加强学习；2.改进作风。"),
    ("BR604", "3．严守纪律。", "3.严守纪律。"),
    ("BR605", "首先、要学；其次、要用；最后、要评。", "首先，要学；其次，要用；最后，要评。"),
    ("BR605", "第一、加强学习；第二、改进作风。", "第一，加强学习；第二，改进作风。"),
    ("BR605", "其一、人手不足。", "其一，人手不足。"),
    ("BR606", "机关、企业、学校...到处都有。", "机关、企业、学校……到处都有。"),
    ("BR606", "机关、企业、学校。。。到处都有。", "机关、企业、学校……到处都有。"),
    ("BR606", "机关、企业、学校…到处都有。", "机关、企业、学校……到处都有。"),
    ("BR606", "青禾县--一座小城。", "青禾县——一座小城。"),
    ("BR606", "青禾县———一座小城。", "青禾县——一座小城。"),
    ("BR607", "全年，，开展活动。。", "全年，开展活动。"),
    ("BR607", "开展活动；。", "开展活动。"),
    ("BR607", "真好！！！！", "真好！！！"),
    ("BR607", "怎么办？。", "怎么办？"),
    ("BR607", "全年， 开展 “学习” 活动 。", "全年，开展 “学习” 活动。"),
    ("BR607", "做到“ 学习”和（ 落实 ）。", "做到“学习”和（落实）。"),
    ("BR607", "全年，\u3000开展活动。", "全年，开展活动。"),
    ("BR608", "购置图书、期刊、等用品。", "购置图书、期刊等用品。"),
    ("BR609", '用好"学习强国"平台。', "用好“学习强国”平台。"),
    ("BR609", "落实'三会一课'制度。", "落实“三会一课”制度。"),
    ("BR609", "他说：“落实'三会一课'。”", "他说：“落实‘三会一课’。”"),
    ("BR609", '做到"会前有准备、会上有记录"。', "做到“会前有准备、会上有记录”。"),
    (
        "BR609",
        '以“党员示范岗"“党员责任区”为抓手，打造“守护清河”品牌。',
        "以“党员示范岗”“党员责任区”为抓手，打造“守护清河”品牌。",
    ),
    ("BR609", '扎实开展"不忘初心"主题教育', "扎实开展“不忘初心”主题教育"),
    ("BR611", "一是抓学习；二是抓服务；", "一是抓学习；二是抓服务。"),
    ("BR614", "印发通知（青档党[2021]5号）。", "印发通知（青档党〔2021〕5号）。"),
    ("BR614", "印发通知，青档党（2021）第05号。", "印发通知，青档党〔2021〕5号。"),
    ("BR614", "印发青档党〔2021〕第12号。", "印发青档党〔2021〕12号。"),
    ("BR616", "学习《关于印发《章程》的通知》。", "学习《关于印发〈章程〉的通知》。"),
    ("BR616", "他说：“落实“三会一课”。”", "他说：“落实‘三会一课’。”"),
    ("BR621", "开展活动１２次，占９５．５%。", "开展活动12次，占95.5%。"),
    ("BR623", "修改三、四次，走访五、六十户。", "修改三四次，走访五六十户。"),
    ("BR625", "二○二一年，二零二〇年，二O一九年。", "二〇二一年，二〇二〇年，二〇一九年。"),
    ("BR625", "二〇二一年3月。", "2021年3月。"),
    ("BR625", "二零二一年3月。", "2021年3月。"),
    ("BR625", "2021年三月召开，2021年十二月二十日结束。", "2021年3月召开，2021年12月20日结束。"),
    ("BR626", "完成15～30%。", "完成15%～30%。"),
    ("BR626", "投资9～16亿元。", "投资9亿元～16亿元。"),
    ("BR626", "每周3-5次，每次2 ~ 3天。", "每周3～5次，每次2～3天。"),
    ("BR626", "2021-2023年，其中5-6月。", "2021—2023年，其中5—6月。"),
    ("BR626", "2020——2021年。", "2020—2021年。"),
]
"""What is wrong, and what it is after all that is safe was put in place."""

SHOWN = [
    ("BR601", "学习卡尔.马克思的著作。", "."),
    ("BR602", "“党建品牌。", "“"),
    ("BR602", "党建“品牌“创建。", "“"),
    ("BR602", "党建”品牌”创建。", "”"),
    ("BR602", "学习《党章》》。", "》"),
    ("BR602", "修订（草案。", "（"),
    ("BR602", "学习）党章。", "）"),
    ("BR607", "，开展活动。", "，"),
    ("BR607", "开展活动。，取得实效。", "。，"),
    ("BR608", "购置图书、期刊……等用品。", "……"),
    ("BR609", '用好"学习强国平台。', '"'),
    ("BR611", "一是抓学习；二是抓服务。三是抓作风。", "。"),
    ("BR611", "一是抓学习。抓细；二是抓服务。", "；"),
    ("BR611", ["一是抓学习。", "二是抓服务；", "三是抓作风。"], "；"),
    ("BR612", "一是抓学习；三是抓作风。", "三是"),
    ("BR612", "一是抓学习；一是抓作风。", "一是"),
    ("BR612", "二是抓学习；三是抓作风。", "二是"),
    ("BR612", "一是抓学习；二是抓服务；二是抓作风。", "二是"),
    ("BR613", "学习《章程》、《准则》《条例》。", "、"),
    ("BR613", "评出“标兵”“能手”，“先锋”、“模范”“新星”。", "、"),
    ("BR613", "学习《甲》、《乙》、《丙》，贯彻《丁》《戊》。", "》《"),
    ("BR615", "参加《党史故事分享会》。", "《党史故事分享会》"),
    ("BR615", "获得《优秀学员证书》。", "《优秀学员证书》"),
    ("BR616", "修订（含附件（两份））。", "（"),
    ("BR616", "他说：“要落实“三会、一课”制度。”", "“"),
    ("BR622", "截至21年底，已经完成。", "21年"),
    ("BR622", "自20年3月起施行。", "20年"),
    ("BR624", "收入3千5百元。", "3千5百"),
    ("BR624", "共4千人。", "4千"),
    ("BR627", "外出三十余次，上门30余次。", "三十余次"),
    ("BR631", "《***局党委文件》。", "***"),
    ("BR631", "××局党委。", "××"),
    ("BR631", "20XX年。", "XX"),
    ("BR631", "×月召开。", "×"),
    ("BR631", "张*同志。", "*"),
    ("BR631", "某某同志。", "某某"),
    ("BR631", "参加【待补：人数】。", "【待补：人数】"),
    ("BR631", "参加人数待补充。", "待补充"),
    ("BR631", "地点（请填写地点）。", "（请填写地点）"),
    ("BR631", "地点：____。", "____"),
    ("BR631", "地点（ ）。", "（ ）"),
    ("BR631", "参加人数【数据待核】。", "【数据待核】"),
    ("BR631", "参加人数为？人。", "？"),
    ("BR631", "待定", "待定"),
    ("BR631", "待补充。", "待补充"),
    ("BR631", "学习《》。", "《》"),
    ("BR631", "地点：TODO。", "TODO"),
    (
        "BR632",
        "坚持把民主集中制贯穿议事决策各个环节，成效明显；坚持把民主集中制贯穿议事决策各个环节。",
        "坚持把民主集中制贯穿议事决策各个环节",
    ),
    (
        "BR632",
        "会前要定好题目，会上要谈体会；记住会前要定好题目，会上要谈体会。",
        "会前要定好题目，会上要谈体会",
    ),
    ("BR633", "三会一课按期开展，“三会一课”记录完整。", "三会一课"),
    ("BR633", "用好“学习强国”平台，在学习强国平台发布信息。", "学习强国"),
]
"""What is wrong and only shown, with the words that are shown."""


@pytest.mark.parametrize(("code", "wrong", "right"), MENDED)
def test_what_is_mended(code: str, wrong: str, right: str) -> None:
    findings = found(wrong)
    assert {finding.code for finding in findings} <= {code}
    assert corrected(wrong, findings) == right
    assert found(right) == []


def test_straight_marks_around_and_within_a_paragraph_are_not_corrected() -> None:
    slips = found('"扎实开展"不忘初心"主题教育"')
    assert [(slip.code, slip.put) for slip in slips] == [("BR609", None)] * 2


@pytest.mark.parametrize(("code", "text", "words"), SHOWN)
def test_what_is_shown(code: str, text: str | list[str], words: str) -> None:
    (finding,) = found(text)
    assert (finding.code, finding.words, finding.put) == (code, words, None)


HEADINGS = [
    ("BR610", "heading", "学习教育情况。", "学习教育情况"),
    ("BR610", "heading", "学习教育情况:", "学习教育情况"),
    ("BR610", "points", ["加强学习；", "改进作风。"], ["加强学习", "改进作风"]),
    ("BR617", "heading", "一、学习教育情况", "学习教育情况"),
    ("BR617", "heading", "（一）学习教育情况", "学习教育情况"),
    ("BR617", "heading", "(2)学习教育情况", "学习教育情况"),
    ("BR617", "heading", "3. 学习教育情况", "学习教育情况"),
    ("BR617", "heading", "4、学习教育情况", "学习教育情况"),
    ("BR617", "heading", "第一，学习教育情况", "学习教育情况"),
    ("BR617", "heading", "①学习教育情况", "学习教育情况"),
    ("BR617", "heading", "一、“一岗双责”落实情况", "“一岗双责”落实情况"),
    ("BR617", "points", ["一是加强学习", "二是改进作风"], ["加强学习", "改进作风"]),
]


@pytest.mark.parametrize(("code", "key", "wrong", "right"), HEADINGS)
def test_what_the_template_adds(
    code: str, key: str, wrong: str | list[str], right: str | list[str]
) -> None:
    findings = found(wrong, key)
    assert {finding.code for finding in findings} == {code}
    texts = [wrong] if isinstance(wrong, str) else wrong
    by_text = [[one for one in findings if one.location[-1] in (key, i)] for i in range(len(texts))]
    mended = [corrected(text, ones) for text, ones in zip(texts, by_text, strict=True)]
    assert mended == ([right] if isinstance(right, str) else right)
    assert found(right, key) == []


def test_a_mark_at_the_end_of_a_point_is_a_note_for_it_is_not_printed_twice() -> None:
    (finding,) = found(["加强学习。"], "points")
    assert finding.severity is Severity.NOTE


def test_other_templates_number_and_end_no_points() -> None:
    assert found(["一是加强学习；", "二是改进作风。"], "points", template="annual-report") == []
    (finding,) = found("学习教育情况。", "heading", template="annual-report")
    assert finding.code == "BR610"


@pytest.mark.parametrize("heading", [
    "怎么学？怎么干！", "青禾县……", "一、二年级学生", "一、二季度工作", "1.5万户改造", "3·15活动",
    "（试行）", "第一书记工作", "3、4月工作", "“一岗双责”落实情况", "“党建+”工作开展情况",
    "关于Vol.",
])  # fmt: skip
def test_good_headings_are_left_alone(heading: str) -> None:
    assert found(heading, "heading") == []


@pytest.mark.parametrize("line", CLEAN)
def test_clean_text_is_silent(line: str) -> None:
    assert found(line) == []


def test_there_is_much_clean_text_and_none_twice() -> None:
    assert len(CLEAN) == len(set(CLEAN)) >= 150


@pytest.mark.parametrize("text", [
    "成立人民团体（以下简称“团体”），并按《团体章程（试行）》开展活动。",
    "第三条第（二）项、第（三）项。",
    "（一）、（二）两项已完成。",
    "落实等级制度，实行差额选举、等额选举。",
    "他在《“十四五”规划与“双碳”目标》一文中提出建议。",
    "共同学习《关于〈条例〉的说明》。",
    "一是一，二是二，不能含糊。",
    "原因有两方面：一是时间紧；二是任务重。办法也有两个：一是早部署；二是常督促。",
    "他说，是否可行？是！",
    "档案编号为A-2021-012，页码为3-5。",
    "联系电话：0591-8765-4321，手机：13800000000。",
    "以习近平新时代中国特色社会主义思想为指导，深入学习习近平新时代中国特色社会主义思想。",
    "云溪市水务局机关党支部委员会研究，云溪市水务局机关党支部委员会决定。",
    "学习《中国共产党支部工作条例（试行）》，落实《中国共产党支部工作条例（试行）》。",
    "学习省委十一届三、四次全会精神，传达三、四次会议要求，获得二、三名。",
    "要点：1）加强学习；2）改进作风。",
    "召开党史学习教育专题组织生活会前谈心，党史学习教育专题组织生活会后整改。",
    "“安全生产”主题党日之后，举办了安全生产知识讲座。",
    "共{{ 党课 }}、{{ 主题党日 }}，比例为{{ 党课 }}:{{ 主题党日 }}。",
    '数据见{{ 数["“我为群众办实事”,活动"] }}。',
])  # fmt: skip
def test_what_only_looks_like_a_slip_is_left_alone(text: str) -> None:
    assert found(text) == []


QUOTATION = ["“第一段引文。", "“第二段引文。”"]


def test_a_quotation_of_several_paragraphs_closes_once() -> None:
    assert found(QUOTATION) == []
    assert [one.code for one in found(QUOTATION[:1])] == ["BR602"]


def test_one_fault_is_one_finding() -> None:
    assert [one.code for one in found("（一)、加强学习(试行)。")] == ["BR603", "BR601", "BR601"]
    assert [one.code for one in found("（一）、学习教育。", "heading")] == ["BR617", "BR610"]


@pytest.mark.parametrize(
    "text", ['A, b (c) "d"...', "The club’s “open day”, held in May; 12-14.", "1、"]
)
def test_what_holds_no_chinese_is_not_looked_at(text: str) -> None:
    year = BranchYear.model_validate(
        {
            "report": {"year": "2021", "branch": "Club"},
            "achievements": [{"heading": "A", "text": text}],
        }
    )
    assert found_in(year) == []


@pytest.mark.parametrize("folder", EXAMPLES.values(), ids=EXAMPLES)
def test_the_examples_are_silent(folder: Path) -> None:
    year = check_year(folder).loaded.value
    assert year is not None
    assert found_in(year) == []


def test_what_is_no_wording_is_masked_in_its_length() -> None:
    text = "见{{ 党课 }}，https://a.example/x,y与a.b@c.example、纪要（1）.docx，第3.5条。"
    masked = mask(text)
    assert len(masked) == len(text)
    assert "".join(character for character in masked if character >= " ") == (
        "见" + "\ufffc" * 8 + "，,y与、，第3.5条。"
    )


def test_every_prose_of_a_year_is_looked_at() -> None:
    texts = iter(f"第{number}段" for number in range(99))
    section = {"heading": next(texts), "text": next(texts), "points": [next(texts)]}
    year = BranchYear.model_validate({
        "report": {"year": "2021", "branch": "支部", "title": next(texts), "opening": next(texts),
                   "closing": next(texts)},
        "activities": [{"date": "2021-03-05", "kind": "党课", "content": next(texts)}],
        "achievements": [section | {"sections": [section | {"sections": [section]}]}],
        "shortcomings": [{"id": "一", "problem": next(texts), "cause": next(texts),
                          "measures": [next(texts)]}],
        "plans": [{"id": "二", "heading": next(texts), "text": next(texts)}],
    })  # fmt: skip
    looked_at = {
        (*passage.location, *index)
        for passage in passages(year)
        for index in ([()] if isinstance(passage.text, str) else [(i,) for i in range(9)])
    }
    assert {location for location, _ in prose_of(year)} <= looked_at


@pytest.mark.parametrize(
    "head",
    [
        {"title_note": "王某某"},
        {"red_head": {"issuer": "王某某"}},
        {"red_head": {"issuer": "示例委员会文件", "number": "王某某"}},
        {"red_head": {"issuer": "示例委员会文件", "number": "示委〔2021〕5号", "signer": "王某某"}},
    ],
)
def test_what_stands_above_the_text_is_looked_at(head: dict[str, Any]) -> None:
    (finding,) = found("概述。", **head)
    location: tuple[str | int, ...] = ("report", *head)
    if isinstance(inner := head.get("red_head"), dict):
        location = (*location, list(inner)[-1])
    assert (finding.code, finding.location, finding.words) == ("BR631", location, "某某")


def test_the_name_of_a_count_is_not_changed_under_its_quotes() -> None:
    year = BranchYear.model_validate(
        {
            "report": {"year": "2021", "branch": "支部"},
            "counts": [{"name": "测试(专题)", "value": "2次"}],
        }
    )
    (finding,) = found_in(year)
    assert (finding.code, finding.words, finding.put) == ("BR601", "(专题)", None)


def test_findings_have_a_bound() -> None:
    assert len(found("中,文" * 5000)) <= 1100
    assert len(found(["1、学习"] * 5000)) <= 1100


# Laws

ALPHABET = (
    "中文一二三十是第其首先最后等年月日次，。；：、！？“”‘’（）《》〈〉【】—…～"
    ",.;:?!()'\"-~*×X 12０５〇○局"
)
WRONG = [wrong for _, wrong, _ in MENDED] + [text for _, text, _ in SHOWN if isinstance(text, str)]
PIECE = st.one_of(
    st.text(st.sampled_from(ALPHABET), min_size=1, max_size=12), st.sampled_from(WRONG)
)
TEXT = st.lists(PIECE, min_size=1, max_size=4).map(lambda pieces: " ".join("".join(pieces).split()))
TEXT = TEXT.filter(lambda text: any(character in text for character in "中文一学"))
TEXTS = st.one_of(TEXT, st.lists(TEXT, min_size=1, max_size=3).map("\n".join))


@given(TEXTS)
def test_a_slip_lies_in_one_paragraph_and_changes_it(text: str) -> None:
    for check in CHECKS:
        for slip in check.find(f"\n{text}\n\n"):
            words = f"\n{text}\n\n"[slip.start : slip.end]
            assert words
            assert "\n" not in words
            assert slip.put != words


@given(TEXTS)
def test_a_check_needs_what_its_line_says(text: str) -> None:
    for check in CHECKS:
        if list(check.find(f"\n{text}\n\n")):
            assert all(set(group) & set(text) for group in check.needs), check


@given(TEXT)
def test_corrections_come_to_an_end(text: str) -> None:
    for _ in range(8):
        text = corrected(text, found(text))
    assert corrected(text, found(text)) == text


@given(TEXT)
def test_a_finding_is_where_the_engine_looks_for_it(text: str) -> None:
    for finding in found(text):
        start = place(text, finding)
        assert text[start : start + len(finding.words)] == finding.words


# Whole years


def test_every_slip_of_a_real_summary_is_found(
    expect: Callable[[str, Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HERE)
    file = Path("defects.yaml")
    expect(f"{said(file, 'en')}\n{said(file, 'zh')}", HERE / "defects.txt")


def test_all_slips_are_corrected_in_the_file(tmp_path: Path) -> None:
    wrong = "".join(f"      {text}\n" for _, text, _ in MENDED)
    right = "".join(f"      {text}\n" for _, _, text in MENDED)
    head = "报告:\n  年度: 2021\n  支部: 支部\n工作:\n  - 标题: 一\n    正文: |\n"
    file = tmp_path / "year.yaml"
    file.write_text(head + wrong, "utf-8")
    _checked, desk = correct([file])
    assert desk.read(file).decode() == head + right


def test_every_code_of_wording_has_a_check() -> None:
    codes = {check.code for check in CHECKS} | {code for code, _ in YEAR_CHECKS}
    assert codes == {code for code in CODES if code.startswith("BR6")}
