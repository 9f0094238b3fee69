"""What a template asks after before it uses it, and so may use although it may not be there."""

from collections.abc import Iterator
from typing import TypeAlias

from jinja2 import nodes

_Known: TypeAlias = tuple[nodes.Node, ...]


def excused(tree: nodes.Node) -> frozenset[int]:
    """The expressions of ``tree`` that are asked after or have a default, each by its `id`."""
    return frozenset(map(id, _excused(tree, ())))


def _excused(node: nodes.Node, known: _Known) -> Iterator[nodes.Node]:
    """Those in ``node``, where the expressions like those in ``known`` are there."""
    if node in known:  # nodes are equal where they say the same
        yield node
    match node:
        case nodes.Test(name="defined" | "undefined", node=asked):
            yield asked
        case nodes.Filter(name="default" | "d", node=nodes.Node() as asked):
            yield asked
    for part, more in _parts(node):
        yield from _excused(part, known + more)


def _parts(node: nodes.Node) -> Iterator[tuple[nodes.Node, _Known]]:
    """What ``node`` is made of, each with what is there when Jinja comes to it."""
    match node:
        case nodes.If():
            yield from _branches(node)
        case nodes.CondExpr(test=test, expr1=then, expr2=instead):
            yield test, ()
            yield then, _there(test, holds=True)
            if instead is not None:
                yield instead, _there(test, holds=False)
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            yield left, ()
            yield right, _there(left, holds=isinstance(node, nodes.And))
        case nodes.For(test=nodes.Node() as test):
            yield from ((part, ()) for part in node.iter_child_nodes(exclude=("body",)))
            inside = _there(test, holds=True)
            yield from ((part, inside) for part in node.body)
        case _:
            yield from ((part, ()) for part in node.iter_child_nodes())


def _branches(node: nodes.If) -> Iterator[tuple[nodes.Node, _Known]]:
    failed: _Known = ()
    for branch in (node, *node.elif_):
        yield branch.test, failed
        inside = failed + _there(branch.test, holds=True)
        yield from ((part, inside) for part in branch.body)
        failed += _there(branch.test, holds=False)
    yield from ((part, failed) for part in node.else_)


def _there(test: nodes.Node, *, holds: bool) -> _Known:
    """What is there where ``test`` came out as ``holds`` says."""
    match test:
        case nodes.Test(name="defined", node=asked) if holds:
            return (asked,)
        case nodes.Test(name="undefined", node=asked) if not holds:
            return (asked,)
        case nodes.Not(node=inner):
            return _there(inner, holds=not holds)
        case nodes.And(left=left, right=right) if holds:
            return _there(left, holds=True) + _there(right, holds=True)
        case nodes.Or(left=left, right=right) if not holds:
            return _there(left, holds=False) + _there(right, holds=False)
    return ()
