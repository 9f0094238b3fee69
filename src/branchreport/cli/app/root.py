"""The root of the command line, and the options that stand before every command."""

from typing import Annotated

import typer

from branchreport import __version__
from branchreport.cli.app.options import check_language
from branchreport.cli.app.wording import Group
from branchreport.language import _

app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    suggest_commands=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("Turn the records of a year into its work summary, and answer for every number in it."),
)


def _print_version(asked: bool) -> None:
    if asked:
        print(f"branchreport {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="zh|en",
            callback=check_language,
            help=_("The language of messages; else BRANCHREPORT_LANG or the locale decides."),
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help=_("Show the version.")
        ),
    ] = False,
) -> None:
    pass
