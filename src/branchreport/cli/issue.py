"""``branchreport issue``: what was issued of a year is recorded, and why its records changed."""

import datetime
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from branchreport.cli.checking import Checked, check_year, today
from branchreport.cli.console import complain, show
from branchreport.cli.issuable import document_in
from branchreport.cli.misuse import Misuse
from branchreport.cli.registering import Known, NothingToRestateError, additions_to
from branchreport.cli.saving import save, untouchable
from branchreport.diagnostics import Diagnostic, Severity
from branchreport.language import _
from branchreport.loading.appending import Addition, CannotAppendError, appended
from branchreport.loading.years import years
from branchreport.reasons import in_words
from branchreport.records.year import BranchYear
from branchreport.show.full import findings
from branchreport.show.summary import summary

if TYPE_CHECKING:
    from branchreport.carrying.differences import Reading

_CHANGED: Final = "BR481"
"""The code that says that the records changed after they were issued."""

_FILES: Final = {True: "印发.yaml", False: "issued.yaml"}
"""The file of a folder in which it is recorded what was issued, by whether its keys are Chinese."""

_HEADS: Final = {
    True: "# 印发和重述的登记，由 branchreport issue 写入；日期登错的，直接改；摘要不要手改。\n",
    False: "# What was issued and restated, as branchreport issue records it; "
    "correct a wrong date here, leave the digests as they are.\n",
}


class Wish(NamedTuple):
    """What is to be recorded: that a document was issued, a reason for what changed, or both.

    ``date`` is the day of it, else today.
    """

    document: Path | None = None
    reason: str | None = None
    date: datetime.date | None = None


class _Shelf:
    """The files of a year as they were read."""

    def __init__(self) -> None:
        self.files: dict[Path, bytes] = {}

    def read(self, path: Path) -> bytes:
        """The bytes of ``path``."""
        return self.files.setdefault(path, path.read_bytes())


def issue(path: str | Path, wish: Wish) -> int:
    """Record ``wish`` in the files of the year at ``path``.

    0 recorded, now or before; 1 where the year has errors, which are shown, or there is nothing to
    restate; 2 where something cannot be read or written.
    """
    try:
        day = _day(wish)
        document = None if wish.document is None else document_in(wish.document)
        year, shelf = years([Path(path)])[0], _Shelf()
        checked = check_year(year, shelf.read)
        if found := list(_against(checked, restated=wish.reason is not None)):
            _show(found, checked)
            return 1 if checked.readable else 2
        assert checked.loaded.value is not None, "a year without errors is whole"
        _refuse_too_early(day, checked.loaded.value)
        known = Known(checked.loaded.value)
        reading = _reading(year, wish.document)
        additions = list(additions_to(known, document, wish.reason, day, _is_current(reading)))
        if not additions:
            return 0
        file = _file(year, checked)
        _write(file, additions, shelf, chinese=_is_chinese(checked))
    except NothingToRestateError as error:
        complain(error.message, error.help)
        return 1
    except Misuse as misuse:
        complain(misuse.message, misuse.help)
        return 2
    for addition in additions:
        print(_told(addition, file))
    _warn(reading, year, wish.document)
    return 0


def _day(wish: Wish) -> datetime.date:
    """The day to be recorded.

    Raises:
        Misuse: when nothing is to be recorded, or that day has not come.

    """
    if wish.document is None and wish.reason is None:
        raise Misuse(
            _("neither a document nor a reason is named"),
            _('name what was issued, or write why the records changed: --restate "reason"'),
        )
    now = today()
    day = wish.date or now
    if day > now:
        raise Misuse(
            _("{date} has not come yet").format(date=day), _("correct the date after --date")
        )
    return day


def _refuse_too_early(day: datetime.date, year: BranchYear) -> None:
    """Let nothing be issued of ``year`` before it began.

    Raises:
        Misuse: when it would be.

    """
    first = year.report.period.first
    if day < first:
        raise Misuse(
            _("{date} is before {first}, the first day of the report").format(
                date=day, first=first
            ),
            _("correct the date after --date"),
        )


def _reading(year: Path, document: Path | None) -> "Reading | None":
    """How a Word file differs from the records of ``year``; None for what cannot be compared.

    Raises:
        Misuse: when it is no document of that year.

    """
    if document is None or document.suffix.lower() != ".docx":
        return None
    from branchreport.cli.vetting import reading_beside  # it takes another library

    return reading_beside(year, document)


def _is_current(reading: "Reading | None") -> bool:
    """Whether a document is known to say what the records say now."""
    if reading is None:
        return False
    from branchreport.cli.vetting import is_behind

    return not is_behind(reading)


def _warn(reading: "Reading | None", year: Path, document: Path | None) -> None:
    """Warn where ``document`` does not say what the records of ``year`` say."""
    if reading and document and not _is_current(reading):
        from branchreport.cli.vetting import say_behind

        say_behind(reading, year, document)


def _against(checked: Checked, *, restated: bool) -> Iterator[Diagnostic]:
    """The errors of a year that are against recording anything of it."""
    for found in checked.diagnostics:
        if found.severity is Severity.ERROR and not (restated and found.code == _CHANGED):
            yield found


def _show(found: Sequence[Diagnostic], checked: Checked) -> None:
    files, records = len(checked.loaded.places.lines), checked.loaded.records
    show([*findings(found, checked.lines), summary(files, records, found)], sys.stderr)


def _is_chinese(checked: Checked) -> bool:
    """Whether the year is written in Chinese keys."""
    return checked.loaded.places.chinese(("report",))


def _file(year: Path, checked: Checked) -> Path:
    """The file in which something is recorded: where something is already, or one of its own.

    A year of one file has it there.
    """
    places, value = checked.loaded.places, checked.loaded.value
    assert value is not None, "a year without errors is whole"
    for key, records in (("issues", value.issues), ("restatements", value.restatements)):
        if records:
            return Path(places.files[key, len(records) - 1])
    if len(places.lines) == 1:  # which may be rendered by its own name
        return Path(*places.lines)
    return year / _FILES[_is_chinese(checked)]


def _write(file: Path, additions: Sequence[Addition], shelf: _Shelf, *, chinese: bool) -> None:
    """Add to ``file``, whole or not at all, and only if nobody else has changed it meanwhile.

    Raises:
        Misuse: when that cannot be done.

    """
    before = shelf.files.get(file)
    try:
        raw = _HEADS[chinese].encode() if before is None else before
        after = appended(raw, additions, chinese=chinese)
        if before is not None and (reason := untouchable(file)):
            raise Misuse(*reason)
        if (file.read_bytes() if os.path.lexists(file) else None) != before:
            raise Misuse(
                _("{file} has changed meanwhile, and is left alone").format(file=file),
                _("run the command again"),
            )
        save(file, after)
    except CannotAppendError as error:
        raise Misuse(
            _("{file} leaves no sure place for another record").format(file=file),
            _("write it there yourself:\n{record}").format(record=error),
        ) from None
    except OSError as error:
        raise Misuse(
            _("{file} cannot be written: {reason}").format(file=file, reason=in_words(error)),
            _("close the program that holds it, or ask for permission to write it"),
        ) from None


def _told(addition: Addition, file: Path) -> str:
    """What was recorded, and where."""
    said = _("{file}: recorded that “{document}” was issued on {date}")
    if addition.key == "restatements":
        said = _("{file}: recorded a restatement of {date}, “{reason}”")
    return said.format(file=file, **addition.values)
