"""``branchreport style``: the built-in styles, a copy of one, and what is wrong with one's own."""

import sys
from collections.abc import Iterator
from pathlib import Path

from branchreport import shipped
from branchreport.cli.console import complain, show
from branchreport.cli.saving import misnamed, reason, save
from branchreport.diagnostics import Severity
from branchreport.language import _
from branchreport.show.full import findings
from branchreport.show.summary import counts
from branchreport.show.text import Line
from branchreport.style_files import chosen, load_style, why_not

FORM = "yaml"


def listed() -> int:
    """Print the name of every built-in style, and what its pages are."""
    show(_lines(), sys.stdout)
    return 0


def _lines() -> Iterator[Line]:
    names = shipped.styles()
    width = max(map(len, names))
    for name in names:
        style = load_style(shipped.style_file(name)).value
        assert style is not None, "built-in styles are sound"
        page = style.page
        said = _(
            "{language}, {width} × {height} mm; margins {top}, {bottom}, {left}, {right} mm; "
            "lines of {line} pt"
        ).format(
            language=style.language,
            **{side: f"{getattr(page, side):g}" for side in type(page).model_fields},
            line=f"{style.grid.line:g}",
        )
        yield [("bold", f"{name:{width}}"), ("", f"  {said}")]


def copy(name: str, target: Path) -> int:
    """Write the built-in style ``name`` to ``target``, which is not there yet.

    0 written; 2 where there is no such style, or it cannot be written.
    """
    found = chosen(name, Path())
    if name not in shipped.styles():
        complain(*why_not(found, beside_records=False) if found.fault else _own(name))
        return 2
    if fault := misnamed(target, FORM):
        named = target.with_suffix(f".{FORM}") if target.name else f"office.{FORM}"
        complain(fault[0], _("write another FILE, as {file}").format(file=named))
        return 2
    try:
        if target.exists() or target.is_symlink():
            complain(
                _("{file} exists already, and is not overwritten").format(file=target),
                _("choose another name"),
            )
            return 2
        save(target, shipped.style_file(name).read_bytes())
    except OSError as error:
        complain(*_reason(target, error))
        return 2
    print(target)
    return 0


def _reason(target: Path, error: OSError) -> tuple[str, str]:
    """Why ``target`` could not be written, and what to do: it is an argument, not an option."""
    message, _of_options = reason(target, error)
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return message, _("create the folder first, or write another FILE")
        case _:
            return message, _("write another FILE")


def _own(name: str) -> tuple[str, str]:
    return (
        _("{file} is no built-in style").format(file=name),
        _("choose from: {choices}").format(choices=_(", ").join(shipped.styles())),
    )


def check(name: str) -> int:
    """Say what is wrong with the style ``name``, a file or a built-in one.

    0 all is well; 1 there are findings; 2 where there is no such style.
    """
    found = chosen(name, Path())
    if found.fault:
        complain(*why_not(found, beside_records=False))
        return 2
    loaded = found.read()
    if not loaded.diagnostics:
        print(_("all is well: {checked}").format(checked=name))
        return 0
    show(findings(loaded.diagnostics, loaded.places.lines), sys.stdout)
    print(_("checked {checked}: {found}").format(checked=name, found=counts(loaded.diagnostics)))
    return int(any(each.severity is Severity.ERROR for each in loaded.diagnostics))
