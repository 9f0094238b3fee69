"""A Word file beside the records of the year of which it was issued: whether it is its document."""

import re
from pathlib import Path
from typing import Final

from branchreport.carrying.differences import Difference, Kind, Reading
from branchreport.cli.carrying import Unsound, reading_of
from branchreport.cli.console import warn
from branchreport.cli.misuse import Misuse
from branchreport.language import _

_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_YEAR: Final = re.compile(r"(?:19|20)\d{2}", re.ASCII)
_SAYING: Final = frozenset(
    {Kind.WORDS, Kind.FIGURE, Kind.VALUE, Kind.TEMPLATE, Kind.DELETED, Kind.ADDED}
)
"""Kinds of differences in which two texts stand against each other, one of them maybe empty."""


def reading_beside(year: Path, file: Path) -> Reading | None:
    """How ``file`` differs from the records at ``year``; None where nobody can tell, which is said.

    Raises:
        Misuse: when it is no document of that year.

    """
    try:
        reading = reading_of(year, file)
    except Unsound:
        return None  # its errors were shown
    except Misuse as misuse:
        said = _("the document was not compared with the records: {reason}")
        warn(said.format(reason=misuse.message))
        return None
    if reading.is_foreign or any(map(_is_of_another_year, reading.differences)):
        raise Misuse(
            _("{file} is no document of the records in {year}").format(file=file, year=year),
            _("name the file that was issued of them; record one that was written anew as a PDF"),
        )
    return reading


def is_behind(reading: Reading) -> bool:
    """Whether a file says other numbers than the records, or was written before they changed."""
    return any(map(_is_behind, reading.differences))


def say_behind(reading: Reading, year: Path, file: Path) -> None:
    """Warn that ``file`` is behind the records at ``year``."""
    said = _(
        "{file} does not say what the records say: branchreport diff {year} {file}"
        " lists where ({number})"
    )
    warn(said.format(file=file, year=year, number=len(reading.differences)))


def _is_behind(each: Difference) -> bool:
    if each.kind is Kind.STALE or each.stale:
        return True
    return each.kind in _SAYING and _NUMBER.findall(each.ours) != _NUMBER.findall(each.theirs)


def _is_of_another_year(each: Difference) -> bool:
    """Whether the report was of another year when the file was written."""
    years = _YEAR.fullmatch(each.ours), _YEAR.fullmatch(each.theirs)
    return each.kind is Kind.STALE and all(years)
