"""``branchreport template``: the built-in templates, a copy of one, and what is wrong with one."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from branchreport import language, shipped, template_names
from branchreport.cli.console import complain, show
from branchreport.cli.misuse import Misuse
from branchreport.cli.template_faults import Lines, told
from branchreport.compose import TemplateFault
from branchreport.diagnostics import Diagnostic
from branchreport.language import N_, _, plural
from branchreport.loading import load_file
from branchreport.publishing import MANIFEST, Manifest, unknown_style
from branchreport.reasons import in_words
from branchreport.rules.choices import no_template
from branchreport.show.full import findings
from branchreport.show.summary import counts
from branchreport.show.text import Line
from branchreport.suggest import closest

_HEAD: Final = (
    N_("This is a copy of the built-in template {name}, to be changed in any editor."),
    N_("What stands between two braces comes from the records: {{ report.branch }} is the branch."),
    N_("What stands between {open} and {close} is a command, as a loop; each has its end."),
    N_("All other text stands in the document as it is here. “#” begins a heading."),
    N_("To use it: render YEAR --template FOLDER, or template: FOLDER under report."),
    N_("After each change: branchreport template check FOLDER."),
    N_("All names and filters: docs/templates.md. This comment may be taken out."),
)
"""What the copy of a template says of itself, to whoever opens it for the first time."""


def listed() -> int:
    """Print the built-in templates, each with its language, its style, and what it makes."""
    show(_listed(), sys.stdout)
    return 0


def _listed() -> Iterator[Line]:
    names = shipped.templates()
    width = max(map(len, names))
    for name in names:
        manifest = load_file(shipped.template_folder() / name / MANIFEST, Manifest).value
        if manifest:
            said = f"  {manifest.language}  {manifest.style:8}  {manifest.description or ''}"
            yield [("bold", f"{name:{width}}"), ("", said.rstrip())]


def copy(name: str, folder: Path) -> int:
    """Write the files of the built-in template ``name`` into the new ``folder``, or nothing.

    0 written; 2 where there is no such template, the folder is there already, or it cannot be
    written.
    """
    if name not in shipped.templates():
        meant = closest(name, shipped.templates())
        complain(*no_template(name, template_names.Fault.UNKNOWN, meant))
        return 2
    if os.path.lexists(folder):
        message = _("{file} exists already, and is not overwritten").format(file=folder)
        complain(message, _("name a folder that is not there yet"))
        return 2
    try:
        _write(name, folder)
    except OSError as error:
        message = _("{file} cannot be written: {reason}")
        reason = in_words(error)
        complain(message.format(file=folder, reason=reason), _("choose another folder"))
        return 2
    print(folder)
    return 0


def _write(name: str, folder: Path) -> None:
    """Write a copy beside ``folder`` and rename it, so that no half of it is ever seen."""
    source = shipped.template_folder() / name
    temporary = folder.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        shutil.copytree(source, temporary, copy_function=shutil.copyfile)
        main = temporary / shipped.TEMPLATE
        main.write_text(_head(name) + main.read_text("utf-8"), "utf-8", newline="\n")
        temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _head(name: str) -> str:
    """The comment at the top of a copy, in the language of the template ``name``."""
    manifest = load_file(shipped.template_folder() / name / MANIFEST, Manifest).value
    before = language.spoken()
    language.use("zh" if manifest and manifest.language.startswith("zh") else "en")
    try:
        lines = [_filled_in(_(line), name) for line in _HEAD]
    finally:
        language.use(before)
    return "\n".join(["{#", *(f"  {line}" for line in lines), "#}", ""])


def _filled_in(line: str, name: str) -> str:
    return line.replace("{name}", name).replace("{open}", "{%").replace("{close}", "%}")


def asked(name: str) -> Path:
    """The template ``name`` of a command line: a folder, a Word file, or one that is built in.

    Raises:
        Misuse: when there is none.

    """
    found = template_names.find(name, Path())
    if isinstance(found, template_names.Fault):
        meant = closest(Path(name).name, shipped.templates())
        raise Misuse(*no_template(name, found, meant))
    return found


def check(name: str) -> int:
    """Say everything that is wrong with the template ``name``.

    0 nothing; 1 something, which is shown; 2 where there is no such template.
    """
    try:
        found = asked(name)
    except Misuse as misuse:
        complain(misuse.message, misuse.help)
        return 2
    diagnostics, lines = _word(found) if template_names.is_word(found) else _folder(found)
    show(findings(diagnostics, lines), sys.stdout)
    show([_summary(name, diagnostics)], sys.stdout)
    return 1 if diagnostics else 0


def _folder(folder: Path) -> tuple[list[Diagnostic], Lines]:
    from branchreport.vocabulary.checking import check_folder

    loaded = load_file(folder / MANIFEST, Manifest)
    chosen = loaded.value.language if loaded.value else "zh-CN"
    said, lines = told(check_folder(folder, chosen))
    wrong = unknown_style(loaded, folder)
    return [*loaded.diagnostics, *wrong, *said], {**loaded.places.lines, **lines}


def _word(file: Path) -> tuple[list[Diagnostic], Lines]:
    from branchreport.vocabulary.checking import check_word

    faults: Iterable[TemplateFault] = check_word(file)
    return told(faults)


def _summary(name: str, diagnostics: list[Diagnostic]) -> Line:
    found = counts(diagnostics)
    if not found:
        from branchreport.samples import SAMPLES

        samples = plural("{number} sample year", "{number} sample years", len(SAMPLES))
        words = _("all is well: {checked}")
        return [("bold green", words.format(checked=_(", ").join([name, samples])))]
    return [("bold", _("checked {checked}: {found}").format(checked=name, found=found))]
