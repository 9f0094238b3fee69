"""Ready words to Word files with docxtpl: no YAML, no checks.

``docxtpl_letters.py TEMPLATE TARGET WORDS...``
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from docxtpl import (  # type: ignore[import-not-found,import-untyped,unused-ignore]  # a peer
    DocxTemplate,
)


def main(template: str, target: Path, sources: Sequence[Path]) -> None:
    """Write a document for each of ``sources`` into the folder ``target``."""
    for source in sources:
        document = DocxTemplate(template)
        words = json.loads(source.read_text("utf-8"))
        document.render({"paragraphs": words}, autoescape=True)
        document.save(target / f"{source.stem}.docx")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [Path(argument) for argument in sys.argv[3:]])
