"""Attendance: no more came than were due, and those who did not come are as many as are named."""

from collections.abc import Iterator

from branchreport.language import _
from branchreport.places import Location
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding


def more_present_than_due(case: Case) -> Iterator[Finding]:
    """More were present than were due, or more are named as absent than were missing."""
    for index, activity in enumerate(case.year.activities):
        attendance = activity.attendance
        if attendance is None or attendance.due is None:
            continue
        here: Location = ("activities", index, "attendance")
        due: tuple[tuple[Location, str], ...]
        due = (((*here, "due"), _("{number} due here").format(number=attendance.due)),)
        if attendance.present is not None and attendance.present > attendance.due:
            yield Finding(
                (*here, "present"),
                _("more were present ({present}) than were due ({due})").format(
                    present=attendance.present, due=attendance.due
                ),
                _("correct one of the two; who merely sat in belongs to the guests"),
                due,
            )
        elif len(attendance.absent) + (attendance.present or 0) > attendance.due:
            yield Finding(
                (*here, "absent"),
                _("more are named as absent ({absent}) than did not come ({missing})").format(
                    absent=len(attendance.absent),
                    missing=attendance.due - (attendance.present or 0),
                ),
                _("correct the list, or the numbers"),
                due,
            )
