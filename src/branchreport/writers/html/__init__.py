"""A document as one page of HTML, which asks for nothing else: no file, no network, no script."""

from typing import Final

from branchreport.document import Document
from branchreport.style import Style
from branchreport.writers.html.body import Body
from branchreport.writers.html.figures import style as figures_style
from branchreport.writers.html.markup import element, words
from branchreport.writers.html.sheet import style_sheet

_POLICY: Final = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""What a browser may load for the page: pictures and styles that stand in it, and nothing else."""


def write(document: Document, style: Style) -> bytes:
    """The page of ``document`` in ``style``; the same of both give the same bytes."""
    body = Body(document, style)
    content, figures = body.content(), body.links.section()
    sheet = [style_sheet(style), figures_style()] if figures else [style_sheet(style)]
    head = [
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", words(_title(document))),
        element("meta", name="author", content=document.author) if document.author else "",
        element("meta", name="dcterms.date", content=str(document.date)) if document.date else "",
        "\n".join(["<style>", *sheet, "</style>"]),
    ]
    page = [
        "<!DOCTYPE html>",
        f'<html lang="{words(document.language)}">',
        "<head>",
        *filter(None, head),
        "</head>",
        "<body>",
        "<main>",
        content,
        "</main>",
        *filter(None, [figures]),
        "</body>",
        "</html>",
    ]
    return ("\n".join(page) + "\n").encode()


def _title(document: Document) -> str:
    """The name of the page, which no page may lack."""
    return document.title.strip() or document.author.strip() or "branchreport"
