"""Stretches of time and obligations in words."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from branchreport.cadence import Duty, Status, Stretch
from branchreport.language import N_, _, plural
from branchreport.records.rule_set import Condition, Every, Obligation, Quorum, Word
from branchreport.records.year import Period
from branchreport.typography import joined

_MONTHS: Final = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_QUARTERS: Final = (
    N_("the first quarter"),
    N_("the second quarter"),
    N_("the third quarter"),
    N_("the fourth quarter"),
)
_HALVES: Final = (N_("the first half-year"), N_("the second half-year"))
_PACES: Final = {
    Every.MONTH: N_("{number} a month"),
    Every.QUARTER: N_("{number} a quarter"),
    Every.HALF_YEAR: N_("{number} a half-year"),
    Every.YEAR: N_("{number} a year"),
}
_LEAST_PACES: Final = {
    Every.MONTH: N_("at least {number} a month must be held"),
    Every.QUARTER: N_("at least {number} a quarter must be held"),
    Every.HALF_YEAR: N_("at least {number} a half-year must be held"),
    Every.YEAR: N_("at least {number} a year must be held"),
}
_WORDS: Final = {
    Word.MUST: N_("must"),
    Word.AT_LEAST: N_("at least"),
    Word.USUALLY: N_("usually"),
    Word.ON_SCHEDULE: N_("on schedule"),
    Word.AS_NEEDED: N_("as needed"),
}
_MISSED: Final = {
    Quorum.HALF: N_("{present} of {due} were present, less than half"),
    Quorum.MAJORITY: N_("{present} of {due} were present, not more than half"),
    Quorum.TWO_THIRDS: N_("{present} of {due} were present, less than two thirds"),
}
_MOST: Final = 12
"""Stretches that a sentence lists; what is more is counted."""


def lacking(duty: Duty, period: Period) -> str:
    """The stretches of ``period`` in which ``duty`` was not done, as a sentence lists them."""
    every = duty.obligation.every
    assert every is not None, "only what asks for a number lacks one"
    found: list[str] = []
    for missing, group in groupby(duty.stretches, lambda each: each.status is Status.MISSING):
        names = [_name(stretch, every, period) for stretch in group] if missing else []
        if len(names) > 2:
            names = [_("{first} to {last}").format(first=names[0], last=names[-1])]
        found += names
    return _listed(found)


def _name(stretch: Stretch, every: Every, period: Period) -> str:
    """``stretch`` as people call it, with its year where ``period`` is of more than one."""
    first = stretch.first
    if every is Every.YEAR:
        whole = Period.of_year(first.year) == (first, stretch.last)
        return _("{year}").format(year=first.year) if whole else _("the period")
    if every is Every.MONTH:
        name, with_year = _MONTHS[first.month - 1], N_("{month} {year}")
    else:
        names = _QUARTERS if every is Every.QUARTER else _HALVES
        name, with_year = names[first.month // every.months], N_("{stretch} of {year}")
    if period.first.year == period.last.year:
        return _(name)
    return _(with_year).format(month=_(name), stretch=_(name), year=first.year)


def _listed(names: Sequence[str]) -> str:
    if len(names) > _MOST:
        rest = len(names) - _MOST + 1
        names = [*names[: _MOST - 1], plural("{number} more", "{number} more", rest)]
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=_(", ").join(names[:-1]), last=names[-1])


def asked(obligation: Obligation) -> str:
    """How many are asked for, as strongly as the source says it."""
    if not obligation.asks or obligation.every is None:
        return _("no number is asked for ({word})").format(word=_(_WORDS[obligation.word]))
    if obligation.word is Word.AT_LEAST:
        return _(_LEAST_PACES[obligation.every]).format(number=obligation.at_least)
    pace = _(_PACES[obligation.every]).format(number=obligation.at_least)
    if obligation.word is Word.MUST:
        return _("{pace} must be held").format(pace=pace)
    return _("{pace} should be held").format(pace=pace)


def cited(obligation: Obligation) -> str:
    """The source of ``obligation``, and the article where it is known."""
    source, article = obligation.source, obligation.article
    if article is None:
        return source
    return f"{source}{article}" if joined(source, article) == "" else f"{source}, {article}"


def word(obligation: Obligation) -> str:
    """The word of the source that says how strongly it asks."""
    return _(_WORDS[obligation.word])


def missed(quorum: Quorum, present: int, due: int) -> str:
    """That ``present`` of ``due`` are not ``quorum``."""
    return _(_MISSED[quorum]).format(present=present, due=due)


def unheld(condition: Condition, *, known: bool) -> str:
    """That ``condition`` does not hold, or that it is not ``known`` whether it does."""
    committee = condition is Condition.COMMITTEE
    if known:
        return _("there is no committee") if committee else _("there are no groups")
    if committee:
        return _("the report does not say whether there is a committee")
    return _("the report does not say whether there are groups")
