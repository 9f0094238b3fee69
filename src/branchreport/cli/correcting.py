"""``validate --fix``: making the safe corrections, and showing them."""

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from io import StringIO
from pathlib import Path
from typing import Final, NamedTuple

from branchreport.cli.checking import Checked, check_year
from branchreport.cli.console import complain, emit, show
from branchreport.cli.saving import save, save_all, untouchable
from branchreport.diagnostics import CODES, Diagnostic
from branchreport.edits import corrected, decoded
from branchreport.language import _, plural
from branchreport.reasons import in_words
from branchreport.show.text import Line, one_line

_MOST_ROUNDS: Final = 20
"""Times that the records are read again: a correction may bring to light what it hid."""
_PATIENCE: Final = 4
"""Rounds in which a fault of one line is corrected before that is taken to be in vain."""
_LOOKS: Final = {"+": "green", "-": "red", "@": "cyan"}
"""Looks of the lines of a diff by their first characters."""


class Desk:
    """Files as they were read, and as they are after corrections that nobody has written yet.

    A file is known by its real path, however many names lead to it. ``made`` counts its
    corrections; ``left`` are the names under which a correction was wanted that is not ours to
    make, and why it is not.
    """

    def __init__(self) -> None:
        self.before: dict[str, bytes] = {}
        self.now: dict[str, bytes] = {}
        self.made: dict[str, int] = defaultdict(int)
        self.names: dict[str, Path] = {}
        self.left: dict[Path, tuple[str, str]] = {}
        self._rounds: dict[str, list[_Round]] = defaultdict(list)
        self._vain: dict[str, set[tuple[str, int]]] = defaultdict(set)

    def read(self, path: Path) -> bytes:
        """The bytes of ``path``, with what was corrected in it."""
        file = os.path.realpath(path)
        if file not in self.now:
            self.before[file] = self.now[file] = path.read_bytes()
        return self.now[file]

    def put(self, path: Path, raw: bytes) -> tuple[str, str] | None:
        """Let ``raw`` stand in ``path``, which was read; or why that is not ours to do."""
        if reason := untouchable(path):
            return reason
        file = os.path.realpath(path)
        self.names[file] = _proper(path)
        self.now[file] = raw
        return None

    @property
    def changed(self) -> list[str]:
        """The files that have corrections."""
        return [file for file, raw in self.before.items() if raw != self.now[file]]

    def correct(self, checked: Sequence[Checked], codes: frozenset[str]) -> bool:
        """Make the corrections that ``checked`` offers for ``codes``; whether anything changed."""
        self.left = {}
        wanted: dict[str, list[Diagnostic]] = defaultdict(list)
        for found in _correctable(checked, codes):
            path = Path(found.span.file)
            file = os.path.realpath(path)
            if file not in self.now or _mark(found) in self._vain[file]:
                continue
            if reason := untouchable(path):
                self.left[path] = reason
                continue
            self.names[file] = _proper(path)
            wanted[file].append(found)
        return sum(self._correct(file, found) for file, found in wanted.items()) > 0

    def _correct(self, file: str, found: Sequence[Diagnostic]) -> bool:
        """Make the corrections of one file; take back those of the last rounds that were in vain.

        A fault that is found again and again, as often as before, is not mended by its correction.
        """
        marks, rounds = Counter(map(_mark, found)), self._rounds[file]
        last = rounds[-_PATIENCE:]
        if len(last) == _PATIENCE and (vain := {mark for mark in marks if _lasts(mark, last)}):
            self._vain[file] |= vain
            self.now[file] = last[0].raw
            self.made[file] -= sum(each.made for each in last)
            rounds.clear()
            return True
        raw, fixes = self.now[file], dict.fromkeys(each.fix for each in found if each.fix)
        self.now[file], made = corrected(raw, fixes)
        rounds.append(_Round(raw, marks, made))
        self.made[file] += made
        return made > 0


class _Round(NamedTuple):
    """A file before corrections were made, what they were for, and how many they were."""

    raw: bytes
    marks: Counter[tuple[str, int]]
    made: int


def _lasts(mark: tuple[str, int], rounds: Sequence[_Round]) -> bool:
    """Whether ``mark`` was there in all of ``rounds``, and became no rarer."""
    numbers = [each.marks[mark] for each in rounds]
    return numbers[0] > 0 and numbers == sorted(numbers)


def _mark(found: Diagnostic) -> tuple[str, int]:
    """What a finding is known by when the file is read again."""
    return found.code, found.span.line


def _correctable(checked: Sequence[Checked], codes: frozenset[str]) -> Iterator[Diagnostic]:
    for year in checked:
        yield from (each for each in year.diagnostics if each.fix and each.code in codes)


def _proper(path: Path) -> Path:
    """The name of the file itself where ``path`` is a link to it: a patch changes no link."""
    folder = os.path.realpath(path.parent)
    return path.parent / os.path.relpath(os.path.realpath(path), folder)


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
    written = [file for file in desk.changed if _written(file, desk)]
    if written:
        said = _("corrected {corrections} in {files}")
        print(said.format(**_numbers(desk, written)), file=sys.stderr)
    return _all_ours(desk) and written == desk.changed


def write_together(desk: Desk) -> bool:
    """Write every file that was changed, or none where one cannot be; that is said."""
    files = desk.changed
    if not all(_is_current(file, desk) for file in files):
        return False
    at = Path()
    try:
        wanted = {Path(file): desk.now[file] for file in files}
        for at in save_all(wanted):  # noqa: B007  # it is named where one fails
            pass
    except OSError as error:
        _say_unwritten(str(at), desk, error)
        return False
    return True


def _written(file: str, desk: Desk) -> bool:
    if not _is_current(file, desk):
        return False
    try:
        save(Path(file), desk.now[file])
    except OSError as error:
        _say_unwritten(file, desk, error)
        return False
    return True


def _is_current(file: str, desk: Desk) -> bool:
    """Whether ``file`` is as it was read; says so where it is not."""
    name = desk.names[file]
    try:
        if Path(file).read_bytes() == desk.before[file]:
            return True
        complain(
            _("{file} has changed meanwhile, and is left alone").format(file=name),
            _("run the command again"),
        )
    except OSError as error:
        _say_unwritten(file, desk, error)
    return False


def _say_unwritten(file: str, desk: Desk, error: OSError) -> None:
    complain(
        _("{file} cannot be written: {reason}").format(
            file=desk.names[file], reason=in_words(error)
        ),
        _("close the program that holds it, or ask for permission to write it"),
    )


def _all_ours(desk: Desk) -> bool:
    """Whether every correction was ours to make; says of which files it was not."""
    for reason in desk.left.values():
        complain(*reason)
    return not desk.left


def _numbers(desk: Desk, files: Sequence[str]) -> dict[str, str]:
    made = sum(desk.made[file] for file in files)
    return {
        "corrections": plural("{number} fault", "{number} faults", made),
        "files": plural("{number} file", "{number} files", len(files)),
    }


def differences(desk: Desk) -> str:
    """What the corrections change, as a patch, but for a change of the encoding."""
    return "".join(line for file in desk.changed for line in _difference(file, desk))


def _difference(file: str, desk: Desk) -> Iterator[str]:
    mark, encoding, before = decoded(desk.before[file])
    mark_put, put, after = decoded(desk.now[file])
    name = one_line(desk.names[file].as_posix())
    tab = "\t" if " " in name else ""  # ends a name with blanks for git and patch
    yield from _ended(
        unified_diff(
            _lines(mark.decode(encoding) + before),
            _lines(mark_put.decode(put) + after),
            f"{name}{tab}",
            f"{name}{tab}",
        )
    )
    if put != encoding:
        yield _("{file}: to be saved as UTF-8").format(file=name) + "\n"


def _lines(text: str) -> list[str]:
    """The lines of ``text`` as programs that apply a patch see them: LF alone ends one."""
    return list(StringIO(text, newline="\n"))


def _ended(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def show_differences(desk: Desk) -> bool:
    """Print what would be changed, and how much on standard error; whether all of it is ours."""
    shown = differences(desk)
    if sys.stdout.isatty():
        show(map(_shown, shown.removesuffix("\n").split("\n") if shown else []), sys.stdout)
    else:
        emit(shown)
    said = _("would correct {corrections} in {files}")
    print(said.format(**_numbers(desk, desk.changed)), file=sys.stderr)
    return _all_ours(desk)


def _shown(line: str) -> Line:
    return [(_LOOKS.get(line[:1], ""), one_line(line.removesuffix("\r")))]
