"""``render``: from the records of a year to its document."""

from pathlib import Path
from typing import Annotated, Any

import typer

from branchreport.cli.app.options import (
    Force,
    StyleName,
    called,
    forms,
    one_line,
    supplement,
    target,
)
from branchreport.cli.app.root import app
from branchreport.cli.app.wording import Command
from branchreport.cli.delivering import FORMS, WAYS
from branchreport.language import _
from branchreport.records.choices import Supplement


def _check_way(way: str) -> str:
    if way and way not in WAYS:
        raise typer.BadParameter(_("choose from: {choices}").format(choices=", ".join(WAYS)))
    return way


@app.command(
    cls=Command, help=_("Write the document of the year at PATH, a folder of records or one file.")
)
def render(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=_("The year."))],
    to: Annotated[list[str] | None, forms(FORMS)] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar=_("FILE"),
            help=_("The file or folder to write to; else a file named after the title, here."),
        ),
    ] = None,
    force: Force = False,
    merge: Annotated[
        bool,
        typer.Option("--merge", help=_("Keep what was changed by hand in the file that is there.")),
    ] = False,
    merge_from: Annotated[
        list[Path] | None,
        typer.Option(
            "--merge-from",
            metavar=_("FILE"),
            readable=False,  # said in our words where it is read
            help=_("An edited copy that is merged as well, again for each."),
        ),
    ] = None,
    diff: Annotated[
        bool,
        typer.Option("--diff", help=_("Only show what --merge would change.")),
    ] = False,
    final: Annotated[
        bool,
        typer.Option("--final", help=_("Refuse to write while anything is left to be written.")),
    ] = False,
    digest: Annotated[
        bool,
        typer.Option(
            "--digest", help=_("Print the SHA-256 of what each document holds before its name.")
        ),
    ] = False,
    template: Annotated[
        str | None,
        typer.Option("--template", metavar=_("NAME"), help=_("The template: a name or a path.")),
    ] = None,
    style: StyleName = None,
    title_note: Annotated[
        str | None,
        typer.Option(
            "--title-note",
            metavar=_("TEXT"),
            parser=one_line,
            help=_("What stands in brackets under the title."),
        ),
    ] = None,
    red_head: Annotated[
        str | None,
        typer.Option(
            "--red-head",
            metavar=_("TEXT"),
            parser=one_line,
            help=_("What stands in large red characters above the title."),
        ),
    ] = None,
    number: Annotated[
        str | None,
        typer.Option(
            "--number", metavar=_("TEXT"), parser=one_line, help=_("The document number under it.")
        ),
    ] = None,
    contents: Annotated[
        bool | None,
        typer.Option("--contents/--no-contents", help=_("With or without a table of contents.")),
    ] = None,
    sealed: Annotated[
        bool | None,
        typer.Option("--sealed/--unsealed", help=_("Whether a seal is set over the signature.")),
    ] = None,
    appendix: Annotated[
        list[Any] | None,
        typer.Option(
            "--appendix",
            metavar=_("NAME"),
            parser=supplement,
            help=_("What follows on pages of its own, again for each: {names}.").format(
                names=_(", ").join(called(each) for each in Supplement)
            ),
        ),
    ] = None,
    pdf_by: Annotated[
        str,
        typer.Option(
            "--pdf-by",
            metavar="|".join(WAYS),
            callback=_check_way,
            help=_("The program that makes a PDF; else the first of them that is there."),
        ),
    ] = "",
    annotate: Annotated[
        bool,
        typer.Option(
            "--annotate",
            help=_("Write a review copy, whose comments say where each figure comes from."),
        ),
    ] = False,
) -> None:
    """Run `branchreport.cli.render`."""
    from branchreport.cli.ordering import Order
    from branchreport.cli.render import render as run

    changes: dict[str, object] = {
        "title_note": title_note,
        "contents": contents,
        "sealed": sealed,
        "appendices": tuple(appendix) if appendix else None,
    }
    given = {name: value for name, value in changes.items() if value is not None}
    order = Order(
        forms=tuple(to or ()),
        output=target(output),
        force=force,
        final=final,
        digest=digest,
        template=template,
        style=style,
        issuer=red_head,
        number=number,
        changes=given,
        pdf_by=pdf_by,
        annotate=annotate,
        merge=merge,
        copies=tuple(merge_from or ()),
        only_shown=diff,
    )
    raise typer.Exit(run(path, order))
