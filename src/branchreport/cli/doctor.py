"""``branchreport doctor``: the programs and fonts that are there, and what to install."""

import importlib.metadata
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

from branchreport import __version__, shipped, style_files, typefaces
from branchreport.cli import office
from branchreport.cli.checking import folder_of
from branchreport.cli.console import complain, put, show
from branchreport.cli.misuse import Misuse
from branchreport.cli.printing import fonts_for_office, fonts_for_typst
from branchreport.fonts import Fonts
from branchreport.language import _
from branchreport.loading import Loaded, load_year
from branchreport.loading.years import years
from branchreport.publishing import publication
from branchreport.show.doctor import Checkup, Font, Looks, Program
from branchreport.show.full import findings
from branchreport.style import Style


def doctor(path: Path | None = None, *, style: str = "", output_format: str = "text") -> int:
    """Print what there is for the style of the year at ``path``, for ``style``, or for all of them.

    0 where a Word file and a PDF can be made in which no font is missing; 1 where not, or where
    the year or its style has errors, which are shown; 2 where something cannot be read, or there
    is no such style.
    """
    try:
        styles = _styles(path, style)
        if isinstance(styles, Loaded):
            show(findings(styles.diagnostics, styles.places.lines), sys.stderr)
            return 2 if any(found.code == "BR001" for found in styles.diagnostics) else 1
        checkup = examine(styles)
    except Misuse as misuse:
        complain(misuse.message, misuse.help)
        return 2
    from branchreport.show import doctor as forms

    put(
        output_format,
        text=lambda: forms.full(checkup),
        json=lambda: forms.as_json(checkup),
        markdown=lambda: forms.markdown(checkup),
    )
    return 0 if checkup.ways() else 1


def examine(styles: Mapping[str, Style]) -> Checkup:
    """What this machine has for ``styles``.

    Raises:
        Misuse: when the variable for LibreOffice names what is no program.

    """
    found = office.find()
    here, typst = fonts_for_office(), fonts_for_typst()
    return Checkup(
        version=__version__,
        python=platform.python_version(),
        system=sys.platform,
        office=_libreoffice(found),
        typst=Program("Typst", _version_of("typst"), advice='pip install "branchreport[pdf]"'),
        pack=Program(
            _("fonts for Typst"),
            _version_of("pylopdf-fonts-zh-cn"),
            advice=_("wanted only where no Chinese font is installed: {command}").format(
                command='pip install "branchreport[fonts]"'
            ),
        ),
        looks=tuple(_looks(name, style, here, typst) for name, style in styles.items()),
    )


def _libreoffice(found: office.Office | None) -> Program:
    """LibreOffice, which is there only if it runs."""
    if found is None:
        advice = _("install it from libreoffice.org; on Debian and Ubuntu: apt install {package}")
        return Program("LibreOffice", advice=advice.format(package="libreoffice-writer"))
    version, place = office.version(found), str(found.program)
    if version is None:
        advice = _(
            "it fails when it is asked for its version (--version); install it anew, or let "
            "{variable} name another"
        )
        return Program(
            "LibreOffice", place=place, advice=advice.format(variable=office.VARIABLE), broken=True
        )
    return Program("LibreOffice", version, place)


def _looks(name: str, style: Style, here: Fonts, by_typst: Fonts) -> Looks:
    asked = typefaces.asked(style)
    shown = typefaces.diagnose(style, here)
    set_by_typst = typefaces.diagnose(style, by_typst)
    return Looks(
        name,
        tuple(Font(tuple(roles), shown[font], set_by_typst[font]) for font, roles in asked.items()),
    )


def _styles(path: Path | None, name: str) -> dict[str, Style] | Loaded[Style]:
    """The styles that are asked for, by name; or the first file that is not sound."""
    if name:
        return _read([name])
    if path is None:
        return _read(shipped.styles())
    (year,) = years([path])
    loaded = load_year(year)
    if loaded.value is None:
        return Loaded(None, loaded.places, loaded.diagnostics, loaded.records)
    chosen = publication(loaded.value.report, loaded.places, folder_of(year))
    if isinstance(chosen, Loaded):
        return chosen
    return {loaded.value.report.style or chosen.manifest.style: chosen.style}


def _read(names: list[str]) -> dict[str, Style] | Loaded[Style]:
    """The styles called ``names``, or at these paths; or the first that is not sound.

    Raises:
        Misuse: when there is no such style.

    """
    styles = {}
    for name in names:
        found = style_files.chosen(name, Path())
        if found.fault:
            raise Misuse(*style_files.why_not(found, beside_records=False))
        loaded = found.read()
        if loaded.value is None:
            return loaded
        styles[name] = loaded.value
    return styles


def _version_of(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return ""
