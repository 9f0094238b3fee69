"""How a document names the files of records: without the folders that are above all of them."""

import os
from collections.abc import Iterable
from pathlib import PureWindowsPath
from posixpath import commonpath, dirname
from typing import Self

from branchreport.document import Figure, Source


class Places:
    """The places of records in ``files``, told from the folder that holds them all.

    Where documents go, nobody needs to know where the records of their writer lie; and they say the
    same wherever they were made.
    """

    def __init__(self, files: Iterable[str]) -> None:
        self._whole = {file: _whole(file) for file in files}
        self._above = _common({dirname(file) for file in self._whole.values()})

    @classmethod
    def behind(cls, figures: Iterable[Figure]) -> Self:
        """Those of the records behind ``figures``."""
        return cls(source.file for figure in figures for source in records_of(figure))

    def file(self, file: str) -> str:
        """The name of one of the files, with slashes."""
        return self._whole[file].removeprefix(self._above).lstrip("/")

    def of(self, source: Source) -> str:
        """The file and line of ``source``: ``活动.yaml:12``."""
        return f"{self.file(source.file)}:{source.line}"


def records_of(figure: Figure) -> tuple[Source, ...]:
    """The count that asks for ``figure``, if one does, and every other record behind it."""
    return (*filter(None, [figure.declared]), *figure.records)


def amounts_of(figure: Figure) -> tuple[str, ...]:
    """What each of `records_of` contributes; empty where it is not added up."""
    amounts = figure.amounts or ("",) * len(figure.records)
    return (*([""] if figure.declared else []), *amounts)


def _whole(file: str) -> str:
    """``file`` from the root on, with slashes; a path of Windows is known elsewhere as well."""
    whole = file if PureWindowsPath(file).anchor else os.path.abspath(file)  # noqa: PTH100  # a link keeps its name
    return whole.replace("\\", "/")


def _common(folders: Iterable[str]) -> str:
    """The folder above all ``folders``; empty where they have none in common."""
    try:
        return commonpath(list(folders))
    except ValueError:
        return ""
