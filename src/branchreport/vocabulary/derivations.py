"""How figures follow from the records, in words of the document: rules, counts and events."""

from collections.abc import Iterator, Sequence
from typing import Final

from branchreport.facts import Fact
from branchreport.records.year import Activity, Derivation

EVENTS: Final = {True: "按活动记录计数", False: "counted from the log"}
"""The rule of a number of events that no count names."""

WRITTEN: Final = {True: "记录中写明", False: "written in the record"}
"""The rule of a quantity that a record says itself."""

RATE: Final = {
    True: "实到{present}人次÷应到{due}人次",
    False: "{present} present of {due} due",
}
"""The rule of an attendance rate."""

ALL: Final = {True: "全部活动", False: "all events"}
"""What a rate is of that no kind is named of."""

CHANGE: Final = {
    True: {False: "本年{now}，上年{before}", True: "本期{now}，上年同期{before}"},
    False: {
        False: "{now} this year, {before} the year before",
        True: "{now}, and {before} in the same period of the year before",
    },
}
"""The rule of a change; where only the same part of both years was counted, the second."""

NOTHING: Final = "—"
"""What stands for a figure that there is not."""


def count_in_words(name: str, *, chinese: bool) -> str:
    """``数字“主题党日”``."""
    return f"{'数字' if chinese else 'count '}{_quoted(name)}"


def event_in_words(activity: Activity, *, chinese: bool) -> str:
    """``2021-06-18 主题党日“党史故事分享会”``, with its theme where it has no title."""
    name = activity.title or activity.theme or ""
    named = f"{'' if chinese else ' '}{_quoted(name)}" if name else ""
    return f"{activity.date} {activity.kind}{named}"


def rule_of(fact: Fact, *, chinese: bool) -> str:
    """How ``fact`` follows: declared, counted or added up, or both, and whether they agree."""
    words = _WORDS[chinese]
    if fact.derivation is None or fact.counted is None:
        return words["declared"]
    counted = _derived(fact.derivation, chinese=chinese)
    if fact.declared is None:
        return counted
    told = words["both"] if fact.agrees else words["apart"]
    return told.format(declared=fact.declared, rule=counted, counted=fact.counted)


def sum_in_words(terms: Sequence[tuple[int, Fact]], *, chinese: bool) -> str:
    """``主题党日（12次）＋党课（4次）``."""
    marks, form = _SIGNS[chinese], _WORDS[chinese]["term"]
    parts = [
        (marks[sign] if index or sign < 0 else "")
        + form.format(name=fact.name, figure=fact.quantity)
        for index, (sign, fact) in enumerate(terms)
    ]
    return "".join(parts).strip()


def signed_name(name: str, sign: int, *, chinese: bool) -> str:
    """``name`` as a term of a sum: with a minus where it is taken away."""
    return name if sign > 0 else f"{_SIGNS[chinese][-1].strip()}{name}"


def _derived(derivation: Derivation, *, chinese: bool) -> str:
    """What is counted or added up, and of which events."""
    words = _WORDS[chinese]
    of = words["and"].join(_conditions(derivation, chinese=chinese))
    if derivation.tally:
        told = words["tally"].format(name=_quoted(derivation.tally))
    elif derivation.attendance:
        people = derivation.attendance
        told = words["attendance"].format(people=people.chinese if chinese else people.value)
    else:
        told = words["count"]
    return f"{told}{words['of']}{of}" if of else told


def _conditions(derivation: Derivation, *, chinese: bool) -> Iterator[str]:
    words = _WORDS[chinese]
    for key, names in (("kind", derivation.kind), ("theme", derivation.theme)):
        if names:
            yield words[key] + words["or"].join(map(_quoted, names))


def _quoted(name: str) -> str:
    """``name`` in quotation marks; those within are single ones (GB/T 15834-2011, 4.8.3.3)."""
    return f"“{name.replace('“', '‘').replace('”', '’')}”"


_WORDS: Final = {
    True: {
        "declared": "填报",
        "both": "填报{declared}；{rule}，计{counted}，与填报数相符",
        "apart": "填报{declared}；{rule}，计{counted}，与填报数不符",
        "count": "按活动记录计数",
        "tally": "按活动记录合计{name}",
        "attendance": "按活动记录合计{people}人数",
        "of": "：",
        "and": "，",
        "or": "或",
        "kind": "类别为",
        "theme": "主题为",
        "term": "{name}（{figure}）",
    },
    False: {
        "declared": "declared",
        "both": "declared as {declared}; {rule}: {counted}, which agrees",
        "apart": "declared as {declared}; {rule}: {counted}, which does not agree",
        "count": "counted from the log",
        "tally": "{name} added up over the log",
        "attendance": "people {people}, added up over the log",
        "of": ", ",
        "and": ", ",
        "or": " or ",
        "kind": "kind ",
        "theme": "theme ",
        "term": "{name} ({figure})",
    },
}
_SIGNS: Final = {True: {1: "＋", -1: "－"}, False: {1: " + ", -1: " − "}}
