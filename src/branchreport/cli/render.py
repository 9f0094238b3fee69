"""``branchreport render``: from the records of a year to documents."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from branchreport import style_files
from branchreport.cli import losing
from branchreport.cli.checking import Checked, check_year, folder_of
from branchreport.cli.console import complain, note, show
from branchreport.cli.delivering import Delivery, Targets, deliver, targets
from branchreport.cli.losing import LostError
from branchreport.cli.making import LEFT_OPEN, colophon, document_of, gaps, names
from branchreport.cli.misuse import Misuse
from branchreport.cli.ordering import Order, asked, recalled
from branchreport.cli.saving import reason
from branchreport.cli.template_faults import told
from branchreport.cli.writing import written
from branchreport.compose import TemplateFault
from branchreport.diagnostics import Severity, shortened
from branchreport.language import _
from branchreport.loading import Loaded
from branchreport.loading.years import years
from branchreport.publishing import Publication, publication
from branchreport.records.issues import Issue, standing
from branchreport.records.year import RedHead, Report
from branchreport.show.full import findings
from branchreport.show.summary import summary
from branchreport.template_names import is_word
from branchreport.writers import TRACED


@dataclass(frozen=True, slots=True)
class _Made:
    """A document in every form that is asked for, and what in it is left to be written."""

    title: str
    written: Mapping[str, bytes]
    gaps: Sequence[str]


def render(path: str | Path, order: Order | None = None) -> int:
    """Write the documents of the year at ``path`` and print where they are.

    0 written; 1 where the records, the template or the style have errors, or something is left to
    be written in what is to be final, which is shown; 2 where something cannot be read or written.
    """
    return _render(path, order or Order())


def _render(path: str | Path, order: Order, *, told_of: bool = False) -> int:
    """As `render`; what was found in the records may be ``told_of`` already."""
    try:
        wanted = targets(order.forms, order.output)
        _check_annotated(order, wanted)
        order = _merging(order, wanted)
        (year,) = years([Path(path)])
        checked = check_year(year, amend=partial(amended, order))
        checked = _weighed(checked) if order.final else checked
        if not told_of:
            _show_findings(checked)
        if not checked.sound or checked.loaded.value is None:
            return 1 if checked.readable else 2
        if not told_of:
            _say_issued(checked)
        chosen = published(checked, folder_of(year), order)
        if isinstance(chosen, Loaded):
            show(findings(chosen.diagnostics, chosen.places.lines), sys.stderr)
            return 1
        made = _made(checked, chosen, wanted, order)
    except Misuse as misuse:
        complain(misuse.message, misuse.help)
        return 2
    except TemplateFault as mistake:
        show(findings(*told(mistake.all)), sys.stderr)
        return 1
    except LostError as error:
        show(findings(*losing.told(error)), sys.stderr)
        return 1
    if order.final and made.gaps:
        _say_unfinished(made.gaps[0])
        return 1
    target = wanted.file(wanted.forms[0], made.title)
    if order.merge and target != order.output and target.is_file():  # its name is known only now
        return _render(path, replace(order, output=target), told_of=True)
    if order.copies or (order.merge and (target.exists() or order.only_shown)):
        return _merged(target, made, order, checked.loaded.value.issues)
    return _delivered(wanted, made, order, checked.loaded.value.issues)


def _delivered(wanted: Targets, made: _Made, order: Order, issues: Sequence[Issue]) -> int:
    """Write the documents, unless a Word file that is there is quite another one."""
    delivery = Delivery(wanted, made.title, made.written, order.force, order.digest, merges=True)
    delivery = replace(delivery, issues=issues)
    if "docx" not in wanted.forms or not (target := wanted.file("docx", made.title)).is_file():
        return deliver(delivery)
    from branchreport.cli import replacing  # few documents are there already

    try:
        replaces = replacing.replacement(target, made.written["docx"])
        if replaces and replacing.refused(replaces, force=order.force):
            return 2
    except OSError as error:
        complain(*reason(target, error))
        return 2
    done = deliver(delivery)
    if replaces and not done:
        replacing.say_forgotten(replaces, asked(order))
    return done


def _merging(order: Order, wanted: Targets) -> Order:
    """``order``; where it merges, with the wishes by which the file was made.

    Raises:
        Misuse: when something does not go with merging.

    """
    merges = order.merge or bool(order.copies)
    if order.only_shown and not merges:
        raise Misuse(_("--diff shows what --merge would change"), _("give --merge, too"))
    if order.merge and order.force:
        raise Misuse(
            _("--force replaces a file, and --merge keeps what was changed in it"),
            _("leave one of them out"),
        )
    if merges and wanted.forms != ("docx",):
        raise Misuse(_("only a Word file is merged"), _("write --to docx alone"))
    there = [order.output] if order.merge and order.output and order.output.is_file() else []
    if not (files := [*there, *order.copies]):
        return order
    from branchreport.cli.merging import kept_wishes  # it takes another library

    return recalled(order, kept_wishes(files[0]))


def _merged(target: Path, made: _Made, order: Order, issues: Sequence[Issue]) -> int:
    from branchreport.cli.merging import Merging, run  # it takes another library

    rendering, merges = made.written["docx"], order.merge
    return run(
        Merging(
            target,
            rendering,
            merges,
            order.copies,
            order.force,
            order.only_shown,
            order.digest,
            issues,
        )
    )


def _say_issued(checked: Checked) -> None:
    """Say that the year was issued as it is, where it was."""
    year, case = checked.loaded.value, checked.case
    last = standing(year.issues, year.restatements).issue if year else None
    if year is None or case is None or last is None:
        return
    issue = year.issues[last]
    if issue.records_digest == case.digest:
        said = _("the records have not changed since “{document}” was issued on {date}")
        note(said.format(date=issue.date, document=issue.document))


def amended(order: Order, report: Report) -> Report:
    """``report`` with what ``order`` puts in the place of its own.

    Raises:
        Misuse: when there is a number for a red head that there is not.

    """
    head = {"issuer": order.issuer, "number": order.number}
    given = {name: value for name, value in head.items() if value is not None}
    red_head = {"red_head": _headed(report.red_head, given)} if given else {}
    return report.model_copy(update={**order.changes, **red_head})


def _headed(head: RedHead | None, given: Mapping[str, str]) -> RedHead:
    """``head`` with what is ``given`` of it, or one of this alone where there is none.

    Raises:
        Misuse: when nobody issues it.

    """
    if head is None and "issuer" not in given:
        raise Misuse(_("a document number stands in a red head"), _("give --red-head, too"))
    return head.model_copy(update=given) if head else RedHead.model_validate(given)


def published(checked: Checked, folder: Path, order: Order) -> Publication | Loaded[Any]:
    """The template and style that are asked for, or the first of them that is not sound.

    Raises:
        Misuse: when there is no such template or style.

    """
    assert checked.loaded.value is not None, "only a sound year is rendered"
    template = None
    if order.template is not None:
        from branchreport.cli.template import asked as named

        template = named(order.template)
    if order.style is not None:
        style = style_files.chosen(order.style, Path())
        if style.fault:
            raise Misuse(*style_files.why_not(style, beside_records=False))
    report, places = checked.loaded.value.report, checked.loaded.places
    return publication(report, places, folder, template=template, style=order.style)


def _made(checked: Checked, chosen: Publication, wanted: Targets, order: Order) -> _Made:
    """The document in the forms of ``wanted``.

    Raises:
        TemplateFault: when the template fails.
        Misuse: when a form cannot be made, of this template or here.

    """
    if is_word(chosen.template):
        return _filled(checked, chosen, wanted, order)
    traced = order.annotate or not TRACED.isdisjoint(wanted.forms)
    document = replace(document_of(checked, chosen, traced=traced), asked=asked(order))
    if order.annotate:
        from branchreport.cli.annotating import annotated  # few copies are for review

        return _Made(*annotated(document, chosen.style), gaps(document))
    files = written(document, chosen.style, wanted.forms, order.pdf_by)
    return _Made(document.title, files, gaps(document))


def _check_annotated(order: Order, wanted: Targets) -> None:
    """See to it that a review copy is a Word file and nothing else.

    Raises:
        Misuse: when it is not.

    """
    if order.annotate and wanted.forms != ("docx",):
        raise Misuse(
            _("comments are written into Word files only"),
            _("leave out --annotate, or write --to docx alone"),
        )


def _filled(checked: Checked, chosen: Publication, wanted: Targets, order: Order) -> _Made:
    """The Word file that a Word template makes.

    Raises:
        TemplateFault: when the template fails.
        Misuse: when a form cannot be made of it.

    """
    from branchreport.compose.word import fill  # only a Word template needs it
    from branchreport.writers.docx.adopting import adopted

    if other := next((form for form in wanted.forms if form != "docx"), None):
        raise Misuse(
            _("a Word template makes Word files only, no .{form}").format(form=other),
            _("write --to docx, or choose a template that is a folder"),
        )
    if order.annotate:
        raise Misuse(
            _("a Word template cannot be annotated: its paragraphs are not known one by one"),
            _("choose a template that is a folder, or ask for single figures with trace"),
        )
    filled = fill(chosen.template, names(checked, chosen), colophon(checked, chosen))
    assert checked.loaded.value is not None, "only a sound year is rendered"
    title = checked.loaded.value.report.title or filled.title
    return _Made(title, {"docx": adopted(filled.data, asked(order))}, filled.gaps)


def _weighed(checked: Checked) -> Checked:
    """``checked``, in which what is left to be written is an error."""
    found = tuple(
        replace(each, severity=Severity.ERROR) if each.code in LEFT_OPEN else each
        for each in checked.diagnostics
    )
    return replace(checked, diagnostics=found)


def _say_unfinished(gap: str) -> None:
    complain(
        _("the document is not final: “{words}” is left to be written").format(
            words=shortened(gap)
        ),
        _("write it, or leave out --final"),
    )


def _show_findings(checked: Checked) -> None:
    if checked.diagnostics:
        files = len(checked.loaded.places.lines)
        found = [*findings(checked.diagnostics, checked.lines)]
        found.append(summary(files, checked.loaded.records, checked.diagnostics))
        show(found, sys.stderr)
