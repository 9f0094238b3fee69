"""Runs to paragraphs in Word's named styles, in the fonts that their roles have."""

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from branchreport.document import Edit, Run, Runs
from branchreport.style import Style
from branchreport.writers.docx.markup import element, properties, text
from branchreport.writers.docx.styles import ROLES, font_element, fonts
from branchreport.writers.measures import looks
from branchreport.writers.versions import INKS

if TYPE_CHECKING:  # most documents have none
    from branchreport.writers.docx.comments import Comments

_AMBIGUOUS: Final = re.compile("([‘’“”—…·]+)")
"""Marks that Latin and Chinese type share: without a font of their own, Word and LibreOffice set
them in the Latin one ([MS-OI29500], 2.1.88)."""


class Paragraphs:
    """Writes paragraphs in one style; with ``comments``, sentences that say figures have some."""

    def __init__(self, style: Style, comments: "Comments | None" = None) -> None:
        self.style = style
        self._comments = comments
        self._chinese = style.language.startswith("zh")

    def paragraph(self, role: str, runs: Runs, *more: str) -> str:
        """A paragraph in ``role``, with ``more`` properties of its own."""
        return self.paragraph_of(role, self.runs(runs, role), *more)

    def cell(self, role: str, runs: Runs, about: Runs, *more: str) -> str:
        """The paragraph of a cell; with its comment where one tells of the runs ``about``."""
        content = self._alike(runs, role)
        if self._comments and about:
            content = self._comments.around(about, content)
        return self.paragraph_of(role, content, *more)

    def says_figures(self, runs: Runs) -> bool:
        """Whether there is anything in ``runs`` that a comment tells of."""
        return self._comments is not None and self._comments.has_figures(runs)

    def paragraph_of(self, role: str, content: str, *more: str) -> str:
        """A paragraph in ``role`` with ``content`` that is markup already."""
        named = properties("pPr", element("pStyle", val=ROLES[role].identifier), *more)
        return element("p", named, content)

    def runs(self, runs: Runs, role: str, *looks: str) -> str:
        """The runs of a paragraph, with ``looks`` of their own; alike neighbours become one."""
        if self._comments is None:
            return self._alike(runs, role, *looks)
        from branchreport.tracing import sentences  # for review copies only

        around = self._comments.around
        return "".join(around(part, self._alike(part, role, *looks)) for part in sentences(runs))

    def _alike(self, runs: Runs, role: str, *looks: str) -> str:
        return "".join(
            self._run("".join(run.text for run in alike), role, *looks, *self._marked(*marks))
            for marks, alike in groupby(runs, key=_marks)
        )

    def _marked(self, strong: bool, gap: bool, edit: Edit) -> list[str]:
        """Strong words are bold; behind those of a gap is a colour, which is printed as well.

        What one version has is underlined or struck through, and coloured where it can be read.
        """
        bold = [element("b"), element("bCs")] if strong else []
        struck = [element("strike")] if edit == "deleted" else []
        ink = [element("color", val=INKS[edit])] if edit and not gap else []
        under = [element("u", val="single")] if edit == "inserted" else []
        behind = [element("shd", val="clear", color="auto", fill=self.style.gap)] if gap else []
        return [*bold, *struck, *ink, *under, *behind]

    def _run(self, words: str, role: str, *looks_: str) -> str:
        plain = properties("rPr", *looks_)
        east_asian, latin = fonts(looks(self.style, role), self.style.paragraphs.body)
        if not self._chinese or latin == east_asian:
            return element("r", plain, text(words))
        marks = properties("rPr", font_element(east_asian, east_asian), *looks_)
        return "".join(
            element("r", marks if index % 2 else plain, text(part))
            for index, part in enumerate(_AMBIGUOUS.split(words))
            if part
        )


def _marks(run: Run) -> tuple[bool, bool, Edit]:
    return run.strong, run.gap, run.edit
