"""A record added to a file: it reads as it was meant, and every other byte stays as it was."""

import codecs
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from branchreport.loading.appending import Addition, CannotAppendError, appended
from branchreport.loading.decoding import decode
from branchreport.loading.reading import read
from branchreport.records.year import BranchYear
from conftest import EXAMPLES

HERE = Path(__file__).parent
WHY = Addition("restatements", {"date": "2022-03-01", "reason": "漏记", "records_digest": "0a"})
ITEM = "- 日期: 2022-03-01\n    原因: 漏记\n    记录摘要: 0a\n"
HEAD = "报告: {年度: 2021, 支部: 甲}\n"
ONE = "- {日期: 2022-01-01, 原因: 乙, 记录摘要: 1b}"

WHOLE = {
    "a new key": (HEAD, f"{HEAD}\n重述:\n  {ITEM}"),
    "after a blank line": (f"{HEAD}\n", f"{HEAD}\n重述:\n  {ITEM}"),
    "after a comment": (f"{HEAD}# 完\n", f"{HEAD}# 完\n\n重述:\n  {ITEM}"),
    "no break at the end": (HEAD[:-1], f"{HEAD}\n重述:\n  {ITEM}"),
    "an empty file": ("", f"重述:\n  {ITEM}"),
    "comments alone": ("# 登记\n", f"# 登记\n重述:\n  {ITEM}"),
    "after the last item": (f"重述:\n  {ONE}\n{HEAD}", f"重述:\n  {ONE}\n  {ITEM}{HEAD}"),
    "after its comment": (
        f"重述:\n  {ONE}  # 一\n\n  # 二\n{HEAD}",
        f"重述:\n  {ONE}  # 一\n  {ITEM}\n  # 二\n{HEAD}",
    ),
    "after a block": (
        f"重述:\n  {ITEM}{HEAD}",
        f"重述:\n  {ITEM}  {ITEM}{HEAD}",
    ),
    "at the left": (
        f"重述:\n{ONE}\n{HEAD}",
        f"重述:\n{ONE}\n- 日期: 2022-03-01\n  原因: 漏记\n  记录摘要: 0a\n{HEAD}",
    ),
    "the end of the file": (f"{HEAD}重述:\n  {ONE}", f"{HEAD}重述:\n  {ONE}\n  {ITEM}"),
    "a folded text at the end": (
        f"重述:\n  - 日期: 2022-01-01\n    原因: >\n      甲\n      乙\n{HEAD}",
        f"重述:\n  - 日期: 2022-01-01\n    原因: >\n      甲\n      乙\n  {ITEM}{HEAD}",
    ),
    "brackets": (
        f"重述: [{ONE[2:]}]\n{HEAD}",
        f"重述: [{ONE[2:]}, {{日期: 2022-03-01, 原因: 漏记, 记录摘要: 0a}}]\n{HEAD}",
    ),
    "empty brackets": (
        f"重述: [ ] # 无\n{HEAD}",
        f"重述: [ {{日期: 2022-03-01, 原因: 漏记, 记录摘要: 0a}}] # 无\n{HEAD}",
    ),
    "a comma before the bracket": (
        f"重述: [{ONE[2:]},\n]\n{HEAD}",
        f"重述: [{ONE[2:]},\n {{日期: 2022-03-01, 原因: 漏记, 记录摘要: 0a}}]\n{HEAD}",
    ),
    "a key without a value": (f"重述:\n{HEAD}", f"重述:\n  {ITEM}{HEAD}"),
    "indented keys": (
        f"  {HEAD}",
        f"  {HEAD}\n  重述:\n    {ITEM.replace('    ', '      ')}",
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_where_it_is_put(name: str) -> None:
    before, after = WHOLE[name]
    assert appended(before.encode(), [WHY], chinese=True).decode() == after


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (b"", "gb18030"),
     (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)  # fmt: skip
def test_encoding_and_ends_of_lines_stay(mark: bytes, encoding: str, end: str) -> None:
    for before, after in WHOLE.values():
        if end in before.replace("\n", end):  # else nothing says how lines end
            raw, put = (mark + text.replace("\n", end).encode(encoding) for text in (before, after))
            assert appended(raw, [WHY], chinese=True) == put


ODD = {
    "no value in words": f"重述: ~\n{HEAD}",
    "all in braces": "{报告: {年度: 2021, 支部: 甲}}\n",
    "an end of the document": f"{HEAD}...\n",
    "a dash on its own": f"重述:\n  -\n    {ONE[3:-1].replace(', ', chr(10) + '    ')}\n{HEAD}",
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_written_in_an_odd_way_is_left_to_its_user(name: str) -> None:
    with pytest.raises(CannotAppendError) as caught:
        appended(ODD[name].encode(), [WHY], chinese=True)
    assert str(caught.value) == f"重述:\n  {ITEM}"


def test_several_are_put_into_one_file_and_in_english() -> None:
    issue = {"date": "2021-12-20", "document": "a: b.docx", "document_digest": "1",
             "records_digest": "2"}  # fmt: skip
    assert appended(b"", [Addition("issues", issue), WHY], chinese=False).decode() == (
        """issues:
  - date: 2021-12-20
    document: 'a: b.docx'
    document_digest: 1
    records_digest: 2

restatements:
  - date: 2022-03-01
    reason: 漏记
    records_digest: 0a
"""
    )


FILES = [
    file.read_bytes()
    for folder in (*EXAMPLES.values(), HERE / "sound", HERE / "club")
    for file in sorted(folder.glob("*.yaml"))
]
LINES = st.text(st.characters(codec="gb18030", exclude_categories=["C", "Z"]), min_size=1)


@given(st.sampled_from(FILES), LINES.map(str.strip), st.booleans())
def test_whatever_the_reason_it_is_read_back_and_nothing_else_changes(
    raw: bytes, reason: str, chinese: bool
) -> None:
    assume(reason)
    addition = Addition("restatements", {"date": "2022-03-01", "reason": reason})
    after = appended(raw, [addition], chinese=chinese)
    at = next((at for at, (one, other) in enumerate(zip(raw, after, strict=False)) if one != other),
              len(raw))  # fmt: skip
    rest = len(raw) - at
    assert after[:at] == raw[:at]
    assert after[len(after) - rest :] == raw[at:]
    text, _found = decode(after, "")
    value = read(text or "", "", (), BranchYear).value
    assert isinstance(value, dict)
    assert value["restatements"] == [{"date": "2022-03-01", "reason": reason}]
