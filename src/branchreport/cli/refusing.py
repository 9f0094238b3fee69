"""Why a document that is there already is not written over, in words."""

from collections.abc import Mapping
from pathlib import Path
from typing import assert_never

from branchreport.cli.console import complain
from branchreport.cli.locks import Lock, lock_of
from branchreport.cli.overwriting import Edited, Finding, Foreign, Free, Same
from branchreport.language import _
from branchreport.show.text import Line


def refusal(found: Mapping[Path, Finding], *, force: bool, merges: bool) -> int:
    """What the command ends with where one of ``found`` is not written over, which is said; else 0.

    What is open elsewhere is never; all else is by ``force``. ``merges`` tells that the command can
    take over what was changed by hand.
    """
    for target, finding in found.items():
        if finding == Same() or not target.exists():
            continue
        if lock := lock_of(target):
            _say_open(target, lock)
            return 2
    if force:
        return 0
    return max(_said(target, finding, merges=merges) for target, finding in found.items())


def _said(target: Path, finding: Finding, *, merges: bool) -> int:
    match finding:
        case Same() | Free():
            return 0
        case Edited():
            _say_edited(target, finding, merges=merges)
            return 1
        case Foreign():
            _say_foreign(target, finding)
            return 2
        case _:
            assert_never(finding)


def _say_open(target: Path, lock: Lock) -> None:
    message = _("{file} is open in an office program")
    if lock.owner:
        message = _("{file} is open in an office program, by {owner}")
    complain(
        message.format(file=target, owner=lock.owner),
        _("close it there; if nobody has it open, delete {lock}").format(lock=lock.file),
    )


def _say_edited(target: Path, finding: Edited, *, merges: bool) -> None:
    message = _("{file} was changed by hand since it was written, and is not replaced")
    more: list[Line] = []
    help_text = _how_to_go_on()
    if finding.ledger:
        from branchreport.show.handwork import told

        rest = _(" (all are shown with --merge --diff)") if merges else ""
        more = list(told(finding.changes, finding.ledger, rest))
        if merges:
            help_text = _(
                "keep the changes with --merge, replace the file with --force, which keeps a copy "
                "of it, or choose another name with -o"
            )
    complain(message.format(file=target), help_text, more)


def _say_foreign(target: Path, finding: Foreign) -> None:
    message = _(
        "{file} exists already, and is not overwritten, as branchreport may not have written it"
    )
    if finding.reason:
        message = _("{file} exists already, and cannot be compared with what was written: {reason}")
    complain(message.format(file=target, reason=finding.reason), _how_to_go_on())


def _how_to_go_on() -> str:
    return _("replace it with --force, which keeps a copy of it, or choose another name with -o")
