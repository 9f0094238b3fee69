"""The command line as its user sees it: commands, options and their help, defined with Typer.

Imported only when needed: after the language was chosen, and not at all for the plain forms of a
command that `branchreport.cli` knows. Each module defines the commands of one theme; they are
listed in the order in which they are imported here.
"""

from branchreport.cli.app import (  # isort: skip  # the order is that of the help page
    documents as documents,
    issues as issues,
    checks as checks,
    comparisons as comparisons,
    questions as questions,
    looks as looks,
)
from branchreport.cli.app.root import app

__all__ = ["app"]
