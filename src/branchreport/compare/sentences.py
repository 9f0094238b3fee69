"""Sentences about figures that are ready to be quoted in a report."""

from dataclasses import replace

from branchreport.compare.changes import CountChange
from branchreport.compare.counts import sentence
from branchreport.growth import Turn

_CJK = 0x2E80
"""The first of the characters that are written without blanks."""

_REDEFINED = {
    True: "（口径不一致，仅供参考）",
    False: " (counted in different ways, for reference only)",
}


def joint(name: str, *, chinese: bool) -> str:
    """What stands between a name and its figure in Chinese, so that ``类别3`` ``753次`` are two.

    Nothing, but for a name that ends in a letter or digit.
    """
    last = name[-1:]
    return "：" if chinese and last.isalnum() and ord(last) < _CJK else ""


def is_quotable(change: CountChange) -> bool:
    """Whether there is anything to say of the last two years.

    Not of what neither counted, nor of what took place in neither and the last does not ask for.
    """
    old, new = change.facts[-2:]
    none = all(fact is None or not fact.exact.number for fact in (old, new))
    asked = new is not None and new.count is not None
    return change.growths[-1].turn is not Turn.NEVER and (asked or not none)


def told(change: CountChange, *, chinese: bool) -> str:
    """What can be said of the last year, with a caveat where it is counted in another way."""
    name = change.name + joint(change.name, chinese=chinese)
    text = sentence(replace(change, name=name), chinese=chinese)
    return text + (_REDEFINED[chinese] if change.redefined else "")
