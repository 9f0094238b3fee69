"""``branchreport diff`` of a year and a Word file: what to carry back, and carrying it back."""

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from branchreport.carrying.corrections import Correction, came_true, corrections
from branchreport.carrying.differences import Issued, Reading, Reason
from branchreport.carrying.fields import Fields
from branchreport.carrying.finding import read_differences
from branchreport.cli.checking import Checked, check_year, folder_of
from branchreport.cli.console import emit, show
from branchreport.cli.correcting import Desk, write_together
from branchreport.cli.delivering import targets
from branchreport.cli.diff import show_errors
from branchreport.cli.keeping import known
from branchreport.cli.making import document_of
from branchreport.cli.misuse import Misuse
from branchreport.cli.ordering import Order, order_of
from branchreport.cli.overwriting import ledger_beside
from branchreport.cli.render import amended, published
from branchreport.cli.saving import contents
from branchreport.cli.template_faults import told
from branchreport.cli.writing import written
from branchreport.compose import TemplateFault
from branchreport.diagnostics import Fix, Severity
from branchreport.edits import corrected, decoded
from branchreport.handwork.manuscript import Manuscript, read
from branchreport.language import _
from branchreport.loading import Loaded
from branchreport.loading.years import years
from branchreport.reasons import in_words
from branchreport.show.carrying import as_json, lines
from branchreport.show.full import findings
from branchreport.template_names import is_word
from branchreport.word_files import UnusableError

_ISSUED: Final = "BR481"
"""The code of records that changed after they were issued, and want to be restated."""

_ODD: Final = re.compile(r"[^\w./\\:~-]")
"""What a shell takes for something else outside quotation marks."""

FORMS: Final = ("txt", "json")
"""The forms in which a Word file is set beside its records; they are printed."""


class Unsound(Exception):  # noqa: N818  # it is in the records, and was shown
    """The records cannot be rendered, so nothing can be set beside them."""


def carry(year: Path, document: Path, *, forms: Sequence[str], apply: bool, exit_code: bool) -> int:
    """Print what ``document`` says differently from the records of ``year``.

    0 done; with ``exit_code`` 1 where they differ; with ``apply``, which writes what is clear into
    the records, 1 where something is left; 2 where something cannot be read or written.

    Raises:
        Misuse: when there is no such form, or one of the two cannot be read.

    """
    (form,) = targets(forms[:1], None, FORMS, "txt").forms
    desk = Desk()
    try:
        carrier = _Carrier(years([year])[0], document, desk)
        reading = carrier.reading()
    except Unsound:
        return 2
    if reading.is_foreign:
        raise Misuse(
            _("{file} hardly says anything that the records say").format(file=document),
            _("name the file that was rendered from these records"),
        )
    if apply:
        reading = carrier.apply(reading)
        if not write_together(desk):
            return 2
    if form == "json":
        emit(as_json(reading, str(document), done=apply))
    else:
        show(lines(reading, str(document), done=apply), sys.stdout)
    if apply:
        return int(any(each.reason for each in reading.differences))
    return int(exit_code and not reading.is_same)


def reading_of(year: Path, document: Path) -> Reading:
    """What ``document`` says differently from the records of ``year``.

    Raises:
        Unsound: when there is no document of the records, which is said.
        Misuse: when their template is a Word file, or one of the two cannot be read.

    """
    return _Carrier(years([year])[0], document, Desk()).reading()


class _Carrier:
    """A year and a Word file, and the year with corrections that nobody has written yet."""

    def __init__(self, year: Path, document: Path, desk: Desk) -> None:
        """Read both.

        Raises:
            Misuse: when the Word file cannot be read.

        """
        self._year = year
        self._desk = desk
        read = _manuscript(document)
        self._manuscript = replace(read, ledger=read.ledger or ledger_beside(read, known(document)))
        self._order = _order(self._manuscript)
        self._checked = self._check()

    def _check(self) -> Checked:
        """Read the year from the desk, with what was set beside the records for the file."""
        return check_year(self._year, self._desk.read, partial(amended, self._order))

    def reading(self) -> Reading:
        """What differs as the records are written.

        Raises:
            Unsound: when there is no document of the records, which is said.
            Misuse: when their template is a Word file.

        """
        return self._read(self._checked)

    def _read(self, checked: Checked) -> Reading:
        found = _reading(checked, folder_of(self._year), self._manuscript, self._order)
        return replace(found, issued=_issued(checked, self._year))

    def apply(self, reading: Reading) -> Reading:
        """Put what is clear in ``reading`` into the files on the desk; the rest has its reasons."""
        loaded = self._checked.loaded
        assert loaded.value is not None, "it was rendered"
        texts = {file: decoded(self._desk.read(Path(file)))[2] for file in loaded.places.lines}
        wanted = corrections(reading.differences, loaded.value, loaded.places, texts)
        failed = {
            at: Reason.READ_ONLY for each in wanted if self._is_closed(each) for at in each.wished
        }
        ours = [each for each in wanted if failed.keys().isdisjoint(each.wished)]
        settled = self._settled(ours, {})
        self._put(settled)
        failed |= {at: Reason.UNSOUND for each in ours if each not in settled for at in each.wished}
        told = (
            replace(each, reason=failed.get(each.location)) if each.reason is None else each
            for each in reading.differences
        )
        issued = reading.issued
        if issued and settled:
            issued = replace(issued, changed=True)
        return replace(reading, differences=tuple(told), issued=issued)

    def _is_closed(self, correction: Correction) -> bool:
        """Whether the file of ``correction`` is not ours to write."""
        path = Path(correction.file)
        return self._desk.put(path, self._desk.read(path)) is not None

    def _settled(self, wanted: Sequence[Correction], before: "_Settled") -> "_Settled":
        """``before`` and those of ``wanted`` that come true with them, and how each is written."""
        if not wanted:
            return before
        together = {**before, **{each: each.fixes[0] for each in wanted if each.fixes}}
        if self._come_true(together):
            return together
        if len(wanted) > 1:
            middle = len(wanted) // 2
            return self._settled(wanted[middle:], self._settled(wanted[:middle], before))
        (one,) = wanted
        ways = ({**before, one: fix} for fix in one.fixes[1:])
        return next((way for way in ways if self._come_true(way)), before)

    def _come_true(self, settled: "_Settled") -> bool:
        """Whether the records, and a document of them, say with ``settled`` what is wished."""
        if not self._put(settled):
            return False
        checked = self._check()
        year, after = self._checked.loaded.value, checked.loaded.value
        wished = {at: text for each in settled for at, text in each.wished.items()}
        assert year is not None, "it was rendered"
        if not _is_sound(checked) or after is None or not came_true(year, after, wished):
            return False
        left = self._read(checked).differences
        return not any(each.location in wished for each in left)

    def _put(self, settled: "_Settled") -> bool:
        """Put ``settled`` into the files on the desk, as they were read; whether all could be."""
        fixes: dict[str, list[Fix]] = {file: [] for file in self._checked.loaded.places.lines}
        for correction, fix in settled.items():
            fixes[correction.file].append(fix)
        whole = True
        for file, own in fixes.items():
            before = self._desk.before[os.path.realpath(file)]
            after, made = corrected(before, own)
            whole = whole and made == len(own)
            if own or self._desk.read(Path(file)) != before:
                self._desk.put(Path(file), after)
        return whole


_Settled: TypeAlias = dict[Correction, Fix]
"""Corrections, and in which way each is written."""


def _manuscript(document: Path) -> Manuscript:
    try:
        return read(contents(document))
    except UnusableError as error:
        message = _("{file} cannot be used: {reason}")
        raise Misuse(message.format(file=document, reason=error.message), error.help) from None
    except OSError as error:
        message = _("{file} cannot be read: {reason}")
        raise Misuse(
            message.format(file=document, reason=in_words(error)),
            _("look at the path again, or close the program that holds the file"),
        ) from None


def _order(manuscript: Manuscript) -> Order:
    """The wishes beside the records by which ``manuscript`` was made.

    The style is left out, for it changes no word, and may not be here.
    """
    kept = manuscript.ledger.asked if manuscript.ledger else {}
    return replace(order_of(kept), style=None)


def _is_sound(checked: Checked) -> bool:
    """Whether the year can be set beside a file, as one that was issued can when it changed."""
    errors = (each for each in checked.diagnostics if each.severity is Severity.ERROR)
    return all(each.code == _ISSUED for each in errors)


def _issued(checked: Checked, path: Path) -> Issued | None:
    """When the year ``checked`` at ``path`` was issued, if it was."""
    year = checked.loaded.value
    assert year is not None, "it was rendered"
    if not year.issues:
        return None
    name = f"{path}/" if path.is_dir() else str(path)
    called = f'"{name}"' if _ODD.search(name) else name
    command = _('branchreport issue {year} --restate "reason"').format(year=called)
    changed = any(each.code == _ISSUED for each in checked.diagnostics)
    return Issued(max(each.date for each in year.issues), changed, command)


def _reading(checked: Checked, folder: Path, manuscript: Manuscript, order: Order) -> Reading:
    """How ``manuscript`` differs from what the year ``checked`` in ``folder`` is rendered to."""
    year = checked.loaded.value
    if not _is_sound(checked) or year is None:
        show_errors([checked])
        raise Unsound
    chosen = published(checked, folder, order)
    if isinstance(chosen, Loaded):
        show(findings(chosen.diagnostics, chosen.places.lines), sys.stderr)
        raise Unsound
    if is_word(chosen.template):
        raise Misuse(
            _("what a Word template makes cannot be set beside the records"),
            _("choose a template that is a folder"),
        )
    try:
        document = document_of(checked, chosen)
    except TemplateFault as mistake:
        show(findings(*told(mistake.all)), sys.stderr)
        raise Unsound from None
    now = read(written(document, chosen.style, ["docx"])["docx"]).ledger
    assert now is not None, "what we write has a ledger"
    fields = Fields(year, checked.loaded.places, checked.facts)
    return read_differences(fields, document, now, manuscript)
