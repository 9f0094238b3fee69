"""How much a template may do: a rendering that takes more steps, or makes more text, is stopped.

A template from elsewhere may loop without end or double a text until memory is full. So whatever
takes time or room is paid for in steps, and nothing grows beyond a size that no report comes near.
"""

from collections.abc import Iterator, MappingView
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from jinja2.exceptions import SecurityError

from branchreport.language import _

STEPS: Final = 1_000_000
"""What a rendering may take: a step is a block that is entered, a filter that is called, or a part
of a text or a list; what is printed takes two. Ten thousand events in a table take a third."""

PRINTING: Final = 2
"""Steps for printing a value, which is kept with its source."""

LARGEST: Final = 4_000_000
"""Characters of what a template makes, as a whole and in each of its texts."""

MOST: Final = 100_000
"""Things in a list, with the lists in it; as many as Jinja lets a range have."""

LARGEST_XML: Final = 100_000_000
"""Characters of a part of a Word file, its markup counted; as many bytes as a template may have."""

_CHARACTERS_A_STEP: Final = 50
_XML_A_STEP: Final = 500
_THINGS_A_STEP: Final = 4

_NESTED: Final = (list, tuple, dict)
_LISTS: Final = (*_NESTED, range)


class Exhausted(SecurityError):  # noqa: N818  # the template's fault, not ours
    """A template that wants to do more than any needs."""


class Effort:
    """The steps that a rendering has left."""

    def __init__(self, steps: int = STEPS) -> None:
        self._left = steps
        self._printed = 0

    def spend(self, steps: int) -> None:
        """Take ``steps``.

        Raises:
            Exhausted: when there are not so many left.

        """
        self._left -= steps
        if self._left < 0:
            raise Exhausted(_("it takes more than {number} steps").format(number=STEPS))

    def text(self, length: int) -> None:
        """Pay for a text of ``length`` characters.

        Raises:
            Exhausted: when that is too long, or there are no steps left for it.

        """
        if length > LARGEST:
            raise Exhausted(_("it makes more than {number} characters").format(number=LARGEST))
        self.spend(length // _CHARACTERS_A_STEP)

    def printing(self, length: int) -> None:
        """Pay for printing a value of ``length`` characters; all of them make the document.

        Raises:
            Exhausted: as `text` does, of all that was printed together.

        """
        self._printed += length
        self.text(self._printed if self._printed > LARGEST else length)

    def markup(self, length: int) -> None:
        """Pay for ``length`` characters of XML, most of which no reader sees.

        Raises:
            Exhausted: when that is too long, or there are no steps left for it.

        """
        if length > LARGEST_XML:
            raise Exhausted(_("it makes more than {number} characters").format(number=LARGEST_XML))
        self.spend(length // _XML_A_STEP)

    def things(self, number: int) -> None:
        """Pay for a list of ``number`` things.

        Raises:
            Exhausted: when these are too many, or there are no steps left for them.

        """
        if number > MOST:
            raise Exhausted(_("it makes a list of more than {number} things").format(number=MOST))
        self.spend(number // _THINGS_A_STEP)

    def weigh(self, thing: Any) -> None:
        """Pay for looking at ``thing`` as a whole, as a comparison does.

        Lists may hold one another many times over; they are counted as often as they are held.

        Raises:
            Exhausted: as `text` and `things` do.

        """
        if isinstance(thing, str):
            self.text(len(thing))
        elif isinstance(thing, _LISTS):
            self.things(_size(thing))
        elif isinstance(thing, MappingView):
            self.things(len(thing))
            self.things(_size(list(thing)))  # type: ignore[call-overload]  # views are all iterable

    def count(self, thing: Any) -> None:
        """Pay for going through ``thing`` once.

        Raises:
            Exhausted: as `things` does; a text may be longer than a list.

        """
        if isinstance(thing, str):
            self.spend(len(thing) // _THINGS_A_STEP)
        elif isinstance(thing, (*_LISTS, MappingView)):
            self.things(len(thing))


def _size(thing: Any) -> int:
    """The number of things in ``thing`` at any depth, or one that is larger than `MOST`."""
    size, pending = 0, [thing]
    while pending and size <= MOST:
        held = pending.pop()
        size += len(held)
        if size <= MOST and not isinstance(held, range):
            inside = [*held, *held.values()] if isinstance(held, dict) else held
            pending += [each for each in inside if isinstance(each, _NESTED)]
    return size


_effort: ContextVar[Effort] = ContextVar("effort")


def effort() -> Effort:
    """What the rendering that goes on may still do."""
    return _effort.get()


@contextmanager
def bounded(steps: int = STEPS) -> Iterator[None]:
    """Let what is rendered inside take ``steps`` at the most."""
    reset = _effort.set(Effort(steps))
    try:
        yield
    finally:
        _effort.reset(reset)
