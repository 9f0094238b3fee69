"""``branchreport diff``: two or more years side by side, printed or written."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from branchreport import shipped, style_files
from branchreport.cli.checking import Checked, check_year, epoch, today
from branchreport.cli.console import complain, emit, show
from branchreport.cli.delivering import COMPARISON_FORMS, Delivery, Targets, deliver, targets
from branchreport.cli.misuse import Misuse
from branchreport.cli.writing import written
from branchreport.compose import Colophon, compose
from branchreport.diagnostics import Diagnostic, Severity
from branchreport.document import Document, Title
from branchreport.language import _
from branchreport.loading import load_file
from branchreport.loading.years import years
from branchreport.publishing import MANIFEST, Manifest
from branchreport.records.choices import Aspect
from branchreport.show.comparison import as_json
from branchreport.show.comparison_figures import as_csv
from branchreport.show.full import findings
from branchreport.show.summary import summary
from branchreport.style import Style

if TYPE_CHECKING:  # imported once the years are known to be sound
    from branchreport.compare.changes import Comparison
    from branchreport.compare.recorded import Recorded
    from branchreport.word_files import UnusableError

USUAL: Final = "txt"
"""The form that is printed where none is asked for."""

_PRINTED: Final = frozenset({"txt", "md", "json", "csv"})
"""Forms that are printed where no file is named."""

_PAGED: Final = frozenset({"docx", "html", "pdf"})
"""Forms that are laid out as pages."""

_WIDTH: Final = 100
"""Columns of what is printed where there is no terminal."""

_PRINTED_STYLE: Final = "plain"
"""The style of what is printed: without the indents of an official document."""

_ZIP: Final = b"PK\x03\x04"
"""What a zip archive begins with, as Word files are."""

_COMPOUND: Final = bytes.fromhex("D0CF11E0A1B11AE1")
"""What a file begins with that is a small disk of its own, as old Word files are (MS-CFB, 2.2)."""

_RECORDS: Final = frozenset({".yaml", ".yml"})
"""Endings of files of records."""

_OLDER: Final = frozenset({".doc", ".dot", ".rtf", ".wps", ".wpt"})
"""Endings of documents of older kinds, whatever they hold."""

_SHORT: Final = frozenset({Aspect.COUNTS})
"""What ``--stat`` shows."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of ``diff``: which parts, on which basis, in which forms, and where they go.

    ``through`` is the number of the last month that is compared, from 1 for January. With ``apply``
    what a Word file says is written into its records.
    """

    forms: tuple[str, ...] = ()
    output: Path | None = None
    force: bool = False
    only: tuple[Aspect, ...] = ()
    stat: bool = False
    exit_code: bool = False
    through: int | None = None
    full_year: bool = False
    fuzzy: bool = True
    style: str | None = None
    apply: bool = False


def diff(paths: Sequence[str | Path], wish: Wish | None = None) -> int:
    """Compare the years at ``paths``, whichever order they are named in, or a year and a Word file.

    0 done; with ``exit_code`` 1 where they differ; 2 where a year has errors, which are shown, or
    something cannot be read or written.
    """
    wish = wish or Wish()
    try:
        _refuse(wish)
        _refuse_others([*map(Path, paths)])
        if documents := [path for path in paths if is_document(Path(path))]:
            return _carried([*map(Path, paths)], [*map(Path, documents)], wish)
        wanted = targets(wish.forms, wish.output, COMPARISON_FORMS, USUAL)
        recorded = _recorded(paths, wish)
        if recorded is None:
            return 2
        comparison = _compared(recorded, wish)
        done = _tell(comparison, wanted, wish)
    except Misuse as misuse:
        complain(misuse.message, misuse.help)
        return 2
    return done or int(wish.exit_code and not comparison.is_same)


def _refuse(wish: Wish) -> None:
    """Let nobody ask for two things that contradict each other.

    Raises:
        Misuse: where that is done.

    """
    pairs = (
        (wish.full_year and wish.through, "--full-year", "--through"),
        (wish.stat and wish.only, "--stat", "--only"),
    )
    for both, one, other in pairs:
        if both:
            raise Misuse(
                _("{one} does not go with {other}").format(one=one, other=other),
                _("leave one of the two out"),
            )


def _refuse_others(paths: Sequence[Path]) -> None:
    """Refuse what is there and is neither a year nor a Word file, by its ending and first bytes.

    Raises:
        Misuse: where one of ``paths`` is such a thing.

    """
    for path in paths:
        if path.is_file() and (path.suffix.lower() in _RECORDS or is_document(path)):
            continue
        if path.is_file() and (fault := _older(path)):
            message = _("{file} cannot be used: {reason}")
            raise Misuse(message.format(file=path, reason=fault.message), fault.help)
        if path.exists() and not path.is_dir():
            raise Misuse(
                _("{file} is neither a year nor a Word file").format(file=path),
                _("name a year and its document, as branchreport diff 2021/ 总结.docx"),
            )


def _older(path: Path) -> "UnusableError | None":
    """Why ``path`` cannot be used where an older office program wrote it."""
    from branchreport.word_files import LARGEST, UnusableError, opened

    try:
        with path.open("rb") as file:
            data = file.read(LARGEST)
        if path.suffix.lower() in _OLDER or data.startswith(_COMPOUND):
            opened(data)
    except UnusableError as fault:
        return fault
    except OSError:
        return None
    return None


def is_document(path: Path) -> bool:
    """Whether ``path`` is that of a Word file: by its name, or as a zip archive."""
    if path.suffix.lower() == ".docx":
        return not path.is_dir()
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_ZIP)) == _ZIP
    except OSError:
        return False


def _carried(paths: Sequence[Path], documents: Sequence[Path], wish: Wish) -> int:
    """Set the one Word file among ``paths`` beside the records of the one year.

    Raises:
        Misuse: where there are others, or what is asked for goes with years only.

    """
    if len(paths) != 2 or len(documents) != 1:
        raise Misuse(
            _("a Word file is set beside the records of one year"),
            _("name a year and its document, as branchreport diff 2021/ 总结.docx"),
        )
    only_years = {
        "--output": wish.output,
        "--force": wish.force,
        "--only": wish.only,
        "--stat": wish.stat,
        "--through": wish.through,
        "--full-year": wish.full_year,
        "--no-fuzzy": not wish.fuzzy,
        "--style": wish.style,
    }
    if options := [option for option, asked in only_years.items() if asked]:
        raise Misuse(
            _("{option} does not go with a Word file").format(option=options[0]),
            _("leave one of the two out"),
        )
    from branchreport.cli.carrying import carry

    (year,) = [path for path in paths if path not in documents]
    return carry(year, documents[0], forms=wish.forms, apply=wish.apply, exit_code=wish.exit_code)


def _recorded(paths: Sequence[str | Path], wish: Wish) -> "list[Recorded] | None":
    """The years at ``paths``; None where they are not sound, which is shown.

    Raises:
        Misuse: where there are fewer than two, or something is to be applied to them.

    """
    if wish.apply:
        raise Misuse(
            _("--apply needs a Word file"),
            _("name a year and its document, as branchreport diff 2021/ 总结.docx --apply"),
        )
    if len(paths) < 2:
        raise Misuse(
            _("only one year is named, and there is nothing to compare it with"),
            _("name two years or more, as branchreport diff 2021/ 2022/"),
        )
    checked = [check_year(years([Path(path)])[0]) for path in paths]
    if not all(each.sound for each in checked):
        show_errors(checked)
        return None
    from branchreport.compare.recorded import Recorded

    return [
        Recorded(each.loaded.value, each.loaded.places, before=_before(each))
        for each in checked
        if each.loaded.value
    ]


def _before(checked: Checked) -> "Recorded | None":
    """The year before, with which the prose of a year may compare."""
    previous = checked.case.previous if checked.case else None
    return previous.recorded if previous else None


def show_errors(checked: Sequence[Checked]) -> None:
    """Show what keeps years from being compared, as ``validate`` says it; each once."""
    found: dict[Diagnostic, None] = {}
    lines: dict[str, list[str]] = {}
    for each in checked:
        lines |= each.loaded.places.lines
        found |= dict.fromkeys(d for d in each.diagnostics if d.severity is Severity.ERROR)
    records = sum(each.loaded.records for each in checked)
    show([*findings(list(found), lines), summary(len(lines), records, list(found))], sys.stderr)


def _compared(recorded: "Sequence[Recorded]", wish: Wish) -> "Comparison":
    """What changed from year to year.

    Raises:
        Misuse: where the years do not have the month in common up to which they are compared.

    """
    from branchreport.compare.comparing import compare

    found = compare(
        recorded,
        through=wish.through,
        full_year=wish.full_year,
        fuzzy=wish.fuzzy,
        today=today(),
    )
    if wish.through not in (None, found.basis.periods[-1].last.month):
        raise Misuse(
            _("month {month} is not in all of the years").format(month=wish.through),
            _("name a month of all reports, or leave out --through"),
        )
    return found


def _tell(comparison: "Comparison", wanted: Targets, wish: Wish) -> int:
    """Print the comparison, or write it to files; 0 done, 2 where one cannot be written.

    Raises:
        Misuse: where a style is not there, or a PDF cannot be made here.

    """
    shown = frozenset(_SHORT if wish.stat else wish.only or Aspect)
    telling = Telling(comparison, shown, wish)
    if wanted.output is None and len(wanted.forms) == 1 and wanted.forms[0] in _PRINTED:
        _print(telling, wanted.forms[0])
        return 0
    written = {form: telling.bytes(form) for form in wanted.forms}
    return deliver(Delivery(wanted, telling.document().title, written, wish.force))


def _print(telling: "Telling", form: str) -> None:
    """Print one form: plain text as the console speaks, all others in UTF-8 for programs."""
    if form == USUAL:
        sys.stdout.write(telling.text())
    elif form == "csv":
        emit(telling.bytes(form).decode("utf-8-sig"))
    else:
        emit(telling.bytes(form).decode())


class Telling:
    """One comparison in every form that is asked for.

    It speaks Chinese where the branch has a Chinese name, whichever language its keys are in.
    """

    def __init__(self, comparison: "Comparison", shown: frozenset[Aspect], wish: Wish) -> None:
        self._comparison = comparison
        self._shown = shown
        self._wish = wish
        branch = comparison.years[-1].year.report.branch
        self._chinese = not branch.isascii()
        self._folder = shipped.comparison_folder() / ("zh-CN" if self._chinese else "en-GB")
        self._documents: dict[bool, Document] = {}

    def document(self, *, paged: bool = True) -> Document:
        """The comparison as a document for paper (``paged``), or for a screen; each made once."""
        if paged not in self._documents:
            self._documents[paged] = self._composed(paged=paged)
        return self._documents[paged]

    def _composed(self, *, paged: bool) -> Document:
        from branchreport.vocabulary.comparison import ComparisonVocabulary

        language = self._manifest.language
        words = ComparisonVocabulary(self._comparison, self._shown, language, paged=paged)
        report = self._comparison.years[-1].year.report
        date = epoch() or self._comparison.basis.periods[-1].last
        made = compose(self._folder, words.names(), Colophon(language, report.branch, date))
        return replace(made, figures=words.figures(made)) if paged else made

    def text(self) -> str:
        """The comparison for a terminal, the headline first, in tables as wide as it has room."""
        from branchreport.writers.text import write

        document = self.document(paged=False)
        blocks = tuple(block for block in document.blocks if not isinstance(block, Title))
        room = shutil.get_terminal_size((_WIDTH, 0)).columns
        style = self._style_of(self._wish.style or _PRINTED_STYLE)
        return write(replace(document, blocks=blocks), style, room).decode()

    def bytes(self, form: str) -> bytes:
        """The comparison in ``form``."""
        if form == "json":
            return as_json(self._comparison, self._shown, chinese=self._chinese).encode()
        if form == "csv":
            return as_csv(self._comparison, chinese=self._chinese).encode("utf-8-sig")
        style = self._style_of(self._wish.style or self._manifest.style)
        return written(self.document(paged=form in _PAGED), style, [form])[form]

    @cached_property
    def _manifest(self) -> Manifest:
        manifest = load_file(self._folder / MANIFEST, Manifest).value
        assert manifest is not None, "what ships is sound"
        return manifest

    def _style_of(self, name: str) -> Style:
        """The style ``name``.

        Raises:
            Misuse: where there is none.

        """
        chosen = style_files.chosen(name, Path())
        if chosen.fault:
            raise Misuse(*style_files.why_not(chosen, beside_records=False))
        read = chosen.read(self._manifest.style)
        if read.value is None:
            show(findings(read.diagnostics, read.places.lines), sys.stderr)
            raise Misuse(_("the style {name} has errors").format(name=name), _("correct it first"))
        return read.value
