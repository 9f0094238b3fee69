"""The files of a template: found in its folder and nowhere else, and read as the text they are."""

import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import BaseLoader, Environment, TemplateNotFound
from jinja2.compiler import CodeGenerator
from jinja2.loaders import split_template_path

from branchreport.compose.generating import Careful, Refused
from branchreport.compose.sandbox import Sandbox
from branchreport.language import _
from branchreport.reasons import in_words
from branchreport.typography import UNPRINTABLE

LARGEST_FILE: Final = 1024 * 1024
"""Bytes of one file of a template."""

_RESERVED: Final = re.compile(f"[\ue000-\uf8ff]|{UNPRINTABLE}")
"""What no template may say: private-use characters, which stand for values, and what no document
can hold."""


class Unreadable(TemplateNotFound):
    """A file that is there and cannot be read, or may not; ``reason`` says why.

    ``help`` says what to do, where that is not to write the file.
    """

    def __init__(self, name: str, reason: str, help_text: str = "") -> None:
        super().__init__(name, reason)
        self.reason = reason
        self.help = help_text


class Folder(BaseLoader):
    """Finds the files of the template in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text of the file ``template``, its path, and whether it is still the same.

        Raises:
            TemplateNotFound: when it is not there; `Unreadable` when it is, and is not read.
            TemplateSyntaxError: when it holds what no template may.

        """
        path = inside(self._folder, template)
        try:
            before = path.stat()
            text = _text(template, path, before.st_size)
        except (OSError, ValueError) as error:
            raise Unreadable(template, _unreadable(template, error)) from error
        if match := _RESERVED.search(text):
            message = _("U+{code:04X} has no place in a template").format(code=ord(match[0]))
            line = text.count("\n", 0, match.start()) + 1
            raise Refused(message, _("take it out"), line, template, str(path))
        return text, str(path), lambda: _same(path, before)


def _same(path: Path, before: os.stat_result) -> bool:
    now = path.stat()
    return (now.st_mtime_ns, now.st_size) == (before.st_mtime_ns, before.st_size)


def inside(folder: Path, name: str) -> Path:
    """The path of the file ``name`` of ``folder``, which may be no link out of it.

    Raises:
        TemplateNotFound: when there is no such file; `Unreadable` where it lies outside.

    """
    try:
        pieces = split_template_path(name)
        path = folder.joinpath(*pieces)
        real = Path(os.path.realpath(path))
    except (TemplateNotFound, OSError, ValueError):
        pieces, path, real = [], folder, Path(os.sep)
    if not real.is_relative_to(os.path.realpath(folder)):
        message = _("“{name}” is outside the folder of the template").format(name=name)
        help_text = _("only files of this folder can be brought in: copy it there")
        raise Unreadable(name, message, help_text)
    if not path.is_file():
        raise TemplateNotFound(name)
    return path


def _text(name: str, path: Path, size: int) -> str:
    if size > LARGEST_FILE:
        raise ValueError(_("it is larger than {size} KB").format(size=LARGEST_FILE // 1024))
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(_("it is not in UTF-8")) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unreadable(name: str, error: Exception) -> str:
    reason = in_words(error) if isinstance(error, OSError) else error
    return _("“{name}” cannot be read: {reason}").format(name=name, reason=reason)


@cache
def environment(folder: Path, generator: type[CodeGenerator] = Careful) -> Sandbox:
    """The environment for the templates of ``folder``, with code by ``generator``."""
    return Sandbox(Folder(folder), generator)
