"""Parts to the bytes of a package (ECMA-376-2): the same parts give the same bytes."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can tell; every part carries it."""

_SMALL: Final = 600
"""Characters of a part that gains too little from compression to be worth the time."""


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """The package with ``parts`` in their order, by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            small = len(content) < _SMALL
            entry.compress_type = zipfile.ZIP_STORED if small else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, content.encode() if isinstance(content, str) else content)
    return buffer.getvalue()
