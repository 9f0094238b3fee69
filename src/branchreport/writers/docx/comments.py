"""Comments of a review copy: at each sentence or row that says figures, what they rest on."""

from collections.abc import Iterator, Sequence
from typing import Final

from branchreport.document import Document, Figure, Runs, Source
from branchreport.writers.docx.markup import element, part, properties, text
from branchreport.writers.docx.relations import Relation
from branchreport.writers.places import Places, amounts_of, records_of

_RELATION: Final = Relation("rIdComments", "comments", "comments.xml")
"""From the document to its comments."""

_AUTHOR: Final = "branchreport"
_INITIALS: Final = "src"
"""Of comments that tell a source; those of a conflict have others (`handwork.comments`)."""
_MOST_RECORDS: Final = 5
"""Records of a figure that a comment names beside its count; of more, their number is told."""

_MOST_FIGURES: Final = 12
"""Figures of a sentence that a comment tells."""

_SIZE: Final = 18
"""Half-points of its type."""

_WORDS: Final = {
    True: {
        "figure": "{name}：{said}",
        "rule": "依据：{rule}",
        "more": "……另有{number}条记录",
        "others": "……另有{number}个数字",
    },
    False: {
        "figure": "{name}: {said}",
        "rule": "Rule: {rule}",
        "more": "… and {number} more",
        "others": "… and {number} more figures",
    },
}


class Comments:
    """The comments of one document, in the order of what they are about."""

    def __init__(self, document: Document) -> None:
        self._figures = document.figures
        self._date = document.date
        self._words = _WORDS[document.language.startswith("zh")]
        self._places = Places.behind(document.figures.values())
        self._written: list[str] = []

    def has_figures(self, runs: Runs) -> bool:
        """Whether ``runs`` say a figure."""
        return bool(self._said(runs))

    def _said(self, runs: Runs) -> list[Figure]:
        said = (run.source.figure for run in runs if run.source and run.source.figure)
        return [self._figures[key] for key in dict.fromkeys(said) if key in self._figures]

    def around(self, runs: Runs, markup: str) -> str:
        """``markup`` with a comment on ``runs``, if they say a figure."""
        figures = self._said(runs)
        if not figures:
            return markup
        number = len(self._written)
        self._written.append(self._comment(number, figures))
        return (
            element("commentRangeStart", id=number)
            + markup
            + element("commentRangeEnd", id=number)
            + element("r", element("commentReference", id=number))
        )

    def parts(self) -> dict[Relation, str]:
        """The part that holds them, by the way that leads to it; nothing where there is none."""
        return {_RELATION: part("comments", *self._written)} if self._written else {}

    def _comment(self, number: int, figures: Sequence[Figure]) -> str:
        date = {"date": f"{self._date}T00:00:00Z"} if self._date else {}
        told: set[tuple[Source, ...]] = set()
        lines = [line for figure in figures[:_MOST_FIGURES] for line in self._lines(figure, told)]
        if more := len(figures) - _MOST_FIGURES:
            lines += [(self._words["others"].format(number=more), False)] if more > 0 else []
        first, *rest = (_paragraph(*line) for line in lines)
        anchored = first.replace("</w:pPr>", f"</w:pPr>{_MARK}", 1)
        return element(
            "comment", anchored, *rest, id=number, author=_AUTHOR, **date, initials=_INITIALS
        )

    def _lines(
        self, figure: Figure, told: set[tuple[Source, ...]], *, strong: bool = True
    ) -> Iterator[tuple[str, bool]]:
        """What is told of ``figure``, each line with whether it is strong.

        Records that the comment has ``told`` of already, as those of a term, are not named again.
        """
        yield self._words["figure"].format(name=figure.name, said=figure.said), strong
        if (behind := records_of(figure)) in told and not strong:
            return
        told.add(behind)
        yield self._words["rule"].format(rule=figure.rule), False
        for term in figure.terms:
            yield from self._lines(term, told, strong=False)
        if not figure.terms:
            yield from self._records(figure)

    def _records(self, figure: Figure) -> Iterator[tuple[str, bool]]:
        """The count of ``figure`` and the first records behind it, and how many more."""
        behind = list(zip(records_of(figure), amounts_of(figure), strict=True))
        most = _MOST_RECORDS + (figure.declared is not None)
        for source, amount in behind[:most]:
            told = (amount, self._places.of(source), source.record)
            yield " ".join(filter(None, told)), False
        if (more := len(behind) - most) > 0:
            yield self._words["more"].format(number=more), False


_MARK: Final = element("r", element("annotationRef"))
"""What stands for the comment itself at its beginning."""


def _paragraph(words: str, strong: bool) -> str:
    """A line of a comment, without the indents and the grid of the document's own text."""
    bold = [element("b"), element("bCs")] if strong else []
    size = [element("sz", val=_SIZE), element("szCs", val=_SIZE)]
    plain = properties(
        "pPr",
        element("snapToGrid", val=0),
        element("spacing", before=0, after=0, line=240, lineRule="auto"),
        element("ind", leftChars=0, left=0, firstLineChars=0, firstLine=0),
        element("jc", val="left"),
    )
    return element("p", plain, element("r", properties("rPr", *bold, *size), text(words)))
