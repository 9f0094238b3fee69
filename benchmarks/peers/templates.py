"""The small templates that the peers work with: python-docx's own one, without unused styles.

``templates.py BASE TEMPLATE``; the base is empty, the template has docxtpl's marks.
"""

import sys

import docx

STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4")


def main(base: str, template: str) -> None:
    """Write both files."""
    document = docx.Document()
    for style in list(document.styles):
        if style.name not in (*STYLES, "Default Paragraph Font"):
            style.delete()
    document.save(base)
    document.add_paragraph("{%p for style, words in paragraphs %}")
    for style_name in STYLES:
        document.add_paragraph(f"{{%p if style == '{style_name}' %}}")
        document.add_paragraph("{{ words }}", style_name)
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    document.save(template)


if __name__ == "__main__":
    main(*sys.argv[1:])
