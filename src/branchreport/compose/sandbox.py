"""Jinja's sandbox, narrowed to what a document needs: nothing else can be read, called or printed.

What a template may look into is listed here, not what it may not; what takes time or room is paid
for (`effort`). Filters that Jinja has are taken from it one by one: those that make text of any
length, that leave the choice to chance, or that turn values into Markdown are left out.
"""

import operator
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from functools import update_wrapper
from typing import Any, Final, cast

from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    StrictUndefined,
    Undefined,
    pass_context,
    pass_environment,
)
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as JINJA_TESTS
from jinja2.utils import Cycler, Joiner, Namespace, missing
from markupsafe import Markup

from branchreport.compose.effort import PRINTING, Exhausted, effort
from branchreport.compose.filters import FILTERS
from branchreport.compose.generating import Careful
from branchreport.compose.values import Telling, as_value, of_few_digits, printable
from branchreport.language import _
from branchreport.suggest import closest

OF_JINJA: Final = (
    "abs", "batch", "capitalize", "count", "d", "default", "dictsort", "first", "groupby",
    "items", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr",
    "reverse", "select", "selectattr", "sort", "sum", "title", "trim", "unique", "upper",
)  # fmt: skip
"""The filters that are Jinja's own."""

_CHEAP: Final = frozenset({"count", "d", "default", "first", "length"})
"""Those that look at no more than one thing."""

TESTS: Final = (
    "boolean", "defined", "divisibleby", "eq", "equalto", "even", "false", "ge", "greaterthan",
    "gt", "in", "integer", "iterable", "le", "lessthan", "lt", "mapping", "ne", "none", "number",
    "odd", "sequence", "string", "true", "undefined", "==", "!=", "<", "<=", ">", ">=",
)  # fmt: skip
"""What may be asked after ``is``."""

GLOBALS: Final = ("cycler", "joiner", "namespace", "range")
"""What a template may call without being given it."""

_TEXT: Final = frozenset(
    {"count", "endswith", "isdigit", "lower", "lstrip", "rstrip", "startswith", "strip", "upper"}
)
_MAPPING: Final = frozenset({"get", "items", "keys", "values"})
_OPEN: Final = (
    Telling, LoopContext, Macro, BlockReference, TemplateReference, Namespace, Cycler, Joiner,
)  # fmt: skip
"""What may be looked into, but for what begins with ``_``."""

_BITS: Final = 64
"""Of the largest number that a template may reckon with."""


class Unknown(str):
    """A message about a ``name`` that is not there, with the one that was likely meant.

    ``of_nothing`` says that it was asked of a key that was left out.
    """

    __slots__ = ("meant", "name", "of_nothing")

    name: str
    meant: str | None
    of_nothing: bool


class Missing(StrictUndefined):
    """What a template asks for and is not there, said in our words."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name = str(self._undefined_name)
        message = _("there is no name “{name}”").format(name=name)
        if self._undefined_obj is not missing:
            said = _("{thing} has no “{name}”")
            message = said.format(thing=called(self._undefined_obj), name=name)
        unknown = Unknown(message)
        unknown.name, unknown.meant = name, closest(name, self._names_beside())
        unknown.of_nothing = self._undefined_obj is None
        return unknown

    def _names_beside(self) -> Iterable[str]:
        """The names that could have been asked for instead."""
        match self._undefined_obj:
            case Telling() as telling:
                return telling._told()  # noqa: SLF001  # what no template can ask for
            case Mapping() as mapping:
                return [name for name in mapping if isinstance(name, str)]
            case held if held is missing:
                return _known.get(())
        return ()


def called(thing: object) -> str:
    """What to call ``thing`` in a message."""
    match thing:
        case Telling():
            return thing._called()  # noqa: SLF001  # what no template can ask for
        case str():
            return _("a text")
        case int() | float():
            return _("a number")
        case list() | tuple():
            return _("a list")
        case Mapping():
            return _("a list of names")
        case None:
            return _("what was left out")
        case _ if callable(thing):
            return _("a command")
    return _("something that is no text")


_known: ContextVar[Iterable[str]] = ContextVar("known")


@contextmanager
def knowing(names: Iterable[str]) -> Any:
    """Let ``names`` be those that a template is given, for messages."""
    reset = _known.set(names)
    try:
        yield
    finally:
        _known.reset(reset)


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment for the templates that ``loader`` finds.

    Autoescaping is what keeps values inert: what is not the template's own text is escaped, and a
    `Value` escapes itself into a token.
    """

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})

    def __init__(
        self,
        loader: BaseLoader | None,
        generator: type[CodeGenerator] = Careful,
        *,
        lines: bool = True,
    ) -> None:
        super().__init__(
            loader=loader,
            undefined=Missing,
            autoescape=True,
            finalize=printable,
            trim_blocks=lines,
            lstrip_blocks=lines,
            keep_trailing_newline=True,
        )
        self.code_generator_class = generator
        self.filters = {name: _guarded(name, JINJA_FILTERS[name]) for name in OF_JINJA}
        self.filters["batch"] = _guarded("batch", _batch)
        self.filters["sum"] = _guarded("sum", _sum)
        self.filters |= {name: _guarded(name, function) for name, function in FILTERS.items()}
        self.tests = {name: _guarded(name, cast(Any, JINJA_TESTS[name])) for name in TESTS}
        self.globals = {name: self.globals[name] for name in GLOBALS}
        self.nothing = ChainableUndefined()
        self.attempt: Callable[..., Any] = _attempt
        self.marked: Callable[..., Any] = _unmarked

    def step(self) -> None:
        """Pay for a block that is entered."""
        effort().spend(1)

    def counted(self, thing: Any) -> Any:
        """``thing``, which is about to be gone through."""
        effort().count(thing)
        if (
            thing is not None
            and not isinstance(thing, Undefined)
            and not hasattr(thing, "__iter__")
        ):
            raise TypeError(_("{thing} is no list to go through").format(thing=called(thing)))
        return thing

    def weighed(self, thing: Any) -> Any:
        """``thing``, which is about to be compared, or was made of others."""
        effort().weigh(thing)
        return thing

    def joined(self, pieces: tuple[Any, ...]) -> str:
        """``pieces`` in a row: text as long as all of them are, else what the template prints."""
        values = [as_value(piece) for piece in pieces]
        plain = all(type(piece) in (str, int) for piece in pieces)
        effort().spend(PRINTING * len(pieces))
        effort().text(sum(map(len, values)))
        return "".join(map(str, pieces)) if plain else Markup("").join(values)

    def concat(self, pieces: Iterable[str]) -> str:
        """The text of a template, a macro, or a block."""
        kept = list(pieces)
        effort().text(sum(map(len, kept)))
        return "".join(kept)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read ``obj.attr``."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, str):
            effort().text(len(obj))
            return attr in _TEXT
        if isinstance(obj, Mapping):
            return attr in _MAPPING
        if isinstance(obj, tuple):
            return attr in getattr(obj, "_fields", ())
        return isinstance(obj, _OPEN) or _is_module(obj)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """What stands for something that a template may not read."""
        message = _("“{name}” of {thing} is closed to templates")
        hint = message.format(name=attribute, thing=called(obj))
        return self.undefined(hint, name=attribute, obj=obj, exc=SecurityError)

    def wrap_str_format(self, value: Any) -> None:
        """Nothing: what formats texts is closed like all else."""

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call ``__obj`` with arguments that are no larger than anything else."""
        for each in (*args, *kwargs.values()):
            if isinstance(each, list | tuple | dict | range):
                effort().weigh(each)
        if __obj is __self.globals["range"]:
            return _range(*args)
        if not callable(__obj):
            raise TypeError(_("{thing} cannot be called").format(thing=called(__obj)))
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Reckon with numbers that are no larger than `_BITS`, and join what is no number."""
        if isinstance(left, int) and isinstance(right, int):
            return _reckoned(operator, left, right)
        match operator, left, right:
            case "+", Markup(), str() | int():
                return self.joined((left, right))
            case "+", str() | int(), Markup():
                return self.joined((left, right))
            case "+", str(), str():
                effort().text(len(left) + len(right))
            case ("+", list(), list()) | ("+", tuple(), tuple()):
                return self.weighed(left + right)
            case "*", str() | list() | tuple(), int():
                return _repeated(left, right)
            case "*", int(), str() | list() | tuple():
                return _repeated(right, left)
            case ("%", str(), _) | ("**", _, _):
                raise SecurityError(
                    _("“{operator}” is closed to templates here").format(operator=operator)
                )
        made = super().call_binop(context, operator, left, right)
        return of_few_digits(made) if isinstance(made, Decimal) else made


def _batch(items: Any, size: int, fill_with: Any = None) -> Any:
    effort().things(max(size, 0))
    return JINJA_FILTERS["batch"](items, size, fill_with)


@pass_environment
def _sum(environment: Sandbox, items: Any, attribute: Any = None, start: Any = 0) -> Any:
    if not isinstance(start, int | float | Decimal):  # each sum of lists is a list, made anew
        raise TypeError(
            _("“sum” begins with a number, not with {thing}").format(thing=called(start))
        )
    return JINJA_FILTERS["sum"](environment, items, attribute, start)


def _range(*args: Any) -> range:
    numbers = range(*args)
    effort().things(
        len(numbers) if abs(numbers.stop - numbers.start) < sys.maxsize else sys.maxsize
    )
    return numbers


_RECKONING: Final = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "//": operator.floordiv, "%": operator.mod, "**": operator.pow,
}  # fmt: skip


def _reckoned(sign: str, left: int, right: int) -> Any:
    if max(left.bit_length(), right.bit_length()) > _BITS or (
        sign == "**" and left.bit_length() * right > _BITS
    ):
        raise Exhausted(
            _("it reckons with numbers of more than {number} bits").format(number=_BITS)
        )
    return _RECKONING[sign](left, right)


def _repeated(thing: Any, times: int) -> Any:
    size = len(thing) * max(times, 0)
    if isinstance(thing, str):
        effort().text(size)
        return thing * times
    effort().things(size)
    repeated = thing * times
    effort().weigh(repeated)
    return repeated


def _is_module(thing: object) -> bool:
    """Whether ``thing`` is what ``{% import %}`` gives."""
    from jinja2.environment import TemplateModule

    return isinstance(thing, TemplateModule)


def _guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """``function``, a filter or a test, which weighs what it is given and what it gives.

    It asks for the context, so that Jinja does not call it when it compiles a template.
    """
    asks = getattr(function, "jinja_pass_arg", None)
    asked = asks.name if asks else ""

    @pass_context
    def guarded(context: Context, *args: Any, **kwargs: Any) -> Any:
        spend = effort()
        spend.spend(1)
        if name not in _CHEAP:
            for each in (*args, *kwargs.values()):
                spend.weigh(each)
        first: tuple[Any, ...] = ()
        match asked:
            case "context":
                first = (context,)
            case "eval_context":
                first = (context.eval_ctx,)
            case "environment":
                first = (context.environment,)
        result = function(*first, *args, **kwargs)
        if name not in _CHEAP and isinstance(result, str | list | tuple | dict):
            spend.weigh(result)
        return result

    return update_wrapper(guarded, function, assigned=("__name__", "__doc__"), updated=())


def _attempt(expression: Callable[[], Any], instead: Any) -> Any:
    """What ``expression`` gives, or ``instead`` where it fails and somebody takes the mistake."""
    try:
        return expression()
    except (Exhausted, RecursionError, MemoryError):
        raise
    except Exception as error:  # what a template does may fail in any way
        _mistakes.get()(error, sys._getframe(1))  # noqa: SLF001  # what a traceback does not have
        return instead


_mistakes: ContextVar[Callable[[Exception, Any], None]] = ContextVar("mistakes")


@contextmanager
def taking(mistakes: Callable[[Exception, Any], None]) -> Any:
    """Give ``mistakes`` each error that a tolerant template goes on after, and where it was."""
    reset = _mistakes.set(mistakes)
    try:
        yield
    finally:
        _mistakes.reset(reset)


def _unmarked(text: str, line: int) -> str:
    return text
