"""The template and the style that a year's report asks for, found and read."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import Field

from branchreport import shipped, template_names
from branchreport.diagnostics import Diagnostic, Severity
from branchreport.language import N_, _
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
    report: Report, places: Atlas, folder: Path = Path(), template: Path | None = None
) -> Publication | Loaded[Any]:
    """The template and style of ``report``; or the first file of them that is not sound.

    ``folder`` is that of the year, from where the report names its template; ``template`` is one to
    take in its place. Where none is named, the language of the keys decides.
    """
    found = template or template_of(report, places, folder)
    manifest = manifest_of(found, places)
    if manifest.value is None:
        return manifest
    chosen = report.style or manifest.value.style
    style = load_file(shipped.style_folder() / f"{chosen}.yaml", Style)
    if style.value is None:
        return style
    return Publication(found, manifest.value, style.value)


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
    if not name or name in shipped.styles() or (folder / name).is_file():
        return []
    message = _("“{value}” is not among the choices").format(value=name)
    choices = _("choose from: {choices}").format(choices=_(", ").join(shipped.styles()))
    place = manifest.places.value(("style",))
    return [Diagnostic("BR503", Severity.ERROR, message, place, help=choices)]
