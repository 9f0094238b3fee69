"""How a document names the files of records: without the folders that are above all of them."""

from collections.abc import Iterable
from posixpath import commonpath, dirname

from branchreport.document import Figure, Source


class Places:
    """The places of the records behind ``figures``, told from the folder that holds them all.

    Where documents go, nobody needs to know where the records of their writer lie.
    """

    def __init__(self, figures: Iterable[Figure]) -> None:
        behind = (source for figure in figures for source in records_of(figure))
        self._above = _common({dirname(_slashed(source.file)) for source in behind})

    def of(self, source: Source) -> str:
        """The file and line of ``source``: ``活动.yaml:12``."""
        file = _slashed(source.file).removeprefix(self._above).lstrip("/")
        return f"{file}:{source.line}"


def records_of(figure: Figure) -> tuple[Source, ...]:
    """The count that asks for ``figure``, if one does, and every other record behind it."""
    return (*filter(None, [figure.declared]), *figure.records)


def amounts_of(figure: Figure) -> tuple[str, ...]:
    """What each of `records_of` contributes; empty where it is not added up."""
    amounts = figure.amounts or ("",) * len(figure.records)
    return (*([""] if figure.declared else []), *amounts)


def _slashed(file: str) -> str:
    return file.replace("\\", "/")


def _common(folders: Iterable[str]) -> str:
    """The folder above all ``folders``; empty where they have none in common."""
    try:
        return commonpath(list(folders))
    except ValueError:
        return ""
