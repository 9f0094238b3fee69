"""Choices: the template and the style that a report names are there."""

from collections.abc import Iterable, Iterator

from branchreport import shipped
from branchreport.language import _
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding
from branchreport.suggest import closest


def unknown_template(case: Case) -> Iterator[Finding]:
    """The report names a template that is not there."""
    yield from _unless_known("template", case.year.report.template, shipped.templates())


def unknown_style(case: Case) -> Iterator[Finding]:
    """The report names a style that is not there."""
    yield from _unless_known("style", case.year.report.style, shipped.styles())


def _unless_known(key: str, written: str | None, known: Iterable[str]) -> Iterator[Finding]:
    if written is None or written in known:
        return
    meant = closest(written, known)
    yield Finding(
        ("report", key),
        _("“{value}” is not among the choices").format(value=written),
        _("did you mean “{key}”?").format(key=meant)
        if meant
        else _("choose from: {choices}").format(choices=_(", ").join(known)),
    )
