"""What a rule looks at: a year, its numbers, where it stands, and the day it is looked at."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from branchreport.facts import Compared, Fact, Log
from branchreport.places import Location
from branchreport.records.fields import Prose
from branchreport.records.prose import prose_of
from branchreport.records.references import Promise, answers, promises, referents
from branchreport.records.year import BranchYear
from branchreport.rule_sets import Chosen
from branchreport.suggest import Guesses

if TYPE_CHECKING:  # a year without rule sets, a style or a year before does without them
    from branchreport import style_files
    from branchreport.cadence import Duty
    from branchreport.compare.beside import Beside
    from branchreport.compare.previous import Previous
    from branchreport.compare.promises import Judge
    from branchreport.compare.recorded import Recorded


@dataclass(frozen=True)
class Case:
    """A year as the rules see it; ``folder`` is what its files of evidence are relative to.

    ``rule_sets`` are those that its report names, in its order; ``style`` is the one that it names.
    ``previous`` is the year before, if one is named or found, and ``recorded`` then the year itself
    as it is compared with that. Where something was issued, ``digest`` is that of the records as
    their files have them, and ``path`` is what the year is called by.
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
    path: Path = Path()
    digest: str = ""
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

    @cached_property
    def promised(self) -> Mapping[str, Promise]:
        """What was promised in the year before, by id; nothing where there is no such year."""
        return self.before.promises if self.before else {}

    @cached_property
    def answers(self) -> Mapping[str, int]:
        """The index of the follow-up that answers each id, of two the first."""
        return answers(self.year)

    @cached_property
    def judge(self) -> "Judge | None":
        """Who tells how the promises of the year before were kept; None where there are none."""
        if self.before is None or self.recorded is None:
            return None
        from branchreport.compare.promises import Judge

        return Judge(self.before, self.recorded, self.today)

    @cached_property
    def misnamed(self) -> Mapping[str, str | None]:
        """The ids that follow-ups have and nothing had the year before, with what they meant."""
        unknown = self.answers.keys() - self.promised.keys() if self.before else ()
        return {name: self.meant_before(name, self.promised) for name in sorted(unknown)}

    def meant_before(self, name: str, known: Collection[str]) -> str | None:
        """The one of ``known`` ids of the year before that was likely meant by ``name``.

        It may be what this year calls the same.
        """
        before = self._links.get(name)
        return before if before in known else self.guesses.closest(name, known)

    @cached_property
    def _links(self) -> Mapping[str, str]:
        """The ids that the year before had for what has another id in this one."""
        linked = (each.record for each in promises(self.year) if each.record.continues)
        return {record.id: record.continues or "" for record in linked}

    @cached_property
    def continuing(self) -> Mapping[str, Promise]:
        """What goes on in this year, or is new, by the id that it had the year before."""
        found: dict[str, Promise] = {}
        for promise in promises(self.year):
            found.setdefault(promise.record.continues or promise.record.id, promise)
        return found

    @cached_property
    def referents(self) -> Mapping[str, Sequence[Location]]:
        """Where the records of this year stand that a name means."""
        return referents(self.year)

    @cached_property
    def _beside(self) -> "Beside | None":
        if self.before is None or self.recorded is None:
            return None
        from branchreport.compare.beside import Beside

        return Beside(self.before, self.recorded)

    def compared(self, name: str) -> Compared | None:
        """The count ``name`` beside that of the year before; None where there is no such."""
        return self._beside.compared(name) if self._beside else None
