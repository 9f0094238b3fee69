"""Where the file is that is named in another one."""

from os.path import normpath
from pathlib import Path


def named_file(name: str, folder: Path) -> Path | None:
    """The file ``name`` as seen from ``folder``, or None where there is none."""
    path = Path(normpath(folder / name.replace("\\", "/")))
    try:
        return path if path.exists() else None
    except (OSError, ValueError):  # as for a name that is too long
        return None
