"""The rule sets that a report names, found and read: built-in ones, and files beside the year."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING

from branchreport import shipped
from branchreport.loading import Loaded, load_file
from branchreport.records.year import Report

if TYPE_CHECKING:  # a year without rule sets does without their model
    from branchreport.records.rule_set import RuleSet


class Fault(Enum):
    """Why nothing could be read under a name."""

    UNKNOWN = auto()
    NO_FILE = auto()
    AMONG_RECORDS = auto()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rule set that a report names; either a fault of the name, or what was read."""

    name: str
    fault: Fault | None = None
    loaded: "Loaded[RuleSet] | None" = None

    @property
    def rule_set(self) -> "RuleSet | None":
        """The rule set, if it is whole."""
        return self.loaded.value if self.loaded else None


def chosen(report: Report, folder: Path) -> tuple[Chosen, ...]:
    """Every rule set that ``report`` names, where ``folder`` is that of the year."""
    return tuple(_read(report.rule_sets, folder)) if report.rule_sets else ()


def _read(names: tuple[str, ...], folder: Path) -> Iterator[Chosen]:
    from branchreport.records.rule_set import RuleSet

    known, built_in = shipped.rule_sets(), shipped.rule_set_folder()
    read: dict[Path, Loaded[RuleSet]] = {}
    for name in names:
        path = built_in / f"{name}.yaml"
        if is_file_name(name):
            path = Path(normpath(folder / name.replace("\\", "/")))
            if fault := _fault_of(path, folder):
                yield Chosen(name, fault)
                continue
        elif name not in known:
            yield Chosen(name, Fault.UNKNOWN)
            continue
        if path not in read:
            read[path] = load_file(path, RuleSet)
        yield Chosen(name, None, read[path])


def is_file_name(name: str) -> bool:
    """Whether ``name`` is that of a file, not of a built-in set."""
    return name.lower().endswith((".yaml", ".yml"))


def _fault_of(path: Path, folder: Path) -> Fault | None:
    """Why the file at ``path`` is none to be read, before it is opened."""
    try:
        if not path.exists():
            return Fault.NO_FILE
        # every file at the top of a year is read as records
        return Fault.AMONG_RECORDS if path.resolve().parent == folder.resolve() else None
    except OSError:  # as for a name that is too long
        return Fault.NO_FILE
