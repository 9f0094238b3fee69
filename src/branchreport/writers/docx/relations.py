"""Which parts a Word file has, of which kind, and how one leads to another (ECMA-376-2)."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from branchreport.writers.docx.markup import xml

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_FORMATS: Final = "application/vnd.openxmlformats"
_WORD: Final = f"{_FORMATS}-officedocument.wordprocessingml"

RELATIONS: Final = f"{_PACKAGE}/relationships"
"""The namespace of a part that ends in ``.rels``."""
CONTENT_TYPES: Final = f"{_PACKAGE}/content-types"
"""The namespace of the part that tells the types of all others."""

CORE_PROPERTIES: Final = f"{_PACKAGE}/metadata/core-properties"
"""The namespace of what a file manager shows of a document."""

_DEFAULTS: Final = {
    "rels": f"{_FORMATS}-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "xlsx": f"{_FORMATS}-officedocument.spreadsheetml.sheet",
}
"""The type of each part, by the ending of its name, that has no type of its own."""

PART_TYPES: Final = {
    "document": f"{_WORD}.document.main+xml",
    "core": f"{_FORMATS}-package.core-properties+xml",
    "chart": f"{_FORMATS}-officedocument.drawingml.chart+xml",
    "custom": f"{_FORMATS}-officedocument.custom-properties+xml",
    "customXmlProperties": f"{_FORMATS}-officedocument.customXmlProperties+xml",
    **{
        kind: f"{_WORD}.{kind}+xml"
        for kind in ("styles", "settings", "fontTable", "numbering", "footer")
    },
}


class Relation(NamedTuple):
    """From one part to another: its name where it is used, its kind, and the way to the other."""

    identifier: str
    kind: str
    target: str


def content_types(kinds: Mapping[str, str], names: Iterable[str]) -> str:
    """The part ``[Content_Types].xml``: the ``kinds`` of parts, and endings of ``names``."""
    endings = {name.rpartition(".")[2] for name in names} | {"rels", "xml"}
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in _DEFAULTS.items()
        if ending in endings
    )
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{PART_TYPES[kind]}"/>'
        for name, kind in kinds.items()
    )
    return xml(f'<Types xmlns="{CONTENT_TYPES}">{defaults}{overrides}</Types>')


def relationships(relations: Iterable[Relation]) -> str:
    """A part that ends in ``.rels``."""
    said = "".join(
        f'<Relationship Id="{relation.identifier}" Type="{type_of(relation.kind)}" '
        f'Target="{relation.target}"/>'
        for relation in relations
    )
    return xml(f'<Relationships xmlns="{RELATIONS}">{said}</Relationships>')


def type_of(kind: str) -> str:
    """What relationships of ``kind`` are called in a package."""
    if kind == "core":
        return f"{_PACKAGE}/relationships/metadata/core-properties"
    return f"{_OFFICE}/relationships/{kind}"
