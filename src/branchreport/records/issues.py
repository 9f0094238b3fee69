"""What was issued of a year, and how its records were restated since, each with its digest."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from pydantic import Field

from branchreport.language import N_
from branchreport.records.fields import Date, Digest, Line
from branchreport.records.record import Record


class Issue(Record):
    """A document that was issued, and what the records were then."""

    kind_of_record = N_("issue")
    named_by = ("document",)

    date: Date = Field(title="日期", description=N_("The day it was issued."))
    document: Line = Field(title="文件", description=N_("The name of its file."))
    document_digest: Digest = Field(
        title="文件摘要", description=N_("The SHA-256 of what the file held.")
    )
    records_digest: Digest = Field(
        title="记录摘要", description=N_("The SHA-256 of what the records said then.")
    )


class Restatement(Record):
    """A change of the records after a document was issued, with its reason."""

    kind_of_record = N_("restatement")
    named_by = ("reason",)

    date: Date = Field(title="日期", description=N_("The day of it."))
    reason: Line = Field(title="原因", description=N_("Why the records were changed."))
    records_digest: Digest = Field(
        title="记录摘要", description=N_("The SHA-256 of what the records say since.")
    )


_Dated = TypeVar("_Dated", Issue, Restatement)


class Standing(NamedTuple):
    """The last issue of a year and its last restatement, by their indices; None: there is none.

    Of two of one day the last is the one that stands below the other.
    """

    issue: int | None
    restatement: int | None


def standing(issues: Sequence[Issue], restatements: Sequence[Restatement]) -> Standing:
    """What of ``issues`` and ``restatements`` is the last."""
    return Standing(_last(issues), _last(restatements))


def _last(records: Sequence[_Dated]) -> int | None:
    return max(range(len(records)), key=lambda at: (records[at].date, at), default=None)


def accepted(issues: Sequence[Issue], restatements: Sequence[Restatement]) -> frozenset[str]:
    """The digests that the records may have now: of what was issued or restated last.

    Both, where that was on one day: nothing tells which of the two came first.
    """
    last = standing(issues, restatements)
    issue = None if last.issue is None else issues[last.issue]
    restatement = None if last.restatement is None else restatements[last.restatement]
    known = [each for each in (issue, restatement) if each]
    latest = max((each.date for each in known), default=None)
    return frozenset(each.records_digest for each in known if each.date == latest)
