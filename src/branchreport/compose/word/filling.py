"""A Word file with its tags filled in, through docxtpl: importing it takes its time.

docxtpl makes a Jinja template of each part's XML; here it is rendered in our sandbox, part by part,
so that each mistake is known by its tag. What values say comes in when the XML is read again, so
that it can be neither markup nor a tag.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from types import FrameType
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import Template
from jinja2.compiler import CodeGenerator
from lxml import etree

from branchreport.compose.effort import Exhausted, effort
from branchreport.compose.faults import Place, Said, TemplateFault, fault_of, said_of
from branchreport.compose.generating import Careful
from branchreport.compose.sandbox import Sandbox, taking
from branchreport.compose.word.package import WordFault
from branchreport.compose.word.tags import NUMBER, Part, Spot, Tag, number_of
from branchreport.language import _

_TAGS: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_MARKUP: Final = re.compile(r"<[^<>]*>")
_PREFIXED: Final = re.compile(r"\{[{%](?:tr|tc|p|r)\s")
_NOTES: Final = ("footnotes+xml", "endnotes+xml")


class Filling(DocxTemplate):  # type: ignore[misc]  # it has no types
    """docxtpl's template, whose parts are rendered by our rules.

    ``parts`` are those that hold text, by the name of each; what is wrong is gathered in
    ``faults``, and what comes of each part in ``filled``.
    """

    def __init__(
        self, data: bytes, parts: Mapping[str, Part], generator: type[CodeGenerator] = Careful
    ) -> None:
        super().__init__(io.BytesIO(data))
        self.faults: list[TemplateFault] = []
        self.filled: dict[str, str] = {}
        self._texts = parts
        self._sandbox = word_sandbox(generator)

    @property
    def main(self) -> str:
        """The name of the part that is the text; Word on the web has others for it."""
        return str(self.docx.part.partname).lstrip("/")

    def patch_xml(self, src_xml: str) -> str:
        """The XML of a part with its tags where docxtpl wants them, and as Jinja reads them."""
        patched: str = super().patch_xml(src_xml)
        return _TAGS.sub(lambda tag: unescape(tag[0]), patched)

    def render_xml_part(
        self, src_xml: str, part: Any, context: Mapping[str, Any], jinja_env: Any = None
    ) -> str:
        """The XML of ``part`` with tokens for its tags; nothing where there is a mistake."""
        text = self._texts[str(part.partname).lstrip("/")]
        source, tags = _lined(src_xml, text.tags)
        if wrong := [*_misplaced(source, tags)]:
            self.faults += wrong
            return ""
        locate = _Locator(text, tags)
        try:
            with taking(lambda error, frame: self.faults.append(locate.fault(error, frame))):
                filled = _rendered(self._sandbox, source, text.name, context)
        except Exception as error:  # what a template does may fail in any way
            fault = locate.fault(error)
            if isinstance(error, Exhausted | RecursionError | MemoryError):
                raise fault from error
            self.faults.append(fault)
            return ""
        whole = self._whole(filled, locate)
        self.filled[text.name] = whole  # once, however many sections share a header
        return whole

    def _whole(self, filled: str, locate: "_Locator") -> str:
        try:
            etree.fromstring(filled)
        except etree.XMLSyntaxError:
            message = _("what the tags repeat or leave out tears the document apart")
            help_text = _("put each end of a loop into a paragraph of its own: {%p for … %}")
            self.faults.append(locate.first().fault(message, help_text))
            return ""
        return filled

    def build_xml(self, context: Mapping[str, Any], jinja_env: Any = None) -> str:
        """The XML of the body; where it is at fault, as it was."""
        built: str = super().build_xml(context, jinja_env) or self.get_xml()
        return built

    def render_properties(self, context: Mapping[str, Any], jinja_env: Any = None) -> None:
        """Leave the properties alone; they are those of the report, not of the template."""

    def render_footnotes(self, context: Mapping[str, Any], jinja_env: Any = None) -> None:
        """Fill footnotes and endnotes, each once, however many sections there are."""
        for part in self.docx.part.package.iter_parts():
            if str(part.content_type).endswith(_NOTES):
                xml = etree.tostring(etree.fromstring(part.blob), encoding="unicode")
                filled = self.render_xml_part(self.patch_xml(xml), part, context)
                if filled:
                    part._blob = filled.encode()  # noqa: SLF001  # as docxtpl does it

    def build_headers_footers_xml(
        self, context: Mapping[str, Any], uri: str, jinja_env: Any = None
    ) -> Iterator[tuple[str, bytes]]:
        """Each header or footer, filled; several sections may share one."""
        for key, xml in super().build_headers_footers_xml(context, uri, jinja_env):
            if xml:
                yield key, xml


class _InXml(Sandbox):
    """A sandbox whose templates are XML: how long one is, is told by what readers see of it."""

    def concat(self, pieces: Iterable[str]) -> str:
        """The XML of a part, or what a macro or a block makes."""
        kept = list(pieces)
        effort().markup(sum(map(len, kept)))
        made = "".join(kept)
        effort().text(len(made) - sum(len(mark[0]) for mark in _MARKUP.finditer(made)))
        return made


def word_sandbox(generator: type[CodeGenerator] = Careful) -> Sandbox:
    """The environment for Word templates: no files, and no text that is taken for XML."""
    sandbox = _InXml(None, generator, lines=False)
    del sandbox.filters["safe"]
    return sandbox


def _rendered(sandbox: Sandbox, source: str, name: str, context: Mapping[str, Any]) -> str:
    code = sandbox.compile(source, name, name)
    template = Template.from_code(sandbox, code, sandbox.make_globals(None))
    return sandbox.concat(template.root_render_func(template.new_context(dict(context))))


def _lined(source: str, tags: Sequence[Tag]) -> tuple[str, list[Tag]]:
    """``source`` with one line for each tag that has a number, and these tags by their lines."""
    lines: list[Tag] = []

    def put(match: re.Match[str]) -> str:
        found = NUMBER.search(match[0])
        whole = " ".join(NUMBER.sub("", match[0]).split("\n"))
        if not found:
            return whole
        lines.append(tags[number_of(found[0])])
        return f"{whole[:-2]}\n{whole[-2:]}"

    end, pieces = 0, []
    for match in _TAGS.finditer(source):
        pieces += [source[end : match.start()].replace("\n", " "), put(match)]
        end = match.end()
    return "".join([*pieces, source[end:].replace("\n", " ")]), lines


def _misplaced(source: str, tags: list[Tag]) -> Iterator[WordFault]:
    """Tags with a prefix that docxtpl found no row, cell or paragraph for."""
    line = 0
    for match in _TAGS.finditer(source):
        if _PREFIXED.match(match[0]) and line < len(tags):
            message = _("“{tag}” takes nothing away where it stands").format(tag=tags[line].written)
            help_text = _("put it into a row of a table, or a paragraph, of its own, without “%”")
            yield tags[line].fault(message, help_text)
        line += match[0].count("\n")


class _Locator:
    """Where in a part of a Word file a line of its Jinja template stands."""

    def __init__(self, part: Part, tags: Sequence[Tag]) -> None:
        self._part = part
        self._tags = tags

    def first(self) -> Spot:
        """The first place with a tag."""
        return self._tags[0].spot

    def fault(self, error: Exception, outer: FrameType | None = None) -> TemplateFault:
        """The fault behind ``error``, at the tag that it came from."""
        found = fault_of(error, Place(Path(self._part.name), 0), outer)
        if not self._tags:
            return WordFault(found.message, found.help, Path(self._part.name), 1, text="")
        if not found.line:  # of the part as a whole
            return WordFault(found.message, found.help, self.first().file, 1, text="")
        tag = self._tags[min(found.line, len(self._tags)) - 1]
        return tag.fault(found.message, found.help)


def faults_of_syntax(part: Part, sandbox: Sandbox) -> Iterator[WordFault]:
    """What is wrong with each tag of ``part`` by itself."""
    known: dict[str, Said | None] = {}
    for tag in part.tags:
        if tag.text.startswith("{#"):
            continue
        if tag.text not in known:
            known[tag.text] = _wrong_with(tag, sandbox)
        if said := known[tag.text]:
            yield tag.fault(said.message, said.help)


def _wrong_with(tag: Tag, sandbox: Sandbox) -> Said | None:
    try:
        sandbox.compile(_alone(tag))
    except Exception as error:  # Jinja fails in many ways, and all are told
        return said_of(error)
    return None


def outline(part: Part) -> str:
    """The tags of ``part`` as a template, each in a line of its own."""
    return "\n".join(bare(tag).replace("\n", " ") for tag in part.tags)


def bare(tag: Tag) -> str:
    """``tag`` without what it takes away."""
    return re.sub(r"^(\{[{%])(?:tr|tc|p|r) ", r"\1 ", tag.text)


def _alone(tag: Tag) -> str:
    """A template in which ``tag`` stands with what it needs to be read."""
    text = bare(tag)
    match tag.command:
        case "for" | "if" | "macro" | "call" | "filter" | "with" | "block":
            return f"{text}{{% end{tag.command} %}}"
        case "elif":
            return f"{{% if 1 %}}{text}{{% endif %}}"
        case "set" if "=" not in text:
            return f"{text}{{% endset %}}"
        case name if name == "else" or name.startswith("end"):
            return ""
        case "colspan" | "cellbg" as name:
            return "{{" + text[2:-2].replace(name, "", 1) + "}}"
        case "vm" | "hm":
            return ""
    return text
