"""What verdicts, states and links are called in English and Chinese: one wording everywhere."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar

from branchreport.compare.changes import Link, State, Verdict
from branchreport.compose.values import Value
from branchreport.document import Run

_Key = TypeVar("_Key", bound=StrEnum)


class Words(NamedTuple):
    """What something is called."""

    english: str
    chinese: str


PLANS: Final = {
    Verdict.FULFILLED: Words("fulfilled", "已完成"),
    Verdict.PARTLY: Words("partly fulfilled", "部分完成"),
    Verdict.NOT: Words("not fulfilled", "未完成"),
    Verdict.UNKNOWN: Words("cannot be judged yet", "暂无法判断"),
}
"""What became of a plan, the best first."""

STATES: Final = {
    State.MENDED: Words("mended", "已整改"),
    State.CONTINUING: Words("continuing", "延续"),
    State.RECURRING: Words("recurring", "再次出现"),
    State.NEW: Words("new", "新增"),
    State.DROPPED: Words("dropped", "不再列入整改"),
    State.UNANSWERED: Words("unanswered", "尚未答复"),
}
"""Where a shortcoming stands between two years."""

LINKS: Final = {
    Link.EXPLICIT: Words("linked", "注明延续"),
    Link.ID: Words("the same id", "编号相同"),
    Link.WORDS: Words("the same words", "文字相同"),
    Link.TEXT: Words("similar words", "文字相近"),
    Link.DOUBTFUL: Words("doubtful, please check", "疑似同一项，请核对"),
}
"""How it is known that two records are the same."""


def called(table: Mapping[_Key, Words], key: _Key, *, chinese: bool) -> Value:
    """``key`` as a template prints it, by its words in ``table``."""
    words = table[key]
    return Value(key.value, (Run(words.chinese if chinese else words.english),))


def all_called(table: Mapping[_Key, Words], *, chinese: bool) -> list[Value]:
    """Every key of ``table``, in its order."""
    keys: Iterable[_Key] = table
    return [called(table, key, chinese=chinese) for key in keys]
