"""Issued documents: records that changed after one was issued are restated, with the reason."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from branchreport.language import _
from branchreport.places import Location
from branchreport.records.issues import Issue, accepted, standing
from branchreport.records.year import BranchYear
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding, Mark

_ODD: Final = re.compile(r"[^\w./\\:~-]")
"""What a shell takes for something else outside quotation marks."""


def changed(case: Case) -> Iterator[Finding]:
    """The records are no longer what they were when they were issued or restated last."""
    if not case.digest or case.digest in accepted(case.year.issues, case.year.restatements):
        return
    last = standing(case.year.issues, case.year.restatements)
    help_text = _("undo the change, or give the reason: {command}").format(
        command=_restating(case.path, case.folder)
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
            command=_("branchreport issue {year} DOCUMENT").format(
                year=_called(case.path, case.folder)
            )
        ),
        ((("issues", last.issue), _("issued here")),),
    )


def changed_before(case: Case) -> Iterator[Finding]:
    """The year before is no longer what was issued of it, and this one is compared with it."""
    previous, before = case.previous, case.before
    if previous is None or before is None or not _is_changed(before.year):
        return
    there, message, text = _issued_before(before.year, before.label)
    folder = previous.path if previous.path.is_dir() else previous.path.parent
    help_text = _(
        "what this year says against it has changed, too; undo the change, or give the reason:"
        " {command}"
    )
    yield Finding(
        ("report", "previous") if previous.named else ("report",),
        message,
        help_text.format(command=_restating(previous.path, folder)),
        (Mark((), text, span=before.places.value((*there, "date"))),),
        key=not previous.named,
    )


def _is_changed(year: BranchYear) -> bool:
    """Whether ``year`` was issued, and has changed since that, or since it was restated."""
    if not (year.issues or year.restatements):
        return False
    from branchreport.records.digests import records_digest  # most years before need none

    return records_digest(year) not in accepted(year.issues, year.restatements)


def _issued_before(year: BranchYear, label: str) -> tuple[Location, str, str]:
    """The record from which ``year``, called ``label``, has changed: where, what to say, its mark.

    One of the two lists is not empty.
    """
    last = standing(year.issues, year.restatements)
    if last.issue is not None:
        issue = year.issues[last.issue]
        message = _("the records of {year} have changed since “{document}” was issued on {date}")
        said = message.format(year=label, document=issue.document, date=issue.date)
        return ("issues", last.issue), said, _("issued here")
    assert last.restatement is not None, "something has a digest"
    date = year.restatements[last.restatement].date
    message = _("the records of {year} have changed since they were restated on {date}")
    said = message.format(year=label, date=date)
    return ("restatements", last.restatement), said, _("last restated here")


def _restating(path: Path, folder: Path) -> str:
    """The command that restates the year at ``path``, whose folder is ``folder``."""
    command = _('branchreport issue {year} --restate "reason"')
    return command.format(year=_called(path, folder))


def _called(path: Path, folder: Path) -> str:
    """The year at ``path``, whose folder is ``folder``, as a command line names it."""
    name = f"{path}/" if path == folder and path.name else str(path)
    return f'"{name}"' if _ODD.search(name) else name
