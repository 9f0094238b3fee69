"""The set-up of the page in a Word file: that of its last section, and what stands around it."""

from dataclasses import dataclass
from typing import Any

from branchreport.language import _
from branchreport.word_files import RELATED, WORD, Relation, UnusableError, WordFile, damaged
from branchreport.word_files.fields import reading_field


@dataclass(frozen=True, slots=True)
class Around:
    """A header or footer: which pages it stands on (``default``, ``even``, ``first``), its part."""

    element: str
    pages: str
    part: str


@dataclass(frozen=True, slots=True)
class Section:
    """The last section: its ``w:sectPr``, and the headers and footers that hold in it."""

    properties: Any
    around: tuple[Around, ...]
    alternating: bool
    """Whether even pages have headers and footers of their own."""

    def find(self, name: str) -> Any:
        """The property ``name``, or None."""
        return self.properties.find(f"{WORD}{name}")

    def attribute(self, name: str, key: str) -> str:
        """An attribute of the property ``name``; empty where there is none."""
        found = self.find(name)
        return "" if found is None else str(found.get(f"{WORD}{key}", ""))

    @property
    def headers(self) -> tuple[Around, ...]:
        """What stands above the text."""
        return tuple(each for each in self.around if each.element == "headerReference")

    @property
    def footers(self) -> tuple[Around, ...]:
        """What stands below the text."""
        return tuple(each for each in self.around if each.element == "footerReference")


def last_section(file: WordFile) -> Section | None:
    """The last section of ``file``; None where it has none.

    What a section does not say of headers and footers, it has from the one before it
    (ECMA-376-1, 17.10.1).

    Raises:
        UnusableError: when what stands around the text cannot be taken over.

    """
    sections = list(file.tree(file.main).iter(f"{WORD}sectPr"))
    if not sections:
        return None
    parts = {(each.kind, each.identifier): each.target for each in file.relations(file.main)}
    around: dict[tuple[str, str], Around] = {}
    for section in sections:
        for each in section.iter(f"{WORD}headerReference", f"{WORD}footerReference"):
            pages = each.get(f"{WORD}type", "default")
            element = each.tag.removeprefix(WORD)
            kind = element.removesuffix("Reference")
            part = parts.get((kind, each.get(f"{RELATED}id", "")), "")
            if part in file.parts:
                around[element, pages] = Around(element, pages, part)
    for each in around.values():
        _look_at(file, each)
    return Section(sections[-1], tuple(around.values()), _alternating(file))


def look_through(file: WordFile) -> None:
    """Read whatever is taken over of ``file``, but for its pictures.

    Raises:
        UnusableError: when any of it is damaged, or cannot be taken over.

    """
    for kind in ("styles", "theme", "fontTable", "settings", "numbering"):
        if (part := file.related(kind)) is not None:
            file.tree(part)
            file.relations(part)
            if kind == "theme":
                _look_at_relations(file, part, kind, _("theme"), links=False)


def _look_at(file: WordFile, around: Around) -> None:
    """Refuse what would fetch or run something when the document is opened.

    Raises:
        UnusableError: when a header or footer holds anything but text, links and pictures.

    """
    kind = around.element.removesuffix("Reference")
    where = _("header") if kind == "header" else _("footer")
    _look_at_relations(file, around.part, kind, where, links=True)
    if name := reading_field(file.tree(around.part)):
        raise UnusableError(
            _("its {where} has a field that reads files or starts programs: {name}").format(
                where=where, name=name
            ),
            _("turn it into text: select it in Word and press Ctrl+Shift+F9"),
        )


def _look_at_relations(file: WordFile, part: str, kind: str, where: str, *, links: bool) -> None:
    """Refuse a part that is of another ``kind``, or related to anything but pictures and links.

    Raises:
        UnusableError: when it is.

    """
    if not file.content_type(part).endswith(f".{kind}+xml"):
        raise damaged()
    for each in file.relations(part):
        if links and each.outside and each.kind == "hyperlink":
            continue
        if each.outside or each.kind != "image":
            raise UnusableError(
                _("its {where} holds what is no text or picture of its own: {kind}").format(
                    where=where, kind=each.kind
                ),
                _("put a picture in its place, inserted and not linked"),
            )
        if not _is_picture(file, each):
            raise UnusableError(
                _(
                    "its {where} has a picture of which the file does not say the type: {part}"
                ).format(where=where, part=each.target),
                _("insert the picture again in Word, and save the file"),
            )


def _is_picture(file: WordFile, relation: Relation) -> bool:
    """Whether there is a picture, or none at all: then nothing is taken over."""
    part = relation.target
    if part not in file.parts:
        return True
    return file.content_type(part).startswith("image/") and not part.lower().endswith(".rels")


def _alternating(file: WordFile) -> bool:
    settings = file.related("settings")
    found = None if settings is None else file.tree(settings).find(f"{WORD}evenAndOddHeaders")
    return found is not None and is_on(found)


def is_on(element: Any) -> bool:
    """Whether a property that is just there, or says ``w:val``, holds."""
    return element.get(f"{WORD}val", "1") not in ("0", "false", "off")
