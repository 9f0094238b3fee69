"""Text to values with their places: the same by both of PyYAML's readers."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from branchreport.loading.decoding import decode
from branchreport.loading.parsing import DEEPEST, parse
from branchreport.places import MappingPlaces, SequencePlaces
from branchreport.typography import unfold

HERE = Path(__file__).parent
FILES = sorted(
    [*(HERE / "faults").glob("*.yaml"), *(HERE / "sound").glob("*.yaml"),
     *(HERE.parent / "examples").rglob("*.yaml"), *(HERE.parent / "templates").rglob("*.yaml")]
)  # fmt: skip


def shape(places: Any) -> Any:
    """Places as plain data that can be compared."""
    match places:
        case MappingPlaces():
            inner = {key: shape(value) for key, value in places.values.items()}
            return places.marks, places.keys, inner
        case SequencePlaces():
            return places.marks, [shape(item) for item in places.items]
    return places


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_both_readers_agree(file: Path) -> None:
    text, _ = decode(file.read_bytes(), "f")
    if text is None:
        return
    fast = parse(text, "f", yaml.CSafeLoader)
    slow = parse(text, "f", yaml.SafeLoader)
    assert fast.complete == slow.complete
    assert (fast.error is None) == (slow.error is None)
    if fast.complete:
        assert fast.value == slow.value
        assert shape(fast.places) == shape(slow.places)
        assert fast.findings.all() == slow.findings.all()
        assert fast.texts == slow.texts


def values(text: str) -> Any:
    parsed = parse(text, "f")
    assert parsed.complete
    assert parsed.findings.all() == []
    return parsed.value


def test_plain_scalars_stay_as_written() -> None:
    written = [
        "12:30",
        "012",
        "yes",
        "2021.10",
        "2021-03-05",
        "1_000",
        ".inf",
        "0x1F",
        "off",
        "1e3",
    ]
    assert values("\n".join(f"- {text}" for text in written)) == written


def test_null_forms_are_nothing() -> None:
    assert values("a:\nb: ~\nc: null\nd: ''\ne: 'null'") == {
        "a": None, "b": None, "c": None, "d": "", "e": "null",
    }  # fmt: skip


def test_a_folded_line_leaves_no_blank_between_chinese() -> None:
    text = "a: >\n  党史，\n  故事\n  in English\n  words\n  与“引号”\n  相邻\n"
    assert values(text) == {"a": "党史，故事 in English words 与“引号”相邻\n"}


def test_prose_of_several_lines_is_joined_alike() -> None:
    assert unfold("党史\n故事\nin English\nwords", "\n") == "党史故事 in English words"


def test_a_typed_blank_stays_in_one_line() -> None:
    assert values("a: 张 三") == {"a": "张 三"}


def test_places_count_code_points_from_nought() -> None:
    places = parse("键😀: 值值\n列表:\n  - 甲\n  - {乙: 丙}\n", "f").places
    assert isinstance(places, MappingPlaces)
    assert places.keys == {"键😀": (0, 0, 0, 2), "列表": (1, 0, 1, 2)}
    assert places.values["键😀"] == (0, 4, 0, 6)
    listed = places.values["列表"]
    assert isinstance(listed, SequencePlaces)
    assert listed.items[0] == (2, 4, 2, 5)
    inner = listed.items[1]
    assert isinstance(inner, MappingPlaces)
    assert inner.marks == (3, 4, 3, 10)


@pytest.mark.parametrize("brackets", ["[", "{a: "])
def test_depth_is_limited_without_recursion(brackets: str) -> None:
    parsed = parse(brackets * 100_000, "f")
    assert not parsed.complete
    assert [finding.code for finding in parsed.findings.all()] == ["BR109"]
    deep = brackets * DEEPEST + {"[": "]", "{a: ": "}"}[brackets] * DEEPEST
    assert parse(deep, "f").complete


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("branchreport.loading.parsing.MOST_EVENTS", 10)
    parsed = parse("- a\n" * 12, "f")
    assert not parsed.complete
    assert [finding.code for finding in parsed.findings.all()] == ["BR110"]


@given(st.text(alphabet=st.sampled_from("ab键:-?[]{},&*!|>'\"#% \n\t：，　"), max_size=60))
def test_no_text_raises(text: str) -> None:
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        parsed = parse(text, "f", loader)
        assert parsed.complete or parsed.error or parsed.findings.said


@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_or_refused(raw: bytes) -> None:
    text, findings = decode(raw, "f")
    assert text is not None or findings
    if text is not None:
        assert text.isprintable() or not set(text) & set("\0\x07\x1b\x85\u2028\ufeff")


@pytest.mark.parametrize(
    ("encoding", "codes"),
    [("utf-8", []), ("utf-8-sig", []), ("utf-16", []), ("gb18030", ["BR003"])],
)
def test_encodings(encoding: str, codes: list[str]) -> None:
    text, findings = decode("报告: 党支部".encode(encoding), "f")
    assert text == "报告: 党支部"
    assert [finding.code for finding in findings] == codes


@pytest.mark.parametrize("text", ["branch: Montréal", "text: The cafés were open", "café"])
def test_a_western_encoding_is_not_taken_for_chinese(text: str) -> None:
    decoded, findings = decode(text.encode("latin-1"), "f")
    assert decoded is None
    assert [finding.code for finding in findings] == ["BR002"]
