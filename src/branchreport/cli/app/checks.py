"""``validate``: what is wrong with the records of years."""

from pathlib import Path
from typing import Annotated

import typer

from branchreport.cli.app.root import app
from branchreport.cli.app.wording import Command
from branchreport.cli.reporting import AUTO, VARIABLE, Wish
from branchreport.language import _
from branchreport.show import FORMS


def _at_least_one(written: str) -> int:
    if not written.isdecimal() or not int(written):
        raise typer.BadParameter(_("“{value}” is no whole number from 1 on").format(value=written))
    return int(written)


@app.command(
    cls=Command, help=_("Check the years at PATH..., and say what is wrong with them, and where.")
)
def validate(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help=_("The years."))],
    strict: Annotated[
        bool, typer.Option("--strict", help=_("Let warnings fail the check, too."))
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help=_("Make the corrections that are safe."))
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help=_("Only show what --fix would change."))
    ] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar=_("CODES"),
            help=_("Report these findings only: codes, beginnings of codes, or names."),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar=_("CODES"), help=_("Leave these findings out.")),
    ] = None,
    output_format: Annotated[
        str,
        typer.Option(
            metavar=_("NAME"),
            help=_(
                "The form of the report: {forms}. Without it {variable} decides; auto is full, "
                "and more inside GitHub Actions and GitLab CI."
            ).format(forms=", ".join((AUTO, *FORMS)), variable=VARIABLE),
        ),
    ] = "",
    output_file: Annotated[
        Path | None,
        typer.Option(
            metavar=_("FILE"), help=_("Write the report here, and print it for people as well.")
        ),
    ] = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help=_("Print how often each code was found only."))
    ] = False,
    max_errors: Annotated[
        int | None,
        typer.Option(
            metavar=_("NUMBER"),
            parser=_at_least_one,
            help=_("Print so many findings at the most, errors first."),
        ),
    ] = None,
) -> None:
    """Run `branchreport.cli.validate`."""
    from branchreport.cli.validate import validate as run

    wish = Wish(output_format, output_file, statistics)
    code = run(
        paths,
        strict=strict,
        fix=fix,
        diff=diff,
        select=select or (),
        ignore=ignore or (),
        wish=wish,
        most=max_errors,
    )
    raise typer.Exit(code)
