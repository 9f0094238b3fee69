"""Where the words of a finding stand in its file, however many findings a text has."""

from bisect import bisect_right
from itertools import accumulate

from branchreport.diagnostics import Span
from branchreport.places import Atlas, Location
from branchreport.records.walks import value_at
from branchreport.records.year import BranchYear
from branchreport.scalars import stays_plain


class Pointer:
    """Points at the findings of one year; each text is looked through once for the same words."""

    def __init__(self, year: BranchYear, places: Atlas) -> None:
        self._year = year
        self.places = places
        self._texts: dict[Span, _Text] = {}
        self._paragraphs: dict[Location, _Paragraphs] = {}

    def place(
        self, location: Location, words: str = "", nth: int = 0, *, key: bool = False
    ) -> tuple[Span, bool]:
        """Where ``words`` stand for the ``nth`` time in the paragraph at ``location``, or its key.

        The whole value where no words are asked for or they cannot be found, as when a line break
        cuts them in two. And whether just the words stand there, and mean themselves: in quotation
        marks a backslash or a quotation mark may be more than a character of the text.
        """
        if key:
            return self.places.key(location), False
        whole = self.places.value(location)
        if not words:
            return whole, False
        if whole not in self._texts:
            self._texts[whole] = _Text(whole, self.places.lines.get(whole.file, []))
        text = self._texts[whole]
        found = text.place(words, nth + self._before(location, words))
        if found is None or not self._tells_all(text, location, words):
            return whole, False
        return found, not text.quotes(words)

    def stays_text(self, location: Location, span: Span, put: str) -> bool:
        """Whether the value at ``location`` is read as just itself with ``put`` at ``span``, too.

        In quotation marks, or over several lines, it is.
        """
        whole = self.places.value(location)
        if whole.line != whole.end_line:
            return True
        line = self.places.lines[whole.file][whole.line - 1]
        value = line[whole.column - 1 : whole.end_column - 1]
        after = line[whole.column - 1 : span.column - 1] + put
        after += line[span.end_column - 1 : whole.end_column - 1]
        return value[:1] in ("'", '"') or stays_plain(value, after)

    def _tells_all(self, text: "_Text", location: Location, words: str) -> bool:
        """Whether the words stand as often in the file as in what is read from it.

        Lines that are joined may make more of them.
        """
        if not text.is_folded:
            return True
        if isinstance(location[-1], int) and self.places.is_text(location[:-1]):
            location = location[:-1]
        value: object = value_at(self._year, location)
        texts = value if isinstance(value, tuple) else (value,)
        return text.number_of(words) == sum(str(each).count(words) for each in texts)

    def nth(self, location: Location, words: str, start: int) -> int:
        """How often ``words`` stand before ``start`` in the text or paragraph at ``location``."""
        text = value_at(self._year, location)
        assert isinstance(text, str), "words stand in a text"
        return text.count(words, 0, start)

    def _before(self, location: Location, words: str) -> int:
        """How often the words stand in paragraphs before, where one text holds them all."""
        *above, last = location
        if not isinstance(last, int) or not self.places.is_text(above):
            return 0
        if location[:-1] not in self._paragraphs:
            self._paragraphs[location[:-1]] = _Paragraphs(self._year, location[:-1])
        return self._paragraphs[location[:-1]].before(last, words)


class _Text:
    """A value as it is written in its file."""

    def __init__(self, whole: Span, lines: list[str]) -> None:
        written = lines[whole.line - 1 : whole.end_line]
        self._whole = whole
        self._written = "\n".join(written)
        self._starts = list(accumulate((len(line) + 1 for line in written), initial=0))
        self._begin = whole.column - 1
        self._end = self._starts[whole.end_line - whole.line] + whole.end_column - 1
        self._found: dict[str, list[int]] = {}

    @property
    def is_folded(self) -> bool:
        """Whether it takes several lines, which need not be those of its text."""
        return self._whole.line != self._whole.end_line

    def number_of(self, words: str) -> int:
        """How often ``words`` stand in it."""
        return len(self._places(words))

    def place(self, words: str, nth: int) -> Span | None:
        """Where ``words`` stand for the ``nth`` time."""
        found = self._places(words)
        if nth >= len(found):
            return None
        row = bisect_right(self._starts, found[nth]) - 1
        line, column = self._whole.line + row, found[nth] - self._starts[row] + 1
        return Span(self._whole.file, line, column, line, column + len(words))

    def _places(self, words: str) -> list[int]:
        """Where ``words`` stand, looked for once."""
        if words not in self._found:
            self._found[words] = found = []
            start = self._begin
            while (start := self._written.find(words, start, self._end)) >= 0:
                found.append(start)
                start += len(words)
        return self._found[words]

    def quotes(self, words: str) -> bool:
        """Whether the value is in quotation marks that ``words`` could belong to."""
        mark = self._written[self._begin : self._begin + 1]
        if mark == '"':
            return '"' in words or "\\" in self._written
        return mark == "'" and "'" in words


class _Paragraphs:
    """The paragraphs of one text, joined."""

    def __init__(self, year: BranchYear, location: Location) -> None:
        value = value_at(year, location)
        assert isinstance(value, tuple), "only paragraphs share one text"
        self._joined = "\n".join(value)
        self._starts = list(accumulate((len(text) + 1 for text in value), initial=0))

    def before(self, paragraph: int, words: str) -> int:
        """How often ``words`` stand before ``paragraph``."""
        return self._joined.count(words, 0, self._starts[paragraph])
