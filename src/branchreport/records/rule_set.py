"""A rule set: how often which kind of event is owed, and by what source."""

from fractions import Fraction

from pydantic import Field

from branchreport.language import N_
from branchreport.records.fields import Choice, Line, Names, Whole
from branchreport.records.record import Record


class Every(Choice):
    """The stretch of time in which an event is owed."""

    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF_YEAR = "half-year", "每半年"
    YEAR = "year", "每年"

    @property
    def months(self) -> int:
        """Its length in months."""
        return {"month": 1, "quarter": 3, "half-year": 6, "year": 12}[self.value]


class Word(Choice):
    """How strongly the source asks for it, in its own word."""

    MUST = "must", "应当"
    AT_LEAST = "at least", "至少"
    USUALLY = "usually", "一般"
    ON_SCHEDULE = "on schedule", "按期"


class Condition(Choice):
    """What an organisation has to have before it owes the event."""

    COMMITTEE = "committee", "设支委会"
    GROUPS = "groups", "设小组"


class Quorum(Choice):
    """The share of those due that has to be present."""

    HALF = "half", "半数"
    TWO_THIRDS = "two thirds", "三分之二"

    @property
    def share(self) -> Fraction:
        """The share; just as many are enough (以上 includes the number: Civil Code, 1259)."""
        return Fraction(1, 2) if self is Quorum.HALF else Fraction(2, 3)


class Obligation(Record):
    """One kind of event, and how often it is owed."""

    kind_of_record = N_("obligation")
    named_by = ("kind",)

    kind: Line = Field(title="类别", description=N_("The kind of event."))
    also: Names = Field((), title="又称", description=N_("Other names of the same kind."))
    every: Every | None = Field(
        None, title="周期", description=N_("In what time; without it no frequency is asked for.")
    )
    at_least: Whole = Field(1, title="次数", description=N_("How many times, at the least."))
    word: Word = Field(title="用语", description=N_("How strongly the source asks for it."))
    condition: Condition | None = Field(
        None, title="条件", description=N_("What the organisation has to have first.")
    )
    quorum: Quorum | None = Field(
        None, title="到会", description=N_("The share of those due that has to be present.")
    )
    article: Line | None = Field(None, title="条款", description=N_("The article of the source."))
    source: Line = Field(title="依据", description=N_("The rule that asks for it."))
    note: Line | None = Field(None, title="备注", description=N_("A remark."))


class RuleSet(Record):
    """The obligations of one type of organisation."""

    kind_of_record = N_("rule set")
    named_by = ("title",)

    title: Line = Field(title="标题", description=N_("What the set is called."))
    obligations: tuple[Obligation, ...] = Field(
        title="义务", description=N_("What is owed, a kind an entry.")
    )
