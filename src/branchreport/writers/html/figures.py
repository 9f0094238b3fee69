"""The figures of a page: links from where they are said, and the list that they lead to."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from branchreport.document import Block, Document, Figure, Source, runs_of
from branchreport.writers.html.markup import element, words
from branchreport.writers.places import Places, amounts_of, records_of

_WORDS: Final = {
    True: {
        "title": "数字来源",
        "said": "正文中的每个数字都链接到这里。本表不打印。",
        "back": "返回正文",
        "records": "记录{number}条",
    },
    False: {
        "title": "Where the figures come from",
        "said": "Each figure of the text leads here. The list is not printed.",
        "back": "back to the text",
        "records": "records: {number}",
    },
}


class Links:
    """The figures of one document that its runs name, numbered in the order of the text."""

    def __init__(self, document: Document) -> None:
        self._figures = document.figures
        said = dict.fromkeys(_said(document.blocks)) if document.figures else {}
        known = (key for key in said if key in document.figures)
        self._numbers: Mapping[str, int] = {key: at for at, key in enumerate(known, 1)}
        self._met: set[str] = set()
        self._chinese = document.language.startswith("zh")
        self._places = Places.behind(document.figures.values())

    def linked(self, markup: str, source: Source | None) -> str:
        """``markup`` as a link to the figure that ``source`` says, if it says one."""
        number = self._numbers.get(source.figure) if source else None
        if number is None or source is None:
            return markup
        first = source.figure not in self._met
        self._met.add(source.figure)
        name = f"said-{number}" if first else None
        return element("a", markup, id=name, class_="figure", href=f"#figure-{number}")

    def section(self) -> str:
        """The list of the figures that were linked; nothing where none was."""
        if not self._met:
            return ""
        told = _WORDS[self._chinese]
        entries = "\n".join(
            self._entry(self._figures[key], number)
            for key, number in self._numbers.items()
            if key in self._met
        )
        return element(
            "section",
            element("h2", words(told["title"]), id="figures"),
            element("p", words(told["said"]), class_="about"),
            "\n", element("ol", "\n", entries, "\n"), "\n",
            class_="figures", aria_labelledby="figures",
        )  # fmt: skip

    def _entry(self, figure: Figure, number: int) -> str:
        back = _WORDS[self._chinese]["back"]
        head = (
            element("b", words(figure.name)), " ", element("span", words(figure.said)), " ",
            element("a", "↩", href=f"#said-{number}", title=back, aria_label=back),
        )  # fmt: skip
        return element(
            "li",
            element("p", *head),
            element("p", words(figure.rule), class_="rule"),
            *(self._term(term) for term in figure.terms),
            "" if figure.terms else self._records(figure),
            id=f"figure-{number}",
        )

    def _term(self, term: Figure) -> str:
        """A term of a sum or a change, and what it rests on."""
        head = element("p", element("b", words(term.name)), " ", element("span", words(term.said)))
        rule = element("p", words(term.rule), class_="rule")
        return element("div", head, rule, self._records(term))

    def _records(self, figure: Figure) -> str:
        """The count, and the other records behind it with what each contributes."""
        rows = zip(records_of(figure), amounts_of(figure), strict=True)
        lines = [self._record(source, amount) for source, amount in rows]
        if not lines:
            return ""
        if len(lines) <= _MOST_OPEN:
            return element("ul", *lines)
        summary = _WORDS[self._chinese]["records"].format(number=len(figure.records))
        return element("details", element("summary", words(summary)), element("ul", *lines))

    def _record(self, source: Source, amount: str) -> str:
        named = f" {source.record}" if source.record else ""
        told = element("span", words(amount), class_="amount") + " " if amount else ""
        return element("li", told, element("code", words(self._places.of(source))), words(named))


_MOST_OPEN: Final = 6
"""Records of a figure that are listed at once; more are folded."""


def _said(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        for run in runs_of(block):
            if run.source and run.source.figure:
                yield run.source.figure


@cache
def style() -> str:
    """The rules of links and list, for pages that have them."""
    return files(__package__).joinpath("figures.css").read_text("utf-8").strip()
