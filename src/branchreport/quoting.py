"""Prose that quotes counts by name, and what such a quote may be.

Between ``{{`` and ``}}`` stands an expression of Jinja, run in its sandbox, that knows the counts
and nothing else: a name, its ``.value`` or ``.unit``, and sums and differences of values. A
number of its own, a filter or a statement is not part of it: every figure comes from a record.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from jinja2 import TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from branchreport.diagnostics import shortened
from branchreport.facts import Fact
from branchreport.language import _, spoken
from branchreport.quantity import Exactness, plain
from branchreport.suggest import closest

SHELVES: Final = ("数", "counts")
"""The names under which every count is found, for those that are no identifiers."""

_QUOTE: Final = re.compile(r"""\{\{((?:[^"'}]|"[^"]*"|'[^']*'|\}(?!\}))*)\}\}""")
_BROKEN: Final = re.compile(r"\{\{|\{%|｛｛|(?<!\{)\{ *([^\W\d]\w*) *\}(?!\})")
_LONGEST: Final = 200
_ATTRIBUTES: Final = ("value", "unit")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of prose: words as written, or a figure with the count that gave it."""

    text: str
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a quote: the text of it, which of its like it is, and what to do."""

    code: str
    quote: str
    nth: int
    message: str
    help: str


class Figure:
    """A count as prose sees it: printed whole, or by its ``value`` or ``unit``."""

    __slots__ = ("unit", "value", "written")

    def __init__(self, fact: Fact) -> None:
        self.written = str(fact.quantity)
        self.value = fact.quantity.value
        self.unit = fact.quantity.unit

    def __str__(self) -> str:
        return self.written


def may_quote(prose: str) -> bool:
    """Whether there is anything in ``prose`` to look at; most prose quotes nothing."""
    return "{" in prose or "｛" in prose


def quote(prose: str, facts: Mapping[str, Fact]) -> tuple[list[Stretch], list[Fault]]:
    """``prose`` with its quotes filled in from ``facts``, and what is wrong with them."""
    if not may_quote(prose):
        return [Stretch(prose)], []
    stretches: list[Stretch] = []
    faults: list[Fault] = []
    end = 0
    for match in _QUOTE.finditer(prose):
        stretches.append(Stretch(prose[end : match.start()]))
        stretch, fault = _fill(match[0], match[1].strip(), facts)
        stretches += [stretch] if stretch else []
        faults += [_placed(fault, prose, match.start())] if fault else []
        end = match.end()
    stretches.append(Stretch(prose[end:]))
    faults += _broken(prose, facts)
    return [stretch for stretch in stretches if stretch.text], faults


def names_in(prose: str) -> Iterator[str]:
    """The names of the counts that ``prose`` quotes, known or not."""
    for match in _QUOTE.finditer(prose):
        try:
            yield from _parsed(match[1].strip())[1]
        except (TemplateError, ValueError):
            continue


def _fill(
    written: str, expression: str, facts: Mapping[str, Fact]
) -> tuple[Stretch | None, Fault | None]:
    try:
        tree, names = _parsed(expression)
    except (TemplateError, ValueError):
        return None, _no_quote(written, expression, facts)
    for name in names:
        if name not in facts:
            return None, _unknown(written, expression, name, facts)
        if facts[name].quantity.exactness is not Exactness.EXACT and ".value" in expression:
            return None, _inexact(written, facts[name])
    figures = {name: Figure(facts[name]) for name in names}
    try:
        result = _evaluate(tree, figures)
    except TypeError:
        return None, Fault(
            "BR303",
            written,
            0,
            _("“{quote}” cannot be added up").format(quote=shortened(written)),
            _("only values can be added: write the .value of each count"),
        )
    text = str(result) if isinstance(result, Figure | str) else plain(result)
    return Stretch(text, facts[names[0]]), None


def _no_quote(written: str, expression: str, facts: Mapping[str, Fact]) -> Fault:
    known = expression in facts
    shelf = SHELVES[0] if spoken() == "zh" else SHELVES[1]
    example = f'{{{{ {shelf}["{expression}"] }}}}' if known else _("{{ rides }}")
    return Fault(
        "BR303",
        written,
        0,
        _("“{quote}” is no quote of a count").format(quote=shortened(written)),
        _("a name that is more than one word is quoted as {example}").format(example=example)
        if known
        else _("write the name of a count, as {example}, or its .value or .unit").format(
            example=example
        ),
    )


def _inexact(written: str, fact: Fact) -> Fault:
    return Fault(
        "BR307",
        written,
        0,
        _("“{figure}” is not exact, so its bare number would be untrue").format(
            figure=fact.quantity
        ),
        _("quote the count as a whole, or declare the exact figure"),
    )


def _unknown(written: str, expression: str, name: str, facts: Mapping[str, Fact]) -> Fault:
    if expression in facts:
        return _no_quote(written, expression, facts)
    meant = closest(name, facts)
    return Fault(
        "BR302",
        written,
        0,
        _("there is no count “{name}”").format(name=name),
        _("did you mean “{key}”?").format(key=meant)
        if meant
        else _("add it to the counts, or quote one of those there"),
    )


def _broken(prose: str, facts: Mapping[str, Fact]) -> list[Fault]:
    """What was meant to be a quote and is none: an open one, other commands, other braces."""
    rest = _QUOTE.sub(lambda match: " " * len(match[0]), prose)
    return [
        _placed(
            Fault(
                "BR303",
                match[0],
                0,
                _("“{mark}” stands alone here").format(mark=match[0]),
                _("a quote begins with {{ and ends with }}; other commands are not known"),
            ),
            prose,
            match.start(),
        )
        for match in _BROKEN.finditer(rest)
        if match[1] is None or match[1] in facts
    ]


def _placed(fault: Fault, prose: str, start: int) -> Fault:
    nth = prose.count(fault.quote, 0, start)
    return Fault(fault.code, fault.quote, nth, fault.message, fault.help)


@lru_cache(maxsize=4096)
def _parsed(expression: str) -> tuple[nodes.Node, tuple[str, ...]]:
    """The tree of ``expression``, and the names of the counts in it.

    Raises:
        ValueError: when it is more than a quote may be.
        TemplateError: when it is no expression.

    """
    if len(expression) > _LONGEST:
        raise ValueError(expression)
    tree = _ENVIRONMENT.parse(f"{{{{ {expression} }}}}")
    output = tree.body[0]
    if len(tree.body) != 1 or not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise ValueError(expression)
    return output.nodes[0], tuple(dict.fromkeys(_names(output.nodes[0])))


def _names(node: nodes.Node) -> Iterator[str]:
    """The names of the counts in an expression, in order; ValueError for what may not be there."""
    match node:
        case nodes.Getitem(node=nodes.Name(name=shelf), arg=nodes.Const(value=str() as name)) if (
            shelf in SHELVES
        ):
            yield name
        case nodes.Getattr(node=inner, attr=attribute) if attribute in _ATTRIBUTES:
            yield from _names(inner)
        case nodes.Name(name=name) if name not in SHELVES:
            yield name
        case nodes.Add(left=left, right=right) | nodes.Sub(left=left, right=right):
            yield from _names(left)
            yield from _names(right)
        case _:
            raise ValueError(node)


def _evaluate(node: nodes.Node, figures: Mapping[str, Figure]) -> Any:
    """What an expression that `_names` let pass comes to; far faster than compiling it.

    Raises:
        TypeError: when something is added that cannot be.

    """
    match node:
        case nodes.Getitem(arg=nodes.Const(value=name)) | nodes.Name(name=name):
            return figures[name]
        case nodes.Getattr(node=inner, attr=attribute):
            return _ENVIRONMENT.getattr(_evaluate(inner, figures), attribute)
        case nodes.Add(left=left, right=right):
            return _evaluate(left, figures) + _evaluate(right, figures)
        case nodes.Sub(left=left, right=right):
            return _evaluate(left, figures) - _evaluate(right, figures)
    raise AssertionError(node)


def _environment() -> ImmutableSandboxedEnvironment:
    """Jinja's sandbox without a single name; set like the one for templates, to share its lexer."""
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


_ENVIRONMENT: Final = _environment()
