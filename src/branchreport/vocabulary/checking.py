"""Whether a template says what it can: its files by themselves, then with sample years.

A file by itself shows what is spelled wrongly, also where no sample comes by; a sample shows what
comes of it. The names of figures are those of each year, so any is taken here.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from jinja2 import nodes

from branchreport.compose import Colophon, TemplateFault, compose
from branchreport.compose.blocks import unknown_container, wide_tags_in
from branchreport.compose.faults import Place, Said, fault_of, unknown
from branchreport.compose.folder import environment
from branchreport.compose.sandbox import GLOBALS, Sandbox, called
from branchreport.compose.values import Telling
from branchreport.facts import Log, gather
from branchreport.language import _
from branchreport.places import Atlas, MappingPlaces
from branchreport.records.year import BranchYear
from branchreport.samples import BEFORE, SAMPLES
from branchreport.vocabulary import FactView, Vocabulary
from branchreport.vocabulary.guards import excused

if TYPE_CHECKING:  # a template without Word does without what reads it
    from branchreport.compose.word.tags import Part

Names: TypeAlias = Mapping[str, Any]

_NOWHERE = Atlas(MappingPlaces((0, 0, 0, 0)), {}, {})
_SAME_LIST = frozenset(
    {"list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique"}
)
"""Filters that give a list of what they are given a list of."""

_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


class _AnyFigure(dict[str, FactView]):
    """The figures of a sample, and one more under whatever other name is asked for."""

    def __missing__(self, name: str) -> FactView:
        return next(iter(self.values()), _figure())


def sample_names(language: str) -> dict[str, Names]:
    """What a template in ``language`` may name, by sample."""
    found = {}
    for name, make in SAMPLES.items():
        before = BEFORE.get(name)
        found[name] = _names(make(), language, before() if before else None)
    return found


def _words(year: BranchYear, language: str, before: BranchYear | None = None) -> Vocabulary:
    return Vocabulary(
        year,
        gather(year, Log(year.activities)),
        _NOWHERE,
        language,
        Path(__file__).parent,
        (lambda: _words(before, language)) if before else None,
    )


def _names(year: BranchYear, language: str, before: BranchYear | None = None) -> Names:
    names = _words(year, language, before).names()
    return {**names, "figures": _AnyFigure(names["figures"])}


def _figure() -> FactView:
    words = _words(SAMPLES["full"](), "")
    return words.views(words.facts.values())[0]


def check_folder(folder: Path, language: str) -> list[TemplateFault]:
    """Every mistake in the files of the template in ``folder``, each once."""
    samples = sample_names(language)
    found = _once(_by_themselves(folder, samples["full"]))
    told = {(fault.file, fault.line, fault.words) for fault in found}
    for names in samples.values():
        for fault in _composed(folder, names):
            key = (fault.file, fault.line, fault.words)
            if key not in told:
                told.add(key)
                found.append(fault)
    return sorted(found, key=lambda fault: (str(fault.file), fault.line))


def check_word(file: Path, language: str = "zh-CN") -> list[TemplateFault]:
    """Every mistake in the Word template ``file``, each once."""
    from branchreport.compose.word import faults_of, fill, opened

    samples = sample_names(language)
    try:
        _parts, held = opened(file)
    except TemplateFault as fault:
        return fault.all
    found: list[TemplateFault] = [*faults_of(file, held)]
    if not found:
        found = _once(fault for part in held for fault in _unknown_in(part, samples["full"]))
    told = {(fault.file, fault.line, fault.words) for fault in found}
    for names in samples.values():
        try:
            fill(file, names, Colophon())
        except TemplateFault as fault:
            new = [each for each in fault.all if (each.file, each.line, each.words) not in told]
            found += new
            told |= {(each.file, each.line, each.words) for each in new}
    return sorted(found, key=lambda fault: (str(fault.file), fault.line))


def _once(faults: Iterable[TemplateFault]) -> list[TemplateFault]:
    """``faults`` without those that say of the same words in a line what was said already."""
    told = {
        (str(each.file), each.at, each.line, each.words, each.message): each
        for each in reversed(list(faults))
    }
    return list(reversed(told.values()))


def _unknown_in(part: "Part", names: Names) -> Iterator[TemplateFault]:
    """The names and fields that there are not, at the tags of ``part`` that ask for them."""
    from branchreport.compose.word.filling import outline, word_sandbox

    file = Path(part.name)
    tree = word_sandbox().parse(outline(part))
    given = dict.fromkeys(_given(tree))
    for fault in (*unknown_names(tree, names, given, file), *unknown_fields(tree, names, file)):
        yield part.tags[fault.line - 1].fault(fault.message, fault.help)


def _composed(folder: Path, names: Names) -> list[TemplateFault]:
    try:
        compose(folder, names, Colophon())
    except TemplateFault as fault:
        return fault.all
    return []


def _by_themselves(folder: Path, names: Names) -> Iterator[TemplateFault]:
    """What is wrong with each file, whatever a year holds."""
    sandbox = environment(folder)
    trees: dict[Path, nodes.Template] = {}
    for file in files_of(folder):
        name = file.relative_to(folder).as_posix()
        source = ""
        try:
            source = sandbox.loader.get_source(sandbox, name)[0] if sandbox.loader else ""
            trees[file] = sandbox.parse(source, name, str(file))
            sandbox.compile(source, name, str(file))
        except Exception as error:  # Jinja fails in many ways, and all are told
            if isinstance(error, RecursionError):
                trees.pop(file, None)  # too deep to be looked into here as well
            if file not in trees or not list(unknown_filters(trees[file], sandbox, file)):
                yield fault_of(error, Place(file, 1))
        yield from _misspelt_containers(source, file)
        for wide in wide_tags_in(_outside_tags(source)):
            yield TemplateFault(str(wide), wide.help, file, wide.line, words=wide.words)
    given = dict.fromkeys(name for tree in trees.values() for name in _given(tree))
    for file, tree in trees.items():
        yield from unknown_filters(tree, sandbox, file)
        yield from unknown_names(tree, names, given, file)
        yield from unknown_fields(tree, names, file)


def _misspelt_containers(source: str, file: Path) -> Iterator[TemplateFault]:
    """Every line that opens something after ``:::`` that there is not."""
    for number, line in enumerate(source.split("\n"), start=1):
        name = line.strip().lstrip(":").strip()
        if line.lstrip().startswith(":::") and name and "{" not in name:
            wrong = unknown_container(line.strip(), number)
            if wrong:
                yield TemplateFault(str(wrong), wrong.help, file, number)


def _outside_tags(source: str) -> str:
    """``source`` without the tags and remarks in it, in as many lines."""
    return _TAG.sub(lambda tag: "\n" * tag[0].count("\n"), source)


def files_of(folder: Path) -> list[Path]:
    """The files of a template that Jinja may read: those that end in ``.j2``."""
    return sorted(file for file in folder.rglob("*.j2") if file.is_file())


def _given(tree: nodes.Template) -> Iterator[str]:
    """The names that a file gives to itself, and so to those that it includes."""
    for name in tree.find_all(nodes.Name):
        if name.ctx in ("store", "param"):
            yield name.name
    for node in tree.find_all((nodes.Macro, nodes.Import, nodes.FromImport)):
        match node:
            case nodes.Macro():
                yield node.name
            case nodes.Import():
                yield node.target
            case nodes.FromImport():
                yield from (each if isinstance(each, str) else each[1] for each in node.names)


def unknown_filters(tree: nodes.Template, sandbox: Sandbox, file: Path) -> Iterator[TemplateFault]:
    """Every filter and test that there is not."""
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        if isinstance(node, nodes.Filter) and node.name not in sandbox.filters:
            message = _("there is no filter “{name}”")
            yield _fault(unknown(node.name, sandbox.filters, message), file, node.lineno)
        elif isinstance(node, nodes.Test) and node.name not in sandbox.tests:
            message = _("there is no test “{name}”")
            yield _fault(unknown(node.name, sandbox.tests, message), file, node.lineno)


def unknown_names(
    tree: nodes.Template, names: Names, given: Names, file: Path
) -> Iterator[TemplateFault]:
    """Every name that is neither one of a year's ``names`` nor ``given`` by the template itself."""
    known = {*names, *given, *GLOBALS, "caller", "kwargs", "loop", "self", "super", "varargs"}
    message = _("the template asks for what is not there: {reason}").format(
        reason=_("there is no name “{name}”")
    )
    asked = excused(tree)
    for node in tree.find_all(nodes.Name):
        if node.ctx == "load" and node.name not in known and id(node) not in asked:
            yield _fault(unknown(node.name, names, message), file, node.lineno)


def unknown_fields(tree: nodes.Template, names: Names, file: Path) -> Iterator[TemplateFault]:
    """Every field that a record does not have, where it can be told which record it is."""
    looking = _Looking(file, excused(tree))
    looking.go(tree, dict(names))
    yield from looking.found


def _fault(said: Said, file: Path, line: int) -> TemplateFault:
    return TemplateFault(said.message, said.help, file, line, words=said.words)


class _Looking:
    """A walk through a template, with an example of what each name stands for where it is known."""

    def __init__(self, file: Path, asked: Container[int]) -> None:
        self.found: list[TemplateFault] = []
        self._file = file
        self._asked = asked

    def go(self, node: nodes.Node, scope: dict[str, Any]) -> None:
        """Look at ``node`` and all in it; ``scope`` is what names stand for there."""
        match node:
            case nodes.For():
                self._loop(node, scope)
            case nodes.Macro() | nodes.CallBlock():
                inner = {**scope, **dict.fromkeys(name.name for name in node.args)}
                self._all(node.iter_child_nodes(), inner)
            case nodes.Assign(target=nodes.Name(name=name)):
                scope[name] = self.example(node.node, scope)
            case nodes.Import() | nodes.FromImport() | nodes.Include():
                self._all(node.iter_child_nodes(), scope)
            case nodes.Expr():
                self.example(node, scope)
            case nodes.With() | nodes.Block() | nodes.FilterBlock():
                self._all(node.iter_child_nodes(), dict(scope))
            case _:
                self._all(node.iter_child_nodes(), scope)

    def _all(self, inside: Iterable[nodes.Node], scope: dict[str, Any]) -> None:
        for node in inside:
            self.go(node, scope)

    def _loop(self, node: nodes.For, scope: dict[str, Any]) -> None:
        items = self.example(node.iter, scope)
        inner = dict(scope)
        for name in node.target.find_all(nodes.Name):
            inner[name.name] = None
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = _first(items)
        if node.test is not None:
            self.go(node.test, inner)
        self._all(node.body, inner)
        self._all(node.else_, dict(scope))

    def example(self, node: nodes.Node, scope: dict[str, Any]) -> Any:
        """An example of what the expression ``node`` gives; None where that is not known."""
        match node:
            case nodes.Name(name=name):
                return scope.get(name)
            case nodes.Getattr(attr=str(attr)) | nodes.Getitem(arg=nodes.Const(value=str(attr))):
                return self._field(self.example(node.node, scope), attr, node)
            case nodes.Getitem(node=held, arg=nodes.Const(value=int())):
                return _first(self.example(held, scope))
            case nodes.Filter(node=nodes.Node() as given, name=name):
                example = self.example(given, scope)
                self._all([*node.args, *(each.value for each in node.kwargs)], scope)
                if name in ("first", "last"):
                    return _first(example)
                return example if name in _SAME_LIST else None
        self._all(node.iter_child_nodes(), scope)
        return None

    def _field(self, held: Any, name: str, node: nodes.Node) -> Any:
        if isinstance(held, Mapping):
            return held[name] if isinstance(held, _AnyFigure) else held.get(name)
        if not isinstance(held, Telling):
            return None
        fields = list(held._told())  # noqa: SLF001  # what no template can ask for
        if name not in fields and not hasattr(held, name):
            if id(node) in self._asked:
                return None
            message = _("the template asks for what is not there: {reason}").format(
                reason=_("{thing} has no “{name}”").format(thing=called(held), name="{name}")
            )
            self.found.append(_fault(unknown(name, fields, message), self._file, node.lineno))
            return None
        return getattr(held, name)


def _first(items: Any) -> Any:
    """An example of what is in ``items``."""
    return items[0] if isinstance(items, list) and items else None
