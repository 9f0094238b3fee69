"""A file for passages that were edited by hand, and that the records have no more."""

import copy
from collections.abc import Sequence
from typing import Any

from branchreport.handwork.package import Package
from branchreport.word_files import WORD, WordFile


def lost_file(file: WordFile, elements: Sequence[Any]) -> dict[str, bytes]:
    """The parts of ``file`` with ``elements`` of it alone, so that their pictures are there."""
    package = Package(file)
    body = package.tree(file.main).find(f"{WORD}body")
    section = body.find(f"{WORD}sectPr")
    for each in list(body):
        body.remove(each)
    for element in elements:
        copied = copy.deepcopy(element)
        for each in list(copied.iter(f"{WORD}sectPr")):
            each.getparent().remove(each)
        body.append(copied)
    if section is not None:
        body.append(section)
    return package.parts()
