"""The rule sets that a report names, found and read: built-in ones, and files beside the year."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from os.path import normpath, realpath
from pathlib import Path
from typing import TYPE_CHECKING

from branchreport import shipped
from branchreport.loading import Loaded, Read, bytes_of, load_file
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


def chosen(
    report: Report, folder: Path, records: Iterable[str], read: Read = bytes_of
) -> tuple[Chosen, ...]:
    """Every rule set that ``report`` names, where ``folder`` is that of the year.

    ``records`` are the files that were read as its records. ``read`` gives the bytes of the user's
    own files, not of those that are built in.
    """
    return tuple(_read(report.rule_sets, folder, records, read)) if report.rule_sets else ()


def _read(
    names: tuple[str, ...], folder: Path, records: Iterable[str], read: Read
) -> Iterator[Chosen]:
    from branchreport.records.rule_set import RuleSet

    built_in = {name: shipped.rule_set_folder() / f"{name}.yaml" for name in shipped.rule_sets()}
    taken = {realpath(file) for file in records}
    known: dict[Path, Loaded[RuleSet]] = {}
    for name in names:
        is_file = name.lower().endswith((".yaml", ".yml"))
        found = _file_of(name, folder, taken) if is_file else built_in.get(name, Fault.UNKNOWN)
        if isinstance(found, Fault):
            yield Chosen(name, found)
            continue
        if found not in known:
            known[found] = load_file(found, RuleSet, read if is_file else bytes_of)
        yield Chosen(name, None, known[found])


def _file_of(name: str, folder: Path, taken: Collection[str]) -> Path | Fault:
    """The file ``name`` as seen from ``folder``, or why it is none to be read."""
    path = Path(normpath(folder / name.replace("\\", "/")))
    try:
        if not path.exists():
            return Fault.NO_FILE
        return Fault.AMONG_RECORDS if realpath(path) in taken else path
    except OSError:  # as for a name that is too long
        return Fault.NO_FILE
