"""What a rule looks at: a year, its numbers, where it stands, and the day it is looked at."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from branchreport.facts import Fact, Log
from branchreport.places import Location
from branchreport.records.fields import Prose
from branchreport.records.prose import prose_of
from branchreport.records.year import BranchYear
from branchreport.rule_sets import Chosen
from branchreport.suggest import Guesses

if TYPE_CHECKING:  # a year without rule sets or a style does without them
    from branchreport import style_files
    from branchreport.cadence import Duty


@dataclass(frozen=True)
class Case:
    """A year as the rules see it; ``folder`` is what its files of evidence are relative to.

    ``rule_sets`` are those that its report names, in its order; ``style`` is the one that it names.
    """

    year: BranchYear
    facts: Mapping[str, Fact]
    log: Log
    folder: Path
    today: datetime.date
    rule_sets: tuple[Chosen, ...] = ()
    style: "style_files.Chosen | None" = None
    guesses: Guesses = field(default_factory=Guesses)

    @cached_property
    def prose(self) -> list[tuple[Location, Prose]]:
        """Every text that may quote a count, with its place."""
        return list(prose_of(self.year))

    @cached_property
    def duties(self) -> "tuple[Duty, ...]":
        """What the rule sets ask of the year."""
        if not self.rule_sets:
            return ()
        from branchreport.cadence import duties

        sets = [chosen.rule_set for chosen in self.rule_sets]
        return duties(self.year, self.log, sets, self.today)
