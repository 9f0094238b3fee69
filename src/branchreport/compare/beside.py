"""The figures of a report beside those of the year before, and how they changed."""

from dataclasses import dataclass
from functools import cached_property

from branchreport.compare.basis import MONTHS_OF_A_YEAR, moved, shared, whole_months, years_between
from branchreport.compare.counts import figure_of, measured_alike
from branchreport.compare.recorded import Recorded
from branchreport.facts import Compared
from branchreport.growth import Growth, Turn, growth, of_whole_years
from branchreport.records.year import Period


@dataclass(frozen=True)
class Beside:
    """A year and the one ``before`` it, of which no other days are counted than the year reports.

    The day of the clock says nothing here: a report of the same records is always the same.
    """

    before: Recorded
    after: Recorded

    @cached_property
    def alike(self) -> Recorded | None:
        """The days of the year before that this one reports, too; None where it has not all."""
        known, reported = self.before.year.report.period, self.after.year.report.period
        back = -years_between(known, reported)
        asked = Period(moved(reported.first, back), moved(reported.last, back))
        return self.before.through(asked) if shared(asked, known) == asked else None

    @property
    def same_period(self) -> bool:
        """Whether only a part of the year before is looked at, or reported."""
        part = whole_months(self.after.year.report.period) < MONTHS_OF_A_YEAR
        return self.alike is not None and (part or self.alike.within is not None)

    def compared(self, name: str) -> Compared:
        """The figure ``name`` of the year before, and how it changed."""
        years = (self.alike or self.before, self.after)
        old, new = (figure_of(name, year, years) for year in years)
        before, now = measured_alike((old, new))
        if self.alike is None and before and now:
            return Compared(old, Growth(Turn.INCOMPARABLE, before, now))
        found = growth(before, now, same_period=self.same_period)
        return Compared(old, of_whole_years(found) if years[0].is_undivided(name) else found)
