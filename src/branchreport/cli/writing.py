"""A document to the bytes of the forms that are asked for."""

from collections.abc import Sequence
from functools import partial

from branchreport.document import Document
from branchreport.style import Style
from branchreport.writers import WRITERS


def written(
    document: Document, style: Style, forms: Sequence[str], pdf_by: str = ""
) -> dict[str, bytes]:
    """The bytes of each of ``forms``; a PDF may be made of the Word file.

    Raises:
        Misuse: when a PDF cannot be made here.

    """
    files = {form: WRITERS[form](document, style) for form in forms if form in WRITERS}
    if "pdf" in forms:
        from branchreport.cli.printing import pdf
        from branchreport.writers.docx import write as word_file

        made = partial(word_file, document, style, for_libreoffice=True)
        files["pdf"] = pdf(document, style, made, by=pdf_by)
    return files
