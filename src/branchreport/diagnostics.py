"""What can be said about the input: a finding is data here, and is put into words elsewhere."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple


class Severity(StrEnum):
    """How much a finding weighs: only an error stops a document from being rendered."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


LINE_BREAK: Final = re.compile("\r\n|\r|\n")
"""What ends a line where a `Span` counts lines."""


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


class Edit(NamedTuple):
    """A change of the text: what is to stand in place of what stands at ``span``."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A correction that keeps the meaning, safe to be made without asking.

    ``encoding`` is the one to save the file in, where its own is the fault.
    """

    edits: tuple[Edit, ...] = ()
    encoding: str = ""


class Kind(NamedTuple):
    """What a code stands for: its name in words, as stable as the code, and its usual severity.

    ``free`` are kinds whose severity a year may set for itself; without the others no document
    could be made, or it would say what the records do not.
    """

    name: str
    severity: Severity
    free: bool = False


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
        return CODES[self.code].name


CODES: Final = {
    # BR0: files and encodings
    "BR001": Kind("unreadable", Severity.ERROR),
    "BR002": Kind("undecodable", Severity.ERROR),
    "BR003": Kind("legacy-encoding", Severity.WARNING),
    "BR004": Kind("control-character", Severity.ERROR),
    "BR005": Kind("no-records", Severity.ERROR),
    "BR006": Kind("too-many-findings", Severity.NOTE),
    # BR1: YAML, and the parts of it that records do without
    "BR101": Kind("yaml-syntax", Severity.ERROR),
    "BR102": Kind("duplicate-key", Severity.ERROR),
    "BR103": Kind("anchor", Severity.ERROR),
    "BR104": Kind("alias", Severity.ERROR),
    "BR105": Kind("tag", Severity.ERROR),
    "BR106": Kind("merge-key", Severity.ERROR),
    "BR107": Kind("complex-key", Severity.ERROR),
    "BR108": Kind("second-document", Severity.ERROR),
    "BR109": Kind("too-deep", Severity.ERROR),
    "BR110": Kind("too-large", Severity.ERROR),
    "BR111": Kind("long-number", Severity.ERROR),
    "BR112": Kind("indentation", Severity.ERROR),
    "BR113": Kind("full-width-yaml-mark", Severity.ERROR),
    "BR114": Kind("missing-blank", Severity.ERROR),
    "BR115": Kind("unquoted-text", Severity.ERROR),
    "BR116": Kind("text-cut-off", Severity.WARNING),
    # BR2: keys and values of a record
    "BR201": Kind("unknown-key", Severity.ERROR),
    "BR202": Kind("key-given-twice", Severity.ERROR),
    "BR203": Kind("missing-key", Severity.ERROR),
    "BR204": Kind("invalid-value", Severity.ERROR),
    "BR205": Kind("quoted-name", Severity.WARNING, free=True),
    "BR206": Kind("joined-names", Severity.WARNING, free=True),
    # BR3: numbers and what quotes them
    "BR301": Kind("count-contradicted", Severity.ERROR),
    "BR302": Kind("unknown-name", Severity.ERROR),
    "BR303": Kind("invalid-quote", Severity.ERROR),
    "BR304": Kind("mixed-units", Severity.ERROR),
    "BR305": Kind("count-given-twice", Severity.ERROR),
    "BR306": Kind("inexact-tally", Severity.ERROR),
    "BR307": Kind("inexact-value", Severity.ERROR),
    "BR308": Kind("nothing-counted", Severity.WARNING, free=True),
    "BR309": Kind("section-too-deep", Severity.ERROR),
    "BR310": Kind("never-quoted", Severity.WARNING, free=True),
    "BR311": Kind("typed-number", Severity.WARNING, free=True),
    "BR312": Kind("typed-number-contradicted", Severity.ERROR, free=True),
    "BR313": Kind("two-numbers", Severity.WARNING, free=True),
    "BR314": Kind("no-comparison", Severity.ERROR),
    # BR4: what the records say
    "BR401": Kind("outside-period", Severity.WARNING, free=True),
    "BR402": Kind("date-order", Severity.ERROR, free=True),
    "BR403": Kind("future-date", Severity.WARNING, free=True),
    "BR404": Kind("wrong-weekday", Severity.WARNING, free=True),
    "BR405": Kind("deadline-in-the-past", Severity.WARNING, free=True),
    "BR411": Kind("more-present-than-due", Severity.ERROR, free=True),
    "BR412": Kind("too-few-present", Severity.WARNING, free=True),
    "BR421": Kind("no-measure", Severity.WARNING, free=True),
    "BR422": Kind("no-owner", Severity.WARNING, free=True),
    "BR423": Kind("no-deadline", Severity.WARNING, free=True),
    "BR424": Kind("no-target", Severity.NOTE, free=True),
    "BR425": Kind("id-given-twice", Severity.ERROR, free=True),
    "BR426": Kind("closed-without-evidence", Severity.WARNING, free=True),
    "BR427": Kind("nothing-said", Severity.WARNING, free=True),
    "BR428": Kind("no-place", Severity.WARNING, free=True),
    "BR431": Kind("evidence-missing", Severity.WARNING, free=True),
    "BR432": Kind("evidence-outside", Severity.ERROR, free=True),
    "BR433": Kind("evidence-empty", Severity.WARNING, free=True),
    "BR434": Kind("evidence-unused", Severity.NOTE, free=True),
    "BR435": Kind("no-picture", Severity.ERROR),
    "BR441": Kind("obligation-unmet", Severity.WARNING, free=True),
    "BR442": Kind("unknown-rule-set", Severity.ERROR),
    "BR451": Kind("unknown-code", Severity.ERROR),
    "BR452": Kind("fixed-severity", Severity.ERROR),
    "BR453": Kind("needless-exemption", Severity.NOTE, free=True),
    "BR454": Kind("level-given-twice", Severity.ERROR),
    "BR461": Kind("unanswered", Severity.WARNING, free=True),
    "BR462": Kind("answered-without-evidence", Severity.WARNING, free=True),
    "BR463": Kind("carried-over-again", Severity.WARNING, free=True),
    "BR464": Kind("repeated-wording", Severity.WARNING, free=True),
    "BR465": Kind("target-contradicted", Severity.ERROR, free=True),
    "BR466": Kind("unknown-promise", Severity.ERROR, free=True),
    "BR467": Kind("unknown-record", Severity.ERROR, free=True),
    "BR468": Kind("no-reason", Severity.WARNING, free=True),
    "BR469": Kind("no-previous-year", Severity.WARNING, free=True),
    "BR470": Kind("carried-nowhere", Severity.WARNING, free=True),
    "BR481": Kind("changed-after-issue", Severity.ERROR),
    "BR482": Kind("restated-not-reissued", Severity.WARNING, free=True),
    "BR483": Kind("previous-changed-after-issue", Severity.ERROR),
    # BR5: templates and styles
    "BR501": Kind("template-fault", Severity.ERROR),
    "BR502": Kind("unknown-template", Severity.ERROR),
    "BR503": Kind("unknown-style", Severity.ERROR),
    "BR504": Kind("word-template-fault", Severity.ERROR),
    "BR505": Kind("value-lost", Severity.ERROR),
    "BR511": Kind("word-file", Severity.ERROR),
    "BR512": Kind("style-contradiction", Severity.ERROR),
    "BR513": Kind("unknown-base-style", Severity.ERROR),
    # BR6: wording: punctuation (GB/T 15834-2011), numerals (GB/T 15835-2011), leftovers
    "BR601": Kind("half-width-mark", Severity.WARNING, free=True),
    "BR602": Kind("unpaired-mark", Severity.WARNING, free=True),
    "BR603": Kind("mark-after-bracketed-ordinal", Severity.WARNING, free=True),
    "BR604": Kind("mark-after-ordinal", Severity.WARNING, free=True),
    "BR605": Kind("mark-after-ordinal-word", Severity.WARNING, free=True),
    "BR606": Kind("ellipsis-or-dash", Severity.WARNING, free=True),
    "BR607": Kind("misplaced-mark", Severity.WARNING, free=True),
    "BR608": Kind("mark-before-etc", Severity.WARNING, free=True),
    "BR609": Kind("straight-quotation-mark", Severity.WARNING, free=True),
    "BR610": Kind("heading-end-mark", Severity.WARNING, free=True),
    "BR611": Kind("uneven-list-marks", Severity.WARNING, free=True),
    "BR612": Kind("list-gap", Severity.WARNING, free=True),
    "BR613": Kind("uneven-enumeration", Severity.NOTE, free=True),
    "BR614": Kind("document-number", Severity.WARNING, free=True),
    "BR615": Kind("book-title-mark", Severity.NOTE, free=True),
    "BR616": Kind("nested-marks", Severity.WARNING, free=True),
    "BR617": Kind("typed-ordinal", Severity.WARNING, free=True),
    "BR621": Kind("full-width-digit", Severity.WARNING, free=True),
    "BR622": Kind("short-year", Severity.WARNING, free=True),
    "BR623": Kind("estimate", Severity.WARNING, free=True),
    "BR624": Kind("mixed-numerals", Severity.WARNING, free=True),
    "BR625": Kind("mixed-date", Severity.WARNING, free=True),
    "BR626": Kind("range", Severity.WARNING, free=True),
    "BR627": Kind("uneven-numerals", Severity.NOTE, free=True),
    "BR631": Kind("placeholder", Severity.WARNING, free=True),
    "BR632": Kind("repeated-phrase", Severity.WARNING, free=True),
    "BR633": Kind("uneven-quotation-marks", Severity.NOTE, free=True),
}


def order(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    """The key that sorts findings as a reader meets them: by file, then place, then code."""
    span = diagnostic.span
    return span.file, span.line, span.column, diagnostic.code


def shortened(text: str, most: int = 40) -> str:
    """``text`` in one line of at most ``most`` characters, as a message can quote it."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
