"""How programs name a file: from the root of the repository, with slashes."""

import os
from pathlib import PurePath
from urllib.parse import quote


def relative(file: str, root: str) -> str:
    """``file`` as seen from the folder ``root``, or as it is given where it lies elsewhere."""
    try:
        inside = PurePath(os.path.relpath(file, root or os.curdir))
    except ValueError:  # on another drive of Windows, or no name of a file at all
        return PurePath(file).as_posix()
    return (inside if inside.parts[:1] != ("..",) else PurePath(file)).as_posix()


def uri(file: str, root: str) -> str:
    """``file`` as a URI reference (RFC 3986), relative where it lies below ``root``."""
    path = relative(file, root)
    if path.startswith("../"):
        path = PurePath(os.path.realpath(path)).as_posix()
    start = "" if not PurePath(path).is_absolute() else "file://" + "/" * (path[:1] != "/")
    try:
        return start + quote(path, errors="surrogateescape")
    except UnicodeEncodeError:  # a name that is no text on Windows, either
        return start + quote(path, errors="replace")
