"""Ready words to Word files with python-docx: no YAML, no checks.

``docx_letters.py BASE TARGET WORDS...``; ``-`` as the base is python-docx's own template.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import docx


def main(base: str, target: Path, sources: Sequence[Path]) -> None:
    """Write a document for each of ``sources`` into the folder ``target``."""
    for source in sources:
        document = docx.Document(None if base == "-" else base)
        for style, words in json.loads(source.read_text("utf-8")):
            document.add_paragraph(words, style)
        document.save(str(target / f"{source.stem}.docx"))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [Path(argument) for argument in sys.argv[3:]])
