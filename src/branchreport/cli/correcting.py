"""``validate --fix``: making the safe corrections, and showing them."""

import sys
from collections import defaultdict
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path
from typing import Final

from branchreport.cli.checking import Checked, check_year
from branchreport.cli.console import complain
from branchreport.cli.saving import save
from branchreport.diagnostics import CODES, Fix
from branchreport.edits import corrected, decoded
from branchreport.language import _, plural

_MOST_ROUNDS: Final = 20
"""Times that the records are read again: a correction may bring to light what it hid."""


class Desk:
    """Files as they were read, and as they are after corrections that nobody has written yet."""

    def __init__(self) -> None:
        self.before: dict[Path, bytes] = {}
        self.now: dict[Path, bytes] = {}
        self.made = 0

    def read(self, path: Path) -> bytes:
        """The bytes of ``path``, with what was corrected in it."""
        if path not in self.now:
            self.before[path] = self.now[path] = path.read_bytes()
        return self.now[path]

    @property
    def changed(self) -> list[Path]:
        """The files that have corrections."""
        return [path for path, raw in self.before.items() if raw != self.now[path]]

    def correct(self, checked: Sequence[Checked], codes: frozenset[str]) -> bool:
        """Make the corrections that ``checked`` offers for ``codes``; whether there were any."""
        fixes: dict[Path, list[Fix]] = defaultdict(list)
        for year in checked:
            for found in year.diagnostics:
                if found.fix and found.code in codes and Path(found.span.file) in self.now:
                    fixes[Path(found.span.file)].append(found.fix)
        before = self.made
        for path, wanted in fixes.items():
            self.now[path], made = corrected(self.now[path], dict.fromkeys(wanted))
            self.made += made
        return self.made > before


def correct(
    paths: Sequence[Path], codes: frozenset[str] = frozenset(CODES)
) -> tuple[list[Checked], Desk]:
    """Check the years at ``paths`` with the safe corrections of findings of ``codes`` made."""
    desk = Desk()
    checked = [check_year(path, desk.read) for path in paths]
    for _round in range(_MOST_ROUNDS):
        if not desk.correct(checked, codes):
            break
        checked = [check_year(path, desk.read) for path in paths]
    return checked, desk


def write(desk: Desk) -> bool:
    """Write what was corrected, and say how much; whether all of it could be.

    A file that somebody else has changed meanwhile is left alone.
    """
    done = True
    for path in desk.changed:
        try:
            if path.read_bytes() != desk.before[path]:
                done = False
                complain(
                    _("{file} has changed meanwhile, and is left alone").format(file=path),
                    _("run the command again"),
                )
                continue
            save(path, desk.now[path])
        except OSError as error:
            done = False
            complain(
                _("{file} cannot be written: {reason}").format(
                    file=path, reason=error.strerror or error
                ),
                _("close the program that holds it, or ask for permission to write it"),
            )
    if done and desk.changed:
        print(told(desk), file=sys.stderr)
    return done


def differences(desk: Desk) -> str:
    """What the corrections change, as a unified diff."""
    return "".join(_difference(path, desk) for path in desk.changed)


def _difference(path: Path, desk: Desk) -> str:
    _mark, encoding, before = decoded(desk.before[path])
    _mark, put, after = decoded(desk.now[path])
    name = str(path)
    diff = unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")
    shown = "".join(f"{line}\n" for line in diff)
    if put != encoding:
        shown += _("{file}: to be saved as UTF-8").format(file=path) + "\n"
    return shown


def told(desk: Desk) -> str:
    """How much was corrected, in a line."""
    return _("corrected {corrections} in {files}").format(
        corrections=plural("{number} fault", "{number} faults", desk.made),
        files=plural("{number} file", "{number} files", len(desk.changed)),
    )


def show_differences(desk: Desk) -> None:
    """Print what would be changed to standard output, and how much to standard error."""
    sys.stdout.write(differences(desk))
    print(told(desk), file=sys.stderr)
