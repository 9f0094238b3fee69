"""The parts of a Word file that is to be filled in: opened with care, and packed again.

A template may come from anywhere: what would run code, read files or ask the network once the
document is opened is refused here, and so is what is no Word file or larger than any.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

from lxml import etree

from branchreport.compose.faults import TemplateFault
from branchreport.language import _
from branchreport.reasons import in_words
from branchreport.word_files.fields import reading_field

MOST_BYTES: Final = 20 * 1024 * 1024
"""Of the file."""

MOST_UNPACKED: Final = 100 * 1024 * 1024
"""Bytes of all parts together."""

MOST_PARTS: Final = 2000

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can tell; every part carries it."""

TYPES: Final = "[Content_Types].xml"
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_LINKS: Final = "_rels/.rels"
_CORE: Final = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)
"""ECMA-376-2, 11.1."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How compound files begin ([MS-CFB], 2.2): documents of Word 97, and encrypted ones."""

_MAIN: Final = b"wordprocessingml.document.main+xml"
_RUNS: Final = re.compile(r"(?i)vbaproject|vbadata|/activex/|oleobject|\.(?:exe|bat|js|vbs|hta)$")
_RUNNING: Final = ("/oleObject", "/control", "/activeXControlBinary", "/vbaProject", "/aFChunk")
"""How the kinds of relations end that lead to a program, an object, or another document
(ECMA-376-1, 15.2)."""


class WordFault(TemplateFault):
    """A mistake in a Word template; ``line`` is the number of the paragraph, ``text`` its words."""

    code = "BR504"


def parts_of(file: Path) -> dict[str, bytes]:
    """The parts of the Word file ``file`` by their names.

    Raises:
        WordFault: when it cannot be read, is no Word file, or holds what none should.

    """
    try:
        size = file.stat().st_size
        raw = file.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        reason = in_words(error)
        message = _("it cannot be read: {reason}").format(reason=reason)
        raise _whole(file, message, _("look at the path again")) from error
    if not raw:
        message = _("the file is empty") if not size else _("the file is larger than {size} MB")
        message = message.format(size=MOST_BYTES // 1024**2)
        raise _whole(file, message, _("take pictures out, or begin with a new document"))
    parts = _unpacked(file, raw)
    _check_kind(file, parts)
    check(file, parts)
    if links := parts.get(_LINKS):
        parts[_LINKS] = _with_one_core(parsed(file, _LINKS, links))
    return parts


def _with_one_core(links: Any) -> bytes:
    """``links`` of the package with the standard's name for the relation to the core properties.

    LibreOffice writes another, which python-docx does not know: it would add a second part.
    """
    for link in links:
        if str(link.get("Type", "")).endswith("/metadata/core-properties"):
            link.set("Type", _CORE)
    written: bytes = etree.tostring(links, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written


def _whole(file: Path, message: str, help_text: str) -> WordFault:
    """A fault of the file as a whole."""
    return WordFault(message, help_text, file, 1, text="")


def _unpacked(file: Path, raw: bytes) -> dict[str, bytes]:
    save = _("open it in Word or WPS, and save it as a Word document (.docx)")
    if raw.startswith(_OLE):
        message = _("the file is a document of Word 97, or protected by a password")
        raise _whole(file, message, _("save it as .docx, without a password"))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            entries = package.infolist()
            if len(entries) > MOST_PARTS or sum(e.file_size for e in entries) > MOST_UNPACKED:
                message = _("the file unpacks to more than any document holds")
                raise _whole(file, message, _("begin with a new document"))
            if any(entry.flag_bits & 1 for entry in entries):
                message = _("the file is protected by a password")
                raise _whole(file, message, _("save it without a password"))
            return {e.filename: package.read(e) for e in entries if not e.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise _whole(file, _("the file is no Word document, or it is damaged"), save) from error


def _check_kind(file: Path, parts: Mapping[str, bytes]) -> None:
    types = parts.get(TYPES, b"")
    if b"macroEnabled" in types:
        message = _("the file is a document with macros")
        raise _whole(file, message, _("save it as a Word document without macros (.docx)"))
    if b"wordprocessingml.template.main+xml" in types:
        message = _("the file is a Word template (.dotx) under another name")
        raise _whole(file, message, _("save it as a Word document (.docx)"))
    if _MAIN not in types:
        message = _("the file is no Word document, or it is damaged")
        save = _("open it in Word or WPS, and save it as a Word document (.docx)")
        raise _whole(file, message, save)


def check(file: Path, parts: Mapping[str, bytes]) -> None:
    """Refuse what runs, reads or asks once the document is opened.

    Raises:
        WordFault: when ``parts`` hold anything like it, or XML that cannot be read.

    """
    types = _types(parts)
    for name, raw in parts.items():
        if _RUNS.search(f"/{name}"):
            message = _("the file holds a program or an embedded object: {name}")
            raise _whole(file, message.format(name=name), _("take it out in Word"))
        if types(name).endswith("xml") or name.endswith((".xml", ".rels")):
            tree = parsed(file, name, raw)
            _check_links(file, name, tree)
            _check_fields(file, tree)
            _check_source(file, tree)


def _types(parts: Mapping[str, bytes]) -> Callable[[str], str]:
    """What a part is by its name: of its own, or of its ending (ECMA-376-2, 10.1.2.2)."""
    try:
        declared = etree.fromstring(parts.get(TYPES, b""), _parser())
    except etree.XMLSyntaxError:
        declared = ()  # which is complained of with the other parts
    named = {
        str(each.get("PartName") or each.get("Extension", "")).lower(): each.get("ContentType", "")
        for each in declared
    }

    def kind(name: str) -> str:
        own = named.get(f"/{name}".lower())
        return str(own if own is not None else named.get(name.rpartition(".")[2].lower(), ""))

    return kind


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def parsed(file: Path, name: str, raw: bytes) -> Any:
    """The XML of the part ``name``.

    Raises:
        WordFault: when it is none, or defines entities of its own.

    """
    try:
        tree = etree.fromstring(raw, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        message = _("the part {name} of the file is damaged").format(name=name)
        save = _("open it in Word or WPS, and save it as a Word document (.docx)")
        raise _whole(file, message, save) from error
    if tree.getroottree().docinfo.internalDTD is not None:
        message = _("the part {name} of the file defines entities").format(name=name)
        raise _whole(file, message, _("begin with a new document"))
    return tree


def _check_links(file: Path, name: str, tree: Any) -> None:
    """Refuse what is fetched from elsewhere; a hyperlink waits until somebody clicks it."""
    if not name.endswith(".rels"):
        return
    for link in tree:
        kind, target = str(link.get("Type", "")), str(link.get("Target", ""))
        if kind.endswith(_RUNNING):
            message = _("the file holds a program or an embedded object: {name}")
            raise _whole(file, message.format(name=target[:60]), _("take it out in Word"))
        if link.get("TargetMode") == "External" and not kind.endswith("/hyperlink"):
            message = _("the document would fetch “{target}” when it is opened")
            help_text = _("put the picture or text itself in its place, or take the link out")
            raise _whole(file, message.format(target=target[:60]), help_text)


def _check_fields(file: Path, tree: Any) -> None:
    """Refuse fields that read a file or start a program, also where they are cut into runs."""
    if name := reading_field(tree):
        message = _("the field {name} reads files, or starts programs")
        help_text = _("turn it into text: select it in Word and press Ctrl+Shift+F9")
        raise _whole(file, message.format(name=name), help_text)


def _check_source(file: Path, tree: Any) -> None:
    """Refuse a source of data for letters (ECMA-376-1, 17.14.20): it is asked at once."""
    if tree.find(f"{W}mailMerge") is not None:
        message = _("the document asks a source of data when it is opened")
        help_text = _("in Word, choose Mailings, Start Mail Merge, Normal Word Document")
        raise _whole(file, message, help_text)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """``parts`` as a file: the same ones give the same bytes (ECMA-376-2)."""
    buffer = io.BytesIO()
    names = sorted(parts, key=lambda name: (name != TYPES, PurePosixPath(name).parts))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, parts[name])
    return buffer.getvalue()
