"""A document to the bytes of the forms that are asked for."""

from collections.abc import Sequence

from branchreport.cli.losing import LostError
from branchreport.document import Document
from branchreport.style import Style
from branchreport.writers import WRITERS
from branchreport.writers.proof import lost


def written(
    document: Document, style: Style, forms: Sequence[str], pdf_by: str = ""
) -> dict[str, bytes]:
    """The bytes of each of ``forms``; a PDF may be made of the Word file.

    Raises:
        Misuse: when a PDF cannot be made here.
        LostError: when one of them does not say a value of the document.

    """
    files = {form: proven(document, form, WRITERS[form](document, style))
             for form in forms if form in WRITERS}  # fmt: skip
    if "pdf" in forms:
        from branchreport.cli.printing import pdf
        from branchreport.writers.docx import write as word_file

        def made() -> bytes:
            return proven(document, "docx", word_file(document, style, for_libreoffice=True))

        files["pdf"] = pdf(document, style, made, by=pdf_by)
    return files


def proven(document: Document, form: str, data: bytes) -> bytes:
    """``data``, which was read back and says every value of ``document``.

    Raises:
        LostError: when it does not.

    """
    if missing := lost(document, form, data):
        raise LostError(form, missing)
    return data
