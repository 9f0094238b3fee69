"""What every command does first: read a year and say what is wrong with it."""

import datetime
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from branchreport.compare.previous import previous_of
from branchreport.compare.recorded import Recorded
from branchreport.diagnostics import Diagnostic, Severity, order
from branchreport.facts import Fact, Log, gather
from branchreport.loading import Loaded, Read, bytes_of, load_year
from branchreport.records.year import BranchYear, Report
from branchreport.rule_sets import chosen
from branchreport.rules import check
from branchreport.rules.case import Case

if TYPE_CHECKING:  # a year that names no style does without
    from branchreport.style_files import Chosen

_LONGEST_EPOCH: Final = 12
"""Digits of a time that is a year of four digits."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A year that was read, its facts, and everything there is to say about it.

    ``case`` is what the rules looked at, None where the year is not whole.
    """

    loaded: Loaded[BranchYear]
    facts: dict[str, Fact]
    diagnostics: tuple[Diagnostic, ...]
    case: Case | None = None

    @property
    def lines(self) -> dict[str, list[str]]:
        """The lines of every file that a finding may speak of, those of years before as well."""
        previous = self.case.previous if self.case else None
        return {**(previous.lines if previous else {}), **self.loaded.places.lines}

    @property
    def sound(self) -> bool:
        """Whether a document may be made of it."""
        return not any(found.severity is Severity.ERROR for found in self.diagnostics)

    @property
    def readable(self) -> bool:
        """Whether all of its files could be opened."""
        return not any(found.code == "BR001" for found in self.diagnostics)


def check_year(
    path: Path, read: Read = bytes_of, amend: Callable[[Report], Report] | None = None
) -> Checked:
    """Read the year at ``path`` and apply every rule to it.

    ``read`` gives the bytes of a file, ``amend`` puts into the report what is set beside the
    records.
    """
    loaded = load_year(path, read)
    if loaded.value is None:
        return Checked(loaded, {}, loaded.diagnostics)
    digest = _digest_of(loaded.value)
    if amend:
        report = amend(loaded.value.report)
        loaded = replace(loaded, value=loaded.value.model_copy(update={"report": report}))
    assert loaded.value is not None, "as it was before the changes"
    log = Log(loaded.value.activities)
    facts = gather(loaded.value, log)
    folder = folder_of(path)
    sets = chosen(loaded.value.report, folder, loaded.places.lines, read)
    style = _style_of(loaded, folder)
    previous = previous_of(path, loaded.value.report, read)
    recorded = Recorded(loaded.value, loaded.places) if previous else None
    case = Case(
        loaded.value,
        facts,
        log,
        folder,
        today(),
        sets,
        style,
        previous,
        recorded,
        path=path,
        digest=digest,
    )
    findings = [*loaded.diagnostics, *check(case, loaded.places)]
    beside: list[Loaded[Any]] = [each.loaded for each in sets if each.loaded]
    if style and style.is_own:
        beside.append(style.read(read=read))
    loaded, more = _with_files(beside, loaded)
    return Checked(loaded, facts, tuple(sorted([*findings, *more], key=order)), case)


def _digest_of(year: BranchYear) -> str:
    """The digest of what the files of ``year`` say; empty where nothing was issued."""
    if not (year.issues or year.restatements):
        return ""
    from branchreport.records.digests import records_digest  # most years need none

    return records_digest(year)


def _style_of(loaded: Loaded[BranchYear], folder: Path) -> "Chosen | None":
    """The style that the report names, as found from the year's ``folder``."""
    name = loaded.value.report.style if loaded.value else None
    if name is None:
        return None
    from branchreport.style_files import chosen as chosen_style  # most years name none

    return chosen_style(name, folder, loaded.places.lines)


def folder_of(path: Path) -> Path:
    """The folder of the year at ``path``, to which the files that it names are relative."""
    return path if path.is_dir() else path.parent


def today(environ: Mapping[str, str] = os.environ) -> datetime.date:
    """The day of the check, that of SOURCE_DATE_EPOCH where it is set."""
    return epoch(environ) or datetime.date.today()


def epoch(environ: Mapping[str, str] = os.environ) -> datetime.date | None:
    """The day, of UTC, that SOURCE_DATE_EPOCH sets (reproducible-builds.org), if it does."""
    written = environ.get("SOURCE_DATE_EPOCH", "")
    if written.isascii() and written.isdigit() and len(written) < _LONGEST_EPOCH:
        return datetime.datetime.fromtimestamp(int(written), datetime.UTC).date()
    return None


def _with_files(
    beside: Iterable[Loaded[Any]], loaded: Loaded[BranchYear]
) -> tuple[Loaded[BranchYear], list[Diagnostic]]:
    """``loaded`` with the lines of the files ``beside`` it that have faults, and these, each once.

    They are rule sets and a style.
    """
    faulty = {id(each): each for each in beside if each.diagnostics}.values()
    lines = dict(loaded.places.lines)
    for each in faulty:
        lines |= each.places.lines
    places = replace(loaded.places, lines=lines) if faulty else loaded.places
    return replace(loaded, places=places), [found for each in faulty for found in each.diagnostics]
