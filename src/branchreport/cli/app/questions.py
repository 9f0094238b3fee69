"""What can be asked beside the document: months, figures, findings, schemas, what there is."""

from pathlib import Path
from typing import Annotated, Any

import typer

from branchreport.cli.app.options import Form, called, check_language, one_line, supplement
from branchreport.cli.app.root import app
from branchreport.cli.app.wording import Asking, Command
from branchreport.language import _
from branchreport.records.choices import Supplement


@app.command(
    cls=Command,
    help=_("Show what took place in each month of the year at PATH, and what is missing."),
)
def cadence(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=_("The year."))],
    output_format: Form = "text",
) -> None:
    """Run `branchreport.cli.cadence`."""
    from branchreport.cli.cadence import cadence as run

    raise typer.Exit(run(path, output_format=output_format))


@app.command(
    cls=Asking,
    help=_("Show where a number of the document of the year at PATH comes from, by every record."),
)
def trace(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=_("The year."))],
    question: Annotated[
        str,
        typer.Argument(
            metavar=_("WORDS"),
            help=_("The name of a count, a figure as 30余次, or a line copied from the document."),
        ),
    ],
    output_format: Form = "text",
    template: Annotated[
        str | None,
        typer.Option("--template", metavar=_("NAME"), help=_("The template: a name or a path.")),
    ] = None,
    title_note: Annotated[
        str | None,
        typer.Option(
            "--title-note",
            metavar=_("TEXT"),
            parser=one_line,
            help=_("What stands in brackets under the title."),
        ),
    ] = None,
    contents: Annotated[
        bool | None,
        typer.Option("--contents/--no-contents", help=_("With or without a table of contents.")),
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
) -> None:
    """Run `branchreport.cli.trace`."""
    from branchreport.cli.ordering import Order
    from branchreport.cli.trace import trace as run

    changes: dict[str, object] = {
        "title_note": title_note,
        "contents": contents,
        "appendices": tuple(appendix) if appendix else None,
    }
    given = {name: value for name, value in changes.items() if value is not None}
    order = Order(template=template, changes=given)
    raise typer.Exit(run(path, question, order, output_format=output_format))


@app.command(cls=Command, help=_("Say what the finding CODE means, with an example."))
def explain(
    code: Annotated[
        str, typer.Argument(metavar="CODE", help=_("A code or a name, as BR301 or evidence-empty."))
    ],
) -> None:
    """Run `branchreport.cli.explain`."""
    from branchreport.cli.explain import explain as run

    raise typer.Exit(run(code))


@app.command(cls=Command, help=_("List every finding that there can be."))
def rules(output_format: Form = "text") -> None:
    """Run `branchreport.cli.explain`."""
    from branchreport.cli.explain import rules as run

    raise typer.Exit(run(output_format))


@app.command(
    cls=Command,
    help=_("Print a JSON Schema, by which an editor checks and completes the files of a year."),
)
def schema(
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="zh|en",
            callback=check_language,
            help=_("The language of the keys and explanations; else that of messages."),
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar=_("FILE"),
            help=_("The file to write, ending in .json; else it is printed."),
        ),
    ] = None,
) -> None:
    """Run `branchreport.cli.schema`."""
    from branchreport.cli.schema import schema as run

    raise typer.Exit(run(lang, output=output))


@app.command(
    cls=Command,
    help=_("Show which programs and fonts documents need, which are there, and what to install."),
)
def doctor(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="PATH", help=_("The year whose style is looked at; else all built-in ones.")
        ),
    ] = None,
    style: Annotated[
        str, typer.Option("--style", metavar=_("NAME"), help=_("Look at this style."))
    ] = "",
    output_format: Form = "text",
) -> None:
    """Run `branchreport.cli.doctor`."""
    from branchreport.cli.doctor import doctor as run

    raise typer.Exit(run(path, style=style, output_format=output_format))
