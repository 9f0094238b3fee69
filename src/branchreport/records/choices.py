"""Values out of a few, known without Pydantic: the command line names them in its help."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pydantic_core import core_schema


class Choice(StrEnum):
    """A value out of a few, each with an English and a Chinese name."""

    chinese: str

    def __new__(cls, english: str, chinese: str) -> Self:
        """Make one choice; its value is the English name."""
        member = str.__new__(cls, english)
        member._value_ = english
        member.chinese = chinese
        return member

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> "core_schema.CoreSchema":
        """Tell Pydantic that either name is taken."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def read(cls, written: object) -> Self:
        """The choice that is called ``written`` in either language.

        Raises:
            PydanticCustomError: a `ValueError`, when there is none.

        """
        for member in cls:
            if written in (member.value, member.chinese):
                return member
        from pydantic_core import PydanticCustomError

        raise PydanticCustomError(
            "choice",
            "not one of the choices",
            {"choices": [[member.value, member.chinese] for member in cls]},
        )


class Supplement(Choice):
    """What may follow a report on pages of its own, made of the records."""

    ACTIVITIES = "activities", "活动台账"
    CHART = "chart", "活动统计图"
    COUNTS = "counts", "数字一览表"
    RECTIFICATION = "rectification", "整改台账"
    PHOTOGRAPHS = "photographs", "活动照片"


class Aspect(Choice):
    """What of two years is compared."""

    COUNTS = "counts", "数字"
    KINDS = "kinds", "类别"
    MONTHS = "months", "月份"
    ATTENDANCE = "attendance", "到会率"
    SECTIONS = "sections", "栏目"
    SHORTCOMINGS = "shortcomings", "不足"
    PLANS = "plans", "计划"
    WORDING = "wording", "文字"
    SENTENCES = "sentences", "语句"
    RESTATEMENTS = "restatements", "重述"
