"""Where the files that ship with branchreport are found, installed or in a checkout."""

from pathlib import Path
from typing import Final

TEMPLATE: Final = "report.md.j2"
"""The file of a template's folder that is rendered; others may be included by it."""


def template_folder() -> Path:
    """The folder of the built-in templates and styles."""
    return _folder("templates")


def style_folder() -> Path:
    """The folder of the built-in styles."""
    return template_folder() / "styles"


def comparison_folder() -> Path:
    """The folder of the templates for comparisons of years, one for each language."""
    return template_folder() / "comparisons"


def style_file(name: str) -> Path:
    """The file of the built-in style ``name``."""
    return style_folder() / f"{name}.yaml"


def rule_set_folder() -> Path:
    """The folder of the built-in rule sets."""
    return _folder("rule-sets")


def templates() -> list[str]:
    """The names of the built-in templates."""
    return sorted(file.parent.name for file in template_folder().glob(f"*/{TEMPLATE}"))


def styles() -> list[str]:
    """The names of the built-in styles."""
    return sorted(file.stem for file in style_folder().glob("*.yaml"))


def rule_sets() -> list[str]:
    """The names of the built-in rule sets."""
    return sorted(file.stem for file in rule_set_folder().glob("*.yaml"))


def _folder(name: str) -> Path:
    """The folder ``name`` of files that ship.

    A wheel carries it inside the package; in a checkout (and so in an editable install) it stands
    at the top of the repository.
    """
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parents[1] / name
