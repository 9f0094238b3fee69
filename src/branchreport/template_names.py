"""What may be named as a template, and where it is found: built-in ones, folders, Word files."""

from enum import Enum, auto
from os.path import normpath
from pathlib import Path
from typing import Final

from branchreport import shipped

WORD: Final = ".docx"
"""How the name of a Word template ends."""


class Fault(Enum):
    """Why there is no template under a name."""

    UNKNOWN = auto()
    NO_FILE = auto()
    NO_TEMPLATE = auto()
    """A folder that lacks the file that is rendered."""
    INNER_FILE = auto()
    """That file itself, in place of its folder."""
    OTHER_FILE = auto()
    """A file of another kind."""


def is_path(name: str) -> bool:
    """Whether ``name`` is meant to be a path, and no name of a built-in template."""
    return "/" in name or "\\" in name or name.startswith(".") or Path(name).suffix != ""


def find(name: str, folder: Path) -> Path | Fault:
    """The folder or Word file of the template ``name``, a path as seen from ``folder``."""
    if name in shipped.templates():
        return shipped.template_folder() / name
    try:
        return _found(Path(normpath(folder / name.replace("\\", "/"))), name)
    except (OSError, ValueError):  # as for a name that is too long
        return Fault.NO_FILE


def _found(path: Path, name: str) -> Path | Fault:
    if path.is_dir():
        return path if (path / shipped.TEMPLATE).is_file() else Fault.NO_TEMPLATE
    if not path.exists():
        return Fault.NO_FILE if is_path(name) else Fault.UNKNOWN
    if path.suffix.lower() == WORD:
        return path
    return Fault.INNER_FILE if path.name == shipped.TEMPLATE else Fault.OTHER_FILE


def is_word(template: Path) -> bool:
    """Whether ``template`` is a Word file, and not a folder."""
    return template.suffix.lower() == WORD and not template.is_dir()
