"""Numbers typed into prose: what a count should say is not said by hand, and nothing is said twice.

A number belongs to a count when the count's name stands right before or after it, with nothing
between but a few small words, and its measure word is the count's.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from branchreport import shipped
from branchreport.facts import Fact
from branchreport.language import _
from branchreport.places import Location
from branchreport.quantity import NotAQuantityError, Quantity
from branchreport.records.year import BranchYear, Section
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding

_REPORTED: Final = ("opening", "closing", "achievements")
"""The keys of a year, and of its report, whose prose tells what was done."""

_QUOTE: Final = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_NUMBER: Final = re.compile(
    r"(?<![\d.第A-Za-z])\d{1,9}(?:\.\d+)?(?:余|多)?"
    r"(?P<unit>[个]?[次部本条项份篇件场期名人户处幅堂册批组](?:次)?|[a-z][a-z ]*[a-z])"
)
_BETWEEN: Final = re.compile(r"[”’》〉」]*(?:活动|会议)?(?:共计|累计|合计|共|达|了|计)?$")
_OF_A_PART: Final = re.compile(
    r"每|平均|其中|季度|半年|上年|去年|今年以来|月|同比|计划|力争|不少于|至少|超过|分别|增加|减少"
)
_CLAUSE: Final = re.compile(r"[，。；：、！？,;]")
_LONGEST_NAME: Final = 40
_KEY: Final = 4
"""The characters before a number by which two numbers are taken to be about the same thing."""
_THINGS: Final = frozenset("次部本条项份篇件场期")
"""Measure words of what is counted once a year; people (名, 人) are counted in many ways."""


class _Typed(NamedTuple):
    """A number in prose: where, the words of it, and the text with quotes blanked out."""

    location: Location
    match: re.Match[str]
    text: str

    @property
    def written(self) -> str:
        """The number and its measure word."""
        return self.match[0].strip()

    def finding(
        self, message: str, help_text: str, labels: tuple[tuple[Location, str], ...], code: str = ""
    ) -> Finding:
        """What is said of it, at its place."""
        nth = self.text.count(self.written, 0, self.match.start())
        return Finding(self.location, message, help_text, labels, self.written, nth, code)


def typed(case: Case) -> Iterator[Finding]:
    """A number is typed that a count says as well: BR311, or BR312 where the count says another."""
    for number in _numbers(case):
        fact = _counted(number, case.facts)
        if fact is None:
            continue
        try:
            same = Quantity.parse(number.written) == fact.quantity
        except NotAQuantityError:
            continue
        here = _place(fact)
        labels = ((here, _("{figure} here").format(figure=fact.quantity)),) if here else ()
        name = _quoted(fact.name)
        if same:
            yield number.finding(
                _("“{figure}” is typed by hand").format(figure=number.written),
                _("quote the count: {quote}").format(quote=name),
                labels,
                "BR311",
            )
        elif not _OF_A_PART.search(_clause(number)):
            yield number.finding(
                _("“{figure}” is typed, but “{name}” is {counted}").format(
                    figure=number.written, name=fact.name, counted=fact.quantity
                ),
                _("quote the count: {quote}").format(quote=name),
                labels,
                "BR312",
            )


def two_numbers(case: Case) -> Iterator[Finding]:
    """The same thing is given two numbers in prose."""
    first: dict[tuple[str, str], _Typed] = {}
    for number in _numbers(case):
        before = number.text[: number.match.start()]
        before = before[: _BETWEEN.search(before).start()]  # type: ignore[union-attr]  # may be empty
        thing = before[-_KEY:]
        if len(thing) < _KEY or not thing.isalpha() or thing.isascii():
            continue
        if number.match["unit"] not in _THINGS or _OF_A_PART.search(_clause(number)):
            continue
        known = first.setdefault((thing, number.match["unit"]), number)
        if known.written != number.written and _counted(number, case.facts) is None:
            yield number.finding(
                _("“{thing}” is {figure} here, and {other} elsewhere").format(
                    thing=thing, figure=number.written, other=known.written
                ),
                _("make it a count, and quote it in both places"),
                ((known.location, _("{figure} here").format(figure=known.written)),),
            )


def never_quoted(case: Case) -> Iterator[Finding]:
    """A count is kept that nothing quotes: no prose, no target, no section of its kind."""
    if not case.year.achievements or case.year.report.template not in (None, *shipped.templates()):
        return  # nothing is written yet; a template of one's own may quote any count
    used: set[str] = set()
    quotes: list[str] = []
    for _location, prose in case.prose:
        quotes += _QUOTE.findall(prose) if "{{" in prose else []
    for plan in case.year.plans:
        used.update(plan.targets)
    quoted = "\n".join(quotes)
    kinds = {kind for section in _sections(case.year) for kind in section.kinds}
    for index, count in enumerate(case.year.counts):
        if count.name in used or count.name in kinds or count.name in quoted:
            continue
        yield Finding(
            ("counts", index, "name"),
            _("nothing quotes “{name}”").format(name=count.name),
            _("quote it where the report speaks of it: {quote}").format(quote=_quoted(count.name)),
        )


def _sections(year: BranchYear) -> Iterator[Section]:
    pending = list(year.achievements)
    while pending:
        section = pending.pop()
        yield section
        pending += section.sections


def _numbers(case: Case) -> Iterator[_Typed]:
    """Every number with a measure word in the prose that tells what was done."""
    for location, prose in case.prose:
        where = location[1] if location[0] == "report" else location[0]
        if where not in _REPORTED or not any(character.isdigit() for character in prose):
            continue
        text = _QUOTE.sub(lambda quote: "\0" * len(quote[0]), prose)
        for match in _NUMBER.finditer(text):
            yield _Typed(location, match, text)


def _counted(number: _Typed, facts: Mapping[str, Fact]) -> Fact | None:
    """The count that ``number`` is typed in place of."""
    start, end = number.match.span()
    before = number.text[max(0, start - _LONGEST_NAME) : start]
    after = number.text[end : end + _LONGEST_NAME]
    unit = number.match["unit"]
    before = before[: _BETWEEN.search(before).start()]  # type: ignore[union-attr]  # may be empty
    for length in range(_LONGEST_NAME, 1, -1):
        for name in {before[-length:], after[:length]}:
            fact = facts.get(name)
            if fact and fact.quantity.unit == unit:
                return fact
    return None


def _clause(number: _Typed) -> str:
    """What stands before ``number`` since the last mark of punctuation."""
    return _CLAUSE.split(number.text[max(0, number.match.start() - 60) : number.match.start()])[-1]


def _place(fact: Fact) -> Location | None:
    if fact.count is not None:
        return ("counts", fact.count)
    return ("activities", fact.activities[-1]) if fact.activities else None


def _quoted(name: str) -> str:
    """How prose quotes the count ``name``."""
    return f"{{{{ {name} }}}}" if name.isidentifier() else f'{{{{ 数["{name}"] }}}}'
