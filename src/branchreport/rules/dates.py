"""Dates: days lie in the period, in their order, and on the weekday that is said."""

import datetime
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from branchreport.diagnostics import Severity
from branchreport.language import _
from branchreport.places import Location
from branchreport.records.year import Activity, Period
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding

_CHINESE: Final = "一二三四五六日"
_ENGLISH: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ANY_DAY: Final = (
    f"(?:星期|礼拜|周)(?P<han>[{_CHINESE}天])|(?i:\\b(?P<name>{'|'.join(_ENGLISH)})\\b)"
)
_OTHER_DAY: Final = (
    r"(?:[每个隔上下定划一二两三四五六七八九十几数0-9]|(?i:\b(?:every|each|next|last|from|of)) )$"
)
"""What stands before a weekday that is not the event's: 每周五, 原定周三, 一周三次."""

_OF_A_DAY: Final = (
    "上午|下午|中午|早|晚|凌晨|全天|傍晚|夜|$"
    rf"|(?![、，至到和及—–～~/-]+[{_CHINESE}天])[^\u4e00-\u9fff]"
)
"""What follows a weekday that is no other word, as 周一 of a name is, and no list: 周一、三、五."""

_DATED: Final = (
    rf"(?<![0-9年至到—–～~-])(?:([0-9]{{4}})年)?([0-9]{{1,2}})月([0-9]{{1,2}})日[（(]?"
    rf"(?P<weekday>(?:星期|礼拜|周)(?P<han>[{_CHINESE}天]))(?![{_CHINESE}天])"
)
"""The end of a stretch of days is left alone: 12月31日至1月2日 is in two years."""

_PLAIN_DATE: Final = r"(?<![0-9])(?:([0-9]{4})年)?(?<![0-9])([0-9]{1,2})月([0-9]{1,2})日"
_LEAP_YEAR: Final = 2000

_OF_NEXT_YEAR: Final = frozenset({"plans", "shortcomings"})
"""Where a date without its year need not be one of the period."""


class _Weekday(NamedTuple):
    """A weekday that is written in a text: which one, and where."""

    number: int
    written: str
    start: int


def outside_period(case: Case) -> Iterator[Finding]:
    """An event lies outside the period that is reported."""
    period = case.year.report.period
    for index, activity in enumerate(case.year.activities):
        days = {"date": activity.date, "until": max(activity.until or activity.date, activity.date)}
        for key, day in days.items():
            if not period.first <= day <= period.last:
                yield Finding(
                    ("activities", index, key),
                    _("{day} is outside the period, {first} to {last}").format(
                        day=day, first=period.first, last=period.last
                    ),
                    _("correct the date, or move the event to the year that it belongs to"),
                )
                break


def out_of_order(case: Case) -> Iterator[Finding]:
    """Something ends, is due, or is signed before it begins."""
    for index, activity in enumerate(case.year.activities):
        start: Location = ("activities", index, "date")
        if activity.until and activity.until < activity.date:
            message = _("it ends on {day}, before it begins on {first}")
            here: Location = ("activities", index, "until")
            yield _before(message, here, activity.until, start, activity.date)
        for place, action in enumerate(activity.actions):
            if action.deadline and action.deadline < activity.date:
                message = _("it is due on {day}, before it was agreed on {first}")
                here = ("activities", index, "actions", place, "deadline")
                yield _before(message, here, action.deadline, start, activity.date)
    report = case.year.report
    if report.signed and report.signed < report.period.first:
        message = _("it is signed on {day}, before the period begins on {first}")
        begin: Location = ("report", "from" if report.start else "year")
        yield _before(message, ("report", "signed"), report.signed, begin, report.period.first)
    yield from _of_another_year(case)
    yield from _after_signing(case)
    yield from _impossible(case)


def _of_another_year(case: Case) -> Iterator[Finding]:
    """The year that the title names has no day of the period."""
    report = case.year.report
    first, last = report.period
    if report.year and not first.year <= report.year <= last.year:
        begin: Location = ("report", "from" if report.start else "to")
        yield Finding(
            ("report", "year"),
            _("the year is {year}, but the period is {first} to {last}").format(
                year=report.year, first=first, last=last
            ),
            _("correct the year or the dates"),
            ((begin, _("{day} here").format(day=first if report.start else last)),),
        )


def _after_signing(case: Case) -> Iterator[Finding]:
    """An event is told of in a report that was signed before."""
    signed = case.year.report.signed
    for index, activity in enumerate(case.year.activities if signed else ()):
        if signed and case.year.report.period.first <= signed < activity.date:
            message = _("it takes place on {day}, after the report is signed on {first}")
            here: Location = ("activities", index, "date")
            found = _before(message, here, activity.date, ("report", "signed"), signed)
            yield found._replace(severity=Severity.WARNING)


def _impossible(case: Case) -> Iterator[Finding]:
    """Prose names a day that no month has: 6月31日; a year without a leap day matters if given."""
    for location, prose in case.prose:
        if "月" not in prose or "日" not in prose:
            continue
        for match in re.finditer(_PLAIN_DATE, prose):
            year, month, day = match.groups()
            try:
                datetime.date(int(year or _LEAP_YEAR), int(month), int(day))
            except ValueError:
                yield Finding(
                    location,
                    _("there is no day “{written}”").format(written=match[0]),
                    _("correct the date"),
                    words=match[0],
                    nth=prose.count(match[0], 0, match.start()),
                    severity=Severity.WARNING,
                )


def _before(
    message: str, here: Location, day: datetime.date, there: Location, first: datetime.date
) -> Finding:
    return Finding(
        here,
        message.format(day=day, first=first),
        _("correct one of the two dates"),
        ((there, _("{day} here").format(day=first)),),
    )


def in_the_future(case: Case) -> Iterator[Finding]:
    """Something is recorded for a day that has not come yet.

    An event after the period is outside of it, and that is said already.
    """
    days: list[tuple[Location, datetime.date]] = []
    for index, activity in enumerate(case.year.activities):
        if activity.date <= case.year.report.period.last:
            days.append((("activities", index, "date"), activity.date))
    for index, shortcoming in enumerate(case.year.shortcomings):
        for place, step in enumerate(shortcoming.progress):
            days.append((("shortcomings", index, "progress", place, "date"), step.date))
    for location, day in days:
        if day > case.today:
            yield Finding(
                location,
                _("{day} has not come yet").format(day=day),
                _("correct the date, or record it when it has taken place"),
            )


def wrong_weekday(case: Case) -> Iterator[Finding]:
    """A weekday that is written does not belong to its date."""
    for index, activity in enumerate(case.year.activities):
        for key in ("time", "note"):
            text = getattr(activity, key) or ""
            weekday = _weekday_of(text)
            if weekday and weekday.number not in _weekdays(activity):
                yield _wrong(
                    ("activities", index, key),
                    activity.date,
                    weekday.written,
                    weekday.written,
                    text.count(weekday.written, 0, weekday.start),
                    ("activities", index, "date"),
                )
    for location, prose in case.prose:
        if "日" not in prose or not any(mark in prose for mark in ("期", "拜", "周")):
            continue
        for match in re.finditer(_DATED, prose):
            day = _day(match, case.year.report.period, location)
            if day and _number(match["han"]) != day.weekday():
                nth = prose.count(match[0], 0, match.start())
                yield _wrong(location, day, match["weekday"], match[0], nth, None)


def _weekday_of(text: str) -> _Weekday | None:
    """The weekday that ``text`` gives; None where it names several, or that of other days."""
    if not any(mark in text for mark in ("期", "拜", "周", "day", "DAY")):
        return None
    found = list(re.finditer(_ANY_DAY, text))
    days = {_number(match["han"] or match["name"]) for match in found}
    if len(days) != 1:
        return None
    first = found[0]
    if re.search(_OTHER_DAY, text[max(0, first.start() - 6) : first.start()]):
        return None
    if first["han"] and not re.match(_OF_A_DAY, text[first.end() :]):
        return None
    return _Weekday(days.pop(), first[0], first.start())


def _number(written: str) -> int:
    """The number that `datetime` has for a weekday: 0 for Monday."""
    han = _CHINESE.find(written.replace("天", "日"))
    return han if han >= 0 else _ENGLISH.index(written.lower())


def _weekdays(activity: Activity) -> set[int]:
    """The weekdays on which an event took place."""
    days = min((activity.until or activity.date) - activity.date, datetime.timedelta(6)).days
    return {(activity.date.weekday() + day) % 7 for day in range(max(days, 0) + 1)}


def _day(match: re.Match[str], period: Period, location: Location) -> datetime.date | None:
    """The day that a match names; without a year it is one of the period, where that says which."""
    year, month, day = match.groups()[:3]
    if not year and location[0] in _OF_NEXT_YEAR:
        return None
    years = [int(year)] if year else range(period.first.year, period.last.year + 1)
    for candidate in years:
        try:
            found = datetime.date(candidate, int(month), int(day))
        except ValueError:
            continue
        if year or period.first <= found <= period.last:
            return found
    return None


def _wrong(
    location: Location,
    day: datetime.date,
    weekday: str,
    words: str,
    nth: int,
    date: Location | None,
) -> Finding:
    names = (
        _("a Monday"),
        _("a Tuesday"),
        _("a Wednesday"),
        _("a Thursday"),
        _("a Friday"),
        _("a Saturday"),
        _("a Sunday"),
    )
    return Finding(
        location,
        _("{day} is {weekday}, not “{written}”").format(
            day=day, weekday=names[day.weekday()], written=weekday
        ),
        _("correct the weekday, or the date"),
        ((date, _("{day} here").format(day=day)),) if date else (),
        words,
        nth,
    )


def past_deadline(case: Case) -> Iterator[Finding]:
    """A plan is due within the period that is reported, or a shortcoming before it."""
    period = case.year.report.period
    for index, plan in enumerate(case.year.plans):
        if plan.deadline and plan.deadline <= period.last:
            yield Finding(
                ("plans", index, "deadline"),
                _("the plan is due on {day}, but plans are for the time after {last}").format(
                    day=plan.deadline, last=period.last
                ),
                _("correct the deadline"),
            )
    for index, shortcoming in enumerate(case.year.shortcomings):
        deadline = shortcoming.deadline
        if isinstance(deadline, datetime.date) and deadline < period.first:
            yield Finding(
                ("shortcomings", index, "deadline"),
                _("the deadline {day} is before the period, which begins on {first}").format(
                    day=deadline, first=period.first
                ),
                _("correct the deadline"),
            )
