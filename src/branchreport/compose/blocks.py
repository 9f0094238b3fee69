"""Markdown to blocks: one small function for each kind, in one table.

The Markdown is the template's own; what records say stands in it as tokens (`values`).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, Literal, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin

from branchreport.compose.values import STRAY, TOKEN, Value
from branchreport.compose.wide_tags import wide_tags
from branchreport.document import (
    Appendix,
    Attachments,
    Block,
    Chart,
    Contents,
    Edit,
    Heading,
    Image,
    List,
    Paragraph,
    Picture,
    RedHead,
    Run,
    Runs,
    Signature,
    Source,
    Table,
    Title,
    text_of,
)
from branchreport.language import _
from branchreport.suggest import closest
from branchreport.typography import GAP, UNPRINTABLE, joined

Printed: TypeAlias = Sequence[Value]


MOST_MARKS: Final = 50_000
"""Characters that Markdown may give a meaning to: each is looked at one by one."""

_MARKS: Final = r"[$%&*+\-:<=>@\[\\\]^_`{}~!]"
"""Those at which markdown-it stops within a line."""


class MarkdownError(ValueError):
    """Something in a template's Markdown that no document has; ``line`` counts from 1.

    ``help`` says what to do, where that is more than to compare the manual; ``words`` are those at
    fault, where the template itself has them.
    """

    def __init__(self, message: str, line: int, help_text: str = "", words: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.help = help_text
        self.words = words


def read(markdown: str, printed: Printed) -> tuple[tuple[Block, ...], list[MarkdownError]]:
    """The blocks of ``markdown``, with ``printed`` in place of its tokens; and what is none."""
    marks = len(re.findall(_MARKS, markdown))
    if marks > MOST_MARKS:
        message = _("the template makes more than {number} marks of Markdown")
        return (), [MarkdownError(message.format(number=MOST_MARKS), 1)]
    tokens = _parser().parse(markdown)
    errors = list(_stray_colons(markdown.split("\n"), tokens))
    told = {error.line for error in errors}
    blocks: list[Block] = []
    for node in SyntaxTreeNode(tokens).children:
        try:
            blocks.append(_block(node, printed))
        except MarkdownError as error:
            errors += [] if error.line in told else [error]
    errors += [*_unprintable(markdown, printed), *wide_tags_in(markdown)]
    return tuple(blocks), sorted(errors, key=lambda error: error.line)


def _stray_colons(lines: list[str], tokens: Sequence[Token]) -> Iterator[MarkdownError]:
    """The lines that begin with ``:::`` and open or close no container that is known."""
    marked = {number for number, line in enumerate(lines) if line.lstrip().startswith(":::")}
    for token in tokens:
        if token.type.startswith("container_") and token.nesting == 1 and token.map:
            first, last = token.map
            marked.discard(first)
            if last in marked and not lines[last].strip().strip(":"):
                marked.discard(last)
            else:
                name = lines[first].strip()
                message = _("“{name}” is not closed").format(name=name)
                yield MarkdownError(message, first + 1, _("write “:::” alone in a line after it"))
    for number in marked:
        yield unknown_container(lines[number].strip(), number + 1) or MarkdownError(
            _("“:::” closes nothing"), number + 1, _("take it out, or open something before it")
        )


def unknown_container(written: str, line: int) -> MarkdownError | None:
    """What is wrong with ``written``, a line that begins with ``:::``, taken by itself."""
    name = written.lstrip(":").strip()
    if not name or any(_opens(known)(name, "") for known in CONTAINERS):
        return None
    message = _("there is no “::: {name}”").format(name=STRAY.sub("", name)[:40])
    first = name.split()[0]
    if first in CONTAINERS:
        return MarkdownError(message, line, _("write “::: {name}” alone").format(name=first))
    meant = closest(first, CONTAINERS)
    return MarkdownError(
        message,
        line,
        _("did you mean “{key}”?").format(key=meant)
        if meant
        else _("choose from: {choices}").format(choices=_(", ").join(CONTAINERS)),
    )


def wide_tags_in(text: str) -> Iterator[MarkdownError]:
    """What was to be a tag, and stands in ``text`` for its full-width marks."""
    for tag in wide_tags(text):
        line = text.count("\n", 0, tag.start) + 1
        yield MarkdownError(tag.message, line, tag.help, tag.written)


def _unprintable(markdown: str, printed: Printed) -> Iterator[MarkdownError]:
    """What the template itself says and no document can hold; records were checked before."""
    if fault := re.search(UNPRINTABLE, markdown):
        message = _("U+{code:04X} has no place in a document").format(code=ord(fault[0]))
        yield MarkdownError(message, markdown.count("\n", 0, fault.start()) + 1)
    for value in printed:
        if value.isprintable() or any(run.source for run in value.runs):
            continue
        if fault := re.search(UNPRINTABLE, value):
            message = _("U+{code:04X} has no place in a document").format(code=ord(fault[0]))
            yield MarkdownError(message, 1)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["heading", "list", "table", "escape", "newline", "entity"])
    parser.inline.ruler.push("strong", _strong)
    for name in CONTAINERS:
        parser.use(container_plugin, name, validate=_opens(name))
    return parser


def _opens(name: str) -> Callable[[str, str], bool]:
    """Whether ``params`` after ``:::`` open the container ``name``, with the words it knows."""
    known = [[name], *([name, word] for word in _WORDS.get(name, ()))]
    return lambda params, markup: params.split() in known


def _strong(state: StateInline, silent: bool) -> bool:
    """``**…**`` wherever it stands.

    CommonMark's own rule asks for blanks around it where a mark is at its edge, which Chinese does
    not write: by that rule ``**（一）要点。**正文`` would not be strong.
    """
    start, end = state.pos + 2, state.src.find("**", state.pos + 2)
    if not state.src.startswith("**", state.pos) or not start < end <= state.posMax - 2:
        return False
    if not silent:
        maximum, state.posMax = state.posMax, end
        state.pos = start
        state.push("strong_open", "strong", 1)
        state.md.inline.tokenize(state)
        state.push("strong_close", "strong", -1)
        state.posMax = maximum
    state.pos = end + 2
    return True


def _block(node: SyntaxTreeNode, printed: Printed) -> Block:
    return _READERS[node.type](node, printed)


def _heading(node: SyntaxTreeNode, printed: Printed) -> Block:
    """``# Title``; ``## 一、`` and below; ``### **lead** rest`` where the text runs in."""
    runs = _inline(node.children[0], printed)
    level = int(node.tag[1:]) - 1
    if level == 0:
        return Title(runs)
    if level > 4:
        raise MarkdownError(_("a document has four levels of headings"), _line(node))
    lead = next((index for index, run in enumerate(runs) if run.strong), len(runs))
    end = next((i for i in range(lead, len(runs)) if not runs[i].strong), len(runs))
    return Heading(level, tuple(run._replace(strong=False) for run in runs[:end]), runs[end:])


def _paragraph(node: SyntaxTreeNode, printed: Printed) -> Block:
    return Paragraph(_inline(node.children[0], printed))


def _list(node: SyntaxTreeNode, printed: Printed) -> List:
    items = []
    for item in node.children:
        if [child.type for child in item.children] != ["paragraph"]:
            raise MarkdownError(_("an item of a list is one paragraph"), _line(item))
        items.append(_inline(item.children[0].children[0], printed))
    return List(tuple(items), ordered=node.type == "ordered_list")


def _table(node: SyntaxTreeNode, printed: Printed) -> Table:
    header, *bodies = node.children
    cells = header.children[0].children
    rows = bodies[0].children if bodies else []
    return Table(
        tuple(_inline(cell.children[0], printed) for cell in cells),
        tuple(tuple(_inline(cell.children[0], printed) for cell in row.children) for row in rows),
        tuple(_alignment(cell) for cell in cells),
    )


def _alignment(cell: SyntaxTreeNode) -> Literal["left", "center", "right"]:
    style = str(cell.attrs.get("style", ""))
    return "center" if "center" in style else "right" if "right" in style else "left"


def _addressee(node: SyntaxTreeNode, printed: Printed) -> Block:
    return Paragraph(_only_paragraph(node, printed), "addressee")


def _note(node: SyntaxTreeNode, printed: Printed) -> Block:
    return Paragraph(_only_paragraph(node, printed), "note")


def _signature(node: SyntaxTreeNode, printed: Printed) -> Block:
    if any(child.type != "paragraph" for child in node.children):
        raise MarkdownError(_("a signature holds paragraphs only"), _line(node))
    lines = tuple(_inline(child.children[0], printed) for child in node.children)
    return Signature(lines, sealed=SEALED in node.info.split())


def _red_head(node: SyntaxTreeNode, printed: Printed) -> Block:
    """``::: red-head`` with the issuer, the number and the signer as paragraphs."""
    if [child.type for child in node.children] not in (["paragraph"] * n for n in (1, 2, 3)):
        raise MarkdownError(
            _("a red head holds the issuer, the number and the signer, a paragraph each"),
            _line(node),
        )
    return RedHead(*(_inline(child.children[0], printed) for child in node.children))


def _contents(node: SyntaxTreeNode, printed: Printed) -> Block:
    return Contents(_only_paragraph(node, printed))


def _attachments(node: SyntaxTreeNode, printed: Printed) -> Block:
    """``::: attachments`` with a label and a list."""
    if [child.type for child in node.children] != ["paragraph", "ordered_list"]:
        raise MarkdownError(
            _("the list of attachments holds a label and a numbered list"), _line(node)
        )
    label, items = node.children
    listed = _list(items, printed)
    return Attachments(_inline(label.children[0], printed), listed.items)


def _chart(node: SyntaxTreeNode, printed: Printed) -> Block:
    """``::: chart``, or ``::: chart grouped``, with its caption and the table of its numbers."""
    if [child.type for child in node.children] != ["paragraph", "table"]:
        raise MarkdownError(_("a chart holds its caption and a table"), _line(node))
    caption, body = node.children
    table = _table(body, printed)
    cells = (cell for row in table.rows for cell in row[1:])
    if wrong := next((text_of(cell) for cell in cells if not _is_number(cell)), None):
        raise MarkdownError(_("“{value}” is no number to draw").format(value=wrong), _line(node))
    return Chart(_inline(caption.children[0], printed), table, GROUPED in node.info.split())


def _is_number(cell: Runs) -> bool:
    """Whether ``cell`` is a number or empty; two versions of one are none."""
    said = text_of(cell)
    if any(run.edit for run in cell):
        return False
    return not said or re.fullmatch(_NUMBER, said, re.ASCII) is not None


_NUMBER: Final = r"\d{1,12}(?:\.\d{1,6})?"


def _picture(node: SyntaxTreeNode, printed: Printed) -> Block:
    """``::: picture`` with the picture, printed alone in a paragraph, and its caption."""
    if [child.type for child in node.children] == ["paragraph", "paragraph"]:
        shown, caption = (child.children[0] for child in node.children)
        token = TOKEN.fullmatch(shown.content)
        image = printed[int(token[1])].raw if token else None
        if isinstance(image, Image):
            return Picture(image, _inline(caption, printed))
    raise MarkdownError(_("a picture holds the picture itself and its caption"), _line(node))


def _appendix(node: SyntaxTreeNode, printed: Printed) -> Block:
    """``::: appendix`` with its label as the first paragraph."""
    if not node.children or node.children[0].type != "paragraph":
        raise MarkdownError(_("an appendix begins with its label, a paragraph"), _line(node))
    label, *rest = node.children
    return Appendix(
        _inline(label.children[0], printed), tuple(_block(child, printed) for child in rest)
    )


def _only_paragraph(node: SyntaxTreeNode, printed: Printed) -> Runs:
    if [child.type for child in node.children] != ["paragraph"]:
        raise MarkdownError(_("one paragraph belongs here"), _line(node))
    return _inline(node.children[0].children[0], printed)


_READERS: Final[Mapping[str, Callable[[SyntaxTreeNode, Printed], Block]]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "bullet_list": _list,
    "ordered_list": _list,
    "table": _table,
    "container_addressee": _addressee,
    "container_appendix": _appendix,
    "container_attachments": _attachments,
    "container_chart": _chart,
    "container_contents": _contents,
    "container_note": _note,
    "container_picture": _picture,
    "container_red-head": _red_head,
    "container_signature": _signature,
}

CONTAINERS: Final = tuple(
    name.removeprefix("container_") for name in _READERS if name.startswith("container_")
)
"""The names that may stand after ``:::``."""

SEALED: Final = "sealed"
GROUPED: Final = "grouped"

_WORDS: Final[Mapping[str, tuple[str, ...]]] = {"chart": (GROUPED,), "signature": (SEALED,)}
"""What may follow the name of a container."""


def _inline(node: SyntaxTreeNode, printed: Printed) -> Runs:
    """The runs of a line of text, neighbours that are alike joined, gaps apart."""
    kinds: list[Run] = []
    texts: list[list[str]] = []
    found = [run for child in node.children for run in _runs(child, printed)]
    for index, run in enumerate(found):
        text = run.text
        if run is _LINE_BREAK:
            before = found[index - 1].text if index else ""
            after = found[index + 1].text if index + 1 < len(found) else ""
            text = joined(before, after) if before and after else ""
        if kinds and _kind(kinds[-1]) == _kind(run):
            texts[-1].append(text)
        elif text:
            kinds.append(run)
            texts.append([text])
    alike = zip(kinds, texts, strict=True)
    return _with_gaps([run._replace(text="".join(held), gap=False) for run, held in alike])


def _kind(run: Run) -> tuple[Source | None, bool, Edit]:
    return run.source, run.strong, run.edit


def _with_gaps(runs: list[Run]) -> Runs:
    """``runs`` cut where a gap begins and ends; a gap may reach over several of them."""
    cuts = [place for gap in GAP.finditer(text_of(tuple(runs))) for place in gap.span()]
    if not cuts:
        return tuple(runs)
    found, start, passed = [], 0, 0
    for run in runs:
        first, end = start, start + len(run.text)
        while first < end:
            while passed < len(cuts) and cuts[passed] <= first:
                passed += 1
            last = min([end, *cuts[passed : passed + 1]])
            text = run.text[first - start : last - start]
            found.append(run._replace(text=text, gap=passed % 2 == 1))
            first = last
        start = end
    return tuple(found)


_LINE_BREAK: Final = Run("\n")


def _runs(node: SyntaxTreeNode, printed: Printed) -> Iterator[Run]:
    match node.type:
        case "text" | "text_special":
            yield from _with_values(node, printed)
        case "softbreak":
            yield _LINE_BREAK
        case "strong":
            for child in node.children:
                for run in _runs(child, printed):
                    yield run._replace(strong=True)
        case other:
            raise MarkdownError(
                _("“{kind}” has no place in a document").format(kind=other), _line(node)
            )


def _with_values(node: SyntaxTreeNode, printed: Printed) -> Iterator[Run]:
    for index, part in enumerate(TOKEN.split(node.content)):
        if index % 2 and int(part) < len(printed):
            yield from printed[int(part)].runs
        elif index % 2 or STRAY.search(part):
            raise MarkdownError(_("a value was cut to pieces; print it whole"), _line(node))
        elif part:
            yield Run(part)


def _line(node: SyntaxTreeNode) -> int:
    """The line of the nearest node that has one; inline nodes have none."""
    at: SyntaxTreeNode | None = node
    while at is not None and not at.is_root and at.map is None:
        at = at.parent
    return at.map[0] + 1 if at is not None and not at.is_root and at.map else 1
