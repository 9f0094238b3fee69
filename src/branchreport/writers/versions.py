"""How two versions of a text are told apart in one: by lines and colours, or by marks."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from branchreport.document import Edit, Runs, text_of

INKS: Final[Mapping[Edit, str]] = {"inserted": "00695C", "deleted": "B3261E"}
"""Blue-green and red, both of enough contrast on white; the lines are what print keeps."""

ELEMENTS: Final[Mapping[Edit, str]] = {"inserted": "ins", "deleted": "del"}
"""The elements of HTML, which Markdown has as well."""

_MARKS: Final[Mapping[Edit, tuple[str, str]]] = {
    "": ("", ""),
    "inserted": ("{+", "+}"),
    "deleted": ("[-", "-]"),
}


def marked(runs: Runs) -> str:
    """The words of ``runs``; those of one version stand in ``{+…+}`` or ``[-…-]``."""
    return "".join(_stretches(runs))


def _stretches(runs: Runs) -> Iterator[str]:
    told = (run for run in runs if run.text)
    for edit, alike in groupby(told, key=lambda run: run.edit):
        before, after = _MARKS[edit]
        yield f"{before}{text_of(tuple(alike))}{after}"
