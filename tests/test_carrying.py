"""What a Word file says differently from the records: found, told, and written into them."""

import copy
import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run
from jsonschema import Draft202012Validator

from branchreport.cli.correcting import write_together
from carried import by_hand, rendered, retyped, without, words_of, written
from conftest import EXAMPLES, ROOT, Completed
from making import picture, word_file_of

Check = Callable[..., Completed]
SCHEMA = json.loads((ROOT / "schemas" / "document-diff-output.schema.json").read_text("utf-8"))
CARRIED = (
    "总结.docx says what the records say; the changes made by hand in it are all in the records"
)
JUDGE = Draft202012Validator(SCHEMA)


@pytest.fixture
def year(tmp_path: Path) -> Path:
    return written(tmp_path / "2024")


def diff(check: Check, *arguments: str | Path, code: int = 0) -> str:
    done = check("diff", "2024", "总结.docx", *arguments)
    assert (done.returncode, done.stderr) == (code, b"")
    return done.stdout.decode().replace("2024\\", "2024/")


def differences(check: Check, *arguments: str, code: int = 0) -> list[dict[str, Any]]:
    said = json.loads(diff(check, "--to", "json", *arguments, code=code))
    JUDGE.validate(said)
    found: list[dict[str, Any]] = said["differences"]
    assert said["same"] is not bool(found)
    return found


def save(year: Path, data: bytes) -> None:
    (year.parent / "总结.docx").write_bytes(data)


def told(check: Check) -> list[tuple[str, str, str | None]]:
    """Kind, what the file says, and why it is left, of each difference."""
    return [(each["kind"], each["document"], each["reason"]) for each in differences(check)]


def by_python_docx(data: bytes, hand: Callable[[Any], None]) -> bytes:
    document = docx.Document(io.BytesIO(data))
    hand(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def found(document: Any, words: str) -> Any:
    return next(each for each in document.paragraphs if words in each.text)


def test_the_schema_is_sound() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_fresh_document_says_what_the_records_say(
    name: str, check: Check, tmp_path: Path
) -> None:
    (tmp_path / "a.docx").write_bytes(word_file_of(EXAMPLES[name]))
    done = check("diff", EXAMPLES[name], "a.docx", "--exit-code")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"a.docx says what the records say\n"


def test_each_correction_is_told_with_its_record_and_place(year: Path, check: Check) -> None:
    rendered(
        year,
        year.parent / "总结.docx",
        ("参与面较广", "参与面很广"),
        ("主题党日2次", "主题党日3次"),
        ("32户", "35户"),
        ("二、存在不足", "二、主要不足"),
        ("2024年12月20日", "2024年12月21日"),
    )
    assert (
        diff(check)
        == """\
other words: section “学习教育”
 --> 2024/工作.yaml:3:9   under “（一）学习教育”
  | 全年开展主题党日2次，党员参与面[-较-]{+很+}广，学习成效明显。一是读书会'每月一次'，轮流主…
  = can be written into the records with --apply

another number: count “主题党日”
 --> 2024/其他.yaml:2:5   under “（一）学习教育”
  | 全年开展主题党日[-2-]{+3+}次，党员参与面较广，学习成效明显。一是读书会'每…
  = help: “主题党日” is counted from 2 records; correct these, not the number

another number: count “结对户”
 --> 2024/其他.yaml:5:5   under “（一）学习教育”
  | …"，路径 C:\\书架 不变；三是与社区结对，联系[-32-]{+35+}户，分组走访，及时回访。
  = can be written into the records with --apply

other words of the template
 --> under “二、存在不足及整改措施”
  | 二、[-存在-]{+主要+}不足及整改措施
  = help: no record says this; change the template, or leave it as it is

another value: report
 --> 2024/报告.yaml:12:9
  | 2024年12月[-20-]{+21+}日
  = help: records write it in a form of their own; change the record by hand

5 differences, 2 of them can be written into the records with --apply
"""
    )
    assert diff(check, "--exit-code", code=1)


def test_what_is_clear_is_written_into_the_records(year: Path, check: Check) -> None:
    before = {file.name: file.read_bytes() for file in year.iterdir()}
    rendered(
        year,
        year.parent / "总结.docx",
        ("参与面较广", "参与面很广"),
        ("读书会'每月", "读书会'每半月"),
        ('记"笔记"', '记"读书笔记"'),
        ("分组走访", "分片走访"),
        ("第二段讲学习", "第二段谈学习"),
        ("更加健全", "日益健全"),
        ("32户", "35户"),
        ("主题党日2次", "主题党日3次"),
    )
    said = diff(check, "--apply", code=1)
    assert said.count("  = written into the records\n") == 7
    assert said.endswith("\n8 differences: 7 written into the records, 1 left\n")
    expected = {
        "工作.yaml": [
            ("参与面较广", "参与面很广"),
            ("''每月一次", "''每半月一次"),
            ('\\"笔记', '\\"读书笔记'),
            ("分组走访", "分片走访"),
            ("更加健全", "日益健全"),
        ],
        "报告.yaml": [("第二段讲学", "第二段谈学")],
        "其他.yaml": [("数值: 32户  ", "数值: 35户  ")],
    }
    for name, changes in expected.items():
        text = before[name].decode()
        for old, new in changes:
            assert text.count(old) == 1
            text = text.replace(old, new)
        assert (year / name).read_bytes().decode() == text
    assert told(check) == [("figure", "3次", "counted")]


def test_a_text_that_its_form_cannot_hold_is_put_in_quotes(year: Path, check: Check) -> None:
    rendered(year, year.parent / "总结.docx", ("时间抓得不紧", "时间: 抓得不紧 # 忙"))
    assert "1 difference: 1 written" in diff(check, "--apply")
    assert '    原因: "时间: 抓得不紧 # 忙"\n' in (year / "其他.yaml").read_text("utf-8")
    assert diff(check) == f"{CARRIED}\n"


def test_what_would_come_true_otherwise_is_left(year: Path, check: Check) -> None:
    rendered(year, year.parent / "总结.docx", ("不够深入。", "不够！\u3000。"), ("32户", "35户"))
    before = (year / "其他.yaml").read_text("utf-8")
    said = diff(check, "--apply", code=1)
    assert "  = left: with it, the records would be wrong or say something else\n" in said
    assert (year / "其他.yaml").read_text("utf-8") == before.replace("32户", "35户")


def test_the_end_that_a_template_puts_is_not_written(year: Path, check: Check) -> None:
    rendered(year, year.parent / "总结.docx", ("时间抓得不紧。", "时间抓得不紧，忙乱。"))
    diff(check, "--apply")
    assert "    原因: 时间抓得不紧，忙乱\n" in (year / "其他.yaml").read_text("utf-8")


def test_what_is_said_in_two_places_is_left_unless_both_say_the_same(
    year: Path, check: Check
) -> None:
    text = (year / "工作.yaml").read_text("utf-8")
    (year / "工作.yaml").write_text(text.replace("监督更加", "{{ 结对户 }}监督更加"), "utf-8")
    fresh = word_file_of(year)
    save(year, retyped(fresh, ("联系32户", "联系35户")))
    assert told(check) == [("figure", "35户", "said in several ways")]
    save(year, retyped(fresh, ("联系32户", "联系35户"), ("32户监督", "35户监督")))
    assert told(check) == [("figure", "35户", None)] * 2


def test_a_change_beyond_one_field_is_left(year: Path, check: Check) -> None:
    rendered(year, year.parent / "总结.docx", ("主题党日2次，党员", "活动，党员"))
    assert told(check) == [
        (
            "words",
            "全年开展活动2次，党员参与面较广，学习成效明显。",
            "beyond one field",
        ),
        ("figure", "", "counted"),
    ]


def test_records_that_changed_since_are_told_apart(year: Path, check: Check) -> None:
    rendered(year, year.parent / "总结.docx", ("参与面较广", "参与面很广"))
    text = (year / "工作.yaml").read_text("utf-8")
    text = text.replace("更加健全", "日益健全").replace("成效明显", "成效显著")
    (year / "工作.yaml").write_text(text, "utf-8")
    both, stale = sorted(differences(check), key=lambda each: str(each["reason"]))
    assert (stale["kind"], stale["stale"]) == ("stale", False)
    assert (both["kind"], both["stale"], both["reason"]) == ("words", True, "records changed")
    assert "render again" in diff(check)
    assert "2 differences: 0 written into the records, 2 left" in diff(check, "--apply", code=1)
    assert (year / "工作.yaml").read_text("utf-8") == text


def test_pieces_that_were_taken_out_put_in_moved_joined_and_split(year: Path, check: Check) -> None:
    fresh = word_file_of(year)

    def take_out(document: Any) -> None:
        paragraph = found(document, "一是学习 reading")._p
        paragraph.getparent().remove(paragraph)

    def put_in(document: Any) -> None:
        found(document, "一是学习 reading").insert_paragraph_before("另有一处不足。")

    def move(document: Any) -> None:
        found(document, "城东街道")._p.addnext(found(document, "请上级批评")._p)

    def join(document: Any) -> None:
        first, second = found(document, "制度更加"), found(document, "监督更加")
        for each in list(second._p):
            if each.tag != qn("w:pPr"):
                first._p.append(each)
        second._p.getparent().remove(second._p)

    def split(document: Any) -> None:
        paragraph = found(document, "制定学习计划")
        run = next(each for each in paragraph.runs if "，按月" in each.text)
        at = run.text.index("按月")
        rest = copy.deepcopy(run._r)
        later = list(run._r.itersiblings())
        Run(rest, paragraph).text = run.text[at:]
        run.text = run.text[:at]
        new = OxmlElement("w:p")
        paragraph._p.addnext(new)
        for each in (rest, *later):
            new.append(each)

    expected = {
        take_out: ("deleted", ""),
        put_in: ("added", "另有一处不足。"),
        move: ("moved", "请上级批评指正。"),
        join: ("joined", "制度更加健全，见 notes # 3。监督更加有力。"),
        split: ("split", "（一）抓好学习。制定学习计划，\n按月落实。年度目标为主题党日不少于3次。"),
    }
    for hand, (kind, words) in expected.items():
        save(year, by_python_docx(fresh, hand))
        assert told(check) == [(kind, words, "piece")]
        assert "0 written into the records, 1 left" in diff(check, "--apply", code=1)


def test_rows_and_cells_of_a_table_are_told_by_their_records(check: Check, tmp_path: Path) -> None:
    def hand(document: Any) -> None:
        table = document.tables[1]
        row = table.rows[3]._tr
        row.getparent().remove(row)
        table.cell(1, 3).paragraphs[0].runs[0].text = "见台账"
        copied = copy.deepcopy(table.rows[4]._tr)
        table.rows[4]._tr.addnext(copied)
        for number, cell in enumerate(copied.iter(qn("w:tc"))):
            for text in cell.iter(qn("w:t")):
                text.text = f"新{number}"

    (tmp_path / "a.docx").write_bytes(by_python_docx(word_file_of(EXAMPLES["2021"]), hand))
    done = check("diff", EXAMPLES["2021"], "a.docx", "--to", "json")
    kinds = [
        (each["kind"], (each["record"] or {}).get("record"), each["document"].strip())
        for each in json.loads(done.stdout)["differences"]
    ]
    assert ("deleted", "count “安全生产知识讲座”", "") in kinds
    assert ("added", None, "新0\t新1\t新2\t新3") in kinds
    assert ("template", "count “警示教育片”", "见台账") in [
        (kind, record or "count “警示教育片”", words) for kind, record, words in kinds
    ]


def test_comments_stand_at_their_records(year: Path, check: Check) -> None:
    def hand(document: Any) -> None:
        paragraph = found(document, "全年开展主题党日")
        document.add_comment(paragraph.runs, text="请核对", author="王局长", initials="W")
        document.add_comment(paragraph.runs, text="出处", author="branchreport", initials="b")

    save(year, by_python_docx(word_file_of(year), hand))
    (remark,) = differences(check)
    assert (remark["kind"], remark["document"], remark["author"]) == ("comment", "请核对", "王局长")
    assert remark["record"]["record"] == "section “学习教育”"
    assert "  | “请核对” (王局长)\n" in diff(check)


def test_tracked_changes_are_read_as_accepted(year: Path, check: Check) -> None:
    def hand(document: Any) -> None:
        paragraph = found(document, "请上级批评指正")
        change = OxmlElement("w:ins")
        for name, value in (("id", "900"), ("author", "李"), ("date", "2024-12-24T10:00:00Z")):
            change.set(qn(f"w:{name}"), value)
        run = copy.deepcopy(paragraph.runs[0]._r)
        Run(run, paragraph).text = "敬"
        paragraph.runs[0]._r.addprevious(change)
        change.append(run)

    save(year, by_python_docx(word_file_of(year), hand))
    assert told(check) == [("words", "敬请上级批评指正。", None)]
    assert "  = changes are tracked here, and read as accepted\n" in diff(check)
    diff(check, "--apply")
    assert "    敬请上级批评指正。\n" in (year / "报告.yaml").read_text("utf-8")


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize("ledger", ["kept", "lost", "lost with its digest"])
def test_files_that_programs_took_something_from(
    ledger: str, marks: bool, year: Path, check: Check
) -> None:
    edited = retyped(word_file_of(year), ("参与面较广", "参与面很广"))
    parts = () if ledger == "kept" else ("customXml/",)
    save(year, without(edited, *parts, marks=marks, digest="digest" not in ledger))
    known = "digest" not in ledger
    reason = None if known else "ledger missing"
    assert [each[2] for each in told(check)] == [reason]
    said = diff(check)
    note = "note: 总结.docx does not hold what it said when it was written; its parts are found"
    assert said.startswith(note) is not known
    assert said.endswith(f"1 difference, {int(known)} of them can be written into the records"
                         " with --apply\n")  # fmt: skip


def test_nothing_is_written_where_somebody_else_wrote(
    year: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered(year, year.parent / "总结.docx", ("参与面较广", "参与面很广"), ("32户", "35户"))

    def late(desk: Any) -> bool:
        with (year / "其他.yaml").open("a", encoding="utf-8") as file:
            file.write("# 有人改过\n")
        return write_together(desk)

    monkeypatch.setattr("branchreport.cli.carrying.write_together", late)
    before = (year / "工作.yaml").read_bytes()
    done = check("diff", "2024", "总结.docx", "--apply")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"has changed meanwhile, and is left alone" in done.stderr
    assert (year / "工作.yaml").read_bytes() == before


def test_files_that_may_not_be_written_are_left(year: Path, check: Check) -> None:
    rendered(year, year.parent / "总结.docx", ("参与面较广", "参与面很广"), ("32户", "35户"))
    outside = year.parent / "elsewhere.yaml"
    (year / "其他.yaml").rename(outside)
    (year / "其他.yaml").symlink_to(outside)
    before = outside.read_bytes()
    said = diff(check, "--apply", code=1)
    assert "  = left: the file of the records may not be written\n" in said
    assert said.endswith("2 differences: 1 written into the records, 1 left\n")
    assert outside.read_bytes() == before


MISUSES = [
    (("2024", "a.docx", "b.docx"), "a Word file is set beside the records of one year"),
    (("a.docx", "b.docx"), "a Word file is set beside the records of one year"),
    (("2024", "总结.docx", "--stat"), "--stat does not go with a Word file"),
    (("2024", "总结.docx", "-o", "x.txt"), "--output does not go with a Word file"),
    (("2024", "总结.docx", "--to", "csv"), "there is no form “csv”"),
    (("2024", "2024", "--apply"), "--apply needs a Word file"),
    (("2024", "none.docx"), "none.docx cannot be read: there is no such file or folder"),
    (("2024", "text.docx"), "text.docx cannot be used: the file is no Word file, or it is damaged"),
    (("2024", "other.docx"), "other.docx hardly says anything that the records say"),
]


@pytest.mark.parametrize(("arguments", "message"), MISUSES)
def test_misuse_is_told_in_one_line(
    arguments: tuple[str, ...], message: str, year: Path, check: Check
) -> None:
    fresh = word_file_of(year)
    for name in ("a.docx", "b.docx", "总结.docx"):
        (year.parent / name).write_bytes(fresh)
    (year.parent / "text.docx").write_text("no zip", "utf-8")
    (year.parent / "other.docx").write_bytes(word_file_of(EXAMPLES["english"]))
    done = check("diff", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    first, second = done.stderr.decode().splitlines()
    assert first == f"error: {message}"
    assert second.startswith(" = help: ")


def test_a_word_file_is_known_without_its_name(year: Path, check: Check) -> None:
    (year.parent / "sent").write_bytes(word_file_of(year))
    done = check("diff", "sent", "2024")
    assert done.stdout == b"sent says what the records say\n"


def test_records_with_errors_are_shown(year: Path, check: Check) -> None:
    save(year, word_file_of(year))
    (year / "工作.yaml").write_text("工作:\n  - 正文: 无题\n", "utf-8")
    done = check("diff", "2024", "总结.docx")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"error BR203" in done.stderr


def test_both_ways_into_the_command_agree(year: Path, check: Check) -> None:
    save(year, retyped(word_file_of(year), ("参与面较广", "参与面很广")))
    assert diff(check) == diff(check, "--to", "text")


def test_the_document_is_not_touched(year: Path, check: Check) -> None:
    edited = retyped(word_file_of(year), ("参与面较广", "参与面很广"))
    save(year, edited)
    diff(check, "--apply")
    assert (year.parent / "总结.docx").read_bytes() == edited


def test_words_of_a_copy_are_those_of_the_body(year: Path) -> None:
    seen: list[str] = []
    by_hand(word_file_of(year), lambda body: seen.extend(map(words_of, body.iter(qn("w:p")))))
    assert "请上级批评指正。" in seen


def test_what_a_conflict_left_out_is_not_taken_from_the_records(year: Path, check: Check) -> None:
    save(year, retyped(word_file_of(year), ("请上级批评指正", "恳请上级批评指正")))
    records = year / "报告.yaml"
    newer = records.read_text("utf-8").replace("批评指正。", "多多批评指正。")
    records.write_text(newer, "utf-8")
    assert check("render", "2024", "-o", "总结.docx", "--merge").returncode == 1
    told_once = told(check)
    assert ("words", "恳请上级批评指正。", "conflict") in told_once
    assert "settle it in Word, and delete the comment" in diff(check)
    diff(check, "--apply", code=1)
    assert records.read_text("utf-8") == newer

    def settle(document: Any) -> None:
        for mark in document.element.xpath(
            "//w:commentRangeStart | //w:commentRangeEnd | //w:r[w:commentReference]"
        ):
            mark.getparent().remove(mark)

    save(year, by_python_docx((year.parent / "总结.docx").read_bytes(), settle))
    assert told(check) == [("words", "恳请上级批评指正。", None)]
    diff(check, "--apply")
    assert "恳请上级批评指正。" in records.read_text("utf-8")


TESTS = "依托线上平台开展专题测试"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A year with a count that is declared as 30余次, of which the log has 36."""
    return Path(shutil.copytree(EXAMPLES["2021"], tmp_path / "2021"))


def beside(check: Check, *arguments: str, code: int = 0) -> str:
    done = check("diff", "2021", "总结.docx", *arguments)
    assert (done.returncode, done.stderr) == (code, b"")
    return done.stdout.decode().replace("2021\\", "2021/")


def test_a_number_that_the_log_bears_out_can_be_declared(example: Path, check: Check) -> None:
    changes = (f"{TESTS}30余次", f"{TESTS}36次"), ("30余次", "36次")
    rendered(example, example.parent / "总结.docx", *changes)
    note = "  = the records count 36次; the value declared at 2021/数字.yaml:43 may be changed"
    assert beside(check).count(f"{note}\n  = can be written into the records with --apply\n") == 2
    before = (example / "数字.yaml").read_text("utf-8")
    assert f"{note}\n  = written into the records\n" in beside(check, "--apply")
    after = (example / "数字.yaml").read_text("utf-8")
    assert after == before.replace("数值: 30余次 ", "数值: 36次 ")
    assert beside(check) == f"{CARRIED}\n"


def test_a_number_is_declared_only_as_the_file_says_it_everywhere(
    example: Path, check: Check
) -> None:
    rendered(example, example.parent / "总结.docx", (f"{TESTS}30余次", f"{TESTS}36次"))
    said = beside(check)
    assert "the value declared at 2021/数字.yaml:43 may be changed\n" in said
    assert "  = help: the file says it in several places, and not the same; decide which\n" in said


def test_a_number_that_the_log_denies_is_left(example: Path, check: Check) -> None:
    for typed in ("37次", "36场"):
        rendered(example, example.parent / "总结.docx", (f"{TESTS}30余次", f"{TESTS}{typed}"))
        said = beside(check)
        assert "“专题测试” is counted from 36 records; correct these, not the number" in said
        assert "may be changed" not in said


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_what_the_records_say_now_is_what_was_put_in(year: Path, check: Check) -> None:
    save(year, word_file_of(year))
    change(year / "工作.yaml", "更加健全", "日益健全")
    assert (
        diff(check)
        == """\
the records have changed: section “作风建设”
 --> 2024/工作.yaml:15:9   under “（二）作风建设”
  | 制度[-更加-]{+日益+}健全，见 notes # 3。
  = [-…-] is what the file says, {+…+} what the records say now
  = help: nobody changed it in the file; render again

1 difference, 0 of them can be written into the records with --apply
"""
    )


def test_whole_pieces_that_are_newer_or_older_are_put_in_or_taken_out(
    year: Path, check: Check
) -> None:
    save(year, word_file_of(year))
    change(
        year / "工作.yaml",
        "      - 与社区结对，联系{{ 结对户 }}，\n        分组走访，\n        及时回访\n",
        "",
    )
    change(year / "报告.yaml", "    请上级批评指正。\n", "    请上级批评指正。\n\n    再见。\n")
    said = diff(check)
    assert "  | {+再见。+}\n" in said


def test_old_words_beside_changes_by_hand_want_a_merge(year: Path, check: Check) -> None:
    rendered(year, year.parent / "总结.docx", ("参与面较广", "参与面很广"))
    change(year / "工作.yaml", "更加健全", "日益健全")
    merge = "render again with --merge, which keeps what was changed by hand elsewhere in the file"
    assert f"  = help: nobody changed it here; {merge}\n" in diff(check)


def test_old_words_of_what_was_issued_want_a_restatement(year: Path, check: Check) -> None:
    assert check("render", "2024", "-o", "总结.docx").returncode == 0
    assert check("issue", "2024", "总结.docx").returncode == 0
    change(year / "工作.yaml", "更加健全", "日益健全")
    command = 'branchreport issue 2024/ --restate "reason"'
    again = f"the year was issued: {command}, then render again"
    assert f"  = help: nobody changed it in the file; {again}\n" in diff(check)
    save(year, retyped((year.parent / "总结.docx").read_bytes(), ("参与面较广", "参与面很广")))
    assert f"{again} with --merge, which keeps" in diff(check)


def test_what_is_written_into_an_issued_year_is_owed_a_reason(year: Path, check: Check) -> None:
    at = {"SOURCE_DATE_EPOCH": "1735000000"}
    assert check("render", "2024", "-o", "总结.docx", **at).returncode == 0
    assert check("issue", "2024", "总结.docx", **at).returncode == 0
    assert "issued" not in diff(check, "--apply")
    save(year, retyped((year.parent / "总结.docx").read_bytes(), ("参与面较广", "参与面很广")))
    assert "issued" not in diff(check)
    assert diff(check, "--apply").endswith(
        "\n1 difference: 1 written into the records, 0 left\n"
        "note: the year was issued on 2024-12-24, and its records are others now;"
        ' branchreport issue 2024/ --restate "reason" is owed\n'
    )
    assert json.loads(diff(check, "--to", "json"))["issued"] == "2024-12-24"


def test_old_words_want_a_restatement_once_others_are_written(year: Path, check: Check) -> None:
    assert check("render", "2024", "-o", "总结.docx").returncode == 0
    change(year / "工作.yaml", "更加健全", "日益健全")
    assert check("issue", "2024", "总结.docx").returncode == 0
    save(year, retyped((year.parent / "总结.docx").read_bytes(), ("参与面较广", "参与面很广")))
    assert "was issued" not in diff(check)
    said = diff(check, "--apply", code=1)
    assert "left: nobody changed it here; the year was issued: branchreport issue 2024/" in said


def test_changes_by_hand_that_the_records_have_are_told(year: Path, check: Check) -> None:
    save(year, retyped(word_file_of(year), ("参与面较广", "参与面很广")))
    diff(check, "--apply")
    assert diff(check) == f"{CARRIED}\n"

    def embolden(document: Any) -> None:
        found(document, "请上级批评指正").runs[0].bold = True

    save(year, by_python_docx((year.parent / "总结.docx").read_bytes(), embolden))
    only = "what else was changed by hand in it, as looks, pictures or notes, stands only there"
    assert diff(check) == f"总结.docx says what the records say; {only}\n"


COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)
PROTECTED = COMPOUND + "EncryptedPackage".encode("utf-16-le")
NEITHER = "{} is neither a year nor a Word file"
OTHERS = [
    ("a.doc", COMPOUND, "{} cannot be used: the file is of an older kind (.doc, .wps)"),
    ("a.wps", COMPOUND, "{} cannot be used: the file is of an older kind (.doc, .wps)"),
    ("sent", COMPOUND, "{} cannot be used: the file is of an older kind (.doc, .wps)"),
    ("a.doc", PROTECTED, "{} cannot be used: the file is protected by a password"),
    ("a.doc", b"{\\rtf1}", "{} cannot be used: the file is no Word file, or it is damaged"),
    ("a.pdf", b"%PDF-1.7\n", NEITHER),
    ("照片.jpg", b"\xff\xd8\xff\xe0", NEITHER),
    ("a.png", b"\x89PNG\r\n\x1a\n", NEITHER),
    ("a.txt", "总结".encode(), NEITHER),
    ("none", b"", NEITHER),
]


@pytest.mark.parametrize("options", [(), ("--apply",)])
@pytest.mark.parametrize(("name", "data", "message"), OTHERS)
def test_what_is_neither_a_year_nor_a_word_file_is_told(
    name: str, data: bytes, message: str, options: tuple[str, ...], year: Path, check: Check
) -> None:
    (year.parent / name).write_bytes(data)
    done = check("diff", "2024", name, *options)
    assert (done.returncode, done.stdout) == (2, b"")
    first, second = done.stderr.decode().splitlines()
    assert first == f"error: {message.format(name)}"
    assert second.startswith(" = help: ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("name", ["pipe", "pipe.docx", "pipe.yaml"])
def test_a_pipe_is_not_waited_for(name: str, year: Path, check: Check) -> None:
    os.mkfifo(year.parent / name)
    done = check("diff", "2024", name)
    assert (done.returncode, done.stdout) == (2, b"")
    first, _help = done.stderr.decode().splitlines()
    assert first == f"error: {NEITHER.format(name)}"


def test_what_stands_outside_of_sections_is_under_none_of_them(example: Path, check: Check) -> None:
    def hand(document: Any) -> None:
        table = document.tables[1]
        table.cell(1, 3).paragraphs[0].runs[0].text = "见台账"
        found(document, "附件4").runs[0].text = "附件五"
        found(document, "2021年12月20日").runs[-1].text = "2021年12月22日"

    save(example, by_python_docx(word_file_of(example), hand))
    said = json.loads(beside(check, "--to", "json"))
    assert {each["heading"] for each in said["differences"]} == {
        "",
        "附件2 2021年数字一览表",
        "附件4 2021年活动照片",
    }
    assert "under “附件2 2021年数字一览表”\n" in beside(check)


def test_quotation_marks_within_others_are_inner_ones(example: Path, check: Check) -> None:
    changes = ("（二）“一岗双责”落实情况", "（二）“一岗双责”责任制落实情况")
    rendered(example, example.parent / "总结.docx", changes)
    said = beside(check)
    assert said.startswith("other words: section “‘一岗双责’落实情况”\n")
    assert "   under “（二）‘一岗双责’落实情况”\n" in said
    assert "  | （二）“一岗双责”{+责任制+}落实情况\n" in said


def test_a_picture_is_told_in_words(year: Path, check: Check) -> None:
    def hand(document: Any) -> None:
        document.add_picture(io.BytesIO(picture()))
        found(document, "请上级批评指正").add_run().add_picture(io.BytesIO(picture()))

    save(year, by_python_docx(word_file_of(year), hand))
    said = diff(check)
    assert "  | {+[picture]+}\n" in said
    assert "  | 请上级批评指正。{+[picture]+}\n" in said
    assert "\ufffc" not in said


@pytest.mark.parametrize(
    "typed", ["{{ 主题党日 }}", "{{主题党日", "{% if %}", "｛｛ 主题党日 ｝｝"]
)
def test_what_reads_like_a_quote_is_never_written(typed: str, year: Path, check: Check) -> None:
    places = ("参与面较广", "制度更加", "二、存在", "32户", "请上级批评")
    rendered(year, year.parent / "总结.docx", *((each, f"{each}{typed}") for each in places))
    assert [each[2] for each in told(check)] == ["no words of records"] * len(places)
    before = {file.name: file.read_bytes() for file in year.iterdir()}
    diff(check, "--apply", code=1)
    assert {file.name: file.read_bytes() for file in year.iterdir()} == before
    assert "or {{ as of a quote; keep it with render --merge" in diff(check)


def test_a_text_box_is_no_word_of_a_template(year: Path, check: Check) -> None:
    def hand(document: Any) -> None:
        for words in ("制度更加", "二、存在", "请上级批评指正"):
            found(document, words).add_run().add_picture(io.BytesIO(picture()))

    save(year, by_python_docx(word_file_of(year), hand))
    assert [each[2] for each in told(check)] == ["no words of records"] * 3


def test_single_braces_become_no_quote(year: Path, check: Check) -> None:
    before = (year / "工作.yaml").read_bytes()
    rendered(year, year.parent / "总结.docx", ("党员参与面较广", "{主题党日}"))
    said = diff(check, "--apply", code=1)
    assert "  = left: with it, the records would be wrong or say something else\n" in said
    assert (year / "工作.yaml").read_bytes() == before
    rendered(year, year.parent / "总结.docx", ("主题党日2次", "主题党日{2次"))
    diff(check, "--apply")
    assert diff(check) == f"{CARRIED}\n"


def test_no_piece_stands_under_itself(year: Path, check: Check) -> None:
    def hand(document: Any) -> None:
        paragraph = found(document, "制定学习计划")._p
        paragraph.getparent().remove(paragraph)

    save(year, by_python_docx(word_file_of(year), hand))
    assert diff(check).startswith(
        """\
deleted: plan “计划-1”
 --> 2024/其他.yaml:19:9
  | [-（一）抓好学习。制定学习计划，按月落实。年度目标为主题党日不少于3次。-]
"""
    )
