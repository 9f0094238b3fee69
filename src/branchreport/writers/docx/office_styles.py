"""Our named styles among those of an office: theirs where they have one, else ours added."""

import copy
from collections.abc import Mapping
from typing import Any, Final

from branchreport.word_files import WORD
from branchreport.word_files.sheet import Sheet

_REFERENCES: Final = ("pStyle", "rStyle", "tblStyle")
_PARAGRAPH: Final = "paragraph"
_NO_INDENT: Final = {"left": "0", "right": "0", "firstLine": "0"}


def merge(ours: Any, theirs: Sheet) -> dict[str, str]:
    """Add to ``theirs`` what only we have; our identifiers with those that they have there."""
    names: dict[str, str] = {}
    added = []
    for style in ours.findall(f"{WORD}style"):
        own = style.get(f"{WORD}styleId", "")
        found = _found(style, theirs)
        if found is None:
            names[own] = _free(own, theirs.identifiers | set(names.values()))
            added.append(copy.deepcopy(style))
        else:
            names[own] = found.get(f"{WORD}styleId", "")
    for style in added:
        _adapt(style, names)
        theirs.root.append(style)
    return names


def refer(root: Any, names: Mapping[str, str], theirs: Sheet) -> None:
    """Let what is in ``root`` refer to the styles by their identifiers in that file.

    A style that numbers its paragraphs is told not to: our words have their ordinals already.
    """
    for each in root.iter(*(f"{WORD}{name}" for name in _REFERENCES)):
        each.set(f"{WORD}val", names.get(each.get(f"{WORD}val", ""), each.get(f"{WORD}val", "")))
    numbered = {
        style.get(f"{WORD}styleId")
        for style in theirs.root.iter(f"{WORD}style")
        if style.get(f"{WORD}type", _PARAGRAPH) == _PARAGRAPH and theirs.looks(style).numbered
    }
    for paragraph in root.iter(f"{WORD}p"):
        properties = paragraph.find(f"{WORD}pPr")
        named = None if properties is None else properties.find(f"{WORD}pStyle")
        if named is None or named.get(f"{WORD}val") not in numbered:
            continue
        if properties.find(f"{WORD}numPr") is None:
            _unnumber(properties)


def _unnumber(properties: Any) -> None:
    """ECMA-376-1, 17.9.18: the numbering 0 takes one away."""
    before = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
    after = [each for each in properties if each.tag.removeprefix(WORD) in before]
    numbering = properties.makeelement(f"{WORD}numPr", {})
    for name in ("ilvl", "numId"):
        numbering.append(numbering.makeelement(f"{WORD}{name}", {f"{WORD}val": "0"}))
    properties.insert(len(after), numbering)


def _found(style: Any, theirs: Sheet) -> Any:
    """The style of theirs that is for the same as ``style``, or None."""
    name = style.find(f"{WORD}name").get(f"{WORD}val", "")
    kind = style.get(f"{WORD}type", _PARAGRAPH)
    found = theirs.named(name, kind)
    if kind == "character" and name.endswith(" Char"):
        heading = theirs.named(name.removesuffix(" Char"))
        found = None if heading is None else theirs.linked(heading)
        if found is not None:
            _liken(found, heading)
    return found


def _liken(character: Any, paragraph: Any) -> None:
    """Let a linked style look as its twin, as Word keeps them, but not every other program."""
    name = f"{WORD}rPr"
    for each in character.findall(name):
        character.remove(each)
    if (looks := paragraph.find(name)) is not None:
        character.append(copy.deepcopy(looks))


def _free(wanted: str, taken: set[str]) -> str:
    """``wanted``, or the like of it, that is not ``taken``."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}{number}", number + 1
    return name


def _adapt(style: Any, names: Mapping[str, str]) -> None:
    """Let an added style lean on none of theirs but what it must: it says how it looks itself."""
    style.set(f"{WORD}styleId", names[style.get(f"{WORD}styleId")])
    style.attrib.pop(f"{WORD}default", None)
    for name in ("basedOn", "next", "link"):
        for each in style.findall(f"{WORD}{name}"):
            each.set(f"{WORD}val", names.get(each.get(f"{WORD}val", ""), ""))
            if name == "basedOn" and style.get(f"{WORD}type") == _PARAGRAPH:
                style.remove(each)
    link = style.find(f"{WORD}link")
    properties = style.find(f"{WORD}pPr")
    if properties is not None and properties.find(f"{WORD}ind") is None:
        _set_indent(properties)
    if link is not None and not link.get(f"{WORD}val"):
        style.remove(link)


def _set_indent(properties: Any) -> None:
    """No indent, where the defaults of the file might have one."""
    behind = ("jc", "outlineLvl")
    index = next(
        (at for at, each in enumerate(properties) if each.tag.removeprefix(WORD) in behind),
        len(properties),
    )
    said = {f"{WORD}{key}": value for key, value in _NO_INDENT.items()}
    properties.insert(index, properties.makeelement(f"{WORD}ind", said))
