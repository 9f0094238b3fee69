"""Style files: the built-in ones are sound, and a wrong number is a finding at its place."""

from pathlib import Path

import pytest

from branchreport import shipped
from branchreport.loading import load_file
from branchreport.publishing import Manifest
from branchreport.style import Style


@pytest.mark.parametrize("name", shipped.styles())
def test_built_in_styles_are_sound(name: str) -> None:
    assert load_file(shipped.style_folder() / f"{name}.yaml", Style).diagnostics == ()


@pytest.mark.parametrize("name", shipped.templates())
def test_built_in_templates_name_a_built_in_style(name: str) -> None:
    manifest = load_file(shipped.template_folder() / name / "template.yaml", Manifest)
    assert manifest.value is not None
    assert manifest.value.style in shipped.styles()


@pytest.mark.parametrize(
    ("before", "after", "place", "message"),
    [
        ("top: 37", "top: wide", "12:8", "“wide” is no number"),
        ("top: 37", "top: -1", "12:8", "“top” is too small"),
        ("top: 37", "tpo: 37", "12:3", "page has no key “tpo”"),
        ("size: 22", "size: 9999", "38:11", "“size” is too large"),
        ("align: center\n    after: 1\n  addressee", "align: middle\n    after: 1\n  addressee",
         "39:12", "“middle” is not among the choices"),
        ("locked: yes", "locked: maybe", "22:11", "“maybe” is neither yes nor no"),
        ("font: 黑体\n    first", "font: ''\n    first", "52:11", "“font” is empty"),
    ],
)  # fmt: skip
def test_a_wrong_number_is_shown_where_it_is(
    tmp_path: Path, before: str, after: str, place: str, message: str
) -> None:
    text = (shipped.style_folder() / "gbt9704.yaml").read_text("utf-8")
    assert text.count(before) == 1
    file = tmp_path / "office.yaml"
    file.write_text(text.replace(before, after), "utf-8")
    found = load_file(file, Style).diagnostics
    assert [(f"{d.span.line}:{d.span.column}", d.message) for d in found] == [(place, message)]
