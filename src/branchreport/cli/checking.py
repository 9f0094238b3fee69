"""What every command does first: read a year and say what is wrong with it."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from branchreport.diagnostics import Diagnostic, Severity, order
from branchreport.facts import Fact, Log, gather
from branchreport.loading import Loaded, Read, bytes_of, load_year
from branchreport.records.year import BranchYear
from branchreport.rules import check
from branchreport.rules.case import Case


@dataclass(frozen=True, slots=True)
class Checked:
    """A year that was read, its facts, and everything there is to say about it."""

    loaded: Loaded[BranchYear]
    facts: dict[str, Fact]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def sound(self) -> bool:
        """Whether a document may be made of it."""
        return not any(found.severity is Severity.ERROR for found in self.diagnostics)

    @property
    def readable(self) -> bool:
        """Whether all of its files could be opened."""
        return not any(found.code == "BR001" for found in self.diagnostics)


def check_year(path: Path, read: Read = bytes_of) -> Checked:
    """Read the year at ``path`` and apply every rule to it; ``read`` gives the bytes of a file."""
    loaded = load_year(path, read)
    if loaded.value is None:
        return Checked(loaded, {}, loaded.diagnostics)
    log = Log(loaded.value.activities)
    facts = gather(loaded.value, log)
    folder = path if path.is_dir() else path.parent
    case = Case(loaded.value, facts, log, folder, datetime.date.today())
    findings = [*loaded.diagnostics, *check(case, loaded.places)]
    return Checked(loaded, facts, tuple(sorted(findings, key=order)))
