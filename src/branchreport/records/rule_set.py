"""A rule set: how often which kind of event is owed, and by what source."""

from pydantic import Field

from branchreport.language import N_
from branchreport.records.choices import Choice
from branchreport.records.fields import Line, Names, Times
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
    """How strongly the source asks for it, in its own word.

    The last two name no number: what they stand with is listed, and never asked for.
    """

    MUST = "must", "应当"
    AT_LEAST = "at least", "至少"
    USUALLY = "usually", "一般"
    ON_SCHEDULE = "on schedule", "按期"
    AS_NEEDED = "as needed", "根据需要"


class Condition(Choice):
    """What an organisation has to have before it owes the event."""

    COMMITTEE = "committee", "设支委会"
    GROUPS = "groups", "设小组"


class Quorum(Choice):
    """The share of those due that has to be present.

    “以上” includes the number itself, “超过” does not (Civil Code of China, article 1259).
    """

    HALF = "half", "半数以上"
    MAJORITY = "more than half", "超过半数"
    TWO_THIRDS = "two thirds", "三分之二以上"

    def reached(self, present: int, due: int) -> bool:
        """Whether ``present`` of ``due`` are enough."""
        match self:
            case Quorum.HALF:
                return 2 * present >= due
            case Quorum.MAJORITY:
                return 2 * present > due
            case Quorum.TWO_THIRDS:
                return 3 * present >= 2 * due


class Obligation(Record):
    """One kind of event, and how often it is owed."""

    kind_of_record = N_("obligation")
    named_by = ("kind",)

    kind: Line = Field(title="类别", description=N_("The kind of event."))
    also: Names = Field((), title="又称", description=N_("Other names of the same kind."))
    every: Every | None = Field(
        None, title="周期", description=N_("In what time; without it no frequency is asked for.")
    )
    at_least: Times = Field(1, title="次数", description=N_("How many times, at the least."))
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

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the kind."""
        return (self.kind, *self.also)

    @property
    def binding(self) -> bool:
        """Whether its source leaves no choice."""
        return self.word in (Word.MUST, Word.AT_LEAST)

    @property
    def asks(self) -> bool:
        """Whether it asks for a number of events in a stretch of time."""
        return self.every is not None and self.word not in (Word.ON_SCHEDULE, Word.AS_NEEDED)


class RuleSet(Record):
    """The obligations of one type of organisation."""

    kind_of_record = N_("rule set")
    named_by = ("title",)

    title: Line = Field(title="标题", description=N_("What the set is called."))
    obligations: tuple[Obligation, ...] = Field(
        title="义务", description=N_("What is owed, a kind an entry.")
    )
