"""Choices: the template, the style and the rule sets that a report names are there."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from branchreport import shipped
from branchreport.language import _
from branchreport.rule_sets import Chosen, Fault
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding


def unknown_template(case: Case) -> Iterator[Finding]:
    """The report names a template that is not there."""
    yield from _unless_known(case, "template", case.year.report.template, shipped.templates())


def unknown_style(case: Case) -> Iterator[Finding]:
    """The report names a style that is not there, or a file that is read as records."""
    if case.style and case.style.fault:
        from branchreport.style_files import why_not  # only a fault needs it

        yield Finding(("report", "style"), *why_not(case.style))


def unknown_rule_set(case: Case) -> Iterator[Finding]:
    """The report names a rule set that is not there, or a file that is read as records."""
    known = shipped.rule_sets() if case.rule_sets else []
    for index, chosen in enumerate(case.rule_sets):
        if chosen.fault:
            message, help_text = _fault(case, chosen, known)
            yield Finding(("report", "rule_sets", index), message, help_text)


def _fault(case: Case, chosen: Chosen, known: Sequence[str]) -> tuple[str, str]:
    meant = case.guesses.closest(PurePath(chosen.name).stem, known)
    match chosen.fault:
        case Fault.AMONG_RECORDS:
            return (
                _("“{file}” stands among the records of the year").format(file=chosen.name),
                _("put it beside the folder of the year, and write “../{file}”").format(
                    file=PurePath(chosen.name).name
                ),
            )
        case Fault.NO_FILE if not meant:
            return (
                _("there is no file “{file}”").format(file=chosen.name),
                _("write its path as seen from the folder of the year, as “../club.yaml”"),
            )
    return (
        _("there is no rule set “{name}”").format(name=chosen.name),
        _("did you mean “{key}”?").format(key=meant)
        if meant
        else _("choose from: {choices}; or write the path of a file, as “../club.yaml”").format(
            choices=_(", ").join(known)
        ),
    )


def _unless_known(
    case: Case, key: str, written: str | None, known: Iterable[str]
) -> Iterator[Finding]:
    if written is None or written in known:
        return
    meant = case.guesses.closest(written, known)
    yield Finding(
        ("report", key),
        _("“{value}” is not among the choices").format(value=written),
        _("did you mean “{key}”?").format(key=meant)
        if meant
        else _("choose from: {choices}").format(choices=_(", ").join(known)),
    )
