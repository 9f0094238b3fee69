"""Printing: colours where a person looks on, plain text everywhere else."""

import os
import sys
from collections.abc import Callable, Iterable
from typing import Final, TextIO

from branchreport.language import _
from branchreport.show.text import Line, plain

FORMS: Final = ("text", "json", "markdown")
"""The forms of what a command prints that is no report of a check: see `put`."""


def show(lines: Iterable[Line], stream: TextIO) -> None:
    """Print ``lines``; in colour on a terminal, unless ``NO_COLOR`` is set (no-color.org)."""
    if not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        stream.write(plain(lines))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*((text, look) for look, text in line)))


def complain(message: str, help_text: str, more: Iterable[Line] = ()) -> None:
    """Say on standard error what went wrong beside the records, ``more`` of it, and what to do."""
    word = _("help")
    lines: list[Line] = [
        [("bold red", _("error")), ("bold", f": {message}")],
        *more,
        [("blue", " = "), ("", f"{word}: {help_text}")],
    ]
    show(lines, sys.stderr)


def warn(message: str) -> None:
    """Say on standard error what went wrong and keeps nothing from being done."""
    show([[("bold yellow", _("warning")), ("bold", f": {message}")]], sys.stderr)


def note(message: str) -> None:
    """Say on standard error what is good to know."""
    show([[("bold cyan", _("note")), ("", f": {message}")]], sys.stderr)


def emit(text: str) -> None:
    """Print ``text`` for a program: in UTF-8, whatever the console speaks."""
    sys.stdout.flush()
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(encoded(text))
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(text)


def put(
    form: str,
    *,
    text: Callable[[], Iterable[Line]],
    json: Callable[[], str],
    markdown: Callable[[], str],
) -> None:
    """Print in ``form``, one of `FORMS`, what only the function of that form is asked for."""
    if form == "text":
        show(text(), sys.stdout)
    else:
        emit({"json": json, "markdown": markdown}[form]())


def encoded(text: str) -> bytes:
    """``text`` in UTF-8; half a surrogate pair, as in a name that is no text, becomes U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
