"""Wording of the year before that stands again, word for word, in this one."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from branchreport.language import _
from branchreport.places import Atlas, Location
from branchreport.records.references import Promise, promises
from branchreport.records.year import BranchYear, Plan, Shortcoming
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding, Mark
from branchreport.rules.pointing import Pointer

_SHORTEST: Final = 8
"""Characters of a text that nobody writes twice by chance."""

_CLAUSE: Final = "[，。；：、,.;:]"
_END_MARKS: Final = "。．.；;，,！!：:…、 "


class _Text(NamedTuple):
    """A text of a shortcoming or plan: the field that it stands in, and where it was written."""

    field: str
    location: Location
    words: str
    promise: Promise


def word_for_word(case: Case) -> Iterator[Finding]:
    """A shortcoming or plan says what the year before said, in the same words."""
    if case.before is None or case.recorded is None:
        return
    before = _by_words(case.before.year)
    pointer = Pointer(case.before.year, case.before.places)
    for text in _texts(case.year):
        then = before.get((text.field, text.words))
        if then is None or (text.field in _NAMES and _is_linked(text, then)):
            continue
        span, _exact = pointer.place(then.location, _shown(then, case.before.places))
        yield Finding(
            text.location,
            _("this is word for word what stands in {year}").format(year=case.before.label),
            _help(then),
            (Mark(then.location, _("the same words"), span=span),),
            words=_shown(text, case.recorded.places),
        )


def _shown(text: _Text, places: Atlas) -> str:
    """The words to be marked: of a text of several lines its first clause, else all of it."""
    whole = places.value(text.location)
    return "" if whole.line == whole.end_line else re.split(_CLAUSE, text.words, maxsplit=1)[0]


_NAMES: Final = frozenset({"problem", "heading"})
"""Fields that may stay the same as long as it is the same shortcoming or plan."""


def _is_linked(text: _Text, then: _Text) -> bool:
    """Whether both are known to be one and the same."""
    record = text.promise.record
    return then.promise.record.id == (record.continues or record.id)


def _help(then: _Text) -> str:
    if then.field in _NAMES:
        return _("if it is the same, write “continues: {id}”, or keep that id").format(
            id=then.promise.record.id
        )
    return _("say what is different this year")


def _by_words(year: BranchYear) -> Mapping[tuple[str, str], _Text]:
    """The texts of ``year``, found by their field and words; of two the first."""
    found: dict[tuple[str, str], _Text] = {}
    for text in _texts(year):
        found.setdefault((text.field, text.words), text)
    return found


def _texts(year: BranchYear) -> Iterator[_Text]:
    """The texts of shortcomings and plans that are long enough, without their end marks."""
    for promise in promises(year):
        for field, location, written in _written(promise):
            words = written.strip().rstrip(_END_MARKS)
            if len(words) >= _SHORTEST:
                yield _Text(field, location, words, promise)


def _written(promise: Promise) -> Iterator[tuple[str, Location, str]]:
    here, record = promise
    match record:
        case Shortcoming():
            yield "problem", (*here, "problem"), record.problem
            if record.cause:
                yield "cause", (*here, "cause"), record.cause
            for index, measure in enumerate(record.measures):
                yield "measures", (*here, "measures", index), measure
        case Plan():
            yield "heading", (*here, "heading"), record.heading
            for index, paragraph in enumerate(record.text):
                yield "text", (*here, "text", index), paragraph
