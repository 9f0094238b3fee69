"""Options that several commands have, and how what is written for an option is read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from branchreport.cli import console
from branchreport.cli.delivering import output_of
from branchreport.cli.misuse import Misuse
from branchreport.language import LANGUAGES, _, spoken
from branchreport.records.choices import Choice, Supplement


def check_language(language: str | None) -> str | None:
    """``language``, if it is one that branchreport speaks."""
    if language is not None and language not in LANGUAGES:
        raise typer.BadParameter(_("choose from: {choices}").format(choices="zh, en"))
    return language


def called(choice: Choice) -> str:
    """The name of ``choice`` in the language in use; either is taken."""
    return choice.chinese if spoken() == "zh" else choice.value


def target(written: str | None) -> Path | None:
    """What is named after -o; the command ends where there is no such folder."""
    try:
        return None if written is None else output_of(written)
    except Misuse as misuse:
        console.complain(misuse.message, misuse.help)
        raise typer.Exit(2) from None


def one_line(written: str) -> str:
    """``written``, if it is one line of text that a document can hold."""
    from branchreport.records.fields import read_line

    try:
        return read_line(written)
    except ValueError:
        raise typer.BadParameter(_("write one line of text")) from None


def supplement(written: str) -> Supplement:
    """What follows the report, by either of its names."""
    try:
        return Supplement.read(written)
    except ValueError:
        names = _(", ").join(f"{each.chinese} {each.value}" for each in Supplement)
        raise typer.BadParameter(_("choose from: {choices}").format(choices=names)) from None


def _check_form(form: str) -> str:
    if form not in console.FORMS:
        choices = ", ".join(console.FORMS)
        raise typer.BadParameter(_("choose from: {choices}").format(choices=choices))
    return form


Form: TypeAlias = Annotated[
    str,
    typer.Option(
        "--output-format",
        metavar="|".join(console.FORMS),
        callback=_check_form,
        help=_("The form of the output."),
    ),
]
"""The form of what a command prints."""

Force: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--force", help=_("Replace a file that others wrote or changed; a copy of it is kept.")
    ),
]
"""Whether what others did is replaced."""

StyleName: TypeAlias = Annotated[
    str | None,
    typer.Option("--style", metavar=_("NAME"), help=_("The style: a name or a path.")),
]
"""A style that is asked for."""


def forms(known: Sequence[str]) -> Any:
    """The option that names forms to write, out of those that are ``known``."""
    help_text = _("The forms to write, separated by commas: {forms}.")
    return typer.Option("--to", metavar=_("FORMS"), help=help_text.format(forms=", ".join(known)))
