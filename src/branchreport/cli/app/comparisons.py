"""``diff``: two or more years side by side."""

from pathlib import Path
from typing import Annotated, Any

import typer

from branchreport.cli.app.options import Force, StyleName, called, forms, target
from branchreport.cli.app.root import app
from branchreport.cli.app.wording import Command
from branchreport.cli.delivering import COMPARISON_FORMS
from branchreport.language import _
from branchreport.records.choices import Aspect


def _month(written: str) -> int:
    if not written.isdecimal() or not 1 <= int(written) <= 12:
        raise typer.BadParameter(_("“{value}” is no month from 01 to 12").format(value=written))
    return int(written)


def _aspects(written: str) -> tuple[Aspect, ...]:
    names = [name.strip() for name in written.replace("，", ",").split(",") if name.strip()]
    try:
        return tuple(Aspect.read(name) for name in names or [written])
    except ValueError:
        choices = _(", ").join(f"{each.chinese} {each.value}" for each in Aspect)
        raise typer.BadParameter(_("choose from: {choices}").format(choices=choices)) from None


@app.command(
    cls=Command,
    help=_(
        "Set the years at PATH... side by side: what grew, what fell, what was promised and done;"
        " or a year and its Word file: what was corrected there."
    ),
)
def diff(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help=_("Two years or more, or a year and its Word file.")),
    ],
    to: Annotated[list[str] | None, forms(COMPARISON_FORMS)] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar=_("FILE"),
            help=_("The file or folder to write to; else text is printed."),
        ),
    ] = None,
    force: Force = False,
    only: Annotated[
        list[Any] | None,
        typer.Option(
            "--only",
            metavar=_("PARTS"),
            parser=_aspects,
            help=_("Only these parts, separated by commas: {names}.").format(
                names=", ".join(called(each) for each in Aspect)
            ),
        ),
    ] = None,
    stat: Annotated[
        bool, typer.Option("--stat", help=_("Only the headline and the figures."))
    ] = False,
    through: Annotated[
        int | None,
        typer.Option(
            "--through",
            metavar=_("MONTH"),
            parser=_month,
            help=_("Compare each year up to the end of this month only, as 09."),
        ),
    ] = None,
    full_year: Annotated[
        bool,
        typer.Option(
            "--full-year", help=_("Compare whole years, even where one of them is not over.")
        ),
    ] = False,
    no_fuzzy: Annotated[
        bool,
        typer.Option("--no-fuzzy", help=_("Match records by links, ids and equal words only.")),
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=_("Exit with 1 where they differ."))
    ] = False,
    style: StyleName = None,
    apply: Annotated[
        bool,
        typer.Option(
            "--apply",
            help=_("Write into the records what was clearly corrected in the Word file."),
        ),
    ] = False,
) -> None:
    """Run `branchreport.cli.diff`."""
    from branchreport.cli.diff import Wish
    from branchreport.cli.diff import diff as run

    wish = Wish(
        forms=tuple(to or ()),
        output=target(output),
        force=force,
        only=tuple(aspect for aspects in only or () for aspect in aspects),
        stat=stat,
        exit_code=exit_code,
        through=through,
        full_year=full_year,
        fuzzy=not no_fuzzy,
        style=style,
        apply=apply,
    )
    raise typer.Exit(run(paths, wish))
