"""Prose that quotes counts by name, and what such a quote may be.

Between ``{{`` and ``}}`` stands an expression that knows the counts and nothing else: a name, its
``.value`` or ``.unit``, and sums and differences of values. A number of its own, a filter or a
statement is not part of it: every figure comes from a record.
"""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Final, NamedTuple

from branchreport.diagnostics import shortened
from branchreport.facts import Fact
from branchreport.language import _, spoken
from branchreport.quantity import is_exact, plain
from branchreport.suggest import Guesses
from branchreport.terms import SHELVES, Term

_QUOTE: Final = re.compile(r"""\{\{((?:[^"'{}]|"[^"]*"|'[^']*'|\}(?!\}))*)\}\}""")
_BROKEN: Final = re.compile(r"\{\{|\{%|｛｛|(?<!\{)\{ *([^\W\d]\w*) *\}(?!\})")
_PLAIN: Final = re.compile(
    r"""(?:(?P<name>[^\W\d]\w*)|(?:数|counts)\["(?P<key>[^"\\]+)"\])(?:\.(?P<attribute>value|unit))?"""
)
_NAME: Final = r"""[^\W\d]\w*|"[^"]*"|'[^']*'"""
_RESERVED: Final = frozenset(
    {*SHELVES, "true", "false", "none", "True", "False", "None", "and", "or", "not", "in", "is",
     "if", "else"}
)  # fmt: skip
_MOST: Final = 1000
"""Faults of one text that are reported; one is enough to keep it from being rendered."""


class Stretch(NamedTuple):
    """A stretch of prose: words as written, or a figure with the count that gave it."""

    text: str
    fact: Fact | None = None


class Fault(NamedTuple):
    """What is wrong with a quote: the text of it, which of its like it is, and what to do."""

    code: str
    quote: str
    nth: int
    message: str
    help: str


def may_quote(prose: str) -> bool:
    """Whether there is anything in ``prose`` to look at; most prose quotes nothing."""
    return "{" in prose or "｛" in prose


def cover(prose: str, character: str) -> str:
    """``prose`` in the same length, with ``character`` wherever it quotes something."""
    return _QUOTE.sub(lambda match: character * len(match[0]), prose)


def quote(
    prose: str, facts: Mapping[str, Fact], guesses: Guesses | None = None
) -> tuple[list[Stretch], list[Fault]]:
    """``prose`` with its quotes filled in from ``facts``, and what is wrong with them."""
    guesses = guesses or Guesses()
    if not may_quote(prose):
        return [Stretch(prose)], []
    stretches: list[Stretch] = []
    faults: list[Fault] = []
    end = 0
    for match in _QUOTE.finditer(prose):
        stretches.append(Stretch(prose[end : match.start()]))
        stretch, fault = _fill(match[0], match[1].strip(), facts, guesses)
        stretches += [stretch] if stretch else []
        if fault and len(faults) < _MOST:
            faults.append(_placed(fault, prose, match.start()))
        end = match.end()
    stretches.append(Stretch(prose[end:]))
    faults += _broken(prose, facts)
    return [stretch for stretch in stretches if stretch.text], faults


def _fill(
    written: str, expression: str, facts: Mapping[str, Fact], guesses: Guesses
) -> tuple[Stretch | None, Fault | None]:
    terms = _plain(expression)
    if not terms:
        from branchreport.expressions import terms_of  # Jinja takes long to import

        try:
            terms = terms_of(expression)
        except ValueError:
            return None, _no_quote(written, expression, facts)
    for term in terms:
        if term.name not in facts:
            return None, _unknown(written, expression, term.name, facts, guesses)
        if term.attribute == "value" and not is_exact(facts[term.name].quantity):
            return None, _inexact(written, facts[term.name])
    first = facts[terms[0].name]
    if len(terms) == 1:
        quantity = first.quantity
        told = {"": str(quantity), "value": plain(quantity.value), "unit": quantity.unit}
        return Stretch(told[terms[0].attribute], first), None
    if any(term.attribute != "value" for term in terms):
        return None, Fault(
            "BR303",
            written,
            0,
            _("“{quote}” cannot be added up").format(quote=shortened(written)),
            _("only values can be added: write the .value of each count"),
        )
    return Stretch(
        plain(sum(term.sign * facts[term.name].quantity.value for term in terms)), first
    ), None


def _plain(expression: str) -> tuple[Term, ...]:
    """The count in a quote of the plainest forms, which need no parser; empty for all others.

    They are read as `expressions` reads them; a test holds the two in agreement.
    """
    match = _PLAIN.fullmatch(expression)
    if match is None:
        return ()
    name = match["name"]
    if name and (name in _RESERVED or not name.isidentifier()):
        return ()
    return (Term(name or match["key"], match["attribute"] or ""),)


def as_quote(name: str) -> str:
    """How prose quotes the count ``name``."""
    if _plain(name) == (Term(name),):
        return f"{{{{ {name} }}}}"
    shelf = SHELVES[0] if spoken() == "zh" else SHELVES[1]
    mark = "'" if '"' in name else '"'
    return f"{{{{ {shelf}[{mark}{name}{mark}] }}}}"


def names_in(prose: str) -> set[str]:
    """The names of counts that ``prose`` quotes, and what may stand beside them in a quote."""
    quotes = _QUOTE.findall(prose) if "{{" in prose else []
    return {name.strip("\"'") for quote in quotes for name in re.findall(_NAME, quote)}


def _no_quote(written: str, expression: str, facts: Mapping[str, Fact]) -> Fault:
    known = expression in facts
    example = as_quote(expression) if known else _("{{ rides }}")
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


def _unknown(
    written: str, expression: str, name: str, facts: Mapping[str, Fact], guesses: Guesses
) -> Fault:
    if expression in facts:
        return _no_quote(written, expression, facts)
    meant = guesses.closest(name, facts)
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
    rest = cover(prose, " ")
    meant = (m for m in _BROKEN.finditer(rest) if m[1] is None or m[1] in facts)
    return [
        _placed(
            Fault(
                "BR303",
                match[0],
                0,
                _("“{mark}” begins no quote").format(mark=match[0]),
                _("a quote has two half-width braces on each side; other commands are not known"),
            ),
            prose,
            match.start(),
        )
        for match in islice(meant, _MOST)
    ]


def _placed(fault: Fault, prose: str, start: int) -> Fault:
    nth = prose.count(fault.quote, 0, start)
    return Fault(fault.code, fault.quote, nth, fault.message, fault.help)
