"""``style`` and ``template``: the built-in ones listed and copied, one's own checked."""

from pathlib import Path
from typing import Annotated

import typer

from branchreport.cli.app.root import app
from branchreport.cli.app.wording import Command, Group
from branchreport.language import _

styles = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    suggest_commands=False,
    help=_("Show the built-in styles, copy one, or check one of your own."),
)
app.add_typer(styles, name="style")


@styles.command("list", cls=Command, help=_("List the built-in styles."))
def style_list() -> None:
    """Run `branchreport.cli.style`."""
    from branchreport.cli.style import listed

    raise typer.Exit(listed())


@styles.command("copy", cls=Command, help=_("Write the style NAME to FILE, to be changed there."))
def style_copy(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("A built-in style."))],
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A new file, ending in .yaml."))],
) -> None:
    """Run `branchreport.cli.style`."""
    from branchreport.cli.style import copy

    raise typer.Exit(copy(name, file))


@styles.command("check", cls=Command, help=_("Check the style FILE, and say what is wrong."))
def style_check(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=_("A style file, or a Word file (.docx)."))
    ],
) -> None:
    """Run `branchreport.cli.style`."""
    from branchreport.cli.style import check

    raise typer.Exit(check(file))


templates = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    suggest_commands=False,
    help=_("Show the built-in templates, copy one, or check one of your own."),
)
app.add_typer(templates, name="template")


@templates.command("list", cls=Command, help=_("List the built-in templates."))
def template_list() -> None:
    """Run `branchreport.cli.template`."""
    from branchreport.cli.template import listed

    raise typer.Exit(listed())


@templates.command(
    "copy", cls=Command, help=_("Write the template NAME into FOLDER, to be changed there.")
)
def template_copy(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("A built-in template."))],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=_("A new folder."))],
) -> None:
    """Run `branchreport.cli.template`."""
    from branchreport.cli.template import copy

    raise typer.Exit(copy(name, folder))


@templates.command(
    "check", cls=Command, help=_("Check the template PATH, and say what is wrong with it.")
)
def template_check(
    path: Annotated[
        str, typer.Argument(metavar="PATH", help=_("A folder, or a Word file (.docx)."))
    ],
) -> None:
    """Run `branchreport.cli.template`."""
    from branchreport.cli.template import check

    raise typer.Exit(check(path))
