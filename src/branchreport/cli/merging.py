"""``render --merge``: a Word file that people have changed is brought up to date, edits and all."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TextIO

from branchreport.cli import keeping
from branchreport.cli.console import complain, note, show, warn
from branchreport.cli.issued import keep_issued
from branchreport.cli.misuse import Misuse
from branchreport.cli.overwriting import Finding, Free, Same, back_up, ledger_beside, look
from branchreport.cli.refusing import refusal
from branchreport.cli.saving import contents, holds, reason, save_all
from branchreport.handwork.manuscript import Manuscript, read
from branchreport.handwork.merging import Merged, Other, date_of, merge
from branchreport.handwork.telling import done_by_hand
from branchreport.language import _
from branchreport.ledger import Ledger
from branchreport.reasons import in_words
from branchreport.records.issues import Issue
from branchreport.show.merging import Step, told
from branchreport.word_files import UnusableError
from branchreport.writers import digest
from branchreport.writers.docx.package import pack


@dataclass(frozen=True, slots=True)
class Merging:
    """What is to be merged: the new rendering, and the files that people have changed.

    ``target`` gets the result, and is merged itself where ``in_place``; ``copies`` are merged in
    turn. With ``only_shown`` nothing is written. A copy of a target that is one of ``issues`` is
    kept.
    """

    target: Path
    rendering: bytes
    in_place: bool = True
    copies: tuple[Path, ...] = ()
    force: bool = False
    only_shown: bool = False
    digest: bool = False
    issues: Sequence[Issue] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that are merged, the first one first."""
        own = (self.target,) if self.in_place and self.target.exists() else ()
        return (*own, *self.copies)


class _Copy(NamedTuple):
    path: Path
    data: bytes
    manuscript: Manuscript
    ledger: Ledger


class _Result(NamedTuple):
    """The bytes of the result, what was said of each step, and files of what was taken out."""

    data: bytes
    steps: tuple[tuple[Step, Merged], ...]

    @property
    def lost(self) -> list[bytes]:
        return [pack(merged.lost) for _step, merged in self.steps if merged.lost]

    @property
    def conflicts(self) -> int:
        return sum(merged.conflicts for _step, merged in self.steps)


def run(merging: Merging) -> int:
    """Merge, list what became of each passage, and write the result whole or not at all.

    0 merged; 1 where there are conflicts, something was taken out, or, where it is only shown, it
    would change; 2 where a file cannot be read, merged or written, and then none is.
    """
    refused = 0
    try:
        copies = [_opened(path) for path in merging.files]
        result = _merged(copies, merging.rendering)
        finding = _at_target(merging, result)
        if not merging.only_shown or not isinstance(finding, Same | Free):
            refused = refusal({merging.target: finding}, force=merging.force, merges=True)
        if refused and not merging.only_shown:
            return refused
        _list(result, sys.stdout if merging.only_shown else sys.stderr)
        if merging.only_shown:
            differs = not holds(merging.target, result.data)
            return refused or int(bool(result.conflicts) or differs)
        if _is_other_now(merging.target, copies):
            complain(
                _("{file} has changed meanwhile, and is left alone").format(file=merging.target),
                _("run the command again"),
            )
            return 2
        return _written(merging, result, finding)
    except Misuse as misuse:
        complain(misuse.message, misuse.help)
        return 2
    except OSError as error:
        complain(*reason(merging.target, error))
        return 2


def _is_other_now(target: Path, copies: Sequence[_Copy]) -> bool:
    """Whether somebody has saved ``target`` since it was read to be merged."""
    return any(each.path == target and not holds(target, each.data) for each in copies)


def _written(merging: Merging, result: _Result, finding: Finding) -> int:
    """Write the result and what was taken out, all or nothing, and say where they are."""
    path = merging.target
    try:
        keep_issued(path, result.data, merging.issues)
        if not isinstance(finding, Same | Free):
            copy = back_up(path)
            note(_("what {file} was is kept as {copy}").format(file=path, copy=copy))
        files = {_free(merging.target, lost): lost for lost in result.lost}
        beside = tuple(files)
        if not holds(merging.target, result.data):
            files[merging.target] = result.data
        for path in save_all(files):  # noqa: B007  # it is named where one fails
            pass
    except OSError as error:
        complain(*reason(path, error))
        return 2
    for each in beside:
        note(_("what was taken out is kept in {file}").format(file=each))
    _keep_copy(merging)
    mark = f"{digest('docx', result.data)}  " if merging.digest else ""
    print(f"{mark}{merging.target}")
    return int(bool(result.conflicts))


def kept_wishes(path: Path) -> Mapping[str, str]:
    """By which wishes the file at ``path`` was made; none where it does not say."""
    try:
        return _opened(path).ledger.asked
    except Misuse:
        return {}


def _opened(path: Path) -> _Copy:
    """A file that people may have changed, with what it said when it was written.

    Raises:
        Misuse: when it cannot be read, is no Word file, or nobody knows what it said.

    """
    try:
        data = contents(path)
    except OSError as error:
        message = _("{file} cannot be read: {reason}")
        raise Misuse(
            message.format(file=path, reason=in_words(error)),
            _("look at its name, and close the program that holds it"),
        ) from None
    with _told(path):
        manuscript = read(data)
    ledger = manuscript.ledger or ledger_beside(manuscript, keeping.known(path))
    if ledger is None:
        raise Misuse(
            _("{file} does not say what branchreport wrote in it").format(file=path),
            _("write to another file with -o, and take the edits over by hand"),
        )
    return _Copy(path, data, manuscript, ledger)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say of which file it is that what is found in it cannot be used.

    Raises:
        Misuse: when it cannot.

    """
    try:
        yield
    except UnusableError as unusable:
        message = _("{file} cannot be merged: {reason}")
        raise Misuse(message.format(file=path, reason=unusable.message), unusable.help) from None


def _merged(copies: Sequence[_Copy], rendering: bytes) -> _Result:
    """The first of ``copies`` with the edits of the others, and then with the new rendering."""
    if not copies:
        return _Result(rendering, ())
    first, *others = copies
    ours = read(rendering)
    date = date_of(ours.file)
    data, manuscript = first.data, first.manuscript
    steps: list[tuple[Step, Merged]] = []
    for path, name, ledger, other in (
        *((each.path, each.path.name, each.ledger, each.manuscript) for each in others),
        (first.path, "", first.ledger, ours),
    ):
        with _told(path):
            theirs = done_by_hand(manuscript, ledger)  # before it is merged, which changes it
            brought = done_by_hand(other, ledger) if name else ()
            done = merge(ledger, manuscript, Other(other, name, date))
        into = first.path.name if name else ""
        step = Step(name, done.outcomes, ledger.pieces, into, theirs, brought)
        steps.append((step, done))
        if done.parts != manuscript.file.parts:
            data = pack(done.parts)
            manuscript = read(data)
    return _Result(data, tuple(steps))


def _at_target(merging: Merging, result: _Result) -> Finding:
    """Whose work is where the result is to be; what is merged itself gives way.

    Raises:
        OSError: when it is a folder, or cannot be read.

    """
    target = merging.target
    if not target.is_dir() and (
        merging.in_place or target.resolve() in [each.resolve() for each in merging.copies]
    ):
        return Free()
    return look(target, result.data)


def _keep_copy(merging: Merging) -> None:
    """Keep beside the result what branchreport wrote; what people wrote in it is no part of that.

    So a rendering that is not merged finds their edits.
    """
    try:
        keeping.keep(merging.target, merging.rendering)
    except OSError as error:
        said = _("{file} cannot be written: {reason}")
        place = keeping.place(merging.target)
        warn(said.format(file=place, reason=in_words(error)))


def _free(target: Path, data: bytes) -> Path:
    """A name beside ``target`` for what was taken out of it; nothing is overwritten."""
    number, path = 2, target.with_name(f"{target.stem}.lost.docx")
    while path.exists() and not holds(path, data):
        path = target.with_name(f"{target.stem}.lost-{number}.docx")
        number += 1
    return path


def _list(result: _Result, stream: TextIO) -> None:
    """Say what became of each passage that is not as it was."""
    if not result.steps:
        show([[("", _("the file would be written anew"))]], stream)
    show([line for step, _merged in result.steps for line in told(step)], stream)
