"""What all records have in common, and how one is told from its neighbours."""

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from branchreport.diagnostics import shortened
from branchreport.language import N_, _


class Record(BaseModel):
    """What every record has in common: it cannot change, and knows no other keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )

    kind_of_record: ClassVar[str] = N_("record")
    """What its user calls such a record; a message of the catalogs."""

    named_by: ClassVar[tuple[str, ...]] = ()
    """The keys whose first given value tells this record from its neighbours."""


def describe(model: type[Record], values: Mapping[str, Any]) -> str:
    """The record's name as its user would say it: ``活动“党史故事分享会”（2021-06-18）``.

    ``values`` are the record's own, sound or not, under its English keys.
    """
    kind = _(model.kind_of_record)
    names = (values.get(key) for key in model.named_by)
    name = next((name for name in names if isinstance(name, str)), None)
    said = _("{kind} “{name}”").format(kind=kind, name=shortened(name, 24)) if name else kind
    if model.named_by and (date := values.get("date")):
        said = _("{record} ({date})").format(record=said, date=shortened(str(date), 24))
    return said
