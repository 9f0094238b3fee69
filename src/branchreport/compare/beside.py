"""The figures of a report beside those of the year before, and how they changed."""

from dataclasses import dataclass
from functools import cached_property

from branchreport.compare.basis import last_of, whole_months
from branchreport.compare.counts import figure_of
from branchreport.compare.recorded import Recorded
from branchreport.facts import Compared
from branchreport.growth import Growth, Turn, growth
from branchreport.records.year import Period


@dataclass(frozen=True)
class Beside:
    """A year and the one ``before`` it.

    Where the report is of a part of a year, only the same months of the year before are counted.
    """

    before: Recorded
    after: Recorded

    @cached_property
    def alike(self) -> Recorded:
        """The year before, as far as this one goes."""
        first, last = self.before.year.report.period
        if not self.same_period:
            return self.before
        end = last_of(first, whole_months(self.after.year.report.period))
        return self.before.through(Period(first, min(last, end)))

    @property
    def same_period(self) -> bool:
        """Whether less of the year before is looked at than it reported."""
        return self._months(self.after) < self._months(self.before)

    def compared(self, name: str) -> Compared:
        """The figure ``name`` of the year before, and how it changed."""
        years = (self.alike, self.after)
        old, new = (figure_of(name, year, years) for year in years)
        if old and new and self._months(self.before) < self._months(self.after):
            return Compared(old, Growth(Turn.INCOMPARABLE, old.exact, new.exact))
        exact = [figure.exact if figure else None for figure in (old, new)]
        return Compared(old, growth(*exact, same_period=self.same_period))

    @staticmethod
    def _months(year: Recorded) -> int:
        return whole_months(year.year.report.period)
