"""The command line as its user sees it: commands, options and their help, defined with Typer.

Imported only when needed: after the language was chosen, and not at all for the plain forms of a
command that `branchreport.cli` knows.
"""

from functools import wraps
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer
from typer.core import TyperCommand, TyperGroup

from branchreport import __version__
from branchreport.cli import console
from branchreport.cli.delivering import COMPARISON_FORMS, WAYS, output_of
from branchreport.cli.delivering import FORMS as DOCUMENT_FORMS
from branchreport.cli.misuse import Misuse
from branchreport.cli.reporting import AUTO, VARIABLE, Wish
from branchreport.language import LANGUAGES, _, spoken
from branchreport.records.choices import Aspect, Choice, Supplement
from branchreport.show import FORMS


def _fold_help() -> None:
    """Let Typer break a text without blanks, as a Chinese one is, where it would cut it short.

    Nothing is changed of a Typer that makes its texts in another way.
    """
    from typer import rich_utils  # with rich, which takes its time

    make = getattr(rich_utils, "_make_rich_text", None)
    if make is None or hasattr(make, "__wrapped__"):
        return

    @wraps(make)
    def folded(*args: Any, **options: Any) -> Any:
        text = make(*args, **options)
        if hasattr(text, "overflow"):
            text.overflow = "fold"
        return text

    rich_utils._make_rich_text = folded  # noqa: SLF001  # Typer has no setting for it


class _InOurWords:
    """Says in the language in use what Typer says in English only, and says it whole."""

    def format_help(self, context: Any, formatter: Any) -> None:
        _fold_help()
        super().format_help(context, formatter)  # type: ignore[misc]  # of the class beside it

    def get_help_option(self, context: Any) -> Any:
        option = super().get_help_option(context)  # type: ignore[misc]  # of the class beside it
        if option is not None:
            option.help = _("Show this page.")
        return option

    def format_usage(self, context: Any, formatter: Any) -> None:
        pieces = " ".join(self.collect_usage_pieces(context))  # type: ignore[attr-defined]  # as above
        formatter.write_usage(context.command_path, pieces, prefix=_("Usage: "))


class _Command(_InOurWords, TyperCommand):
    pass


class _Group(_InOurWords, TyperGroup):
    pass


app = typer.Typer(
    cls=_Group,
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


def _check_language(language: str | None) -> str | None:
    if language is not None and language not in LANGUAGES:
        raise typer.BadParameter(_("choose from: {choices}").format(choices="zh, en"))
    return language


@app.callback()
def _main(
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="zh|en",
            callback=_check_language,
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


def _supplement(written: str) -> Supplement:
    try:
        return Supplement.read(written)
    except ValueError:
        names = _(", ").join(f"{each.chinese} {each.value}" for each in Supplement)
        raise typer.BadParameter(_("choose from: {choices}").format(choices=names)) from None


def _called(choice: Choice) -> str:
    """The name of ``choice`` in the language in use; either is taken."""
    return choice.chinese if spoken() == "zh" else choice.value


def _text(written: str) -> str:
    from branchreport.records.fields import read_line

    try:
        return read_line(written)
    except ValueError:
        raise typer.BadParameter(_("write one line of text")) from None


def _output(written: str | None) -> Path | None:
    try:
        return None if written is None else output_of(written)
    except Misuse as misuse:
        console.complain(misuse.message, misuse.help)
        raise typer.Exit(2) from None


def _check_way(way: str) -> str:
    if way and way not in WAYS:
        raise typer.BadParameter(_("choose from: {choices}").format(choices=", ".join(WAYS)))
    return way


@app.command(
    cls=_Command, help=_("Write the document of the year at PATH, a folder of records or one file.")
)
def render(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=_("The year."))],
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar=_("FORMS"),
            help=_("The forms to write, separated by commas: {forms}.").format(
                forms=", ".join(DOCUMENT_FORMS)
            ),
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar=_("FILE"),
            help=_("The file or folder to write to; else a file named after the title, here."),
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=_("Replace a file that is there already."))
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
    style: Annotated[
        str | None,
        typer.Option("--style", metavar=_("NAME"), help=_("The style: a name or a path.")),
    ] = None,
    title_note: Annotated[
        str | None,
        typer.Option(
            "--title-note",
            metavar=_("TEXT"),
            parser=_text,
            help=_("What stands in brackets under the title."),
        ),
    ] = None,
    red_head: Annotated[
        str | None,
        typer.Option(
            "--red-head",
            metavar=_("TEXT"),
            parser=_text,
            help=_("What stands in large red characters above the title."),
        ),
    ] = None,
    number: Annotated[
        str | None,
        typer.Option(
            "--number", metavar=_("TEXT"), parser=_text, help=_("The document number under it.")
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
            parser=_supplement,
            help=_("What follows on pages of its own, again for each: {names}.").format(
                names=_(", ").join(_called(each) for each in Supplement)
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
) -> None:
    """Run `branchreport.cli.render`."""
    from branchreport.cli.render import Order
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
        output=_output(output),
        force=force,
        final=final,
        digest=digest,
        template=template,
        style=style,
        issuer=red_head,
        number=number,
        changes=given,
        pdf_by=pdf_by,
    )
    raise typer.Exit(run(path, order))


def _at_least_one(written: str) -> int:
    if not written.isdecimal() or not int(written):
        raise typer.BadParameter(_("“{value}” is no whole number from 1 on").format(value=written))
    return int(written)


@app.command(
    cls=_Command, help=_("Check the years at PATH..., and say what is wrong with them, and where.")
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


def _month(written: str) -> int:
    if not written.isdecimal() or not 1 <= int(written) <= 12:
        raise typer.BadParameter(_("“{value}” is no month from 01 to 12").format(value=written))
    return int(written)


def _aspects(written: str) -> tuple[Aspect, ...]:
    names = [name.strip() for name in written.replace("，", ",").split(",") if name.strip()]
    try:
        return tuple(Aspect.read(name) for name in names)
    except ValueError:
        choices = _(", ").join(f"{each.chinese} {each.value}" for each in Aspect)
        raise typer.BadParameter(_("choose from: {choices}").format(choices=choices)) from None


@app.command(
    cls=_Command,
    help=_(
        "Set the years at PATH... side by side: what grew, what fell, what was promised and done."
    ),
)
def diff(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help=_("Two years or more."))],
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar=_("FORMS"),
            help=_("The forms to write, separated by commas: {forms}.").format(
                forms=", ".join(COMPARISON_FORMS)
            ),
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar=_("FILE"),
            help=_("The file or folder to write to; else text is printed."),
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=_("Replace a file that is there already."))
    ] = False,
    only: Annotated[
        list[Any] | None,
        typer.Option(
            "--only",
            metavar=_("PARTS"),
            parser=_aspects,
            help=_("Only these parts, separated by commas: {names}.").format(
                names=", ".join(_called(each) for each in Aspect)
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
        bool, typer.Option("--exit-code", help=_("Exit with 1 where the years differ."))
    ] = False,
    style: Annotated[
        str | None,
        typer.Option("--style", metavar=_("NAME"), help=_("The style: a name or a path.")),
    ] = None,
) -> None:
    """Run `branchreport.cli.diff`."""
    from branchreport.cli.diff import Wish
    from branchreport.cli.diff import diff as run

    wish = Wish(
        forms=tuple(to or ()),
        output=_output(output),
        force=force,
        only=tuple(aspect for aspects in only or () for aspect in aspects),
        stat=stat,
        exit_code=exit_code,
        through=through,
        full_year=full_year,
        fuzzy=not no_fuzzy,
        style=style,
    )
    raise typer.Exit(run(paths, wish))


def _check_form(form: str) -> str:
    if form not in console.FORMS:
        choices = ", ".join(console.FORMS)
        raise typer.BadParameter(_("choose from: {choices}").format(choices=choices))
    return form


_Form: TypeAlias = Annotated[
    str,
    typer.Option(
        "--output-format",
        metavar="|".join(console.FORMS),
        callback=_check_form,
        help=_("The form of the output."),
    ),
]


@app.command(
    cls=_Command,
    help=_("Show what took place in each month of the year at PATH, and what is missing."),
)
def cadence(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=_("The year."))],
    output_format: _Form = "text",
) -> None:
    """Run `branchreport.cli.cadence`."""
    from branchreport.cli.cadence import cadence as run

    raise typer.Exit(run(path, output_format=output_format))


@app.command(cls=_Command, help=_("Say what the finding CODE means, with an example."))
def explain(
    code: Annotated[
        str, typer.Argument(metavar="CODE", help=_("A code or a name, as BR301 or evidence-empty."))
    ],
) -> None:
    """Run `branchreport.cli.explain`."""
    from branchreport.cli.explain import explain as run

    raise typer.Exit(run(code))


@app.command(cls=_Command, help=_("List every finding that there can be."))
def rules(output_format: _Form = "text") -> None:
    """Run `branchreport.cli.explain`."""
    from branchreport.cli.explain import rules as run

    raise typer.Exit(run(output_format))


@app.command(
    cls=_Command,
    help=_("Print a JSON Schema, by which an editor checks and completes the files of a year."),
)
def schema(
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="zh|en",
            callback=_check_language,
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
    cls=_Command,
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
    output_format: _Form = "text",
) -> None:
    """Run `branchreport.cli.doctor`."""
    from branchreport.cli.doctor import doctor as run

    raise typer.Exit(run(path, style=style, output_format=output_format))


styles = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    suggest_commands=False,
    help=_("Show the built-in styles, copy one, or check one of your own."),
)
app.add_typer(styles, name="style")


@styles.command("list", cls=_Command, help=_("List the built-in styles."))
def style_list() -> None:
    """Run `branchreport.cli.style`."""
    from branchreport.cli.style import listed

    raise typer.Exit(listed())


@styles.command("copy", cls=_Command, help=_("Write the style NAME to FILE, to be changed there."))
def style_copy(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("A built-in style."))],
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A new file, ending in .yaml."))],
) -> None:
    """Run `branchreport.cli.style`."""
    from branchreport.cli.style import copy

    raise typer.Exit(copy(name, file))


@styles.command("check", cls=_Command, help=_("Check the style FILE, and say what is wrong."))
def style_check(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=_("A style file, or a Word file (.docx)."))
    ],
) -> None:
    """Run `branchreport.cli.style`."""
    from branchreport.cli.style import check

    raise typer.Exit(check(file))


templates = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    suggest_commands=False,
    help=_("Show the built-in templates, copy one, or check one of your own."),
)
app.add_typer(templates, name="template")


@templates.command("list", cls=_Command, help=_("List the built-in templates."))
def template_list() -> None:
    """Run `branchreport.cli.template`."""
    from branchreport.cli.template import listed

    raise typer.Exit(listed())


@templates.command(
    "copy", cls=_Command, help=_("Write the template NAME into FOLDER, to be changed there.")
)
def template_copy(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("A built-in template."))],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=_("A new folder."))],
) -> None:
    """Run `branchreport.cli.template`."""
    from branchreport.cli.template import copy

    raise typer.Exit(copy(name, folder))


@templates.command(
    "check", cls=_Command, help=_("Check the template PATH, and say what is wrong with it.")
)
def template_check(
    path: Annotated[
        str, typer.Argument(metavar="PATH", help=_("A folder, or a Word file (.docx)."))
    ],
) -> None:
    """Run `branchreport.cli.template`."""
    from branchreport.cli.template import check

    raise typer.Exit(check(path))
