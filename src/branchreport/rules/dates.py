"""Dates: days lie in the period, in their order, and on the weekday that is said."""

import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from branchreport.language import _
from branchreport.places import Location
from branchreport.records.year import Period, Plan, Shortcoming
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding

_CHINESE: Final = "一二三四五六日"
_ENGLISH: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY: Final = r"(?:星期|礼拜|周)(?P<day>[一二三四五六日天])(?![一二三四五六日天至到、年期会报])"
_DATED: Final = rf"(?:(\d{{4}})年)?(\d{{1,2}})月(\d{{1,2}})日[（(]{_WEEKDAY}[）)]"
_NAMED: Final = rf"\b({'|'.join(_ENGLISH)})\b"


def outside_period(case: Case) -> Iterator[Finding]:
    """An event lies outside the period that is reported."""
    period = case.year.report.period
    for index, activity in enumerate(case.year.activities):
        days = {"date": activity.date, "until": activity.until or activity.date}
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
    """Something ends, or is due, before it begins."""
    for index, activity in enumerate(case.year.activities):
        start: Location = ("activities", index, "date")
        if activity.until and activity.until < activity.date:
            yield _before(("activities", index, "until"), activity.until, start, activity.date)
        for place, action in enumerate(activity.actions):
            if action.deadline and action.deadline < activity.date:
                here: Location = ("activities", index, "actions", place, "deadline")
                yield _before(here, action.deadline, start, activity.date)
    for index, shortcoming in enumerate(case.year.shortcomings):
        steps = [step.date for step in shortcoming.progress]
        for place, (day, after) in enumerate(pairwise(steps)):
            if after < day:
                above: Location = ("shortcomings", index, "progress")
                yield _before((*above, place + 1, "date"), after, (*above, place, "date"), day)


def _before(here: Location, day: datetime.date, there: Location, first: datetime.date) -> Finding:
    return Finding(
        here,
        _("{day} is before {first}").format(day=day, first=first),
        _("correct one of the two dates"),
        ((there, _("{day} here").format(day=first)),),
    )


def in_the_future(case: Case) -> Iterator[Finding]:
    """An event is logged for a day that has not come yet."""
    for index, activity in enumerate(case.year.activities):
        if activity.date > case.today:
            yield Finding(
                ("activities", index, "date"),
                _("{day} has not come yet; today is {today}").format(
                    day=activity.date, today=case.today
                ),
                _("correct the date, or log the event when it has taken place"),
            )


def wrong_weekday(case: Case) -> Iterator[Finding]:
    """A weekday that is written does not belong to its date."""
    for index, activity in enumerate(case.year.activities):
        for key in ("time", "note"):
            text = getattr(activity, key) or ""
            for match, weekday in _weekdays(text):
                if weekday != activity.date.weekday():
                    here: Location = ("activities", index, key)
                    yield _weekday(here, match, activity.date, ("activities", index, "date"))
    for location, prose in case.prose:
        for match in re.finditer(_DATED, prose) if "日（" in prose or "日(" in prose else ():
            day = _day(match, case.year.report.period)
            if day and _CHINESE.find(match["day"].replace("天", "日")) != day.weekday():
                yield _weekday(location, match, day, None)


def _weekdays(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """The weekdays that ``text`` names, and the numbers that `datetime` has for them."""
    if any(mark in text for mark in "期周拜"):
        for match in re.finditer(_WEEKDAY, text):
            yield match, _CHINESE.index(match["day"].replace("天", "日"))
    if "day" in text:
        for match in re.finditer(_NAMED, text, re.IGNORECASE):
            yield match, _ENGLISH.index(match[1].lower())


def _day(match: re.Match[str], period: Period) -> datetime.date | None:
    """The day that a match names; without a year it is one of the period, where that says which."""
    year, month, day = match.groups()[:3]
    years = [int(year)] if year else range(period.first.year, period.last.year + 1)
    for candidate in years:
        try:
            found = datetime.date(candidate, int(month), int(day))
        except ValueError:
            continue
        if year or period.first <= found <= period.last:
            return found
    return None


def _weekday(
    location: Location, match: re.Match[str], day: datetime.date, date: Location | None
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
            day=day,
            weekday=names[day.weekday()],
            written=match[0] if date else match[0].partition("日")[2].strip("（()）"),
        ),
        _("correct the weekday, or the date"),
        ((date, _("{day} here").format(day=day)),) if date else (),
        words=match[0],
        nth=match.string.count(match[0], 0, match.start()),
    )


def past_deadline(case: Case) -> Iterator[Finding]:
    """A plan, or the mending of a shortcoming, is due before the period begins or the plan does."""
    period = case.year.report.period
    lists: tuple[tuple[str, Sequence[Shortcoming | Plan], datetime.date], ...] = (
        ("shortcomings", case.year.shortcomings, period.first),
        ("plans", case.year.plans, period.last),
    )
    for key, records, first in lists:
        for index, record in enumerate(records):
            deadline = record.deadline
            if isinstance(deadline, datetime.date) and deadline < first:
                yield Finding(
                    (key, index, "deadline"),
                    _("the deadline {day} is over before it can be met").format(day=deadline),
                    _("a deadline of a plan lies after {last}").format(last=period.last)
                    if key == "plans"
                    else _("a deadline lies on {first} or later").format(first=period.first),
                )
