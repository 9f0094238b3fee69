"""``branchreport doctor``: what it shows, in each form and language, and how it ends."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from branchreport import language
from branchreport.fonts import Face
from branchreport.fonts.kinds import Kind, kind_of
from branchreport.show import doctor as forms
from branchreport.show.doctor import Checkup, Font, Looks, Program
from branchreport.show.text import plain
from branchreport.style import Paragraphs
from branchreport.typefaces import Standing, Typeface
from branchreport.typography import cells
from conftest import EXAMPLES, Completed
from typefoundry import LATIN, cast_into

GOLDEN = Path(__file__).parent / "golden" / "doctor"
FILE = Face(Path("a.ttf"), 0, ("A",))


def typeface(asked: str, shown: str = "", standing: Standing = "missing") -> Typeface:
    akin = not shown or kind_of(shown) is kind_of(asked)
    return Typeface(asked, kind_of(asked), FILE if shown else None, shown, None, standing, akin)


def font(*roles: str, here: Typeface, by_typst: Typeface | None = None) -> Font:
    return Font(roles, here, by_typst or here)


CHECKUP = Checkup(
    version="1.0",
    python="3.11.7",
    system="linux",
    office=Program("LibreOffice", "7.4.7.2", "/usr/bin/soffice"),
    typst=Program("Typst", "0.15.2"),
    pack=Program("Noto", advice="pip install noto"),
    looks=(
        Looks("gbt9704", (
            font("body", "heading_3", "heading_4", "list_item", "table_cell", "signature",
                 "addressee", here=typeface("仿宋_GB2312", "Noto Serif CJK SC", "substitute")),
            font("title", here=typeface("方正小标宋简体", "华文中宋", "substitute")),
            font("heading_1", here=typeface("黑体", "黑体", "present")),
            font("heading_2", here=typeface("楷体"),
                 by_typst=typeface("楷体", "Noto Serif SC", "substitute")),
        )),
        Looks("plain", (font("body", here=typeface("Times New Roman")),)),
    ),
)  # fmt: skip


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_it_looks_as_it_did(spoken: str, expect: Callable[[str, Path], None]) -> None:
    language.use(spoken)
    expect(plain(forms.full(CHECKUP)), GOLDEN / f"{spoken}.txt")
    expect(forms.markdown(CHECKUP), GOLDEN / f"{spoken}.md")


def test_programs_have_the_same_in_any_language(expect: Callable[[str, Path], None]) -> None:
    expect(forms.as_json(CHECKUP), GOLDEN / "doctor.json")
    language.use("zh")
    assert forms.as_json(CHECKUP) == (GOLDEN / "doctor.json").read_text("utf-8")


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_lines_fit_into_a_terminal(spoken: str) -> None:
    language.use(spoken)
    widths = {sum(map(cells, line)) for line in plain(forms.full(CHECKUP)).splitlines()}
    assert max(widths) <= 80


def test_every_role_has_a_name() -> None:
    assert set(forms._ROLES) == {*Paragraphs.model_fields, "page_number"}


def test_every_kind_has_a_package() -> None:
    assert set(forms._PACKAGES) == set(Kind)


def test_a_program_makes_pdfs_only_where_nothing_is_missing() -> None:
    """楷体 is missing to LibreOffice, and Times New Roman to both."""
    assert CHECKUP.ways() == []
    one = replace(CHECKUP, looks=CHECKUP.looks[:1])
    assert one.ways() == [one.typst]
    whole = replace(one, looks=(Looks("x", one.looks[0].fonts[:3]),))
    assert whole.ways() == [whole.office, whole.typst]
    assert replace(whole, office=Program("LibreOffice")).ways() == [whole.typst]
    assert replace(whole, office=Program("L"), typst=Program("T")).ways() == []


BROKEN = replace(
    CHECKUP,
    office=Program("LibreOffice", place="/usr/bin/soffice", advice="mend it", broken=True),
    looks=(Looks("x", CHECKUP.looks[0].fonts[:3]),),
)


def test_a_program_that_does_not_run_makes_no_pdf() -> None:
    assert not BROKEN.office.there
    assert BROKEN.ways() == [BROKEN.typst]
    lines = plain(forms.full(BROKEN)).splitlines()
    assert lines[3:5] == ["  !  LibreOffice: it does not run, /usr/bin/soffice", "     mend it"]
    assert "| LibreOffice | it does not run | /usr/bin/soffice<br>mend it |" in (
        forms.markdown(BROKEN).splitlines()
    )
    told = json.loads(forms.as_json(BROKEN))
    assert told["programs"]["libreoffice"] == {
        "there": False, "version": "", "place": "/usr/bin/soffice",
    }  # fmt: skip
    assert told["pdf"] == ["typst"]


Check = Callable[..., Completed]


@pytest.mark.skipif(sys.platform == "win32", reason="the script is of a shell")
def test_a_libreoffice_that_cannot_tell_its_version_is_broken(check: Check, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 77\n", "utf-8")
    program.chmod(0o755)
    done = check("doctor", "--style", "plain", BRANCHREPORT_SOFFICE=str(program))
    said = " ".join(done.stdout.decode().split())
    assert f" ! LibreOffice: it does not run, {program} it fails when" in said
    assert "install it anew, or let BRANCHREPORT_SOFFICE name another" in said
    assert "by LibreOffice" not in said


def test_a_style_is_looked_at_by_name(check: Check) -> None:
    done = check("doctor", "--style", "plain", "--output-format", "json")
    told = json.loads(done.stdout)
    assert [style["name"] for style in told["styles"]] == ["plain"]
    assert [font["font"] for font in told["styles"][0]["fonts"]] == ["Times New Roman", "Arial"]


def test_the_style_of_a_year_is_looked_at(check: Check) -> None:
    for name, style in (("2021", "gbt9704"), ("english", "plain")):
        done = check("doctor", EXAMPLES[name], "--output-format", "json")
        assert [told["name"] for told in json.loads(done.stdout)["styles"]] == [style]


def test_without_a_year_all_built_in_styles_are_looked_at(check: Check) -> None:
    told = json.loads(check("doctor", "--output-format", "json").stdout)
    assert {"gbt9704", "plain"} <= {style["name"] for style in told["styles"]}


def test_a_mistyped_style_is_told(check: Check) -> None:
    done = check("doctor", "--style", "gbt9740")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "error: there is no style “gbt9740”\n = help: did you mean “gbt9704”?\n"
    )


def test_a_year_with_errors_is_shown(check: Check, tmp_path: Path) -> None:
    (tmp_path / "year.yaml").write_text("report: {year: wide}\n", "utf-8")
    done = check("doctor", tmp_path)
    assert done.returncode == 1
    assert b"wide" in done.stderr


def test_a_year_that_is_not_there_is_told(check: Check, tmp_path: Path) -> None:
    done = check("doctor", tmp_path / "gone")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"BR001" in done.stderr


def test_a_variable_that_names_no_program_is_told(check: Check, tmp_path: Path) -> None:
    done = check("doctor", BRANCHREPORT_SOFFICE=str(tmp_path / "gone"))
    assert done.returncode == 2
    assert b"BRANCHREPORT_SOFFICE names" in done.stderr


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="fontconfig hides the fonts")
def test_it_fails_where_a_font_is_missing_and_not_where_all_can_be_shown(
    check: Check, tmp_path: Path
) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text("<fontconfig><dir>/nowhere</dir></fontconfig>", "utf-8")
    folder = tmp_path / "fonts"
    folder.mkdir()
    hidden = {"FONTCONFIG_FILE": str(config), "BRANCHREPORT_FONTS": str(folder)}
    done = check("doctor", "--style", "plain", **hidden)
    assert done.returncode == 1
    assert b"No PDF can be made, for fonts are missing." in done.stdout
    cast_into(folder, LATIN, "Times New Roman")
    cast_into(folder, LATIN, "Arial")
    done = check("doctor", "--style", "plain", **hidden)
    assert done.returncode == 0, done.stdout.decode()
    assert b"A PDF can be made by Typst." in done.stdout
