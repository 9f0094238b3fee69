"""Making the safe corrections of findings in a text, as ``--fix`` does it in a file."""

import re
from collections.abc import Iterable

from branchreport.diagnostics import Diagnostic, Fix, Span


def corrected(text: str, findings: Iterable[Diagnostic]) -> str:
    """``text`` with every fix of ``findings`` made; one that touches another is left out."""
    starts = [0, *(match.end() for match in re.finditer("\r\n|\r|\n", text))]
    pieces: list[tuple[int, int, str]] = []
    for fix in dict.fromkeys(finding.fix for finding in findings if finding.fix):
        own = [(*offsets(edit.span, starts), edit.text) for edit in fix.edits]
        if not any(touch(one, other) for one in own for other in pieces):
            pieces += own
    for start, end, put in sorted(pieces, reverse=True):
        text = text[:start] + put + text[end:]
    return text


def offsets(span: Span, starts: list[int]) -> tuple[int, int]:
    """``span`` as offsets of a text whose lines begin at ``starts``."""
    return (
        starts[span.line - 1] + span.column - 1,
        starts[span.end_line - 1] + span.end_column - 1,
    )


def touch(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether two edits change the same character, or put something at the same place."""
    return max(one[0], other[0]) < min(one[1], other[1]) or one[0] == other[0]


def encodings(findings: Iterable[Diagnostic]) -> list[str]:
    """The encodings that the fixes of ``findings`` ask for."""
    return [fix.encoding for fix in (finding.fix for finding in findings) if isinstance(fix, Fix)]
