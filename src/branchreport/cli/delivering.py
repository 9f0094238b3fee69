"""Documents to files: which forms are asked for, where each goes, and writing all or none."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from branchreport.cli import keeping
from branchreport.cli.console import complain, note, warn
from branchreport.cli.issued import keep_issued
from branchreport.cli.misuse import Misuse
from branchreport.cli.overwriting import Edited, Finding, Foreign, Same, back_up, look
from branchreport.cli.refusing import refusal
from branchreport.cli.saving import file_name, misnamed, reason, save_all
from branchreport.language import _
from branchreport.reasons import in_words
from branchreport.records.issues import Issue
from branchreport.suggest import closest
from branchreport.writers import WRITERS, digest

USUAL: Final = "docx"
"""The form that is written where none is asked for."""

FORMS: Final = (*WRITERS, "pdf")
"""Every form that can be asked for, by the ending of its files."""

COMPARISON_FORMS: Final = (*WRITERS, "csv", "pdf")
"""Every form in which years are compared."""

_ALIASES: Final = {"text": "txt", "markdown": "md", "word": "docx"}
"""What forms are called as well."""

WAYS: Final = ("libreoffice", "typst")
"""The programs that make a PDF, the first choice first."""


class Targets(NamedTuple):
    """The forms that are written, and where: a file, a folder, or None for the current folder.

    ``known`` are the forms that could have been asked for.
    """

    forms: tuple[str, ...]
    output: Path | None
    known: Sequence[str] = FORMS

    def file(self, form: str, title: str) -> Path:
        """The file of ``form`` for a document with ``title``."""
        if self.output is None:
            return Path(file_name(title, form))
        if self.output.is_dir():
            return self.output / file_name(title, form)
        if len(self.forms) == 1:
            return self.output
        known = self.output.suffix.lower().removeprefix(".") in self.known
        return (self.output.with_suffix("") if known else self.output).with_name(
            f"{self.output.stem if known else self.output.name}.{form}"
        )


@dataclass(frozen=True, slots=True)
class Delivery:
    """The bytes of each form, where they go, and how.

    ``force`` writes over what others did; ``merges`` tells that the command has another way. Of a
    document that is one of ``issues`` a copy is kept.
    """

    targets: Targets
    title: str
    written: Mapping[str, bytes]
    force: bool = False
    digest: bool = False
    merges: bool = False
    issues: Sequence[Issue] = ()


_SEPARATORS: Final = tuple(filter(None, (os.sep, os.altsep)))


def output_of(written: str) -> Path:
    """The file or folder that ``written`` after -o names.

    Raises:
        Misuse: when it ends as the name of a folder does, and there is no such folder.

    """
    output = Path(written)
    if written.endswith(_SEPARATORS) and not output.is_dir():
        message = _("there is no folder {folder}").format(folder=written)
        raise Misuse(message, _("create the folder first"))
    return output


def targets(
    asked: Sequence[str],
    output: Path | None,
    known: Sequence[str] = FORMS,
    usual: str = USUAL,
) -> Targets:
    """The forms that ``asked`` names, separated by commas, or else the ending of ``output``.

    Of the forms ``known``, the ``usual`` one is written where neither says anything.

    Raises:
        Misuse: when there is no such form, or the name of the file fits none.

    """
    words = (form.strip().lower() for each in asked for form in each.split(","))
    named = [_ALIASES.get(form, form) for form in words if form]
    ending = output.suffix.lower().removeprefix(".") if output else ""
    forms = tuple(dict.fromkeys(named or [ending if ending in known else usual]))
    for form in forms:
        if form not in known:
            raise Misuse(_("there is no form “{form}”").format(form=form), _choices(form, known))
    one_file = len(forms) == 1 and output and not output.is_dir()
    if one_file and output and (fault := misnamed(output, forms[0])):
        message, help_text = fault
        raise Misuse(message, help_text if named else _endings(known))
    return Targets(forms, output, known)


def _endings(known: Sequence[str]) -> str:
    """What to do where the name of the file is to say the form, and says none."""
    endings = _(", ").join(f".{form}" for form in known)
    return _("end its name in {endings}, or name the form with --to, and a folder with -o").format(
        endings=endings
    )


def _choices(form: str, known: Sequence[str]) -> str:
    if meant := closest(form, known):
        return _("did you mean “{key}”?").format(key=meant)
    return _("choose from: {choices}").format(choices=_(", ").join(known))


def deliver(delivery: Delivery) -> int:
    """Write all forms and print where they are; what somebody changed by hand is kept.

    0 written; 1 where one of them was changed by hand, which is told; 2 where one is not ours, or
    cannot be written. None is written then.
    """
    files = {form: delivery.targets.file(form, delivery.title) for form in delivery.targets.forms}
    written = {target: delivery.written[form] for form, target in files.items()}
    if refused := _write(written, delivery):
        return refused
    for form, target in files.items():
        mark = f"{digest(form, delivery.written[form])}  " if delivery.digest else ""
        print(f"{mark}{target}")
    return 0


def _write(written: Mapping[Path, bytes], delivery: Delivery) -> int:
    """Write all files of ``written``, or none; what the command ends with, which is said."""
    found: dict[Path, Finding] = {}
    target = Path()
    try:
        for target, data in written.items():
            found[target] = look(target, data)
        if refused := refusal(found, force=delivery.force, merges=delivery.merges):
            return refused
        for target, finding in found.items():
            keep_issued(target, written[target], delivery.issues)
            _keep_other_work(target, finding)
        changed = {each: data for each, data in written.items() if found[each] != Same()}
        for target in save_all(changed):  # noqa: B007  # it is named where one fails
            pass
    except OSError as error:
        complain(*reason(target, error))
        return 2
    _keep_copies(written, changed)
    return 0


def _keep_other_work(target: Path, finding: Finding) -> None:
    """Keep a copy of what is not ours alone, and say where it is.

    Raises:
        OSError: when it cannot be written.

    """
    if isinstance(finding, Edited | Foreign):
        copy = back_up(target)
        note(_("what {file} was is kept as {copy}").format(file=target, copy=copy))


def _keep_copies(written: Mapping[Path, bytes], changed: Collection[Path]) -> None:
    """Keep side copies of what is ``written``; a document can do without.

    Where one is not there and cannot be kept of what was ``changed``, that is said once.
    """
    for target, data in written.items():
        try:
            keeping.keep(target, data)
        except OSError as error:
            if target in changed:
                said = _("{file} cannot be written: {reason}")
                place = keeping.place(target)
                warn(said.format(file=place, reason=in_words(error)))
                return
