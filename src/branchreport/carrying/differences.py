"""What a Word file says differently from the records: typed, and said elsewhere."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from branchreport.document import Source
from branchreport.places import Location

LEAST_SHARE: Final = 0.6
"""How much of a document of the records is found in them at the least, or of them in it."""


class Kind(StrEnum):
    """What is different."""

    WORDS = "words"
    """Words of a text field."""
    FIGURE = "figure"
    """A number that is counted, or declared as a count."""
    VALUE = "value"
    """What a field says that is no text: a date, a choice, a number of people."""
    TEMPLATE = "template"
    """Words of the template itself."""
    DELETED = "deleted"
    ADDED = "added"
    MOVED = "moved"
    JOINED = "joined"
    SPLIT = "split"
    COMMENT = "comment"
    """What a person remarked beside the text."""
    STALE = "stale"
    """Nobody changed the file here, but the records have changed since it was written."""


class Reason(StrEnum):
    """Why a difference is not carried back, but left to a person."""

    COUNTED = "counted"
    TEMPLATE = "template"
    PIECE = "piece"
    REMARK = "remark"
    SEVERAL = "said in several ways"
    CHANGED = "records changed"
    UNKNOWN = "ledger missing"
    TOLD = "told otherwise"
    UNFIT = "no words of records"
    """What was typed would be a quote in the records, or is a picture or a break."""
    BEYOND = "beyond one field"
    FORM = "form of its own"
    EARLIER = "other records"
    EMPTY = "nothing left"
    CONFLICT = "conflict"
    """A merge told a conflict in a comment that is still there."""
    UNSOUND = "unsound"
    READ_ONLY = "read-only"


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a Word file says something else than the records.

    ``heading`` is the one under which it stands, ``source`` who says it in the records, if anybody
    does. ``ours`` is what the records say, ``theirs`` what the file says; ``around`` is what stands
    before and after it. ``figure`` is the name of the count that was changed, ``events`` how many
    events it rests on; ``counted`` is what they come to where the file's number is true of it, and
    only the one that is ``declared``, at a file, line and column, is another. ``author`` is who
    wrote a comment. ``tracked`` where changes are tracked, which are read as accepted; ``stale``
    where the records have changed since as well.

    Where ``reason`` is none, the value at ``location`` is to become ``put``.
    """

    kind: Kind
    heading: str
    source: Source | None = None
    ours: str = ""
    theirs: str = ""
    around: tuple[str, str] = ("", "")
    figure: str = ""
    events: int = 0
    counted: str = ""
    declared: tuple[str, int, int] = ("", 0, 0)
    author: str = ""
    tracked: bool = False
    stale: bool = False
    reason: Reason | None = None
    location: Location = ()
    put: str = ""


class Origin(StrEnum):
    """How it is known what the file said when it was written."""

    LEDGER = "ledger"
    LIKENESS = "likeness"
    """It holds no ledger: its pieces are found by their bookmarks, words, and likeness."""


@dataclass(frozen=True, slots=True)
class Issued:
    """That a year was issued, at last on ``date``; ``changed`` whether its records changed since.

    ``restate`` is the command by which the reason of a change is given.
    """

    date: datetime.date
    changed: bool
    restate: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All differences of a Word file, in the order of the file.

    ``share`` is how much of the file was found in the records, or of them in it, from 0 to 1.
    ``rewritten`` is whether somebody changed words of the file since it was written, ``dressed``
    whether anything else: looks, pictures, notes, headers.
    """

    differences: tuple[Difference, ...]
    origin: Origin
    share: float
    rewritten: bool = False
    dressed: bool = False
    issued: Issued | None = None

    @property
    def is_foreign(self) -> bool:
        """Whether it is hardly a document of these records."""
        return self.share < LEAST_SHARE

    @property
    def is_edited(self) -> bool:
        """Whether somebody changed anything in the file since it was written."""
        return self.rewritten or self.dressed

    @property
    def is_same(self) -> bool:
        """Whether the file says what the records say."""
        return not self.differences
