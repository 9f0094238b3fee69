"""Rendering over a document that is there: what is replaced, what is kept, and what is said."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from branchreport.cli import keeping
from branchreport.cli.ordering import Order, asked, order_of
from branchreport.cli.saving import save_all
from branchreport.handwork import manuscript
from branchreport.records.choices import Supplement
from branchreport.writers.docx import marks
from branchreport.writers.docx.package import pack, unpack
from conftest import EXAMPLES, Completed
from handmade import after, edited, found, remove, replaced, say

Run = Callable[..., Completed]

YEAR = """报告: {{年度: 2021, 支部: 示例支部, 落款日期: 2021-12-20}}
活动:
  - {{日期: 2021-03-05, 类别: 党课}}
工作:
  - 标题: 学习教育
    正文: {text}
  - 标题: 组织生活
    正文: 按时召开会议。
"""
TEXT = "全年讲授党课，党员都参加了学习。"
MERGE = (
    " = help: keep the changes with --merge, replace the file with --force, which keeps a copy of "
    "it, or choose another name with -o\n"
)
NOT_OURS = "exists already, and is not overwritten, as branchreport may not have written it"
FORCE = (
    " = help: replace it with --force, which keeps a copy of it, or choose another name with -o\n"
)


@pytest.fixture
def year(tmp_path: Path) -> Path:
    (tmp_path / "2021").mkdir()
    record(tmp_path / "2021", TEXT)
    return tmp_path / "2021"


def record(year: Path, text: str) -> None:
    (year / "记录.yaml").write_text(YEAR.format(text=text), "utf-8")


@pytest.fixture
def render(check: Run, year: Path) -> Run:
    def call(*arguments: str | Path, **environ: str) -> Completed:
        return check("render", year, *arguments, **environ)

    return call


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.docx"


def files(folder: Path) -> dict[str, bytes]:
    """Everything in ``folder``, by its path in it."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def told(done: Completed) -> list[str]:
    return done.stderr.decode().splitlines()


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_rendered_three_times_it_is_one_document(render: Run, out: Path) -> None:
    renderings = []
    for _ in range(3):
        done = render("-o", out)
        assert (done.returncode, done.stderr) == (0, b"")
        renderings.append(out.read_bytes())
    assert len(set(renderings)) == 1


def test_what_nobody_touched_is_replaced_by_what_the_records_say_now(
    render: Run, out: Path, year: Path, tmp_path: Path
) -> None:
    render("-o", out)
    record(year, "全年讲授党课。")
    done = render("-o", out)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "全年讲授党课。" in manuscript_text(out)
    assert sorted(files(tmp_path)) == [".branchreport/out.docx.json", "2021/记录.yaml", "out.docx"]


def manuscript_text(file: Path) -> list[str]:
    return [passage.text for passage in manuscript.read(file.read_bytes()).passages]


def test_every_form_that_nobody_touched_is_replaced(render: Run, year: Path) -> None:
    render("--to", "docx,html,md,txt", "-o", "out")
    record(year, "全年讲授党课。")
    done = render("--to", "docx,html,md,txt", "-o", "out")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "全年讲授党课。" in (year.parent / "out.txt").read_text("utf-8")


def test_packed_anew_it_is_replaced_as_well(render: Run, out: Path, year: Path) -> None:
    """As by a program that saves what it opened: other bytes, and no ledger beside it."""
    render("-o", out)
    out.write_bytes(edited(lambda _: None, out.read_bytes()))
    shutil.rmtree(out.with_name(".branchreport"))
    record(year, "全年讲授党课。")
    assert render("-o", out).returncode == 0
    assert "全年讲授党课。" in manuscript_text(out)


def by_hand(document: Any) -> None:
    say(found(document, "全年讲授党课"), TEXT.replace("党员都参加了", "全体党员参加了"))
    after(found(document, "全年讲授党课"), "领导加的一段。")
    remove(found(document, "按时召开会议"))
    found(document, "（二）组织生活").runs[0].bold = True


def test_what_was_changed_by_hand_is_kept_and_told(
    render: Run, out: Path, year: Path, tmp_path: Path
) -> None:
    render("-o", out)
    out.write_bytes(edited(by_hand, out.read_bytes()))
    record(year, "全年讲授党课。")
    before = files(tmp_path)
    done = render("-o", out)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == (
        f"error: {out} was changed by hand since it was written, and is not replaced\n"
        "  * changed: “全年讲授党课，党员都参加了学习。” under “（一）学习教育”\n"
        "    - 全年讲授党课，党员都参加了学习。\n"
        "    + 全年讲授党课，全体党员参加了学习。\n"
        "  * added: “领导加的一段。” after “全年讲授党课，党员都参加了学习。”\n"
        "  * formatted by hand: “（二）组织生活”\n"
        "  * deleted: “按时召开会议。” under “（二）组织生活”\n" + MERGE
    )
    assert files(tmp_path) == before


def test_of_many_changes_the_first_are_told(check: Run, out: Path) -> None:
    check("render", EXAMPLES["2021"], "-o", out)

    def hand(document: Any) -> None:
        for paragraph in document.paragraphs[4:44]:
            if paragraph.text.strip():
                say(paragraph, "改")

    out.write_bytes(edited(hand, out.read_bytes()))
    lines = told(check("render", EXAMPLES["2021"], "-o", out))
    assert len(lines) == 1 + 18 + 1 + 1
    left = len(changed(out)) - 6
    assert lines[-2] == f"  and {left} more changes (all are shown with --merge --diff)"


def changed(file: Path) -> Any:
    from branchreport.handwork.changes import changes

    read = manuscript.read(file.read_bytes())
    assert read.ledger is not None
    return changes(read, read.ledger)


def test_it_is_told_in_chinese_as_well(render: Run, out: Path) -> None:
    render("-o", out)
    out.write_bytes(edited(by_hand, out.read_bytes()))
    assert len(told(render("-o", out, BRANCHREPORT_LANG="zh"))) == 8


def test_by_force_it_is_replaced_and_a_copy_kept(render: Run, out: Path) -> None:
    render("-o", out)
    fresh, theirs = out.read_bytes(), edited(by_hand, out.read_bytes())
    out.write_bytes(theirs)
    done = render("-o", out, "--force")
    copy = out.with_name(f"out.bak-{digest_of(theirs)[:8]}.docx")
    assert done.returncode == 0
    assert done.stderr.decode() == f"note: what {out} was is kept as {copy}\n"
    assert out.read_bytes() == fresh
    assert copy.read_bytes() == theirs


def test_no_copy_is_kept_of_what_nobody_touched(render: Run, out: Path, year: Path) -> None:
    render("-o", out)
    record(year, "全年讲授党课。")
    done = render("-o", out, "--force")
    assert (done.returncode, done.stderr) == (0, b"")
    assert not list(out.parent.glob("*.bak-*"))


def test_a_copy_is_never_written_over_another(render: Run, out: Path) -> None:
    theirs = b"mine"
    out.write_bytes(theirs)
    name = digest_of(theirs)
    taken = out.with_name(f"out.bak-{name[:8]}.docx")
    taken.write_bytes(b"something else")
    assert render("-o", out, "--force").returncode == 0
    assert taken.read_bytes() == b"something else"
    assert out.with_name(f"out.bak-{name[:16]}.docx").read_bytes() == theirs


def test_the_same_copy_is_kept_once(render: Run, out: Path) -> None:
    for _ in range(2):
        out.write_bytes(b"mine")
        assert render("-o", out, "--force").returncode == 0
    assert len(list(out.parent.glob("*.bak-*"))) == 1


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_another_form_that_was_changed_is_kept(render: Run, form: str, tmp_path: Path) -> None:
    out = tmp_path / f"out.{form}"
    render("-o", out)
    out.write_bytes(out.read_bytes() + "领导加的一句。".encode())
    before = files(tmp_path)
    done = render("-o", out)
    assert (done.returncode, done.stderr.decode()) == (
        1,
        f"error: {out} was changed by hand since it was written, and is not replaced\n" + FORCE,
    )
    assert files(tmp_path) == before


def test_another_form_that_nothing_is_known_of_is_kept(render: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    out.write_text("mine", "utf-8")
    done = render("-o", out)
    assert (done.returncode, done.stderr.decode()) == (
        2,
        f"error: {out} {NOT_OURS}\n" + FORCE,
    )
    assert out.read_text("utf-8") == "mine"


def test_of_several_forms_none_is_written_where_one_was_changed(
    render: Run, out: Path, year: Path, tmp_path: Path
) -> None:
    render("--to", "docx,md,txt", "-o", "out")
    (tmp_path / "out.txt").write_text("改过", "utf-8")
    out.write_bytes(edited(by_hand, out.read_bytes()))
    record(year, "全年讲授党课。")
    before = files(tmp_path)
    done = render("--to", "docx,md,txt", "-o", "out")
    assert done.returncode == 1
    assert [line for line in told(done) if line.startswith("error")] == [
        "error: out.docx was changed by hand since it was written, and is not replaced",
        "error: out.txt was changed by hand since it was written, and is not replaced",
    ]
    assert files(tmp_path) == before


def test_a_comparison_that_was_changed_is_kept(check: Run, out: Path, tmp_path: Path) -> None:
    years = EXAMPLES["2021"], EXAMPLES["2022"]
    assert check("diff", *years, "-o", out).returncode == 0
    assert check("diff", *years, "-o", out).returncode == 0

    def hand(document: Any) -> None:
        document.paragraphs[0].insert_paragraph_before("送审稿")

    out.write_bytes(edited(hand, out.read_bytes()))
    before = files(tmp_path)
    done = check("diff", *years, "-o", out)
    assert (done.returncode, done.stderr.decode()) == (
        1,
        f"error: {out} was changed by hand since it was written, and is not replaced\n"
        "  * added: “送审稿” at the beginning\n" + FORCE,
    )
    assert files(tmp_path) == before


def without_ledger(data: bytes, *, digest: bool = True, bookmarks: bool = True) -> bytes:
    """``data`` as programs leave it that drop what they do not know."""
    parts: dict[str, Any] = dict(unpack(data))
    del parts[marks.ITEM]
    relations = parts["word/_rels/document.xml.rels"].decode()
    start = relations.index('<Relationship Id="rIdLedger"')
    parts["word/_rels/document.xml.rels"] = (
        relations[:start] + relations[relations.index("/>", start) + 2 :]
    )
    if not digest:
        parts[marks.PROPERTIES] = parts[marks.PROPERTIES].replace(b"branchreport-ledger", b"other")
    if not bookmarks:
        parts["word/document.xml"] = parts["word/document.xml"].replace(b'"_br_', b'"_xx_')
    return pack(parts)


def test_a_file_that_lost_its_ledger_is_known_by_the_one_beside_it(
    render: Run, out: Path, year: Path
) -> None:
    render("-o", out)
    fresh = out.read_bytes()
    for lost in (without_ledger(fresh), without_ledger(fresh, digest=False)):
        out.write_bytes(lost)
        assert render("-o", out).returncode == 0
        out.write_bytes(edited(by_hand, lost))
        assert render("-o", out).returncode == 1
        out.write_bytes(fresh)
        render("-o", out)


def test_a_file_with_another_digest_is_not_known_by_it(
    render: Run, out: Path, year: Path, tmp_path: Path
) -> None:
    render("-o", out)
    stale = without_ledger(out.read_bytes())
    record(year, "全年讲授党课。")
    render("-o", out)
    out.write_bytes(stale)
    assert render("-o", out).returncode == 2


def test_a_file_that_nothing_of_ours_is_in_is_not_ours(render: Run, out: Path) -> None:
    render("-o", out)
    out.write_bytes(without_ledger(out.read_bytes(), digest=False, bookmarks=False))
    done = render("-o", out)
    assert (done.returncode, told(done)[0]) == (2, f"error: {out} {NOT_OURS}")


def test_without_any_ledger_it_is_not_replaced(render: Run, out: Path) -> None:
    render("-o", out)
    out.write_bytes(without_ledger(out.read_bytes()))
    shutil.rmtree(out.with_name(".branchreport"))
    assert render("-o", out).returncode == 2


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"version": 2, "sha256": "0"}',
        b'{"version": 1}',
        b'{"version": 1, "sha256": "0", "ledger": {"version": 1}}',
        b'{"version": 1, "sha256": "0", "ledger": [[[' + b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_a_side_copy_that_is_none_does_no_harm(render: Run, out: Path, said: bytes) -> None:
    render("-o", out)
    keeping.place(out).write_bytes(said)
    out.write_bytes(edited(lambda _: None, out.read_bytes()))
    assert render("-o", out).returncode == 0, "its own ledger is in it"
    assert keeping.known(out) is not None


def test_a_side_copy_says_what_was_written(render: Run, out: Path) -> None:
    render("-o", out)
    said = json.loads(keeping.place(out).read_text("utf-8"))
    assert said["sha256"] == digest_of(out.read_bytes())
    read = manuscript.read(out.read_bytes()).ledger
    copy = keeping.known(out)
    assert copy is not None
    assert read is not None
    assert copy.ledger() == read


def test_the_folder_of_side_copies_is_no_part_of_a_year(check: Run, year: Path) -> None:
    assert check("render", year, "-o", year / "out.docx").returncode == 0
    before = files(year)
    assert check("validate", year).returncode == 0
    assert check("render", year, "-o", year / "out.docx").returncode == 0
    assert files(year) == before


def test_what_cannot_be_kept_beside_it_is_no_failure(render: Run, out: Path) -> None:
    out.with_name(".branchreport").write_text("a file", "utf-8")
    done = render("--to", "docx,md", "-o", "out")
    assert done.returncode == 0
    (line,) = told(done)
    assert line.startswith("warning: ")
    assert str(keeping.place(out)) in line
    assert render("--to", "docx,md", "-o", "out").stderr == b"", "nothing was to be written"


def test_a_link_is_looked_at_where_it_leads(render: Run, tmp_path: Path, year: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "out.docx"
    link.symlink_to(tmp_path / "real" / "document.docx")
    render("-o", link)
    assert keeping.place(link) == tmp_path / "real" / ".branchreport" / "document.docx.json"
    record(year, "全年讲授党课。")
    assert render("-o", link).returncode == 0
    assert link.is_symlink()


WORD_LOCK = bytes([3]) + b"Wang".ljust(53) + bytes([2, 0]) + "王局".encode("utf-16-le") + b" " * 100
LOCKS = {
    "~$t.docx": (WORD_LOCK, ", by 王局"),
    "~$ut.docx": (WORD_LOCK, ", by 王局"),
    "~$out.docx": (WORD_LOCK, ", by 王局"),
    ".~out.docx": (b"", ""),
    ".~lock.out.docx#": (
        "李秘书,li,pc-7,24.12.2021 10:00,file:///home/li;".encode(),
        ", by 李秘书",
    ),
}


@pytest.mark.parametrize(("name", "lock"), LOCKS.items(), ids=LOCKS)
def test_a_file_that_is_open_elsewhere_is_left(
    render: Run, out: Path, year: Path, tmp_path: Path, name: str, lock: tuple[bytes, str]
) -> None:
    render("-o", out)
    record(year, "全年讲授党课。")
    (tmp_path / name).write_bytes(lock[0])
    before = files(tmp_path)
    for more in ([], ["--force"]):
        done = render("-o", out, *more)
        assert (done.returncode, told(done)) == (
            2,
            [
                f"error: {out} is open in an office program{lock[1]}",
                f" = help: close it there; if nobody has it open, delete {tmp_path / name}",
            ],
        )
    assert files(tmp_path) == before
    (tmp_path / name).unlink()
    assert render("-o", out).returncode == 0


@pytest.mark.parametrize(
    "data", [b"", b"\xff" * 200, b"\x00" * 162, b",root,pc,,;", b"\\,\x1b[31m,x", b"," * 5000]
)
def test_a_lock_that_says_anything_ends_in_no_traceback(
    render: Run, out: Path, year: Path, tmp_path: Path, data: bytes
) -> None:
    render("-o", out)
    record(year, "全年讲授党课。")
    for name in ("~$t.docx", ".~lock.out.docx#"):
        (tmp_path / name).write_bytes(data)
        done = render("-o", out)
        assert done.returncode == 2
        assert len(told(done)) == 2
        assert b"\x1b" not in done.stderr
        (tmp_path / name).unlink()


def test_what_is_the_same_already_is_not_asked_after(render: Run, out: Path) -> None:
    render("-o", out)
    out.with_name("~$t.docx").write_bytes(WORD_LOCK)
    assert render("-o", out).returncode == 0


def test_a_lock_beside_no_file_is_none(render: Run, out: Path) -> None:
    out.with_name("~$t.docx").write_bytes(WORD_LOCK)
    assert render("-o", out).returncode == 0


def test_of_several_files_all_are_as_they_were_where_one_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, new, last = (tmp_path / name for name in ("a", "b", "c"))
    first.write_bytes(b"old")
    last.write_bytes(b"old")
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target == last:
            raise PermissionError(13, "it is open")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    saving = save_all({first: b"new", new: b"new", last: b"new"})
    assert [next(saving) for _ in range(6)] == [first, new, last] * 2
    with pytest.raises(PermissionError):
        next(saving)
    assert files(tmp_path) == {"a": b"old", "c": b"old"}


def test_a_folder_under_its_name_is_said_to_be_one(render: Run, out: Path) -> None:
    (out.parent / "示例支部2021年度工作总结.docx").mkdir()
    done = render("--to", "docx")
    assert (done.returncode, told(done)[0]) == (
        2,
        "error: 示例支部2021年度工作总结.docx is a folder",
    )


def test_a_file_that_nobody_touched_is_not_opened(year: Path, tmp_path: Path) -> None:
    """Neither are the libraries read that would open it."""
    program = (
        "import sys; from branchreport.cli import main; code = main(sys.argv[1:]);"
        "print(code, 'lxml' in sys.modules, 'rapidfuzz' in sys.modules)"
    )
    command = [sys.executable, "-c", program, "render", str(year), "-o", "out.docx"]
    environ = {**os.environ, "BRANCHREPORT_LANG": "en"}
    for text in (TEXT, "全年讲授党课。"):
        record(year, text)
        done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, check=True)
        assert done.stdout.decode().split() == ["out.docx", "0", "False", "False"]


WISHES = (
    Order(),
    Order(template="annual-report", style="plain"),
    Order(issuer="示例支部文件", number="示支〔2021〕5号"),
    Order(changes={"title_note": "征求意见稿", "contents": True, "sealed": False}),
    Order(changes={"contents": False, "appendices": (Supplement.ACTIVITIES, Supplement.COUNTS)}),
)


@pytest.mark.parametrize("order", WISHES)
def test_what_was_asked_for_can_be_asked_again(order: Order) -> None:
    assert order_of(asked(order)) == order


def test_a_path_from_the_root_is_kept_by_its_name(tmp_path: Path) -> None:
    order = Order(template=str(tmp_path / "template"), style="styles/mine.yaml")
    assert asked(order) == {"template": "template", "style": "styles/mine.yaml"}


def test_what_nobody_can_ask_for_is_left_out() -> None:
    said = {"contents": "perhaps", "appendices": "none,activities", "unknown": "x"}
    assert order_of(said) == Order(changes={"appendices": (Supplement.ACTIVITIES,)})


def test_the_wishes_of_a_command_are_in_its_document(render: Run, out: Path) -> None:
    render(
        "-o", out, "--title-note", "征求意见稿", "--red-head", "示例支部文件", "--number", "示支",
        "--contents", "--unsealed", "--appendix", "活动台账", "--style", "plain", "--template",
        "annual-report",
    )  # fmt: skip
    ledger = manuscript.read(out.read_bytes()).ledger
    assert ledger is not None
    assert dict(ledger.asked) == {
        "title_note": "征求意见稿",
        "issuer": "示例支部文件",
        "number": "示支",
        "contents": "yes",
        "sealed": "no",
        "appendices": "activities",
        "style": "plain",
        "template": "annual-report",
    }


def test_a_document_of_a_newer_branchreport_is_kept(render: Run, out: Path) -> None:
    render("-o", out)
    shutil.rmtree(out.with_name(".branchreport"))
    newer = replaced(
        out.read_bytes(), marks.ITEM, lambda xml: xml.replace(b'"version": 1', b'"version": 2')
    )
    out.write_bytes(newer)
    assert render("-o", out).returncode == 2
    assert out.read_bytes() == newer


def test_a_side_copy_of_a_newer_branchreport_is_not_read(render: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    render("-o", out)
    said = json.loads(keeping.place(out).read_text("utf-8"))
    keeping.place(out).write_text(json.dumps({**said, "version": 2}), "utf-8")
    assert keeping.known(out) is None
