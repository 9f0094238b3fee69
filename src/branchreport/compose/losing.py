"""Values that a template printed and that no document holds: a fault, wherever they went."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import SupportsIndex

from branchreport.compose.faults import Place, TemplateFault
from branchreport.compose.values import TOKEN, Value
from branchreport.diagnostics import shortened
from branchreport.document import Source
from branchreport.language import _


class LostFault(TemplateFault):
    """A value that was printed, and does not stand in the document."""

    code = "BR505"


class Taking(list[Value]):
    """What was printed; it counts how often each value is taken from it."""

    def __init__(self, printed: Iterable[Value]) -> None:
        super().__init__(printed)
        self.taken: Counter[int] = Counter()

    def __getitem__(self, number: SupportsIndex) -> Value:  # type: ignore[override]  # no slices
        """The value of the token ``number``."""
        self.taken[int(number)] += 1
        return super().__getitem__(number)


def lost(text: str, taken: Counter[int]) -> list[int]:
    """The numbers of the tokens in ``text`` that were ``taken`` less often than they are there."""
    wanted = Counter(map(int, TOKEN.findall(text)))
    return [number for number, times in wanted.items() if taken[number] < times]


def fault(value: Value, place: Place, help_text: str, text: str | None = None) -> LostFault:
    """That ``value``, printed at ``place`` of a template, is lost."""
    source = next((run.source for run in value.runs if run.source), None)
    return LostFault(in_words(value, source), help_text, *place, text=text)


def in_words(words: str, source: Source | None) -> str:
    """That ``words``, which ``source`` says, are lost."""
    told = shortened(words)
    if source is None:
        return _("“{words}” does not stand in the document").format(words=told)
    name = Path(source.file).name
    return _("“{words}” of {record} ({place}) does not stand in the document").format(
        words=told, record=source.record, place=f"{name}:{source.line}:{source.column}"
    )
