"""What a rule looks at: a year, its numbers, where it stands, and the day it is looked at."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from branchreport.facts import Fact, Log
from branchreport.records.year import BranchYear


@dataclass(frozen=True)
class Case:
    """A year as the rules see it; ``folder`` is what its files of evidence are relative to."""

    year: BranchYear
    facts: Mapping[str, Fact]
    log: Log
    folder: Path
    today: datetime.date
