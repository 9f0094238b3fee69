"""The template and the style that a year's report asks for, found and read."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from branchreport import shipped, style_files
from branchreport.diagnostics import Diagnostic, Severity, Span
from branchreport.language import N_
from branchreport.loading import Loaded, load_file
from branchreport.places import Atlas
from branchreport.records.fields import Line
from branchreport.records.record import Record
from branchreport.records.year import Report
from branchreport.style import Style


class Manifest(Record):
    """What a template says of itself, in ``template.yaml`` beside it."""

    kind_of_record = N_("template")

    language: Line = Field("zh-CN", description=N_("The language it is written in, as BCP 47."))
    style: Line = Field(description=N_("The style it is made for."))


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything beside the records that makes a document."""

    template: Path
    manifest: Manifest
    style: Style


def publication(
    report: Report, places: Atlas, folder: Path = Path(), style: str | None = None
) -> Publication | Loaded[Any]:
    """The template and style of ``report``; or the first file of them that is not sound.

    A report that names no template gets the one for the language of its keys. ``folder`` is that
    of the year. ``style`` is asked for in place of the report's, and seen from where we are.
    """
    usual = "work-summary" if places.chinese(("report", "branch")) else "annual-report"
    template = shipped.template_folder() / (report.template or usual)
    manifest = load_file(template / "template.yaml", Manifest)
    if manifest.value is None:
        return manifest
    if style is not None:
        chosen = style_files.chosen(style, Path())
    elif report.style is not None:
        chosen = style_files.chosen(report.style, folder, places.lines)
    else:
        chosen = style_files.chosen(manifest.value.style, template)
    place = Span(chosen.name) if report.style != chosen.name else places.value(("report", "style"))
    found = _read(chosen, manifest.value.style, places, place)
    if found.value is None:
        return found
    return Publication(template, manifest.value, found.value)


def _read(chosen: style_files.Chosen, usual: str, places: Atlas, place: Span) -> Loaded[Style]:
    """The style that was ``chosen``, at ``place``; ``usual`` is the one of the template."""
    if not chosen.fault:
        return chosen.read(usual)
    message, help_text = style_files.why_not(chosen, beside_records=False)
    found = Diagnostic("BR503", Severity.ERROR, message, place, help=help_text)
    return Loaded(None, places, (found,), 0)
