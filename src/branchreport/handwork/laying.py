"""Putting paragraphs and tables into a body and taking them out, so that its sections stay.

The set-up of a section stands in its last paragraph (ECMA-376-1, 17.6.18); what others have put
around passages, bookmarks and ranges of comments, is handed on.
"""

import copy
from collections.abc import Iterator, Sequence
from typing import Any, Final

from branchreport.ledger import MARK
from branchreport.word_files import WORD

_SECTION: Final = f"{WORD}pPr/{WORD}sectPr"
_BLOCKS: Final = (f"{WORD}p", f"{WORD}tbl")
_HOLDERS: Final = (f"{WORD}sdtContent", f"{WORD}sdt", f"{WORD}customXml")
_NAME, _ID = f"{WORD}name", f"{WORD}id"
_STARTS: Final = tuple(f"{WORD}{each}Start" for each in ("bookmark", "commentRange"))
_ENDS: Final = tuple(f"{WORD}{each}End" for each in ("bookmark", "commentRange"))


def put_after(place: Any, elements: Sequence[Any], body: Any) -> None:
    """Put ``elements`` behind ``place``, which is in ``body``; at its beginning for None.

    Behind the last block of a content control they stand outside of it. What ends a section stays
    its end.
    """
    if place is None:
        for index, element in enumerate(elements):
            body.insert(index, element)
        return
    place = outermost(place)
    section = place.find(_SECTION) if place.tag == f"{WORD}p" else None
    for element in reversed(elements):
        place.addnext(element)
    if section is not None and elements:
        end_section(elements[-1], section)


def outermost(block: Any) -> Any:
    """The content control that ``block`` is the last block of, or ``block`` itself."""
    while block.getparent().tag in _HOLDERS and block.getnext() is None:
        block = block.getparent()
    return block


def end_section(block: Any, section: Any) -> None:
    """Let ``section`` end with ``block``: in a paragraph of its own behind a table."""
    if section.getparent() is not None:
        section.getparent().remove(section)
    if block.tag != f"{WORD}p":
        paragraph = block.makeelement(f"{WORD}p", {})
        block.addnext(paragraph)
        block = paragraph
    properties = block.find(f"{WORD}pPr")
    if properties is None:
        properties = block.makeelement(f"{WORD}pPr", {})
        block.insert(0, properties)
    behind = properties.find(f"{WORD}pPrChange")
    if behind is None:
        properties.append(section)
    else:
        behind.addprevious(section)


def replace(old: Sequence[Any], new: Sequence[Any]) -> None:
    """Put ``new`` in the place of ``old``, with what others have put around that."""
    hand_on(old, new)
    sections = [each for one in old if (each := one.find(_SECTION)) is not None]
    for element in new:
        old[0].addprevious(element)
    if sections:
        end_section(new[-1], sections[-1])
    for element in old:
        _out(element)


def take_out(elements: Sequence[Any]) -> None:
    """Take ``elements`` out of their body; a section that is empty then goes as well."""
    for element in elements:
        if (section := element.find(_SECTION)) is not None:
            _end_earlier(element, section, elements)
    _hand_halves_on(elements)
    for element in elements:
        _out(element)


def _end_earlier(element: Any, section: Any, leaving: Sequence[Any]) -> None:
    """Let ``section``, which ends in ``element``, end in the block before it that stays."""
    before = _before(element, leaving)
    if before is None or before.find(_SECTION) is not None:
        _hand_headers_on(section)
        section.getparent().remove(section)
    else:
        end_section(before, section)


def _before(element: Any, leaving: Sequence[Any]) -> Any:
    """The last paragraph or table before ``element`` that is not ``leaving``, or None."""
    found = None
    for each in _blocks(next(element.iterancestors(f"{WORD}body"))):
        if each is element:
            return found
        if each not in leaving:
            found = each
    return None


def _blocks(holder: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, those in content controls as well."""
    for each in holder:
        if each.tag in _BLOCKS:
            yield each
        elif each.tag in _HOLDERS:
            yield from _blocks(each)


def _hand_headers_on(section: Any) -> None:
    """Headers that the next section has from ``section`` become its own (17.10.1)."""
    body = next(section.iterancestors(f"{WORD}body"))
    sections = list(body.iter(f"{WORD}sectPr"))
    following = sections[sections.index(section) + 1 :]
    if not following:
        return
    own = {(each.tag, each.get(f"{WORD}type")) for each in following[0]}
    for each in reversed(section):
        key = each.tag, each.get(f"{WORD}type")
        if str(each.tag).endswith("Reference") and key not in own:
            following[0].insert(0, copy.deepcopy(each))


def end_of_body(body: Any) -> None:
    """Let no section of nothing stand at the end of ``body``."""
    blocks = [each for each in body if each.tag in _BLOCKS]
    last = body.find(f"{WORD}sectPr")
    if blocks and last is not None and (section := blocks[-1].find(_SECTION)) is not None:
        section.getparent().remove(section)
        body.replace(last, section)


def hand_on(old: Sequence[Any], new: Sequence[Any]) -> None:
    """Let ``new`` have the bookmarks and ranges of comments around ``old``, but for ours."""
    paragraphs = [each for one in new for each in one.iter(f"{WORD}p")]
    if not paragraphs:
        return
    names = {each.get(_NAME) for one in new for each in one.iter(_STARTS[0])}
    own = {
        each.get(_ID)
        for one in old
        for each in one.iter(_STARTS[0])
        if each.get(_NAME, "").startswith(MARK) or each.get(_NAME) in names
    }
    starts = [each for one in old for each in one.iter(*_STARTS)]
    ends = [each for one in old for each in one.iter(*_ENDS)]
    first, last = paragraphs[0], paragraphs[-1]
    for each in reversed(starts):
        if each.tag != _STARTS[0] or each.get(_ID) not in own:
            first.insert(_behind_properties(first), each)
    for each in ends:
        if each.tag != _ENDS[0] or each.get(_ID) not in own:
            last.append(each)


def _behind_properties(paragraph: Any) -> int:
    return 1 if len(paragraph) and paragraph[0].tag == f"{WORD}pPr" else 0


def _hand_halves_on(elements: Sequence[Any]) -> None:
    """Let what begins or ends in ``elements`` alone do so beside them."""
    found = [each for one in elements for each in one.iter(*_STARTS, *_ENDS)]
    kinds = [each.tag[:-5] if each.tag in _STARTS else each.tag[:-3] for each in found]
    marks = [(kind, each.get(_ID)) for kind, each in zip(kinds, found, strict=True)]
    halves = [each for each, mark in zip(found, marks, strict=True) if marks.count(mark) == 1]
    after = [each for each in elements[-1].itersiblings() if each.tag == f"{WORD}p"]
    before = [each for each in elements[0].itersiblings(preceding=True) if each.tag == f"{WORD}p"]
    if after:
        at = _behind_properties(after[0])
        after[0][at:at] = halves
    elif before:
        before[0].extend(halves)


def _out(element: Any) -> None:
    """Take ``element`` out, and content controls that hold nothing then."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    while parent.tag in _HOLDERS and not any(True for _ in parent.iter(*_BLOCKS)):
        holder = parent.getparent()
        if holder is None:
            return
        holder.remove(parent)
        parent = holder
