"""What a rule looks at: a year, its numbers, where it stands, and the day it is looked at."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from branchreport.facts import Compared, Fact, Log
from branchreport.places import Location
from branchreport.records.fields import Prose
from branchreport.records.prose import prose_of
from branchreport.records.year import BranchYear
from branchreport.rule_sets import Chosen
from branchreport.suggest import Guesses

if TYPE_CHECKING:  # a year without rule sets, a style or a year before does without them
    from branchreport import style_files
    from branchreport.cadence import Duty
    from branchreport.compare.previous import Previous
    from branchreport.compare.recorded import Recorded
    from branchreport.growth import Growth


@dataclass(frozen=True)
class Case:
    """A year as the rules see it; ``folder`` is what its files of evidence are relative to.

    ``rule_sets`` are those that its report names, in its order; ``style`` is the one that it names.
    ``previous`` is the year before, if one is named or found, and ``recorded`` then the year itself
    as it is compared with that.
    """

    year: BranchYear
    facts: Mapping[str, Fact]
    log: Log
    folder: Path
    today: datetime.date
    rule_sets: tuple[Chosen, ...] = ()
    style: "style_files.Chosen | None" = None
    previous: "Previous | None" = None
    recorded: "Recorded | None" = None
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

    @cached_property
    def before(self) -> "Recorded | None":
        """The year before, if it can be compared with."""
        return self.previous.recorded if self.previous else None

    def growth_of(self, name: str) -> "Growth | None":
        """How the count ``name`` changed against the year before; None where there is no such."""
        if self.before is None or self.recorded is None:
            return None
        from branchreport.compare.counts import growth_of

        return growth_of(name, self.before, self.recorded)

    def compared(self, name: str) -> Compared | None:
        """The count ``name`` beside that of the year before; None where there is no such."""
        if self.before is None or self.recorded is None:
            return None
        from branchreport.compare.beside import compared

        return compared(name, self.before, self.recorded)
