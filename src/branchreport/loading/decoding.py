"""Bytes to text: the encodings that offices use, and characters that no text should hold."""

import codecs
import re
from itertools import islice
from typing import Final

from branchreport.diagnostics import Diagnostic, Severity, Span
from branchreport.language import _

_CONTROL: Final = (
    "[^\t\n\r\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]"
)
"""Outside the printable characters of YAML 1.1 (c-printable), and its line breaks other than CR
and LF, which no editor shows as such: U+0085, U+2028, U+2029; and U+FEFF inside a text."""

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_MOST: Final = 20
"""Characters of one file that are reported; where there are more, it is no text."""

_LINE_BREAK: Final = re.compile("\r\n|\r|\n")


def decode(raw: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """The text of ``raw``, or None where it is no text, and what is to be said of it.

    A character that cannot be kept is reported and replaced by a blank, so that every other place
    in the file stays where it is.
    """
    findings: list[Diagnostic] = []
    text = _unicode(raw, file, findings)
    if text is None:
        return None, findings
    if (
        text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable()
    ):  # spares compiling a costly expression
        return text, findings
    unprintable = islice(re.finditer(_CONTROL, text), _MOST)
    findings += [_control(match, text, file) for match in unprintable]
    return re.sub(_CONTROL, " ", text), findings


def place(text: str, offset: int) -> tuple[int, int]:
    """The line and column, both from 1, of ``text[offset]``."""
    line, start = 1, 0
    for match in _LINE_BREAK.finditer(text, 0, offset):
        line, start = line + 1, match.end()
    return line, offset - start + 1


def _unicode(raw: bytes, file: str, findings: list[Diagnostic]) -> str | None:
    encoding = "utf-8-sig"
    if raw.startswith(_UTF16) and not raw.startswith(_UTF32):
        encoding = "utf-16"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig" and (text := _gb18030(raw)) is not None:
            findings.append(_legacy(file))
            return text
        findings.append(_undecodable(raw, error, encoding, file))
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
    )


def _undecodable(raw: bytes, error: UnicodeDecodeError, encoding: str, file: str) -> Diagnostic:
    before = raw[: error.start].decode(encoding, "replace")
    line, column = place(before, len(before))
    return Diagnostic(
        "BR002",
        Severity.ERROR,
        _("the file is no text: byte 0x{byte:02X} belongs to no encoding known here").format(
            byte=raw[error.start]
        ),
        Span(file, line, column, line, column + 1),
        help=_("save the file as UTF-8 text"),
    )


def _control(match: re.Match[str], text: str, file: str) -> Diagnostic:
    line, column = place(text, match.start())
    return Diagnostic(
        "BR004",
        Severity.ERROR,
        _("a character that cannot be seen stands here: U+{code:04X}").format(code=ord(match[0])),
        Span(file, line, column, line, column + 1),
        help=_("delete it; such characters come along when text is pasted from another program"),
    )
