"""Years side by side as the command line tells them, for the tests of their forms."""

from collections.abc import Sequence
from pathlib import Path

from branchreport.cli.diff import Telling, Wish
from branchreport.compare.comparing import compare
from branchreport.records.choices import Aspect
from compared import LATER, recorded
from conftest import EXAMPLES, ROOT

CLUB = tuple(ROOT / "tests" / "club" / f"{year}.yaml" for year in (2023, 2024))
PAIRS: dict[str, tuple[Path, ...]] = {
    "2022": (EXAMPLES["2021"], EXAMPLES["2022"]),
    "2023": (EXAMPLES["2022"], EXAMPLES["2023"]),
    "three-years": (EXAMPLES["2021"], EXAMPLES["2022"], EXAMPLES["2023"]),
    "club": CLUB,
}


def telling_of(paths: Sequence[Path]) -> Telling:
    """The years at ``paths`` compared, and all of it told."""
    comparison = compare([recorded(path) for path in paths], today=LATER)
    return Telling(comparison, frozenset(Aspect), Wish())
