"""Making corrections in the bytes of a file: what no edit touches stays as it was, to the byte."""

from collections.abc import Iterable

from branchreport.diagnostics import LINE_BREAK, Fix, Span
from branchreport.encodings import marked


def corrected(raw: bytes, fixes: Iterable[Fix]) -> tuple[bytes, int]:
    """``raw`` with ``fixes`` made, and how many were.

    A fix is made whole or not at all: one that overlaps with another is left for the next time.
    """
    mark, encoding, text = decoded(raw)
    starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]
    edits: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    made = 0
    for fix in fixes:
        own = [(*_offsets(edit.span, starts), edit.text) for edit in fix.edits]
        touched = {offset for start, end, _ in own for offset in range(start, max(end, start + 1))}
        if touched & taken or any(end > len(text) for _, end, _ in own):
            continue
        taken |= touched
        edits += own
        made += 1
        if fix.encoding:
            mark, encoding = b"", fix.encoding
    return mark + _put(text, edits).encode(encoding), made


def _put(text: str, edits: list[tuple[int, int, str]]) -> str:
    pieces, done = [], 0
    for start, end, put in sorted(edits):
        pieces += [text[done:start], put]
        done = end
    return "".join([*pieces, text[done:]])


def decoded(raw: bytes) -> tuple[bytes, str, str]:
    """The byte order mark of ``raw``, its encoding, and its text with every line break as it is.

    Raises:
        UnicodeDecodeError: where it is in no encoding that records may be in.

    """
    mark, encoding = marked(raw)
    try:
        return mark, encoding, raw[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        if mark:
            raise
    return mark, "gb18030", raw.decode("gb18030")


def _offsets(span: Span, starts: list[int]) -> tuple[int, int]:
    return (
        starts[min(span.line, len(starts)) - 1] + span.column - 1,
        starts[min(span.end_line, len(starts)) - 1] + span.end_column - 1,
    )
