"""Comments in a Word file: what we have to say about a passage, and those of others.

ECMA-376-1, 17.13.4.
"""

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from branchreport.handwork.package import Package, highest
from branchreport.word_files import WORD, WordFile

AUTHOR: Final = "branchreport"
"""Who speaks in our comments."""
INITIALS: Final = "br"
"""Of comments that tell a conflict, and are there as long as nobody has settled it."""

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_COMMENT, _ID = f"{WORD}comment", f"{WORD}id"
_REFERENCE: Final = f"{WORD}commentReference"
_ANCHORS: Final = (f"{WORD}commentRangeStart", f"{WORD}commentRangeEnd", _REFERENCE)
_SIZE: Final = "18"
"""Of the type, in half points: comments stand in a narrow margin."""
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

_WORDS: Final = {
    True: {
        "records": "按现在的记录，此处为：",
        "copy": "{file} 此处为：",
        "gone": "{file} 已删去此段。",
        "deleted": "此处有一段已被手工删去；按现在的记录为：",
        "deleted copy": "此处有一段已被删去；{file} 中为：",
        "left": "{file} 另有：{left}",
        "left records": "记录另有：{left}",
        "around": "{file} 的页眉页脚改为：",
        "around gone": "{file} 的页眉页脚已删去：",
        "picture": "〔图片〕",
        "and": "、",
        "about": "{kind}“{words}”",
        "footnote": "脚注",
        "endnote": "尾注",
        "drawing": "图片",
        "chart": "图表",
        "tracked": "修订",
        "jc": "对齐方式",
        "b": "加粗",
        "i": "斜体",
        "u": "下划线",
        "color": "颜色",
        "sz": "字号",
        "rFonts": "字体",
        "highlight": "突出显示",
        "shd": "底纹",
        "strike": "删除线",
        "look": "格式",
        "without": "取消{kind}",
    },
    False: {
        "records": "The records now say here:",
        "copy": "{file} says here:",
        "gone": "{file} has this no more.",
        "deleted": "Deleted by hand; the records now say:",
        "deleted copy": "Deleted here; {file} says:",
        "left": "{file} has besides: {left}",
        "left records": "The records have besides: {left}",
        "around": "{file} has in headers and footers:",
        "around gone": "{file} has no more in headers and footers:",
        "picture": "[picture]",
        "and": ", ",
        "about": "{kind} “{words}”",
        "footnote": "footnote",
        "endnote": "endnote",
        "drawing": "picture",
        "chart": "chart",
        "tracked": "tracked changes",
        "jc": "alignment",
        "b": "bold",
        "i": "italics",
        "u": "underline",
        "color": "colour",
        "sz": "size of type",
        "rFonts": "font",
        "highlight": "highlight",
        "shd": "shading",
        "strike": "strikethrough",
        "look": "formatting",
        "without": "without {kind}",
    },
}
"""What our comments say, in Chinese and in English; theirs is the language of the document."""


def wordings() -> Iterable[Mapping[str, str]]:
    """The words of our comments in every language."""
    return _WORDS.values()


def wording(language: str) -> Mapping[str, str]:
    """The words of our comments in a document in ``language``, such as ``zh-CN``."""
    return _WORDS[language.lower().startswith("zh")]


Bring: TypeAlias = Callable[[Sequence[Any], str, str], list[Any]]


class Remark(NamedTuple):
    """What a comment of ours says, and the date on it (``2021-12-20T00:00:00Z``), if any."""

    lines: tuple[str, ...]
    date: str = ""


class Comments:
    """The comments of one file, which gets a part for them when the first is made."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def remark(self, element: Any, remark: Remark) -> bool:
        """Put ``remark`` on a paragraph or table, unless it is there; whether it was not."""
        paragraph = _first_paragraph(element)
        if paragraph is None or remark.lines in self._said_on(element):
            return False
        _anchor(paragraph, self._add(remark))
        return True

    def says(self, element: Any, remark: Remark) -> bool:
        """Whether ``remark`` is on ``element`` already."""
        return remark.lines in self._said_on(element)

    def settle(self, element: Any, is_settled: Callable[[tuple[str, ...]], bool]) -> bool:
        """Take our conflicts off ``element`` whose lines are settled; whether there were any."""
        here = set(on([element]))
        settled = [
            each.get(_ID, "")
            for each in self._all()
            if each.get(_ID) in here and _is_conflict(each) and is_settled(tuple(_lines(each)))
        ]
        self._leave(element, settled)
        return bool(settled)

    def drop_sources(self, identifiers: Sequence[str]) -> list[str]:
        """Leave those of ``identifiers`` out that tell a source; the others."""
        sources = [
            each.get(_ID, "")
            for each in self._all()
            if each.get(_ID) in identifiers and _is_ours(each) and not _is_conflict(each)
        ]
        self.drop(sources)
        return [each for each in identifiers if each not in sources]

    def _leave(self, element: Any, identifiers: Sequence[str]) -> None:
        """Take the comments ``identifiers`` off ``element``, and out of the file."""
        for each in [each for each in element.iter(*_ANCHORS) if each.get(_ID) in identifiers]:
            _drop_anchor(each)
        self.drop(identifiers)

    def lift(self, elements: Sequence[Any]) -> list[str]:
        """Take our comments off ``elements``; their identifiers."""
        ours = {each.get(_ID, "") for each in self._all() if _is_ours(each)}
        found = [each for each in on(elements) if each in ours]
        for each in [each for one in elements for each in one.iter(*_ANCHORS)]:
            if each.get(_ID) in found:
                _drop_anchor(each)
        return found

    def anchor(self, element: Any, identifiers: Sequence[str]) -> None:
        """Let comments that are there stand on ``element``."""
        paragraph = _first_paragraph(element)
        for identifier in identifiers if paragraph is not None else ():
            _anchor(paragraph, identifier)

    def drop(self, identifiers: Sequence[str]) -> None:
        """Leave comments out that stand on nothing any more."""
        for each in [each for each in self._all() if each.get(_ID) in identifiers]:
            each.getparent().remove(each)

    def take(self, source: WordFile, copies: Sequence[Any], bring: Bring) -> None:
        """Bring the comments on ``copies`` of elements of ``source`` along."""
        part = source.related("comments")
        known = {} if part is None else {each.get(_ID): each for each in source.tree(part)}
        numbers: dict[str, str] = {}
        whole = set(on(copies))
        for each in [each for one in copies for each in one.iter(*_ANCHORS)]:
            identifier = each.get(_ID, "")
            if part is None or identifier not in known or identifier not in whole:
                _drop_anchor(each)
                continue
            if identifier not in numbers:
                root = self._root()
                (added,) = bring([known[identifier]], part, self._part())
                numbers[identifier] = number = self._next()
                added.set(_ID, number)
                root.append(added)
            each.set(_ID, numbers[identifier])

    def bring(self, source: WordFile, elements: Sequence[Any], element: Any, bring: Bring) -> None:
        """Put what others say in comments on ``elements`` of ``source`` on ``element`` as well."""
        own = own_comments(source)
        copies = [copy.deepcopy(each) for each in elements]
        for each in [each for one in copies for each in one.iter(*_ANCHORS)]:
            if each.get(_ID) in own or self._is_said(source, each.get(_ID, ""), element):
                _drop_anchor(each)
        self.take(source, copies, bring)
        self.anchor(element, list(on(copies)))

    def _is_said(self, source: WordFile, identifier: str, element: Any) -> bool:
        """Whether the comment ``identifier`` of ``source`` stands on ``element`` already."""
        part = source.related("comments")
        found = [] if part is None else source.tree(part).iter(_COMMENT)
        here = set(on([element]))
        said = [_told(each) for each in self._all() if each.get(_ID) in here]
        return any(_told(each) in said for each in found if each.get(_ID) == identifier)

    def _said_on(self, element: Any) -> set[tuple[str, ...]]:
        """What our comments on ``element`` say already."""
        here = set(on([element]))
        ours = (each for each in self._all() if each.get(_ID) in here and _is_ours(each))
        return {tuple(_lines(each)) for each in ours}

    def _add(self, remark: Remark) -> str:
        number = self._next()
        said = {_ID: number, f"{WORD}author": AUTHOR, f"{WORD}initials": INITIALS}
        if remark.date:
            said[f"{WORD}date"] = remark.date
        root = self._root()
        comment = root.makeelement(_COMMENT, said)
        for line in remark.lines:
            paragraph = _within(comment, "p")
            properties = _within(paragraph, "pPr")
            _within(properties, "spacing", before="0", after="0", line="240", lineRule="auto")
            _within(properties, "ind", firstLine="0")
            _within(properties, "jc", val="left")
            run = _within(paragraph, "r")
            looks = _within(run, "rPr")
            _within(looks, "sz", val=_SIZE)
            _within(looks, "szCs", val=_SIZE)
            text = _within(run, "t")
            text.set(_SPACE, "preserve")
            text.text = line
        root.append(comment)
        return number

    def _next(self) -> str:
        return str(highest(each.get(_ID) for each in self._all()) + 1)

    def _all(self) -> list[Any]:
        part = self._package.related("comments")
        return [] if part is None else list(self._package.tree(part).iter(_COMMENT))

    def _part(self) -> str:
        part = self._package.related("comments")
        if part is None:
            empty = f'<w:comments xmlns:w="{WORD[1:-1]}"/>'.encode()
            part = self._package.add("word/comments.xml", empty, _TYPE)
            self._package.relate(self._package.main, "comments", part)
        return part

    def _root(self) -> Any:
        return self._package.tree(self._part())


def own_comments(file: WordFile) -> set[str]:
    """The identifiers of the comments in ``file`` that are ours."""
    part = file.related("comments")
    found = [] if part is None else file.tree(part).iter(_COMMENT)
    return {each.get(_ID, "") for each in found if _is_ours(each)}


def conflicts(file: WordFile) -> set[str]:
    """The identifiers of the comments in ``file`` by which we told a conflict."""
    part = file.related("comments")
    found = [] if part is None else file.tree(part).iter(_COMMENT)
    return {each.get(_ID, "") for each in found if _is_conflict(each)}


def on(elements: Sequence[Any]) -> Iterator[str]:
    """The identifiers of the comments on ``elements``."""
    for element in elements:
        for each in element.iter(_REFERENCE):
            yield each.get(_ID, "")


def _is_ours(comment: Any) -> bool:
    return bool(comment.get(f"{WORD}author") == AUTHOR)


def _is_conflict(comment: Any) -> bool:
    return _is_ours(comment) and comment.get(f"{WORD}initials") == INITIALS


def _told(comment: Any) -> tuple[str, ...]:
    return (comment.get(f"{WORD}author") or "", *_lines(comment))


def _lines(comment: Any) -> Iterator[str]:
    for paragraph in comment.iter(f"{WORD}p"):
        yield "".join(each.text or "" for each in paragraph.iter(f"{WORD}t"))


def _first_paragraph(element: Any) -> Any:
    return element if element.tag == f"{WORD}p" else next(element.iter(f"{WORD}p"), None)


def _anchor(paragraph: Any, identifier: str) -> None:
    """Let the comment ``identifier`` stand on all of ``paragraph``."""
    said = {_ID: identifier}
    start = 1 if len(paragraph) and paragraph[0].tag == f"{WORD}pPr" else 0
    paragraph.insert(start, paragraph.makeelement(_ANCHORS[0], said))
    end, run = paragraph.makeelement(_ANCHORS[1], said), paragraph.makeelement(f"{WORD}r", {})
    run.append(run.makeelement(_REFERENCE, said))
    if (turn := page_break(paragraph)) is None:
        paragraph.extend((end, run))
    else:
        turn.addprevious(end)
        turn.addprevious(run)


def page_break(paragraph: Any) -> Any:
    """The run that ends ``paragraph`` with a new page, or None; LibreOffice writes it so."""
    for each in reversed(paragraph):
        if each.tag == f"{WORD}r":
            said = [e for e in each if e.tag not in (f"{WORD}rPr", f"{WORD}lastRenderedPageBreak")]
            kinds = [e.get(f"{WORD}type") if e.tag == f"{WORD}br" else "" for e in said]
            return each if kinds == ["page"] else None
    return None


def _drop_anchor(anchor: Any) -> None:
    parent = anchor.getparent()
    parent.remove(anchor)
    if anchor.tag == _REFERENCE and not [e for e in parent if e.tag != f"{WORD}rPr"]:
        parent.getparent().remove(parent)


def _within(parent: Any, name: str, **said: str) -> Any:
    child = parent.makeelement(
        f"{WORD}{name}", {f"{WORD}{key}": value for key, value in said.items()}
    )
    parent.append(child)
    return child
