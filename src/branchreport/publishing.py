"""The template and the style that a year's report asks for, found and read."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import Field

from branchreport import shipped, style_files, template_names
from branchreport.diagnostics import Diagnostic, Severity, Span
from branchreport.language import N_
from branchreport.loading import Loaded, load_file
from branchreport.places import Atlas
from branchreport.records.fields import Line
from branchreport.records.record import Record
from branchreport.records.year import Report
from branchreport.style import Style

MANIFEST: Final = "template.yaml"
"""The file in which a template says what it is."""


class Manifest(Record):
    """What a template says of itself, in ``template.yaml`` beside it."""

    kind_of_record = N_("template")

    language: Line = Field("zh-CN", description=N_("The language it is written in, as BCP 47."))
    style: Line = Field(description=N_("The style it is made for."))
    description: Line | None = Field(None, description=N_("What document it makes."))


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything beside the records that makes a document.

    ``template`` is a folder, or a Word file (`template_names.is_word`).
    """

    template: Path
    manifest: Manifest
    style: Style


def publication(
    report: Report,
    places: Atlas,
    folder: Path = Path(),
    *,
    template: Path | None = None,
    style: str | None = None,
) -> Publication | Loaded[Any]:
    """The template and style of ``report``; or the first file of them that is not sound.

    ``folder`` is that of the year, from where the report names both; where it names no template,
    the language of the keys decides. ``template`` and ``style`` are to be taken in place of those
    of the report, and seen from where we are.
    """
    found = template or template_of(report, places, folder)
    manifest = manifest_of(found, places)
    if manifest.value is None:
        return manifest
    chosen = _chosen(report, places, folder, manifest.value.style, found, style)
    place = Span(chosen.name) if report.style != chosen.name else places.value(("report", "style"))
    read = _read(chosen, manifest.value.style, places, place)
    if read.value is None:
        return read
    return Publication(found, manifest.value, read.value)


def _chosen(
    report: Report, places: Atlas, folder: Path, usual: str, template: Path, asked: str | None
) -> style_files.Chosen:
    """The style that is ``asked`` for, or the report's, or the ``usual`` one of the template."""
    if asked is not None:
        return style_files.chosen(asked, Path())
    if report.style is not None:
        return style_files.chosen(report.style, folder, places.lines)
    return style_files.chosen(usual, template)


def template_of(report: Report, places: Atlas, folder: Path) -> Path:
    """The folder or Word file of the template of ``report``, which the rules found to be there."""
    found = template_names.find(report.template or usual(places), folder)
    assert isinstance(found, Path), "an unknown template is an error of the records"
    return found


def usual(places: Atlas) -> str:
    """The built-in template for the language of the keys."""
    return "work-summary" if places.chinese(("report", "branch")) else "annual-report"


def manifest_of(template: Path, places: Atlas) -> Loaded[Manifest]:
    """What ``template`` says of itself; a Word file has the language and the style of the keys."""
    folder = template
    if template_names.is_word(template):
        folder = shipped.template_folder() / usual(places)
    return load_file(folder / MANIFEST, Manifest)


def unknown_style(manifest: Loaded[Manifest], folder: Path) -> list[Diagnostic]:
    """That the style which a template of one's own asks for is not there."""
    name = manifest.value.style if manifest.value else ""
    chosen = style_files.chosen(name, folder) if name else None
    if chosen is None or not chosen.fault:
        return []
    message, help_text = style_files.why_not(chosen, beside_records=False)
    place = manifest.places.value(("style",))
    return [Diagnostic("BR503", Severity.ERROR, message, place, help=help_text)]


def _read(chosen: style_files.Chosen, usual: str, places: Atlas, place: Span) -> Loaded[Style]:
    """The style that was ``chosen``, at ``place``; ``usual`` is the one of the template."""
    if not chosen.fault:
        return chosen.read(usual)
    message, help_text = style_files.why_not(chosen, beside_records=False)
    found = Diagnostic("BR503", Severity.ERROR, message, place, help=help_text)
    return Loaded(None, places, (found,), 0)
