"""Values that a template prints: inert, and remembered with their source.

A value enters the template's output as a token of private-use characters and digits, which means
nothing to Markdown; after the Markdown was read, the token comes back as the runs it stands for.
So no record can start a heading or a table, and each run knows who said it.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from itertools import groupby
from typing import Any, Final, Self

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from branchreport.compose.effort import PRINTING, Exhausted, effort
from branchreport.document import Edit, Run, Runs, Source, text_of
from branchreport.language import _

OPEN: Final = "\ue000"
CLOSE: Final = "\ue001"
TOKEN: Final = re.compile(f"{OPEN}([0-9]{{1,9}}){CLOSE}")
STRAY: Final = re.compile(f"[{OPEN}{CLOSE}]")

END_MARKS: Final = "。！？；，、：.!?;,:"
"""The marks that may end a clause, in Chinese and English."""

_VERSIONS: Final[Mapping[Edit, frozenset[Edit]]] = {
    "": frozenset(["inserted", "deleted"]),
    "inserted": frozenset(["inserted"]),
    "deleted": frozenset(["deleted"]),
}
"""Of the later version and the earlier one, each named by what it alone has: those with a run."""


def token(number: int) -> str:
    """What stands for the value ``number`` of those printed, counted from 0."""
    return f"{OPEN}{number}{CLOSE}"


_printed: ContextVar[list["Value"]] = ContextVar("printed")


class Value(str):
    """Something that a template may print, compare or hand to a filter; a text as it reads.

    ``raw`` is what the record holds (a text, a number, a date, an `Image`), ``runs`` is how it
    reads.
    """

    __slots__ = ("raw", "runs")

    raw: object
    runs: Runs

    def __new__(cls, raw: object, runs: Runs) -> Self:
        """Make a value that reads as ``runs``."""
        value = super().__new__(cls, text_of(runs))
        value.raw = raw
        value.runs = runs
        return value

    @classmethod
    def plain(cls, raw: object) -> Self:
        """A value of the template's own, which no record said."""
        return cls(raw, (Run(str(raw)),))

    def __html__(self) -> Markup:
        """The token that stands for this value in a template's output."""
        printed = _printed.get()
        printed.append(self)
        return Markup(token(len(printed) - 1))  # digits only

    def __eq__(self, other: object) -> bool:
        """Equal to what reads or is the same: ``{% if plan.id == "P1" %}``."""
        return super().__eq__(other) is True or self.raw == other

    def __ne__(self, other: object) -> bool:
        """Not `__eq__`: a text has an answer of its own to this."""
        return not self == other

    __hash__ = str.__hash__

    def with_text(self, change: Callable[[str], str]) -> Self:
        """The same value with its text changed as a whole, where it has one source.

        Where it tells two versions, what both have is changed by itself, and so is what one has.
        """
        source = self._source()
        changed = [
            Run(change(text_of(tuple(alike))), source, edit=edit)
            for edit, alike in groupby(self.runs or (Run(""),), key=lambda run: run.edit)
        ]
        return type(self)(self.raw, tuple(changed))

    def in_words(self, words: str) -> Self:
        """The same value told in ``words``."""
        source = self._source()
        return type(self)(self.raw, (Run(words, source, edit=self._edit()),))

    def between(self, before: str, after: str) -> Self:
        """The same value between two marks, which are said by whoever says what is beside them."""
        first, last, edit = self.runs[0], self.runs[-1], self._edit()
        opening = Run(before, _of_words(first.source), edit=edit)
        closing = Run(after, _of_words(last.source), edit=edit)
        return type(self)(self.raw, (opening, *self.runs, closing))

    def _source(self) -> Source | None:
        """Who says the whole of it; a figure is said where there is nothing beside it."""
        source = self.runs[0].source if self.runs else None
        alone = {run.source for run in self.runs} == {source}
        return source if alone else _of_words(source)

    def _edit(self) -> Edit:
        """What became of the whole of it between two versions."""
        edits = {run.edit for run in self.runs}
        return edits.pop() if len(edits) == 1 else ""

    def without_end(self, marks: str = END_MARKS) -> Self:
        """The same value without the ``marks`` at its end; at both ends, if it tells two versions.

        A mark that is within the other version stays in that one alone.
        """
        kept: list[Run] = []
        ended: frozenset[Edit] = frozenset()
        for run in reversed(self.runs):
            versions = _VERSIONS[run.edit]
            text = run.text.rstrip(marks) if versions - ended else run.text
            if (tail := run.text[len(text) :]) and (within := versions & ended):
                (edit,) = within
                kept.append(run._replace(text=tail, edit=edit))
            if text:
                kept.append(run._replace(text=text))
                ended |= versions
        return type(self)(self.raw, tuple(reversed(kept)))

    def _later(self) -> str:
        """What the later of two versions says, or the earlier where that is all."""
        return text_of(tuple(run for run in self.runs if run.edit != "deleted")) or str(self)

    def ended_by(self, mark: str) -> Self:
        """The same value, ending with ``mark`` unless it ends as a sentence, or with a colon."""
        if re.search(r"[。！？…：!?.:][”’）)\"']*$", self._later()):
            return self
        bare = self.without_end()
        if not bare.runs:
            return bare
        last = bare.runs[-1]
        ending = Run(mark, _of_words(last.source), last.strong, edit=self._edit())
        return type(self)(self.raw, (*bare.runs, ending))


def _of_words(source: Source | None) -> Source | None:
    """The same record as ``source``, where it says words beside a figure."""
    return source._replace(figure="") if source else None


class Unprintable(TypeError):  # noqa: N818  # of what a template does, which is put into words later
    """What is not text, a number or a date; ``value`` is what was to be printed."""

    def __init__(self, value: object) -> None:
        super().__init__(type(value).__name__)
        self.value = value


class Changed(ValueError):  # noqa: N818  # of what a template does, which is put into words later
    """A text that values were printed into, changed as if their tokens were letters."""


MOST_DIGITS: Final = 100
"""Of a number, before and after the point."""


def of_few_digits(number: Decimal) -> Decimal:
    """``number`` itself.

    Raises:
        Exhausted: when it has more than `MOST_DIGITS`, as its square's square has in no time.

    """
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and max(abs(number.adjusted()), abs(exponent)) > MOST_DIGITS:
        message = _("it reckons with numbers of more than {number} digits")
        raise Exhausted(message.format(number=MOST_DIGITS))
    return number


class Telling:
    """What a template may look into: every attribute, but those that begin with ``_``."""

    def _told(self) -> Iterable[str]:
        """The attributes that there are, for whoever mistypes one."""
        held = {*vars(type(self)), *vars(self)}
        return sorted(name for name in held if not name.startswith("_"))

    def _called(self) -> str:
        """What it is called in a message."""
        return type(self).__name__.lower()

    def _printed(self) -> "Value | None":
        """What is printed where it is named alone; None where it says too much for that."""
        return None


@contextmanager
def remembering() -> Iterator[list[Value]]:
    """Collect what is printed, in the order of the tokens."""
    printed: list[Value] = []
    reset = _printed.set(printed)
    try:
        yield printed
    finally:
        _printed.reset(reset)


@pass_context
def printable(context: Context, value: object) -> Any:
    """Call `as_value` for Jinja, and pay for it.

    Asking for the context keeps Jinja from calling it when it compiles a template, where no token
    could be remembered.
    """
    effort().spend(PRINTING)
    if isinstance(value, Markup):
        effort().text(len(value))
    elif isinstance(value, str):
        effort().printing(len(value))
    return as_value(value)


def as_value(value: object) -> Any:
    """``value`` as a template prints it: the template's own Markdown as it is, all else inert.

    Raises:
        Unprintable: when it is nothing to print, or nothing that can be.
        UndefinedError: when the template asked for what is not there.
        Changed: when it is a text with tokens in it that a filter took for letters.
        Exhausted: when it is a number of more digits than any has.

    """
    if isinstance(value, Markup | Value):
        return value
    if isinstance(value, str) and TOKEN.search(value):
        raise Changed
    if isinstance(value, str | int | datetime.date):
        return Value.plain(value) if value != "" else Markup()
    if isinstance(value, Decimal):
        return Value.plain(f"{of_few_digits(value):f}")
    if isinstance(value, Telling) and (printed := value._printed()) is not None:  # noqa: SLF001  # ours
        return printed
    if isinstance(value, Undefined):
        return Markup(str(value))  # raises where it says what is not defined
    raise Unprintable(value)
