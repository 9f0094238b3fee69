"""Jinja's code generator, so that what a template does is paid for, and can be followed.

There are three: one to render, one that goes on after a mistake to find them all, and one that
marks what is said with the line that says it. They differ in what they put around expressions; the
environment (`sandbox`) has the functions that are called there.
"""

from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame

from branchreport.language import _


class Refused(TemplateSyntaxError):  # noqa: N818  # the template's fault, not ours
    """What Jinja knows and no template may say; ``help`` says what to do."""

    def __init__(
        self, message: str, help_text: str, line: int, name: str | None, file: str | None
    ) -> None:
        super().__init__(message, line, name, file)
        self.help = help_text


class Careful(CodeGenerator):
    """Lets the environment count steps, join texts, and look at lists before they are compared."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._around: dict[int, tuple[str, str]] = {}

    def visit(self, node: nodes.Node, *args: Any, **options: Any) -> Any:
        """Write the code for ``node``, with what is to stand `_around` it."""
        before, after = self._around.pop(id(node), ("", ""))
        self.write(before) if before else None
        result = super().visit(node, *args, **options)
        self.write(after) if after else None
        return result

    def _wrap(self, node: nodes.Node, function: str, more: str = "") -> None:
        """Let ``node``, once it is visited, be an argument of a function of the environment."""
        before, after = self._around.get(id(node), ("", ""))
        self._around[id(node)] = f"environment.{function}({before}", f"{after}{more})"

    def blockvisit(self, nodes: Any, frame: Frame) -> None:
        """Count a step for each block that is entered: a template, a macro, a turn of a loop."""
        self.writeline("environment.step()")
        super().blockvisit(nodes, frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        """Count what a loop goes through, as a condition may leave all of it out."""
        self._wrap(node.iter, "counted")
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """``a ~ b``."""
        self.write("environment.joined((")
        for each in node.nodes:
            self.visit(each, frame)
            self.write(", ")
        self.write("))")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:
        """``a == b``, ``a in b``."""
        for each in (node.expr, *(operand.expr for operand in node.ops)):
            if not isinstance(each, nodes.Const):
                self._wrap(each, "weighed")
        super().visit_Compare(node, frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        """``a[1:]``; what is asked for by its name alone makes nothing new."""
        sliced = isinstance(node.arg, nodes.Slice)
        self.write("environment.weighed(") if sliced else None
        super().visit_Getitem(node, frame)
        self.write(")") if sliced else None

    def visit_List(self, node: nodes.List, frame: Frame) -> None:
        """``[a, b]``."""
        self.write("environment.weighed(")
        super().visit_List(node, frame)
        self.write(")")

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:
        """``(a, b)``, or the names that a loop or ``set`` gives."""
        if node.ctx != "load":
            return super().visit_Tuple(node, frame)
        self.write("environment.weighed(")
        super().visit_Tuple(node, frame)
        self.write(")")
        return None

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        """``{"a": b}``."""
        self.write("environment.weighed(")
        super().visit_Dict(node, frame)
        self.write(")")

    def visit_ScopedEvalContextModifier(
        self, node: nodes.ScopedEvalContextModifier, frame: Frame
    ) -> None:
        """Refuse ``{% autoescape %}``, which would make Markdown of what records say."""
        message = _("“autoescape” cannot be changed in a template")
        raise Refused(message, _("take it out"), node.lineno, self.name, self.filename)


class Tolerant(Careful):
    """Lets the environment go on after a mistake in what is printed, asked, looped over or set."""

    def _attempt(self, node: nodes.Node, instead: str) -> None:
        self._wrap(node, "attempt", f", {instead}")
        before, after = self._around[id(node)]
        head, _, tail = before.partition("(")
        self._around[id(node)] = f"{head}(lambda: {tail}", after

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.attempt(lambda: ")
        super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        super()._output_child_post(node, frame, finalize)
        self.write(", Markup())")

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        """Go through nothing where there is a mistake in what to go through."""
        self._attempt(node.iter, "()")
        super().visit_For(node, frame)

    def visit_If(self, node: nodes.If, frame: Frame) -> None:
        """Take no branch whose question has a mistake."""
        for each in (node, *node.elif_):
            self._attempt(each.test, "False")
        super().visit_If(node, frame)

    def visit_Assign(self, node: nodes.Assign, frame: Frame) -> None:
        """Set nothing where there is a mistake in what to set."""
        self._attempt(node.node, "environment.nothing")
        super().visit_Assign(node, frame)


class Tracing(Careful):
    """Lets the environment mark each text of the output with the line of the template."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        raise nodes.Impossible

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.marked(")
        super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        super()._output_child_post(node, frame, finalize)
        self.write(f", {node.lineno})")
