"""Prose that quotes counts by name, and what such a quote may be.

Between ``{{`` and ``}}`` stands an expression that knows the counts and nothing else: a name, one
of its attributes (`terms.ATTRIBUTES`), and sums and differences of values. A number of its own, a
filter or a statement is not part of it: every figure comes from a record.
"""

import re
from collections.abc import Callable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from branchreport.diagnostics import shortened
from branchreport.facts import Compared, Fact
from branchreport.language import _, spoken
from branchreport.quantity import is_exact, plain
from branchreport.suggest import Guesses
from branchreport.terms import ATTRIBUTES, SHELVES, Term

if TYPE_CHECKING:  # prose that compares nothing does without
    from branchreport.growth import Growth

Compare: TypeAlias = Callable[[str], Compared | None]
"""What gives a count, by its name, beside that of the year before; None where there is none."""

_QUOTE: Final = re.compile(r"""\{\{((?:[^"'{}]|"[^"]*"|'[^']*'|\}(?!\}))*)\}\}""")
_BROKEN: Final = re.compile(r"\{\{|\{%|｛｛|(?<!\{)\{ *([^\W\d]\w*) *\}(?!\})")
_PLAIN: Final = re.compile(
    r"""(?:(?P<name>[^\W\d]\w*)|(?:数|counts)\["(?P<key>[^"\\]+)"\])(?:\.(?P<attribute>"""
    + "|".join(ATTRIBUTES)
    + "))?"
)
_NAME: Final = r"""(\.\s*)?([^\W\d]\w*|"[^"]*"|'[^']*')"""
"""A name in a quote, and the point before it where it is an attribute."""

_RESERVED: Final = frozenset(
    {*SHELVES, "true", "false", "none", "True", "False", "None", "and", "or", "not", "in", "is",
     "if", "else"}
)  # fmt: skip
_MOST: Final = 1000
"""Faults of one text that are reported; one is enough to keep it from being rendered."""


class Stretch(NamedTuple):
    """A stretch of prose: words as written, or a figure with the counts that gave it.

    ``terms`` say what is asked of each of ``facts``; ``earlier`` where that is a count of the year
    before.
    """

    text: str
    facts: tuple[Fact, ...] = ()
    terms: tuple[Term, ...] = ()
    earlier: bool = False


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
    prose: str,
    facts: Mapping[str, Fact],
    guesses: Guesses | None = None,
    compare: Compare | None = None,
) -> tuple[list[Stretch], list[Fault]]:
    """``prose`` with its quotes filled in from ``facts``, and what is wrong with them.

    ``compare`` is asked for what the year before says. A faulty quote stays as it is written.
    """
    guesses = guesses or Guesses()
    if not may_quote(prose):
        return [Stretch(prose)], []
    stretches: list[Stretch] = []
    faults: list[Fault] = []
    end = 0
    for match in _QUOTE.finditer(prose):
        stretches.append(Stretch(prose[end : match.start()]))
        stretch, fault = _fill(match[0], match[1].strip(), facts, guesses, compare)
        stretches.append(stretch or Stretch(match[0]))
        if fault and len(faults) < _MOST:
            faults.append(_placed(fault, prose, match.start()))
        end = match.end()
    stretches.append(Stretch(prose[end:]))
    faults += _broken(prose, facts)
    return [stretch for stretch in stretches if stretch.text], faults


_Filled: TypeAlias = tuple[Stretch, None] | tuple[None, Fault]


def _fill(
    written: str,
    expression: str,
    facts: Mapping[str, Fact],
    guesses: Guesses,
    compare: Compare | None,
) -> _Filled:
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
        if term.asked == "value" and not is_exact(facts[term.name].quantity):
            return None, _inexact(written, facts[term.name])
    if len(terms) > 1:
        return _sum(written, terms, facts)
    (term,), fact = terms, facts[terms[0].name]
    if term.asked in ("", "value", "unit"):
        quantity = fact.quantity
        told = {"": str(quantity), "value": plain(quantity.value), "unit": quantity.unit}
        return Stretch(told[term.asked], (fact,), terms), None
    return _compared(written, term, fact, compare)


def _sum(written: str, terms: tuple[Term, ...], facts: Mapping[str, Fact]) -> _Filled:
    """The values of ``terms``, added up."""
    if any(term.asked != "value" for term in terms):
        return None, Fault(
            "BR303",
            written,
            0,
            _("“{quote}” cannot be added up").format(quote=shortened(written)),
            _("only values can be added: write the .value of each count"),
        )
    number = sum(term.sign * facts[term.name].quantity.value for term in terms)
    return Stretch(plain(number), tuple(facts[term.name] for term in terms), terms), None


def _compared(written: str, term: Term, fact: Fact, compare: Compare | None) -> _Filled:
    """What ``term`` asks of ``fact`` and of the year before."""
    found = compare(fact.name) if compare else None
    if found is None:
        return None, _nothing_before(written)
    if term.asked == "previous":
        if found.before is None:
            return None, _not_counted_before(written, fact)
        return Stretch(str(found.before.quantity), (found.before,), (term,), earlier=True), None
    chinese = in_chinese(fact) or not term.attribute.isascii()
    return Stretch(_in_words(term.asked, found.growth, chinese=chinese), (fact,), (term,)), None


def _in_words(asked: str, growth: "Growth", *, chinese: bool) -> str:
    from branchreport.growth import change_in_words, rate_in_words  # only where years are compared

    say = rate_in_words if asked == "growth" else change_in_words
    return say(growth, chinese=chinese)


def in_chinese(fact: Fact) -> bool:
    """Whether prose that quotes ``fact`` is Chinese, by its name and its measure word."""
    return not (fact.name.isascii() and fact.quantity.unit.isascii())


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
    return {
        name.strip("\"'")
        for quote in quotes
        for point, name in re.findall(_NAME, quote)
        if not point
    }


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
        else _(
            "write the name of a count, as {example},"
            " or its .value, .unit, .previous, .change or .growth"
        ).format(example=example),
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


def _nothing_before(written: str) -> Fault:
    return Fault(
        "BR314",
        written,
        0,
        _("“{quote}” has no year before that it can compare with").format(quote=shortened(written)),
        _("keep the records of the year before beside these, or name them under “previous”"),
    )


def _not_counted_before(written: str, fact: Fact) -> Fault:
    return Fault(
        "BR314",
        written,
        0,
        _("the year before did not count “{name}”").format(name=fact.name),
        _("quote how it changed, which says so, or add the count to the records of that year"),
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
