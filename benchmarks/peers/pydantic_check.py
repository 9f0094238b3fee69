"""What a plain script of Pydantic and PyYAML knows of a year: shapes, dates, choices, quantities.

Run with the name of a loader and a file, it checks the file; run without, it prints the JSON
schema of the same models, which check-jsonschema is given.
"""

import datetime
import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]
Amount = Annotated[str, Field(pattern=r"^(约|近|超过|不少于|至少|不超过)?[1-9][0-9]*余?\D*$")]
People = Annotated[int, Field(ge=0)]


class Record(BaseModel):
    """A record refuses keys that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Report(Record):
    """What the document says of itself."""

    year: int = Field(alias="年度", ge=1000, le=2999)
    branch: Text = Field(alias="支部")
    superior: Text | None = Field(None, alias="上级")
    signed: datetime.date | None = Field(None, alias="落款日期")
    opening: Text | None = Field(None, alias="导语")


class Attendance(Record):
    """How many were due, and how many came."""

    due: People | None = Field(None, alias="应到")
    present: People | None = Field(None, alias="实到")


class Activity(Record):
    """One event of the log."""

    date: datetime.date = Field(alias="日期")
    time: Text | None = Field(None, alias="时间")
    kind: Text = Field(alias="类别")
    title: Text | None = Field(None, alias="名称")
    theme: Text | None = Field(None, alias="主题")
    place: Text | None = Field(None, alias="地点")
    host: Text | None = Field(None, alias="主持人")
    attendance: Attendance | None = Field(None, alias="出席")
    topics: list[Text] = Field([], alias="议题")
    content: Text | None = Field(None, alias="内容")
    tallies: dict[Text, Amount] = Field({}, alias="统计")


class Derivation(Record):
    """How a count follows from the log."""

    kind: Text | None = Field(None, alias="类别")
    tally: Text | None = Field(None, alias="统计")
    attendance: Literal["应到", "实到"] | None = Field(None, alias="出席")


class Count(Record):
    """A figure that the report may quote."""

    name: Text = Field(alias="名称")
    value: Amount | None = Field(None, alias="数值")
    unit: Text | None = Field(None, alias="单位")
    derivation: Derivation | None = Field(None, alias="取自")


class Section(Record):
    """A section of what was achieved."""

    heading: Text = Field(alias="标题")
    text: Text | None = Field(None, alias="正文")
    points: list[Text] = Field([], alias="要点")
    sections: "list[Section]" = Field([], alias="小节")


class Shortcoming(Record):
    """What fell short."""

    id: Text = Field(alias="编号")
    problem: Text = Field(alias="问题")
    found_in: Text | None = Field(None, alias="来源")
    cause: Text | None = Field(None, alias="原因")
    measures: list[Text] = Field([], alias="措施")
    owner: Text | None = Field(None, alias="责任人")
    deadline: datetime.date | Literal["立行立改", "限期整改", "长期坚持"] = Field(alias="期限")
    status: Literal["未启动", "整改中", "待验收", "已销号", "长期坚持"] = Field(alias="状态")


class Plan(Record):
    """What the next year holds."""

    id: Text = Field(alias="编号")
    heading: Text = Field(alias="标题")
    text: Text | None = Field(None, alias="正文")
    targets: dict[Text, Amount] = Field({}, alias="目标")
    owner: Text | None = Field(None, alias="责任人")
    deadline: datetime.date | None = Field(None, alias="期限")


class Year(Record):
    """Everything that a branch recorded."""

    report: Report = Field(alias="报告")
    activities: list[Activity] = Field(alias="活动")
    counts: list[Count] = Field(alias="数字")
    achievements: list[Section] = Field(alias="工作")
    shortcomings: list[Shortcoming] = Field(alias="不足")
    plans: list[Plan] = Field(alias="计划")


def main(loader: str = "", file: str = "") -> None:
    """Check ``file``, or print the schema."""
    if not file:
        print(json.dumps(Year.model_json_schema(), ensure_ascii=False))
        return
    with Path(file).open(encoding="utf-8") as stream:
        Year.model_validate(yaml.load(stream, getattr(yaml, loader)))
    print("valid")


if __name__ == "__main__":
    main(*sys.argv[1:])
