"""A document as a Word file (Office Open XML, ECMA-376 Transitional)."""

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Final

from branchreport.document import Document
from branchreport.style import OfficeStyle, Style
from branchreport.writers.docx import marks
from branchreport.writers.docx.body import Body
from branchreport.writers.docx.footers import footer_part, number_words, turned_footer_part
from branchreport.writers.docx.markup import part, xml
from branchreport.writers.docx.numbering import numbering_part
from branchreport.writers.docx.package import Part, as_bytes, pack
from branchreport.writers.docx.relations import (
    CORE_PROPERTIES,
    Relation,
    content_types,
    relationships,
)
from branchreport.writers.docx.sections import FOOTERS
from branchreport.writers.docx.styles import fonts_part, settings_part, styles_part

if TYPE_CHECKING:  # most documents have none
    from branchreport.writers.docx.comments import Comments

_PACKAGE_RELATIONS: Final = (
    Relation("rIdDocument", "officeDocument", "word/document.xml"),
    Relation("rIdCore", "core", "docProps/core.xml"),
    marks.PACKAGE_RELATION,
)

_RELATIONS: Final = (
    Relation("rIdStyles", "styles", "styles.xml"),
    Relation("rIdSettings", "settings", "settings.xml"),
    Relation("rIdFonts", "fontTable", "fontTable.xml"),
    Relation("rIdNumbering", "numbering", "numbering.xml"),
)
"""The parts beside the document itself that every file has."""

_FOOTERS: Final = (
    (Relation(FOOTERS[False]["default"], "footer", "footer1.xml"), footer_part, "right"),
    (Relation(FOOTERS[False]["even"], "footer", "footer2.xml"), footer_part, "left"),
    (Relation(FOOTERS[True]["default"], "footer", "footer3.xml"), turned_footer_part, "right"),
    (Relation(FOOTERS[True]["even"], "footer", "footer4.xml"), turned_footer_part, "left"),
)
"""Those that come with pages of their kind: each with what writes it, and for which side."""


def write(
    document: Document, style: Style, *, for_libreoffice: bool = False, annotated: bool = False
) -> bytes:
    """The Word file of ``document`` in ``style``; the same of both give the same bytes.

    The contents name the pages as Word breaks them, or as LibreOffice does where it is to print.
    Where it is ``annotated``, comments say what its figures rest on.
    """
    comments = _comments(document) if annotated else None
    body = Body(document, style, for_libreoffice=for_libreoffice, comments=comments)
    content = part("document", body.content())
    footers = tuple(relation for relation, _, _ in _FOOTERS if relation.identifier in content)
    said = comments.parts() if comments else {}
    relations = (*_RELATIONS, *footers, *said)
    kinds = {"docProps/core.xml": "core", "word/document.xml": "document", **marks.KINDS}
    kinds |= {f"word/{relation.target}": relation.kind for relation in relations}
    parts: dict[str, Part] = {
        "[Content_Types].xml": content_types(kinds | body.media.kinds, body.media.parts),
        "_rels/.rels": relationships(_PACKAGE_RELATIONS),
        "docProps/core.xml": _core(document),
        "word/document.xml": content,
        "word/_rels/document.xml.rels": relationships(
            (*relations, *body.media.relations, marks.RELATION)
        ),
        "word/numbering.xml": numbering_part(style, body.ordered_lists),
    }
    parts |= _static_parts(style, footers) | body.media.parts
    parts |= {f"word/{relation.target}": content for relation, content in said.items()}
    around_it: tuple[str, ...] = (number_words(style),) if footers else ()
    parts |= marks.ledger_parts(body.marks.ledger(document, around_it))
    if isinstance(style, OfficeStyle):
        from branchreport.word_files import WordFile
        from branchreport.word_files.around import around
        from branchreport.writers.docx.office import furnished  # it takes another library

        parts = furnished(parts, style)
        around_it = around(WordFile({name: as_bytes(content) for name, content in parts.items()}))
        parts |= marks.ledger_parts(body.marks.ledger(document, around_it))
    return pack(parts)


def _comments(document: Document) -> "Comments":
    from branchreport.writers.docx.comments import Comments  # most documents have none

    return Comments(document)


@lru_cache(maxsize=8)
def _static_parts(style: Style, footers: tuple[Relation, ...]) -> dict[str, Part]:
    """The parts that depend on the style alone; many documents of one style share them."""
    parts: dict[str, Part] = {
        "word/styles.xml": styles_part(style),
        "word/settings.xml": settings_part(style),
        "word/fontTable.xml": fonts_part(style),
    }
    written = {relation: (write_footer, side) for relation, write_footer, side in _FOOTERS}
    for relation in footers:
        write_footer, side = written[relation]
        parts[f"word/{relation.target}"] = write_footer(style, side)
    return parts


def _core(document: Document) -> str:
    """The properties that a file manager shows; dates are the report's, never the clock's."""
    names = (
        f'xmlns:cp="{CORE_PROPERTIES}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    author = escape(document.author)
    said = [
        f"<dc:title>{escape(document.title)}</dc:title>",
        f"<dc:creator>{author}</dc:creator>",
        f"<dc:language>{escape(document.language)}</dc:language>",
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>",
    ]
    if document.date:
        said += [
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{document.date}T00:00:00Z</dcterms:{name}>'
            for name in ("created", "modified")
        ]
    return xml(f"<cp:coreProperties {names}>{''.join(said)}</cp:coreProperties>")
