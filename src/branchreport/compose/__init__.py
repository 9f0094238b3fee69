"""A template and named values to a document; what the values are about is not known here."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from branchreport.compose.blocks import MarkdownError, read
from branchreport.compose.effort import Exhausted, bounded
from branchreport.compose.faults import Place, TemplateFault, fault_of
from branchreport.compose.folder import environment
from branchreport.compose.generating import Tolerant
from branchreport.compose.losing import Taking, fault, lost
from branchreport.compose.sandbox import Sandbox, knowing, taking
from branchreport.compose.tracing import trace
from branchreport.compose.values import STRAY, TOKEN, Value, remembering, token
from branchreport.document import Document, Title, text_of
from branchreport.language import _
from branchreport.shipped import TEMPLATE

__all__ = ["Colophon", "Place", "TemplateFault", "compose", "first_of"]


class Colophon(NamedTuple):
    """What a document says of itself beside its text."""

    language: str = "zh-CN"
    author: str = ""
    date: datetime.date | None = None


def compose(folder: Path, values: Mapping[str, Any], colophon: Colophon) -> Document:
    """Render the template in ``folder`` with ``values`` and read its Markdown as a document.

    Raises:
        TemplateFault: when the template cannot be read, fails, or says what no document can hold;
            what else is wrong with it comes along (`TemplateFault.all`).

    """
    with remembering() as printed, knowing(values):
        markdown = _markdown(folder, values)
        counted = Taking(printed)
        blocks, errors = read(markdown, counted)
        if errors:
            raise first_of([*_of_markdown(errors, folder, values, markdown, printed)])
        if gone := lost(markdown, counted.taken):
            raise first_of([*_of_lost(gone, folder, values, markdown, printed)])
    title = next((text_of(block.runs) for block in blocks if isinstance(block, Title)), "")
    return Document(title, blocks, colophon.language, colophon.author, colophon.date)


def _markdown(folder: Path, values: Mapping[str, Any]) -> str:
    start = Place(folder / TEMPLATE, 1)
    try:
        with bounded():
            return _rendered(environment(folder), values)
    except Exception as error:  # what a template does may fail in any way
        fault = fault_of(error, start)
        if not isinstance(error, Exhausted | RecursionError | MemoryError):
            fault.more = _further(folder, values, start)
        raise first_of(fault.all) from error


def _rendered(sandbox: Sandbox, values: Mapping[str, Any]) -> str:
    template = sandbox.get_template(TEMPLATE)
    return sandbox.concat(template.root_render_func(template.new_context(dict(values))))


def _further(folder: Path, values: Mapping[str, Any], start: Place) -> list[TemplateFault]:
    """All mistakes of a template that goes on after each."""
    found: list[TemplateFault] = []

    def take(error: Exception, frame: FrameType) -> None:
        if len(found) < MOST_FAULTS:
            found.append(fault_of(error, start, frame))

    try:
        with remembering(), bounded(), taking(take):
            _rendered(environment(folder, Tolerant), values)
    except Exception as error:  # what it could not go on after
        found.append(fault_of(error, start))
    return found


MOST_FAULTS = 50
"""Mistakes that are told of one template."""


def first_of(faults: Sequence[TemplateFault]) -> TemplateFault:
    """The first of ``faults``, which knows of the others."""
    first, *more = faults
    first.more = more
    return first


def _of_markdown(
    errors: Sequence[MarkdownError],
    folder: Path,
    values: Mapping[str, Any],
    markdown: str,
    printed: Sequence[Value],
) -> Iterator[TemplateFault]:
    """The faults for places in the rendered Markdown, at the lines of the template behind them."""
    places = trace(folder, values, markdown)
    lines = markdown.split("\n")
    for error in errors[:MOST_FAULTS]:
        said = _said(lines[error.line - 1], printed)
        near = next((n for n in range(error.line, len(lines) + 1) if n in places), 0)
        *through, (file, line) = places.get(near, (Place(folder / TEMPLATE, 1),))
        near_by = _("{fault}, near “{words}”").format(fault=error, words=said[:40])
        yield TemplateFault(
            str(error) if error.words or (said and said in str(error)) else near_by,
            error.help or _("compare the manual of templates"),
            file,
            line,
            words=error.words,
            through=tuple(through),
        )


def _of_lost(
    numbers: Sequence[int],
    folder: Path,
    values: Mapping[str, Any],
    markdown: str,
    printed: Sequence[Value],
) -> Iterator[TemplateFault]:
    """The faults for tokens, by their ``numbers``, that came back in no block."""
    places = trace(folder, values, markdown)
    help_text = _("a row of a table holds no more cells than its header: compare the columns")
    for number in numbers[:MOST_FAULTS]:
        line = markdown.count("\n", 0, markdown.index(token(number))) + 1
        *_through, place = places.get(line, (Place(folder / TEMPLATE, 1),))
        yield fault(printed[number], place, help_text)


def _said(line: str, printed: Sequence[Value]) -> str:
    """``line`` of the Markdown as people would read it, with the values in it."""
    words = TOKEN.sub(lambda token: str(printed[int(token[1])]), line)
    return STRAY.sub("", words).strip()
