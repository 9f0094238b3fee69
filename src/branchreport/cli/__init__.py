"""The commands: a module for each, thin; only this room prints, writes files, and chooses an exit.

Exit codes: 0 done; 1 there are findings; 2 the command was misused, or something cannot be read or
written; 3 a fault of branchreport itself.
"""

import io
import os
import sys
from collections.abc import Sequence

from branchreport import __version__, language
from branchreport.language import _
from branchreport.reasons import in_words


def main(arguments: Sequence[str]) -> int:
    """Run the command that ``arguments`` ask for; the exit code.

    Nothing is raised, but a fault of ours under ``BRANCHREPORT_DEBUG``.
    """
    _open_streams()
    spoken, rest = _language(arguments)
    language.use(spoken)
    try:
        return _run(list(arguments), rest)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # who read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:  # files are looked after where they are read and written
        from branchreport.cli.console import complain

        if error.filename is None:
            message, help_text = (
                _("the output cannot be written: {reason}"),
                _("look at where it goes"),
            )
        else:
            message, help_text = _("{file} cannot be used: {reason}"), _("look at the path again")
        complain(message.format(file=error.filename, reason=in_words(error)), help_text)
        return 2
    except Exception as error:  # the last place that can put a fault of ours into words
        if os.environ.get("BRANCHREPORT_DEBUG"):
            raise
        from branchreport.cli.console import complain

        complain(
            _("a fault of branchreport itself: {error}").format(
                error=f"{type(error).__name__}: {str(error)[:200]}"
            ),
            _(
                "please report it, with the output of the same command under "
                "BRANCHREPORT_DEBUG=1 (README, “Reporting a fault”)"
            ),
        )
        return 3


def _open_streams() -> None:
    """Let nothing about the streams end the program.

    One that was closed leads nowhere; what a console cannot show becomes a question mark, as on a
    Chinese Windows, where a pipe is in GBK.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.StringIO())
        if hasattr(stream := getattr(sys, name), "reconfigure"):
            stream.reconfigure(errors="replace")


def _language(arguments: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The language to speak, and what follows an option for it that comes first."""
    match arguments:
        case ["--lang", ("zh" | "en") as chosen, *rest]:
            return chosen, rest
        case [("--lang=zh" | "--lang=en") as chosen, *rest]:
            return chosen[-2:], rest
    return language.preferred(), arguments


def _run(arguments: list[str], rest: Sequence[str]) -> int:
    """Run the plain forms of the commands at once, and leave all others to Typer.

    Typer is the one definition of the command line (`branchreport.cli.app`); importing it takes
    longer than most commands do. A test holds the two in agreement.
    """
    if "_BRANCHREPORT_COMPLETE" in os.environ:
        return _typer(arguments)
    match rest:
        case ["--version"]:
            print(f"branchreport {__version__}")
            return 0
        case ["validate", *paths] if paths and _plain(paths):
            from branchreport.cli.validate import validate

            return validate(paths)
        case ["render", path] if _plain([path]):
            from branchreport.cli.render import render

            return render(path)
        case ["render", path, "-o", output] if _plain([path, output]) and _is_file(output):
            from pathlib import Path

            from branchreport.cli.ordering import Order
            from branchreport.cli.render import render

            return render(path, Order(output=Path(output)))
        case ["cadence", path] if _plain([path]):
            from branchreport.cli.cadence import cadence

            return cadence(path)
        case ["trace", path, question] if _plain([path]) and _is_asked(question):
            from branchreport.cli.trace import trace

            return trace(path, question)
        case ["issue", path, document] if _plain([path, document]):
            from pathlib import Path

            from branchreport.cli.issue import Wish, issue

            return issue(path, Wish(Path(document)))
        case ["diff", _, _, *_] if _plain(rest):
            from branchreport.cli.diff import diff

            return diff(rest[1:])
    return _typer(arguments)


def _plain(arguments: Sequence[str]) -> bool:
    return not any(argument.startswith("-") for argument in arguments)


def _is_asked(question: str) -> bool:
    """Whether ``question`` is no option, as ``-24`` is none."""
    return not question.startswith("-") or question[1:2].isdecimal()


def _is_file(output: str) -> bool:
    """Whether ``output`` does not end as the name of a folder does, here or elsewhere."""
    return not output.endswith(("/", "\\"))


def _typer(arguments: list[str]) -> int:
    from branchreport.cli.usage import run

    return run(arguments)
