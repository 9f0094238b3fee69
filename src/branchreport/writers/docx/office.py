"""A document put into an office's own Word file: its page, headers and named styles, our words.

Of the file are kept the styles, theme, fonts, settings, numbering, and what stands around the text
in its last section, with its pictures. Its text, comments, properties and the rest are left out.
"""

import copy
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from lxml import etree

from branchreport.style import OfficeStyle
from branchreport.word_files import KIND, RELATED, WORD, Relation, WordFile, opened
from branchreport.word_files.sections import Section, last_section
from branchreport.word_files.sheet import Sheet
from branchreport.writers.docx import office_language, office_settings, office_styles

Parts: TypeAlias = dict[str, str | bytes]

_DOCUMENT: Final = "word/document.xml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_FIRST: Final = "rIdFirstFooter"

# ECMA-376-1, 17.6.17 (CT_SectPr); what is not here is left out
_PROPERTIES: Final = (
    "type", "pgSz", "pgMar", "pgBorders", "lnNumType", "pgNumType", "cols", "vAlign", "noEndnote",
    "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid",
)  # fmt: skip
_FIRST_ONLY: Final = ("titlePg", "pgNumType")
"""Properties that would begin anew with each section."""
_TURNED_OWN: Final = ("pgSz", "pgMar", "docGrid")
"""Properties that a turned page has of its own."""


def furnished(parts: Mapping[str, str | bytes], style: OfficeStyle) -> Parts:
    """``parts`` of a document of ours, put into the Word file of ``style``."""
    chinese = style.language.startswith("zh")
    return _Furnishing(parts, opened(style.word_file), chinese=chinese).parts()


class _Furnishing:
    """Puts the parts of one document into one file."""

    def __init__(self, ours: Mapping[str, str | bytes], file: WordFile, *, chinese: bool) -> None:
        self._chinese = chinese
        self._file = file
        self._sheet = Sheet(file)
        self._section = last_section(file)
        self._parts = {name: _bytes(content) for name, content in ours.items()}
        self._ours = WordFile(self._parts)
        self._document = self._tree(_DOCUMENT)
        self._relations = self._ours.relations(_DOCUMENT)
        self._names: dict[str, str] = {}
        self._types: dict[str, str] = {}

    def parts(self) -> Parts:
        """All parts of the document as it is now."""
        assert self._section is not None, "a style was read from it"
        self._merge_styles()
        self._merge_numbering()
        self._merge_fonts()
        self._merge_settings(self._section)
        self._take_theme()
        self._set_sections(self._section)
        self._parts[_DOCUMENT] = _written(self._document)
        self._parts["word/_rels/document.xml.rels"] = _relationships(
            each._replace(target=posixpath.relpath(each.target, "word"))
             for each in self._relations
        )  # fmt: skip
        self._parts["[Content_Types].xml"] = self._content_types()
        return dict(self._parts)

    def _tree(self, part: str) -> Any:
        """The root element of a part of ours."""
        return etree.fromstring(self._parts[part])

    def _merge_styles(self) -> None:
        """Use their styles, add those of ours that they lack, and name them as they do."""
        if self._sheet.root is None:
            return
        ours = self._tree("word/styles.xml")
        names = office_styles.merge(ours, self._sheet)
        office_styles.refer(self._document, names, self._sheet)
        for part in self._parts:
            if posixpath.basename(part).startswith("footer"):
                footer = self._tree(part)
                office_styles.refer(footer, names, self._sheet)
                self._parts[part] = _written(footer)
        if self._chinese:
            office_language.set_in_styles(self._sheet.root)
        self._parts["word/styles.xml"] = _written(self._sheet.root)

    def _merge_numbering(self) -> None:
        """Add our lists to theirs, under numbers that are free."""
        part = self._file.related("numbering")
        if part is None:
            return
        theirs, ours = self._file.tree(part), self._tree("word/numbering.xml")
        for each in list(theirs.iter(f"{WORD}numPicBullet", f"{WORD}lvlPicBulletId")):
            each.getparent().remove(each)  # pictures of bullets are not taken over
        kinds = _next_number(theirs, "abstractNum", "abstractNumId")
        lists = _next_number(theirs, "num", "numId")
        last_kind = _last_index(theirs, "abstractNum")
        for offset, each in enumerate(ours.findall(f"{WORD}abstractNum")):
            _shift(each, "abstractNumId", kinds)
            theirs.insert(last_kind + offset, each)
        last_list = max(_last_index(theirs, "num"), _last_index(theirs, "abstractNum"))
        for offset, each in enumerate(ours.findall(f"{WORD}num")):
            _shift(each, "numId", lists)
            _shift(each.find(f"{WORD}abstractNumId"), "val", kinds)
            theirs.insert(last_list + offset, each)
        for each in self._document.iter(f"{WORD}numId"):
            if each.get(f"{WORD}val") != "0":
                _shift(each, "val", lists)
        self._parts["word/numbering.xml"] = _written(theirs)

    def _merge_fonts(self) -> None:
        """Their table of fonts, with those of ours that it does not know."""
        part = self._file.related("fontTable")
        if part is None:
            return
        theirs, ours = self._file.tree(part), self._tree("word/fontTable.xml")
        known = {each.get(f"{WORD}name") for each in theirs}
        for each in list(theirs.iter()):
            if isinstance(each.tag, str) and each.tag.startswith(f"{WORD}embed"):
                each.getparent().remove(each)  # a font is not ours to hand on
        for each in ours:
            if each.get(f"{WORD}name") not in known:
                theirs.append(each)
        self._parts["word/fontTable.xml"] = _written(theirs)

    def _merge_settings(self, section: Section) -> None:
        part = self._file.related("settings")
        if part is None:
            return
        settings = self._file.tree(part)
        ours = self._tree("word/settings.xml")
        alone = not section.around
        office_settings.merge(settings, ours, alternating=alone)
        if self._chinese:
            office_language.set_in_settings(settings)
        self._parts["word/settings.xml"] = _written(settings)

    def _take_theme(self) -> None:
        part = self._file.related("theme")
        if part is not None:
            taken = self._take_whole(part, self._file.parts[part])
            self._relations.append(Relation("rIdTheme", "theme", taken))

    def _set_sections(self, section: Section) -> None:
        """Set every page up as theirs; what a turned page has of its own, it keeps."""
        sections = list(self._document.iter(f"{WORD}sectPr"))
        replaced = {f"{WORD}{each.element}" for each in section.around}
        for ours in sections:
            for each in [each for each in ours if each.tag in replaced]:
                ours.remove(each)
        self._drop_unused_footers()  # before theirs are taken, which may have their names
        references = list(self._references(section))
        for index, ours in enumerate(sections):
            size = ours.find(f"{WORD}pgSz")
            turned = size is not None and size.get(f"{WORD}orient") == "landscape"
            kept = [each for each in ours if each.tag.endswith("Reference")]
            properties = list(_properties(section.properties, ours, turned=turned, first=not index))
            for each in list(ours):
                ours.remove(each)
            ours.extend([*copy.deepcopy(references), *kept, *properties])
            if not index and any(each.tag == f"{WORD}titlePg" for each in properties):
                self._keep_first_number(ours, kept)

    def _keep_first_number(self, section: Any, kept: Iterable[Any]) -> None:
        """Number the first page, too, where theirs is set apart and the numbers are ours."""
        usual = next((each for each in kept if each.get(f"{WORD}type") == "default"), None)
        if usual is None:
            return
        identifier = usual.get(f"{RELATED}id")
        target = next(each.target for each in self._relations if each.identifier == identifier)
        name = target.replace(".xml", "-first.xml")
        self._parts[name], self._types[name] = self._parts[target], self._ours.content_type(target)
        self._relations.append(Relation(_FIRST, "footer", name))
        first = copy.deepcopy(usual)
        first.set(f"{WORD}type", "first")
        first.set(f"{RELATED}id", _FIRST)
        section.insert(0, first)

    def _references(self, section: Section) -> Iterator[Any]:
        for index, each in enumerate(section.around, start=1):
            identifier = f"rIdAround{index}"
            kind = each.element.removesuffix("Reference")
            content = _written(office_settings.cleaned(self._file.tree(each.part)))
            taken = self._take_whole(each.part, content)
            self._relations.append(Relation(identifier, kind, taken))
            element = etree.Element(f"{WORD}{each.element}", nsmap={"w": WORD[1:-1]})
            element.set(f"{WORD}type", each.pages)
            element.set(f"{RELATED}id", identifier)
            yield element

    def _drop_unused_footers(self) -> None:
        """Leave our footers out where theirs take their place."""
        used = {each.get(f"{RELATED}id") for each in self._document.iter(f"{WORD}footerReference")}
        for each in [each for each in self._relations if each.kind == "footer"]:
            if each.identifier not in used:
                self._relations.remove(each)
                self._parts.pop(each.target, None)

    def _take_whole(self, part: str, content: bytes) -> str:
        """Take ``part`` of theirs over as ``content``, with its pictures; its name here."""
        name = self._take(part, content)
        relations = list(self._taken(self._file.relations(part), posixpath.dirname(name)))
        if relations:
            folder, base = posixpath.split(name)
            self._parts[f"{folder}/_rels/{base}.rels"] = _relationships(relations)
        return name

    def _take(self, part: str, content: bytes) -> str:
        """Take ``content`` over under the name of ``part``, or one like it that is free here."""
        if part in self._names:
            return self._names[part]
        name = part if part.startswith("word/") else f"word/{posixpath.basename(part)}"
        stem, ending = posixpath.splitext(name)
        while name in self._parts:
            stem += "-office"
            name = stem + ending
        self._names[part] = name
        self._types[name] = self._file.content_type(part)
        self._parts[name] = content
        return name

    def _taken(self, relations: Iterable[Relation], folder: str) -> Iterator[Relation]:
        """Links, and pictures of the file; nothing else was let in (`word_files.sections`)."""
        for each in relations:
            if each.outside and each.kind == "hyperlink":
                yield each
            elif each.kind == "image" and each.target in self._file.parts:
                taken = self._take(each.target, self._file.parts[each.target])
                yield each._replace(target=posixpath.relpath(taken, folder))

    def _content_types(self) -> bytes:
        """The types of all parts: ours as they were said, theirs as their file says them."""
        types = self._tree("[Content_Types].xml")
        for each in list(types):
            name = each.get("PartName", "").lstrip("/")
            if name and (name not in self._parts or name in self._types):
                types.remove(each)
        for name, kind in sorted(self._types.items()):
            if name in self._parts:
                override = etree.SubElement(types, f"{{{_TYPES}}}Override")
                override.set("PartName", f"/{name}")
                override.set("ContentType", kind)
        return _written(types)


def _properties(theirs: Any, ours: Any, *, turned: bool, first: bool) -> Iterator[Any]:
    """The set-up of a section: theirs, but what a turned page has of its own, in their order."""
    for name in _PROPERTIES:
        own = name == "type" or (turned and name in _TURNED_OWN)
        found = (ours if own else theirs).find(f"{WORD}{name}")
        if found is not None and (first or name not in _FIRST_ONLY):
            yield copy.deepcopy(found)


def _relationships(relations: Iterable[Relation]) -> bytes:
    root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
    for each in relations:
        said = {"Id": each.identifier, "Type": f"{KIND}{each.kind}", "Target": each.target}
        outside = {"TargetMode": "External"} if each.outside else {}
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", said | outside)
    return _written(root)


def _next_number(root: Any, name: str, key: str) -> int:
    """The first number above all that ``name`` elements have under ``key``."""
    numbers = (each.get(f"{WORD}{key}", "") for each in root.findall(f"{WORD}{name}"))
    return max((int(each) for each in numbers if each.isdecimal()), default=0) + 1


def _last_index(root: Any, name: str) -> int:
    """Where the next of the ``name`` elements would stand among the children of ``root``."""
    return max(
        (index + 1 for index, each in enumerate(root) if each.tag == f"{WORD}{name}"), default=0
    )


def _shift(element: Any, key: str, offset: int) -> None:
    element.set(f"{WORD}{key}", str(int(element.get(f"{WORD}{key}")) + offset))


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
