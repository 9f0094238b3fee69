"""Which parts a Word file has, of which kind, and how one leads to another (ECMA-376-2)."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from branchreport.writers.docx.markup import xml

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_FORMATS: Final = "application/vnd.openxmlformats"
_WORD: Final = f"{_FORMATS}-officedocument.wordprocessingml"

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

_TYPES: Final = {
    "document": f"{_WORD}.document.main+xml",
    "core": f"{_FORMATS}-package.core-properties+xml",
    "chart": f"{_FORMATS}-officedocument.drawingml.chart+xml",
    "custom": f"{_FORMATS}-officedocument.custom-properties+xml",
    "customXmlProperties": f"{_FORMATS}-officedocument.customXmlProperties+xml",
    **{
        kind: f"{_WORD}.{kind}+xml"
        for kind in ("styles", "settings", "fontTable", "numbering", "footer", "comments")
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
        f'<Override PartName="/{name}" ContentType="{_TYPES[kind]}"/>'
        for name, kind in kinds.items()
    )
    return xml(f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>')


def relationships(relations: Iterable[Relation]) -> str:
    """A part that ends in ``.rels``."""
    said = "".join(
        f'<Relationship Id="{relation.identifier}" Type="{_type(relation.kind)}" '
        f'Target="{relation.target}"/>'
        for relation in relations
    )
    return xml(f'<Relationships xmlns="{_PACKAGE}/relationships">{said}</Relationships>')


def _type(kind: str) -> str:
    if kind == "core":
        return f"{_PACKAGE}/relationships/metadata/core-properties"
    return f"{_OFFICE}/relationships/{kind}"
