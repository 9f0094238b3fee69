"""What is to be recorded when a document was issued, or records were restated."""

import datetime
from collections.abc import Iterator

from branchreport.cli.issuable import IssuedDocument
from branchreport.cli.misuse import Misuse
from branchreport.language import _
from branchreport.loading.appending import Addition
from branchreport.records.digests import records_digest
from branchreport.records.issues import Issue, Restatement, accepted, standing
from branchreport.records.year import BranchYear


class NothingToRestateError(Exception):
    """Why there is nothing to restate, and what to do."""

    def __init__(self, message: str, help_text: str) -> None:
        super().__init__(message)
        self.message = message
        self.help = help_text


class Known:
    """What a year has recorded of its issues, and what its records say now."""

    def __init__(self, year: BranchYear) -> None:
        self.digest = records_digest(year)
        self.issues = year.issues
        known = accepted(year.issues, year.restatements)
        self.changed = bool(known) and self.digest not in known
        last = standing(year.issues, year.restatements)
        self.issue: Issue | None = None if last.issue is None else year.issues[last.issue]
        self.restatement: Restatement | None = (
            None if last.restatement is None else year.restatements[last.restatement]
        )

    @property
    def last(self) -> datetime.date:
        """The day of what was recorded last."""
        known = (each.date for each in (self.issue, self.restatement) if each)
        return max(known, default=datetime.date.min)

    def holds(self, document: IssuedDocument) -> Issue | None:
        """The record that ``document`` was issued with the records as they are, if it stands."""
        if self.changed or self.issue is None or self.issue.records_digest != self.digest:
            return None
        same = (document.digest, self.digest)
        found = (e for e in self.issues if (e.document_digest, e.records_digest) == same)
        return next(found, None)

    def held_before(self, document: IssuedDocument) -> Issue | None:
        """The record that ``document`` was issued with other records, if it stands."""
        found = (each for each in self.issues if each.document_digest == document.digest)
        return next((each for each in found if each.records_digest != self.digest), None)


def additions_to(
    known: Known,
    document: IssuedDocument | None,
    reason: str | None,
    day: datetime.date,
    current: bool,
) -> Iterator[Addition]:
    """The records to be added; ``current`` where ``document`` says what the records say now.

    Raises:
        NothingToRestateError: when there is nothing to restate.
        Misuse: when ``day`` is before that of what they follow, or ``document`` is an old one.

    """
    if reason is not None and not _is_restated(known, reason):
        _refuse_before(known.last, day)
        values = {"date": day.isoformat(), "reason": reason, "records_digest": known.digest}
        yield Addition("restatements", values)
    if document is None:
        return
    if held := known.holds(document):
        said = _("“{document}” is recorded already, as issued on {date}")
        print(said.format(document=held.document, date=held.date))
        return
    if (before := known.held_before(document)) and not current:
        said = _("“{document}” is the file that was issued on {date}; the records changed since")
        raise Misuse(
            said.format(document=document.name, date=before.date),
            _("name one that was rendered since, or, where none is issued, set BR482 to off"),
        )
    if known.restatement:
        _refuse_before(known.restatement.date, day)
    values = {
        "date": day.isoformat(),
        "document": document.name,
        "document_digest": document.digest,
        "records_digest": known.digest,
    }
    yield Addition("issues", values)


def _is_restated(known: Known, reason: str) -> bool:
    """Whether the same was recorded before, which is said.

    Raises:
        NothingToRestateError: when nothing changed that could be restated for ``reason``.

    """
    if known.changed:
        return False
    last = known.restatement
    if last and (last.reason, last.records_digest) == (reason, known.digest):
        print(_("the restatement is recorded already, on {date}").format(date=last.date))
        return True
    if known.issue is None and last is None:
        raise NothingToRestateError(
            _("nothing of this year was issued, so there is nothing to restate"),
            _("change the records as you like, and record what is issued"),
        )
    raise NothingToRestateError(
        _("the records have not changed since {date}, so there is nothing to restate").format(
            date=known.last
        ),
        _("change the records first, then write why"),
    )


def _refuse_before(last: datetime.date, day: datetime.date) -> None:
    """Let nothing be recorded before what it follows.

    Raises:
        Misuse: where it would be.

    """
    if day < last:
        raise Misuse(
            _("{date} is before {last}, the day of what was recorded last").format(
                date=day, last=last
            ),
            _("correct the date after --date"),
        )
