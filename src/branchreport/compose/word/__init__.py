"""Word files as templates: an office's own document, with tags where the records are to stand.

It takes the names and filters that Markdown templates take. Imported only where a template is a
Word file, as docxtpl takes longer to import than a document takes to make.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from lxml import etree

from branchreport.compose import MOST_FAULTS, Colophon, Place, first_of
from branchreport.compose.effort import bounded
from branchreport.compose.faults import TemplateFault, said_of
from branchreport.compose.generating import Tolerant
from branchreport.compose.losing import LostFault, Taking, fault, lost
from branchreport.compose.sandbox import knowing
from branchreport.compose.values import STRAY, Value, remembering
from branchreport.compose.word import package, tags, texts
from branchreport.compose.word.filling import Filling, faults_of_syntax, word_sandbox
from branchreport.compose.word.package import W, WordFault
from branchreport.compose.word.tags import Part
from branchreport.language import _
from branchreport.typography import GAP

_TEXTS: Final = ("document.main", "header", "footer", "footnotes", "endnotes")
_TITLE: Final = 80
"""The most characters of a paragraph that names a file."""


class Filled(NamedTuple):
    """A document made of a Word template: its name, its bytes, and what is left to be written."""

    title: str
    data: bytes
    gaps: tuple[str, ...]


def fill(file: Path, values: Mapping[str, Any], colophon: Colophon) -> Filled:
    """Fill in the Word template ``file`` with ``values``.

    Raises:
        WordFault: when it cannot be read, fails, or would hold what no document should; what else
            is wrong with it comes along.

    """
    parts, held = opened(file)
    if wrong := [*faults_of(file, held)]:
        raise first_of(wrong)
    data, texts_held = package.pack(parts), {part.name for part in held}
    with remembering() as printed, knowing(values):
        filling = _render(file, data, held, values)
        saved = _saved(filling, colophon)
        counted = Taking(printed)
        for name, raw in saved.items():
            if name in texts_held or (name.endswith(".xml") and name.startswith("word/")):
                tree = package.parsed(file, name, raw)
                if STRAY.search(etree.tostring(tree, encoding="unicode")):
                    texts.put(tree, counted, file)
                texts.mend(tree)
                saved[name] = _written(tree)
    if gone := lost("".join(filling.filled.values()), counted.taken):
        raise first_of([*_of_lost(gone, printed, file)])
    package.check(file, saved)
    body = package.parsed(file, filling.main, saved[filling.main])
    return Filled(_title(body), package.pack(saved), _gaps(body))


def _of_lost(numbers: Sequence[int], printed: Sequence[Value], file: Path) -> Iterator[LostFault]:
    """The faults for tokens, by their ``numbers``, that were not there any more to be filled in."""
    help_text = _("print it by itself in a paragraph, and compare the manual of templates")
    for number in numbers[:MOST_FAULTS]:
        yield fault(printed[number], Place(file, 1), help_text, text="")


def opened(file: Path) -> tuple[dict[str, bytes], list[Part]]:
    """The parts of ``file`` with every tag in one piece; and those that hold text.

    Raises:
        WordFault: when it cannot be read, or holds what none should.

    """
    parts = package.parts_of(file)
    held = []
    for name, kind in _texts(file, parts):
        part = tags.read(name, package.parsed(file, name, parts[name]), _label(file, name, kind))
        parts[name] = _written(part.tree)
        held.append(part)
    _check_others(file, parts, {part.name for part in held})
    return parts, held


def faults_of(file: Path, parts: Sequence[Part]) -> Iterator[WordFault]:
    """What is wrong with the tags of ``parts`` by themselves, and that ``file`` has none."""
    if not any(part.faults or _holds_tags(part) for part in parts):
        help_text = _(
            "write tags where the records are to stand, as {{ report.branch }}; where the file is "
            "only a letterhead, name it with --style"
        )
        yield WordFault(_("the template holds no tag"), help_text, file, 1, text="")
    sandbox = word_sandbox()
    for part in parts:
        yield from part.faults
        yield from faults_of_syntax(part, sandbox)


def _holds_tags(part: Part) -> bool:
    """Whether ``part`` is to print or do anything, also where that is no place for it."""
    text = "".join(part.tree.itertext())
    return "{{" in text or "{%" in text


def _texts(file: Path, parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The names of the parts that hold text, and the kind of each."""
    types = package.parsed(file, package.TYPES, parts[package.TYPES])
    for each in types:
        name = str(each.get("PartName", "")).lstrip("/")
        found = re.search(r"wordprocessingml\.(.+)\+xml$", str(each.get("ContentType", "")))
        if found and found[1] in _TEXTS and name in parts:
            yield name, found[1]


def _label(file: Path, name: str, kind: str) -> Path:
    """What to call the part ``name`` in a message: the file itself where it is its text."""
    words = {
        "header": _("header {number}"),
        "footer": _("footer {number}"),
        "footnotes": _("footnotes"),
        "endnotes": _("endnotes"),
    }
    if kind not in words:
        return file
    number = "".join(filter(str.isdigit, Path(name).stem)) or "1"
    return Path(f"{file} ({words[kind].format(number=number)})")


def _check_others(file: Path, parts: Mapping[str, bytes], known: set[str]) -> None:
    """Say that a tag in a chart or a drawing is not filled in."""
    for name, raw in parts.items():
        other = name.startswith("word/") and name.endswith(".xml") and name not in known
        if other and (b"{{" in raw or b"{%" in raw):
            message = _("a tag stands in {name}, where none is filled in").format(name=name)
            help_text = _("tags belong into the text, headers, footers, and notes")
            raise WordFault(message, help_text, file, 1, text="")


def _render(file: Path, data: bytes, held: Sequence[Part], values: Mapping[str, Any]) -> Filling:
    texts_by_name = {part.name: part for part in held}
    try:
        with bounded():
            filling = Filling(data, texts_by_name)
            filling.render(values)
    except TemplateFault:
        raise
    except MemoryError as error:
        said = said_of(error)
        raise WordFault(said.message, said.help, file, 1, text="") from error
    except Exception as error:  # python-docx fails in many ways on what is no Word file
        message = _("the file cannot be filled in: {reason}").format(reason=error)
        save = _("open it in Word or WPS, and save it as a Word document (.docx)")
        raise WordFault(message, save, file, 1, text="") from error
    if filling.faults:
        raise first_of([*filling.faults, *_further(data, texts_by_name, values)])
    return filling


def _further(
    data: bytes, held: Mapping[str, Part], values: Mapping[str, Any]
) -> list[TemplateFault]:
    """All mistakes of a template that goes on after each."""
    filling = Filling(data, held, Tolerant)
    try:
        with remembering(), bounded():
            filling.render(values)
    except Exception:  # what there is to say was said
        return filling.faults
    return filling.faults


def _saved(filling: Filling, colophon: Colophon) -> dict[str, bytes]:
    """The parts of what was filled in, with the properties of the report."""
    properties = filling.docx.core_properties
    day = colophon.date or datetime.date(1980, 1, 1)
    moment = datetime.datetime(day.year, day.month, day.day)
    properties.author = properties.last_modified_by = colophon.author[:255]
    properties.created = properties.modified = moment
    properties.language = colophon.language
    properties.revision = 1
    buffer = io.BytesIO()
    filling.docx.save(buffer)
    with zipfile.ZipFile(buffer) as saved:
        return {entry.filename: saved.read(entry) for entry in saved.infolist()}


def _written(tree: Any) -> bytes:
    written: bytes = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
    return written


def _gaps(body: Any) -> tuple[str, ...]:
    """The places of the text that are left to be written, in its order."""
    words = "\n".join(_words(paragraph) for paragraph in body.iter(f"{W}p"))
    return tuple(found[0] for found in GAP.finditer(words))


def _words(paragraph: Any) -> str:
    return "".join(each.text or "" for each in paragraph.iter(f"{W}t"))


def _title(body: Any) -> str:
    """The words of the first paragraph in a title's style, else of the first that says anything."""
    first = ""
    for paragraph in body.iter(f"{W}p"):
        words = _words(paragraph).strip()
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if words and style is not None and str(style.get(f"{W}val")).lower() in ("title", "a3"):
            return words[:_TITLE]
        first = first or words
    return first[:_TITLE]
