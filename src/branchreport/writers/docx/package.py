"""Parts to the bytes of a package (ECMA-376-2): the same parts give the same bytes."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

Part: TypeAlias = str | bytes

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can tell; every part carries it."""

_SMALL: Final = 600
"""Characters of a part that gains too little from compression to be worth the time."""

_COMPRESSED: Final = (".png", ".jpeg")
"""Endings of parts that are small already."""

_LARGEST: Final = 256 * 1024 * 1024
"""Bytes of all parts; what holds more was made to fill a memory."""

_WAYS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How parts may be compressed."""

_WORKBOOK: Final = ".xlsx"
"""The ending of a part that is a package itself."""


def pack(parts: Mapping[str, Part], *, stored: bool = False) -> bytes:
    """The package with ``parts`` in their order, by name.

    ``stored`` leaves them as they are, so that the bytes do not depend on how well the machine's
    zlib compresses.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            plain = stored or len(content) < _SMALL or name.endswith(_COMPRESSED)
            entry.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, as_bytes(content))
    return buffer.getvalue()


def as_bytes(content: Part) -> bytes:
    """``content`` as it stands in a package."""
    return content.encode() if isinstance(content, str) else content


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name, in their order.

    Raises:
        zipfile.BadZipFile: when ``data`` is no package that can be read, or holds more than any
            document does.

    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _look_at(package.infolist())
            return {name: package.read(name) for name in package.namelist()}
    except (zlib.error, EOFError, ValueError, OSError, RuntimeError) as error:  # or a password
        raise zipfile.BadZipFile from error


def _look_at(members: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse what no office program writes.

    Raises:
        zipfile.BadZipFile: when it is too large, or compressed in another way.

    """
    if sum(each.file_size for each in members) > _LARGEST:
        raise zipfile.BadZipFile
    if any(each.compress_type not in _WAYS for each in members):
        raise zipfile.BadZipFile


def content_digest(data: bytes) -> str:
    """What ``data`` holds, in 64 hexadecimal digits: equal wherever the same document is written.

    Other builds of zlib compress the same parts to other bytes; so this is the SHA-256 of the parts
    themselves, each after its name, sorted by it. A workbook among them counts by its own parts.

    Raises:
        zipfile.BadZipFile: when ``data`` is no package.

    """
    return _digest_of({name: _known(name, part) for name, part in unpack(data).items()})


def _known(name: str, content: bytes) -> bytes:
    """What a part counts by: a workbook by its own parts, if it has any."""
    if not name.endswith(_WORKBOOK):
        return content
    try:
        return _digest_of(unpack(content)).encode()
    except zipfile.BadZipFile:
        return content


def _digest_of(parts: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in sorted(parts.items()):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
