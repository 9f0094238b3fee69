"""Checks: every check of wording in one table, and how its slips become findings."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from branchreport.diagnostics import Severity
from branchreport.rules.finding import Finding
from branchreport.rules.wording import (
    consistency,
    leftovers,
    lists,
    numerals,
    ordinals,
    pairs,
    punctuation,
    titles,
)
from branchreport.rules.wording.passages import Corpus, Role
from branchreport.rules.wording.slip import Slip

_NUMBERED: Final = (Role.HEADING, Role.POINT)
_HEADINGS: Final = (Role.TITLE, Role.HEADING)
_ENDED: Final = (Role.POINT, Role.CLAUSE)

_MOST: Final = 1000
"""Findings of one check that are looked at: more than are reported, as some may be exempted."""


class Check(NamedTuple):
    """A line of the table of checks.

    ``needs`` are groups of characters: where the year holds none of a group, nothing is searched.
    Neighbouring ``roles`` are what is looked at, or everything.
    """

    code: str
    find: Callable[[str], Iterator[Slip]]
    needs: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    severity: Severity | None = None


_ENDS: Final = "，。；：、,;:."
_DIGITS: Final = "0123456789０１２３４５６７８９"
CHECKS: Final = (
    # Of two slips in one place the first is said: the more telling ones come first.
    Check("BR617", ordinals.typed_ordinals, roles=_NUMBERED),
    Check("BR631", leftovers.stand_ins, ("*＊×_＿□Xx？?",)),
    Check("BR631", leftovers.english_to_dos, ("TF", "DXB")),
    Check("BR631", leftovers.to_dos, ("待此请填插某",)),
    Check("BR631", leftovers.empty_marks),
    Check("BR610", punctuation.end_marks_of_headings, (_ENDS,), _HEADINGS),
    Check("BR610", punctuation.end_marks_of_points, (_ENDS,), _ENDED, Severity.NOTE),
    Check("BR614", titles.document_numbers, ("号", "[（(【［〔")),
    Check("BR604", ordinals.marks_after_han, (".．，,",)),
    Check("BR604", ordinals.marks_after_arabic, ("、．", _DIGITS)),
    Check("BR603", ordinals.marks_after_brackets, ("）)",)),
    Check("BR605", ordinals.marks_after_words, ("、",)),
    Check("BR606", punctuation.ellipses, (".…⋯·•",)),
    Check("BR606", punctuation.stops_for_ellipses),
    Check("BR606", punctuation.dashes, ("-–─―－—",)),
    Check("BR621", numerals.full_width_digits, ("０１２３４５６７８９",)),
    Check("BR626", numerals.half_ranges, ("～~-–—", _DIGITS)),
    Check("BR626", numerals.joined_ranges, ("~-–", _DIGITS)),
    Check("BR626", numerals.dashed_ranges, ("—", _DIGITS)),
    Check("BR601", punctuation.half_width_brackets, ("()",)),
    Check("BR601", punctuation.half_width_marks, (",;:?!",)),
    Check("BR601", punctuation.half_width_stops, (".",)),
    Check("BR607", punctuation.doubled_marks),
    Check("BR607", punctuation.blanks, (" \u00a0\u3000",)),
    Check("BR607", punctuation.leading_marks),
    Check("BR608", punctuation.marks_before_and_so_on, ("、", "等")),
    Check("BR608", punctuation.ellipses_before_and_so_on, ("…", "等")),
    Check("BR609", pairs.straight_quotation_marks, ("\"'＂",)),
    Check("BR616", pairs.nested_marks, ("“《（",)),
    Check("BR602", pairs.lone_marks, ("“”‘’（）()《》〈〉〔〕【】",)),
    Check("BR611", lists.uneven_marks, ("是", "二三")),
    Check("BR612", lists.gaps, ("是", "一二三")),
    Check("BR615", titles.of_no_work, ("》",)),
    Check("BR622", numerals.short_years, ("年", _DIGITS)),
    Check("BR623", numerals.estimates, ("、",)),
    Check("BR624", numerals.mixed_numerals, ("千百", _DIGITS)),
    Check("BR625", numerals.years_in_numerals, ("年", "一二")),
    Check("BR625", numerals.months_in_numerals, ("年", "月")),
    Check("BR632", leftovers.repeated_phrases),
)
YEAR_CHECKS: Final = (
    ("BR613", consistency.uneven_enumerations),
    ("BR627", consistency.uneven_numerals),
    ("BR633", consistency.uneven_quotation_marks),
)
"""Checks that compare the texts of a year."""


def findings(corpus: Corpus) -> Iterator[Finding]:
    """Everything that the checks find in a year."""
    claimed = bytearray(len(corpus.text))
    for check in CHECKS:
        if all(any(sign in corpus.text for sign in group) for group in check.needs):
            yield from _first(_checked(check, corpus, claimed))
    for code, find in YEAR_CHECKS:
        yield from _first(_compared(code, find, corpus))


def _first(found: Iterator[Finding]) -> Iterator[Finding]:
    """As many as are looked at, and the next as the last."""
    yield from islice(found, _MOST)
    yield from (finding._replace(last=True) for finding in islice(found, 1))


def _compared(
    code: str, find: Callable[[str], Iterator[tuple[Slip, int, str]]], corpus: Corpus
) -> Iterator[Finding]:
    """The findings of a check that compares the texts of a year."""
    for slip, other, said in find(corpus.text):
        finding = _finding(code, corpus, slip)
        _passage, location, _text, _start = corpus.place(other)
        labels = ((location, said),) if location != finding.location else ()
        yield finding._replace(labels=labels)


def _checked(check: Check, corpus: Corpus, claimed: bytearray) -> Iterator[Finding]:
    """The findings of ``check`` whose words are not ``claimed`` by another, and claim them.

    A slip that only overlaps with others is said, too, but not where it would change the text.
    """
    shift, text = corpus.part(check.roles)
    for slip in check.find(text):
        start, end = slip.start + shift, slip.end + shift
        taken = claimed.count(1, start, end)
        if taken == 0 or (taken < end - start and slip.put is None):
            claimed[start:end] = b"\1" * (end - start)
            moved = slip._replace(start=start, end=end)
            yield _finding(check.code, corpus, moved)._replace(severity=check.severity)


def _finding(code: str, corpus: Corpus, slip: Slip) -> Finding:
    passage, location, text, start = corpus.place(slip.start)
    words = text[start : start + slip.end - slip.start]
    return Finding(
        location,
        slip.message,
        slip.help,
        words=words,
        start=start,
        code=code,
        put=None if passage.role is Role.NAME else slip.put,
    )
