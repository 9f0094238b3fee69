"""Choices: the template, the style and the rule sets that a report names are there."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import assert_never

from branchreport import shipped, template_names
from branchreport.language import _
from branchreport.rule_sets import Chosen, Fault
from branchreport.rules.case import Case
from branchreport.rules.finding import Finding


def unknown_template(case: Case) -> Iterator[Finding]:
    """The report names a template that is not there."""
    name = case.year.report.template
    fault = template_names.find(name, case.folder) if name else None
    if name and isinstance(fault, template_names.Fault):
        meant = case.guesses.closest(PurePath(name).name, shipped.templates())
        yield Finding(("report", "template"), *no_template(name, fault, meant))


def no_template(name: str, fault: template_names.Fault, meant: str | None) -> tuple[str, str]:
    """That there is no template ``name``, and what to do; ``meant`` is the likely name."""
    kinds = template_names.Fault
    match fault:
        case kinds.NO_TEMPLATE:
            message = _("the folder “{name}” holds no template")
            help_text = _(
                "it needs the file {file}; “branchreport template copy” writes one to begin with"
            ).format(file=shipped.TEMPLATE)
        case kinds.INNER_FILE:
            message = _("“{name}” is a file of a template")
            help_text = _("name the folder that holds it")
        case kinds.OTHER_FILE:
            message = _("“{name}” is no template")
            help_text = _("name a folder, or a Word file; save one of another form as .docx")
        case kinds.NO_FILE | kinds.UNKNOWN if meant:
            message = _("there is no template “{name}”")
            help_text = _("did you mean “{key}”?").format(key=meant)
        case kinds.NO_FILE | kinds.UNKNOWN:
            message = _("there is no template “{name}”")
            help_text = _(
                "choose from: {choices}; or write the path of a folder or Word file, as “../mine/”"
            ).format(choices=_(", ").join(shipped.templates()))
        case _:
            assert_never(fault)
    return message.format(name=name), help_text


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
