"""A template and named values to a document; what the values are about is not known here."""

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateSyntaxError,
)
from jinja2.exceptions import SecurityError, TemplateNotFound, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from branchreport.compose.blocks import MarkdownError, read
from branchreport.compose.filters import FILTERS
from branchreport.compose.values import STRAY, Telling, printable, remembering
from branchreport.document import Document, Title, text_of
from branchreport.language import _
from branchreport.shipped import TEMPLATE


class TemplateFault(Exception):  # noqa: N818  # a fault of what a user wrote, not of ours
    """A mistake in a template, with its place; ``line`` counts from 1."""

    def __init__(self, message: str, help_text: str, file: Path, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.help = help_text
        self.file = file
        self.line = line


class Colophon(NamedTuple):
    """What a document says of itself beside its text."""

    language: str = "zh-CN"
    author: str = ""
    date: datetime.date | None = None


def compose(folder: Path, values: Mapping[str, Any], colophon: Colophon) -> Document:
    """Render the template in ``folder`` with ``values`` and read its Markdown as a document.

    Raises:
        TemplateFault: when the template cannot be read, fails, or says what no document can hold.

    """
    with remembering() as printed:
        markdown = _markdown(folder, values)
        try:
            blocks = tuple(read(markdown, printed))
        except MarkdownError as error:
            raise _of_markdown(error, markdown, folder) from error
    title = next((text_of(block.runs) for block in blocks if isinstance(block, Title)), "")
    return Document(title, blocks, colophon.language, colophon.author, colophon.date)


def _markdown(folder: Path, values: Mapping[str, Any]) -> str:
    try:
        return _environment(folder).get_template(TEMPLATE).render(values)
    except Exception as error:  # what a template does may fail in any way
        raise _fault(error, folder) from error


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which need not ask long about what was made to be looked into."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read ``obj.attr``."""
        if isinstance(obj, Telling):
            return not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)


@cache
def _environment(folder: Path) -> ImmutableSandboxedEnvironment:
    """Jinja's sandbox for the templates of ``folder``.

    Autoescaping is what keeps values inert: what is not the template's own text is escaped, and a
    `Value` escapes itself into a token.
    """
    environment = _Sandbox(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(FILTERS)
    return environment


def _fault(error: Exception, folder: Path) -> TemplateFault:
    file, line = folder / TEMPLATE, 1
    match error:
        case TemplateNotFound():
            message = _("the template has no file “{name}”").format(name=error.name)
            return TemplateFault(message, _("write the file, or correct its name"), file, line)
        case TemplateSyntaxError():
            file, line = Path(error.filename or file), error.lineno
            message = _("the template cannot be read: {reason}").format(reason=error.message)
            return TemplateFault(message, _("compare the manual of Jinja"), file, line)
    file, line = _where(error, folder) or (file, line)
    match error:
        case UndefinedError():
            message = _("the template asks for what is not there: {reason}").format(reason=error)
            help_text = _("compare the names in the manual, or ask “is defined” first")
        case SecurityError():
            message = _("the template does what a template may not: {reason}").format(reason=error)
            help_text = _("print and loop only")
        case TypeError() if str(error) == "NoneType":
            message = _("the template prints something that was not given")
            help_text = _("ask “if” first: a key that was left out is empty")
        case _:
            message = _("the template fails: {reason}").format(reason=error)
            help_text = _("compare the names and filters in the manual")
    return TemplateFault(message, help_text, file, line)


def _where(error: Exception, folder: Path) -> tuple[Path, int] | None:
    """The innermost place in a template that ``error`` went through."""
    found, trace = None, error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(folder):
            found = (file, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _of_markdown(error: MarkdownError, markdown: str, folder: Path) -> TemplateFault:
    """The fault for a place in the rendered Markdown, which is shown by its words."""
    line = STRAY.sub("", markdown.splitlines()[error.line - 1]).strip()
    return TemplateFault(
        _("{fault}, near “{words}”").format(fault=error, words=line[:40]),
        _("compare the manual of templates"),
        folder / TEMPLATE,
        1,
    )
