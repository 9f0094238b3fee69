"""What a rule looks at: a year, its numbers, where it stands, and the day it is looked at."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from branchreport.facts import Fact, Log
from branchreport.places import Location
from branchreport.records.fields import Prose
from branchreport.records.prose import prose_of
from branchreport.records.year import BranchYear


@dataclass(frozen=True)
class Case:
    """A year as the rules see it; ``folder`` is what its files of evidence are relative to."""

    year: BranchYear
    facts: Mapping[str, Fact]
    log: Log
    folder: Path
    today: datetime.date

    @cached_property
    def prose(self) -> list[tuple[Location, Prose]]:
        """Every text that may quote a count, with its place."""
        return list(prose_of(self.year))
