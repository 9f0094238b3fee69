"""Values that a file of ours does not say, as findings at the records that say them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from branchreport.compose.losing import LostFault, in_words
from branchreport.diagnostics import Diagnostic, Severity, Span
from branchreport.document import Run
from branchreport.language import _


class LostError(Exception):
    """What the writer of ``form`` did not write of a document: these ``runs``."""

    def __init__(self, form: str, runs: Iterable[Run]) -> None:
        super().__init__(form)
        self.form = form
        self.runs = tuple(runs)


_MOST = 20
"""Values that are named."""


def told(error: LostError) -> tuple[list[Diagnostic], dict[str, list[str]]]:
    """The first values that were lost, each at its record, and the lines of their files."""
    found = list(_findings(error))
    files = {each.span.file: Path(each.span.file) for each in found}
    lines = {
        name: file.read_text("utf-8-sig", errors="replace").splitlines() if file.is_file() else []
        for name, file in files.items()
    }
    return found, lines


def _findings(error: LostError) -> Iterator[Diagnostic]:
    help_text = _(
        "nothing was written, for .{form} would not say it: please report it, and write another"
        " form meanwhile"
    ).format(form=error.form)
    for run in error.runs[:_MOST]:
        assert run.source is not None, "what the template says was not looked for"
        said = run.source
        span = Span(said.file, said.line, said.column, said.line, said.column + 1)
        message = in_words(run.text, said)
        yield Diagnostic(
            LostFault.code, Severity.ERROR, message, span, record=said.record, help=help_text
        )
