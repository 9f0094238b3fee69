"""Years that nobody recorded, to try a template with, from one that says all to the emptiest.

They are made from the shape of the records, so that a field that is added there is in them at once.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeAlias, get_args, get_origin

from pydantic.fields import FieldInfo

from branchreport.records.choices import Choice, Supplement
from branchreport.records.fields import (
    Amount,
    Code,
    Date,
    Digest,
    Line,
    Names,
    Paragraphs,
    Sentence,
    Switch,
    Times,
    Whole,
    Year,
)
from branchreport.records.record import Record
from branchreport.records.year import BranchYear, Deadline, Section, Supplements

Keys: TypeAlias = tuple[str | int, ...]
"""The English keys and indices that lead to a value."""

Write: TypeAlias = Callable[[Keys, Any], Any]
"""What is written at a path where a field is annotated so; None leaves the key out."""

DEPTH: Final = 3
"""How deep sections stand in one another in a document."""

PHOTOGRAPH: Final = "photograph.png"
"""The file that is named as evidence in a sample."""

_DAY: Final = datetime.date(2021, 6, 18)
_NOT_TOGETHER: Final = frozenset({("report", "from"), ("report", "to"), ("from", "attendance")})
"""Keys, below others, that would stand in the way of what is beside them."""


def filled(write: Write, *, optional: bool = True, times: int = 2) -> dict[str, Any]:
    """A year as it is written, by English keys, with so many records in each list.

    Without ``optional`` records hold what they must, and no more.
    """
    return _Filling(write, optional, times).record(BranchYear, ())


def fields_of(model: type[Record]) -> Iterator[tuple[str, FieldInfo]]:
    """The fields of ``model`` by their English keys."""
    for name, info in model.model_fields.items():
        yield info.alias or name, info


def annotation_of(info: FieldInfo) -> Any:
    """What a field is annotated with, as its model writes it."""
    metadata = tuple(info.metadata)
    return Annotated[info.annotation, *metadata] if metadata else info.annotation


@dataclass(frozen=True, slots=True)
class _Filling:
    write: Write
    optional: bool
    times: int

    def record(self, model: type[Record], path: Keys) -> dict[str, Any]:
        """``model`` as it is written at ``path``."""
        written = {}
        for key, info in fields_of(model):
            listed = path == () and get_origin(info.annotation) is tuple
            wanted = info.is_required() or self.optional or listed
            if not wanted or (*path, key)[-2:] in _NOT_TOGETHER:
                continue
            value = self.value(annotation_of(info), (*path, key))
            if value not in (None, [], {}):
                written[key] = value
        return written

    def value(self, annotation: Any, path: Keys) -> Any:
        """What is annotated so, as it is written at ``path``."""
        if annotation in WRITTEN:
            return self.write(path, annotation)
        inner = [each for each in get_args(annotation) if each is not type(None)]
        if get_origin(annotation) is tuple:
            items = (self.value(inner[0], (*path, index)) for index in range(self.times))
            return [item for item in items if item is not None]
        if get_origin(annotation) is dict:
            name = self.write((*path, "name"), inner[0])
            return {name: self.value(inner[1], (*path, name))}
        if inner:
            return self.value(inner[0], path)
        if issubclass(annotation, Choice):
            return next(iter(annotation)).value
        if annotation is Section and path.count("sections") >= DEPTH:
            return None
        return self.record(annotation, path)


WRITTEN: Final[Mapping[Any, Callable[[str], Any]]] = {
    Line: lambda name: name,
    Sentence: lambda name: f"{name}。",
    Paragraphs: lambda name: [f"{name}一。", f"{name}二。"],
    Names: lambda name: [f"{name}甲", f"{name}乙"],
    Date: lambda _name: _DAY.isoformat(),
    Digest: lambda _name: "0" * 64,
    Deadline: lambda _name: _DAY.isoformat(),
    Supplements: lambda _name: [each.value for each in Supplement],
    Switch: lambda _name: "yes",
    Whole: lambda _name: "12",
    Times: lambda _name: "2",
    Year: lambda _name: str(_DAY.year),
    Amount: lambda _name: "12次",
    Code: lambda _name: "BR310",
}
"""What is written in a sample, by the annotation of a field, where its Chinese key is given."""


def _plain(path: Keys, annotation: Any) -> Any:
    """What a sample says at ``path``: the key itself, wherever it may be a text."""
    named = next(str(key) for key in reversed(path) if isinstance(key, str))
    if named == "evidence":
        return [PHOTOGRAPH]
    return WRITTEN[annotation](named)


def full() -> BranchYear:
    """A year in which every key is given."""
    return BranchYear.model_validate(filled(_plain))


def emptiest() -> BranchYear:
    """A year of which nothing is known but whose it is."""
    return BranchYear.model_validate({"report": {"year": str(_DAY.year), "branch": "branch"}})


def sparse() -> BranchYear:
    """A period other than a year, with records that hold what they must, and no more."""
    written = filled(_plain, optional=False)
    start, end = _DAY.isoformat(), (_DAY + datetime.timedelta(90)).isoformat()
    written["report"] |= {"from": start, "to": end}
    for count in written["counts"]:
        count["value"] = "12次"
    return BranchYear.model_validate(written)


def _year_before(year: BranchYear) -> BranchYear:
    """``year`` as if all of it were the year before's."""
    report = year.report.model_copy(update={"year": _DAY.year - 1, "start": None, "end": None})
    return year.model_copy(update={"report": report})


SAMPLES: Final[Mapping[str, Callable[[], BranchYear]]] = {
    "full": full,
    "alone": full,
    "emptiest": emptiest,
    "sparse": sparse,
}
"""The samples by their names."""

BEFORE: Final[Mapping[str, Callable[[], BranchYear]]] = {
    "full": lambda: _year_before(full()),
    "sparse": lambda: _year_before(emptiest()),
}
"""The years before them, of those that have one."""
