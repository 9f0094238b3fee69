"""Build hook: compiles the gettext catalogs, so that no compiled file is kept in the repository."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogHook(BuildHookInterface):  # type: ignore[type-arg]  # generic only for type checkers
    """Writes a ``.mo`` beside each ``.po`` before a wheel, an sdist or an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalog below ``src/branchreport/locale``."""
        for source in Path(self.root, "src", "branchreport", "locale").rglob("*.po"):
            with source.open("rb") as catalog, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(catalog))
