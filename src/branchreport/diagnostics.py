"""What can be said about the input: a finding is data here, and is put into words elsewhere."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple


class Severity(StrEnum):
    """How much a finding weighs: only an error stops a document from being rendered."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Span(NamedTuple):
    """A stretch of a file; lines and columns count code points from 1, the end is exclusive."""

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Label(NamedTuple):
    """A second place that a finding speaks of, with the words that belong to it."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A correction that keeps the meaning: the text to put in place of what stands at ``span``."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault of the input, said once, at the place where it was written.

    ``message`` says what is wrong and stands alone, ``help`` says what to do. ``record`` names
    the record as its user would (``活动“党史故事分享会”（2021-06-18）``), not by its index.
    """

    code: str
    severity: Severity
    message: str
    span: Span
    record: str = ""
    labels: tuple[Label, ...] = ()
    help: str = ""
    fix: Fix | None = None

    @property
    def name(self) -> str:
        """The code's name in words, as stable as the code itself."""
        return NAMES[self.code]


NAMES: Final = {
    # BR0: files and encodings
    "BR001": "unreadable",
    "BR002": "undecodable",
    "BR003": "legacy-encoding",
    "BR004": "control-character",
    "BR005": "no-records",
    # BR1: YAML, and the parts of it that records do without
    "BR101": "yaml-syntax",
    "BR102": "duplicate-key",
    "BR103": "anchor",
    "BR104": "alias",
    "BR105": "tag",
    "BR106": "merge-key",
    "BR107": "complex-key",
    "BR108": "second-document",
    "BR109": "too-deep",
    "BR110": "too-large",
    "BR111": "long-number",
    "BR112": "indentation",
    # BR2: keys and values of a record
    "BR201": "unknown-key",
    "BR202": "key-given-twice",
    "BR203": "missing-key",
    "BR204": "invalid-value",
    # BR3: numbers and what quotes them
    "BR301": "count-contradicted",
    "BR302": "unknown-name",
    "BR303": "invalid-quote",
    "BR304": "mixed-units",
    "BR305": "count-given-twice",
    "BR306": "inexact-tally",
    "BR307": "inexact-value",
    "BR308": "nothing-counted",
    "BR309": "section-too-deep",
    # BR5: templates and styles
    "BR501": "template-fault",
    "BR502": "unknown-template",
    "BR503": "unknown-style",
}


def order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    """The key that sorts findings as a reader meets them: by file, then place, then code."""
    span = diagnostic.span
    return span.file, span.line, span.column, diagnostic.code


def shortened(text: str, most: int = 40) -> str:
    """``text`` in one line of at most ``most`` characters, as a message can quote it."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
