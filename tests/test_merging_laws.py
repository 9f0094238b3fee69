"""What holds of merging whatever people did, and whatever the records say now."""

import io
from collections.abc import Sequence
from typing import Any

import docx
from hypothesis import example, given, settings
from hypothesis import strategies as st

from branchreport.document import Document, Heading, List, Paragraph, Run, Source, Table, Title
from branchreport.handwork.manuscript import read
from branchreport.handwork.weaving import Hunk, rows, sentences, weave_words, woven
from handmade import after, edited, join, remove, split
from mergers import merged, once_and_for_all, rendered, taken, texts

# -- weaving ---------------------------------------------------------------------------------

LETTERS = st.lists(st.sampled_from("甲乙丙丁戊己"), min_size=1, max_size=8)


def put(theirs: Sequence[str], ours: Sequence[str], hunks: Sequence[Hunk]) -> list[str]:
    """``theirs`` with ``hunks`` of ``ours`` in it."""
    now = list(theirs)
    for start, end, first, last in hunks:
        now[start:end] = ours[first:last]
    return now


@given(LETTERS, LETTERS)
def test_what_one_alone_changed_is_taken(base: list[str], other: list[str]) -> None:
    assert woven(base, other, base) == []
    hunks = woven(base, base, other)
    assert hunks is not None
    assert put(base, other, hunks) == other


@given(LETTERS, LETTERS, LETTERS)
def test_it_is_the_same_whoever_comes_first(
    base: list[str], one: list[str], other: list[str]
) -> None:
    this, that = woven(base, one, other), woven(base, other, one)
    assert (this is None) == (that is None)
    if this is not None and that is not None:
        assert put(one, other, this) == put(other, one, that)


@given(st.lists(st.integers(0, 9), min_size=6, max_size=6), st.data())
def test_edits_of_different_sentences_are_both_there(
    numbers: list[int], data: st.DataObject
) -> None:
    base = [f"第{place}句有{number}条。" for place, number in enumerate(numbers)]
    chosen = data.draw(st.lists(st.sampled_from(["", "theirs", "ours"]), min_size=6, max_size=6))
    pairs = list(zip(base, chosen, strict=True))
    theirs = [f"改{each}" if by == "theirs" else each for each, by in pairs]
    ours = [f"新{each}" if by == "ours" else each for each, by in pairs]
    both = [theirs[place] if by == "theirs" else ours[place] for place, by in enumerate(chosen)]
    opened = docx.Document()
    paragraph = opened.add_paragraph()
    for each in theirs:
        paragraph.add_run(each).bold = each.startswith("改")
    done = weave_words(paragraph._p, "".join(base), "".join(ours), paragraph.text)
    grouped = zip(chosen, [*chosen[1:], ""], strict=True)
    if done:
        assert paragraph.text == "".join(both)
        assert [run.text for run in paragraph.runs if run.bold] == [
            each for each in both if each.startswith("改")
        ]
    else:  # runs of sentences that one changed, and that the other changed in part
        assert any({one, other} == {"theirs", "ours"} for one, other in grouped)
        assert paragraph.text == "".join(theirs)


def test_the_same_place_is_not_woven() -> None:
    assert woven("甲乙丙", "甲丁丙", "甲戊丙") is None
    assert woven("甲乙丙", "甲丁乙丙", "甲戊乙丙") is None
    assert woven("甲乙丙", "甲丁丙", "甲乙戊丙") is None
    assert woven("甲乙丙", "甲丁丙", "甲丁丙") == []
    assert woven("甲乙丙", "丁乙丙", "甲乙戊") == [Hunk(2, 3, 2, 3)]


@given(st.text("甲乙。；！”“，\n", max_size=20))
def test_sentences_are_all_of_a_text(text: str) -> None:
    assert "".join(sentences(text)) == text


def test_rows_are_told_apart_though_cells_have_lines() -> None:
    assert rows("甲\t乙\t\n一\n二\t三\t\n") == ["甲\t乙", "一\n二\t三"]


# -- whole files -----------------------------------------------------------------------------

NAMES = "春夏秋冬风云雨雪"


def made(words: Sequence[tuple[str, str]]) -> Document:
    """A document with a paragraph for each pair of a record and its words, and blocks between."""
    blocks: list[Any] = [Title((Run("年度总结"),)), Heading(1, (Run("一、工作"),))]
    blocks += [
        Paragraph((Run(said, Source(name, "年.yaml", 1, 1, f"work/{name}")),))
        for name, said in words
    ]
    points = tuple((Run(said[:6], Source(name, "年.yaml", 1, 1, f"point/{name}")),)
                   for name, said in words)  # fmt: skip
    if points:
        blocks.append(List(points))
    head = ((Run("名称"),), (Run("数"),))
    body = tuple(((Run(name),), (Run(str(len(said))),)) for name, said in words)
    blocks += [Heading(1, (Run("二、数字"),)), Table(head, body, ("left", "right"))]
    return Document("年度总结", tuple(blocks))


def first_words() -> list[tuple[str, str]]:
    return [
        (name, f"{name}季开展活动{i + 3}次；参加{i * 7}人。再说{name}事。")
        for i, name in enumerate(NAMES)
    ]


OPERATIONS = st.tuples(
    st.sampled_from(["word", "bold", "delete", "move", "split", "join", "own", "comment", "table"]),
    st.integers(0, 30),
    st.integers(0, 30),
)


def do(opened: Any, operation: tuple[str, int, int], mark: str) -> None:
    """One thing that somebody does, with ``mark`` in what is written."""
    kind, at, to = operation
    paragraphs = [each for each in opened.paragraphs if each.text.strip()]
    paragraph, other = paragraphs[at % len(paragraphs)], paragraphs[to % len(paragraphs)]
    match kind:
        case "word":
            paragraph.add_run(mark)
        case "bold":
            paragraph.add_run(mark).bold = True
        case "delete":
            remove(paragraph)
        case "move" if paragraph._p is not other._p:
            other._p.addnext(paragraph._p)
        case "split" if len(run := paragraph.runs[0].text) > 2:
            paragraph.add_run(mark)
            split(paragraph, run[len(run) // 2 :])
        case "join" if paragraph._p is not other._p:
            paragraph.add_run(mark)
            join(paragraph, other)
        case "own":
            after(paragraph, mark)
        case "comment":
            opened.add_comment(paragraph.runs, mark, author="书记", initials="书")
        case "table":
            table = opened.add_table(1, 1)
            table.cell(0, 0).text = mark
            paragraph._p.addnext(table._tbl)


RECORDS = st.lists(
    st.tuples(st.sampled_from(["say", "drop", "add", "swap"]), st.integers(0, 7)), max_size=4
)


def changed(changes: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
    """The records after ``changes``."""
    words = first_words()
    for number, (kind, at) in enumerate(changes):
        place = at % max(len(words), 1)
        match kind:
            case "say" if words:
                words[place] = (words[place][0], words[place][1].replace("活动", f"大活动{number}"))
            case "drop" if words:
                del words[place]
            case "add":
                words.insert(place, (f"新{number}", f"新增第{number}项工作。"))
            case "swap" if len(words) > 1:
                words[0], words[place] = words[place], words[0]
    return words


def everything(data: bytes) -> str:
    """All words of a file, with those of its comments."""
    opened = docx.Document(io.BytesIO(data))
    return "\n".join([*texts(data), *(each.text for each in opened.comments)])


@settings(max_examples=60)
@example([("split", 7, 0), ("join", 0, 8)], [("drop", 0), ("drop", 0), ("drop", 0), ("drop", 7)])
@given(st.lists(OPERATIONS, max_size=5), RECORDS)
def test_every_edit_is_there_and_merging_again_changes_nothing(
    operations: list[tuple[str, int, int]], changes: list[tuple[str, int]]
) -> None:
    def edit(opened: Any) -> None:
        for number, operation in enumerate(operations):
            do(opened, operation, f"【手{number}】")

    theirs = edited(edit, rendered(made(first_words())))
    result, done = once_and_for_all(theirs, rendered(made(changed(changes))))
    kept = everything(result)
    if done.lost:
        from branchreport.writers.docx.package import pack

        kept += everything(pack(done.lost))
    for number, _operation in enumerate(operations):
        assert (f"【手{number}】" in everything(theirs)) == (f"【手{number}】" in kept)


@settings(max_examples=30)
@given(RECORDS)
def test_without_edits_the_result_says_what_the_rendering_says(
    changes: list[tuple[str, int]],
) -> None:
    ours = rendered(made(changed(changes)))
    result, done = once_and_for_all(rendered(made(first_words())), ours)
    assert done.conflicts == 0
    assert texts(result) == texts(ours)
    names = [name for each in read(result).passages for name in each.names]
    assert names == [name for each in read(ours).passages for name in each.names]


@settings(max_examples=30)
@given(st.lists(OPERATIONS, max_size=3), st.lists(OPERATIONS, max_size=3))
def test_the_edits_of_two_people_are_there(
    one: list[tuple[str, int, int]], other: list[tuple[str, int, int]]
) -> None:
    base = rendered(made(first_words()))
    copies = []
    for who, operations in (("甲", one), ("乙", other)):

        def edit(opened: Any, who: str = who, operations: Any = operations) -> None:
            for number, operation in enumerate(operations):
                do(opened, operation, f"【{who}{number}】")

        copies.append(edited(edit, base))
    both, _ = taken(copies[0], copies[1])
    result, done = merged(both, base)
    assert done.conflicts == 0
    said = everything(result)
    for who, copy, operations in zip("甲乙", copies, (one, other), strict=True):
        for number, _operation in enumerate(operations):
            mark = f"【{who}{number}】"
            assert (mark in everything(copy)) <= (mark in said)
    again, done = taken(both, copies[1])
    assert everything(again).count("【") == everything(both).count("【")
