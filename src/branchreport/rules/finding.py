"""What a rule yields: where in the year, and what is to be said."""

from typing import NamedTuple

from branchreport.diagnostics import Severity, Span
from branchreport.places import Location


class Mark(NamedTuple):
    """A second place; where ``words`` are given, their ``nth`` place in the text there.

    ``span`` is the place itself, where it stands in the files of another year.
    """

    location: Location
    text: str
    words: str = ""
    nth: int = 0
    span: Span | None = None


class Finding(NamedTuple):
    """A fault at ``location``; where ``words`` are given, at their ``nth`` place in its text."""

    location: Location
    message: str
    help: str
    labels: tuple[tuple[Location, str] | Mark, ...] = ()
    words: str = ""
    nth: int = 0
    code: str = ""
    """The code, where one rule finds faults of several."""
    severity: Severity | None = None
    """The severity, where it is not the usual one of the code."""
    key: bool = False
    """Whether the key at ``location`` is at fault, not its value."""
    put: str | None = None
    """What may safely stand in place of ``words``."""
    listed: bool = False
    """Whether ``put`` are items of a list, for which there have to be brackets."""
    start: int | None = None
    """Where in the text the words begin, in place of ``nth``: counting takes its time."""
    about: Location | None = None
    """The record whose exemptions hold, where it does not stand around ``location``."""
    last: bool = False
    """Whether those like it that may follow are not looked at."""
