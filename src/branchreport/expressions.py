"""Expressions in prose, parsed by Jinja's sandbox; nothing is ever run.

Only the tree is looked at: names of counts, their attributes, and sums and differences. Whatever
else an expression may hold is refused by the kind of its node.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from jinja2 import TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from branchreport.terms import ATTRIBUTES, SHELVES, Term

_LONGEST: Final = 200


@lru_cache(maxsize=4096)
def terms_of(expression: str) -> tuple[Term, ...]:
    """The counts in ``expression``, in order.

    Raises:
        ValueError: when it is no expression, or more than a quote may be.

    """
    if len(expression) > _LONGEST:
        raise ValueError(expression)
    try:
        tree = _ENVIRONMENT.parse(f"{{{{ {expression} }}}}")
    except (TemplateError, RecursionError) as error:
        raise ValueError(expression) from error
    output = tree.body[0]
    if len(tree.body) != 1 or not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise ValueError(expression)
    return tuple(_terms(output.nodes[0], 1))


def _terms(node: nodes.Node, sign: int) -> Iterator[Term]:
    """The counts in an expression; ValueError for what may not be there."""
    match node:
        case nodes.Add(left=left, right=right):
            yield from _terms(left, sign)
            yield from _terms(right, sign)
        case nodes.Sub(left=left, right=right):
            yield from _terms(left, sign)
            yield from _terms(right, -sign)
        case nodes.Getattr(node=inner, attr=attribute) if attribute in ATTRIBUTES:
            yield Term(_name(inner), attribute, sign)
        case _:
            yield Term(_name(node), "", sign)


def _name(node: nodes.Node) -> str:
    match node:
        case nodes.Getitem(node=nodes.Name(name=shelf), arg=nodes.Const(value=str() as name)) if (
            shelf in SHELVES
        ):
            return name
        case nodes.Name(name=name) if name not in SHELVES:
            return str(name)
    raise ValueError(node)


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
