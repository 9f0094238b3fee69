"""A mistake in a template, put into words: what is wrong, where, through what, and what to do."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import FrameType, TracebackType
from typing import Final, NamedTuple

from jinja2 import TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateNotFound, UndefinedError

from branchreport.compose.effort import Exhausted
from branchreport.compose.filters import FILTERS
from branchreport.compose.sandbox import OF_JINJA, TESTS, Unknown, called
from branchreport.compose.values import Changed, Unprintable
from branchreport.language import _
from branchreport.suggest import closest

MOST_PLACES: Final = 6
"""Of a chain of includes and macros that are told; a macro may call itself many times."""


class Place(NamedTuple):
    """A line of a template, from 1."""

    file: Path
    line: int


class TemplateFault(Exception):  # noqa: N818  # a fault of what a user wrote, not of ours
    """A mistake in a template, with its place; ``line`` counts from 1.

    ``words`` are those of the line that are at fault, where that is known. ``through`` are the
    places of the includes and macros that led there, the outermost first. ``more`` are further
    mistakes that were found at once. ``text`` is what the line says, where the file does not show
    it, and ``at`` where that is: both are those of a Word file.
    """

    code = "BR501"

    def __init__(
        self,
        message: str,
        help_text: str,
        file: Path,
        line: int,
        *,
        words: str = "",
        through: tuple[Place, ...] = (),
        text: str | None = None,
        at: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.help = help_text
        self.file = file
        self.line = line
        self.words = words
        self.through = through
        self.text = text
        self.at = at
        self.more: list[TemplateFault] = []

    @property
    def all(self) -> list["TemplateFault"]:
        """It and all that were found with it, each once."""
        found = {(each.file, each.line, each.message): each for each in (*self.more, self)}
        return sorted(found.values(), key=lambda each: (str(each.file), each.line))


class Said(NamedTuple):
    """What is wrong, what to do, and the words at fault."""

    message: str
    help: str
    words: str = ""


def fault_of(error: Exception, start: Place, outer: FrameType | None = None) -> TemplateFault:
    """The fault behind ``error`` of a template that begins at ``start``.

    ``outer`` is the frame that caught it, where the template goes on.
    """
    places = list(_places(error, outer)) or [start]
    if isinstance(error, TemplateSyntaxError):
        here = Place(Path(error.filename) if error.filename else start.file, error.lineno)
        places = [*(place for place in places if place != start or here == start), here]
    *through, (file, line) = dict.fromkeys(places)
    message, help_text, words = said_of(error)
    chosen = tuple(through[-MOST_PLACES:])
    if isinstance(error, TemplateSyntaxError):
        line = _opening(error) or error.lineno or 1
    return TemplateFault(message, help_text, file, line, words=words, through=chosen)


def _places(error: Exception, outer: FrameType | None) -> Iterator[Place]:
    """The places in templates that ``error`` went through, the outermost first."""
    frames = [*reversed(list(_above(outer))), *_below(error.__traceback__)]
    for frame, number in frames:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            yield Place(Path(template.filename), template.get_corresponding_lineno(number))


def places_above(frame: FrameType) -> list[Place]:
    """The places in templates that led to ``frame``, the outermost first."""
    return list(
        dict.fromkeys(
            Place(Path(template.filename), template.get_corresponding_lineno(number))
            for each, number in reversed(list(_above(frame)))
            if (template := each.f_globals.get("__jinja_template__")) is not None
        )
    )


def _above(frame: FrameType | None) -> Iterator[tuple[FrameType, int]]:
    while frame is not None:
        yield frame, frame.f_lineno
        frame = frame.f_back


def _below(trace: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    while trace is not None:
        yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next


def said_of(error: Exception) -> Said:
    """What ``error`` means to the one who wrote the template."""
    match error:
        case TemplateNotFound():
            reason = getattr(error, "reason", "")
            message = reason or _("the template has no file “{name}”").format(name=error.name)
            help_text = getattr(error, "help", "") or _("write the file, or correct its name")
            return Said(message, help_text, str(error.name or ""))
        case TemplateSyntaxError():
            help_text = getattr(error, "help", "")
            said = _of_syntax(error.message or "")
            return Said(error.message or "", help_text) if help_text else said
        case Exhausted():
            message = _("the template does more than any report needs: {reason}")
            help_text = _("look for a loop or a macro that repeats itself")
            return Said(message.format(reason=error), help_text)
        case MemoryError():
            message = _("the template needs more memory than there is")
            return Said(message, _("look for a loop or a macro that repeats itself"))
        case RecursionError() if _while_reading(error):
            message = _("the template has brackets or commands that stand too deep in one another")
            return Said(message, _("part them, or put some of them into macros"))
        case RecursionError():
            message = _("the template calls itself without end")
            return Said(message, _("look for a macro, a file or a loop that leads back to itself"))
        case SecurityError():
            message = _("the template does what a template may not: {reason}").format(reason=error)
            return Said(message, _("print and loop only; the manual of templates says with what"))
        case UndefinedError():
            return _of_undefined(error)
    return _of_values(error)


_READERS: Final = {"parser.py", "compiler.py", "visitor.py", "idtracking.py", "optimizer.py"}
"""The files of Jinja that go down into what a template says before any of it is done."""


def _while_reading(error: Exception) -> bool:
    """Whether ``error`` came from reading a template, not from doing what it says."""
    files = [frame.f_code.co_filename for frame, _number in _below(error.__traceback__)]
    return any(Path(file).name in _READERS and "jinja2" in file for file in files[-50:])


def _of_undefined(error: UndefinedError) -> Said:
    reason = error.args[0] if error.args else ""
    message = _("the template asks for what is not there: {reason}").format(reason=reason)
    if isinstance(reason, Unknown):
        if reason.of_nothing:
            help_text = _("ask “if” first: a key that was left out is empty")
            return Said(message, help_text, reason.name)
        if reason.meant:
            return Said(message, _("did you mean “{key}”?").format(key=reason.meant), reason.name)
        help_text = _("compare the names in the manual, or ask “is defined” first")
        return Said(message, help_text, reason.name)
    return Said(message, _("compare the names in the manual, or ask “is defined” first"))


def _of_values(error: Exception) -> Said:
    """What a value has to do with ``error``: it is of the wrong kind, or there is none."""
    if isinstance(error, Unprintable):
        if error.value is None:
            message = _("the template prints something that was not given")
            return Said(message, _("ask “if” first: a key that was left out is empty"))
        message = _("the template prints {thing}, which is no text").format(
            thing=called(error.value)
        )
        return Said(message, _("print what is in it, one after the other"))
    if isinstance(error, Changed):
        message = _("the template changes a text that values were printed into")
        return Said(
            message, _("change each value before it is printed: {{ report.branch | title }}")
        )
    if isinstance(error, ZeroDivisionError):
        return Said(_("the template divides by nought"), _("ask “if” first"))
    if isinstance(error, SyntaxError):
        message = _("the template cannot be read: {reason}").format(reason=error.msg)
        return Said(message, _("put some of its loops into macros"))
    message = _("the template fails: {reason}").format(reason=error)
    return Said(message, _("compare the names and filters in the manual"))


_FULL_WIDTH: Final = str.maketrans(
    "“”‘’：，（）｛｝％｜＝！．［］＂＇　", "\"\"'':,(){}%|=!.[]\"' "
)
_ENDS: Final = {"end of print statement": "}}", "end of statement block": "%}"}
_COMMANDS: Final = (
    "if", "elif", "else", "endif", "for", "endfor", "set", "endset", "macro", "endmacro", "call",
    "endcall", "filter", "endfilter", "include", "import", "from", "extends", "block", "endblock",
    "with", "endwith", "raw", "endraw",
)  # fmt: skip
"""What may follow ``{%``."""


def _of_syntax(reason: str) -> Said:
    """Jinja's own words, in ours; for those that are not known, they themselves."""
    for pattern, words in _SYNTAX:
        if match := re.match(pattern, reason, re.DOTALL):
            return words(match)
    message = _("the template cannot be read: {reason}").format(reason=reason)
    return Said(message, _("compare the manual of Jinja"))


_COMMAND: Final = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\b|\{%[-+]?\s*(\w+)", re.DOTALL
)
"""A command by its name, or what is no command: a remark, and what is printed as it stands."""


def _opening(error: TemplateSyntaxError) -> int:
    """The line of the command that is not closed, where that is what ``error`` says; else 0."""
    said = error.message or ""
    early = re.match(_CLOSED_TOO_LATE, said, re.DOTALL)
    if not (error.source and (early or re.match(_NEVER_CLOSED, said, re.DOTALL))):
        return 0
    opened: list[tuple[str, int]] = []
    for match in _COMMAND.finditer(error.source):
        name = match[1] or ""
        line = error.source.count("\n", 0, match.start()) + 1
        if early and (name, line) == (early[1], error.lineno) and _is_last(early[3], opened):
            break
        if name.startswith("end") and _is_last(name.removeprefix("end"), opened):
            opened.pop()
        elif f"end{name}" in _COMMANDS and not (name == "set" and _is_assignment(error, match)):
            opened.append((name, line))
    return opened[-1][1] if opened else 0


def _is_last(name: str, opened: Sequence[tuple[str, int]]) -> bool:
    return bool(opened) and opened[-1][0] == name


def _is_assignment(error: TemplateSyntaxError, match: re.Match[str]) -> bool:
    source = error.source or ""
    return "=" in source[match.end() : source.find("%}", match.end())]


_OF_MARKDOWN: Final = frozenset({"safe"})
"""Filters that not every template has, and so none is told to use."""


def _no_filter(match: re.Match[str]) -> Said:
    if match[1] in FILTERS:  # and is left out where no Markdown is read
        message = _("“{name}” has no place in a Word template").format(name=match[1])
        help_text = _("take it out: a Word template prints plain text, no Markdown")
        return Said(message, help_text, match[1])
    known = (*(name for name in FILTERS if name not in _OF_MARKDOWN), *OF_JINJA)
    return unknown(match[1], known, _("there is no filter “{name}”"))


def _no_test(match: re.Match[str]) -> Said:
    return unknown(match[1], TESTS, _("there is no test “{name}”"))


def _no_command(match: re.Match[str]) -> Said:
    name = match[1]
    if name not in _COMMANDS:
        return unknown(name, _COMMANDS, _("there is no command “{name}”"))
    wanted = re.search(r"looking for the following tags: (.*?)\.", match[0], re.DOTALL)
    help_text = (
        _("close with {tags} first").format(tags=_tags(wanted[1]))
        if wanted
        else _("open it before, or take it out")
    )
    return Said(_("“{name}” has no place here").format(name=name), help_text, name)


def unknown(name: str, known: Iterable[str], message: str) -> Said:
    """That there is no ``name``, with the one of ``known`` that was meant, or all of them."""
    names = sorted({each for each in known if each.isidentifier()})
    meant = closest(name, names)
    help_text = (
        _("did you mean “{key}”?").format(key=meant)
        if meant
        else _("choose from: {choices}").format(choices=_(", ").join(names))
    )
    return Said(message.format(name=name), help_text, name)


def _tags(listed: str) -> str:
    names = re.findall(r"'(\w+)'", listed)
    ends = [name for name in names if name.startswith("end")] or names
    return _(", ").join(f"{{% {name} %}}" for name in ends)


def _not_closed(match: re.Match[str]) -> Said:
    help_text = _("close it with {tags}").format(tags=_tags(match[1]))
    return Said(_("“{name}” is not closed").format(name=match[2]), help_text, match[2])


def _closed_too_late(match: re.Match[str]) -> Said:
    help_text = _("close it with {tags} before {end}").format(
        tags=_tags(match[2]), end=f"{{% {match[1]} %}}"
    )
    return Said(_("“{name}” is not closed").format(name=match[3]), help_text, match[3])


def _odd_character(match: re.Match[str]) -> Said:
    message = _("“{name}” has no place in a command of a template").format(name=match[1])
    put = match[1].translate(_FULL_WIDTH)
    if put != match[1]:
        return Said(message, _("write it half-width: {put}").format(put=put), match[1])
    return Said(message, _("compare the manual of templates"), match[1])


def _expected(match: re.Match[str]) -> Said:
    wanted, got = (_ENDS.get(each, each) for each in (match[1], match[2]))
    message = _("“{wanted}” is expected here, not “{got}”").format(wanted=wanted, got=got)
    return Said(message, _("compare the manual of templates"), got)


def _no_expression(match: re.Match[str]) -> Said:
    got = _ENDS.get(match[1], match[1])
    message = _("something is missing before “{got}”").format(got=got)
    return Said(message, _("compare the manual of templates"), got)


def _misplaced(match: re.Match[str]) -> Said:
    message = _("“{name}” has no place here").format(name=match[1])
    return Said(message, _("compare the manual of templates"), match[1])


_CLOSED_TOO_LATE: Final = (
    r"Encountered unknown tag '(.*?)'\. You probably made a nesting mistake\. "
    r".* currently looking for (.*?)\. The innermost .* is '(.*)'\."
)
"""Jinja met a command that would have its place if what stands before it were closed."""

_NEVER_CLOSED: Final = (
    r"Unexpected end of template\. .* the following tags: (.*?)\. The innermost .* is '(.*)'\."
)

_SYNTAX: Final = (
    (r"No filter named '(.*)'\.", _no_filter),
    (r"No test named '(.*)'\.", _no_test),
    (_CLOSED_TOO_LATE, _closed_too_late),
    (r"Encountered unknown tag '(.*?)'.*", _no_command),
    (_NEVER_CLOSED, _not_closed),
    (r"unexpected char '(.)' at", _odd_character),
    (r"expected token '(.*)', got '(.*)'", _expected),
    (r"Expected an expression, got '(.*)'", _no_expression),
    (r"unexpected '(.*)'", _misplaced),
)
