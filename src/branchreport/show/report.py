"""What a check came to: the one value that every form is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from branchreport.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:  # a year without rule sets does without it
    from branchreport.cadence import Calendar


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of a check, and what they were found in.

    ``lines`` are the lines of every file that could be read, in the order of the check, and
    ``records`` how many records they hold. ``root`` is the folder from which programs look for a
    file, that of the repository; ``failing`` are the severities that make the check fail, and
    ``most`` is the number of findings that a person is shown, None for all; ``calendars`` are those
    of the years in which something that is owed did not take place. ``beside`` are the lines of
    files that were not checked, but of which findings may speak: those of a year before.
    """

    diagnostics: tuple[Diagnostic, ...]
    lines: Mapping[str, list[str]]
    records: int
    language: str = "en"
    root: str = ""
    failing: frozenset[Severity] = frozenset({Severity.ERROR})
    most: int | None = None
    calendars: "tuple[Calendar, ...]" = ()
    beside: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def files(self) -> list[str]:
        """Every file, those that could not be read last."""
        return list(dict.fromkeys([*self.lines, *(found.span.file for found in self.diagnostics)]))

    @property
    def known(self) -> Mapping[str, list[str]]:
        """The lines of every file that is known, checked or not."""
        return {**self.beside, **self.lines}

    @property
    def failed(self) -> bool:
        """Whether anything weighs enough for the check to fail."""
        return any(found.severity in self.failing for found in self.diagnostics)

    @property
    def shown(self) -> tuple[Diagnostic, ...]:
        """The findings that a person is shown: the heaviest, in the order of their places."""
        if self.most is None:
            return self.diagnostics
        weights = list(Severity)
        chosen = sorted(
            range(len(self.diagnostics)),
            key=lambda index: weights.index(self.diagnostics[index].severity),
        )
        return tuple(self.diagnostics[index] for index in sorted(chosen[: self.most]))

    def with_most(self, most: int) -> "Report":
        """The same for a person who is shown ``most`` findings at the most."""
        return replace(self, most=min(most, self.most or most))
