"""A document to bytes: a module for each form, and one table of them.

A writer knows no clock, no path and no setting but the style; to add one, give it a line here.
"""

from branchreport.document import Document
from branchreport.style import Style


def docx(document: Document, style: Style) -> bytes:
    """A Word file."""
    from branchreport.writers.docx import write

    return write(document, style)


WRITERS = {"docx": docx}
"""Every form by the ending of its files; a writer is imported when it is called."""
