"""Bytes to text: the encodings that offices use, and characters that no text should hold."""

import re
from collections.abc import Iterator
from typing import Final

from branchreport.collecting import Findings
from branchreport.diagnostics import LINE_BREAK, Diagnostic, Edit, Fix, Severity, Span
from branchreport.encodings import marked
from branchreport.language import _
from branchreport.typography import joined

_CONTROL: Final = (
    "[^\t\n\r\u0020-\u007e\u00a0-\u00ac\u00ae-\u200a\u200c\u200d\u2010-\u2027\u202f-\u205f"
    "\u2070-\ud7ff\ue000-\ufefe\uff00-\ufff8\ufffd\U00010000-\U0010ffff]"
)
"""Outside the printable characters of YAML 1.1 (c-printable); its line breaks other than CR and
LF, which no editor shows as such: U+0085, U+2028, U+2029; and characters of format (Unicode, Cf)
that Chinese and English text has no use for: the soft hyphen U+00AD, U+200B, U+FEFF inside a
text, marks of direction, and U+FFFC, which stands for a picture that was not pasted."""

_BREAKS: Final = frozenset("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
"""Those that break a line in the program from which they were pasted."""

_SHARE_OF_NULS: Final = 8
"""One byte in so many that is 0 makes UTF-16 without a mark of a file, or no text at all."""


def decode(raw: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """The text of ``raw``, or None where it is no text, and what is to be said of it.

    A character that cannot be kept is reported and replaced by a blank, so that every other place
    in the file stays where it is.
    """
    findings = Findings()
    text = _unicode(raw, file, findings)
    if text is None:
        return None, findings.all()
    if (
        text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable()
    ):  # spares compiling a costly expression
        return text, findings.all()
    for match, line, column in _placed(re.finditer(_CONTROL, text), text):
        if findings.full("BR004", file, line, column):
            break
        findings.add(_control(match, line, column, file))
    return re.sub(_CONTROL, " ", text), findings.all()


def _placed(
    matches: Iterator[re.Match[str]], text: str
) -> Iterator[tuple[re.Match[str], int, int]]:
    """Each match with its line and column, from 0."""
    line, start = 0, 0
    for match in matches:
        for line_break in LINE_BREAK.finditer(text, start, match.start()):
            line, start = line + 1, line_break.end()
        yield match, line, match.start() - start


def _unicode(raw: bytes, file: str, findings: Findings) -> str | None:
    mark, encoding = marked(raw)
    bare = raw[len(mark) :]
    if not mark and raw.count(0) * _SHARE_OF_NULS > len(raw):
        findings.add(_undecodable(raw, raw.index(0), encoding, file))
        return None
    try:
        return bare.decode(encoding)
    except UnicodeDecodeError as error:
        if not mark and (text := _gb18030(raw)) is not None:
            findings.add(_legacy(file))
            return text
        findings.add(_undecodable(bare, error.start, encoding, file))
        return None


def _gb18030(raw: bytes) -> str | None:
    """The text of ``raw`` in GB18030, the superset of GBK that Chinese Windows editors write."""
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return text if "\0" not in text and _is_chinese(text) else None


def _is_chinese(text: str) -> bool:
    """Whether nearly all that is not ASCII in ``text`` is common Chinese (GB 2312).

    The bytes of a Western encoding are GB18030 by its letter, too: ``é`` and the letter after it
    make one rare character.
    """
    foreign = "".join(character for character in text if not character.isascii())
    common = foreign.encode("gb2312", "ignore").decode("gb2312")
    return len(common) >= 0.9 * len(foreign)


def _legacy(file: str) -> Diagnostic:
    return Diagnostic(
        "BR003",
        Severity.WARNING,
        _("the file is encoded in GB18030 (GBK), not in UTF-8"),
        Span(file),
        help=_("it was read all the same; save it as UTF-8, which every program reads alike"),
        fix=Fix(encoding="utf-8"),
    )


def _undecodable(raw: bytes, at: int, encoding: str, file: str) -> Diagnostic:
    before = raw[:at].decode(encoding, "replace")
    start = max(before.rfind("\n"), before.rfind("\r")) + 1
    line, column = len(LINE_BREAK.findall(before)) + 1, len(before) - start + 1
    return Diagnostic(
        "BR002",
        Severity.ERROR,
        _("the file is no text: byte 0x{byte:02X} belongs to no encoding known here").format(
            byte=raw[at]
        ),
        Span(file, line, column, line, column + 1),
        help=_("save the file as UTF-8 text"),
    )


def _control(match: re.Match[str], line: int, column: int, file: str) -> Diagnostic:
    place = Span(file, line + 1, column + 1, line + 1, column + 2)
    text, at = match.string, match.start()
    between = at and joined(text[at - 1], text[at + 1 : at + 2])
    put = " " if match[0] in _BREAKS and between else ""
    return Diagnostic(
        "BR004",
        Severity.ERROR,
        _("a character that cannot be seen stands here: U+{code:04X}").format(code=ord(match[0])),
        place,
        help=_("delete it; such characters come along when text is pasted from another program"),
        fix=Fix((Edit(place, put),)),
    )
