"""The template and the style that a year's report asks for, found and read."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from branchreport import shipped
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


def publication(report: Report, places: Atlas) -> Publication | Loaded[Any]:
    """The template and style of ``report``; or the first file of them that is not sound.

    A report that names no template gets the one for the language of its keys.
    """
    usual = "work-summary" if places.chinese(("report", "branch")) else "annual-report"
    folder = shipped.template_folder() / (report.template or usual)
    manifest = load_file(folder / "template.yaml", Manifest)
    if manifest.value is None:
        return manifest
    chosen = report.style or manifest.value.style
    style = load_file(shipped.style_folder() / f"{chosen}.yaml", Style)
    if style.value is None:
        return style
    return Publication(folder, manifest.value, style.value)
