"""Running Typer's command line, with its complaints in our words."""

import re
from typing import Any, Final

import typer
from typer.main import get_command

from branchreport.cli.app import app
from branchreport.cli.console import complain
from branchreport.language import LANGUAGES, N_, _
from branchreport.suggest import closest

# Typer's errors, by the names of their classes: since version 0.26 it carries a copy of Click, in a
# module that is private to it.
_USAGE_ERROR: Final[type[Exception]] = typer.BadParameter.__mro__[1]
_WORDS: Final = {
    "NoSuchOption": N_("there is no option {option}"),
    "MissingParameter": N_("{parameter} is missing"),
    "NoSuchCommand": N_("there is no command {command}"),
    "BadOptionUsage": N_("the option {option} needs a value"),
    "BadParameter": N_("{parameter}: {message}"),
}
_TYPER_SAYS: Final = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("[default: {}]"),
    N_("[required]"),
    N_("No such command {name!r}."),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
)
"""What Typer says through gettext, or is made to say: kept here for the catalogs to find."""


_EXTRA: Final = re.compile(r"unexpected extra argument(?:\(s\)|s)? \((.*)\)")


def run(arguments: list[str]) -> int:
    """Run the command line that `app` defines; the exit code."""
    command = get_command(app)
    for parameter in command.params:
        if text := getattr(parameter, "help", None):
            parameter.help = _(text)  # type: ignore[attr-defined]  # options have it, arguments not
    try:
        code = command.main(args=arguments, prog_name="branchreport", standalone_mode=False)
    except _USAGE_ERROR as error:
        return _explain(error, arguments)
    except typer.Abort:
        return 130
    return code if isinstance(code, int) else 0


def _explain(error: Any, arguments: list[str]) -> int:
    """Say what is wrong with the command line; without arguments, show the help."""
    name = type(error).__name__
    if name == "NoArgsIsHelpError":
        error.show()
        return 2
    words = "{message}"
    if name in _WORDS:
        words = _(_WORDS[name])
    elif extra := _EXTRA.search(error.message):
        words = _("there are too many words: {words}").format(words=extra[1])
    parameter = getattr(error, "param", None)
    complain(
        words.format(
            option=getattr(error, "option_name", ""),
            parameter=_named(parameter) if parameter else "",
            command=getattr(error, "command_name", ""),
            message=error.message,
        ),
        _help(error, arguments),
    )
    return 2


def _named(parameter: Any) -> str:
    """An option by its name, an argument by the word that stands for it."""
    return str(parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar)


def _help(error: Any, arguments: list[str]) -> str:
    """What to do: look at the help of the command, or write the command that was meant."""
    known = [command.callback.__name__ for command in app.registered_commands if command.callback]
    known += [group.name for group in app.registered_groups if isinstance(group.name, str)]
    words = (word for word in arguments if not word.startswith("-") and word not in LANGUAGES)
    command = next(words, "")
    if command and command not in known and (meant := closest(command, known)):
        return _("did you mean “{key}”?").format(key=meant)
    path = error.ctx.command_path if error.ctx else f"branchreport {command}"
    return _("see {command} --help").format(command=path.strip())
