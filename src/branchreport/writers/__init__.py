"""A document to bytes: a module for each form, and one table of them.

A writer knows no clock, no path and no setting but the style; to add one, give it a line here.
"""

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from branchreport.document import Document
    from branchreport.style import Style


def docx(document: "Document", style: "Style") -> bytes:
    """A Word file."""
    from branchreport.writers.docx import write

    return write(document, style)


def html(document: "Document", style: "Style") -> bytes:
    """A page for the browser."""
    from branchreport.writers.html import write

    return write(document, style)


def md(document: "Document", style: "Style") -> bytes:
    """Markdown."""
    from branchreport.writers.markdown import write

    return write(document, style)


def txt(document: "Document", style: "Style") -> bytes:
    """Plain text."""
    from branchreport.writers.text import write

    return write(document, style)


def json(document: "Document", style: "Style") -> bytes:
    """Blocks and runs for programs, with their sources."""
    from branchreport.writers.json import write

    return write(document, style)


WRITERS = {"docx": docx, "html": html, "md": md, "txt": txt, "json": json}
"""Every form by the ending of its files; a writer is imported when it is called."""

TRACED = frozenset({"html", "json"})
"""The forms that tell what the figures of a document rest on."""


def digest(form: str, data: bytes) -> str:
    """The SHA-256 of what a file of ``form`` holds, however it was compressed."""
    if form == "docx":
        from branchreport.writers.docx.package import content_digest

        return content_digest(data)
    return hashlib.sha256(data).hexdigest()
