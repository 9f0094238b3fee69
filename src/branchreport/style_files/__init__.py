"""The style that a report names, found and read: a built-in one, a style file, or a Word file."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto
from os.path import realpath
from pathlib import Path, PurePath
from typing import Final

from branchreport import shipped
from branchreport.diagnostics import Diagnostic, Severity, order
from branchreport.language import _
from branchreport.loading import Loaded, Read, bytes_of
from branchreport.style import Style
from branchreport.style_files.contradictions import contradictions
from branchreport.style_files.lineage import load
from branchreport.style_files.named import named_file
from branchreport.suggest import closest

USUAL: Final = "gbt9704"
"""The style that a Word file is completed by where no template says another."""

_YAML: Final = (".yaml", ".yml")
_WORD: Final = (".docx", ".doc", ".docm", ".dotx", ".dotm", ".dot", ".wps", ".wpt")
"""The endings of Word and WPS files; of what is no ordinary .docx it is said how it becomes one."""


class Fault(Enum):
    """Why nothing could be read under a name."""

    UNKNOWN = auto()
    NO_FILE = auto()
    AMONG_RECORDS = auto()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A style that a report names: a fault of the name, or the file in which it is."""

    name: str
    file: Path | Fault

    @property
    def fault(self) -> Fault | None:
        """Why there is no file."""
        return self.file if isinstance(self.file, Fault) else None

    @property
    def is_own(self) -> bool:
        """Whether it is a file of the user's."""
        return self.fault is None and self.name not in shipped.styles()

    def read(self, usual: str = USUAL, read: Read = bytes_of) -> Loaded[Style]:
        """What is in the file, as `load_style` has it."""
        assert isinstance(self.file, Path), "it was found"
        return load_style(self.file, usual, read)


def chosen(name: str, folder: Path, records: Iterable[str] = ()) -> Chosen:
    """Where the style ``name`` is; a path is seen from ``folder``.

    ``records`` are the files that were read as records, none of which is a style.
    """
    if name in shipped.styles():
        return Chosen(name, shipped.style_file(name))
    if not name.lower().endswith((*_YAML, *_WORD)):
        return Chosen(name, Fault.UNKNOWN)
    return Chosen(name, _file_of(name, folder, {realpath(file) for file in records}))


def load_style(path: Path, usual: str = USUAL, read: Read = bytes_of) -> Loaded[Style]:
    """The style in the file at ``path``, with everything that is wrong with it.

    A Word file has the roles that it has no style for from the built-in style ``usual``. ``read``
    gives the bytes of a file.
    """
    if path.suffix.lower() not in _YAML:
        from branchreport.style_files.word import read as read_word

        return _consistent(read_word(path, _sound(usual), read))
    return _consistent(load(path, read))


def why_not(chosen: Chosen, *, beside_records: bool = True) -> tuple[str, str]:
    """What is wrong with the name of ``chosen``, and what to do.

    ``beside_records`` if it is the records that name it, not a command.
    """
    meant = closest(PurePath(chosen.name).stem, shipped.styles())
    match chosen.fault:
        case Fault.AMONG_RECORDS:
            return (
                _("“{file}” stands among the records of the year").format(file=chosen.name),
                _("put it beside the folder of the year, and write “../{file}”").format(
                    file=PurePath(chosen.name).name
                ),
            )
        case Fault.NO_FILE:
            return (
                _("there is no file “{file}”").format(file=chosen.name),
                _("write its path as seen from the folder of the year, as “../office.yaml”")
                if beside_records
                else _("look at the path again"),
            )
    return (
        _("there is no style “{name}”").format(name=chosen.name),
        _("did you mean “{key}”?").format(key=meant)
        if meant
        else _("choose from: {choices}; or write the path of a file, as “../office.docx”").format(
            choices=_(", ").join(shipped.styles())
        ),
    )


def _sound(name: str) -> Style:
    """The built-in style ``name``, or the usual one where there is none."""
    style = load(shipped.style_file(name if name in shipped.styles() else USUAL)).value
    assert style is not None, "built-in styles are sound"
    return style


def _consistent(loaded: Loaded[Style]) -> Loaded[Style]:
    """``loaded``, but no style where its numbers contradict each other."""
    if loaded.value is None:
        return loaded
    found = [
        Diagnostic(
            "BR512",
            Severity.ERROR,
            each.message,
            loaded.places.value(each.written_in(loaded.places)),
            help=each.help,
        )
        for each in contradictions(loaded.value)
    ]
    if not found:
        return loaded
    # what the body gets wrong, all roles have from it: it is said once
    said = tuple(sorted([*loaded.diagnostics, *dict.fromkeys(found)], key=order))
    return replace(loaded, value=None, diagnostics=said)


def _file_of(name: str, folder: Path, taken: Collection[str]) -> Path | Fault:
    """The file ``name`` as seen from ``folder``, or why it is none to be read."""
    path = named_file(name, folder)
    if path is None:
        return Fault.NO_FILE
    return Fault.AMONG_RECORDS if realpath(path) in taken else path
