"""Where a figure comes from, as people and programs read it: sentences, rule, records, total."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from branchreport import __version__
from branchreport.document import Figure, Run, Source
from branchreport.language import _, spoken
from branchreport.quantity import Quantity
from branchreport.show.text import Line, one_line
from branchreport.tracing import Answer, Hit, Passage
from branchreport.typography import cells

VERSION: Final = 1
"""Of the form of `as_json`: it grows when a key changes its meaning or goes."""

_UNDER: Final = " > "
"""What parts the headings above a sentence."""


_MOST_UNTOLD: Final = 40
"""Lines that are printed without one before them that says what they are."""


def full(answer: Answer) -> Iterator[Line]:
    """Every figure that was meant with its sentences, its rule, and every record behind it.

    Where this is long, a line before it says how much there is.
    """
    lines = list(_full(answer))
    if len(lines) > _MOST_UNTOLD and len(answer.hits) + len(answer.passages) > 1:
        yield _summary(answer)
        yield []
    yield from lines


def _summary(answer: Answer) -> Line:
    """How many figures were meant, and in how many places a number stands besides."""
    names = dict.fromkeys(f"{hit.figure.name} {hit.figure.said}" for hit in answer.hits)
    told = _("{number} figures").format(number=len(answer.hits))
    if names:
        some = _(", ").join([*names][:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")
        told = _("{told}: {names}").format(told=told, names=one_line(some))
    if bare := [each for each in answer.passages if each.part]:
        told += _("; {number} places that no figure counts").format(number=len(bare))
    return [("bold", told)]


_MOST_NAMED: Final = 12
"""Figures that a summary names."""


def _full(answer: Answer) -> Iterator[Line]:
    for number, hit in enumerate(answer.hits):
        if number:
            yield []
        yield from _hit(hit)
    bare = [each for each in answer.passages if each.part]
    if answer.hits and bare:
        yield []
    if bare:
        yield from _uncounted(bare)
    elif not answer.hits:
        yield from _words(answer.passages)


def as_json(answer: Answer, question: str) -> str:
    """All of `full` for programs, as ``schemas/trace-output.schema.json`` has it."""
    data = {
        "form": "branchreport-trace",
        "version": VERSION,
        "tool": {"name": "branchreport", "version": __version__},
        "language": spoken(),
        "query": question,
        "by": answer.by,
        "passages": [_passage_as_data(each) for each in answer.passages],
        "figures": [_hit_as_data(hit) for hit in answer.hits],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def markdown(answer: Answer) -> str:
    """All of `full` as a page in Markdown."""
    parts = []
    for hit in answer.hits:
        figure = hit.figure
        parts.append(f"## {_escaped(figure.name)}: {_escaped(figure.said)}")
        parts.append(_escaped(_("rule: {rule}").format(rule=figure.rule)))
        parts += [f"> {_escaped(passage.text)}" for passage in hit.passages]
        parts += _tables(figure)
    bare = [each for each in answer.passages if each.part or not answer.hits]
    if bare and bare[0].part:
        parts.append(_escaped(_("no figure counts it; it stands in:")))
    for passage in bare:
        parts.append(f"> {_escaped(passage.text)}")
        sources = _sources([passage]) if passage.part else []
        parts.append("\n".join(f"- {_escaped(f'{place(s)} {s.record}')}" for s in sources))
    return "\n\n".join(filter(None, parts)) + "\n"


def place(source: Source) -> str:
    """Where a record stands, as an editor opens it."""
    return f"{source.file}:{source.line}:{source.column}"


def total(figure: Figure) -> Quantity | None:
    """What the records behind ``figure`` contribute in all; None where they are not added up."""
    if not figure.amounts:
        return None
    amounts = [Quantity.parse(amount) for amount in figure.amounts]
    unit = next((amount.unit for amount in amounts if amount.unit), "")
    return Quantity.counted(sum((each.number for each in amounts), Decimal(0)), unit)


def _hit(hit: Hit) -> Iterator[Line]:
    figure = hit.figure
    yield [("bold", one_line(figure.name)), ("", ": "), ("bold cyan", one_line(figure.said))]
    yield [("", "  "), ("", one_line(_("rule: {rule}").format(rule=figure.rule)))]
    if hit.passages:
        yield [("", "  " + _("in the document:"))]
        yield from _quoted(hit.passages, hit.key)
    else:
        yield [("", "  " + _("the document does not say it"))]
    yield from _records(figure)


def _quoted(passages: Sequence[Passage], key: str = "") -> Iterator[Line]:
    """Each of ``passages`` under its headings, with what says the figure ``key`` in bold."""
    above: tuple[str, ...] | None = None
    for passage in passages:
        if passage.under and passage.under != above:
            yield [("dim", one_line("    " + _UNDER.join(passage.under)))]
        above = passage.under
        first, *rest = (_look(run, key) for run in passage.runs)
        yield [("", "      "), (first[0], first[1].lstrip()), *rest]


def _look(run: Run, key: str) -> tuple[str, str]:
    said = bool(key) and run.source is not None and run.source.figure == key
    return "bold cyan" if said else "", one_line(run.text)


def _records(figure: Figure) -> Iterator[Line]:
    """The count, and the records behind ``figure``, or behind each of its terms by itself."""
    for term in figure.terms:
        yield [("", "  "), ("bold", one_line(term.name)), ("", ": "), ("bold", one_line(term.said))]
        yield [("", "    "), ("", one_line(_("rule: {rule}").format(rule=term.rule)))]
        yield from ([("", "  "), *line] for line in _records(term))
    if figure.terms:
        return
    if figure.declared:
        yield [("", "  " + _("the count: ")), *_place(figure.declared)]
    if not figure.records:
        if not figure.declared:
            yield [("", "  " + _("no record stands behind it"))]
        return
    yield [("", "  " + _("records: {number}").format(number=len(figure.records)))]
    amounts = figure.amounts or ("",) * len(figure.records)
    told = total(figure)
    widest = max(map(_width, [*amounts, str(told or "")]))
    for amount, record in zip(amounts, figure.records, strict=True):
        indent = " " * (4 + widest - _width(amount))
        yield [("", indent), ("bold", amount), ("", "  " if widest else ""), *_place(record)]
    if told is not None:
        yield [("", " " * (4 + widest - _width(str(told)))), ("bold", str(told)), ("", "  "),
               ("bold", _("in all"))]  # fmt: skip


def _place(source: Source) -> Line:
    return [("blue", one_line(place(source))), ("", f"  {one_line(source.record)}".rstrip())]


def _words(passages: Sequence[Passage]) -> Iterator[Line]:
    """Sentences that say no figure, and the records that say them."""
    yield [("", _("no figure is said here; the words are those of:"))]
    yield from _quoted(passages)
    for source in _sources(passages):
        yield [("", "    "), *_place(source)]
    if not list(_sources(passages)):
        yield [("", "    " + _("the template itself"))]


def _uncounted(passages: Sequence[Passage]) -> Iterator[Line]:
    """Where a number stands that no figure counts, and the records that say it there."""
    yield [("", _("no figure counts it; it stands in:"))]
    for passage in passages:
        yield from _quoted([passage])
        for source in _sources([passage]):
            yield [("", "        "), *_place(source)]
        if not _sources([passage]):
            yield [("", "        " + _("the template itself"))]


def _sources(passages: Iterable[Passage]) -> list[Source]:
    runs = (run for passage in passages for run in passage.part or passage.runs)
    return list(dict.fromkeys(run.source for run in runs if run.source))


def _tables(figure: Figure) -> Iterator[str]:
    """The table of the records behind ``figure``, or one for each of its terms."""
    for term in figure.terms:
        yield f"**{_escaped(term.name)}: {_escaped(term.said)}**"
        yield _escaped(_("rule: {rule}").format(rule=term.rule))
        yield from _tables(term)
    if not figure.terms:
        rows = _table(figure)
        yield "\n".join(f"| {' | '.join(map(_escaped, row))} |" for row in rows)


def _table(figure: Figure) -> list[list[str]]:
    """The records behind ``figure``: what each contributes, its place and its name."""
    amounts = figure.amounts or ("",) * len(figure.records)
    behind = [("", figure.declared)] if figure.declared else []
    behind += zip(amounts, figure.records, strict=True)
    if not behind:
        return []
    rows = [[amount, place(source), source.record] for amount, source in behind]
    told = total(figure)
    last = [[str(told), _("in all"), ""]] if told is not None else []
    return [[_("amount"), _("place"), _("record")], ["--:", "---", "---"], *rows, *last]


def _hit_as_data(hit: Hit) -> dict[str, Any]:
    return {
        "key": hit.key,
        **_figure_as_data(hit.figure),
        "terms": [_figure_as_data(term) for term in hit.figure.terms],
        "passages": [_passage_as_data(passage) for passage in hit.passages],
    }


def _figure_as_data(figure: Figure) -> dict[str, Any]:
    told = total(figure)
    amounts = figure.amounts or (None,) * len(figure.records)
    return {
        "name": figure.name,
        "said": figure.said,
        "rule": figure.rule,
        "total": None if told is None else str(told),
        "declared": source_as_data(figure.declared) if figure.declared else None,
        "records": [
            {**source_as_data(record), "amount": amount}
            for record, amount in zip(figure.records, amounts, strict=True)
        ],
    }


def source_as_data(source: Source) -> dict[str, Any]:
    """A record and its place."""
    return {
        "record": source.record,
        "file": source.file.replace(os.sep, "/"),
        "line": source.line,
        "column": source.column,
    }


def _passage_as_data(passage: Passage) -> dict[str, Any]:
    return {
        "under": list(passage.under),
        "text": passage.text,
        "figures": list(passage.keys),
        "records": [source_as_data(source) for source in _sources([passage])],
    }


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in one_line(text))


def _width(text: str) -> int:
    return sum(map(cells, text))
