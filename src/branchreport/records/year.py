"""The records of a year: what each holds, and what its keys are called in English and Chinese.

A field's own name (or alias) is its English key, its title the Chinese one, and its description
is a message of the catalogs. Adding a field here is all it takes to make it known.
"""

import datetime
from typing import Annotated, NamedTuple, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from branchreport.language import N_
from branchreport.records.choices import Choice, Supplement
from branchreport.records.fields import (
    Amount,
    Code,
    Date,
    Line,
    Names,
    Paragraphs,
    Sentence,
    Switch,
    Takes,
    Whole,
    Year,
    one_or_many,
    read_date,
)
from branchreport.records.issues import Issue, Restatement
from branchreport.records.record import Record


class Period(NamedTuple):
    """The days that a report covers, both included."""

    first: datetime.date
    last: datetime.date

    @property
    def is_calendar_year(self) -> bool:
        """Whether it runs from 1 January to 31 December of one year."""
        return self == Period.of_year(self.first.year)

    @classmethod
    def of_year(cls, year: int) -> Self:
        """The calendar year ``year``."""
        return cls(datetime.date(year, 1, 1), datetime.date(year, 12, 31))


class Level(Choice):
    """How much a finding is to weigh in this year; ``off`` silences it."""

    OFF = "off", "关闭"
    NOTE = "note", "提示"
    WARNING = "warning", "警告"
    ERROR = "error", "错误"


class Exemptible(Record):
    """A record that may be exempted from a rule, with the reason."""

    exempt: dict[Code, Line] = Field(
        default_factory=dict,
        title="豁免",
        description=N_("Codes of findings that do not hold for this record, each with the reason."),
    )


class Waiver(Record):
    """A stretch of time in which a kind of event was not owed."""

    kind_of_record = N_("waiver")
    named_by = ("kind",)

    kind: Line = Field(title="类别", description=N_("The kind of event."))
    start: Date | None = Field(
        None, alias="from", title="起始日期", description=N_("The first day; else the period's.")
    )
    end: Date | None = Field(
        None, alias="to", title="截止日期", description=N_("The last day; else the period's.")
    )
    reason: Line = Field(title="原因", description=N_("Why."))

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise PydanticCustomError("reversed_period", "it ends before it starts")
        return self


class RedHead(Record):
    """The head of an official document, where the report is issued as one."""

    kind_of_record = N_("red head")

    issuer: Line = Field(
        title="发文机关标志", description=N_("What stands in it in large red characters.")
    )
    number: Line | None = Field(
        None,
        title="文号",
        description=N_("The document number, with six-angle brackets: 〔2021〕."),
    )
    signer: Line | None = Field(
        None, title="签发人", description=N_("Who signed it off, where it goes to a superior.")
    )


Supplements = Annotated[tuple[Supplement, ...], BeforeValidator(one_or_many)]
"""One supplement or a list of them."""


class Report(Exemptible):
    """What the document says of itself."""

    kind_of_record = N_("report")

    year: Year | None = Field(
        None, title="年度", description=N_("The year that is reported, as 2021.")
    )
    start: Date | None = Field(
        None,
        alias="from",
        title="起始日期",
        description=N_("The first day, where the period is not a calendar year."),
    )
    end: Date | None = Field(
        None,
        alias="to",
        title="截止日期",
        description=N_("The last day, where the period is not a calendar year."),
    )
    branch: Line = Field(title="支部", description=N_("The branch that reports."))
    superior: Line | None = Field(
        None, title="上级", description=N_("To whom the report is addressed.")
    )
    previous: Line | None = Field(
        None,
        title="上年记录",
        description=N_("The folder or file of the year before, where it is not beside this one."),
    )
    title: Sentence | None = Field(
        None, title="标题", description=N_("The title, where the template's own does not fit.")
    )
    title_note: Line | None = Field(
        None, title="题注", description=N_("What stands in brackets under the title.")
    )
    red_head: RedHead | None = Field(
        None, title="版头", description=N_("The red head, where it is issued as a document.")
    )
    contents: Switch = Field(
        False, title="目录", description=N_("Whether a table of contents follows the title.")
    )
    opening: Paragraphs = Field(
        (), title="导语", description=N_("What stands before the first section.")
    )
    closing: Paragraphs = Field(
        (), title="结语", description=N_("What stands after the last section.")
    )
    signature: Line | None = Field(
        None, title="落款", description=N_("Who signs, where it is not the branch's name.")
    )
    signed: Date | None = Field(
        None, title="落款日期", description=N_("The date under the signature.")
    )
    sealed: Switch = Field(
        False, title="用印", description=N_("Whether a seal is set over signature and date.")
    )
    appendices: Supplements = Field(
        (), title="附件", description=N_("What follows the report, in this order.")
    )
    template: Line | None = Field(
        None,
        title="模板",
        description=N_("The template, where it is not the one for the keys' language."),
        examples=["work-summary", "annual-report"],
    )
    style: Line | None = Field(
        None,
        title="样式",
        description=N_("The style, where the template's own does not fit."),
        examples=["gbt9704", "gbt33476", "plain"],
    )
    rule_sets: Names = Field(
        (),
        title="规则集",
        description=N_("The rule sets whose obligations hold: built-in names, or files."),
        examples=["party-branch", "youth-league-branch", "union-branch", "workers-congress"],
    )
    members: Whole | None = Field(None, title="人数", description=N_("How many members there are."))
    committee: Whole | None = Field(
        None, title="委员人数", description=N_("How many sit on the committee; 0 if there is none.")
    )
    groups: Whole | None = Field(
        None, title="小组数", description=N_("How many groups there are; 0 if there are none.")
    )
    waivers: tuple[Waiver, ...] = Field(
        (), title="免除", description=N_("When a kind of event was not owed, and why.")
    )

    @model_validator(mode="after")
    def _has_a_period(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise PydanticCustomError("half_period", "only one end of the period")
        if self.year is None and self.start is None:
            raise PydanticCustomError("no_period", "neither year nor period")
        if self.start and self.end and self.end < self.start:
            raise PydanticCustomError("reversed_period", "the period ends before it starts")
        return self

    @property
    def period(self) -> Period:
        """The days that the report covers."""
        if self.start and self.end:
            return Period(self.start, self.end)
        assert self.year is not None, "the validator asks for a year or a period"
        return Period.of_year(self.year)


class Absence(Record):
    """Someone who was due and did not come."""

    kind_of_record = N_("absence")
    named_by = ("name",)

    name: Line = Field(title="姓名", description=N_("Who was absent."))
    reason: Line | None = Field(None, title="原因", description=N_("Why."))


class Attendance(Record):
    """How many were due, and how many came."""

    kind_of_record = N_("attendance")

    due: Whole | None = Field(None, title="应到", description=N_("How many were due."))
    present: Whole | None = Field(None, title="实到", description=N_("How many were present."))
    absent: tuple[Absence, ...] = Field(
        (), title="缺席", description=N_("Who was absent, and why.")
    )
    guests: Names = Field((), title="列席", description=N_("Who sat in."))


class ActionStatus(Choice):
    """How far an agreed action has come."""

    OPEN = "open", "未完成"
    DONE = "done", "已完成"


class Action(Record):
    """Something that was agreed to be done."""

    kind_of_record = N_("action")
    named_by = ("task",)

    task: Line = Field(title="事项", description=N_("What is to be done."))
    owner: Line | None = Field(None, title="责任人", description=N_("Who is responsible."))
    deadline: Date | None = Field(None, title="期限", description=N_("By when."))
    status: ActionStatus | None = Field(None, title="状态", description=N_("Whether it is done."))


class Activity(Exemptible):
    """One event of the log."""

    kind_of_record = N_("activity")
    named_by = ("title", "theme", "kind")

    id: Line | None = Field(
        None, title="编号", description=N_("A name by which other records can point here.")
    )
    date: Date = Field(title="日期", description=N_("The day it took place, or began."))
    until: Date | None = Field(
        None, title="结束日期", description=N_("Its last day, where it took several.")
    )
    time: Line | None = Field(None, title="时间", description=N_("The time of day."))
    kind: Line = Field(title="类别", description=N_("What kind of event it was."))
    counts_as: Names = Field(
        (), title="计入", description=N_("Other kinds that the same event counts as.")
    )
    title: Line | None = Field(None, title="名称", description=N_("What it was called."))
    theme: Line | None = Field(None, title="主题", description=N_("What it was about."))
    place: Line | None = Field(None, title="地点", description=N_("Where it took place."))
    host: Line | None = Field(None, title="主持人", description=N_("Who led it."))
    recorder: Line | None = Field(None, title="记录人", description=N_("Who took the minutes."))
    attendance: Attendance | None = Field(
        None, title="出席", description=N_("How many were due and came.")
    )
    topics: Names = Field((), title="议题", description=N_("What was on the agenda."))
    decisions: Names = Field((), title="决议", description=N_("What was decided."))
    content: Paragraphs = Field((), title="内容", description=N_("What happened."))
    actions: tuple[Action, ...] = Field(
        (), title="后续事项", description=N_("What was agreed to be done.")
    )
    tallies: dict[Line, Amount] = Field(
        default_factory=dict, title="统计", description=N_("What was counted at it, by name.")
    )
    evidence: Names = Field(
        (), title="佐证", description=N_("The files that show it, relative to the year's folder.")
    )
    note: Line | None = Field(None, title="备注", description=N_("A remark."))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind that the event counts as, each once."""
        return tuple(dict.fromkeys((self.kind, *self.counts_as)))


class People(Choice):
    """Whom a count of people counts."""

    PRESENT = "present", "实到"
    DUE = "due", "应到"


class Derivation(Record):
    """How a count follows from the log: which events, and what of them."""

    kind_of_record = N_("derivation")

    kind: Names = Field(
        (), title="类别", description=N_("Only events of this kind, or of any of these.")
    )
    theme: Names = Field(
        (), title="主题", description=N_("Only events with this theme, or any of these.")
    )
    tally: Line | None = Field(
        None, title="统计", description=N_("Add up this tally, instead of counting events.")
    )
    attendance: People | None = Field(
        None, title="出席", description=N_("Add up these people, instead of counting events.")
    )

    @model_validator(mode="after")
    def _selects_something(self) -> Self:
        if not (self.kind or self.theme or self.tally or self.attendance):
            raise PydanticCustomError("empty_derivation", "nothing to count")
        if self.tally and self.attendance:
            raise PydanticCustomError("two_measures", "two things to add up")
        return self


class Count(Exemptible):
    """A figure that the report may quote: declared, derived from the log, or both."""

    kind_of_record = N_("count")
    named_by = ("name",)

    name: Line = Field(title="名称", description=N_("The name by which prose quotes it."))
    value: Amount | None = Field(
        None, title="数值", description=N_("The declared figure, as 30余次.")
    )
    unit: Line | None = Field(None, title="单位", description=N_("Its measure word."))
    derivation: Derivation | None = Field(
        None, alias="from", title="取自", description=N_("How it follows from the log.")
    )
    note: Line | None = Field(None, title="备注", description=N_("A remark."))

    @model_validator(mode="after")
    def _has_a_figure(self) -> Self:
        if self.value is None and self.derivation is None:
            raise PydanticCustomError("no_figure", "neither declared nor derived")
        return self


class Section(Exemptible):
    """A section of what was achieved; it may hold sections of its own."""

    kind_of_record = N_("section")
    named_by = ("heading",)

    heading: Sentence = Field(title="标题", description=N_("Its heading, without a number."))
    text: Paragraphs = Field((), title="正文", description=N_("Its paragraphs."))
    points: tuple[Sentence, ...] = Field(
        (), title="要点", description=N_("Points that follow the text in one paragraph.")
    )
    kinds: Names = Field(
        (),
        title="类别",
        description=N_("Kinds of events; without a text, a sentence is made of their counts."),
    )
    sections: tuple["Section", ...] = Field((), title="小节", description=N_("Its sub-sections."))


class Pace(Choice):
    """A deadline that is no day."""

    AT_ONCE = "at once", "立行立改"
    IN_TIME = "within a set time", "限期整改"
    STANDING = "standing", "长期坚持"


def _deadline(written: object) -> datetime.date | Pace:
    for pace in Pace:
        if written in (pace.value, pace.chinese):
            return pace
    try:
        return read_date(written)
    except PydanticCustomError as error:
        if error.type != "date_form":
            raise
        choices = [[pace.value, pace.chinese] for pace in Pace]
        raise PydanticCustomError("deadline_form", "no deadline", {"choices": choices}) from None


Deadline = Annotated[datetime.date | Pace, Takes(_deadline)]
"""A day, or how a shortcoming is to be mended."""


class MendingStatus(Choice):
    """How far the mending of a shortcoming has come."""

    NOT_STARTED = "not started", "未启动"
    UNDER_WAY = "under way", "整改中"
    AWAITING_CHECK = "awaiting check", "待验收"
    CLOSED = "closed", "已销号"
    STANDING = "standing", "长期坚持"


class Progress(Record):
    """One step in the mending of a shortcoming."""

    kind_of_record = N_("progress")
    named_by = ("text",)

    date: Date = Field(title="日期", description=N_("When."))
    text: Line = Field(title="内容", description=N_("What was done."))
    evidence: Names = Field(
        (), title="佐证", description=N_("The files that show it, relative to the year's folder.")
    )


class Shortcoming(Exemptible):
    """What fell short, and how it is mended."""

    kind_of_record = N_("shortcoming")
    named_by = ("id", "problem")

    id: Line = Field(title="编号", description=N_("The same through the years."))
    continues: Line | None = Field(
        None, title="延续", description=N_("The id it had the year before, where it was another.")
    )
    problem: Sentence = Field(title="问题", description=N_("What falls short."))
    found_in: Line | None = Field(
        None, title="来源", description=N_("Where it was found: a review, an inspection.")
    )
    cause: Sentence | None = Field(None, title="原因", description=N_("Why."))
    measures: tuple[Sentence, ...] = Field(
        (), title="措施", description=N_("What is done to mend it.")
    )
    owner: Line | None = Field(None, title="责任人", description=N_("Who is responsible."))
    deadline: Deadline | None = Field(
        None, title="期限", description=N_("A day, or how it is to be mended.")
    )
    progress: tuple[Progress, ...] = Field((), title="进展", description=N_("What was done."))
    status: MendingStatus | None = Field(
        None, title="状态", description=N_("How far the mending has come.")
    )


class Plan(Exemptible):
    """What the next year holds."""

    kind_of_record = N_("plan")
    named_by = ("id", "heading")

    id: Line = Field(title="编号", description=N_("The same through the years."))
    continues: Line | None = Field(
        None, title="延续", description=N_("The id it had the year before, where it was another.")
    )
    heading: Sentence = Field(title="标题", description=N_("Its heading, without a number."))
    text: Paragraphs = Field((), title="正文", description=N_("Its paragraphs."))
    targets: dict[Line, Amount] = Field(
        default_factory=dict,
        title="目标",
        description=N_("What can be measured, by the name of a kind or count."),
    )
    owner: Line | None = Field(None, title="责任人", description=N_("Who is responsible."))
    deadline: Date | None = Field(None, title="期限", description=N_("By when."))


class Outcome(Choice):
    """What became of a plan or a shortcoming of the year before."""

    DONE = "done", "已完成"
    PARTLY = "partly", "部分完成"
    CARRIED_OVER = "carried over", "结转"
    DROPPED = "dropped", "取消"


class Followup(Exemptible):
    """The answer to a plan or a shortcoming of the year before."""

    kind_of_record = N_("follow-up")
    named_by = ("id",)

    id: Line = Field(title="编号", description=N_("The id it had the year before."))
    outcome: Outcome = Field(title="结果", description=N_("What became of it."))
    records: Names = Field(
        (), title="依据", description=N_("The records that show it, by id or name.")
    )
    note: Line | None = Field(None, title="说明", description=N_("Why, or how."))


class BranchYear(Record):
    """Everything that a branch recorded for one report."""

    kind_of_record = N_("the top of a file")

    report: Report = Field(title="报告", description=N_("What the document says of itself."))
    activities: tuple[Activity, ...] = Field(
        (), title="活动", description=N_("The log: every event, by date.")
    )
    counts: tuple[Count, ...] = Field(
        (), title="数字", description=N_("The figures that the report quotes.")
    )
    achievements: tuple[Section, ...] = Field(
        (), title="工作", description=N_("What was achieved, by section.")
    )
    shortcomings: tuple[Shortcoming, ...] = Field(
        (), title="不足", description=N_("What fell short, and how it is mended.")
    )
    plans: tuple[Plan, ...] = Field((), title="计划", description=N_("What the next year holds."))
    followups: tuple[Followup, ...] = Field(
        (), title="落实", description=N_("What became of the year before's plans.")
    )
    issues: tuple[Issue, ...] = Field(
        (), title="印发", description=N_("The documents that were issued.")
    )
    restatements: tuple[Restatement, ...] = Field(
        (), title="重述", description=N_("What was changed after that, and why.")
    )
    rules: dict[Code, Level] = Field(
        default_factory=dict,
        title="规则",
        description=N_("How much findings weigh, by code or name."),
    )
