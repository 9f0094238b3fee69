"""A review copy of a Word file, whose comments say where each figure comes from."""

from collections.abc import Mapping

from branchreport.document import Document
from branchreport.style import Style
from branchreport.writers.docx import write


def annotated(document: Document, style: Style) -> tuple[str, Mapping[str, bytes]]:
    """The title that tells the copy from the document itself, and its Word file."""
    mark = "（数字来源）" if document.language.startswith("zh") else " (sources)"
    return f"{document.title}{mark}", {"docx": write(document, style, annotated=True)}
