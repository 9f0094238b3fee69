"""``issue``: what was issued of a year, and why its records changed since."""

import datetime
from pathlib import Path
from typing import Annotated

import typer

from branchreport.cli.app.options import one_line
from branchreport.cli.app.root import app
from branchreport.cli.app.wording import Command
from branchreport.language import _


def _day(written: str) -> datetime.date:
    from branchreport.records.fields import read_date

    try:
        return read_date(written)
    except ValueError:
        raise typer.BadParameter(_("write the date as 2021-03-05")) from None


@app.command(
    cls=Command,
    help=_(
        "Record that DOCUMENT was issued of the year at PATH, or why the records changed since."
    ),
)
def issue(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=_("The year."))],
    document: Annotated[
        Path | None,
        typer.Argument(metavar="DOCUMENT", help=_("The file that was issued, as it went out.")),
    ] = None,
    restate: Annotated[
        str | None,
        typer.Option(
            "--restate",
            metavar=_("REASON"),
            parser=one_line,
            help=_("Why the records changed after they were issued."),
        ),
    ] = None,
    date: Annotated[
        datetime.date | None,
        typer.Option(
            "--date", metavar=_("DATE"), parser=_day, help=_("The day of it; else today.")
        ),
    ] = None,
) -> None:
    """Run `branchreport.cli.issue`."""
    from branchreport.cli.issue import Wish
    from branchreport.cli.issue import issue as run

    raise typer.Exit(run(path, Wish(document, restate, date)))
