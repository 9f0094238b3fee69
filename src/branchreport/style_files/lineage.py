"""What a style file has from the one that it is ``based_on``."""

from dataclasses import dataclass, field, replace
from os.path import realpath
from pathlib import Path
from typing import Any, Final, NamedTuple

from branchreport import shipped
from branchreport.diagnostics import Diagnostic, Severity, order
from branchreport.language import _
from branchreport.loading import Loaded, Read, bytes_of, load_file
from branchreport.places import Atlas
from branchreport.style import Style
from branchreport.style_files.named import named_file
from branchreport.suggest import closest

_KEY: Final = "based_on"
_ENDINGS: Final = (".yaml", ".yml")


def load(file: Path, read: Read = bytes_of, below: frozenset[str] = frozenset()) -> Loaded[Style]:
    """The style in ``file``, completed by what it is based on.

    ``below`` are the real paths of the files that are based on this one, on none of which it can
    be based itself.
    """
    lineage = _Lineage(file, read, below)
    loaded = load_file(file, Style, read, lineage.complete)
    if not lineage.findings:
        return loaded
    places = replace(loaded.places, lines=lineage.lines | loaded.places.lines)
    found = sorted([*loaded.diagnostics, *lineage.findings_at(places)], key=order)
    return Loaded(None, places, tuple(found), loaded.records)


class _Fault(NamedTuple):
    """What is wrong with the name under ``based_on``."""

    message: str
    help: str


@dataclass(slots=True)
class _Lineage:
    """Completes the values of one style file; then it knows what was wrong with those above it."""

    path: Path
    read: Read
    below: frozenset[str]
    findings: list[Diagnostic | _Fault] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)

    def complete(self, own: dict[str, Any]) -> dict[str, Any]:
        """The values of the file, over those of the style that it is based on.

        A file that cannot be completed is still looked at: over a style that is sound.
        """
        name = own.get(_KEY)
        if not isinstance(name, str):
            return own
        above = self._above(name)
        if isinstance(above, _Fault):
            self.findings.append(above)
            return _over(own, _values(load(shipped.style_file("gbt9704")).value))
        if above.value is None:
            self.findings += above.diagnostics
            self.lines |= above.places.lines
        return _over(own, _values(above.value or load(shipped.style_file("gbt9704")).value))

    def findings_at(self, places: Atlas) -> list[Diagnostic]:
        """What was found, where this file is at ``places``."""
        here = places.value((_KEY,))
        return [
            found
            if isinstance(found, Diagnostic)
            else Diagnostic("BR513", Severity.ERROR, found.message, here, help=found.help)
            for found in self.findings
        ]

    def _above(self, name: str) -> Loaded[Style] | _Fault:
        if name in shipped.styles():
            return load(shipped.style_file(name))
        known = _(", ").join(shipped.styles())
        if not name.lower().endswith(_ENDINGS):
            meant = closest(name, shipped.styles())
            return _Fault(
                _("there is no style “{name}” to build on").format(name=name),
                _("did you mean “{key}”?").format(key=meant)
                if meant
                else _("choose from: {choices}; or write the path of a style file").format(
                    choices=known
                ),
            )
        file = named_file(name, self.path.parent)
        if file is None or file.is_dir():
            return _Fault(
                _("there is no file “{file}”").format(file=name),
                _("write its path as seen from the folder of this file"),
            )
        taken = self.below | {realpath(self.path)}
        if realpath(file) in taken:
            return _Fault(
                _("the style is based on itself"), _("choose from: {choices}").format(choices=known)
            )
        return load(file, self.read, taken)


def _values(style: Style | None) -> dict[str, Any]:
    """What a style says, as plain values."""
    return style.model_dump(exclude_unset=True, exclude={_KEY}) if style else {}


def _over(own: dict[str, Any], under: dict[str, Any]) -> dict[str, Any]:
    """``own`` values over those ``under`` them: keys are joined, anything else is replaced."""
    joined = dict(under)
    for key, value in own.items():
        below = joined.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            value = _over(value, below)
        joined[key] = value
    return joined
