"""A review copy of a Word file, whose comments say where each figure comes from."""

from collections.abc import Mapping

from branchreport.cli.writing import proven
from branchreport.document import Document
from branchreport.style import Style
from branchreport.writers.docx import write


def annotated(document: Document, style: Style) -> tuple[str, Mapping[str, bytes]]:
    """The title that tells the copy from the document itself, and its Word file.

    Raises:
        LostError: when it does not say a value of the document.

    """
    mark = "（数字来源）" if document.language.startswith("zh") else " (sources)"
    data = proven(document, "docx", write(document, style, annotated=True))
    return f"{document.title}{mark}", {"docx": data}
