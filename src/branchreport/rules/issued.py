"""Issued documents: records that changed after one was issued are restated, with the reason."""

import re
from collections.abc import Iterator
from typing import Final

from branchreport.language import _
from branchreport.places import Location
from branchreport.records.issues import Issue, accepted, standing
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding

_ODD: Final = re.compile(r"[^\w./\\:~-]")
"""What a shell takes for something else outside quotation marks."""


def changed(case: Case) -> Iterator[Finding]:
    """The records are no longer what they were when they were issued or restated last."""
    if not case.digest or case.digest in accepted(case.year.issues, case.year.restatements):
        return
    last = standing(case.year.issues, case.year.restatements)
    help_text = _("undo the change, or give the reason: {command}").format(
        command=_('branchreport issue {year} --restate "reason"').format(year=_called(case))
    )
    if last.issue is None:
        assert last.restatement is not None, "something has a digest"
        date = case.year.restatements[last.restatement].date
        message = _("the records have changed since they were restated on {date}")
        yield Finding(("restatements", last.restatement), message.format(date=date), help_text)
        return
    issue = case.year.issues[last.issue]
    message = _("the records have changed since “{document}” was issued on {date}")
    yield Finding(
        ("issues", last.issue),
        message.format(document=issue.document, date=issue.date),
        help_text,
        tuple(_restated_after(case, issue)),
    )


def _restated_after(case: Case, issue: Issue) -> Iterator[tuple[Location, str]]:
    """Where it stands that the records were restated after ``issue``."""
    at = standing((), case.year.restatements).restatement
    if at is not None and case.year.restatements[at].date >= issue.date:
        yield ("restatements", at), _("last restated here")


def not_reissued(case: Case) -> Iterator[Finding]:
    """The records were restated, and what was issued says what they said before."""
    if not case.digest or case.digest not in accepted(case.year.issues, case.year.restatements):
        return
    last = standing(case.year.issues, case.year.restatements)
    if last.issue is None or last.restatement is None:
        return
    issue = case.year.issues[last.issue]
    if issue.records_digest == case.digest:
        return
    date = case.year.restatements[last.restatement].date
    message = _("“{document}” was issued on {date}, before the records were restated on {restated}")
    yield Finding(
        ("restatements", last.restatement),
        message.format(document=issue.document, date=issue.date, restated=date),
        _("issue a document of the restated records, and record it: {command}").format(
            command=_("branchreport issue {year} DOCUMENT").format(year=_called(case))
        ),
        ((("issues", last.issue), _("issued here")),),
    )


def _called(case: Case) -> str:
    """The year as a command line names it."""
    path = case.path
    name = f"{path}/" if path == case.folder and path.name else str(path)
    return f'"{name}"' if _ODD.search(name) else name
